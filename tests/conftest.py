"""What all tests share: both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator

import postgres
import pytest
import structlog


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """Let no variable of the one who runs the tests be taken for a setting; those of the tests are read by now."""
    for name in [name for name in os.environ if name.startswith("NHIEMVU_")]:
        del os.environ[name]


@pytest.fixture
def logs_put_back() -> Iterator[None]:
    """Let no later test log to what this one captured: a command that is run sets up logs for its whole process."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """Give a running PostgreSQL server."""
    if why := postgres.missing():
        if postgres.REQUIRED:
            pytest.fail(why)
        pytest.skip(why)
    with postgres.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database: of SQLite, which needs none, and of PostgreSQL."""
    if request.param == "sqlite":
        yield ""
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    with server.schema() as address:
        yield address
