"""A look at messages without taking them in: the next of a source, or one of the log. Nothing is written or moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from adapter.core import gate
from adapter.core.entries import decode
from adapter.core.problems import Problem, Refusal
from adapter.store import Reader
from adapter.sync.sources import Source
from adapter.sync.trip import DOCUMENTS
from adapter.wire import Refused

MOST = 10
"""So many references are looked at before a person is told that none of them opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One message of a source."""

    body: bytes = field(repr=False)  #: empty where it was not fetched
    reference: str = field(default="", repr=False)
    closed: str = ""  #: code of what kept it from being fetched


def upcoming(source: Source, reader: Reader | None, now: datetime) -> Iterator[Glance]:
    """Give what would come in next, as the source lists it; the gate has not looked at bodies yet."""
    cursor = None if reader is None else reader.cursor(source.name, DOCUMENTS)
    page = source.connector.list(DOCUMENTS, cursor, None, now)
    new = [ref for ref in page.refs if reader is None or not reader.lookup("belongs", source.name, DOCUMENTS, ref.id)]
    for ref in new[:MOST]:
        listed = gate.screen_level(ref.levels, source.policy)
        if listed is not None:
            yield Glance(body=b"", closed=listed.code)
            continue
        try:
            message = ref.message or source.connector.fetch(DOCUMENTS, ref)
        except Refused as refused:
            yield Glance(body=b"", closed=refused.code)
        else:
            yield Glance(body=message.body, reference=ref.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One message of the log."""

    seq: int
    source: str
    stream: str
    body: bytes = field(repr=False)


def logged(reader: Reader, seq: int) -> Logged:
    """Give the message of an entry, or of its cause. Raises `problems.Refusal`, also where it is erased."""
    values = (("seq", str(seq)),)
    entry = _entry(reader, seq)
    if entry is not None and entry["kind"] != "received" and isinstance(entry.get("cause"), int):
        entry = _entry(reader, int(str(entry["cause"])))
    if entry is None or entry["kind"] != "received":
        raise Refusal(Problem(code="workbench.no-message", values=values))
    body = reader.payload(str(entry["body"]))
    if body is None:
        raise Refusal(Problem(code="workbench.erased", values=values))
    return Logged(seq=seq, source=str(entry["source"]), stream=str(entry["stream"]), body=body)


def latest(reader: Reader, source: str, most: int) -> Iterator[Logged]:
    """Give the latest messages of a source, newest first and one at a time; erased ones are left out."""
    last, given = reader.size(), 0
    while last > 0 and given < most:
        first = max(0, last - _STEP)
        for seq, data in reversed(list(reader.entries(first, last))):
            entry = decode(data) if b'"kind":"received"' in data else {}
            # What was read again is the same message once more.
            ours = entry.get("source") == source and "cause" not in entry
            body = reader.payload(str(entry["body"])) if ours else None
            if body is not None and given < most:
                given += 1
                yield Logged(seq=seq, source=source, stream=str(entry["stream"]), body=body)
        last = first


_STEP = 500


def _entry(reader: Reader, seq: int) -> dict[str, object] | None:
    if not 0 <= seq < reader.size():
        return None
    ((_, data),) = reader.entries(seq, seq + 1)
    return dict(decode(data))
