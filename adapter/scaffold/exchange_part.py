"""The part of a mapping that says how a service is asked: what was proposed, with the reason beside it.

Listing and fetching are written to be used; all else is in `optional_part`.
"""

from __future__ import annotations

from adapter.scaffold import fields, optional_part, proposing, words
from adapter.scaffold.calls_part import FETCHED, LISTED, argument, call
from adapter.scaffold.described import Node, Operation, Trail
from adapter.scaffold.lists_part import Asked, cursor, paging, reasons, row, row_of
from adapter.scaffold.reading_part import Pen, elements


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
    optional_part.optional(pen, asked)


def _service(pen: Pen, asked: Asked) -> None:
    """Name service and port where there are several: a mapping asks one of them."""
    chosen = asked.proposals["list"].chosen or next(iter(asked.operations), None)
    if chosen is not None and len({(one.service, one.port) for one in asked.operations}) > 1:
        pen.lines.at(1, "service", chosen.service)
        pen.lines.at(1, "port", chosen.port)


def _inline(asked: Asked) -> Trail | None:
    """Give the rows that are whole documents themselves, where nothing fetches."""
    rows = row_of(asked.proposals["list"].chosen)
    is_rich = rows is not None and fields.richness(rows[-1]) >= proposing.RICH
    return rows if is_rich and asked.proposals["fetch"].chosen is None else None


def _list(pen: Pen, asked: Asked, operation: Operation | None, *, inline: Trail | None) -> None:
    pen.lines.put(2, "list")
    reasons(pen, 3, asked.proposals["list"])
    call(pen, 3, operation, LISTED)
    rows = row_of(operation)
    for answer in () if operation is None else operation.answers:
        elements(pen, 3, answer, (answer,))
    if rows is None:
        pen.note(3, "skeleton.none")
    pen.lines.at(3, "each", pen.path(rows) if rows else "")
    row(pen, 3, None if rows is None else rows[-1], with_levels=True)
    if inline is not None:
        pen.lines.at(3, "inline", ".")
    paging(pen, operation)
    cursor(pen, asked, operation, rows)


def _fetch(pen: Pen, asked: Asked) -> None:
    pen.lines.put(2, "fetch")
    operation = asked.proposals["fetch"].chosen
    reasons(pen, 3, asked.proposals["fetch"])
    call(pen, 3, operation, FETCHED)
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
    rows = row_of(asked.proposals["list"].chosen)
    reference = None if rows is None else proposing.row_id(rows[-1])
    by = argument(operation, words.DOCUMENT_ID)
    known = {words.squeezed(one.name) for one in (by, reference[-1] if reference else None) if one is not None}
    return next((one for one in asked.message.elements if one.is_value and words.squeezed(one.name) in known), None)
