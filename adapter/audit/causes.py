"""Every entry stands on earlier ones: its cause, and the activations it was decided under."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from adapter.audit.findings import Findings
from adapter.core.entries import KINDS, Entry
from adapter.store.evidence import Evidence

NAMES = tuple(KINDS)
NUMBERS = {name: number for number, name in enumerate(NAMES)}
NONE = 255
"""Stands for an entry that is none."""


class Causes:
    """Remembers one byte for each entry: its kind."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self._evidence = evidence
        self._findings = findings
        self._kinds = bytearray()
        self._after_gaps: list[int] = []  # the seqs at which the log goes on after a gap,
        self._places = [0]  # and from which place in `_kinds` on they stand, the log's beginning first

    def take(self, seq: int, entry: Entry | None) -> None:
        """Take the next entry; None when it is none."""
        if seq != self._expected():
            self._after_gaps.append(seq)
            self._places.append(len(self._kinds))
        if entry is None:
            self._kinds.append(NONE)
            return
        kind = entry["kind"]
        if (kind == "opened") != (seq == 0):
            self._findings.add("verify.opened", seq=seq)
        if "cause" in entry and self._kind(entry["cause"]) not in KINDS[kind].causes:
            self._findings.add("verify.cause", seq=seq)
        if any(self._kind(activation) != "activated" for activation in entry.get("under", ())):
            self._findings.add("verify.under", seq=seq)
        self._kinds.append(NUMBERS[kind])

    def end(self) -> None:
        """Hold every cursor against the cycle that moved it."""
        for cursor in self._evidence.cursors():
            if cursor.entry is None or (cursor.entry.get("source"), cursor.entry.get("stream")) != cursor.place:
                source, stream = cursor.place
                self._findings.add("verify.cursor", source=source, stream=stream, seq=cursor.seq)

    def counts(self) -> dict[str, int]:
        """Count entries by kind."""
        found = Counter(self._kinds)
        return {name: found[number] for number, name in enumerate(NAMES) if found[number]}

    def _expected(self) -> int:
        """Give the seq that follows the last one taken."""
        return (self._after_gaps[-1] if self._after_gaps else 0) + len(self._kinds) - self._places[-1]

    def _kind(self, seq: int) -> str | None:
        gaps = bisect_right(self._after_gaps, seq)
        place = self._places[gaps] + seq - (self._after_gaps[gaps - 1] if gaps else 0)
        ends = self._places[gaps + 1] if gaps < len(self._after_gaps) else len(self._kinds)
        return NAMES[self._kinds[place]] if place < ends and self._kinds[place] != NONE else None
