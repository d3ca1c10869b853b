"""Alerts: what a person should know of. Beside the log: a figure never depends on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "alerts",
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("condition", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("told", TEXT, nullable=False),
        sa.Column("opened_at", TEXT, nullable=False),
        sa.Column("closed_at", TEXT, nullable=True),
        sa.Column("closed_by", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
    )
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_alerts_open",
        "alerts",
        ["condition", "source", "about"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
