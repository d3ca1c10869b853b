"""The log, its payloads and blobs, look-ups, cursors, and the first tables of the ledger.

Written out in full and importing nothing of ours: a migration stays as it was when it was released.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()

Columns = Sequence[tuple[str, sa.types.TypeEngine[Any], bool]]

LEDGER: dict[str, tuple[tuple[str, ...], Columns]] = {
    "activations": (
        ("what", "source"),
        [
            ("what", TEXT, False),
            ("source", TEXT, False),
            ("blob", TEXT, False),
            ("identity", TEXT, False),
            ("note", TEXT, False),
            ("seq", INTEGER, False),
        ],
    ),
    "assignments": (
        ("assignment",),
        [
            ("assignment", TEXT, False),
            ("document", TEXT, False),
            ("ordinal", INTEGER, False),
            ("lead", TEXT, False),
            ("coordinating", TEXT, False),
            ("due_on", TEXT, True),
            ("texts", TEXT, False),
            ("state", TEXT, False),
        ],
    ),
    "cycles": (
        ("source", "stream"),
        [
            ("source", TEXT, False),
            ("stream", TEXT, False),
            ("seq", INTEGER, False),
            ("first_on", TEXT, True),
            ("last_on", TEXT, False),
            ("listed", INTEGER, False),
            ("fetched", INTEGER, False),
            ("taken", INTEGER, False),
            ("older", INTEGER, False),
            ("repeated", INTEGER, False),
            ("held", INTEGER, False),
            ("withheld", INTEGER, True),
            ("register_numbers", INTEGER, True),
            ("register_apart", INTEGER, True),
        ],
    ),
    "documents": (
        ("document",),
        [
            ("document", TEXT, False),
            ("message", TEXT, False),
            ("document_kind", TEXT, False),
            ("issued_on", TEXT, False),
            ("issuer", TEXT, False),
            ("scope", TEXT, False),
            ("tasks", INTEGER, False),
            ("texts", TEXT, False),
            ("state", TEXT, False),
            ("recalled_on", TEXT, True),
            ("recalled_by", TEXT, True),
        ],
    ),
    "held": (
        ("item",),
        [
            ("item", TEXT, False),
            ("source", TEXT, False),
            ("stream", TEXT, False),
            ("reason", TEXT, False),
            ("size", INTEGER, False),
            ("version", INTEGER, True),
            ("reference", TEXT, False),
        ],
    ),
    "messages": (
        ("message",),
        [
            ("message", TEXT, False),
            ("source", TEXT, False),
            ("stream", TEXT, False),
            ("version", INTEGER, True),
            ("body", TEXT, False),
            ("document", TEXT, True),
        ],
    ),
}


def upgrade() -> None:
    """Make everything."""
    _log()
    _beside()
    for table, (key, columns) in LEDGER.items():
        _ledger(table, key, columns)
    op.create_index("ix_assignments_document", "assignments", ["document"])
    if op.get_bind().dialect.name == "sqlite":
        _triggers()


def _log() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("data", BYTES, nullable=False),
        sa.Column("leaf", BYTES, nullable=False),
    )
    op.create_table(
        "nodes",
        sa.Column("level", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("root", BYTES, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payloads",
        sa.Column("commitment", BYTES, primary_key=True),
        sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="payloads_seq"), nullable=False),
        sa.Column("salt", BYTES, nullable=False),
        sa.Column("encoding", TEXT, nullable=False),
        sa.Column("content", BYTES, nullable=False),
    )
    op.create_index("ix_payloads_seq", "payloads", ["seq"])
    op.create_table(
        "blobs",
        sa.Column("digest", BYTES, primary_key=True),
        sa.Column("content", BYTES, nullable=False),
    )


def _beside() -> None:
    op.create_table(
        "lookups",
        sa.Column("keyed", BYTES, primary_key=True),
        sa.Column("handle", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cursors",
        sa.Column("source", TEXT, primary_key=True),
        sa.Column("stream", TEXT, primary_key=True),
        sa.Column("cursor", TEXT, nullable=False),
        sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="cursors_seq"), nullable=False),
    )


def _ledger(table: str, key: Sequence[str], columns: Columns) -> None:
    op.create_table(
        table,
        *[sa.Column(name, kind, primary_key=name in key, nullable=nullable) for name, kind, nullable in columns],
        sa.Column("from_seq", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("to_seq", INTEGER, nullable=True),
    )
    op.create_index(f"ix_{table}_from_seq", table, ["from_seq"])


def _triggers() -> None:
    for table in ("entries", "nodes", "blobs"):
        _stop(table, "UPDATE")
        _stop(table, "DELETE")
    _stop("payloads", "UPDATE")
    _stop("payloads", "INSERT", "EXISTS (SELECT 1 FROM payloads WHERE commitment = NEW.commitment)")
    for table, (_, columns) in LEDGER.items():
        names = [*(name for name, _, _ in columns), "from_seq"]
        kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in names)
        _stop(table, "UPDATE", f"NOT (OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL AND {kept})")
        _stop(table, "DELETE")


def _stop(table: str, event: str, condition: str = "") -> None:
    when = f" WHEN {condition}" if condition else ""
    op.execute(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
    )
