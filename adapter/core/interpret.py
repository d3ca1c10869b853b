"""What an open message says: its facts, by the rules of a mapping. Pure; the same in, the same out.

Nothing is guessed. A required value that is not there, a value that is there twice, a date that is none, an agency
that the directory does not know on the day of the document: each is a problem, and a message with a problem has no
facts. Problems and trace name rules and lines; they never hold a value of the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adapter.core import gate
from adapter.core.facts import Assigned, DocumentKey, Fact, Issued, Recalled
from adapter.core.mapping import Agencies, DocumentRules, Mapping, Target, TaskRules, conditions, contracts
from adapter.core.mapping.reader import UNKNOWN_DAY, Outcome, Reader
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.xml import Element

_UNKNOWN = {"update": "updated", "replace": "replaced"}
"""Business that this version cannot follow → the fact that would come of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRule:
    """Which documents the directive counts (5425/UBND-KGVX §1: those of the province and its Chairman)."""

    issuers: frozenset[str]  #: ids of organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What was made of a message."""

    facts: tuple[Fact, ...] = ()  #: Issued, then Assigned per task and lead, then Recalled; empty with problems
    problems: tuple[Problem, ...] = ()  #: any one of them holds the whole message
    unknown: str = ""  #: a kind of fact that this version does not know: `updated`, `replaced`
    trace: tuple[Outcome, ...] = ()  #: what every rule came to, in the order of reading


def interpret(
    message: gate.Open, mapping: Mapping, directory: Directory, scope: ScopeRule, reader: Reader | None = None
) -> Interpretation:
    """Read the facts of a message; see `Interpretation`. A `reader` given looks on."""
    reader = Reader(directory) if reader is None else reader
    rules = mapping.document
    issued_on = _day_of_issue(reader, rules, message.root)
    business = "new" if rules.business is None else reader.text(rules.business, message.root)
    if business in _UNKNOWN:
        return Interpretation(unknown=_UNKNOWN[business], trace=tuple(reader.trace))
    issued = _issued(reader, rules, message.root, issued_on, scope)
    assigned = _assigned(reader, mapping.tasks, message.root, issued.key)
    recalled = _recalled(reader, rules, message.root, issued.key) if business == "recall" else []
    contracts.hold(reader, rules.contract, message.root)
    if reader.problems:
        return Interpretation(problems=tuple(reader.problems), trace=tuple(reader.trace))
    return Interpretation(facts=(issued, *assigned, *recalled), trace=tuple(reader.trace))


def identity(message: gate.Withheld, mapping: Mapping, directory: Directory) -> DocumentKey | None:
    """Read the business key of a withheld message, to see whether it raises a document we know; None if unreadable."""
    if message.root is None:
        return None
    reader = Reader(directory)
    issued_on = _day_of_issue(reader, mapping.document, message.root)
    key = _key(reader, mapping.document, message.root, issued_on)
    return None if reader.problems else key


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What is legible of a document's number, in memory only: it explains an entry of the source's register."""

    number: str
    notation: str
    issued_on: date | None  #: None when it cannot be read


def numbered(root: Element | None, mapping: Mapping, directory: Directory) -> Numbered | None:
    """Read number and notation of a message that is not taken in; None when they cannot be read."""
    if root is None:
        return None
    reader, rules = Reader(directory), mapping.document
    issued_on = _day_of_issue(reader, rules, root)
    told = len(reader.problems)
    number, notation = reader.text(rules.number, root), reader.text(rules.notation, root)
    if len(reader.problems) > told or not (number and notation):
        return None
    return Numbered(number=number, notation=notation, issued_on=None if issued_on == UNKNOWN_DAY else issued_on)


def _day_of_issue(reader: Reader, rules: DocumentRules, root: Element) -> date:
    """Read the day of issue, before all else: it says what codes mean. A stand-in where a problem was noted."""
    reader.on = reader.day(rules.issued_on, root) or UNKNOWN_DAY
    return reader.on


def _issued(reader: Reader, rules: DocumentRules, root: Element, issued_on: date, scope: ScopeRule) -> Issued:
    key = _key(reader, rules, root, issued_on)
    return Issued(
        key=key,
        kind=reader.text(rules.kind, root),
        subject=reader.text(rules.subject, root),
        signer="" if rules.signer is None else reader.text(rules.signer, root),
        scope="in" if key.issuer in scope.issuers else "out",
    )


def _key(reader: Reader, rules: DocumentRules | Target, root: Element, issued_on: date) -> DocumentKey:
    """Read a business key; the issuer is looked up on the day of issue. Stand-ins where a problem was noted."""
    return DocumentKey(
        issuer=reader.agency(rules.issuer, root, issued_on),
        number=reader.text(rules.number, root),
        notation=reader.text(rules.notation, root),
        issued_on=issued_on,
    )


def _assigned(reader: Reader, rules: TaskRules | None, root: Element, document: DocumentKey) -> list[Assigned]:
    """Read the tasks: one fact per task and lead agency."""
    if rules is None:
        return []
    facts: list[Assigned] = []
    keys: set[str] = set()
    for ordinal, element in enumerate(_tasks(rules, root), start=1):
        key = str(ordinal) if rules.key is None else reader.text(rules.key, element)
        if key and key in keys:
            reader.element_problem("task.key-repeated", rules.rule, rules.place, element)
        keys.add(key)
        facts += _task(reader, rules, element, document, (key, ordinal))
    return facts


def _tasks(rules: TaskRules, root: Element) -> list[Element]:
    found = rules.each.elements(root)
    when = rules.when
    return found if when is None else [element for element in found if conditions.holds(when, element)]


def _task(
    reader: Reader, rules: TaskRules, element: Element, document: DocumentKey, identity: tuple[str, int]
) -> list[Assigned]:
    content = reader.text(rules.content, element)
    due_on = None if rules.due_on is None else reader.day(rules.due_on, element)
    leads = _agencies(reader, rules.lead, element, document.issued_on)
    helping = {} if rules.coordinating is None else _agencies(reader, rules.coordinating, element, document.issued_on)
    if not rules.lead.each.elements(element):
        reader.element_problem("task.no-lead", rules.lead.rule, rules.lead.place, element)
    return [
        Assigned(
            document=document,
            task=identity[0],
            ordinal=identity[1],
            lead=lead,
            coordinating=tuple(helping),
            due_on=due_on,
            content=content,
            written=written,
        )
        for lead, written in leads.items()
    ]


def _agencies(reader: Reader, rules: Agencies, at: Element, on: date) -> dict[str, tuple[str, str]]:
    """Give the ids of the agencies of one role with code and name as written; two names of one body are one body."""
    found: dict[str, tuple[str, str]] = {}
    for element in rules.each.elements(at):
        agency, written = reader.agency_as_written(rules.agency, element, on)
        found.setdefault(agency, written)
    return found


def _recalled(reader: Reader, rules: DocumentRules, root: Element, by: DocumentKey) -> list[Recalled]:
    if rules.relates_to is None:
        return []  # a mapping that knows recall without it does not load
    issued_on = reader.day(rules.relates_to.issued_on, root) or UNKNOWN_DAY
    target = _key(reader, rules.relates_to, root, issued_on)
    return [Recalled(target=target, by=by, recalled_on=by.issued_on)]
