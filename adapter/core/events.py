"""What an event of the work on an assignment says, by the `evidence` rules of a mapping. Pure.

An event inherits the level of its document (DESIGN §5): which document it is about is read first, in memory, and only
when that one is open and known is anything else read and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypedDict

from adapter.core import dates, gate, said
from adapter.core.facts import Event, What
from adapter.core.mapping import Agency, Code, EvidenceRules, Field, contracts
from adapter.core.mapping.reader import UNKNOWN_DAY, Outcome, Reader
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.xml import Element

ECHO = "echo"
"""Our own push come back as an event: it says nothing that we have not said."""

_NEVER = datetime(1, 1, 2, tzinfo=UTC)
"""Stands in for a moment that could not be read; a problem goes with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of an event."""

    event: Event | None = None  #: None with problems, and for an echo
    problems: tuple[Problem, ...] = ()
    echo: bool = False
    trace: tuple[Outcome, ...] = ()


def about(root: Element, rules: EvidenceRules, directory: Directory) -> str:
    """Read the source's reference of the document that an event is about; empty when it cannot be read."""
    reader = _alone(rules.document, rules, root, directory)
    told = len(reader.problems)
    reference = reader.text(rules.document, root)
    return "" if len(reader.problems) > told else reference


def is_echo(root: Element, rules: EvidenceRules, directory: Directory) -> bool:
    """Tell whether an event is our own push come back, whatever document it is about."""
    return _alone(rules.kind, rules, root, directory).text(rules.kind, root) == ECHO


def read(
    message: gate.Open, rules: EvidenceRules, directory: Directory, on: date, reader: Reader | None = None
) -> Reading:
    """Read an event; its agencies are those of `on`, the day of issue of its document. A `reader` given looks on."""
    reader = Reader(directory) if reader is None else reader
    root = message.root
    happened_at = _happened_at(reader, rules, root)
    kind = reader.text(rules.kind, root)
    if kind == ECHO:
        return Reading(echo=True, trace=tuple(reader.trace))
    event = Event(
        what=_what(kind),
        task=reader.text(rules.task, root),
        happened_at=happened_at or _NEVER,
        **_lead(reader, rules, root, kind, on),
    )
    # What it says may be unreadable, and then a problem goes with it.
    event = said.complete(reader, rules, root, event, (rules.kind.rule, rules.kind.place), on) if kind else event
    contracts.hold(reader, rules.contract, root)
    if reader.problems:
        return Reading(problems=tuple(reader.problems), trace=tuple(reader.trace))
    return Reading(event=event, trace=tuple(reader.trace))


def _alone(field: Field, rules: EvidenceRules, root: Element, directory: Directory) -> Reader:
    """Give a reader for one field alone, which needs the day of the event only for a code."""
    reader = Reader(directory)
    if isinstance(field.reading, Code):
        _happened_at(reader, rules, root)
    return reader


def _happened_at(reader: Reader, rules: EvidenceRules, root: Element) -> datetime | None:
    """Read when it happened, before all else: that day in Vietnam says what codes mean."""
    found = reader.moment(rules.happened_at, root)
    reader.on = UNKNOWN_DAY if found is None else dates.day_of(found)
    return found


def _what(kind: str) -> What:
    match kind:
        case "entered" | "retracted" | "extended" | "judged" | "transferred" | "suspended" | "resumed" | "objected":
            return kind
    return "reported"  # or unreadable, and then a problem goes with it


class _Lead(TypedDict):
    """Whom the event names, as fields of `facts.Event`."""

    lead: str
    lead_then: str


def _lead(reader: Reader, rules: EvidenceRules, root: Element, kind: str, on: date) -> _Lead:
    """Give the agency that the event names, else the issuer of the report document; empty when there is neither.

    A name means who bore it when the document was issued; one that nobody bore then, or of somebody else, whom it
    means on the day of the event: what is assigned may have been transferred to a body that came later.
    """
    named = _agency(reader, rules.lead, root, on)
    if named["lead"] or kind != "reported" or rules.report is None:
        return named
    return _agency(reader, rules.report.issuer, root, on)


def _agency(reader: Reader, rule: Agency | None, root: Element, on: date) -> _Lead:
    if rule is None:
        return _Lead(lead="", lead_then="")
    then = reader.on
    later = () if then == UNKNOWN_DAY else (then,)
    found, (code, name) = reader.agency_as_written(rule, root, on, later=later, required=False)
    borne = reader.directory.resolve(code=code, name=name, on=then) if found and later else None
    return _Lead(lead=found, lead_then=borne if borne and borne != found else "")
