"""Verification finds whatever was changed, dropped or invented, by whoever can write the file."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import histories
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect

from adapter import messages
from adapter.audit import verify
from adapter.core import entries, ledger
from adapter.store import Reader, Store, guards, sqlite
from adapter.store.keys import IndexKey
from adapter.store.statements import Statements

STATEMENTS = Statements(dialect())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with every kind of entry, payloads kept and erased, and rows that have ended."""
    directory = tmp_path_factory.mktemp("original") / "data"
    store = Store.open(directory)
    for batch in histories.of_every_kind(length=80):
        with store.write() as writer:
            histories.write(writer, batch)
    store.close()
    return directory


@pytest.fixture
def directory(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "data")


def report(directory: Path) -> verify.Report:
    store = Store.open_reading(directory)
    try:
        with store.read() as reader:
            return verify.verify(reader)
    finally:
        store.close()


CHANGED = {"verify.checkpoint-root", "verify.identity"}
"""What the example's own checkpoint, and its entries that state roots, say of any other entries before them."""


def codes(directory: Path) -> set[str]:
    return {finding.code for finding in report(directory).findings}


def tamper(directory: Path, *statements: str, put_back: bool = True, values: tuple[object, ...] = ()) -> None:
    """Change the database as its owner can: without the triggers, which stand again afterwards."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection, connection:
        for guard in guards.guards():
            connection.execute(f"DROP TRIGGER {guard}")
        for statement in statements:
            connection.execute(statement, values)
        for text in guards.guards().values() if put_back else ():
            connection.execute(text)


def test_a_log_that_nobody_touched_verifies(original: Path) -> None:
    done = report(original)
    assert done.findings == ()
    assert set(done.kinds) == set(entries.KINDS)
    assert done.erased > 0
    assert done.blobs > 0
    store = Store.open_reading(original)
    with store.read() as reader:
        assert (done.size, done.root, done.ledger) == (reader.size(), reader.root().hex(), reader.digest())
    store.close()
    told = json.loads(json.dumps(verify.to_data(done)))
    assert told["size"] == done.size == sum(told["kinds"].values())
    assert told["findings"] == []


CHECKED = ("entries", "payloads", "blobs", *(row.TABLE for row in ledger.ROWS))


def cells(directory: Path, table: str) -> Iterator[tuple[int, str, object]]:
    """Name every cell of a table: row, column, value."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(f"SELECT rowid AS number, * FROM {table}").fetchall():
            for column in row.keys()[1:]:
                yield row["number"], column, row[column]


def changed(value: object) -> list[object]:
    """Give other values for a cell: the smallest changes there are."""
    if isinstance(value, bytes):
        flipped = [bytes((*value[:at], value[at] ^ 1, *value[at + 1 :])) for at in {0, len(value) // 2, len(value) - 1}]
        return [*flipped, value[:-1], value + b"\0"]
    if isinstance(value, str):
        return [value[:-1] + chr(ord(value[-1]) ^ 1), value + "0"] if value else ["x"]
    return [value + 1, value - 1, value + 10**6, 2**62] if isinstance(value, int) else ["x", 0]


@contextmanager
def undone(directory: Path) -> Iterator[sa.Connection]:
    """A transaction without triggers whose changes never come to stay."""
    writing = sqlite.to_write(directory / sqlite.DATABASE)
    with writing.connect() as connection:
        for guard in guards.guards():
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
        yield connection
        connection.rollback()
    writing.dispose()


def noticed(connection: sa.Connection, directory: Path, statement: str, *values: object) -> bool | None:
    """Tell whether verification finds what a statement does; None when the schema refuses it."""
    with connection.begin_nested() as nested:
        try:
            connection.exec_driver_sql(statement, values)
        except sa.exc.IntegrityError:
            nested.rollback()
            return None
        last = connection.exec_driver_sql("SELECT max(seq) FROM entries").scalar_one()
        done = verify.verify(Reader(connection, STATEMENTS, last + 1, IndexKey(directory)))
        nested.rollback()
    return bool({finding.code for finding in done.findings} - {"verify.guard"})


@pytest.mark.parametrize("table", CHECKED)
def test_every_change_of_every_cell_is_found(directory: Path, table: str) -> None:
    """Exhaustive over a small log: each row, each column, first, middle and last byte."""
    results = []
    with undone(directory) as connection:
        for number, column, value in cells(directory, table):
            for other in changed(value):
                statement = f"UPDATE {table} SET {column} = ? WHERE rowid = {number}"
                results.append(noticed(connection, directory, statement, other))
                assert results[-1] is not False, (table, number, column, value, other)
    assert results.count(True) >= 5


@pytest.mark.parametrize("table", CHECKED)
def test_every_row_that_is_gone_is_missed(directory: Path, table: str) -> None:
    with undone(directory) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for number in {number for number, _, _ in cells(directory, table)}:
            assert noticed(connection, directory, f"DELETE FROM {table} WHERE rowid = {number}")


@pytest.mark.parametrize("table", CHECKED[3:])
def test_a_row_that_was_invented_is_found(directory: Path, table: str) -> None:
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        (taken,) = connection.execute(f"SELECT from_seq FROM {table} LIMIT 1").fetchone()
    results = []
    with undone(directory) as changing:
        for seq in (taken + 1, -1, 100_000):
            copied = ", ".join(str(seq) if column == "from_seq" else column for column in columns)
            results.append(noticed(changing, directory, f"INSERT INTO {table} SELECT {copied} FROM {table} LIMIT 1"))
    # The schema itself refuses a second row of one key at one place.
    assert (results[0] is not False, *results[1:]) == (True, True, True)


def rewritten(data: bytes, **keys: object) -> bytes:
    return entries.line(entries.decode(data) | keys)


def replace(directory: Path, seq: int, data: bytes) -> None:
    """Rewrite an entry with the leaf hash it should have."""
    statement = f"UPDATE entries SET data = ?, leaf = ? WHERE seq = {seq}"
    tamper(directory, statement, values=(data, entries.leaf(data)))


def lines(directory: Path) -> list[bytes]:
    store = Store.open_reading(directory)
    with store.read() as reader:
        found = [data for _, data in reader.entries()]
    store.close()
    return found


def of_kind(directory: Path, kind: str) -> tuple[int, bytes]:
    return next((seq, data) for seq, data in enumerate(lines(directory)) if entries.decode(data)["kind"] == kind)


def test_a_rewritten_deadline_shows_in_the_ledger_even_when_the_leaf_was_rewritten_too(directory: Path) -> None:
    before = report(directory)
    seq, data = of_kind(directory, "assigned")
    replace(directory, seq, rewritten(data, due_on="2026-12-31"))
    after = report(directory)
    assert {finding.code for finding in after.findings} == {"verify.ledger"} | CHANGED
    assert after.root != before.root


def test_a_cause_of_the_wrong_kind_or_from_the_future_is_found(directory: Path) -> None:
    seq, data = of_kind(directory, "issued")
    for cause in (0, seq, 10**6):
        replace(directory, seq, rewritten(data, cause=cause))
        assert "verify.cause" in codes(directory)


def test_an_entry_decided_under_what_was_not_activated_is_found(directory: Path) -> None:
    seq, data = of_kind(directory, "issued")
    for under in ([0], [seq], [10**6]):
        replace(directory, seq, rewritten(data, under=under))
        assert "verify.under" in codes(directory)


def test_a_log_opens_once_and_at_its_beginning(directory: Path) -> None:
    opened = lines(directory)[0]
    seq, data = of_kind(directory, "cycle")
    replace(directory, seq, opened)
    assert "verify.opened" in codes(directory)
    replace(directory, 0, data)
    assert "verify.opened" in codes(directory)


def test_entries_in_another_order_are_found(directory: Path) -> None:
    tamper(
        directory,
        "UPDATE entries SET seq = -1 WHERE seq = 5",
        "UPDATE entries SET seq = 5 WHERE seq = 6",
        "UPDATE entries SET seq = 6 WHERE seq = -1",
    )
    assert codes(directory)


def test_a_gap_is_told_once_and_what_follows_it_is_still_looked_at(directory: Path) -> None:
    size = len(lines(directory))
    seq, data = of_kind(directory, "activated")
    late = entries.line(entries.decode(data) | {"under": [seq], "note": "0" * 64})
    row = (size + 2**40, late, entries.leaf(late))
    tamper(directory, "INSERT INTO entries VALUES (?, ?, ?)", values=row)
    found = {finding.code: dict(finding.values) for finding in report(directory).findings}
    assert found["verify.gap"] == {"first": str(size), "last": str(size + 2**40 - 1)}
    assert set(found) == {"verify.gap", "verify.payload-missing", "verify.ledger"}


def test_an_erasure_that_did_not_happen_and_one_that_nobody_ordered_are_told_apart(directory: Path) -> None:
    erased = entries.decode(of_kind(directory, "erased")[1])["payloads"][0]
    seq = next(seq for seq, data in enumerate(lines(directory)) if erased in entries.commitments(entries.decode(data)))
    row = (bytes.fromhex(erased), seq, b"s" * 16, "plain", b"x")
    tamper(directory, "INSERT INTO payloads VALUES (?, ?, ?, ?, ?)", values=row)
    assert codes(directory) == {"verify.payload-remains", "verify.payload-changed"}
    tamper(directory, "DELETE FROM payloads")
    assert codes(directory) == {"verify.payload-missing"}


def test_an_erasure_of_what_never_was_is_found(directory: Path) -> None:
    seq, data = of_kind(directory, "erased")
    payloads = entries.decode(data)["payloads"]
    replace(directory, seq, rewritten(data, payloads=[*payloads, "0" * 64]))
    assert codes(directory) == {"verify.erased-unknown"} | CHANGED


def test_a_payload_and_a_blob_that_no_entry_names_are_found(directory: Path) -> None:
    row = (sha256(b"s" * 16 + b"x").digest(), 3, b"s" * 16, "plain", b"x")
    tamper(directory, "INSERT INTO payloads VALUES (?, ?, ?, ?, ?)", values=row)
    tamper(directory, "INSERT INTO blobs VALUES (?, ?)", values=(sha256(b"x").digest(), b"x"))
    assert codes(directory) == {"verify.payload-stray", "verify.blob-stray"}


def test_a_cursor_that_no_cycle_moved_is_found(directory: Path) -> None:
    tamper(directory, "UPDATE cursors SET seq = 0")
    assert codes(directory) == {"verify.cursor"}


def test_kept_nodes_are_held_against_the_entries(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    with store.write() as writer:
        for batch in histories.told(seed=6, length=400):
            histories.write(writer, batch)
        assert writer.size() > 512
    store.close()
    assert codes(tmp_path / "data") == set()
    for statement in (
        "UPDATE nodes SET root = zeroblob(32) WHERE number = 1",
        "DELETE FROM nodes WHERE number = 0",
        "INSERT INTO nodes VALUES (16, 0, zeroblob(32))",
    ):
        directory = shutil.copytree(tmp_path / "data", tmp_path / "copy", dirs_exist_ok=True)
        tamper(directory, statement)
        found = codes(directory)
        assert found == {"verify.node"} or "16" in statement


@pytest.mark.parametrize("guard", ["entries_no_update", "payloads_no_insert", "held_no_delete"])
def test_an_absent_or_a_toothless_trigger_is_found(directory: Path, guard: str) -> None:
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection, connection:
        connection.execute(f"DROP TRIGGER {guard}")
        assert [finding.values for finding in report(directory).findings] == [(("guard", guard),)]
        table = guard.split("_", maxsplit=1)[0]
        connection.execute(f"CREATE TRIGGER {guard} BEFORE UPDATE ON {table} WHEN 0 BEGIN SELECT 1; END")
    assert codes(directory) == {"verify.guard"}


def test_many_findings_are_counted_and_the_first_ones_listed(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    with store.write() as writer:
        for batch in histories.told(seed=6, length=800):
            histories.write(writer, batch)
    store.close()
    tamper(tmp_path / "data", "UPDATE entries SET leaf = zeroblob(32)")
    findings = report(tmp_path / "data").findings
    assert findings[0].code == "verify.leaf"
    assert findings[-1].code == "verify.more"
    assert len(findings) == 1001


def test_every_finding_has_words_in_two_languages(directory: Path) -> None:
    tamper(directory, "UPDATE entries SET data = x'00'", "DELETE FROM payloads", "DELETE FROM blobs", put_back=False)
    findings = report(directory).findings
    assert len({finding.code for finding in findings}) > 3
    for finding in findings:
        for spoken in ("vi", "en"):
            text = messages.text(finding.code, spoken, **dict(finding.values))
            assert text != finding.code
            assert "{" not in text


def test_progress_is_told_along_the_way(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    with store.write() as writer:
        for batch in histories.told(seed=6, length=400):
            histories.write(writer, batch)
    done: list[int] = []
    with store.read() as reader:
        verify.verify(reader, done.append)
        size = reader.size()
    store.close()
    assert done == list(range(256, size + 1, 256))
