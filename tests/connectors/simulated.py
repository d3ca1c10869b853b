"""The simulator, served over real HTTP in a thread, with a few weeks of documents."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import uvicorn

from adapter.simulator import agencies, server, service, state
from adapter.simulator.generator import Plan
from adapter.simulator.modes import Manners, read

USER, PASSWORD = "nhiemvu", "mật khẩu"
CLOCK = datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC)
MONTHS = 2


def fill(file: Path) -> None:
    """Make some hundred documents, every kind of trouble among them."""
    plan = Plan(seed=7, scale=1.0, start=date(2025, 11, 1))
    state.fill(file, plan, agencies.shipped(), MONTHS)


@contextlib.contextmanager
def serving(file: Path, port: int = 0, *, mode: str = "obeys", late_s: float = 1.5) -> Iterator[str]:
    """Serve a filled state in one of its modes; gives the endpoint."""
    manners = Manners(modes=(read(mode),), late_s=late_s)
    taken = server.bind("127.0.0.1", port)
    ready = threading.Event()
    running: list[uvicorn.Server] = []

    def run() -> None:
        with closing(state.connect(file)) as connection:
            application = service.application(
                connection, clock=lambda: CLOCK, user=USER, password=PASSWORD, manners=manners
            )
            config = uvicorn.Config(
                application, log_level="critical", access_log=False, lifespan="off", date_header=False
            )
            running.append(server.Server(config, ready.set))
            running[0].run(sockets=[taken])

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(10)
        yield f"http://127.0.0.1:{taken.getsockname()[1]}{service.PATH}"
    finally:
        running[0].should_exit = True
        thread.join(10)
        taken.close()
