"""Files of packs that somebody has prepared: they are told of, and neither end the program nor lead it elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import packed
import pytest

from adapter.packs import comparing, files, statement, verifying


def remade(workbook: bytes, change: tuple[bytes, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give a workbook in which every part has one thing replaced by another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(out, "w", compression) as book:
        for name in given.namelist():
            book.writestr(name, given.read(name).replace(*change))
    return out.getvalue()


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return packed.made(packed.pack(), "xlsx")["xlsx"]


@pytest.mark.parametrize("change", [(b'r="A1"', b'r="XFD1"'), (b'r="A1"', b'r="A1048577"')], ids=["wide", "long"])
def test_a_cell_at_the_end_of_the_world_is_not_made_room_for(workbook: bytes, change: tuple[bytes, bytes]) -> None:
    found = comparing.compared("b.xlsx", remade(workbook, change), workbook)
    assert [one.what for one in found] == ["unreadable"]


def test_our_own_workbook_is_read(workbook: bytes) -> None:
    found = comparing.compared("b.XLSX", remade(workbook, (b"<creator>", b"<creator>")), workbook)
    assert [one.what for one in found] == ["bytes"], "packed otherwise, with the same cells"


def test_a_damaged_archive_has_no_statement(workbook: bytes) -> None:
    at = workbook.index(b"docProps/core.xml") + 60
    broken = workbook[:at] + b"\xff" * 40 + workbook[at + 40 :]
    assert verifying._unpacked(broken) == b""


def test_the_statement_of_a_file_is_the_last_one_in_it() -> None:
    ours = packed.pack().statement
    other = ours.text().replace(f"position={ours.position}", "position=1")
    assert other != ours.text()
    found = statement.find(f"trích yếu: {other}\nnội dung\n{ours.text()}\n".encode())
    assert found is not None
    assert found.position == ours.position


def test_a_pack_that_lacks_a_file_is_listed_as_such_and_nothing_else_is_opened(tmp_path: Path) -> None:
    pack = packed.pack()
    files.build(pack, tmp_path / "a")
    assert [one.is_sound for one in verifying.listed(tmp_path)] == [True]
    manifest = tmp_path / "a" / files.MANIFEST
    told = json.loads(manifest.read_text("utf-8"))
    for name in ("/dev/zero", "../a/manifest.json", "gone.csv"):
        manifest.write_text(json.dumps(told | {"files": {name: "0" * 64}}), "utf-8")
        assert [one.is_sound for one in verifying.listed(tmp_path)] == [False]


def broken(manifest: bytes) -> list[bytes]:
    told = json.loads(manifest)
    without = {name: value for name, value in told.items() if name != "statement"}
    parts = (without, told | {"files": []}, told | {"files": {"a.pdf": 3}}, {}, [])
    return [
        b"",
        manifest[: len(manifest) // 2],
        b"\xff" * 9,
        b"[" * 99_999,
        *(json.dumps(one).encode() for one in parts),
    ]


def test_a_pack_whose_manifest_is_broken_is_listed_as_that(tmp_path: Path) -> None:
    pack = packed.pack()
    files.build(pack, tmp_path / "a")
    manifest = tmp_path / "a" / files.MANIFEST
    for content in broken(manifest.read_bytes()):
        manifest.write_bytes(content)
        (one,) = verifying.listed(tmp_path)
        assert (one.folder, one.is_sound) == (tmp_path / "a", False), content[:60]
        # The files beside it still say what they were made of.
        assert one.statement == pack.statement
        assert one.is_broken or b"a.pdf" in content
    for file in (tmp_path / "a").iterdir():
        if file != manifest:
            file.unlink()
    manifest.write_bytes(b"{")
    assert [(one.statement, one.is_broken) for one in verifying.listed(tmp_path)] == [(None, True)]


def test_a_manifest_of_something_else_is_no_broken_pack(tmp_path: Path) -> None:
    (tmp_path / files.MANIFEST).write_text('{"name": "app", "icons": []}', "utf-8")
    assert verifying.listed(tmp_path) == []


def test_a_folder_of_an_agency_lies_in_its_folder_whatever_its_id() -> None:
    assert files._file_name("..") == "%2E%2E"
