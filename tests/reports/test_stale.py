"""A source is stale by when it was last listed before the report's end, not by how long ago that end is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from adapter.reports import stale

LISTED = "2026-10-30T17:00:00Z"
DAY = 86_400.0


@pytest.fixture(autouse=True)
def _entries_of_moments_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stale, "decode", json.loads)


def found(
    until: date, now: datetime, limit_s: float = 2 * DAY, sources: tuple[str, ...] = ("qlvb",)
) -> list[stale.Stale]:
    listed = json.dumps({"at": LISTED}).encode()
    reader = SimpleNamespace(
        size=lambda: 2,
        rows=lambda table, **equals: [SimpleNamespace(source="qlvb", seq=1)],
        entries=lambda first, last: [(first, listed)],
    )
    told = SimpleNamespace(report=SimpleNamespace(stale_after_s=limit_s), sources=dict.fromkeys(sources))
    return stale.found(reader, told, until, now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("until", "now", "stales"),
    [
        (date(2026, 10, 31), datetime(2026, 12, 1, tzinfo=UTC), False),  # read a day before the end of the cut-off day
        (date(2026, 11, 30), datetime(2026, 11, 1, tzinfo=UTC), False),  # a month that goes on
        (date(2026, 11, 30), datetime(2026, 11, 2, tzinfo=UTC), True),
        (date(2026, 10, 20), datetime(2026, 12, 1, tzinfo=UTC), False),  # read after what it is about
    ],
)
def test_the_end_of_the_cut_off_day_counts(until: date, now: datetime, stales: bool) -> None:  # noqa: FBT001
    assert bool(found(until, now)) == stales
    assert found(until, now, limit_s=0) == []


def test_a_source_that_was_never_listed_says_so() -> None:
    (one,) = found(date(2026, 10, 2), datetime(2026, 10, 4, tzinfo=UTC), sources=("khac", "qlvb"))
    assert (one.code, one.values()) == ("forced.never-listed", {"source": "khac"})


def test_the_age_is_told_in_hours() -> None:
    (one,) = found(date(2026, 11, 30), datetime(2026, 11, 2, tzinfo=UTC))
    assert (one.code, one.values()) == ("forced.stale", {"source": "qlvb", "age": "55.0", "limit": "48.0"})
