"""Services of plain HTTP with XML: requests are what the mapping says, answers are read raw, by the mapping alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from adapter.core.exchanges import Call, Exchange
from adapter.exchange import probes, resources
from adapter.exchange.http import Peer, Reply, is_loopback
from adapter.exchange.service import Service
from connectors import rest_options


class Rest(Service):
    """A connector (`wire.Connector`) for any REST service an `Exchange` describes; one thread at a time."""

    def __init__(self, options: Mapping[str, object], *, exchange: Exchange, source: str) -> None:
        """Take the options of the settings; raises `problems.Refusal`. Speaks to nobody yet."""
        self._options = rest_options.read(options)
        super().__init__(Peer(self._options.reach()), exchange, source)

    def clock(self) -> datetime | None:
        """Give the time of a source on this machine, by the `Date` line of any answer; None for any other."""
        return self._peer.ask("GET", "/").sent_at if self._has_clock() else None

    def close(self) -> None:
        """Let go of the connection."""
        self._peer.close()

    def probes(self) -> Sequence[tuple[str, Callable[[], str]]]:
        """Give what can be looked at before anything is asked: the way."""
        reach = self._options.reach()
        return [
            ("name", lambda: probes.name(reach)),
            ("connection", lambda: probes.connection(reach)),
            ("encryption", lambda: probes.encryption(reach)),
        ]

    def _has_clock(self) -> bool:
        return is_loopback(self._options.url)

    def _ask(self, call: Call, values: Mapping[str, str]) -> Reply:
        asked = resources.filled(call, values)
        return self._peer.ask(asked.method, asked.target, asked.body())
