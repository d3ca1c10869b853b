"""Lists that others keep as CSV: what stands between cells, what they call columns, how they write days. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from adapter.core.problems import Place, Problem
from adapter.core.text import tidy

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-?([0-9]{2})-?([0-9]{2})")

Headers = Mapping[str, tuple[str, ...]]
"""What other lists call our columns, in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list taken apart."""

    columns: tuple[str, ...]  #: by our names; what we have no name for under its own
    rows: tuple[tuple[int, tuple[str, ...]], ...]  #: the line at which each ends, and its cells; none that is blank
    broken: int | None = None  #: the line from which on it is no CSV


def read(text: str, headers: Headers) -> Listed:
    """Read CSV with commas, semicolons or tabs; its first line that is not blank is the header."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text, headers), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    first = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if columns:
                    rows.append((reader.line_num, tuple(cells)))
                columns = columns or tuple(_column(cell, headers) for cell in cells)
            first = reader.line_num + 1
    except csv.Error:
        # A quote that nobody closes is found at the end of the file; it was opened where the row begins.
        return Listed(columns=columns, rows=tuple(rows), broken=first)
    return Listed(columns=columns, rows=tuple(rows))


def _delimiter(text: str, headers: Headers) -> str:
    """Give what the header is parted by: a name in it may hold a comma, so that more names make sense comes first."""
    header = next((line for line in StringIO(text) if line.strip()), "")

    def known(by: str) -> int:
        return sum(_column(cell.strip(' "'), headers) in headers for cell in header.split(by))

    return max(",;\t", key=lambda by: (known(by), header.count(by)))


def _column(header: str, headers: Headers) -> str:
    wanted = tidy(header)
    return next((name for name, others in headers.items() if wanted.lower() in others), wanted)


def doubled(listed: Listed, headers: Headers) -> tuple[str, ...]:
    """Name the columns of ours that a list has more than once: one of them would be lost."""
    return tuple(name for name in headers if listed.columns.count(name) > 1)


def day(cell: str) -> date | None:
    """Read a day written dd/MM/yyyy, yyyy-MM-dd or yyyyMMdd; None for everything else."""
    found = _DAY.fullmatch(cell)
    if found is None:
        return None
    on, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(on))
    except ValueError:
        return None


def written(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV of ours, each ended by a line feed."""
    return "".join(map(_line, rows))


def _line(row: Sequence[str]) -> str:
    into = StringIO(newline="")
    # With an end of both characters each of them is quoted within a cell, as a reader wants it.
    csv.writer(into, lineterminator="\r\n").writerow(row)
    return into.getvalue().removesuffix("\r\n") + "\n"


def problem(code: str, file: str, line: int, **values: str) -> Problem:
    """Say what is wrong with a line of a list."""
    return Problem(code=code, place=Place(file=file, line=line), values=tuple(values.items()))


def miscounted(cells: Sequence[str], columns: Sequence[str], file: str, line: int) -> Problem:
    """Say that a row has not as many cells as there are columns."""
    return problem("list.cells", file, line, cells=str(len(cells)), columns=str(len(columns)))
