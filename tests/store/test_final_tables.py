"""Every table that is final, on both databases: each way to change it is refused, or found and told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import histories
import postgres
import psycopg
import pytest
import sqlalchemy as sa

from adapter.audit import verify
from adapter.core.ledger import ROWS
from adapter.store import Store, StoreError, guards, roles, schema, sqlite

FINAL = [table.name for table in schema.LOG]
LEDGER = [row.TABLE for row in ROWS]

BESIDE = {
    "anchors": "(1, 'so', 'file', 1, 1, '2026-03-02T04:05:06+00:00', x'00')",
    "nodes": "(8, 77, x'00')",
    "tombstones": "(x'00', 'd')",
}
"""A row of each final table that entries alone do not fill."""


@cache
def history() -> list[histories.Batch]:
    """Tell of every kind of entry; looking for such a history takes a while."""
    return histories.of_every_kind(80)


def filled(directory: Path, database: str = "") -> Path:
    store = Store.open(directory, database)
    with store.write() as writer:
        for batch in history():
            histories.write(writer, batch)
        writer.add_checkpoint(writer.size(), b"note")
        writer.flush()
    store.close()
    return directory


# PostgreSQL: the program's role

NO_EFFECT = ("GRANT", "VACUUM")


def ways_on_postgresql(table: sa.Table) -> list[str]:
    """Name every way in which SQL can change what lies in a table, or what guards it."""
    name, column = table.name, list(table.columns)[-1].name
    keys = ", ".join(key.name for key in table.primary_key)
    names = ", ".join(one.name for one in table.columns)
    return [
        # Neither is refused, and neither has any effect: what follows shows that.
        f"GRANT ALL ON {name} TO CURRENT_USER",
        f"VACUUM FULL {name}",
        f"UPDATE {name} SET {column} = {column}",
        f"UPDATE {name} SET {column} = {column} WHERE false",
        f"DELETE FROM {name}",
        f"TRUNCATE {name}",
        f"TRUNCATE {name} CASCADE",
        f"INSERT INTO {name} SELECT * FROM {name} ON CONFLICT ({keys}) DO UPDATE SET {column} = EXCLUDED.{column}",
        f"MERGE INTO {name} USING {name} AS o ON {name}.{keys.split(',')[0]} = o.{keys.split(',')[0]} "
        f"WHEN MATCHED THEN UPDATE SET {column} = o.{column}",
        f"WITH gone AS (DELETE FROM {name} RETURNING {names}) SELECT count(*) FROM gone",
        f"SELECT {names} FROM {name} FOR UPDATE",
        f"DROP TABLE {name}",
        f"DROP TABLE {name} CASCADE",
        f"ALTER TABLE {name} DROP COLUMN {column}",
        f"ALTER TABLE {name} RENAME TO {name}_former",
        f"ALTER TABLE {name} DISABLE TRIGGER ALL",
        f"ALTER TABLE {name} ADD COLUMN more TEXT",
        f"ALTER TABLE {name} OWNER TO CURRENT_USER",
        f"CREATE TRIGGER planted BEFORE INSERT ON {name} FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        f"DROP TRIGGER of_the_owner ON {name}",
        f"CREATE RULE planted AS ON INSERT TO {name} DO INSTEAD NOTHING",
        f"CREATE INDEX planted ON {name} ({column})",
        f"CREATE POLICY planted ON {name} USING (true)",
    ]  # fmt: skip


@pytest.fixture
def role(postgresql: postgres.Server, tmp_path: Path) -> Iterator[str]:
    """Give the address of the program's role on a filled log."""
    with postgresql.schema() as address:
        name = address.split("search_path=")[1].split("'", maxsplit=1)[0].split(maxsplit=1)[0] + "_daemon"
        postgresql.do(f"CREATE ROLE {name} LOGIN")
        roles.prepare(tmp_path, address, name)
        daemon = address.replace("user=postgres", f"user={name}")
        filled(tmp_path / "data", daemon)
        schema_name = name.removesuffix("_daemon")
        for table in (*FINAL, "payloads"):
            postgresql.do(
                f"CREATE TRIGGER of_the_owner BEFORE TRUNCATE ON {schema_name}.{table} "
                "EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            )
        yield daemon


def test_the_role_of_the_program_is_refused_every_way_to_change_a_final_table(role: str) -> None:
    tried = []
    with psycopg.connect(role, autocommit=True) as connection:
        for table in schema.LOG:
            for statement in ways_on_postgresql(table):
                if statement.startswith(NO_EFFECT):
                    connection.execute(statement)
                    continue
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)
                tried.append(statement)
    assert len(tried) >= 20 * len(schema.LOG)


def test_of_payloads_only_the_deletion_that_an_erasure_needs_is_allowed(role: str) -> None:
    allowed = {"DELETE FROM payloads"}
    with psycopg.connect(role, autocommit=True) as connection:
        for statement in ways_on_postgresql(schema.payloads):
            if statement in allowed or statement.startswith((*NO_EFFECT, "WITH gone")):
                continue
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_rows_of_the_ledger_may_end_and_nothing_else(role: str) -> None:
    with psycopg.connect(role, autocommit=True) as connection:
        for table in schema.LEDGER.values():
            changes = [
                f"UPDATE {table.name} SET {one.name} = {one.name}" for one in table.columns if one.name != "to_seq"
            ]
            for statement in (
                *changes,
                f"DELETE FROM {table.name}",
                f"TRUNCATE {table.name}",
                f"DROP TABLE {table.name}",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)
            connection.execute(f"UPDATE {table.name} SET to_seq = to_seq")


def test_nothing_can_be_made_in_the_schema_that_would_stand_before_a_final_table(role: str) -> None:
    with psycopg.connect(role, autocommit=True) as connection:
        for statement in (
            "CREATE TABLE planted (x INT)",
            "CREATE VIEW planted AS SELECT * FROM entries",
            "CREATE FUNCTION planted() RETURNS INT LANGUAGE SQL AS 'SELECT 1'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_deletion_of_payloads_that_no_entry_tells_of_is_found(role: str, tmp_path: Path) -> None:
    """What the rights cannot tell apart from an erasure, verification can."""
    with psycopg.connect(role, autocommit=True) as connection:
        connection.execute("DELETE FROM payloads WHERE seq = (SELECT max(seq) FROM payloads)")
    store = Store.open_reading(tmp_path / "data", role)
    with store.read() as reader:
        assert "verify.payload-missing" in {one.code for one in verify.verify(reader).findings}
    store.close()


# SQLite: triggers refuse, and what they cannot refuse is found


def ways_on_sqlite(table: str, columns: list[str], row: tuple[object, ...]) -> list[tuple[str, tuple[object, ...]]]:
    marks, last = ", ".join("?" * len(columns)), columns[-1]
    return [
        (f"DELETE FROM {table}", ()),
        (f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)", ()),
        (f"REPLACE INTO {table} VALUES ({marks})", row),
        (f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row),
        (f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", ()),
        (f"UPDATE {table} SET {last} = {last}", ()),
        *[(f"UPDATE OR {way} {table} SET {columns[0]} = {columns[0]}", ()) for way in ("REPLACE", "IGNORE", "FAIL")],
        (f"UPDATE {table} SET {last} = o.{last} FROM {table} AS o", ()),
        (f"WITH one AS (SELECT 1) DELETE FROM {table}", ()),
    ]


@pytest.mark.parametrize("table", [*FINAL, "payloads", *LEDGER])
def test_sqlite_refuses_every_way_to_change_a_final_row(tmp_path: Path, table: str) -> None:
    directory = filled(tmp_path / "data")
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        for pragma in sqlite.EVERY:
            connection.execute(pragma)
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (1,)
        if table in BESIDE:
            connection.execute(f"INSERT INTO {table} VALUES {BESIDE[table]}")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        row = connection.execute(f"SELECT * FROM {table} ORDER BY 1 LIMIT 1").fetchone()
        assert row is not None
        for statement, values in ways_on_sqlite(table, columns, row):
            if table == "payloads" and "DELETE" in statement:
                continue  # an erasure
            with pytest.raises(sqlite3.IntegrityError, match=f"{table} is final"):
                connection.execute(statement.replace("rowid", columns[0]), values)


def test_no_row_goes_by_way_of_a_foreign_key() -> None:
    """No key cascades: deleting what it points at is refused or is nothing to who points."""
    for table in schema.metadata.tables.values():
        for key in table.foreign_key_constraints:
            assert (key.ondelete, key.onupdate) == (None, None), table.name


def change(directory: Path, *statements: str, writable_schema: bool = False) -> None:
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection, connection:
        if writable_schema:
            connection.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            connection.execute(statement)


def copied(table: str) -> list[str]:
    """Put a copy without triggers in the place of a table."""
    return [
        "PRAGMA foreign_keys=OFF",
        "PRAGMA legacy_alter_table=ON",
        f"CREATE TABLE copy AS SELECT * FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE copy RENAME TO {table}",
    ]


def behind_a_view(table: str) -> list[str]:
    return [
        "PRAGMA legacy_alter_table=ON",
        f"ALTER TABLE {table} RENAME TO behind",
        f"CREATE VIEW {table} AS SELECT * FROM behind",
    ]


SLIPPED: dict[str, Callable[[str], list[str]]] = {
    "a trigger dropped": lambda table: [f"DROP TRIGGER {table}_no_update"],
    "a copy without triggers": copied,
    "a view in front": behind_a_view,
    "a trigger of somebody's own": lambda table: [
        f"CREATE TRIGGER planted AFTER INSERT ON {table} BEGIN DELETE FROM alerts; END"
    ],
    "the table dropped": lambda table: ["PRAGMA foreign_keys=OFF", f"DROP TABLE {table}"],
}


def findings(directory: Path) -> set[str]:
    """Verify; a clear error of the store counts under its own code."""
    try:
        store = Store.open_reading(directory)
    except StoreError as error:
        return {error.code}
    try:
        with store.read() as reader:
            return {one.code for one in verify.verify(reader).findings}
    except StoreError as error:
        return {error.code}
    finally:
        store.close()


@pytest.mark.parametrize("table", [*FINAL, "payloads"])
@pytest.mark.parametrize("way", SLIPPED)
def test_what_sqlite_cannot_refuse_is_found(tmp_path: Path, table: str, way: str) -> None:
    directory = filled(tmp_path / "data")
    assert findings(directory) <= {"verify.checkpoint-malformed"}  # this test's own checkpoint is no note
    change(directory, *SLIPPED[way](table))
    found = findings(directory) - {"verify.checkpoint-malformed"}
    assert found & {"verify.guard", "verify.guard-unknown", "verify.not-a-table", "store.damaged"}, found


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE sqlite_master SET sql = replace(sql, 'ABORT', 'IGNORE') WHERE name = 'entries_no_update'",
        "DELETE FROM sqlite_master WHERE name = 'payloads_no_update'",
        "UPDATE sqlite_master SET sql = replace(sql, 'BEFORE DELETE ON blobs', 'BEFORE DELETE ON alerts'), "
        "tbl_name = 'alerts' WHERE name = 'blobs_no_delete'",
        "DELETE FROM sqlite_master WHERE name = 'nodes'",
        "UPDATE sqlite_master SET type = 'view', sql = 'CREATE VIEW checkpoints AS SELECT 1 AS number, 1 AS size, "
        "x''00'' AS note', rootpage = 0 WHERE name = 'checkpoints'",
    ],
)
def test_an_edited_schema_is_found(tmp_path: Path, edit: str) -> None:
    directory = filled(tmp_path / "data")
    change(directory, edit, writable_schema=True)
    assert findings(directory) - {"verify.checkpoint-malformed"}


def test_the_guards_are_those_that_the_check_knows() -> None:
    for table in (*FINAL, *LEDGER):
        assert {f"{table}_no_update", f"{table}_no_delete"} <= guards.guards().keys()
