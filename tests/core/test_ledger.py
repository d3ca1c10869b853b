"""The fold: each kind of entry changes what it should, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import histories
import pytest
from hypothesis import given, settings

from adapter.core import ledger
from adapter.core.entries import KINDS, EntryRefused
from adapter.core.ledger import Activation, Assignment, Change, Cycle, Document, Held, Memory, Message
from adapter.core.ledger.fold import RULES


def handle(number: int) -> str:
    return f"{number:032x}"


def digest(number: int) -> str:
    return f"{number:064x}"


MESSAGE: dict[str, Any] = {
    "kind": "received", "message": handle(1), "source": "qlvb", "stream": "documents", "order": "newest",
    "version": 4, "size": 5, "body": digest(1), "document": handle(2),
}  # fmt: skip
ISSUED: dict[str, Any] = {
    "kind": "issued", "document": handle(2), "message": handle(1), "document_kind": "QĐ",
    "issued_on": "2026-01-05", "issuer": "QNG-001", "scope": "in", "tasks": 2, "texts": digest(2),
}  # fmt: skip
ASSIGNED: dict[str, Any] = {
    "kind": "assigned", "assignment": handle(3), "document": handle(2), "ordinal": 1, "lead": "QNG-002",
    "coordinating": ["QNG-003"], "due_on": "2026-03-01", "texts": digest(3),
}  # fmt: skip
OTHER: dict[str, Any] = ISSUED | {"document": handle(20)}
TASK = Assignment(
    assignment=handle(3),
    document=handle(2),
    ordinal=1,
    lead="QNG-002",
    coordinating=("QNG-003",),
    due_on=date(2026, 3, 1),
    texts=digest(3),
    state="open",
)


def document(memory: Memory) -> Document:
    (row,) = [row for row in memory.rows(Document) if row.document == handle(2)]
    return row


def fold(told: list[dict[str, Any]]) -> Memory:
    """Fold entries that were recorded on one day unless they say otherwise."""
    return ledger.fold([{"at": "2026-02-10T18:00:00Z"} | entry for entry in told])


def states(memory: Memory) -> list[str]:
    return [row.state for row in memory.rows(Assignment)]


def test_the_newest_message_of_a_reference_stands_and_keeps_its_document() -> None:
    repeated = {key: value for key, value in MESSAGE.items() if key != "document"} | {"version": 5}
    older = MESSAGE | {"order": "older", "version": 2, "body": digest(9)}
    memory = fold([MESSAGE, repeated, older])
    assert memory.rows(Message) == [
        Message(
            message=handle(1),
            source="qlvb",
            stream="documents",
            version=5,
            body=digest(1),
            document=handle(2),
        )
    ]


def test_a_message_without_version_has_none() -> None:
    entry = {key: value for key, value in MESSAGE.items() if key not in ("version", "document")}
    (row,) = fold([entry]).rows(Message)
    assert (row.version, row.document) == (None, None)


def test_a_document_stands_as_last_stated() -> None:
    memory = fold([ISSUED, ISSUED | {"tasks": 1, "texts": digest(8)}])
    assert memory.rows(Document) == [
        Document(
            document=handle(2),
            message=handle(1),
            document_kind="QĐ",
            issued_on=date(2026, 1, 5),
            issuer="QNG-001",
            scope="in",
            tasks=1,
            texts=digest(8),
            state="in-force",
        )
    ]


def test_an_assignment_stands_as_last_stated_and_may_lose_its_deadline() -> None:
    assert fold([ISSUED, ASSIGNED]).rows(Assignment) == [TASK]
    changed = {key: value for key, value in ASSIGNED.items() if key != "due_on"} | {"coordinating": []}
    assert fold([ISSUED, ASSIGNED, changed]).rows(Assignment) == [replace(TASK, due_on=None, coordinating=())]


def test_a_withdrawn_assignment_opens_again_when_it_is_stated_again() -> None:
    withdrawn = {"kind": "withdrawn", "assignment": handle(3), "reason": "absent"}
    assert states(fold([ISSUED, ASSIGNED, withdrawn])) == ["withdrawn"]
    assert states(fold([ISSUED, ASSIGNED, withdrawn, ASSIGNED])) == ["open"]


RECALLED = {"kind": "recalled", "document": handle(2), "by": handle(20), "recalled_on": "2026-02-01"}
RAISED = {"kind": "raised", "document": handle(2)}
SECOND = ASSIGNED | {"assignment": handle(4), "ordinal": 2}
FOREIGN = ASSIGNED | {"assignment": handle(5), "document": handle(20)}


def test_a_recall_ends_the_document_and_its_assignments_and_no_other() -> None:
    memory = fold([ISSUED, OTHER, ASSIGNED, SECOND, FOREIGN, RECALLED])
    assert states(memory) == ["withdrawn", "withdrawn", "open"]
    ended = document(memory)
    assert (ended.state, ended.recalled_on, ended.recalled_by) == ("recalled", date(2026, 2, 1), handle(20))


def test_a_raised_document_counts_nowhere() -> None:
    memory = fold([ISSUED, ASSIGNED, RAISED, {"kind": "erased", "payloads": [digest(2)], "reason": "raised"}])
    assert states(memory) == ["withdrawn"]
    assert document(memory).state == "raised"


@pytest.mark.parametrize(("end", "state"), [(RECALLED, "recalled"), (RAISED, "raised")])
def test_stating_an_ended_document_again_does_not_bring_it_back(end: dict[str, Any], state: str) -> None:
    memory = fold([ISSUED, OTHER, end, ISSUED | {"tasks": 7}, ASSIGNED])
    assert (document(memory).state, document(memory).tasks) == (state, 7)
    assert states(memory) == ["withdrawn"]


HELD: dict[str, Any] = {
    "kind": "held", "item": handle(6), "source": "qlvb", "stream": "documents", "reason": "secrecy.unknown",
    "size": 12, "reference": digest(6),
}  # fmt: skip


def test_an_item_is_held_for_the_latest_reason_until_it_is_released() -> None:
    (row,) = fold([HELD, HELD | {"reason": "field.missing", "version": 3}]).rows(Held)
    assert (row.reason, row.version, row.size) == ("field.missing", 3, 12)
    assert fold([HELD, {"kind": "released", "item": handle(6), "outcome": "taken"}]).rows(Held) == []


def test_what_is_in_force_is_the_latest_activation_for_each_source() -> None:
    entry = {"kind": "activated", "what": "mapping", "blob": digest(1), "identity": digest(2), "note": digest(3)}
    memory = fold([entry | {"source": "a"}, entry | {"source": "b"}, entry | {"source": "a", "blob": digest(9)}])
    assert [(row.source, row.blob, row.seq) for row in memory.rows(Activation)] == [
        ("a", digest(9), 2),
        ("b", digest(1), 1),
    ]
    (row,) = fold([entry | {"what": "rules"}]).rows(Activation)
    assert row.key == ("rules", "")


def test_the_latest_cycle_of_a_stream_stands() -> None:
    counts = dict.fromkeys(("listed", "fetched", "taken", "older", "repeated", "held"), 1)
    entry: dict[str, Any] = {"kind": "cycle", "source": "qlvb", "stream": "documents", "to": "2026-03-02"} | counts
    full = {"from": "2026-03-01", "listed": 9, "withheld": 2, "register": {"numbers": 40, "apart": 3}}
    (row,) = fold([entry]).rows(Cycle)
    assert (row.first_on, row.withheld, row.register_numbers, row.register_apart) == (None, None, None, None)
    (row,) = fold([entry, entry | full]).rows(Cycle)
    assert (row.seq, row.listed, row.first_on, row.last_on) == (1, 9, date(2026, 3, 1), date(2026, 3, 2))
    assert (row.withheld, row.register_numbers, row.register_apart) == (2, 40, 3)


@pytest.mark.parametrize(
    "entry",
    [
        ASSIGNED,
        {"kind": "withdrawn", "assignment": handle(3)},
        RECALLED,
        RAISED,
        {"kind": "released", "item": handle(6)},
    ],
)
def test_an_entry_about_something_unknown_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(EntryRefused, match=r"entry\.unfounded"):
        fold([OTHER, entry])


def test_every_kind_has_its_rule() -> None:
    assert set(RULES) == set(KINDS)


@settings(max_examples=30)
@given(histories.histories())
def test_one_entry_changes_a_key_once_at_most(history: list[histories.Batch]) -> None:
    memory = Memory()
    first = 1  # after `opened`
    for batch in history:
        for seq, draft in enumerate(batch.drafts, start=first):
            body = {"blob": digest(1), **draft.body} if draft.kind == "activated" else draft.body
            cause = draft.cause if draft.after is None else first + draft.after
            entry = {**body, "at": "2026-02-10T18:00:00Z", "cause": cause, "kind": draft.kind}
            changes = ledger.apply(seq, entry, memory)
            keys = [(change.table, change.key) for change in changes]
            assert len(set(keys)) == len(keys)
            assert all(change.row is None or change.row.key == change.key for change in changes)
            memory.take(changes)
        first += len(batch.drafts)


def test_the_digest_names_every_field_of_every_row() -> None:
    base = fold([ISSUED, ASSIGNED, MESSAGE, HELD])
    seen = {base.digest()}
    for row in [*base.rows(Document), *base.rows(Assignment), *base.rows(Message), *base.rows(Held)]:
        for name, value in ledger.to_data(row).items():
            other = fold([ISSUED, ASSIGNED, MESSAGE, HELD])
            changed: object = value + 1 if isinstance(value, int) else date(2000, 1, 1)
            changed = changed if not isinstance(value, str) or name.endswith("_on") else f"{value}x"
            changed = (*value, "x") if isinstance(value, list) else changed
            new = replace(row, **{name: changed})  # type: ignore[type-var]
            other.take([Change(table=type(row), key=row.key, row=None), Change(table=type(row), key=new.key, row=new)])
            seen.add(other.digest())
    rows = [*base.rows(Document), *base.rows(Assignment), *base.rows(Message), *base.rows(Held)]
    assert len(seen) == 1 + sum(len(ledger.to_data(row)) for row in rows)


def test_the_digest_does_not_depend_on_the_order_of_unrelated_entries() -> None:
    assert fold([ISSUED, ASSIGNED, MESSAGE, HELD]).digest() == fold([HELD, MESSAGE, ISSUED, ASSIGNED]).digest()
