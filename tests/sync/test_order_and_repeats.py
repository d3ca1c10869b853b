"""Order and repeats (DESIGN §3): whatever arrives, in any order and as often as it likes, the newest version stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from arriving import KEY, arrive, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Counting, opened

from adapter.audit import verify
from adapter.core.facts import Assigned, DocumentKey, Fact, Issued, Named, Recalled
from adapter.core.ledger import Assignment, Document, Held, Message
from adapter.store import Reader, Store


def standing(reader: Reader) -> set[tuple[str, str, str, int]]:
    """Give the open assignments: task, lead, deadline, ordinal."""
    found = set()
    for row in reader.rows(Assignment):
        texts = reader.text(row.texts)
        if row.state == "open":
            assert texts is not None
            found.add((texts["task"], row.lead, str(row.due_on), row.ordinal))
    return found


def wanted(content: str) -> set[tuple[str, str, str, int]]:
    return {(f.task, f.lead, str(f.due_on), f.ordinal) for f in reading(content) if isinstance(f, Assigned)}


versions = st.lists(st.text("abcd", min_size=0, max_size=4), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(versions, st.data())
def test_versions_in_any_order_and_repeated_end_at_the_newest(contents: list[str], data: st.DataObject) -> None:
    arrivals = list(enumerate(contents, start=1))
    order = data.draw(st.permutations(arrivals * 2))
    with opened() as store:
        fresh = Counting()
        for version, content in order:
            arrive(store, fresh, content, version)
        with store.read() as reader:
            assert standing(reader) == wanted(contents[-1])
            assert len(reader.rows(Document)) == 1
            assert verify.verify(reader).findings == ()


@settings(max_examples=15, deadline=None)
@given(versions)
def test_without_versions_arrival_orders(contents: list[str]) -> None:
    with opened() as store:
        fresh = Counting()
        for content in contents:
            arrive(store, fresh, content, None)
        with store.read() as reader:
            assert standing(reader) == wanted(contents[-1])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store.open(tmp_path / "data")
    yield found
    found.close()


def test_a_then_b_then_a_ends_at_a_and_a_late_a_does_not_undo_b(store: Store) -> None:
    fresh = Counting()
    outcomes = [arrive(store, fresh, content, version) for content, version in (("ab", 1), ("cd", 2))]
    assert [*outcomes, arrive(store, fresh, "ab", 1)] == ["taken", "taken", "older"]
    with store.read() as reader:
        assert standing(reader) == wanted("cd")
    assert arrive(store, fresh, "ab", 3) == "taken"
    with store.read() as reader:
        assert standing(reader) == wanted("ab")


def test_a_repeat_writes_nothing(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "ab", 1)
    with store.read() as reader:
        before = reader.size()
    assert arrive(store, fresh, "ab", 1) == "repeated"
    with store.read() as reader:
        assert reader.size() == before


def test_an_assignment_keeps_its_handle_through_withdrawal_and_return(store: Store) -> None:
    fresh = Counting()
    for version, content in enumerate(("ab", "a", "ab"), start=1):
        arrive(store, fresh, content, version)
    with store.read() as reader:
        assert len(reader.rows(Assignment)) == 2


def test_the_same_document_under_another_reference_is_no_second_one(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "ab", 1)
    assert arrive(store, fresh, "ab", 1, reference="B") == "taken"
    with store.read() as reader:
        assert len(reader.rows(Document)) == 1
        assert len(reader.rows(Message)) == 2
        assert standing(reader) == wanted("ab")


def test_one_number_with_two_contents_is_held(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "ab", 1)
    assert arrive(store, fresh, "cd", 1, reference="B") == "held"
    with store.read() as reader:
        assert [item.reason for item in reader.rows(Held)] == ["document.two-readings"]
        assert standing(reader) == wanted("ab")


def recall(target: DocumentKey) -> tuple[Fact, ...]:
    key = DocumentKey(issuer="QNG-001", number="13", notation="UBND-KGVX", issued_on=date(2026, 1, 9))
    issued = Issued(key=key, kind="CV", subject="V/v thu hồi", signer="", scope="in")
    return (issued, Recalled(target=Named(key=target), recalled_on=key.issued_on))


def test_a_recall_waits_for_its_document_and_then_withdraws_its_assignments(store: Store) -> None:
    fresh = Counting()
    assert arrive(store, fresh, "recall", 1, reference="R", facts=recall(KEY)) == "held"
    arrive(store, fresh, "ab", 1)
    assert arrive(store, fresh, "recall", 1, reference="R", facts=recall(KEY)) == "taken"
    with store.read() as reader:
        assert standing(reader) == set()
        assert reader.rows(Held) == []
        assert {row.state for row in reader.rows(Document)} == {"in-force", "recalled"}


def test_a_change_to_a_recalled_document_is_held(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "ab", 1)
    arrive(store, fresh, "recall", 1, reference="R", facts=recall(KEY))
    assert arrive(store, fresh, "abc", 2) == "held"
    with store.read() as reader:
        assert standing(reader) == set()


def test_a_held_reference_is_released_when_it_can_be_read(store: Store) -> None:
    fresh = Counting()
    assert arrive(store, fresh, "", 1, held="secrecy.unknown") == "held"
    assert arrive(store, fresh, "", 1, held="secrecy.unknown") == "held"
    arrive(store, fresh, "ab", 1)
    with store.read() as reader:
        assert reader.rows(Held) == []
        assert standing(reader) == wanted("ab")
        kinds = [data.split(b'"kind":"')[1].split(b'"')[0] for _, data in reader.entries()]
    assert kinds.count(b"held") == 1
    assert kinds.count(b"released") == 1


def test_a_document_raised_to_secret_loses_every_payload_and_stays_out(store: Store, tmp_path: Path) -> None:
    fresh = Counting()
    for version, content in enumerate(("ab", "abc"), start=1):
        arrive(store, fresh, content, version)
    assert arrive(store, fresh, "", 3, held="marked") == "raised"
    with store.read() as reader:
        assert standing(reader) == set()
        assert [row.state for row in reader.rows(Document)] == ["raised"]
        assert verify.verify(reader).findings == ()
        for row in reader.rows(Message):
            assert reader.payload(row.body) is None
    with store.read() as reader:
        before = reader.size()
    assert arrive(store, fresh, "abcd", 4) == arrive(store, fresh, "abcd", 4, reference="B") == "purged"
    with store.read() as reader:
        assert standing(reader) == set()
        assert reader.rows(Held) == []
        assert reader.size() == before


def test_a_classified_message_we_never_knew_leaves_nothing(store: Store) -> None:
    with store.read() as reader:
        before = reader.size()
    assert arrive(store, Counting(), "", 1, held="marked") == "withheld"
    with store.read() as reader:
        assert reader.size() == before
