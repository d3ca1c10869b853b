"""Assignments with their evidence come as two walks merged: on both databases what whole tables say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import histories
import postgres
import pytest

from adapter.core.ledger import Assignment, Evidence, Row
from adapter.reports import beside
from adapter.reports.outbox import of_assignments
from adapter.store import Reader, Store
from adapter.store import reader as reading


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        yield Store.open(tmp_path)
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    with server.schema() as address:
        yield Store.open(tmp_path, address)


def lived(store: Store) -> None:
    with store.write() as writer:
        for batch in histories.told(seed=4, length=150):
            histories.write(writer, batch)
            if writer.position % 10 == 0:
                assert merged(writer) == whole(writer)  # what is not yet handed to the database counts


def merged(reader: Reader) -> list[tuple[Row, list[Row]]]:
    return [(row, sorted(said, key=lambda one: one.key)) for row, said in beside.each(reader)]


def whole(reader: Reader) -> list[tuple[Row, list[Row]]]:
    evidence = of_assignments(reader)
    return [(row, list(evidence[row.assignment])) for row in reader.rows(Assignment)]


def test_the_merge_is_what_whole_tables_say_at_every_position(store: Store) -> None:
    lived(store)
    with store.read() as reader:
        size = reader.size()
        assert any(said for _, said in merged(reader))
        for position in range(0, size, max(1, size // 20)):
            assert merged(reader.as_of(position)) == whole(reader.as_of(position))
    store.close()


def test_some_that_are_asked_for_are_those_of_the_walk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are asked for at once."""
    monkeypatch.setattr(reading, "AMONG", 7)
    monkeypatch.setattr(beside, "AT_ONCE", 10)
    with store.write() as writer:
        for batch in histories.told(seed=6, length=150):
            histories.write(writer, batch)
        assert counted(writer, [row.assignment for row in writer.rows(Assignment)]) == counted(writer)
    with store.read() as reader:
        for position in (reader.size() // 2, reader.size()):
            walked = counted(reader.as_of(position))
            some = [row.assignment for row, _, _ in walked][::2]
            assert counted(reader.as_of(position), [*some, "0" * 32]) == walked[::2]
        no_day = [row for row, _, issued_on in walked if issued_on is None]
    assert no_day, "every document counts"
    store.close()


def counted(reader: Reader, only: list[str] | None = None) -> list[tuple[Row, list[Row], date | None]]:
    return [
        (row, sorted(said, key=lambda one: one.key), issued_on)
        for row, said, issued_on in beside.counting(reader, only)
    ]


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
    store.close()
