"""`kill -9` in the middle of fetching, deciding and committing: nothing is lost and nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

import compare
import pytest
from houses import House, Peer

pytestmark = [pytest.mark.process, pytest.mark.crash]

PHASES = ("fetching", "deciding", "committing")
ROUNDS = int(os.environ.get("NHIEMVU_KILL_ROUNDS", "4"))
KILLS = 3  # per round
PLANTED = [sys.executable, str(Path(__file__).with_name("planted_cursor.py"))]


def kill_in(house: House, phase: str, nth: int, program: list[str] | None = None) -> str:
    """Kill the program the `nth` time it logs `phase`; give the last thing it logged ("" when it ended by itself)."""
    with house.start("run", "--once", program=program) as process:
        assert process.stderr is not None
        last, seen = "", 0
        for line in process.stderr:
            last = json.loads(line)["event"]
            seen += last == phase
            if seen == nth:
                process.kill()
                break
        rest = [json.loads(line)["event"] for line in process.stderr.read().splitlines() if line.endswith(b"}")]
        process.stdout.read()  # type: ignore[union-attr]
    return (rest or [last])[-1] if process.returncode < 0 else ""


def test_killed_at_random_moments_nothing_is_lost(tmp_path: Path, year: Peer) -> None:
    dice = random.Random(20231030)
    hit: Counter[str] = Counter()
    for number in range(ROUNDS):
        house = House(tmp_path / f"house-{number}")
        house.folder.mkdir()
        house.configure(year)
        for kill in range(KILLS):
            phase = PHASES[(number + kill) % len(PHASES)]
            hit[kill_in(house, phase, dice.randint(1, 60 if phase == "fetching" else 2))] += 1
        done = house.run("run", "--once")
        assert done.returncode == 0, done.stderr[-2000:]
        assert house.run("log", "verify").returncode == 0
        assert compare.way_in(year.truth, house.config) == []
    assert all(hit[phase] > 0 for phase in PHASES), hit


def test_a_cursor_that_moves_before_the_commit_is_found(house: House, year: Peer) -> None:
    """The comparison that the test above relies on can fail: with this planted bug it does."""
    house.configure(year)
    assert kill_in(house, "deciding", 1, PLANTED) != ""
    assert house.run("run", "--once").returncode == 0
    assert compare.way_in(year.truth, house.config) != []
