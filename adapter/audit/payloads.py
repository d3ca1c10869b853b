"""Payloads and blobs against the entries that name them: each as it was, or erased by an entry that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from adapter.audit.findings import Findings
from adapter.core import entries
from adapter.core.entries import Entry
from adapter.store.evidence import Evidence, StoredPayload


@dataclass(slots=True)
class Erased:
    """What went for one reason."""

    payloads: int = 0
    entries: list[int] = field(default_factory=list)  #: the entries that say so


class Payloads:
    """Walks through the payloads beside the entries; remembers what is erased, not what is there."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self._evidence = evidence
        self._findings = findings
        self._stream = evidence.payloads()
        self._next = next(self._stream, None)
        self._missing: dict[str, int] = {}  # commitment → the entry that names it
        self._erased: set[str] = set()
        self.present = 0
        self.reasons: dict[str, Erased] = {}  #: why what was erased

    @property
    def erased(self) -> int:
        """The number of payloads that entries say were erased."""
        return len(self._erased)

    def take(self, seq: int, entry: Entry | None) -> None:
        """Take the next entry; None when it is none."""
        kept = self._kept(seq)
        if entry is None:
            return
        named = entries.commitments(entry)
        for payload in kept:
            self._hold(seq, payload, named)
        found = {payload.commitment for payload in kept}
        for commitment in named:
            known = commitment in found or commitment in self._erased or self._evidence.has_payload(commitment)
            if not known:
                self._missing.setdefault(commitment, seq)
        if entry["kind"] == "erased":
            self._erase(seq, entry["payloads"], self.reasons.setdefault(entry["reason"], Erased()))

    def end(self) -> None:
        """Name what is missing without a word."""
        for seq in self._missing.values():
            self._findings.add("verify.payload-missing", seq=seq)

    def _kept(self, seq: int) -> list[StoredPayload]:
        """Give the payloads of one entry; those of entries that are not there are strays."""
        kept = []
        while self._next is not None and self._next.seq <= seq:
            if self._next.seq == seq:
                kept.append(self._next)
            else:
                self._findings.add("verify.payload-stray", seq=self._next.seq)
            self._next = next(self._stream, None)
        return kept

    def _hold(self, seq: int, payload: StoredPayload, named: list[str]) -> None:
        self.present += 1
        if payload.commitment not in named:
            self._findings.add("verify.payload-stray", seq=seq)
        elif payload.content is None or entries.commit(payload.content, payload.salt) != payload.commitment:
            self._findings.add("verify.payload-changed", seq=seq)

    def _erase(self, seq: int, commitments: list[str], why: Erased) -> None:
        why.entries.append(seq)
        for commitment in commitments:
            why.payloads += commitment not in self._erased
            if self._missing.pop(commitment, None) is None and commitment not in self._erased:
                remains = self._evidence.has_payload(commitment)
                self._findings.add("verify.payload-remains" if remains else "verify.erased-unknown", seq=seq)
            self._erased.add(commitment)


class Blobs:
    """Holds the texts that activations cite against their digests."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self._evidence = evidence
        self._findings = findings
        self._cited: dict[str, int] = {}
        self.present = 0

    def take(self, seq: int, entry: Entry | None) -> None:
        """Take the next entry; None when it is none."""
        if entry is not None and entry["kind"] == "activated":
            self._cited.setdefault(entry["blob"], seq)

    def end(self) -> None:
        """Hash every blob again."""
        missing = dict(self._cited)
        for digest, content in self._evidence.blobs():
            self.present += 1
            if sha256(content).hexdigest() != digest:
                self._findings.add("verify.blob-changed", digest=digest)
            if missing.pop(digest, None) is None and self._evidence.complete:
                self._findings.add("verify.blob-stray", digest=digest)
        for seq in missing.values():
            self._findings.add("verify.blob-missing", seq=seq)
