"""The table through which other processes ask the one that writes: each request is done once or refused, never both.

A request and what it changes are settled in one transaction of the writer. An asker that stops waiting withdraws its
request in a transaction of its own: either that happened before the writer's, and nothing was done, or it finds the
answer there. A request nobody waits for any more (`until` has passed) is refused.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from adapter.store import backend as backends
from adapter.store import migrate, schema
from adapter.store.errors import told_plainly

TABLE = schema.requests
State = Literal["pending", "done", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What another process asks for."""

    request: str  #: its name, random
    asked_at: datetime  #: UTC
    until: datetime  #: UTC; later nobody waits for it
    actor: str  #: the account that asks
    verb: str
    arguments: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a request ended: an answer, or the problems for which it was refused."""

    state: State
    answer: object = field(default=None, repr=False)  #: as JSON has it


class Asker:
    """The side of the process that asks; ended by `close`."""

    def __init__(self, directory: Path, database: str = "") -> None:
        self._directory = directory
        self._engine = backends.of(directory, database).to_ask()
        try:
            with told_plainly(directory):
                migrate.refuse_other(self._engine, directory)
        except BaseException:
            self._engine.dispose()
            raise

    def ask(self, verb: str, arguments: Mapping[str, str], actor: str, asked_at: datetime, until: datetime) -> str:
        """Leave a request; give its name."""
        name = secrets.token_hex(16)
        values = {
            "request": name,
            "asked_at": asked_at.isoformat(),
            "until": until.isoformat(),
            "actor": actor,
            "verb": verb,
            "arguments": json.dumps(dict(arguments), ensure_ascii=False),
            "state": "pending",
            "answer": None,
        }
        with told_plainly(self._directory), self._engine.begin() as connection:
            connection.execute(sa.insert(TABLE).values(values))
        return name

    def look(self, request: str) -> Told | None:
        """Give how a request ended, and forget it; None while it is pending."""
        with told_plainly(self._directory), self._engine.begin() as connection:
            found = connection.execute(sa.select(TABLE.c.state, TABLE.c.answer).where(TABLE.c.request == request)).one()
            if found.state == "pending":
                return None
            connection.execute(sa.delete(TABLE).where(TABLE.c.request == request))
        return Told(state=found.state, answer=json.loads(found.answer))

    def withdraw(self, request: str) -> bool:
        """Take a request back; tell whether that was in time: nothing was done then, nor will be."""
        pending = sa.delete(TABLE).where(TABLE.c.request == request, TABLE.c.state == "pending")
        with told_plainly(self._directory), self._engine.begin() as connection:
            return connection.execute(pending).rowcount == 1

    def close(self) -> None:
        """End the connection."""
        self._engine.dispose()


def pending(connection: sa.Connection) -> list[Request]:
    """Give what is asked for, oldest first."""
    asked = sa.select(TABLE).where(TABLE.c.state == "pending").order_by(TABLE.c.asked_at, TABLE.c.request)
    return [
        Request(
            request=row.request,
            asked_at=datetime.fromisoformat(row.asked_at),
            until=datetime.fromisoformat(row.until),
            actor=row.actor,
            verb=row.verb,
            arguments=json.loads(row.arguments),
        )
        for row in connection.execute(asked)
    ]


def settle(connection: sa.Connection, request: str, told: Told) -> bool:
    """Note how a request ended, and forget what it said; False when it is not pending any more."""
    still = sa.update(TABLE).where(TABLE.c.request == request, TABLE.c.state == "pending")
    answer = json.dumps(told.answer, ensure_ascii=False)
    return connection.execute(still.values(state=told.state, answer=answer, arguments="{}")).rowcount == 1


def forget(connection: sa.Connection, before: datetime) -> None:
    """Delete what has ended and whose asker never came back for it."""
    old = sa.delete(TABLE).where(TABLE.c.state != "pending", TABLE.c.until < before.isoformat())
    connection.execute(old)
