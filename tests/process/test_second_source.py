"""A second SOAP system — another protocol style, other names, dates and codes — through YAML and settings alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import second_service
from houses import House

pytestmark = pytest.mark.process


def test_the_second_system_stands_in_the_ledger_as_it_means_it(house: House) -> None:
    shutil.copy(Path(second_service.__file__).with_name("second_service.yaml"), house.folder / "own.yaml")
    (house.folder / "secret").write_text(second_service.PASSWORD)
    truth = second_service.TRUTH
    with second_service.serving() as service:
        house.config.write_text(
            f"""[sources.hai]
connector = "soap"
mapping = "own.yaml"

[sources.hai.options]
endpoint = "{service.url}"
wsdl = "{service.wsdl}"
username = "{second_service.USERNAME}"
password_file = "secret"
""",
            "utf-8",
        )
        first, again = [house.run("run", "--once", "--json") for _ in range(2)]
        assert service.told == []  # nothing before a person has said so
        assert house.run("push", "enable", "hai", "--reason", "thử").returncode == 0
        pushed = [house.run("run", "--once") for _ in range(2)]
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    counts = json.loads(first.stdout)["sources"]["hai"]
    assert (counts["taken"], counts["withheld"]) == (len(truth["open"]), len(truth["withheld"]))
    assert json.loads(again.stdout)["sources"]["hai"]["taken"] == 0
    tasks = json.loads(house.run("task", "list", "--scope", "all", "--json").stdout)
    printed = {(task["content"], task["lead"], task["due_on"]) for task in tasks}
    assert printed == {wanted[1:] for wanted in truth["assignments"]}
    assert len(tasks) == len(truth["assignments"])
    held = json.loads(house.run("quarantine", "list", "--json").stdout)
    assert {item["reference"] for item in held} == {*truth["held"], *truth["held events"]}
    assert [run.returncode for run in pushed] == [0, 0], pushed[0].stderr
    assert {(task, lead): (word, due) for _, task, lead, word, due in service.told} == truth["standings"]
    assert len(service.told) == len(truth["standings"])  # each told once, and seen by reading back
    outbox = json.loads(house.run("outbox", "list", "--all", "--json").stdout)
    assert {item["push"] for item in outbox} == {"shown"}
    assert house.run("log", "verify").returncode == 0
