"""CSV that others keep: whatever stands between its cells, read row by row; days in three ways and no other."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import lists
from adapter.core.calendar_files import imported as calendar
from adapter.core.organisations.writing import imported as directory

HEADERS = {"name": ("name", "tên"), "from": ("từ ngày",)}
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=5), st.sampled_from(",;\t"))
def test_every_row_that_is_not_blank_is_read_with_the_line_at_which_it_ends(rows: list[list[str]], by: str) -> None:
    into = StringIO(newline="")
    writer = csv.writer(into, delimiter=by)
    writer.writerow([" TÊN ", "Từ ngày", "Khác", ""])
    lines = []
    for row in rows:
        writer.writerow(row)
        lines.append(len(list(StringIO(into.getvalue(), newline=""))))
    found = lists.read(into.getvalue(), HEADERS)
    assert found.columns == ("name", "from", "Khác", "")
    there = [(line, tuple(row)) for line, row in zip(lines, rows, strict=True) if any(cell.strip() for cell in row)]
    assert (list(found.rows), found.broken) == (there, None)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert list(csv.reader(StringIO(lists.written(rows), newline=""), strict=True)) == rows


@given(st.dates())
def test_a_day_is_read_as_it_may_be_written(on: date) -> None:
    slashed = f"{on.day}/{on.month}/{on.year:04}"
    assert {lists.day(one) for one in (on.isoformat(), f"{on:%d/%m}/{on.year:04}", slashed)} == {on}
    assert lists.day(on.isoformat().replace("-", "")) == on


@pytest.mark.parametrize(
    "cell", ["", "1/7/25", "31/02/2026", "2026-1-1", "01/07/2026 ", "١/٧/٢٠٢٥", "0/0/0000", "7/2026"]
)
def test_what_is_no_day_is_none(cell: str) -> None:
    assert lists.day(cell) is None


@pytest.mark.parametrize("text", ['tên;ngày\nA;01/07/2026\n"B', 'tên;ngày\n"A"x;01/07/2026\n'])
def test_where_it_ends_to_be_csv_is_told(text: str) -> None:
    assert [one.code for one in directory(text, "l.csv", "X", "k").problems] == ["directory.not-csv"]
    assert [one.code for one in calendar(text, "l.csv").problems] == ["calendar.not-csv"]


@pytest.mark.parametrize("text", ["", "\n", '"', "x;y\n1;2\n"])
def test_what_has_none_of_our_columns_makes_nothing(text: str) -> None:
    assert directory(text, "l.csv", "X", "k").problems
    assert calendar(text, "l.csv").problems
    assert (directory(text, "l.csv", "X", "k").text, calendar(text, "l.csv").text) == ("", "")


def test_directories_and_calendars_take_days_alike() -> None:
    text = "tên\tngày\ttừ ngày\nA\t{0}\t{0}\n"
    for written in ("20260701", "1/7/2026", "2026-07-01"):
        assert "2026-07-01" in directory(text.format(written), "l.csv", "X", "k").text
        assert "2026-07-01" in calendar(text.format(written), "l.csv").text
    assert [one.code for one in directory(text.format("1/7/26"), "l.csv", "X", "k").problems] == ["directory.row"]
