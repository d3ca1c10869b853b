"""The same job by plain HTTP with XML: everything comes in, and is told back, as the generator meant it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import compare
import pytest
from houses import House, Peer
from lives import FIRST, life

pytestmark = pytest.mark.process

SPOKEN = {"connector": "rest", "mapping": "builtin:simulator-rest.yaml"}


def test_a_year_by_rest_stands_in_the_ledger_and_nothing_secret_stays(house: House, year: Peer) -> None:
    house.configure(year, **SPOKEN)
    done = house.run("run", "--once", "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    counts = json.loads(done.stdout)["sources"]["qlvb"]
    assert counts["taken"] > 200
    assert counts["withheld"] > 0
    assert compare.way_in(year.truth, house.config) == []
    again = house.run("run", "--once", "--json")
    assert json.loads(again.stdout)["sources"]["qlvb"]["taken"] == 0


def test_the_way_to_a_rest_source_is_looked_at_step_by_step(house: House, year: Peer) -> None:
    house.configure(year, **SPOKEN)
    done = house.run("check", "connections", "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    assert {row["probe"]: row["outcome"] for row in json.loads(done.stdout)} == {
        "name": "ok", "connection": "ok", "encryption": "skipped", "log-in": "ok", "listing": "ok", "cursor": "ok",
        "read": "ok",
    }  # fmt: skip
    (house.folder / "wrong").write_text("sai")
    house.configure(year, **SPOKEN, password="wrong")
    done = house.run("check", "connections", "--json")
    assert done.returncode == 78
    failed = [row for row in json.loads(done.stdout) if row["outcome"] == "failed"]
    assert [(row["probe"], row["code"]) for row in failed] == [("log-in", "peer.log-in")]


def test_standings_are_told_by_rest_however_the_source_behaves(tmp_path: Path) -> None:
    with life(tmp_path, "loses:4", "code:5", "fault:7", "refuses", seed=3, scale=0.06, spoken=SPOKEN) as one:
        for days in (0, 12, 30, 55):
            one.at(FIRST + timedelta(days=days))
            one.settle()
        assert len(one.refused()) == 1
        told = compare.applied(one.peer.folder / "state.db")
        assert sum(map(len, told.values())) > 10
        assert one.differences(refused=1) == []
