"""Facts in any order: random histories of the simulator's records against a plain recomputation from them.

The long campaign: `.venv/bin/python tests/order/campaign_of_orders.py --histories 1000`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from lived import quick
from machine import AnyOrder


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
