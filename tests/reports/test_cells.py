"""Which figure is meant: by a place in the table, or by agency and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click
import pytest

from adapter.cli.periods import Days, period_of
from adapter.cli.session import Session
from adapter.core.organisations import Directory, Organisation
from adapter.reports import cells
from adapter.reports.cells import CellRefused
from adapter.reports.figures import COLUMNS, Line, Period, Report


def organisation(identity: str, name: str) -> Organisation:
    return Organisation(
        id=identity,
        kind="so",
        name=name,
        aliases=(),
        codes=(),
        abbrev="",
        valid_from=None,
        valid_to=None,
        successors=(),
    )


A = organisation("O-1", "Sở A")
DIRECTORY = Directory([A, organisation("O-2", "Sở B"), organisation("O-3", "Sở C")])


def line(agency: str, name: str, first: int) -> Line:
    return Line(
        agency=agency,
        name=name,
        values={column: first + number for number, column in enumerate(COLUMNS)},
    )


DAY = date(2026, 3, 31)
LAST = "AA"
"""The column of the last figure: 26 stand after the names."""

REPORT = Report(
    period=Period(first=date(2026, 3, 1), last=DAY, until=DAY),
    position=1,
    root="",
    lines=(line("O-1", "Sở A", 100), line("O-2", "Sở B", 200), line("O-4", "Sở B", 300)),
    total=line("", "", 600),
)


def test_every_figure_has_a_place_and_is_found_by_it() -> None:
    every = list(cells.every(REPORT))
    assert len(every) == len({one.place for one in every}) == 4 * len(COLUMNS)
    assert [(one.place, one.count) for one in every[:2]] == [("B2", 100), ("C2", 101)]
    assert (every[-1].place, every[-1].agency, every[-1].count) == (f"{LAST}5", "", 600 + len(COLUMNS) - 1)
    assert all(cells.at(REPORT, one.place.lower()) == one for one in every)


def test_an_agency_is_meant_by_name_id_or_as_it_is_printed() -> None:
    assert cells.of(REPORT, DIRECTORY, " Sở  A", "new").place == "C2"
    assert cells.of(REPORT, DIRECTORY, "O-4", "total").value == 303
    assert cells.of(REPORT, DIRECTORY, "Sở B [O-2]", "new").place == "C3"
    assert cells.of(REPORT, DIRECTORY, "total", "due_soon").count == 612
    other_names = Directory([replace(A, codes=("H48.12",), aliases=("Ban A",))])
    assert {cells.of(REPORT, other_names, name, "new").place for name in ("H48.12", "Ban A")} == {"C2"}
    none = cells.of(REPORT, DIRECTORY, "Sở C", "new")
    assert (none.agency, none.place, none.count) == ("O-3", "", 0)
    assert cells.of(REPORT, DIRECTORY, "O-3", "new") == none


@pytest.mark.parametrize(
    ("agency", "column", "code"),
    [
        ("Sở B", "new", "explain.agency-several"),
        ("Sở D", "new", "explain.agency-unknown"),
        ("total", "mới", "explain.no-column"),
    ],
)
def test_what_is_not_clear_is_not_guessed(agency: str, column: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        cells.of(REPORT, DIRECTORY, agency, column)
    assert refused.value.code == code


@pytest.mark.parametrize("place", ["A2", "B1", "B6", "AB2", "Z9"])
def test_what_is_no_figure_of_the_table_is_refused(place: str) -> None:
    with pytest.raises(CellRefused, match="cell-outside"):
        cells.at(REPORT, place)
    with pytest.raises(CellRefused, match="no-cell"):
        cells.at(REPORT, f"{place}x")


def test_a_period_is_a_month_a_year_or_days_and_nothing_else() -> None:
    session, today = Session(), date(2026, 3, 20)

    def read(
        month: str | None = None, first: str | None = None, last: str | None = None, until: str | None = None
    ) -> Period:
        return period_of(session, Days(month=month, first=first, last=last, until=until), today)

    assert read("2026-03") == Period(first=date(2026, 3, 1), last=DAY, until=today)
    assert read() == read("2026-03")
    assert read("2025") == read(None, "2025-01-01", "2025-12-31", "2025-12-31")
    for bad, code in (
        (("9" * 30,), "unreadable"),
        (("2026-13",), "unreadable"),
        (("2026-03", "2026-03-01"), "unreadable"),
        (("2026-03", None, None, "2026-04-01"), "cut-outside"),
        (("2026-03", None, None, "2026-03-21"), "cut-ahead"),
        # An empty text is what a script's unset variable gives, and not the month of today.
        (("",), "unreadable"),
        (("2026-03", "", ""), "unreadable"),
        ((None, "2026-03-01"), "unreadable"),
        ((None, "", "2026-03-31"), "bad-day"),
        (("2026-03", None, None, ""), "bad-day"),
        (("2026-04",), "not-begun"),
    ):
        with pytest.raises(click.UsageError, match=rf"\[period\.{code}\]"):
            read(*bad)
