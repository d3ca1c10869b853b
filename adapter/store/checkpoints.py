"""The table of checkpoints: signed notes of what the log was. Rows are final, like the log they speak of.

Nothing else depends on it, and losing it loses no entry: a checkpoint proves something to whoever kept a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.checkpoints


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheckpoint:
    """One checkpoint as it lies in the database."""

    number: int  #: from 1, without gaps
    size: int  #: entries of the log that it speaks of
    note: bytes  #: signed


def listed(connection: sa.Connection, *, newest: bool = False) -> list[StoredCheckpoint]:
    """Give the checkpoints by number; with `newest` the last one alone."""
    asked = sa.select(TABLE).order_by(TABLE.c.number.desc()).limit(1) if newest else _all()
    return [StoredCheckpoint(number=row.number, size=row.size, note=row.note) for row in connection.execute(asked)]


def add(connection: sa.Connection, size: int, note: bytes) -> int:
    """Add a checkpoint; give its number."""
    last = connection.execute(sa.select(sa.func.max(TABLE.c.number))).scalar()
    number = 1 if last is None else int(last) + 1
    connection.execute(sa.insert(TABLE).values(number=number, size=size, note=note))
    return number


def _all() -> sa.Select[tuple[int, int, bytes]]:
    return sa.select(TABLE).order_by(TABLE.c.number)
