"""Signed checkpoints of the log, beside it and as final as it. Written out in full and importing nothing of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "checkpoints",
        sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
        sa.Column("size", INTEGER, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER checkpoints_no_{event.lower()} BEFORE {event} ON checkpoints "
                "BEGIN SELECT RAISE(ABORT, 'checkpoints is final'); END"
            )
