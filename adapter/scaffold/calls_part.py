"""One call of an exchange: operation, arguments with their placeholders, and when its answer counts."""

from __future__ import annotations

from dataclasses import replace

from adapter.scaffold import fields, words
from adapter.scaffold.described import Node, Operation, Trail, trails
from adapter.scaffold.lines import scalar
from adapter.scaffold.reading_part import Pen

_MOST_LEVELS = 4
"""Levels of arguments that are written; deeper ones are for a person."""

Filling = tuple[tuple[str, tuple[str, ...]], ...]
"""Placeholder → names of the arguments it may fill."""

LISTED: Filling = (
    ("size", words.SIZE),
    ("page", words.PAGE),
    ("page", words.OFFSET),
    ("since", words.SINCE),
)
FETCHED: Filling = (("id", words.DOCUMENT_ID),)
COUNTED: Filling = (("from", words.SINCE), ("to", words.UNTIL))
TOLD: Filling = (
    ("task", words.TASK_ID),
    ("document", ("documentid", "mavanban", "idvanban", "docid")),
    ("key", words.REQUEST_KEY),
    ("standing", words.STANDING),
    ("due_on", fields.NAMES["due_on"]),
    ("completed_on", ("completedon", "ngayhoanthanh", "completeddate", "finisheddate", "ngaykethuc")),
    ("lacking", ("lacking", "conthieu", "missing")),
    ("quality", ("quality", "chatluong")),
    ("lead_code", ("leadcode", "madonvi", "macoquan", "agencycode")),
    ("lead_name", ("leadname", "donvi", "tendonvi", "coquan", "agencyname", "agency", "lead", "donvichutri")),
)
_LOGGED_IN: Filling = (("username", words.USERNAME), ("password", words.PASSWORD))
_WITHIN: Filling = (("lead_code", ("code", "ma")), ("lead_name", ("name", "ten")))
_OF_STANDING: Filling = (("standing", ("code", "ma", "value", "status")),)


def call(pen: Pen, level: int, operation: Operation | None, filling: Filling) -> None:
    """Write operation, arguments and answer."""
    pen.lines.at(level, "operation", "" if operation is None else operation.name)
    if operation is None:
        pen.lines.put(level, "answer")
        pen.lines.at(level + 1, "expects", "")
        return
    if operation.arguments:
        _table(pen, level, "arguments", operation.arguments, (*filling, *_LOGGED_IN), set())
    _answer(pen, level, operation)


def _table(
    pen: Pen, level: int, key: str, nodes: tuple[Node, ...], filling: Filling, used: set[str], deep: int = 0
) -> None:
    """Write a table of arguments; one that holds nothing but comments is a comment itself."""
    beside = pen.beside()
    beside.lines.put(level, key)
    # What stands twice under one name is asked for once: a table has no room for two.
    first = {node.name: node for node in reversed(nodes)}
    for node in reversed(first.values()):
        _fill(beside, level + 1, node, filling, used, deep)
    if any(not line.lstrip().startswith("#") for line in beside.lines.written[1:]):
        pen.lines.extend(beside.lines)
    else:
        pen.lines.commented(beside.lines)


def _fill(pen: Pen, level: int, node: Node, filling: Filling, used: set[str], deep: int) -> None:
    """Write one argument: its placeholder; nothing yet where it must be given; a comment where it may be left out."""
    if node.elements and deep < _MOST_LEVELS:
        inside = (
            (*_OF_STANDING, *filling)
            if is_like(node, words.STANDING)
            else (*_WITHIN, *filling)
            if _is_agency(node)
            else filling
        )
        _table(pen, level, scalar(node.name), node.children, inside, used, deep + 1)
        return
    placeholder = _placeholder(node, filling, used)
    if placeholder is not None:
        used.add(placeholder)
        optional = "?" if node.least == 0 and placeholder in _MAY_LACK else ""
        pen.lines.put(level, scalar(node.name), f'"{{{placeholder}{optional}}}"')
    elif node.least == 0 or node.kind != "element":
        pen.lines.comment(level, f"{scalar(node.name)}: …  # {described_short(node)}")
    else:
        pen.note(level, "skeleton.argument")
        pen.lines.comment(level, f"{node.name} — {described_short(node)}")
        pen.lines.put(level, scalar(node.name), TO_FILL)


TO_FILL = '"{fill_in}"'
"""An argument that nobody but a person can give: no placeholder is called so, and loading says which there are."""

_MAY_LACK = frozenset({"due_on", "completed_on", "lacking", "quality"})


def described_short(node: Node) -> str:
    """Say type and allowed values of an argument."""
    return " ".join((node.type or "–", *(["= " + " | ".join(node.choices[:8])] if node.choices else [])))


def is_like(node: Node, wanted: tuple[str, ...]) -> bool:
    """Tell whether the name of an element is one of those that are wanted."""
    return words.likeness(node.name, wanted) >= fields.LIKELY


def _is_agency(node: Node) -> bool:
    return is_like(node, (*fields.NAMES["lead"], "agency", "donvi", "coquan"))


def _placeholder(node: Node, filling: Filling, used: set[str]) -> str | None:
    scored = [(words.likeness(node.name, names), name) for name, names in filling if name not in used]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return found if score >= fields.LIKELY else None


def _answer(pen: Pen, level: int, operation: Operation) -> None:
    """Write when an answer counts; that a code means success is a guess, and said to be one."""
    pen.lines.put(level, "answer")
    pen.lines.at(level + 1, "expects", pen.path(operation.answers[:1]) if operation.answers else "")
    text = only_text(operation)
    if text is not None:
        pen.note(level + 1, "skeleton.unfold")
        pen.lines.comment(level + 1, f"unfold: {pen.path(text)}")
    code = answered(operation, words.RESULT_CODE)
    if code is None or text is not None:
        return
    pen.note(level + 1, "skeleton.success")
    good = "true" if code[-1].type == "xs:boolean" else "0"
    path = scalar(pen.path(code))
    pen.lines.put(level + 1, "success")
    pen.lines.written.append(f'{"  " * (level + 2)}- {{at: {path}, in: ["{good}"]}}')
    pen.lines.put(level + 1, "code", path)
    pen.lines.comment(level + 1, "later: []  # " + pen.say("skeleton.codes"))


def only_text(operation: Operation) -> Trail | None:
    """Give the one text an answer consists of: XML written as text, as some services put their whole answer."""
    inside = [t for answer in operation.answers for t in trails(answer) if t[-1].kind == "element" and len(t) > 1]
    return inside[0] if len(inside) == 1 and inside[0][-1].is_value else None


def answered(operation: Operation, wanted: tuple[str, ...]) -> Trail | None:
    """Find a value of an answer that is there once, by its name; the outermost of those that are alike."""
    best: tuple[int, Trail] | None = None
    for answer in operation.answers:
        for trail in trails(answer):
            if len(trail) == 1 or not trail[-1].is_value or any(one.repeats for one in trail):
                continue
            if _is_rich(trail[-2]):
                continue  # a code of the document, not of the answer
            like = words.likeness(trail[-1].name, wanted)
            score = like - 5 * len(trail)
            if like >= fields.LIKELY and (best is None or score > best[0]):
                best = (score, trail)
    return None if best is None else best[1]


def _is_rich(node: Node) -> bool:
    """Tell whether an element bears fields of a document itself; what stands deeper is another's."""
    own = replace(node, children=tuple(child for child in node.children if child.is_value))
    return fields.richness(own) > 1


def argument(operation: Operation | None, wanted: tuple[str, ...]) -> Node | None:
    """Find the argument of an operation whose name is likest to those that are wanted."""
    values = [] if operation is None else [t[-1] for node in operation.arguments for t in trails(node)]
    scored = [(words.likeness(one.name, wanted), one) for one in values if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return found if score >= fields.LIKELY else None
