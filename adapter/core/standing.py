"""Where an assignment stands on a day: the directive's rule, held here once (5425/UBND-KGVX §3, DESIGN §7).

An assignment is complete only with a report document *and* an entered result; it was completed on the later of the
two days, by the source's own clock in Vietnam time. The quality that people judge changes no standing. A standing is
computed, never stored as truth: the same assignment, evidence and day give the same standing, in whatever order and
however often the evidence arrived.

Buckets partition, and are decided in the order of `CODES`. An assignment that was transferred counts for whoever leads;
what those report who led it before, `reports.figures` knows. A suspended one (tạm dừng) is suspended whatever else is
there until it is resumed, as that order says: what was reported and entered meanwhile keeps its days, and counts by
them from the day of resumption on. What was complete before it was suspended stays done: it was counted as that. The
directive names nothing that stops a deadline: suspension moves none, and only an extension does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, get_args

from adapter.core import dates
from adapter.core.facts import What
from adapter.core.ledger import Assignment, Evidence

Code = Literal["withdrawn", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue", "open-in-time"]
CODES: tuple[Code, ...] = get_args(Code)
"""Every bucket, in the order in which they are decided."""

Lacking = Literal["report", "result"]
LACKING: tuple[Lacking, ...] = get_args(Lacking)

OPEN: frozenset[Code] = frozenset({"open-overdue", "open-in-time"})
"""Buckets of what somebody still has to do by a day."""


DUE_SOON_DAYS = 3
"""So near is "due soon" where no settings say it (FACTS §6)."""

MOVES = frozenset({"transferred", "reassigned"})
"""Evidence after which somebody else leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an assignment is on a day: everything that is pushed, and nothing else (DESIGN §3)."""

    code: Code
    due_on: date | None  #: the deadline in force, extensions applied
    completed_on: date | None  #: the later day of report document and entered result; None unless both are there
    lacking: tuple[Lacking, ...]  #: of the two, what is not there
    quality: str = ""  #: as judged last; empty when nobody has judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a standing rests on: of all evidence the pieces that decide it on a day."""

    report: Evidence | None = None  #: the first report document
    entered: Evidence | None = None  #: the first entered result that was not retracted since
    extended: Evidence | None = None  #: the last deadline granted
    judged: Evidence | None = None  #: the last judgement of quality
    suspended: Evidence | None = None  #: what suspended it before it was complete, while nothing has resumed it since


def grounds(evidence: Iterable[Evidence], day: date) -> Grounds:
    """Find what decides a standing on a day; evidence of later days does not count yet."""
    report: Evidence | None = None
    entered: Evidence | None = None
    extended: Evidence | None = None
    judged: Evidence | None = None
    suspended: Evidence | None = None
    for one in sorted(evidence, key=_order):
        if day_of(one) > day:
            break
        match one.what:
            case "reported":
                report = report or one
            case "entered":
                entered = entered or one
            case "retracted":
                entered = None
            case "extended":
                extended = one
            case "judged":
                judged = one
            case "suspended":
                suspended = suspended or one
            case "resumed":
                suspended = None
    found = Grounds(report=report, entered=entered, extended=extended, judged=judged, suspended=suspended)
    return replace(found, suspended=None) if _was_done(found) else found


def _was_done(found: Grounds) -> bool:
    """Tell whether what is suspended was complete before: counted as done, it would be done again once resumed."""
    if not (found.suspended and found.report and found.entered):
        return False
    return found.suspended.happened_at > max(found.report.happened_at, found.entered.happened_at)


def judge(assignment: Assignment, evidence: Iterable[Evidence], day: date) -> Standing:
    """Judge an assignment on a day, by what `grounds` finds."""
    found = grounds(evidence, day)
    report_on = day_of(found.report) if found.report else None
    entered_on = day_of(found.entered) if found.entered else None
    due_on = found.extended.due_on if found.extended else assignment.due_on
    quality = (found.judged.quality if found.judged else None) or ""
    completed_on = max(report_on, entered_on) if report_on and entered_on else None
    late = completed_on is not None and due_on is not None and completed_on > due_on
    lacking = tuple(name for name, on in zip(LACKING, (report_on, entered_on), strict=True) if on is None)
    return Standing(
        code=_code(assignment, found, due_on, day, late=late or _after_the_hour(assignment, found)),
        due_on=due_on,
        completed_on=completed_on,
        lacking=lacking,
        quality=quality,
    )


def _after_the_hour(assignment: Assignment, found: Grounds) -> bool:
    """Tell whether the work was complete only after the hour of the deadline, where that counts.

    What is known by its day alone happened when that began. A deadline that was granted later is a whole day.
    """
    if assignment.due_at is None or found.extended or not (found.report and found.entered):
        return False
    return max(found.report.happened_at, found.entered.happened_at) > assignment.due_at


def led_by(assignment: Assignment, evidence: Iterable[Evidence], day: date) -> tuple[str, str | None]:
    """Give who leads an assignment on a day: an agency's id, and the commitment to how the source writes it.

    That is the one it was transferred to last, by its source or by a ruling; else the one it was assigned to. Of a
    ruling the source knows nothing: it goes on writing whom it named last, and None means the assignment's own texts.
    """
    found = _moves(evidence, day)
    texts = [one.texts for one in found if one.what == "transferred"]
    return (found[-1].new_lead or "" if found else assignment.lead, texts[-1] if texts else None)


def moved(evidence: Iterable[Evidence], day: date) -> Evidence | None:
    """Give the piece of evidence by which somebody else leads on a day; None where nothing moved it."""
    found = _moves(evidence, day)
    return found[-1] if found else None


def _moves(evidence: Iterable[Evidence], day: date) -> list[Evidence]:
    return sorted((one for one in evidence if one.what in MOVES and one.new_lead and day_of(one) <= day), key=_order)


def led_in_turn(assignment: Assignment, evidence: Iterable[Evidence], first: date, until: date) -> tuple[str, ...]:
    """Give the ids of everybody who led an assignment in a period, in turn, from the moment at which it begins.

    What moves at that very moment, as at a cut-over on the first day, has moved before.
    """
    found, begins = _moves(evidence, until), dates.begin_of(first)
    before = [one.new_lead or "" for one in found if datetime.fromisoformat(one.happened_at) <= begins]
    begun = before[-1] if before else assignment.lead
    return (begun, *(one.new_lead or "" for one in found[len(before) :]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensions:
    """What was granted of an assignment's deadline up to a day."""

    first: date | None  #: the deadline that was set first
    times: int  #: granted so often; one that states the deadline in force is none
    days: int  #: from the first deadline to the one in force; negative where it was brought forward
    formers: tuple[date, ...] = ()  #: the deadlines before the one in force, the first one first


def extensions(assignment: Assignment, evidence: Iterable[Evidence], day: date) -> Extensions:
    """Count the extensions of an assignment; where none was set before, a deadline is set and not extended by days."""
    first = due_on = assignment.due_on
    formers: list[date] = []
    times = 0
    granted = (one for one in evidence if one.what == "extended" and day_of(one) <= day)
    for one in sorted(granted, key=_order):
        times += one.due_on != due_on
        formers += [due_on] if due_on is not None and one.due_on != due_on else []
        due_on = one.due_on
        first = first or due_on
    days = (due_on - first).days if due_on and first else 0
    return Extensions(first=first, times=times, days=days, formers=tuple(formers))


def transferred_to(evidence: Iterable[Evidence]) -> frozenset[str]:
    """Give the ids of everybody whom an assignment was ever transferred to."""
    return frozenset(one.new_lead for one in evidence if one.what in MOVES and one.new_lead)


def day_of(one: Evidence) -> date:
    """Give the day in Vietnam on which something happened."""
    return _day_of(one.happened_at)


@lru_cache(maxsize=4096)  # a walk asks several times of each, and many things happen at the beginning of a day
def _day_of(happened_at: str) -> date:
    return dates.day_of(datetime.fromisoformat(happened_at))


def due_soon(standing: Standing, day: date, days: int) -> bool:
    """Tell whether an assignment in time has its deadline within so many days: a view of that bucket."""
    return standing.code == "open-in-time" and standing.due_on is not None and (standing.due_on - day).days <= days


def over(standing: Standing) -> bool:
    """Tell whether the work on an assignment has ended: withdrawn, or completed and not suspended.

    One that was completed while it is suspended is not over: it would be counted as done in no period at all.
    """
    return standing.code == "withdrawn" or (standing.completed_on is not None and standing.code != "suspended")


def _code(assignment: Assignment, found: Grounds, due_on: date | None, day: date, *, late: bool) -> Code:
    if assignment.withdrawn_on is not None and assignment.withdrawn_on <= day:
        return "withdrawn"
    if found.suspended is not None:
        return "suspended"
    if due_on is None:
        return "no-deadline"
    if found.report and found.entered:
        return "done-late" if late else "done-on-time"
    return "open-overdue" if day > due_on else "open-in-time"


_PRECEDENCE: dict[What | Literal["reassigned"], int] = {
    "reported": 0, "entered": 1, "extended": 2, "judged": 3, "retracted": 4, "transferred": 5, "reassigned": 6,
    "suspended": 7, "resumed": 8, "objected": 9,
}  # fmt: skip


def _order(one: Evidence) -> tuple[str, int, str, str]:
    """Order by when it happened; what happened in one second by its kind, so that arrival plays no part."""
    # Of two rulings for one day the later one holds.
    last = one.part.zfill(16) if one.what == "reassigned" else one.quality or one.new_lead or ""
    return (one.happened_at, _PRECEDENCE[one.what], str(one.due_on), last)
