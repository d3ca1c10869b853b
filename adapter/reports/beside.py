"""Every assignment with its evidence, one after another: however many there are, few are in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from adapter.core.ledger import Assignment, Evidence, Tables
from adapter.reports.outbox import of_assignments
from adapter.store import Reader


def each(tables: Tables) -> Iterator[tuple[Assignment, Sequence[Evidence]]]:
    """Give the assignments in the order of their handles; only of a store nothing has to be held in memory."""
    if not isinstance(tables, Reader):
        evidence = of_assignments(tables)
        yield from ((row, evidence[row.assignment]) for row in tables.rows(Assignment))
        return
    told = groupby(tables.streamed(Evidence, "assignment"), key=lambda one: one.assignment)
    handle, found = next(told, (None, iter(())))
    for row in tables.streamed(Assignment, "assignment"):
        # Both come in one order, by code point; what is said of an assignment that is none is passed over.
        while handle is not None and handle < row.assignment:
            handle, found = next(told, (None, iter(())))
        yield row, list(found) if handle == row.assignment else []
