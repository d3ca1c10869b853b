"""Every file of a pack says what the pack says, cell by cell, whatever stands in documents."""

from __future__ import annotations

import csv
import errno
import gc
import io
import re
import unicodedata
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import packed
import pypdfium2
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter import messages
from adapter.core.problems import Refusal
from adapter.packs import as_csv, as_html, as_pdf, as_xlsx, charts, comparing, files, sheets, statement
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Sheet, shown
from adapter.packs.statement import Forced, Statement
from adapter.reports import columns
from adapter.reports.figures import COLUMNS, KINDS, Period
from adapter.reports.ratio import NONE

HOSTILE = (
    "=1+1", "@SUM(A1)", "<script>alert(1)</script>", "</td><td>9", '#import "x"', "$x$ *đậm* _nghiêng_ `mã` \\u{1}",
    "\u202egnuc\u202c", "nối\x00tiếp\x1b[31m", "中文 và 😀", "một\ndòng\r\nnữa", "&amp;&lt;", "a" * 500, "ộ" * 40_000,
    "https://example.org/?q=1", "Nguye\u0302\u0303n", " ", "{=SUM(1)}", "'1", "0012", "\ud800", "_x0041_",
)  # fmt: skip


def planted(*texts: str) -> Pack:
    """Give the pack with other texts in its assignments."""
    plain = packed.pack()
    rows = [
        replace(one, subject=texts[number % len(texts)], content=texts[(number + 1) % len(texts)])
        for number, one in enumerate(plain.assignments)
    ]
    return replace(plain, assignments=tuple(rows))


def flat(cell: Cell) -> str:
    """Give a cell as CSV has it: one line, days as ISO."""
    return cell.isoformat() if isinstance(cell, date) else str(cell) if isinstance(cell, int) else shown(cell)


def of_csv(content: bytes, sheet: Sheet) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return rows[: len(sheet.rows) + 1]


def check_csv(pack: Pack, made: dict[str, bytes]) -> None:
    for sheet in sheets.of(pack):
        read = of_csv(made[f"{sheet.key}.csv"], sheet)
        assert read[0] == [one.heading for one in sheet.columns]
        for row, told in zip(read[1:], sheet.rows, strict=True):
            for cell, wanted in zip(row, told, strict=True):
                assert cell.removeprefix("'") == " ".join(flat(wanted).splitlines()).removeprefix("'")
                assert isinstance(wanted, int) or not cell.lstrip().startswith(tuple("=+-@|%"))


def check_xlsx(pack: Pack, content: bytes) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    told = sheets.of(pack)
    assert book.sheet_names == [one.title for one in told]
    for sheet in told:
        read = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        assert read[0] == [one.heading for one in sheet.columns]
        assert [tuple(row) for row in read[1:]] == [
            tuple("" if one is None else one for one in row) for row in sheet.rows
        ]


def check_html(pack: Pack, content: bytes) -> None:
    grids = comparing._of_html(content)
    for sheet in sheets.of(pack):
        if sheet.rows:
            assert grids[sheet.key] == [
                [one.heading for one in sheet.columns], *([shown(cell) for cell in row] for row in sheet.rows)
            ]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_read_back_is_the_pack(language: str) -> None:
    pack = packed.pack(language)
    made = packed.made(pack)
    assert set(made) == {"xlsx", "pdf", "html", *(f"{one.key}.csv" for one in sheets.of(pack))}
    check_csv(pack, made)
    check_xlsx(pack, made["xlsx"])
    check_html(pack, made["html"])
    assert made == packed.made(pack)


def test_hostile_texts_stay_texts_in_every_file() -> None:
    pack = planted(*HOSTILE)
    made = packed.made(pack)
    check_csv(pack, made)
    check_xlsx(pack, made["xlsx"])
    check_html(pack, made["html"])
    assert b"<f>" not in b"".join(comparing_parts(made["xlsx"]))
    check_paper(made["pdf"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_any_text_comes_back_from_tables(texts: list[str]) -> None:
    pack = planted(*texts)
    made = packed.made(pack, "xlsx", "html", "csv")
    check_csv(pack, made)
    check_xlsx(pack, made["xlsx"])
    check_html(pack, made["html"])


def comparing_parts(content: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return [book.read(name) for name in book.namelist()]


def check_paper(content: bytes) -> list[str]:
    """Look at every page: letters for which there is none, letters upon letters; give the texts."""
    texts = []
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            said = text.get_text_range()
            assert "\ufffd" not in said
            # Commas and points may tuck themselves under a letter, as the tail of a Q; letters and digits never.
            letters = [number for number, char in enumerate(said_of(text)) if char.isalnum() and char != "Q"]
            boxes = [text.get_charbox(number) for number in letters]
            assert all(box[0] >= 0 and box[2] <= width and box[1] >= 0 and box[3] <= height for box in boxes)
            assert upon_each_other(boxes) == []
            texts.append(said)
            text.close()
            page.close()
    finally:
        document.close()
    return texts


def said_of(text: pypdfium2.PdfTextPage) -> list[str]:
    """Give the characters of a page, one for each box."""
    return [chr(pypdfium2.raw.FPDFText_GetUnicode(text, number)) for number in range(text.count_chars())]


def upon_each_other(boxes: list[tuple[float, float, float, float]]) -> list[tuple[object, object]]:
    """Find letters of which one covers a good part of another: what a cell cannot hold runs into the next one."""
    found = []
    ordered = sorted(boxes)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 : number + 60]:
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
            if wide > 0 and high > 0 and least > 0 and wide * high > 0.5 * least and wide > 1:
                found.append((one, other))
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_paper_says_every_cell_and_no_letter_is_missing(language: str) -> None:
    pack = packed.pack(language)
    content = packed.made(pack, "pdf")["pdf"]
    pages = check_paper(content)
    said = squeezed("".join(pages))
    for sheet in sheets.of(pack):
        assert squeezed(sheet.title.upper()) in said or sheet.key == "summary"
        for row in sheet.rows:
            for column, cell in zip(sheet.columns, row, strict=True):
                if column.on_paper:
                    assert squeezed(shown(cell)) in said, (sheet.key, cell)
    assert pages[0].startswith(("ỦY", "CỘNG", "SOCIALIST", "VĂN", "OFFICE"))
    # Every page bears its number on top, but for the first of the report and of each annex: each counts by itself.
    number = 0
    for page in pages:
        begins = number == 0 or page.strip().startswith(("Phụ lục", "Annex"))
        number = 1 if begins else number + 1
        assert begins or page.strip().startswith(str(number))
    assert b"pdfaid:part>2" in content
    assert content.count(b"/FontFile") >= 2
    # The fonts that the library brings draw bold "ự" and capitals with two marks wrongly; the decree wants Times.
    assert b"LiberationSerif-Bold" in content
    assert b"Libertinus" not in content
    assert statement.find(content) == pack.statement


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\x02\ufffe\u00ad-]", "", unicodedata.normalize("NFC", text))


def test_the_fonts_have_every_letter_that_paper_may_print() -> None:
    letters = "".join(map(chr, as_pdf.LETTERS))
    pack = planted(*(letters[at : at + 60] for at in range(0, len(letters), 60)))
    # PDF/A forbids a box that stands for a letter: the library would refuse.
    check_paper(packed.made(pack, "pdf")["pdf"])
    vietnamese = "".join(chr(code) for code in range(0x300, 0x1F00) if "VIETNAMESE" in unicodedata.name(chr(code), ""))
    assert set(unicodedata.normalize("NFC", "aăâeêioôơuưyđẠẲẬẼỆỊỘỞỰỶĐ" + vietnamese)) <= {*letters, *vietnamese}


def test_letters_upon_letters_are_found() -> None:
    assert upon_each_other([(0, 0, 6, 10), (20, 0, 26, 10), (22, 0, 28, 10)]) != []
    assert upon_each_other([(0, 0, 6, 10), (6, 0, 12, 10)]) == []


class Policy(HTMLParser):
    """Collects what a page could load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        names = {name for name, _ in attrs}
        assert not any(name.startswith("on") or name == "style" for name in names)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "data", "action", "xlink:href")]


def test_the_page_loads_and_runs_nothing() -> None:
    made = packed.made(planted(*HOSTILE), "html")["html"].decode()
    page = Policy()
    page.feed(made)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
    assert all(one.startswith("#") for one in page.loads)
    assert "default-src 'none'" in made
    assert made.count("<svg") == 3


def test_figures_of_sheets_agree_with_each_other() -> None:
    pack = packed.pack()
    told = {one.key: one for one in sheets.of(pack)}
    *rows, total = told["agencies"].rows
    adding_up = (number for number, column in enumerate(COLUMNS, start=1) if KINDS[column] == "count")
    counts = [number for number in adding_up if total[number] != NONE]
    assert [sum(int(str(row[number])) for row in rows) for number in counts] == [total[number] for number in counts]
    assert len(told["assignments"].rows) == pack.report.total.total
    assert told["lateness"].rows[-1][3] == sum(one.days_late is not None for one in pack.assignments)
    assert [one.name for one in pack.assignments] == sorted(one.name for one in pack.assignments)
    assert [month.first.month for month in pack.months] == list(range(13 - len(pack.months), 13))


def test_every_column_has_its_definition_in_both_languages() -> None:
    known = messages.catalogue()
    missing = [one for name in COLUMNS for one in (f"define.{name}", columns.text_of(name)) if one not in known]
    assert missing == []


def test_what_was_erased_is_shown_as_that() -> None:
    pack = packed.pack()
    rows = tuple(replace(one, document="", subject="", content="", is_erased=True) for one in pack.assignments)
    (sheet,) = [one for one in sheets.of(replace(pack, assignments=rows)) if one.key == "assignments"]
    assert {row[column] for row in sheet.rows for column in (1, 3, 4)} == {"(nội dung đã tiêu hủy)"}


def test_a_forced_report_says_so_across_every_file() -> None:
    pack = packed.pack()
    made = packed.made(pack)
    across = sheets.across(pack)
    assert len(across) == 2
    for name, content in made.items():
        if name == "pdf":
            said = squeezed("".join(check_paper(content)))
        elif name == "xlsx":
            said = squeezed(b"".join(comparing_parts(content)).decode("utf-8", "replace"))
        else:
            said = squeezed(content.decode())
        assert all(squeezed(one) in said for one in across), name


def test_long_lists_are_cut_on_paper_and_the_latest_stay() -> None:
    pack = packed.pack()
    (sheet,) = [one for one in sheets.of(pack) if one.key == "assignments"]
    short, left_out = sheets.shortened(pack, sheet, 5)
    assert (len(short.rows), left_out) == (5, len(sheet.rows) - 5)
    late = sorted((one.days_late or 0 for one in pack.assignments), reverse=True)[:5]
    assert sorted((int(str(row[10] or 0)) for row in short.rows), reverse=True) == late


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
FORCES = st.builds(
    Forced,
    code=st.sampled_from(["forced.stale", "forced.not-anchored"]),
    seq=st.integers(0, 10**9),
    values=st.dictionaries(
        st.sampled_from(["age", "limit", "source"]), st.from_regex(r"[a-z0-9.-]{1,12}", fullmatch=True)
    ),
)


@given(DAYS, DAYS, DAYS, st.integers(0, 10**9), st.integers(0, 99), st.lists(FORCES, max_size=3), st.binary(max_size=9))
def test_a_statement_is_found_as_it_was_written(
    first: date, last: date, until: date, position: int, checkpoint: int, forced: list[Forced], around: bytes
) -> None:
    told = Statement(
        period=Period(first=first, last=last, until=until),
        position=position,
        root="0a" * 32,
        checkpoint=checkpoint,
        language="vi",
        forced=tuple(forced),
    )
    assert statement.find(around + told.text().encode() + b"\n" + around) == told
    assert statement.find(around) is None


def test_cells_are_named_as_spreadsheets_do() -> None:
    assert [sheets.place(*one) for one in ((0, 0), (1, 2), (9, 25), (0, 26), (0, 702))] == [
        "A1",
        "C2",
        "Z10",
        "AA1",
        "AAA1",
    ]


def test_a_disk_that_fails_under_the_workbook_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.Workbook._store_workbook", full)
    with pytest.raises(Refusal, match=r"built\.not-written"):
        files.build(packed.pack(), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_was_begun_is_not_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Swept up later, when what it was written to is gone, it would complain of that on its own."""

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def begun() -> int:
        return sum(isinstance(one, zipfile.ZipFile) and one.fp is not None for one in gc.get_objects())

    told = packed.pack()
    monkeypatch.setattr("xlsxwriter.packager.Packager._create_package", full)
    gc.collect()
    before = begun()
    gc.disable()
    try:
        with suppress(Refusal):
            files.build(told, tmp_path / "pack")
        assert begun() == before
    finally:
        gc.enable()


def test_what_stands_behind_the_longest_bar_has_room() -> None:
    for label in ("7", "47:30:00", "1000000"):
        bar = charts.Bar(name="qlvb", parts=(charts.Part(name="p", colour="#111", count=9),), label=label)
        drawn, _ = charts.draw("t", [bar], charts._scale([bar]))
        at = re.search(rf'<text x="([0-9.]+)"[^>]*font-weight="bold">{label}<', drawn)
        assert at is not None
        assert float(at[1]) + len(label) * charts.BEHIND <= charts.WIDTH


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2, 1.4.3)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        straight = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), straight, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_numbers_can_be_read_on_every_colour() -> None:
    for colour in (*charts.COLOURS.values(), *charts.MORE, *charts.SOONER.values()):
        assert contrast(colour, "#ffffff" if colour in charts.DARK else "#111111") >= 4.5, colour


def test_what_is_less_than_nothing_bears_one_sign_for_people_and_is_a_number_for_programs(tmp_path: Path) -> None:
    pack = packed.pack()
    (compared,) = [one for one in sheets.of(pack) if one.key == "compared"]
    planted_one = replace(compared, rows=(("Sở Y tế", "Chênh lệch", -218, *compared.rows[0][3:]),))
    made = {
        "x.xlsx": as_xlsx.write(pack, (planted_one,), tmp_path),
        "x.html": as_html.write(pack, (planted_one,)),
        "x.compared.csv": as_csv.write(pack, planted_one),
    }
    assert comparing._of_html(made["x.html"])["compared"][1][2] == "\u2212218"
    assert comparing._of_csv(made["x.compared.csv"])[""][1][2] == "-218"
    # So that `report explain FILE!…` does not take the sign for a change.
    for name, content in made.items():
        assert comparing.said(name, content, planted_one, (1, 2)) == sheets.shown(-218) == "\u2212218"
