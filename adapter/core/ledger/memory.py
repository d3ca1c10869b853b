"""A ledger as plain values: what a rebuild makes, and what the tables are compared with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar, cast

from adapter.core.entries import Entry
from adapter.core.ledger.fold import apply
from adapter.core.ledger.rows import ROWS, Assignment, Row, to_data
from adapter.core.ledger.view import Change

R = TypeVar("R", bound=Row)


class Memory:
    """The ledger at one position, in dictionaries."""

    def __init__(self) -> None:
        self._rows: dict[type[Row], dict[tuple[str, ...], Row]] = {table: {} for table in ROWS}
        self._made: dict[str, set[str]] = {}  # document → its assignments

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key, None when there is none."""
        return cast("R | None", self._rows[table].get(key))

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table whose fields equal the given values, in the order of their keys."""
        found = self._rows[table]
        rows = [cast("R", found[key]) for key in sorted(found)]
        return [row for row in rows if all(getattr(row, name) == value for name, value in equals.items())]

    def assignments_of(self, document: str) -> list[Assignment]:
        """Give the assignments of a document in the order of their handles."""
        table = self._rows[Assignment]
        return [cast("Assignment", table[(handle,)]) for handle in sorted(self._made.get(document, ()))]

    def digest(self) -> str:
        """Name this ledger."""
        return digest(row for table in ROWS for row in self.rows(table))

    def take(self, changes: Iterable[Change]) -> None:
        """Carry out what `apply` said."""
        for change in changes:
            former = self._rows[change.table].pop(change.key, None)
            if isinstance(former, Assignment):
                self._made[former.document].discard(former.assignment)
            if change.row is not None:
                self._rows[change.table][change.key] = change.row
            if isinstance(change.row, Assignment):
                self._made.setdefault(change.row.document, set()).add(change.row.assignment)


def fold(entries: Iterable[Entry]) -> Memory:
    """Fold entries, from the first, into the ledger they make."""
    memory = Memory()
    for seq, entry in enumerate(entries):
        memory.take(apply(seq, entry, memory))
    return memory


def digest(rows: Iterable[Row]) -> str:
    """Name a ledger: SHA-256 over its rows as canonical lines, tables by name, rows by key."""
    hashed = sha256()
    for row in rows:
        line = json.dumps(
            {"row": to_data(row), "table": row.TABLE}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        hashed.update(line.encode() + b"\n")
    return hashed.hexdigest()
