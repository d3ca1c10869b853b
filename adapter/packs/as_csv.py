"""A sheet as CSV: UTF-8 with a byte order mark, nothing in it runs; below the table what it was made of."""

from __future__ import annotations

from datetime import date

from adapter.packs import sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell, Sheet
from adapter.reports.tabular import to_csv


def write(pack: Pack, sheet: Sheet) -> bytes:
    """Write one sheet; days are ISO dates, for this is the form that other programs read."""
    rows: list[list[object]] = [[one.heading for one in sheet.columns]]
    rows += [[_written(cell) for cell in row] for row in sheet.rows]
    text = sheets.speaking(pack.statement.language)
    rows += [[]] + [[text("pack.made-despite"), one] for one in sheets.across(pack)]
    rows.append([text("pack.statement"), pack.statement.text()])
    return to_csv(rows).encode("utf-8-sig")


def _written(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell
