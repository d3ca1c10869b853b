"""`nhiemvu report explain`: which assignments a figure counts, and each one down to lines of kept messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from adapter.audit import trace as tracing
from adapter.cli import explain_file, house
from adapter.cli import tracing as traces
from adapter.cli.explain_file import MARK
from adapter.cli.outline import Node, node
from adapter.cli.periods import Days, options_period, period_of
from adapter.cli.session import OK, Session, option_config, option_json, pass_session
from adapter.cli.tracing import Asked
from adapter.reports import cells, figures
from adapter.reports import directory as directories
from adapter.reports.cells import Cell, CellRefused
from adapter.reports.columns import heading
from adapter.reports.figures import Member, Period, Report
from adapter.reports.ratio import written
from adapter.store import Reader


@click.command()
@click.argument("cell", required=False)
@options_period
@click.option("--agency", default="", help="Lead agency: its name or id, or total.")
@click.option("--bucket", metavar="COLUMN", help="Which figure of the agency.")
@option_config
@traces.option_html
@option_json
@pass_session
def explain(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    cell: str | None,
    month: str | None,
    first: str | None,
    last: str | None,
    until: str | None,
    position: int | None,
    agency: str,
    bucket: str | None,
    config: Path,
    file: Path | None,
    as_json: bool,
) -> int:
    """Say which assignments a figure counts and why, down to the lines of the messages that they come from.

    CELL is AGENCY:COLUMN, a cell of the table that report --csv writes (C5), or FILE!SHEET!CELL of a built file.

    Without any, all figures are meant.
    """
    traces.check_form(session, file, as_json=as_json)
    if bool(agency) != bool(bucket) or (cell is not None and agency):
        raise session.misused("explain.half")
    form = _Form(as_json=as_json, file=file)
    if cell is not None and MARK in cell:
        if any(one is not None for one in (month, first, last, until, position)):
            raise session.misused("explain.file-alone")
        return _of_file(session, config, cell, form)
    with house.looking_back(session, config, position) as (loaded, reader, newest):
        days = Days(month=month, first=first, last=last, until=until)
        period = period_of(session, days, house.today(loaded, newest))
        counted, members = _counted(reader, period)
        asked = _asked(session, reader, counted, f"{agency}:{bucket}" if agency else cell)
        _show(session, (reader, newest), (counted, members), asked, form)
    return OK


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How it is shown, and what is shown beside it."""

    as_json: bool
    file: Path | None
    notes: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)  #: for JSON


def _of_file(session: Session, config: Path, written: str, form: _Form) -> int:
    """Explain a cell of a file, from the log as of the position that the file states."""
    try:
        given = explain_file.given(written)
        with house.looking_back(session, config, None) as (_, newest, _):
            placed = explain_file.placed(session, newest, given)
            if placed.meant.told:
                explain_file.show(session, placed, as_json=form.as_json)
                return OK
            reader = newest.as_of(given.statement.position)
            counted, members = _counted(reader, given.statement.period)
            meant = cells.of(counted, directories.in_force(reader), placed.meant.agency, placed.meant.column)
            notes = tuple(session.text(code, **values) for code, values in explain_file.notes(placed))
            form = replace(form, notes=notes, more={"of": placed.data()})
            asked = [replace(meant, place=placed.meant.place)]
            _show(session, (reader, newest), (counted, members), asked, form)
    except CellRefused as refused:
        raise session.misused(refused.code, **refused.values) from None
    return OK


def _counted(reader: Reader, period: Period) -> tuple[Report, list[Member]]:
    members = list(figures.members(reader, period, figures.due_soon_days(reader), figures.ways(reader)))
    return figures.count(reader, period, members), members


def _show(
    session: Session,
    readers: tuple[Reader, Reader],
    found: tuple[Report, list[Member]],
    asked: Sequence[Cell],
    form: _Form,
) -> None:
    """Trace the assignments of the figures that are meant; of readers, the first is at the position, the other new."""
    (reader, newest), (counted, members) = readers, found
    until = counted.period.until
    wanted = {one.assignment for one in members if any(each.counts(one) for each in asked)}
    traced = traces.walking(session, reader, lambda step: tracing.trace(reader, newest, wanted, until, step))
    told = traces.telling(session, reader, traced)
    documents = {one.row.assignment: session.day(one.document.issued_on) for one in traced.traces}
    shown = Asked(
        title=session.text("trace.title-figure" if len(asked) == 1 else "trace.title-figures"),
        notes=[*form.notes, _period(session, counted)],
        first=[*_figures(session, asked, members, told.name)],
        why=_why(session, members, documents, figures.due_soon_days(reader), told.name),
        more={**form.more, "figures": [_data(one, members) for one in asked], "period": _days(counted.period)},
    )
    traces.show(told, counted.root, shown, as_json=form.as_json, file=form.file)


def _asked(session: Session, reader: Reader, counted: Report, cell: str | None) -> list[Cell]:
    """Give the figures that are meant; all of them where none is named."""
    try:
        if cell is None:
            return list(cells.every(counted))
        agency, _, column = cell.rpartition(":")
        if not agency:
            return [cells.at(counted, cell)]
        return [cells.of(counted, directories.in_force(reader), agency, column)]
    except CellRefused as refused:
        raise session.misused(refused.code, **refused.values) from None


def _of(one: Cell, members: Sequence[Member]) -> list[str]:
    return [member.assignment for member in members if one.counts(member)]


def _named(session: Session, one: Cell, members: Sequence[Member], name: Callable[[str], str]) -> Iterator[str]:
    """Name the assignments behind a figure; of all together, one may stand there for several agencies."""
    found = [member for member in members if one.counts(member)]
    several = {handle for handle, n in Counter(member.assignment for member in found).items() if n > 1}
    for member in found:
        if member.assignment in several:
            yield session.text("trace.figure-for", handle=member.assignment, lead=name(member.lead))
        else:
            yield member.assignment


def _column(session: Session, column: str) -> str:
    code, values = heading(column)
    return session.text(code, **values)


def _said(session: Session, one: Cell) -> str:
    return written(one.value, "," if session.language == "vi" else ".")


def _figures(
    session: Session, asked: Sequence[Cell], members: Sequence[Member], name: Callable[[str], str]
) -> list[Node]:
    """Name the figures, each with the assignments that it counts."""
    nodes = []
    for one in asked:
        values = {
            "agency": one.name or session.text("report.total"),
            "column": _column(session, one.column),
            "count": one.count if one.count == one.value else f"{_said(session, one)} ({one.count})",
        }
        text = (
            session.text("trace.figure", place=one.place, **values)
            if one.place
            else session.text("trace.figure-placeless", **values)
        )
        nodes.append(node(text, [node(text, mood="origin") for text in _named(session, one, members, name)], "decides"))
    if len(asked) > 1:
        return [node(session.text("trace.figures"), nodes, "strong")]
    (only,) = nodes
    return [node(only.text, only.below or [node(session.text("trace.nothing"))], "strong")]


def _why(
    session: Session, members: Sequence[Member], issued_on: Mapping[str, str], days: int, name: Callable[[str], str]
) -> dict[str, list[str]]:
    """Say why an assignment belongs to the period, which its standing does not tell."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in members:
        values = {"issued_on": issued_on.get(one.assignment, ""), "days": days, "lead": name(one.lead)}
        found[one.assignment] += [
            session.text(f"trace.{code}", **values) for code in _CODES if _CODES[code] in one.cells
        ]
        if one.times:
            found[one.assignment].append(session.text("trace.why-granted", times=one.times, days=one.granted))
    return found


_CODES = {
    "why-carried": "carried_over",
    "why-new": "new",
    "why-got": "transferred_in",
    "why-given": "transferred-out",
    "why-due-soon": "due_soon",
    "why-rate-met": "rate_met",
    "why-rate-of": "rate_of",
    "why-coordinated": "coordinated",
}
"""Sentence → the cell that it gives the reason of."""


def _period(session: Session, counted: Report) -> str:
    days = {name: session.day(day) for name, day in _days(counted.period).items()}
    return session.text("trace.period", **days, position=counted.position, root=counted.root)


def _days(period: Period) -> dict[str, str]:
    return {"first": str(period.first), "last": str(period.last), "until": str(period.until)}


def _data(one: Cell, members: Sequence[Member]) -> dict[str, object]:
    return {
        "agency": one.agency,
        "assignments": _of(one, members),
        "bucket": one.column,
        "cell": one.place,
        "count": one.count,
        "leads": [member.lead for member in members if one.counts(member)],
        "name": one.name,
        "printed": written(one.value, "."),
    }
