"""Days as sources write them, read strictly: the declared form from end to end, or nothing.

A lenient reader makes 28/09/2018 the year 34 (seen in the field: impossible dates, swapped days and months,
moments without a zone). Here a text is exactly what the mapping says, in a year from 1990 on, or it is no day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal

FIRST_YEAR = 1990
"""Documents of this administration are not older; smaller years are misread ones."""

VIETNAM_MINUTES = 420
VIETNAM = timezone(timedelta(minutes=VIETNAM_MINUTES))

_LETTERS = ("yyyy", "MM", "dd", "HH", "mm", "ss")
_TOKEN = re.compile("|".join((*_LETTERS, "T", "[A-Za-z0-9]", "[^A-Za-z0-9]+")))
_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_ISO_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


class FormatRefused(Exception):  # noqa: N818 - named for what it tells
    """A format that says nothing clear; `column` is 0-based, `what` the piece at fault."""

    def __init__(self, code: str, column: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code, self.column, self.what = code, column, what


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one field writes a day."""

    kind: Literal["date", "datetime"]  #: a moment is turned into its day in Vietnam
    pattern: re.Pattern[str] | None = None  #: from `compile_format`; None for ISO 8601
    zone_minutes: int = VIETNAM_MINUTES  #: the zone of moments that name none
    offset: Literal["read", "ignore"] = "read"  #: `ignore`: local time that is labelled wrongly


def compile_format(text: str, kind: Literal["date", "datetime"]) -> re.Pattern[str]:
    """Turn `dd/MM/yyyy` into a pattern with a group per part. Raises `FormatRefused`.

    Parts are `yyyy MM dd HH mm ss`, each with exactly as many digits as letters and each at most once; `T` and
    everything that is neither letter nor digit stands for itself. A `Z` would say a zone: ISO 8601 reads those.
    """
    pieces: list[str] = []
    seen: set[str] = set()
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if piece in _LETTERS:
            if piece in seen:
                raise FormatRefused("repeated", found.start(), piece)
            seen.add(piece)
            pieces.append(f"(?P<{piece}>[0-9]{{{len(piece)}}})")
        elif piece[0].isalnum() and piece.isascii() and piece != "T":
            raise FormatRefused("letter", found.start(), piece)
        else:
            pieces.append(re.escape(piece))
    needed = ("yyyy", "MM", "dd") if kind == "date" else ("yyyy", "MM", "dd", "HH", "mm")
    lacking = [letters for letters in needed if letters not in seen]
    if lacking:
        raise FormatRefused("incomplete", 0, lacking[0])
    return re.compile("".join(pieces))


def day(text: str, form: Form) -> date | None:
    """Read a day; None for everything that is not one, in this form, from 1990 on."""
    found = moment(text, form)
    return None if found is None else day_of(found)


@lru_cache(maxsize=1024)  # a message names few days, and many messages the same ones
def moment(text: str, form: Form) -> datetime | None:
    """Read a moment, UTC; a bare day is its beginning in Vietnam. None for everything that is neither."""
    try:
        found = _iso(text, form) if form.pattern is None else _formatted(text, form, form.pattern)
        if found is None:
            return None
        # The calendar's ends have no day in Vietnam, or no moment in UTC.
        return found.astimezone(UTC) if day_of(found).year >= FIRST_YEAR else None
    except (ValueError, OverflowError):
        return None


def day_of(at: datetime) -> date:
    """Give the day in Vietnam of a moment (DESIGN §3: a fixed offset, no daylight saving)."""
    return at.astimezone(VIETNAM).date()


def begin_of(on: date) -> datetime:
    """Give the moment, UTC, at which a day begins in Vietnam: of what happened when only the day is known."""
    return datetime.combine(on, time(), VIETNAM).astimezone(UTC)


def _iso(text: str, form: Form) -> datetime | None:
    if form.kind == "date":
        found = _ISO_DAY.fullmatch(text)
        return datetime.combine(date.fromisoformat(found[1]), time(), VIETNAM) if found else None
    found = _ISO_MOMENT.fullmatch(text)
    return _zoned(datetime.fromisoformat(text), form) if found else None


def _formatted(text: str, form: Form, pattern: re.Pattern[str]) -> datetime | None:
    found = pattern.fullmatch(text)
    if found is None:
        return None
    part = {name: int(digits) for name, digits in found.groupdict().items()}
    on = date(part["yyyy"], part["MM"], part["dd"])
    clock = time(part.get("HH", 0), part.get("mm", 0), part.get("ss", 0))
    if form.kind == "date":
        return datetime.combine(on, time(), VIETNAM)
    return _zoned(datetime.combine(on, clock), form)


def _zoned(found: datetime, form: Form) -> datetime:
    if found.tzinfo is None or form.offset == "ignore":
        return found.replace(tzinfo=timezone(timedelta(minutes=form.zone_minutes)))
    return found


def month_end(day: date) -> date:
    """Give the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
