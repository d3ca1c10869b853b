"""Events of the work on assignments: in any order, late, twice, about what is not here — and never by guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from living import Doc, Happening, Living, once
from making import Counting, opened

from adapter.audit import verify
from adapter.core.ledger import Assignment, Evidence, Held
from adapter.core.standing import Standing, judge
from adapter.store import Store
from adapter.sync.round import Counts

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 20)
Run = Callable[[], Counts]


@pytest.fixture
def run(peer: Living, store: Store) -> Run:
    fresh, times = Counting(), iter(range(1000))
    return lambda: once(peer, store, fresh, NOW + timedelta(minutes=next(times)))


def standings(store: Store) -> dict[tuple[str, str], Standing]:
    """Give task and lead with where it stands."""
    found = {}
    with store.read() as reader:
        for row in reader.rows(Assignment):
            texts = reader.text(row.texts) or {}
            told = reader.rows(Evidence, assignment=row.assignment)
            found[texts["task"], texts["lead_name"]] = judge(row, told, DAY)
    return found


def held(store: Store) -> dict[str, str]:
    """Give reference and reason of the held events."""
    with store.read() as reader:
        items = reader.rows(Held, stream="events")
        return {(reader.text(item.reference) or {})["reference"]: item.reason for item in items}


def size(store: Store) -> int:
    with store.read() as reader:
        return reader.size()


def test_complete_only_with_a_report_and_an_entered_result(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "report-issued"))
    run()
    assert standings(store)["T1", "Sở Nội vụ"].lacking == ("result",)
    peer.put(Happening("E2", "result-entered", at="2026-03-07T09:00:00+07:00"))
    run()
    found = standings(store)["T1", "Sở Nội vụ"]
    assert (found.code, found.completed_on) == ("done-on-time", date(2026, 3, 7))


def test_an_event_about_an_unknown_document_is_held_by_reference_and_looked_at_again(
    peer: Living, store: Store, run: Run
) -> None:
    peer.put(Doc(2), Happening("E1", "result-entered", more="<Note>kín đáo</Note>"))
    run()
    assert held(store) == {"E1": "event.document-unknown"}
    with store.read() as reader:
        for _, data in reader.entries():
            assert b"result-entered" not in data
    peer.put(Doc(1))
    run()
    assert held(store) == {}
    assert standings(store)["T1", "Sở Nội vụ"].lacking == ("report",)


def test_what_is_held_is_listed_again_from_the_day_of_the_new_document_on(peer: Living, run: Run) -> None:
    peer.put(Happening("E1", "result-entered", at="2026-01-05T09:00:00+07:00"), Doc(2))
    peer.put(Happening("E2", "result-entered", document=3, at="2026-03-06T09:00:00+07:00"))
    run()
    run()
    peer.put(Doc(3, issued_on="2026-03-05"))
    run()
    assert peer.since[-1] == "2026-03-06T02:00:00Z"
    # Nothing happens to a document before it is issued: E1 cannot be about that one.
    peer.put(Doc(1, issued_on="2026-01-04"))
    run()
    assert peer.since[-1] == "2026-01-05T02:00:00Z"


def test_an_event_about_a_withheld_document_leaves_no_word_of_itself(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1, level="Mat"), Happening("E1", "report-issued", more="<Note>yen0123456789ab</Note>"))
    run()
    assert held(store) == {"E1": "event.document-unknown"}
    with store.read() as reader:
        items = reader.rows(Held)
        assert reader.text(items[0].reference) == {"reference": "E1", "since": "2026-03-05T02:00:00Z"}


def test_a_document_raised_later_takes_its_events_along(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "report-issued", more="<Note>yen0123456789ab</Note>"))
    run()
    with store.read() as reader:
        bodies = [data for _, data in reader.entries() if b'"stream":"events"' in data and b'"received"' in data]
    assert len(bodies) == 1
    peer.put(Doc(1, level="Mat", version=2))
    run()
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
    for file in store.directory.glob("nhiemvu.db"):  # on SQLite
        assert b"yen0123456789ab" not in file.read_bytes()
    peer.put(Happening("E2", "result-entered"))
    run()
    assert held(store) == {}
    with store.read() as reader:
        last = next(reader.entries(reader.size() - 1))[1]
    assert b'"purged":2' in last


TWO = ("Sở Nội vụ", "Sở Tài chính")
REPORT = "<Report><Id>BC</Id><Number>7</Number><Notation>BC</Notation><IssuedOn>2026-03-04</IssuedOn>{issuer}</Report>"
OF_FINANCE = REPORT.format(issuer="<Issuer><Code/><Name>Sở Tài chính</Name></Issuer>")


@pytest.mark.parametrize(
    ("leads", "event", "belongs", "reason"),
    [
        (TWO, Happening("E", "result-entered", lead="Sở Tài chính"), "Sở Tài chính", ""),
        (TWO, Happening("E", "report-issued", lead="", more=OF_FINANCE), "Sở Tài chính", ""),
        (TWO, Happening("E", "report-issued", lead="Sở Nội vụ", more=OF_FINANCE), "Sở Nội vụ", ""),
        (TWO[:1], Happening("E", "result-entered", lead=""), "Sở Nội vụ", ""),
        (TWO, Happening("E", "result-entered", lead=""), "", "event.agency-unnamed"),
        (TWO, Happening("E", "result-entered", lead="Sở Y tế"), "", "event.agency-not-lead"),
        (TWO, Happening("E", "report-issued", lead="", more=REPORT.format(issuer="")), "", "event.agency-unnamed"),
        (TWO, Happening("E", "result-entered", lead="Sở Chưa Từng Có"), "", "organisation.unresolved"),
        (TWO, Happening("E", "result-entered", task="T9"), "", "event.task-unknown"),
        (TWO, Happening("E", "extension-granted"), "", "event.no-deadline"),
        (TWO, Happening("E", "quality-judged"), "", "event.no-quality"),
        (TWO, Happening("E", "quality-judged", more="<Quality>lạ</Quality>"), "", "field.invalid"),
        (TWO, Happening("E", "went-for-lunch"), "", "field.invalid"),
        (TWO, Happening("E", "result-entered", at="hôm qua", told_at="2026-03-06T09:00:00Z"), "", "field.invalid"),
        (TWO, Happening("E", "result-entered", more="<SecrecyLevel>Mat2</SecrecyLevel>"), "", "secrecy.event-unknown"),
    ],
)
def test_whose_an_event_is_and_what_is_held_instead_of_guessed(
    peer: Living, store: Store, run: Run, leads: tuple[str, ...], event: Happening, belongs: str, reason: str
) -> None:
    peer.put(Doc(1, leads=leads))
    run()
    peer.put(event)
    run()
    touched = {lead for (_, lead), one in standings(store).items() if len(one.lacking) == 1}
    assert touched == ({belongs} if belongs else set())
    assert held(store) == ({"E": reason} if reason else {})


def test_a_marked_event_is_withheld_and_leaves_nothing(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    run()
    before = size(store)
    peer.put(Happening("E", "result-entered", more="<SecrecyLevel>Mat</SecrecyLevel>"))
    run()
    assert held(store) == {}
    assert size(store) == before + 2  # the two cycles


def test_our_own_push_come_back_changes_nothing(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    run()
    before = size(store)
    peer.put(*[Happening(f"TT-{n}", "standing-updated", document=n) for n in (1, 2, 3)])
    run()
    assert held(store) == {}
    assert size(store) == before + 2


def test_a_repeat_writes_nothing_and_a_later_telling_only_that(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "result-entered"))
    run()
    before = size(store)
    run()
    assert size(store) == before + 2
    peer.put(Happening("E1", "result-entered", version=2))
    for _ in range(3):
        run()
    # One `received` for the second telling, and the cycles.
    assert size(store) == before + 2 + 1 + 6


def test_a_corrected_event_takes_the_place_of_what_it_said(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "extension-granted", more="<DueOn>2026-05-01</DueOn>"))
    run()
    peer.put(Happening("E1", "extension-granted", more="<DueOn>2026-06-01</DueOn>", version=2))
    run()
    assert standings(store)["T1", "Sở Nội vụ"].due_on == date(2026, 6, 1)
    with store.read() as reader:
        assert len(reader.rows(Evidence)) == 1


def test_a_recall_withdraws_whatever_was_reported(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "report-issued"), Happening("E2", "result-entered"))
    run()
    peer.put(Doc(9, leads=(), recalls=1, issued_on="2026-03-10"))
    run()
    assert standings(store)["T1", "Sở Nội vụ"].code == "withdrawn"


KINDS = ("report-issued", "result-entered", "result-retracted", "extension-granted", "quality-judged")
MORE = {"extension-granted": "<DueOn>2026-05-0{n}</DueOn>", "quality-judged": "<Quality>{q}</Quality>"}


@st.composite
def happenings(draw: st.DrawFn) -> list[Happening]:
    """Draw events about two documents, some told twice."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(KINDS))
        n, q = draw(st.integers(1, 9)), draw(st.sampled_from(("tot", "dat")))
        at = f"2026-03-{draw(st.integers(3, 19)):02}T{draw(st.integers(0, 23)):02}:00:0{number}+07:00"
        document = draw(st.integers(1, 2))
        one = Happening(f"E{number}", kind, at=at, document=document, more=MORE.get(kind, "").format(n=n, q=q))
        found += [one] * draw(st.integers(1, 2))
    return found


@settings(max_examples=40, deadline=None)
@given(happenings(), st.data())
def test_events_in_any_order_and_repeated_give_what_the_sorted_history_gives(
    told: list[Happening], data: st.DataObject
) -> None:
    """The same messages, documents among them, in another order and in other pieces."""
    everything: list[Doc | Happening] = [Doc(1), Doc(2), *told]
    shuffled = data.draw(st.permutations(everything))
    cuts = data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3).map(sorted))
    pieces = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(shuffled)], strict=True)]
    ordered = [*everything[:2], *sorted(told, key=lambda one: (one.at, one.id))]
    found = []
    for history in (pieces, [ordered]):
        with opened() as store:
            peer, fresh = Living(), Counting()
            for number, piece in enumerate(history):
                told_at = f"2026-03-19T23:{number:02}:00+07:00"
                peer.put(*[replace(one, told_at=told_at) if isinstance(one, Happening) else one for one in piece])
                once(peer, store, fresh, NOW + timedelta(minutes=number))
            found.append(standings(store))
            assert held(store) == {}
            with store.read() as reader:
                assert verify.verify(reader).findings == ()
    assert found[0] == found[1]
