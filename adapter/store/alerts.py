"""The table of alerts: one row from the moment a condition begins until it ends or a person closes it.

Beside the log, because no figure depends on it; never with content of a document: conditions and codes of our own,
names of sources from the settings, random handles, and the numbers and addresses that a `wire.Trouble` carries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.alerts
STILL_OPEN = TABLE.c.closed_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an alert is about; while it is open no second one of the same is opened."""

    condition: str  #: code, such as `alert.source-away`
    source: str = ""  #: empty where it concerns the program as a whole
    about: str = ""  #: the handle of one document, a rule of a mapping or an anchor, where it concerns one


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert."""

    number: int
    condition: Condition
    code: str  #: why, as a code with a text of its own; may be empty
    values: Mapping[str, str | int] = field(repr=False)  #: fill the texts of condition and code
    opened_at: datetime  #: UTC
    closed_at: datetime | None  #: UTC
    closed_by: str  #: the account of the person that closed it; empty when it ended by itself
    reason: str  #: that person's words


def listed(connection: sa.Connection, *, closed: bool = False) -> list[Alert]:
    """Give the open alerts, oldest first; with `closed` every one."""
    asked = sa.select(TABLE).order_by(TABLE.c.number)
    return [_alert(row) for row in connection.execute(asked if closed else asked.where(STILL_OPEN))]


def begin(
    connection: sa.Connection, condition: Condition, at: datetime, code: str, values: Mapping[str, str | int]
) -> bool:
    """Open an alert; False when it is open already: then only why is brought up to date."""
    told = {"code": code, "told": json.dumps(dict(values), ensure_ascii=False, sort_keys=True)}
    if connection.execute(sa.update(TABLE).where(*_same(condition)).values(told)).rowcount:
        return False
    last = connection.execute(sa.select(sa.func.max(TABLE.c.number))).scalar()
    row = {"number": 1 if last is None else int(last) + 1, "condition": condition.condition}
    row |= {"source": condition.source, "about": condition.about, "closed_by": "", "reason": ""}
    connection.execute(sa.insert(TABLE).values(row | told | {"opened_at": _text(at)}))
    return True


def end(connection: sa.Connection, condition: Condition, at: datetime) -> bool:
    """Close the alert of a condition that has ended; False when none was open."""
    return connection.execute(sa.update(TABLE).where(*_same(condition)).values(closed_at=_text(at))).rowcount == 1


def dismiss(connection: sa.Connection, number: int, at: datetime, actor: str, reason: str) -> bool:
    """Close an alert because a person says so; False when there is none of this number open."""
    closed = {"closed_at": _text(at), "closed_by": actor, "reason": reason}
    return connection.execute(sa.update(TABLE).where(TABLE.c.number == number, STILL_OPEN).values(closed)).rowcount == 1


def silence(connection: sa.Connection, about: str) -> None:
    """Take away what people wrote when they closed alerts about a document."""
    connection.execute(sa.update(TABLE).where(TABLE.c.about == about, TABLE.c.reason != "").values(reason=""))


def was_ever(connection: sa.Connection, condition: Condition) -> bool:
    """Tell whether an alert of this condition was ever opened."""
    asked = sa.select(TABLE.c.number).where(*_same(condition)[:-1]).limit(1)
    return connection.execute(asked).first() is not None


def _same(condition: Condition) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        TABLE.c.condition == condition.condition,
        TABLE.c.source == condition.source,
        TABLE.c.about == condition.about,
        STILL_OPEN,
    )


def _alert(row: sa.Row[tuple[object, ...]]) -> Alert:
    closed_at = row.closed_at
    return Alert(
        number=row.number,
        condition=Condition(condition=row.condition, source=row.source, about=row.about),
        code=row.code,
        values=json.loads(row.told),
        opened_at=datetime.fromisoformat(row.opened_at),
        closed_at=None if closed_at is None else datetime.fromisoformat(closed_at),
        closed_by=row.closed_by,
        reason=row.reason,
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
