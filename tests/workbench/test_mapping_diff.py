"""Mappings compared by their rules: what was added, removed and changed, and nothing that means the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from shipped import TABLES, tables_into

from adapter.workbench.differing import Compared, Written, compare

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "mappings" / "simulator.yaml").read_text("utf-8")


def compared(new: str, old: str = SHIPPED) -> Compared:
    return compare(Written(old, "old.yaml", TABLES), Written(new, "new.yaml", TABLES))


def test_a_rule_that_was_changed() -> None:
    (one,) = compared(
        SHIPPED.replace("number: {at: q:Number}\n  notation: {at: q:No", "number: {at: q:So}\n  notation: {at: q:No", 1)
    ).changes
    assert (one.what, one.rule, one.key, one.old, one.new) == ("changed", "document.number", "at", "q:Number", "q:So")
    assert one.old_at == one.new_at or (one.old_at and one.new_at and one.old_at.line == one.new_at.line)
    assert one.old_at is not None
    assert SHIPPED.splitlines()[one.old_at.line - 1][one.old_at.column - 1 :].startswith("q:Number")


def test_rules_that_came_and_went() -> None:
    without = SHIPPED.replace("  signer: {at: q:Signer/q:Name, required: no}\n", "")
    (gone,) = compared(without).changes
    (come,) = compared(SHIPPED, without).changes
    assert (gone.what, gone.rule, gone.old) == ("removed", "document.signer", "at q:Signer/q:Name, required no")
    assert (come.what, come.rule, come.new) == ("added", "document.signer", "at q:Signer/q:Name, required no")
    assert gone.new_at is None
    assert come.old_at is None


ATTACHMENT = "    - each: q:Attachments/q:Attachment\n      level: q:SecrecyLevel\n"


def test_items_of_a_list_are_laid_side_by_side() -> None:
    two = SHIPPED.replace(ATTACHMENT, f"    - each: q:Refs/q:Ref\n      level: q:Level\n{ATTACHMENT}")
    (one,) = compared(two).changes
    assert (one.what, one.rule) == ("added", "gate.attachments[1]")
    (one,) = compared(two.replace("q:Level\n", "q:Muc\n"), two).changes
    assert (one.rule, one.key, one.old, one.new) == ("gate.attachments[1]", "level", "q:Level", "q:Muc")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: simulator\n", "name: 'simulator' # tên\n"),
        ("format: 1\nname: simulator\n", "name: simulator\nformat: 1\n"),
    ],
)
def test_what_means_the_same_is_no_change(old: str, new: str) -> None:
    found = compared(SHIPPED.replace(old, new))
    assert found.changes == ()
    assert found.old_digest == found.new_digest
    assert (found.same_text, found.same_tests) == (False, True)


def test_tests_are_no_rules_and_the_order_of_values_is_one() -> None:
    found = compared(SHIPPED.replace("  - {as: document, sample: samples/simulator/recall.xml}\n", ""))
    assert (found.changes, found.same_tests, found.old_digest == found.new_digest) == ((), False, True)
    found = compared(SHIPPED.replace("[Mat, ToiMat,", "[ToiMat, Mat,"))
    assert [one.key for one in found.changes] == ["classified"]
    assert found.old_digest != found.new_digest


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "adapter.cli", "mapping", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env={"LANG": "en"})
    assert "Traceback" not in done.stderr
    return done


def test_the_verb(tmp_path: Path) -> None:
    own, config = tmp_path / "own.yaml", tmp_path / "none.toml"
    tables_into(tmp_path)
    own.write_text(SHIPPED.replace("at: q:Subject}", "at: q:TrichYeu}"), "utf-8")
    done = run("diff", "builtin:simulator.yaml", own, "-c", config)
    assert done.returncode == 1
    assert "changed document.subject: at q:Subject → q:TrichYeu (builtin:simulator.yaml:" in done.stdout
    digest = run("hash", "builtin:simulator.yaml").stdout.strip()
    assert run("diff", digest[:10], "builtin:simulator", "-c", config).returncode == 0
    told = json.loads(run("diff", digest[:10], own, "--json", "-c", config).stdout)
    assert (told["old_digest"], len(told["changes"])) == (digest, 1)
    assert told["new_digest"] == run("hash", own).stdout.strip()
    assert run("diff", "ffffff0", own, "-c", config).returncode == 78
    assert run("diff", own).returncode == 2
    shipped = json.loads(run("list", "--json", "-c", config).stdout)
    assert {row["mapping"]: row["mapping_digest"] for row in shipped["shipped"]}["simulator"] == digest


KINDS = TABLES("codes/document_kinds.csv") or b""


def of_tables(new: bytes) -> list[tuple[str, str, str, str, str]]:
    found = compare(
        Written(SHIPPED, "a.yaml", TABLES), Written(SHIPPED, "b.yaml", {"codes/document_kinds.csv": new}.get)
    )
    assert (found.old_digest == found.new_digest) == (not found.changes)
    return [(one.what, one.rule, one.key, one.old, one.new) for one in found.changes]


def test_rows_of_a_table_are_named_one_by_one() -> None:
    rule = "document.kind.table"
    assert of_tables(KINDS.replace(b"\nCT,CT,,", b"\nCT,KH,,")) == [("changed", f"{rule}.CT", "..", "CT", "KH")]
    assert of_tables(KINDS.replace(b"\nCT,CT,,", b"\nXX,CT,,2025-01-31")) == [
        ("removed", f"{rule}.CT", "", ".. CT", ""),
        ("added", f"{rule}.XX", "", "", "..2025-01-31 CT"),
    ]
    assert of_tables(KINDS.replace(b"\nCT,CT,,", b"\nCT,CT,2020-03-05,")) == [
        ("removed", f"{rule}.CT...", "", "CT", ""),
        ("added", f"{rule}.CT.2020-03-05..", "", "", "CT"),
    ]


def test_what_is_no_rule_of_a_table_is_no_change() -> None:
    header, *rows = KINDS.splitlines()
    assert of_tables(b"\xef\xbb\xbf" + b"\r\n".join([header, b"# x", *reversed(rows)])) == []


def test_a_changed_row_stands_at_its_place_in_the_table() -> None:
    new = {"codes/document_kinds.csv": KINDS.replace(b"\nCT,CT,,", b"\nCT,KH,,")}.get
    (one,) = compare(Written(SHIPPED, "in-force:q", TABLES), Written(SHIPPED, "own/m.yaml", new)).changes
    line = KINDS.decode()[: KINDS.decode().index("\nCT,")].count("\n") + 2
    assert (str(one.old_at), str(one.new_at)) == (
        f"in-force:codes/document_kinds.csv:{line}:4",
        f"own/codes/document_kinds.csv:{line}:4",
    )
