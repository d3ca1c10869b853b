"""The operations of the service: a request and a clock in, the XML of an answer out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from math import ceil

from adapter.simulator import moments, render
from adapter.simulator.incoming import BadRequestError, Request
from adapter.simulator.shapes import Event, Named

PAGE_MOST = 500
PAGES_MOST = 1_000_000

Operation = Callable[[sqlite3.Connection, Request, int], bytes]


HIDDEN = "SELECT value FROM meta WHERE key LIKE 'hidden %'"
"""Documents that the register has and the listing does not."""


DOUBLED = "SELECT value FROM meta WHERE key LIKE 'doubled %'"
"""Documents whose number stands in the register twice."""


def list_documents(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """List what was modified from `Since` to now, each document once, by modification time and id."""
    where = "v.modified_at >= ? AND v.modified_at <= ? AND (v.until IS NULL OR v.until > ?)"
    where += f" AND v.document NOT IN ({HIDDEN})"
    values = (_since(request), now, now)
    (total,) = state.execute(f"SELECT count(*) FROM version v WHERE {where}", values).fetchone()  # noqa: S608 - constant text
    size, skip = _page(request)
    rows = state.execute(
        "SELECT v.document, v.version, v.levels, d.entered_at, v.modified_at"  # noqa: S608 - constant text
        f" FROM version v JOIN document d ON d.id = v.document WHERE {where}"
        " ORDER BY v.modified_at, v.document LIMIT ? OFFSET ?",
        (*values, size, skip),
    )
    items = [
        f"<DocumentInfo><Id>{id_}</Id><Version>{version}</Version>{levels}<EnteredAt>{moments.text(entered_at)}"
        f"</EnteredAt><ModifiedAt>{moments.text(modified_at)}</ModifiedAt></DocumentInfo>"
        for id_, version, levels, entered_at, modified_at in rows
    ]
    return _listing("ListDocuments", "Documents", items, total, skip)


def get_document(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """Give the newest version of a document, as it was rendered when it was made."""
    reply = newest_reply(state, request.text("Id"), now)
    return _refused("GetDocument", "404", "Không có văn bản này") if reply is None else reply


def newest_reply(state: sqlite3.Connection, document: str, now: int) -> bytes | None:
    """Give the whole answer for the newest version of a document; None for one that is not told."""
    row = state.execute(
        f"SELECT reply FROM version WHERE document = ? AND modified_at <= ? AND document NOT IN ({HIDDEN})"  # noqa: S608 - constant text
        " ORDER BY version DESC LIMIT 1",
        (document, now),
    ).fetchone()
    return bytes(row[0]) if row else None


def list_events(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """List what was recorded from `Since` to now about the work on assignments, by time of recording and id."""
    values = (_since(request), now)
    (total,) = state.execute(f"SELECT count(*) FROM ({TOLD}) WHERE at BETWEEN ? AND ?", values).fetchone()  # noqa: S608 - constant text
    size, skip = _page(request)
    rows = state.execute(
        f"SELECT * FROM ({TOLD}) WHERE at BETWEEN ? AND ? ORDER BY at, id, seq LIMIT ? OFFSET ?",  # noqa: S608 - constant text
        (*values, size, skip),
    )
    items = [body or echo(at, id_, *place) for at, id_, _, body, *place in rows]
    return _listing("ListEvents", "Events", items, total, skip)


TOLD = (
    "SELECT recorded_at AS at, id, seq, body, NULL AS document, NULL AS task, NULL AS lead FROM event UNION ALL "
    "SELECT applied_at, 'TT-' || seq, seq, NULL, document, task, lead FROM standing"
)
"""Everything that is listed as an event: the work on assignments, and every standing that was applied."""


def echo(at: int, id_: str, document: str, task: str, lead: str) -> str:
    """Tell a standing that was applied as an event of its own, as some systems do."""
    echo = Event(
        id=id_,
        kind="standing-updated",
        recorded_at=at,
        occurred_at=at,
        document=document,
        task=task,
        lead=Named(name=lead),
    )
    return render.event(echo)


def list_numbers(state: sqlite3.Connection, request: Request, now: int) -> bytes:
    """Give the register: numbers issued from one day to another; of the series kept apart the count only."""
    told, apart = numbers(state, _day(request, "From"), _day(request, "To"), now)
    entries = [
        f"<Entry>{render.leaf('Number', number)}{render.leaf('Notation', notation)}"
        f"{render.leaf('IssuedOn', issued_on)}</Entry>"
        for number, notation, issued_on in told
    ]
    inner = f"{render.SUCCESS}<Numbers>{''.join(entries)}</Numbers><ApartCount>{apart}</ApartCount>"
    return render.envelope("ListNumbers", inner)


def numbers(state: sqlite3.Connection, first: str, last: str, now: int) -> tuple[list[tuple[str, str, str]], int]:
    """Give number, notation and day (ISO 8601) of the ordinary series, and the count of the series kept apart."""
    span = (first, last, now)
    where = "issued_on BETWEEN ? AND ? AND entered_at <= ? AND series"
    one = f"SELECT number, notation, issued_on, id FROM document WHERE {where} = 'ordinary'"  # noqa: S608 - constant text
    rows = state.execute(
        f"SELECT number, notation, issued_on FROM ({one} UNION ALL {one} AND id IN ({DOUBLED})) ORDER BY issued_on, id",  # noqa: S608 - constant text
        span * 2,
    )
    (apart,) = state.execute(f"SELECT count(*) FROM document WHERE {where} = 'apart'", span).fetchone()  # noqa: S608 - constant text
    return list(rows), int(apart)


def _listing(operation: str, name: str, items: list[str], total: int, skip: int) -> bytes:
    more = "true" if skip + len(items) < total else "false"
    inner = f"{render.SUCCESS}<Total>{total}</Total><More>{more}</More><{name}>{''.join(items)}</{name}>"
    return render.envelope(operation, inner)


def _refused(operation: str, code: str, message: str) -> bytes:
    return render.envelope(operation, render.result(code, message))


def _since(request: Request) -> int:
    written = request.text("Since")
    try:
        return ceil(moments.read(written).timestamp())
    except (ValueError, OverflowError) as error:
        raise BadRequestError(f"{request.operation}: Since không phải xsd:dateTime") from error


def _day(request: Request, name: str) -> str:
    try:
        return date.fromisoformat(request.text(name)).isoformat()
    except ValueError as error:
        raise BadRequestError(f"{request.operation}: {name} không phải xsd:date") from error


def _page(request: Request) -> tuple[int, int]:
    size = request.number("PageSize", 1, PAGE_MOST)
    return size, (request.number("Page", 1, PAGES_MOST) - 1) * size


def second(now: datetime) -> int:
    """Give a clock's moment in whole seconds."""
    return int(now.timestamp())
