"""SQLite as this project needs it: WAL, every commit on the disk, nothing deleted left behind."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

DATABASE = "nhiemvu.db"
BUSY_S = 15
"""How long one connection waits for another one's lock."""

EVERY = (
    "PRAGMA foreign_keys=ON",
    # Without it INSERT OR REPLACE deletes past the triggers.
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    # Sorting may not leave content in a temporary file.
    "PRAGMA temp_store=MEMORY",
)
WRITING = (
    # What an erasure has freed is given back to the disk; takes effect where a database is made, or vacuumed.
    "PRAGMA auto_vacuum=INCREMENTAL",
    # Two compressed bodies of the usual size fit on a page; on SQLite's 4096 only one does.
    "PRAGMA page_size=8192",
    "PRAGMA journal_mode=WAL",
    # The last commit is on the disk, whatever happens to the machine.
    "PRAGMA synchronous=FULL",
    # What is erased is overwritten.
    "PRAGMA secure_delete=ON",
)


class Sqlite:
    """A file in the data directory."""

    def __init__(self, directory: Path) -> None:
        self.file = directory / DATABASE

    def is_there(self) -> bool:
        """Tell whether there is a file."""
        return self.file.exists()

    def is_used(self) -> bool:
        """Tell whether anything was ever written to it."""
        return self.file.exists() and self.file.stat().st_size > 0

    def to_write(self) -> sa.Engine:
        """Make the writer's engine."""
        return to_write(self.file)

    def to_read(self) -> sa.Engine:
        """Make an engine that cannot write."""
        return to_read(self.file)

    def to_ask(self) -> sa.Engine:
        """Make an engine for requests to the writer: the file is one for all."""
        return to_write(self.file)

    def copy(self, reading: sa.Engine, directory: Path) -> None:
        """Copy the database as of one moment into another directory, as one file; whoever writes goes on meanwhile."""
        file = directory / DATABASE
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        with closing(reading.raw_connection()) as source, closing(sqlite3.connect(file)) as target:
            original = source.driver_connection
            assert isinstance(original, sqlite3.Connection)  # noqa: S101 - made by `_engine`
            # All pages in one step: a copy in several would begin anew with every commit beside it.
            original.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")

    def scrub(self, writing: sa.Engine) -> bool:
        """Empty the WAL of what was erased; tell whether it is empty now."""
        with closing(writing.raw_connection()) as connection:
            cursor = connection.cursor()
            # A reader that still looks at the WAL is not waited for.
            cursor.execute("PRAGMA busy_timeout=0")
            try:
                # Where another process writes just now, the pages are given back next time.
                with suppress(sqlite3.OperationalError):
                    # As a script: it frees a page with each step, and `execute` makes but one.
                    cursor.executescript("PRAGMA incremental_vacuum")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                (busy, _, _) = cursor.fetchone() or (1, 0, 0)
            finally:
                cursor.execute(f"PRAGMA busy_timeout={BUSY_S * 1000}")
                cursor.close()
            return not busy


def to_write(file: Path) -> sa.Engine:
    """Make an engine whose transactions take the write lock at once."""
    # Made by us, so that nobody else can read it from its first byte on; SQLite copies the mode to its companions.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    return _engine(file, "rw", (*EVERY, *WRITING), "BEGIN IMMEDIATE")


def to_read(file: Path) -> sa.Engine:
    """Make an engine that cannot write; a reader sees the state of the moment it began."""
    mode = "ro"
    if not os.access(file.parent, os.W_OK) and not file.with_name(f"{DATABASE}-wal").exists():
        # A copy on a read-only medium: nobody can write there, and SQLite's own bookkeeping files cannot be made.
        mode = "ro&immutable=1"
    return _engine(file, mode, (*EVERY, "PRAGMA query_only=ON"), "BEGIN")


def _engine(file: Path, mode: str, pragmas: tuple[str, ...], begin: str) -> sa.Engine:
    uri = f"{file.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_S, check_same_thread=False)
        try:
            for pragma in pragmas:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
