"""The machine is lost, an old backup is restored: the log goes on under another name, and everything comes back."""

from __future__ import annotations

import json
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from houses import House, Peer
from lives import FIRST, life
from test_signed import audited, said

pytestmark = pytest.mark.process


def test_an_old_backup_goes_on_as_a_successor_and_its_ledger_is_that_of_the_lost_log(tmp_path: Path) -> None:
    with life(tmp_path, seed=8, months=2, scale=0.015) as one:
        house = one.house
        first_key = said(house, "log", "init").strip().splitlines()[-1]
        one.at(FIRST + timedelta(days=20))
        one.settle()
        daemon = house.start("run")
        try:
            backup = tmp_path / "backup"
            said(house, "backup", str(backup))
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.communicate(timeout=60)
        said(house, "log", "rotate-key", "--reason", "đổi khóa hằng năm")
        one.at(FIRST + timedelta(days=45))
        one.settle()
        anchored, erasures = tmp_path / "anchored", tmp_path / "erasures"
        said(house, "log", "checkpoint", "-o", str(anchored))
        said(house, "purge", "export", "-o", str(erasures))
        figures = json.loads(said(house, "task", "list", "--json"))
        key_file = (house.folder / "data" / "keys" / "log.key").read_bytes()
        second_key = (house.folder / "data" / "keys" / "log.vkey").read_text().split()[-1]

        (house.folder / "data").rename(tmp_path / "lost")
        said(house, "restore", str(backup), "--to", str(house.folder / "data"))
        assert house.run("restore", str(backup), "--to", str(house.folder / "data")).returncode == 78
        found = house.run("log", "verify", "--key", first_key, "--key", second_key, "--checkpoint", str(anchored))
        assert found.returncode == 4
        assert "verify.checkpoint-beyond" in found.stderr

        file = house.folder / "data" / "keys" / "log.key"
        file.write_bytes(key_file)
        file.chmod(0o600)
        line = ("log", "succeed", "--checkpoint", str(anchored), "--reason", "máy hỏng", "--erasures", str(erasures))
        assert house.run(*line).returncode == 78, "nobody here knows the key that signed it"
        told = said(house, *line, "--key", second_key)
        third_key = told.strip().splitlines()[-1]

        one.settle()
        # Handles are made anew for what was lost; everything else is the same.
        assert without_handles(json.loads(said(house, "task", "list", "--json"))) == without_handles(figures)
        assert one.differences() == []
        # The entry that led from the first key to the second is among the lost ones: an auditor gives both.
        keys = ("--key", first_key, "--key", third_key)
        told = said(house, "log", "verify", *keys, "--key", second_key, "--checkpoint", str(anchored))
        assert "the log was restored" in told
        assert "lies in the gap" in told
        said(house, "log", "export", str(tmp_path / "export"))
        code, told = audited(second_key, "--key", first_key, "--earlier", anchored, tmp_path / "export")
        assert code == 0, told
        assert "lies in the gap" in told
        assert audited(second_key, tmp_path / "export")[0] == 1


def without_handles(rows: list[dict[str, object]]) -> list[str]:
    return sorted(
        json.dumps({key: value for key, value in row.items() if key not in ("assignment", "document", "handle")})
        for row in rows
    )


def test_a_rotation_that_is_killed_is_completed_by_the_next(house: House) -> None:
    nobody = Peer(folder=house.folder, url="http://localhost:9/", wsdl="", rest="", process=None)  # type: ignore[arg-type]
    (house.folder / "password").write_text("x")
    house.configure(nobody, wsdl="http://localhost:9/?wsdl")
    first = said(house, "log", "init").strip().splitlines()[-1]
    said(house, "log", "checkpoint")
    process = house.start("log", "rotate-key", "--reason", "thử")
    time.sleep(1.2)
    process.kill()
    process.communicate()
    last = said(house, "log", "rotate-key", "--reason", "thử").strip().splitlines()[-1]
    assert "VERIFIED" in said(house, "log", "verify", "--key", first)
    (house.folder / "data" / "keys" / "log.key").unlink()
    assert "signing.gone" in house.run("log", "init").stderr
    said(house, "log", "rotate-key", "--reason", "mất", "--lost")
    assert "verify.key-lost" in house.run("log", "verify", "--key", last).stderr
