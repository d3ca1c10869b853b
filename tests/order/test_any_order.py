"""Facts in any order: random histories of the simulator's records against a plain recomputation from them.

The long campaign: `.venv/bin/python tests/order/campaign_of_orders.py --histories 1000`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from unittest import mock

import pytest
from campaign_of_orders import lived_through
from hypothesis import HealthCheck, settings
from lived import quick
from machine import AnyOrder, Records
from making import Counting
from office import office

from adapter.core import decide, standing
from adapter.core.decide import Found, Prior, Told, writing
from adapter.core.entries import Entry
from adapter.core.facts import Fact, Named, Replaced
from adapter.core.ledger import Change, Document, Evidence, View
from adapter.core.ledger.fold import RULES
from adapter.simulator import moments
from adapter.simulator import shapes as sim
from adapter.sync import answering


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def found_within(histories: int, first: int = 0) -> bool:
    """Tell whether a difference is found; `first` is near one that shows it, so that the search is short."""
    return any(lived_through(dice, Counter()) for dice in range(first, first + histories))


def test_fixed_histories_agree() -> None:
    assert not found_within(3)


class Falling(Counting):
    """Handles that fall: the newest is the least."""

    def handle(self) -> str:
        return f"{2**100 - int(super().handle(), 16):032x}"


@pytest.mark.parametrize("fresh", [Counting(), Falling()])
def test_what_has_waited_longest_is_taken_first(fresh: Counting) -> None:
    records = Records(0, Random(1))
    records.issue()
    ((made, first),) = records.drawer
    assert isinstance(made, sim.Document)
    assert isinstance(first, sim.Version)
    with office(1) as one:
        one.fresh = fresh
        for subject in ("lần một", "lần hai", "lần ba"):
            content = replace(first.content, business=sim.UPDATE, subject=subject)
            told = replace(first, content=content)
            one.document(replace(made, id=f"cap-nhat-{subject}", plan="update", versions=(told,)), told)
        one.document(made, first)
        with one.store.read() as reader:
            (document,) = reader.rows(Document)
            assert (reader.text(document.texts) or {})["subject"] == "lần ba"


def test_what_is_told_of_a_document_before_the_day_that_it_bears_is_found() -> None:
    records = Records(0, Random(1))
    records.issue()
    ((made, version),) = records.drawer
    assert isinstance(made, sim.Document)
    assert isinstance(version, sim.Version)
    tomorrow = date(2026, 3, 6)
    dated = replace(version, content=replace(version.content, issued_on=tomorrow.isoformat()))
    task = version.content.tasks[0]
    told = sim.Event(
        id="SK-1", kind="result-entered", recorded_at=0, occurred_at=moments.moment(date(2026, 3, 3)),
        document=made.id, task=task.id, lead=task.leads[0],
    )  # fmt: skip
    with office(1) as one:
        one.event(told)
        one.now += timedelta(days=3)
        one.event(replace(told, id="SK-2", document="another one"))  # what is newly listed begins after this
        one.document(replace(made, issued_on=tomorrow, versions=(dated,)), dated)
        assert one.today < tomorrow
        assert one.differences(day=tomorrow) == []


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
        assert found_within(60, first=55)


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


def test_a_replacement_for_an_agency_that_counts_by_arrival_is_found() -> None:
    """A planted bug: what has ended is not ended earlier, or for good, by a replacement for its agency."""

    def wrong(found: Found, replaced: Replaced) -> bool:
        return not replaced.leads or any(
            task.row.state == "open" and task.row.lead in replaced.leads for task in found.tasks
        )

    with mock.patch.object(writing, "_replaces_anything", wrong):
        assert found_within(60)


def test_an_update_that_is_taken_for_a_second_reading_is_found() -> None:
    """A planted bug: nobody notices that a message brings a document up to date."""
    right = decide.sort

    def wrong(facts: Sequence[Fact]) -> Told:
        return replace(right(facts), updated=None)

    with mock.patch.object(decide, "sort", wrong):
        assert found_within(60)


@pytest.mark.parametrize("kind", ["raised", "purged"])
def test_work_that_goes_on_after_its_document_went_is_found(kind: str) -> None:
    """A planted bug: the document goes, and what it assigned stays open."""

    def wrong(_seq: int, entry: Entry, view: View) -> list[Change]:
        row = view.row(Document, entry["document"])
        assert row is not None
        gone = replace(row, state="raised" if "raised" in (kind, entry.get("because")) else "purged")
        return [Change(table=Document, key=row.key, row=gone)]

    with mock.patch.dict(RULES, {kind: wrong}):
        assert found_within(60)
