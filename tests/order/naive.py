"""What the ledger should be, worked out plainly from the simulator's own records; nothing of the adapter is used.

Arrivals are taken in the order in which they came. What speaks of a document that is not here waits; after each
arrival everything that waits is tried again, until nothing moves. Slow, and meant to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from adapter.simulator import moments
from adapter.simulator.shapes import NEW, RECALL, REPLACE, Content, Document, Event, Version

Who = Callable[[str], str]
"""Gives the one word for a body that documents write in several ways."""


@dataclass(frozen=True)
class Came:
    """One arrival: a version of a document, an event, or a ruling that passes tasks on."""

    on: date  #: the day on which it came
    document: Document | None = None
    version: Version | None = None
    event: Event | None = None
    new_lead: str = ""  #: of an event by which a task is transferred
    merged: tuple[str, str] | None = None  #: who led until `on`, and who leads from then on


@dataclass
class Task:
    """One task of one lead."""

    due_on: date | None
    content: str
    state: str = "open"
    ended: date | None = None
    moves: list[tuple[int, int, str]] = field(default_factory=list)  #: when, an event or a ruling, to whom
    events: list[Event] = field(default_factory=list)


@dataclass
class Paper:
    """One document that was taken."""

    by: str  #: the reference that brought it
    version: int
    issued_on: date
    content: Content
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    ended: date | None = None


Key = tuple[str, str, str, date]
Done = tuple[date | None, date | None, date | None, str, date | None]


class Book:
    """Everything that is known after some arrivals."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.papers: dict[Key, Paper] = {}
        self.leads_to: dict[str, Key] = {}  #: reference → document
        self.replies: list[tuple[Key, str, date]] = []  #: which document is answered, by whom, when
        self.waiting: list[Came] = []

    def take(self, arrivals: Sequence[Came]) -> Book:
        for one in arrivals:
            if one.document is not None:
                # A newer version takes the place of one that waits.
                same = one.document.id
                self.waiting = [old for old in self.waiting if old.document is None or old.document.id != same]
            self.waiting.append(one)
            moved = True
            while moved:
                moved = False
                for each in list(self.waiting):
                    if self.try_one(each, one.on):
                        self.waiting.remove(each)
                        moved = True
        return self

    def try_one(self, one: Came, today: date) -> bool:
        if one.merged is not None:
            self.merge(*one.merged, one.on)
            return True
        if one.event is not None:
            return self.happened(one.event, one.new_lead)
        assert one.document is not None
        assert one.version is not None
        return self.told(one.document, one.version, today)

    # Documents.

    def key(self, number: str, notation: str, issued_on: date, issuer: str) -> Key:
        return (self.who(issuer), str(int(number)), notation, issued_on)

    def target(self, content: Content) -> Key | None:
        about = content.relates_to
        return None if about is None else self.key(about.number, about.notation, about.issued_on, about.issuer.name)

    def told(self, document: Document, version: Version, today: date) -> bool:  # noqa: C901, PLR0911 - one rule after the other
        content = version.content
        own = self.key(str(content.number), content.notation, document.issued_on, content.issuer.name)
        target = self.target(content)
        known = self.papers.get(own)
        if known is not None and known.by == document.id and version.number <= known.version:
            return True
        if content.business in (RECALL, REPLACE):
            assert target is not None
            if target not in self.papers:
                return False
            province = self.who("Ủy ban nhân dân tỉnh Quảng Ngãi")
            if own[0] not in (target[0], province):
                return False
        if known is not None:
            same = self.says(known.content) == self.says(content)
            if known.by != document.id and known.ended is not None:
                # Perhaps it was issued anew: a person has to say so.
                return False
            if known.by != document.id:
                self.leads_to.update({document.id: own} if same else {})
                return same
            if known.ended is not None and not same:
                return False
            known.version = version.number
            if same and known.content.tasks == content.tasks and known.ended is not None:
                return True
            self.restate(known, content, today)
        else:
            known = Paper(by=document.id, version=version.number, issued_on=document.issued_on, content=content)
            self.papers[own] = known
            self.leads_to[document.id] = own
            self.restate(known, content, today)
        if content.business in (RECALL, REPLACE) and target is not None:
            self.end(self.papers[target], document.issued_on, "withdrawn" if content.business == RECALL else "replaced")
        if content.business == NEW and target is not None:
            self.replies.append((target, self.who(content.issuer.name), document.issued_on))
        return True

    def says(self, content: Content) -> Any:
        """Give what makes two tellings of one document different."""
        made = [(task, self.who(lead.name)) for task in content.tasks for lead in task.leads]
        tasks = {(task.id, lead): (task.due_on, task.content) for task, lead in made}
        return (content.subject, content.kind.code, content.signer.name, tasks)

    def restate(self, paper: Paper, content: Content, today: date) -> None:
        paper.content = content
        now = {(task.id, self.who(lead.name)): task for task in content.tasks for lead in task.leads}
        for key, told in now.items():
            task = paper.tasks.setdefault(key, Task(told.due_on, told.content))
            task.due_on, task.content = told.due_on, told.content
            if task.state != "replaced":
                task.state, task.ended = ("open", None) if paper.ended is None else ("withdrawn", paper.ended)
        for key, task in paper.tasks.items():
            if key not in now and task.state == "open":
                task.state, task.ended = "withdrawn", today

    def end(self, paper: Paper, on: date, how: str) -> None:
        if paper.ended is not None and paper.ended <= on:
            return
        for task in paper.tasks.values():
            if task.state == "open":
                task.state, task.ended = how, on
            elif paper.ended is not None and task.ended == paper.ended:
                task.ended = on
        paper.ended = on

    # The work on tasks.

    def happened(self, event: Event, new_lead: str) -> bool:
        key = self.leads_to.get(event.document)
        if key is None:
            return False
        lead = self.who(event.lead.name)
        found = [
            task
            for (name, first), task in self.papers[key].tasks.items()
            if name == event.task and (first == lead or lead in [to for _, _, to in task.moves])
        ]
        if len(found) != 1:
            return False
        if new_lead:
            found[0].moves.append((event.occurred_at, 0, self.who(new_lead)))
        else:
            found[0].events.append(event)
        return True

    def merge(self, former: str, new: str, on: date) -> None:
        before = on - timedelta(days=1)
        for key, paper in self.papers.items():
            for (_, first), task in paper.tasks.items():
                led = task.state == "open" and paper.issued_on < on and led_by(first, task, on) == former
                if led and self.done(key, first, task, before)[2] is None:
                    task.moves.append((moments.moment(on), 1, new))

    def done(self, key: Key, first: str, task: Task, day: date) -> Done:
        """Give report, result and completion as of a day, the quality, and the deadline in force."""
        led = {first, *(to for _, _, to in task.moves)}
        reports = [on for target, by, on in self.replies if target == key and by in led and on <= day]
        result: date | None = None
        quality, due_on = "", task.due_on
        rank = ("report-issued", "result-entered", "extension-granted", "quality-judged", "result-retracted").index
        told = sorted(task.events, key=lambda one: (one.occurred_at, rank(one.kind), str(one.due_on), one.quality))
        for event in told:
            on = moments.day_of(event.occurred_at)
            if on > day:
                continue
            if event.kind == "report-issued":
                reports.append(on)
            elif event.kind == "result-entered":
                result = result or on
            elif event.kind == "result-retracted":
                result = None
            elif event.kind == "extension-granted":
                due_on = event.due_on
            elif event.kind == "quality-judged":
                quality = event.quality
        report = min(reports, default=None)
        completed = max(report, result) if report and result else None
        return report, result, completed, quality, due_on

    def standings(self, day: date) -> dict[tuple[object, ...], tuple[object, ...]]:
        """Give who leads every task on a day, and where it stands."""
        found: dict[tuple[object, ...], tuple[object, ...]] = {}
        for key, paper in self.papers.items():
            for (name, first), task in paper.tasks.items():
                report, result, completed, quality, due_on = self.done(key, first, task, day)
                if task.ended is not None and task.ended <= day:
                    code = "withdrawn"
                elif due_on is None:
                    code = "no-deadline"
                elif completed is not None:
                    code = "done-on-time" if completed <= due_on else "done-late"
                else:
                    code = "open-overdue" if day > due_on else "open-in-time"
                lacking = tuple(what for what, on in (("report", report), ("result", result)) if on is None)
                lead = led_by(first, task, day)
                found[(*key, name, first)] = (lead, task.state, task.ended, code, due_on, completed, lacking, quality)
        return found


def led_by(first: str, task: Task, day: date) -> str:
    """Give who leads a task on a day."""
    moves = sorted((at, how, to) for at, how, to in task.moves if moments.day_of(at) <= day)
    return moves[-1][2] if moves else first
