"""Kept bodies read once more by one mapping, as far as a difference between two mappings goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from adapter.core import deadlines, events, gate, interpret
from adapter.core.calendar import Calendar
from adapter.core.facts import Answered, Assigned, Event, Fact, Issued
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.mapping import Mapping
from adapter.core.mapping.reader import Reader as Looking
from adapter.core.organisations import Directory
from adapter.core.problems import Problem, Refusal
from adapter.core.xml import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one mapping makes of the body of a document."""

    named: dict[str, str]  #: what the gate says, or the fields of the document
    assigned: dict[tuple[str, str], Assigned] = field(default_factory=dict, repr=False)  #: by task and lead agency
    said: dict[tuple[str, str], tuple[Event, ...]] = field(default_factory=dict, repr=False)  #: the same
    answered: tuple[Answered, ...] = field(default=(), repr=False)  #: about tasks of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereader:
    """One mapping with what it is read by."""

    source: str
    mapping: Mapping
    policy: gate.Policy  #: that of the mapping, with what the settings say of a missing level
    directory: Directory
    scope: ScopeRule

    def read_document(self, body: bytes, reader: Looking | None = None) -> gate.Withheld | Interpretation:
        """Bring a kept body of a document through the gate and read it. A `reader` given looks on."""
        verdict = gate.screen(body, self.policy)
        if interpret.is_no_document(verdict, self.mapping):
            return gate.Withheld(code="document.none", marked=False)
        if isinstance(verdict, gate.Withheld):
            return verdict
        return interpret.interpret(verdict, self.mapping, self.directory, self.scope, reader)

    def read_event(
        self, body: bytes, document: Callable[[str], date | str], reader: Looking | None = None
    ) -> gate.Withheld | events.Reading:
        """Bring a kept body of an event through the gate and read it. A `reader` given looks on.

        `document` is given the source's reference of its document, empty where it cannot be read; it gives the day
        of issue, or the code of what hinders the event. Without rules of events there is no reading of it.
        """
        rules = self.mapping.evidence
        if rules is None:
            return events.Reading()
        on: list[date] = []

        def level(root: Element) -> gate.Withheld | None:
            if events.is_echo(root, rules, self.directory):
                return None
            found = document(events.about(root, rules, self.directory))
            if isinstance(found, str):
                return gate.Withheld(code=found, marked=False)
            on.append(found)
            return None

        verdict = gate.screen_event(body, self.policy, level)
        if isinstance(verdict, gate.Withheld):
            return verdict
        if not on:
            return events.Reading(echo=True)
        read = events.read(verdict, rules, self.directory, on[0], reader)
        if reader is not None:
            reader.text(rules.document, verdict.root)  # last: it may be a code, which needs the day
        return read

    def document(self, body: bytes) -> Read:
        """Read a document; one that would not open or could not be read has no assignments."""
        found = self.read_document(body)
        if isinstance(found, gate.Withheld):
            return Read(named={"outcome": f"{'withheld' if found.marked else 'held'} {found.code}"})
        if not found.facts:
            codes = sorted({problem.code for problem in found.problems})
            return Read(named={"outcome": "held " + ", ".join(codes)})
        named = {"outcome": "taken"}
        for fact in found.facts:
            if isinstance(fact, Issued):
                named |= _of_document(fact)
        assigned = {(fact.task, fact.lead): fact for fact in found.facts if isinstance(fact, Assigned)}
        answered = tuple(fact for fact in found.facts if isinstance(fact, Answered))
        return Read(named=named, assigned=assigned, said=_said(found.facts), answered=answered)

    def event(self, body: bytes, on: date) -> Event | None:
        """Read an event; None for one that says nothing, does not open or cannot be read."""
        found = self.read_event(body, lambda _: on)
        return None if isinstance(found, gate.Withheld) else found.event


def _said(facts: Iterable[Fact]) -> dict[tuple[str, str], tuple[Event, ...]]:
    said: dict[tuple[str, str], tuple[Event, ...]] = {}
    for fact in facts:
        if isinstance(fact, Event):
            key = fact.task, fact.lead
            said[key] = (*said.get(key, ()), fact)
    return said


def _of_document(fact: Issued) -> dict[str, str]:
    return {
        "number": fact.key.number,
        "notation": fact.key.notation,
        "issued_on": fact.key.issued_on.isoformat(),
        "issuer": fact.key.issuer,
        "kind": fact.kind,
        "scope": fact.scope,
        "subject": fact.subject,
        "signer": fact.signer,
    }


def sound(content: object, digest: str) -> bytes | None:
    """Give a text that an activation cites, if it is what its digest says."""
    return content if isinstance(content, bytes) and sha256(content).hexdigest() == digest else None


def table(content: bytes) -> dict[str, Any]:
    """Read activated settings or rules; raises `Refusal` where they are no JSON object."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Refusal(Problem(code="replay.blob-unreadable"))
    return told


def recorded(
    source: str, rules: Mapping, directory: Directory, settings: bytes, calendar: tuple[Calendar, str] | None
) -> Rereader:
    """Make what read a source's messages under these activated settings and this calendar; raises `Refusal`.

    The calendar goes with its identity.
    """
    told = table(settings)
    try:
        absent = bool(told.get("sources", {}).get(source, {}).get("absent_secrecy_opens"))
        scope = ScopeRule.of(told.get("scope", {}).get("issuers", ()), directory)
        # Before deadlines could be counted, settings said nothing about that.
        counting = deadlines.Rules.of(told.get("deadlines", {}))
    except (AttributeError, TypeError):
        raise Refusal(Problem(code="replay.blob-unreadable")) from None
    if calendar is not None:
        days, identity = calendar
        scope = replace(scope, counting=deadlines.Counting(calendar=days, rules=counting, identity=identity))
    return Rereader(
        source=source,
        mapping=rules,
        policy=replace(rules.gate, absent_is_open=absent),
        directory=directory,
        scope=scope,
    )
