"""Fixtures of the tests that run the shipped program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from houses import House, Peer, simulator


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder = tmp_path / "house"
    folder.mkdir()
    return House(folder)


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """Give a small simulated year that several tests read from."""
    with simulator(tmp_path_factory.mktemp("year")) as peer:
        yield peer


@pytest.fixture
def start_simulator(tmp_path: Path) -> Iterator[Callable[..., Peer]]:
    """Give a simulator of the test's own."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(simulator(options.pop("folder", tmp_path / "peer"), **options))
