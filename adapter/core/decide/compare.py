"""Whether a reading says what the ledger already holds."""

from __future__ import annotations

from collections.abc import Sequence

from adapter.core.decide.values import KnownTask, Prior, Texts
from adapter.core.entries import moment
from adapter.core.facts import Assigned, Issued, plain_number
from adapter.core.ledger import Assignment


def older(version: int | None, known: int | None) -> bool:
    """Tell whether a version comes before a known one; without versions nothing is older."""
    return version is not None and known is not None and version < known


def document_texts(issued: Issued) -> Texts:
    """Give what a document's payload holds."""
    key = issued.key
    return {
        "notation": key.notation,
        "number": key.number,
        "signer": issued.signer,
        "subject": issued.subject,
    }


def _comparable(texts: Texts | None) -> Texts | None:
    """Give the texts that a version can change: the reference stays the one that first brought the document."""
    if texts is None:
        return None
    told = {name: text for name, text in texts.items() if name != "reference"}
    return {**told, "number": plain_number(told["number"])}


def same_issued(issued: Issued, tasks: int, prior: Prior) -> bool:
    """Tell whether the ledger holds the document as it is read now."""
    known = prior.document
    return (
        known is not None
        and _comparable(prior.texts) == _comparable(document_texts(issued))
        and (known.document_kind, known.issued_on, known.issuer, known.scope, known.tasks)
        == (issued.kind, issued.key.issued_on, issued.key.issuer, issued.scope, tasks)
    )


def task_texts(fact: Assigned) -> Texts:
    """Give what an assignment's payload holds."""
    code, name = fact.written
    return {"content": fact.content, "lead_code": code, "lead_name": name, "task": fact.task}


def _same_texts(known: KnownTask, fact: Assigned) -> bool:
    """Compare texts; how the lead agency is written counts only while it leads still."""
    told = task_texts(fact)
    if known.texts is not None and fact.lead != known.row.lead and known.led_by(fact.lead):
        told = {**told, **{name: known.texts[name] for name in ("lead_code", "lead_name")}}
    return known.texts == told


def same_task(fact: Assigned, known: KnownTask | None) -> bool:
    """Tell whether the ledger holds the assignment, open, as it is read now."""
    return (
        known is not None
        and known.row.state == "open"
        and _same_texts(known, fact)
        and known.led_by(fact.lead)
        and (known.row.ordinal, known.row.coordinating) == (fact.ordinal, fact.coordinating)
        and _same_deadline(known.row, fact)
    )


def _same_deadline(row: Assignment, fact: Assigned) -> bool:
    """Compare deadlines; how one was come by is what it was the first time, as long as it comes to the same."""
    return (row.due_on, row.due_at) == (fact.due_on, moment(fact.due_at) if fact.due_at else None)


def differs(issued: Issued, assigned: Sequence[Assigned], prior: Prior) -> bool:
    """Tell whether a reading differs from what stands in the ledger.

    While the document is in force it is a difference, too, that what it assigns is withdrawn: a newer version no longer
    has it. And that something is open which it does not assign: a newer version has it instead.
    """
    known = {task.row.assignment: task for task in prior.tasks}
    if not same_issued(issued, len(assigned), prior):
        return True
    in_force = prior.document is not None and prior.document.state == "in-force"
    said = {prior.handles.get((fact.task, fact.lead)) for fact in assigned}
    if in_force and any(task.row.state == "open" and task.row.assignment not in said for task in prior.tasks):
        return True
    for fact in assigned:
        task = known.get(prior.handles.get((fact.task, fact.lead), ""))
        if task is None or not _same_texts(task, fact) or not _same_deadline(task.row, fact):
            return True
        if in_force and task.row.state == "withdrawn":
            return True
    return False


def assigns_anew(assigned: Sequence[Assigned], prior: Prior) -> bool:
    """Tell whether a reading assigns what the document, as far as it is known, never assigned to that agency."""
    return any((fact.task, fact.lead) not in prior.handles for fact in assigned)


def is_late(issued: Issued, prior: Prior) -> bool:
    """Tell whether another reference has told of the document later, by the source's own clock: that one holds."""
    document = prior.document
    if document is None or document.told_at is None or issued.told_at is None or prior.own:
        return False
    return moment(issued.told_at) < document.told_at
