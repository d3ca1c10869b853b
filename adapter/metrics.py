"""Figures of the running program for a monitoring system: a closed list, written to a file that a collector reads.

Labels are names of sources and anchors from the settings and words of closed lists; nothing of a document can be among
them.
Counting costs nothing until `start`: commands that write no file never load the library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure; what it says stands in `adapter.messages.metrics`."""

    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]


METRICS: Mapping[str, Metric] = {
    "nhiemvu_rounds_total": Metric("counter", ("source", "outcome")),
    "nhiemvu_last_cycle_timestamp_seconds": Metric("gauge", ("source", "stream")),
    "nhiemvu_items_total": Metric("counter", ("source", "stream", "outcome")),
    "nhiemvu_rule_outcomes_total": Metric("counter", ("source", "rule", "outcome")),
    "nhiemvu_calls_total": Metric("counter", ("source", "operation", "outcome")),
    "nhiemvu_call_seconds": Metric("histogram", ("source", "operation")),
    "nhiemvu_repeats_total": Metric("counter", ("source", "operation")),
    "nhiemvu_pushes_total": Metric("counter", ("source", "outcome")),
    "nhiemvu_pushes_waiting": Metric("gauge", ("source",)),
    "nhiemvu_account_difference": Metric("gauge", ("source",)),
    "nhiemvu_latency_seconds": Metric("gauge", ("source", "percentile")),
    "nhiemvu_latency_within_percent": Metric("gauge", ("source",)),
    "nhiemvu_alerts_open": Metric("gauge", ("condition",)),
    "nhiemvu_log_entries": Metric("gauge", ()),
    "nhiemvu_anchored_entries": Metric("gauge", ()),
    "nhiemvu_unanchored_seconds": Metric("gauge", ()),
    "nhiemvu_last_anchor_timestamp_seconds": Metric("gauge", ("anchor", "kind")),
}
"""Every figure, by name."""

SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)
"""Upper bounds by which durations of calls are sorted."""


class _Meters:
    """The library's objects for `METRICS`, in a registry of their own."""

    def __init__(self) -> None:
        import prometheus_client as library  # noqa: PLC0415 - start-up time: only the daemon counts

        self._write = library.write_to_textfile
        self.registry: CollectorRegistry = library.CollectorRegistry()
        self.counters: dict[str, Counter] = {}
        self.gauges: dict[str, Gauge] = {}
        self.histograms: dict[str, Histogram] = {}
        for name, metric in METRICS.items():
            says = f"docs/reference/metrics.md#{name}"
            if metric.kind == "counter":
                self.counters[name] = library.Counter(name, says, metric.labels, registry=self.registry)
            elif metric.kind == "gauge":
                self.gauges[name] = library.Gauge(name, says, metric.labels, registry=self.registry)
            else:
                self.histograms[name] = library.Histogram(
                    name, says, metric.labels, registry=self.registry, buckets=SECONDS
                )

    def write(self, file: Path) -> None:
        self._write(str(file), self.registry)


_running: list[_Meters] = []  # one or none


def start() -> None:
    """Begin to count, from zero."""
    _running[:] = [_Meters()]


def count(name: str, number: int = 1, **labels: str) -> None:
    """Add to a counter."""
    for meters in _running:
        meters.counters[name].labels(**labels).inc(number)


def put(name: str, value: float, **labels: str) -> None:
    """Set a gauge."""
    for meters in _running:
        gauge = meters.gauges[name]
        (gauge.labels(**labels) if labels else gauge).set(value)


def forget(name: str) -> None:
    """Drop what a gauge said under every label, before it is set anew."""
    for meters in _running:
        meters.gauges[name].clear()


def observe(name: str, seconds: float, **labels: str) -> None:
    """Add to a histogram of durations."""
    for meters in _running:
        meters.histograms[name].labels(**labels).observe(seconds)


def write(file: Path) -> None:
    """Write every figure to a file at once (Prometheus text format); raises OSError."""
    for meters in _running:
        meters.write(file)
