"""The trip with a source in memory: what it holds back, what it puts off, what it sees again."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest
from making import Counting
from shipped import load_shipped

from adapter.core import organisations
from adapter.core.interpret import ScopeRule
from adapter.core.ledger import Assignment, Cycle, Held
from adapter.reports import account
from adapter.store import Store
from adapter.sync import screening
from adapter.sync.sources import Source
from adapter.sync.take_in import DOCUMENTS, take_in
from adapter.wire import Later, Message, Page, Ref, Refused, RegisterCount

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
SHIPPED = files("mappings")
MAPPING = load_shipped((SHIPPED / "simulator.yaml").read_text("utf-8"), "simulator.yaml")
DIRECTORY = organisations.load((SHIPPED / "codes" / "organisations_quangngai.csv").read_text("utf-8"))

DOCUMENT = """<Document xmlns="urn:vn:qlvb:dich-vu:1"><Id>{id}</Id><Version>{version}</Version>
<BusinessType>0</BusinessType><Number>{number}</Number><Notation>UBND-KGVX</Notation><IssuedOn>2026-03-02</IssuedOn>
<Kind><Code>CV</Code><Name>Công văn</Name></Kind>
<Issuer><Code>H48</Code><Name>Ủy ban nhân dân tỉnh Quảng Ngãi</Name></Issuer>
<Signer><Name>Người Ký</Name></Signer>{level}<Subject>V/v số {number}</Subject>
<Tasks><Task><TaskId>T{number}</TaskId><Content>Việc {number}</Content><DueOn>{due_on}</DueOn>
<Leads><Agency><Code/><Name>Sở Nội vụ</Name></Agency></Leads><Coordinators/></Task></Tasks></Document>"""


@dataclass
class Item:
    """One document of the source in memory."""

    number: int
    version: int = 1
    listed: tuple[str, ...] = ("Thuong",)
    level: str = "Thuong"
    due_on: str = "2026-04-01"
    entered_on: date = date(2026, 3, 2)
    trouble: Exception | None = None
    reference: int | None = None  #: where it differs from the number

    @property
    def body(self) -> bytes:
        level = f"<SecrecyLevel>{self.level}</SecrecyLevel>" if self.level else ""
        values = {"id": self.number, "version": self.version, "number": self.number, "due_on": self.due_on}
        return DOCUMENT.format(level=level, **values).encode()


@dataclass
class InMemory:
    """A source that lists everything modified since the cursor, a page of ten at a time."""

    items: dict[int, Item] = field(default_factory=dict)
    away_after: int | None = None  #: fetches, until it is there again
    away: Later = field(default_factory=lambda: Later("peer.unreachable"))
    calls: int = 0
    fetched: list[str] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    cursor: str = "2026-03-09T00:00:00Z"

    def put(self, *items: Item) -> None:
        self.items |= {item.number: item for item in items}

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        self.asked.append(cursor)
        first = int(page or 0)
        refs = [
            Ref(
                id=str(item.reference or item.number),
                version=item.version,
                levels=(item.listed,),
                entered_on=item.entered_on,
            )
            for item in list(self.items.values())[first : first + 10]
        ]
        following = str(first + 10) if first + 10 < len(self.items) else None
        return Page(refs=tuple(refs), next=following, cursor=self.cursor)

    def fetch(self, stream: str, ref: Ref) -> Message:
        item = self.items[int(ref.id)]
        self.calls += 1
        if self.away_after is not None and len(self.fetched) >= self.away_after:
            raise self.away
        if item.trouble is not None:
            raise item.trouble
        self.fetched.append(ref.id)
        body = item.body
        return Message(
            source="qlvb", stream=stream, reference=ref.id, version=item.version, media_type="text/xml", body=body
        )

    def register(self, first: date, last: date) -> RegisterCount | None:
        return RegisterCount(numbers=len(self.items), apart=0)

    def close(self) -> None:
        return


@pytest.fixture
def peer() -> InMemory:
    return InMemory()


@pytest.fixture
def run(peer: InMemory, store: Store) -> Callable[..., dict[str, int]]:
    province = DIRECTORY.named("H48")
    source = Source(
        name="qlvb",
        connector=peer,
        mapping=MAPPING,
        policy=MAPPING.gate,
        directory=DIRECTORY,
        scope=ScopeRule(issuers=province),
        count_withheld=True,
        under=(),
    )
    fresh = Counting()
    later = itertools.count()

    def cycle(**changes: object) -> dict[str, int]:
        now = NOW + timedelta(minutes=next(later))
        return take_in(replace(source, **changes), store, fresh, now).counts()  # type: ignore[arg-type]

    return cycle


def reasons(store: Store) -> list[str]:
    with store.read() as reader:
        return sorted(item.reason for item in reader.rows(Held))


def standing(store: Store) -> int:
    with store.read() as reader:
        return sum(row.state == "open" for row in reader.rows(Assignment))


Run = Callable[..., dict[str, int]]


def test_what_the_listing_marks_secret_is_not_even_fetched(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1), Item(2, listed=("Mat",)), Item(3, listed=("TuyetMat",), level="TuyetMat"))
    assert run()["withheld"] == 2
    assert peer.fetched == ["1"]
    assert standing(store) == 1


def test_what_the_listing_does_not_open_is_not_opened_by_its_body(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1, listed=("7",)), Item(2, listed=()), Item(3, listed=("Thuong", "Thuong")))
    for _ in range(2):
        assert run()["held"] > 0
    assert peer.fetched == []
    assert reasons(store) == ["secrecy.listing-missing", "secrecy.listing-several", "secrecy.listing-unknown"]
    peer.put(Item(1, version=2))
    run()
    assert standing(store) == 1
    assert len(reasons(store)) == 2


def test_a_level_raised_without_a_new_version_is_seen_in_the_listing(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1))
    run()
    peer.put(Item(1, listed=("Mat",)))
    run()
    assert standing(store) == 0
    with store.read() as reader:
        assert account.take(reader).raised == 1
        assert account.take(reader).withheld == 0


def test_one_poison_document_in_a_hundred_is_held_and_the_others_come_in(
    peer: InMemory, run: Run, store: Store
) -> None:
    peer.put(*[Item(number) for number in range(1, 101)])
    peer.items[50].trouble = Refused("peer.item-not-xml")
    peer.items[70].trouble = Later("peer.busy")
    assert run()["taken"] == 98
    assert reasons(store) == ["peer.busy", "peer.item-not-xml"]
    peer.items[50].trouble = peer.items[70].trouble = None
    assert run()["taken"] == 2
    assert reasons(store) == []
    assert standing(store) == 100


def test_a_source_that_goes_away_ends_the_cycle_and_moves_no_cursor(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(*[Item(number) for number in range(1, 31)])
    peer.away_after = 14
    with pytest.raises(Later):
        run()
    with store.read() as reader:
        assert reader.cursor("qlvb", DOCUMENTS) is None
        assert reader.rows(Cycle) == []
    assert standing(store) == 14
    assert reasons(store) == []
    assert peer.calls <= 14 + screening.LATER_IN_A_ROW + screening.WITNESSES
    peer.away_after = None
    peer.fetched.clear()
    run()
    assert standing(store) == 30
    assert len(peer.fetched) == 16


@pytest.mark.parametrize("new", [1, 2, 3])
def test_a_source_that_lists_but_gives_nothing_is_away_however_little_is_new(
    peer: InMemory, run: Run, store: Store, new: int
) -> None:
    """Nothing is held for a fault that is not its own, and the cursor stays."""
    peer.put(*[Item(number) for number in range(1, 6)])
    run()
    peer.put(*[Item(number) for number in range(6, 6 + new)])
    peer.cursor = "2026-03-10T00:00:00Z"
    peer.away_after = 0
    with pytest.raises(Later):
        run()
    with store.read() as reader:
        assert reader.cursor("qlvb", DOCUMENTS) == "2026-03-09T00:00:00Z"
    assert reasons(store) == []
    peer.away_after = None
    assert run()["taken"] == new


@pytest.mark.parametrize("known", [0, 1, 20])
@pytest.mark.parametrize("poison", [[1], [1, 2, 3], [18, 19, 20], [10, 11, 12, 13, 14, 15, 16]])
def test_poison_documents_in_a_row_are_held_and_the_others_come_in(
    peer: InMemory, run: Run, store: Store, known: int, poison: list[int]
) -> None:
    """Wherever they stand and however many: another document that the source gives shows that it is there."""
    peer.put(*[Item(100 + number) for number in range(known)])
    run()
    peer.items = {number: Item(number) for number in range(1, 21)} | peer.items
    for number in poison:
        peer.items[number].trouble = Later("peer.timeout", seconds="30")
    assert run()["taken"] == 20 - len(poison)
    assert reasons(store) == ["peer.timeout"] * len(poison)
    for item in peer.items.values():
        item.trouble = None
    assert run()["taken"] == len(poison)
    assert reasons(store) == []


def test_poison_alone_in_its_cycle_is_held_where_the_source_gives_a_known_document(
    peer: InMemory, run: Run, store: Store
) -> None:
    peer.put(Item(1))
    run()
    peer.put(Item(2, trouble=Later("peer.timeout", seconds="30")))
    assert run()["held"] == 1
    assert reasons(store) == ["peer.timeout"]


def test_what_a_listing_closes_is_not_fetched_to_see_whether_the_source_is_there(peer: InMemory, run: Run) -> None:
    busy = Later("peer.timeout", seconds="30")
    peer.put(*[Item(number, trouble=busy) for number in range(1, 4)], Item(4, listed=("Mat",)))
    with pytest.raises(Later):
        run()
    assert peer.fetched == []


def test_a_pause_that_the_source_asks_for_ends_the_round_at_once(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(*[Item(number) for number in range(1, 11)])
    peer.away_after, peer.away = 4, Later("peer.status", retry_after_s=600, status=503)
    with pytest.raises(Later) as caught:
        run()
    assert caught.value.retry_after_s == 600
    assert peer.calls == 5
    assert standing(store) == 4
    assert reasons(store) == []


def test_held_documents_of_a_source_that_gives_none_cost_a_few_calls_only(
    peer: InMemory, run: Run, store: Store
) -> None:
    peer.put(*[Item(number, level="7") for number in range(1, 41)])
    run()
    assert len(reasons(store)) == 40
    peer.calls, peer.away_after = 0, 0
    run()
    assert peer.calls <= screening.LATER_IN_A_ROW + screening.WITNESSES
    assert len(reasons(store)) == 40


def test_what_is_known_by_version_is_not_fetched_again(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(*[Item(number) for number in range(1, 6)])
    run()
    peer.fetched.clear()
    peer.put(Item(3, version=2, due_on="2026-05-01"))
    assert run()["taken"] == 1
    assert peer.fetched == ["3"]


def test_other_rules_in_force_list_everything_once_more(peer: InMemory, run: Run) -> None:
    peer.put(Item(1))
    run(under=())
    run(under=())
    assert peer.asked[-1] == peer.cursor
    peer.asked.clear()
    run(under=(0,))
    assert peer.asked == [None]


def test_a_mapping_that_learns_a_code_releases_what_the_listing_held(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1, listed=("Binh thuong",), level="Binh thuong"))
    run()
    learnt = replace(MAPPING.gate, open=MAPPING.gate.open | {"Binh thuong"})
    run(policy=learnt, under=(0,))
    assert standing(store) == 1
    assert reasons(store) == []


def test_withheld_counts_are_absolute_over_overlapping_windows(peer: InMemory, run: Run, store: Store) -> None:
    days = (date(2026, 3, 1), date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9))
    peer.put(*[Item(number, listed=("Mat",), entered_on=day) for number, day in enumerate(days)])
    run()
    peer.items = {number: item for number, item in peer.items.items() if item.entered_on >= days[2]}
    peer.put(Item(9, listed=("Mat",), entered_on=days[3]))
    run()
    with store.read() as reader:
        assert account.take(reader).withheld == len(days) + 1


def test_counts_that_are_switched_off_are_told_as_such(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1, listed=("Mat",)))
    run(count_withheld=False)
    with store.read() as reader:
        assert account.take(reader).withheld is None
        assert reader.rows(Cycle)[0].withheld is None


def test_a_held_change_of_a_known_document_is_not_a_second_document(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1), Item(2, listed=("7",)))
    run()
    peer.put(Item(1, version=2, level="8"))
    run()
    with store.read() as reader:
        taken = account.take(reader)
    assert (taken.tasks, taken.held, taken.held_changes) == (1, 1, 1)
    assert taken.difference == 0


def test_a_document_known_by_another_reference_is_raised_too(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1))
    run()
    peer.items[2] = Item(1, reference=2, level="Mat")
    run()
    assert standing(store) == 0
    with store.read() as reader:
        assert account.take(reader).raised == 1


def test_an_old_copy_of_a_raised_document_leaves_no_body(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1, version=2))
    run()
    peer.put(Item(1, version=3, listed=("Mat",)))
    run()
    peer.put(Item(1, version=1))
    run()
    assert reasons(store) == []
    with store.read() as reader:
        bodies = [data for _, data in reader.entries() if b'"kind":"received"' in data]
    assert len(bodies) == 1


def test_rows_of_one_reference_share_their_levels(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1))
    peer.items[2] = Item(1, listed=("Mat",))
    assert run()["withheld"] == 1
    assert peer.fetched == []


def test_three_documents_that_always_fail_do_not_stop_the_source(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(*[Item(number) for number in range(1, 13)])
    for number in (2, 6, 10):
        peer.items[number].trouble = Later("peer.fault")
    run()
    peer.put(Item(13))
    assert run()["taken"] == 1
    assert len(reasons(store)) == 3


def test_what_was_held_and_is_withheld_now_is_counted_once_on_its_day(peer: InMemory, run: Run, store: Store) -> None:
    peer.put(Item(1, listed=("7",), entered_on=date(2026, 1, 5)))
    run()
    peer.put(Item(1, version=2, listed=("Mat",), entered_on=date(2026, 1, 5)))
    for _ in range(2):
        run()
    with store.read() as reader:
        taken = account.take(reader)
    assert (taken.held, taken.withheld) == (0, 1)


def test_switched_off_counts_are_not_told_anywhere(peer: InMemory, run: Run) -> None:
    peer.put(Item(1, listed=("Mat",)))
    assert "withheld" not in run(count_withheld=False)
