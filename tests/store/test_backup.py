"""A backup is taken under load and verifies, a restore is proven before anything bears its name (P21).

`NHIEMVU_BACKUP_ROUNDS=100 pytest tests/store/test_backup.py` takes and restores a hundred.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import histories
import postgres
import pytest
from histories import NOW

from adapter.audit import backup as backups
from adapter.core.problems import Refusal
from adapter.settings import Settings
from adapter.store import Store, StoreError, signing
from adapter.store.anchors import Anchored
from adapter.sync import checkpoints

ROUNDS = int(os.environ.get("NHIEMVU_BACKUP_ROUNDS", "3"))


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[tuple[Path, Store]]:
    """A store to which a thread appends until the test is over."""
    store = Store.open(tmp_path / "data")
    ended = threading.Event()

    def write() -> None:
        for seed in range(10_000):
            for batch in histories.told(seed=seed, length=30):
                if ended.is_set():
                    return
                # Others name entries of their own history by number.
                if all(draft.cause is None for draft in batch.drafts):
                    with store.write() as writer:
                        histories.write(writer, batch)

    thread = threading.Thread(target=write)
    thread.start()
    yield tmp_path / "data", store
    ended.set()
    thread.join()
    store.close()


def size_of(store: Store) -> int:
    with store.read() as reader:
        return reader.size()


def test_backups_under_load_restore_and_verify(writing: tuple[Path, Store], tmp_path: Path) -> None:
    directory, store = writing
    for number in range(ROUNDS):
        before = size_of(store)
        with closing(Store.open_reading(directory)) as reading:
            done = backups.backup(reading, tmp_path / f"backup{number}", NOW)
        assert before <= done.size <= size_of(store)
        again = backups.restore(tmp_path / f"backup{number}", tmp_path / f"restored{number}")
        assert (again.size, again.root) == (done.size, done.root)
        with (
            closing(Store.open(tmp_path / f"restored{number}")) as restored,
            store.read(done.size) as original,
            restored.read() as reader,
        ):
            assert (reader.root().hex(), reader.digest()) == (done.root, original.digest())
            assert original.root() == reader.root()
        for made in ("backup", "restored"):
            shutil.rmtree(tmp_path / f"{made}{number}")


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backed")
    with closing(Store.open(folder / "data")) as store:
        for batch in histories.told(seed=3, length=20):
            with store.write() as writer:
                histories.write(writer, batch)
        (folder / "data" / "keys" / "log.key").write_bytes(b"a secret")
        backups.backup(store, folder / "backup", NOW)
        backups.backup(store, folder / "with", NOW, signing_key=folder / "data" / "keys" / "log.key")
    return folder


def test_a_backup_is_its_owners_and_holds_the_signing_key_only_when_asked(backed_up: Path) -> None:
    names = {"nhiemvu.db", "keys/index.key", "keys/tombstone.key", "manifest.json"}
    for name, more in (("backup", set()), ("with", {"keys/log.key"})):
        files = {str(file.relative_to(backed_up / name)): file for file in (backed_up / name).rglob("*")}
        assert {one for one, file in files.items() if file.is_file()} == names | more
        assert {file.stat().st_mode & 0o077 for file in files.values()} == {0}
    assert [one.name for one in backed_up.iterdir() if "part" in one.name] == []


def test_nothing_is_written_over(backed_up: Path, tmp_path: Path) -> None:
    with closing(Store.open_reading(backed_up / "data")) as store, pytest.raises(Refusal) as refused:
        backups.backup(store, backed_up / "backup", NOW)
    assert refused.value.problems[0].code == "export.exists"
    with pytest.raises(Refusal) as refused:
        backups.restore(backed_up / "backup", backed_up / "data")
    assert refused.value.problems[0].code == "export.exists"
    (tmp_path / "empty").mkdir()
    backups.restore(backed_up / "with", tmp_path / "empty")
    assert (tmp_path / "empty" / "keys" / "log.key").read_bytes() == b"a secret"


@pytest.mark.parametrize("name", ["nhiemvu.db", "keys/index.key", "manifest.json"])
def test_a_backup_that_was_changed_anywhere_is_not_restored(backed_up: Path, tmp_path: Path, name: str) -> None:
    for number, change in enumerate((lambda content: content[:-3], lambda content: content[:40] + b"!" + content[41:])):
        copy = shutil.copytree(backed_up / "backup", tmp_path / f"copy{number}")
        (copy / name).write_bytes(change((copy / name).read_bytes()))
        with pytest.raises(Refusal):
            backups.restore(copy, tmp_path / "restored")
        (copy / name).unlink()
        with pytest.raises(Refusal) as refused:
            backups.restore(copy, tmp_path / "restored")
        assert refused.value.problems[0].code == "backup.no-file"
    assert [one.name for one in tmp_path.iterdir() if "restored" in one.name] == []


def test_a_manifest_leads_nowhere_else_and_says_what_the_log_is(backed_up: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(backed_up / "backup", tmp_path / "copy")
    told = json.loads((copy / "manifest.json").read_text())
    changes = [
        told | {"size": told["size"] - 1},
        told | {"root": "0" * 64},
        told | {"files": told["files"] | {"../outside": "0" * 64}},
        told | {"files": {}},
        told | {"format": 2},
        [],
    ]
    for changed in changes:
        (copy / "manifest.json").write_text(json.dumps(changed))
        with pytest.raises(Refusal) as refused:
            backups.restore(copy, tmp_path / "restored")
        assert refused.value.problems[0].code in ("backup.changed", "backup.other-format")


def test_a_damaged_log_is_not_backed_up(backed_up: Path, tmp_path: Path) -> None:
    import sqlite3

    directory = shutil.copytree(backed_up / "data", tmp_path / "data")
    with closing(sqlite3.connect(directory / "nhiemvu.db")) as connection, connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 2")
    with closing(Store.open_reading(directory)) as store, pytest.raises(Refusal) as refused:
        backups.backup(store, tmp_path / "backup", NOW)
    assert refused.value.problems[0].code == "backup.not-verified"
    assert not (tmp_path / "backup").exists()


def test_a_log_that_a_witness_holds_is_backed_up_and_restored(backed_up: Path, tmp_path: Path) -> None:
    """A backup knows no settings, and so not whose key the token is to bear."""
    directory = shutil.copytree(backed_up / "data", tmp_path / "data")
    (directory / "keys" / "log.key").unlink()
    configured = Settings(data_directory=directory)
    with closing(Store.open(directory)) as store:
        with store.read() as reader:
            key = signing.make(directory, configured.signing_key, checkpoints.origin(reader))
        signing.keep(directory, key.verifier)
        made = store.commit(lambda writer: checkpoints.make(writer, configured))
        told = Anchored(name="so", kind="witness", checkpoint=1, size=made.size, at=NOW, token=made.note)
        store.commit(lambda writer: writer.add_anchored(told))
        backups.backup(store, tmp_path / "backup", NOW)
    assert backups.restore(tmp_path / "backup", tmp_path / "restored").size == made.size


def test_postgresql_is_left_to_its_own_tools(postgresql: postgres.Server, tmp_path: Path) -> None:
    with (
        postgresql.schema() as address,
        closing(Store.open(tmp_path / "data", address)) as store,
        pytest.raises(StoreError) as refused,
    ):
        backups.backup(store, tmp_path / "backup", NOW)
    assert refused.value.code == "backup.postgresql"
    assert not (tmp_path / "backup").exists()
