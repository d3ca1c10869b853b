"""PostgreSQL as this project needs it: one session writes and holds the lock, readers see one moment.

The writer's lock is an advisory lock of the very session that writes: when the session ends, whatever the reason, the
lock is gone, and with it the only connection through which this process could have written. A deposed writer cannot
write: a new session has to take the lock first. (So no pooler that swaps sessions may stand in between.)

Append-only is enforced by the rights of the role that the program logs in as (`store.roles`), not by triggers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

if TYPE_CHECKING:
    import psycopg

    Prepare = Callable[[psycopg.Connection[Any]], None]

LOCK = 0x6E68696D  # "nhim"
"""First half of the advisory lock's key; the second names the schema, so that two logs may share a database."""

KEPT_ALIVE = {
    "connect_timeout": "10",
    # A database that has gone is noticed within half a minute, not after hours.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
    "application_name": "nhiemvu",
    "client_encoding": "UTF8",
}


class LockTaken(Exception):  # noqa: N818 - it is told as `store.busy`
    """Another process holds the writer's lock."""


class CopiesItself(Exception):  # noqa: N818 - it is told as `backup.postgresql`
    """A server is copied by its own tools."""


class SchemaMissing(Exception):  # noqa: N818 - it is told as `store.no-database`
    """The address leads to no schema."""


class DriverMissing(Exception):  # noqa: N818 - it is told as `store.no-driver`
    """The package that speaks to PostgreSQL is not installed."""


class Postgresql:
    """A schema of a PostgreSQL database; the address is libpq's, secrets and all."""

    def __init__(self, address: str) -> None:
        self._address = address

    def is_there(self) -> bool:
        """Tell whether the tables were ever made."""
        return self._looked("alembic_version", "SELECT 1")

    def is_used(self) -> bool:
        """Tell whether anything was ever written."""
        return self._looked("entries", "SELECT count(*) FROM (SELECT 1 FROM entries LIMIT 1) AS first")

    def _looked(self, table: str, asked: str) -> bool:
        engine = self.to_read()
        try:
            with engine.begin() as connection:
                return sa.inspect(connection).has_table(table) and bool(connection.exec_driver_sql(asked).scalar())
        finally:
            engine.dispose()

    def to_write(self) -> sa.Engine:
        """Make the writer's engine: one session, which holds the lock from its first moment to its last."""
        return self._engine(_writes, pool_size=1)

    def to_read(self) -> sa.Engine:
        """Make an engine that cannot write; a transaction sees the state of the moment it began."""
        return self._engine(_reads, pool_size=5, more=20)

    def to_ask(self) -> sa.Engine:
        """Make an engine for requests to the writer: it may write, and holds no lock."""
        return self._engine(_asks, pool_size=1)

    def copy(self, reading: sa.Engine, directory: Path) -> None:  # noqa: ARG002 - the same for every database
        """Leave it to the server's own tools, which know what they copy."""
        raise CopiesItself

    def scrub(self, writing: sa.Engine) -> bool:  # noqa: ARG002 - the same for every database
        """Leave what was erased to the database: its vacuum overwrites it, and its archives are its keeper's."""
        return True

    def _engine(self, prepare: Prepare, pool_size: int, more: int = 0) -> sa.Engine:
        try:
            import psycopg  # noqa: PLC0415 - an extra
            from psycopg import conninfo  # noqa: PLC0415
        except ImportError:
            raise DriverMissing from None

        def connect() -> psycopg.Connection[Any]:
            connection = psycopg.connect(**KEPT_ALIVE | conninfo.conninfo_to_dict(self._address))  # type: ignore[arg-type]  # as libpq takes them
            try:
                prepare(connection)
                connection.commit()
            except BaseException:
                connection.close()
                raise
            return connection

        return sa.create_engine(
            "postgresql+psycopg://",
            creator=connect,
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=more,
            # Rows are read past SQLAlchemy, which then does not notice that a session has ended.
            pool_pre_ping=True,
            paramstyle="format",
            hide_parameters=True,
        )


def _writes(connection: psycopg.Connection[Any]) -> None:
    # The last commit is on the disk, whatever the server's own default is.
    connection.execute("SET synchronous_commit TO on")
    row = connection.execute("SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))", (LOCK,)).fetchone()
    (taken,) = row or (None,)
    if taken is None:
        raise SchemaMissing
    if not taken:
        raise LockTaken


def _reads(connection: psycopg.Connection[Any]) -> None:
    from psycopg import IsolationLevel  # noqa: PLC0415 - an extra

    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True


def _asks(connection: psycopg.Connection[Any]) -> None:
    connection.execute("SET synchronous_commit TO on")
