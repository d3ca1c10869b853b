"""A document that a person orders to go: what is left of it, and that nothing of it comes in again by any way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from living import Doc, Happening, Living, enable, once
from making import Counting

from adapter.audit import verify as audit
from adapter.cli import files
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Held, Message
from adapter.core.problems import Place, Problem, Refusal
from adapter.reports import account, belongings, tasks
from adapter.store import Store, StoreError, erasures, keys, schema
from adapter.sync import purging, rulings, verbs
from adapter.sync.declined import Declined
from adapter.wire import RegisterCount

NOW = datetime(2026, 3, 10, 4, 5, 6, tzinfo=UTC)
NOTE = {"actor": "an", "reason": "theo quyết định"}
FRESH = Counting()

Round = Callable[[], dict[str, int]]


def go(peer: Living, store: Store, **changes: object) -> dict[str, int]:
    counts = once(peer, store, FRESH, NOW, **changes)
    return {key: value for key, value in counts.items() if isinstance(value, int)}


def purge(store: Store, because: str = "order", number: str = "1") -> purging.Goes:
    with store.read() as reader:
        (handle,) = purging.matching(reader, number, "ubnd-kgvx", "2026-03-02")
    with store.write() as writer:
        row = purging.refuse_unfit(writer, handle, because, NOTE["reason"], NOW)
        return purging.order(writer, row, because, NOTE, FRESH, NOW)


def clean(store: Store) -> None:
    """Nothing is left of what went, the log verifies, and the figures are those of its entries."""
    with store.read() as reader:
        assert purging.remains(reader) == []
        report = audit.verify(reader)
        assert report.findings == ()
        # Nothing of document 1 stands in any payload that is there.
        for payload in reader.evidence().payloads():
            assert payload.content is not None
            assert "V/v số 1<".encode() not in payload.content
            assert b'"T1"' not in payload.content
            assert b'"reference": "1"' not in payload.content


def lived(peer: Living, store: Store) -> None:
    """Document 1 has two versions, events, a push and a held newer version; document 2 stands beside it."""
    peer.put(Doc(1), Doc(2), Happening("e1", "report-issued"))
    enable(store, FRESH, NOW)
    go(peer, store)
    peer.put(Doc(1, version=2, due_on="2026-05-01"), Happening("e2", "result-entered"))
    go(peer, store)
    peer.put(Doc(1, version=3, level="?"))
    assert go(peer, store)["held"] == 1


def test_everything_of_a_document_goes_and_the_rest_stays(peer: Living, store: Store) -> None:
    lived(peer, store)
    went = purge(store)
    assert went.payloads["body"] >= 3
    assert went.held == 1
    assert went.lookups > 5
    clean(store)
    with store.read() as reader:
        (document,) = reader.rows(Document, state="purged")
        assert [row.state for row in reader.assignments_of(document.document)] == ["withdrawn"]
        assert reader.rows(Held) == []
        assert reader.leading(belongings.of(reader, document.document).handles) == 0
        taken = account.take(reader)
        assert (taken.purged, taken.tasks, taken.raised) == (1, 1, 0)
        assert [one.number for one in tasks.listed(reader, NOW.date(), state="open")] == ["2"]
        (line,) = [one for one in reader.erasures() if one.document]
        assert line.reason == "order"
        # Who ordered it and why stays.
        ((_, data),) = reader.entries(line.seq, line.seq + 1)
        assert reader.text(decode(data)["note"]) == NOTE


@pytest.mark.parametrize(
    "late",
    [
        Doc(1, version=9, due_on="2026-06-01"),
        Doc(1, version=1),
        Doc(1, version=9, level="?"),
        Doc(1, version=9, level="Mat"),
        Doc(1, version=9, leads=("Sở không có",)),
    ],
    ids=["newer", "older", "undecidable", "classified", "unreadable"],
)
def test_a_late_version_stays_out(peer: Living, store: Store, late: Doc) -> None:
    lived(peer, store)
    purge(store)
    peer.put(late)
    for _ in range(2):
        before = size(store)
        counts = go(peer, store)
        assert counts["purged"] == 1
        assert (counts["withheld"], counts["held"], counts["taken"]) == (0, 0, 0)
        assert new_kinds(store, before) == {"cycle"}
    clean(store)


@pytest.mark.parametrize("how", ["another reference", "another source", "held"])
def test_a_late_version_stays_out_by_another_way(peer: Living, store: Store, how: str) -> None:
    lived(peer, store)
    purge(store)
    other = Living()
    late = Doc(1, version=9, leads=("Sở không có",) if how == "held" else ("Sở Nội vụ",))
    other.documents[77] = late
    name = "truc" if how == "another source" else "qlvb"
    counts = go(other, store, name=name)
    assert (counts["purged"], counts["held"], counts["taken"]) == (1, 0, 0)
    clean(store)


def test_a_second_reference_that_nothing_tells_any_more_is_known(peer: Living, store: Store) -> None:
    """It is no payload and in no text; its look-up becomes a tombstone all the same."""
    peer.put(Doc(1), Doc(2))
    peer.documents[77] = Doc(1)
    go(peer, store)
    purge(store)
    # What comes under it now bears another number.
    peer.documents[77] = replace(Doc(5), version=2)
    assert go(peer, store)["purged"] == 2
    clean(store)


def test_late_events_stay_out_and_held_ones_go(peer: Living, store: Store) -> None:
    lived(peer, store)
    peer.put(Happening("e3", "extended", lead="Sở không có"))
    go(peer, store)
    purge(store)
    peer.put(Happening("e4", "result-entered"), Happening("e1", "report-issued", version=4))
    counts = once(peer, store, FRESH, NOW)
    assert counts["events"]["purged"] >= 2  # type: ignore[index]
    with store.read() as reader:
        assert reader.rows(Held) == []
    clean(store)


def test_after_the_look_ups_were_made_anew_it_stays_out(peer: Living, store: Store) -> None:
    """Also where the index key is another one: tombstones have a key of their own."""
    lived(peer, store)
    purge(store)
    with store.write() as writer:
        writer._connection.execute(sa.delete(schema.lookups))
    keys.make(store.directory)
    store._key._secret = None
    other = Living()
    other.put(Doc(1, version=9))
    other.documents[77] = Doc(1, version=1)
    counts = go(other, store)
    assert (counts["purged"], counts["taken"]) == (2, 0)
    with store.read() as reader:
        # Its number is in the register, and nobody names it as one that nobody can account for.
        assert account.take(reader).unmatched == ()


def test_another_database_with_the_same_keys_keeps_it_out(peer: Living, store: Store, tmp_path: Path) -> None:
    """As a log that goes on from a lost one: it does not know the document, and counts it like a withheld one."""
    lived(peer, store)
    purge(store)
    folder = tmp_path / "successor"
    (folder / "keys").mkdir(parents=True)
    for name in (keys.TOMBSTONE, erasures.FILE):
        shutil.copy(store.directory / "keys" / name, folder / "keys" / name)
    successor = Store.open(folder)
    try:
        other = Living()
        other.put(Doc(1, version=9), Doc(2), Doc(6, recalls=1))
        counts = go(other, successor)
        # A recall of it waits for nothing.
        assert (counts["taken"], counts["withheld"], counts["held"]) == (2, 1, 0)
        with successor.read() as reader:
            assert account.take(reader).difference == 0
    finally:
        successor.close()


def test_a_wrong_tombstone_key_or_none_stops_the_start(peer: Living, store: Store) -> None:
    lived(peer, store)
    purge(store)
    with pytest.raises(StoreError, match="wrong-tombstone-key"), changed_key(store):
        store._begin_tombstones()
    (store.directory / "keys" / keys.TOMBSTONE).unlink()
    with pytest.raises(StoreError, match="no-tombstone-key"):
        store._begin_tombstones()


class changed_key:  # noqa: N801 - a context
    def __init__(self, store: Store) -> None:
        self.file = store.directory / "keys" / keys.TOMBSTONE

    def __enter__(self) -> None:
        self.kept = self.file.read_bytes()
        self.file.write_bytes(b"x" * 32)

    def __exit__(self, *_: object) -> None:
        self.file.write_bytes(self.kept)


def test_recalls_and_answers_of_a_purged_document_wait_for_nothing(peer: Living, store: Store) -> None:
    lived(peer, store)
    purge(store)
    peer.put(Doc(4, recalls=1))
    counts = go(peer, store)
    assert (counts["taken"], counts["held"]) == (1, 0)
    clean(store)


def test_a_document_that_was_raised_has_tombstones_too(peer: Living, store: Store) -> None:
    lived(peer, store)
    peer.put(Doc(1, version=4, level="Mat"))
    assert go(peer, store)["withheld"] == 0
    clean(store)
    peer.documents[77] = Doc(1, version=9)
    assert go(peer, store)["purged"] == 2
    with store.read() as reader:
        assert account.take(reader).raised == 1
    with pytest.raises(Declined, match=r"purge\.gone"):
        refused(store)


def refused(store: Store) -> None:
    with store.read() as reader:
        (row,) = [one for one in reader.rows(Document) if one.is_gone]
        purging.refuse_unfit(reader, row.document, "order", "x", NOW)


def test_a_document_that_an_earlier_version_raised_can_be_finished(peer: Living, store: Store) -> None:
    """Its look-ups kept it out; they do so until tombstones take their place."""
    peer.put(Doc(1), Doc(2))
    go(peer, store)
    with store.write() as writer:
        (handle,) = purging.matching(writer, "1", "", "")
        from adapter.core.entries import Draft

        (seq,) = writer.append([Draft(kind="raised", body={"document": handle})], at=NOW)
        gone = list(belongings.of(writer, handle).payloads)
        writer.append([Draft(kind="erased", body={"payloads": gone, "reason": "raised"}, cause=seq)], at=NOW)
        writer.erase(gone)
    peer.put(Doc(1, version=2))
    assert go(peer, store)["purged"] == 1
    with store.read() as reader:
        (left,) = purging.remains(reader)
        assert not left.marked
        assert left.lookups > 3
    with store.write() as writer:
        row = purging.refuse_unfit(writer, handle, "raised", "x", NOW)
        purging.order(writer, row, "raised", NOTE, FRESH, NOW)
    clean(store)
    assert go(peer, store)["purged"] == 1


def test_its_time_cannot_be_over_while_its_work_goes_on(peer: Living, store: Store) -> None:
    peer.put(Doc(1), Doc(2, leads=()))
    go(peer, store)
    with pytest.raises(Declined, match=r"purge\.goes-on"):
        purge(store, "retention")
    purge(store, "retention", "2")
    peer.put(Happening("e1", "report-issued"), Happening("e2", "result-entered"))
    go(peer, store)
    before = standing(store)
    purge(store, "retention")
    # What it assigned was done and counts on.
    assert standing(store) == before
    clean(store)


def standing(store: Store) -> list[tuple[str, str]]:
    with store.read() as reader:
        return [(row.assignment, row.state) for row in reader.rows(Assignment)]


@pytest.mark.parametrize("reason", ["văn bản 1/UBND-KGVX nhầm", "V/V SỐ 1 gửi nhầm"])
def test_a_reason_does_not_say_what_goes(peer: Living, store: Store, reason: str) -> None:
    peer.put(Doc(1))
    go(peer, store)
    with store.read() as reader:
        (handle,) = purging.matching(reader, "01", "", "")
        with pytest.raises(Declined, match=r"purge\.reason-names-it"):
            purging.refuse_unfit(reader, handle, "order", reason, NOW)


def test_a_number_that_nobody_could_account_for_goes_and_the_others_are_found_again(peer: Living, store: Store) -> None:
    peer.put(Doc(1), Doc(2), Doc(3))
    peer.hidden |= {1, 2}
    go(peer, store)
    with store.read() as reader:
        assert len(account.take(reader).unmatched) == 2
    peer.hidden.clear()
    peer.hidden.add(2)
    go(peer, store)
    purge(store)
    clean(store)
    go(peer, store)
    with store.read() as reader:
        assert account.take(reader).unmatched == ("2/UBND-KGVX (02/03/2026)",)
        assert isinstance(peer.register(NOW.date(), NOW.date()), RegisterCount)


def test_a_number_that_stood_in_a_gap_or_twice_goes_too_and_is_not_written_again(
    peer: Living, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(first: date, last: date) -> RegisterCount:
        found = told(first, last)
        assert found is not None
        entries = (*found.entries, *(one for one in found.entries if one.number in ("3", "4")))
        return RegisterCount(numbers=len(entries), apart=0, entries=entries)

    told = peer.register
    monkeypatch.setattr(peer, "register", register)
    peer.put(Doc(2), Doc(4))
    go(peer, store)
    peer.put(Doc(3))
    go(peer, store)
    texts = _found_in_the_register(store)
    assert len(texts) == 2
    assert all('"3"' in text or "3, 3]" in text for text in texts)
    purge(store, number="3")
    clean(store)
    go(peer, store)
    # What else there was to tell is told again by the next cycle, and nothing of the number that went.
    assert [text.count('"4"') for text in _found_in_the_register(store)] == [2]
    assert not any('"3"' in text or "3, 3]" in text for text in _found_in_the_register(store))


def _found_in_the_register(store: Store) -> list[str]:
    """Give every payload about numbers used twice, or lacking, as the JSON in it reads."""
    with store.read() as reader:
        found = [
            json.loads(one.content or b"{}")
            for one in reader.evidence().payloads()
            if b'"twice":' in (one.content or b"")
        ]
    return [" ".join(texts.values()) for texts in found]


# The lines beside the keys


def test_a_line_that_a_death_kept_from_the_file_is_written_at_the_next_start(
    peer: Living, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path / "data")
    lived(peer, store)
    before = erasures.kept(store.directory)
    with monkeypatch.context() as spoilt:

        def full(*_: object) -> None:
            raise OSError(28, "full")

        spoilt.setattr(erasures, "keep", full)
        purge(store)
        store.close()
    assert erasures.kept(store.directory) == before
    with (erasures.place(store.directory)).open("a") as file:
        file.write('{"torn')
    again = Store.open(tmp_path / "data")
    with again.read() as reader:
        assert erasures.kept(again.directory) == list(reader.erasures())
        assert reader.unkept(erasures.kept(again.directory)) == ([], False)
    again.close()


def test_a_database_that_was_set_back_keeps_it_out_and_lets_it_go_again(peer: Living, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder)
    lived(peer, store)
    store.close()
    shutil.copy(folder / "nhiemvu.db", tmp_path / "backup.db")
    store = Store.open(folder)
    purge(store)
    lines = erasures.kept(folder)
    store.close()
    shutil.copy(tmp_path / "backup.db", folder / "nhiemvu.db")
    store = Store.open(folder)
    try:
        # Nothing newer comes in, even before anybody has seen to it.
        peer.put(Doc(1, version=9))
        assert go(peer, store)["purged"] == 1
        with store.read() as reader:
            back = purging.back(reader, lines)
            assert list(back.documents.values()) == ["order"]
        with store.write() as writer:
            done = purging.apply(writer, back.lines, NOTE, FRESH, NOW)
        assert done.documents == 1
        clean(store)
        with store.read() as reader:
            assert purging.back(reader, erasures.kept(folder)).lines == []
            assert account.take(reader).purged == 1
    finally:
        store.close()


def test_a_line_of_retention_in_a_log_from_before_the_work_ended_leaves_nothing_open(
    peer: Living, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder)
    peer.put(Doc(1), Doc(2))
    go(peer, store)
    store.close()
    shutil.copy(folder / "nhiemvu.db", tmp_path / "backup.db")
    store = Store.open(folder)
    peer.put(Happening("e1", "report-issued"), Happening("e2", "result-entered"))
    go(peer, store)
    purge(store, "retention")
    store.close()
    shutil.copy(tmp_path / "backup.db", folder / "nhiemvu.db")
    store = Store.open(folder)
    try:
        with store.write() as writer:
            assert purging.apply(writer, erasures.kept(folder), NOTE, FRESH, NOW).documents == 1
        go(peer, store)
        with store.read() as reader:
            (document,) = reader.rows(Document, state="purged")
            # What would end it is kept out: it is withdrawn, as by an order.
            assert [row.state for row in reader.assignments_of(document.document)] == ["withdrawn"]
            assert [one.number for one in tasks.listed(reader, NOW.date(), state="open")] == ["2"]
        clean(store)
    finally:
        store.close()


def test_lines_of_another_tombstone_key_are_declined_before_anything_is_done(peer: Living, store: Store) -> None:
    lived(peer, store)
    with store.read() as reader:
        (message, *_) = reader.rows(Message)
    ours = erasures.Line(seq=8, leaf="0" * 32, reason="retention", payloads=(message.body,))
    marks = {"document": "1" * 32, "tombstones": ("ab" * 32,), "check": "cd" * 32}
    theirs = erasures.Line(seq=9, leaf="1" * 32, reason="order", **marks)  # type: ignore[arg-type]
    before = size(store)
    with pytest.raises(Declined, match=r"purge\.other-key"), store.write() as writer:
        purging.apply(writer, [ours, theirs], NOTE, FRESH, NOW)
    assert size(store) == before
    with store.read() as reader:
        assert reader.has_payload(message.body)


@pytest.mark.parametrize("what", ["hold", "resume", "retry"])
def test_nobody_rules_about_the_tasks_of_what_is_gone(peer: Living, store: Store, what: str) -> None:
    lived(peer, store)
    purge(store)
    with store.read() as reader:
        (document,) = [row.document for row in reader.rows(Document) if row.is_gone]
        ((handle,),) = [[row.assignment for row in reader.assignments_of(document)]]
    desk = verbs.Desk(configuration=None, read=None, fresh=FRESH)  # type: ignore[arg-type]
    case = verbs.Case(desk=desk, actor="an", arguments={"handle": handle, "what": what, "reason": "x"}, now=NOW)
    with pytest.raises(Declined, match=r"outbox\.gone"), store.write() as writer:
        verbs.VERBS["outbox"](writer, case)
    clean(store)


def refusal(store: Store, verb: str, *, told: str = "reason", **arguments: str) -> str:
    """Have a refusal entered; give the reason that the log keeps of it, or what it was about."""
    configuration = SimpleNamespace(settings=SimpleNamespace(clock="system"))
    desk = verbs.Desk(configuration=configuration, read=None, fresh=FRESH)  # type: ignore[arg-type]
    why = Declined(Problem(code="x.refused"))
    store.commit(lambda writer: verbs.refuse(writer, desk, verb, arguments, arguments["reason"], why))
    with store.read() as reader:
        (_, data) = list(reader.entries())[-1]
        note = reader.text(decode(data)["note"])
    assert note is not None
    return str(note[told])


def test_a_refusal_keeps_no_reason_that_names_a_document(peer: Living, store: Store) -> None:
    """It would be there still when the document goes, and the handle that was asked about beside it."""
    lived(peer, store)
    with store.read() as reader:
        (document,) = purging.matching(reader, "1", "", "")
        ((task,),) = [[row.assignment for row in reader.assignments_of(document)]]
    asked = [
        ("purge", {"document": document}),
        ("outbox", {"handle": task[:8]}),
        ("transfer", {"tasks": f"{task[:8]},{task}"}),
    ]
    for verb, arguments in asked:
        assert refusal(store, verb, **arguments, reason=f"vì V/V SỐ 1 {verb}") == ""
        assert refusal(store, verb, **arguments, reason=f"vì 1/ubnd-kgvx {verb}") == ""
        assert refusal(store, verb, **arguments, reason=f"hết hạn {verb}") == f"hết hạn {verb}"
    assert refusal(store, "outbox", handle="1/UBND-KGVX", reason="vì V/v số 1, 7") == ""
    assert refusal(store, "outbox", handle="1/UBND-KGVX", what="hold", reason="8", told="about") == "what=hold"
    assert refusal(store, "outbox", handle=task[:8], reason="9", told="about") == f"handle={task[:8]}"
    # Of what a transfer is ruled by, `document` is a text and no handle.
    assert refusal(store, "transfer", document=document[:1], tasks="", reason="vì V/v số 1") == "vì V/v số 1"
    purge(store)
    for verb, arguments in asked:
        assert refusal(store, verb, **arguments, reason=f"sau đó {verb}") == ""


@pytest.mark.parametrize("how", ["purged", "raised"])
def test_what_was_ruled_about_other_items_stays(peer: Living, store: Store, how: str) -> None:
    """Of the document's own items it goes, of those that wait and of those that were taken in."""
    taken = Doc(1, leads=("Sở không có",))
    peer.put(taken, Doc(2), Doc(3, level="?"))
    go(peer, store)

    def rule(reference: str, what: str) -> None:
        with store.write() as writer:
            (item,) = [
                row.item for row in writer.rows(Held) if (writer.text(row.reference) or {})["reference"] == reference
            ]
            note = {"actor": "an", "reason": f"vì {reference} {what}"}
            rulings.item(writer, item, what, note, FRESH, NOW)  # type: ignore[arg-type]

    for reference in ("1", "3"):
        rule(reference, "reject")
        rule(reference, "readmit")
    peer.put(Doc(1, version=2))
    go(peer, store)
    peer.put(Doc(1, version=3, level="?"))
    go(peer, store)
    rule("1", "reject")
    if how == "purged":
        purge(store)
    else:
        peer.put(Doc(1, version=4, level="Mat"))
        go(peer, store)
    with store.read() as reader:
        assert len(reader.rows(Document, state=how)) == 1
        entries = [decode(data) for _, data in reader.entries()]
        left = [reader.text(entry["note"]) for entry in entries if entry["kind"] == "item_ruled"]
    assert [one["reason"] if one else None for one in left] == [None, None, "vì 3 reject", "vì 3 readmit", None]
    with store.read() as reader:
        assert audit.verify(reader).findings == ()


def test_who_may_not_let_it_go_yet_hears_of_that_and_leaves_no_name_of_it(peer: Living, store: Store) -> None:
    lived(peer, store)
    with store.read() as reader:
        (document,) = purging.matching(reader, "2", "", "")
        with pytest.raises(Declined, match=r"purge\.goes-on"):
            purging.refuse_unfit(reader, document, "retention", "V/v số 2", NOW)
    assert refusal(store, "purge", document=document, because="retention", reason="V/v số 2") == ""


def test_erasures_of_no_document_are_done_again(peer: Living, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = Store.open(folder)
    peer.put(Doc(1))
    go(peer, store)
    with store.read() as reader:
        (message,) = reader.rows(Message)
    line = erasures.Line(seq=9, leaf="0" * 32, reason="retention", payloads=(message.body, "ab" * 32))
    with store.write() as writer:
        done = purging.apply(writer, [line], NOTE, FRESH, NOW)
    assert (done.documents, done.payloads, done.tombstones) == (0, 1, 0)
    with store.read() as reader:
        assert audit.verify(reader).findings == ()
        assert not reader.has_payload(message.body)
    store.close()


def test_what_stands_in_quarantine_by_a_reference_that_goes_leaves_it(peer: Living, tmp_path: Path) -> None:
    """Nobody could fetch it by that reference any more: it would stand there for ever."""
    folder = tmp_path / "data"
    store = Store.open(folder)
    lived(peer, store)
    peer.put(Happening("e3", "extended", lead="Sở không có"))
    go(peer, store)
    with store.read() as reader:
        held, *others = reader.rows(Held)
    line = erasures.Line(seq=9, leaf="0" * 32, reason="purged", payloads=(held.reference,))
    with store.write() as writer:
        done = purging.apply(writer, [line, replace(line, reason="passed")], NOTE, FRESH, NOW)
    assert done.payloads == 1
    with store.read() as reader:
        assert reader.rows(Held) == others
        assert audit.verify(reader).findings == ()
    store.close()


GOOD = {"leaf": "0" * 32, "payloads": ["ab" * 32], "reason": "retention", "seq": 1}


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "",
        "{}",
        "[]",
        "[" * 100_000,
        "\udcff",
        *(
            json.dumps(GOOD | change)
            for change in (
                {"payloads": ["00"]},
                {"payloads": ["AB" * 32]},
                {"payloads": ["ab " * 32]},
                {"payloads": "ab" * 32},
                {"reason": "Vì sao"},
                {"reason": 1},
                {"seq": float("inf")},
                {"seq": "1"},
                {"document": "1" * 32, "reason": "passed"},
                {"document": "1" * 32, "reason": "order", "tombstones": [" " + "0" * 63]},
            )
        ),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    content = f"{json.dumps(GOOD)}\n{line}\n".encode(errors="surrogateescape")
    with pytest.raises(erasures.LineRefused) as refused:
        erasures.read(content)
    assert refused.value.args == (2,)
    with pytest.raises(Refusal) as told:
        _given(tmp_path / "erasures", content)
    assert told.value.problems[0].place == Place(file=str(tmp_path / "erasures"), line=2)


def _given(file: Path, content: bytes) -> list[erasures.Line]:
    file.write_bytes(content)
    return files.erasures(file)


def test_a_last_line_that_was_not_written_to_its_end_is_left_out(tmp_path: Path) -> None:
    whole = f"{json.dumps(GOOD | {'more': 'of a later version'})}\n".encode()
    assert len(_given(tmp_path / "erasures", whole + whole[:-9])) == 1


def test_a_file_of_erasures_that_cannot_be_read_is_told_at_a_start(tmp_path: Path) -> None:
    Store.open(tmp_path / "data").close()
    for content in (b"\xff\n", b'{"seq":1e999,"leaf":"","payloads":[],"reason":"x"}\n', b"[" * 100_000 + b"\n"):
        erasures.place(tmp_path / "data").write_bytes(content)
        with pytest.raises(StoreError) as refused:
            Store.open(tmp_path / "data")
        assert refused.value.code == "store.erasures-unreadable"


def size(store: Store) -> int:
    with store.read() as reader:
        return reader.size()


def new_kinds(store: Store, before: int) -> set[str]:
    with store.read() as reader:
        return {str(decode(data)["kind"]) for _, data in reader.entries(before)}
