"""Migrations make the tables that the program works with, and triggers keep what is final final."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import histories
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from adapter.audit import verify
from adapter.core.ledger import ROWS, Assignment
from adapter.store import Store, guards, migrate, schema, sqlite


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory that was migrated and has rows in every table."""
    store = Store.open(tmp_path / "data")
    with store.write() as writer:
        for batch in histories.of_every_kind(length=80):
            histories.write(writer, batch)
        writer.remember("0" * 32, "document", "x")
    store.close()
    return tmp_path / "data"


@pytest.fixture
def database(directory: Path) -> Iterator[sqlite3.Connection]:
    """A connection of anybody's, with the one setting that ours always have."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        connection.execute("PRAGMA recursive_triggers=ON")
        yield connection


def test_autogenerate_finds_no_difference(directory: Path) -> None:
    writing = sqlite.to_write(directory / sqlite.DATABASE)
    with writing.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    writing.dispose()


def test_the_newest_revision_is_the_one_the_program_works_with() -> None:
    config = Config()
    config.set_main_option("script_location", migrate.SCRIPTS)
    scripts = ScriptDirectory.from_config(config)
    known = [script.revision for script in scripts.walk_revisions()]
    assert list(reversed(known)) == list(schema.REVISIONS)


def test_every_trigger_is_there_as_written(database: sqlite3.Connection) -> None:
    present = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    assert present == guards.guards()


def test_a_migration_in_batch_mode_loses_triggers_and_that_is_noticed(directory: Path) -> None:
    """Alembic's batch mode makes the table anew without them (FACTS §8): every migration has to put them back."""
    writing = sqlite.to_write(directory / sqlite.DATABASE)
    with writing.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("blobs", recreate="always") as batch:
            batch.add_column(sa.Column("more", sa.Text(), nullable=True))
    writing.dispose()
    store = Store.open_reading(directory)
    with store.read() as reader:
        assert reader.evidence().missing_guards() == ["blobs_no_update", "blobs_no_delete"]
    store.close()


def _other(column: str) -> str:
    return f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1 ELSE coalesce({column}, '') || 'x' END"


FINAL = ("entries", "nodes", "blobs", "checkpoints", "anchors", *(row.TABLE for row in ROWS))


@pytest.mark.parametrize("table", [*FINAL, "payloads"])
def test_rows_cannot_be_changed_replaced_or_deleted(database: sqlite3.Connection, table: str) -> None:
    if table == "checkpoints":
        database.execute("INSERT INTO checkpoints VALUES (77, 77, x'00')")
    if table == "anchors":
        database.execute("INSERT INTO anchors VALUES (1, 'so', 'file', 1, 1, '2026-03-02T04:05:06+00:00', x'00')")
    if table == "nodes":
        database.execute("INSERT INTO nodes VALUES (8, 77, x'00')")
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    row = database.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    assert row is not None
    marks = ", ".join("?" * len(columns))
    keys = [info[1] for info in database.execute(f"PRAGMA table_info({table})") if info[5]]
    kept = [column for column in columns if column != "to_seq"]
    ways = [("", ""), ("OR REPLACE", "")] + ([("", ", to_seq = 900")] if "to_seq" in columns else [])
    attempts = [
        (f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row),
        (f"REPLACE INTO {table} VALUES ({marks})", row),
        (
            f"INSERT INTO {table} VALUES ({marks}) ON CONFLICT ({', '.join(keys)}) "
            f"DO UPDATE SET {columns[-2]} = {columns[-2]}",
            row,
        ),
        *[(f"UPDATE {way} {table} SET {column} = {_other(column)}{end}", ()) for column in kept for way, end in ways],
    ]
    if table != "payloads":
        attempts.append((f"DELETE FROM {table}", ()))
    for statement, values in attempts:
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} is final"):
            database.execute(statement, values)


def test_a_row_of_the_ledger_may_end_once_and_never_stand_again(database: sqlite3.Connection) -> None:
    database.execute("UPDATE held SET to_seq = 900 WHERE to_seq IS NULL")
    for value in ("901", "NULL"):
        with pytest.raises(sqlite3.IntegrityError, match="held is final"):
            database.execute(f"UPDATE held SET to_seq = {value}")


def test_a_migration_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Store.open(tmp_path / "data")
    monkeypatch.undo()
    with closing(sqlite3.connect(tmp_path / "data" / sqlite.DATABASE)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    Store.open(tmp_path / "data").close()


def test_a_log_of_the_first_schema_is_folded_into_the_tables_of_this_one(directory: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "keys").mkdir(parents=True)
    shutil.copy(directory / "keys" / "index.key", old / "keys" / "index.key")
    writing = sqlite.to_write(old / sqlite.DATABASE)
    with writing.begin() as connection:
        config = Config()
        config.set_main_option("script_location", migrate.SCRIPTS)
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    writing.dispose()
    with closing(sqlite3.connect(old / sqlite.DATABASE)) as connection, connection:
        connection.execute(f"ATTACH '{directory / sqlite.DATABASE}' AS newer")
        for table in ("entries", "nodes", "payloads", "blobs", "lookups", "cursors"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM newer.{table}")
    stores = [Store.open(place) for place in (directory, old)]
    with closing(sqlite3.connect(old / sqlite.DATABASE)) as connection, connection:
        # What a `rekeyed` entry speaks of lies beside the log.
        connection.execute(f"ATTACH '{directory / sqlite.DATABASE}' AS newer")
        connection.execute("INSERT INTO checkpoints SELECT * FROM newer.checkpoints")
    digests = []
    for store in stores:
        with store.read() as reader:
            assert verify.verify(reader).findings == ()
            digests.append(reader.digest())
        store.close()
    assert digests[0] == digests[1]


def test_a_ledger_of_the_schema_before_is_folded_anew_to_say_how_deadlines_were_come_by(
    directory: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(directory / "keys", old / "keys")
    writing = sqlite.to_write(old / sqlite.DATABASE)
    with writing.begin() as connection:
        config = Config()
        config.set_main_option("script_location", migrate.SCRIPTS)
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
    writing.dispose()
    with closing(sqlite3.connect(old / sqlite.DATABASE)) as connection, connection:
        connection.execute(f"ATTACH '{directory / sqlite.DATABASE}' AS newer")
        found = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in [one for one in found if one[0] != "alembic_version"]:
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
        assert connection.execute("SELECT count(*) FROM main.assignments").fetchone()[0] > 0
    digests = []
    for place in (directory, old):
        with closing(Store.open(place)) as store, store.read() as reader:
            assert verify.verify(reader).findings == ()
            assert any(row.counted for row in reader.rows(Assignment))
            digests.append(reader.digest())
    assert digests[0] == digests[1]
