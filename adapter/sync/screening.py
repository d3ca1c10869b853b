"""What could be fetched of some references, and whether a source is away or one document of it is bad.

A fetch that is put off says too little: a source that is away puts off everything, a poison document itself alone, for
ever. So what is put off is held by reference only once the source has given another document after it: the next one of
the listing, or, where none follows, one that it gave before and is asked for once more. Else the source is away, and
the cycle ends with its cursor where it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from adapter.core import gate
from adapter.core.ledger import Document, Message
from adapter.store import Reader
from adapter.sync.trip import Screened, Trip
from adapter.wire import Later, Ref, Refused

LATER_IN_A_ROW = 3
"""After so many fetches put off one after the other another document is asked for."""

WITNESSES = 2
"""So many others are asked for before the source counts as away."""


def listed(trip: Trip, refs: Sequence[Ref]) -> tuple[list[Screened], Later | None]:
    """Fetch and read what a page lists; give what is known for certain, and what says that the source is away."""
    screened: list[Screened] = []
    certain = 0  # so many at the beginning were not put off, or the source has given another one since
    put_off: list[Later] = []
    good: Ref | None = None
    for number, ref in enumerate(refs):
        before = trip.tally.fetched
        try:
            screened.append(trip.kind.screen(trip, ref))
        except Refused as refused:
            screened.append(trip.unread(ref, refused.code))
        except Later as later:
            screened.append(trip.unread(ref, later.code))
            put_off.append(later)
            if later.retry_after_s is not None:
                # It has asked for a pause itself.
                return screened[:certain], later
            if len(put_off) == LATER_IN_A_ROW:
                if not _gives(trip, _others(trip, good, refs[number + 1 :])):
                    return screened[:certain], later
                put_off.clear()
        if trip.tally.fetched > before:
            good = ref
            put_off.clear()
        if not put_off:
            certain = len(screened)
    if put_off and not _gives(trip, _others(trip, good, ())):
        return screened[:certain], put_off[-1]
    return screened, None


def held(trip: Trip, refs: Sequence[Ref]) -> list[Screened]:
    """Fetch and read held references as far as the source gives them; they do not decide whether it is away.

    One that could not be fetched keeps the reason it stands there for, and stops nobody.
    """
    screened: list[Screened] = []
    in_a_row = 0
    for ref in refs:
        try:
            screened.append(trip.kind.screen(trip, ref))
            in_a_row = 0
        except Refused:
            trip.log.debug("held_not_fetched")
        except Later as later:
            trip.log.debug("held_not_fetched")
            in_a_row += 1
            if later.retry_after_s is not None or (
                in_a_row % LATER_IN_A_ROW == 0 and not _gives(trip, _others(trip, None, ()))
            ):
                break
    return screened


def _gives(trip: Trip, others: Iterator[Ref]) -> bool:
    """Tell whether the source gives one of a few other documents; what it gives is not looked at."""
    for ref in islice(others, WITNESSES):
        try:
            trip.fetch(ref)
        except (Refused, Later):
            continue
        return True
    return False


def _others(trip: Trip, good: Ref | None, behind: Sequence[Ref]) -> Iterator[Ref]:
    """Name documents that a source which is there should give: given before, else listed further behind."""
    if good is not None:
        yield good
    with trip.store.read() as reader:
        known = list(islice(_given_before(reader, trip), WITNESSES))
    yield from known
    for ref in reversed(behind):
        # What is not open in the listing is not fetched for this either.
        if ref.message is None and gate.screen_level(ref.levels, trip.source.policy) is None:
            yield ref


def _given_before(reader: Reader, trip: Trip) -> Iterator[Ref]:
    """Name documents in force that came from this source, the latest issued first."""
    messages = {row.message: row for row in reader.rows(Message, source=trip.source.name, stream=trip.stream)}
    documents = [row for row in reader.rows(Document, state="in-force") if row.message in messages]
    for row in sorted(documents, key=lambda row: (row.issued_on, row.document), reverse=True):
        reference = (reader.text(row.texts) or {}).get("reference", "")
        if reference:
            yield Ref(id=reference, version=messages[row.message].version, levels=(), entered_on=None)
