"""Kept bodies read once more by one mapping, as far as a difference between two mappings goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from adapter.core import events, gate, interpret
from adapter.core.facts import Assigned, Event, Issued
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import Mapping
from adapter.core.organisations import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one mapping makes of the body of a document."""

    named: dict[str, str]  #: what the gate says, or the fields of the document
    assigned: dict[tuple[str, str], Assigned] = field(default_factory=dict, repr=False)  #: by task and lead agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereader:
    """One mapping with what it is read by."""

    source: str
    mapping: Mapping
    policy: gate.Policy  #: that of the mapping, with what the settings say of a missing level
    directory: Directory
    scope: ScopeRule

    def document(self, body: bytes) -> Read:
        """Read a document; one that would not open or could not be read has no assignments."""
        verdict = gate.screen(body, self.policy)
        if isinstance(verdict, gate.Withheld):
            return Read(named={"outcome": f"{'withheld' if verdict.marked else 'held'} {verdict.code}"})
        found = interpret.interpret(verdict, self.mapping, self.directory, self.scope)
        if not found.facts:
            codes = sorted({problem.code for problem in found.problems})
            return Read(named={"outcome": "held " + ", ".join(codes)})
        named = {"outcome": "taken"}
        for fact in found.facts:
            if isinstance(fact, Issued):
                named |= _of_document(fact)
        assigned = {(fact.task, fact.lead): fact for fact in found.facts if isinstance(fact, Assigned)}
        return Read(named=named, assigned=assigned)

    def event(self, body: bytes, on: date) -> Event | None:
        """Read an event; None for one that says nothing, does not open or cannot be read."""
        verdict = gate.screen_event(body, self.policy, lambda _: None)
        if isinstance(verdict, gate.Withheld) or self.mapping.evidence is None:
            return None
        return events.read(verdict, self.mapping.evidence, self.directory, on).event


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
