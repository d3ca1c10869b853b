"""Opening a data directory: one writer, any number of readers, and plain words for everything that is in the way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from adapter.core.problems import Refusal
from adapter.store import Store, StoreError, sqlite

HOLDER = """
import sys
from pathlib import Path
from adapter.store import Store
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A data directory with a new log."""
    Store.open(tmp_path / "data").close()
    return tmp_path / "data"


def code(opening: object, directory: Path) -> str:
    """Give the code with which an opening is refused."""
    with pytest.raises(StoreError) as refused:
        opening(directory)  # type: ignore[operator]
    assert isinstance(refused.value, Refusal)
    (problem,) = refused.value.problems
    assert str(directory) in str(problem.place)
    return problem.code


def test_a_new_log_begins_with_opened_and_is_opened_once(directory: Path) -> None:
    for _ in range(2):
        store = Store.open(directory)
        with store.read() as reader:
            ((seq, data),) = reader.entries()
        store.close()
        assert seq == 0
        assert b'"kind":"opened"' in data


def test_everything_is_for_the_owner_alone(directory: Path) -> None:
    for path in (directory, *directory.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert code(Store.open, tmp_path / "file" / "data") == "store.not-a-directory"
    assert code(Store.open, tmp_path / "file") == "store.not-a-directory"
    assert code(Store.open_reading, tmp_path / "file" / "data") == "store.none"


def test_a_directory_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said by a stand-in for the kernel: a test that runs as root is refused nothing."""

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "no", "x")

    monkeypatch.setattr(os, "open", refuse)
    assert code(Store.open, tmp_path / "data") == "store.no-rights"
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert code(Store.open, tmp_path / "other") == "store.no-rights"


def test_a_lock_that_is_a_directory(tmp_path: Path) -> None:
    (tmp_path / "data" / "lock").mkdir(parents=True)
    assert code(Store.open, tmp_path / "data") == "store.no-rights"


def test_a_database_that_is_none(directory: Path) -> None:
    (directory / sqlite.DATABASE).write_bytes(b"no database at all" * 100)
    assert code(Store.open, directory) == "store.not-a-database"
    assert code(Store.open_reading, directory) == "store.not-a-database"


def test_a_damaged_database(directory: Path) -> None:
    with (directory / sqlite.DATABASE).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 8192 * 6)
    assert code(Store.open, directory) == "store.damaged"


def test_a_database_without_its_tables(directory: Path) -> None:
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        connection.execute("DROP TABLE entries")
    assert code(Store.open, directory) == "store.damaged"


def test_a_newer_schema_is_refused_by_writer_and_reader(directory: Path) -> None:
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert code(Store.open, directory) == "store.newer-schema"
    assert code(Store.open_reading, directory) == "store.newer-schema"


def test_reading_where_nothing_is(tmp_path: Path) -> None:
    assert code(Store.open_reading, tmp_path / "data") == "store.none"
    (tmp_path / "data").mkdir()
    assert code(Store.open_reading, tmp_path / "data") == "store.none"
    (tmp_path / "data" / sqlite.DATABASE).touch()
    assert code(Store.open_reading, tmp_path / "data") == "store.none"
    assert not (tmp_path / "data" / "lock").exists()


def test_a_store_whose_making_was_cut_short_is_finished(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / sqlite.DATABASE).touch()
    store = Store.open(tmp_path / "data")
    with store.read() as reader:
        assert reader.size() == 1
    store.close()


def test_a_lost_index_key_is_not_replaced(directory: Path) -> None:
    """A new key would know none of the documents: everything would be taken in twice."""
    (directory / "keys" / "index.key").unlink()
    assert code(Store.open, directory) == "store.no-key"
    assert not (directory / "keys" / "index.key").exists()


@pytest.mark.parametrize("key", [b"k" * 32, b"short"])
def test_another_index_key_is_refused(directory: Path, key: bytes) -> None:
    (directory / "keys" / "index.key").write_bytes(key)
    assert code(Store.open, directory) == "store.wrong-key"


def test_a_copy_without_keys_can_be_read_but_not_asked_for_look_ups(directory: Path) -> None:
    shutil.rmtree(directory / "keys")
    store = Store.open_reading(directory)
    with store.read() as reader:
        assert reader.size() == 1
        with pytest.raises(StoreError, match=r"store\.no-key"):
            reader.lookup("document", "x")
    store.close()


def test_a_position_beyond_the_end(directory: Path) -> None:
    store = Store.open_reading(directory)
    with pytest.raises(StoreError, match=r"store\.no-position"), store.read(2):
        pass
    store.close()


def test_a_second_writer_is_refused_a_reader_is_not_and_a_killed_holder_blocks_nobody(directory: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        assert code(Store.open, directory) == "store.busy"
        store = Store.open_reading(directory)
        with store.read() as reader:
            assert reader.size() == 1
        store.close()
        holder.send_signal(signal.SIGKILL)
        holder.wait(timeout=10)
    Store.open(directory).close()


def test_two_writers_in_one_process_are_two(directory: Path) -> None:
    store = Store.open(directory)
    assert code(Store.open, directory) == "store.busy"
    store.close()
    Store.open(directory).close()


def test_a_read_only_medium_can_be_read(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = sorted(directory.iterdir())
    store = Store.open_reading(directory)
    with store.read() as reader:
        assert reader.size() == 1
        assert sorted(directory.iterdir()) == before
    store.close()
