"""The shipped program has others hold its log, says so, and does not go on from a log that they do not hold."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import time
from hashlib import sha256
from pathlib import Path

import pytest
from houses import House
from smtp_server import MailServer, running
from test_signed import audited, said

from adapter.anchors import file

pytestmark = pytest.mark.process

CONFIG = """language = "en"
{top}
[log]
format = "json"

[checkpoints]
every_entries = 2
anchor_limit_s = {limit}

[anchors.noi-vu]
kind = "file"
every_s = 1
[anchors.noi-vu.options]
path = "share/so"
{more}

[sources.vbdh]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
every_s = 0.2
[sources.vbdh.options]
drop_directory = "drop"
"""


def configure(house: House, *, limit: float = 86_400, more: str = "", top: str = "") -> None:
    for name in ("documents", "events", "standings"):
        (house.folder / "drop" / name).mkdir(parents=True, exist_ok=True)
    (house.folder / "share").mkdir(exist_ok=True)
    house.config.write_text(CONFIG.format(limit=limit, more=more, top=top), "utf-8")


def share(house: House) -> Path:
    return house.folder / "share" / "so"


def kept(house: House) -> dict[str, str]:
    """Give a digest of every file of the data; SQLite's index of its WAL is made by whoever only reads, too."""
    found = [one for one in (house.folder / "data").rglob("*") if one.is_file() and not one.name.endswith("-shm")]
    return {
        str(one): sha256(one.read_bytes()).hexdigest()
        for one in found
        if not (one.name.endswith("-wal") and one.stat().st_size == 0)
    }


def test_the_life_of_an_anchored_log(house: House) -> None:
    configure(house)
    assert "an anchor of kind file" in said(house, "check", "config")
    said(house, "run", "--once")
    assert not share(house).exists(), "nothing is signed"
    key = said(house, "log", "init").strip().splitlines()[-1]
    said(house, "run", "--once")
    assert len(list(file.framed(share(house).read_bytes()))) == 1
    said(house, "push", "enable", "vbdh", "--reason", "thử")
    told = said(house, "log", "anchor")
    assert "noi-vu (file) holds checkpoint #2" in told
    assert house.run("log", "anchor", "noi-vy").returncode == 78
    *_, newest = file.framed(share(house).read_bytes())
    verified = said(house, "log", "verify", "--key", key)
    assert "noi-vu (file) holds checkpoint #2" in verified
    status = json.loads(said(house, "status", "--json"))
    assert [(one["anchor"], one["checkpoint"]) for one in status["anchors"]] == [("noi-vu", 2)]
    assert status["anchored"]["late"] is False
    assert "READY" in said(house, "check", "ready")

    page, given = house.folder / "page.html", house.folder / "given"
    said(house, "log", "print", "-o", str(page))
    assert newest.decode().splitlines()[2] in page.read_text("utf-8"), "the newest that was signed is what is printed"
    said(house, "log", "export", str(house.folder / "export"))
    given.write_bytes(newest)
    code, told = audited(key, "--earlier", given, house.folder / "export")
    assert code == 0, told
    assert "noi-vu (file) holds the first" in told


def test_a_log_that_was_set_back_is_not_written_to(house: House) -> None:
    configure(house)
    said(house, "log", "init")
    said(house, "run", "--once")
    older = shutil.copytree(house.folder / "data", house.folder / "older")
    said(house, "push", "enable", "vbdh", "--reason", "thử")
    said(house, "log", "anchor")
    shutil.rmtree(house.folder / "data")
    older.rename(house.folder / "data")
    before = kept(house)
    for command in (
        ["run"],
        ["run", "--once"],
        ["log", "checkpoint"],
        ["push", "disable", "vbdh", "--reason", "thử"],
        ["backfill", "vbdh", "--reason", "thử"],
    ):
        done = house.run(*command)
        assert done.returncode == 4, (command, done.stderr)
        assert "history.anchor-ahead" in done.stderr
        assert "noi-vu" in done.stderr
        assert "Restore" in done.stderr
        assert kept(house) == before, command
    assert house.run("check", "connections").returncode == 1, "doubtful: a person has to look"
    assert house.run("status").returncode == 0, "whoever only reads may look"
    share(house).rename(house.folder / "share" / "lost")
    assert house.run("run", "--once").returncode == 0, "what nobody holds keeps nobody from going on"


def test_a_report_on_what_nobody_holds_is_refused_and_may_be_forced(house: House) -> None:
    configure(house, limit=0.001)
    said(house, "log", "init")
    said(house, "run", "--once")
    assert house.run("report").returncode == 0
    said(house, "push", "enable", "vbdh", "--reason", "thử")
    refused = house.run("report")
    assert (refused.returncode, "forced.not-anchored" in refused.stderr) == (75, True)
    ready = house.run("check", "ready", "--json")
    assert ready.returncode == 1
    told = json.loads(ready.stdout)
    assert [one["code"] for one in told["points"] if not one["good"]] == ["ready.anchor-late"]
    assert house.run("report", "--force").returncode == 2
    for options in ([], ["--json"], ["--csv", "-"]):
        size = house.log_size()
        out = said(house, "report", "--force", "--reason", "họp ngay", *options)
        across = "MADE WHILE NOBODY ELSE HELD THE LOG"
        if options == ["--json"]:
            assert json.loads(out)["forced"].startswith(across)
        elif options:
            assert next(csv.reader(out.splitlines()))[-1].startswith(across)
        else:
            assert out.count(across) == 2
        assert f"Entry {size} " in out
    assert "forced" in json.loads(said(house, "log", "verify", "--json"))["kinds"]
    said(house, "log", "anchor")
    plain = said(house, "report", "--force", "--reason", "thừa")
    assert "MADE WHILE" not in plain, "nothing had to be forced"


def test_the_daemon_gives_everybody_what_is_new_and_waits_for_nobody(house: House) -> None:
    def hang(connection: object) -> None:
        connection.recv(1)  # type: ignore[attr-defined]

    mail = """[anchors.{name}]
kind = "mail"
every_s = 1
[anchors.{name}.options]
host = "127.0.0.1"
port = {port}
security = "none"
from = "nhiemvu@ubnd.example"
to = "kiem-toan@so.example"
"""
    with running(MailServer()) as good, running(MailServer(misbehave={"GREETING": hang})) as bad:
        more = mail.format(name="hop-thu", port=good.port) + mail.format(name="treo", port=bad.port)
        configure(house, more=more, top='metrics = { textfile = "metrics.prom", every_s = 1 }')
        said(house, "log", "init")
        daemon = house.start("run")
        try:
            deadline = time.monotonic() + 120
            while not (good.mails and share(house).exists()):
                assert time.monotonic() < deadline
                assert daemon.poll() is None
                time.sleep(0.1)
            said(house, "push", "enable", "vbdh", "--reason", "thử")
            told = said(house, "log", "anchor", "noi-vu")
            assert "noi-vu (file) holds" in told, "asked of the one that writes"
            while "nhiemvu_last_anchor_timestamp_seconds" not in (house.folder / "metrics.prom").read_text():
                assert time.monotonic() < deadline
                time.sleep(0.1)
        finally:
            daemon.send_signal(signal.SIGTERM)
            _, err = daemon.communicate(timeout=60)
        assert daemon.returncode == 0, err.decode()
    lines = [json.loads(line) for line in err.decode().splitlines() if line.startswith("{")]
    assert {"hop-thu", "noi-vu"} <= {line["anchor"] for line in lines if line["event"] == "anchored"}
    # What was in its attachment is what the share holds, too.
    (attached,) = good.mails[0].parsed.iter_attachments()
    assert attached.get_payload(decode=True) in list(file.framed(share(house).read_bytes()))
    assert json.loads(said(house, "log", "verify", "--json"))["findings"] == []
