"""Who counts in a period, and in what: the walk that every figure is made of.

An assignment counts for whoever leads it on the cut-off day. Who led it when the period began, or got it in the period,
and leads no longer counts it as transferred out, whatever became of it since: so it is judged in one line only. That
comes after withdrawn (DESIGN §7) in this sense, that a withdrawn one is withdrawn for whoever leads it. Moves are those
of its source (`transferred`) and those that a person ruled (`reassigned`); who led for a moment led.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from adapter.core.ledger import Assignment, Evidence, Tables
from adapter.core.standing import OPEN, Standing, due_soon, extensions, judge, led_in_turn, over
from adapter.reports import beside
from adapter.reports.columns import BEHIND, OUT, QUALITY, TOTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a report is about."""

    first: date
    last: date
    until: date  #: the cut-off day on which everything is judged; not after `last`


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How is counted what the directive leaves open (5425/UBND-KGVX), by the settings in force."""

    #: The rate goes by the deadline in force, or by the one that was set first.
    rate_deadline: Literal["in-force", "first"] = "in-force"
    #: Agencies that contribute have no figures, or a column apart.
    coordinating: Literal["none", "apart"] = "none"


AS_EVER = Ways()
"""Where the settings in force are older than these questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One assignment of a period's population as it counts for one agency, with what it counts in."""

    assignment: str  #: handle; of a transferred one there are several members, each of another agency
    document: str  #: handle
    lead: str  #: id of the agency for which it counts
    cells: tuple[str, ...]  #: `total`, how it came, its bucket, and what else; see `columns`
    times: int = 0  #: so many extensions up to the cut-off day
    granted: int = 0  #: days by which they moved the deadline, together
    late: int = 0  #: days after the deadline: of its completion, or of the cut-off day while it is open

    @property
    def leads(self) -> bool:
        """Tell whether it counts for the agency that leads it on the cut-off day."""
        return TOTAL in self.cells and OUT not in self.cells

    def counts_in(self, column: str) -> bool:
        """Tell whether it counts in a column, for whoever this is."""
        return BEHIND.get(column, column) in self.cells


def members(
    tables: Tables, period: Period, days: int, ways: Ways = AS_EVER, only: Collection[str] | None = None
) -> Iterator[Member]:
    """Give the population of a period in a ledger, in the order of handles: what every figure counts.

    `days` are those of "due soon"; with `only` no other assignments are looked at.
    """
    for one in walk(tables, (period,), days, ways, only):
        yield from one.members[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """One assignment with what it is in each of several periods."""

    row: Assignment
    issued_on: date
    evidence: Sequence[Evidence] = field(repr=False)
    members: Sequence[Sequence[Member]]  #: of each period, in the order of the periods


def walk(
    tables: Tables, periods: Sequence[Period], days: int, ways: Ways = AS_EVER, only: Collection[str] | None = None
) -> Iterator[Walked]:
    """Give every assignment in scope with its members in several periods, in the order of handles, in one walk.

    However many there are, few are in memory at a time.
    """
    for row, evidence, issued_on in beside.counting(tables, only):
        if issued_on is not None:
            members = [list(_of_one(row, issued_on, evidence, period, days, ways)) for period in periods]
            yield Walked(row=row, issued_on=issued_on, evidence=evidence, members=members)


def _of_one(
    row: Assignment, issued_on: date, evidence: Sequence[Evidence], period: Period, days: int, ways: Ways
) -> Iterator[Member]:
    """Give what one assignment is for each agency; nothing when it is not of this period."""
    if issued_on > period.until:
        return
    eve = period.first - timedelta(days=1)
    old = issued_on < period.first
    if old and over(judge(row, evidence, eve)):
        return
    begun, *later = led_in_turn(row, evidence, period.first, period.until)
    now = later[-1] if later else begun
    for lead in dict.fromkeys((begun, *later)):
        came = ("carried_over" if old else "new") if lead == begun else "transferred_in"
        if lead == now:
            yield _judged(row, lead, came, evidence, period.until, days, ways)
        else:
            yield Member(assignment=row.assignment, document=row.document, lead=lead, cells=(TOTAL, came, OUT))
    if ways.coordinating == "apart":
        for agency in dict.fromkeys(row.coordinating):
            yield Member(assignment=row.assignment, document=row.document, lead=agency, cells=("coordinated",))


def _judged(
    row: Assignment, lead: str, came: str, evidence: Sequence[Evidence], day: date, days: int, ways: Ways
) -> Member:
    """Say what an assignment is for the agency that leads it."""
    standing = judge(row, evidence, day)
    granted = extensions(row, evidence, day)
    rated = _rated(standing, granted.first, day) if ways.rate_deadline == "first" else None
    cells = [TOTAL, came, *alike(standing.code, standing.lacking, standing.quality, rated)]
    cells += ["due_soon"] if due_soon(standing, day, days) else []
    cells += ["extended"] if granted.times else []
    return Member(
        assignment=row.assignment,
        document=row.document,
        lead=lead,
        cells=tuple(cells),
        times=granted.times,
        granted=granted.days,
        late=late_by(standing, day),
    )


def alike(code: str, lacking: Iterable[str], quality: str, rated: Iterable[str] | None = None) -> list[str]:
    """Give the cells that all standings have which say the same, whatever their days are.

    `rated` is what counts for the rate where that is not said by the bucket.
    """
    cells = [code, *(RATE.get(code, ()) if rated is None else rated)]
    cells += [f"waiting_{name}" for name in lacking if code in OPEN]
    return cells + ([f"{QUALITY}{quality}"] if quality else [])


RATE = {"done-on-time": ("rate_met", "rate_of"), "done-late": ("rate_of",), "open-overdue": ("rate_of",)}
"""What counts for the rate on time by the deadline in force: what is open and in time does not count yet."""

RATED = frozenset({*RATE, *OPEN})
"""Buckets that the rate can be made of: the others have no deadline to be kept."""


def _rated(standing: Standing, due_on: date | None, day: date) -> Iterable[str]:
    """Say the same by a day that was set first, whose hour plays no part."""
    if standing.code not in RATED or due_on is None:
        return ()
    if standing.completed_on is not None:
        return ("rate_met", "rate_of") if standing.completed_on <= due_on else ("rate_of",)
    return ("rate_of",) if day > due_on else ()


def late_by(standing: Standing, day: date) -> int:
    """Give the days after the deadline: of its completion, or of the cut-off day while it is open; else 0."""
    if standing.due_on is None or standing.code not in ("done-late", "open-overdue"):
        return 0
    return ((standing.completed_on or day) - standing.due_on).days
