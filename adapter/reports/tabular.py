"""Tables as CSV files that other programs read and that run as nothing in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that spreadsheets take for a formula, quoted or not (FACTS §8)."""


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV (RFC 4180)."""
    text = StringIO()
    csv.writer(text).writerows([[_inert(cell) for cell in row] for row in rows])
    return text.getvalue()


def _inert(cell: object) -> object:
    """Put an apostrophe before a text that would run; numbers are what they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTIVE) else cell
