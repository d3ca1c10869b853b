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
from hashlib import sha256
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
from adapter.store.erasures import Line
from adapter.store.keys import IndexKey, TombstoneKey
from adapter.sync import checkpoints
from adapter.sync.checkpoints import signs

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
            done = backups.backup(reading, tmp_path / f"backup{number}", NOW, signs)
        assert before <= done.size <= size_of(store)
        again = backups.restore(tmp_path / f"backup{number}", tmp_path / f"restored{number}", signs)
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
        with store.read() as reader:
            signing.make(folder / "data", folder / "data" / "keys" / "log.key", checkpoints.origin(reader))
        backups.backup(store, folder / "backup", NOW, signs)
        backups.backup(store, folder / "with", NOW, signs, signing_key=folder / "data" / "keys" / "log.key")
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
        backups.backup(store, backed_up / "backup", NOW, signs)
    assert refused.value.problems[0].code == "export.exists"
    with pytest.raises(Refusal) as refused:
        backups.restore(backed_up / "backup", backed_up / "data", signs)
    assert refused.value.problems[0].code == "export.exists"
    (tmp_path / "empty").mkdir()
    backups.restore(backed_up / "with", tmp_path / "empty", signs)
    restored, original = (folder / "keys" / "log.key" for folder in (tmp_path / "empty", backed_up / "data"))
    assert restored.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("name", ["nhiemvu.db", "keys/index.key", "keys/tombstone.key", "manifest.json"])
def test_a_backup_that_was_changed_anywhere_is_not_restored(backed_up: Path, tmp_path: Path, name: str) -> None:
    for number, change in enumerate((lambda content: content[:-3], lambda content: content[:40] + b"!" + content[41:])):
        copy = shutil.copytree(backed_up / "backup", tmp_path / f"copy{number}")
        (copy / name).write_bytes(change((copy / name).read_bytes()))
        with pytest.raises(Refusal):
            backups.restore(copy, tmp_path / "restored", signs)
        (copy / name).unlink()
        with pytest.raises(Refusal) as refused:
            backups.restore(copy, tmp_path / "restored", signs)
        assert refused.value.problems[0].code == "backup.no-file"
    assert [one.name for one in tmp_path.iterdir() if "restored" in one.name] == []


def test_a_manifest_leads_nowhere_else_and_says_what_the_log_is(backed_up: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(backed_up / "backup", tmp_path / "copy")
    told = json.loads((copy / "manifest.json").read_text())
    changes = [
        told | {"size": told["size"] - 1},
        told | {"size": str(told["size"])},
        told | {"root": "0" * 64},
        {key: value for key, value in told.items() if key != "size"},
        {key: value for key, value in told.items() if key != "root"},
        told | {"files": {name: digest for name, digest in told["files"].items() if "tombstone" not in name}},
        told | {"files": told["files"] | {"nhiemvu.db": 1}},
        told | {"files": told["files"] | {"../outside": "0" * 64}},
        told | {"files": {}},
        told | {"format": 2},
        [],
    ]
    for changed in changes:
        (copy / "manifest.json").write_text(json.dumps(changed))
        with pytest.raises(Refusal) as refused:
            backups.restore(copy, tmp_path / "restored", signs)
        assert refused.value.problems[0].code in ("backup.changed", "backup.other-format")


@pytest.mark.parametrize("name", ["keys/index.key", "keys/tombstone.key", "keys/log.key"])
@pytest.mark.parametrize("content", [b"", b"\1" * 32])
def test_a_key_that_is_not_that_of_the_log_is_neither_backed_up_nor_restored(
    tmp_path: Path, name: str, content: bytes
) -> None:
    directory, configured = tmp_path / "data", Settings(data_directory=tmp_path / "data")
    with closing(Store.open(directory)) as store:
        with store.read() as reader:
            signing.make(directory, configured.signing_key, checkpoints.origin(reader))
        store.commit(lambda writer: checkpoints.make(writer, configured))
        check = TombstoneKey(IndexKey(directory)).check().hex()
        gone = Line(seq=9, leaf="0" * 32, reason="order", document="1" * 32, tombstones=("ab" * 32,), check=check)
        assert store.commit(lambda writer: writer.put_tombstones([gone])) == 1

    def back_up(to: Path) -> None:
        with closing(Store.open_reading(directory)) as store:
            backups.backup(store, to, NOW, signs, signing_key=configured.signing_key)

    back_up(tmp_path / "good")
    backups.restore(tmp_path / "good", tmp_path / "restored", signs)
    Store.open(tmp_path / "restored").close()

    (directory / name).write_bytes(content)
    with pytest.raises(Refusal) as refused:
        back_up(tmp_path / "bad")
    assert [(one.code, one.place and one.place.file) for one in refused.value.problems] == [("backup.other-key", name)]

    (tmp_path / "good" / name).write_bytes(content)
    manifest = json.loads((tmp_path / "good" / "manifest.json").read_text())
    manifest["files"][name] = sha256(content).hexdigest()
    (tmp_path / "good" / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(Refusal) as refused:
        backups.restore(tmp_path / "good", tmp_path / "bad", signs)
    assert refused.value.problems[0].code == "backup.other-key"

    (directory / name).unlink()
    with pytest.raises(Refusal) as refused:
        back_up(tmp_path / "bad")
    assert refused.value.problems[0].code == "backup.no-file"
    assert [one.name for one in tmp_path.iterdir() if "bad" in one.name] == []


def test_a_stranger_signs_no_log_that_goes_by_another_key(tmp_path: Path) -> None:
    directory, configured = tmp_path / "data", Settings(data_directory=tmp_path / "data")
    with closing(Store.open(directory)) as store:
        with store.read() as reader:
            origin = checkpoints.origin(reader)
            signing.make(directory, configured.signing_key, origin)
            signing.make(directory, tmp_path / "stranger", origin)
            assert signs(reader, tmp_path / "stranger"), "nothing is signed yet"
        store.commit(lambda writer: checkpoints.make(writer, configured))
        with store.read() as reader:
            assert signs(reader, configured.signing_key)
            assert not signs(reader, tmp_path / "stranger")
        with pytest.raises(Refusal) as refused:
            backups.backup(store, tmp_path / "backup", NOW, signs, signing_key=tmp_path / "stranger")
    assert refused.value.problems[0].code == "backup.other-key"


def test_a_damaged_log_is_not_backed_up(backed_up: Path, tmp_path: Path) -> None:
    import sqlite3

    directory = shutil.copytree(backed_up / "data", tmp_path / "data")
    with closing(sqlite3.connect(directory / "nhiemvu.db")) as connection, connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("UPDATE entries SET leaf = zeroblob(32) WHERE seq = 2")
    with closing(Store.open_reading(directory)) as store, pytest.raises(Refusal) as refused:
        backups.backup(store, tmp_path / "backup", NOW, signs)
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
        backups.backup(store, tmp_path / "backup", NOW, signs)
    assert backups.restore(tmp_path / "backup", tmp_path / "restored", signs).size == made.size


def test_postgresql_is_left_to_its_own_tools(postgresql: postgres.Server, tmp_path: Path) -> None:
    with (
        postgresql.schema() as address,
        closing(Store.open(tmp_path / "data", address)) as store,
        pytest.raises(StoreError) as refused,
    ):
        backups.backup(store, tmp_path / "backup", NOW, signs)
    assert refused.value.code == "backup.postgresql"
    assert not (tmp_path / "backup").exists()
