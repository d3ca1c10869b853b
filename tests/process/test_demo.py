"""The demo lives through three months and says so, to people and to programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import compare
import pytest
from houses import ENVIRONMENT, PROGRAM

pytestmark = pytest.mark.process

MONTHS = (("2026-08-01", "2026-08-31"), ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31"))


def demo(folder: Path, seed: int, *, program: list[str] | None = None, scale: str = "0.05") -> dict[str, Any]:
    line = [*(program or PROGRAM), "demo", "--directory", str(folder), "--seed", str(seed), "--scale", scale, "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def differences(folder: Path) -> list[str]:
    truth, config = folder / "truth.json", folder / "config.toml"
    told = json.loads(truth.read_text("utf-8"))
    found = compare.way_in(truth, config) + compare.way_back(truth, config, folder / "simulator.db")
    return found + [line for first, last in MONTHS for line in compare.report(told, config, first, last)]


def test_three_months_are_lived_and_every_figure_is_what_was_planted(tmp_path: Path) -> None:
    first, second = demo(tmp_path / "one", 1), demo(tmp_path / "two", 2)
    assert first["account"]["difference"] == second["account"]["difference"] == 0
    for told in (first, second):
        (taken,) = told["account"]["sources"]
        assert taken["unexplained"] == 0
        assert [row["unexplained"] for row in taken["rows"]] == [0] * len(taken["rows"])
        # Ten months have their own row, and what is of no known month; every row adds up to the whole.
        assert len(taken["rows"]) > 10
        assert taken["total"]["accounted"] == told["account"]["accounted"] == taken["total"]["register"]
    assert first["months"] != second["months"]
    assert first["log"]["root"] != second["log"]["root"]
    assert first["lived"]["waiting"] > 0
    assert first["lived"]["pushed"] == first["lived"]["shown"] > first["assignments"]["total"]
    assert differences(tmp_path / "one") == []
    for month in first["months"]:
        assert sum(line["total"] for line in month["agencies"]) == month["total"]["total"]


def test_a_demo_can_be_started_over_in_its_folder(tmp_path: Path) -> None:
    assert demo(tmp_path, 1)["log"]["root"] != demo(tmp_path, 1)["log"]["root"]
    assert differences(tmp_path) == []


def test_a_key_made_from_the_standing_is_caught(tmp_path: Path) -> None:
    """Each push has a key of its own, the number of its plan; what that is for: `tests/sync/test_send_out.py`."""
    program = [sys.executable, str(Path(__file__).with_name("planted_push.py")), "key-from-standing"]
    demo(tmp_path, 1, program=program, scale="0.02")
    assert any("none of ours" in line for line in differences(tmp_path))
