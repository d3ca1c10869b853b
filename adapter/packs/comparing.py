"""Given files beside the same files made anew: which differ, and in which cells."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import zip_longest

from adapter.packs import former
from adapter.packs.sheets import Sheet, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which a file is not what the log gives."""

    file: str
    what: str  #: code, as in `pack.differs.cell`
    sheet: str = ""
    cell: str = ""  #: as `C5`
    said: str = field(default="", repr=False)  #: in the file
    made: str = field(default="", repr=False)  #: by the log


Grid = list[list[str]]
Grids = dict[str, Grid]
"""Sheet → rows of cells, as texts that can be compared."""


def compared(file: str, given: bytes, made: bytes) -> list[Difference]:
    """Name every way in which a file differs from the one that was made anew; nothing where every byte agrees."""
    if given == made:
        return []
    read = _READERS.get(file.rsplit(".", 1)[-1].lower())
    found: list[Difference] = []
    if read is not None:
        wanted = read(made)
        try:
            found = list(_cells(file, read(given), wanted))
        except Exception:  # noqa: BLE001 - whatever a library says of a file that somebody has changed
            return [Difference(file=file, what="unreadable")]
    return found or [Difference(file=file, what="bytes")]


def _cells(file: str, given: Grids, made: Grids) -> Iterator[Difference]:
    for sheet in [*made, *(one for one in given if one not in made)]:
        if sheet not in given or sheet not in made:
            yield Difference(file=file, what="sheet", sheet=sheet)
            continue
        nothing: list[str] = []
        for row, (said, wanted) in enumerate(zip_longest(given[sheet], made[sheet], fillvalue=nothing)):
            for column, (one, other) in enumerate(zip_longest(said, wanted, fillvalue="")):
                if one != other:
                    cell = place(row, column)
                    yield Difference(file=file, what="cell", sheet=sheet, cell=cell, said=one, made=other)


def headings(content: bytes) -> list[str]:
    """Give the first row of a CSV file; none of what is no such file."""
    try:
        return next(iter(_of_csv(content)[""]), [])
    except (ValueError, csv.Error):
        return []


def said(file: str, content: bytes, sheet: Sheet, at: tuple[int, int]) -> str | None:
    """Give what a file says in a cell, by row and column from 0; None where no program can tell."""
    read = _READERS.get(file.rsplit(".", 1)[-1].lower())
    try:
        grids = {} if read is None else read(content)
        grid = next((grids[name] for name in (sheet.title, sheet.key, "") if name in grids), [])
        told = grid[at[0]][at[1]]
        is_count = at[0] > 0 and isinstance(sheet.rows[at[0] - 1][at[1]], int)
        # A number is a number for programs; people are shown it with the sign that paper has.
        return told.replace("-", former.MINUS) if is_count else told
    except Exception:  # noqa: BLE001 - whatever a library says of a file that somebody has changed
        return None


def _of_xlsx(content: bytes) -> Grids:
    import python_calamine  # noqa: PLC0415 - start-up time

    _refuse_vast(content)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [[_plain(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


MOST_BYTES = 1 << 30
MOST_COLUMNS = 256
MOST_ROWS = 1 << 20
"""A workbook that unpacks to more, or has a cell beyond these, is none of ours: a library makes room for it all."""

_PLACED = re.compile(rb'[ "]r="([A-Z]{1,9})?([0-9]{1,18})"')


def _refuse_vast(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(one.file_size for one in book.infolist()) > MOST_BYTES:
            raise ValueError
        for name in book.namelist():
            if not name.endswith(".xml"):
                continue
            with book.open(name) as part:
                before = b""
                while piece := part.read(1 << 20):
                    # A place may lie across two pieces.
                    _refuse_far(before + piece)
                    before = piece[-40:]


def _refuse_far(piece: bytes) -> None:
    for column, row in _PLACED.findall(piece):
        number = 0
        for letter in column:
            number = number * 26 + letter - ord("A") + 1
        if number > MOST_COLUMNS or int(row) > MOST_ROWS:
            raise ValueError


def _of_csv(content: bytes) -> Grids:
    return {"": [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]}


def _of_html(content: bytes) -> Grids:
    reader = _Tables()
    reader.feed(content.decode())
    reader.close()
    return reader.grids


def _plain(cell: object) -> str:
    """Write what a workbook holds the same way on both sides: 3.0 is 3, a day is a day."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


class _Tables(HTMLParser):
    """Reads the tables of a page, by the names of their sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.grids: Grids = {}
        self._rows: Grid | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag == "table":
            self._rows = self.grids.setdefault(dict(attrs).get("data-sheet") or "", [])
        elif self._rows is not None and tag == "tr":
            self._rows.append([])
        elif self._rows and tag in ("td", "th"):
            self._rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag in ("td", "th"):
            self._inside = False
        elif tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._inside and self._rows:
            self._rows[-1][-1] += data


_READERS: dict[str, Callable[[bytes], Grids]] = {"xlsx": _of_xlsx, "csv": _of_csv, "html": _of_html}
"""A document on paper has no cells that a program could read back: its bytes are compared."""
