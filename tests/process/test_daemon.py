"""The daemon as a process: it goes on, takes orders from other processes, reloads, and stops when it is told to."""

from __future__ import annotations

import getpass
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from houses import ENVIRONMENT, PROGRAM, House
from lives import FIRST, Life, life
from town import daemon, logged, until

from adapter.core.entries import decode
from adapter.settings import load
from adapter.store import Store

pytestmark = pytest.mark.process


def settled(one: Life) -> bool:
    """Tell whether nothing is left to tell the source."""
    done = one.house.run("outbox", "list", "--json")
    return done.returncode == 0 and json.loads(done.stdout) == []


def told_of(house: House, database: str, condition: str) -> bool:
    """Tell whether an alert of a condition is open; the settings of the moment may be wrong, so the ledger is asked."""
    store = Store.open_reading(house.folder / "data", database)
    try:
        with store.read() as reader:
            return condition in {one.condition.condition for one in reader.alerts()}
    finally:
        store.close()


@pytest.fixture
def one(tmp_path: Path, database: str) -> Iterator[Life]:
    with life(tmp_path, seed=3, scale=0.03, every_s=0.1, database=database) as found:
        yield found


def test_it_goes_on_by_itself_and_other_processes_ask_it(one: Life) -> None:
    house = one.house
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed")))
        one.at(FIRST + timedelta(days=30))
        until(lambda: settled(one))
        assert one.differences() == []
        # A second daemon, and a second run, refuse.
        for command in (("run",), ("run", "--once")):
            again = house.run(*command)
            assert (again.returncode, "store.busy" in again.stderr) == (75, True)
        # What changes something is done by the one that runs; the entry names who asked.
        handle = json.loads(house.run("outbox", "list", "--all", "--json").stdout)[0]["assignment"]
        orders = [
            (0, ("outbox", "hold", handle, "--reason", "chờ xác minh")),
            (1, ("outbox", "hold", handle, "--reason", "lần nữa")),
            (0, ("outbox", "resume", handle, "--reason", "xong")),
            (0, ("cursor", "rewind", "qlvb", "events", "--reason", "xem lại")),
            (1, ("cursor", "rewind", "qlvb", "events", "--to", "2031-01-01", "--reason", "đi tới")),
            (78, ("push", "enable", "la", "--reason", "không có nguồn này")),
            (0, ("push", "disable", "qlvb", "--reason", "tạm dừng")),
            (0, ("push", "enable", "qlvb", "--reason", "lại")),
        ]
        for code, order in orders:
            done = house.run(*order)
            assert (done.returncode, "Traceback" in done.stderr) == (code, False), (order, done.stderr)
        assert len(logged(house, "request_done")) == sum(code == 0 for code, _ in orders)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    assert house.run("log", "verify").returncode == 0
    assert one.differences() == []


def test_it_reads_its_settings_again_only_when_they_pass(one: Life, database: str) -> None:
    house = one.house
    good = house.config.read_text("utf-8")
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed")))
        house.config.write_text(good.replace("every_s = 0.1", 'every_s = "thỉnh thoảng"'), "utf-8")
        running.send_signal(signal.SIGHUP)
        until(lambda: bool(logged(house, "reload_refused")))
        assert "settings.invalid" in (house.folder / "err").read_text("utf-8")
        assert "every_s" in (house.folder / "err").read_text("utf-8")
        until(lambda: told_of(house, database, "alert.settings-refused"))
        # What decides figures is taken over once a person has activated it, and then at once.
        house.config.write_text(good + "\n[report]\ndue_soon_days = 9\n", "utf-8")
        running.send_signal(signal.SIGHUP)
        until(lambda: len(logged(house, "reload_refused")) == 2)
        assert "activation.changed" in (house.folder / "err").read_text("utf-8")
        done = house.run("activate", "settings", "--reason", "họp ngày 3")
        assert done.returncode == 0, done.stderr
        until(lambda: bool(logged(house, "reloaded")))
        until(lambda: not told_of(house, database, "alert.settings-refused"))
        rounds = len(logged(house, "listing"))
        until(lambda: len(logged(house, "listing")) > rounds + 2)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0


def test_a_request_is_done_once_or_refused_while_the_daemon_is_stopped_and_killed(one: Life) -> None:
    house = one.house
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed")))
        # Stopped by the system: the request waits, the daemon dies, the command does it itself.
        os.kill(running.pid, signal.SIGSTOP)
        order = [*PROGRAM, "push", "disable", "qlvb", "--reason", "thử", "-c", str(house.config)]
        with subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as asking:
            time.sleep(1.5)
            assert asking.poll() is None
            running.kill()
            assert asking.wait(timeout=30) == 0, asking.stderr
    assert [pushing for pushing, _ in _switches(house)] == ["on", "off"]
    with daemon(house) as running:
        until(lambda: len(logged(house, "started")) == 2)
        os.kill(running.pid, signal.SIGSTOP)
        with subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as asking:
            time.sleep(1.0)
            asking.send_signal(signal.SIGINT)
            asking.wait(timeout=30)
        os.kill(running.pid, signal.SIGCONT)
        rounds = len(logged(house, "listing"))
        until(lambda: len(logged(house, "listing")) > rounds + 3)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    assert [pushing for pushing, _ in _switches(house)] == ["on", "off"], (
        "a command that was interrupted is not done afterwards"
    )


def test_it_stops_in_time_while_a_peer_does_not_answer(one: Life) -> None:
    house = one.house
    house.config.write_text(house.config.read_text("utf-8").replace("timeout_s = 1.5", "timeout_s = 300"), "utf-8")
    with daemon(house) as running:
        until(lambda: bool(logged(house, "cycle_committed", stream="events")))
        os.kill(one.peer.process.pid, signal.SIGSTOP)
        try:
            time.sleep(1)
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=30) == 0
        finally:
            os.kill(one.peer.process.pid, signal.SIGCONT)
        assert logged(house, "stopped")
        assert not logged(house, "calls_given_up"), "the call was cut"
    assert house.run("log", "verify").returncode == 0


ORDERS = 14


def test_orders_while_the_daemon_dies_again_and_again_are_done_once_or_not_at_all(one: Life) -> None:
    house, dice = one.house, random.Random(5)
    with ThreadPoolExecutor(2) as pool:
        orders = {}
        for number in range(ORDERS):
            with daemon(house) as running:
                started = len(logged(house, "started"))
                orders[f"lệnh {number}"] = pool.submit(
                    house.run, "push", "disable" if number % 2 else "enable", "qlvb", "--reason", f"lệnh {number}"
                )
                if dice.random() < 0.7:
                    until(lambda started=started: len(logged(house, "started")) > started or running.poll() is not None)
                time.sleep(dice.random() * 0.8)
                running.send_signal(dice.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
                running.wait(timeout=30)
        codes = {reason: order.result().returncode for reason, order in orders.items()}
    told = Counter(reason for _, reason in _switches(house))
    assert set(codes.values()) <= {0, 75}, codes
    assert sum(code == 0 for code in codes.values()) >= ORDERS // 2
    assert {reason: told[reason] for reason in codes} == {reason: int(code == 0) for reason, code in codes.items()}
    assert house.run("log", "verify").returncode == 0


def _switches(house: House) -> list[tuple[str, str]]:
    """Give every switch in the log with its reason, in order; each names who asked for it."""
    store = Store.open_reading(*load(house.config).place)
    with store.read() as reader:
        found = [decode(data) for _, data in reader.entries() if b'"kind":"push_switched"' in data]
        notes = [reader.text(str(entry["note"])) or {} for entry in found]
    store.close()
    assert {note["actor"] for note in notes} == {getpass.getuser()}
    return [(str(entry["pushing"]), note["reason"]) for entry, note in zip(found, notes, strict=True)]
