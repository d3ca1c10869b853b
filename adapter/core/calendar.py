"""Working days, as data that is decided yearly and late (FACTS §7): days off, days made up for, swaps. Pure.

A day is off by a row of the calendar, or as Saturday and Sunday are; a Saturday that makes up for a swapped day off is
worked. Libraries guess; here a year counts as known only where the calendar says that it covers it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Literal, cast, get_args

from adapter.core.problems import Place, Problem, Refusal

Kind = Literal["off", "swapped", "work", "undecided", "covers"]
"""What a row says of its day.

`off`: nobody works. `swapped`: nobody works, and another day makes up for it. `work`: a day that makes up, worked
whatever weekday it is. `undecided`: the sources leave it open; it counts as its weekday says. `covers`: the whole year
of the day is known.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)

WORDS: dict[str, Kind] = {**{kind: kind for kind in KINDS}, "off-swapped": "swapped", "working-saturday": "work"}
"""How kinds are written; the last two as calendars wrote them that are in force in older logs."""

COLUMNS = ("date", "kind", "what", "source", "status")
"""Columns a calendar file must have."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of which the calendar says something."""

    on: date
    kind: Kind
    what: str  #: name of the holiday, or which day it is swapped with
    source: str
    status: str  #: `cited`, or what is not verified
    line: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and worked, over the years that are covered."""

    days: tuple[Day, ...]
    years: frozenset[int]  #: of which everything is known
    _kinds: dict[date, Kind]

    def kind(self, day: date) -> Kind | None:
        """Give what the calendar says of a day; None when nothing."""
        return self._kinds.get(day)

    def is_working(self, day: date) -> bool:
        """Tell whether civil servants work on a day."""
        said = self._kinds.get(day)
        return said == "work" or (said not in ("off", "swapped") and day.weekday() < _SATURDAY)

    def add_working_days(self, day: date, count: int) -> date:
        """Give the day that is so many working days after another one, which itself does not count.

        With 0 it is the day itself, worked or not. A negative count goes back.
        Raises OverflowError where that is beyond 31 December 9999 or before the year 1.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first` up to and including `last`; negative when `last` comes first."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))

    def next_working(self, day: date) -> date:
        """Give the day itself when it is worked, else the next one that is."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def previous_working(self, day: date) -> date:
        """Give the day itself when it is worked, else the last one before that is."""
        return day if self.is_working(day) else self.add_working_days(day, -1)

    def uncovered(self, *days: date) -> tuple[int, ...]:
        """Name the years, from the first of these days to the last, that the calendar does not cover."""
        return tuple(year for year in range(min(days).year, max(days).year + 1) if year not in self.years)


def of(days: Iterable[Day]) -> Calendar:
    """Make a calendar of its days."""
    told = tuple(sorted(days, key=lambda one: (one.on, one.kind)))
    years = frozenset(one.on.year for one in told if one.kind == "covers")
    return Calendar(told, years, {one.on: one.kind for one in told if one.kind != "covers"})


def load(text: str, file: str = "") -> Calendar:
    """Read a calendar from CSV text. Raises `problems.Refusal` with every bad row, by line."""
    problems: list[Problem] = []
    days = list(_days(text, file, problems))
    seen: dict[tuple[date, bool], int] = {}
    for one in days:
        if (one.on, one.kind == "covers") in seen:
            told = (("day", one.on.isoformat()), ("other", str(seen[one.on, one.kind == "covers"])))
            problems.append(Problem(code="calendar.twice", place=Place(file=file, line=one.line), values=told))
        seen.setdefault((one.on, one.kind == "covers"), one.line)
    if problems:
        raise Refusal(*sorted(problems, key=lambda problem: problem.place.line))
    return of(days)


def _days(text: str, file: str, problems: list[Problem]) -> Iterator[Day]:
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            values = (("columns", ", ".join(missing)),)
            problems.append(Problem(code="calendar.columns", place=Place(file=file, line=1), values=values))
            return
        for row in reader:
            place = Place(file=file, line=reader.line_num)
            told = {name: (row.get(name) or "").strip() for name in COLUMNS}
            on, kind = _date(told["date"]), WORDS.get(told["kind"])
            bad = [name for name, value in (("date", on), ("kind", kind)) if value is None]
            if bad:
                said = (("columns", ", ".join(bad)), ("kinds", ", ".join(KINDS)))
                problems.append(Problem(code="calendar.row", place=place, values=said))
                continue
            rest = {name: told[name] for name in ("what", "source", "status")}
            yield Day(on=cast("date", on), kind=cast("Kind", kind), line=reader.line_num, **rest)
    except csv.Error:
        problems.append(Problem(code="calendar.not-csv", place=Place(file=file, line=reader.line_num + 1)))


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if len(cell) == len("2026-01-01") else None
    except ValueError:
        return None
