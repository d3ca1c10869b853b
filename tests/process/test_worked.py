"""People work beside a running daemon: held files released and rejected, tasks passed on — once, or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from houses import ENVIRONMENT, PROGRAM, House
from town import daemon, logged, until

from adapter import settings
from adapter.core.entries import decode
from adapter.store import Store

pytestmark = pytest.mark.process

CONFIG = """language = "en"
data_directory = "data"
[log]
level = "debug"
format = "json"
[sources.cong]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
every_s = 3600
[sources.cong.options]
drop_directory = "drop"
settle_s = 0
"""

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?><Document xmlns="urn:vn:qlvb:dich-vu:1"><Id>{number}</Id>
<BusinessType>0</BusinessType><Number>{number}</Number><Notation>UBND-KGVX</Notation><IssuedOn>2025-05-12</IssuedOn>
<Kind><Code>CV</Code><Name>Công văn</Name></Kind>
<Issuer><Code>H48</Code><Name>Ủy ban nhân dân tỉnh Quảng Ngãi</Name></Issuer><Signer><Name>Người Ký</Name></Signer>
<SecrecyLevel>Thuong</SecrecyLevel><Subject>V/v số {number}</Subject><Tasks><Task><TaskId>T{number}</TaskId>
<Content>Việc {number}</Content><DueOn>2026-04-01</DueOn>
<Leads><Agency><Code/><Name>{lead}</Name></Agency></Leads><Coordinators/></Task></Tasks></Document>"""

KNOWN, UNKNOWN = "UBND thành phố Quảng Ngãi", "Sở Không Có"
PASSED_ON = (
    "org", "transfer", "--from", KNOWN, "--to", "UBND phường Cẩm Thành", "--on", "2025-07-01",
    "--document", "15/QĐ-UBND", "--reason", "sáp nhập",
)  # fmt: skip


@dataclass
class Office:
    """A folder that fills up, and the house beside it."""

    house: House

    def leave(self, number: int, lead: str) -> None:
        folder = self.house.folder / "drop" / "documents"
        part = folder / f".{number}.new"
        part.write_text(DOCUMENT.format(number=number, lead=lead), "utf-8")
        part.replace(folder / f"{number}.xml")

    def kinds(self) -> list[str]:
        store = Store.open_reading(*settings.load(self.house.config).place)
        with closing(store), store.read() as reader:
            return [str(decode(data)["kind"]) for _, data in reader.entries()]

    def held(self) -> list[str]:
        done = self.house.run("quarantine", "list", "--json")
        return [row["item"] for row in json.loads(done.stdout)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    for name in ("documents", "events", "standings"):
        (tmp_path / "drop" / name).mkdir(parents=True)
    house = House(tmp_path)
    house.config.write_text(CONFIG, "utf-8")
    return Office(house)


def asking(house: House, *command: str) -> subprocess.Popen[bytes]:
    line = [*PROGRAM, *command, "-c", str(house.config)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)


def test_held_files_are_released_and_rejected_beside_the_daemon(office: Office) -> None:
    house = office.house
    for number in (1, 2, 3):
        office.leave(number, UNKNOWN)
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed", stream="events")))
        items = office.held()
        assert len(items) == 3
        told = json.loads(house.run("quarantine", "show", items[0], "--json").stdout)
        assert (told["row"]["reason"], len(told["history"])) == ("organisation.unresolved", 1)
        number = int(told["reference"].removesuffix(".xml").rsplit("/", 1)[-1])
        office.leave(number, KNOWN)
        done = house.run("quarantine", "release", "--all", "--json", "--reason", "đã sửa tại nguồn")
        assert done.returncode == 1, done.stderr
        assert sorted(one["outcome"] for one in json.loads(done.stdout)) == ["held", "held", "taken"]
        left = office.held()
        assert len(left) == 2
        assert house.run("quarantine", "reject", left[0], "--reason", "bản trùng").returncode == 0
        assert house.run("quarantine", "reject", left[0], "--reason", "lần nữa").returncode == 1
        assert len(logged(house, "request_done")) == 2
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    told = json.loads(house.run("account", "--json").stdout)
    assert (told["tasks"], told["held"], told["rejected"]) == (1, 1, 1)
    assert json.loads(house.run("status", "--json").stdout)["quarantine"] == {
        "documents": 1,
        "events": 0,
        "rejected": 1,
    }
    shown = json.loads(house.run("report", "--period", "2025", "--json").stdout)
    assert shown["exceptions"]["quarantine"] == {"documents": 1, "events": 0, "rejected": 1}
    assert office.kinds().count("item_ruled") == 1
    assert house.run("log", "verify").returncode == 0


ROUNDS = 3


def killed_while(office: Office, kind: str, prepare: Callable[[int], tuple[str, ...]]) -> None:
    """Ask again and again while the daemon is killed at some moment of it; what is done is there once."""
    house = office.house
    for number in range(ROUNDS):
        command = prepare(number)
        before, started = office.kinds().count(kind), len(logged(house, "started"))
        with daemon(house) as running:
            until(lambda started=started: len(logged(house, "started")) > started)
            if number == 1:
                # The request waits in the table when the one that writes dies.
                os.kill(running.pid, signal.SIGSTOP)
            order = asking(house, *command)
            time.sleep(0.7 * number)
            running.kill()
            running.wait(timeout=30)
            told = order.communicate(timeout=90)
        assert order.returncode in (0, 1), told
        assert office.kinds().count(kind) == before + 1, (number, told)
    assert house.run("log", "verify").returncode == 0


def test_a_release_is_done_once_while_the_daemon_is_killed(office: Office) -> None:
    office.leave(100, UNKNOWN)
    assert office.house.run("run", "--once").returncode == 0

    def prepare(number: int) -> tuple[str, ...]:
        office.leave(number + 1, UNKNOWN)
        assert office.house.run("run", "--once").returncode == 0
        office.leave(number + 1, KNOWN)
        return ("quarantine", "release", "--all", "--reason", "đã sửa")

    # A daemon that starts looks at the folder by itself, too: whoever takes the file in, it is there once.
    killed_while(office, "assigned", prepare)
    assert json.loads(office.house.run("account", "--json").stdout)["tasks"] == ROUNDS


def test_tasks_are_passed_on_once_beside_the_daemon_and_while_it_is_killed(office: Office) -> None:
    house = office.house
    office.leave(50, KNOWN)
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed", stream="events")))
        task = json.loads(house.run("task", "list", "--json").stdout)[0]["assignment"]
        done = house.run(*PASSED_ON, "--task", task, "--json")
        assert (done.returncode, done.stdout.split()) == (0, ["[", f'"{task}"', "]"]), done.stderr
        # Asked once more there is nothing left that the former agency leads.
        again = house.run(*PASSED_ON, "--task", task, "--json")
        assert (again.returncode, json.loads(again.stdout)) == (0, [])
        assert office.kinds().count("reassigned") == 1
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    assert len(logged(house, "request_done")) == 2

    def prepare(number: int) -> tuple[str, ...]:
        office.leave(number + 1, KNOWN)
        assert house.run("run", "--once").returncode == 0
        rows = json.loads(house.run("task", "list", "--json").stdout)
        (task,) = (row["assignment"] for row in rows if row["lead"] == KNOWN)
        return (*PASSED_ON, "--task", task)

    killed_while(office, "reassigned", prepare)
