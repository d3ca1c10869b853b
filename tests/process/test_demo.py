"""The demo runs the main job and says so, to people and to programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import compare
import pytest
from houses import ENVIRONMENT, PROGRAM

pytestmark = pytest.mark.process


def demo(folder: Path, seed: int) -> dict[str, Any]:
    line = [*PROGRAM, "demo", "--directory", str(folder), "--seed", str(seed), "--scale", "0.05", "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=120)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_demo_prints_json_that_closes_and_another_seed_prints_other_numbers(tmp_path: Path) -> None:
    first, second = demo(tmp_path / "one", 1), demo(tmp_path / "two", 2)
    assert first["account"]["difference"] == second["account"]["difference"] == 0
    assert first["agencies"] != second["agencies"]
    assert first["log"]["root"] != second["log"]["root"]
    assert compare.way_in(tmp_path / "one" / "truth.json", tmp_path / "one" / "config.toml") == []
