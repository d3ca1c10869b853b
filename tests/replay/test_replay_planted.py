"""What was changed in a log written anew is named exactly: that difference, with both readings, and no other."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lived import Life, Paper, quick
from living import Doc, Happening
from rewriting import payload, tampered, written_anew
from stating import HEAD, PROVINCE

from adapter.core import decide, mapping
from adapter.core.entries import Entry
from adapter.core.interpret import ScopeRule
from adapter.core.ledger import Activation, Assignment
from adapter.core.mapping.reader import Outcome as Step
from adapter.core.problems import Place
from adapter.replay import differences, fold, outcome
from adapter.replay.outcome import Outcome
from adapter.replay.reinterpret import Asked
from adapter.reports.figures import Period
from adapter.store import Store, Writer

JUNE = Period(first=date(2026, 6, 1), last=date(2026, 6, 30), until=date(2026, 6, 15))


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """Two documents, one of them in two versions, and events; one document of another source."""
    life = Life(tmp_path_factory.mktemp("life"), random.Random(1))
    _bring(life, Doc(1), Doc(2, leads=("Sở Y tế",), due_on="2026-05-02"))
    life.desks["qlvb"].put(Happening("E1", "report-issued"), Happening("E2", "extension-granted", document=2,
        lead="Sở Y tế", more="<DueOn>2026-06-20</DueOn>"))  # fmt: skip
    life.do_round()
    _bring(life, Doc(2, leads=("Sở Y tế", "Sở Tư pháp"), due_on="2026-05-02", version=2))
    life.do_round()
    return life


def _bring(life: Life, *docs: Doc) -> None:
    for doc in docs:
        life.desks["qlvb"].papers[str(doc.number)] = Paper(doc.version, doc.body)


def reinterpreted(data: Path, asked: Asked | None = None) -> Outcome:
    with closing(Store.open_reading(data)) as store, store.read() as reader:
        assert fold.fold(reader, 3).agrees
        return outcome.run(reader, asked or Asked(), JUNE)


def changes(found: Outcome) -> list[tuple[str, str, str, str]]:
    return [(one.kind, step.what, step.before, step.after) for one in found.differences for step in one.changes]


def anew(
    life: Life,
    tmp_path: Path,
    kind: str,
    change: Callable[[Entry, Writer], Entry | None],
    number: int = 0,
    beside: Callable[[int, Entry, Writer], Entry | None] = lambda _seq, entry, _writer: entry,
) -> Path:
    """Write the log anew with one entry changed: the one of a kind with a number; and what is changed `beside` it."""
    seen = iter(range(1000))

    def changed(_seq: int, entry: Entry, writer: Writer) -> Entry | None:
        is_meant = entry["kind"] == kind and next(seen) == number
        return change(entry, writer) if is_meant else beside(_seq, entry, writer)

    copied = tmp_path / "data"
    copied.parent.mkdir(exist_ok=True)
    shutil.copytree(life.place[0], copied)
    return written_anew(copied, changed)


def test_a_log_written_anew_as_it_was_differs_in_nothing(life: Life, tmp_path: Path) -> None:
    found = reinterpreted(anew(life, tmp_path, "issued", lambda entry, _: entry))
    assert (found.different, found.rows_differ, found.figures) == (0, 0, [])
    assert found.told.messages == 5
    assert found.is_clean(check=True)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_day_in_one_deadline(life: Life, tmp_path: Path, number: int) -> None:
    """Named with both readings, the rule, its place in the mapping and the line of the message."""
    was: list[Entry] = []

    def later(entry: Entry, _: Writer) -> Entry:
        was.append(entry)
        return {**entry, "due_on": "2026-12-31"}

    found = reinterpreted(anew(life, tmp_path, "assigned", later, number))
    (entry,) = was
    assert changes(found) == [("assigned", "due_on", "2026-12-31", entry["due_on"])]
    (one,) = found.differences
    assert (one.assignment, one.document, one.why) == (entry["assignment"], entry["document"], "")
    (step,) = one.changes
    assert (step.rule, step.line) == ("tasks.due_on", 6)
    assert step.place.file == "qlvb@5"
    assert [(row.table, row.key, row.changes[0].what) for row in found.rows] == [
        ("assignments", (entry["assignment"],), "due_on")
    ]
    assert not found.is_clean(check=False)


def test_figures_of_a_period_are_compared(life: Life, tmp_path: Path) -> None:
    """A deadline put off makes an overdue assignment one in time; both figures are named, of the agency and of all."""
    found = reinterpreted(anew(life, tmp_path, "assigned", lambda entry, _: {**entry, "due_on": "2026-12-31"}))
    told = [(one.name, one.figure, one.before, one.after) for one in found.figures]
    assert told == [
        ("Sở Nội vụ", "open-overdue", 0, 1), ("Sở Nội vụ", "open-in-time", 1, 0),
        ("", "open-overdue", 1, 2), ("", "open-in-time", 2, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("issued", "scope", "out"),
        ("issued", "document_kind", "QD"),
        ("issued", "issued_on", "2026-03-03"),
        ("assigned", "lead", "QNG-012"),
        ("assigned", "coordinating", ["QNG-012"]),
        ("reported", "happened_at", "2026-03-06T02:00:00Z"),
        ("extended", "due_on", "2026-12-20"),
        ("received", "size", 7),
    ],
)
def test_one_field_of_one_entry(life: Life, tmp_path: Path, kind: str, key: str, value: object) -> None:
    found = reinterpreted(anew(life, tmp_path, kind, lambda entry, _: {**entry, key: value}))
    ((name, what, before, _),) = changes(found)
    assert (name, what) == (kind, key)
    assert before == (
        value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else "7"
    )


def test_a_text_is_named_and_not_shown(life: Life, tmp_path: Path) -> None:
    def reworded(entry: Entry, writer: Writer) -> Entry:
        texts = writer.text(entry["texts"])
        assert texts is not None
        content = json.dumps({**texts, "content": "Việc khác"}, ensure_ascii=False, sort_keys=True).encode()
        return {**entry, "texts": payload(writer, content)}

    found = reinterpreted(anew(life, tmp_path, "assigned", reworded))
    assert changes(found) == [("assigned", "content", "…", "…")]


def test_an_entry_that_was_dropped(life: Life, tmp_path: Path) -> None:
    """The last one that assigns: what follows from the message is named as not being there."""
    gone: list[str] = []

    def dropped(entry: Entry, _: Writer) -> None:
        gone.append(entry["assignment"])

    def changed(_seq: int, entry: Entry, _: Writer) -> Entry | None:
        # What is said of it beside goes with it: no row would be there to say it of.
        return None if entry["kind"] == "edited" and entry["assignment"] in gone else entry

    found = reinterpreted(anew(life, tmp_path, "assigned", dropped, 2, beside=changed))
    assert {step.before for one in found.differences for step in one.changes} == {""}
    told = [{step.what: step.after for step in one.changes} for one in found.differences]
    assert [one["entry"] for one in told if one["entry"] != "edited"] == ["assigned"]
    assert [one for one in told if {"entry": "assigned", "lead": "QNG-005"}.items() <= one.items()]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Life:
    """One document whose newer version has another deadline and one more agency."""
    life = Life(tmp_path_factory.mktemp("edited"), random.Random(4))
    _bring(life, Doc(1))
    life.do_round()
    _bring(life, Doc(1, due_on="2026-05-02", leads=("Sở Nội vụ", "Sở Y tế"), version=2))
    life.do_round()
    return life


def test_two_edits_of_one_message_are_not_taken_for_each_other(edited: Life, tmp_path: Path) -> None:
    """One is dropped from the log and the other one is changed: each is told by itself."""

    def changed(_seq: int, entry: Entry, _: Writer) -> Entry | None:
        return {**entry, "now": ["QNG-007"]} if entry["kind"] == "edited" and entry["what"] == "lead" else entry

    found = reinterpreted(anew(edited, tmp_path, "edited", lambda _entry, _writer: None, beside=changed))
    told = [(step.what, step.before, step.after) for one in found.differences for step in one.changes]
    assert [one for one in told if one[0] in ("entry", "now")] == [
        ("entry", "", "edited"),
        ("now", "QNG-007", "QNG-018"),
    ]
    assert ("due_on", "", "2026-05-02") in told
    assert not any(before and what in ("what", "due_on") for what, before, _ in told)


def test_a_day_that_was_edited_is_led_back_to_the_mapping(edited: Life, tmp_path: Path) -> None:
    found = reinterpreted(anew(edited, tmp_path, "edited", lambda entry, _: {**entry, "due_on": "2026-12-31"}))
    assert changes(found) == [("edited", "due_on", "2026-12-31", "2026-05-02")]
    (step,) = found.differences[0].changes
    assert (step.rule, step.line) == ("tasks.due_on", 6)


@pytest.mark.parametrize(
    ("what", "rule"),
    [("due_on", "tasks.due_in.count"), ("counted", "tasks.due_in.count"), ("due_at", "tasks.due_hour")],
)
def test_a_deadline_is_led_back_to_the_rule_that_gave_it(what: str, rule: str) -> None:
    names = [("tasks.due_on", "missing"), ("tasks.due_in.count", "ok"), ("tasks.due_hour", "ok"), ("tasks.lead", "ok")]
    trace = [Step(name, outcome, Place(), line) for line, (name, outcome) in enumerate(names, start=1)]
    (found,) = differences.traced([(what, "", "x")], "assigned", 1, trace)
    assert found.rule == rule


def test_an_entry_that_no_message_gives(life: Life, tmp_path: Path) -> None:
    """A result entered by nobody, in the place of a cycle, with a message as its cause that says no such thing."""
    with life.reading() as reader:
        (assignment, *_) = reader.rows(Assignment)
        messages = [seq for seq, data in reader.entries() if b'"kind":"received"' in data]

    def invented(entry: Entry, _: Writer) -> Entry:
        told = {"kind": "entered", "cause": messages[0], "assignment": assignment.assignment, "message": "ab" * 16}
        return {"at": entry["at"], "format": 1, "happened_at": "2026-03-09T01:00:00Z", **told}

    found = reinterpreted(anew(life, tmp_path, "cycle", invented, 5))
    assert changes(found) == [("entered", "entry", "entered", "")]
    assert {row.table for row in found.rows} == {"evidence"}


def other_blob(change: Callable[[bytes], bytes]) -> Callable[[Entry, Writer], Entry]:
    """Let an activation put something else in force, consistent in itself."""

    def changed(entry: Entry, writer: Writer) -> Entry:
        content = writer.blob(entry["blob"])
        assert content is not None
        other = change(content)
        assert other != content
        identity = sha256(other).hexdigest() if entry["what"] != "mapping" else mapping.load(other.decode()).digest
        return {**entry, "blob": writer.put_blob(other), "identity": identity}

    return changed


DIRECTORY, CALENDAR, SETTINGS, RULES = 0, 1, 2, 3
"""Numbers of the activations of a first start."""


def test_a_setting_that_was_flipped(life: Life, tmp_path: Path) -> None:
    """Another issuer counts: of every document, the scope differs, and nothing else."""
    flipped = other_blob(lambda content: content.replace(b'"H48"', '"Sở Y tế"'.encode()))
    found = reinterpreted(anew(life, tmp_path, "activated", flipped, SETTINGS))
    assert changes(found) == [("issued", "scope", "in", "out")] * 3
    assert {row.table for row in found.rows} == {"documents"}


def test_a_row_of_the_directory_that_was_edited(life: Life, tmp_path: Path) -> None:
    """The one assignment of that agency has another lead."""
    edited = other_blob(lambda content: content.replace(b"QNG-004,", b"QNG-904,"))
    found = reinterpreted(anew(life, tmp_path, "activated", edited, DIRECTORY))
    assert changes(found) == [("assigned", "lead", "QNG-004", "QNG-904")]
    assert found.told.unsound == []


def test_a_row_of_the_calendar_decides_nothing_where_no_deadline_is_counted(life: Life, tmp_path: Path) -> None:
    edited = other_blob(lambda content: content + b"2026-12-24,off,planted,planted,planted\n")
    found = reinterpreted(anew(life, tmp_path, "activated", edited, CALENDAR))
    assert (found.different, found.told.unsound) == (0, [])


@pytest.mark.parametrize(("what", "source"), [("directory", ""), ("calendar", ""), ("settings", ""), ("rules", "")])
def test_a_blob_that_was_edited_where_it_lies(life: Life, tmp_path: Path, what: str, source: str) -> None:
    """The activation is named; what was decided under it stands as it is logged, and is not read by something else."""
    data = anew(life, tmp_path, "issued", lambda entry, _: entry)
    with closing(Store.open_reading(data)) as store, store.read() as reader:
        (blob,) = [row.blob for row in reader.rows(Activation, what=what)]
        content = reader.blob(blob)
    assert content is not None
    tampered(data, "UPDATE blobs SET content = ? WHERE digest = ?", content + b"\n", bytes.fromhex(blob))
    found = reinterpreted(data)
    assert [(one.what, one.source, one.code) for one in found.told.unsound] == [(what, source, "replay.blob-other")]
    assert found.different == 0
    assert {one.why for one in found.told.not_read} == {"versions"}
    assert not found.is_clean(check=False)


@pytest.mark.parametrize("what", ["calendar", "settings", "rules"])
@pytest.mark.parametrize("text", [b"not json", b"[]", b'{"deadlines":{"x":1}}', b"\xff"])
def test_a_text_that_is_none_is_named_and_reads_nothing(life: Life, tmp_path: Path, what: str, text: bytes) -> None:
    """The log was written anew with it, so that every digest is right."""
    if (what, text) == ("rules", b'{"deadlines":{"x":1}}'):
        text = b'{"gate":"x"}'
    where = {"calendar": CALENDAR, "settings": SETTINGS, "rules": RULES}[what]
    found = reinterpreted(anew(life, tmp_path, "activated", other_blob(lambda _: text), where))
    assert {(one.what, one.code) for one in found.told.unsound} == {(what, "replay.blob-unreadable")}
    assert {one.why for one in found.told.not_read} == {"versions"}


def test_a_ledger_that_is_not_what_the_log_says(life: Life, tmp_path: Path) -> None:
    """The fold names table, key, both values and the entries; reading anew finds no entry at fault."""
    data = anew(life, tmp_path, "issued", lambda entry, _: entry)
    tampered(data, "UPDATE assignments SET due_on = '2030-01-01' WHERE lead = 'QNG-004' AND to_seq IS NULL")
    with closing(Store.open_reading(data)) as store, store.read() as reader:
        folded = fold.fold(reader, 3)
        assert not folded.agrees
        assert folded.memory == folded.tables != folded.stored
        (one,) = folded.differences
        assert one.table == "assignments"
        assert one.stored is not None
        assert one.folded is not None
        assert (one.stored.from_seq, one.stored.row, one.folded.row) == (
            one.folded.from_seq,
            {**_row(one.folded), "due_on": "2030-01-01"},
            {**_row(one.folded), "due_on": "2026-04-01"},
        )  # fmt: skip
        found = outcome.run(reader, Asked(), JUNE)
    assert (found.different, found.rows_differ) == (0, 1)
    assert not found.is_clean(check=False)


def _row(told: fold.Told) -> Mapping[str, object]:
    assert told.row is not None
    return told.row


# Rules of another version


@pytest.mark.parametrize("rule", ["interpret", "gate", "decide"])
def test_differences_by_rules_of_a_higher_version_are_told_as_such(life: Life, rule: str) -> None:
    """The program has moved on: what its rule reads otherwise is named with both versions, and is no fault."""
    planted = mock.patch.object(ScopeRule, "of", return_value=ScopeRule(issuers=frozenset()))
    then = decide.RULES[rule]
    with mock.patch.dict(decide.RULES, {rule: then + 1}), planted:
        found = reinterpreted(life.place[0])
    assert changes(found) == [("issued", "scope", "in", "out")] * 3
    assert {(one.why, one.rules) for one in found.differences} == {("rules", ((rule, then, then + 1),))}
    assert found.told.by_rules == {(rule, then, then + 1): 5}
    assert found.is_clean(check=False)
    assert not found.is_clean(check=True)


def test_without_a_higher_version_the_same_is_a_fault(life: Life) -> None:
    with mock.patch.object(ScopeRule, "of", return_value=ScopeRule(issuers=frozenset())):
        found = reinterpreted(life.place[0])
    assert [one.why for one in found.differences] == ["", "", ""]
    assert not found.is_clean(check=False)


def test_a_higher_version_of_judging_is_told_of_the_figures_alone(life: Life) -> None:
    with mock.patch.dict(decide.RULES, judge=99):
        found = reinterpreted(life.place[0])
    assert (found.rules, found.told.by_rules) == ((("judge", decide.RULES["judge"], 99),), {})
    assert found.is_clean(check=True)


# What cannot be read any more


def test_what_was_erased_is_listed_and_not_guessed(tmp_path: Path) -> None:
    """A document is raised; what answered its task stands as it was logged, because nobody can tell any more."""
    life = Life(tmp_path, random.Random(2))
    desk = life.desks["lot"]
    task = '<viec ma="V1"><noi-dung>Báo cáo</noi-dung><chu-tri>Sở Y tế</chu-tri></viec>'
    desk.papers["L1"] = Paper(1, _lot(1, task))
    life.do_round()
    done = '<xong luc="2026-03-09T09:00:00+07:00" viec="V1">Sở Y tế</xong>'
    desk.papers["L2"] = Paper(1, _lot(2, done))
    life.do_round()
    assert reinterpreted(life.place[0]).told.not_read == []
    desk.papers["L1"] = Paper(2, _lot(1, task).replace(b'"khong"', b'"co"'))
    life.do_round()
    found = reinterpreted(life.place[0])
    assert [one.why for one in found.told.not_read] == ["erased"]
    assert found.told.raised == 1
    assert [(one.kind, one.why) for one in found.differences] == [("received", "unread")]
    assert (found.rows_differ, found.figures) == (0, [])
    assert found.is_clean(check=True)


def _lot(number: int, inner: str, business: str = "moi", alias: str = "") -> bytes:
    attributes = f'mat="khong" ma="{alias or f"L{number}"}" viec="{business}"'
    return f"<vb {attributes}>{HEAD.format(number=number, issuer=PROVINCE)}{inner}</vb>".encode()


TASK = '<viec ma="V{n}"><noi-dung>Báo cáo</noi-dung><chu-tri>Sở Y tế</chu-tri></viec>'


@pytest.mark.parametrize(
    "later",
    [
        # A document that replaced the erased one is itself brought up to date: its names, too, only the store can tell.
        [_lot(3, TASK.format(n=3) + '<ve ma="L2"/>', "cap-nhat")],
        # Another document takes over the name of the erased one.
        [_lot(3, TASK.format(n=3), alias="L1")],
        [_lot(3, TASK.format(n=3), alias="L1"), _lot(4, '<ve ma="L2"/>', "thu-hoi")],
    ],
)
def test_what_rests_on_what_rests_on_something_erased(tmp_path: Path, later: list[bytes]) -> None:
    life = Life(tmp_path, random.Random(3))
    desk = life.desks["lot"]
    desk.papers["L1"] = Paper(1, _lot(1, TASK.format(n=1)))
    life.do_round()
    desk.papers["L2"] = Paper(1, _lot(2, TASK.format(n=2) + '<ve ma="L1"/>', "thay"))
    life.do_round()
    desk.papers["L1"] = Paper(2, _lot(1, TASK.format(n=1)).replace(b'"khong"', b'"co"'))
    life.do_round()
    for number, body in enumerate(later, start=3):
        desk.papers[f"L{number}"] = Paper(1, body)
        life.do_round()
    found = reinterpreted(life.place[0])
    assert found.told.messages == 1 + len(later)
    assert {one.why for one in found.differences} <= {"unread"}
    assert found.rows_differ == 0


# What is compared


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(0, 40), st.integers(0, 40))
def test_only_what_lies_between_is_compared(life: Life, first: int, last: int) -> None:
    """By another mapping: of all that would differ, that of messages between two entries; the rest stands as logged."""
    text = (
        (life.folder / "own.yaml").read_text("utf-8").replace("yyyy-MM-dd, required: no}", "yyyy-dd-MM, required: no}")
    )
    other = mapping.load(text, "other.yaml", lambda _: (life.folder / "codes" / "document_kinds.csv").read_bytes())
    everything = Asked(instead={"qlvb": other})
    whole = reinterpreted(life.place[0], everything)
    part = reinterpreted(life.place[0], Asked(instead={"qlvb": other}, first_seq=first, last_seq=last))
    with life.reading() as reader:
        received = [seq for seq, data in reader.entries() if b'"kind":"received"' in data]
    causes = {max(seq for seq in received if seq <= one.seq) for one in part.differences}
    assert all(first <= seq <= last for seq in causes)
    assert part.told.messages == sum(first <= seq <= last for seq in received)
    assert whole.different > 3
    if first <= received[0] and received[-1] <= last:
        assert part.differences == whole.differences


def test_days_and_sources_choose_too(life: Life) -> None:
    day = date(2026, 3, 2)
    assert reinterpreted(life.place[0], Asked(sources=frozenset({"lot"}))).told.messages == 0
    assert reinterpreted(life.place[0], Asked(first_on=date(2027, 1, 1))).told.messages == 0
    assert reinterpreted(life.place[0], Asked(first_on=day, last_on=date(2027, 1, 1))).told.messages == 5
