"""`nhiemvu report explain`: which assignments a figure counts, and each one down to lines of kept messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from adapter.audit import trace as tracing
from adapter.cli import house
from adapter.cli import tracing as traces
from adapter.cli.outline import Node, node
from adapter.cli.periods import options_period, period_of
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session
from adapter.cli.tracing import Asked
from adapter.reports import cells, figures
from adapter.reports import directory as directories
from adapter.reports.cells import Cell, CellRefused
from adapter.reports.figures import COLUMNS, Member, Period, Report
from adapter.store import Reader


@click.command()
@click.argument("cell", default="")
@options_period
@click.option("--agency", default="", help="Lead agency: its name or id, or total.")
@click.option("--bucket", type=click.Choice(COLUMNS), help="Which figure of the agency.")
@option_config
@traces.option_html
@option_json
@pass_session
def explain(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    cell: str,
    month: str,
    first: str,
    last: str,
    until: str,
    position: int | None,
    agency: str,
    bucket: str | None,
    config: Path,
    file: Path | None,
    as_json: bool,
) -> int:
    """Say which assignments a figure counts and why, down to the lines of the messages that they come from.

    CELL is AGENCY:COLUMN, or a cell of the table that report --csv writes, as C5. Without any, all figures are meant.
    """
    traces.check_form(session, file, as_json=as_json)
    if bool(agency) != bool(bucket) or (cell and agency):
        raise click.UsageError(session.text("explain.half"))
    with house.looking_back(session, config, position) as (loaded, reader, newest):
        period = period_of(month, first, last, until, house.today(loaded, reader))
        if period is None:
            session.complain(session.text("report.bad-period"))
            return USAGE
        members = list(figures.members(reader, period, figures.due_soon_days(reader)))
        counted = figures.count(reader, period, members)
        asked = _asked(session, reader, counted, cell or (f"{agency}:{bucket}" if bucket else ""))
        wanted = {one.assignment for one in members if any(one.counts_in(each.agency, each.column) for each in asked)}
        found = traces.walking(session, reader, lambda step: tracing.trace(reader, newest, wanted, period.until, step))
        told = traces.telling(session, reader, found)
        documents = {one.row.assignment: str(one.document.issued_on) for one in found.traces}
        shown = Asked(
            title=session.text("trace.title-figure" if len(asked) == 1 else "trace.title-figures"),
            notes=[_period(session, counted)],
            first=[*_figures(session, asked, members)],
            why=_why(session, members, documents, figures.due_soon_days(reader)),
            more={"figures": [_data(one, members) for one in asked], "period": _days(period)},
        )
        traces.show(told, counted.root, shown, as_json=as_json, file=file)
    return OK


def _asked(session: Session, reader: Reader, counted: Report, cell: str) -> list[Cell]:
    """Give the figures that are meant."""
    try:
        if not cell:
            return list(cells.every(counted))
        agency, _, column = cell.rpartition(":")
        if not agency:
            return [cells.at(counted, cell)]
        return [cells.of(counted, directories.in_force(reader), agency, column)]
    except CellRefused as refused:
        raise click.UsageError(session.text(refused.code, **refused.values)) from None


def _of(one: Cell, members: Sequence[Member]) -> list[str]:
    return [member.assignment for member in members if member.counts_in(one.agency, one.column)]


def _figures(session: Session, asked: Sequence[Cell], members: Sequence[Member]) -> list[Node]:
    """Name the figures, each with the assignments that it counts."""
    nodes = []
    for one in asked:
        values = {
            "agency": one.name or session.text("report.total"),
            "column": session.text(cells.heading(one.column)),
            "count": one.count,
        }
        text = (
            session.text("trace.figure", place=one.place, **values)
            if one.place
            else session.text("trace.figure-placeless", **values)
        )
        nodes.append(node(text, [node(handle, mood="origin") for handle in _of(one, members)], "decides"))
    if len(asked) > 1:
        return [node(session.text("trace.figures"), nodes, "strong")]
    (only,) = nodes
    return [node(only.text, only.below or [node(session.text("trace.nothing"))], "strong")]


def _why(session: Session, members: Sequence[Member], issued_on: Mapping[str, str], days: int) -> dict[str, list[str]]:
    """Say why an assignment belongs to the period, which its standing does not tell."""
    found: dict[str, list[str]] = {}
    for one in members:
        on = issued_on.get(one.assignment, "")
        told = [session.text("trace.why-carried" if "carried_over" in one.cells else "trace.why-new", issued_on=on)]
        if "due_soon" in one.cells:
            told.append(session.text("trace.why-due-soon", days=days))
        found[one.assignment] = told
    return found


def _period(session: Session, counted: Report) -> str:
    days = _days(counted.period)
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
        "name": one.name,
    }
