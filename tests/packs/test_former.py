"""The period before, what comparisons say, and that later arrivals change nothing of a pack that was handed out."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import click
import histories
import packed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.cli.periods import Days, period_of
from adapter.cli.session import Session
from adapter.packs import files, former, making, sheets, verifying
from adapter.reports import figures
from adapter.reports.columns import MAIN
from adapter.reports.figures import Period
from adapter.store import Store


def period(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), until=date.fromisoformat(first))


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"),
        ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"),
        ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"),
        ("2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"),
        ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
        ("2026-02-01", "2026-04-30", "2025-11-04", "2026-01-31"),
        ("2026-10-01", "2026-10-10", "2026-09-21", "2026-09-30"),
    ],
)
def test_the_period_before_is_of_the_same_kind(first: str, last: str, begins: str, ends: str) -> None:
    found = former.before(period(first, last))
    assert found is not None
    assert (str(found.first), str(found.last), found.until) == (begins, ends, found.last)


@given(st.dates(), st.integers(0, 900))
def test_the_period_before_ends_on_the_day_before(first: date, days: int) -> None:
    last = first + timedelta(days=min(days, (date.max - first).days))
    found = former.before(Period(first=first, last=last, until=first))
    assert found is None or (found.first <= found.last and found.last + timedelta(days=1) == first)


def test_quarters_are_periods_with_names_of_their_own() -> None:
    session = Session()
    told = period_of(session, Days(month="2026-Q4"), date(2027, 1, 5))
    assert told == Period(first=date(2026, 10, 1), last=date(2026, 12, 31), until=date(2026, 12, 31))
    with pytest.raises(click.UsageError, match=r"2026-Q5.*\[period\.unreadable\]"):
        period_of(session, Days(month="2026-Q5"), date(2027, 1, 5))
    assert [sheets.days_named(told, sheets.speaking(one)) for one in ("vi", "en")] == ["quý 4 năm 2026", "2026-Q4"]


def written(opened: Store, seed: int, actions: list[str]) -> histories.Teller:
    teller = histories.Teller(random.Random(seed))
    more(opened, teller, actions)
    return teller


def more(opened: Store, teller: histories.Teller, actions: list[str]) -> None:
    with opened.write() as writer:
        for action in actions:
            batch = teller.tell(action)
            if batch is not None:
                histories.write(writer, batch)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_later_arrivals_change_nothing_that_was_handed_out(tmp_path: Path, seed: int) -> None:
    opened = Store.open(tmp_path / "log")
    chance = random.Random(seed)
    calm = ["issue", "event", "say", "hold", "cycle", "change", "recall", "reassign"]
    teller = written(opened, seed, ["issue"] * 15 + ["cycle"] * 3 + [chance.choice(calm) for _ in range(80)])
    folder = tmp_path / "pack"
    with opened.read() as reader:
        told = making.stated(reader, packed.YEAR, "vi")
        pack = making.make(reader, told)
        files.build(pack, folder)
    assert pack.timings
    assert pack.latencies
    more(opened, teller, [chance.choice([*calm, "release", "older", "replace"]) for _ in range(80)])
    found, whole = verifying.given(folder)
    with opened.read() as newest:
        assert newest.position > told.position
        done = verifying.verify(newest, told, found, tmp_path, whole=whole)
    opened.close()
    assert (done.differences, done.erased) == ((), 0)


def test_a_comparison_has_the_figures_of_both_periods(tmp_path: Path) -> None:
    opened = packed.store(tmp_path)
    with opened.read() as reader:
        day = date(2026, 6, 30)
        pack = making.make(reader, making.stated(reader, Period(first=day.replace(day=1), last=day, until=day), "en"))
        before = figures.report(reader, Period(first=date(2026, 5, 1), last=date(2026, 5, 31), until=date(2026, 5, 31)))
    opened.close()
    (sheet,) = [one for one in sheets.of(pack) if one.key == "compared"]
    rows = {(row[0], row[1]): row[2:] for row in sheet.rows}
    for one, line in (("2026-06", pack.report.total), ("2026-05", before.total)):
        assert rows["TOTAL", one] == tuple(sheets.figure(line, column, sheets.speaking("en")) for column in MAIN)
    counts = range(len(MAIN) - 1)
    assert all(
        rows["TOTAL", "Difference"][at] == rows["TOTAL", "2026-06"][at] - rows["TOTAL", "2026-05"][at]  # type: ignore[operator]
        for at in counts
    )
    assert {name for name, _ in rows} == {*pack.names.values(), *(one.name for one in before.lines), "TOTAL"}
