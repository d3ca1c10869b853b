"""A connector whose calls are counted and timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from adapter import metrics
from adapter.sync.around import Around
from adapter.wire import AdministratorNeeded, Connector, Later, Refused

R = TypeVar("R")


class Counted(Around):
    """Counts every call of one source."""

    def __init__(self, connector: Connector, source: str) -> None:
        super().__init__(connector)
        self._source = source

    def _do(self, operation: str, call: Callable[[], R]) -> R:
        began, outcome = time.monotonic(), "mistake"
        try:
            done = call()
            outcome = "ok"
        except Later:
            outcome = "later"
            raise
        except Refused:
            outcome = "refused"
            raise
        except AdministratorNeeded:
            outcome = "administrator"
            raise
        finally:
            metrics.observe("nhiemvu_call_seconds", time.monotonic() - began, source=self._source, operation=operation)
            metrics.count("nhiemvu_calls_total", source=self._source, operation=operation, outcome=outcome)
        return done
