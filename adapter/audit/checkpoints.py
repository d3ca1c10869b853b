"""Checkpoints against the tree: those of the database, and copies that somebody kept elsewhere.

All are held against prefixes of one tree, so those that pass are consistent with each other. Which key may have signed
at which size, and which name the log bore there, follows from the log itself (`audit.naming`, `core.continuity`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from adapter.audit.findings import Findings
from adapter.audit.naming import Naming, short
from adapter.core import continuity, notes, tlog
from adapter.core.continuity import Said
from adapter.core.entries import Entry
from adapter.core.notes import Note, NoteRefused, Verifier
from adapter.core.problems import Problem
from adapter.core.tlog import Checkpoint
from adapter.store import signing
from adapter.store.checkpoints import StoredCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What an auditor brings: keys that he trusts, and checkpoints that he kept."""

    verifiers: Sequence[Verifier] = ()  #: without any, signatures are not looked at
    kept: Sequence[tuple[str, bytes]] = ()  #: where each comes from, and its signed note
    anchors: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)  #: their options, by name


@dataclass(slots=True)
class Claim:
    """What one checkpoint states, and who signed it."""

    which: str
    note: Note
    states: Checkpoint
    stored: bool
    holds: bool = False  #: its root is that of the tree
    keys: frozenset[str] | None = field(default=frozenset())  #: whose signatures are right; None when one is wrong


class Checkpoints:
    """Remembers what each checkpoint claims until the tree is built; judges all of them at the end."""

    def __init__(self, stored: Sequence[StoredCheckpoint], outside: Outside, findings: Findings) -> None:
        self._findings = findings
        self._verifiers = outside.verifiers
        self._claims: list[Claim] = []
        self._roots: dict[int, bytes] = {}
        self._digests: dict[str, Checkpoint] = {}
        self._naming = Naming(findings)
        self._size = 0
        self.good = 0  #: checkpoints whose root is that of the tree
        self.kept = 0  #: those among them that were handed in
        self.signed_size = 0  #: the largest size that a good checkpoint with a verified signature states
        self.told: list[Problem] = []  #: what holds under which key and name, as sentences
        size = 0
        for expected, one in enumerate(stored, start=1):
            which = f"#{one.number}"
            if one.number != expected or one.size < size:
                findings.add("verify.checkpoint-order", which=which)
            states = self._claim(which, one.note, stored=True)
            if states is not None:
                self._digests[sha256(one.note).hexdigest()] = states
            if states is not None and states.size != one.size:
                findings.add("verify.checkpoint-order", which=which)
            size = one.size
        for where, note in outside.kept:
            self._claim(where, note, stored=False)
        self._awaited = {claim.states.size for claim in self._claims}

    def before(self, seq: int, entry: Entry | None, root: Callable[[], bytes]) -> None:
        """Take the next entry; `root` is that of the tree below it."""
        self._naming.take(seq, entry, root)

    def take(self, size: int, root: Callable[[], bytes]) -> None:
        """Take the tree of `size` leaves."""
        self._size = size
        if size in self._awaited:
            self._roots[size] = root()

    def end(self) -> None:
        """Judge every checkpoint."""
        steps = self._naming.end(self._digests)
        known = {str(one): one for one in (*self._verifiers, *self._naming.verifiers())}
        for claim in self._claims:
            claim.holds = self._roots.get(claim.states.size) == claim.states.root
            claim.keys = _signers(claim.note, list(known.values()))
        said = [Said(size=one.states.size, keys=one.keys) for one in self._claims if one.holds and one.keys]
        trusted = continuity.trusted(map(str, self._verifiers), steps, said)
        accepted: list[Said] = []
        for claim in self._claims:
            keys = frozenset(claim.keys or ()) & trusted
            good = self._is_of_log(claim) and self._is_signed(claim, keys) and self._hold(claim)
            if good and claim.stored:
                own = frozenset(key for key in keys if key.startswith(f"{claim.states.origin}+"))
                accepted.append(Said(size=claim.states.size, keys=own))
        for key in continuity.unannounced(steps, accepted):
            self._findings.add("verify.key-unannounced", key=short(key))
        self.told += self._naming.told(accepted, trusted)

    def _is_of_log(self, claim: Claim) -> bool:
        """Tell whether it speaks of this log under the name that it bore; what lies in a gap is told apart."""
        place = self._naming.place(claim.states)
        if place == "other":
            self._findings.add("verify.checkpoint-origin", which=claim.which)
        elif place == "beyond-gap":
            self._findings.add("verify.checkpoint-beyond-gap", which=claim.which, size=claim.states.size)
        elif place == "other-end":
            self._findings.add("verify.checkpoint-root", which=claim.which, size=claim.states.size)
        return place in ("log", "gap")

    def _is_signed(self, claim: Claim, keys: frozenset[str]) -> bool:
        """Tell whether a trusted key signed it in its turn; without any key nothing can be said."""
        if not self._verifiers:
            return True
        steps, size = self._naming.steps, claim.states.size
        if claim.keys is not None and any(continuity.in_turn(steps, key, size) for key in keys):
            return True
        if keys and self._naming.place(claim.states) == "gap":
            # Who signed for the former log up to its end is not in what goes on.
            return True
        lost = claim.keys is not None and any(step.lost and step.key in claim.keys for step in steps)
        code = "verify.checkpoint-out-of-turn" if keys else "verify.checkpoint-signature"
        self._findings.add("verify.key-lost" if lost and not keys else code, which=claim.which)
        return False

    def _hold(self, claim: Claim) -> bool:
        """Tell whether it is what this log was; what lies in a gap is not, whatever its root."""
        size = claim.states.size
        if self._naming.place(claim.states) == "gap":
            self.told.append(self._naming.in_gap(claim.which, claim.states))
        elif size > self._size:
            # What speaks of more entries than there are speaks of another log, or of entries that are gone.
            self._findings.add("verify.checkpoint-beyond", which=claim.which, size=size)
        elif not claim.holds:
            self._findings.add("verify.checkpoint-root", which=claim.which, size=size)
        else:
            self.good += 1
            self.kept += not claim.stored
            self.signed_size = max(self.signed_size, size if self._verifiers else 0)
            return True
        return False

    def _claim(self, which: str, data: bytes, *, stored: bool) -> Checkpoint | None:
        try:
            note = notes.parse(data)
            states = tlog.checkpoint(note.text)
        except NoteRefused:
            self._findings.add("verify.checkpoint-malformed", which=which)
            return None
        self._claims.append(Claim(which=which, note=note, states=states, stored=stored))
        return states


def _signers(note: Note, known: Sequence[Verifier]) -> frozenset[str] | None:
    try:
        return frozenset(str(one.verifier) for one in notes.signed_by(note, known, signing.verify))
    except NoteRefused:
        return None
