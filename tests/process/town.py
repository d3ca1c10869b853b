"""A town: two document systems with services and one that leaves files, one daemon beside them, one clock for all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import compare
from dropping import Dropping
from houses import ENVIRONMENT, PROGRAM, House, Peer, simulator

FIRST = datetime.fromisoformat("2025-12-01T08:00:00+07:00")
SERVICES = {"mot": (3, 0), "hai": (8, 20_000)}
"""Source → seed, and where its numbers begin: three offices number apart from each other."""
FILES = ("ba", 5, 40_000)
SCALE, MONTHS = 0.03, 4


@dataclass(frozen=True)
class Town:
    """Everything that runs but the daemon; the clock is ours."""

    folder: Path
    house: House
    peers: dict[str, Peer]
    files: Dropping

    def at(self, now: datetime) -> None:
        """Move the clock, and let the third system leave what it has by then."""
        part = self.folder / "clock.part"
        part.write_text(now.isoformat())
        part.replace(self.folder / "clock")
        self.files.drop(now)

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat((self.folder / "clock").read_text())

    def settle(self, seconds: float = 90) -> None:
        """Wait until nothing is left to tell anybody, the clock moving by minutes for what is tried again later."""
        end = time.monotonic() + seconds
        steady = 0
        while steady < 2:
            assert time.monotonic() < end, self.house.run("status").stdout
            rounds = self.rounds()
            while any(self.rounds()[name] < done + 2 for name, done in rounds.items()):
                assert time.monotonic() < end, ("no rounds", rounds, self.rounds())
                time.sleep(0.1)
            told = self.house.run("outbox", "list", "--json")
            waiting = json.loads(told.stdout) if told.returncode == 0 else [told.stderr]
            steady = 0 if waiting else steady + 1
            if waiting:
                self.at(self.now + timedelta(minutes=20))

    def rounds(self) -> dict[str, int]:
        """Count how often each source's documents were listed so far."""
        return {name: len(logged(self.house, "listing", source=name, stream="documents")) for name in self.names}

    @property
    def names(self) -> tuple[str, ...]:
        return (*SERVICES, FILES[0])

    def differences(self) -> list[str]:
        """Compare every source with its own truth."""
        found = []
        for name, peer in self.peers.items():
            seed, numbers = SERVICES[name]
            truth = self.folder / f"truth-{name}.json"
            line = [*PROGRAM, "simulate", "--state", str(peer.folder / "state.db"), *plan(seed, numbers), "--no-serve"]
            line += ["--now", self.now.isoformat(), "--truth", str(truth)]
            subprocess.run(line, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
            found += [f"{name}: {one}" for one in compare.way_in(truth, self.house.config, name)]
            state = peer.folder / "state.db"
            found += [f"{name}: {one}" for one in compare.way_back(truth, self.house.config, state, source=name)]
        name = FILES[0]
        truth = self.files.tell(self.now, self.folder / f"truth-{name}.json")
        found += [f"{name}: {one}" for one in compare.way_in(truth, self.house.config, name)]
        told = json.loads(truth.read_text("utf-8"))
        return found + [f"{name}: {one}" for one in compare.standings(told, self.files.applied())]


def plan(seed: int, numbers: int) -> Sequence[str]:
    """Give the options that make one office."""
    options = {"seed": seed, "scale": SCALE, "months": MONTHS, "numbers-from": numbers}
    return [part for key, value in options.items() for part in (f"--{key}", str(value))]


@contextmanager
def town(folder: Path, database: str = "", modes: Sequence[str] = ()) -> Iterator[Town]:
    """Found a town with its clock at `FIRST`; every source may be told. `modes` are those of the second service."""
    (folder / "clock").write_text(FIRST.isoformat())
    with ExitStack() as stack:
        peers = {}
        for name, (seed, numbers) in SERVICES.items():
            more = ["--clock-file", str(folder / "clock"), "--numbers-from", str(numbers), "--late-s", "2.5"]
            more += [part for mode in modes if name == "hai" for part in ("--mode", mode)]
            one = simulator(folder / name, seed=seed, scale=SCALE, months=MONTHS, more=more)
            peers[name] = stack.enter_context(one)
        house = House(folder / "house")
        house.folder.mkdir()
        house.config.write_text(settings(peers, folder, database), "utf-8")
        _, seed, numbers = FILES
        options = {"seed": seed, "scale": SCALE, "months": MONTHS, "numbers_from": numbers}
        found = Town(folder, house, peers, Dropping.begin(folder / "drop", folder / "drop.db", **options))
        found.files.tell(FIRST, folder / "truth-first.json")  # makes the file
        found.at(FIRST)
        for asked in (("activate", "all"), *(("push", "enable", name) for name in found.names)):
            done = house.run(*asked, "--reason", "thử")
            assert done.returncode == 0, done.stderr
        yield found


def settings(peers: dict[str, Peer], folder: Path, database: str) -> str:
    """Write settings for everything."""
    services = "".join(
        f"""
[sources.{name}]
connector = "soap"
mapping = "builtin:simulator.yaml"
every_s = 0.3
connections = 3
[sources.{name}.options]
endpoint = "{peer.url}"
wsdl = "{peer.wsdl}"
username = "nhiemvu"
password_file = "{peer.folder / "password"}"
timeout_s = 1.5
"""
        for name, peer in peers.items()
    )
    return f"""language = "en"
data_directory = "data"
database = "{database}"
clock = "source:mot"
[log]
level = "debug"
format = "json"
{services}
[sources.ba]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
every_s = 0.3
[sources.ba.options]
drop_directory = "{folder / "drop"}"
settle_s = 0.05
"""


@contextmanager
def daemon(house: House, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the daemon; what it says goes to files beside the settings."""
    line = [*PROGRAM, "run", *more, "-c", str(house.config)]
    with (house.folder / "out").open("ab") as out, (house.folder / "err").open("ab") as err:
        # What is forgotten to be closed is told, and logged as `warned` or `unraisable`.
        environment = {**ENVIRONMENT, "PYTHONWARNINGS": "default::ResourceWarning"}
        process = subprocess.Popen(line, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGCONT)
            process.kill()
        process.wait()


def logged(house: House, event: str, **equals: str) -> list[dict[str, Any]]:
    """Give what the daemon logged under a name so far."""
    file = house.folder / "err"
    # Who is killed between a line and its end has the next one's beginning behind it.
    lines = file.read_text("utf-8", "replace").replace("}{", "}\n{").splitlines() if file.exists() else []
    mark = f'"event": "{event}"'
    found = [json.loads(line) for line in lines if mark in line and line.endswith("}")]
    return [line for line in found if line["event"] == event and equals.items() <= line.items()]


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that has to come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)
