"""A spreadsheet program that is not ours opens the workbook and finds every cell: LibreOffice without a window."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import packed
import pytest
import python_calamine
from test_packs import check_paper, planted, squeezed

from adapter.packs import as_pdf

REQUIRED = os.environ.get("NHIEMVU_REQUIRE_LIBREOFFICE") == "1"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None and not REQUIRED, reason="LibreOffice is not installed: no other program opens the workbooks here"
)


def saved_by_office(content: bytes, folder: Path) -> bytes | None:
    """Let LibreOffice open a workbook and save what it found; None where it opened nothing."""
    return by_office(content, folder, "xlsx")


def by_office(content: bytes, folder: Path, kind: str, **surroundings: str) -> bytes | None:
    """Let LibreOffice open a workbook and write it in another form; None where it opened nothing."""
    assert OFFICE, "LibreOffice is required (NHIEMVU_REQUIRE_LIBREOFFICE=1)"
    book, out = folder / "book.xlsx", folder / "out"
    book.write_bytes(content)
    # A profile of its own: no office that runs already, no settings of anybody.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(book)]
    subprocess.run(line, check=False, capture_output=True, timeout=240, env=os.environ | surroundings)
    saved = out / f"{book.stem}.{kind}"
    return saved.read_bytes() if saved.exists() else None


def cells(content: bytes) -> dict[str, list[list[object]]]:
    """Give the cells of every sheet, without what is empty around them."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_another_program_finds_every_cell(language: str, tmp_path: Path) -> None:
    content = packed.made(packed.pack(language), "xlsx")["xlsx"]
    saved = saved_by_office(content, tmp_path)
    assert saved is not None
    found, told = cells(saved), cells(content)
    assert len(told) >= 10
    assert sum(cell != "" for rows in told.values() for row in rows for cell in row) > 500
    assert found == told


def test_a_workbook_with_a_damaged_sheet_would_be_noticed(tmp_path: Path) -> None:
    content = packed.made(packed.pack(), "xlsx")["xlsx"]
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(damaged, "w") as broken:
        for part in book.namelist():
            told = book.read(part)
            broken.writestr(part, told[: len(told) // 2] if part.endswith("sheet2.xml") else told)
    saved = saved_by_office(damaged.getvalue(), tmp_path)
    assert saved is None or cells(saved) != cells(content)


def test_no_text_runs_out_of_its_row(tmp_path: Path) -> None:
    """LibreOffice takes heights from the workbook and makes none itself: what they do not hold covers the next row."""
    content = packed.made(planted("Báo cáo kết quả rà soát, tổng hợp khó khăn, vướng mắc; " * 4), "xlsx")["xlsx"]
    fonts = tmp_path / ".fonts"
    fonts.symlink_to(Path(as_pdf.__file__).parent / "fonts")
    printed = by_office(content, tmp_path, "pdf", HOME=str(tmp_path))
    assert printed is not None
    said = squeezed("".join(check_paper(printed)))
    assert squeezed("vướng mắc;") in said
