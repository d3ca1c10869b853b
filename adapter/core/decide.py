"""From what a message says and what the ledger knows to what is written down: values in, values out.

Every function here returns a `Decision`: the entries to append, the payloads they commit to, the look-ups to
remember and the payloads to erase. `adapter.sync.take_in` carries it out under the writer's lock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from adapter.core.entries import Draft, Payload, seal
from adapter.core.facts import Assigned, DocumentKey, Fact, Issued, Recalled, plain_number
from adapter.core.ledger import Assignment, Document, Held
from adapter.core.ledger import Message as KnownMessage

RULES = {"decide": 1, "gate": 1, "interpret": 1}
"""Versions of the rules in this program; put in force by an activation, like every other input of a decision."""

Outcome = Literal["taken", "older", "repeated", "held", "withheld", "raised"]
Texts = Mapping[str, str]


class Fresh(Protocol):
    """Where randomness comes from: handed in, so that the same arguments give the same decision."""

    def handle(self) -> str:
        """Give a new random 128-bit handle as 32 hex digits."""
        ...

    def salt(self) -> bytes:
        """Give 16 random bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One message that has arrived, as far as deciding needs it."""

    source: str
    stream: str
    reference: str = field(repr=False)  #: the source's technical reference; goes into payloads and look-ups only
    version: int | None
    size: int  #: bytes of the body, 0 when none was fetched
    body: bytes = field(default=b"", repr=False)

    @property
    def place(self) -> tuple[str, str, str]:
        """Where the reference stands: the key of its look-ups."""
        return (self.source, self.stream, self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTask:
    """An assignment as the ledger knows it, with its texts (None once erased)."""

    row: Assignment
    texts: Texts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What the ledger knows about an arrival, read under the writer's lock."""

    message: KnownMessage | None = None  #: the newest message of this reference
    same_body: bool = False  #: the arrival's body equals that message's
    item: Held | None = None  #: this reference stands in quarantine
    document: Document | None = None  #: the document this reference, or its business key, belongs to
    own: bool = False  #: that document was established by this very reference
    key_taken: bool = False  #: the business key belongs to another document than this reference does
    texts: Texts | None = None  #: of the document
    tasks: tuple[KnownTask, ...] = ()  #: assignments of the document, withdrawn ones included
    handles: Mapping[tuple[str, str], str] = field(default_factory=dict)  #: (task, lead) → handle, ever given
    target: Document | None = None  #: the document that the arrival recalls
    to_erase: tuple[str, ...] = ()  #: every payload of the document and its messages; asked for when withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What should happen; `outcome` is what the cycle counts."""

    outcome: Outcome
    drafts: tuple[Draft, ...] = ()
    payloads: tuple[Payload, ...] = ()
    lookups: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (handle, key) pairs to remember
    erase: tuple[str, ...] = ()  #: commitments whose payloads go


@dataclass(slots=True)
class _Writing:
    """Collects one decision; the only mutable thing in this module, and it does not leave it."""

    fresh: Fresh
    drafts: list[Draft] = field(default_factory=list)
    payloads: list[Payload] = field(default_factory=list)
    lookups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def handle(self, *key: str) -> str:
        handle = self.fresh.handle()
        self.lookups.append((handle, key))
        return handle

    def sealed(self, content: bytes) -> str:
        payload = seal(content, self.fresh.salt())
        self.payloads.append(payload)
        return payload.commitment

    def texts(self, texts: Texts) -> str:
        return self.sealed(json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode())

    def entry(self, kind: str, body: Mapping[str, object], *, after: int | None = None) -> int:
        told = {key: value for key, value in body.items() if value is not None}
        self.drafts.append(Draft(kind=kind, body=told, after=after))
        return len(self.drafts) - 1

    def done(self, outcome: Outcome, erase: Iterable[str] = ()) -> Decision:
        return Decision(
            outcome=outcome,
            drafts=tuple(self.drafts),
            payloads=tuple(self.payloads),
            lookups=tuple(self.lookups),
            erase=tuple(erase),
        )


def take(arrival: Arrival, facts: Sequence[Fact], prior: Prior, fresh: Fresh) -> Decision:
    """Decide what an open, fully read message changes.

    Order and repeats follow DESIGN §3: a version orders the versions of one reference, arrival does without one;
    equal to the newest known content is a repeat; older than the newest version is history. What cannot be
    decided without guessing is held with a reason.
    """
    newest = prior.message
    if prior.document is not None and prior.document.state == "raised":
        return hold(arrival, "document.raised", prior, fresh)
    if newest is not None and _older(arrival.version, newest.version):
        return _history(arrival, newest, prior, fresh)
    if newest is not None and prior.same_body and prior.item is None:
        return _repeat(arrival, newest, fresh)
    issued, assigned, recalled = _sorted(facts)
    obstacle = _obstacle(issued, assigned, recalled, prior)
    if obstacle:
        return hold(arrival, obstacle, prior, fresh)
    return _append(arrival, (issued, assigned, recalled), prior, fresh)


def hold(arrival: Arrival, reason: str, prior: Prior, fresh: Fresh) -> Decision:
    """Put a reference into quarantine: rule code, size and version in clear, the reference as payload (DESIGN §5)."""
    item = prior.item
    if item is not None and (
        (item.reason, item.version) == (reason, arrival.version) or _older(arrival.version, item.version)
    ):
        return Decision(outcome="held")
    writing = _Writing(fresh)
    writing.entry(
        "held",
        {
            "item": item.item if item else writing.handle("item", *arrival.place),
            "reason": reason,
            "reference": item.reference if item else writing.texts({"reference": arrival.reference}),
            "size": arrival.size,
            "source": arrival.source,
            "stream": arrival.stream,
            "version": arrival.version,
        },
    )
    return writing.done("held")


def withhold(prior: Prior, fresh: Fresh) -> Decision:
    """Decide what a message marked secret leaves: nothing — unless we held it or knew its document.

    A document we know that turns out classified is raised: its payloads are erased in the same transaction.
    """
    writing = _Writing(fresh)
    erase: list[str] = []
    if prior.document is not None and prior.document.state != "raised":
        raised = writing.entry("raised", {"document": prior.document.document})
        erase += prior.to_erase
        _erased(writing, prior.to_erase, "raised", raised)
    if prior.item is not None:
        released = writing.entry("released", {"item": prior.item.item, "outcome": "withheld"})
        erase.append(prior.item.reference)
        _erased(writing, (prior.item.reference,), "withheld", released)
    # A raised document has its verdict in the ledger; counting it as withheld too would count it twice.
    return writing.done("raised" if prior.document is not None else "withheld", erase)


ERASED_AT_ONCE = 500
"""Commitments per `erased` entry: 64 hex digits each stay far below the entry's 65,535 bytes."""


def _erased(writing: _Writing, commitments: Sequence[str], reason: str, cause: int) -> None:
    for first in range(0, len(commitments), ERASED_AT_ONCE):
        part = list(commitments[first : first + ERASED_AT_ONCE])
        writing.entry("erased", {"payloads": part, "reason": reason}, after=cause)


def _older(version: int | None, known: int | None) -> bool:
    return version is not None and known is not None and version < known


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
        changed = not prior.own or _differs(issued, assigned, prior)
        return f"document.{document.state}" if changed else ""
    # Decree 30/2020: one number stands for one document; two readings of it are for a person to settle.
    return "document.two-readings" if not prior.own and _differs(issued, assigned, prior) else ""


def _history(arrival: Arrival, newest: KnownMessage, prior: Prior, fresh: Fresh) -> Decision:
    writing = _Writing(fresh)
    received = _received(writing, arrival, newest.message, "older", body=None)
    _release(writing, arrival, prior, "taken", received)
    return writing.done("older")


def _repeat(arrival: Arrival, newest: KnownMessage, fresh: Fresh) -> Decision:
    if arrival.version in (None, newest.version):
        return Decision(outcome="repeated")
    # The same content under a newer version: the version is noted, so that what came between is known as older.
    writing = _Writing(fresh)
    _received(writing, arrival, newest.message, "newest", body=newest.body)
    return writing.done("repeated")


def _append(
    arrival: Arrival,
    facts: tuple[Issued, list[Assigned], Recalled | None],
    prior: Prior,
    fresh: Fresh,
) -> Decision:
    issued, assigned, recalled = facts
    writing = _Writing(fresh)
    message = prior.message.message if prior.message else writing.handle("message", *arrival.place)
    document = prior.document.document if prior.document else writing.handle("document", issued.key.text())
    if prior.document is not None:
        writing.lookups.append((document, ("document", issued.key.text())))
    if prior.message is None:
        writing.lookups.append((document, ("belongs", *arrival.place)))
    body = prior.message.body if prior.message and prior.same_body else None
    if arrival.version is None and prior.message is not None:
        # A version that cannot be read this time does not take away the one that is known.
        arrival = replace(arrival, version=prior.message.version)
    cause = _received(writing, arrival, message, "newest", body=body, document=document)
    _write_issued(writing, issued, len(assigned), (document, message, cause), prior)
    _write_tasks(writing, assigned, (document, cause), prior)
    if recalled is not None and prior.target is not None:
        _write_recalled(writing, recalled, (document, cause), prior.target)
    _release(writing, arrival, prior, "taken", cause)
    return writing.done("taken")


def _received(
    writing: _Writing,
    arrival: Arrival,
    message: str,
    order: Literal["newest", "older"],
    *,
    body: str | None,
    document: str | None = None,
) -> int:
    told = {
        "body": body or writing.sealed(arrival.body),
        "document": document,
        "message": message,
        "order": order,
        "size": arrival.size,
        "source": arrival.source,
        "stream": arrival.stream,
        "version": arrival.version,
    }
    return writing.entry("received", told)


def _release(writing: _Writing, arrival: Arrival, prior: Prior, outcome: str, cause: int) -> None:
    """Release the item of this reference, unless it is a newer version that is held."""
    if prior.item is not None and not _older(arrival.version, prior.item.version):
        writing.entry("released", {"item": prior.item.item, "outcome": outcome}, after=cause)


def _document_texts(issued: Issued) -> Texts:
    key = issued.key
    return {
        "notation": key.notation,
        "number": key.number,
        "signer": issued.signer,
        "subject": issued.subject,
    }


def _comparable(texts: Texts | None) -> Texts | None:
    return None if texts is None else {**texts, "number": plain_number(texts["number"])}


def _same_issued(issued: Issued, tasks: int, prior: Prior) -> bool:
    known = prior.document
    return (
        known is not None
        and _comparable(prior.texts) == _comparable(_document_texts(issued))
        and (known.document_kind, known.issued_on, known.issuer, known.scope, known.tasks)
        == (issued.kind, issued.key.issued_on, issued.key.issuer, issued.scope, tasks)
    )


def _task_texts(fact: Assigned) -> Texts:
    return {"content": fact.content, "task": fact.task}


def _same_task(fact: Assigned, known: KnownTask | None) -> bool:
    return (
        known is not None
        and known.row.state == "open"
        and known.texts == _task_texts(fact)
        and (known.row.ordinal, known.row.lead, known.row.coordinating, known.row.due_on)
        == (fact.ordinal, fact.lead, fact.coordinating, fact.due_on)
    )


def _differs(issued: Issued, assigned: list[Assigned], prior: Prior) -> bool:
    """Tell whether a reading differs from what stands in the ledger; a withdrawal does not count as a difference."""
    known = {task.row.assignment: task for task in prior.tasks}
    if not _same_issued(issued, len(assigned), prior):
        return True
    for fact in assigned:
        task = known.get(prior.handles.get((fact.task, fact.lead), ""))
        if task is None or task.texts != _task_texts(fact) or task.row.due_on != fact.due_on:
            return True
    return False


def _write_issued(writing: _Writing, issued: Issued, tasks: int, names: tuple[str, str, int], prior: Prior) -> None:
    document, message, cause = names
    if _same_issued(issued, tasks, prior):
        return
    body = {
        "document": document,
        "document_kind": issued.kind,
        "issued_on": issued.key.issued_on.isoformat(),
        "issuer": issued.key.issuer,
        "message": message,
        "scope": issued.scope,
        "tasks": tasks,
        "texts": writing.texts(_document_texts(issued)),
    }
    writing.entry("issued", body, after=cause)


def _write_tasks(writing: _Writing, assigned: list[Assigned], names: tuple[str, int], prior: Prior) -> None:
    """Write the assignments that are new or changed, and withdraw those the newest version no longer has."""
    document, cause = names
    known = {task.row.assignment: task for task in prior.tasks}
    for fact in assigned:
        handle = prior.handles.get((fact.task, fact.lead))
        if handle is None:
            handle = writing.handle("assignment", document, fact.task, fact.lead)
        task = known.pop(handle, None)
        if _same_task(fact, task):
            continue
        body = {
            "assignment": handle,
            "coordinating": list(fact.coordinating),
            "document": document,
            "due_on": fact.due_on.isoformat() if fact.due_on else None,
            "lead": fact.lead,
            "ordinal": fact.ordinal,
            "texts": writing.texts(_task_texts(fact)),
        }
        writing.entry("assigned", body, after=cause)
    for task in known.values():
        if task.row.state == "open":
            body = {"assignment": task.row.assignment, "reason": "absent"}
            writing.entry("withdrawn", body, after=cause)


def _write_recalled(writing: _Writing, recalled: Recalled, names: tuple[str, int], target: Document) -> None:
    document, cause = names
    if target.state != "in-force":
        return
    body = {"by": document, "document": target.document, "recalled_on": recalled.recalled_on.isoformat()}
    writing.entry("recalled", body, after=cause)


def keys_of(facts: Sequence[Fact]) -> tuple[DocumentKey, DocumentKey | None]:
    """Name the documents a reading is about: its own, and the one it recalls."""
    issued, _, recalled = _sorted(facts)
    return issued.key, recalled.target if recalled else None
