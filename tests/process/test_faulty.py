"""Whatever a document system answers: the program ends in time, believes nothing, and says in words what is wrong."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import compare
import pytest
import several_commands
from doors import PASSWORD, USER, Street, day, street
from faults import FAULTS, FORMER, TWICE, Fault
from houses import ENVIRONMENT

pytestmark = pytest.mark.process

DEADLINE_S = 1.0
MAX_BYTES = 256 << 10
MEMORY_KIB = 64 << 10
HOUSES = 2
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
    "peer.wrong-address": ("kiểm tra địa chỉ", "check the address"),
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
timeout_s = {DEADLINE_S if name != self.names[0] else 30}
max_bytes = {MAX_BYTES}
"""
            for name in self.names
        )
        general = (
            f'data_directory = "data"\nclock = "source:{self.names[0]}"\n[log]\nlevel = "debug"\nformat = "json"\n'
        )
        self.config.write_text(general + sources, "utf-8")

    def run(self, *names: str) -> Done:
        """Go one round of every source, or of those named."""
        memory = self.folder / "memory"
        only = [part for name in names for part in ("--source", name)]
        done = self.call([*MEASURED, str(memory), "run", "--once", "--json", *only])
        lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return Done(done.returncode, done.stdout, tuple(lines), int(memory.read_text()))

    def ask(self, *commands: str, language: str = "en") -> list[Any]:
        """Run several commands; give what each printed: read, where it was asked for JSON, else as one line."""
        orders = [command.split() for command in commands]
        done = self.call([sys.executable, several_commands.__file__, json.dumps(orders)], language)
        assert done.returncode == 0, (commands, done.stderr)
        printed = done.stdout.split(several_commands.BETWEEN)
        return [
            json.loads(text) if "--json" in command else " ".join(re.sub("[│┃|]", " ", text).split())
            for command, text in zip(commands, printed, strict=False)
        ]

    def call(self, line: Sequence[str], language: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**ENVIRONMENT, "NHIEMVU_LANGUAGE": language}
        whole = [*line, "-c", str(self.config)]
        return subprocess.run(whole, capture_output=True, text=True, check=False, env=environment, timeout=300)

    def enable(self) -> None:
        """Let every source be told."""
        self.ask("activate all --reason thử", *(f"push enable {name} --reason thử" for name in self.names))

    def known(self) -> tuple[Any, ...]:
        """Give all that must not change: cursors, tasks, and the log."""
        cursors, tasks, verified = self.ask("cursor show --json", "task list --json", "log verify --json")
        assert verified["findings"] == []
        return cursors, tasks, verified["size"], verified["root"]

    def fault(self, name: str) -> Fault:
        found = self.street.doors[name].fault
        assert found is not None
        return found

    @property
    def wrong(self) -> list[str]:
        return [name for name in self.names if self.street.doors[name].fault is not None]


def shares(faults: Sequence[Fault]) -> list[list[str]]:
    """Deal the doors out to the houses, so that each has as many slow ones; the first door of each is a good one."""
    order = sorted(range(len(faults)), key=lambda number: not faults[number].slow)
    dealt = [[f"door-{number}"] for number in range(HOUSES)]
    for turn, number in enumerate(order):
        dealt[turn % HOUSES].append(f"door-{HOUSES + number}")
    return dealt


@contextmanager
def beside(folder: Path, faults: Sequence[Fault]) -> Iterator[list[Beside]]:
    """Give houses beside a door for each fault, with nothing wrong yet."""
    with street(folder / "street", faults, HOUSES, BEFORE, AFTER) as made:
        found = [Beside(folder / f"house-{n}", made, tuple(names)) for n, names in enumerate(shares(faults))]
        for house in found:
            house.configure()
        yield found


@pytest.fixture
def houses(tmp_path: Path, operation: str) -> Iterator[list[Beside]]:
    """Give the houses for one operation: beside all faults, or, where that takes long, beside every third."""
    part = {"GetDocument": slice(0, None, 3), "UpdateStanding": slice(1, None, 3)}.get(operation, slice(None))
    with beside(tmp_path, FAULTS[slice(None) if ALL else part]) as found:
        yield found


def everywhere(houses: Sequence[Beside], do: Any) -> list[Any]:
    """Do one thing in every house at the same time."""
    with ThreadPoolExecutor(len(houses)) as pool:
        return list(pool.map(do, houses))


READING = ["ListDocuments", "GetDocument", *(["ListEvents", "ListNumbers"] if ALL else [])]
TELLING = ["UpdateStanding", *(["GetStanding"] if ALL else [])]


@pytest.mark.parametrize("operation", READING)
def test_a_wrong_answer_changes_nothing_and_is_told_in_words(houses: list[Beside], operation: str) -> None:
    """At every door one operation goes wrong: no cursor moves, nothing is taken in, and all heals."""
    town = houses[0].street
    healthy = everywhere(houses, Beside.run)
    assert {done.code for done in healthy} == {0}
    memory = max(done.memory_kib for done in healthy)
    town.now, town.wrong = AFTER, frozenset({operation})

    def go_wrong(house: Beside) -> None:
        before = house.known()
        of_one = [name for name in house.wrong if operation == "GetDocument" and house.fault(name).one]
        done = house.run(*(name for name in house.wrong if name not in of_one))
        assert done.code == (78 if any(house.fault(name).lasting for name in house.wrong) else 75)
        bounded(house, done, memory)
        for name in set(house.wrong).difference(of_one):
            assert done.broken.get(name, "nothing") in house.fault(name).codes, house.fault(name).name
        after = house.known()
        if operation in ("ListDocuments", "GetDocument"):
            assert after == before
        # Events are asked for once the documents are all there.
        moved = [one["stream"] for one, other in zip(before[0], after[0], strict=True) if one != other]
        assert moved == [] or (set(moved), operation) == ({"documents"}, "ListEvents")
        told_in_words(house, done.broken)
        if of_one:
            holds(house, of_one, before[1])

    everywhere(houses, go_wrong)
    assert town.trap.connections == 0
    town.wrong = frozenset()
    everywhere(houses, heals)


def holds(house: Beside, names: Sequence[str], tasks: Any) -> None:
    """What may be the fault of one document holds that one, by reference only; it is told why, and no task comes in."""
    done = house.run(*names)
    assert (done.code, done.broken) == (0, {})
    assert house.known()[1] == tasks
    items, status = house.ask("quarantine list --json", "status")
    held = [row for row in items if row["source"] in names and row["reason"].startswith("peer.")]
    assert {row["source"] for row in held} == set(names)
    for row in held:
        told = row["reason"].replace("item-", "")
        assert told in house.fault(row["source"]).codes
        assert SAYS[told][1].split(" 2")[0] in status


@pytest.mark.parametrize("operation", TELLING)
def test_what_was_told_counts_once_it_is_shown(houses: list[Beside], operation: str) -> None:
    """Whatever goes wrong on the way back: nothing is believed, and in the end everything is told once."""
    town = houses[0].street
    everywhere(houses, Beside.enable)
    town.now, town.wrong = AFTER, frozenset({operation})

    def go_wrong(house: Beside) -> None:
        done = house.run()
        bounded(house, done, WORKING_KIB)
        log = compare.entries(house.config)
        for name in house.wrong:
            believes_nothing(house, name, done.broken.get(name, ""), operation, log)
        told_in_words(house, done.broken)

    everywhere(houses, go_wrong)
    assert town.trap.connections == 0
    town.wrong = frozenset()
    for _ in range(2):
        # What is not known to have arrived is asked about again after some minutes, then after more.
        town.now += timedelta(hours=3)
        everywhere(houses, Beside.run)
    everywhere(houses, heals)
    everywhere(houses, whole)


WORKING_KIB = 110 << 10
"""What the program takes at work beside thirty sources that answer."""


def believes_nothing(house: Beside, name: str, broken: str, operation: str, log: dict[int, dict[str, Any]]) -> None:
    """No wrong answer is taken for a yes: what counts as accepted was, and what counts as shown is there."""
    fault, state = house.fault(name), house.street.doors[name].state
    planned = {seq for seq, one in log.items() if one["kind"] == "push_planned" and one["source"] == name}
    settled = [one for one in log.values() if one["kind"] == "push_settled" and one["cause"] in planned]
    seen = [one for one in log.values() if one["kind"] == "push_seen" and one["cause"] in planned]
    assert planned, fault.name
    if operation == "UpdateStanding":
        # Where a person is needed the round ends before anything is settled.
        assert {one["outcome"] for one in settled} == (set() if fault.lasting else {"unknown"}), fault.name
        assert {one["code"] for one in settled} <= set(fault.codes), fault.name
    else:
        assert seen == [], fault.name
    applied = compare.applied(state)
    assert sum(one["shows"] == "wanted" for one in seen) <= len(applied), fault.name
    assert compare.pushes(house.config, state, name) == [], fault.name
    assert broken in (*fault.codes, ""), fault.name
    assert broken or not fault.lasting, fault.name


def bounded(house: Beside, done: Done, memory_kib: int) -> None:
    """No call took longer than its deadline and a second, nor much memory."""
    assert max(took_s for name in house.wrong for took_s in house.street.doors[name].took_s) < DEADLINE_S + 1
    # The service description is asked for before the first call.
    assert done.slowest_s() < 2 * (DEADLINE_S + 1)
    assert done.memory_kib < memory_kib + MEMORY_KIB


def told_in_words(house: Beside, broken: dict[str, str]) -> None:
    """Each source that broke off has one open alert, which says what is wrong in both languages, not only by code."""
    for language in (0, 1):
        status, printed = house.ask("status --json", "status", language=("vi", "en")[language])
        alerts = [alert for alert in status["alerts"] if alert["condition"] in ENDS]
        assert {alert["source"]: alert["code"] for alert in alerts} == broken
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
    (alerts,) = house.ask("alert list --json")
    assert [alert for alert in alerts if alert["condition"] in ENDS] == []


ENDS = ("alert.source-away", "alert.administrator-needed")


ASKED = ["GetDocument", "UpdateStanding", *(["ListDocuments", "ListEvents", "GetStanding"] if ALL else [])]


@pytest.mark.parametrize("wrong", ASKED)
def test_the_answer_to_something_else_is_no_answer(tmp_path: Path, wrong: str) -> None:
    """Copies that come late on a kept connection, and answers that are mixed up, make nothing lost or told twice."""
    # Of an answer on the way back nobody can tell what it answers: there only the connection keeps them apart.
    with beside(tmp_path, [TWICE, FORMER] if wrong == "GetDocument" else [TWICE]) as houses:
        town = houses[0].street
        everywhere(houses, Beside.enable)
        town.now, town.wrong = AFTER, frozenset({wrong})
        assert {done.code for done in everywhere(houses, Beside.run)} <= {0, 75}
        assert sum(door.asked[wrong] for door in town.doors.values()) > 2
        town.wrong = frozenset()
        for _ in range(2):
            town.now += timedelta(hours=3)
            assert {done.code for done in everywhere(houses, Beside.run)} == {0}
        everywhere(houses, whole)


def whole(house: Beside) -> None:
    """Everything came in and was told once."""
    assert compare.way_in(house.street.truth(house.names), house.config) == []
    for name in house.names:
        told, state = house.street.truth_of(name), house.street.doors[name].state
        assert compare.standings(told, compare.applied(state)) == [], name
        assert compare.pushes(house.config, state, name) == [], name


def test_a_program_that_takes_a_fault_for_an_empty_list_is_seen(tmp_path: Path) -> None:
    """The comparison that the tests above rely on can fail: with this planted bug a cursor moves past documents."""
    faults = [fault for fault in FAULTS if "peer.fault" in fault.codes][:2]
    planted = [sys.executable, str(Path(__file__).with_name("planted_fault.py"))]
    with beside(tmp_path, faults) as houses:
        town = houses[0].street
        everywhere(houses, Beside.run)
        town.now, town.wrong = AFTER, frozenset({"ListDocuments"})
        for house in houses:
            before = house.known()
            only = [part for name in house.wrong for part in ("--source", name)]
            assert house.call([*planted, "run", "--once", *only]).returncode == 0
            assert house.known()[0] != before[0]
        town.wrong = frozenset()
        everywhere(houses, Beside.run)
        assert any(compare.way_in(town.truth(house.names), house.config) for house in houses)
