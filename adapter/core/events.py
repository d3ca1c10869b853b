"""What an event of the work on an assignment says, by the `evidence` rules of a mapping. Pure.

An event inherits the level of its document (DESIGN §5): which document it is about is read first, in memory, and only
when that one is open and known is anything else read and kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from adapter.core import dates, gate, said
from adapter.core.facts import Event, What
from adapter.core.mapping import Code, EvidenceRules, Field, contracts
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
        lead=_lead(reader, rules, root, kind, on),
        happened_at=happened_at or _NEVER,
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
        case "entered" | "retracted" | "extended" | "judged" | "transferred":
            return kind
    return "reported"  # or unreadable, and then a problem goes with it


def _lead(reader: Reader, rules: EvidenceRules, root: Element, kind: str, on: date) -> str:
    """Give the agency that the event names, else the issuer of the report document; empty when there is neither."""
    named = "" if rules.lead is None else reader.agency(rules.lead, root, on, required=False)
    if named or kind != "reported" or rules.report is None or rules.report.issuer is None:
        return named
    return reader.agency(rules.report.issuer, root, on, required=False)
