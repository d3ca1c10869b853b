"""Kept messages read again by what is in force now: what differs is superseded, once, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from living import MAPPING, Doc, Happening, Living, once
from making import Counting, folder_source
from shipped import load_shipped, tables_into

from adapter import settings
from adapter.audit import verify
from adapter.audit.what_if import Difference, WhatIf
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Evidence, Held, Message
from adapter.core.problems import Refusal
from adapter.core.standing import judge
from adapter.store import Reader, Store
from adapter.sync import activate, assemble, requests, rereading, verbs
from adapter.sync.rereading import Outcome, Run

NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
DAY = date(2026, 6, 15)
SINCE = date(2026, 1, 1)
TEXT = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
DUE = "due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}"
SWAPPED = TEXT.replace(DUE, DUE.replace("yyyy-MM-dd", "yyyy-dd-MM"))
MARKING = TEXT.replace("open: [Thuong]", "open: [Khac]").replace("classified: [", "classified: [Thuong, ")
RETRACTING = TEXT.replace("result-entered: entered", "result-entered: retracted")
CONFIG = 'data_directory = "data"\ndatabase = "{database}"\n' + folder_source("qlvb", "own.yaml")


@dataclass
class Office:
    """A house whose mapping changes, and what its log has taken in."""

    folder: Path
    fresh: Counting

    def configuration(self) -> assemble.Configuration:
        return assemble.read(settings.load(self.folder / "config.toml"))

    @property
    def place(self) -> tuple[Path, str]:
        return settings.load(self.folder / "config.toml").place

    def take_in(self, *items: Doc | Happening, peer: Living | None = None, now: datetime = NOW) -> Living:
        peer = peer or Living()
        peer.put(*items)
        with closing(Store.open(*self.place)) as store:
            configuration = self.configuration()
            seqs = activate.ensure(store, configuration.wanted, self.fresh, now)
            read = configuration.mappings["qlvb"]
            under = assemble.under(configuration, "qlvb", seqs)
            once(peer, store, self.fresh, now, under=under, mapping=read, policy=read.gate)
        return peer

    def ask(self, verb: str, **arguments: str) -> verbs.Answer:
        configuration = self.configuration()
        desk = verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh)
        return requests.ask(desk, verb, arguments)

    def put_in_force(self, text: str) -> None:
        assert text != (self.folder / "own.yaml").read_text("utf-8")
        (self.folder / "own.yaml").write_text(text, "utf-8")
        assert self.ask("activate", what="mapping", source="", reason="thử")["changed"]

    @contextmanager
    def reading(self, position: int | None = None) -> Iterator[Reader]:
        with closing(Store.open_reading(*self.place)) as store, store.read(position) as reader:
            yield reader

    def run(self, since: date = SINCE) -> Run:
        return Run(configuration=self.configuration(), source="qlvb", since=since, fresh=self.fresh, read=self.reading)

    def reread(self, since: date = SINCE, ask: Callable[..., verbs.Answer] | None = None) -> Outcome:
        return rereading.carry_out(self.run(since), "thử", ask or self.ask)

    def supposed(self) -> tuple[Outcome, list[Difference]]:
        with self.reading() as reader:
            outcome, supposed = rereading.suppose(self.run(), reader, DAY)
            return outcome, list(supposed.differences())

    def predicted(self, new: str) -> list[Difference]:
        """Say what `mapping diff --against-log` says."""
        configuration = self.configuration()
        old = configuration.mappings["qlvb"]
        by = partial(assemble.rereader, configuration, "qlvb")
        bodies = configuration.directory
        with self.reading() as reader:
            asked = WhatIf(reader=reader, old=by(old, bodies), new=by(load_shipped(new), bodies), day=DAY)
            return list(asked.differences())

    def kinds(self, first: int) -> list[str]:
        with self.reading() as reader:
            return [decode(data)["kind"] for _, data in reader.entries(first)]

    def size(self) -> int:
        with self.reading() as reader:
            return reader.size()

    def verified(self) -> None:
        """Hold the log and the tables against a fold from zero."""
        with self.reading() as reader:
            assert verify.verify(reader).findings == ()

    def nothing_more(self, since: date = SINCE) -> None:
        """A second run finds nothing to do and appends nothing, not even its ruling."""
        before = self.size()
        again = self.reread(since)
        assert (again.ruling, again.documents, again.events, self.size()) == (None, 0, 0, before)

    def state(self, position: int | None = None) -> dict[str, tuple[str, str]]:
        """Give deadline and bucket by assignment."""
        with self.reading(position) as reader:
            return {
                row.assignment: (
                    str(row.due_on or ""),
                    judge(row, reader.rows(Evidence, assignment=row.assignment), DAY).code,
                )
                for row in reader.rows(Assignment)
            }


@pytest.fixture
def office(tmp_path: Path, database: str) -> Office:
    (tmp_path / "config.toml").write_text(CONFIG.format(database=database), "utf-8")
    (tmp_path / "own.yaml").write_text(TEXT, "utf-8")
    tables_into(tmp_path)
    return Office(tmp_path, Counting())


def told(found: list[Difference], *names: str) -> set[tuple[str, tuple[str, str, str]]]:
    return {(one.assignment, change) for one in found for change in one.changes if change[0] in names}


def test_what_the_log_predicted_is_what_rereading_changes_and_once_is_enough(office: Office) -> None:
    days = ["2026-04-01", "2026-07-08", "2026-05-05", "2026-03-20", "2026-09-02", ""]
    office.take_in(
        *(Doc(number, due_on=day) for number, day in enumerate(days, 1)),
        Happening("E", "result-entered", document=2),
    )
    predicted = office.predicted(SWAPPED)
    before, size = office.state(), office.size()
    office.put_in_force(SWAPPED)
    supposed, differences = office.supposed()
    assert office.size() == size + 1, "only the activation was written"
    outcome = office.reread()
    after = office.state()
    changed = {
        (handle, change)
        for handle, (due_on, bucket) in after.items()
        for change in (("due_on", before[handle][0], due_on), ("bucket", before[handle][1], bucket))
        if change[1] != change[2]
    }
    # What the new mapping cannot read stays as it was, and is named.
    would_be_held = {one.document for one in predicted if ("outcome", "taken", "held field.invalid") in one.changes}
    kept = [one for one in predicted if one.document not in would_be_held]
    assert changed == told(kept, "due_on", "bucket") == told(differences, "due_on", "bucket")
    assert {handle for handle, change in changed if change[0] == "due_on"} != set()
    assert {(one.document, one.code) for one in outcome.hindered} == {
        (document, "field.invalid") for document in would_be_held
    }
    assert (outcome.documents, outcome.events, outcome.messages) == (3, 0, 7)
    assert (supposed.documents, supposed.hindered) == (3, outcome.hindered)
    assert office.kinds(size + 1) == ["reread", *["received", "assigned"] * 3]
    office.verified()
    office.nothing_more()


def test_each_new_fact_follows_from_the_kept_body_and_from_the_ruling(office: Office) -> None:
    office.take_in(Doc(1, version=4))
    office.put_in_force(SWAPPED)
    first = office.size()
    outcome = office.reread()
    with office.reading() as reader:
        entries = [decode(data) for _, data in reader.entries(first)]
        bodies = [decode(data) for _, data in reader.entries(0, first) if b'"kind":"received"' in data]
        note = reader.text(entries[0]["note"])
        in_force = sorted(row.seq for row in activate.in_force(reader).values())
    ruling, received, assigned = entries
    assert (outcome.ruling, received["cause"], assigned["cause"]) == (first, first, first + 1)
    assert (ruling["source"], ruling["since"]) == ("qlvb", "2026-01-01")
    assert note == {"actor": activate.actor(), "reason": "thử"}
    assert [received[key] for key in ("message", "body", "version", "size")] == [
        bodies[0][key] for key in ("message", "body", "version", "size")
    ]
    assert assigned["due_on"] == "2026-01-04"
    assert received["under"] == in_force


def test_only_messages_received_since_the_day_in_vietnam_are_read(office: Office) -> None:
    peer = office.take_in(Doc(1))
    # Half past midnight of the 21st in Vietnam is still the 20th in UTC.
    office.take_in(Doc(2), peer=peer, now=datetime(2026, 6, 20, 17, 30, tzinfo=UTC))
    office.put_in_force(SWAPPED)
    assert office.reread(date(2026, 6, 22)).messages == 0
    outcome = office.reread(date(2026, 6, 21))
    assert (outcome.messages, outcome.documents) == (1, 1)
    office.nothing_more(date(2026, 6, 21))
    assert office.reread(DAY).documents == 1, "the other one"


def test_events_that_mean_something_else_supersede_what_they_said(office: Office) -> None:
    office.take_in(Doc(1), Happening("R", "report-issued"), Happening("E", "result-entered"))
    predicted = office.predicted(RETRACTING)
    office.put_in_force(RETRACTING)
    size = office.size()
    _, differences = office.supposed()
    outcome = office.reread()
    assert (outcome.documents, outcome.events, outcome.hindered) == (0, 1, [])
    assert office.kinds(size) == ["reread", "received", "retracted"]
    assert told(predicted, "what", "bucket") == told(differences, "what", "bucket")
    ((_, bucket),) = office.state().values()
    assert ("bucket", "done-on-time", bucket) in {change for _, change in told(predicted, "bucket")}
    office.verified()
    office.nothing_more()


def test_an_event_follows_its_assignment_when_tasks_are_named_otherwise(office: Office) -> None:
    """Documents go first: the event is looked at with the assignments that they make now, also in a dry run."""
    office.take_in(Doc(1), Happening("E", "result-entered", more="<Named>Việc T1</Named>"))
    office.put_in_force(
        TEXT.replace("key: {at: q:TaskId}", "key: {at: q:Content}").replace(
            "task: {at: q:TaskId}", "task: {at: q:Named}"
        )
    )
    supposed, differences = office.supposed()
    outcome = office.reread()
    assert (supposed.documents, supposed.events, supposed.hindered) == (1, 1, [])
    assert (outcome.documents, outcome.events, outcome.hindered) == (1, 1, [])
    with office.reading() as reader:
        (evidence,) = reader.rows(Evidence)
        (row,) = [row for row in reader.rows(Assignment) if row.state == "open"]
        assert evidence.assignment == row.assignment
        assert (reader.text(row.texts) or {})["task"] == "Việc T1"
    assert ("what", "", "entered") in {change for one in differences for change in one.changes}
    office.verified()
    office.nothing_more()


def test_a_recalled_document_stays_recalled_and_its_deadline_is_corrected(office: Office) -> None:
    office.take_in(Doc(1), Doc(2, recalls=1, leads=()))
    office.put_in_force(SWAPPED)
    before = office.state()
    outcome = office.reread()
    assert outcome.documents == 1
    ((due_on, bucket),) = office.state().values()
    assert (due_on, bucket) == ("2026-01-04", "withdrawn")
    assert [bucket for _, bucket in before.values()] == ["withdrawn"]
    with office.reading() as reader:
        assert sorted(row.state for row in reader.rows(Document)) == ["in-force", "recalled"]
    office.verified()
    office.nothing_more()


def test_a_document_that_counts_as_classified_now_is_raised_and_its_content_erased(office: Office) -> None:
    office.take_in(Doc(1), Doc(2), Happening("E", "report-issued"))
    office.put_in_force(MARKING)
    supposed, differences = office.supposed()
    assert {one.code for one in supposed.withheld} == {"secrecy.classified"}
    assert differences == []
    size = office.size()
    outcome = office.reread()
    assert [(one.stream, one.code) for one in outcome.withheld] == [("documents", "secrecy.classified")] * 2
    assert office.kinds(size) == ["reread", "raised", "erased", "raised", "erased"]
    with office.reading() as reader:
        assert {row.state for row in reader.rows(Document)} == {"raised"}
        assert [row for row in reader.rows(Message) if reader.payload(row.body) is not None] == []
        assert {one.condition.condition for one in reader.alerts()} == {"alert.document-raised"}
    office.verified()
    office.nothing_more()


def test_of_an_event_that_counts_as_classified_now_the_content_goes_and_the_figures_stay(office: Office) -> None:
    level = "<Note><SecrecyLevel>Thuong</SecrecyLevel></Note>"
    held = Doc(2, leads=("Sở không có",))
    office.take_in(Doc(1), held, Happening("E", "report-issued", more=level), Happening("R", "result-entered"))
    before = office.state()
    office.put_in_force(MARKING)
    size = office.size()
    with office.reading() as reader:
        messages = reader.rows(Message, stream="events")
        (marked,) = [row for row in messages if level.encode() in (reader.payload(row.body) or b"")]
    # The event alone: where its document counts as classified, too, everything goes with that.
    answer = office.ask(
        "reread", source="qlvb", since=SINCE.isoformat(), reason="thử", ruling="", messages=marked.message
    )
    assert answer["raised"] == [marked.message]
    assert office.kinds(size) == ["reread", "erased"]
    assert office.state() == before
    with office.reading() as reader:
        assert reader.payload(marked.body) is None
        # What stands in quarantine is found by its reference still.
        assert [(reader.text(row.reference) or {})["reference"] for row in reader.rows(Held)] == ["2"]
    office.verified()


class Renumbered(Doc):
    """A document whose signer's name is the next number."""

    @property
    def body(self) -> bytes:
        return super().body.replace("Người Ký".encode(), str(self.number + 1).encode())


def test_documents_that_take_each_others_numbers_are_looked_at_again(office: Office) -> None:
    office.take_in(*(Renumbered(number) for number in (1, 2, 3)))
    office.put_in_force(TEXT.replace("number: {at: q:Number}", "number: {at: q:Signer/q:Name}"))
    outcome = office.reread()
    assert (outcome.documents, outcome.hindered) == (3, [])
    with office.reading() as reader:
        numbers = {(reader.text(row.texts) or {})["number"] for row in reader.rows(Document)}
        references = {(reader.text(row.texts) or {})["reference"] for row in reader.rows(Document)}
    assert (numbers, references) == ({"2", "3", "4"}, {"1", "2", "3"})
    office.verified()
    office.nothing_more()


def test_two_documents_that_would_bear_one_number_do_not_both(office: Office) -> None:
    office.take_in(Doc(1), Doc(2))
    office.put_in_force(TEXT.replace("number: {at: q:Number}", "number: {at: q:Signer/q:Name}"))
    outcome = office.reread()
    assert (outcome.documents, [one.code for one in outcome.hindered]) == (1, ["document.key-taken"])
    office.verified()
    office.nothing_more()


def test_a_run_that_dies_between_two_turns_is_taken_up_by_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.take_in(*(Doc(number) for number in range(1, 8)))
    office.put_in_force(SWAPPED)
    monkeypatch.setattr(rereading, "AT_ONCE", 2)
    turns = iter(range(10))

    def dying(verb: str, **arguments: str) -> verbs.Answer:
        if next(turns) == 2:
            raise KeyboardInterrupt
        return office.ask(verb, **arguments)

    with pytest.raises(KeyboardInterrupt):
        office.reread(ask=dying)
    office.verified()
    moved = [due_on for due_on, _ in office.state().values() if due_on == "2026-01-04"]
    assert len(moved) == 4
    size = office.size()
    assert office.reread().documents == 3
    assert office.kinds(size).count("reread") == 1
    assert {due_on for due_on, _ in office.state().values()} == {"2026-01-04"}
    office.verified()
    office.nothing_more()


def test_a_turn_that_is_over_leaves_the_rest_to_the_next(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.take_in(*(Doc(number) for number in range(1, 5)))
    office.put_in_force(SWAPPED)
    monkeypatch.setattr(rereading.reread, "TURN_S", -1)
    left: list[int] = []

    def counting(verb: str, **arguments: str) -> verbs.Answer:
        answer = office.ask(verb, **arguments)
        left.append(len(answer["left"]))
        return answer

    outcome = office.reread(ask=counting)
    assert (left, outcome.documents) == ([3, 2, 1, 0], 4)
    assert office.size() == (outcome.ruling or 0) + 1 + 4 * 2, "one ruling for all turns"


def test_what_is_not_in_force_is_not_read_by_and_no_other_ruling_is_carried_out(office: Office) -> None:
    office.take_in(Doc(1))
    (office.folder / "own.yaml").write_text(SWAPPED, "utf-8")
    with pytest.raises(Refusal) as caught:
        office.reread()
    assert caught.value.problems[0].code == "activation.changed"
    office.ask("activate", what="mapping", source="", reason="thử")
    with office.reading() as reader:
        (message,) = reader.rows(Message)
    size = office.size()
    for ruling in ("1", str(size + 5)):
        with pytest.raises(Refusal) as caught:
            office.ask(
                "reread", source="qlvb", since="2026-01-01", reason="thử", ruling=ruling, messages=message.message
            )
        assert caught.value.problems[0].code == "reread.no-ruling"
    assert office.size() == size + 1, "the first refusal is an entry, the same one again is counted"


def test_a_new_version_that_comes_later_goes_its_way_as_ever(office: Office) -> None:
    peer = office.take_in(Doc(1))
    office.put_in_force(SWAPPED)
    office.reread()
    peer.documents[1] = replace(peer.documents[1], version=2, due_on="2026-08-05")
    office.take_in(peer=peer, now=NOW + timedelta(days=1))
    assert [due_on for due_on, _ in office.state().values()] == ["2026-05-08"]
    # The former version, listed late, is history.
    peer.documents[1] = replace(peer.documents[1], version=1, due_on="2026-04-01")
    office.take_in(peer=peer, now=NOW + timedelta(days=2))
    assert [due_on for due_on, _ in office.state().values()] == ["2026-05-08"]
    office.verified()
    assert MAPPING.digest != office.configuration().mappings["qlvb"].digest
