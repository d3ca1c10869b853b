"""One daemon beside three document systems for a month: each holds against its own truth, whatever the others do."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from town import FIRST, Town, daemon, logged, town, until

pytestmark = pytest.mark.process

DAYS = 30
DAY_S = 0.25
ROUNDS = int(os.environ.get("NHIEMVU_KILL_ROUNDS_DAEMON", "1"))


def live(place: Town, first: int, last: int) -> None:
    """Let days pass at speed."""
    for day in range(first, last):
        place.at(FIRST + timedelta(days=day))
        time.sleep(DAY_S)


def test_a_month_of_three_systems_of_which_one_stops_and_lies(tmp_path: Path, database: str) -> None:
    with town(tmp_path, database, modes=("code:9",)) as place, daemon(place.house) as running:
        until(lambda: min(place.rounds().values()) > 1)
        live(place, 1, 10)
        # One system hangs: it neither answers nor refuses. The others go on as before.
        os.kill(place.peers["hai"].process.pid, signal.SIGSTOP)
        before = place.rounds()
        live(place, 10, 20)
        time.sleep(2)
        after = place.rounds()
        os.kill(place.peers["hai"].process.pid, signal.SIGCONT)
        for name in ("mot", "ba"):
            assert after[name] >= before[name] + 5, (before, after)
        assert logged(place.house, "source_away", source="hai")
        begun = used(running.pid)
        live(place, 20, DAYS + 1)
        place.settle()
        ended = used(running.pid)
        assert place.differences() == []
        # Threads, files and memory do not grow with the days.
        assert ended["threads"] <= begun["threads"] + 3, (begun, ended)  # the pushes' own, while there are any
        assert ended["files"] <= begun["files"] + 6, (begun, ended)
        assert ended["kilobytes"] < begun["kilobytes"] * 1.3, (begun, ended)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
        assert logged(place.house, "stopped")
        for unwanted in ("warned", "unraisable", "crashed", "thread_crashed", "round_failed"):
            assert logged(place.house, unwanted) == [], "an unclosed resource, or a mistake of ours"
        assert place.house.run("log", "verify").returncode == 0


@pytest.mark.crash
@pytest.mark.parametrize("number", range(ROUNDS))
def test_killed_and_stopped_at_random_nothing_is_lost_or_told_twice(tmp_path: Path, database: str, number: int) -> None:
    dice = random.Random(f"town/{number}")
    ended: Counter[str] = Counter()
    with town(tmp_path, database, modes=("loses:7",)) as place:
        day = 1
        for _ in range(5):
            with daemon(place.house) as running:
                started = len(logged(place.house, "started"))
                until(lambda started=started: len(logged(place.house, "started")) > started)
                days = dice.randint(2, 6)
                live(place, day, day + days)
                day += days
                time.sleep(dice.random() * 0.5)
                if dice.random() < 0.6:
                    running.kill()
                    ended["killed"] += 1
                    # A command while nobody writes, right after the death of the one that did.
                    order = place.house.run("cursor", "rewind", "mot", "events", "--reason", "thử")
                    assert order.returncode == 0, order.stderr
                else:
                    running.send_signal(signal.SIGTERM)
                    assert running.wait(timeout=30) == 0
                    ended["stopped"] += 1
        with daemon(place.house) as running:
            place.settle()
            assert place.differences() == [], ended
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=30) == 0
        assert place.house.run("log", "verify").returncode == 0
    print(dict(ended))


def used(process: int) -> dict[str, int]:
    """Give what a process uses: threads, open files, resident memory."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return {
        "threads": int(status["Threads"]),
        "files": len(list(Path(f"/proc/{process}/fd").iterdir())),
        "kilobytes": int(status["VmRSS"].split()[0]),
    }
