"""Checkpoints against the tree: those of the database, and copies that somebody kept elsewhere.

All are held against prefixes of one tree, so those that pass are consistent with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapter.audit.findings import Findings
from adapter.core import notes, tlog
from adapter.core.entries import Entry
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.tlog import Checkpoint
from adapter.store import signing
from adapter.store.checkpoints import StoredCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What an auditor brings: keys that he trusts, and checkpoints that he kept."""

    verifiers: Sequence[Verifier] = ()  #: without any, signatures are not looked at
    kept: Sequence[tuple[str, bytes]] = ()  #: where each comes from, and its signed note
    anchors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)  #: their options, by name


class Checkpoints:
    """Remembers what each checkpoint claims until the tree has grown to its size."""

    def __init__(self, stored: Sequence[StoredCheckpoint], outside: Outside, findings: Findings) -> None:
        self._findings = findings
        self._verifiers = outside.verifiers
        self._awaited: dict[int, list[tuple[str, Checkpoint]]] = {}
        self._claimed: list[tuple[str, Checkpoint]] = []
        self.good = 0  #: checkpoints whose root is that of the tree
        self.signed_size = 0  #: the largest size that a good checkpoint with a verified signature states
        size = 0
        for expected, one in enumerate(stored, start=1):
            which = f"#{one.number}"
            if one.number != expected or one.size < size:
                findings.add("verify.checkpoint-order", which=which)
            claim = self._claim(which, one.note)
            if claim is not None and claim.size != one.size:
                findings.add("verify.checkpoint-order", which=which)
            size = one.size
        for where, note in outside.kept:
            self._claim(where, note)

    def take(self, size: int, entry: Entry | None, root: Callable[[], bytes]) -> None:
        """Take the tree of `size` leaves, with the entry that was the last to come."""
        if size == 1 and entry is not None:
            for which, claim in self._claimed:
                if claim.origin != entry.get("origin"):
                    self._findings.add("verify.checkpoint-origin", which=which)
        for which, claim in self._awaited.pop(size, ()):
            if claim.root != root():
                self._findings.add("verify.checkpoint-root", which=which, size=size)
                continue
            self.good += 1
            self.signed_size = max(self.signed_size, size if self._verifiers else 0)

    def end(self) -> None:
        """What speaks of more entries than there are speaks of another log, or of entries that are gone."""
        for claims in self._awaited.values():
            for which, claim in claims:
                self._findings.add("verify.checkpoint-beyond", which=which, size=claim.size)

    def _claim(self, which: str, data: bytes) -> Checkpoint | None:
        try:
            note = notes.parse(data)
            claim = tlog.checkpoint(note.text)
        except NoteRefused:
            self._findings.add("verify.checkpoint-malformed", which=which)
            return None
        self._claimed.append((which, claim))
        if self._is_signed(which, note):
            self._awaited.setdefault(claim.size, []).append((which, claim))
        return claim

    def _is_signed(self, which: str, note: notes.Note) -> bool:
        """Tell whether a known key signed it; without any key nothing can be said."""
        try:
            signed = notes.signed_by(note, self._verifiers, signing.verify)
        except NoteRefused:
            signed = []
        if self._verifiers and not signed:
            self._findings.add("verify.checkpoint-signature", which=which)
            return False
        return True
