"""What an open message says: its facts, by the rules of a mapping. Pure; the same in, the same out.

Nothing is guessed. A required value that is not there, a value that is there twice, a date that is none, an agency
that the directory does not know on the day of the document: each is a problem, and a message with a problem has no
facts. Problems and trace name rules and lines; they never hold a value of the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from adapter.core import dates, deadlines, expressed, gate, related, stated
from adapter.core.facts import Assigned, DocumentKey, Event, Fact, Issued, Named, Sender, Through
from adapter.core.mapping import DocumentRules, Mapping, TaskRules, conditions, contracts
from adapter.core.mapping.reader import UNKNOWN_DAY, Meant, Outcome, Reader
from adapter.core.organisations import Directory, speaks_for
from adapter.core.problems import Problem
from adapter.core.xml import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeRule:
    """Which documents the directive counts (5425/UBND-KGVX §1: those of the province and its Chairman), and how."""

    issuers: frozenset[str]  #: ids of organisations
    counting: deadlines.Counting | None = None  #: what deadlines are counted by that are not written

    @classmethod
    def of(cls, written: Iterable[str], directory: Directory) -> ScopeRule:
        """Make the rule of issuers as settings name them; each counts under every body that ever bore the name."""
        return cls(issuers=frozenset().union(*(directory.named(one) for one in written)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What was made of a message."""

    facts: tuple[Fact, ...] = ()  #: Issued, Assigned per task and lead, then what else it says; empty with problems
    problems: tuple[Problem, ...] = ()  #: any one of them holds the whole message
    trace: tuple[Outcome, ...] = ()  #: what every rule came to, in the order of reading


def interpret(
    message: gate.Open, mapping: Mapping, directory: Directory, scope: ScopeRule, reader: Reader | None = None
) -> Interpretation:
    """Read the facts of a message; see `Interpretation`. A `reader` given looks on."""
    reader = Reader(directory) if reader is None else reader
    root = message.root
    facts = _facts(reader, mapping, root, scope)
    contracts.hold(reader, mapping.document.contract, root)
    if reader.problems:
        return Interpretation(problems=tuple(reader.problems), trace=tuple(reader.trace))
    return Interpretation(facts=tuple(facts), trace=tuple(reader.trace))


def is_no_document(verdict: gate.Open | gate.Withheld, mapping: Mapping) -> bool:
    """Tell whether a message is none at all by the mapping's `document.when`: a status message, say.

    One that is marked classified is withheld, whatever it is.
    """
    when, root = mapping.document.when, verdict.root
    if when is None or root is None or (isinstance(verdict, gate.Withheld) and verdict.marked):
        return False
    return not conditions.holds(when, root)


def _facts(reader: Reader, mapping: Mapping, root: Element, scope: ScopeRule) -> list[Fact]:
    rules = mapping.document
    if rules.hold_when is not None and conditions.holds(rules.hold_when.when, root):
        reader.element_problem("document.hold-when", "document.hold_when", rules.hold_when.place, root)
    key = related.own_key(reader, rules.key, root)
    business = "new" if rules.business is None else reader.text(rules.business, root)
    alias = "" if rules.alias is None else reader.text(rules.alias, root)
    told_at = None if rules.told_at is None else reader.moment(rules.told_at, root)
    sender = _sender(reader, mapping, key, business)
    if business == "recall":
        on = key.issued_on if told_at is None else dates.day_of(told_at)
        recalled = related.recalled(reader, rules.relates_to, root, on)
        if any(one.target == Named(key=key) or one.target == Named(alias=alias) for one in recalled):
            # It is about the document whose number it bears: nothing else of it is new.
            return [*recalled, *sender]
    else:
        recalled = []
    issued = _issued(reader, rules, root, scope, (key, alias, told_at))
    tasks = _tasks(reader, mapping.tasks, root, key, scope)
    answered = stated.answers(reader, mapping.answers, root, key)
    more: list[Fact] = [*recalled]
    if business == "replace":
        more += related.replaced(reader, rules.replaces or rules.relates_to, root, key.issued_on)
    elif business == "update":
        more.append(related.updated(reader, rules.relates_to, root))
    return [issued, *tasks, *more, *sender, *answered]


def _sender(reader: Reader, mapping: Mapping, key: DocumentKey, business: str) -> list[Sender]:
    """Say who speaks of another document, unless the mapping lets anybody do so."""
    rules = mapping.document
    target = (rules.replaces if business == "replace" else None) or rules.relates_to
    if business == "new" or target is None or target.by_anyone:
        return []
    return [Sender(agency=key.issuer, speaks_for=speaks_for(reader.directory, key.issuer, key.issued_on))]


def identity(root: Element | None, mapping: Mapping, directory: Directory) -> DocumentKey | None:
    """Read the business key of a message that is not taken in; None if unreadable.

    To see whether it raises a document we know, or is of one that is gone.
    """
    if root is None:
        return None
    reader = Reader(directory)
    key = related.own_key(reader, mapping.document.key, root)
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
    reader, rules = Reader(directory), mapping.document.key
    issued_on = related.day_of_issue(reader, rules, root)
    told = len(reader.problems)
    number, notation = reader.text(rules.number, root), reader.text(rules.notation, root)
    if len(reader.problems) > told or not (number and notation):
        return None
    return Numbered(number=number, notation=notation, issued_on=None if issued_on == UNKNOWN_DAY else issued_on)


def _issued(
    reader: Reader,
    rules: DocumentRules,
    root: Element,
    scope: ScopeRule,
    known: tuple[DocumentKey, str, datetime | None],
) -> Issued:
    """Read the rest of a document; `known` are its key, its alias, and when it was told."""
    key, alias, told_at = known
    return Issued(
        key=key,
        alias=alias,
        told_at=told_at,
        kind=reader.text(rules.kind, root),
        subject=reader.text(rules.subject, root),
        signer="" if rules.signer is None else reader.text(rules.signer, root),
        scope="in" if key.issuer in scope.issuers else "out",
    )


def _tasks(
    reader: Reader, rules: TaskRules | None, root: Element, document: DocumentKey, scope: ScopeRule
) -> list[Assigned | Event]:
    """Read the tasks: one fact per task and lead agency, then what each task's element says about the work on it."""
    if rules is None:
        return []
    assigned: list[Assigned | Event] = []
    said: list[Assigned | Event] = []
    keys: set[str] = set()
    for ordinal, element in enumerate(_elements(reader, rules, root), start=1):
        key = str(ordinal) if rules.key is None else reader.text(rules.key, element)
        if key and key in keys:
            reader.element_problem("task.key-repeated", rules.rule, rules.place, element)
        keys.add(key)
        made = _task(reader, rules, element, document, (key, ordinal), scope)
        if not rules.evidence:
            assigned += made
            continue
        for one in stated.of_task(reader, rules.evidence, element, made) if made else ():
            (assigned if isinstance(one, Assigned) else said).append(one)
    return [*assigned, *said]


def _elements(reader: Reader, rules: TaskRules, root: Element) -> Sequence[Element]:
    found = reader.elements(rules.each, root)
    when = rules.when
    return found if when is None else [element for element in found if conditions.holds(when, element)]


def _task(
    reader: Reader,
    rules: TaskRules,
    element: Element,
    document: DocumentKey,
    identity: tuple[str, int],
    scope: ScopeRule,
) -> list[Assigned]:
    content = reader.text(rules.content, element)
    due = expressed.due(reader, rules, element, document.issued_on, scope.counting)
    # Of a task that was transferred an element may name whoever leads now: an agency of the day of the transfer.
    later = stated.transferred_on(reader.directory, rules.evidence, element) if rules.evidence else ()
    leads = reader.agencies(rules.lead, element, document.issued_on, later)
    helping = {} if rules.coordinating is None else reader.agencies(rules.coordinating, element, document.issued_on)
    # Who leads does not contribute as well, where a group that means both is named.
    helping = {agency: meant for agency, meant in helping.items() if meant.group is None or agency not in leads}
    contributing = _through("coordinating", helping.values())
    if not reader.elements(rules.lead.each, element):
        reader.element_problem("task.no-lead", rules.lead.rule, rules.lead.place, element)
    return [
        Assigned(
            document=document,
            task=identity[0],
            ordinal=identity[1],
            lead=lead,
            coordinating=tuple(helping),
            due_on=None if due is None else due.on,
            due_at=None if due is None else due.at,
            counted=None if due is None else due.reckoned,
            content=content,
            written=meant.written,
            keyed=rules.key is not None,
            through=(*_through("lead", [meant]), *contributing),
        )
        for lead, meant in leads.items()
    ]


def _through(role: Literal["lead", "coordinating"], named: Iterable[Meant]) -> list[Through]:
    """Name the groups by which agencies were named, each once, with how many it means."""
    groups = dict.fromkeys(meant.group for meant in named if meant.group is not None)
    return [Through(role=role, group=one.group, members=len(one.members)) for one in groups]
