"""SOAP services: requests are built from the WSDL, answers are read raw, by the mapping alone.

zeep's typed results are not used: with a WSDL that lies they drop elements silently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from adapter.core.exchanges import LOG_IN, Call, Exchange
from adapter.core.problems import Problem, Refusal
from adapter.exchange import probes, templates
from adapter.exchange.http import Peer, Reply, is_loopback
from adapter.exchange.service import Service
from adapter.wire import AdministratorNeeded, Keeping, Pin, Trouble
from connectors import soap_options
from connectors.soap_pinning import Pinned
from connectors.soap_wsdl import Contract, token


class Soap(Service):
    """A connector (`wire.Connector`) for any SOAP service an `Exchange` describes; one thread at a time."""

    def __init__(self, options: Mapping[str, object], *, exchange: Exchange, source: str) -> None:
        """Take the options of the settings; raises `problems.Refusal`. Speaks to nobody yet."""
        self._options = soap_options.read(options)
        _check_log_in(self._options, exchange)
        super().__init__(Peer(self._options.reach()), exchange, source)
        self._loaded: Contract | None = None
        self._pinned = Pinned(self._options, source)

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

    def _has_clock(self) -> bool:
        return bool(self._on_this_machine())

    def _on_this_machine(self) -> str:
        """Give where a service on this machine publishes its WSDL; empty for any other service."""
        options = self._options
        published = options.wsdl if soap_options.is_url(options.wsdl) else options.wsdl_url
        return published if is_loopback(options.endpoint) and is_loopback(published) else ""

    def _log_in(self) -> dict[str, str]:
        """Give name and password for the arguments; nothing where they are told in another way."""
        options = self._options
        asked = options.log_in == "arguments"
        return {"username": options.username, "password": options.password} if asked else {}

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
