"""The part of a mapping that says how a service is asked: what was proposed, with the reason beside it.

Listing and fetching are written to be used. What tells the source something (push), and what needs words that no
schema says (events), is written as comments: nothing of it counts before a person has read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from adapter.core.text import tidy
from adapter.scaffold import fields, proposing, words
from adapter.scaffold.described import Node, Operation, Trail, trails
from adapter.scaffold.lines import scalar
from adapter.scaffold.proposing import Proposal
from adapter.scaffold.reading_part import Pen, elements, form

_MOST_LEVELS = 4
"""Levels of arguments that are written; deeper ones are for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the exchange is written from."""

    proposals: Mapping[str, Proposal]
    operations: tuple[Operation, ...]  #: all that can be asked
    item: Trail | None  #: where the answer of the fetch holds the one message
    message: Node  #: what the one message looks like
    event: Node | None  #: one event, where something tells what it looks like
    day_format: str  #: how this system writes its days, when a sample told; else empty
    start: date  #: from when on the first poll asks


def exchange(pen: Pen, asked: Asked) -> None:
    """Write the whole part."""
    pen.note(0, "skeleton.exchange")
    pen.lines.put(0, "exchange")
    _service(pen, asked)
    pen.lines.put(1, "documents")
    listing = asked.proposals["list"].chosen
    inline = _inline(asked)
    _list(pen, asked, listing, inline=inline)
    if inline is None:
        _fetch(pen, asked)
    _optional(pen, asked)


def _service(pen: Pen, asked: Asked) -> None:
    """Name service and port where there are several: a mapping asks one of them."""
    chosen = asked.proposals["list"].chosen or next(iter(asked.operations), None)
    if chosen is not None and len({(one.service, one.port) for one in asked.operations}) > 1:
        pen.lines.at(1, "service", chosen.service)
        pen.lines.at(1, "port", chosen.port)


def row_of(operation: Operation | None) -> Trail | None:
    """Give the rows of a listing: the first that have a reference, else the first that repeat."""
    if operation is None:
        return None
    rows = proposing.shape(operation).rows
    return next((row for row in rows if proposing.row_id(row[-1]) is not None), next(iter(rows), None))


def _inline(asked: Asked) -> Trail | None:
    """Give the rows that are whole documents themselves, where nothing fetches."""
    row = row_of(asked.proposals["list"].chosen)
    is_rich = row is not None and fields.richness(row[-1]) >= proposing.RICH
    return row if is_rich and asked.proposals["fetch"].chosen is None else None


def _reasons(pen: Pen, level: int, proposal: Proposal) -> None:
    """Say why an operation was proposed, and who else might be meant."""
    if proposal.said:
        pen.note(level, "skeleton.said")
        return
    for one in proposal.scored[:3]:
        why = ", ".join(pen.say(reason) for reason in one.reasons)
        pen.lines.comment(level, f"{one.operation.name}: {why} ({one.points})")
    if proposal.chosen is None:
        pen.note(level, "skeleton.operation-several" if proposal.scored else "skeleton.operation-none")


def _list(pen: Pen, asked: Asked, operation: Operation | None, *, inline: Trail | None) -> None:
    pen.lines.put(2, "list")
    _reasons(pen, 3, asked.proposals["list"])
    _call(pen, 3, operation, _LISTED)
    row = row_of(operation)
    for answer in () if operation is None else operation.answers:
        elements(pen, 3, answer, (answer,))
    if row is None:
        pen.note(3, "skeleton.none")
    pen.lines.at(3, "each", pen.path(row) if row else "")
    _row(pen, 3, None if row is None else row[-1], with_levels=True)
    if inline is not None:
        pen.lines.at(3, "inline", ".")
    _paging(pen, operation)
    _cursor(pen, asked, operation, row)


def _row(pen: Pen, level: int, row: Node | None, *, with_levels: bool) -> None:
    """Write what a row of a listing tells."""
    reference = None if row is None else proposing.row_id(row)
    if reference is None:
        pen.note(level, "skeleton.none")
    pen.lines.at(level, "id", pen.path(reference[1:]) if reference else "")
    if row is None:
        return
    version = _child(row, words.VERSION)
    if version is not None:
        pen.lines.put(level, "version")
        pen.lines.at(level + 1, "at", pen.path((version,)))
        pen.lines.at(level + 1, "as", "integer")
    else:
        _moment(pen, level, "version", _child(row, words.MODIFIED))
    if with_levels:
        level_found = fields.best(fields.candidates(row, "secrecy"))
        if level_found is not None:
            pen.lines.put(level, "levels", f"[{scalar(pen.path(level_found.trail[1:]))}]")
        _moment(pen, level, "entered", _child(row, words.ENTERED))


def _moment(pen: Pen, level: int, key: str, node: Node | None) -> None:
    """Write where a moment stands, when it is sure how it is read."""
    if node is not None and _is_clear(node):
        pen.lines.put(level, key)
        pen.lines.at(level + 1, "at", pen.path((node,)))
        form(pen, level + 1, node)


def _is_clear(node: Node) -> bool:
    return node.type in fields.DATES or len(node.formats) == 1


def _child(around: Node, wanted: tuple[str, ...]) -> Node | None:
    scored = [(words.likeness(one.name, wanted), one) for one in around.children if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return found if score >= fields.LIKELY else None


def _paging(pen: Pen, operation: Operation | None) -> None:
    asked = [] if operation is None else [trail[-1] for node in operation.arguments for trail in trails(node)]
    if operation is None or not any(words.likeness(one.name, words.PAGE) >= fields.LIKELY for one in asked):
        return
    pen.note(3, "skeleton.paging")
    pen.lines.put(3, "paging")
    pen.lines.at(4, "by", "number")
    more = _answered(operation, words.MORE)
    if more is not None:
        pen.lines.at(4, "more", pen.path(more))


def _cursor(pen: Pen, asked: Asked, operation: Operation | None, row: Trail | None) -> None:
    pen.note(3, "skeleton.cursor")
    pen.lines.put(3, "cursor")
    modified = None if row is None else _child(row[-1], words.MODIFIED)
    if modified is not None and _is_clear(modified):
        pen.lines.at(4, "by", "item")
        pen.lines.at(4, "at", pen.path((modified,)))
        form(pen, 4, modified)
    else:
        pen.lines.at(4, "by", "clock")
    since = _argument(operation, words.SINCE)
    if since is not None:
        pen.lines.put(4, "send")
        _sent(pen, 5, since, asked.day_format)
    pen.lines.put(4, "start", f'"{asked.start.isoformat()}"')
    pen.lines.at(4, "overlap", "2d")


def _sent(pen: Pen, level: int, since: Node, day_format: str) -> None:
    """Write how the cursor is sent. A day in the wrong form often gives an empty list and no error (FACTS §9)."""
    if since.type in fields.DATES or not day_format:
        form(pen, level, since)
        return
    pen.note(level, "skeleton.as-sample")
    pen.lines.at(level, "as", "datetime" if "HH" in day_format else "date")
    if day_format != "iso":
        pen.lines.at(level, "format", day_format)


def _argument(operation: Operation | None, wanted: tuple[str, ...]) -> Node | None:
    values = [] if operation is None else [t[-1] for node in operation.arguments for t in trails(node)]
    scored = [(words.likeness(one.name, wanted), one) for one in values if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return found if score >= fields.LIKELY else None


def _fetch(pen: Pen, asked: Asked) -> None:
    pen.lines.put(2, "fetch")
    operation = asked.proposals["fetch"].chosen
    _reasons(pen, 3, asked.proposals["fetch"])
    _call(pen, 3, operation, _FETCHED)
    if asked.item is None:
        for answer in () if operation is None else operation.answers:
            elements(pen, 3, answer, (answer,))
        pen.note(3, "skeleton.item")
    pen.lines.at(3, "item", pen.path(asked.item) if asked.item else "")
    bears = _own_reference(asked, operation)
    if bears is not None:
        pen.lines.at(3, "id", pen.path((bears,)))
    if asked.item is not None and asked.item[-1].is_value:
        pen.note(3, "skeleton.text")
        pen.lines.at(3, "text", "yes")


def _own_reference(asked: Asked, operation: Operation | None) -> Node | None:
    """Find where a message bears the reference it was asked by: under the name it has in the request or the list."""
    row = row_of(asked.proposals["list"].chosen)
    reference = None if row is None else proposing.row_id(row[-1])
    argument = _argument(operation, words.DOCUMENT_ID)
    known = {words.squeezed(one.name) for one in (argument, reference[-1] if reference else None) if one is not None}
    return next((one for one in asked.message.elements if one.is_value and words.squeezed(one.name) in known), None)


Filling = tuple[tuple[str, tuple[str, ...]], ...]
"""Placeholder → names of the arguments it may fill."""

_LISTED: Filling = (("size", words.SIZE), ("page", words.PAGE), ("since", words.SINCE))
_FETCHED: Filling = (("id", words.DOCUMENT_ID),)
_COUNTED: Filling = (("from", words.SINCE), ("to", words.UNTIL))
_TOLD: Filling = (
    ("task", words.TASK_ID),
    ("document", ("documentid", "mavanban", "idvanban", "docid")),
    ("key", ("key", "ma", "requestid", "makhoa", "id", "messageid", "maphien")),
    ("standing", words.STANDING),
    ("due_on", fields.NAMES["due_on"]),
    ("completed_on", ("completedon", "ngayhoanthanh", "completeddate", "finisheddate", "ngaykethuc")),
    ("lacking", ("lacking", "conthieu", "missing")),
    ("quality", ("quality", "chatluong")),
    ("lead_code", ("leadcode", "madonvi", "macoquan", "agencycode")),
    ("lead_name", ("leadname", "donvi", "tendonvi", "coquan", "agencyname", "agency", "lead", "donvichutri")),
)
_WITHIN: Filling = (("lead_code", ("code", "ma")), ("lead_name", ("name", "ten")))
_OF_STANDING: Filling = (("standing", ("code", "ma", "value", "status")), *_TOLD[4:8])


def _call(pen: Pen, level: int, operation: Operation | None, filling: Filling) -> None:
    """Write operation, arguments and answer."""
    pen.lines.at(level, "operation", "" if operation is None else operation.name)
    if operation is None:
        pen.lines.put(level, "answer")
        pen.lines.at(level + 1, "expects", "")
        return
    if operation.arguments:
        _table(pen, level, "arguments", operation.arguments, filling, set())
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
        inside = _OF_STANDING if _is(node, words.STANDING) else (*_WITHIN, *filling) if _is_agency(node) else filling
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
        pen.lines.at(level, scalar(node.name), "")


_MAY_LACK = frozenset({"due_on", "completed_on", "lacking", "quality"})


def described_short(node: Node) -> str:
    """Say type and allowed values of an argument."""
    return " ".join((node.type or "–", *(["= " + " | ".join(node.choices[:8])] if node.choices else [])))


def _is(node: Node, wanted: tuple[str, ...]) -> bool:
    return words.likeness(node.name, wanted) >= fields.LIKELY


def _is_agency(node: Node) -> bool:
    return _is(node, (*fields.NAMES["lead"], "agency", "donvi", "coquan"))


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
    code = _answered(operation, words.RESULT_CODE)
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


def _answered(operation: Operation, wanted: tuple[str, ...]) -> Trail | None:
    """Find a value of an answer that is there once, by its name; the outermost of those that are alike."""
    best: tuple[int, Trail] | None = None
    for answer in operation.answers:
        for trail in trails(answer):
            if len(trail) == 1 or not trail[-1].is_value or any(one.repeats for one in trail):
                continue
            if fields.richness(trail[-2]) > 1:
                continue  # a code of the document, not of the answer
            score = words.likeness(trail[-1].name, wanted) - 5 * len(trail)
            if score >= fields.LIKELY and (best is None or score > best[0]):
                best = (score, trail)
    return None if best is None else best[1]


def _optional(pen: Pen, asked: Asked) -> None:
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
    _reasons(pen, 2, asked.proposals["register"])
    _call(pen, 2, operation, _COUNTED)
    asked_from = _argument(operation, words.SINCE)
    if asked_from is not None:
        pen.lines.put(2, "days")
        _sent(pen, 3, asked_from, asked.day_format)
    row = row_of(operation)
    pen.lines.at(2, "each", pen.path(row) if row else "")
    if row is None or operation is None:
        return False
    for field in ("number", "notation"):
        found = fields.best(fields.candidates(row[-1], field))
        if found is not None:
            pen.lines.at(2, field, pen.path(found.trail[1:]))
    issued = fields.best(fields.candidates(row[-1], "issued_on"))
    if issued is not None and _is_clear(issued.node):
        pen.lines.put(2, "issued_on")
        pen.lines.at(3, "at", pen.path(issued.trail[1:]))
        form(pen, 3, issued.node)
    apart = _answered(operation, ("apartcount", "sorieng", "somat", "secretcount"))
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
    _reasons(pen, 3, asked.proposals["events"])
    _call(pen, 3, operation, _LISTED)
    pen.lines.at(3, "each", pen.path(row) if row else "")
    event = asked.event
    reference = None if event is None else _child(event, ("eventid", "madienbien", "id", "ma"))
    pen.lines.at(3, "id", pen.path((reference,)) if reference is not None else "")
    pen.lines.at(3, "inline", ".")
    _paging(pen, operation)
    _cursor(pen, asked, operation, row)
    return False


def evidence(pen: Pen, event: Node | None) -> None:
    """Write how an event is read, as comments: which word of the source means what, only a person can say."""
    beside = pen.beside()
    beside.note(0, "skeleton.evidence")
    beside.lines.put(0, "evidence")
    if event is not None:
        elements(beside, 1, event)
    beside.lines.put(1, "kind")
    kind = None if event is None else _child(event, ("kind", "loai", "loaidienbien", "type", "eventtype", "hanhdong"))
    beside.lines.at(2, "at", pen.path((kind,)) if kind is not None else "")
    beside.lines.at(2, "as", "choice")
    beside.note(2, "skeleton.event-kinds")
    values = dict.fromkeys(tidy(value) for value in (() if kind is None else kind.choices) if tidy(value))
    beside.lines.put(2, "choices", None if values else "{}")
    for value in values:
        beside.lines.at(3, scalar(value), "")
    for key, wanted in (("document", words.DOCUMENT_ID[1:]), ("task", words.TASK_ID)):
        found = None if event is None else _child(event, wanted)
        beside.lines.put(1, key)
        beside.lines.at(2, "at", pen.path((found,)) if found is not None else "")
    happened = None if event is None else _child(event, words.HAPPENED)
    beside.lines.put(1, "happened_at")
    beside.lines.at(2, "at", pen.path((happened,)) if happened is not None else "")
    form(beside, 2, happened)
    pen.lines.commented(beside.lines)


def _push(pen: Pen, asked: Asked) -> bool:
    pen.lines.put(1, "push")
    _reasons(pen, 2, asked.proposals["push"])
    _call(pen, 2, asked.proposals["push"].chosen, _TOLD)
    back = asked.proposals["read-back"]
    if back.chosen is not None:
        pen.lines.put(2, "read_back")
        _reasons(pen, 3, back)
        _call(pen, 3, back.chosen, _TOLD)
        _shown(pen, back.chosen)
    return False


def _shown(pen: Pen, operation: Operation) -> None:
    """Write where an answer shows what was told."""
    found = _answered(operation, ("tinhtrang", "standing", "trangthai", "status"))
    nested = [
        trail
        for answer in operation.answers
        for trail in trails(answer)
        if len(trail) > 2 and trail[-1].is_value and _is(trail[-2], words.STANDING[:4])  # noqa: PLR2004
    ]
    code = next((trail for trail in nested if _is(trail[-1], ("code", "ma", "value"))), found)
    pen.lines.at(3, "standing", pen.path(code) if code else "")
    due = _answered(operation, fields.NAMES["due_on"])
    if due is not None:
        pen.lines.at(3, "due_on", pen.path(due))
