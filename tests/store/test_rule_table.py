"""What rules come to is counted once, and how long one has found nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.store import Store
from adapter.store.rules import Came, RuleCount

CAME: tuple[Came, ...] = ("ok", "default", "empty", "missing", "invalid", "ambiguous")


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    found = Store.open(tmp_path / "data", database)
    yield found
    found.close()


def test_counts_are_kept_per_source_mapping_and_rule(store: Store) -> None:
    with store.write() as writer:
        ((before, after),) = writer.count_rules("a", "m1", [("r", "ok"), ("r", "missing"), ("r", "empty")])
        assert (before.times, after.times, after.good, after.missing, after.empty, after.quiet) == (0, 3, 1, 1, 1, 2)
        writer.count_rules("a", "m2", [("r", "ok")])
        writer.count_rules("b", "m1", [("r", "default"), ("s", "ambiguous")])
    with store.write() as writer:
        ((before, after),) = writer.count_rules("a", "m1", [("r", "ok")])
        assert (before.quiet, after.quiet, after.good) == (2, 0, 2)
    with store.read() as reader:
        assert [(one.source, one.mapping, one.rule) for one in reader.rules()] == [
            ("a", "m1", "r"),
            ("a", "m2", "r"),
            ("b", "m1", "r"),
            ("b", "m1", "s"),
        ]
        assert [one.bad for one in reader.rules("b", "m1")] == [0, 1]
        assert reader.rules("c") == []


@given(st.lists(st.sampled_from(CAME)))
def test_every_time_counts_once_and_quiet_ones_are_those_since_the_last_value(came: list[Came]) -> None:
    start = RuleCount(source="s", mapping="m", rule="r")
    count = start.after(came)
    assert count.times == len(came)
    # In one go, or one after the other.
    step = start
    for one in came:
        step = step.after([one])
    assert step == count
    last = max((at for at, one in enumerate(came) if one in ("ok", "invalid", "ambiguous")), default=-1)
    assert count.quiet == len(came) - 1 - last
