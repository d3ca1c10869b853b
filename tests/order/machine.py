"""Random histories of an office: what may happen to documents and tasks, let out in any order, late and twice."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from naive import Book
from office import LEADS, OTHERS, Office, generated, office, who

from adapter.simulator import moments
from adapter.simulator import shapes as sim
from adapter.simulator.agencies import PROVINCE
from adapter.simulator.scene import reference

Item = tuple[sim.Document, sim.Version] | tuple[sim.Event, str]
DICE = st.integers(0, 2**32 - 1)
KINDS = ("report-issued", "result-entered", "result-entered", "extension-granted", "quality-judged", "result-retracted")
DEPARTMENT = "Sở Tư pháp"
HAPPENS = (
    *("issue", "recall", "recall_by_another", "replacement", "withdraw_and_issue_anew", "copy", "transfer", "raised"),
    *("change", "reply", "update", "partial_replacement") * 2,
    *("work",) * 3,
)


class Records:
    """What the office has done so far: documents with their versions, and what lies in the drawer, not let out yet."""

    def __init__(self, seed: int, dice: Random) -> None:
        self.dice = dice
        self.left = list(generated(seed))
        self.made: list[sim.Document] = []  #: each with all its versions
        self.drawer: list[Item] = []
        self.only: dict[str, tuple[str, ...]] = {}  #: replacement → the lead agencies for whom alone it is one
        self.count = 0

    def issue(self) -> None:
        """Issue a document that the simulator has made."""
        if self.left:
            self._put(self.left.pop(0))

    def change(self) -> None:
        """Give a document, a replacement or an update a newer version."""
        at = self._chosen(lambda one: any(version.content.tasks for version in one.versions))
        if at is None:
            return
        one = self.made[at]
        last = one.versions[-1]
        # Now and then it is what it was at first.
        content = one.versions[0].content if self.dice.random() < 0.2 else self._changed(last.content, one.issued_on)
        self._newer(at, replace(content, levels=(sim.OPEN,)))

    def update(self) -> None:
        """Say anew under another reference what a document says: who receives it, what is to be done, until when."""
        at = self._chosen(lambda one: one.plan != "update" and any(version.content.tasks for version in one.versions))
        if at is None:
            return
        target = self.made[at]
        same = [one for one in self.made if _key(one) == _key(target)]
        content = self._changed(self.dice.choice(same).versions[-1].content, target.issued_on)
        # It need not name what it updates: it bears the number of that.
        named = reference(target) if self.dice.random() < 0.5 else None
        content = replace(content, business=sim.UPDATE, relates_to=named, levels=(sim.OPEN,))
        version = replace(target.versions[0], number=1, content=content)
        self.count += 1
        self._put(replace(target, id=f"cap-nhat-{self.count}", plan="update", versions=(version,)))

    def _changed(self, content: sim.Content, issued_on: date) -> sim.Content:
        """Change some things: the subject, a deadline, what is to be done, a task less or more, who leads it."""
        for _ in range(self.dice.randrange(1, 3)):
            tasks = list(content.tasks)
            place = self.dice.randrange(len(tasks)) if tasks else 0
            how = self.dice.choice(("more", "less", "due", "lead", "receives", "no-longer", "content", "subject"))
            if how == "subject":
                content = replace(content, subject=f"{content.subject} ({self.dice.randrange(3)})")
            elif how == "more" or not tasks:
                tasks.append(self._task(issued_on))
            elif how == "less":
                tasks.pop(place)
            else:
                tasks[place] = self._changed_task(tasks[place], how, issued_on)
            content = replace(content, tasks=tuple(tasks))
        return content

    def _changed_task(self, task: sim.Task, how: str, issued_on: date) -> sim.Task:
        other = sim.Named(name=self.dice.choice(OTHERS))
        more = () if who(other.name) in [who(lead.name) for lead in task.leads] else (other,)
        if how == "due":
            return replace(task, due_on=self._day(issued_on))
        if how == "content":
            return replace(task, content=f"{task.content}, lần {self.dice.randrange(3)}")
        if how == "lead":
            return replace(task, leads=(other,))
        if how == "receives":
            return replace(task, leads=(*task.leads, *more))
        return replace(task, leads=task.leads[1:] or task.leads)

    def raised(self) -> None:
        """Find out later that a document, be it one that speaks of others, is classified."""
        at = self._chosen(lambda _: True)
        if at is not None:
            level = self.dice.choice(sim.CLASSIFIED)
            self._newer(at, replace(self.made[at].versions[-1].content, levels=(level,)))

    def _newer(self, at: int, content: sim.Content) -> None:
        one = self.made[at]
        version = replace(one.versions[-1], number=one.versions[-1].number + 1, content=content)
        self.made[at] = replace(one, versions=(*one.versions, version))
        self.drawer.append((self.made[at], version))

    def recall(self, issuer: str = PROVINCE) -> None:
        """Take a document back, be it one that takes another one back."""
        self._about(sim.RECALL, issuer)

    def recall_by_another(self) -> None:
        """Let somebody take back what is not his."""
        self._about(sim.RECALL, DEPARTMENT)

    def replacement(self) -> None:
        """Replace a document by another one, with a task of its own."""
        self._about(sim.REPLACE, PROVINCE)

    def partial_replacement(self) -> None:
        """Replace a document for some of its lead agencies, or for one that leads nothing of it."""
        at = self._about(sim.REPLACE, PROVINCE)
        if at is not None:
            leads = [
                lead.name for version in self.made[at].versions for task in version.content.tasks for lead in task.leads
            ]
            names = {who(name): name for name in [*leads, self.dice.choice(LEADS)]}
            some = self.dice.sample(sorted(names), self.dice.randrange(1, min(3, len(names)) + 1))
            self.only[self.made[-1].id] = tuple(names[one] for one in some)

    def withdraw_and_issue_anew(self) -> None:
        """Take a document back and issue it once more under another number."""
        at = self._about(sim.RECALL, PROVINCE)
        if at is not None:
            one = self.made[at]
            first = one.versions[0]
            if one.plan == "update":
                first = replace(first, content=replace(first.content, business=sim.NEW, relates_to=None))
            self._put(self._numbered(replace(one, plan="anew", versions=(replace(first, number=1),))))

    def reply(self) -> None:
        """Let a lead agency answer a document."""
        at = self._chosen(lambda one: any(version.content.tasks for version in one.versions))
        if at is None:
            return
        tasks = [task for version in self.made[at].versions for task in version.content.tasks]
        lead = self.dice.choice([lead.name for task in tasks for lead in task.leads] + list(LEADS[:1]))
        self._about(sim.NEW, lead, at)

    def copy(self) -> None:
        """Send a document once more under another reference."""
        at = self._chosen(lambda one: one.versions[0].content.relates_to is None)
        if at is not None:
            self.count += 1
            one = self.made[at]
            self.drawer.append((replace(one, id=f"ban-sao-{self.count}"), replace(one.versions[0], number=1)))

    def work(self) -> None:
        """Let something happen to a task: a report, a result, an extension after completion, a retraction."""
        found = self._event()
        if found is not None:
            event = replace(found, kind=self.dice.choice(KINDS))
            if event.kind == "extension-granted":
                event = replace(event, due_on=self._day(date(2026, 2, 1)))
            if event.kind == "quality-judged":
                event = replace(event, quality=self.dice.choice(("tot", "dat", "chua-dat")))
            self.drawer.append((event, ""))

    def transfer(self) -> None:
        """Let the source pass a task on; work of whoever leads then may come before that."""
        found = self._event()
        if found is None:
            return
        # To nobody to whom some version gives the task itself (see `office.OTHERS`).
        versions = [version for one in self.made for version in one.versions]
        tasks = [task for version in versions for task in version.content.tasks if task.id == found.task]
        named = {who(lead.name) for task in tasks for lead in task.leads}
        free = [one for one in LEADS if who(one) not in named]
        if not free:
            return
        new = self.dice.choice(free)
        self.drawer.append((replace(found, kind="lead-transferred"), new))
        later = self._event()
        if later is not None and self.dice.random() < 0.7:
            told = replace(later, document=found.document, task=found.task, lead=sim.Named(name=new))
            self.drawer.append((replace(told, kind=self.dice.choice(KINDS[:3])), ""))

    def _event(self) -> sim.Event | None:
        at = self._chosen(lambda one: any(version.content.tasks for version in one.versions))
        if at is None:
            return None
        one = self.made[at]
        tasks = [task for version in one.versions for task in version.content.tasks]
        task = self.dice.choice(tasks)
        self.count += 1
        occurred_at = moments.moment(self._day(one.issued_on), self.dice.randrange(86_400))
        return sim.Event(
            id=f"SK-{self.count}",
            kind="",
            recorded_at=occurred_at + 60,
            occurred_at=occurred_at,
            document=one.id,
            task=task.id,
            lead=self.dice.choice(task.leads),
        )

    def _about(self, business: int, issuer: str, at: int | None = None) -> int | None:
        """Make a document that speaks of another one."""
        at = self._chosen(lambda _: True) if at is None else at
        if at is None:
            return None
        target = self.made[at]
        day = self._day(target.issued_on, 20)
        tasks = (self._task(day),) if business == sim.REPLACE else ()
        content = replace(
            target.versions[0].content,
            issuer=sim.Named(name=issuer),
            issued_on=day.isoformat(),
            business=business,
            relates_to=reference(target),
            tasks=tasks,
            subject=f"Về văn bản {target.number}",
        )
        version = replace(target.versions[0], number=1, content=content)
        made = replace(target, plan="about", issued_on=day, issuer=issuer, versions=(version,))
        self._put(self._numbered(made))
        return at

    def _numbered(self, made: sim.Document) -> sim.Document:
        self.count += 1
        number = str(5000 + self.count)
        versions = tuple(replace(one, content=replace(one.content, number=number)) for one in made.versions)
        return replace(made, id=f"moi-{self.count}", number=number, versions=versions)

    def _put(self, made: sim.Document) -> None:
        self.made.append(made)
        self.drawer += [(made, version) for version in made.versions]

    def _task(self, day: date) -> sim.Task:
        self.count += 1
        lead = sim.Named(name=self.dice.choice(LEADS))
        return sim.Task(id=f"NV-{self.count}", content=f"Việc {self.count}", due_on=self._day(day), leads=(lead,))

    def _day(self, since: date, most: int = 90) -> date:
        return since + timedelta(days=self.dice.randrange(1, most))

    def _chosen(self, fits: object) -> int | None:
        found = [number for number, one in enumerate(self.made) if fits(one)]  # type: ignore[operator]
        return self.dice.choice(found) if found else None


def _key(one: sim.Document) -> tuple[str, str, date, str]:
    return (one.number, one.notation, one.issued_on, one.issuer)


class AnyOrder(RuleBasedStateMachine):
    """Whatever comes in whatever order: the ledger is what the records come to, now and at every position before."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()

    @initialize(seed=st.integers(0, 200), dice=DICE)
    def begin(self, seed: int, dice: int) -> None:
        """Open an office."""
        self.dice = Random(dice)
        self.records = Records(seed, self.dice)
        self.office: Office = self.stack.enter_context(office(dice))
        for _ in range(3):
            self.records.issue()

    @rule(what=st.sampled_from(HAPPENS))
    def happens(self, what: str) -> None:
        """Let something happen that nobody is told of yet."""
        getattr(self.records, what)()

    @precondition(lambda self: self.records.drawer)
    @rule(place=st.integers(0, 1_000))
    def arrives(self, place: int) -> None:
        """Let something out of the drawer, the oldest or any other."""
        item = self.records.drawer.pop(place % len(self.records.drawer))
        self.let_out(item)
        self.agrees()

    @precondition(lambda self: self.records.drawer)
    @rule()
    def everything_arrives(self) -> None:
        """Let everything out, in any order."""
        self.dice.shuffle(self.records.drawer)
        while self.records.drawer:
            self.let_out(self.records.drawer.pop())
        self.agrees()

    @rule(place=st.integers(0, 1_000), because=st.sampled_from(("order", "raised", "retention")))
    def purged(self, place: int, because: str) -> None:
        """Let a person have a document purged that has come in, by any of its references."""
        book = Book(who).take(self.office.came)
        there = sorted(one for one, key in book.leads_to.items() if not book.papers[key].gone)
        if there:
            self.office.purge(there[place % len(there)], because)
            self.agrees()

    @rule()
    def comes_again(self) -> None:
        """List everything once more."""
        self.office.again()
        self.agrees()

    @rule(former=st.sampled_from(LEADS), new=st.sampled_from(LEADS))
    def merger(self, former: str, new: str) -> None:
        """Let one agency take over what another one leads."""
        if former != new and sum(one.merged is not None for one in self.office.came) < 3:
            self.office.merge(former, new)
            self.agrees()

    def let_out(self, item: Item) -> None:
        """Let one record come in."""
        if isinstance(item[0], sim.Event):
            self.office.event(item[0], str(item[1]))
            return
        made, version = item
        assert isinstance(version, sim.Version)
        known, only = self.office.desk.papers.get(made.id), self.records.only.get(made.id, ())
        if known is None or known.version is None or known.version < version.number:
            self.office.document(made, version, only)
        elif made.id in Book(who).take(self.office.came).leads_to:
            self.office.stale(made, version, only)

    def agrees(self, mark: int = -1, day: date | None = None) -> None:
        """Compare."""
        found = self.office.differences(mark, day)
        assert not found, "\n".join(found)

    def teardown(self) -> None:
        """Look ahead, to when everything has happened, and back at some positions, on some days."""
        try:
            if hasattr(self, "office") and self.office.marks:
                self.agrees(day=date(2026, 12, 31))
                for _ in range(4):
                    day = date(2026, 1, 1) + timedelta(days=self.dice.randrange(150))
                    self.agrees(self.dice.randrange(len(self.office.marks)), day)
        finally:
            self.stack.close()
