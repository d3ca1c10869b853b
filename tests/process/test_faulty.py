"""Whatever a document system answers: the program ends in time, believes nothing, and says in words what is wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import compare
import pytest
from doors import PASSWORD, USER, Street, day, street
from faults import FAULTS, Fault
from houses import ENVIRONMENT, PROGRAM

pytestmark = pytest.mark.process

DEADLINE_S = 1.0
MAX_BYTES = 256 << 10
MEMORY_KIB = 64 << 10
HOUSES = 3
"""So many houses share the doors: while one waits for a deadline the others go on."""

ALL = os.environ.get("NHIEMVU_FAULTY", "") == "all"
BEFORE, AFTER = day("2025-11-29"), day("2025-12-29")
MEASURED = [sys.executable, str(Path(__file__).with_name("measured_program.py"))]

SAYS = {
    "peer.timeout": ("không trả lời xong trong 1 giây", "did not finish its answer within 1 seconds"),
    "peer.broken-off": ("Kết nối bị ngắt giữa chừng", "connection broke off"),
    "peer.too-big": ("lớn hơn 262144 byte", "larger than 262144 bytes"),
    "peer.framing": ("độ dài mâu thuẫn", "contradicts itself about its length"),
    "peer.content-type": ("không phải XML của SOAP", "not SOAP's XML"),
    "peer.content-encoding": ("bị nén dù không được yêu cầu", "compressed although nobody asked"),
    "peer.charset": ("bảng mã khác UTF-8", "charset other than UTF-8"),
    "peer.status": ("trả về HTTP ", "gave HTTP "),
    "peer.redirected": ("chuyển hướng đi nơi khác", "redirects elsewhere"),
    "peer.log-in": ("từ chối đăng nhập", "refuses the log-in"),
    "peer.wrong-address": ("kiểm tra đường dẫn", "check the path"),
    "peer.empty": ("Câu trả lời rỗng", "answer is empty"),
    "peer.not-xml": ("không phải XML hợp lệ", "not valid XML"),
    "peer.not-soap": ("không phải phong bì SOAP", "no SOAP envelope"),
    "peer.fault": ("báo lỗi SOAP", "answers with the SOAP fault"),
    "peer.other-element": ("thiếu phần tử", "lacks the element"),
    "peer.no-success": ("không đạt điều kiện thành công", "does not meet the success rule"),
}
"""What an operator reads of each fault, in Vietnamese and in English."""


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    lines: tuple[dict[str, Any], ...]  #: of its log
    memory_kib: int

    @property
    def broken(self) -> dict[str, str]:
        """Give the sources whose round broke off, and under which code."""
        return {line["source"]: line["code"] for line in self.lines if line["event"] == "cycle_broken"}

    def slowest_s(self) -> float:
        """Give the longest time between two steps of one source; no more than two calls lie between."""
        longest = timedelta()
        last: dict[str, datetime] = {}
        for line in self.lines:
            if (source := line.get("source")) is not None:
                at = datetime.fromisoformat(line["at"])
                longest = max(longest, at - last.get(source, at))
                last[source] = at
        return longest.total_seconds()


@dataclass(frozen=True)
class Beside:
    """The shipped program beside some of the doors."""

    folder: Path
    street: Street
    names: tuple[str, ...]

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def configure(self) -> None:
        self.folder.mkdir()
        (self.folder / "password").write_text(PASSWORD)
        sources = "".join(
            f"""
[sources.{name}]
connector = "soap"
mapping = "builtin:simulator.yaml"
repeats = 0
[sources.{name}.options]
endpoint = "{self.street.url(name)}"
wsdl = "{self.street.url(name)}?wsdl"
username = "{USER}"
password_file = "password"
timeout_s = {DEADLINE_S if name != "good" else 30}
max_bytes = {MAX_BYTES}
"""
            for name in self.names
        )
        settings = f'data_directory = "data"\nclock = "source:good"\n[log]\nlevel = "debug"\nformat = "json"\n{sources}'
        self.config.write_text(settings, "utf-8")

    def run(self, *names: str) -> Done:
        """Go one round of every source, or of those named."""
        memory = self.folder / "memory"
        only = [part for name in names for part in ("--source", name)]
        done = self.call([*MEASURED, str(memory), "run", "--once", "--json", *only])
        lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return Done(done.returncode, done.stdout, tuple(lines), int(memory.read_text()))

    def ask(self, *command: str, language: str = "en") -> Any:
        done = self.call([*PROGRAM, *command, "--json"], language)
        assert done.returncode == 0, (command, done.stderr)
        return json.loads(done.stdout)

    def say(self, *command: str, language: str) -> str:
        """Give what a command prints for people, its line breaks taken out."""
        done = self.call([*PROGRAM, *command], language)
        assert done.returncode == 0, (command, done.stderr)
        return " ".join(re.sub("[│┃|]", " ", done.stdout).split())

    def call(self, line: Sequence[str], language: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**ENVIRONMENT, "NHIEMVU_LANGUAGE": language}
        whole = [*line, "-c", str(self.config)]
        return subprocess.run(whole, capture_output=True, text=True, check=False, env=environment, timeout=300)

    def known(self) -> tuple[Any, ...]:
        """Give all that must not change: cursors, tasks, and the log."""
        verified = self.ask("log", "verify")
        assert verified["findings"] == []
        return self.ask("cursor", "show"), self.ask("task", "list"), verified["size"], verified["root"]

    def fault(self, name: str) -> Fault:
        found = self.street.doors[name].fault
        assert found is not None
        return found

    @property
    def wrong(self) -> list[str]:
        return [name for name in self.names if self.street.doors[name].fault is not None]


def shares(faults: Sequence[Fault]) -> list[list[str]]:
    """Deal the doors out to the houses, so that each has as many slow ones."""
    order = sorted(range(len(faults)), key=lambda number: not faults[number].slow)
    dealt: list[list[str]] = [["good"] for _ in range(HOUSES)]
    for turn, number in enumerate(order):
        dealt[turn % HOUSES].append(f"door-{number + 1}")
    return dealt


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[list[Beside]]:
    """Give houses beside all doors, which have taken in what there was at first."""
    with street(tmp_path / "street", FAULTS, BEFORE) as made:
        found = []
        for number, names in enumerate(shares(FAULTS)):
            found.append(Beside(tmp_path / f"house-{number}", made, tuple(names)))
            found[-1].configure()
        yield found


def everywhere(houses: Sequence[Beside], do: Any) -> list[Any]:
    """Do one thing in every house at the same time."""
    with ThreadPoolExecutor(len(houses)) as pool:
        return list(pool.map(do, houses))


LISTINGS = ["ListDocuments", *(["ListEvents", "ListNumbers"] if ALL else [])]


@pytest.mark.parametrize("operation", LISTINGS)
def test_a_wrong_listing_changes_nothing_and_is_told_in_words(houses: list[Beside], operation: str) -> None:
    """At every door something is wrong with the listing: no cursor moves, nothing is written, and all heals."""
    town = houses[0].street
    healthy = everywhere(houses, Beside.run)
    assert {done.code for done in healthy} == {0}
    memory = max(done.memory_kib for done in healthy)
    before = {house.folder: known for house, known in zip(houses, everywhere(houses, Beside.known), strict=True)}
    town.now, town.wrong = AFTER, frozenset({operation})

    def go_wrong(house: Beside) -> None:
        done = house.run(*house.wrong)
        assert done.code == 78
        bounded(house, done, memory)
        for name in house.wrong:
            fault = house.fault(name)
            assert done.broken.get(name, "nothing") in fault.codes, fault.name
        if operation == "ListDocuments":
            assert house.known() == before[house.folder]
        told_in_words(house, done.broken)

    everywhere(houses, go_wrong)
    assert town.trap.connections == 0
    town.wrong = frozenset()
    everywhere(houses, heals)


def bounded(house: Beside, done: Done, memory_kib: int) -> None:
    """No call took longer than its deadline and a second, nor much memory."""
    assert max(took_s for name in house.wrong for took_s in house.street.doors[name].took_s) < DEADLINE_S + 1
    # The service description is asked for before the first call.
    assert done.slowest_s() < 2 * (DEADLINE_S + 1)
    assert done.memory_kib < memory_kib + MEMORY_KIB


def told_in_words(house: Beside, broken: dict[str, str]) -> None:
    """Each source that broke off has one open alert, which says what is wrong in both languages, not only by code."""
    for language in (0, 1):
        alerts = house.ask("status", language=("vi", "en")[language])["alerts"]
        assert {alert["source"]: alert["code"] for alert in alerts} == broken
        printed = house.say("status", language=("vi", "en")[language])
        for alert in alerts:
            fault = house.fault(alert["source"])
            needed = "administrator-needed" if fault.lasting else "source-away"
            assert alert["condition"] == f"alert.{needed}", fault.name
            assert SAYS[alert["code"]][language] in alert["said"], fault.name
            assert alert["said"] in printed


def heals(house: Beside) -> None:
    """Once nothing is wrong any more, one run makes everything whole, and the alerts have closed by themselves."""
    done = house.run()
    assert (done.code, done.broken) == (0, {})
    assert compare.way_in(house.street.truth(house.names), house.config) == []
    assert [alert for alert in house.ask("alert", "list") if alert["condition"] in ENDS] == []


ENDS = ("alert.source-away", "alert.administrator-needed")
