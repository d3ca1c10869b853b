"""What a mapping may leave out: the register as it is, events and pushes as comments.

What tells the source something (push), and what needs words that no schema says (events), counts for nothing before a
person has read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from adapter.scaffold import fields, push_part, words
from adapter.scaffold.calls_part import COUNTED, LISTED, argument, call
from adapter.scaffold.described import Operation, Trail, trails
from adapter.scaffold.lists_part import Asked, child_like, cursor, is_clear, paging, reasons, row_of, sent
from adapter.scaffold.reading_part import Pen, form


def optional(pen: Pen, asked: Asked) -> None:
    """Write what a mapping may leave out: the register as it is, all else as comments."""
    for role, write in (("register", _register), ("events", _events), ("push", push_part.push)):
        if asked.proposals[role].scored or asked.proposals[role].said:
            beside = pen.beside()
            beside.note(1, f"skeleton.{role}")
            usable = write(beside, asked)
            if usable:
                pen.lines.extend(beside.lines)
            else:
                pen.may_leave(beside.lines)


def _register(pen: Pen, asked: Asked) -> bool:
    operation = asked.proposals["register"].chosen
    pen.lines.put(1, "register")
    reasons(pen, 2, asked.proposals["register"])
    call(pen, 2, operation, COUNTED)
    asked_from = argument(operation, words.SINCE)
    if asked_from is not None:
        pen.lines.put(2, "days")
        sent(pen, 3, asked_from, asked.day_format, operation)
    row = row_of(operation)
    pen.lines.at(2, "each", pen.path(row) if row else "")
    if row is None or operation is None:
        return False
    for field in ("number", "notation"):
        found = fields.best(fields.candidates(row[-1], field))
        if found is not None:
            pen.lines.at(2, field, pen.path(found.trail[1:]))
    issued = fields.best(fields.candidates(row[-1], "issued_on"))
    if issued is not None:
        pen.lines.put(2, "issued_on")
        pen.lines.at(3, "at", pen.path(issued.trail[1:]))
        if is_clear(issued.node):
            form(pen, 3, issued.node)
        else:
            sent(pen, 3, issued.node, asked.day_format, operation)
    apart = _apart(operation)
    if apart is not None:
        pen.lines.at(2, "apart", pen.path(apart))
    return _is_complete(pen.lines.written)


def _apart(operation: Operation) -> Trail | None:
    """Find the bare count of numbers that are kept in series of their own: a number whose name says secret or apart."""
    for answer in operation.answers:
        for trail in trails(answer):
            if trail[-1].type in _COUNTS and words.has_word(trail[-1].name, ("mat", "rieng", "apart", "secret")):
                return trail
    return None


_COUNTS = ("xs:int", "xs:integer", "xs:long", "xs:short", "xs:nonNegativeInteger", "xs:unsignedInt", "xs:decimal")


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
    reference = None if event is None else child_like(event, ("eventid", "madienbien", "masukien", "id", "ma"))
    pen.lines.at(3, "id", pen.path((reference,)) if reference is not None else "")
    pen.lines.at(3, "inline", ".")
    paging(pen, operation)
    cursor(pen, asked, operation, row)
    return False
