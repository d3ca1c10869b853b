"""The nouns of deciding: what arrives, what is known, what should happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from adapter.core import standing
from adapter.core.entries import Draft, Payload
from adapter.core.facts import Named
from adapter.core.ledger import Assignment, Document, Evidence, Held
from adapter.core.ledger import Message as KnownMessage

RULES = {"decide": 6, "gate": 2, "interpret": 6, "judge": 4}
"""Versions of the rules in this program; put in force by an activation, like every other input of a decision."""

Outcome = Literal["taken", "older", "repeated", "passed", "held", "withheld", "raised", "purged"]
Texts = Mapping[str, str]


class Fresh(Protocol):
    """Where randomness comes from: handed in, so that the same arguments give the same decision."""

    def handle(self) -> str:
        """Give a new random 128-bit handle as 32 hex digits."""
        ...

    def salt(self) -> bytes:
        """Give 16 random bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One message that has arrived, as far as deciding needs it."""

    source: str
    stream: str
    reference: str = field(repr=False)  #: the source's technical reference; goes into payloads and look-ups only
    version: int | None
    size: int  #: bytes of the body, 0 when none was fetched
    body: bytes = field(default=b"", repr=False)
    since: str = ""  #: from where it can be listed again, where it cannot be fetched
    ruling: int | None = None  #: seq of what a body that we kept is read again for; None for what comes

    @property
    def place(self) -> tuple[str, str, str]:
        """Where the reference stands: the key of its look-ups."""
        return (self.source, self.stream, self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTask:
    """An assignment as the ledger knows it, with its texts (None once erased)."""

    row: Assignment
    texts: Texts | None
    leads: frozenset[str] = frozenset()  #: ids of everybody whom it was transferred to
    moved_to: str = ""  #: id of whom it was transferred to last; empty where it was not

    @classmethod
    def of(cls, row: Assignment, texts: Texts | None, evidence: Sequence[Evidence]) -> KnownTask:
        """Know an assignment with what is said about it."""
        last = standing.moved(evidence, date.max)
        moved_to = "" if last is None else last.new_lead or ""
        return cls(row=row, texts=texts, leads=standing.transferred_to(evidence), moved_to=moved_to)

    @property
    def led_now(self) -> str:
        """Give the id of the agency that leads it."""
        return self.moved_to or self.row.lead

    def led_by(self, agency: str) -> bool:
        """Tell whether an agency leads it, or led it once."""
        return agency == self.row.lead or agency in self.leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What another document that a message names is known as."""

    document: Document | None = None
    shared: bool = False  #: several documents bear that name: none of them is meant for certain
    buried: bool = False  #: it was raised or purged, be it in a log that this one goes on from
    tasks: tuple[KnownTask, ...] = ()
    name: tuple[str, ...] = field(default=(), repr=False)  #: what leads to those that answer it: look-ups of `answers`
    answered_by: tuple[str, ...] = ()  #: handles of the messages that are known to answer it


@dataclass(frozen=True, slots=True, kw_only=True)
class Burial:
    """What leads to a document that goes, and by what it is known should it come again."""

    document: str  #: handle
    handles: tuple[str, ...]  #: its own, and those of its messages, assignments and held items
    keys: tuple[tuple[str, ...], ...] = field(default=(), repr=False)  #: its look-ups, as far as they are legible
    unlisted: tuple[tuple[str, ...], ...] = field(default=(), repr=False)  #: look-ups of others, to be made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What the ledger knows about an arrival, read under the writer's lock."""

    message: KnownMessage | None = None  #: the newest message of this reference
    same_body: bool = False  #: the arrival's body equals that message's
    item: Held | None = None  #: this reference stands in quarantine
    document: Document | None = None  #: the document this reference, or its business key, belongs to
    own: bool = False  #: that document was established by this very reference
    key_taken: bool = False  #: the business key belongs to another document than this reference does
    texts: Texts | None = None  #: of the document
    tasks: tuple[KnownTask, ...] = ()  #: assignments of the document, withdrawn ones included
    handles: Mapping[tuple[str, str], str] = field(default_factory=dict)  #: (task, lead) → handle, ever given
    targets: Mapping[Named, Found] = field(default_factory=dict)  #: the documents that the arrival speaks of
    same_number: str = ""  #: handle of another document in force with issuer, number and notation of it, of that year
    bearers: Mapping[tuple[str, ...], str] = field(default_factory=dict)  #: of its names → the document they lead to
    history: bool = False  #: this very version is known as an older one already
    said: tuple[Evidence, ...] = ()  #: what this message was known to say about assignments
    said_texts: Mapping[str, Texts] = field(default_factory=dict)  #: commitment → the texts of that, unless erased
    buried: bool = False  #: it is of a document that was raised or purged
    to_erase: tuple[str, ...] = ()  #: every payload of the document and its messages; asked for when it goes
    waiting: tuple[Held, ...] = ()  #: what stands in quarantine under any reference of it; asked for when it goes
    burial: Burial | None = None  #: how it is taken down; asked for when it goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What should happen; `outcome` is what the cycle counts."""

    outcome: Outcome
    drafts: tuple[Draft, ...] = ()
    payloads: tuple[Payload, ...] = ()
    lookups: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (handle, key) pairs to remember
    erase: tuple[str, ...] = ()  #: commitments whose payloads go
    bury: Burial | None = None  #: a document that goes with them
    twice: tuple[str, str] | None = None  #: a document, and another one that bears its number in that year
    hindered: str = ""  #: code of what keeps a body read again from changing anything: what stood stands
