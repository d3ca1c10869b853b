"""A simulated office in this process: the simulator's own records, let out in any order, and the real way in."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from lived import SIMULATOR, Desk, Paper
from living import DIRECTORY, NAMESPACE, source
from making import Counting, opened
from naive import Book, Came
from shipped import load_shipped

from adapter.core import standing
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.simulator import agencies, moments, render
from adapter.simulator import shapes as sim
from adapter.simulator.generator import Plan, generate
from adapter.simulator.scene import reference
from adapter.store import Reader, Store
from adapter.sync import answering, purging, take_in, transfers
from adapter.sync.declined import Declined

ANSWERS = """
answers:
  - says: reported
    each: q:RelatesTo
    when: {at: ../q:BusinessType, equals: "0"}
    document:
      number: {at: q:Number}
      notation: {at: q:Notation}
      issued_on: {at: q:IssuedOn, as: date, format: yyyy-MM-dd}
      issuer: {code: {at: q:Issuer/q:Code}, name: {at: q:Issuer/q:Name}}
    unknown: pass

# Diễn biến thực hiện"""
ONLY = """      name: {at: q:RelatesTo/q:Issuer/q:Name}
    agencies:
      each: q:RelatesTo/q:For/q:Agency
      code: {at: q:Code}
      name: {at: q:Name}
"""
MAPPING = load_shipped(
    SIMULATOR.replace(ONLY.splitlines(keepends=True)[0], ONLY, 1)
    .replace("\n# Diễn biến thực hiện", ANSWERS, 1)
    .replace("      quality-judged: judged", "      lead-transferred: transferred\n      quality-judged: judged", 1)
    .replace("  happened_at: {at: q:Occ", "  new_lead: {name: {at: q:NewLead}}\n  happened_at: {at: q:Occ", 1),
    "simulator.yaml",
)
START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
OPEN = ("plain", "tasks", "false-friend", "department")
OTHERS = ("Sở Công Thương", "Sở Xây dựng")
"""To whom a newer version gives a task. Nobody passes one on to them: a version that names a new lead before it is
known that the task was passed on makes an assignment of its own (docs/decisions.md)."""
LEADS = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế")


@functools.cache
def who(name: str) -> str:
    """Give the id of a body: names are written in several ways, and nothing in a history depends on their day."""
    return DIRECTORY.resolve(code="", name=name, on=date(2026, 1, 15)) or name


@functools.lru_cache(maxsize=512)
def generated(seed: int) -> tuple[sim.Document, ...]:
    """Give open documents of a month of the simulator, those with tasks first."""
    plan = Plan(seed=seed, scale=0.08, start=date(2026, 1, 1))
    (month,) = generate(plan, agencies.shipped(), 1)
    found = [one for one in month.documents if one.plan in OPEN]
    return tuple(sorted(found, key=lambda one: not one.versions[0].content.tasks))


@dataclass(frozen=True)
class Told:
    """An event as it is listed."""

    id: str
    at: str
    body: bytes
    version: int = 1
    told_at: str = ""


@dataclass
class Office:
    """What there is, what has been let out so far, and the house that takes it in."""

    store: Store
    dice: Random
    desk: Desk = field(default_factory=Desk)
    fresh: Counting = field(default_factory=Counting)
    now: datetime = START
    came: list[Came] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  #: position of the log, arrivals until then
    made: int = 0

    @property
    def today(self) -> date:
        return moments.day_of(int(self.now.timestamp()))

    def document(self, made: sim.Document, version: sim.Version, only: tuple[str, ...] = ()) -> None:
        """Let one version of a document come in; `only` are the agencies for whom alone it replaces another one."""
        whole = render.document(made, version)
        body = whole[whole.index(b"<Document>") : whole.index(b"</Document>") + len(b"</Document>")]
        body = body.replace(b"<Document>", f'<Document xmlns="{NAMESPACE}">'.encode(), 1)
        agencies = "".join(render.body("Agency", sim.Named(name=name)) for name in only)
        body = body.replace(b"</RelatesTo>", f"<For>{agencies}</For></RelatesTo>".encode(), 1) if only else body
        levels = version.content.levels
        # Every other classified document is marked where it is listed, and never fetched.
        listed = levels[0] in sim.CLASSIFIED and self.dice.random() < 0.5
        self.desk.papers[made.id] = Paper(version.number, body, (levels,) if listed else ())
        self._come(Came(on=self.today, document=made, version=version, only=only, listed=listed))

    def event(self, event: sim.Event, new_lead: str = "") -> None:
        """Let one event come in: it is listed from now on, whenever it happened."""
        event = replace(event, recorded_at=int(self.now.timestamp()))
        text = render.event(event).replace("<Event>", f'<Event xmlns="{NAMESPACE}">', 1)
        text = text.replace("</Event>", f"<NewLead>{new_lead}</NewLead></Event>" if new_lead else "</Event>")
        at = moments.text(event.occurred_at)
        self.desk.events.append(Told(event.id, at, text.encode(), told_at=moments.text(event.recorded_at)))  # type: ignore[arg-type]
        self._come(Came(on=self.today, event=event, new_lead=new_lead))

    def again(self) -> None:
        """List everything once more, in another order."""
        papers = list(self.desk.papers.items())
        self.dice.shuffle(papers)
        self.desk.papers = dict(papers)
        self.dice.shuffle(self.desk.events)
        self.settle()

    def stale(self, made: sim.Document, version: sim.Version, only: tuple[str, ...] = ()) -> None:
        """Let a version that is known, or older than what is known, be listed for a while."""
        newest = self.desk.papers[made.id]
        self.document(made, version, only)
        self.desk.papers[made.id] = newest
        self.settle()

    def merge(self, former: str, new: str) -> None:
        """Let a person pass on what an agency leads."""
        self.now += timedelta(days=1)
        wanted = transfers.Transfer(lead=who(former), new_lead=who(new), on=self.today, tasks=())
        note = {"actor": "an", "reason": "sáp nhập", "document": "1/NQ"}
        with self.store.write() as writer:
            rows, problems = transfers.chosen(writer, wanted)
            assert not problems
            ruling = transfers.Ruling(note=note, under=(), fresh=self.fresh, now=self.now)
            seqs = transfers.carry_out(writer, wanted, rows, ruling) if rows else []
            by = take_in.rereader(self.source())
            reading = answering.Reading(by=by, under=(), fresh=self.fresh, now=self.now)
            for seq, row in zip(seqs, rows, strict=True):
                answering.again(writer, reading, [answering.of_document("qlvb", row.document)], seq)
        self._come(Came(on=self.today, merged=(who(former), who(new))))

    def purge(self, reference_: str, because: str) -> None:
        """Let a person have a document purged; nothing where the house refuses it."""
        with self.store.write() as writer:
            handle = writer.lookup("belongs", "qlvb", "documents", reference_)
            assert handle is not None
            try:
                document = purging.refuse_unfit(writer, handle, because, "theo chỉ đạo", self.now)
            except Declined:
                return
            note = {"actor": "an", "reason": "theo chỉ đạo"}
            purging.order(writer, document, because, note, self.fresh, self.now)
        self._come(Came(on=self.today, purged=(reference_, because)))

    def source(self) -> take_in.Source:
        return source(self.desk, mapping=MAPPING, policy=MAPPING.gate)

    def _come(self, one: Came) -> None:
        self.came.append(one)
        self.settle()

    def settle(self) -> None:
        """Let rounds go by until nothing changes any more."""
        for _ in range(12):
            with self.store.read() as reader:
                before = reader.position
            self.now += timedelta(minutes=10)
            for kind in take_in.streams(MAPPING):
                take_in.take_in(self.source(), self.store, self.fresh, self.now, kind=kind)
            with self.store.read() as reader:
                position = reader.position
                if all(decode(data)["kind"] == "cycle" for _, data in reader.entries(before)):
                    break
        else:
            raise AssertionError("it does not come to rest")
        self.marks.append((position, len(self.came)))

    def differences(self, mark: int = -1, day: date | None = None) -> list[str]:
        """Compare the ledger at a mark with what the records come to, as it stands on a day."""
        position, arrivals = self.marks[mark]
        day = day or self.today
        unreadable = Book(who).take(self.came).gone()
        wanted = Book(who).take(self.came[:arrivals]).standings(day, unreadable)
        with self.store.read(position) as reader:
            found = ledger(reader, day)
        names = sorted({*wanted, *found}, key=str)
        return [f"{name}: ledger {found.get(name)} records {wanted.get(name)}" for name in names
                if found.get(name) != wanted.get(name)]  # fmt: skip


def ledger(reader: Reader, day: date) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Give what the ledger says of every task on a day."""
    found: dict[tuple[object, ...], tuple[object, ...]] = {}
    gone: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    for row in reader.rows(Assignment):
        document = reader.row(Document, row.document)
        assert document is not None
        texts, of_document = reader.text(row.texts) or {}, reader.text(document.texts) or {}
        said = reader.rows(Evidence, assignment=row.assignment)
        stands = standing.judge(row, said, day)
        told: tuple[object, ...] = (
            standing.led_by(row, said, day)[0], row.state, row.withdrawn_on, stands.code, stands.due_on,
            stands.completed_on, stands.lacking, stands.quality, document.state, document.recalled_on,
        )  # fmt: skip
        if document.state == "raised":
            told = (row.state == "open", document.state)
        assert not (document.is_gone and (texts or of_document))
        if not of_document:
            # It has gone, be it after this position: nobody can read which task it was.
            gone.setdefault(("gone", document.issuer, document.issued_on), []).append(told)
            continue
        key = (document.issuer, str(int(of_document["number"])), of_document["notation"], document.issued_on)
        found[(*key, texts["task"], row.lead)] = told
    return found | {key: tuple(sorted(many, key=str)) for key, many in gone.items()}


@contextmanager
def office(dice: int) -> Iterator[Office]:
    with opened() as store:
        yield Office(store, Random(dice))


__all__ = ["LEADS", "OTHERS", "Office", "generated", "office", "reference", "replace", "who"]
