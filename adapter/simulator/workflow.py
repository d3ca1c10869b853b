"""The work on assignments: reports, results, extensions, judgements, suspensions, told in time, late, twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from adapter.simulator import shares
from adapter.simulator.compose import weighted
from adapter.simulator.moments import DAY_S, moment
from adapter.simulator.scene import OFFICE_CLOSES_S, OFFICE_OPENS_S
from adapter.simulator.shapes import Document, Event, Named, Reference, Task

REPORT, ENTERED, RETRACTED, EXTENDED, JUDGED, SUSPENDED, RESUMED = (
    "report-issued",
    "result-entered",
    "result-retracted",
    "extension-granted",
    "quality-judged",
    "work-suspended",
    "work-resumed",
)
SILENT = ("backlog", "duplicate")
"""Plans of whose tasks nobody tells: the bodies of 2023 are mostly gone, and a copy has no work of its own."""

QUALITIES = ("tot", "dat", "chua-dat")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One assignment being worked on."""

    rng: Random
    document: Document
    task: Task
    lead: Named
    note: str  #: a canary of a document that must not pass

    def event(self, kind: str, day: date) -> Event:
        """Let something happen during office hours of a day."""
        at = moment(day, self.rng.randint(OFFICE_OPENS_S, OFFICE_CLOSES_S))
        return Event(
            id=f"SK-{self.rng.getrandbits(48):012x}",
            kind=kind,
            recorded_at=at + self.rng.randint(30, 1800),
            occurred_at=at,
            document=self.document.id,
            task=self.task.id,
            lead=self.lead,
            note=self.note,
        )


def events(rng: Random, document: Document) -> Iterator[Event]:
    """Tell everything that happens to the assignments of a document; what is never told to us does not happen."""
    withheld = document.versions[-1].verdict in ("withheld", "held")
    if document.plan in SILENT or (withheld and rng.random() >= shares.ABOUT_WITHHELD):
        return
    canaries = document.versions[-1].canaries
    for task, lead in _assignments(document):
        note = f"Tiến độ {rng.choice(canaries)}" if withheld else ""
        work = _Work(rng=rng, document=document, task=task, lead=lead, note=note)
        single = len(document.versions) == 1
        for event in _told(work, may_extend=single):
            yield from _listed(rng, _unnamed(event, task) if single else event)
        if single and not withheld:
            yield from _suspended(document, task, lead)


def about_unknown(rng: Random, day: date, lead: Named) -> Event:
    """Tell of a task of a document that never was."""
    at = moment(day, rng.randint(OFFICE_OPENS_S, OFFICE_CLOSES_S))
    return Event(
        id=f"SK-{rng.getrandbits(48):012x}",
        kind=rng.choice((REPORT, ENTERED)),
        recorded_at=at + 60,
        occurred_at=at,
        document=f"khong-co-{rng.getrandbits(40):010x}",
        task=f"NV-{rng.getrandbits(40):010x}",
        lead=lead,
    )


def _assignments(document: Document) -> list[tuple[Task, Named]]:
    """Give each (task, lead) of any version once, with the task as its newest version has it."""
    found: dict[tuple[str, str], tuple[Task, Named]] = {}
    for version in document.versions:
        for task in version.content.tasks:
            found.update({(task.id, lead.name): (task, lead) for lead in task.leads})
    return list(found.values())


def _told(work: _Work, *, may_extend: bool) -> Iterator[Event]:
    rng, issued = work.rng, work.document.issued_on
    due_on = work.task.due_on
    fate = weighted(rng, shares.FATES)
    if may_extend and due_on is not None and due_on > issued and rng.random() < shares.EXTENDED:
        granted = issued + timedelta(days=rng.randint(1, max(1, (due_on - issued).days)))
        due_on += timedelta(days=rng.randint(10, 30))
        yield replace(work.event(EXTENDED, granted), due_on=due_on)
    if fate == "open":
        return
    yield from _evidence(work, fate, _done_on(rng, issued, due_on, late=fate == "late"))


def _done_on(rng: Random, issued: date, due_on: date | None, *, late: bool) -> date:
    """Choose the day of the later evidence; a task given late cannot be done in time."""
    target = max(due_on or issued + timedelta(days=rng.randint(10, 60)), issued)
    if late:
        return target + timedelta(days=rng.randint(1, 40))
    return issued + timedelta(days=rng.randint(0, (target - issued).days))


def _evidence(work: _Work, fate: str, done_on: date) -> Iterator[Event]:
    rng, issued = work.rng, work.document.issued_on
    before = max(issued, done_on - timedelta(days=rng.choice((0, 0, 1, 3))))
    report_on, entered_on = rng.choice(((before, done_on), (done_on, before)))
    if fate != "result-only":
        yield replace(work.event(REPORT, report_on), report=_report(work, report_on))
    if fate == "report-only":
        return
    yield work.event(ENTERED, entered_on)
    if fate.startswith("retracted"):
        taken_back = done_on + timedelta(days=rng.randint(1, 5))
        yield work.event(RETRACTED, taken_back)
        if fate == "retracted-and-entered":
            yield work.event(ENTERED, taken_back + timedelta(days=rng.randint(1, 15)))
    elif fate != "result-only" and rng.random() < shares.JUDGED:
        judged = work.event(JUDGED, done_on + timedelta(days=rng.randint(1, 20)))
        yield replace(judged, quality=rng.choices(QUALITIES, (30, 60, 10))[0])


def _suspended(document: Document, task: Task, lead: Named) -> Iterator[Event]:
    """Suspend some assignments for a while, or for good; whether it is done by then plays no part."""
    # Randomness of its own: what else happens stays as it is.
    rng = Random(f"{document.id}/{task.id}/{lead.name}")  # noqa: S311 - made up, not secret
    if rng.random() >= shares.SUSPENDED:
        return
    work = _Work(rng=rng, document=document, task=task, lead=lead, note="")
    on = document.issued_on + timedelta(days=rng.randint(2, 40))
    yield from _listed(rng, work.event(SUSPENDED, on))
    if rng.random() < shares.RESUMED:
        yield from _listed(rng, work.event(RESUMED, on + timedelta(days=rng.randint(5, 45))))


def _unnamed(event: Event, task: Task) -> Event:
    """Let some events say nobody's name. A report still has its issuer; a task with one lead needs no name."""
    # Randomness of its own: what else happens stays as it is.
    if Random(event.id).random() >= shares.UNNAMED:  # noqa: S311 - made up, not secret
        return event
    return replace(event, named=False, ambiguous=event.kind != REPORT and len(task.leads) > 1)


def _report(work: _Work, day: date) -> Reference:
    rng = work.rng
    return Reference(
        id=f"BC-{rng.getrandbits(40):010x}",
        number=str(rng.randint(10, 4000)),
        notation="BC",
        issued_on=day,
        issuer=work.lead,
    )


def _listed(rng: Random, event: Event) -> Iterator[Event]:
    """List an event: mostly at once, sometimes days or weeks later, sometimes once more."""
    if rng.random() < shares.TOLD_LATE:
        event = replace(event, recorded_at=event.recorded_at + rng.randint(2, 45) * DAY_S)
    yield event
    if rng.random() < shares.TOLD_TWICE:
        yield replace(event, recorded_at=event.recorded_at + rng.randint(1, 10 * DAY_S))
