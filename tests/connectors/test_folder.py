"""Files as they really lie about: half-written, moved in with an old time, links, pipes, too large, gone."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter.core.problems import Refusal
from adapter.core.standing import Standing
from adapter.messages import peer
from adapter.wire import AdministratorNeeded, Push, Ref, Refused
from connectors.folder import Folder

TEXT = (files("mappings") / "simulator-folder.yaml").read_text("utf-8")
EXCHANGE = load_shipped(TEXT, "simulator-folder.yaml").exchange
NOW = datetime(2026, 3, 2, tzinfo=UTC)
BODY = '<Document xmlns="urn:vn:qlvb:dich-vu:1"><Subject>V/v {}</Subject></Document>'


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    for name in ("documents", "events", "standings"):
        (tmp_path / name).mkdir()
    return tmp_path


def connector(drop: Path, **options: object) -> Folder:
    given = {"drop_directory": str(drop), "settle_s": 0} | options
    return Folder(given, exchange=EXCHANGE, source="thu")


def put(drop: Path, name: str, text: str = "x", hours_ago: float = 0) -> Path:
    file = drop / "documents" / name
    file.write_text(BODY.format(text), "utf-8")
    then = time.time() - hours_ago * 3600
    os.utime(file, (then, then))
    return file


def listed(folder: Folder, cursor: str | None = None) -> tuple[list[str], str]:
    page = folder.list("documents", cursor, None, NOW)
    return [ref.id for ref in page.refs], page.cursor


def ref(name: str) -> Ref:
    return Ref(id=name, version=1, levels=(), entered_on=None)


def test_a_file_moved_in_with_an_old_time_is_listed(drop: Path) -> None:
    """Its content is a year old, its name has just come: both times count."""
    folder = connector(drop)
    put(drop, "a.xml")
    _, cursor = listed(folder)
    elsewhere = put(drop, "b.new", hours_ago=24 * 365)
    elsewhere.rename(drop / "documents" / "b.xml")
    assert "b" in listed(folder, cursor)[0]


def test_what_is_being_written_waits_and_is_not_passed_over(drop: Path) -> None:
    put(drop, "a.xml")
    time.sleep(0.3)
    fresh = put(drop, "b.xml")
    folder = connector(drop, settle_s=0.25)
    names, cursor = listed(folder)
    assert names == ["a"]
    time.sleep(0.3)
    assert "b" in listed(folder, cursor)[0]
    assert fresh.exists()


def test_a_half_written_file_is_refused_and_comes_again_when_it_is_whole(drop: Path) -> None:
    file = put(drop, "a.xml")
    whole = file.read_text("utf-8")
    file.write_text(whole[:60], "utf-8")
    folder = connector(drop)
    (before,) = folder.list("documents", None, None, NOW).refs
    with pytest.raises(Refused, match=r"peer\.item-not-xml"):
        folder.fetch("documents", before)
    time.sleep(0.01)
    file.write_text(whole, "utf-8")
    (after,) = folder.list("documents", None, None, NOW).refs
    assert (after.id, (after.version or 0) > (before.version or 0)) == ("a", True)
    assert b"V/v x" in folder.fetch("documents", after).body


def test_only_plain_files_with_the_right_name_are_looked_at(drop: Path) -> None:
    put(drop, "a.xml")
    put(drop, ".hidden.xml")
    put(drop, "b.xml.part")
    put(drop, "c.txt")
    (drop / "documents" / "d.xml").symlink_to("/etc/hostname")
    (drop / "documents" / "e.xml").mkdir()
    os.mkfifo(drop / "documents" / "f.xml")
    assert listed(connector(drop))[0] == ["a"]


@pytest.mark.parametrize("name", ["d", "e", "f", "khong-co", "../documents/a", "../../x", ""])
def test_nothing_else_is_opened_whatever_a_reference_says(drop: Path, name: str) -> None:
    put(drop, "a.xml")
    (drop / "documents" / "d.xml").symlink_to(drop / "documents" / "a.xml")
    (drop / "documents" / "e.xml").mkdir()
    os.mkfifo(drop / "documents" / "f.xml")
    with pytest.raises(Refused) as caught:
        connector(drop).fetch("documents", ref(name))
    assert caught.value.code in ("folder.file-gone", "folder.file-unreadable")


def test_a_file_that_is_too_large_is_refused_for_itself(drop: Path) -> None:
    put(drop, "a.xml", "x" * 5000)
    put(drop, "b.xml")
    folder = connector(drop, max_bytes=2048)
    with pytest.raises(Refused, match=r"folder\.file-too-big"):
        folder.fetch("documents", ref("a"))
    assert folder.fetch("documents", ref("b")).body


def test_files_lie_as_they_lay(drop: Path) -> None:
    before = {put(drop, f"{name}.xml"): None for name in "abc"}
    stats = {file: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) for file in before}
    folder = connector(drop)
    _, cursor = listed(folder)
    for name in "abc":
        folder.fetch("documents", ref(name))
    listed(folder, cursor)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) for file in before} == stats
    assert sorted(file.name for file in (drop / "documents").iterdir()) == ["a.xml", "b.xml", "c.xml"]


def test_marks_are_put_where_the_cursor_has_passed(drop: Path) -> None:
    put(drop, "a.xml", hours_ago=2)
    folder = connector(drop, mark=True)
    names, cursor = listed(folder)
    assert names == ["a"]
    assert not (drop / "documents" / "a.xml.seen").exists(), "it is not durable yet"
    listed(folder, cursor)
    assert (drop / "documents" / "a.xml.seen").stat().st_size == 0


def test_a_missing_folder_is_named(drop: Path) -> None:
    (drop / "documents").rmdir()
    with pytest.raises(AdministratorNeeded) as caught:
        listed(connector(drop))
    assert caught.value.code == "folder.missing"
    assert caught.value.values["folder"] == str(drop / "documents")
    assert caught.value.code in peer.TEXTS


def test_wrong_options_are_told_together() -> None:
    with pytest.raises(Refusal) as caught:
        Folder({"drop_dir": "/x", "settle_s": -1, "mark": "perhaps"}, exchange=EXCHANGE, source="thu")
    assert {problem.code for problem in caught.value.problems} == {
        "connector.option-unknown", "connector.option-missing", "connector.option-no-seconds",
        "connector.option-no-flag",
    }  # fmt: skip


def test_a_standing_is_there_whole_or_not_at_all(drop: Path) -> None:
    standing = Standing(code="open-in-time", due_on=None, completed_on=None, lacking=("report",), quality="")
    push = Push(key="log-7", document="a", task="T<1>", lead_code="", lead_name="Sở «Nội vụ» & Co", standing=standing)
    folder = connector(drop)
    folder.push(push)
    folder.push(push)
    (file,) = (drop / "standings").iterdir()
    written = file.read_text("utf-8")
    assert file.name == "log-7.xml"
    assert "<TaskId>T&lt;1&gt;</TaskId>" in written
    assert "Sở «Nội vụ» &amp; Co" in written
    assert "DueOn" not in written
