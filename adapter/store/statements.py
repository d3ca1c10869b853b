"""Every statement, written in SQLAlchemy Core and compiled once per database to the text its driver takes.

Hot paths hand that text and plain tuples to the driver: as fast as the driver itself (DESIGN §12).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from adapter.core.ledger import ROWS, Assignment, Document, Evidence, Message, Row
from adapter.store import codec, schema


class Statements:
    """The statements of one database."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        # Upserts are the one thing that Core spells per database.
        self._upsert = postgresql.insert if dialect.name == "postgresql" else sqlite.insert
        #: insert a row with all its columns
        self.insert = {
            table: self.text(sa.insert(table).values(_all(table))) for table in schema.metadata.tables.values()
        }
        #: insert a row, or replace what is not its key
        self.put = {table: self.text(self._put(table)) for table in (schema.lookups, schema.cursors)}
        #: end the open row of a key: (to_seq, *key)
        self.close = {row: self.text(_close(row)) for row in ROWS}
        #: versions of rows (from_seq, to_seq, *row) that were opened from one seq up to another
        self.versions = {row: self._range(*_version(row)) for row in ROWS}
        #: the number of versions of rows that no entry below a position opened
        self.versions_outside = {row: self._outside(table.c.from_seq) for row, table in schema.LEDGER.items()}
        #: the entry that opened the first row of a table
        self.first_version = {
            row: self.text(sa.select(sa.func.min(table.c.from_seq))) for row, table in schema.LEDGER.items()
        }
        self._rows: dict[tuple[type[Row], tuple[str, ...], tuple[str, ...]], str] = {}
        self._openings: dict[tuple[type[Row], tuple[str, ...], bool], str] = {}

    def text(self, statement: sa.ClauseElement) -> str:
        """Compile a statement; its parameters stand in the order in which they were written."""
        compiled = statement.compile(dialect=self._dialect)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - data statements only
        return compiled.string

    @cached_property
    def last(self) -> str:
        """The seq of the last entry."""
        return self.text(sa.select(sa.func.max(schema.entries.c.seq)))

    @cached_property
    def entries(self) -> str:
        """Entries (seq, data) from one seq up to another."""
        return self._range(schema.entries.c.seq, schema.entries.c.data)

    @cached_property
    def whole_entries(self) -> str:
        """Entries (seq, data, leaf) from one seq up to another."""
        return self._range(schema.entries.c.seq, schema.entries.c.data, schema.entries.c.leaf)

    @cached_property
    def leaves(self) -> str:
        """Leaves (seq, leaf) from one seq up to another."""
        return self._range(schema.entries.c.seq, schema.entries.c.leaf)

    @cached_property
    def nodes(self) -> str:
        """Nodes (number, root) of one level from one number up to another."""
        table = schema.nodes
        asked = sa.select(table.c.number, table.c.root).where(
            table.c.level == sa.bindparam("level"),
            table.c.number >= sa.bindparam("first"),
            table.c.number < sa.bindparam("last"),
        )
        return self.text(asked.order_by(table.c.number))

    @cached_property
    def all_nodes(self) -> str:
        """Nodes (level, number, root), lowest level first."""
        table = schema.nodes
        return self.text(sa.select(table).order_by(table.c.level, table.c.number))

    @cached_property
    def payload(self) -> str:
        """One payload (salt, encoding, content)."""
        table = schema.payloads
        return self._by(table.c.commitment, table.c.salt, table.c.encoding, table.c.content)

    @cached_property
    def payload_there(self) -> str:
        """The number of the entry of one payload."""
        return self._by(schema.payloads.c.commitment, schema.payloads.c.seq)

    @cached_property
    def payloads(self) -> str:
        """Payloads (seq, commitment, salt, encoding, content) of entries from one seq up to another."""
        table = schema.payloads
        return self._range(table.c.seq, table.c.commitment, table.c.salt, table.c.encoding, table.c.content)

    @cached_property
    def payloads_outside(self) -> str:
        """The number of payloads that name no entry below a position."""
        return self._outside(schema.payloads.c.seq)

    @cached_property
    def blob(self) -> str:
        """The content of one blob."""
        return self._by(schema.blobs.c.digest, schema.blobs.c.content)

    @cached_property
    def blobs(self) -> str:
        """The digests of all blobs."""
        return self.text(sa.select(schema.blobs.c.digest).order_by(schema.blobs.c.digest))

    @cached_property
    def lookup(self) -> str:
        """The handle of one look-up."""
        return self._by(schema.lookups.c.keyed, schema.lookups.c.handle)

    @cached_property
    def tombstone(self) -> str:
        """The document of either of two tombstones."""
        table = schema.tombstones
        keyed = sa.or_(table.c.keyed == sa.bindparam("asked"), table.c.keyed == sa.bindparam("asked_other"))
        return self.text(sa.select(table.c.document).where(keyed))

    @cached_property
    def cursor(self) -> str:
        """The cursor of one stream."""
        table = schema.cursors
        asked = sa.select(table.c.cursor).where(
            table.c.source == sa.bindparam("asked_source"), table.c.stream == sa.bindparam("asked_stream")
        )
        return self.text(asked)

    @cached_property
    def cursors(self) -> str:
        """All cursors (source, stream, seq)."""
        table = schema.cursors
        return self.text(
            sa.select(table.c.source, table.c.stream, table.c.seq).order_by(table.c.source, table.c.stream)
        )

    @cached_property
    def keep_blob(self) -> str:
        """Insert a blob unless it is there."""
        return self.text(self._upsert(schema.blobs).values(_all(schema.blobs)).on_conflict_do_nothing())

    @cached_property
    def erase(self) -> str:
        """Delete one payload."""
        table = schema.payloads
        return self.text(sa.delete(table).where(table.c.commitment == sa.bindparam("erased")))

    def rows(self, row: type[Row], equal: tuple[str, ...], absent: tuple[str, ...] = ()) -> str:
        """Rows of a table at a position, by key: (*values of `equal`, position, position)."""
        if (row, equal, absent) not in self._rows:
            self._rows[row, equal, absent] = self.text(_rows(row, equal, absent))
        return self._rows[row, equal, absent]

    def among(self, row: type[Row], name: str, many: int) -> str:
        """Rows of a table at a position of which a column has one of so many values: (*values, position, position)."""
        key = (row, (name,), ("among", str(many)))
        if key not in self._rows:
            some = schema.LEDGER[row].c[name].in_([sa.bindparam(f"any_{number}") for number in range(many)])
            self._rows[key] = self.text(_at_position(row, some))
        return self._rows[key]

    def streamed(self, row: type[Row], by: str) -> str:
        """Rows of a table at a position, in the order of one column: (position, position)."""
        key = (row, (by,), ("in order",))
        if key not in self._rows:
            self._rows[key] = self.text(_at_position(row).order_by(schema.LEDGER[row].c[by]))
        return self._rows[key]

    def openings(self, row: type[Row], equal: tuple[str, ...], *, newest_first: bool) -> str:
        """Entries (seq, data) that opened versions of rows, in order: (*values of `equal`, position)."""
        if (row, equal, newest_first) not in self._openings:
            self._openings[row, equal, newest_first] = self.text(_openings(row, equal, newest_first=newest_first))
        return self._openings[row, equal, newest_first]

    def versions_there(self, row: type[Row]) -> str:
        """How many versions of rows a table has."""
        return self.text(sa.select(sa.func.count()).select_from(schema.LEDGER[row]))

    @cached_property
    def touched(self) -> str:
        """Assignments that entries from one seq up to another may have changed: (first, last) × 4."""
        assignments, evidence = schema.LEDGER[Assignment], schema.LEDGER[Evidence]
        documents = schema.LEDGER[Document]
        found = [
            sa.select(assignments.c.assignment).where(*_between(assignments.c.from_seq)),
            sa.select(evidence.c.assignment).where(*_between(evidence.c.from_seq)),
            # What is no longer said of one leaves no version that begins.
            sa.select(evidence.c.assignment).where(*_between(evidence.c.to_seq)),
            sa.select(assignments.c.assignment).where(
                assignments.c.document.in_(sa.select(documents.c.document).where(*_between(documents.c.from_seq)))
            ),
        ]
        return self.text(sa.union(*found))

    def documents_alike(self, *, of_one: bool) -> str:
        """How many documents are alike (scope, state, tasks, count): (stream, [source], position × 4)."""
        table = schema.LEDGER[Document]
        alike = (table.c.scope, table.c.state, table.c.tasks)
        asked = sa.select(*alike, sa.func.count()).where(*_documents_of(table, of_one=of_one)).group_by(*alike)
        return self.text(asked)

    @cached_property
    def first_stated(self) -> str:
        """Entries (seq, data) that first stated documents of a source: (stream, source, position × 4, first, last).

        First and last are days of issue, both included.
        """
        entries, table = schema.entries, schema.LEDGER[Document]
        former = table.alias()
        asked = sa.select(table.c.document).where(
            *_documents_of(table, of_one=True),
            table.c.issued_on >= sa.bindparam("first"),
            table.c.issued_on <= sa.bindparam("last"),
        )
        first = sa.select(sa.func.min(former.c.from_seq)).where(former.c.document.in_(asked))
        first = first.group_by(former.c.document)
        return self.text(
            sa.select(entries.c.seq, entries.c.data).where(entries.c.seq.in_(first)).order_by(entries.c.seq)
        )

    def _put(self, table: sa.Table) -> sa.Insert:
        inserted = self._upsert(table).values(_all(table))
        changed = {column.name: inserted.excluded[column.name] for column in table.c if not column.primary_key}
        return inserted.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed)

    def _outside(self, seq: sa.Column[Any]) -> str:
        beyond = sa.or_(seq >= sa.bindparam("size"), seq < sa.literal_column("0"))
        return self.text(sa.select(sa.func.count()).where(beyond))

    def _range(self, seq: sa.Column[Any], *others: sa.Column[Any]) -> str:
        asked = sa.select(seq, *others).where(seq >= sa.bindparam("first"), seq < sa.bindparam("last"))
        return self.text(asked.order_by(seq))

    def _by(self, key: sa.Column[Any], *wanted: sa.Column[Any]) -> str:
        return self.text(sa.select(*wanted).where(key == sa.bindparam("asked")))


def _all(table: sa.Table) -> dict[str, sa.BindParameter[Any]]:
    return {column.name: sa.bindparam(column.name) for column in table.c}


def _own(row: type[Row]) -> Sequence[sa.Column[Any]]:
    table = schema.LEDGER[row]
    return [table.c[column.name] for column in codec.columns(row)]


def _between(seq: sa.Column[Any]) -> list[sa.ColumnElement[bool]]:
    return [seq >= sa.bindparam("first", unique=True), seq < sa.bindparam("last", unique=True)]


def _version(row: type[Row]) -> Sequence[sa.Column[Any]]:
    table = schema.LEDGER[row]
    return [table.c.from_seq, table.c.to_seq, *_own(row)]


def _close(row: type[Row]) -> sa.Update:
    table = schema.LEDGER[row]
    keys = [table.c[name] == sa.bindparam(f"asked_{name}") for name in row.KEY]
    return sa.update(table).values(to_seq=sa.bindparam("ended")).where(*keys, table.c.to_seq.is_(None))


def _openings(row: type[Row], equal: tuple[str, ...], *, newest_first: bool) -> sa.Select[Any]:
    table, entries = schema.LEDGER[row], schema.entries
    asked = sa.select(entries.c.seq, entries.c.data).where(
        entries.c.seq == table.c.from_seq,
        *[table.c[name] == sa.bindparam(f"asked_{name}") for name in equal],
        table.c.from_seq < sa.bindparam("position"),
    )
    return asked.order_by(table.c.from_seq.desc() if newest_first else table.c.from_seq)


def _documents_of(table: sa.Table, *, of_one: bool) -> list[sa.ColumnElement[bool]]:
    """Narrow documents to those that stand at a position, and whose message, of a stream, does."""
    message = schema.LEDGER[Message]
    of_source = [message.c.source == sa.bindparam("source")] if of_one else []
    of_message = [message.c.message == table.c.message, message.c.stream == sa.bindparam("stream"), *of_source]
    return [*of_message, *_standing(message), *_standing(table)]


def _standing(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Narrow versions of rows to those that stand at a position: (position, position)."""
    return [
        table.c.from_seq < sa.bindparam("position"),
        sa.or_(table.c.to_seq.is_(None), table.c.to_seq >= sa.bindparam("position")),
    ]


def _rows(row: type[Row], equal: tuple[str, ...], absent: tuple[str, ...]) -> sa.Select[Any]:
    table = schema.LEDGER[row]
    narrowed = [table.c[name] == sa.bindparam(f"asked_{name}") for name in equal]
    asked = _at_position(row, *narrowed, *[table.c[name].is_(None) for name in absent])
    return asked.order_by(*[table.c[name] for name in row.KEY])


def _at_position(row: type[Row], *narrowed: sa.ColumnElement[bool]) -> sa.Select[Any]:
    table = schema.LEDGER[row]
    return sa.select(*_own(row)).where(*narrowed, *_standing(table))
