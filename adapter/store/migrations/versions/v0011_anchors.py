"""Where checkpoints are held elsewhere, as final as they are. Written out in full and importing nothing of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "anchors",
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("checkpoint", INTEGER, nullable=False),
        sa.Column("size", INTEGER, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER anchors_no_{event.lower()} BEFORE {event} ON anchors "
                "BEGIN SELECT RAISE(ABORT, 'anchors is final'); END"
            )
