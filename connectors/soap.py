"""SOAP services: requests are built from the WSDL, answers are read raw, by the mapping alone.

zeep's typed results are not used: with a WSDL that lies they drop elements silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from adapter.core import xml
from adapter.core.exchanges import LOG_IN, Call, Exchange, Stream
from adapter.core.exchanges import Push as PushRule
from adapter.core.problems import Problem, Refusal
from adapter.exchange import cursors, moments, probes, pushes, split, templates, verdicts
from adapter.exchange.http import Peer, Reply, is_loopback
from adapter.wire import (
    AdministratorNeeded,
    Keeping,
    Later,
    Message,
    Page,
    Pin,
    Push,
    Ref,
    Refused,
    RegisterCount,
    Shown,
    Trouble,
)
from connectors import soap_options
from connectors.soap_pinning import Pinned
from connectors.soap_wsdl import Contract, token


class Soap:
    """A connector (`wire.Connector`) for any SOAP service an `Exchange` describes; one thread at a time."""

    def __init__(self, options: Mapping[str, object], *, exchange: Exchange, source: str) -> None:
        """Take the options of the settings; raises `problems.Refusal`. Speaks to nobody yet."""
        self._options = soap_options.read(options)
        _check_log_in(self._options, exchange)
        self._exchange = exchange
        self._source = source
        self._peer = Peer(self._options.reach())
        self._loaded: Contract | None = None
        self._pinned = Pinned(self._options, source)

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
            "clock": bool(self._on_this_machine()),
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

    def clock(self) -> datetime | None:
        """Give the time of a source on this machine, by the `Date` line of its WSDL; None for any other."""
        published = self._on_this_machine()
        return self._peer.get(published).sent_at if published else None

    def close(self) -> None:
        """Let go of the connections."""
        self._peer.close()
        self._pinned.close()

    def probes(self) -> Sequence[tuple[str, Callable[[], str]]]:
        """Give what can be looked at before anything is asked: the way, and the contract."""
        reach = self._options.reach()
        return [
            ("name", lambda: probes.name(reach)),
            ("connection", lambda: probes.connection(reach)),
            ("encryption", lambda: probes.encryption(reach)),
            ("contract", lambda: self._contract().described()),
            *([("drift", self._pinned.seen)] if self._options.wsdl_url else []),
        ]

    def pin(self, keeping: Keeping | None) -> Pin:
        """Compare the published WSDL with the pinned copy, or pin it; see `wire.Pinning`."""
        return self._pinned.pin(keeping)

    def drift(self) -> Trouble | None:
        """Tell whether the published WSDL is still the pinned one; see `wire.Pinning`."""
        return self._pinned.drift()

    def check(self) -> None:
        """Load the WSDL and hold the mapping's operations against it; raises `wire.Trouble`."""
        self._contract()

    def _on_this_machine(self) -> str:
        """Give where a service on this machine publishes its WSDL; empty for any other service."""
        options = self._options
        published = options.wsdl if soap_options.is_url(options.wsdl) else options.wsdl_url
        return published if is_loopback(options.endpoint) and is_loopback(published) else ""

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

    def _log_in(self) -> dict[str, str]:
        """Give name and password for the arguments; nothing where they are told in another way."""
        options = self._options
        asked = options.log_in == "arguments"
        return {"username": options.username, "password": options.password} if asked else {}

    def _push_rule(self) -> PushRule:
        if self._exchange.push is None:
            raise AdministratorNeeded("connector.no-push")
        return self._exchange.push

    def _contract(self) -> Contract:
        if self._loaded is None or not self._loaded.is_current():
            self._loaded = Contract(self._options.wsdl, self._exchange, self._peer, token(self._options))
        return self._loaded

    def _ask(self, call: Call, values: Mapping[str, str]) -> Reply:
        try:
            body, head = self._contract().request(call, templates.fill(call.arguments, {**values, **self._log_in()}))
        except AdministratorNeeded:
            # Mended meanwhile, the WSDL is read anew at the next call.
            self._loaded = None
            raise
        return self._peer.post(body, head)


def _check_log_in(options: soap_options.SoapOptions, exchange: Exchange) -> None:
    """Refuse a mapping and settings that contradict each other: nobody would be logged in, or by two ways."""
    asked = any(not templates.names(call.arguments).isdisjoint(LOG_IN) for call in exchange.calls())
    if asked != (options.log_in == "arguments"):
        raise Refusal(Problem(code="soap.log-in-arguments"))


def _judge_one(reply: Reply, call: Call) -> xml.Element:
    """Judge the answer for one item; a complete one that is not XML is this item's fault, not the peer's."""
    try:
        return verdicts.judge(reply, call.verdict)
    except Later as later:
        if later.code != "peer.not-xml" or not reply.framed:
            raise
        refused = Refused("peer.item-not-xml", reason=later.values["reason"])
    raise refused
