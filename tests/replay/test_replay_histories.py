"""Histories of all kinds come to the same when they are folded and when they are read and decided again.

The long campaign: `.venv/bin/python tests/replay/campaign.py --histories 1000`.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import histories
import pytest
from campaign import MEMORY, lived_through
from hypothesis import HealthCheck, given, settings
from lived import Life, lives, quick
from making import opened

from adapter.replay import fold
from adapter.replay.reinterpret import Asked, Reinterpretation


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(lives(longest=30))
def test_a_history_comes_to_the_same(life: tuple[list[str], int]) -> None:
    """The real take-in, pushes, rereads, activations and deaths; nothing differs but what rests on what was erased."""
    words, dice = life
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        found = lived_through(Path(folder), words, dice)
    assert found.agrees, found


@settings(max_examples=15, deadline=None, derandomize=True)
@given(histories.histories())
def test_a_log_of_any_kind_of_entry_folds_to_the_same(history: list[histories.Batch]) -> None:
    """Random logs whose bodies say nothing: folded they agree, and read again nothing of them is guessed."""
    with opened() as store:
        for batch in history:
            with store.write() as writer:
                histories.write(writer, batch)
        with store.read() as reader:
            assert fold.fold(reader, 3).agrees
            run = Reinterpretation(reader, Asked())
            assert list(run.differences()) == []
            assert run.told.messages == 0
            assert run.known.digest() == reader.digest()


def test_both_databases_come_to_the_same(tmp_path: Path, database: str) -> None:
    """One long history, on SQLite and on PostgreSQL."""
    words = ["new"] * 4 + ["lot"] * 5 + ["event"] * 5 + ["round", "change", "raise", "mapping", "reread", "event"]
    found = lived_through(tmp_path, words, 5, database=database)
    assert found.agrees, found
    assert found.told.messages >= 5
    assert Life(tmp_path, random.Random(0), database=database).place[1] == database


def test_what_a_newer_version_changes_without_a_document_comes_to_the_same(tmp_path: Path) -> None:
    """Each change is a row of its own, by the place of its entry."""
    words = ["new", "new", "round", *("change", "round") * 8]
    with quick():
        found = lived_through(tmp_path, words, 7)
    assert found.kinds["edited"] >= 2
    assert found.agrees, found
