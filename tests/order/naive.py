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
from adapter.simulator.shapes import CLASSIFIED, NEW, RECALL, REPLACE, UPDATE, Content, Document, Event, Version

Who = Callable[[str], str]
"""Gives the one word for a body that documents write in several ways."""


@dataclass(frozen=True)
class Came:
    """One arrival: a version of a document, an event, or a ruling that passes tasks on or purges a document."""

    on: date  #: the day on which it came
    document: Document | None = None
    version: Version | None = None
    event: Event | None = None
    new_lead: str = ""  #: of an event by which a task is transferred
    merged: tuple[str, str] | None = None  #: who led until `on`, and who leads from then on
    only: tuple[str, ...] = ()  #: of a replacement: the lead agencies for whom alone it is one, by their names
    listed: bool = False  #: the listing bears the level already, so that nothing is fetched
    purged: tuple[str, str] | None = None  #: the reference of a document, and why it goes


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

    by: str  #: the reference that said last what it says
    issued_on: date
    content: Content
    tasks: dict[tuple[str, str], Task] = field(default_factory=dict)
    state: str = "in-force"
    ended: date | None = None

    @property
    def gone(self) -> bool:
        return self.state in ("raised", "purged")


@dataclass
class Reply:
    """A document by which an agency answers another one."""

    target: tuple[str, str, str, date]
    by: str
    on: date
    tasks: list[Task] | None = None  #: what it counts for, where it has gone itself: nobody can read it again


Key = tuple[str, str, str, date]
Done = tuple[date | None, date | None, date | None, str, date | None]


class Book:
    """Everything that is known after some arrivals."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.papers: dict[Key, Paper] = {}
        self.leads_to: dict[str, Key] = {}  #: reference → document
        self.taken: dict[str, int] = {}  #: reference → the newest version of it that was taken
        self.replies: dict[Key, Reply] = {}  #: by the document that replies
        self.waiting: list[Came] = []

    def take(self, arrivals: Sequence[Came]) -> Book:
        for one in arrivals:
            if self.put(one):
                self.settle(one.on)
        return self

    def settle(self, today: date) -> None:
        """Let everything in that can come in: what waited for a document before what is read again only afterwards."""
        moved = True
        while moved:
            moved = False
            for each in sorted(self.waiting, key=is_closed):
                if moved and is_closed(each):
                    break
                if self.try_one(each, today):
                    self.waiting.remove(each)
                    moved = True

    def put(self, one: Came) -> bool:
        """Let one arrival wait; a newer version takes the place of one that waits, an older one passes by."""
        if one.document is None or one.version is None:
            self.waiting.append(one)
            return True
        for place, old in enumerate(self.waiting):
            if old.document is not None and old.version is not None and old.document.id == one.document.id:
                if old.version.number > one.version.number:
                    return self.try_one(one, one.on)
                if is_closed(old):
                    # It was never in quarantine, and has no place there.
                    del self.waiting[place]
                    break
                self.waiting[place] = one
                return True
        self.waiting.append(one)
        return True

    def try_one(self, one: Came, today: date) -> bool:
        if one.merged is not None:
            self.merge(*one.merged, one.on)
            return True
        if one.purged is not None:
            reference, because = one.purged
            self.goes(self.leads_to[reference], "raised" if because == "raised" else "purged", because, today)
            return True
        if one.event is not None:
            return self.happened(one.event, one.new_lead)
        assert one.document is not None
        assert one.version is not None
        if is_closed(one):
            return self.is_classified(one.document, one.version, today, by_number=not one.listed)
        return self.told(one.document, one.version, today, one.only)

    # Documents.

    def key(self, number: str, notation: str, issued_on: date, issuer: str) -> Key:
        return (self.who(issuer), str(int(number)), notation, issued_on)

    def target(self, content: Content) -> Key | None:
        about = content.relates_to
        return None if about is None else self.key(about.number, about.notation, about.issued_on, about.issuer.name)

    def is_classified(self, document: Document, version: Version, today: date, *, by_number: bool) -> bool:
        """What is classified is found by its reference, or by its number where that was read, and nothing else is kept.

        While the document is not here, it goes on being listed, and so finds what comes later.
        """
        key = self.leads_to.get(document.id)
        own = self.key(str(version.content.number), version.content.notation, document.issued_on, document.issuer)
        if key is None and by_number and own in self.papers:
            key = own
        if key is not None and not self.papers[key].gone:
            self.goes(key, "raised", "raised", today)
        return key is not None or not by_number

    def goes(self, key: Key, state: str, because: str, today: date) -> None:
        """Let a document go for good; its work goes on counting only where its time was over."""
        paper = self.papers[key]
        paper.state = state
        for task in paper.tasks.values() if because != "retention" else ():
            if task.state == "open":
                task.state, task.ended = "withdrawn", today
        reply = self.replies.get(key)
        if reply is not None and reply.tasks is None:
            told = self.papers.get(reply.target)
            made = [] if told is None else told.tasks.items()
            reply.tasks = [task for (_, first), task in made if reply.by in led(first, task)]

    def told(self, document: Document, version: Version, today: date, only: tuple[str, ...]) -> bool:  # noqa: C901, PLR0911, PLR0912 - one rule after the other
        content = version.content
        own = self.key(str(content.number), content.notation, document.issued_on, content.issuer.name)
        target = self.target(content)
        known = self.papers.get(own)
        if any(key in self.papers and self.papers[key].gone for key in (own, self.leads_to.get(document.id))):
            return True
        if version.number <= self.taken.get(document.id, 0):
            return True
        if content.business in (RECALL, REPLACE):
            assert target is not None
            if target not in self.papers:
                return False
            province = self.who("Ủy ban nhân dân tỉnh Quảng Ngãi")
            if own[0] not in (target[0], province):
                return False
        if known is not None:
            same = self.stands(known) == self.says(content)
            if known.by != document.id and known.ended is not None:
                # Perhaps it was issued anew: a person has to say so.
                return False
            if known.by != document.id and not same and content.business != UPDATE:
                # Two readings of one number: a person has to say which holds.
                return False
            if known.ended is not None and not same:
                return False
            if not same:
                # Who says something new of it is who says it from now on.
                known.by = document.id
            self.restate(known, content, today)
        elif content.business == UPDATE:
            return False
        else:
            known = Paper(by=document.id, issued_on=document.issued_on, content=content)
            self.papers[own] = known
            self.restate(known, content, today)
        self.leads_to[document.id] = own
        self.taken[document.id] = version.number
        if content.business in (RECALL, REPLACE) and target is not None and not self.papers[target].gone:
            how = "recalled" if content.business == RECALL else "replaced"
            self.end(self.papers[target], document.issued_on, how, {self.who(name) for name in only})
        if content.business == NEW and target is not None:
            self.replies.setdefault(own, Reply(target, self.who(content.issuer.name), document.issued_on))
        return True

    def says(self, content: Content) -> Any:
        """Give what makes two tellings of one document different."""
        made = [(task, self.who(lead.name)) for task in content.tasks for lead in task.leads]
        tasks = {(task.id, lead): (task.due_on, task.content) for task, lead in made}
        return (content.subject, content.kind.code, content.signer.name, tasks)

    def stands(self, paper: Paper) -> Any:
        """Give the same of what is known: of what was replaced, what it said until then, for nothing changes it."""
        *others, tasks = self.says(paper.content)
        over = {key: paper.tasks[key] for key in tasks if paper.tasks[key].state == "replaced"}
        return (*others, tasks | {key: (task.due_on, task.content) for key, task in over.items()})

    def restate(self, paper: Paper, content: Content, today: date) -> None:
        paper.content = content
        now = {(task.id, self.who(lead.name)): task for task in content.tasks for lead in task.leads}
        for key, told in now.items():
            task = paper.tasks.setdefault(key, Task(told.due_on, told.content))
            if task.state != "replaced":
                task.due_on, task.content = told.due_on, told.content
                task.state, task.ended = ("open", None) if paper.ended is None else ("withdrawn", paper.ended)
        for key, task in paper.tasks.items():
            if key not in now and task.state == "open":
                task.state, task.ended = "withdrawn", today

    def end(self, paper: Paper, on: date, how: str, only: set[str]) -> None:
        """End a document, or what it made for some agencies: of several days the earliest counts."""
        if paper.ended is not None and paper.ended <= on:
            return
        for (_, first), task in paper.tasks.items():
            if only and first not in only:
                continue
            if task.state == "open" or only:
                task.state = "withdrawn" if how == "recalled" else "replaced"
            task.ended = on if task.ended is None else min(task.ended, on)
        if not only:
            paper.state, paper.ended = how, on

    # The work on tasks.

    def happened(self, event: Event, new_lead: str) -> bool:
        key = self.leads_to.get(event.document)
        if key is None:
            return False
        if self.papers[key].gone:
            return True
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
                leads = task.state == "open" and paper.issued_on < on and led_by(first, task, on) == former
                if leads and not paper.gone and self.done(key, first, task, before)[2] is None:
                    task.moves.append((moments.moment(on), 1, new))

    def done(self, key: Key, first: str, task: Task, day: date) -> Done:
        """Give report, result and completion as of a day, the quality, and the deadline in force."""
        replies = [one for one in self.replies.values() if one.target == key and one.on <= day]
        reports = [
            one.on
            for one in replies
            if (one.by in led(first, task) if one.tasks is None else any(task is other for other in one.tasks))
        ]
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

    def gone(self) -> set[Key]:
        """Give the documents of which nothing is readable any more."""
        return {key for key, paper in self.papers.items() if paper.gone}

    def standings(self, day: date, unreadable: set[Key]) -> dict[tuple[object, ...], tuple[object, ...]]:
        """Give who leads every task on a day, and where it stands; of what has gone since, not which task it is."""
        found: dict[tuple[object, ...], tuple[object, ...]] = {}
        gone: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
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
                told: tuple[object, ...] = (
                    lead, task.state, task.ended, code, due_on, completed, lacking, quality, paper.state, paper.ended,
                )  # fmt: skip
                if paper.state == "raised":
                    # It counts nowhere, and nothing of it is open; what waited for it, be it its recall, may have come
                    # in before that or not.
                    told = (task.state == "open", paper.state)
                if key in unreadable:
                    gone.setdefault(("gone", key[0], key[3]), []).append(told)
                else:
                    found[(*key, name, first)] = told
        return found | {key: tuple(sorted(many, key=str)) for key, many in gone.items()}


def is_closed(one: Came) -> bool:
    """Tell a version that is classified."""
    return one.version is not None and one.version.content.levels[0] in CLASSIFIED


def led(first: str, task: Task) -> set[str]:
    """Give who leads a task, or led it once."""
    return {first, *(to for _, _, to in task.moves)}


def led_by(first: str, task: Task, day: date) -> str:
    """Give who leads a task on a day."""
    moves = sorted((at, how, to) for at, how, to in task.moves if moments.day_of(at) <= day)
    return moves[-1][2] if moves else first
