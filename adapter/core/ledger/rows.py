"""Rows of the ledger: handles, commitments, codes, dates and numbers only. Texts are joined from payloads."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar, Literal

from adapter.core.facts import Scope


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
    texts: str  #: commitment to number, notation, subject, signer
    state: Literal["in-force", "recalled", "raised"]
    recalled_on: date | None = None
    recalled_by: str | None = None  #: handle of the document that recalled it


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
    texts: str  #: commitment to the task's key and content
    state: Literal["open", "withdrawn"]


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
    held: int
    withheld: int | None  #: None when counting is switched off
    register_numbers: int | None  #: numbers in the source's own register; None when it has none
    register_apart: int | None  #: of its series that are counted apart


ROWS: tuple[type[Row], ...] = (Activation, Assignment, Cycle, Document, Held, Message)
"""Every table of the ledger, in the order of their names."""

Value = str | int | list[str]


def to_data(row: Row) -> dict[str, Value]:
    """Give a row as JSON can hold it: days as ISO text, what is absent left out."""
    data: dict[str, Value] = {}
    for part in fields(row):  # type: ignore[arg-type]  # every Row is a dataclass
        value = getattr(row, part.name)
        if value is not None:
            data[part.name] = _plain(value)
    return data


def _plain(value: str | int | date | tuple[str, ...]) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
