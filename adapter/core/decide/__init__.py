"""From what a message says and what the ledger knows to what is written down: values in, values out.

Every function here returns a `Decision`: the entries to append, the payloads they commit to, the look-ups to
remember and the payloads to erase. `adapter.sync.take_in` carries it out under the writer's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapter.core.decide import testimony, writing
from adapter.core.decide.compare import differs, older
from adapter.core.decide.values import (
    RULES,
    Arrival,
    Decision,
    Fresh,
    KnownTask,
    Outcome,
    Prior,
)
from adapter.core.decide.writing import Writing
from adapter.core.facts import Assigned, DocumentKey, Event, Fact, Issued, Recalled
from adapter.core.ledger import Message as KnownMessage

__all__ = [
    "RULES",
    "Arrival",
    "Decision",
    "Fresh",
    "KnownTask",
    "Outcome",
    "Prior",
    "hold",
    "keys_of",
    "take",
    "take_again",
    "withhold",
    "withhold_event_again",
    "witness",
    "witness_again",
]


def take(arrival: Arrival, facts: Sequence[Fact], prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an open, fully read message changes.

    Order and repeats follow DESIGN §3: a version orders the versions of one reference, arrival does without one;
    equal to the newest known content is a repeat; older than the newest version is history. What cannot be
    decided without guessing is held with a reason.
    """
    newest = prior.message
    if prior.document is not None and prior.document.state == "raised":
        return hold(arrival, "document.raised", prior, fresh)
    if newest is not None and older(arrival.version, newest.version):
        return _history(arrival, newest, prior, fresh)
    if newest is not None and prior.same_body and prior.item is None:
        return _repeat(arrival, newest, fresh)
    issued, assigned, recalled = _sorted(facts)
    obstacle = _obstacle(issued, assigned, recalled, prior)
    if obstacle:
        return hold(arrival, obstacle, prior, fresh)
    return _append(arrival, (issued, assigned, recalled), prior, fresh)


def witness(arrival: Arrival, event: Event, prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an open, fully read event changes; order and repeats as in `take`."""
    if testimony.is_history(arrival, prior) and prior.message is not None:
        return _history(arrival, prior.message, prior, fresh)
    if prior.document is None or prior.document.state == "raised":
        # It was there when the gate looked, and has gone meanwhile.
        return hold(arrival, "event.document-unknown", prior, fresh)
    task = testimony.belongs_to(event, prior)
    if isinstance(task, str):
        return hold(arrival, task, prior, fresh)
    return testimony.write(arrival, event, task, prior, fresh)


def take_again(arrival: Arrival, facts: Sequence[Fact], prior: Prior, fresh: Fresh) -> Decision:
    """Decide what the newest body that we keep of a reference changes, read by other rules (`arrival.ruling`).

    Nothing has arrived: what cannot be decided without guessing is not held, it changes nothing (`hindered`). A
    document that was recalled stays so (`ledger.fold`); its reading is corrected like any other.
    """
    prior = _as_in_force(prior)
    issued, assigned, recalled = _sorted(facts)
    obstacle = _obstacle(issued, assigned, recalled, prior)
    if obstacle:
        return Decision(outcome="held", hindered=obstacle)
    if not prior.own:
        # It repeats what another reference states, and that one is read again itself.
        return Decision(outcome="repeated")
    return _if_it_says_more(_append(arrival, (issued, assigned, recalled), prior, fresh))


def witness_again(arrival: Arrival, event: Event, prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an event that we keep changes, read by other rules; as in `take_again`."""
    task = testimony.belongs_to(event, prior)
    if isinstance(task, str):
        return Decision(outcome="held", hindered=task)
    return _if_it_says_more(testimony.write(arrival, event, task, prior, fresh))


def withhold_event_again(ruling: int, to_erase: Sequence[str], fresh: Fresh) -> Decision:
    """Decide what becomes of a kept event that counts as classified now: its payloads go, no figure changes."""
    draft = Writing(fresh)
    writing.erased(draft, to_erase, "withheld", None, cause=ruling)
    return draft.done("withheld", to_erase)


def _as_in_force(prior: Prior) -> Prior:
    """Let what a recall has closed be compared as if it were open: else it would be stated anew each time."""
    document = prior.document
    if document is None or document.state == "in-force":
        return prior
    named = set(prior.handles.values())
    tasks = [
        replace(task, row=replace(task.row, state="open")) if task.row.assignment in named else task
        for task in prior.tasks
    ]
    return replace(prior, document=replace(document, state="in-force"), tasks=tuple(tasks))


def _if_it_says_more(decision: Decision) -> Decision:
    """Leave out a receipt that no fact follows from."""
    return decision if len(decision.drafts) > 1 else Decision(outcome="repeated")


def hold(arrival: Arrival, reason: str, prior: Prior, fresh: Fresh) -> Decision:
    """Put a reference into quarantine: rule code, size and version in clear, the reference as payload (DESIGN §5)."""
    item = prior.item
    if item is not None and (
        (item.reason, item.version) == (reason, arrival.version) or older(arrival.version, item.version)
    ):
        return Decision(outcome="held")
    draft = Writing(fresh)
    draft.entry(
        "held",
        {
            "item": item.item if item else draft.handle("item", *arrival.place),
            "reason": reason,
            "reference": item.reference if item else draft.texts(_naming(arrival)),
            "size": arrival.size,
            "source": arrival.source,
            "stream": arrival.stream,
            "version": arrival.version,
        },
    )
    return draft.done("held")


def _naming(arrival: Arrival) -> dict[str, str]:
    """Give what a held reference is found again by."""
    return {"reference": arrival.reference} | ({"since": arrival.since} if arrival.since else {})


def withhold(prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a message marked secret leaves: nothing — unless we held it or knew its document.

    A document we know that turns out classified is raised: its payloads are erased in the same transaction.
    """
    draft = Writing(fresh)
    erase: list[str] = []
    if prior.document is not None and prior.document.state != "raised":
        raised = draft.entry("raised", {"document": prior.document.document})
        erase += prior.to_erase
        writing.erased(draft, prior.to_erase, "raised", raised)
    if prior.item is not None:
        released = draft.entry("released", {"item": prior.item.item, "outcome": "withheld"})
        erase.append(prior.item.reference)
        writing.erased(draft, (prior.item.reference,), "withheld", released)
    # A raised document has its verdict in the ledger; counting it as withheld too would count it twice.
    return draft.done("raised" if prior.document is not None else "withheld", erase)


def _sorted(facts: Sequence[Fact]) -> tuple[Issued, list[Assigned], Recalled | None]:
    (issued,) = (fact for fact in facts if isinstance(fact, Issued))
    # A lead agency named twice for one task is one assignment.
    assigned = {(fact.task, fact.lead): fact for fact in facts if isinstance(fact, Assigned)}
    recalled = next((fact for fact in facts if isinstance(fact, Recalled)), None)
    return issued, list(assigned.values()), recalled


def _obstacle(issued: Issued, assigned: list[Assigned], recalled: Recalled | None, prior: Prior) -> str:
    """Name what would have to be guessed; empty when nothing stands in the way."""
    if prior.key_taken:
        return "document.key-taken"
    if recalled is not None and prior.target is None:
        return "recall.target-unknown"
    document = prior.document
    if document is None:
        return ""
    if document.state != "in-force":
        changed = not prior.own or differs(issued, assigned, prior)
        return f"document.{document.state}" if changed else ""
    # Decree 30/2020: one number stands for one document; two readings of it are for a person to settle.
    return "document.two-readings" if not prior.own and differs(issued, assigned, prior) else ""


def _history(arrival: Arrival, newest: KnownMessage, prior: Prior, fresh: Fresh) -> Decision:
    if prior.history:
        return Decision(outcome="older")
    draft = Writing(fresh)
    received = writing.received(draft, arrival, newest.message, "older", body=None)
    writing.note_version(draft, arrival, arrival.version)
    writing.release(draft, arrival, prior, "taken", received)
    return draft.done("older")


def _repeat(arrival: Arrival, newest: KnownMessage, fresh: Fresh) -> Decision:
    if arrival.version in (None, newest.version):
        return Decision(outcome="repeated")
    # The same content under a newer version: the version is noted, so that what came between is known as older.
    draft = Writing(fresh)
    writing.note_version(draft, arrival, newest.version)
    writing.received(draft, arrival, newest.message, "newest", body=newest.body)
    return draft.done("repeated")


def _append(
    arrival: Arrival,
    facts: tuple[Issued, list[Assigned], Recalled | None],
    prior: Prior,
    fresh: Fresh,
) -> Decision:
    issued, assigned, recalled = facts
    draft = Writing(fresh)
    message = prior.message.message if prior.message else draft.handle("message", *arrival.place)
    document = prior.document.document if prior.document else draft.handle("document", issued.key.text())
    if prior.document is not None:
        draft.lookups.append((document, ("document", issued.key.text())))
    if prior.message is None:
        draft.lookups.append((document, ("belongs", *arrival.place)))
    draft.lookups.append((document, ("numbered", arrival.source, *issued.key.numbered())))
    body = prior.message.body if prior.message and prior.same_body else None
    if arrival.version is None and prior.message is not None:
        # A version that cannot be read this time does not take away the one that is known.
        arrival = replace(arrival, version=prior.message.version)
    if prior.message is not None:
        writing.note_version(draft, arrival, prior.message.version)
    cause = writing.received(draft, arrival, message, "newest", body=body, document=document)
    writing.write_issued(draft, issued, len(assigned), (document, message, cause), prior, arrival.reference)
    writing.write_tasks(draft, assigned, (document, cause), prior)
    if recalled is not None and prior.target is not None:
        writing.write_recalled(draft, recalled, (document, cause), prior.target)
    writing.release(draft, arrival, prior, "taken", cause)
    return draft.done("taken")


def keys_of(facts: Sequence[Fact]) -> tuple[DocumentKey, DocumentKey | None]:
    """Name the documents a reading is about: its own, and the one it recalls."""
    issued, _, recalled = _sorted(facts)
    return issued.key, recalled.target if recalled else None
