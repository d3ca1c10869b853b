"""Entries with a note: who and why, in a payload, where texts of persons belong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.store import Writer
from adapter.sync.activate import canonical

Note = Mapping[str, str]
"""Who and why: `actor`, `reason`, and what it was about where the entry does not say so."""


def append_noted(writer: Writer, kind: str, body: Mapping[str, object], note: Note, fresh: Fresh, now: datetime) -> int:
    """Append an entry with its note, in the caller's transaction; give its seq."""
    sealed = seal(canonical(dict(note)), fresh.salt())
    (seq,) = writer.append([Draft(kind=kind, body={**body, "note": sealed.commitment})], [sealed], at=now)
    return seq
