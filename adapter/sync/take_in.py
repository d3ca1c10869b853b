"""The trip of a message, inwards: list → screen levels → fetch → gate → interpret → decide → one transaction.

Durable order. The messages of a page are committed together: entries, payloads, projection and look-ups, or
nothing. The cursor moves once per cycle, in the transaction of the `cycle` entry, after every message of the
window is durable. When the process dies
  before a page's commit    nothing of the page is there; the next run lists the window again and fetches it;
  after it, before the end  the messages are there, the cursor is not moved: the next run lists the window again,
                            knows them by reference and version, and fetches what is missing;
  after the cycle's commit  everything is there, cursor included.
Counts of withheld documents are absolute for the window of their cycle, so a window listed twice is counted once.

What differs between documents and events is in `sync.documents` and `sync.events`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import structlog

from adapter import metrics
from adapter.audit.readings import Rereader
from adapter.core import dates, decide, gate
from adapter.core.decide import Decision, Fresh
from adapter.core.decide.compare import older
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Cycle, Document, Held, Message
from adapter.core.mapping import Mapping
from adapter.exchange import cursors
from adapter.reports import identity
from adapter.store import Reader, Store, Writer
from adapter.sync import answering, cycle, rules, screening, writing
from adapter.sync.answering import Reading
from adapter.sync.documents import Documents
from adapter.sync.events import Events
from adapter.sync.sources import Source
from adapter.sync.trip import DOCUMENTS, Kind, Screened, Trip
from adapter.wire import Page, Ref, RegisterCount


def streams(mapping: Mapping) -> list[Kind]:
    """Give the streams that a mapping reads in the order in which they are taken in: events speak of documents."""
    events = mapping.evidence
    return [Documents(), *([] if events is None else [Events(events)])]


def take_in(
    source: Source,
    store: Store,
    fresh: Fresh,
    now: datetime,
    watch: Callable[[int], None] = lambda _: None,
    kind: Kind | None = None,
) -> cycle.Tally:
    """Take in what one stream has brought since its last cycle; raises `wire.Trouble`, nothing lost.

    `watch` is told how many references have been listed so far. Without a `kind` it is the stream of documents.
    """
    kind = kind or Documents()
    log = structlog.get_logger("take_in").bind(source=source.name, stream=kind.name)
    with store.read() as reader:
        cursor = _cursor(reader, source, kind.name, now)
    counted = source.count_withheld and kind.name == DOCUMENTS
    tally = cycle.Tally(cursor_before=cursor, stream=kind.name, count_withheld=counted)
    trip = Trip(source=source, kind=kind, store=store, fresh=fresh, now=now, tally=tally, log=log)
    for page in _pages(trip, cursor):
        _take_page(trip, page)
        watch(tally.listed)
    _take_held(trip)
    register = _register(trip)
    store.commit(lambda writer: cycle.close(writer, source, tally, register, fresh, now))
    log.info("cycle_committed", **tally.counts())
    for outcome in ("taken", "older", "repeated", "held", "withheld"):
        number = tally.counts().get(outcome, 0)
        metrics.count("nhiemvu_items_total", number, source=source.name, stream=kind.name, outcome=outcome)
    return tally


def _cursor(reader: Reader, source: Source, stream: str, now: datetime) -> str | None:
    """Give where listing begins: at the cursor, or all over again when other rules are in force than last time.

    Once in a while documents are listed all over again whatever has happened (`_is_due_whole`).

    What an earlier mapping could not decide gets another look that way; what is known by version is not fetched.
    What is held and can only be listed again is looked for where it stood, once documents have come in.
    """
    last = reader.row(Cycle, source.name, stream)
    cursor = reader.cursor(source.name, stream)
    if last is None or cursor is None:
        return cursor
    if last.seq < identity.succeeded_at(reader):
        # What the former log took in after the backup is fetched again, wherever the cursor stood in it.
        return None
    ((_, data),) = reader.entries(last.seq, last.seq + 1)
    if decode(data).get("under", []) != list(source.under) or _is_due_whole(reader, source, stream, now):
        return None
    since = None if stream == DOCUMENTS else _oldest_since(reader, last, dates.day_of(now))
    if since is None:
        return cursor
    places = _places_of_held(reader, source, stream)
    return cursors.earliest(source.mapping.exchange.streams[stream].listing, cursor, places, since)


def _is_due_whole(reader: Reader, source: Source, stream: str, now: datetime) -> bool:
    """Tell whether documents are to be listed from the beginning: rows that came late, beyond every overlap, are found.

    Withheld documents are counted anew by it, too: it does not wait where a cycle since the last whole one could not
    say from which day on one was known, because it was held before and its listing has not told of it again.
    """
    if stream != DOCUMENTS or not source.reconcile:
        return False
    uncounted = False
    for _, data in reader.opened(Cycle, newest_first=True, source=source.name, stream=stream):
        entry = decode(data)
        if now - datetime.fromisoformat(str(entry["at"])) >= source.reconcile:
            return True
        if entry.get("window") == "whole":
            return uncounted and "withheld_by_day" in entry
        uncounted |= "from" in entry and "withheld_by_day" not in entry
    return True


NEWS = (b'"kind":"issued"', b'"kind":"assigned"', b'"kind":"received"')
"""Entries after which an event may have a document that it had not."""


def _oldest_since(reader: Reader, last: Cycle, today: date) -> date | None:
    """Give the earliest day of issue of what the ledger has learned about documents since a cycle of the events.

    Nothing happens to an assignment before its document is issued, so that nothing older has to be listed again. What
    an agency says of a task may have been listed before the event by which it leads that: so of what was passed on
    the cycle itself counts, too. A document that bears a day to come was misdated, and says nothing about that.
    """
    before = reader.as_of(last.seq).row(Cycle, *last.key)
    documents: set[str] = set()
    for seq, data in reader.entries(0 if before is None else before.seq):
        if b'"kind":"transferred"' in data or b'"kind":"reassigned"' in data:
            moved = reader.row(Assignment, decode(data)["assignment"])
            documents |= set() if moved is None else {moved.document}
        elif seq >= last.seq and any(kind in data for kind in NEWS):
            # A second reference of a document is named by events, too, and states nothing.
            documents.add(decode(data).get("document", ""))
    rows = [row for handle in documents if (row := reader.row(Document, handle)) is not None]
    return min((row.issued_on if row.issued_on <= today else BEGINNING for row in rows), default=None)


def _places_of_held(reader: Reader, source: Source, stream: str) -> list[str]:
    items = [item for item in reader.rows(Held, source=source.name, stream=stream) if item.rejected is None]
    named = [reader.text(item.reference) or {} for item in items]
    return [texts["since"] for texts in named if texts.get("since")]


def _pages(trip: Trip, cursor: str | None) -> Iterator[Page]:
    """List page by page; the cursor of the last page is where the next cycle begins."""
    wanted: str | None = None
    while True:
        trip.log.debug("listing")
        page = trip.source.connector.list(trip.stream, cursor, wanted, trip.now)
        trip.tally.cursor_after = page.cursor
        trip.log.info("page_listed", refs=len(page.refs))
        yield page
        if page.next is None:
            return
        wanted = page.next


def _register(trip: Trip) -> RegisterCount | None:
    """Count the source's own register of documents from the beginning of its listing to today."""
    if trip.stream != DOCUMENTS:
        return None
    today = dates.day_of(trip.now)
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
        refs = [ref for ref in refs if _wanted(reader, trip, ref)]
    screened, away = screening.listed(trip, refs)
    _commit(trip, screened)
    if away is not None:
        raise away


def _with_all_levels(refs: tuple[Ref, ...]) -> list[Ref]:
    """Let rows of one reference share their level signals: the maximum wins, whichever row is looked at first."""
    levels: dict[str, dict[tuple[str, ...], None]] = {}
    for ref in refs:
        levels.setdefault(ref.id, {}).update(dict.fromkeys(ref.levels))
    return [replace(ref, levels=tuple(levels[ref.id])) for ref in refs]


def _take_held(trip: Trip) -> None:
    """Fetch again what stands in quarantine: a repaired source or mapping, or an arrived target, releases it.

    What has stood there longest comes first: two updates that wait for one document are taken in the order in which
    they came.
    """
    with trip.store.read() as reader:
        items = sorted(
            reader.rows(Held, source=trip.source.name, stream=trip.stream), key=lambda item: (item.since, item.item)
        )
        released = _released_since(reader, reader.row(Cycle, trip.source.name, trip.stream))
        named = [(item, reader.text(item.reference)) for item in items if _due(trip, item, released)]
    refs = [
        Ref(id=texts["reference"], version=item.version, levels=(), entered_on=None)
        for item, texts in named
        if texts is not None and texts["reference"] not in trip.tally.refetched and _fetchable(item)
        # What came inline is listed again instead.
        if "since" not in texts
    ]
    _commit(trip, screening.held(trip, refs))


OFTEN = timedelta(days=7)
"""So long a held item is fetched in every cycle."""

SELDOM = 7
"""After that once in so many days, each on a day of its own; what is repaired comes by its new version anyway."""


def _released_since(reader: Reader, last: Cycle | None) -> frozenset[str]:
    """Give how the items begin that people have asked for since a cycle: of what was found classified then, none stays.

    Such a request leaves it to the round, which counts it (`sync.releasing`).
    """
    found: set[str] = set()
    for _, data in () if last is None else reader.entries(last.seq):
        if b'"kind":"acted"' not in data or b'"what":"release"' not in data:
            continue
        told = reader.text(str(decode(data).get("note", ""))) or {}
        found.update(told.get("about", "").removeprefix("items=").split(","))
    return frozenset(found)


def _due(trip: Trip, item: Held, released: Collection[str]) -> bool:
    """Tell whether a held item is due; one that waits for another document always is, one that was rejected never."""
    if item.rejected is not None:
        return False
    if trip.tally.cursor_before is None or item.reason in decide.WAITING or item.item[:8] in released:
        return True
    fresh = trip.now - datetime.fromisoformat(item.since) < OFTEN
    return fresh or (trip.now.toordinal() + int(item.item[:4], 16)) % SELDOM == 0


def _fetchable(item: Held) -> bool:
    """Tell whether an item may be fetched: what its listing did not open is opened by a listing only."""
    return not item.reason.startswith("secrecy.listing-")


def _wanted(reader: Reader, trip: Trip, ref: Ref) -> bool:
    """Tell whether a listed reference is worth a look: its level speaks, or this version is not yet known.

    A held one is left to `_take_held`, which fetches them once per cycle — unless it was its listing that held it.
    """
    if gate.screen_level(ref.levels, trip.source.policy) is not None:
        return True
    if ref.version is None or reader.buried("belongs", trip.source.name, trip.stream, ref.id) is not None:
        return True
    place = (trip.source.name, trip.stream, ref.id)
    message, item = reader.lookup("message", *place), reader.lookup("item", *place)
    known = reader.row(Message, message) if message else None
    held = reader.row(Held, item) if item else None
    if known is not None and (known.version == ref.version or _is_history(reader, place, ref, known)):
        return False
    if held is not None and held.rejected is not None and held.version == ref.version:
        return False
    # What came inline cannot be fetched again: it is judged anew each time it is listed.
    return held is None or held.version != ref.version or not _fetchable(held) or ref.message is not None


def _is_history(reader: Reader, place: tuple[str, str, str], ref: Ref, known: Message) -> bool:
    """Tell whether an older version of a known message is itself known: listed again, it is no news."""
    return older(ref.version, known.version) and reader.lookup("version", *place, str(ref.version)) is not None


def _commit(trip: Trip, screened: list[Screened]) -> None:
    """Decide and write one group: everything of it, or nothing."""
    if not screened:
        return

    def work(writer: Writer) -> list[tuple[Screened, Decision]]:
        trip.log.debug("deciding", refs=len(screened))
        decided = [(one, _carry_out(writer, trip, one)) for one in screened]
        # What has changed nothing is looked at again and again, and counts once.
        rules.note(writer, trip.source, [one for one, decision in decided if decision.drafts])
        trip.log.debug("committing", refs=len(screened))
        return decided

    for one, decision in trip.store.commit(work):
        released = bool(decision.drafts)
        trip.tally.wrote |= released
        trip.tally.count(decision.outcome, one.arrival.reference, one.entered_on, released=released)
    trip.log.info("committed", refs=len(screened))


def _carry_out(writer: Writer, trip: Trip, one: Screened) -> Decision:
    decision = trip.kind.decide(writer, trip.fresh, one)
    write(writer, trip, decision)
    return decision


def write(writer: Writer, trip: Trip, decision: Decision) -> None:
    """Write one decision of a trip down, and what it lets follow of kept answers."""
    source = trip.source
    seqs = writing.write(writer, decision, source.name, source.under, trip.now)
    reading = Reading(by=rereader(source), under=source.under, fresh=trip.fresh, now=trip.now)
    answering.follow(writer, reading, decision, seqs)


def rereader(source: Source) -> Rereader:
    """Read kept bodies of a source by what reads those that come."""
    return Rereader(
        source=source.name,
        mapping=source.mapping,
        policy=source.policy,
        directory=source.directory,
        scope=source.scope,
    )
