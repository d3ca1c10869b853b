"""The shipped program with one planted bug: the cursor is durable before what was listed is."""

from __future__ import annotations

from typing import Any

from adapter.cli import main
from adapter.sync import cycle, take_in

unspoilt = take_in._commit


def cursor_first(trip: Any, screened: Any) -> None:
    """Close the cycle and move the cursor as soon as a page is known."""
    tally = cycle.Tally(cursor_before=None, cursor_after="2026-10-31T16:59:59Z")
    with trip.store.write() as writer:
        cycle.close(writer, trip.source, tally, None, trip.fresh, trip.now)
    unspoilt(trip, screened)


take_in._commit = cursor_first
main()
