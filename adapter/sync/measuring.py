"""Writing the figures of the running program down, with those that are read from the ledger at that moment."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import structlog

from adapter import metrics
from adapter.reports import anchored, unfinished
from adapter.settings import Settings
from adapter.store import Store, StoreError
from adapter.sync import clock as clocks


class Measuring:
    """Writes the file of the settings every so often; without one it does nothing."""

    def __init__(self, settings: Settings) -> None:
        self._file = settings.metrics.textfile
        self._clock = settings.clock
        self._every_s = settings.metrics.every_s
        self._written_at = 0.0
        if self._file:
            metrics.start()

    def write_if_due(self, store: Store) -> None:
        """Write when it is time; never raises."""
        if self._file and time.monotonic() - self._written_at >= self._every_s:
            self.write(store)

    def write(self, store: Store) -> None:
        """Write now; never raises: nobody's documents wait for a monitoring system."""
        if not self._file:
            return
        self._written_at = time.monotonic()
        try:
            _read_off(store, self._clock)
            metrics.write(Path(self._file))
        except (OSError, StoreError) as error:
            structlog.get_logger("metrics").warning("metrics_not_written", error=type(error).__name__)


def _read_off(store: Store, clock: str) -> None:
    with store.read() as reader:
        metrics.put("nhiemvu_log_entries", reader.size())
        waiting = anchored.look(reader, clocks.latest(clock, reader))
        metrics.put("nhiemvu_anchored_entries", waiting.held)
        metrics.put("nhiemvu_unanchored_seconds", waiting.waited_s)
        for row in reader.anchors():
            at = row.told.at.timestamp()
            metrics.put("nhiemvu_last_anchor_timestamp_seconds", at, anchor=row.told.name, kind=row.told.kind)
        metrics.forget("nhiemvu_alerts_open")
        for condition, number in Counter(alert.condition.condition for alert in reader.alerts()).items():
            metrics.put("nhiemvu_alerts_open", number, condition=condition)
        for one in unfinished.freshness(reader):
            at = datetime.fromisoformat(one.at).timestamp()
            metrics.put("nhiemvu_last_cycle_timestamp_seconds", at, source=one.source, stream=one.stream)
