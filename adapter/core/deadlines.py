"""Deadlines that are counted instead of written: so many days, or working days, after a day. Pure.

The day that is counted from does not count itself. What the directive leaves open is a setting, and visible as such:
what becomes of a deadline, counted in days, that falls on a day off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from adapter.core.calendar import Calendar
from adapter.core.facts import Counted

MOST = 3650
"""A deadline further away than so many days is a misread number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say about deadlines."""

    day_off: Literal["keep", "next", "previous"] = "keep"  #: a counted deadline that nobody works on


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What deadlines are counted by."""

    calendar: Calendar
    rules: Rules


def due_on(counted: Counted, by: Counting) -> date | str:
    """Give the deadline; or the code of what keeps it from being counted."""
    if not 0 <= counted.count <= MOST:
        return "deadline.too-far"
    try:
        found = _counted(counted, by)
    except OverflowError:  # beyond the last day, or before the first, that there is
        return "deadline.too-far"
    touched = counted.unit == "working-days" or by.rules.day_off != "keep"
    return "deadline.year-not-covered" if touched and by.calendar.uncovered(counted.since, found) else found


def _counted(counted: Counted, by: Counting) -> date:
    if counted.unit == "working-days":
        return by.calendar.add_working_days(counted.since, counted.count)
    return _on_a_working_day(counted.since + timedelta(days=counted.count), by)


def _on_a_working_day(day: date, by: Counting) -> date:
    match by.rules.day_off:
        case "next":
            return by.calendar.next_working(day)
        case "previous":
            return by.calendar.previous_working(day)
    return day
