"""Figures of a period, per lead agency: a pure function of log position, period, cut-off day and settings in force.

The population of a period is what was carried over (open at its start) and what was assigned in it; both are judged
on the cut-off day (DESIGN §7). Buckets partition: they add up to carried over plus new.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from adapter.core.ledger import Activation, Assignment, Document, Evidence, Tables
from adapter.core.organisations import Directory
from adapter.core.standing import CODES, Code, due_soon, judge, led_by
from adapter.core.text import collated
from adapter.reports import directory as directories
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

DUE_SOON_DAYS = 3
"""Where no settings are in force yet."""

TOTAL = "total"
"""The column that counts everything."""

COLUMNS: tuple[str, ...] = ("carried_over", "new", TOTAL, *CODES, "due_soon")
"""The figures of one agency, in the order in which they are printed."""


DAY_OFF = "keep"
"""Where the settings in force are older than this question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a report is about."""

    first: date
    last: date
    until: date  #: the cut-off day on which everything is judged; not after `last`


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figures of one agency, or of all together."""

    agency: str  #: id; empty for all together
    name: str
    carried_over: int
    new: int
    buckets: dict[Code, int]  #: every code, in their order
    due_soon: int  #: a view of `open-in-time`

    @property
    def total(self) -> int:
        """Count the population."""
        return self.carried_over + self.new

    def value(self, column: str) -> int:
        """Give the figure of one of `COLUMNS`."""
        told: dict[str, int] = {"carried_over": self.carried_over, "new": self.new, TOTAL: self.total}
        told |= {str(code): count for code, count in self.buckets.items()}
        return {**told, "due_soon": self.due_soon}[column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures with what they rest on."""

    period: Period
    position: int
    root: str
    lines: tuple[Line, ...]  #: by name, in Vietnamese order
    total: Line
    day_off: str  #: what becomes of a counted deadline on a day off, by the settings in force


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One assignment of a period's population, with what it counts in."""

    assignment: str  #: handle
    document: str  #: handle
    lead: str  #: id of the agency for which it counts: whoever leads on the cut-off day
    cells: tuple[str, ...]  #: its bucket, `carried_over` or `new`, perhaps `due_soon`

    def counts_in(self, agency: str, cell: str) -> bool:
        """Tell whether it is one of a cell's; without agency of all together, and `total` is every cell."""
        return agency in ("", self.lead) and (cell == TOTAL or cell in self.cells)


def members(tables: Tables, period: Period, days: int) -> Iterator[Member]:
    """Give the population of a period in a ledger, in the order of handles: what every figure counts.

    `days` are those of "due soon".
    """
    documents = {row.document: row for row in tables.rows(Document, scope="in") if row.state != "raised"}
    evidence = of_assignments(tables)
    for row in tables.rows(Assignment):
        document = documents.get(row.document)
        told = _cells(row, document, evidence[row.assignment], period, days) if document is not None else []
        if told:
            lead, _ = led_by(row, evidence[row.assignment], period.until)
            yield Member(assignment=row.assignment, document=row.document, lead=lead, cells=tuple(told))


def report(reader: Reader, period: Period) -> Report:
    """Count a period at the reader's position."""
    return count(reader, period, members(reader, period, due_soon_days(reader)))


def count(reader: Reader, period: Period, found: Iterable[Member]) -> Report:
    """Make the report of a period out of its members."""
    lines, total = lines_of(found, directories.in_force(reader))
    return Report(
        period=period,
        position=reader.position,
        root=reader.root().hex(),
        lines=lines,
        total=total,
        day_off=day_off(reader),
    )


def counted(tables: Tables, period: Period, days: int, directory: Directory | None) -> tuple[tuple[Line, ...], Line]:
    """Count a period in a ledger that need not be that of a log; give the lines by name, and all together."""
    return lines_of(members(tables, period, days), directory)


def lines_of(found: Iterable[Member], directory: Directory | None) -> tuple[tuple[Line, ...], Line]:
    """Count members; give the lines by name, and all together."""
    cells: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for member in found:
        cells[member.lead].update(member.cells)
    lines = [_line(lead, directories.name_of(directory, lead), counts) for lead, counts in cells.items()]
    total: Counter[str] = sum(cells.values(), Counter())
    return tuple(sorted(lines, key=lambda line: (collated(line.name), line.agency))), _line("", "", total)


def due_soon_days(reader: Reader) -> int:
    """Give how near a deadline is "due soon", as the settings in force at this position say."""
    return int(_settings(reader, "report").get("due_soon_days", DUE_SOON_DAYS))


def day_off(reader: Reader) -> str:
    """Give what becomes of a counted deadline on a day off, as the settings in force at this position say."""
    return str(_settings(reader, "deadlines").get("day_off", DAY_OFF))


def _settings(reader: Reader, section: str) -> dict[str, Any]:
    """Give a section of the settings in force; empty before there are any."""
    found = [reader.blob(row.blob) for row in reader.rows(Activation, what="settings")]
    told: dict[str, Any] = json.loads(found[0]).get(section, {}) if found and found[0] is not None else {}
    return told


def _cells(row: Assignment, document: Document, evidence: Iterable[Evidence], period: Period, days: int) -> list[str]:
    """Name the cells that one assignment counts in; none when it is not of this period."""
    evidence = list(evidence)
    if document.issued_on > period.until:
        return []
    if document.issued_on < period.first:
        before = judge(row, evidence, period.first - timedelta(days=1))
        if before.code == "withdrawn" or before.completed_on is not None:
            return []
    standing = judge(row, evidence, period.until)
    cells = ["carried_over" if document.issued_on < period.first else "new", standing.code]
    return [*cells, "due_soon"] if due_soon(standing, period.until, days) else cells


def _line(agency: str, name: str, found: Counter[str]) -> Line:
    return Line(
        agency=agency,
        name=name,
        carried_over=found["carried_over"],
        new=found["new"],
        buckets={code: found[code] for code in CODES},
        due_soon=found["due_soon"],
    )
