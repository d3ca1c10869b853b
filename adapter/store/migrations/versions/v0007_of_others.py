"""The ledger once more, with what documents say of others: several pieces of evidence in one message, replacements.

The tables of the ledger are made anew and empty: everything in them follows from the log, and opening the store folds
it into them again (`store.rebuild`). Written out in full and importing nothing of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

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
            ("withdrawn_on", TEXT, True),
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
            ("passed", INTEGER, True),
            ("held", INTEGER, False),
            ("withheld", INTEGER, True),
            ("register_numbers", INTEGER, True),
            ("register_apart", INTEGER, True),
            ("unmatched", TEXT, True),
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
            ("told_at", TEXT, True),
        ],
    ),
    "evidence": (
        ("message", "part"),
        [
            ("message", TEXT, False),
            ("part", TEXT, False),
            ("assignment", TEXT, False),
            ("what", TEXT, False),
            ("happened_at", TEXT, False),
            ("due_on", TEXT, True),
            ("quality", TEXT, True),
            ("new_lead", TEXT, True),
            ("texts", TEXT, True),
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
            ("since", TEXT, False),
        ],
    ),
    "holds": (
        ("assignment",),
        [
            ("assignment", TEXT, False),
            ("seq", INTEGER, False),
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
    "pushes": (
        ("assignment",),
        [
            ("assignment", TEXT, False),
            ("source", TEXT, False),
            ("seq", INTEGER, False),
            ("sent_as", INTEGER, False),
            ("code", TEXT, False),
            ("due_on", TEXT, True),
            ("completed_on", TEXT, True),
            ("lacking", TEXT, False),
            ("quality", TEXT, True),
            ("state", TEXT, False),
            ("tries", INTEGER, False),
            ("at", TEXT, False),
            ("reason", TEXT, True),
        ],
    ),
    "switches": (
        ("source",),
        [
            ("source", TEXT, False),
            ("pushing", TEXT, False),
            ("seq", INTEGER, False),
        ],
    ),
}


def upgrade() -> None:
    """Make the ledger's tables anew."""
    for table in LEDGER:
        op.drop_table(table)
    for table, (key, columns) in LEDGER.items():
        _ledger(table, key, columns)
    op.create_index("ix_assignments_document", "assignments", ["document"])
    op.create_index("ix_evidence_assignment", "evidence", ["assignment"])
    if op.get_bind().dialect.name == "sqlite":
        _triggers()


def _ledger(table: str, key: Sequence[str], columns: Columns) -> None:
    op.create_table(
        table,
        *[sa.Column(name, kind, primary_key=name in key, nullable=nullable) for name, kind, nullable in columns],
        sa.Column("from_seq", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("to_seq", INTEGER, nullable=True),
    )
    op.create_index(f"ix_{table}_from_seq", table, ["from_seq"])


def _triggers() -> None:
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
