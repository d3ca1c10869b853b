"""What people type that cannot be meant is said so, with a code; nothing crashes, and nothing is kept of it."""

from __future__ import annotations

import json
import os
import subprocess
import unicodedata
from pathlib import Path

import pytest
from houses import ENVIRONMENT, PROGRAM, House
from living import Doc
from making import folder_source

from adapter import messages

pytestmark = pytest.mark.process

CONFIG = 'language = "vi"\ndata_directory = "data"\n' + folder_source("tep", more="settle_s = 0\n")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with two assignments, and a document that is held."""
    made = House(tmp_path_factory.mktemp("house"))
    for name in ("documents", "events", "standings"):
        (made.folder / "drop" / name).mkdir(parents=True)
    for doc in (Doc(1), Doc(2, leads=("Sở Y tế",)), Doc(3, leads=("Sở Không Có",))):
        (made.folder / "drop" / "documents" / f"{doc.number}.xml").write_bytes(doc.body)
    made.config.write_text(CONFIG, "utf-8")
    done = made.run("run", "--once")
    assert done.returncode == 0, done.stderr
    return made


def item(office: House) -> str:
    (row,) = json.loads(office.run("quarantine", "list", "--json").stdout)
    return str(row["item"])


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u200b", "…"])
def test_a_ruling_takes_a_reason_that_says_something(office: House, reason: str) -> None:
    size = office.log_size()
    for command in (
        ("quarantine", "reject", item(office)),
        ("quarantine", "release", "--all"),
        ("push", "enable", "tep"),
        ("cursor", "rewind", "tep", "documents"),
        ("activate", "all"),
        ("backfill", "tep"),
        ("reread", "--since", "2026-01-01"),
        ("alert", "close", "1"),
        ("outbox", "hold", "0"),
        ("task", "object", "0", "--agency", "Sở Y tế"),
        ("log", "rotate-key"),
    ):
        done = office.run(*command, "--reason", reason)
        assert (done.returncode, "lý do không được để trống" in done.stderr) == (2, True), (command, done)
    assert office.log_size() == size


def test_words_that_are_no_text_are_refused_and_not_kept(office: House) -> None:
    size = office.log_size()
    line = [*PROGRAM, "quarantine", "reject", item(office), "-c", str(office.config), "--reason"]
    done = subprocess.run([*map(os.fsencode, line), b"l\xfd do"], capture_output=True, check=False, env=ENVIRONMENT)
    assert (done.returncode, b"UTF-8" in done.stderr) == (2, True), done.stderr
    assert office.log_size() == size


def test_assignments_of_nobody_are_no_empty_list(office: House) -> None:
    for name in ("Sở Nội", "So Y te", "QNG-9999"):
        done = office.run("task", "list", "--agency", name, "--json")
        assert (done.returncode, done.stdout, "[org.nobody]" in done.stderr) == (1, "", True), done
    for command in (("task", "list"), ("quarantine", "list"), ("account",)):
        done = office.run(*command, "--source", "tệp")
        assert (done.returncode, "[settings.unknown-source]" in done.stderr) == (78, True), done
    (body,) = json.loads(office.run("org", "show", "Sở Y tế", "--json").stdout)
    typed = ("Sở Y tế", unicodedata.normalize("NFD", "Sở Y tế"), "Sở\u200b Y tế ", body["id"], body["aliases"][0])
    for name in typed:
        rows = json.loads(office.run("task", "list", "--agency", name, "--source", "tep", "--json").stdout)
        assert [row["number"] for row in rows] == ["2"], name
    # Who leads nothing is no misspelling.
    assert office.run("task", "list", "--agency", "UBND xã Ba Tơ", "--json").stdout.strip() == "[]"


def test_a_group_means_its_members(office: House) -> None:
    rows = json.loads(office.run("task", "list", "--agency", "các sở, ban, ngành", "--json").stdout)
    assert "2" in {row["number"] for row in rows}


@pytest.mark.parametrize(
    ("command", "exit_code", "code"),
    [
        (("task", "show", "zzz"), 1, "task.not-found"),
        (("task", "trace", ""), 1, "task.not-found"),
        (("outbox", "attempts", "%"), 1, "task.not-found"),
        (("org", "show", "Sở"), 1, "org.nobody"),
        (("account", "--period", "2026-13"), 2, "period.unreadable"),
        (("account", "--period", "2199"), 2, "period.not-begun"),
        (("report", "build", "--period", "2199-01"), 2, "period.not-begun"),
        (("account", "--period", ""), 2, "period.unreadable"),
        (("report", "--period", ""), 2, "period.unreadable"),
        (("report", "--until", ""), 2, "period.bad-day"),
        (("report", "--period", "2026-01", "build"), 2, "explain.options-first"),
        (("report", "--at", "99999"), 78, "store.no-position"),
        (("report", "--at", "-1"), 2, "usage.bad-value"),
        (("report", "--at", "x"), 2, "usage.bad-value"),
        (("report", "--at"), 2, "usage.bad-value"),
        (("report", "--atx"), 2, "usage.no-such-option"),
        (("report", "biuld"), 2, "usage.wrong"),
        (("report", "build", "--period", ""), 2, "period.unreadable"),
        (("report", "build", "--period", "2026-13"), 2, "period.unreadable"),
        (("report", "build", "--until", "2026-13-01"), 2, "period.bad-day"),
        (("report", "build", "--lang", "fr"), 2, "usage.bad-value"),
        (("report", "build", "--to", "SETTINGS"), 78, "export.exists"),
        (("report", "build", "--to", "SETTINGS/x"), 78, "built.not-written"),
        (("report", "build", "--force"), 2, "forced.needs-reason"),
        (("report", "agency"), 2, "own.which"),
        (("report", "agency", "Sở Không Có"), 2, "explain.agency-unknown"),
        (("report", "agency", "total"), 2, "explain.agency-unknown"),
        (("report", "agency", "Sở Y tế", "--period", ""), 2, "period.unreadable"),
        (("report", "agency", "Sở Y tế", "--to", "SETTINGS"), 78, "export.exists"),
        (("report", "explain", ""), 2, "explain.no-cell"),
        (("report", "explain", ":"), 2, "explain.no-cell"),
        (("report", "explain", "C999"), 2, "explain.cell-outside"),
        (("report", "explain", "Sở Không Có:new"), 2, "explain.agency-unknown"),
        (("report", "explain", "total:mới"), 2, "explain.no-column"),
        (("report", "explain", "--agency", "total"), 2, "explain.half"),
        (("report", "explain", "--json", "--html", "x.html"), 2, "trace.one-form"),
        (("report", "explain", "x.xlsx!agencies!C5"), 2, "explain.no-file"),
        (("report", "explain", "x.xlsx!agencies!C5", "--at", "3"), 2, "explain.file-alone"),
        (("report", "explain", "SETTINGS!agencies!C5"), 78, "built.no-statement"),
        (("report", "diff", "2026-01"), 2, "usage.missing"),
        (("report", "diff", "2026-01", ""), 2, "pack.diff-neither"),
        (("report", "verify", "x.xlsx"), 2, "usage.bad-value"),
        (("report", "yearly", "--to", "x"), 2, "usage.missing"),
        (("report", "yearly", "--year", "1900", "--to", "x"), 2, "usage.bad-value"),
        (("task", "trace", "0", "--on", "2026-13-01"), 2, "trace.bad-day"),
        (("calendar", "show", "1999"), 1, "calendar.not-covered"),
        (("cursor", "rewind", "tep", "documents", "--to", "hôm qua", "--reason", "vì"), 2, "cursor.no-place"),
    ],
)
def test_what_is_not_done_ends_with_its_code(
    office: House, command: tuple[str, ...], exit_code: int, code: str
) -> None:
    done = office.run(*(part.replace("SETTINGS", str(office.config)) for part in command))
    assert (done.returncode, f"[{code}]" in done.stderr) == (exit_code, True), done
    assert code in messages.catalogue()


def test_a_number_beyond_every_number_is_a_wrong_number(office: House) -> None:
    for command in (("alert", "close"), ("activation", "approve"), ("activation", "withdraw")):
        for number in ("99999999999999999999999", "0"):
            done = office.run(*command, number, "--reason", "vì")
            assert (done.returncode, "nằm ngoài khoảng" in done.stderr) == (2, True), done


def test_a_file_that_cannot_be_written_is_told_of(office: House, tmp_path: Path) -> None:
    (row, *_) = json.loads(office.run("task", "list", "--json").stdout)
    for where in (tmp_path / "không-có" / "x", tmp_path):
        for command in (
            ("task", "trace", row["assignment"], "--html", str(where)),
            ("report", "explain", "--html", str(where)),
            ("report", "--csv", str(where)),
            ("purge", "export", "-o", str(where)),
        ):
            done = office.run(*command)
            assert (done.returncode, "[export.not-written]" in done.stderr, "crashed" in done.stderr) == (
                78, True, False,
            ), (command, done.stderr)  # fmt: skip


@pytest.mark.parametrize("command", [("account",), ("account", "--json"), ("org", "show", "Sở Y tế")])
def test_whoever_reads_our_output_may_go_or_have_no_room(office: House, command: tuple[str, ...]) -> None:
    line = [*PROGRAM, *command, "-c", str(office.config)]
    read, write = os.pipe()
    os.close(read)
    gone = subprocess.run(line, stdout=write, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT)
    os.close(write)
    assert (gone.returncode, gone.stderr) == (0, "")
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT)
        assert (done.returncode, done.stderr.count("\n")) == (78, 1)
        assert "[output.not-written]" in done.stderr
    closed = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *line], stderr=subprocess.PIPE, text=True, check=False, env=ENVIRONMENT
    )
    assert (closed.returncode, closed.stderr) == (0, "")


def test_a_terminal_that_lacks_our_letters_gets_them_as_escapes(office: House) -> None:
    line = [*PROGRAM, "account", "-c", str(office.config)]
    poor = ENVIRONMENT | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(line, capture_output=True, check=False, env=poor)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u1ed1i so\\xe1t" in done.stdout
