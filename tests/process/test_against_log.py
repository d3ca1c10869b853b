"""`mapping diff --against-log` on a year's log: exactly the assignments that another date rule would move."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from houses import House, Peer
from shipped import tables_into

pytestmark = pytest.mark.process

SHIPPED = Path(__file__).parents[2] / "mappings" / "simulator.yaml"
RULE = "  due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}\n  lead:"


def test_a_shifted_date_rule_names_the_assignments_it_would_move_and_writes_nothing(house: House, year: Peer) -> None:
    house.configure(year)
    assert house.run("run", "--once").returncode == 0
    text = SHIPPED.read_text("utf-8")
    tables_into(house.folder)
    assert text.count(RULE) == 1
    # Day and month change places.
    (house.folder / "new.yaml").write_text(text.replace(RULE, RULE.replace("yyyy-MM-dd", "yyyy-dd-MM")), "utf-8")
    size = house.log_size()
    order = ("mapping", "diff", "in-force:qlvb", str(house.folder / "new.yaml"), "--against-log")
    done = house.run(*order, "--json")
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    tasks = json.loads(house.run("task", "list", "--scope", "all", "--json").stdout)
    moved, gone = {}, set()
    for task in tasks:
        due_on = None if task["due_on"] is None else date.fromisoformat(task["due_on"])
        if due_on is not None and due_on.day <= 12 and due_on.day != due_on.month:
            moved[task["assignment"]] = (task["due_on"], date(due_on.year, due_on.day, due_on.month).isoformat())
        if due_on is not None and due_on.day > 12:
            gone.add(task["document"])
    # One deadline that cannot be read holds the whole document.
    document = {task["assignment"]: task["document"] for task in tasks}
    moved = {handle: days for handle, days in moved.items() if document[handle] not in gone}
    found = {
        one["assignment"]: tuple(change[1:])
        for one in told["differences"]
        for change in one["changes"]
        if change[0] == "due_on" and change[2]
    }
    assert found == moved
    assert len(moved) > 5
    outcome = ["outcome", "taken", "held field.invalid"]
    held = {one["document"] for one in told["differences"] if outcome in one["changes"]}
    assert held == gone
    assert sum(told["buckets"].values()) == 0
    assert house.log_size() == size
    # The same for people; and a mapping with the same rules changes nothing.
    assert "Nothing was written" in house.run(*order).stdout
    same = house.run("mapping", "diff", "in-force:qlvb", "builtin:simulator", "--against-log", "--json")
    assert (same.returncode, json.loads(same.stdout)["differences"]) == (0, [])
    later = json.loads(house.run(*order, "--json", "--since", "2026-10-01").stdout)
    assert 0 < later["messages"] < told["messages"]
