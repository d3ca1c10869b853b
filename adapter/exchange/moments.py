"""Dates, moments and numbers as a source writes them, and as text that never changes its form.

A value is a `datetime` (UTC), a `date`, an `int` or a `str`, by the kind of its `Moment`. What cannot be
read is None: the callers know what that means for them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from adapter.core import dates
from adapter.core.exchanges import Moment

Value = datetime | date | int | str

LARGEST = (1 << 53) - 1
"""The greatest whole number an entry of the log holds exactly, whoever reads it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LETTERS = {"yyyy": "%Y", "MM": "%m", "dd": "%d", "HH": "%H", "mm": "%M", "ss": "%S"}
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_ISO_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def read(text: str, moment: Moment) -> Value | None:
    """Read what a source wrote; None when it is not what the mapping says."""
    text = text.strip()
    if moment.kind == "text":
        return text or None
    if moment.kind == "integer":
        return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
    try:
        found = _by_format(text, moment) if moment.format else _by_iso(text, moment)
        return found.astimezone(UTC) if isinstance(found, datetime) else found
    except (ValueError, OverflowError):
        return None


def write(value: Value, moment: Moment) -> str | None:
    """Write a value as the source wants it; None when the value cannot take that form."""
    changed = as_kind(value, moment)
    if isinstance(changed, datetime):
        try:
            local = changed.astimezone(_zone(moment))
        except OverflowError:
            return None
        return local.strftime(_directives(moment.format)) if moment.format else local.isoformat()
    if isinstance(changed, date):
        return changed.strftime(_directives(moment.format)) if moment.format else changed.isoformat()
    return None if changed is None else str(changed)


def as_kind(value: Value, moment: Moment) -> Value | None:
    """Turn a moment into its day in the given zone and a day into its beginning; nothing else turns."""
    is_moment = isinstance(value, datetime)
    is_day = isinstance(value, date) and not is_moment
    match moment.kind:
        case "datetime":
            return value if is_moment else _beginning(value, moment)
        case "date":
            return day_of(value, moment) if isinstance(value, datetime) else _if(is_day, value)
        case "integer":
            return _if(isinstance(value, int), value)
        case "text":
            return _if(isinstance(value, str), value)


def day(text: str, moment: Moment) -> date | None:
    """Read a date, or the day of a moment in the moment's zone."""
    value = read(text, moment)
    if isinstance(value, datetime):
        return day_of(value, moment)
    return value if isinstance(value, date) else None


def day_of(value: datetime, moment: Moment) -> date | None:
    """Give the day of a moment in the zone of `moment`; None beyond the calendar's ends."""
    try:
        return value.astimezone(_zone(moment)).date()
    except OverflowError:
        return None


def number(text: str, moment: Moment | None) -> int | None:
    """Read a version: a whole number, or a moment (a day: its beginning) as microseconds since 1970 UTC."""
    moment = moment or Moment(kind="integer")
    value = read(text, moment)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = _beginning(value, moment)
    if isinstance(value, datetime):
        value = (value - _EPOCH) // _MICROSECOND
    # Entries hold no greater numbers.
    return value if isinstance(value, int) and abs(value) <= LARGEST else None


def to_text(value: Value) -> str:
    """Give the canonical text of a value: `2025-11-03T01:02:03.5Z`, `2025-11-03`, `12`, the text itself."""
    if isinstance(value, datetime):
        plain = value.astimezone(UTC).replace(tzinfo=None).isoformat()
        return f"{plain}Z"
    return value.isoformat() if isinstance(value, date) else str(value)


def from_text(text: str, moment: Moment) -> Value | None:
    """Read canonical text, or a mapping's start, as the moment's kind, whatever kind wrote it."""
    if moment.kind in ("text", "integer"):
        return read(text, moment)
    kinds = (Moment(kind="datetime", zone_minutes=moment.zone_minutes), Moment(kind="date"))
    values = [value for value in (read(text, kind) for kind in kinds) if value is not None]
    return as_kind(values[0], moment) if values else None


def back(value: Value, seconds: int) -> Value:
    """Reach back: by seconds for a moment, by whole days for a day; numbers and texts stay."""
    try:
        if isinstance(value, datetime):
            return value - timedelta(seconds=seconds)
        if isinstance(value, date):
            return value - timedelta(days=-(-seconds // 86400))
    except OverflowError:
        pass
    return value


def _by_iso(text: str, moment: Moment) -> datetime | date:
    if moment.kind == "date":
        found = _ISO_DATE.fullmatch(text)
        if not found:
            raise ValueError
        return date.fromisoformat(found[1])
    if not _ISO_MOMENT.fullmatch(text):
        raise ValueError
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=_zone(moment))


def _by_format(text: str, moment: Moment) -> datetime | date:
    found = _pattern(moment.format, "date" if moment.kind == "date" else "datetime").fullmatch(text)
    if not found:
        raise ValueError
    parts = {name: int(value) for name, value in found.groupdict().items()}
    on = date(parts.get("yyyy", 0), parts.get("MM", 0), parts.get("dd", 0))
    if moment.kind == "date":
        return on
    at = (parts.get("HH", 0), parts.get("mm", 0), parts.get("ss", 0))
    return datetime(on.year, on.month, on.day, *at, tzinfo=_zone(moment))


_pattern = cache(dates.compile_format)


@cache
def _directives(form: str) -> str:
    return re.sub("|".join(_LETTERS), lambda found: _LETTERS[found[0]], form.replace("%", "%%"))


def _beginning(value: Value, moment: Moment) -> datetime | None:
    if not isinstance(value, date):
        return None
    return datetime(value.year, value.month, value.day, tzinfo=_zone(moment)).astimezone(UTC)


def _zone(moment: Moment) -> timezone:
    return timezone(timedelta(minutes=moment.zone_minutes))


def _if(holds: bool, value: Value) -> Value | None:  # noqa: FBT001 - a condition is what it takes
    return value if holds else None
