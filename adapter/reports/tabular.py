"""Tables as CSV files that other programs read and that run as nothing in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO, TextIOWrapper
from typing import TextIO

from adapter.core.text import inert

_ACTIVE = tuple("=+-@|%＝＋－＠﹦﹢﹣﹫")
"""Beginnings that spreadsheets take for a formula or a call, quoted or not, wide or small letters too (FACTS §8)."""


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV (RFC 4180), one line each."""
    text = StringIO()
    _write(text, rows)
    return text.getvalue()


def to_csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as what a file holds: UTF-8 with a byte order mark, by which spreadsheets know it."""
    content = BytesIO()
    with TextIOWrapper(content, "utf-8-sig", newline="") as text:
        _write(text, rows)
        text.flush()
        return content.getvalue()


def _write(text: TextIO, rows: Iterable[Sequence[object]]) -> None:
    csv.writer(text).writerows([_inert(cell) for cell in row] for row in rows)


def _inert(cell: object) -> object:
    """Put an apostrophe before a text that would run; numbers are what they are."""
    if not isinstance(cell, str):
        return cell
    # White space before the sign does not stop a spreadsheet; a line break would begin a row for simple readers.
    text = inert(" ".join(cell.splitlines()), keep="")
    return f"'{text}" if text.lstrip().startswith(_ACTIVE) else text
