"""Cells of a report: which figure somebody means, and where it stands in the table that `report --csv` writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from adapter.core.organisations import Directory
from adapter.core.text import tidy
from adapter.reports.columns import BEHIND, COLUMNS, QUALITY, TOTAL
from adapter.reports.figures import Line, Member, Report
from adapter.reports.ratio import Value

_NAMED = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,5})")
"""`C5`: column C, row 5. The first row holds the headings, column A the names of the agencies."""


class CellRefused(Exception):  # noqa: N818 - named for what it tells: no figure is meant by this
    """What was asked for names no figure; carries a code and values for its text."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of a report."""

    agency: str  #: id of an agency or of a group; empty for all together
    name: str  #: of the agency; empty for all together
    column: str  #: one of `COLUMNS`, or a quality with `QUALITY` before it
    place: str  #: in the table, as `C5`; empty for what has no place there
    count: int  #: so many assignments are behind it
    value: Value  #: what is printed; of a column that counts, the same
    bodies: frozenset[str] = frozenset()  #: of a group: ids of those that it adds up

    def counts(self, member: Member) -> bool:
        """Tell whether an assignment, as it counts for its agency, is behind this figure."""
        agencies = self.bodies or ({self.agency} if self.agency else ())
        return member.counts_in(self.column) and (not agencies or member.lead in agencies)


def names(counted: Report) -> dict[str, str]:
    """Give how each agency is named; where two bodies bore one name after each other, with our own id."""
    borne = Counter(line.name for line in counted.lines)
    return {
        line.agency: line.name if borne[line.name] == 1 else f"{line.name} [{line.agency}]" for line in counted.lines
    }


def every(counted: Report) -> Iterator[Cell]:
    """Give every figure, row by row: agencies, all together, then groups, below a row that is empty."""
    for row, line in _rows(counted):
        for number, column in enumerate(COLUMNS, start=1):
            yield _cell(line, column, f"{letters(number)}{row}")
    for _, line in _rows(counted):
        for quality in line.quality:
            yield _cell(line, f"{QUALITY}{quality}", "")


def _rows(counted: Report) -> Iterator[tuple[int, Line]]:
    yield from enumerate((*counted.lines, counted.total), start=2)
    yield from enumerate(counted.groups, start=len(counted.lines) + 4)


def letters(number: int) -> str:
    """Name a column of the table by its number from 0, as spreadsheets do: A to Z, then AA."""
    more, last = divmod(number, 26)
    return (chr(ord("A") + more - 1) if more else "") + chr(ord("A") + last)


def at(counted: Report, place: str) -> Cell:
    """Give the figure at a place of the table, as `C5`. Raises `CellRefused`."""
    if not _NAMED.fullmatch(place.upper()):
        raise CellRefused("explain.no-cell", cell=place)
    found = [one for one in every(counted) if one.place == place.upper()]
    if not found:
        last = f"{letters(len(COLUMNS))}{max(row for row, _ in _rows(counted))}"
        raise CellRefused("explain.cell-outside", cell=place.upper(), last=last)
    return found[0]


def of(counted: Report, directory: Directory | None, agency: str, column: str) -> Cell:
    """Give the figure of an agency, by name, code or id, of a group of them, or of `total`. Raises `CellRefused`.

    An agency that the directory knows and that has no row has no assignments: its figures are 0.
    """
    if column not in COLUMNS and not column.startswith(QUALITY):
        raise CellRefused("explain.no-column", column=column, known=", ".join(COLUMNS))
    wanted = tidy(agency)
    if wanted == TOTAL:
        return _found(counted, counted.total, column)
    lines = [one for one in counted.lines if wanted in (one.agency, f"{one.name} [{one.agency}]")]
    lines = lines or [one for one in counted.lines if tidy(one.name) == wanted]
    lines = lines or [one for one in counted.groups if wanted in (one.agency, tidy(one.name))]
    known = frozenset[str]() if directory is None else directory.named(wanted) | ({wanted} & directory.ids())
    lines = lines or [one for one in counted.lines if one.agency in known]
    several = [one.agency for one in lines] or sorted(known)
    if len(several) > 1:
        raise CellRefused("explain.agency-several", agency=agency, known=", ".join(several))
    if lines:
        return _found(counted, lines[0], column)
    if not several:
        raise CellRefused("explain.agency-unknown", agency=agency)
    (first,) = several
    name = directory.name(first) if directory else first
    return Cell(agency=first, name=name, column=column, place="", count=0, value=0)


def _found(counted: Report, line: Line, column: str) -> Cell:
    """Give a figure of a line that is there; a quality that nobody was judged by is that of none."""
    wanted = (one for one in every(counted) if (one.agency, one.column) == (line.agency, column))
    return next(wanted, None) or _cell(line, column, "")


def _cell(line: Line, column: str, place: str) -> Cell:
    value, behind = line.value(column), line.value(BEHIND.get(column, column))
    count = behind if isinstance(behind, int) else 0
    return Cell(
        agency=line.agency, name=line.name, column=column, place=place, count=count, value=value, bodies=line.bodies
    )
