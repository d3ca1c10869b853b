"""Deadlines as the office computes them: from what a source expresses in fields, to a day. Pure.

A source writes a day, or says so many days after one, the end of a period, or a day of every period (FACTS §6). What
the directive leaves open is a setting, and visible as such; how a deadline was come by goes with it (`Reckoned`).
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, cast, get_args

from adapter.core import dates
from adapter.core.calendar import Calendar
from adapter.core.facts import Counted, Ends, Every, Expression, Reckoned, Span, Written

MOST = 3650
"""A deadline further away than so many days is a misread number."""

Kind = Literal["days", "period-end", "recurring", "written"]
"""Kinds of deadlines that may fall on a day off; one counted in working days never does."""

MONTHS: Mapping[Span, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""So many months each period has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings say about deadlines."""

    day_off: Literal["keep", "next", "previous"] = "keep"  #: a deadline on a day that nobody works on
    day_off_for: tuple[Kind, ...] = ("days",)  #: the kinds of deadlines for which that holds
    before: Literal["inclusive", "exclusive"] = "inclusive"  #: whether "trước ngày X" lets X itself pass
    hour: Literal["day", "exact"] = "day"  #: whether what comes after the hour on the day is in time

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Rules:
        """Make the rules of activated settings; older ones say less. Raises TypeError for what no settings say."""
        rules = cls(**{**told, "day_off_for": tuple(told.get("day_off_for", cls().day_off_for))})
        words = (rules.day_off, rules.before, rules.hour)
        known = (("keep", "next", "previous"), ("inclusive", "exclusive"), ("day", "exact"))
        fits = all(word in among for word, among in zip(words, known, strict=True))
        if not fits or not set(rules.day_off_for) <= set(get_args(Kind)):
            raise TypeError
        return rules

    def to_data(self) -> dict[str, object]:
        """Give them as settings are activated: what was always asked, and what is not as usual."""
        usual = Rules()
        told: dict[str, object] = {"day_off": self.day_off}
        if set(self.day_off_for) != set(usual.day_off_for):
            told["day_off_for"] = sorted(set(self.day_off_for))
        told |= {"before": self.before} if self.before != usual.before else {}
        return told | ({"hour": self.hour} if self.hour != usual.hour else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What deadlines are counted by."""

    calendar: Calendar
    rules: Rules
    identity: str = ""  #: of the calendar, as its activation names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline."""

    on: date
    at: datetime | None = None  #: UTC; up to this moment of that day, where the hour counts
    reckoned: Reckoned | None = None  #: None for a day that is written and stands as it is


def due_on(by: Expression, counting: Counting) -> date | str:
    """Give the day of an expression; or the code of what keeps it from being one."""
    found = due(Reckoned(by=by), counting)
    return found if isinstance(found, str) else found.on


def due(said: Reckoned, counting: Counting) -> Due | str:
    """Give the deadline of what a source says; or the code of what keeps it from being one.

    Of `said` only the expression, the hour and whether `before` is said at all count: the settings say the rest.
    """
    if isinstance(said.by, Counted) and not 0 <= said.by.count <= MOST:
        return "deadline.too-far"
    if isinstance(said.by, Every) and not (0 <= said.by.day <= _LONGEST_MONTH and said.by.month <= _of(said.by)):
        return "deadline.no-period"
    rules = counting.rules
    # "Before 17:00 on the 5th" says something of the hour, not of the day.
    before = rules.before if said.before and not said.hour and not isinstance(said.by, Counted | Ends) else ""
    kind = _kind(said.by)
    day_off = rules.day_off if kind is not None and asks_for(kind, rules) else ""
    told = replace(said, before=cast("Any", before), day_off=cast("Any", day_off))
    try:
        begin, found = _first(told, counting)
        uncovered = counting.calendar.uncovered(begin, found) if _asks(told) else ()
        at = _at(found, said.hour) if said.hour and rules.hour == "exact" else None
    except OverflowError:  # beyond the last day, or before the first, that there is
        return "deadline.too-far"
    if uncovered:
        return "deadline.year-not-covered"
    told = replace(told, calendar=counting.identity if _asks(told) else "")
    return Due(on=found, at=at, reckoned=None if told == Reckoned(by=Written(on=found)) else told)


def asks(said: Reckoned, rules: Rules) -> bool:
    """Tell whether a calendar decides this deadline."""
    return asks_for(_kind(said.by), rules)


def asks_for(kind: Kind | None, rules: Rules) -> bool:
    """Tell whether a calendar decides deadlines of a kind; None is the kind of those counted in working days."""
    return kind is None or (rules.day_off != "keep" and kind in rules.day_off_for)


def occurrences(said: Reckoned, counting: Counting, until: date) -> Iterator[date]:
    """Give the days of a duty that comes again, from its deadline up to a day; none for any other.

    Years that the calendar does not cover are counted as weekdays say.
    """
    if isinstance(said.by, Every):
        for nominal in _nominal(said.by):
            on = _settled(nominal, said, counting)
            if on > until:
                return
            if on > said.by.since:
                yield on


def to_data(said: Reckoned) -> dict[str, object]:
    """Give how a deadline was come by as an entry says it (`entries.kinds.COUNTED`)."""
    told: dict[str, object]
    match said.by:
        case Counted(count=count, unit=unit, since=since):
            told = {"count": count, "from": since.isoformat(), "unit": unit}
        case Ends(of=of, on=on):
            told = {"ends": of, "on": on.isoformat()}
        case Every(every=every, day=day, month=month, since=since):
            told = {"every": every, "from": since.isoformat()}
            told |= {name: number for name, number in (("day", day), ("month", month)) if number}
        case Written(on=on):
            told = {"on": on.isoformat()}
    applied = {"before": said.before, "calendar": said.calendar, "day_off": said.day_off, "hour": said.hour}
    return told | {name: value for name, value in applied.items() if value}


def of_data(told: Mapping[str, Any]) -> Reckoned:
    """Read what `to_data` gives."""
    by: Expression
    if "count" in told:
        by = Counted(count=told["count"], unit=told["unit"], since=date.fromisoformat(told["from"]))
    elif "ends" in told:
        by = Ends(of=told["ends"], on=date.fromisoformat(told["on"]))
    elif "every" in told:
        since = date.fromisoformat(told["from"])
        by = Every(every=told["every"], day=told.get("day", 0), month=told.get("month", 0), since=since)
    else:
        by = Written(on=date.fromisoformat(told["on"]))
    applied = {name: told[name] for name in ("before", "calendar", "day_off", "hour") if name in told}
    return Reckoned(by=by, **applied)


def said_of(due_on: date | None, counted: Reckoned | None) -> Reckoned | None:
    """Give what a source expressed as a deadline: what is kept of it, else the day as it is written; None for none."""
    return counted if counted is not None or due_on is None else Reckoned(by=Written(on=due_on))


def said_alike(one: Reckoned | None, other: Reckoned | None) -> bool:
    """Tell whether a source says the same day twice: then it is the settings or a calendar that made it two."""
    if one is None or other is None:
        return one is other
    return one.by == other.by and bool(one.before) == bool(other.before)


_LONGEST_MONTH = 31


def _of(by: Every) -> int:
    return MONTHS[by.every]


def _kind(by: Expression) -> Kind | None:
    """Name the kind of a deadline as far as days off go; None for one that cannot fall on one."""
    match by:
        case Counted(unit="working-days"):
            return None
        case Counted():
            return "days"
        case Ends():
            return "period-end"
        case Every():
            return "recurring"
    return "written"


def _asks(told: Reckoned) -> bool:
    return bool(told.day_off) or _kind(told.by) is None


def _first(told: Reckoned, counting: Counting) -> tuple[date, date]:
    """Give the day that the calendar was asked from, and the deadline."""
    match told.by:
        case Counted(count=count, unit="working-days", since=since):
            return since, counting.calendar.add_working_days(since, count)
        case Counted(count=count, since=since):
            return since, _settled(since + timedelta(days=count), told, counting)
        case Ends(on=on) | Written(on=on):
            return on, _settled(on, told, counting)
        case Every(since=since):
            for nominal in _nominal(told.by):
                found = _settled(nominal, told, counting)
                if found > since:
                    return nominal, found
    raise OverflowError


def _nominal(by: Every) -> Iterator[date]:
    """Give the day of each period as it is said, from the period of `since` on; raises OverflowError at the end."""
    length = _of(by)
    first = (by.since.year * 12 + by.since.month - 1) // length * length
    while True:
        year, month = divmod(first + (by.month or length) - 1, 12)
        if year > date.max.year:
            raise OverflowError
        last = months.monthrange(year, month + 1)[1]
        yield date(year, month + 1, min(by.day or last, last))
        first += length


def _settled(day: date, told: Reckoned, counting: Counting) -> date:
    """Give the day that counts of one that is said: the one before it, or another than a day off."""
    day = day - timedelta(days=1) if told.before == "exclusive" else day
    match told.day_off:
        case "next":
            return counting.calendar.next_working(day)
        case "previous":
            return counting.calendar.previous_working(day)
    return day


def _at(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), dates.VIETNAM).astimezone(UTC)
