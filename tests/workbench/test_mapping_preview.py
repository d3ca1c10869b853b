"""A preview shows what a message says, what follows and what is overlooked; of what stays out, nothing."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import stating
from shipped import load_shipped

from adapter.core import organisations
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import yaml
from adapter.core.mapping.reader import Outcome, Reader
from adapter.workbench import messages
from adapter.workbench.previewing import Bench, Preview, preview
from adapter.workbench.watching import Watching

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "mappings"
SAMPLES = MAPPINGS / "samples" / "simulator"
SHIPPED = (MAPPINGS / "simulator.yaml").read_text("utf-8")
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))

RULES = load_shipped(SHIPPED)


def bench(text: str = SHIPPED, today: date = date(2025, 12, 1)) -> Bench:
    read = load_shipped(text, "m.yaml")
    return Bench(
        rules=read,
        tree=yaml.read(text, "m.yaml"),
        policy=read.gate,
        directory=DIRECTORY,
        scope=ScopeRule(issuers=DIRECTORY.named("H48")),
        today=today,
    )


def looked_at(name: str, text: str = SHIPPED) -> Preview:
    (body,) = messages.within((SAMPLES / f"{name}.xml").read_bytes(), RULES)
    return preview(body, bench(text))


def test_every_rule_stands_beside_what_it_saw() -> None:
    found = looked_at("assigned")
    assert found.read is not None
    seen = {one.rule: one for one in found.read.seen if one.outcome == "ok"}
    number, due = seen["document.number"], seen["tasks.due_on"]
    assert (number.path, number.raw, number.value) == ("q:Number", "09", "09")
    assert "number:" in SHIPPED.splitlines()[number.place.line - 1]
    xml = (SAMPLES / "assigned.xml").read_text("utf-8").splitlines()
    assert "<Number>09<" in xml[number.line - 1]
    assert (due.raw, due.value) == ("2025-12-15", "2025-12-15")
    assert seen["document.business"].raw == "0"
    assert seen["document.business"].value == "new"
    absent = [one for one in found.read.seen if one.outcome == "missing"]
    assert {one.raw for one in absent} == {""}


def test_a_watching_reader_reads_what_the_reader_reads() -> None:
    for name in ("assigned", "date_impossible", "kinds", "zoned"):
        for body in messages.within((SAMPLES / f"{name}.xml").read_bytes(), RULES):
            found = preview(body, bench())
            if found.read is None:
                continue
            plain, watching = Reader(DIRECTORY), Watching(DIRECTORY)
            root, rules = found.read.root, bench().rules.document.key
            assert plain.text(rules.number, root) == watching.text(rules.number, root)
            assert plain.moment(rules.issued_on, root) == watching.moment(rules.issued_on, root)
            assert (plain.trace, plain.problems) == (watching.trace, watching.problems)


def test_the_facts_and_the_push_that_would_follow() -> None:
    found = looked_at("assigned")
    assert found.read is not None
    assert [type(one).__name__ for one in found.read.facts] == ["Issued", "Assigned", "Assigned", "Assigned"]
    first = found.told[0]
    assert first.standing.code == "open-in-time"
    assert first.arguments["Standing"]["DueOn"] == "2025-12-15"
    assert "CompletedOn" not in first.arguments["Standing"], "what there is none of is left out"
    late = preview((SAMPLES / "assigned.xml").read_bytes(), bench(today=date(2026, 1, 1)))
    assert late.told[0].standing.code == "open-overdue"
    assert looked_at("out_of_scope").told == (), "what does not count is told nobody"


def test_what_no_rule_looked_at_is_named() -> None:
    found = {one.path: one for one in looked_at("assigned").overlooked}
    assert found["Signer/Position"].beginning == "CHỦ TỊCH"
    assert (found["Tasks/Task/Ordinal"].count, found["Tasks/Task/Ordinal"].line) == (2, 21)
    assert not set(found) & {
        "Number",
        "Subject",
        "SecrecyLevel",
        "Tasks/Task/TaskId",
        "Attachments/Attachment/SecrecyLevel",
    }
    without = {
        one.path
        for one in looked_at(
            "assigned", SHIPPED.replace("  signer: {at: q:Signer/q:Name, required: no}\n", "")
        ).overlooked
    }
    assert without - set(found) == {"Signer/Name"}


def test_attributes_are_looked_at_like_elements() -> None:
    body = (SAMPLES / "assigned.xml").read_bytes().replace(b"<Number>", b"<Number ma='7' loai='x'>")
    text = SHIPPED.replace("number: {at: q:Number}\n  notation", "number: {at: q:Number/@ma}\n  notation", 1)
    paths = {one.path: one.beginning for one in preview(body, bench(text)).overlooked}
    assert paths["Number/@loai"] == "x"
    assert "Number/@ma" not in paths
    assert paths["Number"] == "09", "its text is read by nobody now"


@pytest.mark.parametrize("name", ["secret", "secret_attachment", "stamped", "level_missing"])
def test_of_what_stays_out_nothing_is_there_but_where_the_signal_stands(name: str) -> None:
    found = looked_at(name)
    assert found.closed.startswith("secrecy.")
    assert (found.read, found.told, found.overlooked) == (None, (), ())
    (signal,) = found.signals
    assert signal.verdict == {"level_missing": "missing"}.get(name, "classified")
    lines = (SAMPLES / f"{name}.xml").read_text("utf-8").splitlines()
    assert {"stamped": "Subject", "level_missing": "<"}.get(name, "SecrecyLevel") in lines[signal.line - 1]
    text = (SAMPLES / f"{name}.xml").read_text("utf-8")
    contents = {part.split("<")[0].strip() for part in text.split(">")} - {""}
    shown = repr(found)
    assert [one for one in contents if len(one) > 3 and one in shown and one != "secrecy"] == []


def test_a_level_where_no_path_leads_is_shown_with_its_line() -> None:
    body = (SAMPLES / "assigned.xml").read_bytes()
    hidden = body.replace(b"<Task>", b"<Task><Muc xmlns='urn:khac'><SecrecyLevel>Mat</SecrecyLevel></Muc>", 1)
    found = preview(hidden, bench())
    assert found.closed == "secrecy.elsewhere-classified"
    (signal,) = found.signals
    assert (signal.path, signal.verdict) == ("//SecrecyLevel", "classified")
    assert b"<Muc" in hidden.splitlines()[signal.line - 1]
    event = messages.within((SAMPLES / "events.xml").read_bytes(), RULES)[0]
    marked = event.replace(b"</Event>", b"<SecrecyLevel>Mat</SecrecyLevel></Event>")
    (signal,) = preview(marked, bench(), "event").signals
    assert signal.verdict == "classified"


def test_what_is_no_xml_is_told_with_its_line() -> None:
    found = preview(b"<a>\n<b>\n</a>", bench())
    assert (found.closed, found.line) == ("xml.malformed", 3)


def test_an_event_is_known_by_the_rules_of_events() -> None:
    first, *_ = messages.within((SAMPLES / "events.xml").read_bytes(), RULES)
    found = preview(first, bench())
    assert found.kind == "event"
    assert found.read is not None
    assert found.read.event is not None
    assert found.read.event.what == "reported"
    assert {one.rule for one in found.read.seen} >= {"evidence.document", "evidence.kind", "evidence.report.number"}
    assert found.read.seen[1].line > 1, "lines are those of the file"


def test_no_value_can_reach_a_log_or_a_problem() -> None:
    """What core hands on holds no value; what the workbench remembers does not show in a representation."""
    assert set(Outcome._fields) == {"rule", "outcome", "place", "line"}
    assert not hasattr(Reader(DIRECTORY), "seen")
    for name in ("assigned", "date_impossible"):
        found = looked_at(name)
        assert found.read is not None
        shown = repr(found) + repr(found.read.seen)
        for value in ("09", "Nguyễn Văn An", "Sở Y tế", "NV-101", "tiêm chủng", "2025-02-30", "CHỦ TỊCH"):
            assert f"'{value}" not in shown
            assert value not in repr(found.read.problems)
        private = {field.name for field in dataclasses.fields(found.read.seen[0]) if not field.repr}
        assert private == {"raw", "value"}


def test_only_the_workbench_and_its_verbs_know_the_reader_that_remembers() -> None:
    knowing = {
        str(file.relative_to(ROOT / "adapter"))
        for file in (ROOT / "adapter").rglob("*.py")
        if "workbench.watching" in file.read_text("utf-8") or "workbench.messages" in file.read_text("utf-8")
    }
    assert {one.split("/")[0] for one in knowing} == {"workbench", "cli"}
    assert not any("structlog" in (ROOT / "adapter" / one).read_text("utf-8") for one in knowing)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "adapter.cli", "mapping", "preview", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env={"LANG": "en"})
    assert "Traceback" not in done.stderr
    return done


def test_the_verb(tmp_path: Path) -> None:
    rules = ("--mapping", MAPPINGS / "simulator.yaml", "--directory", "builtin:codes/organisations_quangngai.csv")
    done = run(SAMPLES / "assigned.xml", *rules)
    assert done.returncode == 0
    assert "Task NV-101: led by Sở Y tế" in done.stdout
    assert '"TaskId": "NV-101"' in done.stdout
    (told,) = json.loads(run(SAMPLES / "assigned.xml", *rules, "--json").stdout)
    assert told["facts"][0]["key"]["number"] == "09"
    held = run(SAMPLES / "date_impossible.xml", *rules)
    assert (held.returncode, "field.invalid" in held.stdout) == (1, True)
    assert run("no-such.xml", *rules).returncode == 78
    assert run(SAMPLES / "assigned.xml").returncode == 2
    assert run(*rules).returncode == 2


def test_a_secret_file_shows_where_and_not_what() -> None:
    text = (SAMPLES / "secret.xml").read_text("utf-8")
    contents = {part.split("<")[0].strip() for part in text.split(">")} - {""}
    for more in ((), ("--json",)):
        done = run(SAMPLES / "secret.xml", "--mapping", MAPPINGS / "simulator.yaml", *more)
        assert done.returncode == 1
        assert "secrecy.classified" in done.stdout
        assert "gate.secrecy.at" in done.stdout
        said = done.stdout.replace("marks it classified", "")
        assert [one for one in contents if len(one) > 4 and one in said] == []


def test_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = "\u202eđảo\u2066"
    body = (SAMPLES / "assigned.xml").read_text("utf-8").replace("CHỦ TỊCH", evil).replace("Nguyễn Văn An", f"An{evil}")
    file = tmp_path / "m.xml"
    file.write_text(body, "utf-8")
    for more in ((), ("--json",)):
        done = run(file, "--mapping", MAPPINGS / "simulator.yaml", *more)
        assert done.returncode == 0
        assert not set(done.stdout) & {"\u202e", "\u2066", "\x1b"}


def test_a_message_that_is_no_document_is_passed_by_and_what_another_says_is_told(tmp_path: Path) -> None:
    rules = tmp_path / "lot.yaml"
    rules.write_text(stating.MAPPING, "utf-8")
    for name, body in {
        "status": "<vb><trang-thai>06</trang-thai></vb>",
        "replaces": stating.written(
            '<ve ma="A1"><cho>Sở Nội vụ</cho></ve><tra-loi-viec>V9</tra-loi-viec>', 'viec="thay"'
        ),
        "moved": stating.task('<bao-cao ngay="04/03/2026"/><chuyen ngay="09/03/2026">Sở Nội vụ</chuyen>'),
    }.items():
        (tmp_path / f"{name}.xml").write_text(body, "utf-8")
    status, replaces, moved = (
        run("--mapping", rules, tmp_path / f"{name}.xml") for name in ("status", "replaces", "moved")
    )
    assert (status.returncode, "[document.none]" in status.stdout, "06" in status.stdout) == (0, True, False), (
        status.stdout
    )
    assert replaces.returncode == moved.returncode == 0
    assert "that the source calls «A1» is replaced, for: Sở Nội vụ." in replaces.stdout
    assert "with the task «V9»: Task V9 (Ủy ban nhân dân tỉnh Quảng Ngãi): a report document" in replaces.stdout
    assert "led by Sở Nội vụ from 2026-03-09T00:00:00+07:00 on" in moved.stdout
