"""Under which names and keys the log has gone on: a table of the ledger. Written out, importing nothing of ours.

No earlier entry makes a row of it, so the ledger stays as it is.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "identities",
        sa.Column("entry", TEXT, primary_key=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("verifier", TEXT, nullable=True),
        sa.Column("from_seq", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("to_seq", INTEGER, nullable=True),
    )
    op.create_index("ix_identities_from_seq", "identities", ["from_seq"])
    if op.get_bind().dialect.name != "sqlite":
        return
    names = ("entry", "kind", "origin", "verifier", "from_seq")
    kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in names)
    ended = f"NOT (OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL AND {kept})"
    for event, condition in (("UPDATE", f" WHEN {ended}"), ("DELETE", "")):
        op.execute(
            f"CREATE TRIGGER identities_no_{event.lower()} BEFORE {event} ON identities{condition} "
            "BEGIN SELECT RAISE(ABORT, 'identities is final'); END"
        )
