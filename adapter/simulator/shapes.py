"""The nouns of the simulator: what a document holds before it is written as XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Verdict = Literal["tasks", "no-task", "out-of-scope", "withheld", "held", "duplicate"]

OPEN, SECRET, TOP_SECRET, MOST_SECRET = "Thuong", "Mat", "ToiMat", "TuyetMat"
"""Secrecy levels as this document system writes them."""

CLASSIFIED = (SECRET, TOP_SECRET, MOST_SECRET)

NEW, RECALL, UPDATE, REPLACE = range(4)
"""Kinds of business, numbered as in QCVN 102:2016."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A body as a document writes it."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed, as what, and in whose name."""

    name: str
    position: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task; every lead makes one assignment of it."""

    id: str
    content: str
    due_on: date | None
    leads: tuple[Named, ...]
    coordinating: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One attached file of plain text."""

    name: str
    text: str
    levels: tuple[str, ...] = (OPEN,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document, as a document refers to it."""

    id: str
    number: str
    notation: str
    issued_on: date
    issuer: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document (Decree 30/2020 Annex III; official letters have the informal code CV)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One version of a document, field by field."""

    number: str | None  #: None: the element is missing
    notation: str
    issued_on: str  #: ISO date; an impossible one may be planted
    kind: Kind
    issuer: Named
    signer: Signer
    subject: str
    content: str
    places: tuple[str, ...]
    priority: str
    tasks: tuple[Task, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    levels: tuple[str, ...] = (OPEN,)  #: values of the level element; none: missing, two: doubled
    business: int = NEW
    relates_to: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a document with what the generator means by it."""

    number: int  #: from 1
    modified_at: int
    listed: tuple[str, ...]  #: values of the level element in the listing
    content: Content
    verdict: Verdict
    why: str
    canaries: tuple[str, ...] = ()
    broken: str = ""  #: how the answer of GetDocument is not XML; empty: it is
    recalls: str = ""  #: id of the document that this one takes back


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of the simulated system, with all its versions."""

    id: str
    plan: str  #: what it was made to show (shares.PLANS)
    number: str
    notation: str
    issued_on: date
    issuer: str
    series: Literal["ordinary", "apart", "none"]  #: which series of numbers its number was taken from
    entered_at: int
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of the work on an assignment, as the document system tells it."""

    id: str
    kind: str
    recorded_at: int  #: when the system listed it
    occurred_at: int  #: when it happened; this decides
    document: str
    task: str
    lead: Named
    report: Reference | None = None
    due_on: date | None = None
    quality: str = ""
    note: str = ""
    named: bool = True  #: the event says whose it is
    ambiguous: bool = False  #: it does not, and nothing else does: it belongs to nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Everything made in one month."""

    name: str
    documents: list[Document] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
