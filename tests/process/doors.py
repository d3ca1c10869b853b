"""Many small document systems, each behind a door of its own at which one chosen operation goes wrong.

The systems are real simulators, served over HTTP. The door in front of each passes everything on as it is, but for the
operations on which it has been told to misbehave; how is in `faults`. One house may stand beside all doors at once:
every system numbers its documents apart from the others.
"""

from __future__ import annotations

import http.client
import itertools
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import faulty_peer as fp
import uvicorn
from faults import Answer, Call, Fault
from starlette.applications import Starlette
from starlette.routing import Mount

from adapter.simulator import agencies, server, service, state, truth
from adapter.simulator.generator import Plan

NEW_FROM = "2025-12-01"
USER, PASSWORD = "nhiemvu", "mật-khẩu-cửa-7"
FIRST_DAY = date(2025, 11, 1)
MONTHS = 2
SCALE = 0.008
APART = 4000
"""So many numbers lie between those of two systems."""

PAGE = re.compile(rb"^\S+ /([a-z0-9-]+)(/\S*) ")
OPERATION = re.compile(rb"<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+)")


@dataclass
class Door:
    """One system, and what is wrong at its door."""

    name: str
    number: int
    fault: Fault | None
    state: Path
    answers: dict[str, Answer] = field(default_factory=dict)  #: the last one of each operation
    asked: Counter[str] = field(default_factory=Counter)
    took_s: list[float] = field(default_factory=list)  #: from a request to its wrong end


@dataclass
class Street:
    """All doors; `wrong` names the operations on which they misbehave just now."""

    folder: Path
    doors: Mapping[str, Door]
    now: datetime
    trap: fp.FaultyPeer
    late_s: float = 1.5
    wrong: frozenset[str] = frozenset()
    upstream: int = 0  #: port of the simulators
    here: fp.FaultyPeer | None = None

    @property
    def address(self) -> str:
        assert self.here is not None
        return self.here.url.removesuffix("/service")

    def url(self, name: str) -> str:
        """Give the address of the service behind a door."""
        return f"{self.address}/{name}{service.PATH}"

    def truth(self, names: Sequence[str]) -> Path:
        """Tell the truth of now of several systems together."""
        told: dict[str, list[object]] = {}
        for name in names:
            for part, rows in self.truth_of(name).items():
                told.setdefault(part, []).extend(rows if isinstance(rows, list) else [])
        file = self.folder / f"truth-{names[0]}.json"
        file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        return file

    def truth_of(self, name: str) -> dict[str, object]:
        """Tell the truth of now of one system."""
        with closing(state.connect(self.doors[name].state)) as connection:
            return truth.tell(connection, int(self.now.timestamp()))

    def serve(self, talk: fp.Talk) -> None:
        """Deal with one request at a door."""
        head = talk.request.partition(b"\r\n\r\n")[0]
        found = PAGE.match(head)
        assert found is not None, head
        door, path = self.doors[found[1].decode()], found[2].decode()
        named = OPERATION.search(talk.request)
        operation = named[1].decode() if named else "WSDL"
        door.asked[operation] += 1

        def carry_out() -> Answer:
            return self._carry_out(door, operation, path, talk.request)

        call = Call(
            talk=talk, operation=operation, carry_out=carry_out, trap=self.trap.url, late_s=self.late_s,
            former=door.answers.get(operation),
        )  # fmt: skip
        if operation not in self.wrong or door.fault is None:
            call.say(carry_out())
            return
        began = time.monotonic()
        try:
            door.fault.script(call)
        finally:
            # What says nothing, or has no end, ends when the program hangs up.
            door.took_s.append(time.monotonic() - began)

    def _carry_out(self, door: Door, operation: str, path: str, request: bytes) -> Answer:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        passed = {name.decode(): value.decode("latin-1") for name, value in lines.items() if name != b"Connection"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=30)) as way:
            way.request(head.split(b" ", 1)[0].decode(), f"/{door.name}{path}", body, passed)
            got = way.getresponse()
            kept = ("content-type", "www-authenticate", "date")
            heads = tuple(f"{name}: {value}" for name, value in got.getheaders() if name.lower() in kept)
            answer = Answer(status=f"{got.status} {got.reason}", heads=heads, body=got.read())
        door.answers[operation] = answer
        return answer


@contextmanager
def street(folder: Path, faults: Sequence[Fault], goods: int, now: datetime, until: datetime) -> Iterator[Street]:
    """Open a door for every fault, after some at which nothing is ever wrong.

    The clock stands at `now`; something new comes between then and `until`.
    """
    folder.mkdir(exist_ok=True)
    trap = fp.FaultyPeer(fp.answer("<caught/>"))
    doors = {}
    for number, fault in enumerate([*[None] * goods, *faults]):
        name = f"door-{number}"
        doors[name] = Door(name=name, number=number, fault=fault, state=folder / f"{name}.db")
        _fill(doors[name], until)
    made = Street(folder=folder, doors=doors, now=now, trap=trap)
    with _simulators(made) as port:
        made.upstream, made.here = port, fp.FaultyPeer(made.serve)
        try:
            yield made
        finally:
            made.here.stop()
            trap.stop()


def _fill(door: Door, until: datetime) -> None:
    """Make a system that has something to be told of, and something new in its last weeks; chance says what."""
    for seed in itertools.count(door.number, 1000):
        plan = Plan(seed=seed, scale=SCALE, start=FIRST_DAY, numbers_from=APART * (1 + door.number))
        state.fill(door.state, plan, agencies.shipped(), MONTHS)
        with closing(state.connect(door.state)) as connection:
            told = truth.tell(connection, int(until.timestamp()))
        new = [one for one in told["documents"] if one["verdict"] == "tasks" and one["issued_on"] > NEW_FROM]
        if 1 < len(told["standings"]) < 7 and new:
            return
        for file in door.state.parent.glob(f"{door.name}.db*"):
            file.unlink()


@contextmanager
def _simulators(made: Street) -> Iterator[int]:
    """Serve every system under its name, each as the simulator serves one."""
    taken = server.bind("127.0.0.1", 0)
    ready = threading.Event()
    running: list[uvicorn.Server] = []

    def run() -> None:
        files = {name: state.connect(door.state) for name, door in made.doors.items()}
        routes = [
            Mount(
                f"/{name}",
                service.application(file, clock=lambda: made.now, user=USER, password=PASSWORD),
            )
            for name, file in files.items()
        ]
        config = uvicorn.Config(
            Starlette(routes=routes), log_level="critical", access_log=False, lifespan="off", date_header=False
        )
        running.append(server.Server(config, ready.set))
        running[0].run(sockets=[taken])
        for file in files.values():
            file.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(10)
        yield taken.getsockname()[1]
    finally:
        running[0].should_exit = True
        thread.join(10)
        taken.close()


def day(text: str) -> datetime:
    """Give eight in the morning of a day in Vietnam."""
    return datetime.fromisoformat(f"{text}T08:00:00+07:00").astimezone(UTC)
