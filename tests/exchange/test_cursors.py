"""However a listing is cut into pages, and however its rows move meanwhile, nothing is lost."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.core import paths, xml
from adapter.core.exchanges import Call, Cursor, Listing, Moment, Paging, Verdict
from adapter.exchange import cursors, split
from adapter.wire import AdministratorNeeded, Later, Page

ISO = Moment(kind="datetime")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)
PATH = {name: paths.compile_path(name, {}) for name in ("Items/Item", "Id", "At", "More", "Token", "Level", "V")}


def _listing(
    *, by: str = "number", size: int = 3, clock: bool = False, send: Moment = ISO, **cursor: object
) -> Listing:
    more = by == "number"
    return Listing(
        call=Call(operation="List", arguments={}, verdict=Verdict(expects=PATH["Items/Item"])),
        each=PATH["Items/Item"],
        id=PATH["Id"],
        version=PATH["V"],
        version_moment=None,
        levels=(PATH["Level"],),
        entered=PATH["At"],
        entered_moment=ISO,
        inline=None,
        paging=Paging(
            by=by,
            size=size,
            more=PATH["More"] if more else None,
            token=PATH["Token"] if by == "token" else None,
        ),
        cursor=Cursor(
            by="clock" if clock else "item",
            at=None if clock else PATH["At"],
            moment=ISO,
            send=send,
            start=cursor.pop("start", "2025-01-01T00:00:00Z"),
            overlap_s=cursor.pop("overlap_s", 0),
        ),
    )


def _body(rows: list[tuple[str, datetime]], *, more: bool | None = None, token: str = "") -> xml.Element:
    items = "".join(
        f"<Item><Id>{reference}</Id><V>1</V><At>{at.isoformat()}</At><Level>Thuong</Level></Item>"
        for reference, at in rows
    )
    tail = "" if more is None else f"<More>{str(more).lower()}</More>"
    return xml.parse(f"<Body><Items>{items}</Items>{tail}<Token>{token}</Token></Body>".encode())


class Source:
    """A service that lists its rows by modification time, as they stand at the moment of asking."""

    def __init__(self, rows: dict[str, datetime], size: int, *, order: int = 1) -> None:
        self.rows, self.size, self.order, self.asked = rows, size, order, 0

    def answer(self, listing: Listing, ask: cursors.Ask) -> xml.Element:
        self.asked += 1
        since = cursors.sent(listing, ask)
        floor = datetime.fromisoformat(since if "T" in since else f"{since}T00:00:00+07:00")
        rows = sorted((at, reference) for reference, at in self.rows.items() if at >= floor)[:: self.order]
        first = (int(ask.page) - 1) * self.size
        shown = [(reference, at) for at, reference in rows[first : first + self.size]]
        return _body(shown, more=first + self.size < len(rows))


def _walk(
    source: Source, listing: Listing, cursor: str | None = None, between: Callable[[], None] = lambda: None
) -> tuple[set[str], Page]:
    seen: set[str] = set()
    wanted = None
    for _ in range(1000):
        ask = cursors.begin(listing, cursor, NOW) if wanted is None else cursors.resume(wanted)
        page = split.page(source.answer(listing, ask), listing, ask, source="s", stream="documents")
        seen |= {ref.id for ref in page.refs}
        wanted = page.next
        if wanted is None:
            return seen, page
        between()
    raise AssertionError("the listing never ends")


@settings(deadline=None, max_examples=60)
@given(
    stamps=st.lists(st.integers(0, 6), min_size=1, max_size=25),
    size=st.integers(1, 5),
    order=st.sampled_from([1, -1]),
    by_day=st.booleans(),
)
def test_rows_that_share_a_timestamp_are_all_listed(stamps: list[int], size: int, order: int, *, by_day: bool) -> None:
    """Whatever the page size, the rows with one timestamp, the order, and how coarse the question is."""
    rows = {str(number): START + timedelta(hours=5 * stamp) for number, stamp in enumerate(stamps)}
    listing = _listing(size=size, send=Moment(kind="date") if by_day else ISO)
    seen, last = _walk(Source(rows, size, order=order), listing)
    assert seen == set(rows)
    assert datetime.fromisoformat(last.cursor) == max(rows.values())


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**6), size=st.integers(2, 5), count=st.integers(5, 30))
def test_rows_that_move_while_they_are_listed_hide_no_other(seed: int, size: int, count: int) -> None:
    """A document modified between two pages goes to the end and pulls up all behind it; none is skipped."""
    chance = random.Random(seed)
    rows = {str(number): START + timedelta(minutes=number) for number in range(count)}
    ticks = itertools.count(1)

    def modify_one() -> None:
        if (tick := next(ticks)) < 8:
            rows[chance.choice(sorted(rows))] = START + timedelta(days=1, minutes=tick)

    seen, _ = _walk(Source(rows, size), _listing(size=size), between=modify_one)
    assert seen == set(rows)


def test_the_next_poll_begins_at_the_greatest_value_less_the_overlap() -> None:
    rows = {str(number): START + timedelta(minutes=number) for number in range(10)}
    listing = _listing(overlap_s=120)
    _, page = _walk(Source(rows, 3), listing)
    assert page.cursor == "2025-01-01T00:09:00Z"
    seen, again = _walk(Source(rows, 3), listing, page.cursor)
    assert seen == {"7", "8", "9"}
    assert again.cursor == page.cursor


def test_the_first_poll_begins_at_the_start_and_without_overlap() -> None:
    listing = _listing(start="2025-06-01", overlap_s=3600)
    assert cursors.sent(listing, cursors.begin(listing, None, NOW)) == "2025-06-01T00:00:00+07:00"


def test_an_empty_listing_leaves_the_cursor_where_it_was() -> None:
    listing = _listing(overlap_s=60)
    _, page = _walk(Source({}, 3), listing, "2025-05-05T05:05:05Z")
    assert page.cursor == "2025-05-05T05:05:05Z"


def test_a_cursor_never_passes_the_moment_of_asking() -> None:
    """One document stamped in the year 2099 must not hide everything that is modified until then."""
    _, page = _walk(Source({"1": START, "2": datetime(2099, 1, 1, tzinfo=UTC)}, 3), _listing())
    assert page.cursor == "2026-01-01T00:00:00Z"


def test_the_cursor_moves_at_the_end_of_a_listing_only() -> None:
    rows = {str(number): START + timedelta(minutes=number) for number in range(7)}
    listing = _listing()
    ask = cursors.begin(listing, None, NOW)
    first = split.page(Source(rows, 3).answer(listing, ask), listing, ask, source="s", stream="documents")
    assert first.cursor == "2025-01-01T00:00:00Z"
    assert first.next is not None


@pytest.mark.parametrize(("order", "asked"), [(1, 3 + 3), (-1, 3)])
def test_only_a_listing_in_the_order_of_its_cursor_is_walked_once_more(order: int, asked: int) -> None:
    source = Source({str(number): START + timedelta(minutes=number) for number in range(7)}, 3, order=order)
    _walk(source, _listing())
    assert source.asked == asked


def test_a_listing_of_one_page_is_asked_once() -> None:
    source = Source({str(number): START for number in range(3)}, 3)
    _walk(source, _listing())
    assert source.asked == 1


@settings(deadline=None, max_examples=60)
@given(stamps=st.lists(st.integers(0, 9), min_size=1, max_size=25), size=st.integers(1, 5))
def test_a_source_that_lists_by_its_ids_loses_nothing(stamps: list[int], size: int) -> None:
    """Late modifications of early documents stand in the middle of such a listing."""

    class ById(Source):
        def answer(self, listing: Listing, ask: cursors.Ask) -> xml.Element:
            floor = datetime.fromisoformat(cursors.sent(listing, ask))
            rows = [(reference, at) for reference, at in sorted(self.rows.items()) if at >= floor]
            first = (int(ask.page) - 1) * self.size
            return _body(rows[first : first + self.size], more=first + self.size < len(rows))

    rows = {f"{number:03}": START + timedelta(hours=stamp) for number, stamp in enumerate(stamps)}
    seen, _ = _walk(ById(rows, size), _listing(size=size))
    assert seen == set(rows)


def test_a_clock_cursor_becomes_the_time_of_asking_of_the_first_page() -> None:
    listing = _listing(clock=True, size=1, send=Moment(kind="date", format="dd/MM/yyyy"), overlap_s=86400)
    ask = cursors.begin(listing, "2025-11-03T20:00:00Z", NOW)
    assert cursors.sent(listing, ask) == "03/11/2025"
    first = split.page(_body([("1", START)], more=True), listing, ask, source="s", stream="documents")
    assert first.cursor == "2025-11-03T20:00:00Z"
    ask = cursors.resume(first.next or "")
    last = split.page(_body([("2", START)], more=False), listing, ask, source="s", stream="documents")
    assert last.cursor == "2026-01-01T00:00:00Z"


def test_tokens_lead_from_page_to_page_until_there_is_none() -> None:
    listing = _listing(by="token")
    ask = cursors.begin(listing, None, NOW)
    assert ask.page == ""
    first = split.page(_body([("1", START)], token="abc"), listing, ask, source="s", stream="documents")
    ask = cursors.resume(first.next or "")
    assert ask.page == "abc"
    assert split.page(_body([("2", START)]), listing, ask, source="s", stream="documents").next is None
    with pytest.raises(AdministratorNeeded) as caught:
        split.page(_body([("2", START)], token="abc"), listing, ask, source="s", stream="documents")
    assert caught.value.code == "peer.paging-stuck"


def test_without_a_flag_a_short_page_is_the_last() -> None:
    listing = _listing()
    ask = cursors.begin(listing, None, NOW)
    rows = [(str(number), START) for number in range(3)]
    assert split.page(_body(rows), listing, ask, source="s", stream="documents").next is not None
    assert split.page(_body(rows[:2]), listing, ask, source="s", stream="documents").next is None


def test_an_empty_page_that_promises_more_is_no_answer() -> None:
    listing = _listing()
    with pytest.raises(Later) as caught:
        split.page(_body([], more=True), listing, cursors.begin(listing, None, NOW), source="s", stream="documents")
    assert caught.value.code == "peer.empty-page"


def test_a_service_that_ignores_the_page_number_is_found_out() -> None:
    listing = _listing()
    rows = [(str(number), START) for number in range(3)]
    ask = cursors.begin(listing, None, NOW)
    first = split.page(_body(rows, more=True), listing, ask, source="s", stream="documents")
    ask = cursors.resume(first.next or "")
    with pytest.raises(AdministratorNeeded) as caught:
        split.page(_body(rows, more=True), listing, ask, source="s", stream="documents")
    assert caught.value.code == "peer.paging-stuck"


def test_a_cursor_that_nobody_can_read_needs_the_administrator() -> None:
    with pytest.raises(AdministratorNeeded) as caught:
        cursors.begin(_listing(), "12", NOW)
    assert caught.value.code == "peer.cursor-unreadable"
    listing = _listing(send=Moment(kind="integer"))
    with pytest.raises(AdministratorNeeded) as caught:
        cursors.sent(listing, cursors.begin(listing, None, NOW))
    assert caught.value.code == "peer.cursor-kind"
