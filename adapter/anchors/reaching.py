"""Options that every anchor on HTTP has: where it is, how to log in, how long to wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from adapter.exchange import http, options
from adapter.exchange.http import Peer, Reach
from adapter.exchange.options import Check

CHECKS: dict[str, Check] = {
    "url": options.url,
    "username": options.text,
    "password": options.text,
    "ca_bundle": options.file,
    "certificate": options.file,
    "private_key": options.file,
    "timeout_s": options.seconds(0.05, 600),
    "connection_close": options.flag,
}

MAX_BYTES = 256 << 10
"""Of an answer: a note, or a token with its certificates."""


def reach(given: Mapping[str, Any], url: str = "") -> Reach:
    """Give where an anchor is reached, by checked options; the log-in goes to the origin of `url` only."""
    taken = {name: given[name] for name in CHECKS if name in given}
    if url and http.origin(url) != http.origin(taken["url"]):
        taken = {name: value for name, value in taken.items() if name not in ("username", "password")}
    return Reach(**(taken | {"url": url or taken["url"], "max_bytes": MAX_BYTES}))


@contextmanager
def peer(where: Reach) -> Iterator[Peer]:
    """Have a conversation; the connection is let go of after it, because the next one is an hour away."""
    found = Peer(where)
    try:
        yield found
    finally:
        found.close()
