"""What the tests of the trip share: a store of their own, and a system in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from living import Living
from quarantined import CONFIG, House

from adapter.store import Store
from adapter.sync import assemble


@pytest.fixture
def peer() -> Living:
    return Living()


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    found = Store.open(tmp_path / "data", database)
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    made = House(tmp_path)
    monkeypatch.setattr(assemble, "connect", lambda _configuration, _source: made.peer)
    return made
