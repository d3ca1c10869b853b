"""What a mapping may leave out: the register as it is, events and pushes as comments.

What tells the source something (push), and what needs words that no schema says (events), counts for nothing before a
person has read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from adapter.core.text import tidy
from adapter.scaffold import fields, words
from adapter.scaffold.calls_part import COUNTED, LISTED, TOLD, answered, argument, call, is_like
from adapter.scaffold.described import Node, Operation, trails
from adapter.scaffold.lines import scalar
from adapter.scaffold.lists_part import Asked, child_like, cursor, is_clear, paging, reasons, row_of, sent
from adapter.scaffold.reading_part import Pen, elements, form


def optional(pen: Pen, asked: Asked) -> None:
    """Write what a mapping may leave out: the register as it is, all else as comments."""
    for role, write in (("register", _register), ("events", _events), ("push", _push)):
        if asked.proposals[role].scored or asked.proposals[role].said:
            beside = pen.beside()
            beside.note(1, f"skeleton.{role}")
            usable = write(beside, asked)
            if usable:
                pen.lines.extend(beside.lines)
            else:
                pen.lines.commented(beside.lines)


def _register(pen: Pen, asked: Asked) -> bool:
    operation = asked.proposals["register"].chosen
    pen.lines.put(1, "register")
    reasons(pen, 2, asked.proposals["register"])
    call(pen, 2, operation, COUNTED)
    asked_from = argument(operation, words.SINCE)
    if asked_from is not None:
        pen.lines.put(2, "days")
        sent(pen, 3, asked_from, asked.day_format)
    row = row_of(operation)
    pen.lines.at(2, "each", pen.path(row) if row else "")
    if row is None or operation is None:
        return False
    for field in ("number", "notation"):
        found = fields.best(fields.candidates(row[-1], field))
        if found is not None:
            pen.lines.at(2, field, pen.path(found.trail[1:]))
    issued = fields.best(fields.candidates(row[-1], "issued_on"))
    if issued is not None and is_clear(issued.node):
        pen.lines.put(2, "issued_on")
        pen.lines.at(3, "at", pen.path(issued.trail[1:]))
        form(pen, 3, issued.node)
    apart = answered(operation, ("apartcount", "sorieng", "somat", "secretcount"))
    if apart is not None:
        pen.lines.at(2, "apart", pen.path(apart))
    return _is_complete(pen.lines.written)


def _is_complete(written: Iterable[str]) -> bool:
    """Tell whether nothing is left to be filled in."""
    return not any(line.endswith((': ""', ": []")) for line in written if not line.lstrip().startswith("#"))


def _events(pen: Pen, asked: Asked) -> bool:
    """Write the listing of events and how one is read; which word means what, only a person can say."""
    operation = asked.proposals["events"].chosen
    row = row_of(operation)
    pen.lines.put(1, "events")
    pen.lines.put(2, "list")
    reasons(pen, 3, asked.proposals["events"])
    call(pen, 3, operation, LISTED)
    pen.lines.at(3, "each", pen.path(row) if row else "")
    event = asked.event
    reference = None if event is None else child_like(event, ("eventid", "madienbien", "id", "ma"))
    pen.lines.at(3, "id", pen.path((reference,)) if reference is not None else "")
    pen.lines.at(3, "inline", ".")
    paging(pen, operation)
    cursor(pen, asked, operation, row)
    return False


def evidence(pen: Pen, event: Node | None) -> None:
    """Write how an event is read, as comments: which word of the source means what, only a person can say."""
    beside = pen.beside()
    beside.note(0, "skeleton.evidence")
    beside.lines.put(0, "evidence")
    if event is not None:
        elements(beside, 1, event)
    beside.lines.put(1, "kind")
    kind = (
        None if event is None else child_like(event, ("kind", "loai", "loaidienbien", "type", "eventtype", "hanhdong"))
    )
    beside.lines.at(2, "at", pen.path((kind,)) if kind is not None else "")
    beside.lines.at(2, "as", "choice")
    beside.note(2, "skeleton.event-kinds")
    values = dict.fromkeys(tidy(value) for value in (() if kind is None else kind.choices) if tidy(value))
    beside.lines.put(2, "choices", None if values else "{}")
    for value in values:
        beside.lines.at(3, scalar(value), "")
    for key, wanted in (("document", words.DOCUMENT_ID[1:]), ("task", words.TASK_ID)):
        found = None if event is None else child_like(event, wanted)
        beside.lines.put(1, key)
        beside.lines.at(2, "at", pen.path((found,)) if found is not None else "")
    happened = None if event is None else child_like(event, words.HAPPENED)
    beside.lines.put(1, "happened_at")
    beside.lines.at(2, "at", pen.path((happened,)) if happened is not None else "")
    form(beside, 2, happened)
    pen.lines.commented(beside.lines)


def _push(pen: Pen, asked: Asked) -> bool:
    pen.lines.put(1, "push")
    reasons(pen, 2, asked.proposals["push"])
    call(pen, 2, asked.proposals["push"].chosen, TOLD)
    back = asked.proposals["read-back"]
    if back.chosen is not None:
        pen.lines.put(2, "read_back")
        reasons(pen, 3, back)
        call(pen, 3, back.chosen, TOLD)
        _shown(pen, back.chosen)
    return False


def _shown(pen: Pen, operation: Operation) -> None:
    """Write where an answer shows what was told."""
    found = answered(operation, ("tinhtrang", "standing", "trangthai", "status"))
    nested = [
        trail
        for answer in operation.answers
        for trail in trails(answer)
        if len(trail) > 2 and trail[-1].is_value and is_like(trail[-2], words.STANDING[:4])  # noqa: PLR2004
    ]
    code = next((trail for trail in nested if is_like(trail[-1], ("code", "ma", "value"))), found)
    pen.lines.at(3, "standing", pen.path(code) if code else "")
    due = answered(operation, fields.NAMES["due_on"])
    if due is not None:
        pen.lines.at(3, "due_on", pen.path(due))
