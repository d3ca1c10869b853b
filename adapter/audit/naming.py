"""Under which names and keys a log went on, as its own entries say: what they say of the log is checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from adapter.audit.findings import Findings
from adapter.core import continuity, notes
from adapter.core.continuity import Said, Step
from adapter.core.entries import Entry
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.problems import Problem
from adapter.core.tlog import Checkpoint

Place = Literal["log", "gap", "other-end", "beyond-gap", "other"]
"""Where a checkpoint belongs: to the log as it is; into the gap that a succession states; to another end of the former
log than the one it states, or further; to another log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that the log bore from an entry on."""

    origin: str
    seq: int  #: of the entry that gave it; -1 for the first
    anchored: tuple[int, bytes] = (0, b"")  #: size and root of the former log as somebody else holds it


@dataclass(slots=True)
class Naming:
    """Follows the names and keys of a log along its entries."""

    findings: Findings
    names: list[Name] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    said: list[tuple[int, Entry]] = field(default_factory=list)  #: the entries themselves

    def take(self, seq: int, entry: Entry | None, root: Callable[[], bytes]) -> None:
        """Take the next entry; `root` is that of the tree below it."""
        kind = None if entry is None else entry["kind"]
        if entry is None or kind not in ("opened", "rekeyed", "succeeded"):
            return
        if kind == "opened":
            self.names = self.names or [Name(origin=entry["origin"], seq=-1)]
            return
        self.said.append((seq, entry))
        followed = self._take_step(seq, entry)
        origin = self.names[-1].origin if self.names else ""
        here = (entry["size"], entry["root"]) == (seq, root().hex())
        if kind == "rekeyed":
            good = _name(entry["key"]) == origin and (here or (entry["how"] == "lost" and entry["size"] <= seq))
        else:
            key, anchored = entry.get("key"), entry["anchored"]
            good = here and entry["former"] == origin and anchored["size"] > seq
            good = good and (key is None or _name(key) == entry["origin"])
            end = (anchored["size"], bytes.fromhex(anchored["root"]))
            self.names.append(Name(origin=entry["origin"], seq=seq, anchored=end))
        if not good or not followed:
            self.findings.add("verify.identity", seq=seq)

    def _take_step(self, seq: int, entry: Entry) -> bool:
        """Tell whether it goes on from the key in force; before the first one no entry says which that is."""
        in_force = self.steps[-1].key if self.steps else None
        key, former = entry.get("key"), entry["former"]
        if entry["kind"] == "succeeded":
            # The same key goes on under the new name: the former verifier key is its own under the former one.
            former = None if key is None else _renamed(key, former)
        self.steps.append(Step(seq=seq, former=former, key=key, lost=entry.get("how") == "lost"))
        return in_force is None or former == in_force or (key is None and entry["kind"] == "succeeded")

    def end(self, stored: Mapping[str, Checkpoint]) -> list[Step]:
        """Hold what entries say of the last checkpoint of a key against those there are; give every step."""
        for seq, entry in self.said:
            found = stored.get(entry.get("checkpoint", ""))
            if entry["kind"] == "rekeyed" and (
                found is None or (found.size, found.root.hex()) != (entry["size"], entry["root"])
            ):
                self.findings.add("verify.identity", seq=seq)
        return self.steps

    def verifiers(self) -> list[Verifier]:
        """Give every verifier key that entries name."""
        named = [key for step in self.steps for key in (step.former, step.key) if key is not None]
        found = []
        for key in dict.fromkeys(named):
            try:
                found.append(notes.verifier(key))
            except NoteRefused:
                # It can have signed nothing; who looks for it finds nobody's signature.
                continue
        return found

    def place(self, states: Checkpoint) -> Place:
        """Tell where a checkpoint belongs by its name and size."""
        for number, name in enumerate(self.names):
            if name.origin != states.origin or (states.size <= name.seq and number):
                continue
            following = self.names[number + 1] if number + 1 < len(self.names) else None
            if following is None or states.size <= following.seq:
                return "log"
            if states.size == following.anchored[0]:
                return "gap" if states.root == following.anchored[1] else "other-end"
            return "gap" if states.size < following.anchored[0] else "beyond-gap"
        return "other"

    def in_gap(self, which: str, states: Checkpoint) -> Problem:
        """Say what a checkpoint in a gap shows."""
        # Those before the succession that follows its own name.
        shared = next(after.seq for before, after in pairwise(self.names) if before.origin == states.origin)
        return _told("log.in-gap", which=which, size=states.size, shared=shared, gone=states.size - shared)

    def told(self, accepted: Sequence[Said], trusted: frozenset[str]) -> list[Problem]:
        """Say in sentences what holds under which key and name, in the order of the log."""
        found = []
        for key in dict.fromkeys(key for one in accepted for key in sorted(one.keys & trusted)):
            sizes = [one.size for one in accepted if key in one.keys and continuity.in_turn(self.steps, key, one.size)]
            if sizes and (self.steps or len(trusted) > 1):
                found.append(_told("log.holds-under", key=short(key), size=max(sizes)))
        for seq, entry in self.said:
            if entry["kind"] == "rekeyed":
                code = "log.rekeyed" if entry["how"] == "signed" else "log.rekeyed-lost"
                former, key = (short(entry[one]) for one in ("former", "key"))
                found.append(_told(code, seq=seq, former=former, key=key))
            else:
                anchored = entry["anchored"]["size"]
                values = {"origin": entry["origin"], "former": entry["former"], "anchored": anchored}
                found.append(_told("log.succeeded", seq=seq, gap=anchored - entry["size"], **values))
        return found


def short(key: str) -> str:
    """Give name and id of a verifier key: what people compare."""
    return "+".join(key.split("+", 2)[:2])


def _name(key: str) -> str:
    return key.partition("+")[0]


def _renamed(key: str, name: str) -> str | None:
    """Give the verifier key of the same key under another name."""
    try:
        return str(Verifier(name=name, public=notes.verifier(key).public))
    except NoteRefused:
        return None


def _told(code: str, **values: str | int) -> Problem:
    return Problem(code=code, values=tuple((name, str(value)) for name, value in values.items()))
