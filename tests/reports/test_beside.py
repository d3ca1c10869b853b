"""Assignments with their evidence come as two walks merged: on both databases what whole tables say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import histories
import postgres
import pytest

from adapter.core.ledger import Assignment, Evidence, Row
from adapter.reports import beside
from adapter.reports.outbox import of_assignments
from adapter.store import Reader, Store


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
