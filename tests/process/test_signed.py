"""The log is signed by the shipped program, exported, and verified by somebody who has one file and a key."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from houses import House, Peer

pytestmark = pytest.mark.process


def said(house: House, *command: str, code: int = 0) -> str:
    done = house.run(*command)
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout


def audited(key: str, *arguments: str | Path) -> tuple[int, str]:
    """Verify as an auditor does, on a machine that has nothing of ours."""
    program = Path(__file__).parents[2] / "adapter" / "audit" / "verify_log.py"
    line = [sys.executable, "-I", program, "--language", "en", "--key", key, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_the_life_of_a_signed_log(house: House, year: Peer) -> None:
    house.configure(year)
    said(house, "run", "--once")
    assert "nothing is signed" in said(house, "status").lower()
    assert "Not proven" in said(house, "log", "verify")
    assert house.run("log", "export", str(house.folder / "early")).returncode == 78

    made = said(house, "log", "init")
    key = made.strip().splitlines()[-1]
    assert said(house, "log", "init").strip().splitlines()[-1] == key, "once made, it is shown again"
    secret = (house.folder / "data" / "keys" / "log.key").read_text().splitlines()[1]
    assert secret not in made

    assert said(house, "log", "checkpoint") == said(house, "log", "checkpoint"), "nothing is new: nothing is signed"
    kept = house.folder / "kept"
    said(house, "log", "checkpoint", "-o", str(kept))
    told = said(house, "log", "verify", "--key", key, "--checkpoint", str(kept))
    assert "Proven" in told
    assert "Not proven" not in told
    assert "Not proven" in said(house, "log", "verify")
    signed = json.loads(said(house, "status", "--json"))["signed"]
    assert (signed["checkpoint"], signed["more"], signed["key"]) == (1, 0, True)

    proof = house.folder / "entry.tlog-proof"
    said(house, "log", "prove", "2", "-o", str(proof))
    assert audited(key, "--proof", proof)[0] == 0
    folders = [house.folder / name for name in ("whole", "redacted")]
    said(house, "log", "export", str(folders[0]))
    said(house, "log", "export", str(folders[1]), "--redacted")
    assert audited(key, "--earlier", kept, folders[0])[0] == 0
    assert audited(key, "--redacted", folders[1])[0] == 0
    assert audited(key, folders[1])[0] == 1
    assert house.run("log", "export", str(folders[0])).returncode == 78, "nothing is overwritten"
    assert [file for file in folders[0].rglob("*") if file.is_file() and secret.encode() in file.read_bytes()] == []

    other = key[:-4] + ("AAA=" if key.endswith("=") else "AAAA")
    assert house.run("log", "verify", "--key", other).returncode == 78
    kept.write_text(kept.read_text().replace("\n", "\n1", 1), "utf-8")
    assert house.run("log", "verify", "--checkpoint", str(kept)).returncode == 4


def test_the_daemon_signs_what_is_new_and_a_command_beside_it_is_answered(house: House, year: Peer) -> None:
    house.configure(year, more='log_key_file = "elsewhere.key"\ncheckpoints = { every_entries = 50, every_s = 3600 }')
    key = said(house, "log", "init").strip().splitlines()[-1]
    assert (house.folder / "elsewhere.key").stat().st_mode & 0o777 == 0o600
    daemon = house.start("run")
    try:
        for _ in range(600):
            signed = json.loads(said(house, "status", "--json"))["signed"]
            if signed["checkpoint"]:
                break
            time.sleep(0.2)
        assert signed["size"] > 1
        note = said(house, "log", "checkpoint")
        assert int(note.split("\n")[1]) >= signed["size"]
        said(house, "log", "export", str(house.folder / "export"))
    finally:
        daemon.send_signal(signal.SIGTERM)
        _, err = daemon.communicate(timeout=60)
    assert daemon.returncode == 0, err.decode()
    lines = [json.loads(line) for line in err.decode().splitlines() if line.startswith("{")]
    made = [line["size"] for line in lines if line["event"] == "checkpoint_made"]
    assert made == sorted(set(made)) != []
    signed = json.loads(said(house, "status", "--json"))["signed"]
    assert signed["more"] == 0, "what came last is signed when it stops"
    assert audited(key, house.folder / "export")[0] == 0
    assert json.loads(said(house, "log", "verify", "--json"))["signed_size"] == house.log_size()
