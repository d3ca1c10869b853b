"""Assignments with their evidence come as two walks merged: on both databases what whole tables say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import histories
import postgres
import pytest
from completing import ACTIONS, Asked, tell

from adapter.core import standing
from adapter.core.ledger import Assignment, Evidence
from adapter.reports import beside
from adapter.reports.outbox import of_assignments
from adapter.store import Reader, Store


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        with closing(Store.open(tmp_path)) as found:
            yield found
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    with server.schema() as address, closing(Store.open(tmp_path, address)) as found:
        yield found


def lived(store: Store) -> None:
    with store.write() as writer:
        for batch in histories.told(seed=4, length=150):
            histories.write(writer, batch)
            if writer.position % 10 == 0:
                assert merged(writer) == whole(writer)  # what is not yet handed to the database counts


def merged(reader: Reader) -> list[tuple[Assignment, list[Evidence]]]:
    return [(row, sorted(said, key=lambda one: one.key)) for row, said in beside.each(reader)]


def whole(reader: Reader) -> list[tuple[Assignment, list[Evidence]]]:
    evidence = of_assignments(reader)
    return [(row, list(evidence[row.assignment])) for row in reader.rows(Assignment)]


def test_the_merge_is_what_whole_tables_say_at_every_position(store: Store) -> None:
    lived(store)
    with store.read() as reader:
        size = reader.size()
        assert any(said for _, said in merged(reader))
        for position in range(0, size, max(1, size // 20)):
            assert merged(reader.as_of(position)) == whole(reader.as_of(position))


def test_what_had_ended_before_a_day_is_left_out_and_nothing_else(store: Store) -> None:
    chance = random.Random(3)
    much_of_few = ["issue"] * 5 + [chance.choice(("event", "event", "event", *ACTIONS)) for _ in range(300)]
    with store.write() as writer:
        for batch in tell(chance, much_of_few):
            histories.write(writer, batch)
    left_out = kept = 0
    with store.read() as reader:
        for position in range(reader.size(), 0, -40):
            past = reader.as_of(position)
            for day in (date(2026, month, 3) for month in range(1, 13)):
                found = {row.key: said for row, said in beside.each(past, day)}
                for row, said in whole(past):
                    if row.key in found:
                        assert sorted(found[row.key], key=lambda one: one.key) == said
                        kept += 1
                    else:
                        assert standing.over(standing.judge(row, said, day - timedelta(days=1)))
                        left_out += 1
    assert left_out > 5
    assert kept > 5


DONE = (("reported", "2026-05-01"), ("entered", "2026-05-31"))
SETTLED = {
    DONE: True,
    DONE[:1]: False,
    DONE[1:]: False,
    (DONE[0], ("entered", "2026-06-01")): False,
    (("reported", "2026-06-01"), DONE[1]): False,
    (*DONE, ("retracted", "2026-05-31")): False,
    (*DONE, ("suspended", "2026-05-02")): False,
    (*DONE, ("extended", "2026-06-05"), ("transferred", "2026-06-06"), ("judged", "2026-06-07")): True,
}
"""What is said → whether it is settled when June 2026 begins."""


def test_what_is_settled_by_hand(store: Store) -> None:
    teller = Asked(random.Random(1))
    with store.write() as writer:
        while sum(len(one.assignments) for one in teller.documents) < len(SETTLED):
            issued = teller.tell("issue")
            assert issued is not None
            histories.write(writer, issued)
        made = [one for known in teller.documents for one in known.assignments]
        wanted = dict(zip(made, SETTLED.values(), strict=False))
        for one, told in zip(wanted, SETTLED, strict=True):
            for batch in teller.say_all(one, told):
                histories.write(writer, batch)
        there = {row.assignment for row, _ in beside.each(writer, date(2026, 6, 1))}
        assert {one: one not in there for one in wanted} == wanted


def test_evidence_of_an_unknown_assignment_shifts_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(store)
    with store.read() as reader:
        rows = list(reader.streamed(Assignment, "assignment"))
        kept = [row for number, row in enumerate(rows) if number % 2]
        told = list(reader.streamed(Evidence, "assignment"))
        monkeypatch.setattr(
            reader, "streamed", lambda table, by: iter(kept if table is Assignment else told), raising=False
        )
        found = {row.assignment: len(said) for row, said in beside.each(reader)}
        monkeypatch.undo()
        assert found == {row.assignment: len(of_assignments(reader)[row.assignment]) for row in kept}
