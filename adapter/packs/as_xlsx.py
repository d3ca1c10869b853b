"""A pack as a workbook: one sheet after another, row by row, so that memory stays flat however long they are.

Texts are written as texts and never as formulas. What the library would take from the clock is fixed, so that the same
pack gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from adapter.audit import printed
from adapter.packs import sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_000_000
"""A sheet of a workbook holds 1,048,576 rows; a longer table goes on in a sheet of its own."""

MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the library takes moments without a zone
"""What stands as the moment of making: a report is made of a log, not of a moment."""

FONT = "Times New Roman"

LINE, LINES = 15, 27
"""How high a line is in points, and how many of them the highest row has that a workbook may hold."""

WIDE, LOST = 1.1, 3
"""Letters beside each other for each unit of a column's width, and how many of a line are lost where a word ends it."""


def write(pack: Pack, told: tuple[Sheet, ...], folder: Path) -> bytes:
    """Write the workbook; rows wait for their sheet's end in `folder`, which is the caller's own."""
    made = BytesIO()
    with _book(made, folder) as book:
        title = sheets.title(pack)
        book.set_properties(
            {"title": title, "created": MADE_AT, "comments": pack.statement.text(), "author": "nhiemvu"}
        )
        kinds = {
            "head": {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "align": "center",
                "border": 1,
                "bg_color": "#DDE6F0",
            },
            "text": {"text_wrap": True, "valign": "top", "border": 1},
            "count": {"valign": "top", "border": 1, "num_format": "#,##0"},
            "day": {"valign": "top", "border": 1, "num_format": "dd/mm/yyyy", "align": "center"},
        }
        formats = {name: book.add_format({"font_name": FONT, "font_size": 11, **kind}) for name, kind in kinds.items()}
        strong = {name: {**kind, "bold": True} for name, kind in kinds.items()}
        totals = {name: book.add_format({"font_name": FONT, "font_size": 11, **kind}) for name, kind in strong.items()}
        for name, sheet, rows in _split(told):
            drawn = book.add_worksheet(name)
            _dress(drawn, sheet, len(rows), title, pack)
            _raise(drawn, 0, [one.heading for one in sheet.columns], sheet)
            for column, heading in enumerate(sheet.columns):
                drawn.write_string(0, column, heading.heading, formats["head"])
            for number, row in enumerate(rows, start=1):
                _raise(drawn, number, row, sheet)
                used = totals if sheet.has_total and number == len(rows) else formats
                for column, cell in enumerate(row):
                    _put(drawn, number, column, cell, used)
            if sheet.key == "evidence" and pack.evidence.note:
                code = {"image_data": BytesIO(printed.qr_picture(pack.evidence.note)), "description": "QR"}
                drawn.insert_image(1, len(sheet.columns) + 1, "qr.png", code)
    return made.getvalue()


@contextmanager
def _book(made: BytesIO, folder: Path) -> Iterator[Workbook]:
    """Give a workbook that ends with the block; raises `OSError` when the disk fails, and leaves nothing open."""
    import xlsxwriter  # noqa: PLC0415 - start-up time
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    options = {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    failure: OSError | None = None
    try:
        yield book
        book.close()
    except FileCreateError as error:
        # The library puts the error of the system into one of its own, which is none of these. A new one is raised:
        # the frames of this one hold the archive that was begun. It ends itself when nobody holds it any more, which
        # has to be now, while what it writes to is there.
        (reason,) = error.args
        failure = OSError(reason.errno, reason.strerror)
        del reason
    finally:
        for drawn in book.worksheets():
            with suppress(OSError):
                drawn.row_data_fh.close()
    if failure is not None:
        raise failure


def _split(told: tuple[Sheet, ...]) -> Iterator[tuple[str, Sheet, Sequence[tuple[Cell, ...]]]]:
    """Give each sheet by name, in as many parts as it needs."""
    for sheet in told:
        for number, first in enumerate(range(0, max(1, len(sheet.rows)), ROWS), start=1):
            name = sheet.title if number == 1 else f"{sheet.title} ({number})"
            yield name, sheet, sheet.rows[first : first + ROWS]


def _dress(drawn: Worksheet, sheet: Sheet, rows: int, title: str, pack: Pack) -> None:
    for column, one in enumerate(sheet.columns):
        drawn.set_column(column, column, one.width)
    drawn.freeze_panes(1, 1)
    filtered = rows - 1 if sheet.has_total else rows
    if filtered > 0:
        drawn.autofilter(0, 0, filtered, len(sheet.columns) - 1)
    drawn.repeat_rows(0)
    drawn.set_paper(9)
    drawn.set_landscape()
    drawn.fit_to_pages(1, 0)
    across = " ".join(sheets.across(pack))
    # & begins a command in headers; a header has at most 255 characters.
    drawn.set_header(f"&C{(across or title).replace('&', '&&')[:250]}")
    drawn.set_footer("&C&P/&N")


def _raise(drawn: Worksheet, row: int, cells: Sequence[Cell], sheet: Sheet) -> None:
    """Make a row as high as its longest text needs: LibreOffice believes a workbook and does not look for itself."""
    lines = 1
    for cell, one in zip(cells, sheet.columns, strict=True):
        if isinstance(cell, str) and (len(cell) > one.width or "\n" in cell):
            lines = max(lines, _lines(cell, one.width))
    if lines > 1:
        drawn.set_row(row, LINE * min(lines, LINES))


def _lines(text: str, width: int) -> int:
    """Estimate how many lines a text takes, rather too many; by its length alone, for there may be millions."""
    across = width * WIDE - LOST
    return sum(1 if len(line) <= width else -int(-len(line) // across) for line in text.split("\n"))


def _put(drawn: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> None:
    if isinstance(cell, str):
        drawn.write_string(row, column, cell, formats["text"])
    elif isinstance(cell, date):
        drawn.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001
    elif cell is None:
        drawn.write_blank(row, column, None, formats["text"])
    else:
        drawn.write_number(row, column, cell, formats["count"])
