"""The tables as they are now. Migrations make them; a test holds the two together.

Only handles, commitments, codes, days and numbers stand in clear; days are ISO text, digests are 32 bytes.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from adapter.core.ledger import ROWS, Row
from adapter.store import codec

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
)
"""Every revision of the schema, oldest first; the last is the one this program works with."""

metadata = sa.MetaData()

# Text is ordered by code point on every database: digests of the ledger depend on it.
TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("seq", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("data", BYTES, nullable=False),
    sa.Column("leaf", BYTES, nullable=False),
)

nodes = sa.Table(
    # Roots of perfect subtrees of 256, 65,536, … leaves: with them the root at any position reads few hashes.
    "nodes",
    metadata,
    sa.Column("level", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("root", BYTES, nullable=False),
    sqlite_with_rowid=False,
)

payloads = sa.Table(
    "payloads",
    metadata,
    sa.Column("commitment", BYTES, primary_key=True),
    # The first entry that commits to it.
    sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="payloads_seq"), nullable=False, index=True),
    sa.Column("salt", BYTES, nullable=False),
    sa.Column("encoding", TEXT, nullable=False),
    sa.Column("content", BYTES, nullable=False),
)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("digest", BYTES, primary_key=True),
    sa.Column("content", BYTES, nullable=False),
)

checkpoints = sa.Table(
    # What the log was when it was signed (`store.checkpoints`): beside the log, and final like it.
    "checkpoints",
    metadata,
    sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("size", INTEGER, nullable=False),
    sa.Column("note", BYTES, nullable=False),
)

anchors = sa.Table(
    # Which of them is held elsewhere, and by whom (`store.anchors`).
    "anchors",
    metadata,
    sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("checkpoint", INTEGER, nullable=False),
    sa.Column("size", INTEGER, nullable=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("token", BYTES, nullable=False),
)

lookups = sa.Table(
    # Business key → handle. Keyed by HMAC: the key never stands here in clear.
    "lookups",
    metadata,
    sa.Column("keyed", BYTES, primary_key=True),
    sa.Column("handle", TEXT, nullable=False),
    sqlite_with_rowid=False,
)

tombstones = sa.Table(
    # What led to a document that was raised or purged (`store.tombstones`), keyed by a key of its own.
    "tombstones",
    metadata,
    sa.Column("keyed", BYTES, primary_key=True),
    sa.Column("document", TEXT, nullable=False),
    sqlite_with_rowid=False,
)

erasures = sa.Table(
    # The entries that erase (`store.erasures`): so few of so many that nobody should walk the log for them.
    "erasures",
    metadata,
    sa.Column("seq", INTEGER, primary_key=True, autoincrement=False),
)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("source", TEXT, primary_key=True),
    sa.Column("stream", TEXT, primary_key=True),
    sa.Column("cursor", TEXT, nullable=False),
    # The cycle that moved it here.
    sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="cursors_seq"), nullable=False),
)

requests = sa.Table(
    # What another process asks of the one that writes (`store.requests`). Deleted once the asker knows the answer.
    "requests",
    metadata,
    sa.Column("request", TEXT, primary_key=True),
    sa.Column("asked_at", TEXT, nullable=False),
    sa.Column("until", TEXT, nullable=False),
    sa.Column("actor", TEXT, nullable=False),
    sa.Column("verb", TEXT, nullable=False),
    sa.Column("arguments", TEXT, nullable=False),
    sa.Column("state", TEXT, nullable=False),
    sa.Column("answer", TEXT, nullable=True),
)

alerts = sa.Table(
    # What a person should know of (`store.alerts`).
    "alerts",
    metadata,
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
_STILL_OPEN = alerts.c.closed_at.is_(None)
sa.Index(
    # One condition has one open alert.
    "ix_alerts_open",
    *(alerts.c.condition, alerts.c.source, alerts.c.about),
    unique=True,
    sqlite_where=_STILL_OPEN,
    postgresql_where=_STILL_OPEN,
)

rules = sa.Table(
    # What the rules of a mapping came to, so far (`store.rules`).
    "rules",
    metadata,
    sa.Column("source", TEXT, primary_key=True),
    sa.Column("mapping", TEXT, primary_key=True),
    sa.Column("rule", TEXT, primary_key=True),
    *(sa.Column(name, INTEGER, nullable=False) for name in ("good", "fallen_back", "empty", "missing", "bad", "quiet")),
)

proposals = sa.Table(
    # Activations that wait for a second person (`store.proposals`).
    "proposals",
    metadata,
    sa.Column("number", INTEGER, primary_key=True, autoincrement=False),
    sa.Column("what", TEXT, nullable=False),
    sa.Column("source", TEXT, nullable=False),
    sa.Column("identity", TEXT, nullable=False),
    sa.Column("proposed_by", TEXT, nullable=False),
    sa.Column("reason", TEXT, nullable=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("ended", TEXT, nullable=False),
)

runs = sa.Table(
    # Where the log tells of the last start (`store.acts`).
    "runs",
    metadata,
    sa.Column("run", TEXT, primary_key=True),
    sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="runs_seq"), nullable=False),
    sa.Column("ended", INTEGER, nullable=False),
)

configured = sa.Table(
    # What every setting was at the last start, keyed by HMAC: enough to tell that it changed, and no more.
    "configured",
    metadata,
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("keyed", BYTES, nullable=False),
)

refusals = sa.Table(
    # What was refused within the last hour, and how often since the log told of it.
    "refusals",
    metadata,
    sa.Column("actor", TEXT, primary_key=True),
    sa.Column("what", TEXT, primary_key=True),
    sa.Column("code", TEXT, primary_key=True),
    sa.Column("seq", INTEGER, sa.ForeignKey("entries.seq", name="refusals_seq"), nullable=False),
    sa.Column("at", TEXT, nullable=False),
    sa.Column("more", INTEGER, nullable=False),
)

LOG = (entries, nodes, blobs, checkpoints, tombstones, erasures, anchors)
"""Tables whose rows are final."""


def _projection(row: type[Row]) -> sa.Table:
    """Make the table of a row class: its fields, and the entries that opened and ended each version of a row."""
    own = [
        sa.Column(
            column.name,
            INTEGER if column.numeric else TEXT,
            primary_key=column.name in row.KEY,
            nullable=column.nullable,
        )
        for column in codec.columns(row)
    ]
    return sa.Table(
        row.TABLE,
        metadata,
        *own,
        sa.Column("from_seq", INTEGER, primary_key=True, autoincrement=False, index=True),
        sa.Column("to_seq", INTEGER, nullable=True),
    )


LEDGER: dict[type[Row], sa.Table] = {row: _projection(row) for row in ROWS}
"""Tables of the ledger. A row is there at position p when `from_seq < p` and not `to_seq < p`."""

sa.Index("ix_assignments_document", metadata.tables["assignments"].c.document)
sa.Index("ix_evidence_assignment", metadata.tables["evidence"].c.assignment)
_ENDED = metadata.tables["evidence"].c.to_seq
sa.Index("ix_evidence_to_seq", _ENDED, sqlite_where=_ENDED.is_not(None), postgresql_where=_ENDED.is_not(None))
sa.Index("ix_edits_assignment", metadata.tables["edits"].c.assignment)
