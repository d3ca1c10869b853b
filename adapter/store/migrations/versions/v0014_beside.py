"""The ledger once more, with what stands beside figures: edits without a document, objections, rejected items.

What is new follows from entries that are there, so the ledger is made anew: two tables with a column more, one new,
the others empty; opening the store folds the log into them (`store.rebuild`). Written out in full and importing
nothing of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

Columns = Sequence[tuple[str, sa.types.TypeEngine[Any], bool]]

EMPTIED = (
    "activations", "assignments", "cycles", "documents", "holds", "identities", "messages", "pushes", "switches",
)  # fmt: skip
"""Tables that stay as they are, without their rows."""

ANEW: dict[str, tuple[tuple[str, ...], Columns]] = {
    "edits": (
        ("edit",),
        [
            ("edit", TEXT, False),
            ("assignment", TEXT, False),
            ("message", TEXT, False),
            ("what", TEXT, False),
            ("seen_at", TEXT, False),
            ("former_due_on", TEXT, True),
            ("due_on", TEXT, True),
            ("former", TEXT, False),
            ("now", TEXT, False),
            ("former_texts", TEXT, True),
            ("texts", TEXT, True),
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
            ("agency", TEXT, True),
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
            ("rejected", INTEGER, True),
        ],
    ),
}


def upgrade() -> None:
    """Make some of the ledger's tables anew, and empty the others."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in EMPTIED:
        if sqlite:
            op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(f"DELETE FROM {table}")  # noqa: S608 - names of this file
        if sqlite:
            _stop(table, "DELETE")
    for table in sorted(ANEW.keys() - {"edits"}):
        op.drop_table(table)
    for table, (key, columns) in ANEW.items():
        _ledger(table, key, columns)
    op.create_index("ix_edits_assignment", "edits", ["assignment"])
    op.create_index("ix_evidence_assignment", "evidence", ["assignment"])
    for table, (_, columns) in ANEW.items() if sqlite else ():
        names = [*(name for name, _, _ in columns), "from_seq"]
        kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in names)
        _stop(table, "UPDATE", f"NOT (OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL AND {kept})")
        _stop(table, "DELETE")


def _ledger(table: str, key: Sequence[str], columns: Columns) -> None:
    op.create_table(
        table,
        *[sa.Column(name, kind, primary_key=name in key, nullable=nullable) for name, kind, nullable in columns],
        sa.Column("from_seq", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("to_seq", INTEGER, nullable=True),
    )
    op.create_index(f"ix_{table}_from_seq", table, ["from_seq"])


def _stop(table: str, event: str, condition: str = "") -> None:
    when = f" WHEN {condition}" if condition else ""
    op.execute(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
    )
