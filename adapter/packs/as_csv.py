"""A sheet as CSV: UTF-8 with a byte order mark, nothing in it runs; below the table what it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adapter.packs import sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Sheet
from adapter.reports.tabular import to_csv_file


def write(pack: Pack, sheet: Sheet) -> bytes:
    """Write one sheet; days are ISO dates, for this is the form that other programs read."""
    return to_csv_file(_rows(pack, sheet))


def _rows(pack: Pack, sheet: Sheet) -> Iterator[list[object]]:
    yield [one.heading for one in sheet.columns]
    for row in sheet.rows:
        yield [_written(cell) for cell in row]
    text = sheets.speaking(pack.statement.language)
    yield []
    for one in sheets.across(pack):
        yield [text("pack.made-despite"), one]
    yield [text("pack.statement"), pack.statement.text()]


def _written(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell
