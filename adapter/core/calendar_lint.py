"""What looks wrong in a calendar that can be read: for whoever maintains it. Pure."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from adapter.core import calendar
from adapter.core.calendar import Calendar, Day
from adapter.core.problems import Place, Problem, Refusal

Weight = Literal["error", "warning"]

DAYS_OFF = 11
"""Paid days off in a year by Article 112 of the Labour Code of 2019, weekends not counted."""

_SATURDAY = 5
_CITED = re.compile(r"cited|from law", re.IGNORECASE)


def lint(text: str, file: str = "") -> list[tuple[Weight, Problem]]:
    """Look at a calendar, by line; what cannot be read at all is told as loading tells it."""
    try:
        found = calendar.load(text, file)
    except Refusal as refusal:
        return [("error", problem) for problem in refusal.problems]
    look = _Look(file)
    told = [*look.cells(text), *look.days(found), *look.years(found)]
    return sorted(told, key=lambda one: (one[1].place.line, one[1].code))


class _Look:
    """One file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def cells(self, text: str) -> Iterator[tuple[Weight, Problem]]:
        """Look for rows with a comma too many: what stands behind it has slid into the wrong column."""
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        width = len(next(reader))
        for row in reader:
            if len(row) > width:
                yield self._at(reader.line_num, "error", "calendar.extra-cells")

    def days(self, found: Calendar) -> Iterator[tuple[Weight, Problem]]:
        """Look at each day."""
        for one in found.days:
            told = {"day": one.on.isoformat()}
            weekend = one.on.weekday() >= _SATURDAY
            if one.kind == "undecided":
                yield self._at(one.line, "warning", "calendar.undecided", **told)
            elif one.kind == "work" and not weekend:
                yield self._at(one.line, "warning", "calendar.work-on-weekday", **told)
            elif one.kind in ("off", "swapped") and weekend:
                yield self._at(one.line, "warning", "calendar.off-on-weekend", **told)
            if not one.source:
                yield self._at(one.line, "warning", "calendar.no-source", **told)
            if one.kind != "undecided" and is_doubtful(one):
                yield self._at(one.line, "warning", "calendar.not-verified", status=one.status or "-", **told)

    def years(self, found: Calendar) -> Iterator[tuple[Weight, Problem]]:
        """Look at each year: as many days made up for as swapped, as many off as the law gives, and covered."""
        for year in sorted({one.on.year for one in found.days}):
            rows = [one for one in found.days if one.on.year == year]
            kinds = Counter(one.kind for one in rows)
            told = {"year": str(year)}
            if kinds["swapped"] != kinds["work"]:
                counts = {"swapped": str(kinds["swapped"]), "work": str(kinds["work"])}
                yield self._at(rows[0].line, "warning", "calendar.swap-alone", **told, **counts)
            if year not in found.years:
                yield self._at(rows[0].line, "warning", "calendar.not-covered", **told)
            elif kinds["off"] < DAYS_OFF:
                counts = {"off": str(kinds["off"]), "least": str(DAYS_OFF)}
                yield self._at(rows[0].line, "warning", "calendar.few-days-off", **told, **counts)

    def _at(self, line: int, weight: Weight, code: str, **values: str) -> tuple[Weight, Problem]:
        return weight, Problem(code=code, place=Place(file=self._file, line=line), values=tuple(values.items()))


def is_doubtful(day: Day) -> bool:
    """Tell whether nothing but memory stands behind a row."""
    return not _CITED.match(day.status)
