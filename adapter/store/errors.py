"""What can go wrong between us and the disk, as codes that a person can act on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from adapter.core.problems import Place, Problem, Refusal
from adapter.store.postgresql import CopiesItself, DriverMissing, LockTaken, SchemaMissing


class StoreError(Refusal):
    """The store cannot be used, or not now (`store.busy`). Carries paths and numbers, never content."""

    def __init__(self, code: str, directory: Path, **values: str) -> None:
        self.code = code
        told = (("directory", str(directory)), *values.items())
        super().__init__(Problem(code=code, place=Place(file=str(directory)), values=told))


SQLITE = {
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

POSTGRESQL = {
    "08": "store.unreachable",
    "25006": "store.no-rights",
    "28": "store.log-in",
    "3D": "store.no-database",
    "3F": "store.no-database",
    "42501": "store.no-rights",
    "42P01": "store.damaged",
    "42703": "store.damaged",
    "53100": "store.disk-full",
    "53": "store.unreachable",
    "55P03": "store.busy",
    "57": "store.unreachable",
    "58": "store.disk-failed",
    "XX": "store.damaged",
}
"""The same by PostgreSQL's code of five signs, or by the class that its first two name."""


@contextmanager
def told_plainly(directory: Path) -> Iterator[None]:
    """Turn failures of disk and database into StoreError."""
    try:
        yield
    except LockTaken as error:
        raise StoreError("store.busy", directory) from error
    except CopiesItself as error:
        raise StoreError("backup.postgresql", directory) from error
    except SchemaMissing as error:
        raise StoreError("store.no-database", directory) from error
    except DriverMissing as error:
        raise StoreError("store.no-driver", directory) from error
    except Exception as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        code = _meaning(original)
        if code is None:
            raise
        raise StoreError(code, directory) from error


def _meaning(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.Error):
        # SQLite has one code for every mistake in a statement; ours make none, so a table must be gone.
        if str(error).startswith(("no such table", "no such column")):
            return "store.damaged"
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if type(error).__module__.partition(".")[0] != "psycopg":
        return None
    code = getattr(error, "sqlstate", None) or ""
    if not code:
        return _not_connected(str(error)) if type(error).__name__ == "OperationalError" else None
    return POSTGRESQL.get(code) or POSTGRESQL.get(code[:2])


def _not_connected(said: str) -> str:
    # The driver gives no code for what hinders a session from beginning, only the server's words.
    if re.search(r"database .* does not exist", said):
        return "store.no-database"
    return "store.log-in" if re.search(r"authentication|pg_hba|role .* does not exist", said) else "store.unreachable"
