"""A source is stale by when it was last listed before the report's end, not by how long ago that end is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from adapter.reports import stale

OPENED = "2026-10-01T00:00:00Z"
LISTED = "2026-10-30T17:00:00Z"
DAY = 86_400.0


@pytest.fixture(autouse=True)
def _entries_of_moments_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stale, "decode", json.loads)


def found(
    until: date, now: datetime, limit_s: float = 2 * DAY, sources: tuple[str, ...] = ("qlvb",)
) -> list[stale.Stale]:
    entries = [*(json.dumps({"at": at}).encode() for at in (OPENED, LISTED))]
    reader = SimpleNamespace(
        size=lambda: 2,
        rows=lambda table, **equals: [SimpleNamespace(source="qlvb", seq=1)],
        entries=lambda first, last: [(first, entries[first])],
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


def test_a_source_that_was_never_listed_is_as_old_as_the_log() -> None:
    (one,) = found(date(2026, 10, 2), datetime(2026, 10, 4, tzinfo=UTC), limit_s=DAY, sources=("khac", "qlvb"))
    assert one.values() == {"source": "khac", "age": "41.0", "limit": "24.0"}
