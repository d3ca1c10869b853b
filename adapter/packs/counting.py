"""Everything that a pack counts, in one walk over the assignments: the period, the one before, and the months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from adapter.core import dates
from adapter.core.ledger import Assignment
from adapter.core.standing import Standing, judge
from adapter.packs import former
from adapter.packs.model import Month
from adapter.reports import beside, figures
from adapter.reports.figures import Member, Period, Report, Tally, Walked
from adapter.store import Reader

MONTHS = 12
"""So many months a trend goes back."""

WALKED = 16
"""Parts of the walk: a handle is a digest, so that its first digit says how far it has come."""

Step = Callable[[int], None]
"""Is told how many parts are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """An assignment of the period as it counts for one agency, with where it stands on the cut-off day."""

    row: Assignment
    issued_on: date
    member: Member
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a walk found."""

    report: Report
    counts: list[Counts] = field(repr=False)  #: without those that only coordinate; in the order of handles
    before: Report | None  #: None where there is no period before, or nobody asked
    months: tuple[Month, ...]  #: from the one in which the first document was issued; empty where nobody asked


def counts(one: Walked, members: Iterable[Member], until: date) -> list[Counts]:
    """Give an assignment as it counts for these."""
    found = list(members)
    standing = judge(one.row, one.evidence, until) if found else None
    return [
        Counts(row=one.row, issued_on=one.issued_on, member=member, standing=standing)
        for member in found
        if standing is not None
    ]


def come(one: Walked) -> int:
    """Tell how many of the parts of a walk are done."""
    return int(one.row.assignment[0], WALKED)


def walk(reader: Reader, period: Period, step: Step, *, trend: bool) -> Counted:
    """Count at the reader's position; whoever leads, coordinates or is counted in other periods is not kept."""
    before = former.before(period) if trend else None
    months = _months(period) if trend else []
    periods = [period, *([before] if before else []), *months]
    tallies, held, ways = [Tally() for _ in periods], list[Counts](), figures.ways(reader)
    begun = min(beside.issued(reader).values(), default=date.max) if trend else date.max
    for one in figures.walk(reader, periods, figures.due_soon_days(reader), ways):
        for tally, found in zip(tallies, one.members, strict=True):
            tally.take(found)
        population = [member for member in one.members[0] if figures.TOTAL in member.cells]
        held += counts(one, population, period.until)
        step(come(one))
    step(WALKED)
    told = tallies[len(periods) - len(months) :]
    return Counted(
        report=tallies[0].report(reader, period),
        counts=held,
        before=tallies[1].report(reader, before) if before else None,
        months=tuple(
            Month(first=month.first, until=month.until, total=tally.lines(None, ways)[1])
            for number, (month, tally) in enumerate(zip(months, told, strict=True), start=1)
            if number == len(months) or (month.first.year, month.first.month) >= (begun.year, begun.month)
        ),
    )


def _months(period: Period) -> list[Period]:
    """Give the last months up to the cut-off day."""
    found: list[Period] = []
    first = period.until.replace(day=1)
    while len(found) < MONTHS:
        last = dates.month_end(first)
        found.append(Period(first=first, last=last, until=min(last, period.until)))
        if first.toordinal() == 1:
            break
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]
