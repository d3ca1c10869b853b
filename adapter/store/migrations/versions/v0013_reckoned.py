"""How a deadline was come by, and the hour of one: two columns of the assignments. Importing nothing of ours.

Entries of older logs say how a deadline was counted, so the ledger is emptied: opening the store folds the log into it
again (`store.rebuild`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

LEDGER = (
    "activations", "assignments", "cycles", "documents", "evidence", "held", "holds", "identities", "messages",
    "pushes", "switches",
)  # fmt: skip
FORMER = (
    "assignment", "document", "ordinal", "lead", "coordinating", "due_on", "texts", "state", "withdrawn_on",
)  # fmt: skip
NEW = ("due_at", "counted")


def upgrade() -> None:
    """Make the columns, and empty the ledger."""
    for name in NEW:
        op.add_column("assignments", sa.Column(name, TEXT, nullable=True))
    if op.get_bind().dialect.name != "sqlite":
        for table in LEDGER:
            op.execute(f"DELETE FROM {table}")  # noqa: S608 - a closed list
        return
    triggers = op.get_bind().execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    of_ledger = [(name, sql) for name, sql in triggers if name.rpartition("_no_")[0] in LEDGER]
    for name, _ in of_ledger:
        op.execute(f"DROP TRIGGER {name}")
    for table in LEDGER:
        op.execute(f"DELETE FROM {table}")  # noqa: S608 - the same
    for name, sql in of_ledger:
        if name != "assignments_no_update":
            op.get_bind().exec_driver_sql(sql)
    kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in (*FORMER, *NEW, "from_seq"))
    op.execute(
        "CREATE TRIGGER assignments_no_update BEFORE UPDATE ON assignments "
        f"WHEN NOT (OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL AND {kept}) "
        "BEGIN SELECT RAISE(ABORT, 'assignments is final'); END"
    )
