"""The shipped program and the simulator as processes, as a user has them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = [sys.executable, "-m", "adapter.cli"]
YEAR_END = "2026-10-31T23:59:59+07:00"
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("NHIEMVU_", "LC_", "LANG"))}


@dataclass(frozen=True)
class Peer:
    """A running simulator."""

    folder: Path
    url: str
    wsdl: str
    rest: str
    process: subprocess.Popen[bytes]

    @property
    def truth(self) -> Path:
        """Where the generator wrote what it planted."""
        return self.folder / "truth.json"


@contextmanager
def simulator(
    folder: Path,
    *,
    now: str = YEAR_END,
    months: int = 12,
    scale: float = 0.1,
    seed: int = 7,
    port: int = 0,
    more: Sequence[str] = (),
) -> Iterator[Peer]:
    """Run a simulator whose clock stands at `now`."""
    folder.mkdir(exist_ok=True)
    password, ready = folder / "password", folder / "ready.json"
    password.write_text("mật-khẩu-thử-9")
    ready.unlink(missing_ok=True)
    options = {
        "state": folder / "state.db", "seed": seed, "scale": scale, "months": months, "now": now, "port": port,
        "user": "nhiemvu", "password-file": password, "ready-file": ready, "truth": folder / "truth.json",
    }  # fmt: skip
    line = [
        *PROGRAM,
        "simulate",
        *(part for key, value in options.items() for part in (f"--{key}", str(value))),
        *more,
    ]
    with (folder / "simulator.log").open("wb") as log:
        process = subprocess.Popen(line, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=ENVIRONMENT)
    try:
        for _ in range(1200):
            if ready.exists():
                break
            assert process.poll() is None, (folder / "simulator.log").read_text()
            time.sleep(0.05)
        told = json.loads(ready.read_text())
        yield Peer(folder=folder, url=told["url"], wsdl=told["wsdl"], rest=told["rest"], process=process)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


@dataclass(frozen=True)
class House:
    """A folder with settings, in which the shipped program runs."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def configure(self, peer: Peer, **changes: str) -> None:
        """Write settings for a peer; `changes` replace single values."""
        values = {
            "data": "data", "mapping": "builtin:simulator.yaml", "endpoint": peer.url, "wsdl": peer.wsdl,
            "password": peer.folder / "password", "more": "", "clock": "system", "options": "", "source": "",
            "connector": "soap",
        } | changes  # fmt: skip
        soap = f'endpoint = "{values["endpoint"]}"\nwsdl = "{values["wsdl"]}"'
        self.config.write_text(
            f"""language = "en"
data_directory = "{values["data"]}"
{values["more"]}
clock = "{values["clock"]}"
[log]
level = "debug"
format = "json"

[sources.qlvb]
connector = "{values["connector"]}"
mapping = "{values["mapping"]}"
{values["source"]}

[sources.qlvb.options]
{soap if values["connector"] == "soap" else f'url = "{peer.rest}"'}
username = "nhiemvu"
password_file = "{values["password"]}"
{values["options"]}
""",
            "utf-8",
        )

    def start(self, *command: str, program: list[str] | None = None) -> subprocess.Popen[bytes]:
        """Start the program without waiting for it."""
        line = [*(program or PROGRAM), *command, "-c", str(self.config)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run the program to its end."""
        line = [*PROGRAM, *command, "-c", str(self.config)]
        return subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)

    def log_size(self) -> int:
        """Give the size of the log, as the program tells it."""
        done = self.run("log", "verify", "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        return int(json.loads(done.stdout)["size"])
