"""A source is asked evenly while all is well, less and less while it is away, and never in step with others."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from adapter.daemon.pace import LONGEST_PAUSE_S, LONGEST_S, LONGEST_WAITS, Pace

intervals = st.floats(0.05, 86_400)


@given(intervals, st.integers(0, 40), st.integers())
def test_waits_stay_within_their_bounds(every_s: float, failures: int, seed: int) -> None:
    pace = Pace(every_s, Random(seed))
    for _ in range(failures):
        pace.failed()
    wait = pace.next_s()
    if failures == 0:
        assert 0.9 * every_s <= wait <= 1.1 * every_s
    else:
        assert every_s * 0.5 <= wait <= min(every_s * LONGEST_WAITS, max(LONGEST_S, every_s)) + 1e-9
        assert wait <= every_s * 2.0**failures + 1e-9


@given(intervals, st.integers(0, 10**7), st.integers())
def test_a_pause_that_the_source_asks_for_is_kept(every_s: float, asked: int, seed: int) -> None:
    pace = Pace(every_s, Random(seed))
    pace.failed(asked)
    assert pace.next_s() >= min(asked, LONGEST_PAUSE_S)
    pace.went_well()
    assert pace.next_s() <= 1.1 * every_s


def test_many_sources_are_not_asked_at_once() -> None:
    waits = {round(Pace(60, Random(seed)).next_s(), 3) for seed in range(50)}
    assert len(waits) > 45


def test_it_is_asked_less_and_less() -> None:
    pace, waits = Pace(60, Random(1)), []
    for _ in range(6):
        pace.failed()
        waits.append(pace.next_s())
    assert waits[0] < waits[2] < waits[-1] <= LONGEST_S
