"""What is released is asked for within its time, by those who still wait, and not while the program stops."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from living import Doc, Happening, Living
from quarantined import NOW, UNKNOWN, House

from adapter.core.problems import Refusal
from adapter.daemon.halting import Halting
from adapter.store.requests import Asker
from adapter.sync import releasing, requests
from adapter.wire import Later, Message, Page, Ref

OTHER = Doc(2, leads=("Sở Khác Nữa",))


@dataclass
class Slow(Living):
    """A system that lists so many events a page, counts what it is asked, and can be stopped or away."""

    per_page: int = 99
    fetched: list[str] = field(default_factory=list)
    away: bool = False
    after: threading.Event = field(default_factory=threading.Event)  #: set by the first fetch

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        whole = super().list(stream, cursor, page, now)
        if stream == "documents":
            return whole
        first = int(page or 0)
        last = first + self.per_page
        return replace(whole, refs=whole.refs[first:last], next=str(last) if last < len(whole.refs) else None)

    def fetch(self, stream: str, ref: Ref) -> Message:
        if self.away:
            raise Later("peer.fault", result="Server")
        self.fetched.append(ref.id)
        self.after.set()
        return super().fetch(stream, ref)


@pytest.fixture
def slow(house: House) -> Slow:
    house.peer = Slow()
    return house.peer


def test_what_came_with_a_listing_is_looked_for_on_one_page_however_late_it_is(
    house: House, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [Happening(f"e{n}", "result-entered", task="T9", at=f"2026-03-0{n}T09:00:00+07:00") for n in (5, 6)]
    house.round(Doc(1), *events)
    items = [row.item for row in sorted(house.held(), key=house.reference)]
    slow.events = [replace(one, task="T1") for one in events]
    slow.per_page = 1
    monkeypatch.setattr(releasing, "LOOK_S", -1.0)
    # Whether the second is still there nobody knows: its page was not asked for.
    assert house.release(*items) == {"taken": "", "held": releasing.NOT_IN_TIME}
    monkeypatch.undo()


def test_a_listing_that_ends_says_what_is_not_there(house: House, slow: Slow) -> None:
    house.round(Doc(1), Happening("e1", "result-entered", task="T9"))
    (row,) = house.held()
    slow.events.clear()
    assert house.release(row.item) == {"held": releasing.NOT_LISTED}


def test_what_a_stop_kept_from_being_asked_for_is_left_and_stays_as_it_was(house: House, slow: Slow) -> None:
    house.round(UNKNOWN, OTHER, Doc(3, leads=("Sở Thứ Ba",)))
    items = [row.item for row in sorted(house.held(), key=house.reference)]
    house.ask("reject", item=items[2])
    slow.after.clear()
    desk = house.desk(through=lambda source: source.through(lambda connector: Halting(connector, slow.after)))
    answer = requests.ask(desk, "release", {"items": ",".join(items), "reason": "đã sửa"})
    assert [(one["item"], one["outcome"], one["code"]) for one in answer["results"]] == [
        (items[0], "held", "organisation.unresolved")
    ]
    assert answer["left"] == items[1:]
    assert sum(row.rejected is not None for row in house.held()) == 1


def test_what_was_rejected_stays_so_while_its_source_is_away(house: House, slow: Slow) -> None:
    house.round(UNKNOWN)
    (row,) = house.held()
    house.ask("reject", item=row.item)
    slow.away = True
    assert house.release(row.item) == {"held": "peer.fault"}
    assert (house.account().rejected, house.account().held) == (1, 0)


def test_what_only_a_listing_opens_waits_for_it_again_once_it_is_released(house: House, slow: Slow) -> None:
    house.round(replace(Doc(1), level="La"))
    (row,) = house.held()
    assert row.reason.startswith("secrecy.listing-")
    house.ask("reject", item=row.item)
    assert house.release(row.item) == {"held": releasing.LISTED_ONLY}
    assert (house.account().rejected, house.account().held) == (0, 1)


@pytest.mark.parametrize("how", ["too late", "taken back"])
def test_no_source_is_asked_for_what_nobody_waits_for(house: House, slow: Slow, how: str) -> None:
    house.round(UNKNOWN)
    (row,) = house.held()
    slow.fetched.clear()
    now = datetime.now(UTC)
    with closing(house.store()) as store, closing(Asker(*house.configuration().settings.place)) as asker:
        until = now + timedelta(seconds=-1 if how == "too late" else 30)
        name = asker.ask("release", {"items": row.item, "reason": "đã sửa"}, "an", now, until)
        with store.read() as reader:
            (request,) = reader.requests()
        if how == "taken back":
            assert asker.withdraw(name)
        assert not requests.deal_with(store, house.desk(), request)
        if how == "too late":
            answer = asker.look(name)
            assert answer is not None
            assert answer.state == "refused"
    assert slow.fetched == []


def test_a_document_that_is_classified_now_goes_with_the_next_round_though_it_was_held_for_long(
    house: House, slow: Slow
) -> None:
    docs = [Doc(number, leads=(f"Sở Thứ {number}",)) for number in range(1, 8)]
    house.round(*docs)
    items = {house.reference(row): row.item for row in house.held()}
    old = NOW + timedelta(days=40)
    house.round(now=old)
    slow.put(*(replace(doc, level="Mat") for doc in docs))
    slow.hidden.update(range(1, 8))
    house.ask("reject", item=items["2"])
    # Seven items have seven days of their own: the round of a single day fetches a few of them by itself.
    assert house.release(*items.values()) == {"withheld": ""}
    house.round(now=old + timedelta(minutes=1))
    assert house.held() == []
    assert house.verified()
    # Their listing did not tell of them, so nobody knows their days: the next round counts all anew.
    assert house.account().withheld is None
    slow.hidden.clear()
    house.round(now=old + timedelta(minutes=2), reconcile=timedelta(days=90))
    assert (house.account().withheld, house.account().difference) == (7, 0)


def test_what_was_asked_for_in_vain_is_asked_for_once_more_and_then_seldom(house: House, slow: Slow) -> None:
    house.round(*(Doc(number, leads=(f"Sở Thứ {number}",)) for number in range(1, 8)))
    old = NOW + timedelta(days=40)
    house.round(now=old)
    house.release(*(row.item for row in house.held()))
    for round_ in range(2):
        slow.fetched.clear()
        house.round(now=old + timedelta(minutes=1 + round_))
        assert (len(slow.fetched) == 7) == (round_ == 0)


@pytest.mark.parametrize("rejected", [False, True])
def test_an_event_that_is_classified_now_goes_at_once(house: House, slow: Slow, rejected: bool) -> None:  # noqa: FBT001
    event = Happening("e1", "result-entered", task="T9")
    house.round(Doc(1), event)
    (row,) = house.held()
    if rejected:
        house.ask("reject", item=row.item)
    slow.events = [replace(event, more="<SecrecyLevel>Mat</SecrecyLevel>")]
    assert house.release(row.item) == {"forgotten": ""}
    assert house.held() == []
    with closing(house.store()) as store, store.read() as reader:
        assert reader.text(row.reference) is None
    assert house.verified()
    house.round(now=NOW + timedelta(minutes=1))
    assert (house.held(), house.account().difference) == ([], 0)


def test_without_versions_what_was_rejected_leaves_only_by_release(house: House) -> None:
    unversioned = replace(UNKNOWN, version=None)  # type: ignore[arg-type]
    house.round(unversioned)
    (row,) = house.held()
    house.ask("reject", item=row.item)
    house.peer.put(replace(unversioned, leads=("Sở Nội vụ",)))
    house.round()
    assert (house.account().rejected, house.account().tasks) == (1, 0)
    with pytest.raises(Refusal):
        house.ask("reject", item=row.item)
    assert house.release(row.item) == {"taken": ""}
