"""`docs/worked-example.md` followed word by word: its commands run, its pieces of YAML put where they belong.

A piece takes the place of the one that begins with the same key; what is not there yet goes to the end.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from houses import ENVIRONMENT

GUIDE = Path(__file__).parents[2] / "docs" / "worked-example.md"
BLOCK = re.compile(r"^```(sh|text|yaml|toml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PORT = "8437"
"""The port of the manual; a test takes one that is free."""

MAPPING = Path("mappings") / "vbdh.yaml"


@dataclass
class Follower:
    """A person at a shell, in a folder of their own."""

    folder: Path
    port: int
    transcript: list[tuple[str, int, str]] = field(default_factory=list)  #: command, exit code, output
    simulator: subprocess.Popen[bytes] | None = None

    def follow(self, text: str) -> Iterator[tuple[str, str]]:
        """Do what the manual says, piece by piece; gives each output that it shows with the one that came."""
        came = ""
        for kind, piece in BLOCK.findall(text):
            if kind == "sh":
                came = "".join(self.run(line) for line in _commands(piece.replace(PORT, str(self.port))))
            elif kind == "text":
                yield piece.replace(PORT, str(self.port)), came
            elif kind == "toml":
                (self.folder / "config.toml").write_text(piece.replace(PORT, str(self.port)), "utf-8")
            else:
                put(self.folder / MAPPING, piece)

    def run(self, command: str) -> str:
        """Run one command."""
        if command.startswith("nhiemvu simulate"):
            return self._simulate(command)
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        self.transcript.append((command, done.returncode, done.stdout + done.stderr))
        return done.stdout + done.stderr

    def _simulate(self, command: str) -> str:
        line = ["bash", "-c", f"exec {command} --ready-file ready.json"]
        with (self.folder / "simulator.log").open("wb") as log:
            self.simulator = subprocess.Popen(line, cwd=self.folder, env=self.environment, stdout=log, stderr=log)
        for _ in range(1200):
            if (self.folder / "ready.json").exists():
                break
            assert self.simulator.poll() is None, (self.folder / "simulator.log").read_text()
            time.sleep(0.05)
        return (self.folder / "simulator.log").read_text("utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """Give an English terminal on which the program is installed."""
        path = os.pathsep.join([str(self.folder / "bin"), ENVIRONMENT["PATH"]])
        return {**ENVIRONMENT, "PATH": path, "LC_ALL": "en_US.UTF-8", "COLUMNS": "110", "PYTHONPATH": _beside()}


def _beside() -> str:
    return str(Path(__file__).parents[2])


@contextmanager
def following(folder: Path, port: int) -> Iterator[Follower]:
    """Give a person in an empty folder; the simulator they start ends with them."""
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "nhiemvu"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m adapter.cli "$@"\n')
    program.chmod(0o755)
    follower = Follower(folder=folder, port=port)
    try:
        yield follower
    finally:
        if follower.simulator is not None:
            follower.simulator.send_signal(signal.SIGTERM)
            follower.simulator.wait(timeout=30)


def _commands(piece: str) -> list[str]:
    """Give the commands of a piece; a line that ends with a backslash goes on."""
    return [line for line in piece.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]


def put(mapping: Path, piece: str) -> None:
    """Put a piece of YAML in place of the one that begins with the same line, or at the end."""
    lines = mapping.read_text("utf-8").splitlines()
    wanted = piece.rstrip("\n").splitlines()
    key = wanted[0].partition(":")[0] + ":"
    found = [number for number, line in enumerate(lines) if line.startswith(key)]
    assert len(found) <= 1, f"{key!r} stands there {len(found)} times"
    begin = found[0] if found else len(lines)
    end = begin + 1 if found else begin
    deep = _depth(wanted[0])
    while end < len(lines) and (not lines[end].strip() or _depth(lines[end]) > deep):
        end += 1
    lines[begin:end] = wanted
    mapping.write_text("\n".join(lines) + "\n", "utf-8")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def lacking(shown: str, came: str) -> list[str]:
    """Give the lines that the manual shows and the program did not print; `…` stands for anything."""
    plain = _plain(came)
    return [
        line
        for line in shown.splitlines()
        if _plain(line).strip(" …")
        and not re.search(".*?".join(re.escape(part.strip()) for part in _plain(line).split("…")), plain)
    ]


def _plain(text: str) -> str:
    """Leave out lines of tables and runs of space."""
    return re.sub(r"[\s─━│┃┏┓┗┛┡┩└┘├┤┬┴╇╈┼┳┻╋┠┨╡╞]+", " ", text)
