"""What a rule of the fold sees and gives: the ledger before an entry, and the rows that the entry makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from adapter.core.entries import Entry, EntryRefused
from adapter.core.ledger.rows import Assignment, Row

R = TypeVar("R", bound=Row)


class View(Protocol):
    """The ledger before the entry."""

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key, None when there is none."""
        ...

    def assignments_of(self, document: str) -> list[Assignment]:
        """Give the assignments of a document in the order of their handles."""
        ...


class Tables(Protocol):
    """Whole tables of a ledger, be it in the database or in memory."""

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table whose fields equal the given values, in the order of their keys."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The row of one key becomes another, or ends. One entry changes a key at most once."""

    table: type[Row]
    key: tuple[str, ...]
    row: Row | None


Rule = Callable[[int, Entry, View], list[Change]]
"""What one kind of entry does: seq, entry and the ledger before it in, changes out."""


def becomes(row: Row) -> Change:
    """Let the row of its key become this one."""
    return Change(table=type(row), key=row.key, row=row)


def known(view: View, table: type[R], handle: str) -> R:
    """Give a row that has to be there; raises EntryRefused."""
    row = view.row(table, handle)
    if row is None:
        raise EntryRefused("entry.unfounded", table=table.TABLE)
    return row


def day(entry: Entry, key: str) -> date | None:
    """Give a day that may be absent."""
    return date.fromisoformat(entry[key]) if key in entry else None
