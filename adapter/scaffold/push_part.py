"""How the source is told a standing and asked what it shows, as comments: nobody is told anything unread."""

from __future__ import annotations

from adapter.scaffold import fields, guesses, words
from adapter.scaffold.calls_part import TOLD, answered, call, is_like
from adapter.scaffold.described import Node, Operation, Trail, trails
from adapter.scaffold.lists_part import Asked, reasons, sent
from adapter.scaffold.reading_part import Pen

_CODES = ("withdrawn", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue", "open-in-time")
_OF_CODE = ("code", "ma", "value", *words.STANDING)
_SHOWN = {name: names for name, names in TOLD if name in ("due_on", "completed_on", "lacking", "quality", "key")}


def push(pen: Pen, asked: Asked) -> bool:
    """Write the whole part; it is never usable unread."""
    operation = asked.proposals["push"].chosen
    pen.lines.put(1, "push")
    reasons(pen, 2, asked.proposals["push"])
    call(pen, 2, operation, TOLD)
    if operation is not None:
        _words(pen, asked, operation)
    back = asked.proposals["read-back"]
    if back.chosen is not None:
        pen.lines.put(2, "read_back")
        reasons(pen, 3, back)
        call(pen, 3, back.chosen, TOLD)
        _shown(pen, back.chosen)
    return False


def _words(pen: Pen, asked: Asked, operation: Operation) -> None:
    """Write which words the source has for standings, and how it writes days."""
    values = [trail[-1] for node in operation.arguments for trail in trails(node) if trail[-1].is_value]
    due = next((one for one in values if is_like(one, fields.NAMES["due_on"])), None)
    if due is not None and due.type not in fields.DATES:
        pen.lines.put(2, "days")
        sent(pen, 3, due, asked.day_format, operation)
    if any(is_like(one, ("lacking", "conthieu", "missing")) for one in values):
        pen.note(2, "skeleton.lacking")
        pen.lines.put(2, "lacking", '{report: "", result: ""}')
    if any(is_like(one, ("quality", "chatluong")) for one in values):
        pen.note(2, "skeleton.told-quality")
        pen.lines.comment(2, "quality: {}")
    known = next((one.choices for one in values if one.choices and is_like(one, _OF_CODE)), ())
    pen.note(2, "skeleton.standings")
    if known:
        pen.lines.comment(2, pen.say("skeleton.allowed") + " " + " | ".join(known))
    proposed = guesses.words_for(known, guesses.STANDINGS)
    pen.lines.put(2, "standing")
    for code in _CODES:
        pen.lines.at(3, code, "")
        if code in proposed:
            pen.lines.beside(f"{proposed[code]} ?")


def _shown(pen: Pen, operation: Operation) -> None:
    """Write where an answer shows what was told."""
    code = _code(operation)
    pen.lines.at(3, "standing", pen.path(code) if code else "")
    for key, names in _SHOWN.items():
        found = answered(operation, names[:-2] if key == "key" else names)
        if found is not None:
            pen.lines.at(3, key, pen.path(found))


def _code(operation: Operation) -> Trail | None:
    """Find the word of a standing: inside an element that bears its name, else a value that does."""
    nested = [
        trail
        for answer in operation.answers
        for trail in trails(answer)
        if len(trail) > 2 and trail[-1].is_value and _is_standing(trail[-2])  # noqa: PLR2004
    ]
    code = next((trail for trail in nested if is_like(trail[-1], _OF_CODE)), None)
    return code or answered(operation, words.STANDING)


def _is_standing(node: Node) -> bool:
    return is_like(node, words.STANDING[:4])
