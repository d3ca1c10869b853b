"""Where an assignment stands, day after day: the stretches of days on which nothing about it changes. Pure.

The rule is `standing` and no second one: it is asked on every day on which its answer may be another one, and what it
says then holds until the next of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import Extensions, Standing, day_of, extensions, judge, led_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What holds from a day on, up to the eve of the next stretch."""

    since: date
    standing: Standing
    granted: Extensions
    lead: str  #: id of whoever leads at the end of each of its days


def stretches(row: Assignment, evidence: Sequence[Evidence], first: date) -> Iterator[Stretch]:
    """Give the stretches of an assignment from a day on, in their order; each differs from the one before."""
    before: Stretch | None = None
    for day in sorted(_turns(row, evidence, first)):
        one = Stretch(
            since=day,
            standing=judge(row, evidence, day),
            granted=extensions(row, evidence, day),
            lead=led_by(row, evidence, day)[0],
        )
        if before is None or (one.standing, one.granted, one.lead) != (before.standing, before.granted, before.lead):
            yield one
            before = one


def _turns(row: Assignment, evidence: Sequence[Evidence], first: date) -> set[date]:
    """Give the days from `first` on on which something may change.

    That is when something happens, when it is withdrawn, and the day after any deadline that may be in force.
    """
    deadlines = {row.due_on, *(one.due_on for one in evidence if one.what == "extended")}
    overdue = {one + timedelta(days=1) for one in deadlines if one is not None and one != date.max}
    found = {*map(day_of, evidence), *overdue, *([row.withdrawn_on] if row.withdrawn_on else [])}
    return {first, *(day for day in found if day > first)}
