"""Calendars that others keep, in our form: CSV with headers in Vietnamese or English, and iCalendar. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO

from adapter.core.calendar import COLUMNS, WORDS
from adapter.core.problems import Place, Problem
from adapter.core.text import tidy

HEADERS: Mapping[str, tuple[str, ...]] = {
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

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
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
    found = list(_events(text, file, problems) if text.lstrip().startswith("BEGIN:VCALENDAR") else ())
    if not text.lstrip().startswith("BEGIN:VCALENDAR"):
        found = list(_rows(text, file, problems))
    if not found and not problems:
        problems.append(_problem("calendar.import-nothing", file, 1))
    into = StringIO(newline="")
    csv.writer(into, lineterminator="\n").writerows([COLUMNS, *sorted(found)])
    return Imported(text="" if problems else into.getvalue(), rows=len(found), problems=tuple(problems))


def _rows(text: str, file: str, problems: list[Problem]) -> Iterator[list[str]]:
    sample = text.splitlines()[0] if text else ""
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=sample.count), strict=True)
    try:
        columns = [_column(header) for header in next(reader, [])]
        if "date" not in columns:
            problems.append(_problem("calendar.columns", file, 1, columns="date"))
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            told = dict.fromkeys(COLUMNS, "") | {name: tidy(cell) for name, cell in zip(columns, cells, strict=False)}
            on, kind = _date(told["date"]), KINDS.get(told["kind"].lower() or "off")
            bad = [name for name, value in (("date", on), ("kind", kind)) if value is None]
            if len(cells) > len(columns):
                bad.append(f"{len(cells)}/{len(columns)}")
            if bad:
                values = {"columns": ", ".join(bad), "kinds": ", ".join(sorted(KINDS))}
                problems.append(_problem("calendar.row", file, reader.line_num, **values))
                continue
            yield [str(on), str(kind), told["what"], told["source"], told["status"] or UNVERIFIED]
    except csv.Error:
        problems.append(_problem("calendar.not-csv", file, reader.line_num + 1))


def _events(text: str, file: str, problems: list[Problem]) -> Iterator[list[str]]:
    """Give a day off for every day of every event (RFC 5545, §3.6.1: the end is not part of it)."""
    event: dict[str, tuple[str, int]] = {}
    for number, line in _unfolded(text.splitlines()):
        name, _, value = line.partition(":")
        key = name.partition(";")[0].upper()
        if line.upper() == "BEGIN:VEVENT":
            event = {}
        elif line.upper() == "END:VEVENT":
            yield from _days_of(event, file, problems)
        else:
            event[key] = (value, number)


def _unfolded(lines: Sequence[str]) -> Iterable[tuple[int, str]]:
    told: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if line[:1] in (" ", "\t") and told:
            told[-1] = (told[-1][0], told[-1][1] + line[1:])
        else:
            told.append((number, line.strip()))
    return told


def _days_of(event: Mapping[str, tuple[str, int]], file: str, problems: list[Problem]) -> Iterator[list[str]]:
    begin, line = event.get("DTSTART", ("", 0))
    first = _date(begin[: len("20260101")])
    end = event.get("DTEND", ("", 0))[0]
    last = _date(end[: len("20260101")]) if end else None
    length = 1 if first is None or last is None else max(1, (last - first).days)
    if first is None or length > _LONGEST_DAYS:
        problems.append(_problem("calendar.row", file, line, columns="DTSTART, DTEND", kinds="off"))
        return
    what = tidy(event.get("SUMMARY", ("", 0))[0].replace("\\,", ",").replace("\\n", " "))
    for number in range(length):
        yield [str(first + timedelta(days=number)), "off", what, "iCalendar", UNVERIFIED]


def _date(cell: str) -> date | None:
    found = _DAY.fullmatch(cell)
    if found is None:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _column(header: str) -> str:
    wanted = tidy(header).lower()
    return next((name for name, others in HEADERS.items() if wanted in others), wanted)


def _problem(code: str, file: str, line: int, **values: str) -> Problem:
    return Problem(code=code, place=Place(file=file, line=line), values=tuple(values.items()))
