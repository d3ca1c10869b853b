"""Facts in any order: random histories of the simulator's records against a plain recomputation from them.

The long campaign: `.venv/bin/python tests/order/campaign_of_orders.py --histories 1000`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from unittest import mock

import pytest
from campaign_of_orders import lived_through
from hypothesis import HealthCheck, settings
from lived import quick
from machine import AnyOrder

from adapter.core import standing
from adapter.core.decide import Prior, writing
from adapter.core.facts import Named
from adapter.core.ledger import Evidence
from adapter.sync import answering


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def found_within(histories: int) -> bool:
    return any(lived_through(dice, Counter()) for dice in range(histories))


def test_fixed_histories_agree() -> None:
    assert not found_within(3)


def test_an_extension_that_is_forgotten_after_completion_is_found() -> None:
    """A planted bug: who is done is granted no deadline any more."""
    right = standing.grounds

    def wrong(evidence: Iterable[Evidence], day: date) -> standing.Grounds:
        told = list(evidence)
        found = right(told, day)
        if found.report is None or found.entered is None:
            return found
        done = max(found.report.happened_at, found.entered.happened_at)
        return right([one for one in told if one.what != "extended" or one.happened_at < done], day)

    with mock.patch.object(standing, "grounds", wrong):
        assert found_within(60)


def test_a_recall_that_counts_by_arrival_is_found() -> None:
    """A planted bug: of two recalls the one that comes first counts."""

    def wrong(prior: Prior, target: Named, _on: date) -> str:
        document = prior.targets[target].document
        return document.document if document is not None and document.state == "in-force" else ""

    with mock.patch.object(writing, "_ends", wrong):
        assert found_within(60)


def test_an_answer_that_is_never_read_again_is_found() -> None:
    """A planted bug: a reply that comes before what it answers answers nothing."""
    with mock.patch.object(answering, "follow", return_value=None):
        assert found_within(60)
