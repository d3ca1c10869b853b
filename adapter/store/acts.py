"""Beside the log: what is needed to write down who did what without saying the same thing twice.

Nothing here is evidence; the entries are. Losing these tables makes the next start a first one and tells a refusal
once more. Values of settings stand here keyed with the index key, so that nobody who has the database alone can guess
one: of a secret nothing else is kept, and nothing of it goes into the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from adapter.store import schema

RUNS, CONFIGURED, REFUSALS = schema.runs, schema.configured, schema.refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A start that the log tells of."""

    seq: int  #: its entry
    ended: bool  #: it has stopped, and the log tells that, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was refused to somebody, for one reason."""

    actor: str
    what: str
    code: str
    seq: int  #: the entry that told of it last
    at: datetime  #: UTC; when that was
    more: int  #: times since then


def run(connection: sa.Connection, name: str) -> Run | None:
    """Give the last start under a name; None when there was none."""
    found = connection.execute(sa.select(RUNS).where(RUNS.c.run == name)).first()
    return None if found is None else Run(seq=found.seq, ended=bool(found.ended))


def set_run(connection: sa.Connection, name: str, seq: int, *, ended: bool) -> None:
    """Remember the last start under a name."""
    connection.execute(sa.delete(RUNS).where(RUNS.c.run == name))
    connection.execute(sa.insert(RUNS).values(run=name, seq=seq, ended=int(ended)))


def configured(connection: sa.Connection) -> dict[str, bytes]:
    """Give the settings of the last start, each keyed."""
    return {row.name: bytes(row.keyed) for row in connection.execute(sa.select(CONFIGURED))}


def configure(connection: sa.Connection, keyed: Mapping[str, bytes]) -> None:
    """Remember the settings of this start in the place of the former ones."""
    connection.execute(sa.delete(CONFIGURED))
    if keyed:
        connection.execute(sa.insert(CONFIGURED), [{"name": name, "keyed": one} for name, one in keyed.items()])


def refusals(connection: sa.Connection) -> list[Refused]:
    """Give what was refused lately."""
    asked = sa.select(REFUSALS).order_by(REFUSALS.c.seq)
    return [
        Refused(
            actor=row.actor,
            what=row.what,
            code=row.code,
            seq=row.seq,
            at=datetime.fromisoformat(row.at),
            more=row.more,
        )
        for row in connection.execute(asked)
    ]


def keep_refusal(connection: sa.Connection, one: Refused) -> None:
    """Remember a refusal, in the place of the former one of its kind."""
    forget_refusal(connection, one)
    at = one.at.astimezone(UTC).isoformat()
    values = {"actor": one.actor, "what": one.what, "code": one.code, "seq": one.seq, "at": at, "more": one.more}
    connection.execute(sa.insert(REFUSALS).values(values))


def forget_refusal(connection: sa.Connection, one: Refused) -> None:
    """Forget a refusal whose hour has passed."""
    same = (REFUSALS.c.actor == one.actor, REFUSALS.c.what == one.what, REFUSALS.c.code == one.code)
    connection.execute(sa.delete(REFUSALS).where(*same))
