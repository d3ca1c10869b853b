"""Deadlines that another calendar, or another setting, would make other days; and years that no calendar covers.

Nothing is changed here. A deadline stands as its entry says it until a person has the message read again (`reread`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from adapter.core import calendar as calendars
from adapter.core import deadlines
from adapter.core.calendar import Calendar, Day
from adapter.core.deadlines import Counting, Rules
from adapter.core.entries import moment
from adapter.core.facts import Reckoned
from adapter.core.ledger import Activation, Assignment, Document, Message, Tables
from adapter.core.standing import OPEN, grounds, judge
from adapter.reports import configured
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

AHEAD = 10
"""From this month on the next year should be covered: the days off of a year are announced in autumn (FACTS §7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An open assignment whose deadline would be another one."""

    assignment: str  #: handle
    source: str
    issued_on: date  #: of its document: `reread` from this day on finds it
    was: date
    becomes: date | None  #: None where it could not be counted
    code: str = ""  #: then this is why


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A year that a calendar does not cover and that deadlines need."""

    year: int
    assignments: int  #: open ones whose deadline was counted through it; 0: it is needed soon


def in_force(reader: Reader) -> Counting | None:
    """Give what deadlines are counted by at the reader's position; None before the first activation."""
    told = configured.settings(reader)
    for row in reader.rows(Activation, what="calendar", source="") if told else ():
        days = reader.blob(row.blob)
        if days is not None:
            rules = Rules.of(told.get("deadlines", {}))
            return Counting(calendar=calendars.load(days.decode()), rules=rules, identity=row.identity)
    return None


def moved(tables: Tables, counting: Counting, today: date, former: Counting | None = None) -> list[Moved]:
    """Name the open assignments that would have another deadline, in the order of their handles.

    Another one than they have, or than they would have by what was counted by before. One whose deadline was extended
    keeps what was granted.
    """
    found = []
    for row, document, source in _open(tables, today):
        said = said_of(row)
        due = deadlines.due(said, counting)
        becomes, code = (None, due) if isinstance(due, str) else (due.on, "")
        was = row.due_on if former is None else deadlines.due(said, former)
        day = was.on if isinstance(was, deadlines.Due) else was
        hour = row.due_at if former is None else None
        moves = day != becomes or (former is None and not isinstance(due, str) and hour != _text(due.at))
        if isinstance(day, date) and moves:
            one = Moved(
                assignment=row.assignment, source=source, issued_on=document.issued_on, was=day, becomes=becomes,
                code=code,
            )  # fmt: skip
            found.append(one)
    return found


def _text(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


def said_of(row: Assignment) -> Reckoned:
    """Give what the source expressed as the deadline of an assignment that has one."""
    counted = None if row.counted is None else deadlines.of_data(json.loads(row.counted))
    said = deadlines.said_of(row.due_on, counted)
    assert said is not None  # noqa: S101 - see above
    return said


def gaps(tables: Tables, counting: Counting, today: date, *, counted: bool) -> list[Gap]:
    """Name the years that the calendar does not cover and that deadlines need.

    These are the years of open assignments that were counted by a calendar, this year, and from October on the next
    one; the latter two where any deadline is counted by it: an open one, or (`counted`) those that may come.
    """
    needed: dict[int, int] = {}
    by_calendar = counted
    for row, document, _ in _open(tables, today):
        if row.due_on is not None and deadlines.asks(said_of(row), counting.rules):
            by_calendar = True
            for year in counting.calendar.uncovered(min(document.issued_on, row.due_on), row.due_on):
                needed[year] = needed.get(year, 0) + 1
    soon = [today.year, *([today.year + 1] if today.month >= AHEAD else [])] if by_calendar else []
    for year in soon:
        if year not in counting.calendar.years:
            needed.setdefault(year, 0)
    return [Gap(year=year, assignments=count) for year, count in sorted(needed.items())]


def differing(old: Calendar, new: Calendar) -> Iterator[tuple[date, Day | None, Day | None]]:
    """Give the days of which two calendars say something else; coverage of a year stands at the row's own day."""
    by_day = [{(one.on, one.kind == "covers"): one for one in days} for days in (old.days, new.days)]
    for key in sorted({*by_day[0], *by_day[1]}):
        was, becomes = by_day[0].get(key), by_day[1].get(key)
        if was is None or becomes is None or was.kind != becomes.kind:
            yield key[0], was, becomes


def since(found: Iterable[Moved]) -> dict[str, tuple[int, date]]:
    """Give for each source how many assignments are moved, and from which day on `reread` finds them all."""
    told: dict[str, tuple[int, date]] = {}
    for one in found:
        count, first = told.get(one.source, (0, one.issued_on))
        told[one.source] = (count + 1, min(first, one.issued_on))
    return dict(sorted(told.items()))


def _open(tables: Tables, today: date) -> Iterator[tuple[Assignment, Document, str]]:
    """Give the assignments with a deadline that somebody still has to meet, and that was not extended."""
    documents = {row.document: row for row in tables.rows(Document) if not row.is_gone}
    sources = {row.message: row.source for row in tables.rows(Message)}
    evidence = of_assignments(tables)
    for row in tables.rows(Assignment, state="open"):
        document = documents.get(row.document)
        if document is None or row.due_on is None:
            continue
        said = evidence[row.assignment]
        if judge(row, said, today).code in OPEN and grounds(said, today).extended is None:
            yield row, document, sources.get(document.message, "")
