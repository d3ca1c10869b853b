"""Requests for which a source has to be asked first, dealt with on a thread of their own, one after the other.

So neither signals nor other requests wait for a source. A request is settled in the transaction of what it did, as
every other one; what is waiting when the daemon ends stays asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

import structlog

from adapter.daemon.halting import Halting
from adapter.store import Store, StoreError
from adapter.store.requests import Request
from adapter.sync import requests
from adapter.sync.sources import Source
from adapter.sync.verbs import Desk

LOOK_S = 0.2
"""How often the thread looks whether it is to end."""


class Errands:
    """Deals with the requests it is handed until it is stopped; it begins with the first."""

    def __init__(self, store: Store, desk: Callable[[], Desk]) -> None:
        self._store = store
        self._desk = desk
        self._waiting: SimpleQueue[Request] = SimpleQueue()
        self._known: set[str] = set()
        self._stop = threading.Event()
        self._asked: Source | None = None
        self._thread: threading.Thread | None = None

    def take(self, request: Request) -> None:
        """Take a request; one that is being dealt with, or was, is not taken twice."""
        if request.request in self._known:
            return
        self._known.add(request.request)
        self._waiting.put(request)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="errands", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let no further call begin."""
        self._stop.set()

    def join(self, grace_s: float, cut_s: float) -> None:
        """Wait for what is under way; then its connection is cut."""
        if self._thread is None:
            return
        self._thread.join(grace_s)
        if self._thread.is_alive() and self._asked is not None:
            self._asked.close()
            self._thread.join(cut_s)

    def through(self, source: Source) -> Source:
        """Ask a source only as long as the program is not to stop."""
        self._asked = source.through(lambda connector: Halting(connector, self._stop))
        return self._asked

    def _run(self) -> None:
        while not self._stop.is_set():
            with suppress(Empty):
                self._deal_with(self._waiting.get(timeout=LOOK_S))

    def _deal_with(self, request: Request) -> None:
        if self._stop.is_set():
            return
        try:
            requests.deal_with(self._store, self._desk(), request)
        except StoreError as error:
            structlog.get_logger("daemon").warning("store_failed", code=error.code)
        # Put off by a disk or database that was away, it may be taken again.
        self._known.discard(request.request)
