"""Tombstones of documents that were raised or purged, and the entries that erase. Importing nothing of ours."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ERASE = ("erased", "purged", "raised")


def upgrade() -> None:
    """Make the tables, and note the entries of the log so far that erase."""
    op.create_table(
        "tombstones",
        sa.Column("keyed", sa.LargeBinary(), primary_key=True),
        sa.Column("document", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )
    erasures = op.create_table("erasures", sa.Column("seq", INTEGER, primary_key=True, autoincrement=False))
    connection = op.get_bind()
    found = connection.exec_driver_sql("SELECT seq, data FROM entries ORDER BY seq")
    rows = [{"seq": seq} for seq, data in found if json.loads(bytes(data))["kind"] in ERASE]
    if rows:
        op.bulk_insert(erasures, rows)
    if connection.dialect.name == "sqlite":
        for table in ("tombstones", "erasures"):
            for event in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
                )
