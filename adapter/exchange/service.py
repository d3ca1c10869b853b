"""A service that is asked and told, whatever its requests look like: what its answers mean and hold.

A connector is what makes the requests; everything a mapping says about listing, fetching, counting and telling is here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from adapter.core import xml
from adapter.core.exchanges import Call, Exchange, Stream
from adapter.core.exchanges import Push as PushRule
from adapter.exchange import cursors, moments, pushes, split, verdicts
from adapter.exchange.http import Peer, Reply
from adapter.wire import AdministratorNeeded, Later, Message, Page, Push, Ref, Refused, RegisterCount, Shown


class Service(ABC):
    """The greater part of a connector (`wire.Connector`) to a service on HTTP; one thread at a time."""

    def __init__(self, peer: Peer, exchange: Exchange, source: str) -> None:
        self._peer = peer
        self._exchange = exchange
        self._source = source

    @abstractmethod
    def _ask(self, call: Call, values: Mapping[str, str]) -> Reply:
        """Make one request; `values` are what the placeholders stand for."""

    @abstractmethod
    def _has_clock(self) -> bool:
        """Tell whether `clock` gives the time of the source."""

    def abilities(self) -> frozenset[str]:
        """Name what it can do: what the mapping says, and a clock on this machine."""
        listings = [stream.listing for stream in self._exchange.streams.values()]
        push = self._exchange.push
        can = {
            "versions": all(listing.version is not None for listing in listings),
            "levels": any(listing.levels for listing in listings),
            "register": self._exchange.register is not None,
            "push": push is not None,
            "read_back": push is not None and push.read_back is not None,
            "clock": self._has_clock(),
        }
        return frozenset(name for name, can_do in can.items() if can_do)

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List references; see `wire.Connector`."""
        listing = self._stream(stream).listing
        ask = cursors.begin(listing, cursor, now) if page is None else cursors.resume(page)
        values = {"since": cursors.sent(listing, ask), "page": ask.page, "size": str(listing.paging.size)}
        reply = self._ask(listing.call, values)
        with self._doubting():
            body = verdicts.judge(reply, listing.call.verdict)
            return split.page(body, listing, ask, source=self._source, stream=stream)

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Fetch one message; what is wrong with this one only is `Refused`, so that the others go on."""
        fetch = self._stream(stream).fetch
        if not ref.id:
            raise Refused("peer.item-without-id")
        if fetch is None:
            raise Refused("peer.item-not-inline")
        try:
            reply = self._ask(fetch.call, {"id": ref.id})
        except Later as later:
            if later.code != "peer.too-big":
                raise
            refused = Refused(later.code, **later.values)
        else:
            with self._doubting():
                body = _judge_one(reply, fetch.call)
                return split.message(body, fetch, ref, source=self._source, stream=stream)
        raise refused

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Count the issued numbers of a span of days; None when the source has no register."""
        register = self._exchange.register
        if register is None:
            return None
        written = (moments.write(first, register.span), moments.write(last, register.span))
        if written[0] is None or written[1] is None:
            raise AdministratorNeeded("peer.cursor-kind", kind=register.span.kind)
        reply = self._ask(register.call, {"from": written[0], "to": written[1]})
        with self._doubting():
            return split.count(verdicts.judge(reply, register.call.verdict), register)

    def push(self, push: Push) -> None:
        """Tell the source a standing; see `wire.Connector`."""
        rule = self._push_rule()
        # Nothing in these answers says what they answer.
        self._peer.hang_up()
        reply = self._ask(rule.call, pushes.values(push, rule))
        verdicts.judge(reply, rule.call.verdict)

    def read_back(self, push: Push) -> Shown | None:
        """Look what the source shows of an assignment; None when the mapping does not say how."""
        rule = self._push_rule()
        if rule.read_back is None:
            return None
        self._peer.hang_up()
        body = verdicts.judge(self._ask(rule.read_back.call, pushes.place(push)), rule.read_back.call.verdict)
        return pushes.shown(body, push, rule, rule.read_back)

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """Use a connection no more that has brought what may be the answer to something else."""
        try:
            yield
        except Later:
            self._peer.hang_up()
            raise

    def _stream(self, name: str) -> Stream:
        found = self._exchange.streams.get(name)
        if found is None:
            raise AdministratorNeeded(
                "connector.stream-unknown", stream=name, known=", ".join(sorted(self._exchange.streams))
            )
        return found

    def _push_rule(self) -> PushRule:
        if self._exchange.push is None:
            raise AdministratorNeeded("connector.no-push")
        return self._exchange.push


def _judge_one(reply: Reply, call: Call) -> xml.Element:
    """Judge the answer for one item; a complete one that is not XML is this item's fault, not the peer's."""
    try:
        return verdicts.judge(reply, call.verdict)
    except Later as later:
        if later.code != "peer.not-xml" or not reply.framed:
            raise
        refused = Refused("peer.item-not-xml", reason=later.values["reason"])
    raise refused
