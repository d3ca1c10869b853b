"""How a listing goes on: from where the next page is asked, and where the next poll begins.

Rows move while they are listed: a document modified between two pages goes to the end, everything behind it moves
up, and the first row of the next page is never seen. So a listing in the order of its cursor does not count pages
further than it must: as soon as the cursor has moved on, the next page is the *first* one since the new value. Rows
that share that value come twice; the caller skips what it has seen. Where a source does not list in the order of
its cursor, pages are counted, and the cursor moves only when the whole listing has been read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import pairwise

from adapter.core.exchanges import Cursor, Listing, Moment
from adapter.exchange import moments
from adapter.exchange.moments import Value
from adapter.wire import AdministratorNeeded, Later

_CLOCK = Moment(kind="datetime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question of a listing; travels between pages as the `next` of a page. Values are canonical texts."""

    base: str  #: where this poll began, before the overlap: nothing older is promised again
    since: str  #: what is asked now
    page: str  #: number of the page, or the token that asks for it
    asked_at: str  #: when the first page was asked
    top: str = ""  #: greatest cursor value seen so far
    least: str = ""  #: the first row of the page must not be below it, else the listing has no order
    ordered: bool = True  #: rows came in the order of the cursor so far
    former: str = ""  #: digest of the ids of the former page of the same question


def begin(listing: Listing, cursor: str | None, now: datetime) -> Ask:
    """Ask the first page: from the mapping's start, or from a stored cursor less the overlap."""
    kind = _kind(listing.cursor)
    base = _value(cursor if cursor is not None else listing.cursor.start, kind)
    since = base if cursor is None else moments.back(base, listing.cursor.overlap_s)
    return Ask(
        base=moments.to_text(base),
        since=moments.to_text(since),
        page="" if listing.paging.by == "token" else str(listing.paging.first),
        asked_at=moments.to_text(now),
        least=moments.to_text(since),
    )


def resume(page: str) -> Ask:
    """Ask the page that a former page's `next` names."""
    return Ask(**json.loads(page))


def sent(listing: Listing, ask: Ask) -> str:
    """Give what stands for `{since}` in the request."""
    written = moments.write(_value(ask.since, _kind(listing.cursor)), listing.cursor.send)
    if written is None:
        raise AdministratorNeeded("peer.cursor-kind", kind=listing.cursor.send.kind)
    return written


def follow(
    listing: Listing, ask: Ask, ids: Sequence[str], values: Sequence[Value], token: str, *, more: bool
) -> tuple[str | None, str]:
    """Give the `next` and the `cursor` of a page that listed `ids`, with the cursor values that could be read."""
    seen = _seen(listing, ask, values)
    if not more:
        return None, _end(listing, seen)
    if not ids:
        # An empty page that promises more is a broken answer, and would never end.
        raise Later("peer.empty-page")
    return json.dumps(asdict(_next(listing, seen, ids, token))), _so_far(listing, seen)


def _seen(listing: Listing, ask: Ask, values: Sequence[Value]) -> Ask:
    """Take note of a page's cursor values."""
    if listing.cursor.by == "clock" or not values:
        return ask
    kind = listing.cursor.moment
    least = _sendable(_value(ask.least, kind), listing)
    steps = pairwise([least, _sendable(values[0], listing)])
    ordered = ask.ordered and not any(_less(b, a) for pairs in (steps, pairwise(values)) for a, b in pairs)
    tops = [*values, *([_value(ask.top, kind)] if ask.top else [])]
    return replace(ask, ordered=ordered, top=moments.to_text(_greatest(tops)), least=moments.to_text(values[-1]))


def _next(listing: Listing, ask: Ask, ids: Sequence[str], token: str) -> Ask:
    digest = hashlib.sha256(json.dumps(list(ids)).encode()).hexdigest()
    if listing.paging.by == "token":
        if token == ask.page:
            raise AdministratorNeeded("peer.paging-stuck")
        return replace(ask, page=token)
    if ask.ordered and ask.top and listing.cursor.by == "item" and _moved_on(listing, ask):
        return replace(ask, since=ask.top, least=ask.top, page=str(listing.paging.first), former="")
    if digest == ask.former:
        raise AdministratorNeeded("peer.paging-stuck")
    return replace(ask, page=str(int(ask.page) + listing.paging.step), former=digest)


def _moved_on(listing: Listing, ask: Ask) -> bool:
    """Tell whether the greatest value seen asks for less than the last question, as coarsely as it is sent."""
    kind = listing.cursor.moment
    top, since = (_sendable(_value(text, kind), listing) for text in (ask.top, ask.since))
    return _less(since, top)


def _end(listing: Listing, ask: Ask) -> str:
    """Give where the next poll begins after a whole listing.

    A modification time in the future must not carry the cursor over what will be modified until then.
    """
    if listing.cursor.by == "clock":
        return ask.asked_at
    if not ask.top:
        return ask.base
    kind = listing.cursor.moment
    top = _value(ask.top, kind)
    now = moments.as_kind(_value(ask.asked_at, _CLOCK), kind)
    if now is not None and _less(now, top):
        top = now
    return moments.to_text(_greatest([_value(ask.base, kind), top]))


def _so_far(listing: Listing, ask: Ask) -> str:
    """Give where a poll may begin in the middle of a listing."""
    return _end(listing, ask) if ask.ordered and listing.cursor.by == "item" else ask.base


def _sendable(value: Value, listing: Listing) -> Value:
    """Give the value as the source will understand it: a day only, whole seconds only."""
    written = moments.write(value, listing.cursor.send)
    understood = moments.read(written, listing.cursor.send) if written is not None else None
    if understood is None:
        raise AdministratorNeeded("peer.cursor-kind", kind=listing.cursor.send.kind)
    return understood


def _kind(cursor: Cursor) -> Moment:
    return cursor.moment if cursor.by == "item" else _CLOCK


def _value(text: str, kind: Moment) -> Value:
    value = moments.from_text(text, kind)
    if value is None:
        raise AdministratorNeeded("peer.cursor-unreadable", kind=kind.kind)
    return value


def _less(a: Value, b: Value) -> bool:
    """Compare two values of one kind (a mapping gives a cursor one kind; `_value` holds stored ones to it)."""
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a < b
    if isinstance(a, int) and isinstance(b, int):
        return a < b
    return moments.to_text(a) < moments.to_text(b)


def _greatest(values: Sequence[Value]) -> Value:
    greatest = values[0]
    for value in values[1:]:
        if _less(greatest, value):
            greatest = value
    return greatest
