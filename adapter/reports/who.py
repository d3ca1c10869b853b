"""Who did what, out of the log: starts and stops, acts, refusals, activations and rulings, oldest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from adapter.core import dates
from adapter.core.entries import decode
from adapter.store import Reader

KINDS = frozenset(
    {
        *("opened", "activated", "push_switched", "push_ruled", "rewound", "reread", "reassigned", "purged", "erased"),
        *("item_ruled", "objection_recorded"),
        *("started", "stopped", "acted", "forced", "rekeyed", "succeeded"),
    }
)
"""Kinds of entries that tell of somebody's doing, a person's or the program's own."""

_MARKS = tuple(f'"kind":"{kind}"'.encode() for kind in KINDS)
"""What the line of such an entry contains: most of a log is nobody's doing, and need not be read for this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody did, or was refused."""

    seq: int
    at: datetime  #: UTC
    kind: str
    values: Mapping[str, Any] = field(repr=False)  #: the entry's own, without its payload
    note: Mapping[str, str] | None = field(repr=False)  #: who and why; None when there is none, or it was erased
    erased: bool  #: there was a note


def acts(reader: Reader, since: date | None = None) -> Iterator[Act]:
    """Give what was done from a day in Vietnam on; all of it without one."""
    for seq, data in reader.entries():
        if not any(mark in data for mark in _MARKS):
            continue
        entry = decode(data)
        at = datetime.fromisoformat(entry["at"])
        if entry["kind"] not in KINDS or (since is not None and dates.day_of(at) < since):
            continue
        note = reader.text(entry["note"]) if "note" in entry else None
        values = {key: value for key, value in entry.items() if key not in ("at", "format", "kind", "note", "under")}
        yield Act(seq=seq, at=at, kind=entry["kind"], values=values, note=note, erased="note" in entry and note is None)
