"""What a mapping says, compiled: where each field of a message stands and how it is read."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from adapter.core import dates, exchanges, gate, paths
from adapter.core.mapping.conditions import Condition
from adapter.core.mapping.patterns import Pattern
from adapter.core.mapping.tables import Row
from adapter.core.problems import Place

Take = Literal["only", "first", "all"]
Business = Literal["new", "recall", "update", "replace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text, tidied (`core.text`)."""

    pattern: Pattern | None = None  #: RE2 over the whole text; its capture is the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer:
    """A whole number, written without leading zeros; anything else is invalid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a closed list; anything else is invalid."""

    choices: MappingOf[str, str]  #: what the source writes → what it means here


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date, or a moment turned into its day in Vietnam."""

    form: dates.Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One of a table's codes that holds on the day of the message; anything else is invalid."""

    codes: MappingOf[str, tuple[Row, ...]]  #: by what the source writes; of each the meanings, oldest first

    def meaning(self, text: str, on: date) -> str | None:
        """Give what a code means on a day; None when nothing."""
        for row in self.codes.get(text, ()):
            if (row.valid_from or date.min) <= on <= (row.valid_to or date.max):
                return row.meaning
        return None


Reading = Text | Integer | Choice | Code | Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One rule: where a value stands, which one is taken, how it is read, and what its absence means."""

    rule: str  #: its name, e.g. `document.number`
    place: Place  #: where the mapping says so
    paths: tuple[paths.Path, ...]  #: tried in order until one gives a value
    constant: str | None = None  #: a value that stands in no message
    take: Take = "only"
    reading: Reading
    default: str | None = None  #: stands in for an absent or empty value, never for a bad one
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency by code, name or both; resolved in the directory on the day of the document."""

    rule: str
    place: Place
    code: Field | None
    name: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """Several agencies of one role."""

    rule: str
    place: Place
    each: paths.Path
    agency: Agency  #: relative to each


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The business key of another document."""

    number: Field
    notation: Field
    issued_on: Field
    issuer: Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Something that holds in every message, or the message is held."""

    rule: str  #: `contract.NAME`
    place: Place
    each: paths.Path | None  #: the elements it is about, from the root of the message; None: the root
    when: Condition | None  #: elements for which it does not hold are none of its business
    holds: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """The fields of a document; paths start at the root of the message."""

    business: Field | None  #: None: every message is a new document
    number: Field
    notation: Field
    issued_on: Field
    kind: Field
    issuer: Agency
    subject: Field
    signer: Field | None
    relates_to: Target | None
    contract: tuple[Assertion, ...] = ()  #: what every document has to fulfil


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRules:
    """The fields of a task; paths start at the element of the task."""

    rule: str
    place: Place
    each: paths.Path
    when: Condition | None  #: elements for which it does not hold are no tasks
    key: Field | None  #: None: the ordinal is the key
    content: Field
    due_on: Field | None
    lead: Agencies
    coordinating: Agencies | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRules:
    """The fields of a workflow event; paths start at the root element of the event."""

    kind: Field  #: choice of `facts.What`, or `echo`
    document: Field  #: the reference by which the stream of documents knows its document
    task: Field
    lead: Agency | None
    happened_at: Field
    due_on: Field | None
    quality: Field | None
    report: ReportRules | None
    contract: tuple[Assertion, ...] = ()  #: what every event has to fulfil


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRules:
    """The report document that an event names; all of it may be absent."""

    number: Field | None
    notation: Field | None
    issued_on: Field | None
    issuer: Agency | None  #: to whom the report belongs when the event names no agency


Sampled = Literal[
    "document", "event", "requests", "documents.list", "documents.fetch", "events.list", "events.fetch", "register",
    "push", "push.read_back",
]  # fmt: skip
"""What a test looks at: a message as the gate receives it, a whole answer of the source, or what we ask with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A sample with what is expected of it; both are files, named from the folder of the mapping."""

    of: Sampled
    sample: str  #: empty for `requests`
    expected: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A whole mapping, ready for use."""

    name: str
    digest: str  #: SHA-256 of the canonical content, in hex; see `digest.py`
    gate: gate.Policy
    document: DocumentRules
    tasks: TaskRules | None
    evidence: EvidenceRules | None
    exchange: exchanges.Exchange
    tests: tuple[Test, ...] = ()  #: no part of its identity
    tables: MappingOf[str, str] = field(default_factory=dict)  #: by name, as they are written; see `bundle.py`
