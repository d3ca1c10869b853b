"""Who came before and after a body, whom a group means on a day, and what a name may have been meant for."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import organisations
from adapter.core.organisations import COLUMNS, MEMBERS, Directory, hints, lint
from adapter.core.organisations.likeness import distance_of
from adapter.core.organisations.writing import imported, with_alias
from adapter.core.text import tidy

SHIPPED = Path(__file__).parents[2] / "mappings" / "codes" / "organisations_quangngai.csv"
TEXT = SHIPPED.read_text("utf-8")
ROWS = [row for row in csv.DictReader(TEXT.splitlines()) if row["kind"] != "group"]
DIRECTORY = organisations.load(TEXT, SHIPPED.name)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
HEAD = ",".join((*COLUMNS, "source", "note", "doubt", MEMBERS))


def made(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def small(*rows: str) -> Directory:
    return organisations.load(made(*rows))


def test_every_successor_of_the_shipped_directory_is_known_and_there_on_the_day_after() -> None:
    for body in DIRECTORY.everybody():
        told = DIRECTORY.successors(body.id)
        assert told.unknown == ()
        for later in told.ids:
            heir = DIRECTORY.get(later)
            assert heir is not None
            assert body.valid_to is not None
            assert heir.valid(body.valid_to + timedelta(days=1))
            assert body.id in DIRECTORY.predecessors(later)


def test_one_becomes_several_and_several_become_one() -> None:
    assert len(DIRECTORY.successors("QNG-027").ids) == 5
    assert set(DIRECTORY.predecessors("QNG-023")) == {"QNG-009", "QNG-010"}


def test_a_successor_is_named_by_id_or_by_the_name_of_the_day_after() -> None:
    directory = small(
        "A,,k,Cũ,,,,2025-06-30,B; Mới; Không có,n,,,",
        "B,,k,Hai,,,2025-07-01,,,n,,,",
        "C,,k,Mới,,,2025-07-01,,,n,,,",
        "D,,k,Mới,,,,2025-06-30,,n,,,",
    )
    told = directory.successors("A")
    assert (told.ids, told.unknown) == (("B", "C"), ("Không có",))


def test_the_last_day_there_is_stands_for_none() -> None:
    rows = ("A,,k,Cũ,,,,9999-12-31,B; Mới,n,,,", "B,,k,Hai,,,,9999-12-31,,n,,,")
    directory = small(*rows)
    assert (directory.successors("A").ids, directory.successors("A").unknown) == (("B",), ("Mới",))
    assert directory.predecessors("B") == ("A",)
    assert [hint.id for hint in hints(directory, "Cũ", AFTER)] == ["A"]
    assert [one.problem.code for one in lint(made(*rows), "d.csv")] == ["directory.successor-of-living"]


def test_rows_of_one_body_join_their_successors() -> None:
    directory = small(
        "A,,k,Cũ,,,,2025-06-30,B,n,,,", "A,,k,Cũ,,,,2025-06-30,C,n,,,", "B,,k,b,,,,,,n,,,", "C,,k,c,,,,,,n,,,"
    )
    assert directory.successors("A").ids == ("B", "C")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_however_invisibly_a_name_differs_it_means_the_same(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["valid_from"] or row["valid_to"] or "2026-01-01")
    plain = DIRECTORY.resolve(code="", name=row["name"], on=on)
    for name in (
        unicodedata.normalize("NFD", row["name"]),
        row["name"].replace(" ", "  "),
        row["name"].replace(" ", "\u00a0"),
        "\u200b" + "\u200b".join(row["name"]) + "\ufeff",
    ):
        assert DIRECTORY.resolve(code="", name=name, on=on) == plain


def test_the_31_names_borne_by_two_bodies_mean_each_on_its_days() -> None:
    bearers = defaultdict(set)
    for row in ROWS:
        bearers[tidy(row["name"])].add(row["id"])
    twice = {name: ids for name, ids in bearers.items() if len(ids) == 2}
    by_day = {}
    for name, ids in twice.items():
        earlier, later = (DIRECTORY.resolve(code="", name=name, on=on) for on in (BEFORE, AFTER))
        if earlier and later:
            assert {earlier, later} == ids
            by_day[name] = ids
        else:  # two bodies at one time: nobody is chosen
            assert (earlier, later) == (None, None) or len(ids - {earlier, later}) > 0
    assert len(by_day) >= 28


def test_a_group_means_those_who_are_there_on_the_day() -> None:
    def count(name: str, on: date) -> int:
        found = DIRECTORY.expand(code="", name=name, on=on)
        return len(found.members) if found else 0

    assert count("UBND các xã, phường, đặc khu", AFTER) == 96
    assert count("UBND các xã, phường, đặc khu", BEFORE) == 0
    assert count("Ủy ban nhân dân các huyện, thị xã, thành phố", BEFORE) == 13
    assert count("UBND các huyện, thị xã, thành phố", AFTER) == 0
    assert count("UBND các huyện", BEFORE) == 0
    merged = DIRECTORY.expand(code="", name="các sở, ban, ngành", on=AFTER)
    assert merged is not None
    assert "QNG-007" in merged.members
    assert not {"QNG-003", "QNG-006"} & set(merged.members)


def test_a_group_is_no_body() -> None:
    assert DIRECTORY.resolve(code="", name="các sở, ban, ngành", on=AFTER) is None
    assert DIRECTORY.resolve(code="", name="QNG-G3", on=AFTER) is None
    assert len(DIRECTORY) == len({row["id"] for row in ROWS})


def test_a_name_of_another_day_leads_to_its_bearers_kin() -> None:
    after = hints(DIRECTORY, "UBND huyện Lý Sơn", AFTER)
    assert (after[0].id, after[0].why) == ("QNG-038", "borne-earlier")
    assert [hint.name for hint in after if hint.why == "successor"] == ["UBND đặc khu Lý Sơn"]
    before = hints(DIRECTORY, "UBND đặc khu Lý Sơn", BEFORE)
    assert [hint.why for hint in before][:1] == ["borne-later"]
    assert "QNG-038" in [hint.id for hint in before if hint.why == "predecessor"]


def test_near_names_are_told_and_never_taken() -> None:
    found = hints(DIRECTORY, "UBND xã Ba To", AFTER)
    assert {hint.name for hint in found} >= {"UBND xã Ba Tô", "UBND xã Ba Tơ"}
    assert DIRECTORY.resolve(code="", name="UBND xã Ba To", on=AFTER) is None
    assert hints(DIRECTORY, "một tên không giống ai cả ở đây", AFTER) == []
    # Several do not bear it: the code beside it is another body's.
    found = hints(DIRECTORY, "Sở Nội vụ", AFTER, code="H48")
    assert [(hint.id, hint.why) for hint in found] == [("QNG-004", "by-name"), ("QNG-001", "by-code")]
    assert "UBND thành phố Quảng Ngãi" not in {hint.name for hint in hints(DIRECTORY, "UBND H. Sơn Tây", BEFORE)}


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_that_of_the_textbook(left: str, right: str) -> None:
    plain = _plainly(left, right)
    assert distance_of(left, right, 12) == plain
    assert (distance_of(left, right, 2) <= 2) == (plain <= 2)


def _plainly(left: str, right: str) -> int:
    if not left or not right:
        return len(left) + len(right)
    if left[0] == right[0]:
        return _plainly(left[1:], right[1:])
    return 1 + min(_plainly(left[1:], right), _plainly(left, right[1:]), _plainly(left[1:], right[1:]))


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        (["A,,k,Tên,,,,,,,,,"], "directory.no-source", 2),
        (["A,,k,Tên,,,,,,n,,ngờ,"], "directory.doubt", 2),
        (["A,,k,Tên,,,2025-02-01,2025-01-01,,n,,,"], "directory.backwards", 2),
        (["A,,k,Tên,,,,,,n,,,", "B,,k,Khác,Tên,,,,,n,,,"], "directory.name-twice", 3),
        (["A,,k,Tên,,,,,B,n,,,", "B,,k,b,,,,,,n,,,"], "directory.successor-of-living", 2),
        (["A,,k,Tên,,,,2025-01-01,Không có,n,,,"], "directory.successor-unknown", 2),
        (["A,,k,Tên,,,,2025-01-01,B,n,,,", "B,,k,b,,,2025-02-01,,,n,,,"], "directory.successor-late", 2),
        (["A,,k,Tên,,,,2025-01-01,B,n,,,", "B,,k,b,,,,2024-01-01,,n,,,"], "directory.successor-gone", 2),
        (["A,,k,Tên,,,,,,n,,,", "G,,group,Nhóm,,,,,,n,,,kind:x; A"], "directory.member-unknown", 3),
        (["A,,k,Te\u0302n,,,,,,n,,,"], "directory.not-nfc", 2),
        (["A,,k,Tên\u200b,,,,,,n,,,"], "directory.untidy", 2),
        (["A,,k,Tên,,,,,,n,,,,thừa"], "directory.extra-cells", 2),
        (["A,,k,Tên,,,,,,n,,,kind:k"], "directory.row", 2),
        (["A,,k,Tên,,,20250101,,,n,,,"], "directory.row", 2),
    ],
)
def test_lint_names_what_looks_wrong_by_line(rows: list[str], code: str, line: int) -> None:
    found = [(one.problem.code, one.problem.place.line) for one in lint(made(*rows), "d.csv")]
    assert (code, line) in found


def test_a_directory_in_which_all_is_well_has_no_finding() -> None:
    rows = ("A,,k,Cũ,,,,2025-06-30,B,n,,,", "B,,k,Mới,,,2025-07-01,,,n,,,", "G,,group,Nhóm,,,,,,n,,,kind:k; -A")
    assert lint(made(*rows), "d.csv") == []


def test_the_shipped_directory_has_no_error_and_shows_its_doubts() -> None:
    found = lint(TEXT, SHIPPED.name)
    assert [one for one in found if one.weight == "error"] == []
    doubts = [one for one in found if one.problem.code == "directory.doubt"]
    assert len(doubts) == sum(bool(row["doubt"]) for row in csv.DictReader(TEXT.splitlines()))


def test_one_more_name_of_a_body_changes_its_row_alone() -> None:
    changed = with_alias(TEXT, "QNG-061", " UBND xã  Ba To", "viết thiếu dấu")
    assert changed is not None
    lines = changed.text.splitlines()
    assert [line for line in lines if line not in TEXT.splitlines()] == [changed.row]
    assert lines[changed.line - 1] == changed.row
    assert len(lines) == len(TEXT.splitlines())
    again = organisations.load(changed.text)
    assert again.resolve(code="", name="UBND xã Ba To", on=AFTER) == "QNG-061"
    assert with_alias(TEXT, "QNG-999", "x", "y") is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("A,,k,Tên,,,", "A,,k,Tên,Khác,,,,,,“Khác”: vì,,"),
        ("A,,k,Tên,Cũ,,,,,n,,,,thừa,nữa", "A,,k,Tên,Cũ|Khác,,,,,n,“Khác”: vì,,,thừa,nữa"),
        ('A,,k,Tên,,,,,,n,"một\nhai",,', 'A,,k,Tên,Khác,,,,,n,"một\nhai; “Khác”: vì",,'),
        ('A,,k,"Tên\u2028",,,,,,n,5" x,,', 'A,,k,Tên\u2028,Khác,,,,,n,"5"" x; “Khác”: vì",,'),
    ],
)
def test_whatever_row_can_be_read_can_have_one_more_name(row: str, written: str, end: str) -> None:
    others = ['B,,k,Hai,,,,,,n,"x\ny",,', "", "C,,k,Ba"]
    text = end.join([HEAD, others[0], row, *others[1:]])
    changed = with_alias(text, "A", "Khác", "vì")
    assert changed is not None
    assert (changed.text, changed.line, changed.row) == (text.replace(row, written), 4, written)
    assert organisations.load(changed.text).resolve(code="", name="Khác", on=AFTER) == "A"


def test_a_list_of_others_is_read_by_its_headers() -> None:
    theirs = (
        "Mã định danh;Tên đơn vị;Hiệu lực từ;Hiệu lực đến;Điện thoại\nH48.01;Sở A;01/07/2025;;x\n;Sở B;;30/6/2025;y\n"
    )
    found = imported(theirs, "l.csv", "TINH", "so")
    assert (found.problems, found.rows, found.unknown) == ((), 2, ("Điện thoại",))
    directory = organisations.load(found.text)
    assert directory.resolve(code="H48.01", name="", on=AFTER) == directory.resolve(code="", name="Sở A", on=AFTER)
    assert directory.resolve(code="", name="Sở B", on=AFTER) is None
    assert directory.resolve(code="", name="Sở B", on=BEFORE) == "TINH-002"


def test_every_bad_row_of_a_list_is_told() -> None:
    found = imported("tên,từ ngày\nSở A,31/02/2025\n,\nSở C,2025-01-01,thừa\n,2025-01-01\n", "l.csv", "X", "k")
    assert [(one.code, one.place.line) for one in found.problems] == [
        ("directory.row", 2), ("list.cells", 4), ("directory.row", 5),
    ]  # fmt: skip
    assert found.text == ""
    assert [one.code for one in imported("a,b\n1,2\n", "l.csv", "X", "k").problems] == ["org.import-no-name"]
