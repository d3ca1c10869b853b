"""Before a mapping is switched: exactly what would become another one is named, and nothing is written."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from living import DIRECTORY, MAPPING, Doc, Happening, Living, once
from making import Counting
from shipped import load_shipped

from adapter.audit.readings import Rereader
from adapter.audit.what_if import Difference, WhatIf
from adapter.core import mapping
from adapter.core.interpret import ScopeRule
from adapter.core.ledger import Assignment
from adapter.store import Store

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
DAY = date(2026, 6, 15)
TEXT = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
DUE = "due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


def reread(read: mapping.Mapping) -> Rereader:
    scope = ScopeRule(issuers=DIRECTORY.named("H48"))
    return Rereader(source="qlvb", mapping=read, policy=read.gate, directory=DIRECTORY, scope=scope)


def by(text: str) -> Rereader:
    return reread(load_shipped(text, "new.yaml"))


def compared(store: Store, new: Rereader) -> tuple[list[Difference], WhatIf]:
    with store.read() as reader:
        size = reader.size()
        asked = WhatIf(reader=reader, old=reread(MAPPING), new=new, day=DAY)
        found = list(asked.differences())
    with store.read() as reader:
        assert reader.size() == size, "nothing is written"
    return found, asked


def taken_in(store: Store, *items: Doc | Happening) -> Living:
    peer = Living()
    peer.put(*items)
    once(peer, store, Counting(), NOW)
    return peer


def assignments(store: Store) -> dict[str, Assignment]:
    with store.read() as reader:
        return {row.assignment: row for row in reader.rows(Assignment)}


def test_the_same_rules_change_nothing(store: Store) -> None:
    taken_in(store, Doc(1), Doc(2, due_on=""), Happening("E", "result-entered"))
    found, asked = compared(store, by(TEXT.replace("name: simulator", "name: other")))
    assert (found, asked.messages, asked.erased) == ([], 3, 0)
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_shifted_date_rule_names_exactly_the_assignments_it_moves(store: Store, seed: int) -> None:
    """Day and month change places: what can be read so moves, what cannot would be held, what is equal stays."""
    dice = random.Random(seed)
    days = [date(2026, dice.randint(1, 12), dice.randint(1, 28)) for _ in range(40)]
    taken_in(store, *(Doc(number, due_on=day.isoformat()) for number, day in enumerate(days, 1)))
    found, asked = compared(store, by(TEXT.replace(DUE, DUE.replace("yyyy-MM-dd", "yyyy-dd-MM"))))
    moved, held = set(), set()
    for handle, row in assignments(store).items():
        assert row.due_on is not None
        if row.due_on.day > 12:
            held.add(handle)
        elif row.due_on.day != row.due_on.month:
            moved.add((handle, row.due_on.isoformat(), date(2026, row.due_on.day, row.due_on.month).isoformat()))
    told = {(one.assignment, change) for one in found if one.assignment for change in one.changes}
    assert {(handle, was, then) for handle, (what, was, then) in told if what == "due_on" and then} == moved
    gone = {handle for handle, (what, was, then) in told if what == "bucket" and not then}
    assert gone == held
    assert len([one for one in found if not one.assignment]) == len(held)
    buckets = {handle: (was, then) for handle, (what, was, then) in told if what == "bucket" and then}
    for handle, was, then in moved:
        late = [date.fromisoformat(one) < DAY for one in (was, then)]
        assert (handle in buckets) == (late[0] != late[1])
    assert sum(asked.buckets.values()) == 0
    assert asked.buckets[""] == len(held)
    store.close()


def test_an_event_that_would_mean_something_else_moves_its_assignment(store: Store) -> None:
    report, entered = Happening("R", "report-issued"), Happening("E", "result-entered")
    taken_in(store, Doc(1), Doc(2), report, entered, Happening("F", "result-entered", document=2))
    new = by(TEXT.replace("result-entered: entered", "result-entered: retracted"))
    found, _ = compared(store, new)
    changes = {change for one in found for change in one.changes}
    assert ("what", "entered", "retracted") in changes
    assert ("bucket", "done-on-time", "open-overdue") in changes
    assert len({one.assignment for one in found}) == 2
    store.close()


def test_a_gate_that_would_stay_closed_and_texts_that_differ_are_told_without_their_words(store: Store) -> None:
    taken_in(store, Doc(1))
    found, _ = compared(store, by(TEXT.replace("open: [Thuong]", "open: [Khac]")))
    (document,) = [one for one in found if not one.assignment]
    assert ("outcome", "taken", "held secrecy.unknown") in document.changes
    found, _ = compared(store, by(TEXT.replace("subject: {at: q:Subject}", "subject: {at: q:Kind/q:Name}")))
    assert [one.changes for one in found] == [(("subject", "…", "…"),)]
    store.close()


def test_an_assignment_that_would_be_new_has_no_handle_yet(store: Store) -> None:
    taken_in(store, Doc(1, leads=("Sở Nội vụ",)))
    found, _ = compared(store, by(TEXT.replace("    each: q:Leads/q:Agency", "    each: ../../q:Issuer")))
    new = [one for one in found if not one.assignment and one.task]
    assert [(one.task, one.lead) for one in new] == [("T1", "QNG-001")]
    assert ("bucket", "", "open-overdue") in new[0].changes
    store.close()
