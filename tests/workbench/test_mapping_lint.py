"""What lint finds in a mapping: everything that is wrong, and nothing in one that is right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from shipped import TABLES, tables_into

from adapter import messages as texts
from adapter.core import organisations
from adapter.core.mapping import yaml
from adapter.workbench import lint, messages
from adapter.workbench.findings import Finding
from adapter.workbench.sampled import Samples

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "mappings"
SHIPPED = (MAPPINGS / "simulator.yaml").read_text("utf-8")
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
GOOD = [*sorted(MAPPINGS.glob("*.yaml")), ROOT / "tests" / "connectors" / "second_service.yaml"]


def found(text: str) -> list[Finding]:
    return lint.from_file(text, "m.yaml", TABLES)[1]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_mapping_that_is_right_has_no_findings(file: Path) -> None:
    read, findings = lint.from_file(file.read_text("utf-8"), file.name, TABLES)
    assert read is not None
    assert findings == []


NUMBER = "  number: {at: q:Number}"
SUBJECT = "  subject: {at: q:Subject}"
KEY = "  key: {at: q:TaskId}"

DAMAGES = {
    "lint.prefix-unused": ("namespaces:\n", "namespaces:\n  old: urn:cu\n", "old"),
    "lint.value-twice": ("open: [Thuong]", "open: [Thuong, 'Thuong ']", "'Thuong '"),
    "lint.open-never": ("open: [Thuong]", "open: [Thuong, TỐI MẬT]", "TỐI MẬT"),
    "lint.no-effect": ("as: date, format: yyyy-MM-dd}\n  kind", "as: date, zone: '+07:00'}\n  kind", "zone"),
    "lint.default-unknown": ("    required: no\n", "    default: CX\n", "CX"),
    "lint.path-above": (NUMBER, "  number: {at: ../q:Number}", ".."),
    "lint.path-own-name": (NUMBER, "  number: {at: q:Document/q:Number}", "q:Document"),
    "lint.path-never": (NUMBER, "  number: {at: /q:VanBan/q:Number}", "q:VanBan"),
    "lint.path-no-element": ("  each: q:Tasks/q:Task\n", "  each: q:Tasks/@q:Task\n", "@q:Task"),
    "lint.path-whole-message": (KEY, "  key: {at: //q:TaskId}", "//q:TaskId"),
    "lint.path-deep": (SUBJECT, "  subject: {at: .//q:A//q:Subject}", "q:Subject"),
    "lint.take-one": (SUBJECT, "  subject: {at: 'q:Subject[1]', take: all}", "all"),
}


@pytest.mark.parametrize("code", DAMAGES)
def test_what_is_said_in_vain_is_found_where_it_stands(code: str) -> None:
    old, new, at = DAMAGES[code]
    assert SHIPPED.count(old) >= 1
    text = SHIPPED.replace(old, new, 1)
    read, findings = lint.from_file(text, "m.yaml", TABLES)
    assert read is not None, "it loads all the same"
    assert [one.problem.code for one in findings] == [code]
    place = findings[0].problem.place
    line = text.splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith(at)
    told = texts.of_problem(findings[0].problem, "en")
    assert "Fix:" in told
    assert "…" not in told.replace(".//…", "").replace("/…", ""), told
    assert "Sửa:" in texts.of_problem(findings[0].problem, "vi")


SILENT = {
    "a path a task away from the top": (KEY, "  key: {at: ../../q:Id}"),
    "a whole path from the root": (KEY, "  key: {at: /q:Document/q:TaskId}"),
    "several of one element": (SUBJECT, "  subject: {at: q:Subject, take: all}"),
    "the first of several parts": (SUBJECT, "  subject: {at: 'q:Parts/q:Subject[1]', take: all}"),
    "a default of a closed list that only other words mean": (
        '    choices: {"0": new, "1": recall, "2": update, "3": replace}',
        '    choices: {"1": recall}\n    default: new',
    ),
    "a condition": ("  each: q:Tasks/q:Task\n", "  each: q:Tasks/q:Task\n  when: {at: q:Type, in: [a, b]}\n"),
}


@pytest.mark.parametrize("case", SILENT)
def test_what_may_be_meant_is_no_finding(case: str) -> None:
    old, new = SILENT[case]
    read, findings = lint.from_file(SHIPPED.replace(old, new, 1), "m.yaml", TABLES)
    assert read is not None
    assert findings == []


def test_everything_wrong_is_told_at_once_with_what_does_not_load() -> None:
    text = SHIPPED.replace("  subject:", "  subjcet:").replace(NUMBER, "  number: {at: p:Number}")
    text = text.replace("namespaces:\n", "namespaces:\n  old: urn:cu\n")
    codes = {(one.problem.code, one.weight) for one in found(text)}
    assert codes == {
        ("lint.prefix-unused", "warning"),
        ("mapping.path.prefix", "error"),
        ("mapping.key.unknown", "error"),
        ("mapping.key.missing", "error"),
    }
    assert [one.problem.code for one in found("a: [")] == ["mapping.yaml.syntax"]
    assert "mapping.secrecy.missing" in {one.problem.code for one in found(SHIPPED.replace("gate:", "gait:"))}


def held_against(text: str, *names: str, folder: Path = MAPPINGS / "samples" / "simulator") -> list[Finding]:
    read, findings = lint.from_file(text, "m.yaml", TABLES)
    assert read is not None
    trial = Samples(read, yaml.read(text, "m.yaml"), DIRECTORY)
    bodies = ((name, (folder / f"{name}.xml").read_bytes()) for name in names)
    for name, body in messages.numbered(bodies, read):
        trial.feed(name, body)
    return [one for one in findings if not trial.refutes(one)] + trial.findings()


def codes_of(findings: Iterable[Finding], key: str = "rule") -> set[tuple[str, str]]:
    return {(one.problem.code, dict(one.problem.values).get(key, "")) for one in findings}


def test_rules_that_match_nothing_and_choices_never_seen() -> None:
    told = codes_of(held_against(SHIPPED, "assigned"))
    assert ("lint.never-matched", "document.relates_to") in told
    assert ("lint.never-matched", "tasks.lead.code") in told
    assert ("lint.choice-unseen", "document.business") in told
    # Of a section in which nothing matched, the section alone; of events there was none to judge by.
    assert not any(rule.startswith(("document.relates_to.", "evidence")) for _, rule in told)
    unseen = {one.problem for one in held_against(SHIPPED, "assigned") if one.problem.code == "lint.choice-unseen"}
    assert ("value", "1") in {pair for problem in unseen for pair in problem.values}
    assert ("value", "0") not in {pair for problem in unseen for pair in problem.values}


def test_all_samples_together_show_every_rule() -> None:
    names = [file.stem for file in (MAPPINGS / "samples" / "simulator").glob("*.xml")]
    told = held_against(SHIPPED, *names)
    assert {one.problem.code for one in told} == {"lint.sample-invalid", "lint.sample-broken"}
    at = {dict(one.problem.values)["rule"]: one.seen_at for one in told}
    place = at["document.issued_on"]
    assert place is not None
    line = (MAPPINGS / "samples" / "simulator" / f"{place.file}.xml").read_text("utf-8").splitlines()[place.line - 1]
    assert "IssuedOn" in line


def test_a_value_that_is_doubled_and_one_that_is_missing() -> None:
    text = SHIPPED.replace(SUBJECT, "  subject: {at: .//q:Name}").replace(NUMBER, "  number: {at: q:So}")
    told = codes_of(held_against(text, "assigned"))
    assert {("lint.sample-ambiguous", "document.subject"), ("lint.sample-missing", "document.number")} <= told


def test_a_gate_that_opens_nothing_is_told() -> None:
    text = SHIPPED.replace("    at: q:SecrecyLevel\n", "    at: q:Secrecy\n")
    (told,) = held_against(text, "assigned", "no_task")
    assert told.problem.code == "lint.never-opened"
    assert dict(told.problem.values) == {"gate": "secrecy.missing", "count": "2"}


def test_a_sample_takes_back_what_only_looks_wrong(tmp_path: Path) -> None:
    text = SHIPPED.replace(KEY, "  key: {at: q:Task/q:TaskId}")
    assert [one.problem.code for one in found(text)] == ["lint.path-own-name"]
    sample = (MAPPINGS / "samples" / "simulator" / "assigned.xml").read_text("utf-8")
    nested = sample.replace("<TaskId>", "<Task><TaskId>").replace("</TaskId>", "</TaskId></Task>")
    (tmp_path / "nested.xml").write_text(nested, "utf-8")
    assert "lint.path-own-name" not in {one.problem.code for one in held_against(text, "nested", folder=tmp_path)}
    assert "lint.path-own-name" in {one.problem.code for one in held_against(text, "assigned")}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "adapter.cli", "mapping", "lint", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done


def test_the_verb_and_its_exit_codes(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(SHIPPED.replace("namespaces:\n", "namespaces:\n  old: urn:cu\n"), "utf-8")
    shutil.copytree(MAPPINGS / "samples", tmp_path / "samples")
    tables_into(tmp_path)
    assert run(*GOOD[:-1]).returncode == 0
    assert "[lint.no-tests]" in run(GOOD[-1]).stdout
    assert run().returncode == 2
    assert run("no-such.yaml").returncode == 78
    (tmp_path / "empty").mkdir()
    assert run(GOOD[0], "--samples", tmp_path / "empty").returncode == 78
    done = run(own)
    assert done.returncode == 1
    assert f"{own}:7:3: " in done.stdout
    assert "[lint.prefix-unused]" in done.stdout
    (row,) = json.loads(run(own, "--json").stdout)
    assert (row["code"], row["level"], row["line"], row["weight"]) == ("lint.prefix-unused", "file", 7, "warning")
    sample = MAPPINGS / "samples" / "simulator" / "date_impossible.xml"
    log = json.loads(run(own, "--sarif", "--samples", sample).stdout)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert {one["ruleId"] for one in results} <= {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    invalid = next(one for one in results if one["ruleId"] == "lint.sample-invalid")
    assert invalid["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == str(sample)
    assert invalid["level"] == "warning"


def test_codes_of_a_table_that_no_sample_has_are_counted_at_the_first_of_them() -> None:
    (one,) = [one for one in held_against(SHIPPED, "assigned") if one.problem.code == "lint.codes-unseen"]
    values = dict(one.problem.values)
    assert (values["rule"], values["first"].split(", ")[:2]) == ("document.kind", ["QĐ", "QD"])
    assert int(values["count"]) == int(values["all"]) - 1
    assert (one.problem.place.file, one.problem.place.line) == ("codes/document_kinds.csv", 3)


def test_a_code_that_stands_in_no_table_is_a_value_not_in_its_form() -> None:
    told = held_against(SHIPPED, "kinds")
    assert [one.problem.code for one in told if dict(one.problem.values).get("rule") == "document.kind"] == [
        "lint.sample-invalid"
    ]


def test_assertions_are_looked_at_in_samples_as_other_rules_are() -> None:
    codes = {one.problem.code: one for one in held_against(SHIPPED, "recall_backwards")}
    assert dict(codes["lint.sample-broken"].problem.values) == {"rule": "contract.related-not-later", "count": "1"}
    text = SHIPPED.replace("    each: q:RelatesTo\n    holds", "    each: q:Duty\n    holds")
    silent = {
        dict(one.problem.values)["rule"]
        for one in held_against(text, "assigned")
        if one.problem.code == "lint.never-matched"
    }
    assert "contract[1]" in silent
    above = SHIPPED.replace("after_at: ../q:IssuedOn", "after_at: ../../q:IssuedOn")
    assert [one.problem.code for one in found(above)] == ["lint.path-above"]


def test_an_envelope_that_is_the_message_is_read_and_one_that_is_an_answer_passed_over() -> None:
    text = (MAPPINGS / "edxml-2014.yaml").read_text("utf-8")
    told = codes_of(held_against(text, "assigned", "statuses", folder=MAPPINGS / "samples" / "edxml-2014"))
    # Status messages are no documents: nothing is missing in them.
    assert not any(code == "lint.sample-missing" for code, _ in told)
    assert ("lint.never-matched", "answers[1]") in told
    assert ("lint.never-matched", "tasks.lead") not in told
    answers = held_against(SHIPPED, "list_documents", folder=MAPPINGS / "samples" / "simulator" / "answers")
    assert codes_of(answers) <= codes_of(held_against(SHIPPED))
