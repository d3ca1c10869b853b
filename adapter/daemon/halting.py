"""A connector that lets no further call begin once the program is to stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TypeVar

from adapter.sync.around import STOPPING, Around
from adapter.wire import Connector, Later

R = TypeVar("R")


class Halting(Around):
    """Hands every call on until `stop` is set; then each one is put off, as by a source that is away."""

    def __init__(self, connector: Connector, stop: Event) -> None:
        super().__init__(connector)
        self._stop = stop

    def _do(self, operation: str, call: Callable[[], R]) -> R:  # noqa: ARG002 - all alike
        if self._stop.is_set():
            raise Later(STOPPING)
        return call()
