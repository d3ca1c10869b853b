"""What messages say of other documents and of work: recalls, replacements, updates, answers, transfers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from arriving import KEY, LEADS, arrive, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from making import Counting, opened
from stating import DIRECTORY, MAPPING, PROVINCE, READ, organisation, task, written

from adapter.audit import verify
from adapter.audit.readings import Rereader
from adapter.audit.what_if import WhatIf
from adapter.core import mapping
from adapter.core.facts import (
    Answered,
    Assigned,
    DocumentKey,
    Event,
    Fact,
    Issued,
    Named,
    Recalled,
    Replaced,
    Reported,
    Updated,
)
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.ledger import Assignment, Document, Evidence, Held, Message
from adapter.store import Reader, Store
from adapter.sync import named

ON = date(2026, 1, 9)
AT = datetime(2026, 1, 20, 3, tzinfo=UTC)
OTHER = DocumentKey(issuer="QNG-001", number="13", notation="UBND-KGVX", issued_on=ON)
REPORT = DocumentKey(issuer=LEADS[ord("a") % 3], number="7", notation="BC-SYT", issued_on=ON)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store.open(tmp_path / "data")
    yield found
    found.close()


def document(content: str, key: DocumentKey = KEY, alias: str = "", told_at: datetime | None = None) -> list[Fact]:
    """A document whose tasks have keys of the source's own."""
    made: list[Fact] = []
    for fact in reading(content, key):
        if isinstance(fact, Issued):
            made.append(replace(fact, alias=alias, told_at=told_at))
        if isinstance(fact, Assigned):
            made.append(replace(fact, keyed=True))
    return made


def states(store: Store) -> dict[str, str]:
    """Give the state of every task by its key."""
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
        return {(reader.text(row.texts) or {})["task"]: row.state for row in reader.rows(Assignment)}


def evidence(store: Store) -> list[tuple[str, str, str]]:
    """Give what is said: about which task, what, in which part."""
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
        tasks = {row.assignment: (reader.text(row.texts) or {})["task"] for row in reader.rows(Assignment)}
        return sorted((tasks[row.assignment], row.what, row.part) for row in reader.rows(Evidence))


def reasons(store: Store) -> set[str]:
    with store.read() as reader:
        return {row.reason for row in reader.rows(Held)}


def documents(reader: Reader) -> dict[str, Document]:
    """Give the documents by their numbers."""
    return {(reader.text(row.texts) or {})["number"]: row for row in reader.rows(Document)}


# Replacement


@pytest.mark.parametrize("leads", [(), (LEADS[ord("a") % 3],)])
def test_a_replacement_waits_for_its_document_and_ends_what_it_made(store: Store, leads: tuple[str, ...]) -> None:
    fresh = Counting()
    facts = [*document("c", OTHER), Replaced(target=Named(key=KEY), replaced_on=ON, leads=leads)]
    assert arrive(store, fresh, "R", 1, reference="R", facts=facts) == "held"
    assert reasons(store) == {"replace.target-unknown"}
    assert arrive(store, fresh, "ab", 1) == "taken"
    assert arrive(store, fresh, "R", 1, reference="R", facts=facts) == "taken"
    assert states(store) == {"a": "replaced", "b": "open" if leads else "replaced", "c": "open"}
    with store.read() as reader:
        assert documents(reader)["12"].state == ("in-force" if leads else "replaced")
        assert {row.withdrawn_on for row in reader.rows(Assignment) if row.state == "replaced"} == {ON}


def test_what_was_replaced_for_an_agency_is_not_opened_by_a_newer_version(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "ab", 1)
    facts = [*document("", OTHER), Replaced(target=Named(key=KEY), replaced_on=ON, leads=(LEADS[ord("a") % 3],))]
    arrive(store, fresh, "R", 1, reference="R", facts=facts)
    assert arrive(store, fresh, "abe", 2) == "taken"
    assert states(store) == {"a": "replaced", "b": "open", "e": "open"}


def test_a_change_to_a_replaced_document_is_held(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1)
    facts = [*document("", OTHER), Replaced(target=Named(key=KEY), replaced_on=ON)]
    arrive(store, fresh, "R", 1, reference="R", facts=facts)
    assert arrive(store, fresh, "b", 2) == "held"
    assert reasons(store) == {"document.replaced"}


# Names


def test_a_recall_by_alias_and_one_by_the_document_about_itself(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=document("a", alias="X1"))
    arrive(store, fresh, "c", 1, reference="C", facts=document("c", OTHER, alias="X2"))
    alone = [Recalled(target=Named(alias="X1"), recalled_on=ON)]
    assert arrive(store, fresh, "thu hồi", 1, reference="R", facts=alone) == "taken"
    assert states(store) == {"a": "withdrawn", "c": "open"}
    assert arrive(store, fresh, "thu hồi", 1, reference="R", facts=alone) == "repeated"
    with store.read() as reader:
        taken = documents(reader)["12"]
        assert (taken.state, taken.recalled_by) == ("recalled", taken.document)
        # The notice is a message about that document, and no document of its own.
        assert len(reader.rows(Message)) == 3
        assert {row.document for row in reader.rows(Message)} == {row.document for row in reader.rows(Document)}


def test_a_name_that_several_documents_bear_finds_none_of_them(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=document("a", alias="X"))
    arrive(store, fresh, "c", 1, reference="C", facts=document("c", OTHER, alias="X"))
    facts = [Recalled(target=Named(alias="X"), recalled_on=ON)]
    assert arrive(store, fresh, "R", 1, reference="R", facts=facts) == "held"
    assert reasons(store) == {"document.target-shared"}
    assert states(store) == {"a": "open", "c": "open"}


def test_an_alias_stays_that_of_its_document_over_versions(store: Store) -> None:
    fresh = Counting()
    for version in (1, 2):
        arrive(store, fresh, "ab"[:version], version, facts=document("ab"[:version], alias="X"))
    facts = [Recalled(target=Named(alias="X"), recalled_on=ON)]
    assert arrive(store, fresh, "R", 1, reference="R", facts=facts) == "taken"


# Updates


@pytest.mark.parametrize("target", [None, Named(key=KEY), Named(alias="X")])
def test_an_update_under_another_reference_says_anew_what_the_document_says(store: Store, target: Named | None) -> None:
    fresh = Counting()
    facts = [*document("bc"), Updated(target=target)]
    assert arrive(store, fresh, "U", 1, reference="U", facts=facts) == "held"
    assert reasons(store) == {"update.target-unknown"}
    arrive(store, fresh, "ab", 1, facts=document("ab", alias="X"))
    assert arrive(store, fresh, "U", 1, reference="U", facts=facts) == "taken"
    assert states(store) == {"a": "withdrawn", "b": "open", "c": "open"}
    with store.read() as reader:
        (row,) = reader.rows(Document)
        assert (reader.text(row.texts) or {})["reference"] == "A"
    # Listed once more, the original is a repeat: it does not undo the update.
    assert arrive(store, fresh, "ab", 1, facts=document("ab", alias="X")) == "repeated"
    assert states(store)["a"] == "withdrawn"


def due(content: str, day: date) -> list[Fact]:
    """A document whose tasks are due on one day."""
    return [replace(one, due_on=day) if isinstance(one, Assigned) else one for one in document(content)]


def test_an_update_that_changes_only_a_deadline_is_not_undone_by_the_original(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=due("a", ON))
    updated = [*due("a", date(2026, 3, 1)), Updated()]
    assert arrive(store, fresh, "U", 1, reference="U", facts=updated) == "taken"
    # Which of the two readings holds is for a person to say, as it is where the update changes more.
    assert arrive(store, fresh, "a, lần 2", 2, facts=due("a", date(2026, 2, 1))) == "held"
    assert reasons(store) == {"document.two-readings"}
    # A copy of what stands is none of them, and tells nothing new.
    assert arrive(store, fresh, "a, lần 3", 3, facts=due("a", date(2026, 3, 1))) == "taken"
    with store.read() as reader:
        (row,) = reader.rows(Assignment)
        assert row.due_on == date(2026, 3, 1)
        # It is the update that states it: read again, that one is read.
        assert [one.version for one in reader.rows(Message, message=documents(reader)["12"].message)] == [1]


def test_a_copy_undoes_no_update_after_a_replacement_for_an_agency(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1)
    issued = [fact for fact in document("a") if isinstance(fact, Issued)]  # only the task is another one
    assigned = [fact for fact in document("b") if isinstance(fact, Assigned)]
    assert arrive(store, fresh, "U", 1, reference="U", facts=[*issued, *assigned, Updated()]) == "taken"
    replaced = Replaced(target=Named(key=KEY), replaced_on=ON, leads=(LEADS[ord("a") % 3],))
    arrive(store, fresh, "R", 1, reference="R", facts=[*document("", OTHER), replaced])
    assert arrive(store, fresh, "bản sao", 1, reference="C", facts=document("a")) == "held"
    assert reasons(store) == {"document.two-readings"}
    assert states(store) == {"a": "replaced", "b": "open"}


def test_an_update_may_correct_the_number(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=document("a", alias="X"))
    facts = [*document("a", OTHER), Updated(target=Named(alias="X"))]
    assert arrive(store, fresh, "U", 1, reference="U", facts=facts) == "taken"
    with store.read() as reader:
        assert list(documents(reader)) == ["13"]
    assert states(store) == {"a": "open"}


def test_an_update_to_a_number_that_another_document_bears_is_held(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=document("a", alias="X"))
    arrive(store, fresh, "c", 1, reference="C", facts=document("c", OTHER))
    facts = [*document("a", OTHER), Updated(target=Named(alias="X"))]
    assert arrive(store, fresh, "U", 1, reference="U", facts=facts) == "held"
    assert reasons(store) == {"document.key-taken"}


def test_what_was_said_last_holds_whatever_reference_comes_first(store: Store) -> None:
    fresh = Counting()
    early, late = AT, AT.replace(hour=9)
    arrive(store, fresh, "a", 1, facts=document("a", told_at=early))
    second = [*document("b", told_at=late), Updated()]
    first = [*document("c", told_at=AT.replace(hour=5)), Updated()]
    assert arrive(store, fresh, "U2", 1, reference="U2", facts=second) == "taken"
    assert arrive(store, fresh, "U1", 1, reference="U1", facts=first) == "older"
    assert arrive(store, fresh, "U1", 1, reference="U1", facts=first) == "repeated"
    assert states(store) == {"a": "withdrawn", "b": "open"}


@pytest.mark.parametrize("others", ["b", "ab"])
def test_what_was_told_earlier_of_other_agencies_is_held_and_not_lost(store: Store, others: str) -> None:
    """A document may come to each agency in a message of its own, and the later telling need not arrive last."""
    fresh, early = Counting(), AT.replace(hour=1)
    assert arrive(store, fresh, "a", 1, facts=document("a", told_at=AT)) == "taken"
    assert arrive(store, fresh, others, 1, reference="B", facts=document(others, told_at=early)) == "held"
    assert reasons(store) == {"document.two-readings"}
    assert states(store) == {"a": "open"}


def test_what_was_told_earlier_of_an_agency_taken_off_since_is_history(store: Store) -> None:
    fresh, early = Counting(), AT.replace(hour=1)
    arrive(store, fresh, "ab", 1, facts=document("ab", told_at=early))
    arrive(store, fresh, "a", 1, reference="B", facts=[*document("a", told_at=AT), Updated()])
    assert arrive(store, fresh, "ab again", 1, reference="C", facts=document("ab", told_at=early)) == "older"
    assert states(store) == {"a": "open", "b": "withdrawn"}


# Answers


def answer(
    task: str = "", target: Named | None = None, *, unknown: bool = False, lead: str = REPORT.issuer
) -> Answered:
    report = Reported(number="7", notation="BC-SYT", issued_on=ON.isoformat())
    event = Event(what="reported", task=task, lead=lead, happened_at=AT, report=report)
    return Answered(target=target or Named(task=task), event=event, may_be_unknown=unknown)


def test_a_report_waits_for_the_task_that_it_answers(store: Store) -> None:
    fresh = Counting()
    facts = [*document("", REPORT), answer("a")]
    assert arrive(store, fresh, "bc", 1, reference="B", facts=facts) == "held"
    assert reasons(store) == {"answer.target-unknown"}
    arrive(store, fresh, "ab", 1, facts=document("ab"))
    assert arrive(store, fresh, "bc", 1, reference="B", facts=facts) == "taken"
    assert evidence(store) == [("a", "reported", "1")]


def test_a_report_answers_all_that_its_agency_leads_in_a_document(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "abd", 1, facts=document("abd"))  # a and d have the same lead
    arrive(store, fresh, "bc", 1, reference="B", facts=[*document("", REPORT), answer(target=Named(key=KEY))])
    assert evidence(store) == [("a", "reported", "1"), ("d", "reported", "2")]


@pytest.mark.parametrize("unknown", [True, False])
def test_a_reply_to_what_never_comes(store: Store, unknown: bool) -> None:  # noqa: FBT001 - a column of the table
    fresh = Counting()
    facts = [*document("", REPORT), answer(target=Named(alias="?"), unknown=unknown)]
    assert arrive(store, fresh, "bc", 1, reference="B", facts=facts) == ("taken" if unknown else "held")
    arrive(store, fresh, "b", 1, reference="C", facts=document("b", OTHER))
    facts = [*document("", REPORT), answer("b", unknown=unknown)]
    assert arrive(store, fresh, "bc2", 2, reference="B", facts=facts) == ("taken" if unknown else "held")
    assert reasons(store) == (set() if unknown else {"answer.task-unknown"})
    assert evidence(store) == []


def test_a_task_key_that_two_documents_use_is_not_guessed(store: Store) -> None:
    fresh = Counting()
    arrive(store, fresh, "a", 1, facts=document("a"))
    arrive(store, fresh, "a", 1, reference="C", facts=document("a", OTHER))
    facts = [*document("", REPORT), answer("a")]
    assert arrive(store, fresh, "bc", 1, reference="B", facts=facts) == "held"
    assert reasons(store) == {"document.target-shared"}


KINDS = st.sampled_from(["reported", "entered", "judged"])
SAYINGS = st.lists(st.tuples(st.sampled_from("ab"), KINDS, st.integers(1, 3)), max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(SAYINGS, min_size=1, max_size=4))
def test_what_a_message_says_of_work_is_what_its_newest_version_says(
    versions: list[list[tuple[str, str, int]]],
) -> None:
    with opened() as store:
        fresh = Counting()
        for number, sayings in enumerate(versions, start=1):
            events = [
                Event(
                    what=what,  # type: ignore[arg-type]
                    task=task,
                    lead=LEADS[ord(task) % 3],
                    happened_at=AT.replace(day=day),
                    quality="tot" if what == "judged" else "",
                )
                for task, what, day in sayings
            ]
            arrive(store, fresh, f"{number}", number, facts=[*document("ab"), *events])
            with store.read() as reader:
                assert verify.verify(reader).findings == ()
                tasks = {row.assignment: (reader.text(row.texts) or {})["task"] for row in reader.rows(Assignment)}
                rows = reader.rows(Evidence)
                told = sorted((tasks[row.assignment], row.what, int(row.happened_at[8:10])) for row in rows)
            assert told == sorted(set(sayings))


def test_what_is_said_again_is_not_written_again(store: Store) -> None:
    fresh = Counting()
    said = [
        Event(what="entered", task="a", lead=LEADS[ord("a") % 3], happened_at=AT.replace(day=day)) for day in (1, 2, 3)
    ]
    arrive(store, fresh, "1", 1, facts=[*document("a"), *said])
    with store.read() as reader:
        before = reader.position
    arrive(store, fresh, "2", 2, facts=[*document("a"), *said[1:]])
    with store.read() as reader:
        kinds = [data.decode().split('"kind":"')[1].split('"')[0] for _, data in reader.entries(before)]
    assert kinds == ["received", "unsaid"]


# Transfers


def test_a_transferred_assignment_is_led_by_the_other_agency_and_stays_the_same(store: Store) -> None:
    fresh = Counting()
    lead, new = LEADS[ord("a") % 3], "QNG-020"
    moved = Event(what="transferred", task="a", lead=lead, happened_at=AT, new_lead=new, written=("", "Sở Tài chính"))
    arrive(store, fresh, "1", 1, facts=[*document("a"), moved])
    renamed: list[Fact] = [
        replace(fact, lead=new, written=("", "Sở Tài chính")) if isinstance(fact, Assigned) else fact
        for fact in document("a")
    ]
    assert arrive(store, fresh, "2", 2, facts=[*renamed, replace(moved, lead=new)]) == "taken"
    assert states(store) == {"a": "open"}
    assert evidence(store) == [("a", "transferred", "1")]
    # A report of the agency that leads now belongs to it.
    facts = [*document("", REPORT), answer("a", lead=new)]
    assert arrive(store, fresh, "bc", 1, reference="B", facts=facts) == "taken"
    assert evidence(store) == [("a", "reported", "1"), ("a", "transferred", "1")]


def test_how_the_new_lead_is_written_may_be_corrected(store: Store) -> None:
    fresh, lead = Counting(), LEADS[ord("a") % 3]
    moved = Event(
        what="transferred", task="a", lead=lead, happened_at=AT, new_lead=LEADS[0], written=("7", "Sở Tư pháp")
    )

    def known() -> tuple[list[str], int]:
        """Give the code of the new lead as pushes will name it, and the size of the log."""
        with store.read() as reader:
            assert verify.verify(reader).findings == ()
            texts = [reader.text(row.texts or "") or {} for row in reader.rows(Evidence)]
            return [one["lead_code"] for one in texts], sum(1 for _ in reader.entries())

    arrive(store, fresh, "1", 1, facts=[*document("a"), moved])
    codes, size = known()
    assert codes == ["7"]
    arrive(store, fresh, "2", 2, facts=[*document("a"), moved])
    assert known() == (["7"], size + 1)  # received, and nothing else
    arrive(store, fresh, "3", 3, facts=[*document("a"), replace(moved, written=("8", "Sở Tư pháp"))])
    assert known()[0] == ["8"]


# Read by another mapping

OTHERWISE = MAPPING.replace(
    "happened_at: {at: bao-cao/@ngay, as: date, format: dd/MM/yyyy, required: no}",
    "happened_at: {at: bao-cao/@ngay, as: date, format: MM/dd/yyyy, required: no}",
).replace('happened_at: {at: "@luc", as: datetime}', 'happened_at: {at: "@sua", as: datetime}')
DUE = "<han>08/03/2026</han>"
BODIES = {
    "A": task(f'{DUE}<bao-cao ngay="04/03/2026"/><ket-qua>2026-03-05T08:00:00</ket-qua>'),
    "B": task(f'{DUE}<bao-cao ngay="04/04/2026"/><ket-qua>2026-03-05T08:00:00</ket-qua>')
    .replace("<so>12<", "<so>13<")
    .replace('ma="V1"', 'ma="V2"'),
    "C": task(f'{DUE}<bao-cao ngay="07/07/2026"/>').replace("<so>12<", "<so>14<").replace('ma="V1"', 'ma="V3"'),
    "R": written('<xong luc="2026-07-07T08:00:00" sua="2026-03-02T08:00:00" viec="V3"/>', issuer="Sở Y tế").replace(
        "<so>12<", "<so>9<"
    ),
}


def test_a_comparison_with_the_log_names_what_is_said_otherwise(store: Store) -> None:
    assert OTHERWISE.count("MM/dd") == 1
    assert "@sua" in OTHERWISE
    fresh = Counting()
    scope = ScopeRule(issuers=frozenset({organisation(PROVINCE)}))
    old, new = (
        Rereader(source="qlvb", mapping=read, policy=read.gate, directory=DIRECTORY, scope=scope)
        for read in (READ, mapping.load(OTHERWISE, "m.yaml"))
    )
    for reference, body in BODIES.items():
        found = old.read_document(body.encode())
        assert isinstance(found, Interpretation)
        assert found.problems == ()
        assert arrive(store, fresh, body, 1, reference=reference, facts=found.facts) == "taken"
    with store.read() as reader:
        asked = WhatIf(
            reader=reader, old=old, new=new, day=date(2026, 12, 1), resolve=partial(named.found, reader, "qlvb")
        )
        told = {one.task: {name: (was, then) for name, was, then in one.changes} for one in asked.differences()}
        # 04/03 is 3 April read the other way round; 04/04 and 07/07 are the same days.
        assert set(told) == {"V1", "V3"}
        assert told["V1"]["bucket"] == ("done-on-time", "done-late")
        # C waits for its report of 7 July either way: what R says of its result makes no other bucket, but is told.
        assert told["V3"]["happened_at"] == ("2026-07-07T01:00:00+00:00", "2026-03-02T01:00:00+00:00")
        assert "bucket" not in told["V3"]
        assert {name: count for name, count in asked.buckets.items() if count} == {"done-late": 1, "done-on-time": -1}
