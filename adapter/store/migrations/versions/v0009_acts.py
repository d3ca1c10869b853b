"""What is needed to tell who did what: the last start, the settings of it, and refusals that are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "runs",
        sa.Column("run", TEXT, primary_key=True),
        sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="runs_seq"), nullable=False),
        sa.Column("ended", INTEGER, nullable=False),
    )
    op.create_table(
        "configured",
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("keyed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "refusals",
        sa.Column("actor", TEXT, primary_key=True),
        sa.Column("what", TEXT, primary_key=True),
        sa.Column("code", TEXT, primary_key=True),
        sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="refusals_seq"), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("more", INTEGER, nullable=False),
    )
