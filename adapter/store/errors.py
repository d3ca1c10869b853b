"""What can go wrong between us and the disk, as codes that a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from adapter.core.problems import Place, Problem, Refusal


class StoreError(Refusal):
    """The store cannot be used, or not now (`store.busy`). Carries paths and numbers, never content."""

    def __init__(self, code: str, directory: Path, **values: str) -> None:
        self.code = code
        told = (("directory", str(directory)), *values.items())
        super().__init__(Problem(code=code, place=Place(file=str(directory)), values=told))


MEANINGS = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_FULL: "store.disk-full",
    sqlite3.SQLITE_IOERR: "store.disk-failed",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not-a-database",
    sqlite3.SQLITE_PERM: "store.no-rights",
    sqlite3.SQLITE_READONLY: "store.no-rights",
    sqlite3.SQLITE_CANTOPEN: "store.no-rights",
}
"""Failures of the world by SQLite's primary result code; whatever is not here is our own fault and stays raised."""


@contextmanager
def told_plainly(directory: Path) -> Iterator[None]:
    """Turn failures of disk and database into StoreError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        code = _meaning(original)
        if code is None:
            raise
        raise StoreError(code, directory) from error


def _meaning(error: BaseException | None) -> str | None:
    # SQLite has one code for every mistake in a statement; ours make none, so a table must be gone.
    if str(error).startswith(("no such table", "no such column")):
        return "store.damaged"
    return MEANINGS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
