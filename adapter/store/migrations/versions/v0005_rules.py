"""What the rules of mappings came to. Beside the log: a figure never depends on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "rules",
        sa.Column("source", TEXT, primary_key=True),
        sa.Column("mapping", TEXT, primary_key=True),
        sa.Column("rule", TEXT, primary_key=True),
        sa.Column("good", INTEGER, nullable=False),
        sa.Column("fallen_back", INTEGER, nullable=False),
        sa.Column("empty", INTEGER, nullable=False),
        sa.Column("missing", INTEGER, nullable=False),
        sa.Column("bad", INTEGER, nullable=False),
        sa.Column("quiet", INTEGER, nullable=False),
    )
