"""The witness as a process, as another department runs it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import naive_log
from houses import ENVIRONMENT, PROGRAM

from adapter.core import notes
from adapter.witness import place

PLANTED = [sys.executable, str(Path(__file__).with_name("planted_witness.py"))]


@dataclass(frozen=True)
class Service:
    url: str
    process: subprocess.Popen[str]


def said(directory: Path, command: str, *more: str, code: int = 0) -> str:
    line = [*PROGRAM, "log", "witness", command, "--directory", str(directory), *more]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT | {"LANG": "en"})
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def made(directory: Path, *logs: naive_log.Log) -> str:
    """Make a witness that watches logs, as its commands do; give its verifier key."""
    key = str(place.make(directory, "").verifier)
    for log in logs:
        place.watch(directory, notes.verifier(log.vkey))
    return key


@contextmanager
def serving(directory: Path, **planted: str) -> Iterator[Service]:
    line = [*(PLANTED if planted else PROGRAM), "log", "witness", "serve", "--directory", str(directory)]
    process = subprocess.Popen(
        [*line, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=ENVIRONMENT | planted,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, process.communicate(timeout=20)
        yield Service(url=found[0], process=process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
