"""A seeded document system: month after month, the same for the same seed, however many months are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from adapter.simulator import backlog, closed, plain, shares, troubles, workflow
from adapter.simulator.agencies import Agencies, named
from adapter.simulator.moments import month_name, months_after
from adapter.simulator.scene import Carry, Scene
from adapter.simulator.shapes import Document, Month

Maker = Callable[[Scene], Document | None]

MAKERS: dict[str, Maker] = {
    "plain": plain.plain,
    "tasks": plain.tasks,
    "false-friend": plain.false_friend,
    "late": plain.late,
    "changed": plain.changed,
    "there-and-back": plain.there_and_back,
    "corrected": plain.corrected,
    "duplicate": plain.duplicate,
    "recall": plain.recall,
    "department": plain.department,
    "secret": closed.secret,
    "top-secret": closed.top_secret,
    "most-secret": closed.most_secret,
    "secret-inside": closed.secret_inside,
    "secret-listed": closed.secret_listed,
    "secret-double": closed.secret_double,
    "secret-attachment": closed.secret_attachment,
    "stamp": closed.stamp,
    "raised": closed.raised,
    "level-unknown": closed.level_unknown,
    "level-missing": closed.level_missing,
    "level-double": closed.level_double,
    "attachment-undecidable": closed.attachment_undecidable,
    "broken": troubles.broken,
    "number-missing": troubles.number_missing,
    "date-impossible": troubles.date_impossible,
    "agency-unknown": troubles.agency_unknown,
    "lead-missing": troubles.lead_missing,
    "recall-unknown": troubles.recall_unknown,
    "update": troubles.update,
    "replace": troubles.replaced,
}
"""Plan → who makes a document of it."""

APART = frozenset({"secret", "top-secret", "most-secret", "secret-inside", "secret-listed", "secret-double"})
"""Plans whose documents are numbered in series of their own."""

HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 1), (9, 2)})
TET = frozenset(date(2026, 2, day) for day in range(16, 21))
SATURDAY = 5
THOUSAND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of the generator."""

    seed: int
    scale: float  #: 1.0: about 3,000 documents a year
    start: date  #: first day of the first month
    numbers_from: int = 0  #: added to the numbers of all series: a second office numbers elsewhere


def generate(plan: Plan, agencies: Agencies, months: int) -> Iterator[Month]:
    """Make the months one after the other; a longer run begins with exactly the months of a shorter one."""
    carry = Carry(start=plan.start, scale=plan.scale, numbers_from=plan.numbers_from)
    for index in range(months):
        first = months_after(plan.start, index)
        # Each month has randomness of its own, so that nothing in it depends on the months to come.
        rng = Random(f"{plan.seed}/{month_name(first)}")  # noqa: S311 - made up, not secret
        yield _month(rng, first, plan, agencies, carry)


def _month(rng: Random, first: date, plan: Plan, agencies: Agencies, carry: Carry) -> Month:
    made = Month(name=month_name(first))
    if first == plan.start and not plan.numbers_from:  # one letter, entered in one place
        made.documents.append(
            backlog.letter(Scene(rng=rng, day=_working_days(first)[0], agencies=agencies, carry=carry))
        )
    for day, name in _schedule(rng, first, plan, carry):
        scene = Scene(rng=rng, day=day, agencies=agencies, carry=carry)
        made.documents.append(_make(scene, name))
    for document in made.documents:
        made.events.extend(workflow.events(rng, document))
        if rng.random() < shares.ABOUT_UNKNOWN:
            lead = named(rng.choice(agencies.on(first).departments))
            made.events.append(workflow.about_unknown(rng, document.issued_on, lead))
    return made


def _make(scene: Scene, name: str) -> Document:
    made = MAKERS[name](scene)
    if made is None:
        # Nothing to take back or double yet: owed to a later month.
        scene.carry.owed[name] += THOUSAND
        scene.carry.owed[shares.REST] -= THOUSAND
        return plain.plain(scene)
    return made


def _schedule(rng: Random, first: date, plan: Plan, carry: Carry) -> list[tuple[date, str]]:
    """Say on which day a document of which plan is written, in order; separate series come last in a day."""
    names = _due(first, plan, carry)
    rng.shuffle(names)
    days = sorted(rng.choices(_working_days(first), k=len(names)))
    return sorted(zip(days, names, strict=True), key=lambda pair: (pair[0], pair[1] in APART))


def _due(first: date, plan: Plan, carry: Carry) -> list[str]:
    """Add this month's share of every plan to what is owed, and take whole documents of it."""
    size = shares.DOCUMENTS_A_MONTH * plan.scale * shares.SEASONS[first.month - 1]
    rest = 1 - sum(shares.PLANS.values())
    names: list[str] = []
    for name, share in (*shares.PLANS.items(), (shares.REST, rest)):
        if name not in carry.owed:
            carry.owed[name] = THOUSAND // 2
        carry.owed[name] += round(size * share * THOUSAND)
        count = max(0, carry.owed[name] // THOUSAND)
        carry.owed[name] -= count * THOUSAND
        names += [name] * count
    return names


def _working_days(first: date) -> list[date]:
    days = [first + timedelta(days=n) for n in range((months_after(first, 1) - first).days)]
    return [day for day in days if day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS and day not in TET]
