"""What a mapping says, compiled: where each field of a message stands and how it is read."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from adapter.core import dates, exchanges, gate, paths
from adapter.core.facts import Unit, What
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
    empty: frozenset[str] = frozenset()  #: texts, tidied, that stand for no value
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
class Key:
    """The business key of a document."""

    number: Field
    notation: Field
    issued_on: Field
    issuer: Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Another document: by its business key, or by the source's own id of it."""

    rule: str
    place: Place
    each: paths.Path | None  #: where each of several is named; None: one, from the root
    key: Key | None
    alias: Field | None
    agencies: Agencies | None  #: for whom it is replaced; None: for all
    by_anyone: bool = False  #: by any sender; else by whoever issued it, came after, or is over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """Something that holds in every message, or the message is held."""

    rule: str  #: `contract.NAME`
    place: Place
    each: paths.Path | None  #: the elements it is about, from the root of the message; None: the root
    when: Condition | None  #: elements for which it does not hold are none of its business
    holds: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRule:
    """What a mapping cannot read, by its own word."""

    place: Place
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """The fields of a document; paths start at the root of the message."""

    when: Condition | None  #: messages for which it does not hold are no documents
    business: Field | None  #: None: every message is a new document
    key: Key
    kind: Field
    subject: Field
    signer: Field | None
    alias: Field | None
    told_at: Field | None
    relates_to: Target | None
    replaces: Target | None  #: what is replaced, where that is named elsewhere; None: as `relates_to`
    hold_when: HoldRule | None  #: messages for which it holds are for a person to look at
    contract: tuple[Assertion, ...] = ()  #: what every document has to fulfil


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRules:
    """A deadline that is counted: so many days after a day."""

    rule: str
    place: Place
    count: Field
    unit: Unit
    since: Field | None  #: None: the day of issue


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsRules:
    """A deadline that is the end of a period: a coded text, or a year and a part of it."""

    rule: str
    place: Place
    text: Field | None
    year: Field | None
    month: Field | None
    quarter: Field | None
    half: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryRules:
    """A duty that comes again: a day of every period."""

    rule: str
    place: Place
    every: Field  #: choice of `facts.Span`
    day: Field | None  #: None: the last day of the month
    month: Field | None  #: None: the last month of the period
    since: Field | None  #: None: the day of issue


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
    due_in: CountedRules | None  #: where `due_on` gives no day
    due_by: EndsRules | None  #: where `due_in` gives none, either
    due_every: EveryRules | None  #: nor this
    due_before: Condition | None  #: "trước ngày": the day that is written, or comes again, may not count itself
    due_hour: Field | None  #: the hour up to which the deadline goes
    lead: Agencies
    coordinating: Agencies | None
    evidence: tuple[StatedRules, ...]  #: what the task's own element says about the work on it


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRules:
    """What is read of one piece of evidence, wherever it stands."""

    lead: Agency | None
    due_on: Field | None
    quality: Field | None
    new_lead: Agency | None
    report: ReportRules | None
    reason: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRules(SaidRules):
    """The fields of a workflow event; paths start at the root element of the event."""

    kind: Field  #: choice of `facts.What`, or `echo`
    document: Field  #: the reference by which the stream of documents knows its document
    task: Field
    happened_at: Field
    contract: tuple[Assertion, ...] = ()  #: what every event has to fulfil


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRules(SaidRules):
    """Evidence within a document's message; paths start at the element that `each` gives."""

    rule: str
    place: Place
    says: What
    each: paths.Path | None  #: from the task, or the root; None: that element itself
    when: Condition | None  #: elements for which it does not hold say nothing
    happened_at: Field | None  #: None: on the day of issue of the message's document


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRules(StatedRules):
    """Evidence about tasks of another document; `report` is the message's own document."""

    document: Target | None
    task: Field | None  #: None: every task of the document that the agency leads
    may_be_unknown: bool  #: what is answered need not be known here


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
    absent_opens: bool  #: tried as for a source whose settings say `absent_secrecy_opens`
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A whole mapping, ready for use."""

    name: str
    digest: str  #: SHA-256 of the canonical content, in hex; see `digest.py`
    gate: gate.Policy
    document: DocumentRules
    tasks: TaskRules | None
    answers: tuple[AnswerRules, ...]
    evidence: EvidenceRules | None
    exchange: exchanges.Exchange
    tests: tuple[Test, ...] = ()  #: no part of its identity
    tables: MappingOf[str, str] = field(default_factory=dict)  #: by name, as they are written; see `bundle.py`
