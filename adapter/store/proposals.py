"""The table of proposals: activations that one person asked for and that wait for another one.

Only what identifies the proposed text is kept: it is put in force as the files have it then, and only if that is the
same. A new proposal of the same thing takes the place of the former.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.proposals
Ended = Literal["", "approved", "withdrawn", "replaced"]
STILL_OPEN = TABLE.c.ended == ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One thing that is to be put in force."""

    number: int
    what: str
    source: str  #: empty when it is for all
    identity: str
    proposed_by: str  #: account
    reason: str
    at: datetime  #: UTC
    ended: Ended  #: empty while it waits


def listed(connection: sa.Connection, *, ended: bool = False) -> list[Proposal]:
    """Give what waits, oldest first; with `ended` everything that was ever proposed."""
    asked = sa.select(TABLE).order_by(TABLE.c.number)
    rows = connection.execute(asked if ended else asked.where(STILL_OPEN))
    return [_proposal(row) for row in rows]


def add(connection: sa.Connection, thing: tuple[str, str, str], by: str, reason: str, at: datetime) -> int:
    """Let something wait for a second person: what, for which source, its identity. Gives its number."""
    what, source, identity = thing
    same = (TABLE.c.what == what, TABLE.c.source == source, STILL_OPEN)
    connection.execute(sa.update(TABLE).where(*same).values(ended="replaced"))
    last = connection.execute(sa.select(sa.func.max(TABLE.c.number))).scalar()
    number = 1 if last is None else int(last) + 1
    row = {"number": number, "what": what, "source": source, "identity": identity, "proposed_by": by}
    row |= {"reason": reason, "at": at.astimezone(UTC).isoformat(timespec="seconds"), "ended": ""}
    connection.execute(sa.insert(TABLE).values(row))
    return number


def end(connection: sa.Connection, number: int, ended: Ended) -> bool:
    """End a proposal; False when none of this number waits."""
    where = (TABLE.c.number == number, STILL_OPEN)
    return connection.execute(sa.update(TABLE).where(*where).values(ended=ended)).rowcount == 1


def _proposal(row: sa.Row[tuple[object, ...]]) -> Proposal:
    return Proposal(
        number=row.number,
        what=row.what,
        source=row.source,
        identity=row.identity,
        proposed_by=row.proposed_by,
        reason=row.reason,
        at=datetime.fromisoformat(row.at),
        ended=row.ended,
    )
