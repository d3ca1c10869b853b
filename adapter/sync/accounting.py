"""After a cycle: does the account of a source close, and do its documents come soon enough? Alerts and figures of both.

A difference is one alert from the cycle that finds it until the cycle in which it is gone; a number used twice is told
once, by an alert of its own that a person may close. Only counts are looked at
here; which numbers are meant, `nhiemvu account` tells.
"""

from __future__ import annotations

from datetime import date

from adapter import metrics
from adapter.reports import accounted
from adapter.reports.accounted import Brief
from adapter.store import Writer
from adapter.sync import alerts
from adapter.sync.sources import Source


def look(writer: Writer, source: Source, today: date, *, twice_anew: bool) -> None:
    """Bring alerts and figures of a source up to date, in the transaction of its cycle.

    `twice_anew` tells that it has found a number twice in the register which the cycle before had not.
    """
    found = accounted.brief(writer, source.name, today, source.limits)
    alerts.account_differs(writer, found)
    alerts.register_twice(writer, found, news=twice_anew)
    alerts.documents_slow(writer, found)
    _measure(found)


def _measure(found: Brief) -> None:
    if found.difference is not None:
        metrics.put("nhiemvu_account_difference", found.difference, source=found.source)
    if found.month is None:
        return
    of_month = found.month
    told = (("50", of_month.p50), ("90", of_month.p90), ("99", of_month.p99), ("100", of_month.longest))
    for percentile, seconds in told:
        metrics.put("nhiemvu_latency_seconds", seconds, source=found.source, percentile=percentile)
    if of_month.share is not None:
        metrics.put("nhiemvu_latency_within_percent", of_month.share, source=found.source)
