"""The running server: a socket of our own on loopback, a word when it is ready, a clean end on a signal."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.applications import Starlette

STOP_WITHIN_S = 3


def bind(host: str, port: int) -> socket.socket:
    """Take a port; raises OSError. The protocol is written out, else asyncio leaves Nagle's delay on (46 ms a call)."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
    except OSError:
        taken.close()
        raise
    return taken


def serve(application: Starlette, taken: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called when connections are accepted."""
    config = uvicorn.Config(
        application,
        # An answer that is cut off on purpose is no news.
        log_level="critical",
        date_header=False,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    with _signals_end_cleanly():
        Server(config, ready).run(sockets=[taken])


class Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell it."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


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
