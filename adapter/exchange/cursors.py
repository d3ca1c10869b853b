"""How a listing goes on: from where the next page is asked, and where the next poll begins.

Rows move while they are listed: a document modified between two pages goes to the end, everything behind it
moves up, and the first row of the next page is never seen. Nor does a source say in which order it lists. So:

1. *Counting.* Pages of one question are counted to the end. In whatever fixed order the rows come, all that did not
   move are seen, and whether they came in the order of the cursor.
2. *Walking*, only when there were several pages and that order held: the listing is read once more, and as soon as the
   cursor has moved on, the next page is the *first* one since the new value. Rows that moved up cannot slip through,
   because no page is counted further than one value of the cursor fills.

Rows are listed more than once this way; the caller skips what it has seen. The cursor moves at the end only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from adapter.core.exchanges import Cursor, Listing, Moment
from adapter.exchange import moments
from adapter.exchange.moments import Value
from adapter.wire import AdministratorNeeded, Later

_CLOCK = Moment(kind="datetime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question of a listing; travels between pages as a page's `next`. Values are canonical texts."""

    base: str  #: where this poll began, before the overlap
    since: str  #: what is asked now
    page: str  #: number of the page, or the token that asks for it
    asked_at: str  #: when the first page was asked
    walking: bool = False  #: reading once more, from value to value
    ordered: bool = True  #: rows came in the order of the cursor so far
    last: str = ""  #: cursor value of the last row of the former page of this question
    top: str = ""  #: greatest cursor value seen
    former: str = ""  #: digest of the ids of the former page of this question


def begin(listing: Listing, cursor: str | None, now: datetime) -> Ask:
    """Ask the first page: from the mapping's start, or from a stored cursor less the overlap."""
    kind = _kind(listing.cursor)
    base = _value(cursor if cursor is not None else listing.cursor.start, kind)
    since = base if cursor is None else moments.back(base, listing.cursor.overlap_s)
    return Ask(
        base=moments.to_text(base),
        since=moments.to_text(since),
        page=_first_page(listing),
        asked_at=moments.to_text(now),
    )


def is_before(listing: Listing, place: str, cursor: str) -> bool:
    """Tell whether a place in a listing comes before a cursor. Raises `wire.AdministratorNeeded` when it is none."""
    kind = _kind(listing.cursor)
    return _less(_value(place, kind), _value(cursor, kind))


def earliest(listing: Listing, cursor: str, places: Sequence[str], since: date) -> str:
    """Give the earliest of several places in a listing that is not before a day, or the cursor; canonical text.

    Where places are no days or moments every one of them counts.
    """
    kind = _kind(listing.cursor)
    found = _value(cursor, kind)
    bound = moments.as_kind(since, Moment(kind=kind.kind, zone_minutes=kind.zone_minutes))
    for value in (_value(place, kind) for place in places):
        if _less(value, found) and (bound is None or not _less(value, bound)):
            found = value
    return moments.to_text(found)


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
    """Give `next` and `cursor` of a page that listed `ids`, with the cursor values that could be read."""
    if more and not ids:
        # An empty page that promises more is a broken answer, and would never end.
        raise Later("peer.empty-page")
    seen = _seen(listing, ask, values)
    following = _after(listing, seen, ids, token) if more else _again(listing, seen)
    if following is None:
        return None, _end(listing, seen)
    return json.dumps(asdict(following)), ask.base


def _seen(listing: Listing, ask: Ask, values: Sequence[Value]) -> Ask:
    """Take note of a page's cursor values and of their order, as coarsely as the source is asked."""
    if listing.cursor.by == "clock" or not values:
        return ask
    kind = listing.cursor.moment
    # A walked page that begins before what was asked shows that the source does not heed it.
    least = ask.last or (ask.since if ask.walking else "")
    before = [_sendable(_value(least, kind), listing)] if least else []
    steps = pairwise([*before, *(_sendable(value, listing) for value in values)])
    tops = [*values, *([_value(ask.top, kind)] if ask.top else [])]
    return replace(
        ask,
        ordered=ask.ordered and not any(_less(later, earlier) for earlier, later in steps),
        last=moments.to_text(values[-1]),
        top=moments.to_text(_greatest(tops)),
    )


def _after(listing: Listing, ask: Ask, ids: Sequence[str], token: str) -> Ask | None:
    """Ask the page after this one."""
    if listing.paging.by == "token":
        if token == ask.page:
            raise AdministratorNeeded("peer.paging-stuck")
        return replace(ask, page=token)
    if ask.walking and not ask.ordered:
        return None
    if ask.walking and ask.last and _moved_on(listing, ask):
        return replace(ask, since=ask.last, last="", page=_first_page(listing), former="")
    digest = hashlib.sha256(json.dumps(list(ids)).encode()).hexdigest()
    if digest == ask.former:
        raise AdministratorNeeded("peer.paging-stuck")
    return replace(ask, page=str(int(ask.page) + listing.paging.step), former=digest)


def _again(listing: Listing, ask: Ask) -> Ask | None:
    """Walk once a listing of several pages has been counted to its end in the order of its cursor."""
    counted = listing.paging.by == "number" and ask.page != _first_page(listing)
    if ask.walking or not counted or not ask.ordered or not ask.top:
        return None
    return replace(ask, walking=True, page=_first_page(listing), last="", former="")


def _first_page(listing: Listing) -> str:
    return "" if listing.paging.by == "token" else str(listing.paging.first)


def _moved_on(listing: Listing, ask: Ask) -> bool:
    """Tell whether the last value seen narrows the question, as coarsely as it is sent."""
    kind = listing.cursor.moment
    last, since = (_sendable(_value(text, kind), listing) for text in (ask.last, ask.since))
    return _less(since, last)


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
    """Compare two values of one kind: a mapping gives a cursor one kind and `_value` keeps to it."""
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
