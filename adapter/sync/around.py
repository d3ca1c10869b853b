"""A connector around another one: every call passes through one place, where it can be timed, repeated or stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from adapter.wire import (
    AdministratorNeeded,
    Connector,
    Keeping,
    Message,
    Page,
    Pin,
    Push,
    Ref,
    RegisterCount,
    Shown,
    Trouble,
)

R = TypeVar("R")

STOPPING = "daemon.stopping"
"""No call is made any more, because the program is to stop."""


class Around:
    """Hands every call on; what is special overrides `_do`."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    def _do(self, operation: str, call: Callable[[], R]) -> R:
        """Do one call of the connector; `operation` is its name in `wire.Connector`."""
        raise NotImplementedError

    def abilities(self) -> frozenset[str]:
        """Name what it can do."""
        return self._connector.abilities()

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List; see `wire.Connector`, as for all of these."""
        return self._do("list", lambda: self._connector.list(stream, cursor, page, now))

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Fetch."""
        return self._do("fetch", lambda: self._connector.fetch(stream, ref))

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Count the register."""
        return self._do("register", lambda: self._connector.register(first, last))

    def push(self, push: Push) -> None:
        """Push."""
        self._do("push", lambda: self._connector.push(push))

    def read_back(self, push: Push) -> Shown | None:
        """Read back."""
        return self._do("read_back", lambda: self._connector.read_back(push))

    def clock(self) -> datetime | None:
        """Ask for the time."""
        return self._do("clock", self._connector.clock)

    def probes(self) -> Sequence[tuple[str, Callable[[], str]]]:
        """Give what can be looked at before anything is asked, where the connector has such looks."""
        found: Callable[[], Sequence[tuple[str, Callable[[], str]]]] = getattr(self._connector, "probes", lambda: ())
        return found()

    def pin(self, keeping: Keeping | None) -> Pin:
        """Compare what the source publishes with the pinned copy, where the connector has one; see `wire.Pinning`."""
        found: Callable[[Keeping | None], Pin] | None = getattr(self._connector, "pin", None)
        if found is None:
            raise AdministratorNeeded("connector.no-pin")
        return found(keeping)

    def drift(self) -> Trouble | None:
        """Tell how the source has moved away from the pinned copy, where the connector can tell."""
        found: Callable[[], Trouble | None] = getattr(self._connector, "drift", lambda: None)
        return found()

    def close(self) -> None:
        """Let go of connections."""
        self._connector.close()
