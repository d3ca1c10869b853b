"""Calendars that others keep, in our form: CSV with headers in Vietnamese or English, and iCalendar. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from adapter.core import lists
from adapter.core.calendar import COLUMNS, WORDS
from adapter.core.dates import VIETNAM
from adapter.core.problems import Problem
from adapter.core.text import tidy

HEADERS: lists.Headers = {
    "date": ("date", "day", "ngày", "ngày nghỉ"),
    "kind": ("kind", "type", "loại", "loại ngày"),
    "what": ("what", "name", "summary", "nội dung", "tên", "tên ngày nghỉ", "dịp"),
    "source": ("source", "nguồn", "căn cứ", "văn bản"),
    "status": ("status", "trạng thái", "tình trạng", "xác minh"),
}
"""What other lists call our columns, in small letters."""

KINDS: Mapping[str, str] = {
    **WORDS,
    "holiday": "off",
    "nghỉ": "off",
    "nghỉ lễ": "off",
    "hoán đổi": "swapped",
    "nghỉ hoán đổi": "swapped",
    "work": "work",
    "working": "work",
    "làm việc": "work",
    "làm bù": "work",
}
"""What other lists call our kinds, in small letters."""

UNVERIFIED = "NOT verified"
"""The status of what somebody else's list says, until a person has looked at its source."""

_BEGIN = "BEGIN:VCALENDAR"

_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z)?)?")

NOT_READ = frozenset({"RRULE", "RDATE", "DURATION"})
"""What gives an event of an iCalendar further days, and is not read: it is told, never passed over."""

_LONGEST_DAYS = 60
"""An event of an iCalendar that is longer is no holiday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was made of somebody else's list."""

    text: str  #: in our form; empty when a row is bad
    rows: int
    problems: tuple[Problem, ...]


def imported(text: str, file: str) -> Imported:
    """Read a list, be it CSV or iCalendar; every bad row is told, by line."""
    problems: list[Problem] = []
    is_calendar = text.lstrip()[: len(_BEGIN)].upper() == _BEGIN
    found = list((_events if is_calendar else _rows)(text, file, problems))
    if not found and not problems:
        problems.append(lists.problem("calendar.import-nothing", file, 1))
    made = "" if problems else lists.written([COLUMNS, *sorted(found)])
    return Imported(text=made, rows=len(found), problems=tuple(problems))


def _rows(text: str, file: str, problems: list[Problem]) -> Iterator[list[str]]:
    listed = lists.read(text, HEADERS)
    if listed.columns and "date" not in listed.columns:
        problems.append(lists.problem("calendar.import-no-date", file, 1))
    problems += [lists.problem("list.column-twice", file, 1, column=name) for name in lists.doubled(listed, HEADERS)]
    if not problems:
        for line, cells in listed.rows:
            if found := _row(listed.columns, cells, (file, line), problems):
                yield found
    if listed.broken is not None:
        problems.append(lists.problem("calendar.not-csv", file, listed.broken))


def _row(
    columns: Sequence[str], cells: Sequence[str], place: tuple[str, int], problems: list[Problem]
) -> list[str] | None:
    told = dict.fromkeys(COLUMNS, "") | {name: tidy(cell) for name, cell in zip(columns, cells, strict=False)}
    on, kind = lists.day(told["date"]), KINDS.get(told["kind"].lower() or "off")
    bad = [name for name, value in (("date", on), ("kind", kind)) if value is None]
    if len(cells) > len(columns):
        problems.append(lists.miscounted(cells, columns, *place))
    elif bad:
        kinds = ", ".join(sorted(KINDS))
        problems.append(lists.problem("calendar.row", *place, columns=", ".join(bad), kinds=kinds))
    else:
        return [str(on), str(kind), told["what"], told["source"], told["status"] or UNVERIFIED]
    return None


def _events(text: str, file: str, problems: list[Problem]) -> Iterator[list[str]]:
    """Give a day off for every day of every event; what lies within an event, such as an alarm, is none of it."""
    event: dict[str, tuple[str, int]] | None = None
    within = 0
    for number, line in _unfolded(text.splitlines()):
        name, _, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if event is None:
            event = {key: (value, number)} if line.upper() == "BEGIN:VEVENT" else None
        elif key == "BEGIN":
            within += 1
        elif key == "END" and within:
            within -= 1
        elif key == "END":
            yield from _days_of(event, file, problems)
            event = None
        elif not within:
            event[key] = (value, number)
    if event is not None:  # the file was cut off
        problems.append(lists.problem("calendar.row", file, event["BEGIN"][1], columns="END:VEVENT", kinds="off"))


def _unfolded(lines: Sequence[str]) -> Iterable[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if line[:1] in (" ", "\t") and told:
            told[-1] = (told[-1][0], told[-1][1] + line[1:])
        else:
            told.append((number, line.strip()))
    return told


def _days_of(event: Mapping[str, tuple[str, int]], file: str, problems: list[Problem]) -> Iterator[list[str]]:
    unread = sorted(NOT_READ & event.keys())
    problems.extend(lists.problem("calendar.not-read", file, event[name][1], name=name) for name in unread)
    written, line = event.get("DTSTART", event["BEGIN"])
    first = _moment(written)
    last = _moment(event["DTEND"][0]) if "DTEND" in event else first
    if first is None or last is None or not 0 <= (length := _length(first, last)) <= _LONGEST_DAYS:
        problems.append(lists.problem("calendar.row", file, line, columns="DTSTART, DTEND", kinds="off"))
        return
    what = tidy(event.get("SUMMARY", ("", 0))[0].replace("\\,", ",").replace("\\n", " "))
    for number in range(max(1, length)):
        yield [str(first.date() + timedelta(days=number)), "off", what, "iCalendar", UNVERIFIED]


def _length(first: datetime, last: datetime) -> int:
    """Count the days up to an end, which is no part of the event itself (RFC 5545, §3.6.1); midnight ends no day."""
    return (last.date() - first.date()).days + (last > first and last.time() != time())


def _moment(value: str) -> datetime | None:
    """Read a day, or a moment: of Vietnam unless it is one of UTC."""
    found = _MOMENT.fullmatch(value)
    if found is None:
        return None
    zone = UTC if found[3] else VIETNAM
    try:
        return (
            datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")
            .replace(tzinfo=zone)
            .astimezone(VIETNAM)
        )
    except (ValueError, OverflowError):
        return None
