"""The one act of a witness: look, decide, write down, sign; one request at a time.

One lock for all logs: an act takes a few milliseconds, a witness watches a handful of logs, and two requests that name
the same old size can then not both be found right (the race that the specification warns of).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from adapter.core import notes, witnessing
from adapter.core.notes import Note, NoteRefused, Verifier
from adapter.core.witnessing import Asked, Declined
from adapter.store import signing
from adapter.store.signing import SigningKey
from adapter.witness import place

_CONFLICT = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What was cosigned."""

    origin: str
    size: int
    line: bytes = field(repr=False)  #: the signature line that answers the request


class Witness:
    """Cosigns for the logs that its directory says; whoever makes one holds the directory's lock."""

    def __init__(self, directory: Path, key: SigningKey, clock: Callable[[], float] = time.time) -> None:
        self._directory, self._key, self._clock = directory, key, clock
        self._lock = threading.Lock()

    def add(self, body: bytes) -> Signed | Declined:
        """Answer a request `add-checkpoint`; raises StoreError or OSError when nothing may or can be signed now."""
        try:
            asked = witnessing.read(body)
        except NoteRefused:
            return Declined(code="witness.malformed", status=400)
        with self._lock:
            return self._add(asked)

    def _add(self, asked: Asked) -> Signed | Declined:
        new = asked.checkpoint
        keys = place.watched(self._directory, new.origin)
        last = place.newest(self._directory, place.name_of(new.origin), self._key.verifier) if keys else None
        declined = witnessing.judge(asked, keys, last.checkpoint if last else None, signing.verify)
        if declined is not None:
            if declined.signed:
                evidence = notes.written(asked.note.text, _of(asked.note, keys))
                place.keep_refused(self._directory, new, evidence, certain=declined.status == _CONFLICT)
            return declined
        # A moment that went back would say that a log was smaller after it had been larger.
        at = max(int(self._clock()), last.at if last else 0)
        signature = self._key.cosign(asked.note.text, at)
        whole = notes.written(asked.note.text, [*_of(asked.note, keys), signature])
        place.keep(self._directory, new.origin, whole)
        return Signed(origin=new.origin, size=new.size, line=notes.written("", [signature]).removeprefix(b"\n"))

    def newest(self, name: str) -> bytes | None:
        """Give the newest checkpoint that was cosigned of a log, by the hash of its name; raises StoreError."""
        found = place.newest(self._directory, name, self._key.verifier)
        return found.note if found else None


def _of(note: Note, keys: list[Verifier]) -> list[notes.Signature]:
    """Leave out the signatures of others: a note is kept as small as what was verified of it."""
    known = {(one.name, one.key_id) for one in keys}
    return [one for one in note.signatures if (one.name, one.key_id) in known]
