"""The shipped program with one planted bug: the cursor is durable before what was listed is."""

from __future__ import annotations

from typing import Any

from adapter.cli import main
from adapter.sync import take_in

unspoilt = take_in._commit


def cursor_first(trip: Any, screened: Any) -> None:
    """Move the cursor as soon as a page is known."""
    with trip.store.write() as writer:
        writer.set_cursor(trip.source.name, take_in.DOCUMENTS, "2026-10-31T16:59:59Z", 0)
    unspoilt(trip, screened)


take_in._commit = cursor_first
main()
