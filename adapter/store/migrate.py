"""Bringing a database to the schema of this program, in one transaction; refusing one that is newer."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from adapter.store import schema
from adapter.store.errors import StoreError

NO_RIGHTS = "42501"
"""PostgreSQL's code: tables are made by their owner."""

SCRIPTS = "adapter.store:migrations"


def revision(connection: sa.Connection) -> str | None:
    """Give the revision of a database; None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def upgrade(engine: sa.Engine, directory: Path) -> None:
    """Upgrade to the newest revision that this program knows."""
    with engine.begin() as connection:
        found = revision(connection)
        _refuse_newer(directory, found)
        if found != schema.REVISIONS[-1]:
            _run(connection, directory)


def refuse_newer(engine: sa.Engine, directory: Path) -> None:
    """Raise StoreError for a schema that a newer program made."""
    with engine.begin() as connection:
        _refuse_newer(directory, revision(connection))


def refuse_other(engine: sa.Engine, directory: Path) -> None:
    """Raise StoreError unless the database has exactly the schema of this program."""
    with engine.begin() as connection:
        found = revision(connection)
    _refuse_newer(directory, found)
    if found is None:
        raise StoreError("store.none", directory)
    if found != schema.REVISIONS[-1]:
        raise StoreError("store.older-schema", directory, found=found, known=schema.REVISIONS[-1])


def _refuse_newer(directory: Path, found: str | None) -> None:
    if found is not None and found not in schema.REVISIONS:
        raise StoreError("store.newer-schema", directory, found=found, known=schema.REVISIONS[-1])


def _run(connection: sa.Connection, directory: Path) -> None:
    from alembic import command  # noqa: PLC0415 - start-up time: needed once per schema
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", "") == NO_RIGHTS:
            raise StoreError("store.not-owner", directory) from error
        raise
