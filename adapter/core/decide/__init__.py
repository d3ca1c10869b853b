"""From what a message says and what the ledger knows to what is written down: values in, values out.

Every function here returns a `Decision`: the entries to append, the payloads they commit to, the look-ups to
remember and the payloads to erase. `adapter.sync.take_in` carries it out under the writer's lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapter.core.decide import statements, testimony, writing
from adapter.core.decide.compare import assigns_anew, differs, is_late, older, same_issued
from adapter.core.decide.told import Told, sort
from adapter.core.decide.values import (
    RULES,
    Arrival,
    Burial,
    Decision,
    Found,
    Fresh,
    KnownTask,
    Outcome,
    Prior,
    Texts,
)
from adapter.core.decide.writing import Writing
from adapter.core.facts import Event, Fact, Issued
from adapter.core.ledger import Held
from adapter.core.ledger import Message as KnownMessage

__all__ = [
    "RULES",
    "WAITING",
    "Arrival",
    "Burial",
    "Decision",
    "Found",
    "Fresh",
    "KnownTask",
    "Outcome",
    "Prior",
    "Texts",
    "Told",
    "drop",
    "hold",
    "pass_by",
    "purge",
    "sort",
    "take",
    "take_again",
    "withhold",
    "withhold_event_again",
    "witness",
    "witness_again",
]


WAITING = frozenset(
    {"recall.target-unknown", "replace.target-unknown", "update.target-unknown", "answer.target-unknown"}
)
"""Why a message is held that only waits for another document to come in."""


def take(arrival: Arrival, facts: Sequence[Fact], prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an open, fully read message changes.

    Order and repeats follow DESIGN §3: a version orders the versions of one reference, arrival does without one;
    equal to the newest known content is a repeat; older than the newest version is history. What cannot be
    decided without guessing is held with a reason.
    """
    newest = prior.message
    if prior.buried:
        return drop(prior, fresh)
    if _is_rejected(arrival, prior):
        return Decision(outcome="repeated")
    if newest is not None and older(arrival.version, newest.version):
        return _history(arrival, newest, prior, fresh)
    if newest is not None and prior.same_body and not testimony.releases(arrival, prior):
        return _repeat(arrival, newest, fresh)
    told = sort(facts)
    obstacle = _obstacle(told, prior) or statements.obstacle(told, prior)
    if obstacle:
        return hold(arrival, obstacle, prior, fresh)
    return _append(arrival, told, prior, fresh)


def witness(arrival: Arrival, event: Event, prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an open, fully read event changes; order and repeats as in `take`."""
    if testimony.is_history(arrival, prior) and prior.message is not None:
        return _history(arrival, prior.message, prior, fresh)
    if prior.buried:
        # It was there when the gate looked, and has gone meanwhile.
        return drop(prior, fresh)
    if _is_rejected(arrival, prior):
        return Decision(outcome="repeated")
    if prior.document is None:
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
    told = sort(facts)
    obstacle = _obstacle(told, prior) or statements.obstacle(told, prior)
    if obstacle:
        return Decision(outcome="held", hindered=obstacle)
    if told.issued is not None and not prior.own:
        # It repeats what another reference states, and that one is read again itself.
        return Decision(outcome="repeated")
    return _if_it_says_more(_append(arrival, told, prior, fresh), told, prior)


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


def _if_it_says_more(decision: Decision, told: Told | None = None, prior: Prior | None = None) -> Decision:
    """Leave out a receipt that no fact follows from; by what it is found again is remembered all the same."""
    if len(decision.drafts) > 1:
        return decision
    known = None if prior is None else prior.message
    noted = () if told is None or prior is None or known is None else statements.note(told, known.message, prior)
    return Decision(outcome="repeated", lookups=tuple(noted))


def hold(arrival: Arrival, reason: str, prior: Prior, fresh: Fresh) -> Decision:
    """Put a reference into quarantine: rule code, size and version in clear, the reference as payload (DESIGN §5)."""
    item = prior.item
    if _is_rejected(arrival, prior):
        return Decision(outcome="repeated")
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


def _is_rejected(arrival: Arrival, prior: Prior) -> bool:
    """Tell whether a person has ruled that this is not to be taken; a newer version is none that he has seen."""
    item = prior.item
    if item is None or item.rejected is None:
        return False
    return arrival.version in (None, item.version) or older(arrival.version, item.version)


def pass_by(prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a message that is no document leaves: nothing, unless it was held before it was known to be none."""
    draft = Writing(fresh)
    if prior.item is not None:
        released = draft.entry("released", {"item": prior.item.item, "outcome": "passed"})
        writing.erased(draft, (prior.item.reference,), "passed", released)
        return draft.done("passed", (prior.item.reference,))
    return draft.done("passed")


def _naming(arrival: Arrival) -> dict[str, str]:
    """Give what a held reference is found again by."""
    return {"reference": arrival.reference} | ({"since": arrival.since} if arrival.since else {})


def withhold(prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a message marked secret leaves: nothing — unless we held it or knew its document.

    A document we know that turns out classified is raised: its payloads are erased in the same transaction.
    """
    if prior.buried:
        return drop(prior, fresh)
    draft = Writing(fresh)
    erase: list[str] = []
    if prior.document is not None:
        raised = draft.entry("raised", {"document": prior.document.document})
        erase += prior.to_erase
        writing.erased(draft, prior.to_erase, "raised", raised)
    erase += writing.let_go(draft, _all_held(prior), "withheld", "withheld")
    return draft.done("raised" if prior.document is not None else "withheld", erase, prior.burial)


def drop(prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a message of a raised or purged document leaves: nothing, and what is held of it goes.

    Such a document has its verdict in the ledger, and counting it as withheld too would count it twice; where it went
    from a log that this one goes on from, the ledger does not know it, and it is counted like a withheld one.
    """
    draft = Writing(fresh)
    erase = writing.let_go(draft, _all_held(prior), "purged", "purged")
    return draft.done("withheld" if prior.document is None else "purged", erase)


def purge(document: str, because: str, note: Texts, prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a person's order to purge a document writes: who and why, and every payload that goes.

    `because` is a word of the entry: raised, retention, order.
    """
    draft = Writing(fresh)
    purged = draft.entry("purged", {"because": because, "document": document, "note": draft.texts(note)})
    writing.erased(draft, prior.to_erase, because, purged)
    erase = [*prior.to_erase, *writing.let_go(draft, _all_held(prior), "purged", because)]
    return draft.done("purged", erase, prior.burial)


def _all_held(prior: Prior) -> list[Held]:
    """Give what is held under the arrival's own reference, and under any other one of its document."""
    held = [*([prior.item] if prior.item else []), *prior.waiting]
    return list({one.item: one for one in held}.values())


def _obstacle(told: Told, prior: Prior) -> str:
    """Name what would have to be guessed; empty when nothing stands in the way."""
    if prior.key_taken:
        return "document.key-taken"
    over = [("recall", one.target) for one in told.recalled] + [("replace", one.target) for one in told.replaced]
    for word, target in [*over, *([("update", told.new_for)] if told.new_for else [])]:
        if prior.targets[target].shared:
            return "document.target-shared"
        if prior.targets[target].document is None and not prior.targets[target].buried:
            return f"{word}.target-unknown"
        if not _may_speak_of(told, prior.targets[target]):
            return f"{word}.not-its-issuer"
    if told.updated is not None and prior.document is None:
        return "update.target-unknown"
    return "" if prior.document is None or told.issued is None else _contradiction(told, told.issued, prior)


def _may_speak_of(told: Told, found: Found) -> bool:
    """Tell whether it is for the sender to say so: for the issuer, its successor, or the body over it."""
    return told.sender is None or found.document is None or found.document.issuer in told.sender.speaks_for


def _contradiction(told: Told, issued: Issued, prior: Prior) -> str:
    """Name what contradicts a document that is known, and that only a person can settle."""
    document = prior.document
    assert document is not None  # noqa: S101 - the caller has looked
    changed = not prior.own or differs(issued, told.assigned, prior)
    if document.state != "in-force":
        return f"document.{document.state}" if changed else ""
    if told.updated is not None:
        return ""
    # Decree 30/2020: one number stands for one document; two readings of it are for a person to settle. What was told
    # earlier than what is known is history, unless it assigns to somebody whom the document never named: nobody has
    # taken that back, and a document may be sent to each agency in a message of its own (FACTS §2).
    late = is_late(issued, prior)
    doubt = assigns_anew(told.assigned, prior) if late else not prior.own and differs(issued, told.assigned, prior)
    return "document.two-readings" if doubt else ""


def _history(arrival: Arrival, newest: KnownMessage, prior: Prior, fresh: Fresh) -> Decision:
    if prior.history:
        return Decision(outcome="older")
    draft = Writing(fresh)
    received = writing.received(draft, arrival, newest.message, "older", body=None)
    writing.note_version(draft, arrival, arrival.version, newest.message)
    writing.release(draft, arrival, prior, "taken", received)
    return draft.done("older")


def _repeat(arrival: Arrival, newest: KnownMessage, fresh: Fresh) -> Decision:
    if arrival.version in (None, newest.version):
        return Decision(outcome="repeated")
    # The same content under a newer version: the version is noted, so that what came between is known as older.
    draft = Writing(fresh)
    writing.note_version(draft, arrival, newest.version, newest.message)
    writing.received(draft, arrival, newest.message, "newest", body=newest.body)
    return draft.done("repeated")


def _append(arrival: Arrival, told: Told, prior: Prior, fresh: Fresh) -> Decision:
    draft = Writing(fresh)
    message = prior.message.message if prior.message else draft.handle("message", *arrival.place)
    document = prior.document.document if prior.document else draft.handle("document", *_key(told))
    if prior.document is not None and told.key is not None:
        draft.lookups.append((document, ("document", told.key.text())))
    if prior.message is None:
        draft.lookups.append((document, ("belongs", *arrival.place)))
    writing.name(draft, arrival.source, told, document, prior)
    draft.lookups += statements.note(told, message, prior)
    body = prior.message.body if prior.message and prior.same_body else None
    if arrival.version is None and prior.message is not None:
        # A version that cannot be read this time does not take away the one that is known.
        arrival = replace(arrival, version=prior.message.version)
    if prior.message is not None:
        writing.note_version(draft, arrival, prior.message.version, message)
    cause = writing.received(draft, arrival, message, "newest", body=body, document=document)
    late = told.issued is not None and is_late(told.issued, prior)
    if not late:
        # Nothing says why it differs from its former version: no update, no ruling by which it is read again, and no
        # newer mapping by which the same body, released, is read otherwise.
        silent = prior.own and told.updated is None and arrival.ruling is None and not prior.same_body
        _state(draft, told, (document, message, cause), prior, arrival.reference, silent=silent)
    writing.release(draft, arrival, prior, "taken", cause)
    done = draft.done("older" if late else "taken")
    return replace(done, twice=(document, prior.same_number)) if prior.same_number else done


def _state(
    draft: Writing, told: Told, names: tuple[str, str, int], prior: Prior, reference: str, *, silent: bool
) -> None:
    """Write what the message says, in the order in which its parts rest on each other."""
    document, message, cause = names
    handles: dict[tuple[str, str], str] = {}
    if told.issued is not None:
        # Whoever brings it up to date is who states it from now on, be it that only a task is another one.
        updates = told.updated is not None and not prior.own and differs(told.issued, told.assigned, prior)
        if updates or not same_issued(told.issued, len(told.assigned), prior):
            writing.write_issued(draft, told.issued, len(told.assigned), names, prior, reference)
        handles = writing.write_tasks(draft, told.assigned, names, prior, silent=silent)
    writing.write_ended(draft, told, (document, cause), prior)
    statements.write(draft, told, (message, cause), handles, prior)


def _key(told: Told) -> tuple[str, ...]:
    """Give the key of a document that is new; what takes back itself is held while its document is unknown."""
    assert told.key is not None  # noqa: S101 - see above
    return (told.key.text(),)
