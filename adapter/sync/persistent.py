"""A connector that repeats at once what only reads, a few times, when the source has put it off.

Pushes are not repeated here: what may have been applied is asked about first (`sync.send_out`). A source that is away
for longer is left to the pace of its rounds; one that names a pause longer than `PATIENCE_S` is given it there. Once a
call has been put off for good, the next ones are made once each until one is answered: so the round that looks whether
a source is back costs it a single call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import tenacity

from adapter import metrics
from adapter.sync.around import STOPPING, Around
from adapter.sync.counted import Counted
from adapter.sync.sources import Source
from adapter.wire import Connector, Later, Trouble

R = TypeVar("R")

READING = frozenset({"list", "fetch", "register", "read_back"})
"""What can be asked again without changing anything."""

SHORTEST_S, LONGEST_S = 0.2, 5.0
"""Bounds of the pause before a repeat; it doubles each time and is spread at random below that."""

PATIENCE_S = 5
"""A pause that the source asks for is kept here up to so long; a longer one ends the round."""

SLOW = frozenset({"peer.timeout", STOPPING})
"""What is not repeated: it has taken its whole time already, or we are about to end."""


def persistent(source: Source, wait: Callable[[float], object]) -> Source:
    """Give a source whose calls are counted, and repeated where that helps; `wait` sleeps so many seconds."""
    return source.through(
        lambda connector: Persistent(Counted(connector, source.name), source.name, source.repeats, wait)
    )


class Persistent(Around):
    """Repeats calls; `wait` sleeps and is cut short when the program stops."""

    def __init__(self, connector: Connector, source: str, times: int, wait: Callable[[float], object]) -> None:
        super().__init__(connector)
        self._source = source
        self._times = times
        self._wait = wait
        self._away = False  # the last call that only reads was put off, repeats and all

    def _do(self, operation: str, call: Callable[[], R]) -> R:
        if operation not in READING:
            return call()
        try:
            done = call() if self._away else self._persist(operation, call)
        except Trouble as trouble:
            self._away = isinstance(trouble, Later)
            raise
        self._away = False
        return done

    def _persist(self, operation: str, call: Callable[[], R]) -> R:

        def repeated(_: tenacity.RetryCallState) -> None:
            metrics.count("nhiemvu_repeats_total", source=self._source, operation=operation)

        def sleep(seconds: float) -> None:
            self._wait(seconds)

        persist = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_soon),
            stop=tenacity.stop_after_attempt(1 + self._times),
            wait=_pause,
            sleep=sleep,
            before_sleep=repeated,
            reraise=True,
        )
        return persist(call)


_backing_off = tenacity.wait_random_exponential(multiplier=SHORTEST_S, max=LONGEST_S)


def _soon(error: BaseException) -> bool:
    """Tell whether a call may go well within seconds."""
    return isinstance(error, Later) and error.code not in SLOW and (error.retry_after_s or 0) <= PATIENCE_S


def _pause(state: tenacity.RetryCallState) -> float:
    """Give the pause before a repeat, in seconds; never shorter than the source asks for."""
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.retry_after_s if isinstance(error, Later) else None
    return max(_backing_off(state), float(asked or 0))
