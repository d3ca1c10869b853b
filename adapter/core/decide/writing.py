"""Writing a decision down: drafts of entries with the payloads they commit to and the look-ups they leave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from adapter.core import deadlines
from adapter.core.decide import edits
from adapter.core.decide.compare import document_texts, older, same_task, task_texts
from adapter.core.decide.told import Told
from adapter.core.decide.values import Arrival, Burial, Decision, Found, Fresh, KnownTask, Outcome, Prior, Texts
from adapter.core.entries import Draft, Payload, moment, seal
from adapter.core.facts import Assigned, Issued, Named, Replaced
from adapter.core.ledger import Held


@dataclass(slots=True)
class Writing:
    """Collects one decision; the only mutable thing here, and it does not leave `decide`."""

    fresh: Fresh
    drafts: list[Draft] = field(default_factory=list)
    payloads: list[Payload] = field(default_factory=list)
    lookups: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def handle(self, *key: str) -> str:
        """Give a new handle, to be found again by a key."""
        handle = self.fresh.handle()
        self.lookups.append((handle, key))
        return handle

    def sealed(self, content: bytes) -> str:
        """Commit to content."""
        payload = seal(content, self.fresh.salt())
        self.payloads.append(payload)
        return payload.commitment

    def texts(self, texts: Texts) -> str:
        """Commit to texts."""
        return self.sealed(json.dumps(dict(texts), ensure_ascii=False, sort_keys=True).encode())

    def entry(
        self, kind: str, body: Mapping[str, object], *, after: int | None = None, cause: int | None = None
    ) -> int:
        """Draft an entry, caused by an earlier draft or entry; what is None is left out. Give its index."""
        told = {key: value for key, value in body.items() if value is not None}
        self.drafts.append(Draft(kind=kind, body=told, after=after, cause=cause))
        return len(self.drafts) - 1

    def done(self, outcome: Outcome, erase: Iterable[str] = (), bury: Burial | None = None) -> Decision:
        """Give the decision."""
        return Decision(
            outcome=outcome,
            drafts=tuple(self.drafts),
            payloads=tuple(self.payloads),
            lookups=tuple(self.lookups),
            erase=tuple(erase),
            bury=bury,
        )


def received(
    writing: Writing,
    arrival: Arrival,
    message: str,
    order: Literal["newest", "older"],
    *,
    body: str | None,
    document: str | None = None,
) -> int:
    """Write that a message was received; its body is sealed unless it is known by a commitment."""
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
    return writing.entry("received", told, cause=arrival.ruling)


def note_version(writing: Writing, arrival: Arrival, version: int | None, message: str) -> None:
    """Note that a version of a reference is known that is not its newest: listed again, it is no news."""
    if version is not None and arrival.ruling is None:
        writing.lookups.append((message, ("version", *arrival.place, str(version))))


def name(writing: Writing, source: str, told: Told, document: str, prior: Prior) -> None:
    """Remember by what names a document may be found; a name that several documents bear finds none of them."""
    if told.key is not None:
        writing.lookups.append((document, ("numbered", source, *told.key.numbered())))
        writing.lookups += [] if prior.same_number else [(document, ("series", *told.key.in_series()))]
    for one in names_of(source, told):
        bearer = prior.bearers.get(one, document)
        if bearer != document:
            writing.lookups.append((KNOWN, ("shared", *one)))
        writing.lookups.append((document, one))


def names_of(source: str, told: Told) -> list[tuple[str, ...]]:
    """Give the names by which others may speak of a document or its tasks, as look-ups."""
    alias = told.issued.alias if told.issued is not None else ""
    tasks = dict.fromkeys(fact.task for fact in told.assigned if fact.keyed)
    return [*([("alias", source, alias)] if alias else []), *(("task", source, task) for task in tasks)]


KNOWN = "0" * 32
"""Stands for a look-up that says no more than that it is there."""


def release(writing: Writing, arrival: Arrival, prior: Prior, outcome: str, cause: int) -> None:
    """Release the item of this reference, unless it is a newer version that is held."""
    if prior.item is not None and not older(arrival.version, prior.item.version):
        writing.entry("released", {"item": prior.item.item, "outcome": outcome}, after=cause)


def write_issued(
    writing: Writing, issued: Issued, tasks: int, names: tuple[str, str, int], prior: Prior, reference: str
) -> None:
    """Write the document as it is read now; `reference` is what the source knows it by."""
    document, message, cause = names
    known = (prior.texts or {}).get("reference", reference)
    texts = {**document_texts(issued), **({"reference": known} if known else {})}
    body = {
        "document": document,
        "document_kind": issued.kind,
        "issued_on": issued.key.issued_on.isoformat(),
        "issuer": issued.key.issuer,
        "message": message,
        "scope": issued.scope,
        "tasks": tasks,
        "texts": writing.texts(texts),
        "told_at": moment(issued.told_at) if issued.told_at else None,
    }
    writing.entry("issued", body, after=cause)


def write_tasks(
    writing: Writing, assigned: Sequence[Assigned], names: tuple[str, str, int], prior: Prior, *, silent: bool
) -> dict[tuple[str, str], str]:
    """Write the assignments that are new or changed, and withdraw those the newest version no longer has.

    Gives the handles of all that it has, by task and lead agency. With `silent` nothing says why it changes them: what
    is changed is written beside (`decide.edits`).
    """
    document, message, cause = names
    known = {task.row.assignment: task for task in prior.tasks}
    in_force = prior.document is not None and prior.document.state == "in-force"
    new: dict[str, Assigned] = {}
    handles: dict[tuple[str, str], str] = {}
    for fact in assigned:
        handle = prior.handles.get((fact.task, fact.lead))
        if handle is None:
            handle = writing.handle("assignment", document, fact.task, fact.lead)
        handles[fact.task, fact.lead] = handle
        task = known.pop(handle, None)
        # What another document has replaced is over, whatever this one says of it now.
        if same_task(fact, task) or (task is not None and task.row.state == "replaced"):
            continue
        texts = writing.texts(task_texts(fact))
        if task is None or (in_force and task.row.state == "withdrawn"):
            # One that an earlier version had, and the last one not, is there anew.
            new[handle] = fact
        if task is not None and silent:
            _edited(writing, task.row.assignment, message, cause, edits.of_task(fact, task, texts))
        body = _assigned(fact, task) | {"assignment": handle, "document": document, "texts": texts}
        writing.entry("assigned", body, after=cause)
    gone = [task for task in known.values() if task.row.state == "open"]
    for task in gone:
        if silent:
            _edited(writing, task.row.assignment, message, cause, [edits.of_leads(task, assigned, list(new.values()))])
        body = {"assignment": task.row.assignment, "reason": "absent"}
        writing.entry("withdrawn", body, after=cause)
    for handle, fact in new.items() if silent else ():
        if edits.adds_lead(fact, prior.tasks, gone):
            _edited(writing, handle, message, cause, [{"what": "lead", "former": [], "now": [fact.lead]}])
    return handles


def _assigned(fact: Assigned, task: KnownTask | None) -> dict[str, object]:
    """Say what a message assigns, as its entry does; texts and handles come with them."""
    return {
        "coordinating": list(fact.coordinating),
        "counted": None if fact.counted is None else deadlines.to_data(fact.counted),
        "due_at": moment(fact.due_at) if fact.due_at else None,
        "due_on": fact.due_on.isoformat() if fact.due_on else None,
        # Whom it was transferred to, the transfer says: it was assigned to whom it was assigned.
        "lead": task.row.lead if task is not None else fact.lead,
        "ordinal": fact.ordinal,
        "through": [{"group": one.group, "members": one.members, "role": one.role} for one in fact.through] or None,
    }


def _edited(writing: Writing, assignment: str, message: str, cause: int, found: Iterable[edits.Body]) -> None:
    for body in found:
        writing.entry("edited", body | {"assignment": assignment, "message": message}, after=cause)


def write_ended(writing: Writing, told: Told, names: tuple[str, int], prior: Prior) -> None:
    """Write which documents in force were recalled or replaced by this one, or take back themselves."""
    by, cause = names
    for recalled in told.recalled:
        target = _ends(prior, recalled.target, recalled.recalled_on)
        if target:
            body: dict[str, object] = {"document": target, "recalled_on": recalled.recalled_on.isoformat()}
            writing.entry("recalled", body | {"by": by}, after=cause)
    for replaced in told.replaced:
        target = _ends(prior, replaced.target, replaced.replaced_on)
        if target and _replaces_anything(prior.targets[replaced.target], replaced):
            leads = list(replaced.leads) or None
            body = {"document": target, "leads": leads, "replaced_on": replaced.replaced_on.isoformat()}
            writing.entry("replaced", body | {"by": by}, after=cause)


def _ends(prior: Prior, target: Named, on: date) -> str:
    """Give the document that ends on a day: one in force, or one that others have ended on a later day.

    Whatever comes first, it ends on the earliest day.
    """
    found = prior.targets[target].document
    if found is None or found.is_gone:
        return ""
    return found.document if found.recalled_on is None or on < found.recalled_on else ""


def _replaces_anything(found: Found, replaced: Replaced) -> bool:
    """Tell whether a replacement for some agencies ends anything, ends it earlier, or ends it for good.

    Like a document (`_ends`), what is replaced for an agency ends on the earliest day, whatever comes first.
    """
    day, leads = replaced.replaced_on, replaced.leads
    return not leads or any(task.row.lead in leads and not task.row.is_replaced_by(day) for task in found.tasks)


def let_go(writing: Writing, items: Iterable[Held], outcome: str, reason: str) -> list[str]:
    """Release held items and erase the references they are held by; give those."""
    erased_now = []
    for item in items:
        released = writing.entry("released", {"item": item.item, "outcome": outcome})
        erased(writing, (item.reference,), reason, released)
        erased_now.append(item.reference)
    return erased_now


ERASED_AT_ONCE = 500
"""Commitments per `erased` entry: 64 hex digits each stay far below the entry's 65,535 bytes."""


def erased(
    writing: Writing, commitments: Sequence[str], reason: str, after: int | None, *, cause: int | None = None
) -> None:
    """Write which payloads go, in as many entries as it takes."""
    for first in range(0, len(commitments), ERASED_AT_ONCE):
        part = list(commitments[first : first + ERASED_AT_ONCE])
        writing.entry("erased", {"payloads": part, "reason": reason}, after=after, cause=cause)
