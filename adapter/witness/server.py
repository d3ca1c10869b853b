"""The running server: few connections at once, none that keeps silent, a clean end on a signal."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

STOP_WITHIN_S = 3
CONNECTIONS = 64
HEAD_WITHIN_S = 10.0
"""So long the head of a request may take to come in; the library would wait for ever."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port; raises OSError. The protocol is written out, else asyncio leaves Nagle's delay on."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    taken = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError:
        taken.close()
        raise
    return taken


def serve(application: Starlette, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called when connections are accepted."""
    config = uvicorn.Config(
        application,
        http=_Impatient,
        ws="none",
        # What strangers send is no news.
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=STOP_WITHIN_S,
        proxy_headers=False,
    )
    with _signals_end_cleanly():
        _Server(config, ready).run(sockets=[taken])


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell it."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


class _Impatient(H11Protocol):
    """A connection that is closed when the head of a request does not come in in time."""

    _waits: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waits = self.loop.call_later(HEAD_WITHIN_S, self._close_if_silent)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_asked() and self._waits is not None:
            self._waits.cancel()
            self._waits = None
        elif not self._is_asked() and self._waits is None:
            self._waits = self.loop.call_later(HEAD_WITHIN_S, self._close_if_silent)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._waits is not None:
            self._waits.cancel()
        super().connection_lost(exc)

    def _is_asked(self) -> bool:
        # The library begins with none, whatever its annotation says.
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _close_if_silent(self) -> None:
        self._waits = None
        if not self._is_asked():
            self.transport.close()


@contextmanager
def _signals_end_cleanly() -> Iterator[None]:
    """Swallow the signals that uvicorn raises once more after it has stopped for them."""

    def swallow(number: int, frame: FrameType | None) -> None:
        del number, frame

    before = {number: signal.signal(number, swallow) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
