"""Rows of the ledger: handles, commitments, codes, dates and numbers only. Texts are joined from payloads."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, Literal

from adapter.core.facts import Scope, What


class Row:
    """A row of one table; the class is the table's name wherever rows are asked for."""

    __slots__ = ()

    TABLE: ClassVar[str]  #: the table's name
    KEY: ClassVar[tuple[str, ...]]  #: the fields that name a row; at any position at most one row per key

    @property
    def key(self) -> tuple[str, ...]:
        """Give the values of the key."""
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """A document that the source issued, open and fully read."""

    TABLE: ClassVar[str] = "documents"
    KEY: ClassVar[tuple[str, ...]] = ("document",)

    document: str  #: handle
    message: str  #: handle of the message that states it
    document_kind: str  #: code of Decree 30/2020 Annex III
    issued_on: date
    issuer: str  #: id of an organisation
    scope: Scope  #: counted by the directive or not
    tasks: int  #: assignments that the document makes
    texts: str  #: commitment to number, notation, subject, signer, and the reference the source knows it by
    state: Literal["in-force", "recalled", "replaced", "raised", "purged"]
    recalled_on: date | None = None  #: or replaced
    recalled_by: str | None = None  #: handle of the document that recalled or replaced it
    told_at: str | None = None  #: moment of what it was stated by, UTC, as the source tells it

    @property
    def is_gone(self) -> bool:
        """Tell whether it was raised or purged: nothing readable of it is left, and nothing of it comes in again."""
        return self.state in ("raised", "purged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Row):
    """One task for one lead agency: the unit of statistics."""

    TABLE: ClassVar[str] = "assignments"
    KEY: ClassVar[tuple[str, ...]] = ("assignment",)

    assignment: str  #: handle
    document: str  #: handle
    ordinal: int  #: position of the task in its document, from 1
    lead: str  #: id of an organisation
    coordinating: tuple[str, ...]  #: ids of organisations, in document order
    due_on: date | None
    texts: str  #: commitment to the task's key, content, and the lead agency as written
    state: Literal["open", "withdrawn", "replaced"]  #: `replaced` is withdrawn for good
    withdrawn_on: date | None = None  #: day of the recall; of the entry, where only a newer version no longer has it
    due_at: str | None = None  #: moment, UTC, up to which it is in time on that day; None: the whole day
    counted: str | None = None  #: how the deadline was come by, as its entry says it, in canonical JSON

    def outlasts(self, day: date) -> bool:
        """Tell whether it stands on a day, as far as is known: what ends it on that day changes it then."""
        return self.withdrawn_on is None or day < self.withdrawn_on

    def is_replaced_by(self, day: date) -> bool:
        """Tell whether it was replaced on a day at the latest: a replacement on that day tells nothing new of it."""
        return self.state == "replaced" and not self.outlasts(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Row):
    """What one message says about an assignment, or a ruling; the newest version of the message stands."""

    TABLE: ClassVar[str] = "evidence"
    KEY: ClassVar[tuple[str, ...]] = ("message", "part")

    message: str  #: handle of the event, or of the document that says so; of a ruling the assignment's own
    part: str = ""  #: which of the things a document says, from `1`; empty for an event, which says one; a ruling's seq
    assignment: str  #: handle
    what: What | Literal["reassigned"]  #: an objection that a person recorded is `objected`, too
    happened_at: str  #: moment, UTC
    due_on: date | None = None  #: with `extended`
    quality: str | None = None  #: with `judged`
    new_lead: str | None = None  #: id of an organisation; with `transferred` and `reassigned`
    texts: str | None = None  #: commitment to how the source writes it; with `transferred`, and to why, with `objected`
    agency: str | None = None  #: id of who objects; with `objected`, None for whoever leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(Row):
    """What a newer version of a message changed about an assignment without a document that says so."""

    TABLE: ClassVar[str] = "edits"
    KEY: ClassVar[tuple[str, ...]] = ("edit",)

    edit: str  #: seq of the entry, as digits
    assignment: str  #: handle
    message: str  #: handle of the message whose newer version says otherwise
    what: Literal["due_on", "lead", "coordinating", "content", "dropped"]
    seen_at: str  #: moment at which it was seen, UTC
    former_due_on: date | None = None  #: with `due_on`
    due_on: date | None = None  #: with `due_on`
    former: tuple[str, ...] = ()  #: ids; with `lead`, `coordinating`, `dropped`; with `due_on` the hour, as `hh:mm`
    now: tuple[str, ...] = ()  #: the same
    former_texts: str | None = None  #: commitment; with `content`
    texts: str | None = None  #: commitment; with `content`


PushState = Literal["planned", "accepted", "unknown", "missing", "shown", "gone", "refused", "waived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Push(Row):
    """The newest push of an assignment: what was told to the source, and what is known of its fate.

    `planned`: on disk, perhaps sent. `unknown`: sent, its answer lost. `missing`: neither, the source does not show
    it. `accepted`: the source said so. `shown`: the source shows it. `gone`: accepted or shown once, no longer.
    `refused`: never, until a person or a new standing. `waived`: counts as told without having been sent.
    """

    TABLE: ClassVar[str] = "pushes"
    KEY: ClassVar[tuple[str, ...]] = ("assignment",)

    assignment: str  #: handle
    source: str
    seq: int  #: the newest plan
    sent_as: int  #: the plan whose number is the idempotency key: itself, or the one it sends again
    code: str
    due_on: date | None
    completed_on: date | None
    lacking: tuple[str, ...]
    quality: str | None
    state: PushState
    tries: int  #: how often in a row this standing was sent and not seen
    at: str  #: moment of the latest step, UTC
    reason: str | None = None  #: code of the latest obstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Row):
    """An assignment of which nothing is pushed until a person resumes it."""

    TABLE: ClassVar[str] = "holds"
    KEY: ClassVar[tuple[str, ...]] = ("assignment",)

    assignment: str  #: handle
    seq: int  #: the ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Row):
    """Whether a source is told anything at all; without a row it is not."""

    TABLE: ClassVar[str] = "switches"
    KEY: ClassVar[tuple[str, ...]] = ("source",)

    source: str
    pushing: Literal["on", "off"]
    seq: int  #: the ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Row):
    """The newest message of one reference of a source."""

    TABLE: ClassVar[str] = "messages"
    KEY: ClassVar[tuple[str, ...]] = ("message",)

    message: str  #: handle
    source: str
    stream: str
    version: int | None  #: as the source counts; None when it tells none
    body: str  #: commitment
    document: str | None  #: handle of the document it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Row):
    """An item in quarantine."""

    TABLE: ClassVar[str] = "held"
    KEY: ClassVar[tuple[str, ...]] = ("item",)

    item: str  #: handle
    source: str
    stream: str
    reason: str  #: code
    size: int  #: bytes of the body, 0 when none was fetched
    version: int | None
    reference: str  #: commitment to the source's technical reference
    since: str = ""  #: moment at which it was first held, UTC
    rejected: int | None = None  #: the ruling by which this version is not taken; None while it waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation(Row):
    """What is in force: a mapping, the settings, the calendar, the directory, the rules."""

    TABLE: ClassVar[str] = "activations"
    KEY: ClassVar[tuple[str, ...]] = ("what", "source")

    what: str
    source: str  #: empty when it is for all sources
    blob: str  #: digest of its text
    identity: str  #: what must not change unnoticed
    note: str  #: commitment to who and why
    seq: int  #: the entry that put it in force; entries cite it in `under`


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Row):
    """Under which name and key the log goes on from an entry; before the first of them stands what `opened` says."""

    TABLE: ClassVar[str] = "identities"
    KEY: ClassVar[tuple[str, ...]] = ("entry",)

    entry: str  #: its seq, as digits
    kind: str  #: `rekeyed` or `succeeded`
    origin: str  #: the log's name
    verifier: str | None = None  #: the verifier key of what signs from there on; None while nothing can


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Row):
    """The latest cycle of one stream of a source."""

    TABLE: ClassVar[str] = "cycles"
    KEY: ClassVar[tuple[str, ...]] = ("source", "stream")

    source: str
    stream: str
    seq: int
    first_on: date | None  #: first day that the window covers whole; None when it has no beginning
    last_on: date  #: the day of the cycle
    listed: int
    fetched: int
    taken: int
    older: int
    repeated: int
    passed: int | None  #: messages that were no documents; None where nothing can be one
    held: int
    withheld: int | None  #: None when counting is switched off
    register_numbers: int | None  #: numbers in the source's own register; None when it has none
    register_apart: int | None  #: of its series that are counted apart
    unmatched: str | None = None  #: commitment to the numbers of the register that no document here bears


ROWS: tuple[type[Row], ...] = (
    Activation, Assignment, Cycle, Document, Edit, Evidence, Held, Hold, Identity, Message, Push, Switch
)  # fmt: skip
"""Every table of the ledger, in the order of their names."""

Value = str | int | list[str]


def to_data(row: Row) -> dict[str, Value]:
    """Give a row as JSON can hold it: days as ISO text, what is absent left out."""
    data: dict[str, Value] = {}
    for name in _NAMES[type(row)]:
        value = getattr(row, name)
        if value is not None:
            data[name] = _plain(value)
    return data


_NAMES = {table: tuple(part.name for part in fields(table)) for table in ROWS}  # type: ignore[arg-type]  # every Row is a dataclass


def _plain(value: str | int | date | tuple[str, ...]) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
