"""From a stranger's WSDL and one message to documents in the ledger: the shipped program and a person's few words."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import second_service
from houses import ENVIRONMENT, PROGRAM, House
from second_service_wsdl import SCHEMA, TYPES, WSDL

pytestmark = pytest.mark.process


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, without any settings."""
    line = [*PROGRAM, *command]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=folder, env=ENVIRONMENT, timeout=120)


def test_a_scaffold_filled_in_takes_documents_in(house: House) -> None:
    """What is done by hand: what opens and what is classified, and where the service really is."""
    folder = house.folder
    (folder / "wsdl").mkdir()
    (folder / "wsdl" / "vbdh.wsdl").write_text(WSDL.replace("?xsd=kieu", "kieu.xsd"), "utf-8")
    (folder / "wsdl" / "kieu.xsd").write_text(SCHEMA, "utf-8")
    sample = second_service._document(second_service.DOCUMENTS[0])
    (folder / "mau.xml").write_text(sample.replace("<k:vanBan>", f'<k:vanBan xmlns:k="{TYPES}">', 1), "utf-8")
    (folder / "secret").write_text(second_service.PASSWORD, "utf-8")
    done = run(folder, "source", "scaffold", "--wsdl", "wsdl/vbdh.wsdl", "--sample", "mau.xml", "--name", "vbdh")
    assert done.returncode == 0, done.stderr
    drafted = folder / "mappings" / "vbdh.yaml"
    settings = (folder / "vbdh.toml").read_text("utf-8")
    with second_service.serving() as service:
        settings = settings.replace("http://192.0.2.7/noi-bo/dichvu.php", service.url)
        log_in = f'username = "{second_service.USERNAME}"\npassword_file = "secret"\n'
        house.config.write_text(settings + log_in, "utf-8")
        refused = house.run("check", "config")
        assert refused.returncode == 78
        (only,) = refused.stderr.splitlines()
        assert "gate.secrecy.open" in only
        text = drafted.read_text("utf-8").replace("open: []", 'open: ["1"]\n    classified: ["2", "3", "4"]')
        drafted.write_text(re.sub(r'start: "\d{4}-01-01"', 'start: "2025-11-01"', text), "utf-8")
        assert house.run("check", "config").returncode == 0
        ran = house.run("run", "--once", "--json")
        assert service.told == []
    assert ran.returncode == 0, ran.stderr
    truth = second_service.TRUTH
    counts = json.loads(ran.stdout)["sources"]["vbdh"]
    assert (counts["taken"], counts["withheld"]) == (len(truth["open"]), len(truth["withheld"]))
    tasks = json.loads(house.run("task", "list", "--scope", "all", "--json").stdout)
    printed = {(task["content"], task["lead"], task["due_on"]) for task in tasks}
    assert printed == {wanted[1:] for wanted in truth["assignments"]}
