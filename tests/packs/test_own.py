"""An agency sees its own rows and nothing of others, what it is to do next, and the figures that count them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import packed
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_packs import check_csv, check_html, check_paper, check_xlsx, squeezed

from adapter.core.ledger import Assignment
from adapter.packs import files, making, own_sheets, sheets, statement, verifying
from adapter.packs.model import Pack
from adapter.packs.own import Narrowing
from adapter.packs.statement import Statement
from adapter.reports.figures import COLUMNS
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

SEEDS = (5, 6)


@pytest.fixture(scope="module", params=SEEDS)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with closing(packed.store(tmp_path_factory.mktemp("own"), request.param)) as opened, opened.read() as found:
        yield found


@pytest.fixture(scope="module")
def whole(reader: Reader) -> Pack:
    return making.make(reader, making.stated(reader, packed.YEAR, "vi"))


@pytest.fixture(scope="module")
def narrowing(reader: Reader, whole: Pack) -> Narrowing:
    return Narrowing(reader, whole)


def test_sheets_are_its_own_rows_and_add_up_to_the_report(whole: Pack, narrowing: Narrowing) -> None:
    found = [narrowing.to(agency) for agency in narrowing.agencies()]
    assert [one.assignments for one in found if one.assignments]
    shown = [one.assignment for pack in found for one in pack.assignments]
    assert sorted(shown) == sorted(one.assignment for one in whole.assignments if "coordinated" not in one.cells)
    lines = {line.agency: line for line in whole.report.lines}
    for pack in found:
        agency = pack.statement.agency
        assert {one.agency for one in pack.assignments} <= {agency}
        counted = Counter(cell for one in pack.assignments for cell in one.cells)
        for column in COLUMNS:
            assert pack.report.total.value(column) == (lines[agency].value(column) if agency in lines else 0)
            if column in counted:
                assert counted[column] == pack.report.total.value(column)
        said = json.dumps([[*one.rows] for one in sheets.of(pack)], default=str, ensure_ascii=False)
        others = [one.assignment for one in whole.assignments if one.agency != agency]
        own = {one.assignment for one in (pack.own.coordinating if pack.own else ())}
        assert [handle for handle in others if handle in said and handle not in own | set(shown_of(pack))] == []


def shown_of(pack: Pack) -> list[str]:
    return [one.assignment for one in pack.assignments]


def test_coordinated_ones_stand_apart(reader: Reader, whole: Pack, narrowing: Narrowing) -> None:
    rows = {row.assignment: row for row in reader.rows(Assignment)}
    leading = {
        one.assignment: one for one in whole.assignments if not {"coordinated", "transferred-out"} & {*one.cells}
    }
    several = 0
    for agency in narrowing.agencies():
        told = narrowing.to(agency).own
        assert told is not None
        wanted = {one for one in leading if agency in rows[one].coordinating and leading[one].agency != agency}
        assert {one.assignment for one in told.coordinating} >= wanted
        assert len({one.assignment for one in told.coordinating}) == len(told.coordinating)
        several += len(wanted)
    assert several


def test_it_says_what_is_lacking_and_what_there_was(reader: Reader, narrowing: Narrowing) -> None:
    evidence = of_assignments(reader)
    extended = reported = 0
    for agency in narrowing.agencies():
        pack = narrowing.to(agency)
        assert pack.own is not None
        text = sheets.speaking("vi")
        for one in pack.own.details:
            told = one.assigned
            granted = {row.due_on for row in evidence[told.assignment] if row.what == "extended"}
            assert (one.extended > 0) <= bool(granted)
            assert len(one.formers) <= one.extended
            if told.standing == "transferred-out":
                # What whoever leads now has done is no business of the former lead.
                shown = (
                    one.formers,
                    one.report,
                    one.report_on,
                    one.entered_on,
                    one.pushed,
                    told.completed_on,
                    told.quality,
                )
                assert not any(shown)
                continue
            assert ("report" in told.lacking) == (one.report_on is None)
            assert ("result" in told.lacking) == (one.entered_on is None)
            said = own_sheets.next_step(one, text)
            if told.standing.startswith("open-"):
                lacking = {"report": "văn bản báo cáo", "result": "Nhập kết quả"}
                assert all((lacking[name] in said) == (name in told.lacking) for name in lacking)
            extended += one.extended
            reported += one.report != ""
    assert extended
    assert reported


@pytest.mark.parametrize("language", ["vi", "en"])
def test_files_say_what_the_sheet_says(reader: Reader, narrowing: Narrowing, tmp_path: Path, language: str) -> None:
    busiest = max(narrowing.agencies(), key=lambda one: len(narrowing.to(one).assignments))
    pack = narrowing.to(busiest)
    pack = replace(pack, statement=replace(pack.statement, language="en" if language == "en" else "vi"))
    made = packed.made(pack)
    check_csv(pack, made)
    check_xlsx(pack, made["xlsx"])
    check_html(pack, made["html"])
    said = squeezed("".join(check_paper(made["pdf"])))
    for sheet in sheets.of(pack):
        for row in sheet.rows:
            for column, cell in zip(sheet.columns, row, strict=True):
                assert not column.on_paper or squeezed(sheets.shown(cell)) in said, (sheet.key, cell)
    if language == "vi":
        check_verified(reader, pack, tmp_path)


def check_verified(reader: Reader, pack: Pack, folder: Path) -> None:
    """Hold files against the log, which says itself whose they are; a changed byte is named."""
    files.build(pack, folder / "made")
    found, whole = verifying.given(folder / "made")
    told = verifying.stated(found, folder)
    assert told == pack.statement
    assert verifying.verify(reader, told, found, folder, whole=whole).differences == ()
    name = next(one for one in found if one.endswith("assignments.csv"))
    changed = {**found, name: found[name].replace(b"2026-0", b"2026-1", 1)}
    assert {one.file for one in verifying.verify(reader, told, changed, folder, whole=True).differences} == {name}


PLAIN = Statement(period=packed.YEAR, position=7, root="0a" * 32, checkpoint=1, language="vi")


@given(st.text(min_size=1, max_size=16))
def test_a_statement_names_any_agency(agency: str) -> None:
    told = replace(PLAIN, agency=agency.encode("utf-8", "replace").decode())
    assert statement.find(told.text().encode()) == told


def ran(arguments: list[str]) -> tuple[int, str]:
    """Run the shipped program; give its exit code and what it printed."""
    line = [sys.executable, "-m", "adapter.cli", *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout


def test_the_command_shows_and_writes(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'data_directory = "{tmp_path / "data"}"\nlanguage = "vi"\n', "utf-8")
    with closing(packed.store(tmp_path / "data")) as opened, opened.read() as reader:
        told = making.stated(reader, replace(packed.YEAR, until=date(2026, 11, 20)), "vi")
        agencies = Narrowing(reader, making.make(reader, told)).agencies()
    at = ["-c", str(config), "--period", "2026", "--until", "2026-11-20"]
    code, said = ran(["report", "agency", agencies[0], *at, "--json"])
    shown = json.loads(said)
    assert (code, shown["agency"]) == (0, agencies[0])
    assert shown["figures"]["total"] == len(shown["assignments"]) > 0
    code, said = ran(["report", "agency", agencies[0], *at])
    assert (code, agencies[0] in said) == (0, True)
    assert ran(["report", "agency", "Sở không có", *at])[0] == 2
    assert ran(["report", "agency", "--all", *at])[0] == 2
    everybody = ["report", "agency", "--all", *at, "--to", str(tmp_path / "all"), "--force", "--reason", "x"]
    assert ran(everybody)[0] == 0
    written = {one.name for one in (tmp_path / "all").iterdir()}
    assert agencies[0] in written
    assert all((tmp_path / "all" / one / files.MANIFEST).is_file() for one in written)
