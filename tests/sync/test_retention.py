"""Bodies whose time is over go; what was read from them, every figure and the ledger's digest stay."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from living import Doc, Happening, Living, once
from making import Counting

from adapter.audit import verify as audit
from adapter.core.entries import Draft, decode, seal
from adapter.core.ledger import Document, Message
from adapter.reports import tasks
from adapter.store import Store
from adapter.sync import retention
from adapter.sync.sources import Retention

NOW = datetime(2026, 3, 10, 4, 5, 6, tzinfo=UTC)
DAYS = 30


@dataclass(frozen=True)
class Long(Doc):
    """A document with much to say, which does not pack."""

    said: str = ""

    @property
    def body(self) -> bytes:
        return super().body.replace(b"</Document>", f"<Text>{self.said}</Text></Document>".encode())


@pytest.fixture
def rule(store: Store) -> Retention:
    return Retention(days=DAYS, rule=activated(store))


def activated(store: Store) -> int:
    with store.write() as writer:
        note = seal(b"{}", b"n" * 16)
        digest = writer.put_blob(b"settings")
        body = {"blob": digest, "identity": digest, "note": note.commitment, "what": "settings"}
        return writer.append([Draft(kind="activated", body=body)], [note], at=NOW)[0]


@pytest.fixture
def run(peer: Living, store: Store) -> Callable[[datetime], object]:
    fresh = Counting()
    return lambda now: once(peer, store, fresh, now)


def bodies(store: Store) -> int:
    with store.read() as reader:
        named = {str(decode(data)["body"]) for _, data in reader.entries() if b'"kind":"received"' in data}
        return sum(map(reader.has_payload, named))


def test_bodies_go_when_all_work_has_ended_and_nothing_else_changes(
    peer: Living, store: Store, rule: Retention, run: Callable[[datetime], object]
) -> None:
    """Two leads, of which one is done: the document's bodies stay until the other one is, too."""
    peer.put(Doc(1, leads=("Sở Nội vụ", "Sở Tài chính")), Doc(2, leads=()), Doc(3))
    for lead in ("Sở Nội vụ", "Sở Tài chính"):
        peer.put(Happening(f"r{lead[3]}", "report-issued", lead=lead))
    peer.put(Happening("n", "result-entered"))
    run(NOW)
    peer.put(Doc(1, version=2, leads=("Sở Nội vụ", "Sở Tài chính"), due_on="2026-05-01"))
    run(NOW)
    assert bodies(store) == 7
    soon, later = NOW + timedelta(days=DAYS - 1), NOW + timedelta(days=DAYS + 1)
    assert retention.once(store, "qlvb", rule, soon) == 0
    before = digest(store)
    assert retention.once(store, "other", rule, later) == 0
    # Document 2 assigns nothing; 1 goes on with one agency, 3 with its only one.
    assert retention.once(store, "qlvb", rule, later) == 1
    peer.put(Happening("t", "result-entered", lead="Sở Tài chính", told_at="2026-04-10T00:00:00Z"))
    run(later)
    last = later + timedelta(days=DAYS + 1)
    assert retention.once(store, "qlvb", rule, last) == 6
    assert retention.once(store, "qlvb", rule, last) == 0
    assert bodies(store) == 1
    with store.read() as reader:
        report = audit.verify(reader)
        assert report.findings == ()
        assert (report.reasons["retention"].payloads, len(report.reasons["retention"].entries)) == (7, 2)
        shown = {one.content for one in tasks.listed(reader, last.date())}
        assert shown == {"Việc T1", "Việc T3"}
    assert before != digest(store)  # of the event that came meanwhile


def digest(store: Store) -> str:
    with store.read() as reader:
        return reader.digest()


def test_the_ledger_is_the_same_before_and_after(
    peer: Living, store: Store, rule: Retention, run: Callable[[datetime], object]
) -> None:
    peer.put(*(Doc(number, leads=()) for number in range(1, 9)))
    run(NOW)
    before = digest(store)
    assert retention.once(store, "qlvb", rule, NOW + timedelta(days=DAYS + 1)) == 8
    assert digest(store) == before


def test_what_comes_again_unchanged_after_its_body_went_is_a_repeat(
    peer: Living, store: Store, rule: Retention, run: Callable[[datetime], object]
) -> None:
    """Also where the source counts no versions: else each listing would bring the body back."""
    peer.put(replace(Doc(1, leads=()), version=None), Doc(2, leads=()))  # type: ignore[arg-type]
    later = NOW + timedelta(days=DAYS + 1)
    run(NOW)
    assert retention.once(store, "qlvb", rule, later) == 2
    for _ in range(2):
        run(later)
        assert bodies(store) == 0
    peer.put(Doc(1, leads=(), due_on="2026-05-01", issued_on="2026-03-02", version=None, level="Thuong "))  # type: ignore[arg-type]
    run(later)
    # Another content is news, and is kept for its own time.
    assert bodies(store) == 1
    with store.read() as reader:
        assert audit.verify(reader).findings == ()
        assert {row.state for row in reader.rows(Document)} == {"in-force"}
        assert len(reader.rows(Message)) == 2


def test_a_transaction_takes_so_many_and_the_running_program_goes_on_with_the_next_round(
    peer: Living, store: Store, rule: Retention, run: Callable[[datetime], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    peer.put(*(Doc(number, leads=()) for number in range(1, 8)))
    run(NOW)
    later, retaining = NOW + timedelta(days=DAYS + 1), retention.Retaining("qlvb", rule)
    assert [retaining.look_if_due(store, later) for _ in range(4)] == [3, 3, 1, 0]
    assert retention.Retaining("qlvb", None).look_if_due(store, later) == 0


def test_the_disk_gets_back_what_bodies_took(peer: Living, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    dice = random.Random(1)
    rule = Retention(days=DAYS, rule=activated(store))
    peer.put(*(Long(number, leads=(), said=dice.randbytes(20_000).hex()) for number in range(1, 41)))
    once(peer, store, Counting(), NOW)
    # What waits in the write-ahead log goes into the file.
    store.close()
    store = Store.open(tmp_path / "data")
    file = store.directory / "nhiemvu.db"
    with store.read() as reader:
        digest_before = reader.digest()
    full = file.stat().st_size
    assert full > 800_000
    assert retention.once(store, "qlvb", rule, NOW + timedelta(days=DAYS + 1)) == 40
    assert file.stat().st_size < full / 3
    with store.read() as reader:
        assert reader.digest() == digest_before
    store.close()
