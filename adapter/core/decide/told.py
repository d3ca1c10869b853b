"""What a reading says, sorted: the document itself, its tasks, other documents, the work on tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapter.core.facts import (
    Answered,
    Assigned,
    DocumentKey,
    Event,
    Fact,
    Issued,
    Named,
    Recalled,
    Replaced,
    Sender,
    Updated,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The facts of one message by their kinds."""

    issued: Issued | None  #: None: the message only takes back the document whose number it bears
    assigned: tuple[Assigned, ...]
    recalled: tuple[Recalled, ...]
    replaced: tuple[Replaced, ...]
    updated: Updated | None
    sender: Sender | None  #: None where whoever sends it may speak of any document
    events: tuple[Event, ...]  #: about its own tasks
    answered: tuple[Answered, ...]

    @property
    def key(self) -> DocumentKey | None:
        """Give the business key of its document."""
        return None if self.issued is None else self.issued.key

    @property
    def new_for(self) -> Named | None:
        """Name the document that is known already and brought up to date by this message, if it names one."""
        return None if self.updated is None else self.updated.target

    def named(self) -> list[Named]:
        """Name every other document it speaks of."""
        over: list[Recalled | Replaced | Answered] = [*self.recalled, *self.replaced, *self.answered]
        return list(dict.fromkeys([*([self.new_for] if self.new_for else []), *(one.target for one in over)]))


def sort(facts: Sequence[Fact]) -> Told:
    """Sort the facts of a message."""
    # A lead agency named twice for one task is one assignment.
    assigned = {(fact.task, fact.lead): fact for fact in facts if isinstance(fact, Assigned)}
    return Told(
        issued=next((fact for fact in facts if isinstance(fact, Issued)), None),
        assigned=tuple(assigned.values()),
        recalled=tuple(fact for fact in facts if isinstance(fact, Recalled)),
        replaced=tuple(fact for fact in facts if isinstance(fact, Replaced)),
        updated=next((fact for fact in facts if isinstance(fact, Updated)), None),
        sender=next((fact for fact in facts if isinstance(fact, Sender)), None),
        events=tuple(fact for fact in facts if isinstance(fact, Event)),
        answered=tuple(fact for fact in facts if isinstance(fact, Answered)),
    )
