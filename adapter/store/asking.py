"""Asking the database within one transaction: compiled text and plain tuples, straight to the driver."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPICursor

from adapter.store.statements import Statements

AT_ONCE = 512
"""Rows in memory at once while streaming."""


class Asking:
    """Runs statements on one connection; sees the log up to `position`."""

    def __init__(self, connection: sa.Connection, statements: Statements, position: int) -> None:
        self._connection = connection
        # The driver's own cursor: a single row costs a third of what it costs through SQLAlchemy's result.
        self._driver = connection.connection.cursor()
        self._statements = statements
        self._position = position

    @property
    def position(self) -> int:
        """The number of entries that are seen."""
        return self._position

    def _one(self, asked: str, *parameters: object) -> Sequence[Any] | None:
        self._driver.execute(asked, parameters)
        return cast("Sequence[Any] | None", self._driver.fetchone())

    def _all(self, asked: str, *parameters: object) -> Sequence[Sequence[Any]]:
        self._driver.execute(asked, parameters)
        return cast("Sequence[Sequence[Any]]", self._driver.fetchall())

    def _stream(
        self, asked: str, first: int = 0, last: int | None = None, at_once: int = AT_ONCE
    ) -> Iterator[Sequence[Any]]:
        """Run a statement over a range of seqs, a few rows at a time."""
        end = self.position if last is None else min(last, self.position)
        return self._stream_of(asked, (first, end), at_once)

    def _stream_of(self, asked: str, parameters: Sequence[object], at_once: int = AT_ONCE) -> Iterator[Sequence[Any]]:
        """Run a statement, a few rows at a time."""
        cursor = self._streaming()
        try:
            cursor.execute(asked, parameters)
            while rows := cursor.fetchmany(at_once):
                yield from rows
        finally:
            # Who was interrupted by an error is finished only when the connection has gone, and its cursors with it.
            if not self._connection.closed:
                cursor.close()

    def _streaming(self) -> DBAPICursor:
        """Give a cursor that does not hold all rows at once."""
        connection = self._connection.connection
        if self._connection.dialect.name == "sqlite":
            return connection.cursor()
        # Only a named cursor of PostgreSQL stays on the server.
        return connection.cursor(f"rows_{next(_NUMBERS)}")


_NUMBERS = itertools.count()
