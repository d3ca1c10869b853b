"""CSV that others keep: whatever stands between its cells, read row by row; days in three ways and no other."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import messages
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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('tên;ngày\nA;01/07/2026\n"B', 3),
        ('tên;ngày\n"A"x;01/07/2026\n', 2),
        ('tên;ngày\nA;01/07/2026\n"B;02/07/2026\nC;03/07/2026\n', 3),
        ("tên;ngày\nA;01/07/2026\n" + "x" * 200_000, 3),
    ],
)
def test_where_it_ends_to_be_csv_is_told(text: str, line: int) -> None:
    """A quote that nobody closes is told where the row begins, not at the end of the file."""
    found = (directory(text, "l.csv", "X", "k").problems, calendar(text, "l.csv").problems)
    assert [[one.code for one in problems] for problems in found] == [["directory.not-csv"], ["calendar.not-csv"]]
    assert {one.place.line for problems in found for one in problems} == {line}


@pytest.mark.parametrize("text", ["", "\n \n", "tên,ngày\n", "tên,ngày\n,\n"])
def test_a_list_without_a_row_is_told_as_one(text: str) -> None:
    assert [one.code for one in directory(text, "l.csv", "X", "k").problems] == ["org.import-nothing"]
    assert [one.code for one in calendar(text, "l.csv").problems] == ["calendar.import-nothing"]


def test_a_header_that_holds_a_comma_is_parted_by_what_gives_names() -> None:
    found = directory("Tên cơ quan, đơn vị;Loại\nSở A;so\n", "l.csv", "X", "")
    assert (found.rows, found.problems, found.unknown) == (1, (), ())


def test_blank_lines_above_the_header_are_none_of_it() -> None:
    found = directory("\n,\nTên,Loại\nSở A,so\nSở B\n", "l.csv", "X", "")
    assert [(one.code, one.place.line) for one in found.problems] == [("list.cells", 5)]


def test_a_column_that_is_there_twice_is_not_lost() -> None:
    found = (
        directory("Tên,Tên cơ quan\nA,B\n", "l.csv", "X", "k").problems,
        calendar("Ngày,Căn cứ,Văn bản\n2026-07-01,A,B\n", "l.csv").problems,
    )
    assert [[(one.code, one.values) for one in problems] for problems in found] == [
        [("list.column-twice", (("column", "name"),))],
        [("list.column-twice", (("column", "source"),))],
    ]


def test_a_body_without_a_kind_is_told_with_what_gives_it_one() -> None:
    problems = directory("Tên\nA\nB\n", "l.csv", "X", "").problems
    assert [(one.code, one.place.line) for one in problems] == [("org.import-no-kind", 1)]
    problems = directory("Tên,Loại\nA,so\nB,\n", "l.csv", "X", "").problems
    assert [(one.code, one.place.line) for one in problems] == [("org.import-no-kind", 3)]
    assert "--kind" in messages.of_problem(problems[0], "vi")


def test_an_icalendar_may_begin_in_small_letters() -> None:
    found = calendar("begin:vcalendar\nbegin:vevent\ndtstart:20270101\nend:vevent\nend:vcalendar\n", "l.ics")
    assert (found.rows, found.problems) == (1, ())


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
