"""What stands beside figures and changes none: edits without a document, objections, items released and rejected."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from arriving import KEY, arrive, reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from living import SHIPPED, Doc, Happening, Living, once
from making import Counting, opened
from quarantined import NOW, UNKNOWN, House
from shipped import load_shipped

from adapter.audit import verify
from adapter.core.facts import Assigned, Counted, Event, Fact, Reckoned, Updated, Written
from adapter.core.ledger import Assignment, Edit, Evidence, Held
from adapter.core.problems import Refusal
from adapter.core.standing import judge
from adapter.reports import exceptions, figures, outbox, quarantine
from adapter.reports.figures import Period
from adapter.store import Reader, Store
from adapter.sync import objections, rulings, send_out
from adapter.sync.objections import Objection

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31), until=date(2026, 6, 15))


def test_what_was_repaired_is_taken_in_at_once_and_what_was_not_says_why(house: House) -> None:
    house.round(UNKNOWN, Doc(2, leads=("Sở Khác Nữa",)), Doc(3))
    items = {house.reference(row): row.item for row in house.held()}
    one, two = items["1"], items["2"]
    house.peer.put(Doc(1))
    assert house.release(one, two, "f" * 32) == {"taken": "", "held": "organisation.unresolved", "gone": ""}
    assert [row.item for row in house.held()] == [two]
    assert house.release(one) == {"gone": ""}, "asked for once more it changes nothing"
    taken = house.account()
    assert (taken.tasks, taken.held, taken.difference) == (2, 1, 0)
    assert house.verified()


def test_what_is_classified_now_is_left_to_the_round_that_counts_it(house: House) -> None:
    house.round(UNKNOWN)
    (row,) = house.held()
    house.peer.put(replace(UNKNOWN, level="Mat"))
    size = len(house.kinds())
    assert house.release(row.item) == {"withheld": ""}
    assert house.kinds()[size:] == ["acted"]
    house.round()
    assert house.held() == []
    assert (house.account().withheld, house.account().difference) == (1, 0)


def test_an_event_is_listed_again_and_an_away_source_is_told(house: House) -> None:
    house.round(Doc(1), Happening("e1", "result-entered", task="T9"))
    rows = house.held()
    if not rows:
        pytest.fail("the event is held")
    house.peer.events = [replace(house.peer.events[0], task="T1")]
    assert house.release(rows[0].item) == {"taken": ""}
    assert house.held() == []


def test_what_is_rejected_is_its_own_verdict_until_a_newer_version_comes(house: House) -> None:
    house.round(UNKNOWN, Doc(2))
    (row,) = house.held()
    house.ask("reject", item=row.item[:8])
    house.round()
    taken = house.account()
    assert (taken.held, taken.rejected, taken.accounted, taken.difference) == (0, 1, 2, 0)
    with pytest.raises(Refusal, match=r"quarantine\.rejected-already"):
        house.ask("reject", item=row.item)
    # The same version, even if it could be read now, is what the person has seen.
    house.peer.put(Doc(1))
    house.round()
    assert (house.account().rejected, house.account().tasks) == (1, 1)
    house.peer.put(replace(UNKNOWN, version=2))
    house.round()
    taken = house.account()
    assert (taken.held, taken.rejected, taken.difference) == (1, 0, 0)
    with closing(house.store()) as store, store.read() as reader:
        (again,) = reader.rows(Held)
        assert (again.item, again.version, again.since) == (row.item, 2, row.since)
        assert [one.what for one in quarantine.item(reader, again).history] == ["held", "reject", "held"]
    assert house.verified()


def test_what_was_rejected_waits_again_when_it_is_released(house: House) -> None:
    house.round(UNKNOWN)
    (row,) = house.held()
    house.ask("reject", item=row.item)
    assert house.release(row.item) == {"held": "organisation.unresolved"}
    assert [one.rejected for one in house.held()] == [None]
    house.ask("reject", item=row.item)
    house.peer.put(Doc(1))
    assert house.release(row.item) == {"taken": ""}
    assert (house.account().tasks, house.account().rejected) == (1, 0)


# Edits without a document


def edits(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as reader:
        rows = sorted(reader.rows(Edit), key=lambda row: int(row.edit))
        told = (exceptions.of_assignment(reader, row.assignment).edits for row in rows)
        found = {edit.entry: (edit.what, edit.former, edit.now) for edits_ in told for edit in edits_}
        return [found[int(row.edit)] for row in rows]


def changed(letters: str, /, **changes: object) -> tuple[Fact, ...]:
    issued, *tasks = reading(letters)
    first = tasks[0]
    assert isinstance(first, Assigned)
    return (issued, replace(first, **changes), *tasks[1:])  # type: ignore[arg-type]


def test_each_former_value_stays_and_is_told() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        assert edits(store) == [], "a first reading edits nothing"
        arrive(store, fresh, "a2", 2, facts=changed("a", due_on=date(2026, 5, 1)))
        arrive(store, fresh, "a3", 3, facts=changed("a", due_on=None))
        arrive(store, fresh, "a4", 4, facts=changed("a", due_on=None, coordinating=("QNG-020",)))
        arrive(store, fresh, "a5", 5, facts=changed("a", due_on=None, coordinating=("QNG-020",), content="Việc khác"))
        arrive(store, fresh, "a6", 6, facts=changed("a", lead="QNG-030"))
        assert edits(store) == [
            ("due_on", "2026-02-02", "2026-05-01"),
            ("due_on", "2026-05-01", ""),
            ("coordinating", "", "QNG-020"),
            ("content", "Việc a", "Việc khác"),
            ("lead", "QNG-011", "QNG-030"),
        ]
        arrive(store, fresh, "b7", 7, facts=reading("b"))
        assert edits(store)[-1] == ("dropped", "QNG-030", "")
        with store.read() as reader:
            assert not verify.verify(reader).findings


def test_an_update_a_new_count_and_a_repeat_are_no_edits() -> None:
    with opened() as store:
        fresh = Counting()
        counted = Reckoned(by=Counted(count=5, unit="working-days", since=date(2026, 1, 5)))
        arrive(store, fresh, "a", 1, facts=changed("a", counted=counted))
        # Another calendar: counted as before, it falls on another day.
        arrive(store, fresh, "a2", 2, facts=changed("a", counted=counted, due_on=date(2026, 2, 9)))
        update = (*changed("a", counted=counted, due_on=date(2026, 6, 1)), Updated())
        arrive(store, fresh, "a3", 3, facts=update)
        arrive(store, fresh, "a4", 4, facts=changed("a", counted=counted, due_on=date(2026, 6, 1)))
        assert edits(store) == []
        # Counted otherwise it is one.
        other = Reckoned(by=Counted(count=9, unit="working-days", since=date(2026, 1, 5)))
        arrive(store, fresh, "a5", 5, facts=changed("a", counted=other, due_on=date(2026, 6, 9)))
        assert edits(store) == [("due_on", "2026-06-01", "2026-06-09")]
        assert KEY.number == "12"


def test_the_same_body_released_and_read_otherwise_is_no_edit() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        arrive(store, fresh, "a", 1, held="policy.unknown")
        outcome = arrive(store, fresh, "a", 1, facts=changed("a", due_on=date(2026, 5, 1)))
        with store.read() as reader:
            (row,) = reader.rows(Assignment)
        assert (outcome, row.due_on) == ("taken", date(2026, 5, 1))
        assert edits(store) == []


def test_a_written_day_that_a_setting_moved_there_and_back_is_no_edit() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        moved = Reckoned(by=Written(on=date(2026, 2, 2)), day_off="next", calendar="c" * 64)
        arrive(store, fresh, "a2", 2, facts=changed("a", due_on=date(2026, 2, 3), counted=moved))
        arrive(store, fresh, "a3", 3, facts=reading("a"))
        assert edits(store) == []
        other = Reckoned(by=Written(on=date(2026, 3, 1)), day_off="next", calendar="c" * 64)
        arrive(store, fresh, "a4", 4, facts=changed("a", due_on=date(2026, 3, 2), counted=other))
        arrive(store, fresh, "a5", 5, facts=changed("a", due_on=None))
        assert edits(store) == [("due_on", "2026-02-02", "2026-03-02"), ("due_on", "2026-03-02", "")]


def with_hour(hour: str, day: int = 2, *, counts: bool = True) -> tuple[Fact, ...]:
    """Read a deadline with an hour in Vietnam, which counts or does not, as the settings say."""
    at = datetime(2026, 2, day, int(hour[:2]) - 7, int(hour[3:]), tzinfo=UTC) if counts else None
    said = Reckoned(by=Written(on=date(2026, 2, day)), hour=hour)
    return changed("a", due_on=date(2026, 2, day), due_at=at, counted=said)


def test_another_hour_is_an_edit_where_hours_count_and_only_if_the_source_says_it() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1, facts=with_hour("17:00", counts=False))
        # The settings let hours count from here on.
        arrive(store, fresh, "a2", 2, facts=with_hour("17:00"))
        assert edits(store) == []
        arrive(store, fresh, "a3", 3, facts=with_hour("11:30"))
        arrive(store, fresh, "a4", 4, facts=with_hour("11:30", 5))
        arrive(store, fresh, "a5", 5, facts=changed("a", due_on=date(2026, 2, 6)))
        assert edits(store) == [
            ("due_on", "2026-02-02 17:00", "2026-02-02 11:30"),
            ("due_on", "2026-02-02", "2026-02-05"),
            ("due_on", "2026-02-05 11:30", "2026-02-06"),
        ]
        with store.read() as reader:
            assert not verify.verify(reader).findings


def test_a_lead_that_is_back_is_told_and_so_is_a_task() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "ab", 1)
        away = changed("ab", lead="QNG-030")
        arrive(store, fresh, "ab2", 2, facts=away)
        arrive(store, fresh, "ab3", 3, facts=reading("ab"))
        assert edits(store) == [("lead", "QNG-011", "QNG-030"), ("lead", "QNG-030", "QNG-011")]
        arrive(store, fresh, "a4", 4, facts=reading("a"))
        arrive(store, fresh, "ab5", 5, facts=reading("ab"))
        assert edits(store)[2:] == [("dropped", "QNG-012", ""), ("lead", "", "QNG-012")]
        with store.read() as reader:
            assert {row.state for row in reader.rows(Assignment) if row.lead != "QNG-030"} == {"open"}


def test_of_a_task_that_was_passed_on_the_former_lead_is_who_led_it_last() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        moment = datetime(2026, 2, 1, tzinfo=UTC)
        passed_on = Event(what="transferred", task="a", lead="QNG-011", happened_at=moment, new_lead="QNG-020")
        arrive(store, fresh, "a2", 2, facts=(*reading("a"), passed_on))
        assert edits(store) == []
        arrive(store, fresh, "a3", 3, facts=changed("a", lead="QNG-030"))
        assert edits(store) == [("lead", "QNG-020", "QNG-030")]


def test_another_lead_beside_the_first_is_told_at_the_new_assignment() -> None:
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        one = reading("a")[1]
        assert isinstance(one, Assigned)
        arrive(store, fresh, "a2", 2, facts=(*reading("a"), replace(one, lead="QNG-030")))
        assert edits(store) == [("lead", "", "QNG-030")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["due", "content", "repeat", "update"]), st.integers(1, 28)), max_size=8))
def test_the_days_of_the_edits_lead_from_the_first_deadline_to_the_newest(steps: list[tuple[str, int]]) -> None:
    """Whatever happens in between, updates aside: no former deadline is lost."""
    with opened() as store:
        fresh = Counting()
        arrive(store, fresh, "a", 1)
        due, told = date(2026, 2, 2), list[tuple[str, str]]()
        for version, (step, day) in enumerate(steps, start=2):
            wanted = date(2026, 3, day) if step in ("due", "update") else due
            if step == "due" and wanted != due:
                told.append((due.isoformat(), wanted.isoformat()))
            facts = changed("a", due_on=wanted, content=f"Việc {version}" if step == "content" else "Việc a")
            arrive(store, fresh, f"a{version}", version, facts=(*facts, Updated()) if step == "update" else facts)
            due = wanted
        assert [(former, now) for what, former, now in edits(store) if what == "due_on"] == told


# Objections


OBJECTED = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["2026-05-02", "2026-06-01"])), max_size=5)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OBJECTED)
def test_no_figure_no_standing_and_no_push_is_other_for_an_objection(objected: list[tuple[int, str]]) -> None:
    with opened() as store:
        fresh, peer = Counting(), Living()
        peer.put(*(Doc(number, due_on=f"2026-0{number + 4}-10", leads=("Sở Nội vụ", "Sở Y tế")) for number in (1, 2)))
        with store.write() as writer:
            rulings.switch(writer, "qlvb", "on", {"actor": "an", "reason": "thử"}, fresh, NOW)
        once(peer, store, fresh, NOW)
        before = told_of(store)
        calls = len(peer.calls)
        with store.write() as writer:
            rows = writer.rows(Assignment)
            for number, on in objected:
                row = rows[number]
                wanted = Objection(assignment=row, agency=row.lead, on=date.fromisoformat(on))
                objections.refuse_unfit(writer, wanted, "không thuộc thẩm quyền", date(2026, 6, 15))
                note = {"actor": "an", "reason": "không thuộc thẩm quyền"}
                rulings.objection(writer, row.assignment, row.lead, on, note, fresh, NOW)
        assert told_of(store) == before
        once(peer, store, fresh, NOW)
        assert len(peer.calls) == calls
        with store.read() as reader:
            beside = exceptions.of_period(reader, YEAR)
            assert len(beside.objections) == len(objected)
            assert beside.objecting == {rows[number].lead for number, _ in objected}
            assert not verify.verify(reader).findings


def told_of(store: Store) -> object:
    with store.read() as reader:
        return figures.report(reader, YEAR).lines, standings(reader), send_out.waiting(reader, "qlvb", RULES, NOW)


RULES = outbox.Rules()


def standings(reader: Reader) -> object:
    return [
        judge(row, reader.rows(Evidence, assignment=row.assignment), date(2026, 6, 15))
        for row in reader.rows(Assignment)
    ]


@pytest.mark.parametrize(
    ("agency", "on", "reason", "code"),
    [
        ("QNG-999", "2026-06-01", "x", "objection.not-theirs"),
        ("", "2026-06-01", " ", "objection.needs-reason"),
        ("", "2026-07-01", "x", "objection.day"),
        ("", "2026-01-01", "x", "objection.day"),
    ],
)
def test_an_objection_that_does_not_fit_is_refused(house: House, agency: str, on: str, reason: str, code: str) -> None:
    house.round(Doc(1))
    with closing(house.store()) as store, store.read() as reader:
        (row,) = reader.rows(Assignment)
        wanted = Objection(assignment=row, agency=agency or row.lead, on=date.fromisoformat(on))
        with pytest.raises(Refusal, match=code):
            objections.refuse_unfit(reader, wanted, reason, date(2026, 6, 15))


TELLING = load_shipped(
    (SHIPPED / "simulator.yaml")
    .read_text("utf-8")
    .replace("      work-suspended: suspended", "      objection-raised: objected\n      work-suspended: suspended")
    .replace("  quality:\n", "  reason: {at: q:Reason, required: no}\n  quality:\n", 1),
    "simulator.yaml",
)
"""The mapping of the simulator, of a system that tells of objections, too."""


@pytest.mark.parametrize("named", [True, False])
def test_an_event_of_an_objection_stands_beside_the_figures_as_one_on_paper_does(*, named: bool) -> None:
    with opened() as store:
        fresh, peer = Counting(), Living()
        peer.put(Doc(1, due_on="2026-05-10"))
        with store.write() as writer:
            rulings.switch(writer, "qlvb", "on", {"actor": "an", "reason": "thử"}, fresh, NOW)
        once(peer, store, fresh, NOW, mapping=TELLING)
        before, calls = told_of(store), len(peer.calls)
        told = Happening("e1", "objection-raised", lead="Sở Nội vụ" if named else "", more="<Reason>trùng</Reason>")
        peer.put(told)
        once(peer, store, fresh, NOW, mapping=TELLING)
        assert (told_of(store), len(peer.calls)) == (before, calls)
        with store.read() as reader:
            (row,) = reader.rows(Assignment)
            (one,) = exceptions.of_assignment(reader, row.assignment).objections
            assert (one.agency, one.on, one.why, one.by) == (one.lead, "2026-03-05", "trùng", "")
            assert exceptions.of_period(reader, YEAR).objecting == {row.lead}
            assert not verify.verify(reader).findings
