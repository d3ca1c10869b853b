"""How a listing is written: reasons, rows, pages and the cursor; documents and events are listed alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from adapter.scaffold import fields, forms, proposing, words
from adapter.scaffold.calls_part import answered, argument
from adapter.scaffold.described import Node, Operation, Trail, trails
from adapter.scaffold.lines import described, scalar
from adapter.scaffold.proposing import Proposal
from adapter.scaffold.reading_part import Pen, as_written, form


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


def row_of(operation: Operation | None) -> Trail | None:
    """Give the rows of a listing: the first that have a reference, else the first that repeat."""
    if operation is None:
        return None
    rows = proposing.shape(operation).rows
    return next((row for row in rows if proposing.row_id(row[-1]) is not None), next(iter(rows), None))


def reasons(pen: Pen, level: int, proposal: Proposal) -> None:
    """Say why an operation was proposed, and who else might be meant."""
    if proposal.said:
        pen.note(level, "skeleton.said")
        return
    for one in proposal.scored[:3]:
        why = ", ".join(pen.say(reason) for reason in one.reasons)
        pen.lines.comment(level, f"{one.operation.name}: {why} ({one.points})")
    if proposal.chosen is None:
        pen.note(level, "skeleton.operation-several" if proposal.scored else "skeleton.operation-none")


def row(pen: Pen, level: int, row: Node | None, *, with_levels: bool) -> None:
    """Write what a row of a listing tells."""
    reference = None if row is None else proposing.row_id(row)
    if reference is None:
        pen.note(level, "skeleton.none")
    pen.lines.at(level, "id", pen.path(reference[1:]) if reference else "")
    if row is None:
        return
    version = child_like(row, words.VERSION)
    if version is not None:
        pen.lines.put(level, "version")
        pen.lines.at(level + 1, "at", pen.path((version,)))
        pen.lines.at(level + 1, "as", "integer")
    else:
        _moment(pen, level, "version", child_like(row, words.MODIFIED))
    if with_levels:
        level_found = fields.best(fields.candidates(row, "secrecy"))
        if level_found is not None:
            pen.lines.put(level, "levels", f"[{scalar(pen.path(level_found.trail[1:]))}]")
        _moment(pen, level, "entered", child_like(row, words.ENTERED))


def _moment(pen: Pen, level: int, key: str, node: Node | None) -> None:
    """Write where a moment stands, when it is sure how it is read."""
    if node is not None and is_clear(node):
        pen.lines.put(level, key)
        pen.lines.at(level + 1, "at", pen.path((node,)))
        form(pen, level + 1, node)


def is_clear(node: Node) -> bool:
    """Tell whether it is known how a day or moment is written: by its type, or by a sample."""
    return node.type in fields.DATES or len(node.formats) == 1


def child_like(around: Node, wanted: tuple[str, ...]) -> Node | None:
    """Find the value inside an element whose name is likest to those that are wanted."""
    scored = [(words.likeness(one.name, wanted), one) for one in around.children if one.is_value]
    score, found = max(scored, key=lambda one: one[0], default=(0, None))
    return found if score >= fields.LIKELY else None


def paging(pen: Pen, operation: Operation | None) -> None:
    """Write how a list is cut into pages, where the operation takes one."""
    asked = [] if operation is None else [trail[-1] for node in operation.arguments for trail in trails(node)]
    by = next(
        (
            by
            for by, names in (("number", words.PAGE), ("offset", words.OFFSET))
            if any(words.likeness(one.name, names) >= fields.LIKELY for one in asked)
        ),
        None,
    )
    if operation is None or by is None:
        return
    pen.note(3, "skeleton.paging")
    pen.lines.put(3, "paging")
    pen.lines.at(4, "by", by)
    more = answered(operation, words.MORE)
    if more is not None:
        pen.lines.at(4, "more", pen.path(more))


def cursor(pen: Pen, asked: Asked, operation: Operation | None, row: Trail | None) -> None:
    """Write what a poll remembers: the time of modification of the rows, else the time of asking."""
    pen.note(3, "skeleton.cursor")
    pen.lines.put(3, "cursor")
    modified = None if row is None else child_like(row[-1], words.MODIFIED)
    if modified is not None and is_clear(modified):
        pen.lines.at(4, "by", "item")
        pen.lines.at(4, "at", pen.path((modified,)))
        form(pen, 4, modified)
    else:
        if modified is not None:
            pen.note(4, "skeleton.cursor-item")
            pen.lines.comment(4, f"at: {pen.path((modified,))} — {described(modified)}")
        pen.lines.at(4, "by", "clock")
    since = argument(operation, words.SINCE)
    if since is not None:
        pen.lines.put(4, "send")
        sent(pen, 5, since, asked.day_format, operation)
    pen.lines.put(4, "start", f'"{asked.start.isoformat()}"')
    pen.lines.at(4, "overlap", "2d")


def sent(pen: Pen, level: int, since: Node, day_format: str, operation: Operation | None) -> None:
    """Write how the cursor is sent. A day in the wrong form often gives an empty list and no error (FACTS §9).

    What the operation says of itself goes before what a sample of something else shows.
    """
    told = () if operation is None else forms.told(operation.says)
    written = since.formats[0] if len(since.formats) == 1 else told[0] if len(told) == 1 else day_format
    if since.type in fields.DATES or not written:
        form(pen, level, since)
        return
    pen.note(level, "skeleton.as-told" if told else "skeleton.as-sample")
    as_written(pen, level, written)
