"""An accepted answer split in memory: a listing into references, a fetched answer into one message.

A row that cannot be read fully does not spoil its page: without an id it becomes a reference that is
refused when fetched, without a readable version one that arrival orders. Its level signals pass through
untouched; what is missing, doubled or strange there is for the gate to judge.
"""

from __future__ import annotations

from datetime import date

from adapter.core import paths, xml
from adapter.core.exchanges import Fetch, Listing, Moment, Paging, Register
from adapter.core.text import tidy
from adapter.exchange import cursors, moments
from adapter.exchange.cursors import Ask
from adapter.wire import AdministratorNeeded, Later, Message, Page, Ref, Refused, RegisterCount, RegisterEntry

_MEDIA_TYPE = "application/xml"
_YES = frozenset({"true", "1"})
_NO = frozenset({"false", "0"})


def page(body: xml.Element, listing: Listing, ask: Ask, *, source: str, stream: str) -> Page:
    """Split a listing's answer. Raises `wire.Trouble` when it contradicts the mapping."""
    items = listing.each.elements(body)
    refs = tuple(_ref(item, listing, source, stream) for item in items)
    following, cursor = cursors.follow(
        listing,
        ask,
        [ref.id for ref in refs],
        _cursor_values(items, listing),
        _token(body, listing.paging),
        more=_more(body, listing.paging, len(items)),
    )
    return Page(refs=refs, next=following, cursor=cursor)


def message(body: xml.Element, fetch: Fetch, ref: Ref, *, source: str, stream: str) -> Message:
    """Cut the one item out of a fetched answer; `Refused` when there is not one, or it cannot be read.

    Raises `wire.Later` when it is about another item than the one that was asked for.
    """
    found = fetch.item.elements(body)
    if len(found) != 1:
        raise Refused("peer.item-missing", path=fetch.item.text, found=len(found))
    item = _inner(found[0]) if fetch.text else found[0]
    if fetch.id is not None and _one(fetch.id, item) not in (None, ref.id):
        # A late copy of the answer before, or answers that a proxy has mixed up.
        raise Later("peer.other-item")
    return _message(item, ref.id, ref.version, source, stream)


def count(body: xml.Element, register: Register) -> RegisterCount:
    """Count the numbers of a register's answer."""
    apart = None if register.apart is None else _one(register.apart, body)
    if register.apart is not None and (apart is None or not _is_count(apart)):
        raise Later("peer.count-unreadable", path=register.apart.text)
    rows = register.each.elements(body)
    entries = tuple(entry for row in rows if (entry := _entry(row, register)) is not None)
    return RegisterCount(numbers=len(rows), apart=None if apart is None else int(apart), entries=entries)


def _is_count(text: str) -> bool:
    """Tell whether a text is a number of documents; what is longer fits into no entry, or is no number for Python."""
    return text.isdecimal() and len(text) <= len("999999999")


def _entry(row: xml.Element, register: Register) -> RegisterEntry | None:
    """Name one number of the register; None where the mapping does not say how, or it cannot be read."""
    if register.number is None or register.notation is None or register.issued_on is None:
        return None
    number, notation = _one(register.number, row), _one(register.notation, row)
    written = _one(register.issued_on, row)
    issued_on = None if written is None else moments.day(written, register.issued_form)
    if not number or not notation or issued_on is None:
        return None
    return RegisterEntry(number=tidy(number), notation=tidy(notation), issued_on=issued_on)


def _ref(item: xml.Element, listing: Listing, source: str, stream: str) -> Ref:
    reference = _one(listing.id, item) or ""
    version = _version(item, listing)
    return Ref(
        id=reference,
        version=version,
        levels=tuple(_level(path, item) for path in listing.levels),
        entered_on=_entered(item, listing),
        message=_inline(item, listing, reference, version, source, stream),
        since=_since(item, listing),
    )


def _inline(
    item: xml.Element, listing: Listing, reference: str, version: int | None, source: str, stream: str
) -> Message | None:
    """Give the message that the row carries; None when it carries none, several, or one that is no XML."""
    found = [] if listing.inline is None else listing.inline.elements(item)
    if len(found) != 1:
        return None
    try:
        whole = _inner(found[0]) if listing.inline_text else found[0]
        return _message(whole, reference, version, source, stream)
    except Refused:
        return None


def _message(item: xml.Element, reference: str, version: int | None, source: str, stream: str) -> Message:
    return Message(
        source=source,
        stream=stream,
        reference=reference,
        version=version,
        media_type=_MEDIA_TYPE,
        body=_canonical(item),
    )


def _canonical(item: xml.Element) -> bytes:
    try:
        return xml.canonical(item)
    except xml.XmlRefused as refused:
        trouble = Refused("peer.item-not-xml", reason=refused.code)
    raise trouble


def _inner(element: xml.Element) -> xml.Element:
    """Parse the XML that stands as text inside an element."""
    try:
        return xml.inner(element.text or "")
    except xml.XmlRefused as refused:
        trouble = Refused("peer.item-not-xml", reason=refused.code)
    raise trouble


def _level(path: paths.Path, item: xml.Element) -> tuple[str, ...]:
    """Give every value of a level signal; one with elements inside counts twice: the gate shall doubt it."""
    return tuple(value for one in path.values(item) for value in ([one.value] * (2 if one.has_children else 1)))


def _version(item: xml.Element, listing: Listing) -> int | None:
    text = None if listing.version is None else _one(listing.version, item)
    return None if text is None else moments.number(text, listing.version_moment)


def _entered(item: xml.Element, listing: Listing) -> date | None:
    text = None if listing.entered is None else _one(listing.entered, item)
    return None if text is None else moments.day(text, listing.entered_moment or Moment(kind="date"))


def _since(item: xml.Element, listing: Listing) -> str:
    """Give the item's own cursor value as canonical text; empty when it has none."""
    text = None if listing.cursor.at is None else _one(listing.cursor.at, item)
    value = None if text is None else moments.read(text, listing.cursor.moment)
    return "" if value is None else moments.to_text(value)


def _cursor_values(items: list[xml.Element], listing: Listing) -> list[moments.Value]:
    """Read the cursor of every item; when none of them can be read, the mapping is wrong and says so."""
    if listing.cursor.by == "clock" or listing.cursor.at is None:
        return []
    texts = [_one(listing.cursor.at, item) for item in items]
    read = [moments.read(text, listing.cursor.moment) for text in texts if text is not None]
    values = [value for value in read if value is not None]
    if items and not values:
        raise AdministratorNeeded("peer.item-cursor-unreadable", path=listing.cursor.at.text)
    return values


def _more(body: xml.Element, paging: Paging, listed: int) -> bool:
    if paging.by == "none":
        return False
    if paging.by == "token":
        return bool(_token(body, paging))
    said = None if paging.more is None else _one(paging.more, body)
    if not said:  # an empty flag, or one that is `xsi:nil`, says nothing
        return listed >= paging.size
    if said.lower() not in _YES | _NO:
        raise Later("peer.more-unreadable", path=paging.more.text if paging.more else "")
    return said.lower() in _YES


def _token(body: xml.Element, paging: Paging) -> str:
    return "" if paging.token is None else _one(paging.token, body) or ""


def _one(path: paths.Path, at: xml.Element) -> str | None:
    """Give the only value of a path, stripped; None for none, several, or elements inside."""
    found = path.values(at)
    return found[0].value.strip() if len(found) == 1 and not found[0].has_children else None
