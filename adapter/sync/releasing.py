"""What is held, asked for again at once because a person has repaired what hindered it: looked at, then decided.

`look` speaks to the source, in the process that writes and with nothing locked; what it brings is in memory only.
`write` decides inside a transaction, by what is known then, as the trip of every message does. Durable order: one
transaction for each request, with the entry that says who asked. When the process dies
  before the commit    nothing of it is there: the items are held as before, and whoever asked asks again;
  after it             everything is there; asked for again, an item that is no longer held is told of as gone.
A document that counts as classified now is left to the next round, which fetches what was asked for here: bare counts
of the withheld stand in its cycle. An event is counted nowhere, and goes at once. What the program could not ask for
because it is to stop is left, as what there was no time for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from adapter.core.decide import Fresh
from adapter.core.ledger import Held
from adapter.exchange import cursors
from adapter.store import Store, Writer
from adapter.sync import activate, alerts, assemble, cycle, rules, take_in
from adapter.sync import clock as clocks
from adapter.sync.around import STOPPING
from adapter.sync.assemble import Configuration
from adapter.sync.sources import Source
from adapter.sync.trip import DOCUMENTS, Screened, Trip
from adapter.wire import Ref, Trouble

LOOK_S = 10.0
"""After so long no further item of a request is asked for: whoever asked waits, and asks for the rest anew."""

AT_ONCE = 20
"""Items handed over with one request."""

LISTED_ONLY = "release.listed-only"
NOT_LISTED = "release.not-listed"
NOT_IN_TIME = "release.not-in-time"
NO_STREAM = "release.no-stream"
ERASED = "release.erased"
"""Why an item was not looked at."""

FORGOTTEN = "forgotten"
"""What became of an event that is classified now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One held item, asked for again."""

    item: str  #: handle
    trip: Trip | None = None
    screened: Screened | None = field(default=None, repr=False)  #: None where the source did not give it
    code: str = ""  #: why it did not

    @property
    def waits_again(self) -> bool:
        """Tell whether it waits again, if it was rejected: it was looked at, or nobody but its listing can."""
        return self.screened is not None or self.code == LISTED_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a request found before anything is written."""

    found: tuple[Looked, ...]
    left: tuple[str, ...]  #: items that were not come to


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one item."""

    item: str
    outcome: str  #: of the decision, or FORGOTTEN; `held` while it waits still, `gone` where it was not any more
    code: str  #: why it is held, or why the source did not give it; empty for what was taken


def look(
    store: Store,
    configuration: Configuration,
    fresh: Fresh,
    items: Sequence[str],
    through: Callable[[Source], Source] = lambda source: source,
) -> Look:
    """Ask the sources for some held items. Raises `problems.Refusal` when what is configured is not in force."""
    with store.read() as reader:
        rows = [row for item in items if (row := reader.row(Held, item)) is not None]
        texts = {row.item: reader.text(row.reference) or {} for row in rows}
        standing = activate.in_force(reader)
        activate.refuse_changed(standing, configuration.wanted)
        now = clocks.latest(configuration.settings.clock, reader)
    seqs = {key: row.seq for key, row in standing.items()}
    found: list[Looked] = []
    until = time.monotonic() + LOOK_S
    for name in dict.fromkeys(row.source for row in rows):
        of_source = [row for row in rows if row.source == name]
        if name not in configuration.settings.sources:
            found += [Looked(item=row.item, code=NO_STREAM) for row in of_source]
            continue
        try:
            made = assemble.assemble(configuration, name, seqs)
        except Trouble as trouble:
            found += [Looked(item=row.item, code=trouble.code) for row in of_source]
            continue
        with closing(made):
            work = _Work(source=through(made), store=store, fresh=fresh, now=now, until=until)
            found += work.looked(of_source, texts)
    known = {row.item for row in rows}
    seen = {one.item for one in found}
    gone = [Looked(item=item) for item in items if item not in known]
    return Look(found=(*found, *gone), left=tuple(row.item for row in rows if row.item not in seen))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """Asking one source."""

    source: Source
    store: Store
    fresh: Fresh
    now: datetime
    until: float  #: `time.monotonic` after which no further item is begun

    def looked(self, rows: Sequence[Held], texts: dict[str, dict[str, str]]) -> Iterator[Looked]:
        """Look as far as time goes, and the program is not to stop."""
        with suppress(_StoppingError):
            yield from self._of_streams(rows, texts)

    def _of_streams(self, rows: Sequence[Held], texts: dict[str, dict[str, str]]) -> Iterator[Looked]:
        kinds = {kind.name: kind for kind in take_in.streams(self.source.mapping)}
        for stream in dict.fromkeys(row.stream for row in rows):
            of_stream = [row for row in rows if row.stream == stream]
            if stream not in kinds:
                yield from (Looked(item=row.item, code=NO_STREAM) for row in of_stream)
                continue
            tally = cycle.Tally(cursor_before=None, stream=stream, count_withheld=False)
            log = structlog.get_logger("releasing").bind(source=self.source.name, stream=stream)
            trip = Trip(
                source=self.source, kind=kinds[stream], store=self.store, fresh=self.fresh, now=self.now,
                tally=tally, log=log,
            )  # fmt: skip
            yield from self._of_stream(trip, of_stream, texts)

    def _of_stream(self, trip: Trip, rows: Sequence[Held], texts: dict[str, dict[str, str]]) -> Iterator[Looked]:
        inline = [row for row in rows if "since" in texts[row.item]]
        listed, lacking = self._listed(trip, inline, texts) if inline else ({}, "")
        for number, row in enumerate(rows):
            # What came with a listing is here already; to list it once more would take as long.
            if number and row not in inline and time.monotonic() > self.until:
                return
            reference = texts[row.item].get("reference", "")
            if not reference:
                yield Looked(item=row.item, code=ERASED)
            elif row.reason.startswith("secrecy.listing-"):
                yield Looked(item=row.item, code=LISTED_ONLY)
            elif row not in inline:
                ref = Ref(id=reference, version=row.version, levels=(), entered_on=None)
                yield self._screened(trip, row.item, ref)
            elif reference in listed:
                yield self._screened(trip, row.item, listed[reference])
            else:
                yield Looked(item=row.item, code=lacking)

    def _screened(self, trip: Trip, item: str, ref: Ref) -> Looked:
        try:
            return Looked(item=item, trip=trip, screened=trip.kind.screen(trip, ref))
        except Trouble as trouble:
            return Looked(item=item, code=_code(trouble))

    def _listed(self, trip: Trip, rows: Sequence[Held], texts: dict[str, dict[str, str]]) -> tuple[dict[str, Ref], str]:
        """List what came with its listing once more, from where the first of it stood: one page at least.

        Give what was found, and the code of why the rest was not.
        """
        wanted = {texts[row.item].get("reference", "") for row in rows}
        listing = trip.source.mapping.exchange.streams[trip.stream].listing
        places = [texts[row.item]["since"] for row in rows]
        first = places[0]
        for place in places[1:]:
            first = place if cursors.is_before(listing, place, first) else first
        found: dict[str, Ref] = {}
        page: str | None = None
        try:
            while True:
                told = trip.source.connector.list(trip.stream, first, page, trip.now)
                found |= {ref.id: ref for ref in told.refs if ref.id in wanted}
                page = told.next
                if page is None or not wanted - found.keys():
                    return found, NOT_LISTED
                if time.monotonic() > self.until:
                    return found, NOT_IN_TIME
        except Trouble as trouble:
            return found, _code(trouble)


class _StoppingError(Exception):
    """The program is to stop: nothing more is asked for."""


def _code(trouble: Trouble) -> str:
    """Give why a source did not give something; raises _StoppingError where it was not asked."""
    if trouble.code == STOPPING:
        raise _StoppingError
    return trouble.code


def write(writer: Writer, looked: Sequence[Looked], fresh: Fresh) -> list[Result]:
    """Decide what was looked at, inside a transaction, and write it down."""
    found = [_decided(writer, one, fresh) for one in looked]
    for source in {one.trip.source.name for one in looked if one.trip is not None}:
        alerts.held(writer, source)
    return found


def _decided(writer: Writer, one: Looked, fresh: Fresh) -> Result:
    before = writer.row(Held, one.item)
    if before is None:
        return Result(item=one.item, outcome="gone", code="")
    if one.screened is None or one.trip is None:
        return Result(item=one.item, outcome="held", code=one.code or before.reason)
    trip = one.trip
    decision = trip.kind.decide(writer, fresh, one.screened)
    if decision.outcome == "withheld" and trip.stream == DOCUMENTS:
        return Result(item=one.item, outcome="withheld", code="")
    take_in.write(writer, trip, decision)
    if decision.drafts:
        rules.note(writer, trip.source, [one.screened])
    held = writer.row(Held, one.item)
    if held is not None:
        return Result(item=one.item, outcome="held", code=held.reason)
    outcome = FORGOTTEN if decision.outcome == "withheld" else decision.outcome
    return Result(item=one.item, outcome=outcome, code="")
