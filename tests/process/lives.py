"""A simulated document system that misbehaves, a clock that moves, and the program killed on the way."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import compare
from houses import ENVIRONMENT, PROGRAM, House, Peer, simulator

FIRST = datetime.fromisoformat("2025-12-01T08:00:00+07:00")


@dataclass(frozen=True)
class Life:
    """One simulated system with its house; the clock is ours."""

    peer: Peer
    house: House
    plan: tuple[str, ...]

    def at(self, now: datetime) -> None:
        """Move the clock."""
        part = self.peer.folder / "clock.part"
        part.write_text(now.isoformat())
        part.replace(self.peer.folder / "clock")

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat((self.peer.folder / "clock").read_text())

    def settle(self, program: Sequence[str] | None = None, runs: int = 30) -> None:
        """Run until nothing is left to do but what waits for a person, the clock moving by minutes."""
        for _ in range(runs):
            line = [*(program or PROGRAM), "run", "--once", "--json", "-c", str(self.house.config)]
            done = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)
            assert done.returncode in (0, 75), done.stderr[-3000:]
            counts = json.loads(done.stdout)["sources"]["qlvb"] if done.returncode == 0 else {}
            if counts and counts["push"]["waiting"] == len(self.refused()):
                return
            self.at(self.now + timedelta(minutes=20))
        assert program is not None, counts  # a planted bug may keep at it for ever

    def refused(self) -> list[object]:
        """Give the pushes that wait for a person."""
        done = self.house.run("outbox", "list", "--json")
        assert done.returncode == 0, done.stderr
        return [row for row in json.loads(done.stdout) if row["next_try"] == "a-person"]

    def truth(self) -> Path:
        """Let the simulator tell the truth of now."""
        file = self.peer.folder / "truth-now.json"
        line = [*PROGRAM, "simulate", *self.plan, "--no-serve", "--now", self.now.isoformat(), "--truth", str(file)]
        subprocess.run(line, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        return file

    def differences(self, refused: int = 0) -> list[str]:
        """Compare what came in and what went out."""
        truth, state = self.truth(), self.peer.folder / "state.db"
        return compare.way_in(truth, self.house.config) + compare.way_back(truth, self.house.config, state, refused)


@contextmanager
def life(  # noqa: PLR0913 - each one a side of a life
    folder: Path,
    *modes: str,
    seed: int = 1,
    scale: float = 0.03,
    months: int = 4,
    hide: Sequence[str] = (),
    double: Sequence[str] = (),
    every_s: float = 60,
    database: str = "",
    spoken: Mapping[str, str] | None = None,
) -> Iterator[Life]:
    """Begin a life: a simulator with its clock at `FIRST`, and a house that is allowed to push.

    `spoken` names another `connector` and `mapping` than those for SOAP.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "peer").mkdir(exist_ok=True)
    (folder / "peer" / "clock").write_text(FIRST.isoformat())
    more = [part for mode in modes for part in ("--mode", mode)] + [part for one in hide for part in ("--hide", one)]
    more += [part for one in double for part in ("--double", one)]
    more += ["--clock-file", str(folder / "peer" / "clock"), "--late-s", "2.5"]
    with simulator(folder / "peer", seed=seed, scale=scale, months=months, more=more) as peer:
        house = House(folder / "house")
        house.folder.mkdir(exist_ok=True)
        more_settings = f'database = "{database}"'
        house.configure(
            peer,
            clock="source:qlvb",
            options="timeout_s = 1.5",
            more=more_settings,
            source=f"every_s = {every_s}",
            **(spoken or {}),
        )
        for asked in (("activate", "all"), ("push", "enable", "qlvb")):
            done = house.run(*asked, "--reason", "thử")
            assert done.returncode == 0, done.stderr
        plan = ("--state", str(peer.folder / "state.db"), "--seed", str(seed), "--scale", str(scale))
        yield Life(peer=peer, house=house, plan=(*plan, "--months", str(months)))
