"""Activations that wait for a second person. Beside the log: what is put in force is an entry, then as before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "proposals",
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("identity", TEXT, nullable=False),
        sa.Column("proposed_by", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("ended", TEXT, nullable=False),
    )
