"""The same job by plain HTTP with XML: everything comes in, and is told back, as the generator meant it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import compare
import faulty_peer as fp
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


LOI = '<Loi xmlns="urn:vn:qlvb:rest:1" ma="BAN">CANARY</Loi>'
XML = "application/xml; charset=utf-8"
FAULTS: list[tuple[str, fp.Script, str]] = [
    ("redirects", fp.answer(b"", "Location: http://192.0.2.1/", status="302 Found"), "peer.redirected"),
    ("brings a page", fp.answer("<html>CANARY</html>", kind="text/html"), "peer.content-type"),
    (
        "is cut off",
        fp.raw(f"HTTP/1.1 200 OK\r\nContent-Type: {XML}\r\nContent-Length: 999\r\n\r\n<D"),
        "peer.broken-off",
    ),
    ("says 502", fp.answer("<html>CANARY</html>", status="502 Bad", kind="text/html"), "peer.status"),
    ("says busy within 200", fp.answer(LOI, kind=XML), "peer.busy"),
    ("says nothing with 204", fp.raw("HTTP/1.1 204 No Content\r\n\r\n"), "peer.status"),
    ("says nothing with 200", fp.answer(b"", kind=XML), "peer.empty"),
    ("brings another document", fp.answer("<html/>", kind=XML), "peer.other-element"),
]


@pytest.fixture
def settled(house: House, year: Peer) -> House:
    """Give a house that has taken a year in."""
    house.configure(year, **SPOKEN)
    assert house.run("run", "--once").returncode == 0
    return house


def test_an_answer_that_is_none_changes_nothing(settled: House, year: Peer) -> None:
    size, cursors = settled.log_size(), settled.run("cursor", "show", "--json").stdout
    for name, script, code in FAULTS:
        with fp.faulty(script) as wrong:
            settled.configure(replace(year, rest=wrong.url), **SPOKEN, options="timeout_s = 2")
            done = settled.run("run", "--once", "--json")
        assert done.returncode in (75, 78), name
        assert code in done.stdout + done.stderr, name
        assert "CANARY" not in done.stdout + done.stderr, name
        size += 1  # that it ran with other settings
        assert settled.log_size() == size, name
    settled.configure(year, **SPOKEN)
    assert settled.run("cursor", "show", "--json").stdout == cursors
    assert compare.way_in(year.truth, settled.config) == []


def test_standings_are_told_by_rest_however_the_source_behaves(tmp_path: Path) -> None:
    with life(tmp_path, "loses:4", "code:5", "fault:7", "refuses", seed=3, scale=0.06, spoken=SPOKEN) as one:
        for days in (0, 12, 30, 55):
            one.at(FIRST + timedelta(days=days))
            one.settle()
        assert len(one.refused()) == 1
        told = compare.applied(one.peer.folder / "state.db")
        assert sum(map(len, told.values())) > 10
        assert one.differences(refused=1) == []
