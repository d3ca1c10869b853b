"""Tables walked side by side, row after row: however many rows there are, few are in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from adapter.core.ledger import Assignment, Document, Evidence, Row, Tables
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

R = TypeVar("R", bound=Row)


def each(tables: Tables) -> Iterator[tuple[Assignment, Sequence[Evidence]]]:
    """Give the assignments in the order of their handles; only of a store nothing has to be held in memory."""
    if not isinstance(tables, Reader):  # what is in memory anyway need not come in order
        evidence = of_assignments(tables)
        yield from ((row, evidence[row.assignment]) for row in tables.rows(Assignment))
        return
    told = groupby(_rows(tables, Evidence, "assignment"), key=lambda one: one.assignment)
    handle, found = next(told, (None, iter(())))
    for row in _rows(tables, Assignment, "assignment"):
        # Both come in one order, by code point; what is said of an assignment that is none is passed over.
        while handle is not None and handle < row.assignment:
            handle, found = next(told, (None, iter(())))
        yield row, list(found) if handle == row.assignment else []


def issued(tables: Tables) -> dict[str, date]:
    """Give the day of every document that counts: in scope, and not raised. Handle → day."""
    days: dict[date, date] = {}
    return {
        row.document: days.setdefault(row.issued_on, row.issued_on)  # a day is one value, of however many documents
        for row in _rows(tables, Document, "document")
        if row.scope == "in" and row.state != "raised"
    }


def documents(tables: Tables, wanted: Collection[str]) -> dict[str, Document]:
    """Give these documents by handle."""
    return {row.document: row for row in _rows(tables, Document, "document") if row.document in wanted}


def _rows(tables: Tables, table: type[R], by: str) -> Iterator[R]:
    yield from tables.streamed(table, by) if isinstance(tables, Reader) else tables.rows(table)
