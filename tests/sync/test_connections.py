"""Calls over several connections: each item once, each connector one at a time, the first failure stops the rest."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any

import pytest

from adapter.sync.connections import spread


@pytest.mark.parametrize("connectors", [1, 2, 7])
def test_each_item_is_called_once_and_no_connector_twice_at_a_time(connectors: int) -> None:
    called: list[int] = []
    busy: Counter[str] = Counter()
    most: list[int] = []

    def call(connector: Any, item: int) -> None:
        busy[connector] += 1
        assert busy[connector] == 1
        most.append(sum(busy.values()))
        time.sleep(0.002)
        called.append(item)
        busy[connector] -= 1

    spread([f"c{n}" for n in range(connectors)], list(range(60)), call)  # type: ignore[arg-type]
    assert sorted(called) == list(range(60))
    assert max(most) <= connectors


@pytest.mark.parametrize("connectors", [1, 4])
def test_the_first_failure_stops_what_has_not_begun(connectors: int) -> None:
    called: list[int] = []
    lock = threading.Lock()

    def call(_: Any, item: int) -> None:
        with lock:
            called.append(item)
        if item == 10:
            raise ZeroDivisionError
        time.sleep(0.005)

    with pytest.raises(ZeroDivisionError):
        spread([object() for _ in range(connectors)], list(range(500)), call)  # type: ignore[misc]
    assert 11 <= len(called) <= 11 + 3 * connectors
    assert len(set(called)) == len(called)
