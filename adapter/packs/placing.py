"""What a cell of a pack's sheet is: a figure with assignments behind it, or in words what it is and what shows more.

Sheets are asked for by title or key, cells as spreadsheets name them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adapter.core.text import tidy
from adapter.packs import sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Sheet, place, shown
from adapter.reports.cells import CellRefused
from adapter.reports.columns import COLUMNS, MAIN, TOTAL, text_of
from adapter.reports.figures import Period

_NAMED = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """One cell of a sheet."""

    sheet: Sheet
    row: int  #: from 0, which holds the headings
    number: int  #: of its column, from 0
    agency: str = ""  #: of a figure: id, or `total`
    column: str = ""  #: of a figure: one of `COLUMNS`; empty for what is none
    told: str = ""  #: of what is no figure: code of the text that says what it is, and what shows more
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Name the cell, as `C5`."""
        return place(self.row, self.number)

    @property
    def says(self) -> str:
        """Give what the log has the cell say, as people read it."""
        if self.row == 0:
            return self.sheet.columns[self.number].heading
        return shown(self.sheet.rows[self.row - 1][self.number])


def sheet_of(told: Sequence[Sheet], name: str) -> Sheet:
    """Find a sheet by title or key. Raises `CellRefused`."""
    wanted = _plain(name)
    for one in told:
        if wanted in (_plain(one.title), one.key):
            return one
    raise CellRefused("explain.no-sheet", sheet=name, known=", ".join(f"{one.title} ({one.key})" for one in told))


def sheet_of_table(told: Sequence[Sheet], file: str, headings: Sequence[str]) -> Sheet:
    """Find the sheet that a file of one table holds: by its headings, and by its name where several have the same.

    Raises `CellRefused`.
    """
    alike = [one for one in told if [column.heading for column in one.columns] == [*headings]]
    alike = [one for one in alike if file.endswith(f".{one.key}.csv")] or alike
    if len(alike) != 1:
        raise CellRefused("explain.no-table", file=file)
    return alike[0]


def meant(pack: Pack, sheet: Sheet, cell: str) -> Meant:
    """Say what a cell of a sheet is. Raises `CellRefused`."""
    found = _NAMED.fullmatch(cell.upper())
    if found is None:
        raise CellRefused("explain.no-place", cell=cell)
    row, number = int(found[2]) - 1, _number(found[1])
    if row > len(sheet.rows) or number >= len(sheet.columns):
        last = place(len(sheet.rows), len(sheet.columns) - 1)
        raise CellRefused("explain.outside-sheet", cell=cell.upper(), sheet=sheet.title, last=last)
    here = Meant(sheet=sheet, row=row, number=number)
    agency, column = _figure(pack, here)
    if column:
        return Meant(sheet=sheet, row=row, number=number, agency=agency, column=column)
    code, values = _told(pack, here)
    return Meant(sheet=sheet, row=row, number=number, told=code, values=values)


def _figure(pack: Pack, here: Meant) -> tuple[str, str]:
    """Give agency and column of a figure that `report explain` explains; two empty texts for anything else."""
    if here.row == 0 or here.number == 0:
        return "", ""
    if here.sheet.key == "agencies":
        lines = [*pack.report.lines, *([] if pack.own else [pack.report.total])]
        return lines[here.row - 1].agency or TOTAL, COLUMNS[here.number - 1]
    if here.sheet.key == "groups":
        return pack.report.groups[here.row - 1].agency, COLUMNS[here.number - 1]
    if here.sheet.key == "summary":
        text = sheets.speaking(pack.statement.language)
        begins = text(text_of(COLUMNS[0]))
        first = next(at for at, row in enumerate(here.sheet.rows, start=1) if row[0] == begins)
        if first <= here.row < first + len(COLUMNS):
            return pack.report.total.agency or TOTAL, COLUMNS[here.row - first]
    return "", ""


HEADED = frozenset({"agencies", "groups", "summary", "months", "lateness"})
"""Sheets whose first column says what a row is about."""


def _told(pack: Pack, here: Meant) -> tuple[str, Mapping[str, object]]:
    """Say what a cell is that is no figure, and which command shows more."""
    if here.row == 0 or (here.number == 0 and here.sheet.key in HEADED):
        return "explain.cell-heading", {"sheet": here.sheet.title}
    values = {"sheet": here.sheet.title, "heading": here.sheet.columns[here.number].heading, "options": _options(pack)}
    special = _SPECIAL.get(here.sheet.key)
    if special is None:
        return "explain.cell-words", values
    return special(pack, here, values)


def _assignment(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    handle = here.sheet.rows[here.row - 1][-1]
    until, position = pack.report.period.until, pack.statement.position
    more = {"handle": handle, "options": f"--on {until} --at {position}"}
    return "explain.cell-assignment", {**values, **more}


def _month(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    month = pack.months[here.row - 1]
    if not here.sheet.columns[here.number].is_figure:
        return "explain.cell-heading", values
    first = len(here.sheet.columns) - len(COLUMNS)
    figure = f"{TOTAL}:{COLUMNS[here.number - first]}"
    options = f"--period {month.first:%Y-%m} --until {month.until} --at {pack.statement.position}"
    return "explain.cell-month", {**values, "month": f"{month.first:%m/%Y}", "figure": figure, "options": options}


def _band(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    buckets = (["done-late"], ["open-overdue"], ["done-late", "open-overdue"])[here.number - 1]
    command = "`, `".join(f"nhiemvu report explain {TOTAL}:{one} {_options(pack)}" for one in buckets)
    return "explain.cell-lateness", {**values, "band": here.sheet.rows[here.row - 1][0], "command": command}


def _exception(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    beside = f"nhiemvu report {_options(pack)}"
    special = {"held": "nhiemvu quarantine list", "edited": beside, "objected": beside}
    command = special.get(pack.exceptions[here.row - 1].what, f"nhiemvu account --at {pack.statement.position}")
    return "explain.cell-exception", {**values, "what": here.sheet.rows[here.row - 1][0], "command": command}


def _before(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    """Tell of what a comparison says beside the figures of the period itself."""
    if pack.former is None or not here.sheet.columns[here.number].is_figure:
        return "explain.cell-heading", values
    one, which = pack.former.rows[(here.row - 1) // 3], (here.row - 1) % 3
    periods = ([pack.report.period], [pack.former.period], [pack.report.period, pack.former.period])[which]
    figure = f"{one.agency or TOTAL}:{MAIN[here.number - 2]}"
    commands = (f"nhiemvu report explain {figure} {options(each, pack.statement.position)}" for each in periods)
    return "explain.cell-compared", {**values, "command": "`, `".join(commands)}


def _timed(pack: Pack, here: Meant, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    rows = pack.timings if here.sheet.key == "account" else pack.latencies
    month = rows[here.row - 1].month
    command = f"nhiemvu account --period {month:%Y-%m} --at {pack.statement.position}"
    return "explain.cell-timed", {**values, "month": f"{month:%m/%Y}", "command": command}


_SPECIAL = {
    "account": _timed,
    "compared": _before,
    "latency": _timed,
    "assignments": _assignment,
    "coordinating": _assignment,
    "months": _month,
    "lateness": _band,
    "exceptions": _exception,
}
"""Sheet → what says what its cells are."""


def _options(pack: Pack) -> str:
    """Write the options by which a command looks at what the pack was made of."""
    return options(pack.report.period, pack.statement.position)


def options(period: Period, position: int) -> str:
    """Write the options of a command that looks at a period as of a position."""
    return f"--from {period.first} --to {period.last} --until {period.until} --at {position}"


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _plain(name: str) -> str:
    return tidy(name).casefold()
