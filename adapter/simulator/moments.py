"""Moments as the simulator keeps them: whole seconds since 1970 UTC, shown in Vietnam time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam has one offset and no daylight saving."""

DAY_S = 86_400


def moment(day: date, second_of_day: int = 0) -> int:
    """Give the moment so many seconds after midnight in Vietnam."""
    return int(datetime.combine(day, time(), VIETNAM).timestamp()) + second_of_day


def day_of(at: int) -> date:
    """Give the day in Vietnam on which a moment lies."""
    return datetime.fromtimestamp(at, VIETNAM).date()


def text(at: int) -> str:
    """Write a moment as xsd:dateTime with the Vietnamese offset."""
    return datetime.fromtimestamp(at, VIETNAM).isoformat()


def read(written: str) -> datetime:
    """Read an xsd:dateTime; without an offset it is Vietnam time. Raises ValueError."""
    found = datetime.fromisoformat(written.strip())
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def month_name(day: date) -> str:
    """Name a month, e.g. `2025-11`."""
    return f"{day.year:04d}-{day.month:02d}"


def months_after(first: date, count: int) -> date:
    """Give the first day of the month that lies `count` months after that of `first`."""
    index = first.year * 12 + first.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)
