"""The whole account at a position: by source and month, with what stands out and how soon documents came.

`of_period` is what reports print of it; everything is a pure function of the reader's position and the limits given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from adapter.core.ledger import Cycle
from adapter.reports import account as accounts
from adapter.reports import latency, matrix, standing_out, unmatched
from adapter.reports.figures import Period
from adapter.reports.latency import Latency
from adapter.reports.matrix import Matrix, Row
from adapter.reports.standing_out import Exceptional
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """By what a source is judged; every limit is one of its settings."""

    late_s: int = 864_000  #: a document that took longer from issue to ledger is a late entry
    objective_s: int = 0  #: from issue to ledger; 0 where there is no objective
    share: int = 95  #: percent of a month's documents that have to be within it


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The account of some sources."""

    matrices: tuple[Matrix, ...]  #: by name of the source
    exceptions: tuple[Exceptional, ...]
    latencies: tuple[Latency, ...]  #: by source and month
    limits: Mapping[str, Limits]

    def met(self, one: Latency) -> bool | None:
        """Tell whether a month kept to the objective of its source; None where there is none."""
        return _met(one, self.limits)

    def within(self, first: date, last: date) -> PeriodAccount:
        """Give the months that lie in a span of days; what is of no known month is in none."""
        rows = [row for taken in self.matrices for row in taken.rows]
        return PeriodAccount(
            first=first,
            last=last,
            rows=tuple(row for row in rows if row.month is not None and first <= row.month <= last),
            exceptions=tuple(one for one in self.exceptions if _is_in(one, first, last)),
            latencies=tuple(one for one in self.latencies if one.month is not None and first <= one.month <= last),
            limits=self.limits,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAccount:
    """The account of the months of a period."""

    first: date
    last: date
    rows: tuple[Row, ...]  #: one for each source and month
    exceptions: tuple[Exceptional, ...]
    latencies: tuple[Latency, ...]
    limits: Mapping[str, Limits]

    @property
    def unexplained(self) -> int | None:
        """Add up the numbers that nothing explains; None where no source tells its numbers."""
        told = [row.unexplained for row in self.rows if row.unexplained is not None]
        return sum(told) if told or not self.rows else None

    def met(self, one: Latency) -> bool | None:
        """Tell whether a month kept to the objective of its source; None where there is none."""
        return _met(one, self.limits)


DEFAULT = Limits()
"""Where nothing else is said of a source."""


def of_period(reader: Reader, period: Period, limits: Mapping[str, Limits] | None = None) -> PeriodAccount:
    """Take the account of a period, of all sources: months that begin in it, whatever its cut-off day."""
    return whole(reader, limits).within(period.first, period.last)


def whole(reader: Reader, limits: Mapping[str, Limits] | None = None, source: str = "") -> Whole:
    """Take the account of all sources, or of one. Documents are read once, and measured in one walk."""
    judged = limits or {}
    names = [name for name in accounts.sources(reader) if source in ("", name)]
    borne = list(matrix.documents(reader, source))
    measured = list(latency.measured(reader))
    matrices: list[Matrix] = []
    found: list[Exceptional] = []
    latencies: list[Latency] = []
    for name in names:
        limit = judged.get(name, DEFAULT)
        own = [one for one in borne if one.source == name]
        taken = matrix.of_source(reader, name, own)
        matrices.append(taken)
        found += standing_out.of_matrix(taken, own, measured, limit.late_s)
        latencies += latency.by_month(measured, name, limit.objective_s)
    return Whole(matrices=tuple(matrices), exceptions=tuple(found), latencies=tuple(latencies), limits=dict(judged))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """How a source stands, by counts alone: two statements over its documents, and one entry for each of the month."""

    source: str
    difference: int | None  #: what the register has more than is accounted for; None where it does not tell
    twice: int  #: numbers that the register has more than once a year
    month: Latency | None  #: the documents issued in the month of the day asked for; None while there are none
    limits: Limits

    @property
    def met(self) -> bool | None:
        """Tell whether the month keeps to the objective so far; None where there is none, or nothing to judge."""
        return None if self.month is None else _met(self.month, {self.source: self.limits})


def brief(reader: Reader, source: str, today: date, limits: Limits) -> Brief:
    """Say how a source stands on a day."""
    found = unmatched.findings(reader, reader.row(Cycle, source, accounts.DOCUMENTS))
    measured = latency.of_month(reader, source, today.replace(day=1))
    told = [one for one in latency.by_month(measured, source, limits.objective_s) if one.month is not None]
    return Brief(
        source=source,
        difference=accounts.take(reader, source).difference,
        twice=len(found.doubled),
        month=told[0] if told else None,
        limits=limits,
    )


def _met(one: Latency, limits: Mapping[str, Limits]) -> bool | None:
    return None if one.share is None else one.share >= limits.get(one.source, DEFAULT).share


def _is_in(one: Exceptional, first: date, last: date) -> bool:
    """Tell whether something belongs to a period; a gap, which is of a year, belongs to none."""
    return one.month is not None and first <= one.month <= last
