"""One transaction is everything or nothing, and what is erased is gone from the disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import histories
import pytest
from histories import NOW

from adapter.core import entries
from adapter.core.entries import Draft, seal
from adapter.core.ledger import Activation, Assignment, Document, Held, Message
from adapter.store import Reader, Store, StoreError, Writer
from adapter.store.packing import pack, unpack

ITEM = f"{5:032x}"


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    opened = Store.open(tmp_path / "data", database)
    yield opened
    opened.close()


def held(content: bytes = b'{"reference":"VB-1"}', item: str = ITEM) -> tuple[Draft, entries.Payload]:
    payload = seal(content, b"s" * 16)
    body = {
        "item": item,
        "reason": "secrecy.unknown",
        "reference": payload.commitment,
        "size": 3,
        "source": "qlvb",
        "stream": "documents",
    }
    return Draft(kind="held", body=body), payload


def append(writer: Writer, content: bytes = b'{"reference":"VB-1"}', item: str = ITEM) -> int:
    draft, payload = held(content, item)
    (seq,) = writer.append([draft], [payload], at=NOW)
    return seq


def everything(reader: Reader) -> tuple[object, ...]:
    return (reader.size(), reader.root(), reader.digest(), reader.lookup("item", "1"), reader.cursor("qlvb", "d"))


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_begins_where_it_did(store: Store) -> None:
    with store.read() as reader:
        before = everything(reader)
    with pytest.raises(ZeroDivisionError), store.write() as writer:  # noqa: PT012 - a transaction is one statement
        seq = append(writer)
        digest = writer.put_blob(b"text")
        writer.remember(ITEM, "item", "1")
        writer.set_cursor("qlvb", "d", "2026-01-01", seq)
        writer.flush()
        assert everything(writer) != before
        raise ZeroDivisionError
    with store.read() as reader:
        assert everything(reader) == before
        assert reader.blob(digest) is None
    with store.write() as writer:
        assert append(writer) == 1


def test_what_is_written_is_there_for_writer_and_reader(store: Store) -> None:
    draft, payload = held()
    for_both = []
    with store.write() as writer:
        (seq,) = writer.append([draft], [payload], at=NOW)
        digest = writer.put_blob(b"text")
        assert writer.put_blob(b"text") == digest == sha256(b"text").hexdigest()
        writer.remember(ITEM, "item", "1")
        writer.remember(ITEM, "item", "1")
        writer.set_cursor("qlvb", "d", "2026-01-01", seq)
        for_both.append(writer)
        assert_there(writer, payload.commitment, digest)
    with store.read() as reader:
        assert_there(reader, payload.commitment, digest)


def assert_there(reader: Reader, commitment: str, digest: str) -> None:
    assert reader.text(commitment) == {"reference": "VB-1"}
    assert reader.blob(digest) == b"text"
    assert reader.lookup("item", "1") == ITEM
    assert reader.lookup("item", "2") is None
    assert reader.lookup("item\0001") == ITEM  # parts are joined; callers use fixed numbers of parts
    assert reader.cursor("qlvb", "d") == "2026-01-01"
    assert reader.cursor("qlvb", "e") is None
    (row,) = reader.rows(Held, source="qlvb", version=None)
    assert row == reader.row(Held, ITEM)
    assert reader.rows(Held, source="other") == []
    assert reader.row(Held, "0" * 32) is None
    assert [seq for seq, _ in reader.entries()] == [0, 1]
    assert [seq for seq, _ in reader.entries(1)] == [1]
    assert [seq for seq, _ in reader.entries(0, 1)] == [0]


def test_a_look_up_holds_the_latest_handle(store: Store) -> None:
    for handle in ("a" * 32, "b" * 32):
        with store.write() as writer:
            writer.remember(handle, "item", "1")
    with store.read() as reader:
        assert reader.lookup("item", "1") == "b" * 32


def test_a_business_key_is_nowhere_in_clear(store: Store) -> None:
    with store.write() as writer:
        writer.remember(ITEM, "document", "QNG-001\n12\nUBND-KGVX")
    for file in store.directory.rglob("*"):
        assert file.is_dir() or b"UBND-KGVX" not in file.read_bytes()


def test_a_reader_sees_the_state_of_the_moment_it_began(store: Store) -> None:
    with store.read() as reader:
        before = everything(reader)
        with store.write() as writer:
            append(writer)
        assert everything(reader) == before
        with store.read() as later:
            assert later.size() == before[0] + 1  # type: ignore[operator]


def test_a_reader_cannot_write(store: Store) -> None:
    with (
        pytest.raises(StoreError, match=r"store\.no-rights"),
        store.read() as reader,
    ):
        reader._connection.exec_driver_sql("DELETE FROM blobs")


def test_threads_take_turns(store: Store) -> None:
    def work(number: int) -> None:
        for step in range(10):
            with store.write() as writer:
                append(writer, f"{number} {step}".encode(), f"{number * 100 + step:032x}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as reader:
        assert reader.size() == 41
        assert [seq for seq, _ in reader.entries()] == list(range(41))


def test_a_payload_needs_an_entry_and_a_cause_comes_before(store: Store) -> None:
    draft, payload = held()
    with pytest.raises(AssertionError), store.write() as writer:
        writer.append([draft], [payload, seal(b"stray", b"t" * 16)], at=NOW)
    body = {"item": ITEM, "outcome": "taken"}
    for late in ({"cause": 7}, {"after": 1}):
        with pytest.raises(AssertionError), store.write() as writer:  # noqa: PT012 - a transaction is one statement
            append(writer)
            writer.append([Draft(kind="released", body=body, **late)], at=NOW)  # type: ignore[arg-type]
    with store.read() as reader:
        assert reader.size() == 1


def test_an_entry_about_something_unknown_stops_the_transaction(store: Store) -> None:
    with pytest.raises(entries.EntryRefused, match=r"entry\.unfounded"), store.write() as writer:
        writer.append([Draft(kind="released", body={"item": ITEM, "outcome": "gone"})], at=NOW)
    with store.read() as reader:
        assert reader.size() == 1


on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What is about SQLite's own files and limits; `test_postgresql.py` has what is about PostgreSQL's."""

CANARY = b"CHIM-BAO-BAO-5512-" + bytes(range(33, 127))


@on_sqlite
@pytest.mark.parametrize("size", [1, 40])
def test_an_erased_payload_is_in_no_file_any_more(store: Store, size: int) -> None:
    """Neither as it was nor as it was kept: pages are overwritten and the WAL is emptied."""
    content = CANARY * size
    with store.write() as writer:
        append(writer, b"other" * 900, f"{9:032x}")
        seq = append(writer, content)
    _, payload = held(content)
    _, kept = pack(content)
    assert any(kept in file.read_bytes() for file in store.directory.glob("nhiemvu.db*"))
    with store.write() as writer:
        released = Draft(kind="released", body={"item": ITEM, "outcome": "withheld"})
        erased = Draft(kind="erased", body={"payloads": [payload.commitment], "reason": "withheld"}, after=0)
        writer.append([released, erased], at=NOW)
        writer.erase([payload.commitment])
        assert writer.payload(payload.commitment) is None
    for file in store.directory.glob("nhiemvu.db*"):
        assert kept[:60] not in file.read_bytes(), file
        assert CANARY not in file.read_bytes(), file
    with store.read() as reader:
        assert reader.payload(payload.commitment) is None
        assert seq == 2


@on_sqlite
def test_an_erasure_beside_a_reader_empties_the_wal_at_the_next_chance(store: Store) -> None:
    with store.write() as writer:
        append(writer, CANARY)
    _, payload = held(CANARY)
    with store.read() as reader:
        assert reader.payload(payload.commitment) == CANARY
        with store.write() as writer:
            writer.erase([payload.commitment])
        wal = store.directory / "nhiemvu.db-wal"
        assert CANARY in wal.read_bytes() + (store.directory / "nhiemvu.db").read_bytes()
    with store.write():
        pass
    for file in store.directory.glob("nhiemvu.db*"):
        assert CANARY not in file.read_bytes(), file


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite3.SQLITE_FULL, "store.disk-full"),
        (sqlite3.SQLITE_IOERR_FSYNC, "store.disk-failed"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "store.no-rights"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store.busy"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "store.damaged"),
    ],
)
def test_failures_of_the_disk_are_told_plainly_and_nothing_is_lost(store: Store, error: int, code: str) -> None:
    failure = sqlite3.OperationalError("what the driver says")
    failure.sqlite_errorcode = error
    with pytest.raises(StoreError, match=code), store.write() as writer:  # noqa: PT012 - a transaction is one statement
        append(writer)
        raise failure
    with store.write() as writer:
        assert append(writer) == 1


@on_sqlite
def test_a_real_full_disk_loses_nothing(store: Store) -> None:
    with store.write() as writer:
        writer._connection.exec_driver_sql("PRAGMA max_page_count = 60")
    with pytest.raises(StoreError, match=r"store\.disk-full"), store.write() as writer:  # noqa: PT012 - a transaction is one statement
        for number in range(200):
            append(writer, b"a body" * 2000, f"{number:032x}")
            writer.put_blob(f"{number}".encode() * 5000)
    with store.write() as writer:
        writer._connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert append(writer) == 1


def test_rows_come_back_as_they_were_with_their_types(store: Store) -> None:
    with store.write() as writer:
        for batch in histories.told(seed=2, length=60):
            histories.write(writer, batch)
        append(writer)
        for table in (Activation, Assignment, Document, Held, Message):
            assert writer.rows(table)
        wanted = {document.document: writer.assignments_of(document.document) for document in writer.rows(Document)}
    with store.read() as reader:
        for document, made in wanted.items():
            assert reader.assignments_of(document) == made
            assert [row.assignment for row in made] == sorted(row.assignment for row in made)
            for row in made:
                assert reader.row(Assignment, row.assignment) == row
                assert row in reader.rows(Assignment, due_on=row.due_on, coordinating=row.coordinating)


def test_moments_are_utc_in_whole_seconds(store: Store) -> None:
    at = datetime(2026, 3, 2, 11, 5, 6, 999_999, tzinfo=timezone(timedelta(hours=7)))
    draft, payload = held()
    with store.write() as writer:
        writer.append([draft], [payload], at=at)
    with store.read() as reader:
        (_, (_, data)) = reader.entries()
    assert entries.decode(data)["at"] == "2026-03-02T04:05:06Z"
    assert entries.moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("content", [b"", b"x", "Việc ".encode() * 900, bytes(range(256)) * 2])
def test_packing_gives_back_what_it_was_given(content: bytes) -> None:
    encoding, kept = pack(content)
    assert unpack(encoding, kept) == content
    assert len(kept) <= len(content)


@pytest.mark.parametrize(
    ("encoding", "kept"), [("zlib", b"no"), ("zlib", b""), ("br", b"x"), ("zlib", pack(b"a" * 999)[1][:-2])]
)
def test_what_was_not_packed_so_is_not_unpacked(encoding: str, kept: bytes) -> None:
    assert unpack(encoding, kept) is None


@on_sqlite
def test_a_process_that_dies_right_after_an_erasure_is_cleaned_up_after(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Store.open(tmp_path / "data", database)
    with first.write() as writer:
        append(writer, CANARY)
    _, payload = held(CANARY)
    with monkeypatch.context() as dying:
        dying.setattr(Store, "_scrub", lambda _: None)
        with first.write() as writer:
            writer.erase([payload.commitment])
        first.close()
    Store.open(tmp_path / "data").close()
    for file in (tmp_path / "data").glob("nhiemvu.db*"):
        assert CANARY not in file.read_bytes(), file
