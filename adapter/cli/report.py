"""`nhiemvu report`: the figures of a period, from the log alone — for whoever has to report."""

from __future__ import annotations

import calendar
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session, print_json
from adapter.core.standing import CODES
from adapter.reports import figures
from adapter.reports.figures import Line, Period, Report
from adapter.reports.tabular import to_csv


@click.command()
@click.option("--period", "month", default="", metavar="YYYY-MM", help="A month, or a year (YYYY).")
@click.option("--from", "first", default="", metavar="DAY", help="First day, instead of --period.")
@click.option("--to", "last", default="", metavar="DAY", help="Last day, instead of --period.")
@click.option("--until", default="", metavar="DAY", help="Cut-off day; the last day of the period, or today.")
@click.option("--at", "position", type=click.IntRange(min=0), help="As of this position of the log.")
@click.option("--csv", "file", type=click.Path(path_type=Path), help="Write the table to this file; - for stdout.")
@option_config
@option_json
@pass_session
def report(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    month: str,
    first: str,
    last: str,
    until: str,
    position: int | None,
    file: Path | None,
    config: Path,
    as_json: bool,
) -> int:
    """Count a period per lead agency: carried over, new, and where each assignment stands on the cut-off day."""
    with house.looking(session, config, position) as (loaded, reader):
        period = _period(month, first, last, until, house.today(loaded, reader))
        if period is None:
            session.complain(session.text("report.bad-period"))
            return USAGE
        counted = figures.report(reader, period)
    if as_json:
        print_json(to_data(counted))
    elif file is not None:
        _write(session, counted, file)
    else:
        show(session, counted)
    return OK


def _period(month: str, first: str, last: str, until: str, today: date) -> Period | None:
    """Read which days are meant; None when that is not clear. Without any option it is the month of today."""
    try:
        if first or last:
            begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        else:
            begins, ends = _month(month or today.isoformat()[:7])
        cut = date.fromisoformat(until) if until else min(ends, today)
    except ValueError:
        return None
    good = not (month and (first or last)) and begins <= ends and begins <= cut <= ends
    return Period(first=begins, last=ends, until=cut) if good else None


def _month(written: str) -> tuple[date, date]:
    if "-" not in written:
        return date(int(written), 1, 1), date(int(written), 12, 31)
    begins = date.fromisoformat(f"{written}-01")
    return begins, begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])


def to_data(counted: Report) -> dict[str, object]:
    """Give a report as JSON values."""
    return {
        "agencies": [_line(line) for line in counted.lines],
        "log": {"position": counted.position, "root": counted.root},
        "period": {name: day.isoformat() for name, day in asdict(counted.period).items()},
        "total": _line(counted.total),
    }


def _line(line: Line) -> dict[str, object]:
    told = asdict(line)
    return {**told, "total": line.total}


COLUMNS = ("carried_over", "new", "total", *CODES, "due_soon")


def _cells(line: Line) -> list[int]:
    told: dict[str, int] = {"carried_over": line.carried_over, "new": line.new, "total": line.total}
    told |= {str(code): count for code, count in line.buckets.items()}
    return [{**told, "due_soon": line.due_soon}[name] for name in COLUMNS]


def _headings(session: Session) -> list[str]:
    return [session.text(code) for code in _codes()]


def _codes() -> list[str]:
    return ["column.lead", *[f"standing.{name}" if name in CODES else f"column.{name}" for name in COLUMNS]]


def _write(session: Session, counted: Report, file: Path) -> None:
    """Write the table with everything needed to make it again."""
    period = counted.period
    rows: list[list[object]] = [[*_headings(session)]]
    rows += [[_name(line, counted), *_cells(line)] for line in counted.lines]
    rows += [[session.text("report.total"), *_cells(counted.total)], []]
    rows += [
        [session.text("report.period"), period.first.isoformat(), period.last.isoformat()],
        [session.text("report.until"), period.until.isoformat()],
        [session.text("report.position"), counted.position],
        [session.text("report.root"), counted.root],
    ]
    text = to_csv(rows)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    # With a byte order mark spreadsheets take it for what it is: UTF-8.
    file.write_text(text, "utf-8-sig")
    session.say("report.written", file=file)


def _name(line: Line, counted: Report) -> str:
    """Name an agency; where two bodies bore one name after each other, with our own id."""
    same = sum(other.name == line.name for other in counted.lines)
    return line.name if same == 1 else f"{line.name} [{line.agency}]"


def show(session: Session, counted: Report, most: int | None = None) -> None:
    """Print a report as a table; with `most`, of the agencies with the most assignments only."""
    period = counted.period
    busiest = sorted(counted.lines, key=lambda line: -line.total)[:most]
    rows = [[_name(line, counted), *_cells(line)] for line in counted.lines if line in busiest]
    rows.append([session.text("report.total"), *_cells(counted.total)])
    session.table("heading.report", ["column.lead", *[f"short.{name}" for name in COLUMNS]], rows)
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
    session.say("report.deadlines", day_off=session.text(f"day-off.{counted.day_off}"))
