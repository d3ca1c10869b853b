"""The table of anchors: which checkpoint is held by whom, since when. Rows are final, like the checkpoints.

It is our own book of what others hold: it proves nothing without them, but for the tokens that prove something alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.anchors

NO_MOMENT = datetime.min.replace(tzinfo=UTC)
"""Stands where a row that was tampered with holds no moment."""

LAST = datetime(9999, 12, 31, tzinfo=UTC)
"""From here on a moment may have no like in the time of Vietnam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """That a checkpoint is held elsewhere."""

    name: str  #: of the anchor, as the settings call it
    kind: str  #: `file`, `mail`, `timestamp`, `witness`
    checkpoint: int  #: number of the checkpoint
    size: int  #: entries that it speaks of
    at: datetime  #: UTC, whole seconds
    token: bytes = field(default=b"", repr=False)  #: what proves it to others; empty where nothing does


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnchored:
    """It as it lies in the database."""

    number: int  #: from 1, without gaps
    told: Anchored


def listed(connection: sa.Connection) -> list[StoredAnchored]:
    """Give what is held elsewhere, by number."""
    return [_stored(row) for row in connection.execute(sa.select(TABLE).order_by(TABLE.c.number))]


def newest(connection: sa.Connection) -> list[StoredAnchored]:
    """Give the last row of every anchor there ever was, by number."""
    last = sa.select(sa.func.max(TABLE.c.number)).group_by(TABLE.c.name)
    asked = sa.select(TABLE).where(TABLE.c.number.in_(last)).order_by(TABLE.c.number)
    return [_stored(row) for row in connection.execute(asked)]


def largest(connection: sa.Connection) -> int:
    """Give the largest size that is held elsewhere, of those that the log has; 0 when none is."""
    entries = sa.select(sa.func.max(schema.entries.c.seq) + 1).scalar_subquery()
    asked = sa.select(sa.func.max(TABLE.c.size)).where(TABLE.c.size <= entries)
    return int(connection.execute(asked).scalar() or 0)


def add(connection: sa.Connection, told: Anchored) -> int:
    """Add what was placed; give its number."""
    last = connection.execute(sa.select(sa.func.max(TABLE.c.number))).scalar()
    number = 1 if last is None else int(last) + 1
    row = {name: getattr(told, name) for name in ("name", "kind", "checkpoint", "size", "token")}
    row["at"] = told.at.astimezone(UTC).isoformat(timespec="seconds")
    connection.execute(sa.insert(TABLE).values(number=number, **row))
    return number


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredAnchored:
    told = Anchored(
        name=row.name,
        kind=row.kind,
        checkpoint=row.checkpoint,
        size=row.size,
        at=_moment(row.at),
        token=row.token,
    )
    return StoredAnchored(number=row.number, told=told)


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return NO_MOMENT
    return found if found < LAST else NO_MOMENT
