"""A name or code means one body on one day, or nobody."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from adapter.core import organisations
from adapter.core.problems import Refusal
from adapter.core.text import tidy

SHIPPED = Path(__file__).parents[2] / "mappings" / "codes" / "organisations_quangngai.csv"
TEXT = SHIPPED.read_text("utf-8")
ROWS = [row for row in csv.DictReader(TEXT.splitlines()) if row["kind"] != "group"]
DIRECTORY = organisations.load(TEXT, SHIPPED.name)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def resolve(name: str = "", code: str = "", on: date = AFTER) -> str | None:
    return DIRECTORY.resolve(code=code, name=name, on=on)


def test_every_row_of_the_shipped_directory_loads() -> None:
    assert len(ROWS) == 414
    assert len(DIRECTORY) == len({row["id"] for row in ROWS}) == 411


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_body_resolves_by_name_on_its_last_or_first_day(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["valid_from"] or row["valid_to"] or "2026-01-01")
    bearers = {r["id"] for r in ROWS if tidy(r["name"]) == tidy(row["name"]) and lived(r, on)}
    assert row["id"] in bearers
    assert resolve(row["name"], on=on) == (row["id"] if len(bearers) == 1 else None)


def lived(row: dict[str, str], on: date) -> bool:
    return (row["valid_from"] or "0001-01-01") <= on.isoformat() <= (row["valid_to"] or "9999-12-31")


def test_names_borne_by_two_bodies_resolve_by_day() -> None:
    bodies = defaultdict(set)
    for row in ROWS:
        bodies[row["name"]].add((row["id"], row["valid_from"]))
    twice = [
        name for name, ids in bodies.items() if {start for _, start in ids} == {"", "2025-07-01"} and len(ids) == 2
    ]
    assert len(twice) >= 28
    for name in twice:
        earlier, later = resolve(name, on=BEFORE), resolve(name, on=AFTER)
        assert earlier is not None
        assert later is not None
        assert earlier != later


@pytest.mark.parametrize(
    "names",
    [
        ("UBND xã Ba Tô", "UBND xã Ba Tơ"),
        ("UBND xã Sơn Hà", "UBND xã Sơn Hạ"),
        ("UBND xã Sơn Tây", "UBND xã Sơn Tây Hạ", "UBND xã Sơn Tây Thượng"),
    ],
)
def test_names_alike_never_meet(names: tuple[str, ...]) -> None:
    found = [resolve(name) for name in names]
    assert None not in found
    assert len(set(found)) == len(names)


@pytest.mark.parametrize("name", ["UBND xa Ba To", "UBND xã Ba", "ubnd xã ba tô", "UBND xã Ba Tô Hạ", "Ba Tô", ""])
def test_nothing_is_guessed(name: str) -> None:
    assert resolve(name) is None


def test_another_form_of_the_same_letters_resolves() -> None:
    name = "UBND xã Ba Tô"
    assert resolve(unicodedata.normalize("NFD", name)) == resolve(name)
    assert resolve("UBND\u200b  xã\u00a0Ba Tô ") == resolve(name)


def test_both_code_forms_and_every_office_that_signs_are_the_province() -> None:
    ids = {
        resolve(code="000.00.00.H48"),
        resolve(code="H48"),
        resolve("Chủ tịch UBND tỉnh Quảng Ngãi"),
        resolve("UBND tỉnh"),
    }
    assert len(ids) == 1
    assert DIRECTORY.named("H48") == ids


def test_a_code_and_a_name_that_contradict_each_other_resolve_to_nobody() -> None:
    assert resolve("Sở Nội vụ", code="H48") is None
    assert resolve("Sở Nội vụ", code="không có") == resolve("Sở Nội vụ")


def test_a_merged_department_is_gone_after_its_last_day() -> None:
    assert resolve("Sở Thông tin và Truyền thông", on=date(2023, 10, 30)) is not None
    assert resolve("Sở Thông tin và Truyền thông", on=date(2026, 1, 5)) is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "directory.columns", 1),
        ("id,name\n", "directory.columns", 1),
        (TEXT.splitlines()[0] + "\n", "directory.empty", 0),
        (TEXT.splitlines()[0] + "\n,,k,n,,,,,,,,\n", "directory.row", 2),
        (TEXT.splitlines()[0] + "\nX-1,,k,n,,,2025-02/03,,,,,\n", "directory.row", 2),
        (TEXT.splitlines()[0] + "\nX-1,,k,n,,,,,,,,\nX-1,,k,other,,,,,,,,\n", "directory.row", 3),
        (TEXT.splitlines()[0] + '\nX-1,,k,"n"x,,,,,,,,\n', "directory.not-csv", 2),
    ],
)
def test_a_bad_directory_is_refused_with_code_and_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Refusal) as refused:
        organisations.load(text, "d.csv")
    assert [(one.code, one.place.line) for one in refused.value.problems] == [(code, line)]
