"""Commands about the files that a house keeps: its calendar and its directory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from making import Counting, folder_source

from adapter.cli import nhiemvu, session
from adapter.core import dates
from adapter.store import Store
from adapter.sync import rulings

pytestmark = pytest.mark.usefixtures("logs_put_back")


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "config.toml"
    file.write_text('data_directory = "data"\n', "utf-8")
    return str(file)


def with_a_source(config: str, more: str = "") -> None:
    Path(config).write_text(Path(config).read_text("utf-8") + folder_source("q") + more, "utf-8")


@pytest.mark.parametrize(("day", "count"), [("9999-12-31", "1"), ("0001-01-01", "-1")])
def test_beyond_the_last_day_there_is_no_working_day(
    config: str, capsys: pytest.CaptureFixture[str], day: str, count: str
) -> None:
    code = session.run(nhiemvu, ["calendar", "add", "--config", config, "--", day, count])
    assert code == session.FINDINGS
    assert "vượt quá các ngày" in capsys.readouterr().err


def test_a_name_is_written_into_a_row_that_is_shorter_than_the_header(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "d.csv"
    head = "id,code,kind,name,aliases,abbrev,valid_from,valid_to,successors,note\n"
    file.write_text(head + 'B,,k,Hai,,,,,,"x\ny"\nA,,k,Tên\n', "utf-8")
    Path(config).write_text(f'data_directory = "data"\ndirectory = "{file}"\n', "utf-8")
    asked = ["org", "resolve", "Khác", "--as", "A", "--reason", "vì", "--write", "--config", config]
    assert session.run(nhiemvu, asked) == session.OK
    assert file.read_text("utf-8") == head + 'B,,k,Hai,,,,,,"x\ny"\nA,,k,Tên,Khác,,,,,“Khác”: vì\n'
    assert "4" in capsys.readouterr().out


def test_nothing_is_passed_on_from_the_first_day_there_is(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    with_a_source(config)
    assert session.run(nhiemvu, ["activate", "all", "--reason", "vì", "--config", config]) == session.OK
    capsys.readouterr()
    asked = ["org", "transfer", "--on", "0001-01-01", "--from", "Sở Nội vụ", "--to", "Sở Y tế", "--document", "1/QĐ"]
    assert session.run(nhiemvu, [*asked, "--reason", "vì", "--config", config]) == session.OK
    assert "0001-01-01" in capsys.readouterr().out


def test_a_copied_directory_is_named_as_the_settings_mean_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A relative name is meant from where they lie, and not from where the command was given."""
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "noi" / "config.toml"
    config.parent.mkdir()
    config.write_text('language = "en"\n', "utf-8")
    for into, named in (("noi/co-quan.csv", "co-quan.csv"), (str(tmp_path / "x.csv"), str(tmp_path / "x.csv"))):
        assert session.run(nhiemvu, ["org", "copy", into, "--config", "noi/config.toml"]) == session.OK
        assert f'set directory = "{named}" in the settings' in capsys.readouterr().out


def test_a_group_is_told_as_one(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["org", "resolve", "UBND các xã, phường, đặc khu", "--on", "2026-01-01", "--config", config]
    assert session.run(nhiemvu, asked) == session.OK
    said = capsys.readouterr().out
    assert ("QNG-G1" in said, ": 96" in said, "gần giống" in said) == (True, True, False)


@pytest.mark.parametrize("day", ["2026-02-30", "21/08/2026", ""])
def test_a_day_that_is_none_is_told_with_how_days_are_written(
    config: str, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    for asked in (["calendar", "add", day, "1"], ["org", "show", "Sở Y tế", "--on", day]):
        assert session.run(nhiemvu, [*asked, "--config", config]) == session.USAGE
        assert f"«{day}» không phải một ngày. Sửa: viết YYYY-MM-DD" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["activation", "approve", "1"], ["activation", "approve", "1", "--from", "x.yaml"],
        ["activation", "withdraw", "1"], ["alert", "close", "1"], ["cursor", "rewind", "q", "documents"],
        ["log", "rotate-key"], ["outbox", "hold", "a"],
        ["push", "disable", "q"], ["push", "enable", "q"], ["purge", "apply"], ["quarantine", "reject", "a"],
        ["quarantine", "release", "--all"], ["reread", "--since", "2026-01-01"],
        ["task", "object", "a", "--agency", "Sở Y tế"],
        ["org", "transfer", "--on", "2026-01-02", "--from", "Sở Y tế", "--to", "Sở Nội vụ", "--document", "1/QĐ"],
    ],
)  # fmt: skip
def test_where_there_is_no_ledger_none_begins_with_a_ruling_about_it(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    with_a_source(config)
    assert session.run(nhiemvu, [*asked, "--reason", "vì", "--config", config]) == session.CONFIGURATION
    assert "[store.none]" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_where_there_is_no_ledger_none_begins_with_what_is_done_to_it(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anchor = '[anchors.so]\nkind = "file"\n[anchors.so.options]\npath = "so"\n'
    with_a_source(config, "[retention]\nbodies_after_days = 400\n" + anchor)
    checkpoint = tmp_path / "checkpoint"
    checkpoint.write_text("", "utf-8")
    for asked in (["log", "checkpoint"], ["log", "anchor"], ["log", "print"], ["purge", "retention"],
                  ["log", "succeed", "--checkpoint", str(checkpoint), "--reason", "vì"]):  # fmt: skip
        assert session.run(nhiemvu, [*asked, "--config", config]) == session.CONFIGURATION
        assert "[store.none]" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_putting_in_force_may_begin_the_ledger(config: str, tmp_path: Path) -> None:
    with_a_source(config)
    assert session.run(nhiemvu, ["activate", "all", "--reason", "vì", "--config", config]) == session.OK
    assert (tmp_path / "data").exists()


def test_today_is_that_of_the_clock_in_force(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In simulated time nothing is asked as of a day that has not come there."""
    Path(config).write_text('data_directory = "data"\nclock = "source:q"\n', "utf-8")
    with_a_source(config)
    store = Store.open(tmp_path / "data")
    then = datetime(2025, 6, 29, tzinfo=UTC)
    store.commit(lambda writer: rulings.switch(writer, "q", "off", {"actor": "a", "reason": "vì"}, Counting(), then))
    store.close()
    for asked, told in (
        (["org", "resolve", "Sở Kế hoạch và Đầu tư"], "Ngày 2025-06-29"),
        (["org", "show", "UBND thành phố Quảng Ngãi"], "Ngày 2025-06-29"),
        (["calendar", "show"], "2025"),
    ):
        session.run(nhiemvu, [*asked, "--config", config])
        assert told in capsys.readouterr().out


def test_without_a_ledger_today_is_that_of_this_machine(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    for clock in ("system", "source:q"):
        Path(config).write_text(f'data_directory = "data"\nclock = "{clock}"\n', "utf-8")
        session.run(nhiemvu, ["org", "resolve", "Sở Y tế", "--config", config])
        assert f"Ngày {dates.day_of(datetime.now(UTC))}" in capsys.readouterr().out


def test_a_list_without_a_body_writes_no_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "theirs.csv").write_text("Tên,Loại\n", "utf-8")
    into = tmp_path / "ours.csv"
    assert session.run(nhiemvu, ["org", "import", str(tmp_path / "theirs.csv"), "--to", str(into)]) == session.FINDINGS
    assert "[org.import-nothing]" in capsys.readouterr().err
    assert not into.exists()
