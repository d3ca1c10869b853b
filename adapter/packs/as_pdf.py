"""A pack on paper: PDF/A-2a, set by Typst from `paper.typ`, all fonts embedded.

Decree 30/2020 wants Times New Roman. `fonts` holds letters of the same shape and widths that may be given on
(Liberation Serif, SIL OFL 1.1); those that Typst brings draw bold ự and capitals with two marks wrongly.

What is said is handed over as JSON and never becomes source. Characters that the fonts lack are written as escapes:
PDF/A forbids a box that stands for a letter, and so do we.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from adapter.audit import printed
from adapter.core.text import escaped
from adapter.packs import charts, sheets
from adapter.packs.charts import Chart
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Sheet, Text, shown

if TYPE_CHECKING:
    import typst

STANDARD: Literal["a-2a"] = "a-2a"

MOST = 600
"""So many rows of one sheet are printed; all stand in the other files."""

FIGURES_ACROSS = 13
"""So many columns of figures stand beside each other on a page."""

LINES = 28
"""A cell prints about so many lines: no row is higher than a page."""

UPRIGHT, FLAT, INSET = 459, 714, 6
"""How wide a table is on a page upright and on one that lies flat, and what a cell needs beside its text; in points."""

COMMON, WIDEST, LEAST = 0.5, 0.78, 10
"""How wide a letter is for its size, most of them and the widest; words of so few letters are never broken."""

LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x192, *range(0x1A0, 0x1A2), *range(0x1AF, 0x1B1), *range(0x391, 0x3A2),
    *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA), *range(0x410, 0x450), *range(0x1EA0, 0x1EFA), *range(0x2010, 0x2016),
    *range(0x2018, 0x201F), *range(0x2020, 0x2023), 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB, 0x20AC,
    0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,
)  # fmt: skip
"""What the fonts have, as far as Vietnamese administrative texts need it."""

_KNOWN = frozenset(map(chr, LETTERS))
_BREAK = "\u200b"
_WORD = re.compile(r"[^ \n]+|[ \n]")


def write(pack: Pack, told: tuple[Sheet, ...]) -> bytes:
    """Write the document."""
    import typst  # noqa: PLC0415 - start-up time

    data = json.dumps(_told(pack, {one.key: one for one in told}), ensure_ascii=False)
    # Without packages, files or fonts of the machine: the same input gives the same bytes everywhere.
    compiler = typst.Compiler(_template(), font_paths=_fonts(), sys_inputs={"told": data})
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=0)
    assert isinstance(made, bytes)  # noqa: S101 - one document, no output file
    return made


@cache
def _template() -> bytes:
    return resources.files("adapter.packs").joinpath("paper.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[Path(__file__).parent / "fonts"])


def printable(text: str, room: float = FLAT, size: int = 13) -> str:
    """Give a text as paper can hold it: composed letters, escapes for what the fonts lack, breaks in long words.

    `room` is the width of a line in points, `size` that of letters.
    """
    plain = _cut(_in_letters(text), room / size)
    longest, piece = max(LEAST, int(room / size / COMMON)), max(4, int(room / size / WIDEST))
    return "".join(_broken(word, piece) if len(word) > longest else word for word in _WORD.findall(plain))


def _cut(text: str, line: float) -> str:
    """Leave out what would be more than so many lines, each as long as `line` letters are high."""
    used = 0.0
    for at, char in enumerate(text):
        used += line if char == "\n" else COMMON if char.islower() or char == " " else WIDEST
        if used > line * LINES:
            return f"{text[:at]}…"
    return text


def _in_letters(text: str) -> str:
    """Give a text in composed letters, with escapes for those that the fonts lack."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(char if char in _KNOWN or char == "\n" else escaped(char) for char in plain)


def _broken(word: str, piece: int) -> str:
    return _BREAK.join(word[at : at + piece] for at in range(0, len(word), piece))


def _told(pack: Pack, told: dict[str, Sheet]) -> dict[str, object]:
    """Put together what the template asks for."""
    text, until = sheets.speaking(pack.statement.language), pack.report.period.until
    codes = (
        "office", "nation", "motto", "number", "kind", "annexes", "recipients", "recipients-rest", "signer",
        "signer-rest", "empty", "qr",
    )  # fmt: skip
    texts = {code.replace("-", "_"): text(f"pack.{code}") for code in codes}
    texts["place"] = text("pack.place-and-day")
    texts["basis"] = text("pack.basis", until=shown(until), position=pack.report.position)
    return {
        "across": [printable(one) for one in sheets.across(pack)],
        "annexes": list(_annexes(pack, told, text)),
        "day": [until.year, until.month, until.day],
        "issuer": printable(pack.issuer.upper()),
        "language": pack.statement.language,
        "statement": pack.statement.text(),
        "summary": _table(told["summary"], told["summary"].rows, range(2), size=12, across=UPRIGHT),
        "texts": texts,
        "title": printable(sheets.title(pack)),
    }


def _annexes(pack: Pack, told: dict[str, Sheet], text: Text) -> Iterator[dict[str, object]]:
    drawn = charts.of(pack, charts.BARS, _in_letters)
    others = [one for key, one in told.items() if key != "summary"]
    under = text("pack.under", period=sheets.period_named(pack, text))
    for number, sheet in enumerate(others, start=1):
        short, left_out = sheets.shortened(pack, sheet, MOST)
        note = text(sheets.shortening(sheet), shown=MOST, all=len(sheet.rows)) if left_out else ""
        yield {
            "charts": [_chart(one) for one in drawn if one.key == sheet.key],
            "code": printed.qr_code(pack.evidence.note) if sheet.key == "evidence" and pack.evidence.note else "",
            "note": note,
            "number": text("pack.annex", number=_roman(number)),
            "tables": list(_tables(short, text)),
            "title": sheet.title,
            "under": under,
        }


def _tables(sheet: Sheet, text: Text) -> Iterator[dict[str, object]]:
    """Give a sheet as tables that fit a page: figures that are too many go on in a table of their own."""
    columns = [number for number, one in enumerate(sheet.columns) if one.on_paper]
    names = [number for number in columns if not sheet.columns[number].is_figure]
    figures = [number for number in columns if sheet.columns[number].is_figure]
    groups = [figures[at : at + FIGURES_ACROSS] for at in range(0, len(figures), FIGURES_ACROSS)] or [[]]
    for number, group in enumerate(groups):
        first = number * FIGURES_ACROSS + 1
        caption = text("pack.continued", first=first, last=first + len(group) - 1) if number else ""
        wide = 9 if sheet.key == "assignments" else 10
        yield {**_table(sheet, sheet.rows, [*names, *group], size=wide), "caption": caption}


def _table(
    sheet: Sheet, rows: Sequence[Sequence[Cell]], columns: Sequence[int], size: int, across: int = FLAT
) -> dict[str, object]:
    used = [sheet.columns[number] for number in columns]
    unit = across / sum(one.width for one in used)
    rooms = [one.width * unit - INSET for one in used]
    return {
        "aligned": ["right" if one.is_figure or one.is_count else "left" for one in used],
        "headings": [printable(one.heading, room, size) for one, room in zip(used, rooms, strict=True)],
        "rows": [
            [printable(shown(row[number]), room, size) for number, room in zip(columns, rooms, strict=True)]
            for row in rows
        ],
        "size": size,
        "total": sheet.has_total,
        "widths": [one.width for one in used],
    }


def _chart(one: Chart) -> dict[str, object]:
    """Give a chart with the height that it takes on a page, in millimetres."""
    return {"height": min(150.0, one.height * 0.27), "svg": one.svg, "title": one.title}


def _roman(number: int) -> str:
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
