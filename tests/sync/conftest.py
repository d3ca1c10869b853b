"""What the tests of the trip share: a store of their own, and a system in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from living import Living

from adapter.store import Store


@pytest.fixture
def peer() -> Living:
    return Living()


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    found = Store.open(tmp_path / "data", database)
    yield found
    found.close()
