"""Opening the data directory, and the transactions on what lies there.

Durable order. A write transaction is one of the database, on the disk when it is committed (SQLite: WAL with
`synchronous=FULL`; PostgreSQL: `synchronous_commit=on`). When the process dies
  before its commit   nothing of it is there;
  after its commit    all of it is there: entries, payloads, ledger, look-ups, cursor;
  after an erasure's commit, before the WAL is emptied
                      the ledger and the log know the erasure, the WAL may still hold the bytes; opening the store
                      empties it.
  after an erasure's commit, before the file beside the keys has its line (`store.erasures`)
                      opening the store writes the line.
A new store makes its index key, then its tables and its tombstone key, then appends `opened`; opening finishes whatever
is missing. A migration may leave the ledger empty: opening folds the log into it again, in one transaction.
Before any of it, with the lock taken, whoever opens may look at what is there and refuse it (`allow`): then nothing was
written.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from adapter.core.entries import Draft
from adapter.store import backend as backends
from adapter.store import erasures, keys, lock, migrate
from adapter.store.appender import Appender, Work
from adapter.store.backend import Backend
from adapter.store.erasures import Line, LineRefused
from adapter.store.errors import StoreError, told_plainly
from adapter.store.keys import IndexKey
from adapter.store.reader import Reader
from adapter.store.statements import Statements
from adapter.store.writer import Writer

R = TypeVar("R")

Allow = Callable[[Reader], None]
"""Looks at a log before anything is written to it; raises what keeps it so."""

KEY_CHECK = "nhiemvu"
"""The look-up of this word tells whether the index key is the one this database was keyed with."""


class Store:
    """A data directory that is open. Made by `open` (the one writer) or `open_reading`; ended by `close`."""

    def __init__(
        self, directory: Path, backend: Backend, reading: sa.Engine, writing: sa.Engine | None, held: int | None
    ) -> None:
        self.directory = directory
        self._backend = backend
        self._reading = reading
        self._writing = writing
        self._held = held
        self._statements = Statements(reading.dialect)
        self._key = IndexKey(directory)
        self._turn = threading.Lock()
        self._appender: Appender | None = None
        self._remains = True  #: the WAL may hold bytes that have been erased
        self._unkept: list[Line] = []  #: what was erased and does not stand in the file beside the keys yet

    @classmethod
    def open(cls, directory: Path, database: str = "", allow: Allow | None = None, *, begin: bool = True) -> Store:
        """Open as the one writer, making what is missing; raises StoreError.

        `database` is the address of a PostgreSQL database, empty for SQLite; keys and lock are in the directory.
        `allow` looks at a log that is there before anything is written to it, and raises what keeps it so.
        Without `begin` there has to be a log: where there is none, nothing is made.
        """
        if not begin:
            _refuse_none(directory, backends.of(directory, database))
        _make(directory)
        with told_plainly(directory), _rights(directory):
            held = lock.take(directory)
        try:
            with told_plainly(directory), _rights(directory):
                return cls._opened(directory, backends.of(directory, database), held, allow)
        except BaseException:
            os.close(held)
            raise

    @classmethod
    def open_reading(cls, directory: Path, database: str = "") -> Store:
        """Open for reading only, whether or not a writer runs; raises StoreError."""
        backend = backends.of(directory, database)
        _refuse_none(directory, backend)
        with told_plainly(directory), _rights(directory):
            reading = backend.to_read()
            try:
                migrate.refuse_other(reading, directory)
            except BaseException:
                reading.dispose()
                raise
        return cls(directory, backend, reading, None, None)

    def close(self) -> None:
        """End every connection and give the lock back."""
        self._tidy()
        self._reading.dispose()
        if self._writing is not None:
            self._writing.dispose()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Begin one write transaction: everything in it, or nothing. Threads take turns."""
        assert self._writing is not None  # noqa: S101 - opened for reading only
        with self._turn, told_plainly(self.directory):
            with self._writing.begin() as connection:
                writer = Writer(connection, self._statements, self._size(connection), self._key)
                yield writer
                writer.flush()
                lines = writer.erasure_lines()
                erased = writer.erased
            self._unkept += lines
            self._remains |= erased
            self._tidy()

    def tidy(self) -> None:
        """Try again what hindered the last transactions from leaving nothing behind; never raises."""
        if self._writing is not None and (self._remains or self._unkept):
            with self._turn:
                self._tidy()

    def _tidy(self) -> None:
        if self._unkept:
            # A disk that is full now may have room later; the next opening finds what is missing, too.
            with suppress(OSError):
                erasures.keep(self.directory, self._unkept)
                self._unkept = []
        self._scrub()

    def commit(self, work: Work[R]) -> R:
        """Run a work in a write transaction and give its result once it is on the disk.

        While `grouping`, works of several threads share transactions; a work may then run more than once.
        """
        if self._appender is not None:
            return self._appender.commit(work)
        with self.write() as writer:
            return work(writer)

    @contextmanager
    def grouping(self) -> Iterator[None]:
        """Let one thread append what others submit, in groups (`store.appender`)."""
        self._appender = Appender(self.write, lambda: StoreError("store.closing", self.directory))
        try:
            yield
        finally:
            self._appender.close()

    @contextmanager
    def read(self, position: int | None = None) -> Iterator[Reader]:
        """Begin one read transaction, as of a position of the log (default: its end)."""
        with told_plainly(self.directory), self._reading.begin() as connection:
            size = self._size(connection)
            if position is not None and position > size:
                raise StoreError("store.no-position", self.directory, position=str(position), size=str(size))
            yield Reader(connection, self._statements, size if position is None else position, self._key)

    def copy(self, directory: Path) -> None:
        """Copy the database as of one moment into another directory; whoever writes goes on. Raises StoreError."""
        with told_plainly(self.directory):
            self._backend.copy(self._reading, directory)

    @classmethod
    def _opened(cls, directory: Path, backend: Backend, held: int, allow: Allow | None) -> Store:
        if not keys.exists(directory):
            if backend.is_used():
                raise StoreError("store.no-key", directory, file=str(directory / keys.FOLDER / keys.INDEX))
            keys.make(directory)
        elif allow is not None and backend.is_used():
            _look(directory, backend, allow)
        writing, reading = backend.to_write(), backend.to_read()
        try:
            migrate.upgrade(writing, directory)
            store = cls(directory, backend, reading, writing, held)
            store._begin()
        except BaseException:
            writing.dispose()
            reading.dispose()
            raise
        return store

    def _begin(self) -> None:
        """Append the first entry of a new log; hold the index key against the database of an old one."""
        self._scrub()
        self._begin_tombstones()
        with self.write() as writer:
            writer.rebuild()
            if writer.size() == 0:
                body = {"origin": f"nhiemvu/{secrets.token_hex(16)}", "program": metadata.version("nhiemvu-adapter")}
                writer.append([Draft(kind="opened", body=body)], at=datetime.now(UTC))
                writer.remember("0" * 32, KEY_CHECK)
            elif writer.lookup(KEY_CHECK) is None:
                file = self.directory / keys.FOLDER / keys.INDEX
                raise StoreError("store.wrong-key", self.directory, file=str(file))

    def _begin_tombstones(self) -> None:
        """Hold the tombstone key against the database, and the file beside the keys against both (`store.erasures`)."""
        file = self.directory / keys.FOLDER / keys.TOMBSTONE
        try:
            lines = erasures.kept(self.directory)
        except LineRefused as refused:
            told = {"file": str(erasures.place(self.directory)), "line": str(refused.args[0])}
            raise StoreError("store.erasures-unreadable", self.directory, **told) from None
        with self.read() as reader:
            there_are = reader.has_tombstones()
            if not keys.exists(self.directory, keys.TOMBSTONE):
                if there_are or any(line.tombstones for line in lines):
                    raise StoreError("store.no-tombstone-key", self.directory, file=str(file))
                keys.make(self.directory, keys.TOMBSTONE)
            if there_are and not reader.tombstones_fit():
                raise StoreError("store.wrong-tombstone-key", self.directory, file=str(file))
            missing, set_back = reader.unkept(lines)
        erasures.keep(self.directory, missing)
        if set_back:
            with self.write() as writer:
                writer.put_tombstones(lines)

    def _size(self, connection: sa.Connection) -> int:
        last = connection.exec_driver_sql(self._statements.last).scalar()
        return 0 if last is None else int(last) + 1

    def _scrub(self) -> None:
        """Let nothing lie about that was erased; what hinders it now is tried again after the next transaction.

        Never raises: the transaction before it is committed, and its caller has to hear so.
        """
        if self._writing is None or not self._remains:
            return
        with suppress(sqlite3.Error, DBAPIError):
            self._remains = not self._backend.scrub(self._writing)


def _look(directory: Path, backend: Backend, allow: Allow) -> None:
    """Have a log looked at that this program could go on with, whatever the revision of its tables."""
    reading = backend.to_read()
    try:
        migrate.refuse_newer(reading, directory)
        statements = Statements(reading.dialect)
        with reading.begin() as connection:
            last = connection.exec_driver_sql(statements.last).scalar()
            if last is not None:
                allow(Reader(connection, statements, int(last) + 1, IndexKey(directory)))
    finally:
        reading.dispose()


def _refuse_none(directory: Path, backend: Backend) -> None:
    """Refuse where no log ever began: whoever asks about one has been led to the wrong place."""
    with told_plainly(directory), _rights(directory):
        if not backend.is_there():
            raise StoreError("store.none", directory)


def _make(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise StoreError("store.not-a-directory", directory) from None
    except OSError:
        raise StoreError("store.no-rights", directory) from None


@contextmanager
def _rights(directory: Path) -> Iterator[None]:
    """Tell plainly of files that may not be opened or made."""
    try:
        yield
    except NotADirectoryError:
        raise StoreError("store.not-a-directory", directory) from None
    except OSError as error:
        raise StoreError("store.no-rights", directory, reason=type(error).__name__) from error
