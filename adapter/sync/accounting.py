"""After a cycle: does the account of a source close, and do its documents come soon enough? Alerts and figures of both.

A difference is one alert from the cycle that finds it until the cycle in which it is gone. Only counts are looked at
here; which numbers are meant, `nhiemvu account` tells.
"""

from __future__ import annotations

from datetime import date

from adapter import metrics
from adapter.core.ledger import Cycle
from adapter.reports import account as accounts
from adapter.reports import latency, unmatched
from adapter.reports.account import DOCUMENTS
from adapter.reports.latency import Latency
from adapter.store import Writer
from adapter.sync import alerts
from adapter.sync.sources import Source


def look(writer: Writer, source: Source, today: date) -> None:
    """Bring alerts and figures of a source up to date, in the transaction of its cycle."""
    _difference(writer, source.name)
    _latency(writer, source, today.replace(day=1))


def _difference(writer: Writer, source: str) -> None:
    taken = accounts.take(writer, source)
    twice = unmatched.findings(writer, writer.row(Cycle, source, DOCUMENTS)).twice
    numbers = len({unmatched.within(one) for one in twice})
    alerts.account_differs(writer, source, taken.difference or 0, numbers)
    if taken.difference is not None:
        metrics.put("nhiemvu_account_difference", taken.difference, source=source)


def _latency(writer: Writer, source: Source, month: date) -> None:
    """Judge the documents that were issued in this month so far."""
    found = latency.of_month(writer, source.name, month)
    told = latency.by_month(found, source.name, source.latency_objective_s)
    told = tuple(one for one in told if one.month is not None)
    slow = [one for one in told if one.share is not None and one.share < source.latency_share]
    alerts.documents_slow(writer, source.name, slow[0] if slow else None, _wanted(source))
    for one in told:
        _put(one)


def _wanted(source: Source) -> dict[str, str | int]:
    return {"wanted": source.latency_share, "objective": source.latency_objective_s}


def _put(one: Latency) -> None:
    for percentile, seconds in (("50", one.p50), ("90", one.p90), ("99", one.p99), ("100", one.longest)):
        metrics.put("nhiemvu_latency_seconds", seconds, source=one.source, percentile=percentile)
    if one.share is not None:
        metrics.put("nhiemvu_latency_within_percent", one.share, source=one.source)
