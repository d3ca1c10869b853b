"""The simulated document system of the demo: a process of its own, as a real one would be, with a clock we may set."""

from __future__ import annotations

import json
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adapter import wire
from adapter.cli.session import Session

SOURCE = "qlvb"
READY_WITHIN_S = 120

CONFIG = """\
# Written by `nhiemvu demo`; every setting is explained in config.example.toml.
data_directory = "data"
# Simulated time: the day is the one of the simulated system.
clock = "source:{source}"

[sources.{source}]
connector = "soap"
mapping = "builtin:simulator.yaml"

[sources.{source}.options]
endpoint = "{endpoint}"
wsdl = "{wsdl}"
username = "nhiemvu"
password_file = "{password_file}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """The running simulator and the settings by which it is reached."""

    directory: Path
    url: str
    config: Path

    def set_clock(self, now: datetime) -> None:
        """Move the simulator's clock."""
        _write(self.directory / "clock", now.isoformat())


def prepare(directory: Path, wanted: Mapping[str, float]) -> None:
    """Make the folder; what an earlier demo has left there goes, because its days are over."""
    directory.mkdir(parents=True, exist_ok=True)
    made = directory / "demo.json"
    if made.exists():
        shutil.rmtree(directory / "data", ignore_errors=True)
        for left in (*directory.glob("simulator.*"), directory / "truth.json"):
            left.unlink(missing_ok=True)
    made.write_text(json.dumps(wanted), "utf-8")
    password = directory / "password"
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(18), "utf-8")


@contextmanager
def simulator(session: Session, directory: Path, months: int, now: datetime) -> Iterator[Peer]:
    """Run the simulator, its clock at `now`, until the caller is done with it."""
    _write(directory / "clock", now.isoformat())
    ready = directory / "simulator.ready.json"
    command = [*_command(directory, months), "--user", "nhiemvu", "--clock-file", str(directory / "clock")]
    command += ["--password-file", str(directory / "password"), "--ready-file", str(ready)]
    # Standard output belongs to the result: with --json another program reads it.
    session.complain(session.text("demo.starting"))
    with (directory / "simulator.log").open("wb") as log:
        # In a session of its own: Ctrl+C ends the demo, and the demo ends the simulator.
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    # Asked to stop, the demo does not leave the simulator behind.
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        told = _wait(process, ready)
        yield Peer(directory=directory, url=told["url"], config=_write_config(directory, told))
    finally:
        signal.signal(signal.SIGTERM, before)
        process.terminate()
        process.wait(timeout=30)


def tell_truth(directory: Path, months: int, now: datetime) -> None:
    """Let the simulator write down what it planted, as of a moment, for whoever wants to compare."""
    command = [*_command(directory, months), "--no-serve", "--now", now.isoformat()]
    subprocess.run([*command, "--truth", str(directory / "truth.json")], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program


def _command(directory: Path, months: int) -> list[str]:
    made = json.loads((directory / "demo.json").read_text("utf-8"))
    command = [sys.executable, "-m", "adapter.cli", "simulate", "--state", str(directory / "simulator.db")]
    return [*command, "--seed", str(made["seed"]), "--scale", str(made["scale"]), "--months", str(months)]


def _wait(process: subprocess.Popen[bytes], ready: Path) -> dict[str, str]:
    for _ in range(READY_WITHIN_S * 20):
        if ready.exists():
            peer: dict[str, str] = json.loads(ready.read_text("utf-8"))
            return peer
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise wire.Later("demo.simulator-did-not-start", log=str(ready.with_name("simulator.log")))


def _write_config(directory: Path, told: Mapping[str, str]) -> Path:
    config = directory / "config.toml"
    password_file = (directory / "password").resolve()
    text = CONFIG.format(source=SOURCE, endpoint=told["url"], wsdl=told["wsdl"], password_file=password_file)
    config.write_text(text, "utf-8")
    return config


def _write(file: Path, text: str) -> None:
    """Write a file whole: who reads it at any moment never reads half of it."""
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, "utf-8")
    part.replace(file)
