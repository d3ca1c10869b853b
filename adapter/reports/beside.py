"""Tables walked side by side, row after row: however many rows there are, few are in memory at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TypeVar

from adapter.core.ledger import Assignment, Document, Evidence, Row, Tables
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

R = TypeVar("R", bound=Row)

AT_ONCE = 1024
"""So many assignments are asked for at once."""


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


def counting(
    tables: Tables, only: Collection[str] | None = None
) -> Iterator[tuple[Assignment, Sequence[Evidence], date | None]]:
    """Give assignments in the order of their handles, each with the day of its document; None where it does not count.

    With `only` these alone are asked for, some at a time.
    """
    if only is None:
        days = issued(tables)
        yield from ((row, evidence, days.get(row.document)) for row, evidence in each(tables))
        return
    left = sorted(only)
    for first in range(0, len(left), AT_ONCE):
        some = left[first : first + AT_ONCE]
        evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
        for one in _among(tables, Evidence, "assignment", some):
            evidence[one.assignment].append(one)
        rows = sorted(_among(tables, Assignment, "assignment", some), key=lambda row: row.assignment)
        found = _among(tables, Document, "document", {row.document for row in rows})
        days = {document.document: document.issued_on for document in found if counts(document)}
        yield from ((row, evidence[row.assignment], days.get(row.document)) for row in rows)


def counts(document: Document) -> bool:
    """Tell whether what a document assigns counts: it is in scope, and not raised."""
    return document.scope == "in" and document.state != "raised"


def issued(tables: Tables) -> dict[str, date]:
    """Give the day of every document that counts. Handle → day."""
    days: dict[date, date] = {}
    return {
        row.document: days.setdefault(row.issued_on, row.issued_on)  # a day is one value, of however many documents
        for row in _rows(tables, Document, "document")
        if counts(row)
    }


def documents(tables: Tables, wanted: Collection[str]) -> dict[str, Document]:
    """Give these documents by handle."""
    return {row.document: row for row in _rows(tables, Document, "document") if row.document in wanted}


def _among(tables: Tables, table: type[R], name: str, values: Collection[str]) -> Iterable[R]:
    if isinstance(tables, Reader):
        return tables.among(table, name, values)
    return (row for one in values for row in tables.rows(table, **{name: one}))


def _rows(tables: Tables, table: type[R], by: str) -> Iterator[R]:
    yield from tables.streamed(table, by) if isinstance(tables, Reader) else tables.rows(table)
