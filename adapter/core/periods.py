"""Periods as sources write them in a field: a month, a quarter, half a year, a year, or from one to another. Pure.

A closed list of forms, read from end to end or not at all; no sentence is understood here.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from adapter.core.dates import FIRST_YEAR
from adapter.core.deadlines import MONTHS
from adapter.core.facts import Ends, Of, Span

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEAR = "(?P<year>[0-9]{4})"
_FORMS: tuple[tuple[Span, re.Pattern[str]], ...] = (
    ("year", re.compile(_YEAR)),
    ("month", re.compile(_YEAR + "-(?P<part>[0-9]{2})")),
    ("month", re.compile("(?P<part>[0-9]{1,2})/" + _YEAR)),
    ("quarter", re.compile(_YEAR + "-?Q(?P<part>[0-9])")),
    ("quarter", re.compile("Q(?P<part>[0-9])[/-]" + _YEAR)),
    ("quarter", re.compile("(?P<part>[IVX]+)/" + _YEAR)),
    ("half-year", re.compile(_YEAR + "-?H(?P<part>[0-9])")),
    ("half-year", re.compile("H(?P<part>[0-9])[/-]" + _YEAR)),
)
_DAYS = (re.compile(_YEAR + "-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
         re.compile("(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/" + _YEAR))  # fmt: skip
_MONTHS = re.compile("(?P<first>[0-9]{1,2}) ?- ?(?P<last>[0-9]{1,2})/" + _YEAR)
_LONGEST = 40
"""No form has more letters."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period, by its first and its last day."""

    first: date
    last: date
    of: Of

    @property
    def ends(self) -> Ends:
        """Give its end as a deadline: it counts itself (FACTS §6)."""
        return Ends(of=self.of, on=self.last)


def read(text: str) -> Period | None:
    """Read `2026`, `2026-12`, `12/2025`, `2026-Q4`, `IV/2023`, `2026-H1`, `11-12/2025` or `A..B`; else None.

    A and B may be days, too, and the end of B must not come before the begin of A.
    """
    if len(text) > _LONGEST:
        return None
    begin, dots, end = text.partition("..")
    if not dots:
        return _one(text) or _months(text)
    first, last = _one(begin.strip()) or _day(begin.strip()), _one(end.strip()) or _day(end.strip())
    return None if first is None or last is None else _range(first, last)


def of_numbers(year: str, month: str = "", quarter: str = "", half: str = "") -> Period | None:
    """Make a period of a year and at most one part of it, as fields give them; None where they make none."""
    parts: list[tuple[Span, str]] = [("month", month), ("quarter", quarter), ("half-year", half)]
    told = [(span, part) for span, part in parts if part]
    span, part = told[0] if told else ("year", "1")
    number = _ROMAN.get(part.upper()) if span != "month" else None
    if len(told) > 1 or re.fullmatch("[0-9]{4}", year) is None:
        return None
    if number is None and re.fullmatch("[0-9]{1,2}", part) is None:
        return None
    return _part(span, int(year), number or int(part))


def _one(text: str) -> Period | None:
    for span, form in _FORMS:
        found = form.fullmatch(text.upper())
        if found is not None:
            part = found.groupdict().get("part", "1")
            number = int(part) if part.isdecimal() else _ROMAN.get(part, 0)
            return _part(span, int(found["year"]), number)
    return None


def _part(span: Span, year: int, number: int) -> Period | None:
    length = MONTHS[span]
    if year < FIRST_YEAR or not 1 <= number <= 12 // length:
        return None
    last = number * length
    return Period(date(year, last - length + 1, 1), date(year, last, calendar.monthrange(year, last)[1]), span)


def _months(text: str) -> Period | None:
    found = _MONTHS.fullmatch(text)
    if found is None:
        return None
    first, last = (_part("month", int(found["year"]), int(found[name])) for name in ("first", "last"))
    return None if first is None or last is None else _range(first, last)


def _day(text: str) -> Period | None:
    for form in _DAYS:
        found = form.fullmatch(text)
        if found is not None and int(found["year"]) >= FIRST_YEAR:
            try:
                on = date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
            return Period(on, on, "range")
    return None


def _range(first: Period, last: Period) -> Period | None:
    return None if last.last < first.first else Period(first.first, last.last, "range")
