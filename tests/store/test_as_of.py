"""The ledger as of any position is a filter, and the filter is the fold of the prefix."""

from __future__ import annotations

import itertools
import random

import histories
import pytest
from hypothesis import given, settings
from making import opened

from adapter.audit import tree as tree_module
from adapter.audit import verify
from adapter.core import entries, ledger, merkle
from adapter.store import Reader
from adapter.store import reader as reader_module
from adapter.store import writer as writer_module


def prefix(reader: Reader, position: int) -> ledger.Memory:
    """Fold the first entries of a log."""
    return ledger.fold(entries.decode(data) for _, data in itertools.islice(reader.entries(), position))


@settings(max_examples=40, deadline=None)
@given(histories.histories())
def test_at_every_position_the_filter_equals_the_fold_and_all_of_it_verifies(
    history: list[histories.Batch],
) -> None:
    with opened() as store:
        for batch in history:
            with store.write() as writer:
                histories.write(writer, batch)
        with store.read() as reader:
            size = reader.size()
            assert verify.verify(reader).findings == ()
            folds = {position: prefix(reader, position).digest() for position in range(size + 1)}
        for position, digest in folds.items():
            with store.read(position) as reader:
                assert reader.digest() == digest


def test_at_fifty_random_positions_of_a_long_history_rows_roots_and_digests_agree() -> None:
    history = histories.told(seed=7, length=700)
    with opened() as store:
        with store.write() as writer:
            for batch in history:
                histories.write(writer, batch)
        with store.read() as reader:
            size = reader.size()
            lines = [data for _, data in reader.entries()]
        assert size > 1024
        for position in random.Random(1).sample(range(size + 1), 50):
            memory = ledger.fold(map(entries.decode, lines[:position]))
            with store.read(position) as reader:
                assert reader.digest() == memory.digest()
                assert reader.root() == merkle.root(map(entries.leaf, lines[:position]))
                assert [data for _, data in reader.entries()] == lines[:position]
                for table in ledger.ROWS:
                    assert reader.rows(table) == memory.rows(table)


@pytest.mark.parametrize("tile", [1, 2, 3])
def test_kept_nodes_of_several_levels_give_the_same_roots(tile: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As at millions of entries, where nodes of 65,536 leaves stand above those of 256."""
    for module in (reader_module, writer_module, tree_module):
        monkeypatch.setattr(module, "TILE", tile)
    with opened() as store:
        for batch in histories.told(seed=5, length=40):
            with store.write() as writer:
                histories.write(writer, batch)
        with store.read() as reader:
            leaves = [entries.leaf(data) for _, data in reader.entries()]
            assert verify.verify(reader).findings == ()
        for position in range(len(leaves) + 1):
            with store.read(position) as reader:
                assert reader.root() == merkle.root(leaves[:position])


def test_one_transaction_sees_what_it_has_appended_as_a_later_one_does() -> None:
    """Batches in one transaction and batches in many leave the same ledger, tree and payloads."""
    history = histories.told(seed=3, length=120)
    with opened() as store:
        with store.write() as writer:
            for batch in history:
                histories.write(writer, batch)
                for table in ledger.ROWS:
                    for row in writer.rows(table):
                        assert writer.row(table, *row.key) == row
            inside = (writer.root(), writer.digest(), writer.size())
        with store.read() as reader:
            assert (reader.root(), reader.digest(), reader.size()) == inside


def test_the_verification_of_an_earlier_position_is_that_of_the_shorter_log() -> None:
    history = histories.told(seed=11, length=60)
    with opened() as store:
        with store.write() as writer:
            for batch in history:
                histories.write(writer, batch)
        with store.read() as reader:
            size = reader.size()
        for position in range(1, size, 7):
            with store.read(position) as reader:
                report = verify.verify(reader)
                assert report.size == position
                assert report.root == reader.root().hex()
                assert report.ledger == reader.digest()
                assert {finding.code for finding in report.findings} <= {"verify.payload-missing"}
