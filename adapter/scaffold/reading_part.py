"""The parts of a mapping that read a message: gate, document, tasks. What is not sure is left empty, or a comment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapter.core.text import tidy
from adapter.scaffold import fields, kinds, words
from adapter.scaffold.described import Node, Trail, trails
from adapter.scaffold.fields import DATES, AgencyFields, Candidate
from adapter.scaffold.lines import Lines, Prefixes, described, scalar

Say = Callable[[str], str]
"""Gives the text of a code in the language of the reader."""

MOST_ELEMENTS = 400
"""Elements that are listed of one message; a mapping is a page, and at most 128 KiB."""

_SHOWN = 6
"""Candidates that are shown for one field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What every part is written with."""

    lines: Lines
    prefixes: Prefixes
    say: Say
    most: int = MOST_ELEMENTS  #: elements that are listed of one message

    def note(self, level: int, code: str) -> None:
        """Write a comment by the code of its text."""
        self.lines.comment(level, self.say(code))

    def beside(self) -> Pen:
        """Give a pen for lines that are taken over later."""
        return Pen(lines=Lines(), prefixes=self.prefixes, say=self.say, most=self.most)

    def path(self, trail: Sequence[Node]) -> str:
        """Write a path."""
        return self.prefixes.path(trail)


def elements(pen: Pen, level: int, around: Node, before: Trail = ()) -> None:
    """List everything that stands in a message, as comments: a candidate a line."""
    for number, trail in enumerate(trails(around)):
        if number >= pen.most:
            pen.note(level, "skeleton.more")
            return
        way = (*before, *trail[1:])
        if not way:
            continue
        pen.lines.comment(level, f"{pen.path(way) or way[-1].name} — {described(way[-1])}")


def gate(pen: Pen, message: Node) -> None:
    """Write the gate: where the level may stand is proposed, what opens never is."""
    found = fields.candidates(message, "secrecy")
    pen.note(0, "skeleton.gate")
    pen.lines.put(0, "gate")
    pen.lines.put(1, "secrecy")
    at_candidates(pen, 2, found)
    pen.note(2, "skeleton.open")
    chosen = fields.best(found)
    if chosen is not None and chosen.node.choices:
        pen.lines.comment(2, pen.say("skeleton.allowed") + " " + " | ".join(chosen.node.choices))
    pen.lines.put(2, "open", "[]")
    pen.lines.comment(2, "classified: []  # " + pen.say("skeleton.classified"))
    levels = list(fields.attachments(message))
    if levels:
        pen.lines.put(1, "attachments")
    for trail, level in levels:
        pen.lines.written.append(f"    - each: {scalar(pen.path(trail[1:]))}")
        pen.lines.at(3, "level", pen.path(level))


def at_candidates(pen: Pen, level: int, found: list[Candidate], key: str = "at") -> Candidate | None:
    """Write where a value stands, and the other places that are possible as comments."""
    chosen = fields.best(found)
    others = [one for one in found if chosen is None or one.trail != chosen.trail][:_SHOWN]
    if chosen is None:
        pen.note(level, "skeleton.several" if others else "skeleton.none")
    for one in others:
        pen.lines.comment(level, f"{key}: {scalar(pen.path(one.trail[1:]))}  # {described(one.node)}")
    pen.lines.at(level, key, "" if chosen is None else pen.path(chosen.trail[1:]))
    return chosen


def document(pen: Pen, message: Node) -> None:
    """Write the fields of a document."""
    pen.note(0, "skeleton.document")
    pen.lines.put(0, "document")
    _business(pen, message)
    _numbers(pen, message)
    pen.lines.put(1, "issued_on")
    day(pen, 2, at_candidates(pen, 2, fields.candidates(message, "issued_on")))
    _kind(pen, message)
    pen.lines.put(1, "issuer")
    agency(pen, 2, fields.agency(message, "issuer"))
    pen.lines.put(1, "subject")
    at_candidates(pen, 2, fields.candidates(message, "subject"))
    signer = fields.candidates(message, "signer")
    if fields.best(signer) is not None:
        pen.lines.put(1, "signer")
        at_candidates(pen, 2, signer)
        pen.lines.at(2, "required", "no")


def _business(pen: Pen, message: Node) -> None:
    found = fields.best(fields.candidates(message, "business"))
    if found is None:
        return
    pen.note(1, "skeleton.business")
    inside = pen.beside()
    inside.lines.put(1, "business")
    inside.lines.at(2, "at", pen.path(found.trail[1:]))
    inside.lines.at(2, "as", "choice")
    inside.lines.put(2, "choices", '{"0": new, "1": recall, "2": update, "3": replace}')
    pen.lines.commented(inside.lines)


def _numbers(pen: Pen, message: Node) -> None:
    """Write number and notation; where one element holds both, by patterns."""
    numbers, notations = (fields.candidates(message, field) for field in ("number", "notation"))
    both = fields.best(fields.candidates(message, "reference"))
    if both is not None and (fields.best(numbers) is None or fields.best(notations) is None):
        pen.note(1, "skeleton.reference")
        for field, pattern in (("number", r"(\d+)/.+"), ("notation", r"\d+/(.+)")):
            pen.lines.put(1, field)
            pen.lines.at(2, "at", pen.path(both.trail[1:]))
            pen.lines.put(2, "pattern", f"'{pattern}'")
        return
    for field, found in (("number", numbers), ("notation", notations)):
        pen.lines.put(1, field)
        at_candidates(pen, 2, found)


def day(pen: Pen, level: int, chosen: Candidate | None) -> None:
    """Write how a day is read: by its type, by a sample, or not yet."""
    node = None if chosen is None else chosen.node
    form(pen, level, node)


def form(pen: Pen, level: int, node: Node | None) -> None:
    """Write `as` and `format` of a day or moment; the format stays empty where nothing tells it."""
    if node is not None and node.type in DATES:
        pen.lines.at(level, "as", "date" if node.type == "xs:date" else "datetime")
        return
    formats = () if node is None else node.formats
    if len(formats) == 1:
        has_clock = "HH" in formats[0] or (formats[0] == "iso" and node is not None and node.type == "xs:dateTime")
        pen.lines.at(level, "as", "datetime" if has_clock else "date")
        if formats[0] != "iso":
            pen.lines.at(level, "format", formats[0])
        return
    pen.lines.at(level, "as", "date")
    pen.note(level, "skeleton.format")
    for one in formats:
        pen.lines.comment(level, f"format: {one}")
    pen.lines.at(level, "format", "")


def _kind(pen: Pen, message: Node) -> None:
    pen.lines.put(1, "kind")
    chosen = at_candidates(pen, 2, fields.candidates(message, "kind"))
    pen.lines.at(2, "as", "choice")
    pen.lines.put(2, "choices")
    values = () if chosen is None else chosen.node.choices
    if values:
        pen.note(3, "skeleton.kinds-of-schema")
        for value in dict.fromkeys(tidy(value) for value in values if tidy(value)):
            pen.lines.at(3, scalar(value), kinds.code_of(value))
        return
    pen.note(3, "skeleton.kinds")
    for name, code in kinds.KINDS.items():
        pen.lines.put(3, scalar(name), scalar(code))
    by_name = chosen is not None and words.squeezed(chosen.node.name) in ("name", "ten", "typename")
    for code in () if by_name else kinds.KINDS.values():
        pen.lines.put(3, scalar(code), scalar(code))


def agency(pen: Pen, level: int, found: AgencyFields | None) -> None:
    """Write code and name of an agency; the name is left empty where nothing was found."""
    if found is None:
        pen.note(level, "skeleton.none")
        pen.lines.put(level, "name")
        pen.lines.at(level + 1, "at", "")
        return
    for key, trail in (("code", found.code), ("name", found.name)):
        if trail is not None:
            pen.lines.put(level, key)
            pen.lines.at(level + 1, "at", pen.path(trail[1:]))


def tasks(pen: Pen, message: Node) -> None:
    """Write the tasks of a document; nothing where no element looks like one."""
    found = fields.tasks(message)
    if found is None:
        pen.note(0, "skeleton.no-tasks")
        return
    task = found[-1]
    pen.note(0, "skeleton.tasks")
    pen.lines.put(0, "tasks")
    pen.lines.at(1, "each", pen.path(found[1:]))
    keys = fields.candidates(task, "key")
    if fields.best(keys) is not None:
        pen.lines.put(1, "key")
        at_candidates(pen, 2, keys)
    pen.lines.put(1, "content")
    at_candidates(pen, 2, fields.candidates(task, "content"))
    due = fields.candidates(task, "due_on")
    if due:
        pen.lines.put(1, "due_on")
        day(pen, 2, at_candidates(pen, 2, due))
        pen.lines.at(2, "required", "no")
    bodies = [fields.agencies(task, key) for key in ("lead", "coordinating")]
    for key, body in zip(("lead", "coordinating"), bodies, strict=True):
        _agencies(pen, key, body)
    _stated(pen, [trail for trail in trails(task) if _may_say(trail) and trail not in bodies])


def _may_say(trail: Trail) -> bool:
    """Tell whether something within a task may say what has become of it: a row with a day."""
    return len(trail) > 1 and trail[-1].repeats and _happened(trail[-1]) is not None


def _happened(row: Node) -> Node | None:
    """Find when something happened, within a row: the first that is declared a day or moment, else by its name."""
    declared = next((one for one in row.elements if one.is_value and one.type in DATES), None)
    scored = [(words.likeness(one.name, words.HAPPENED), one) for one in row.elements if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return declared or (found if score >= fields.LIKELY else None)


def _stated(pen: Pen, rows: Sequence[Trail]) -> None:
    """Write, as a comment, what the task's own element may say about the work on it; which words, a person knows."""
    if not rows:
        return
    beside = pen.beside()
    beside.note(1, "skeleton.stated")
    beside.lines.put(1, "evidence")
    for trail in rows:
        happened = _happened(trail[-1])
        beside.lines.written.append(f"    - each: {scalar(pen.path(trail[1:]))}")
        beside.lines.at(3, "says", "")
        beside.lines.put(3, "happened_at")
        beside.lines.at(4, "at", "" if happened is None else pen.path((happened,)))
        form(beside, 4, happened)
        beside.lines.at(4, "required", "no")
    pen.lines.commented(beside.lines)


def _agencies(pen: Pen, key: str, found: Trail | None) -> None:
    if key == "coordinating" and (found is None or fields.parts_of_agency((found[-1],)) is None):
        return
    pen.lines.put(1, key)
    if found is None:
        pen.note(2, "skeleton.none")
        pen.lines.at(2, "each", "")
        pen.lines.put(2, "name", "{at: .}")
        return
    pen.lines.at(2, "each", pen.path(found[1:]))
    body = found[-1]
    parts = fields.parts_of_agency((body,))
    if parts is None:
        pen.note(2, "skeleton.none")
        pen.lines.put(2, "name")
        pen.lines.at(3, "at", "")
        return
    for part, trail in (("code", parts.code), ("name", parts.name)):
        if trail is not None:
            pen.lines.put(2, part)
            pen.lines.at(3, "at", pen.path(trail[1:]))
