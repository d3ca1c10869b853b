"""What was signed stays provable: checkpoints hold the log against what it was, and against copies kept elsewhere."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import histories
import pytest
from histories import grow
from test_verify import tamper, undone

from adapter.audit import verify
from adapter.audit.checkpoints import Outside
from adapter.core import entries, notes, proofs, tlog
from adapter.core.problems import Refusal
from adapter.settings import Settings
from adapter.store import Reader, Store, StoreError, signing, sqlite
from adapter.store.keys import IndexKey
from adapter.sync import checkpoints
from adapter.sync.checkpoints import Checkpointing


def settings(directory: Path, **changes: object) -> Settings:
    return Settings(data_directory=directory, **changes)


def signed(store: Store, directory: Path) -> tlog.Checkpoint:
    made = store.commit(lambda writer: checkpoints.make(writer, settings(directory)))
    return tlog.checkpoint(notes.parse(made.note).text)


def with_key(store: Store, directory: Path) -> signing.SigningKey:
    with store.read() as reader:
        key = signing.make(directory, settings(directory).signing_key, checkpoints.origin(reader))
    signing.keep(directory, key.verifier)
    return key


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log that was signed three times as it grew."""
    directory = tmp_path_factory.mktemp("signed") / "data"
    store = Store.open(directory)
    with_key(store, directory)
    for batch in histories.told(seed=1408, length=30):
        with store.write() as writer:
            histories.write(writer, batch)
            size = writer.size()
        if size in range(8, 24):
            signed(store, directory)
    signed(store, directory)
    store.close()
    return directory


@pytest.fixture
def directory(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "data")


def report(directory: Path, *kept: bytes, keys: bool = True) -> verify.Report:
    verifiers = signing.verifiers(directory) if keys else []
    store = Store.open_reading(directory)
    try:
        with store.read() as reader:
            outside = Outside(verifiers=verifiers, kept=[("kept", note) for note in kept])
            return verify.verify(reader, outside=outside)
    finally:
        store.close()


def codes(directory: Path, *kept: bytes) -> set[str]:
    return {finding.code for finding in report(directory, *kept).findings}


def newest(directory: Path) -> bytes:
    store = Store.open_reading(directory)
    with store.read() as reader:
        (found,) = reader.checkpoints(newest=True)
    store.close()
    return found.note


def test_what_was_signed_is_proven_and_without_a_key_nothing_is_said_of_signatures(original: Path) -> None:
    done = report(original, newest(original))
    assert done.findings == ()
    assert done.checkpoints > 3
    assert done.signed_size == done.size
    assert (done.kept, report(original).kept) == (1, 0)
    unsigned = report(original, keys=False)
    assert (unsigned.findings, unsigned.signed_size) == ((), 0)
    assert unsigned.checkpoints == done.checkpoints - 1


def test_every_change_of_a_checkpoint_is_found(directory: Path) -> None:
    """Exhaustive over one note: each byte; also its size and its number, and a row that is gone."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        rows = connection.execute("SELECT number, size, note FROM checkpoints").fetchall()
    number, size, note = rows[1]
    flipped = [bytes((*note[:at], byte ^ 1, *note[at + 1 :])) for at, byte in enumerate(note)]
    changes: list[tuple[str, object]] = [("note", other) for other in (*flipped, note[:-1], note + b"\0", b"")]
    changes += [("size", size + 1), ("size", size - 1), ("size", 0), ("number", 1000), ("number", 0)]
    outside = Outside(verifiers=signing.verifiers(directory))
    with undone(directory) as connection:
        statements = verify_statements()

        def found() -> set[str]:
            last = connection.exec_driver_sql("SELECT max(seq) FROM entries").scalar_one()
            reader = Reader(connection, statements, last + 1, IndexKey(directory))
            return {one.code for one in verify.verify(reader, outside=outside).findings} - {"verify.guard"}

        assert found() == set()
        for column, other in changes:
            with connection.begin_nested() as nested:
                connection.exec_driver_sql(f"UPDATE checkpoints SET {column} = ? WHERE number = ?", (other, number))
                assert found(), (column, other)
                nested.rollback()
        with connection.begin_nested() as nested:
            connection.exec_driver_sql(f"DELETE FROM checkpoints WHERE number = {number}")
            assert found() == {"verify.checkpoint-order"}
            nested.rollback()


def verify_statements() -> object:
    from sqlalchemy.dialects.sqlite import dialect

    from adapter.store.statements import Statements

    return Statements(dialect())


def rewrite(directory: Path, *, seed: int) -> None:
    """Write another history under the log's own name, consistent in itself, as one can who owns the machine."""
    store = Store.open_reading(directory)
    with store.read() as reader:
        opened = next(reader.entries(0, 1))[1]
    store.close()
    (directory / sqlite.DATABASE).unlink()
    for companion in directory.glob("nhiemvu.db-*"):
        companion.unlink()
    (directory / "keys" / "index.key").unlink()
    store = Store.open(directory)
    store.close()
    tamper(directory, "UPDATE entries SET data = ?, leaf = ?", values=(opened, entries.leaf(opened)))
    store = Store.open(directory)
    grow(store, seed, 40)
    store.close()


def test_a_log_written_anew_is_found_by_whoever_kept_a_checkpoint(directory: Path) -> None:
    kept = newest(directory)
    rewrite(directory, seed=5)
    assert codes(directory) == set(), "in itself it is consistent: nobody could tell"
    assert codes(directory, kept) <= {"verify.checkpoint-root", "verify.checkpoint-beyond"} != set()
    assert codes(directory, kept) != set()


def test_a_log_written_anew_and_signed_with_another_key_is_found_by_the_key(directory: Path) -> None:
    trusted = signing.verifiers(directory)
    rewrite(directory, seed=5)
    settings(directory).signing_key.unlink()
    (directory / "keys" / "log.vkey").unlink()
    store = Store.open(directory)
    with_key(store, directory)
    signed(store, directory)
    store.close()
    assert codes(directory) == set()
    store = Store.open_reading(directory)
    with store.read() as reader:
        done = verify.verify(reader, outside=Outside(verifiers=trusted))
    store.close()
    assert {finding.code for finding in done.findings} == {"verify.checkpoint-signature"}


def test_a_rollback_is_found_by_its_own_checkpoints_and_one_of_them_too_by_a_kept_one(
    directory: Path, tmp_path: Path
) -> None:
    older = shutil.copytree(directory, tmp_path / "older")
    store = Store.open(directory)
    grow(store, 7, 5)
    signed(store, directory)
    store.close()
    kept = newest(directory)
    assert codes(older) == set()
    assert codes(older, kept) == {"verify.checkpoint-beyond"}
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        (last,) = connection.execute("SELECT max(seq) FROM entries").fetchone()
    tamper(directory, "PRAGMA foreign_keys=OFF", f"DELETE FROM entries WHERE seq = {last}")
    assert "verify.checkpoint-beyond" in codes(directory)


def test_a_checkpoint_of_another_log_is_told_apart(directory: Path, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    key = with_key(other, tmp_path / "other")
    signed(other, tmp_path / "other")
    other.close()
    signing.keep(directory, key.verifier)
    assert codes(directory, newest(tmp_path / "other")) == {"verify.checkpoint-origin"}
    assert codes(directory, b"no checkpoint\n") == {"verify.checkpoint-malformed"}


def test_proofs_come_from_kept_nodes_and_pass(tmp_path: Path) -> None:
    directory = tmp_path / "data"
    store = Store.open(directory)
    with store.write() as writer:
        for batch in histories.told(seed=6, length=500):
            histories.write(writer, batch)
    with store.read() as reader:
        size, root = reader.size(), reader.root()
        assert size > 600
        for seq in (0, 1, 255, 256, 511, 512, size - 2, size - 1):
            ((_, data),) = reader.entries(seq, seq + 1)
            path = proofs.inclusion(seq, size, reader.root_of)
            assert proofs.includes(path, seq, entries.leaf(data), size, root)
        for earlier in (1, 2, 255, 256, 257, 512, 600, size - 1, size):
            path = proofs.consistency(earlier, size, reader.root_of)
            assert proofs.is_consistent(path, earlier, reader.root_of(0, earlier), size, root)
    store.close()


def test_nothing_is_signed_twice_and_nothing_that_does_not_go_on_what_was_signed(directory: Path) -> None:
    store = Store.open(directory)
    with store.read() as reader:
        before = len(reader.checkpoints())
    assert signed(store, directory).size > 1
    with store.read() as reader:
        assert len(reader.checkpoints()) == before
    store.close()
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        (first,) = connection.execute("SELECT min(size) FROM checkpoints").fetchone()
    leaf = "UPDATE entries SET leaf = zeroblob(32) WHERE seq = 2"
    tamper(directory, leaf)
    assert first > 3
    store = Store.open(directory)
    grow(store, 7, 5)
    with pytest.raises(Refusal) as refused:
        signed(store, directory)
    assert refused.value.problems[0].code == "signing.inconsistent"
    running = Checkpointing(settings(directory))
    running.make(store)
    running.make(store)
    with store.read() as reader:
        assert len(reader.checkpoints()) == before
        assert [(one.condition.condition, one.code) for one in reader.alerts()] == [
            ("alert.log-not-signed", "signing.inconsistent")
        ]
    store.close()


def test_a_key_that_cannot_be_read_is_told_until_it_can(directory: Path) -> None:
    file = settings(directory).signing_key
    secret = file.read_bytes()
    file.write_bytes(b"no key")
    store = Store.open(directory)
    grow(store, 7, 5)
    running = Checkpointing(settings(directory))
    for content, told in ((b"no key", ["signing.unreadable"]), (secret, [])):
        file.write_bytes(content)
        running.make(store)
        with store.read() as reader:
            assert [one.code for one in reader.alerts()] == told
    store.close()


def test_a_key_that_no_entry_announces_does_not_sign(directory: Path) -> None:
    settings(directory).signing_key.unlink()
    store = Store.open(directory)
    with_key(store, directory)
    grow(store, 7, 5)
    with pytest.raises(Refusal) as refused:
        signed(store, directory)
    assert refused.value.problems[0].code == "signing.other-key"
    store.close()


def test_without_a_key_nothing_is_signed_and_nothing_breaks(tmp_path: Path, database: str) -> None:
    directory = tmp_path / "data"
    store = Store.open(directory, database)
    Checkpointing(settings(directory)).make(store)
    with store.read() as reader:
        assert reader.checkpoints() == []
    with pytest.raises(Refusal) as refused:
        signed(store, directory)
    assert refused.value.problems[0].code == "signing.no-key"
    with_key(store, directory)
    Checkpointing(settings(directory)).make(store)
    grow(store, 1, 10)
    Checkpointing(settings(directory)).make(store)
    with store.read() as reader:
        assert [one.number for one in reader.checkpoints()] == [1, 2]
        outside = Outside(verifiers=signing.verifiers(directory))
        done = verify.verify(reader, outside=outside)
        assert (done.findings, done.checkpoints, done.signed_size) == ((), 2, reader.size())
    store.close()


def test_the_running_program_signs_after_so_many_entries_and_after_so_much_time(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    store = Store.open(directory)

    def sizes() -> list[int]:
        with store.read() as reader:
            return [one.size for one in reader.checkpoints()]

    running = Checkpointing(settings(directory, checkpoints={"every_entries": 1000, "every_s": 60}))
    before = sizes()
    grow(store, 7, 5)
    for seconds, more in ((0.5, 0), (30, 0), (31, 1), (61, 1)):  # the last time nothing is new
        now[0] += seconds
        running.make_if_due(store)
        assert len(sizes()) == len(before) + more
    few = Checkpointing(settings(directory, checkpoints={"every_entries": 2, "every_s": 60}))
    grow(store, 8, 6)
    now[0] += 2
    few.make_if_due(store)
    assert len(sizes()) == len(before) + 2
    store.close()


def test_the_key_is_a_file_of_its_owner_alone_and_nowhere_else(directory: Path) -> None:
    file = settings(directory).signing_key
    assert file.stat().st_mode & 0o777 == 0o600
    secret = file.read_text().split("\n")[1]
    others = [one for one in directory.rglob("*") if one.is_file() and one != file]
    assert len(others) >= 3
    assert [one for one in others if secret[-32:].encode() in one.read_bytes()] == []
    before = file.read_bytes()
    store = Store.open_reading(directory)
    with store.read() as reader:
        origin = checkpoints.origin(reader)
        key = checkpoints.key(settings(directory), reader)
    store.close()
    assert secret not in repr(key)
    with pytest.raises(StoreError) as refused:
        signing.make(directory, file, origin)
    assert refused.value.code == "signing.exists"
    assert file.read_bytes() == before
    for content in (b"", b"no key", before[:60]):
        file.write_bytes(content)
        with pytest.raises(StoreError) as refused:
            signing.load(directory, file, origin)
        assert refused.value.code == "signing.unreadable"
    with pytest.raises(StoreError) as refused:
        signing.make(directory, directory / "none" / "log.key", origin)
    assert refused.value.code == "signing.not-made"
    (directory / "file").write_text("x")
    with pytest.raises(StoreError) as refused:
        signing.keep(directory / "file", notes.verifier((directory / "keys" / "log.vkey").read_text().strip()))
    assert refused.value.code == "signing.not-made"


def test_a_kept_verifier_key_that_is_none_is_told(directory: Path) -> None:
    (directory / "keys" / "log.vkey").write_text("x+y+z\n")
    with pytest.raises(StoreError) as refused:
        signing.verifiers(directory)
    assert refused.value.code == "signing.no-verifier-key"
