"""A generated year, and the service over it on real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest
import requests
import uvicorn

from adapter.simulator import agencies, dialects, moments, server, service, state
from adapter.simulator.generator import Plan
from adapter.simulator.modes import Manners
from adapter.simulator.service import OBEDIENT

START = date(2025, 11, 1)
YEAR_END = moments.read("2026-10-31T23:59:59+07:00")


@dataclass
class Peer:
    """A running service whose clock the test may turn."""

    url: str
    now: datetime
    session: requests.Session = field(repr=False)

    def post(self, operation: str, inner: str = "", *, namespace: str = "urn:vn:qlvb:dich-vu:1") -> requests.Response:
        """Call an operation with its arguments as XML."""
        body = (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
            f'<{operation} xmlns="{namespace}">{inner}</{operation}></s:Body></s:Envelope>'
        )
        return self.session.post(
            self.url, data=body.encode(), headers={"Content-Type": "text/xml; charset=utf-8"}, timeout=10
        )


def fill(file: Path, *, months: int = 12, seed: int = 1, scale: float = 1.0) -> Path:
    state.fill(file, Plan(seed=seed, scale=scale, start=START), agencies.shipped(), months)
    return file


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give state files by their parameters; each is made once, and nobody writes to it."""
    folder, made = tmp_path_factory.mktemp("states"), dict[str, Path]()

    def give(**parameters: float) -> Path:
        name = "-".join(f"{key}{value}" for key, value in sorted(parameters.items()))
        if name not in made:
            made[name] = fill(folder / f"{name}.db", **parameters)  # type: ignore[arg-type]
        return made[name]

    return give


@pytest.fixture(scope="session")
def year(filled: Callable[..., Path]) -> Path:
    """Give a year at full scale."""
    return filled()


@contextmanager
def served(
    file: Path, *, user: str = "", password: str = "", manners: Manners = OBEDIENT, dialect: str = "qlvb"
) -> Iterator[Peer]:
    """Serve a state file from a thread."""
    taken = server.bind("127.0.0.1", 0)
    with requests.Session() as session, closing(taken):
        session.trust_env = False
        peer = Peer(f"http://127.0.0.1:{taken.getsockname()[1]}{dialects.DIALECTS[dialect].path}", YEAR_END, session)
        started, holder = threading.Event(), list[uvicorn.Server]()

        def run() -> None:
            with closing(state.connect(file)) as connection:
                application = service.application(
                    connection,
                    clock=lambda: peer.now,
                    user=user,
                    password=password,
                    manners=manners,
                    dialect=dialects.DIALECTS[dialect],
                )
                config = uvicorn.Config(
                    application, log_level="critical", access_log=False, lifespan="off", date_header=False
                )
                holder.append(server.Server(config, started.set))
                holder[0].run(sockets=[taken])

        thread = threading.Thread(target=run)
        thread.start()
        assert started.wait(20)
        try:
            yield peer
        finally:
            holder[0].should_exit = True
            session.close()
            thread.join(20)


@pytest.fixture(scope="session")
def peer(year: Path) -> Iterator[Peer]:
    """Serve the year; its clock stands at the end."""
    with served(year) as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path) -> Callable[..., object]:
    """Serve a small state file of the test's own."""

    def start(**options: str) -> object:
        return served(fill(tmp_path / "own.db", months=2, scale=0.2), **options)

    return start
