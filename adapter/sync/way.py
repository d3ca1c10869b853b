"""What one run of pushes works with: the source, the time, and how its calls have gone so far."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from adapter.core.entries import Draft
from adapter.core.outbox import Rules
from adapter.store import Store
from adapter.sync.sources import Source
from adapter.wire import Later

LATER_IN_A_ROW = 3
"""So many calls put off one after the other mean that the source is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What one run of pushes works with."""

    source: Source
    store: Store
    now: datetime  #: UTC
    rules: Rules
    log: structlog.typing.FilteringBoundLogger
    counts: Counter[str] = field(default_factory=Counter)
    late: list[Later] = field(default_factory=list)  #: calls put off one after the other, up to now
    counting: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, counted: str = "") -> None:
        """Note that the source has answered a call, and what it came to."""
        with self.counting:
            self.late.clear()
            if counted:
                self.counts[counted] += 1

    def put_off(self, later: Later, counted: str = "") -> None:
        """Note that a call was put off."""
        with self.counting:
            self.late.append(later)
            if counted:
                self.counts[counted] += 1

    def stop_if_away(self) -> None:
        """Raise the last call's trouble when the source is away, or has asked for a pause."""
        with self.counting:
            late = list(self.late)
        if late and (late[-1].retry_after_s is not None or len(late) >= LATER_IN_A_ROW):
            raise late[-1]

    def append(self, drafts: Sequence[Draft]) -> None:
        """Write down what is known now."""
        if drafts:
            self.store.commit(lambda writer: writer.append(drafts, at=self.now, under=self.source.under))
