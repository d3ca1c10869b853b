"""One cycle of one source: what it counted, and the entry that closes it together with the cursor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from adapter.core import dates
from adapter.core.decide import Fresh, Outcome
from adapter.core.entries import Draft, decode, seal
from adapter.core.interpret import Numbered
from adapter.core.ledger import Cycle
from adapter.reports import identity, matrix, unmatched
from adapter.reports.account import DOCUMENTS
from adapter.reports.unmatched import Findings
from adapter.store import Writer
from adapter.sync import accounting, alerts, appeared
from adapter.sync import register as registers
from adapter.sync.sources import Source
from adapter.wire import Ref, RegisterCount


@dataclass(slots=True)
class Tally:
    """What a running cycle has counted. References live here in memory only, and go with it."""

    cursor_before: str | None
    stream: str = "documents"
    cursor_after: str | None = None
    last_entered_on: date | None = None  #: the latest day on which the source says it knew a listed item
    fetched: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    withheld_on: dict[str, date | None] = field(default_factory=dict, repr=False)  #: reference → first day known
    late: Counter[date | None] = field(default_factory=Counter)  #: held before, withheld now: by first day known
    seen: set[tuple[object, ...]] = field(default_factory=set, repr=False)
    ids: set[str] = field(default_factory=set, repr=False)
    refetched: set[str] = field(default_factory=set, repr=False)
    legible: dict[str, Numbered] = field(default_factory=dict, repr=False)  #: of what did not pass, by reference
    count_withheld: bool = True
    wrote: bool = False  #: this cycle has brought entries

    def first_sight(self, ref: Ref) -> bool:
        """Tell whether this row was not listed before in this cycle, and count its reference."""
        row = (ref.id, ref.version, ref.levels)
        if row in self.seen:
            return False
        self.seen.add(row)
        self.ids.add(ref.id)
        self.last_entered_on = max(filter(None, (self.last_entered_on, ref.entered_on)), default=None)
        return True

    @property
    def withheld(self) -> int:
        """Count the documents withheld in this cycle."""
        return self.outcomes["withheld"]

    @property
    def listed(self) -> int:
        """Count the references listed so far."""
        return len(self.ids)

    def count(self, outcome: Outcome, reference: str, entered_on: date | None, *, released: bool) -> None:
        """Count what became of one arrival; `entered_on` is the source's first day of it, where told."""
        if outcome != "withheld":
            self.outcomes[outcome] += 1
        elif reference not in self.withheld_on:
            self.outcomes[outcome] += 1
            self.withheld_on[reference] = entered_on
            self.late[entered_on] += released

    def counts(self) -> dict[str, int]:
        """Give the counts by their names in the log; what is not to be counted is not among them."""
        names: tuple[Outcome, ...] = ("taken", "older", "repeated", "held", "withheld")
        told = names if self.count_withheld else names[:-1]
        seldom: tuple[Outcome, ...] = ("passed", "purged")
        rest = {name: self.outcomes[name] for name in seldom if self.outcomes[name]}
        return {"listed": self.listed, "fetched": self.fetched} | {name: self.outcomes[name] for name in told} | rest


def close(
    writer: Writer, source: Source, tally: Tally, register: RegisterCount | None, fresh: Fresh, now: datetime
) -> None:
    """Append the `cycle` entry and move the cursor, in the caller's transaction."""
    stream, today = tally.stream, dates.day_of(now)
    overlap_s = source.mapping.exchange.streams[stream].listing.cursor.overlap_s
    first = first_whole_day(tally.cursor_before, overlap_s)
    body: dict[str, object] = tally.counts() | {"source": source.name, "stream": stream, "to": today.isoformat()}
    if first is not None:
        body["from"] = first.isoformat()
    told = all(day is not None for day in tally.withheld_on.values())
    if tally.count_withheld and told and (first is not None or tally.cursor_before is None):
        body["withheld_by_day"] = _by_day(tally, first)
    if tally.cursor_before is None:
        body["window"] = "whole"
    found = Findings()
    if register is not None:
        body |= _register(writer, source.name, register)
        legible = tally.legible.values() if tally.count_withheld else None
        found = registers.look(writer, (source.name, stream), register, legible, today)
    if stream == DOCUMENTS:
        alerts.held(writer, source.name)
        appeared.tell(writer, source, body, tally.withheld)
    if not tally.wrote and _says_nothing_new(writer, source, body, found, now):
        return
    former = unmatched.findings(writer, writer.row(Cycle, source.name, stream))
    payloads = [seal(unmatched.to_text(found), fresh.salt())] if found else []
    if payloads:
        body["unmatched"] = payloads[0].commitment
    (seq,) = writer.append([Draft(kind="cycle", body=body)], payloads, at=now, under=source.under)
    if tally.cursor_after is not None:
        writer.set_cursor(source.name, stream, tally.cursor_after, seq)
    if stream == DOCUMENTS:
        accounting.look(writer, source, today, twice_anew=bool(found.doubled - former.doubled))


VOLATILE = frozenset({"at", "cause", "fetched", "format", "kind", "register_by_month", "under", "unmatched", "window"})
"""Parts of a `cycle` entry that say nothing about the source, or say it only when it has changed."""

TOLD_ANEW = frozenset({"register_by_month", "window"})
"""What is written only when there is something to say."""


def _says_nothing_new(writer: Writer, source: Source, body: dict[str, object], found: Findings, now: datetime) -> bool:
    """Tell whether the last cycle of this stream said the same not long ago; listing it again costs nothing then."""
    last = writer.row(Cycle, source.name, str(body["stream"])) if source.quiet else None
    if last is None or last.seq < identity.succeeded_at(writer) or not TOLD_ANEW.isdisjoint(body):
        return False
    ((_, data),) = writer.entries(last.seq, last.seq + 1)
    former = decode(data)
    recent = timedelta() <= now - datetime.fromisoformat(str(former["at"])) < source.quiet
    said = {key: value for key, value in former.items() if key not in VOLATILE}
    same = said == {key: value for key, value in body.items() if key not in VOLATILE}
    return recent and same and unmatched.findings(writer, last) == found


def first_whole_day(cursor: str | None, overlap_s: int) -> date | None:
    """Give the first day that a window beginning `overlap_s` before the cursor covers from its start.

    None when the window has no beginning (the first poll), or when the cursor is no date (a bare number).
    """
    if cursor is None:
        return None
    try:
        if "T" not in cursor:
            return date.fromisoformat(cursor) - timedelta(seconds=overlap_s)
        begins = datetime.fromisoformat(cursor).astimezone(dates.VIETNAM) - timedelta(seconds=overlap_s)
    except (ValueError, OverflowError):
        return None
    whole = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    return (whole if whole == begins else whole + timedelta(days=1)).date()


MOST_DAYS = 1_000
"""Days that one entry tells apart; older ones are added up on the oldest, so that the entry stays within its size."""


def _by_day(tally: Tally, first: date | None) -> list[dict[str, str | int]]:
    """Give counts by day: absolute for days the window covers whole, additions for earlier ones.

    Earlier days were counted by earlier windows; only what stood in quarantine then is new to them.
    """
    days = Counter(day for day in tally.withheld_on.values() if day and (first is None or day >= first))
    days.update({day: n for day, n in tally.late.items() if n and day and first is not None and day < first})
    counted = sorted(days.items())
    if len(counted) > MOST_DAYS:
        older = counted[:-MOST_DAYS]
        counted = [(older[0][0], sum(n for _, n in older)), *counted[-MOST_DAYS:]]
    return [{"n": n, "on": on.isoformat()} for on, n in counted]


def _register(writer: Writer, source: str, register: RegisterCount) -> dict[str, object]:
    """Say what the register counts; by month only where that is not what was said last."""
    apart = {} if register.apart is None else {"apart": register.apart}
    told: dict[str, object] = {"register": {"numbers": register.numbers} | apart}
    months = registers.by_month(register)
    if months is None or months == matrix.register_by_month(writer, source):
        return told
    return told | {"register_by_month": [{"n": n, "on": on.isoformat()} for on, n in months.items()]}
