"""A cell of a handed-out file is the figure that `report explain` explains, or is told of in words."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import packed
import pytest
import python_calamine

from adapter import messages
from adapter.packs import comparing, own, placing, sheets
from adapter.packs.model import Pack
from adapter.packs.sheets import Sheet, place
from adapter.reports import cells, figures
from adapter.reports import directory as directories
from adapter.reports.cells import CellRefused
from adapter.reports.columns import BEHIND, COLUMNS, KINDS
from adapter.reports.ratio import NONE
from adapter.store import Reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    opened = packed.store(tmp_path_factory.mktemp("log"))
    with opened.read() as found:
        yield found
    opened.close()


def sheet(pack: Pack, key: str) -> Sheet:
    return placing.sheet_of(sheets.of(pack), key)


def behind(reader: Reader, pack: Pack, meant: placing.Meant) -> list[str]:
    """Give the assignments that are listed for a figure."""
    found = cells.of(pack.report, directories.in_force(reader), meant.agency, meant.column)
    period = pack.report.period
    members = figures.members(reader, period, figures.due_soon_days(reader), figures.ways(reader))
    return [one.assignment for one in members if found.counts(one)]


def test_every_figure_of_the_workbook_lists_as_many_assignments_as_it_says(reader: Reader) -> None:
    pack = packed.pack()
    content = packed.made(pack, "xlsx")["xlsx"]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    told = sheet(pack, "agencies")
    read = book.get_sheet_by_name(told.title).to_python(skip_empty_area=False)
    assert len(read) == len(pack.report.lines) + 2 > 3
    assert comparing.said("x.xlsx", content, told, (1, 1)) == placing.meant(pack, told, "B2").says
    seen: Counter[str] = Counter()
    for row in range(1, len(read)):
        for number in range(1, len(COLUMNS) + 1):
            meant = placing.meant(pack, told, place(row, number))
            column = meant.column
            assert column == COLUMNS[number - 1]
            says = read[row][1 + COLUMNS.index(BEHIND.get(column, column))]
            assert len(behind(reader, pack, meant)) == (0 if says == NONE else says), (row, column)
            seen[column] += KINDS[column] == "count" and says not in (0, NONE)
    assert sum(bool(count) for count in seen.values()) > 6


def test_figures_of_summaries_and_of_an_agency_are_those_of_its_line(reader: Reader) -> None:
    pack = packed.pack()
    agency = pack.report.lines[0].agency
    for told, whose in ((pack, "total"), (own.Narrowing(reader, pack).to(agency), agency)):
        summary, agencies = sheet(told, "summary"), sheet(told, "agencies")
        found = [placing.meant(told, summary, place(row, 1)) for row in range(1, len(summary.rows) + 1)]
        figures = [one for one in found if one.column]
        assert [one.column for one in figures] == [*COLUMNS]
        assert {one.agency for one in figures} == {whose}
        last = [placing.meant(told, agencies, place(len(agencies.rows), at)) for at in range(1, len(COLUMNS) + 1)]
        assert [(one.agency, one.column, one.says) for one in last] == [
            (one.agency, one.column, one.says) for one in figures
        ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_cell_of_every_sheet_is_told_of(reader: Reader, language: str) -> None:
    pack = packed.pack(language)
    known = messages.catalogue()
    for whole in (pack, own.Narrowing(reader, pack).to(pack.report.lines[0].agency)):
        for told in sheets.of(whole):
            assert placing.sheet_of(sheets.of(whole), told.title.upper()) is not None
            for row in (0, 1, len(told.rows)):
                for number in range(len(told.columns) if row <= len(told.rows) else 0):
                    meant = placing.meant(whole, told, place(row, number).lower())
                    assert bool(meant.column) != bool(meant.told)
                    if meant.told:
                        assert meant.told in known
                        said = messages.text(meant.told, whole.statement.language, **meant.values, file="tệp")
                        assert "{" not in said


def test_what_is_no_cell_is_refused(reader: Reader) -> None:
    pack = packed.pack()
    told = sheet(pack, "agencies")
    for code, cell in (("explain.no-place", "5C"), ("explain.no-place", ""), ("explain.outside-sheet", "B9999")):
        with pytest.raises(CellRefused) as refused:
            placing.meant(pack, told, cell)
        assert refused.value.code == code
    with pytest.raises(CellRefused) as refused:
        placing.sheet_of(sheets.of(pack), "no such")
    assert "agencies" in refused.value.values["known"]


def test_a_renamed_table_is_known_by_its_headings() -> None:
    pack = packed.pack()
    told = sheets.of(pack)
    for one in told:
        headings = comparing.headings(packed.made(pack, "csv")[f"{one.key}.csv"])
        assert placing.sheet_of_table(told, f"x.{one.key}.csv", headings) is one
    headings = [one.heading for one in sheet(pack, "agencies").columns]
    assert placing.sheet_of_table(told, "gửi.csv", headings).key == "agencies"
    with pytest.raises(CellRefused):
        placing.sheet_of_table(told, "gửi.csv", ["khác"])
