"""Histories in which a good many assignments are completed: reports and results above all."""

from __future__ import annotations

import random
from dataclasses import replace

import histories

from adapter.core.entries import Draft, Payload

OTHERS = ("activate", "hold", "release", "cycle", "plan", "answer", "rule")
ACTIONS = (*(one for one in histories.ACTIONS if one not in OTHERS), *("issue",) * 3, *("event",) * 6)
"""What touches figures; activations of made-up histories put no texts in force that anybody could read."""


class Reporting(histories.Teller):
    """Tells of more reports and results, so that a good many assignments are completed."""

    def _said(self, payloads: list[Payload], message: str, assignment: str, part: int | None = None) -> Draft:
        kept = len(payloads)
        said = super()._said(payloads, message, assignment, part)
        if said.kind in ("reported", "entered", "transferred", "suspended") or self.chance.random() < 0.3:
            return said
        del payloads[kept:]
        return self._said(payloads, message, assignment, part)


def tell(chance: random.Random, actions: list[str]) -> list[histories.Batch]:
    teller = Reporting(chance)
    return [batch for action in actions if (batch := teller.tell(action)) is not None]


class Asked(histories.Teller):
    """Says of each assignment what it is asked to say."""

    def say_all(self, assignment: str, told: tuple[tuple[str, str], ...]) -> list[histories.Batch]:
        """Say things (kind, day) about an assignment."""
        self.about = assignment
        found = []
        for self.kind, self.on in told:
            batch = self.tell("event")
            assert batch is not None
            found.append(batch)
        return found

    def assignment(self) -> tuple[histories.Known, str]:
        (known,) = (one for one in self.documents if self.about in one.assignments)
        return known, self.about

    def _said(self, payloads: list[Payload], message: str, assignment: str, part: int | None = None) -> Draft:
        kept = len(payloads)
        said = super()._said(payloads, message, assignment, part)
        if said.kind == self.kind:
            return replace(said, body={**said.body, "happened_at": f"{self.on}T01:00:00Z"})
        del payloads[kept:]
        return self._said(payloads, message, assignment, part)
