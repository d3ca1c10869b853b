"""Paging, cursors and moments of the `exchange` part."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal, cast

from adapter.core.exchanges import Cursor, Moment, Paging
from adapter.core.mapping import fields
from adapter.core.mapping.section import Section

_Kind = Literal["date", "datetime", "integer", "text"]
_DURATION = re.compile(r"([0-9]{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DEFAULT_SIZE = 100
_LARGEST_SIZE = 10_000
_CLOCK = Moment(kind="datetime")


def moment(section: Section, *kinds: _Kind) -> Moment:
    """Read `as`, `format` and `zone`; the first of `kinds` is the usual one."""
    kind = cast("_Kind", section.word("as", kinds, kinds[0]))
    if kind in ("date", "datetime"):
        fields.date_format(section, "date" if kind == "date" else "datetime")
    elif section.has("format"):
        section.notes.add("mapping.date-format.not-a-date", section.at("format"), key=section.called("format"))
    return Moment(kind=kind, format=section.text("format"), zone_minutes=fields.zone(section))


def written(section: Section | None, *kinds: _Kind) -> Moment:
    """Read how a value is written into a request; ISO 8601 of the first kind when nothing is said."""
    return Moment(kind=kinds[0]) if section is None else moment(section, *kinds)


def paging(section: Section | None) -> Paging:
    """Read `paging`; none when nothing is said."""
    by = "none" if section is None else section.word("by", ("none", "number", "offset", "token"), "none")
    if section is None or by == "none":
        return Paging(by="none")
    size = section.whole("size", _DEFAULT_SIZE, least=1, most=_LARGEST_SIZE)
    if by == "token":
        if not section.has("token"):
            section.notes.add("mapping.key.missing", section.place, key="token", section=section.name)
        return Paging(by="token", size=size, token=section.maybe_path("token"))
    if section.has("token"):
        section.notes.add("mapping.paging.token", section.at("token"), by=by)
    return Paging(
        by="number",
        first=section.whole("first", 0 if by == "offset" else 1, least=0, most=_LARGEST_SIZE),
        step=size if by == "offset" else 1,
        size=size,
        more=section.maybe_path("more"),
    )


def cursor(section: Section | None) -> Cursor:
    """Read `cursor`. How a value is sent must be a form that the value can take."""
    if section is None:
        return Cursor(by="clock", at=None, moment=_CLOCK, send=_CLOCK, start="")
    by: Literal["item", "clock"] = "clock" if section.word("by", ("item", "clock"), "item") == "clock" else "item"
    for key in ("at", "as", "format", "zone"):
        if by == "clock" and section.has(key):
            section.notes.add("mapping.cursor.clock", section.at(key), key=key)
    if by == "item" and not section.has("at"):
        section.notes.add("mapping.key.missing", section.place, key="at", section=section.name)
    read = _CLOCK if by == "clock" else moment(section, "datetime", "date", "integer", "text")
    return Cursor(
        by=by,
        at=section.path("at") if by == "item" and section.has("at") else None,
        moment=read,
        send=_send(section, read),
        start=_start(section, read),
        overlap_s=_overlap(section),
    )


def _send(section: Section, read: Moment) -> Moment:
    sending = section.section("send", "written")
    if sending is None:
        return read
    send = moment(sending, "datetime", "date", "integer", "text")
    days = ("date", "datetime")
    if send.kind != read.kind and not (send.kind in days and read.kind in days):
        section.notes.add("mapping.cursor.send", sending.at("as"), read=read.kind, send=send.kind)
    return send


def _start(section: Section, read: Moment) -> str:
    """Check where the first poll begins: an ISO day or moment, or a number where the cursor is one."""
    if not section.has("start"):
        return ""
    start = section.scalar("start")
    good = True
    if read.kind == "integer":
        good = re.fullmatch(r"-?[0-9]{1,18}", start.text) is not None
    elif read.kind != "text":
        good = _is_iso(start.text)
    if start.text and not good:
        section.notes.add("mapping.cursor.start", start.place, kind=read.kind)
    return start.text


def _is_iso(text: str) -> bool:
    shape = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?", text)
    try:
        return shape is not None and bool(datetime.fromisoformat(text) if shape[1] else date.fromisoformat(text))
    except ValueError:  # a day or hour that does not exist
        return False


def of_files(section: Section) -> Cursor:
    """Read what a look into a folder remembers: how new the files were that it saw."""
    return Cursor(
        by="clock",
        at=None,
        moment=_CLOCK,
        send=_CLOCK,
        start=_start(section, _CLOCK) or "1990-01-01",
        overlap_s=_overlap(section, 2 * _SECONDS["d"]),
    )


def _overlap(section: Section, default: int = 0) -> int:
    if not section.has("overlap"):
        return default
    said = section.scalar("overlap")
    found = _DURATION.fullmatch(said.text)
    if found is None:
        section.notes.add("mapping.value.duration", said.place, key=section.called("overlap"))
        return 0
    return int(found[1]) * _SECONDS[found[2]]
