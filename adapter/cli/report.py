"""`nhiemvu report`: the figures of a period, from the log alone — for whoever has to report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click
from click.core import ParameterSource

from adapter.cli import exceptional, files, house, progress, reasons, rests_on
from adapter.cli.periods import Days, options_period, period_of
from adapter.cli.report_agency import agency
from adapter.cli.report_build import build
from adapter.cli.report_explain import explain
from adapter.cli.report_verify import diff, listing, verify
from adapter.cli.report_yearly import yearly
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, print_json
from adapter.reports import cells, exceptions, prepared, questions
from adapter.reports.columns import COLUMNS, MAIN, TOTAL, text_of
from adapter.reports.figures import Line, Report
from adapter.reports.ratio import Ratio, Value, written
from adapter.reports.tabular import to_csv


@click.group(invoke_without_command=True)
@options_period
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Write the table to this file; - for stdout.")
@click.option("--force", is_flag=True, help="Also when nobody else has held the log for too long; takes --reason.")
@reasons.option_force
@option_config
@option_json
@click.pass_context
def report(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    *,
    month: str | None,
    first: str | None,
    last: str | None,
    until: str | None,
    position: int | None,
    file: Path | None,
    force: bool,
    reason: str,
    config: Path,
    as_json: bool,
) -> int:
    """Count a period per lead agency: carried over, new, and where each assignment stands on the cut-off day."""
    session: Session = context.find_root().obj
    if context.invoked_subcommand is not None:
        _refuse_options_before(session, context, context.invoked_subcommand)
        return OK
    if force and not reasons.readable(reason):
        session.refuse("forced.needs-reason")
        return USAGE
    with house.looking_back(session, config, position) as (loaded, _, newest):
        asked = Days(month=month, first=first, last=last, until=until)
        period = period_of(session, asked, house.today(loaded, newest))
    forced = rests_on.forced(session, config, position, reason if force else "")
    across = " ".join(session.text("forced.across", **one.values, seq=one.seq) for one in forced)
    position = rests_on.signed(session, config) if position is None else position
    with house.looking(session, config, position) as (loaded, reader):
        with progress.bar(session.text("progress.prepared"), prepared.PARTS) as step:
            counted = prepared.report(reader, period, loaded.data_directory, step)
        beside = exceptions.of_period(reader, period)
    if as_json:
        told = to_data(counted) | {"exceptions": exceptions.to_data(beside)}
        print_json(told | ({"forced": across} if across else {}))
    elif file is not None:
        _write(session, counted, file, across, exceptional.rows(session, beside))
    else:
        for said in (across, None, across):
            if said is None:
                show(session, counted, objecting=beside.objecting)
                exceptional.foot(session, beside)
            elif said:
                click.echo(said)
    return OK


report.add_command(agency)
report.add_command(build)
report.add_command(diff)
report.add_command(explain)
report.add_command(listing)
report.add_command(verify)
report.add_command(yearly)


def _refuse_options_before(session: Session, context: click.Context, verb: str) -> None:
    """What stands before a verb would be passed over without a word."""
    given = [name for name in context.params if context.get_parameter_source(name) == ParameterSource.COMMANDLINE]
    if given:
        raise session.misused("explain.options-first", verb=verb)


def to_data(counted: Report) -> dict[str, object]:
    """Give a report as JSON values."""
    return {
        "agencies": [_line(line) for line in counted.lines],
        "groups": [_line(line) for line in counted.groups],
        "log": {"position": counted.position, "root": counted.root},
        "open_questions": {one.question: list(one.answers) for one in counted.answers},
        "period": {name: day.isoformat() for name, day in asdict(counted.period).items()},
        "total": _line(counted.total) | {"distinct": counted.total.distinct},
    }


def _line(line: Line) -> dict[str, object]:
    others = {name: _plain(line.values[name]) for name in COLUMNS if name not in line.buckets}
    return {"agency": line.agency, "buckets": line.buckets, "name": line.name, "quality": dict(line.quality), **others}


def _plain(value: Value) -> object:
    """Give a divided figure whole, with what is printed of it."""
    if not isinstance(value, Ratio):
        return value
    return {"denominator": value.denominator, "numerator": value.numerator, "printed": written(value, ".")}


def _cells(session: Session, line: Line, columns: Iterable[str] = COLUMNS) -> list[object]:
    comma = "," if session.language == "vi" else "."
    values = (line.value(name) for name in columns)
    return [value if isinstance(value, int) else written(value, comma) for value in values]


def _headings(session: Session) -> list[str]:
    return [session.text(code) for code in _codes()]


def _codes() -> list[str]:
    return ["column.lead", *map(text_of, COLUMNS)]


def _write(session: Session, counted: Report, file: Path, across: str, beside: list[list[object]]) -> None:
    """Write the table with everything needed to make it again."""
    period = counted.period
    # Beside the headings: the cells of the table keep their places, by which `report explain` names them.
    rows: list[list[object]] = [[*_headings(session), *([across] if across else [])]]
    names = cells.names(counted)
    rows += [[names[line.agency], *_cells(session, line)] for line in counted.lines]
    rows += [[session.text("report.total"), *_cells(session, counted.total)], []]
    rows += [[line.name, *_cells(session, line)] for line in counted.groups]
    rows += [[]] if counted.groups else []
    rows += [[session.text(code), *told] for code, told in _notes(session, counted)]
    rows += [
        [session.text("report.period"), period.first.isoformat(), period.last.isoformat()],
        [session.text("report.until"), period.until.isoformat()],
        [session.text("report.position"), counted.position],
        [session.text("report.root"), counted.root],
        *beside,
    ]
    rows += [[one.question, questions.in_words(one, session.text)] for one in counted.answers]
    text = to_csv(rows)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    # With a byte order mark spreadsheets take it for what it is: UTF-8.
    files.write(file, text.encode("utf-8-sig"))
    session.say("report.written", file=file)


def show(session: Session, counted: Report, most: int | None = None, objecting: Collection[str] = frozenset()) -> None:
    """Print a report as a table; with `most`, of the agencies with the most assignments only.

    Those that object to a figure (`objecting`, ids) are marked.
    """
    period = counted.period
    busiest = sorted(counted.lines, key=lambda line: -line.total)[:most]
    marks = {line.agency: exceptional.MARK if line.agency in objecting else "" for line in busiest}
    names = cells.names(counted)
    shown = [(names[line.agency] + marks[line.agency], line) for line in counted.lines if line in busiest]
    shown.append((session.text("report.total"), counted.total))
    shown += [] if most else [(line.name, line) for line in counted.groups]
    for heading, columns in (("heading.report", MAIN), ("heading.report-more", (TOTAL, *MORE)))[: 1 if most else 2]:
        rows = [[name, *_cells(session, line, columns)] for name, line in shown]
        session.table(heading, ["column.lead", *[f"short.{name}" for name in columns]], rows)
    if len(busiest) < len(counted.lines):
        session.say("report.more", agencies=len(counted.lines), shown=len(busiest))
    session.say(
        "report.foot",
        first=f"{period.first:%d/%m/%Y}",
        last=f"{period.last:%d/%m/%Y}",
        until=f"{period.until:%d/%m/%Y}",
        position=counted.position,
        root=counted.root,
    )
    for code, told in _notes(session, counted):
        session.say("report.note", name=session.text(code), told=" ".join(map(str, told)))
    _show_answers(session, counted)


def _show_answers(session: Session, counted: Report) -> None:
    """Print how the settings in force answer what the directive leaves open."""
    text = session.text
    rows = [(one.question, text(f"question.{one.question}"), questions.in_words(one, text)) for one in counted.answers]
    session.table("heading.questions", [f"column.{name}" for name in ("setting", "question", "answer")], rows)


MORE = tuple(name for name in COLUMNS if name not in MAIN)


def _notes(session: Session, counted: Report) -> Iterator[tuple[str, list[object]]]:
    """Tell what goes with the figures: how many assignments there are, the qualities, what the settings decide."""
    yield "report.distinct", [counted.total.distinct]
    rate = counted.total.value("rate")
    if isinstance(rate, Ratio):
        yield "column.rate", [f"{rate.numerator}/{rate.denominator}", session.text("report.rounding")]
    for quality, count in counted.total.quality.items():
        yield "report.quality", [quality, count]
