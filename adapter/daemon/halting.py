"""A connector that lets no further call begin once the program is to stop."""

from __future__ import annotations

from datetime import date, datetime
from threading import Event

from adapter.wire import Connector, Later, Message, Page, Push, Ref, RegisterCount, Shown

STOPPING = "daemon.stopping"


class Halting:
    """Hands every call on until `stop` is set; then each one is put off, as by a source that is away."""

    def __init__(self, connector: Connector, stop: Event) -> None:
        self._connector = connector
        self._stop = stop

    def _go_on(self) -> Connector:
        if self._stop.is_set():
            raise Later(STOPPING)
        return self._connector

    def abilities(self) -> frozenset[str]:
        """Name what it can do."""
        return self._connector.abilities()

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List; see `wire.Connector`, as for all of these."""
        return self._go_on().list(stream, cursor, page, now)

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Fetch."""
        return self._go_on().fetch(stream, ref)

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Count the register."""
        return self._go_on().register(first, last)

    def push(self, push: Push) -> None:
        """Push."""
        self._go_on().push(push)

    def read_back(self, push: Push) -> Shown | None:
        """Read back."""
        return self._go_on().read_back(push)

    def clock(self) -> datetime | None:
        """Ask for the time."""
        return self._go_on().clock()

    def close(self) -> None:
        """Let go of connections, stopped or not."""
        self._connector.close()
