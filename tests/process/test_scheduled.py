"""The running program makes the report for a session by itself, in time and once."""

from __future__ import annotations

import json
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
from lives import FIRST, life
from town import daemon, logged, until

pytestmark = pytest.mark.process


def test_it_is_made_in_time_and_once(tmp_path: Path) -> None:
    with life(tmp_path, seed=3, scale=0.03, every_s=0.1) as one:
        house = one.house
        session = FIRST.date() + timedelta(days=7)
        folder = house.config.parent / "reports" / f"{session}-vi"
        with house.config.open("a", encoding="utf-8") as config:
            config.write(f'\n[report]\nsessions = ["{session}"]\nstale_after_s = 0\n')
        with daemon(house) as running:
            until(lambda: bool(logged(house, "cycle_committed")))
            assert not folder.exists()
            one.at(FIRST + timedelta(days=6))
            until((folder / "manifest.json").is_file)
            until(lambda: bool(logged(house, "report_built")))
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=60) == 0
        told = json.loads((folder / "manifest.json").read_text("utf-8"))
        assert told["period"]["last"] == str(date(2025, 11, 30))
        rounds = len(logged(house, "cycle_committed"))
        made_at = {one.name: one.stat().st_mtime_ns for one in folder.iterdir()}
        with daemon(house) as running:
            one.at(FIRST + timedelta(days=8))
            until(lambda: len(logged(house, "cycle_committed")) > rounds)
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=60) == 0
        assert {one.name: one.stat().st_mtime_ns for one in folder.iterdir()} == made_at
        done = house.run("alert", "list", "--json")
        assert "report-late" not in done.stdout
        assert house.run("report", "verify", str(folder)).returncode == 0
