"""`nhiemvu simulate` as a process: it fills, tells the truth, serves, and ends when it is asked to."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

pytestmark = pytest.mark.process

PROGRAM = [sys.executable, "-m", "adapter.cli", "simulate"]
SMALL = ["--scale", "0.05", "--months", "2"]


def run(*options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *map(str, options)], capture_output=True, text=True, check=False, timeout=60)


def test_it_serves_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    ready, password = tmp_path / "ready.json", tmp_path / "password"
    password.write_text("bí mật\n", "utf-8")
    options = ["--state", tmp_path / "s.db", *SMALL, "--ready-file", ready, "--truth", tmp_path / "truth.json"]
    options += ["--user", "u", "--password-file", password]
    for number in (signal.SIGTERM, signal.SIGINT):
        ready.unlink(missing_ok=True)
        with subprocess.Popen([*PROGRAM, *map(str, options)], stdout=subprocess.PIPE, text=True) as process:
            for _ in range(600):
                if ready.exists():
                    break
                time.sleep(0.05)
            told = json.loads(ready.read_text())
            assert set(told) == {"url", "wsdl", "rest"}
            with requests.Session() as session:
                session.trust_env = False
                assert b"<wsdl:definitions" in session.get(told["wsdl"], timeout=10).content
                assert session.post(told["url"], data=b"", timeout=10).status_code == 401
                session.auth = ("u", "bí mật".encode())
                assert session.post(told["url"], data=b"", timeout=10).status_code == 500
            process.send_signal(number)
            said, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert told["url"] in said
    assert json.loads((tmp_path / "truth.json").read_text())["now"] == "2025-12-31T23:59:59+07:00"


def test_it_tells_the_truth_of_a_moment_without_serving(tmp_path: Path) -> None:
    for now, truth in (("2025-11-15T00:00:00+07:00", "a.json"), ("2025-12-15T00:00:00+07:00", "b.json")):
        done = run("--state", tmp_path / "s.db", *SMALL, "--now", now, "--truth", tmp_path / truth, "--no-serve")
        assert done.returncode == 0, done.stderr
    early, late = (json.loads((tmp_path / name).read_text()) for name in ("a.json", "b.json"))
    assert 0 < len(early["documents"]) < len(late["documents"])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0"),  # noqa: S104 - refused
        (["--host", "example.org"], "example.org"),
        (["--host", "::1"], "::1"),
        (["--user", "u"], "--password-file"),
        (["--start", "2025"], "YYYY-MM"),
        (["--now", "hôm nay"], "ISO 8601"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_next_step(tmp_path: Path, options: list[str], word: str) -> None:
    done = run("--state", tmp_path / "s.db", *SMALL, *options)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "s.db").exists()


def test_a_file_of_another_seed_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    assert run("--state", file, *SMALL, "--no-serve").returncode == 0
    done = run("--state", file, *SMALL, "--seed", "2", "--no-serve")
    assert done.returncode == 2
    assert "seed=1" in done.stderr
    other = tmp_path / "other.db"
    other.write_text("no database " * 100)
    done = run("--state", other, *SMALL, "--no-serve")
    assert done.returncode == 2
    assert "other.db" in done.stderr
    assert run("--state", tmp_path / "none" / "s.db", *SMALL, "--no-serve").returncode == 2
