"""Two ledgers beside each other, as stored and as read anew: rows, and figures of a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapter.core import ledger
from adapter.core.ledger import Row, Tables, to_data
from adapter.replay.differences import Change
from adapter.reports import directory as directories
from adapter.reports import figures
from adapter.reports.columns import MAIN
from adapter.reports.figures import Line, Period
from adapter.store import Reader

COMMITTED = frozenset({"texts", "body", "note", "reference", "unmatched"})
"""Columns that commit to payloads: that they differ is told, not the commitments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row of the ledger that would be another one."""

    table: str
    key: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure of a period that would be another one."""

    agency: str  #: id; empty for all together
    name: str
    figure: str  #: how it came, a bucket, or due_soon
    before: int
    after: int


def rows(stored: Tables, anew: Tables) -> Iterator[RowChange]:
    """Give every row that is not the same in both, table by table."""
    for table in ledger.ROWS:
        before, after = ({row.key: row for row in side.rows(table)} for side in (stored, anew))
        for key in sorted({*before, *after}):
            pair = before.get(key), after.get(key)
            if pair[0] != pair[1]:
                yield RowChange(table=table.TABLE, key=key, changes=_changes(*pair))


def _changes(before: Row | None, after: Row | None) -> tuple[Change, ...]:
    mine, theirs = (None if row is None else to_data(row) for row in (before, after))
    if mine is None or theirs is None:
        return (Change(what="row", before="+" if mine else "", after="+" if theirs else ""),)
    names = [name for name in dict.fromkeys([*mine, *theirs]) if mine.get(name) != theirs.get(name)]
    return tuple(Change(what=name, before=_shown(name, mine), after=_shown(name, theirs)) for name in names)


def _shown(name: str, told: Mapping[str, object]) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if name in COMMITTED:
        return "…"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def figures_of(reader: Reader, anew: Tables, period: Period) -> list[FigureChange]:
    """Give every figure of a period that is not the same in both, agency by agency, all together last."""
    asked = (period, figures.due_soon_days(reader), directories.in_force(reader), figures.ways(reader))
    before, after = (_cells(*figures.counted(tables, *asked)) for tables in (reader, anew))
    found = []
    for agency, name, figure in dict.fromkeys([*before, *after]):
        pair = [side.get((agency, name, figure), 0) for side in (before, after)]
        if pair[0] != pair[1]:
            found.append(FigureChange(agency=agency, name=name, figure=figure, before=pair[0], after=pair[1]))
    return found


def _cells(lines: tuple[Line, ...], total: Line) -> dict[tuple[str, str, str], int]:
    # What else a report tells is made of the same assignments.
    counted = [column for column in MAIN if column != figures.TOTAL]
    found = {(line.agency, line.name, column): line.value(column) for line in (*lines, total) for column in counted}
    return {key: value for key, value in found.items() if isinstance(value, int)}
