"""The trip of a document, inwards: list → screen levels → fetch → gate → interpret → decide → one transaction.

Durable order. The messages of a page are committed together: entries, payloads, projection and look-ups, or
nothing. The cursor moves once per cycle, in the transaction of the `cycle` entry, after every message of the
window is durable. When the process dies
  before a page's commit    nothing of the page is there; the next run lists the window again and fetches it;
  after it, before the end  the messages are there, the cursor is not moved: the next run lists the window again,
                            knows them by reference and version, and fetches what is missing;
  after the cycle's commit  everything is there, cursor included.
Counts of withheld documents are absolute for the window of their cycle, so a window listed twice is counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import structlog

from adapter.core import decide, gate, interpret
from adapter.core.decide import Arrival, Decision, Fresh
from adapter.core.entries import decode
from adapter.core.facts import DocumentKey, Fact
from adapter.core.ledger import Cycle, Held, Message
from adapter.store import Reader, Store, Writer
from adapter.sync import cycle, prior
from adapter.sync.sources import Source
from adapter.wire import Later, Page, Ref, Refused, RegisterCount
from adapter.wire import Message as Fetched

DOCUMENTS = "documents"
LATER_IN_A_ROW = 3
"""So many fetches put off one after the other mean that the source is away, not that one document is bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One arrival with what gate and interpretation made of it; `facts`, `held` or `marked`."""

    arrival: Arrival
    entered_on: date | None
    facts: tuple[Fact, ...] = ()  #: open and fully read
    held: str = ""  #: rule code of what hinders it
    marked: bool = False  #: a classified signal was seen
    key: DocumentKey | None = field(default=None, repr=False)  #: of a marked one, in memory only


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What one run of a source works with."""

    source: Source
    store: Store
    fresh: Fresh
    now: datetime  #: UTC
    tally: cycle.Tally
    log: structlog.typing.FilteringBoundLogger


def take_in(
    source: Source,
    store: Store,
    fresh: Fresh,
    now: datetime,
    watch: Callable[[int], None] = lambda _: None,
) -> cycle.Tally:
    """Take in everything the source has issued since the last cycle; raises `wire.Trouble`, nothing lost.

    `watch` is told how many references have been listed so far.
    """
    log = structlog.get_logger("take_in").bind(source=source.name, stream=DOCUMENTS)
    with store.read() as reader:
        cursor = _cursor(reader, source)
    tally = cycle.Tally(cursor_before=cursor, count_withheld=source.count_withheld)
    trip = Trip(source=source, store=store, fresh=fresh, now=now, tally=tally, log=log)
    for page in _pages(trip, cursor):
        _take_page(trip, page)
        watch(tally.listed)
    _take_held(trip)
    register = _register(trip)
    with store.write() as writer:
        cycle.close(writer, source, DOCUMENTS, tally, register, now)
    log.info("cycle_committed", **tally.counts())
    return tally


def _cursor(reader: Reader, source: Source) -> str | None:
    """Give where listing begins: at the cursor, or all over again when other rules are in force than last time.

    What an earlier mapping could not decide gets another look that way; what is known by version is not fetched.
    """
    last = reader.row(Cycle, source.name, DOCUMENTS)
    if last is None:
        return None
    ((_, data),) = reader.entries(last.seq, last.seq + 1)
    same = decode(data).get("under", []) == list(source.under)
    return reader.cursor(source.name, DOCUMENTS) if same else None


def _pages(trip: Trip, cursor: str | None) -> Iterator[Page]:
    """List page by page; the cursor of the last page is where the next cycle begins."""
    wanted: str | None = None
    while True:
        trip.log.debug("listing")
        page = trip.source.connector.list(DOCUMENTS, cursor, wanted, trip.now)
        trip.tally.cursor_after = page.cursor
        trip.log.info("page_listed", refs=len(page.refs))
        yield page
        if page.next is None:
            return
        wanted = page.next


def _register(trip: Trip) -> RegisterCount | None:
    """Count the source's own register from the beginning of its listing to today."""
    today = trip.now.astimezone(cycle.VIETNAM).date()
    last = max(today, trip.tally.last_entered_on or today)
    start = trip.source.mapping.exchange.streams[DOCUMENTS].listing.cursor.start
    return trip.source.connector.register(_day(start) or BEGINNING, last)


BEGINNING = date(2000, 1, 1)
"""Where the register is counted from when the listing does not begin at a day."""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _take_page(trip: Trip, page: Page) -> None:
    refs = [ref for ref in _with_all_levels(page.refs) if trip.tally.first_sight(ref)]
    with trip.store.read() as reader:
        refs = [ref for ref in refs if _wanted(reader, trip.source, ref)]
    _commit(trip, _screen_all(trip, refs))


def _with_all_levels(refs: tuple[Ref, ...]) -> list[Ref]:
    """Let rows of one reference share their level signals: the maximum wins, whichever row is looked at first."""
    levels: dict[str, dict[tuple[str, ...], None]] = {}
    for ref in refs:
        levels.setdefault(ref.id, {}).update(dict.fromkeys(ref.levels))
    return [replace(ref, levels=tuple(levels[ref.id])) for ref in refs]


def _take_held(trip: Trip) -> None:
    """Fetch again what stands in quarantine: a repaired source or mapping, or an arrived target, releases it."""
    with trip.store.read() as reader:
        items = reader.rows(Held, source=trip.source.name, stream=DOCUMENTS)
        named = [(item, reader.text(item.reference)) for item in items]
    refs = [
        Ref(id=texts["reference"], version=item.version, levels=(), entered_on=None)
        for item, texts in named
        if texts is not None and texts["reference"] not in trip.tally.refetched and _fetchable(item)
    ]
    # One that could not be fetched keeps the reason it stands there for, and stops nobody.
    _commit(trip, _screen_held(trip, refs))


def _fetchable(item: Held) -> bool:
    """Tell whether an item may be fetched: what its listing did not open is opened by a listing only."""
    return not item.reason.startswith("secrecy.listing-")


def _wanted(reader: Reader, source: Source, ref: Ref) -> bool:
    """Tell whether a listed reference is worth a look: its level speaks, or this version is not yet known.

    A held one is left to `_take_held`, which fetches them once per cycle — unless it was its listing that held it.
    """
    if gate.screen_level(ref.levels, source.policy) is not None:
        return True
    if ref.version is None:
        return True
    place = (source.name, DOCUMENTS, ref.id)
    message, item = reader.lookup("message", *place), reader.lookup("item", *place)
    known = reader.row(Message, message) if message else None
    held = reader.row(Held, item) if item else None
    if known is not None and known.version == ref.version:
        return False
    # What came inline cannot be fetched again: it is judged anew each time it is listed.
    return held is None or held.version != ref.version or not _fetchable(held) or ref.message is not None


def _screen_held(trip: Trip, refs: list[Ref]) -> list[Screened]:
    """Fetch and read held references as far as the source delivers; they do not decide whether it is away."""
    screened: list[Screened] = []
    for ref in refs:
        try:
            screened.append(_screen(trip, ref))
        except (Refused, Later):
            trip.log.debug("held_not_fetched")
    return screened


def _screen_all(trip: Trip, refs: list[Ref]) -> list[Screened]:
    """Fetch and read; a document that cannot be fetched is held, a source that is away ends the cycle."""
    screened: list[Screened] = []
    put_off = 0
    for ref in refs:
        try:
            screened.append(_screen(trip, ref))
            put_off = 0
        except Refused as refused:
            screened.append(_unread(trip, ref, refused.code))
        except Later as later:
            put_off += 1
            if put_off == LATER_IN_A_ROW:
                _commit(trip, screened[: 1 - LATER_IN_A_ROW])
                raise
            screened.append(_unread(trip, ref, later.code))
    return screened


def _screen(trip: Trip, ref: Ref) -> Screened:
    """Bring one reference to the point where it can be decided; its content lives in memory only."""
    source = trip.source
    listed = gate.screen_level(ref.levels, source.policy)
    if listed is not None:
        return _closed(trip, ref, listed, size=0)
    trip.tally.refetched.add(ref.id)
    message = ref.message or _fetch(trip, ref)
    verdict = gate.screen(message.body, source.policy)
    if isinstance(verdict, gate.Withheld):
        return _closed(trip, ref, verdict, size=len(message.body), version=message.version)
    reading = interpret.interpret(verdict, source.mapping, source.directory, source.scope)
    arrival = _arrival(trip, ref, message.version, message.body)
    if reading.unknown:
        return Screened(arrival=arrival, entered_on=ref.entered_on, held=f"fact.{reading.unknown}-not-known")
    if reading.problems:
        return Screened(arrival=arrival, entered_on=ref.entered_on, held=reading.problems[0].code)
    return Screened(arrival=arrival, entered_on=ref.entered_on, facts=reading.facts)


def _fetch(trip: Trip, ref: Ref) -> Fetched:
    trip.log.debug("fetching")
    message = trip.source.connector.fetch(DOCUMENTS, ref)
    trip.tally.fetched += 1
    return message


def _arrival(trip: Trip, ref: Ref, version: int | None, body: bytes, size: int | None = None) -> Arrival:
    return Arrival(
        source=trip.source.name,
        stream=DOCUMENTS,
        reference=ref.id,
        version=ref.version if version is None else version,
        size=len(body) if size is None else size,
        body=body,
    )


def _closed(trip: Trip, ref: Ref, withheld: gate.Withheld, *, size: int, version: int | None = None) -> Screened:
    arrival = _arrival(trip, ref, version, b"", size)
    if withheld.marked:
        key = interpret.identity(withheld, trip.source.mapping, trip.source.directory)
        return Screened(arrival=arrival, entered_on=ref.entered_on, marked=True, key=key)
    return Screened(arrival=arrival, entered_on=ref.entered_on, held=withheld.code)


def _unread(trip: Trip, ref: Ref, code: str) -> Screened:
    arrival = _arrival(trip, ref, None, b"")
    return Screened(arrival=arrival, entered_on=ref.entered_on, held=code)


def _commit(trip: Trip, screened: list[Screened]) -> None:
    """Decide and write one group: everything of it, or nothing."""
    if not screened:
        return
    trip.log.debug("deciding", refs=len(screened))
    with trip.store.write() as writer:
        outcomes = [(one, _carry_out(writer, trip, one)) for one in screened]
        trip.log.debug("committing", refs=len(screened))
    for one, decision in outcomes:
        released = bool(decision.drafts)
        trip.tally.count(decision.outcome, one.arrival.reference, one.entered_on, released=released)
    trip.log.info("committed", refs=len(screened))


def _carry_out(writer: Writer, trip: Trip, one: Screened) -> Decision:
    decision = _decide(writer, trip.fresh, one)
    if decision.drafts:
        writer.append(decision.drafts, decision.payloads, at=trip.now, under=trip.source.under)
    for handle, key in decision.lookups:
        writer.remember(handle, *key)
    if decision.erase:
        writer.erase(decision.erase)
    return decision


def _decide(reader: Reader, fresh: Fresh, one: Screened) -> Decision:
    if one.marked:
        return decide.withhold(prior.of_withheld(reader, one.arrival, one.key), fresh)
    known = prior.of(reader, one.arrival, one.facts)
    if one.held:
        return decide.hold(one.arrival, one.held, known, fresh)
    return decide.take(one.arrival, one.facts, known, fresh)
