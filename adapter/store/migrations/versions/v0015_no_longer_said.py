"""An index by which is found what is no longer said of assignments. Importing nothing of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ENDED = sa.text("to_seq IS NOT NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_evidence_to_seq", "evidence", ["to_seq"], sqlite_where=ENDED, postgresql_where=ENDED)
