"""Writing one decision down inside a transaction: entries, look-ups, erasures, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapter.core.decide import Decision
from adapter.store import Writer
from adapter.sync import alerts


def write(writer: Writer, decision: Decision, source: str, under: Sequence[int], now: datetime) -> list[int]:
    """Write one decision down, with everything that goes with it; give the seqs of its entries."""
    seqs = writer.append(decision.drafts, decision.payloads, at=now, under=under) if decision.drafts else []
    for handle, key in decision.lookups:
        writer.remember(handle, *key)
    if decision.erase:
        writer.erase(decision.erase)
    if decision.bury is not None:
        writer.bury(decision.bury)
    for draft in decision.drafts:
        if draft.kind == "raised":
            alerts.raised(writer, source, str(draft.body["document"]))
    if decision.twice is not None:
        alerts.number_twice(writer, source, *decision.twice)
    return seqs
