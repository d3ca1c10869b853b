"""One round of one source: take in documents, take in events, then tell what has changed.

Nothing is told unless both streams were listed to their end in this very round: a standing computed from half the
evidence would be pushed for a truth.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from adapter import metrics
from adapter.core.decide import Fresh
from adapter.store import Store
from adapter.sync.send_out import send_out
from adapter.sync.sources import Source
from adapter.sync.take_in import streams, take_in
from adapter.sync.trip import DOCUMENTS

Counts = dict[str, int | dict[str, int]]


def go_round(
    source: Source,
    store: Store,
    fresh: Fresh,
    now: datetime,
    *,
    pushing: bool = True,
    watch: Callable[[int], None] = lambda _: None,
) -> Counts:
    """Do one round; give the counts of the documents, and under `events` and `push` those of the rest.

    Raises `wire.Trouble`; what was done before stays done. `watch` is told how far the present step has come.
    """
    counts: Counts = {}
    for kind in streams(source.mapping):
        told = take_in(source, store, fresh, now, watch, kind).counts()
        counts |= told if kind.name == DOCUMENTS else {kind.name: told}
    if source.mapping.exchange.push is not None:
        told = dict(send_out(source, store, now, pushing=pushing, watch=watch))
        counts["push"] = told
        for outcome in ("pushed", "shown", "refused", "unknown"):
            metrics.count("nhiemvu_pushes_total", told.get(outcome, 0), source=source.name, outcome=outcome)
        metrics.put("nhiemvu_pushes_waiting", told.get("waiting", 0), source=source.name)
    return counts
