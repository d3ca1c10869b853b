"""What verification looks at and nobody else needs: everything that is stored, as it is stored."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy as sa

from adapter.core.entries import Entry, EntryRefused, decode
from adapter.core.ledger import ROWS, Row
from adapter.store import anchors, checkpoints, codec, guards, packing, schema
from adapter.store.anchors import StoredAnchored
from adapter.store.asking import Asking
from adapter.store.checkpoints import StoredCheckpoint
from adapter.store.statements import Statements

HIGHEST = 64
"""No tree of entries is so high."""

PAYLOADS_AT_ONCE = 8
"""Payloads in memory at once; a body may have many megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPayload:
    """A payload as it lies in the database."""

    seq: int  #: the first entry that commits to it
    commitment: str
    salt: bytes = field(repr=False)
    content: bytes | None = field(repr=False)  #: None when it cannot be unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCursor:
    """A cursor as it lies in the database, without its text."""

    place: tuple[str, str]  #: source and stream
    seq: int
    entry: Entry | None  #: the entry of that seq, when it is a cycle or a rewinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a row of the ledger as it lies in the database."""

    from_seq: int
    to_seq: int | None
    row: Row | None  #: None when its columns do not make a row


class Evidence(Asking):
    """Streams stored rows in the order of the log; each `stray_…` names what lies outside it."""

    def __init__(self, connection: sa.Connection, statements: Statements, position: int) -> None:
        super().__init__(connection, statements, position)
        last = self._one(statements.last)
        self.complete = (last[0] if last else None) == position - 1  #: the position is the end of the log

    def entries(self) -> Iterator[tuple[int, bytes, bytes]]:
        """Give (seq, data, leaf hash) in order."""
        return cast("Iterator[tuple[int, bytes, bytes]]", self._stream(self._statements.whole_entries))

    def payloads(self) -> Generator[StoredPayload, None, None]:
        """Give payloads by the entry that first commits to them."""
        for seq, commitment, salt, encoding, content in self._stream(
            self._statements.payloads, at_once=PAYLOADS_AT_ONCE
        ):
            unpacked = packing.unpack(encoding, content)
            if unpacked is not None and packing.has_idle_bits(encoding, content):
                unpacked = None  # not as it was written, though it reads the same
            yield StoredPayload(seq=seq, commitment=commitment.hex(), salt=salt, content=unpacked)

    def has_payload(self, commitment: str) -> bool:
        """Tell whether a payload is there, whatever its content."""
        return self._one(self._statements.payload, bytes.fromhex(commitment)) is not None

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """Give (digest, content)."""
        for (digest,) in self._all(self._statements.blobs):
            found = self._one(self._statements.blob, digest)
            assert found is not None  # noqa: S101 - the same transaction
            yield digest.hex(), found[0]

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """Give (level, number, root) of the kept nodes, lowest level first."""
        for level, number, root in self._all(self._statements.all_nodes):
            # A level that no log reaches is shown as it is, whatever the position: it is no node of ours.
            if not 0 < level < HIGHEST or (number + 1) << level <= self.position:
                yield level, number, root

    def cursors(self) -> Iterator[StoredCursor]:
        """Give the cursors, each with the cycle or ruling that it says has moved it."""
        for source, stream, seq in self._all(self._statements.cursors):
            if seq < self.position:
                found = self._one(self._statements.entries, seq, seq + 1)
                yield StoredCursor(place=(source, stream), seq=seq, entry=_cycle(found[1]) if found else None)

    def checkpoints(self) -> list[StoredCheckpoint]:
        """Give the checkpoints as they lie there, by number; those beyond the position only at the end of the log."""
        found = checkpoints.listed(self._connection)
        return [one for one in found if self.complete or one.size <= self.position]

    def anchors(self) -> list[StoredAnchored]:
        """Give what is held elsewhere, by number; what speaks of more than the position only at the end of the log."""
        return [one for one in anchors.listed(self._connection) if self.complete or one.told.size <= self.position]

    def versions(self, table: type[Row]) -> Iterator[Version]:
        """Give versions of rows in the order in which entries opened them."""
        for from_seq, to_seq, *values in self._stream(self._statements.versions[table]):
            # What ends after the position stands there still; past the end of the log nothing can end.
            ended = to_seq if self.complete or to_seq is None or to_seq < self.position else None
            yield Version(from_seq=from_seq, to_seq=ended, row=_row(table, values))

    def strays(self) -> dict[str, int]:
        """Count rows that name an entry beyond the end of the log, or before its beginning, by table."""
        if not self.complete:
            return {}
        asked = {"payloads": self._statements.payloads_outside}
        asked |= {table.TABLE: self._statements.versions_outside[table] for table in ROWS}
        found = {name: self._one(text, self.position) for name, text in asked.items()}
        return {name: row[0] for name, row in found.items() if row and row[0]}

    def missing_guards(self) -> list[str]:
        """Name the triggers that are absent or were changed."""
        if self._connection.dialect.name != "sqlite":
            return []
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        present = {row[0]: row[1] for row in self._all(asked)}
        return [name for name, text in guards.guards().items() if present.get(name) != text]

    def wrong_types(self) -> list[str]:
        """Name columns in which SQLite keeps something of another type than the program ever writes: `table.column`.

        SQLite lets any column hold anything; on PostgreSQL the server refuses it.
        """
        if self._connection.dialect.name != "sqlite":
            return []
        found = []
        for table in (*schema.LOG, schema.payloads, *schema.LEDGER.values()):
            wrong = ", ".join(f"total({_is_wrong(column)})" for column in table.columns)
            counts = self._one(f"SELECT {wrong} FROM {table.name}") or ()  # noqa: S608 - names of our own schema
            found += [f"{table.name}.{one.name}" for one, count in zip(table.columns, counts, strict=True) if count]
        return found

    def unknown_guards(self) -> list[str]:
        """Name triggers that are none of ours: they may do anything whenever something is written."""
        if self._connection.dialect.name != "sqlite":
            return []
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        return [name for (name,) in self._all(asked) if name not in guards.guards()]

    def not_tables(self) -> list[str]:
        """Name what has the name of a table of ours and is none: a view shows what its maker likes."""
        asked = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
        if self._connection.dialect.name != "sqlite":
            asked = (
                "SELECT relname, CASE relkind WHEN 'r' THEN 'table' ELSE 'other' END FROM pg_class "
                "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'm', 'f', 'p')"
            )
        there = {str(name): str(kind) for name, kind in self._all(asked)}
        return [name for name in schema.metadata.tables if there.get(name) != "table"]


def _is_wrong(column: sa.Column[Any]) -> str:
    kind = (
        "blob" if isinstance(column.type, sa.LargeBinary) else "text" if isinstance(column.type, sa.Text) else "integer"
    )
    return f"typeof({column.name}) NOT IN ('{kind}'{', ' + repr('null') if column.nullable else ''})"


def _row(table: type[Row], values: list[Any]) -> Row | None:
    try:
        return codec.from_sql(table, values)
    except (ValueError, TypeError):  # a day that is none, a list that is none
        return None


def _cycle(data: bytes) -> Entry | None:
    try:
        entry = decode(data)
    except EntryRefused:
        return None
    return entry if entry["kind"] in ("cycle", "rewound") else None
