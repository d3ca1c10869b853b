"""A round that brings nothing new is written down once in a while; one that brings anything, always."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from living import Doc, Happening, Living, enable, once
from making import Counting

from adapter.store import Store

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
QUIET = timedelta(hours=1)


@pytest.fixture
def fresh() -> Counting:
    return Counting()


def cycles(store: Store) -> int:
    with store.read() as reader:
        return sum(b'"kind":"cycle"' in data for _, data in reader.entries())


def test_what_says_nothing_new_is_left_out_for_an_hour(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(Doc(1), Doc(2, level="Mat"), Doc(3, level="La"), Happening("E", "report-issued"))
    once(peer, store, fresh, NOW, quiet=QUIET)
    once(peer, store, fresh, NOW, quiet=QUIET)  # what was new in the first is not in the second
    settled = cycles(store)
    for minutes in range(1, 59, 7):
        once(peer, store, fresh, NOW + timedelta(minutes=minutes), quiet=QUIET)
    assert cycles(store) == settled
    once(peer, store, fresh, NOW + timedelta(minutes=61), quiet=QUIET)
    assert cycles(store) == settled + 2
    once(peer, store, fresh, NOW + timedelta(minutes=62))  # as `run --once` does
    assert cycles(store) == settled + 4


@pytest.mark.parametrize(
    ("new", "streams"),
    [
        (Doc(4), 1),
        (Doc(4, level="Mat"), 1),
        (Doc(4, level="Khac"), 1),
        (Doc(1, version=2, due_on="2026-05-01"), 1),
        (Happening("F", "result-entered"), 1),
    ],
)
def test_anything_new_is_written_down_at_once(
    peer: Living, store: Store, fresh: Counting, new: Doc | Happening, streams: int
) -> None:
    peer.put(Doc(1), Happening("E", "report-issued"))
    for _ in range(2):
        once(peer, store, fresh, NOW, quiet=QUIET)
    settled = cycles(store)
    peer.put(new)
    once(peer, store, fresh, NOW + timedelta(minutes=1), quiet=QUIET)
    assert cycles(store) >= settled + streams


def test_a_number_that_goes_missing_is_written_down_at_once(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(Doc(1))
    for _ in range(2):
        once(peer, store, fresh, NOW, quiet=QUIET)
    settled = cycles(store)
    peer.put(Doc(9))
    peer.hidden.add(9)
    once(peer, store, fresh, NOW + timedelta(minutes=1), quiet=QUIET)
    assert cycles(store) == settled + 1
    for minutes in (2, 3):
        once(peer, store, fresh, NOW + timedelta(minutes=minutes), quiet=QUIET)
    assert cycles(store) == settled + 1


def test_standings_are_told_over_several_connections_each_once(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(*(Doc(number) for number in range(1, 121)))
    once(peer, store, fresh, NOW)
    enable(store, fresh, NOW)
    counts = once(peer, store, fresh, NOW, more=(peer, peer, peer))["push"]
    assert counts == {"pushed": 120, "shown": 120, "waiting": 0}
    assert len({push.key for push in peer.calls}) == len(peer.calls) == 120
