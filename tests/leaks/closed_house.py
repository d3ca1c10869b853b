"""A folder in which the shipped program runs, with all that it writes: data, figures, output, temporary files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import second_service

PROGRAM = [sys.executable, "-m", "adapter.cli"]
HERE = Path(__file__).parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("NHIEMVU_", "LC_", "LANG"))}
CORE = ["sh", "-c", 'ulimit -c 4096; exec "$@"', "sh"]
"""Begins a program that may leave some megabytes of its memory behind when it dies."""

LOOKS = (
    ("status",),
    ("status", "--json"),
    ("account", "--json"),
    ("alert", "list"),
    ("task", "list", "--json", "--scope", "all"),
    ("log", "verify"),
    ("config", "show"),
    ("outbox", "list", "--all", "--json"),
    ("report", "--period", "2025-11"),
    ("source", "list"),
    ("explain", "secrecy.stamp"),
)
"""Every way to look at what is there, but for the one that names what is held."""

HELD = ("quarantine", "list", "--json")


def planted(name: str, *arguments: str) -> list[str]:
    """Give the program with something planted in it."""
    return [sys.executable, str(HERE / f"planted_{name}.py"), *arguments]


@dataclass
class ClosedHouse:
    """Where the program runs; what belongs to the sources (files dropped, passwords) lies in `outside`."""

    folder: Path
    outside: Path
    level: str = "debug"
    style: str = "json"
    runs: int = 0
    sources: list[str] = field(default_factory=list)  #: tables of the settings

    def __post_init__(self) -> None:
        for place in (self.folder, self.outside, self.said, self.tmp, self.cwd):
            place.mkdir(parents=True, exist_ok=True)
        self.password.write_text(second_service.PASSWORD, "utf-8")

    @property
    def said(self) -> Path:
        return self.folder / "said"

    @property
    def tmp(self) -> Path:
        return self.folder / "tmp"

    @property
    def cwd(self) -> Path:
        return self.folder / "cwd"

    @property
    def password(self) -> Path:
        return self.outside / "password"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def add_service(self, name: str, mapping: str, url: str, *, absent_opens: str = "") -> None:
        """Add a source that is a service."""
        (self.folder / f"{name}.yaml").write_text(mapping, "utf-8")
        self._add(name, "soap", absent_opens, {
            "endpoint": url, "wsdl": f"{url}?wsdl", "username": second_service.USERNAME, "password_file": self.password,
        })  # fmt: skip

    def add_folder(self, name: str, mapping: str, *, absent_opens: str = "") -> Path:
        """Add a source that leaves files; give where."""
        (self.folder / f"{name}.yaml").write_text(mapping, "utf-8")
        drops = self.outside / name
        (drops / "documents").mkdir(parents=True)
        self._add(name, "folder", absent_opens, {"drop_directory": drops})
        with self.config.open("a", encoding="utf-8") as settings:
            settings.write("settle_s = 0\n")
        return drops / "documents"

    def _add(self, name: str, connector: str, absent_opens: str, options: dict[str, object]) -> None:
        if not self.sources:
            self.config.write_text(
                f'language = "en"\ndata_directory = "data"\n[log]\nlevel = "{self.level}"\nformat = "{self.style}"\n'
                f'[metrics]\ntextfile = "{self.folder / "figures.prom"}"\n',
                "utf-8",
            )
        self.sources.append(name)
        lines = "".join(f'{key} = "{value}"\n' for key, value in options.items())
        with self.config.open("a", encoding="utf-8") as settings:
            settings.write(
                f'[sources.{name}]\nconnector = "{connector}"\nmapping = "{name}.yaml"\nrepeats = 0\nevery_s = 0.5\n'
                f'absent_secrecy_opens = "{absent_opens}"\n[sources.{name}.options]\n{lines}'
            )

    def start(
        self, *command: str, program: Sequence[str] = PROGRAM, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start the program; what it says goes to files of its own."""
        self.runs += 1
        name = f"{self.runs:03d}-{command[0]}"
        line = [*CORE, *program, *command]
        if command[0] != "explain":
            line += ["-c", str(self.config)]
        env = self._environment() | (environment or {})
        with (self.said / f"{name}.out").open("wb") as out, (self.said / f"{name}.err").open("wb") as err:
            return subprocess.Popen(line, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=env, cwd=self.cwd)

    def run(self, *command: str, program: Sequence[str] = PROGRAM, environment: dict[str, str] | None = None) -> int:
        """Run the program to its end; give its exit code."""
        with self.start(*command, program=program, environment=environment) as process:
            return process.wait(timeout=300)

    @contextmanager
    def spoilt(self) -> Iterator[Callable[[str, str, int], int]]:
        """Give a way to run a round with trouble at a place, of a kind, at the nth time; it gives the exit code."""
        line = [*CORE, sys.executable, str(HERE / "planted_often.py")]
        with subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment(), cwd=self.cwd, text=True
        ) as loaded:

            def once(place: str, kind: str, nth: int) -> int:
                assert loaded.stdin is not None
                assert loaded.stdout is not None
                self.runs += 1
                said = {end: str(self.said / f"{self.runs:03d}-run.{end}") for end in ("out", "err")}
                command = ["run", "--once", "-c", str(self.config)]
                asked = {"place": place, "kind": kind, "nth": nth, "command": command, **said}
                loaded.stdin.write(json.dumps(asked) + "\n")
                loaded.stdin.flush()
                return int(loaded.stdout.readline())

            yield once

    def _environment(self) -> dict[str, str]:
        return ENVIRONMENT | {"TMPDIR": str(self.tmp), "PYTHONFAULTHANDLER": "1"}

    def out(self) -> str:
        """Give what the last command put on standard output."""
        return next(self.said.glob(f"{self.runs:03d}-*.out")).read_text("utf-8")

    def err(self) -> str:
        """Give what the last command put on standard error."""
        return next(self.said.glob(f"{self.runs:03d}-*.err")).read_text("utf-8")

    def look(self) -> None:
        """Run every command that looks at what is there."""
        for command in LOOKS:
            code = self.run(*command)
            assert code in (0, 1), (command, code, self.err())
        assert self.run(*HELD) in (0, 1)
