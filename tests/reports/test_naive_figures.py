"""Figures are what somebody counts who has only read the page about the log, for whatever history there was."""

from __future__ import annotations

import ast
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import histories
import naive_figures as naive
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapter.cli import report as printing
from adapter.core import ledger, standing
from adapter.core.entries import Draft, Payload, decode
from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import Standing
from adapter.reports import cells, figures
from adapter.reports import members as walk
from adapter.reports.columns import KINDS
from adapter.reports.figures import Member, Period
from adapter.store import Store

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "log-format.md").read_text("utf-8")

OTHERS = ("activate", "hold", "release", "cycle", "plan", "answer", "rule")
ACTIONS = (*(one for one in histories.ACTIONS if one not in OTHERS), *("issue",) * 3, *("event",) * 6)
"""What touches figures; activations of made-up histories put no texts in force that anybody could read."""

PERIODS = (
    ("2026-03-01", "2026-03-31", "2026-03-31"),
    ("2026-06-01", "2026-06-30", "2026-06-17"),
    ("2026-01-01", "2026-12-31", "2026-12-31"),
    ("2026-11-01", "2026-11-30", "2026-11-02"),
)


class Reporting(histories.Teller):
    """Tells of more reports and results, so that a good many assignments are completed."""

    def _said(self, payloads: list[Payload], message: str, assignment: str, part: int | None = None) -> Draft:
        kept = len(payloads)
        said = super()._said(payloads, message, assignment, part)
        if said.kind in ("reported", "entered", "transferred", "suspended") or self.chance.random() < 0.3:
            return said
        del payloads[kept:]
        return self._said(payloads, message, assignment, part)


def tell(chance: random.Random, actions: list[str]) -> list[histories.Batch]:
    teller = Reporting(chance)
    return [batch for action in actions if (batch := teller.tell(action)) is not None]


@contextmanager
def lived(batches: list[histories.Batch]) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        try:
            with store.write() as writer:
                for batch in batches:
                    histories.write(writer, batch)
            yield store
        finally:
            store.close()


def differences(store: Store, position: int | None = None) -> list[str]:
    """Count every period by both, and the members of every cell beside its figure."""
    found = []
    with store.read(position) as reader:
        folded = naive.Folded([decode(data) for _, data in reader.entries()])
        for first, last, until in PERIODS:
            days = (date.fromisoformat(one) for one in (first, last, until))
            period = Period(**dict(zip(("first", "last", "until"), days, strict=True)))
            for ways in WAYS:
                members = list(figures.members(reader, period, figures.due_soon_days(reader), ways))
                counted = replace(figures.count(reader, period, []), **lines_of(members, ways))
                report = json.loads(json.dumps(printing.to_data(counted)))
                wanted = naive.figures(folded, first, until, 3, ways.rate_deadline, ways.coordinating)
                found += naive.differences(wanted, report)
                found += unbalanced(counted, members)
                found += [
                    f"{cell.agency}, {cell.column}: not as many members as the figure says"
                    for cell in cells.every(counted)
                    if sum(cell.counts(one) for one in members) != cell.count
                ]
    return found


WAYS = (figures.Ways(), figures.Ways(rate_deadline="first", coordinating="apart"))


def lines_of(members: list[Member], ways: figures.Ways) -> dict[str, Any]:
    lines, total = figures.lines_of(members, None, ways)
    return {"lines": lines, "total": total, "ways": ways}


def unbalanced(counted: figures.Report, members: list[Member]) -> list[str]:
    """Name what does not add up: buckets to the total, lines to all together, distinct assignments to both."""
    found = []
    for line in (*counted.lines, counted.total):
        came = line.carried_over + line.new + int(str(line.value("transferred_in")))
        if not sum(line.buckets.values()) == line.total == came:
            found.append(f"{line.agency}: {line.buckets} are not {line.total}, which is not {came}")
    for column, kind in KINDS.items():
        sums, together = [line.value(column) for line in counted.lines], counted.total.value(column)
        if kind == "count" and together is not None and sum(map(int, map(str, sums))) != together:
            found.append(f"{column}: {sums} do not add up to {together}")
    distinct = len({one.assignment for one in members if "total" in one.cells})
    inside = sum(count for code, count in counted.total.buckets.items() if code != "transferred-out")
    if not distinct == counted.total.distinct == inside:
        found.append(f"{distinct} assignments, {counted.total.distinct} came, {inside} stand somewhere")
    return found


@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.sampled_from(ACTIONS), min_size=5, max_size=60), st.integers(0, 2**32), st.floats(0, 1))
def test_whatever_happened_both_count_the_same_at_every_position(actions: list[str], seed: int, part: float) -> None:
    with lived(tell(random.Random(seed), actions)) as store:
        assert differences(store) == []
        with store.read() as reader:
            size = reader.size()
        assert differences(store, round(part * size)) == []


def long_history() -> list[histories.Batch]:
    chance = random.Random(12)
    return tell(chance, ["issue"] * 40 + [chance.choice(("event", "say")) for _ in range(500)])


def swapped(row: Assignment, evidence: list[Evidence], day: date) -> Standing:
    found = standing.judge(row, evidence, day)
    code = {"done-late": "done-on-time", "done-on-time": "done-late"}.get(found.code, found.code)
    return Standing(
        code=code,  # type: ignore[arg-type]
        due_on=found.due_on,
        completed_on=found.completed_on,
        lacking=found.lacking,
    )


PLANTED = {
    "judge": swapped,
    "due_soon": lambda told, day, days: standing.due_soon(told, day, days + 30),
    "led_in_turn": lambda row, evidence, since, until: (row.lead,),
    "over": lambda standing: standing.completed_on is not None,
    "extensions": lambda row, evidence, day: standing.Extensions(first=row.due_on, times=0, days=0),
}
"""Wrong buckets, days more that are soon, a lead that is never transferred, what never ends, what nobody extended."""


@pytest.mark.parametrize("name", PLANTED)
def test_a_wrong_figure_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with lived(long_history()) as store:
        assert differences(store) == []
        monkeypatch.setattr(walk, name, PLANTED[name])
        assert differences(store) != []


def test_the_page_gives_the_figures_of_its_example() -> None:
    lines = {int(seq): line for seq, line in re.findall(r"^```entry (\d+)\n(.+)\n```", PAGE, re.MULTILINE)}
    entries = [json.loads(lines[seq]) for seq in range(53)]
    ledger.fold(entries)  # they are one log
    rows = re.findall(r"^\| (2026-\S+) \| (QNG-\d+|all together) \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 5
    found: dict[str, dict[str, str]] = {}
    for until, agency, told in rows:
        found.setdefault(until, {})["" if agency == "all together" else agency] = told
    for until, lines in found.items():
        counted = naive.figures(naive.Folded(entries), "2026-03-01", until, 3)
        shown = {
            agency: ", ".join(f"{name} {one}" for name, one in line.items() if one not in naive.NOTHING)
            for agency, line in counted.items()
        }
        assert shown == lines


def test_who_counts_anew_has_read_nothing_of_ours() -> None:
    tree = ast.parse(Path(naive.__file__).read_text("utf-8"))
    imported: set[str] = set()
    for one in ast.walk(tree):
        if isinstance(one, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in one.names}
        elif isinstance(one, ast.ImportFrom):
            imported.add((one.module or "").split(".")[0])
    assert imported <= sys.stdlib_module_names


def test_what_is_not_printed_is_found(tmp_path: Path) -> None:
    empty: dict[str, Any] = {"agencies": [], "total": dict.fromkeys(("carried_over", "new", "total", "due_soon"), 0)}
    empty["total"] |= {"agency": "", "buckets": dict.fromkeys(naive.BUCKETS, 0), "quality": {}}
    counted = {"QNG-001": {"new": 1, "total": 1}, "": {"new": 1, "total": 1}}
    assert naive.differences({}, empty) == []
    assert len(naive.differences(counted, empty)) == 4
