"""`kill -9` on the way back, in every way the other side may behave: nothing is lost, nothing is told twice."""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import compare
import pytest
from lives import FIRST, life
from test_killed import kill_in

pytestmark = [pytest.mark.process, pytest.mark.crash]

MODES = ("obeys", "forgets", "loses", "late:7", "code", "fault", "refuses")
PHASES = ("fetching", "committing", "planned", "pushing", "settling", "reading_back")
ROUNDS = int(os.environ.get("NHIEMVU_KILL_ROUNDS_BACK", "1"))
STOPS_DAYS = (0, 24, 43, 58)


@pytest.mark.parametrize("mode", MODES)
def test_killed_on_the_way_back_every_standing_is_told_once(tmp_path: Path, mode: str) -> None:
    hit: Counter[str] = Counter()
    for number in range(ROUNDS):
        dice = random.Random(f"{mode}/{number}")
        with life(tmp_path / str(number), mode, seed=100 + number) as one:
            for stop, days in enumerate(STOPS_DAYS):
                one.at(FIRST + timedelta(days=days))
                phase = PHASES[(number * len(STOPS_DAYS) + stop + MODES.index(mode)) % len(PHASES)]
                nth = dice.randint(1, 5) if phase in ("fetching", "pushing", "reading_back") else 1
                hit[kill_in(one.house, phase, nth)] += 1
            one.settle()
            refused = 1 if mode == "refuses" else 0
            assert one.differences(refused) == [], (mode, number)
            assert one.house.run("log", "verify").returncode == 0
    assert sum(n for phase, n in hit.items() if phase) > 0, hit
    print(f"{mode}: killed in {dict(hit)}")


PLANTED = Path(__file__).with_name("planted_push.py")


@pytest.mark.parametrize(
    ("bug", "mode", "phase"),
    [
        ("marked-before-sending", "obeys", "pushing"),
        ("no-read-back", "forgets:2", ""),
        ("no-dedup", "loses:2", ""),
        ("swallowed-fault", "fault:2", ""),
    ],
)
def test_a_planted_bug_is_caught(tmp_path: Path, bug: str, mode: str, phase: str) -> None:
    """The comparison that the test above relies on can fail: with each of these it does."""
    program = [sys.executable, str(PLANTED), bug]
    with life(tmp_path, mode, seed=5) as one:
        one.at(FIRST + timedelta(days=30))
        if phase:
            assert kill_in(one.house, phase, 1, program) != ""
        one.settle(program, runs=4)
        assert compare.way_back(one.truth(), one.house.config, one.peer.folder / "state.db") != []
