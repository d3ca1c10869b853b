"""`nhiemvu mapping test` as an administrator uses it: accepted once, then held to it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shipped import tables_into

MAPPINGS = Path(__file__).parents[2] / "mappings"
PROGRAM = [sys.executable, "-m", "adapter.cli", "mapping", "test"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a mapping of one's own with its samples, nothing accepted yet."""
    shutil.copytree(MAPPINGS / "samples", tmp_path / "samples")
    tables_into(tmp_path)
    for expected in (tmp_path / "samples").rglob("*.expected.json"):
        expected.unlink()
    file = tmp_path / "own.yaml"
    file.write_text((MAPPINGS / "simulator.yaml").read_text("utf-8"), "utf-8")
    return file


def outcomes(file: Path) -> dict[str, str]:
    rows = json.loads(run(file, "--json").stdout)
    return {row["expected"].removeprefix("samples/simulator/"): row["outcome"] for row in rows}


def test_what_came_out_is_accepted_once_and_held_to_from_then_on(own: Path) -> None:
    first = run(own)
    assert first.returncode == 1
    assert "trial.not-accepted" in first.stderr
    assert run(own, "--accept").returncode == 0
    assert run(own).returncode == 0
    # What the shipped files expect is the same: it was kept by the same verb.
    for kept in (own.parent / "samples" / "simulator").rglob("*.expected.json"):
        shipped = MAPPINGS / kept.relative_to(own.parent)
        assert json.loads(kept.read_text("utf-8")) == json.loads(shipped.read_text("utf-8"))
    own.write_text(
        own.read_text("utf-8").replace("due_on: {at: q:DueOn, as: date", "due_on: {at: q:DueAt, as: date"), "utf-8"
    )
    done = run(own)
    assert (done.returncode, "trial.differs" in done.stderr) == (1, True)
    assert '-   "due_on": "2025-12-15"' in done.stderr.replace("    -", "-")
    found = outcomes(own)
    assert {name for name, outcome in found.items() if outcome != "ok"} >= {
        "assigned.expected.json",
        "events.expected.json",
    }
    assert found["requests.expected.json"] == "ok"


def test_a_sample_that_is_not_there_and_an_expectation_that_is_none_are_named(own: Path) -> None:
    run(own, "--accept")
    (own.parent / "samples" / "simulator" / "recall.xml").unlink()
    (own.parent / "samples" / "simulator" / "kinds.expected.json").write_text("{", "utf-8")
    found = outcomes(own)
    assert (found["recall.expected.json"], found["kinds.expected.json"]) == ("no-sample", "unreadable")
    assert "recall.xml" in run(own).stderr


def test_a_folder_of_expectations_is_made_and_one_that_cannot_be_is_named(own: Path) -> None:
    own.write_text((MAPPINGS / "simulator-folder.yaml").read_text("utf-8"), "utf-8")
    folder = own.parent / "samples" / "simulator-folder"
    shutil.rmtree(folder)
    folder.write_text("a file in the way")
    done = run(own, "--accept")
    assert (done.returncode, "trial.unwritable" in done.stderr) == (78, True)
    folder.unlink()
    assert run(own, "--accept").returncode == 0
    assert run(own).returncode == 0


def test_what_ships_with_the_program_is_tried_and_not_written() -> None:
    assert run("builtin:simulator.yaml", "builtin:simulator-folder.yaml").returncode == 0


def test_a_mapping_that_does_not_load_says_why(own: Path) -> None:
    own.write_text(own.read_text("utf-8").replace("as: register", "as: registr"), "utf-8")
    done = run(own)
    assert (done.returncode, "mapping.value.unknown" in done.stderr) == (78, True)
    own.write_text("tests: [", "utf-8")
    assert run(own).returncode == 78


def test_nothing_of_a_message_that_stays_out_is_kept(own: Path) -> None:
    run(own, "--accept")
    kept = (own.parent / "samples" / "simulator" / "secret.expected.json").read_text("utf-8")
    assert set(json.loads(kept)) == {"gate", "marked"}
