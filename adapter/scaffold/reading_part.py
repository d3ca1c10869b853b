"""The parts of a mapping that read a message: gate, document, tasks. What is not sure is left empty, or a comment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from adapter.core.text import tidy
from adapter.scaffold import fields, guesses, kinds, words
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
    before: Trail = ()  #: what every path begins with
    day_format: str = ""  #: how this system seems to write its days
    whole: bool = False  #: what a mapping may leave out is written to be filled in, and not as comments

    def note(self, level: int, code: str) -> None:
        """Write a comment by the code of its text."""
        self.lines.comment(level, self.say(code))

    def beside(self) -> Pen:
        """Give a pen for lines that are taken over later."""
        return replace(self, lines=Lines())

    def may_leave(self, written: Lines) -> None:
        """Take over what a mapping may leave out: as comments, unless the whole was asked for."""
        if self.whole:
            self.lines.extend(written)
        else:
            self.lines.commented(written)

    def of(self, trail: Trail) -> Pen:
        """Give a pen for what stands inside an element: the same lines, longer paths."""
        return replace(self, before=(*self.before, *trail))

    def path(self, trail: Sequence[Node]) -> str:
        """Write a path."""
        return self.prefixes.path((*self.before, *trail))


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
    numbers(pen, 1, message)
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
    """Write, as comments, what tells a new document from a recall, and the document that a recall takes back."""
    found = fields.best(fields.candidates(message, "business"))
    if found is None:
        return
    pen.note(1, "skeleton.business")
    inside = pen.beside()
    inside.lines.put(1, "business")
    inside.lines.at(2, "at", pen.path(found.trail[1:]))
    inside.lines.at(2, "as", "choice")
    if found.node.choices:
        inside.lines.put(2, "choices")
        meanings(inside, 3, found.node.choices, guesses.BUSINESS)
    else:
        inside.lines.put(2, "choices", '{"0": new, "1": recall, "2": update, "3": replace}')
    other = fields.other_document(message, fields.RELATED)
    if other is not None:
        inside.lines.put(1, "relates_to")
        reference(inside, 2, other)
    pen.may_leave(inside.lines)


def meanings(pen: Pen, level: int, values: Sequence[str], rules: guesses.Rules) -> None:
    """Write words of the source, each to be given a meaning; what its name suggests stands beside it."""
    pen.note(level, "skeleton.guessed-beside")
    for value in dict.fromkeys(tidy(value) for value in values if tidy(value)):
        pen.lines.at(level, scalar(value), "")
        if guess := guesses.meaning(value, rules):
            pen.lines.beside(f"{guess} ?")


def reference(pen: Pen, level: int, other: Trail, *, required: bool = True) -> None:
    """Write where number, notation, day and issuer of another document stand."""
    inside = pen.of(other[1:])
    numbers(inside, level, other[-1], required=required)
    inside.lines.put(level, "issued_on")
    day(inside, level + 1, at_candidates(inside, level + 1, fields.candidates(other[-1], "issued_on")))
    if not required:
        inside.lines.at(level + 1, "required", "no")
    inside.lines.put(level, "issuer")
    agency(inside, level + 1, fields.agency(other[-1], "issuer"))


def numbers(pen: Pen, level: int, message: Node, *, required: bool = True) -> None:
    """Write number and notation; where one element holds both, by patterns."""
    found = {field: fields.candidates(message, field) for field in ("number", "notation")}
    both = fields.best(fields.candidates(message, "reference"))
    is_one = both is not None and any(fields.best(one) is None for one in found.values())
    if is_one:
        pen.note(level, "skeleton.reference")
    for field, pattern in (("number", r"(\d+)/.+"), ("notation", r"\d+/(.+)")):
        pen.lines.put(level, field)
        if is_one and both is not None:
            pen.lines.at(level + 1, "at", pen.path(both.trail[1:]))
            pen.lines.put(level + 1, "pattern", f"'{pattern}'")
        else:
            at_candidates(pen, level + 1, found[field])
        if not required:
            pen.lines.at(level + 1, "required", "no")


def day(pen: Pen, level: int, chosen: Candidate | None) -> None:
    """Write how a day is read: by its type, by a sample, or not yet."""
    node = None if chosen is None else chosen.node
    if pen.day_format and node is not None and node.type not in DATES and not node.formats:
        pen.note(level, "skeleton.as-elsewhere")
        as_written(pen, level, pen.day_format)
        return
    form(pen, level, node)


def form(pen: Pen, level: int, node: Node | None) -> None:
    """Write `as` and `format` of a day or moment; the format stays empty where nothing tells it."""
    if node is not None and node.type in DATES:
        pen.lines.at(level, "as", "date" if node.type == "xs:date" else "datetime")
        return
    formats = () if node is None else node.formats
    if len(formats) == 1:
        as_written(pen, level, formats[0])
        return
    pen.lines.at(level, "as", "date")
    pen.note(level, "skeleton.format")
    for one in formats:
        pen.lines.comment(level, f"format: {one}")
    pen.lines.at(level, "format", "")


def as_written(pen: Pen, level: int, written: str) -> None:
    """Write `as` and `format` for one form of days."""
    pen.lines.at(level, "as", "datetime" if "HH" in written else "date")
    if written != "iso":
        pen.lines.at(level, "format", written)


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
    by_name = chosen is not None and _is_name(words.squeezed(chosen.node.name))
    for code in () if by_name else kinds.KINDS.values():
        pen.lines.put(3, scalar(code), scalar(code))


def _is_name(plain: str) -> bool:
    return plain.startswith("ten") or plain.endswith(("ten", "name"))


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


ALIKE = 50
"""So near a name within a row has to be to one of a day: it only says that the row may tell of something."""


def _may_say(trail: Trail) -> bool:
    """Tell whether something within a task may say what has become of it: a row with a day."""
    return len(trail) > 1 and trail[-1].repeats and _happened(trail[-1]) is not None


def _happened(row: Node) -> Node | None:
    """Find when something happened, within a row: the first that is declared a day or moment, else by its name."""
    declared = next((one for one in row.elements if one.is_value and one.type in DATES), None)
    scored = [(words.likeness(one.name, words.HAPPENED), one) for one in row.elements if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return declared or (found if score >= ALIKE else None)


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
