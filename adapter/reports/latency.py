"""How soon documents stand in the ledger: from when the source says they were issued to the moment of our entry.

The source's clock is `told_at` where its mapping reads one, else the beginning of the day of issue in Vietnam, which
never makes a latency look shorter than it was. Ours is `at` of the entry that first stated the document. Documents
issued before the day of the source's first cycle are apart: taking in former years says nothing about speed.
Percentiles are by nearest rank, in whole seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from adapter.core import dates
from adapter.core.entries import Entry, decode
from adapter.core.ledger import Cycle, Document
from adapter.reports import account as accounts
from adapter.reports.account import DOCUMENTS
from adapter.store import Reader

PERCENTILES = (50, 90, 99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One document."""

    document: str  #: handle
    source: str
    issued_on: date  #: as first stated
    seconds: int  #: at least 0
    older: bool  #: issued before the source was first gone through


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """The documents of one source and month of issue."""

    source: str
    month: date | None  #: its first day; None for those issued before the source was first gone through
    documents: int
    p50: int  #: seconds
    p90: int
    p99: int
    longest: int
    within: int | None  #: documents within the objective; None where there is none

    @property
    def share(self) -> int | None:
        """Give the share within the objective, in whole percent, rounded down."""
        return None if self.within is None else self.within * 100 // self.documents


def measured(reader: Reader) -> Iterator[Measured]:
    """Measure every document, in the order in which they came: one walk over the entries that first stated them."""
    of_source = accounts.sources_of(reader)
    begun = {source: began_on(reader, source) for source in set(of_source.values())}
    seen: set[str] = set()
    for _, data in reader.opened(Document):
        if b'"kind":"issued"' not in data:
            continue
        entry = decode(data)
        source = of_source.get(str(entry["message"]))
        if source is not None and entry["document"] not in seen:
            seen.add(str(entry["document"]))
            yield _measured(entry, source, begun[source])


def of_month(reader: Reader, source: str, month: date) -> list[Measured]:
    """Measure those of a source's documents that were issued in a month, as they stand."""
    begun = began_on(reader, source)
    stated = reader.first_stated(DOCUMENTS, source, month, dates.month_end(month))
    return [_measured(decode(data), source, begun) for _, data in stated]


def began_on(reader: Reader, source: str) -> date | None:
    """Give the day on which the documents of a source were first gone through; None before that."""
    first = next(reader.opened(Cycle, source=source, stream=DOCUMENTS), None)
    return None if first is None else date.fromisoformat(str(decode(first[1])["to"]))


def _measured(entry: Entry, source: str, begun: date | None) -> Measured:
    issued_on = date.fromisoformat(str(entry["issued_on"]))
    told_at = entry.get("told_at")
    since = datetime.fromisoformat(told_at) if told_at else dates.begin_of(issued_on)
    seconds = (datetime.fromisoformat(str(entry["at"])) - since).total_seconds()
    return Measured(
        document=str(entry["document"]),
        source=source,
        issued_on=issued_on,
        seconds=max(0, int(seconds)),
        older=begun is None or issued_on < begun,
    )


def by_month(found: Iterable[Measured], source: str, objective_s: int) -> tuple[Latency, ...]:
    """Sum the documents of a source up by month of issue, the older ones last; `objective_s` is 0 for none."""
    months: defaultdict[date | None, list[int]] = defaultdict(list)
    for one in found:
        if one.source == source:
            months[None if one.older else one.issued_on.replace(day=1)].append(one.seconds)
    older = months.pop(None, [])
    told = [_sum(source, month, seconds, objective_s) for month, seconds in sorted(months.items(), key=_month)]
    return (*told, *([_sum(source, None, older, 0)] if older else []))


def _month(item: tuple[date | None, list[int]]) -> date:
    return item[0] or date.max


def _sum(source: str, month: date | None, seconds: Sequence[int], objective_s: int) -> Latency:
    ordered = sorted(seconds)
    p50, p90, p99 = (nearest_rank(ordered, percent) for percent in PERCENTILES)
    return Latency(
        source=source,
        month=month,
        documents=len(ordered),
        p50=p50,
        p90=p90,
        p99=p99,
        longest=ordered[-1],
        within=sum(one <= objective_s for one in ordered) if objective_s else None,
    )


def duration(seconds: int) -> str:
    """Write seconds as hours, minutes and seconds."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def nearest_rank(ordered: Sequence[int], percent: int) -> int:
    """Give the smallest value that is not below so many percent of all of them."""
    return ordered[-(-len(ordered) * percent // 100) - 1]
