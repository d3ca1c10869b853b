"""One cycle of one source: what it counted, and the entry that closes it together with the cursor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from adapter.core.decide import Outcome
from adapter.core.entries import Draft
from adapter.store import Writer
from adapter.sync.sources import Source
from adapter.wire import Ref, RegisterCount

VIETNAM = timezone(timedelta(hours=7))
"""Days are days in Vietnam: a fixed offset, no daylight saving (DESIGN §3)."""


@dataclass(slots=True)
class Tally:
    """What a running cycle has counted. References live here in memory only, and go with it."""

    cursor_before: str | None
    cursor_after: str | None = None
    last_entered_on: date | None = None  #: the latest day on which the source says it knew a listed item
    listed: int = 0
    fetched: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    withheld_on: Counter[date | None] = field(default_factory=Counter)
    seen: set[tuple[str, int | None]] = field(default_factory=set, repr=False)
    refetched: set[str] = field(default_factory=set, repr=False)

    def first_sight(self, ref: Ref) -> bool:
        """Tell whether this reference and version was not listed before in this cycle, and count it."""
        if (ref.id, ref.version) in self.seen:
            return False
        self.seen.add((ref.id, ref.version))
        self.listed += 1
        self.last_entered_on = max(filter(None, (self.last_entered_on, ref.entered_on)), default=None)
        return True

    def count(self, outcome: Outcome, entered_on: date | None) -> None:
        """Count what became of one arrival; `entered_on` is the source's first day of it, where told."""
        self.outcomes[outcome] += 1
        if outcome == "withheld":
            self.withheld_on[entered_on] += 1

    def counts(self) -> dict[str, int]:
        """Give the counts by their names in the log."""
        names: tuple[Outcome, ...] = ("taken", "older", "repeated", "held", "withheld")
        return {"listed": self.listed, "fetched": self.fetched} | {name: self.outcomes[name] for name in names}


def close(
    writer: Writer, source: Source, stream: str, tally: Tally, register: RegisterCount | None, now: datetime
) -> None:
    """Append the `cycle` entry and move the cursor, in the caller's transaction."""
    today = now.astimezone(VIETNAM).date()
    overlap_s = source.mapping.exchange.streams[stream].listing.cursor.overlap_s
    first = first_whole_day(tally.cursor_before, overlap_s)
    counts = tally.counts()
    if not source.count_withheld:
        del counts["withheld"]
    body: dict[str, object] = counts | {"source": source.name, "stream": stream, "to": today.isoformat()}
    if first is not None:
        body["from"] = first.isoformat()
    if source.count_withheld and (first is not None or tally.cursor_before is None):
        body["withheld_by_day"] = _by_day(tally, first)
    if register is not None:
        body["register"] = _register(register)
    (seq,) = writer.append([Draft(kind="cycle", body=body)], at=now, under=source.under)
    if tally.cursor_after is not None:
        writer.set_cursor(source.name, stream, tally.cursor_after, seq)


def first_whole_day(cursor: str | None, overlap_s: int) -> date | None:
    """Give the first day that a window beginning `overlap_s` before the cursor covers from its start.

    None when the window has no beginning (the first poll), or when the cursor is no date (a bare number).
    """
    if cursor is None or cursor.isdecimal():
        return None
    if "T" not in cursor:
        return date.fromisoformat(cursor) - timedelta(seconds=overlap_s)
    begins = datetime.fromisoformat(cursor).astimezone(VIETNAM) - timedelta(seconds=overlap_s)
    whole = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    return (whole if whole == begins else whole + timedelta(days=1)).date()


def _by_day(tally: Tally, first: date | None) -> list[dict[str, str | int]]:
    """Give absolute counts of the days that the window covers whole; earlier days were counted by earlier windows."""
    counted = sorted((on, n) for on, n in tally.withheld_on.items() if on and (first is None or on >= first))
    return [{"n": n, "on": on.isoformat()} for on, n in counted]


def _register(register: RegisterCount) -> dict[str, int]:
    apart = {} if register.apart is None else {"apart": register.apart}
    return {"numbers": register.numbers} | apart
