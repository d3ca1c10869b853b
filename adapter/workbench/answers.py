"""Whole answers of a service (SOAP envelopes), as a person saves them: messages are cut out as a connector does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from adapter.core import xml
from adapter.core.exchanges import Exchange, Fetch, Listing
from adapter.exchange import cursors, split, verdicts
from adapter.exchange.http import Reply
from adapter.wire import Message, Ref, Trouble

_REF = Ref(id="–", version=None, levels=(), entered_on=None)
_NOW = datetime(2026, 3, 2, tzinfo=UTC)
"""What answers are cut up with; nothing of a message depends on either."""


def is_answer(body: bytes, exchange: Exchange) -> bool:
    """Tell whether something is a whole answer of a SOAP service: no message, but what messages are cut out of.

    Where the message itself is an envelope, as the edXML of 2014 is, it is none.
    """
    try:
        root = xml.parse(body)
    except xml.XmlRefused:
        return False
    if xml.local_name(root) != "Envelope":
        return False
    fetched = [stream.fetch.item for stream in exchange.streams.values() if stream.fetch is not None]
    file = xml.within(root)
    return not any(root in item.elements(file) for item in fetched)


def cut(body: bytes, exchange: Exchange) -> list[bytes]:
    """Give the messages in an answer to a fetch, or to a listing that carries them whole; else there are none in it.

    They keep the lines they have in the answer. Raises `wire.Trouble` for an answer that does not count, or that is
    none to any of these operations.
    """
    found: Trouble | None = None
    for way in _ways(exchange):
        try:
            return list(way(Reply(status=200, media_type="text/xml", body=body, framed=True)))
        except Trouble as trouble:
            # What one operation expects is missing in the answers to all others.
            if found is None or found.code == "peer.other-element":
                found = trouble
    if found is None:
        return []
    raise found


def _ways(exchange: Exchange) -> Iterator[Callable[[Reply], Iterator[bytes]]]:
    for stream in exchange.streams.values():
        if stream.fetch is not None:
            yield partial(_fetched, fetch=stream.fetch)
        yield partial(_listed, listing=stream.listing)


def _fetched(reply: Reply, fetch: Fetch) -> Iterator[bytes]:
    body = verdicts.judge(reply, fetch.call.verdict)
    # What was asked for is not known here: the message's own reference is not held against it.
    message = split.message(body, replace(fetch, id=None), _REF, source="–", stream="documents")
    yield _at(fetch.item.elements(body)[0], message)


def _listed(reply: Reply, listing: Listing) -> Iterator[bytes]:
    body = verdicts.judge(reply, listing.call.verdict)
    page = split.page(body, listing, cursors.begin(listing, None, _NOW), source="–", stream="documents")
    for item, ref in zip(listing.each.elements(body), page.refs, strict=True):
        if ref.message is not None:
            yield _at(item, ref.message)


def _at(item: xml.Element, message: Message) -> bytes:
    return b"\n" * (xml.line_of(item) - 1) + message.body
