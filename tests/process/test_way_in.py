"""The main job: a simulated year comes in, and stands in the ledger as the generator meant it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import compare
import pytest
from houses import House, Peer, simulator

pytestmark = pytest.mark.process

YEAR_ONE, YEAR_TWO = "2026-10-31T23:59:59+07:00", "2027-10-31T23:59:59+07:00"


def take_in(house: House) -> dict[str, int]:
    done = house.run("run", "--once", "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    counts: dict[str, int] = json.loads(done.stdout)["sources"]["qlvb"]
    return counts


def test_every_assignment_stands_exactly_once_and_nothing_secret_stays(house: House, year: Peer) -> None:
    house.configure(year)
    counts = take_in(house)
    assert counts["taken"] > 200
    assert counts["withheld"] > 0
    assert compare.way_in(year.truth, house.config) == []


def test_running_again_adds_a_cycle_entry_for_each_stream_and_nothing_else(house: House, year: Peer) -> None:
    house.configure(year)
    take_in(house)
    before = house.log_size()
    counts = take_in(house)
    assert (counts["taken"], counts["older"]) == (0, 0)
    assert house.log_size() == before + 2


def test_the_account_of_withheld_documents_is_exact_after_overlapping_cycles(house: House, year: Peer) -> None:
    house.configure(year)
    for _ in range(3):
        take_in(house)
    truth = json.loads(year.truth.read_text())
    planted = sum(one["verdict"] == "withheld" for one in truth["documents"])
    told = account(house)
    assert told["withheld"] + told["raised"] == planted
    assert told["difference"] == 0


def account(house: House) -> dict[str, int]:
    done = house.run("account", "--json")
    assert done.returncode == 0, done.stderr
    told: dict[str, int] = json.loads(done.stdout)
    return told


def test_another_year_on_top_is_complete_late_documents_included(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "peer"
    for now, months in ((YEAR_ONE, 12), (YEAR_TWO, 24)):
        with simulator(folder, now=now, months=months, scale=0.05, seed=11) as peer:
            house.configure(peer)
            take_in(house)
            assert compare.way_in(peer.truth, house.config) == []


def test_another_seed_is_another_year(house: House, start_simulator: Callable[..., Peer], year: Peer) -> None:
    house.configure(start_simulator(seed=8, scale=0.05))
    take_in(house)
    assert compare.assignments(json.loads(year.truth.read_text()), house.config) != []


def test_a_task_can_be_shown_by_the_beginning_of_its_handle(house: House, year: Peer) -> None:
    house.configure(year)
    take_in(house)
    listed = json.loads(house.run("task", "list", "--json").stdout)
    done = house.run("task", "show", listed[0]["assignment"][:10], "--json")
    assert json.loads(done.stdout) == listed[0] | {"edits": [], "objections": []}


def test_the_ledger_as_of_an_earlier_position_is_smaller(house: House, year: Peer) -> None:
    house.configure(year)
    take_in(house)
    everything = json.loads(house.run("task", "list", "--json").stdout)
    half = json.loads(house.run("task", "list", "--json", "--at", str(house.log_size() // 2)).stdout)
    assert 0 < len(half) < len(everything)
