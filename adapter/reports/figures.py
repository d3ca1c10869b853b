"""Figures of a period, per lead agency: a pure function of log position, period, cut-off day and settings in force.

The population of a period is what was carried over (open at its start) and what was assigned in it; both are judged
on the cut-off day (DESIGN §7). Buckets partition: they add up to carried over plus new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from adapter.core.ledger import Activation, Assignment, Document, Evidence
from adapter.core.standing import CODES, Code, due_soon, judge, led_by
from adapter.reports import directory as directories
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

DUE_SOON_DAYS = 3
"""Where no settings are in force yet."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures with what they rest on."""

    period: Period
    position: int
    root: str
    lines: tuple[Line, ...]  #: by name
    total: Line
    day_off: str  #: what becomes of a counted deadline on a day off, by the settings in force


def report(reader: Reader, period: Period) -> Report:
    """Count a period at the reader's position."""
    days = due_soon_days(reader)
    cells: dict[str, Counter[str]] = {}
    documents = {row.document: row for row in reader.rows(Document, scope="in") if row.state != "raised"}
    evidence = of_assignments(reader)
    for row in reader.rows(Assignment):
        document = documents.get(row.document)
        if document is not None:
            told = _cells(row, document, evidence[row.assignment], period, days)
            lead, _ = led_by(row, evidence[row.assignment], period.until)
            cells.setdefault(lead, Counter()).update(told)
    directory = directories.in_force(reader)
    lines = [_line(lead, directories.name_of(directory, lead), found) for lead, found in cells.items() if found]
    total: Counter[str] = sum((found for found in cells.values()), Counter())
    return Report(
        period=period,
        position=reader.position,
        root=reader.root().hex(),
        lines=tuple(sorted(lines, key=lambda line: (line.name, line.agency))),
        total=_line("", "", total),
        day_off=day_off(reader),
    )


def due_soon_days(reader: Reader) -> int:
    """Give how near a deadline is "due soon", as the settings in force at this position say."""
    for row in reader.rows(Activation, what="settings"):
        told = json.loads(reader.blob(row.blob) or b"{}")
        return int(told.get("report", {}).get("due_soon_days", DUE_SOON_DAYS))
    return DUE_SOON_DAYS


def day_off(reader: Reader) -> str:
    """Give what becomes of a counted deadline on a day off, as the settings in force at this position say."""
    for row in reader.rows(Activation, what="settings"):
        told = json.loads(reader.blob(row.blob) or b"{}")
        return str(told.get("deadlines", {}).get("day_off", DAY_OFF))
    return DAY_OFF


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
