"""Who headed a body on which days, as the directory says it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import organisations
from adapter.core.organisations import COLUMNS, HEADS, NOBODY, Head, lint
from adapter.core.organisations.heads import terms
from adapter.core.organisations.writing import imported
from adapter.core.problems import Refusal

FIRST = ",".join((*COLUMNS, "source", HEADS))
YEAR = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2025, 10, 1), date(2027, 3, 31))


def made(heads: str, life: str = ",", kind: str = "k") -> str:
    return f"{FIRST}\nA,,{kind},Sở A,,,{life},,n,{heads}\n"


def told(heads: str, life: str = ",") -> list[tuple[str, str, str]]:
    body = organisations.load(made(heads, life)).get("A")
    assert body is not None
    return [(one.name, f"{one.first:%m-%d}", f"{one.last:%m-%d}") for one in body.headed(*YEAR)]


def test_each_is_head_up_to_the_eve_of_the_next_one() -> None:
    assert told("2024-03-01 Nguyễn Văn An|2026-07-01 Trần Thị Bình") == [
        ("Nguyễn Văn An", "01-01", "06-30"),
        ("Trần Thị Bình", "07-01", "12-31"),
    ]


def test_nobody_is_no_head_and_a_body_has_none_outside_its_own_days() -> None:
    heads = "2026-01-10 An | 2026-03-01 - | 2026-05-01 Bình"
    assert told(heads, "2026-02-01,2026-06-15") == [("An", "02-01", "02-28"), ("Bình", "05-01", "06-15")]
    assert told(heads, "2027-02-01,") == told("") == told("2027-01-01 An") == []


def test_rows_of_one_body_say_its_heads_once() -> None:
    text = made("2026-02-01 An") + "A,H1,k,Sở A,,,,,,n,\n"
    body = organisations.load(text).get("A")
    assert body is not None
    assert body.heads == (Head(since=date(2026, 2, 1), name="An"),)


@pytest.mark.parametrize(
    "heads", ["An", "2026-02-01", "01/02/2026 An", "2026-03-01 An|2026-02-01 Bình", "2026-02-30 An"]
)
def test_a_cell_that_says_it_otherwise_is_refused_by_its_line(heads: str) -> None:
    with pytest.raises(Refusal) as refused:
        organisations.load(made(heads), "d.csv")
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line, dict(problem.values)) == ("directory.row", 2, {"columns": "heads"})
    assert [one.code for one in imported(made(heads), "d.csv", "X", "k").problems] == ["directory.row"]


def test_a_group_has_no_head_and_lint_sees_those_outside_the_lifetime() -> None:
    text = f"{FIRST},members\nA,,group,Nhóm,,,,,,n,2026-01-01 An,kind:k\n"
    assert [one.problem.code for one in lint(text, "d.csv")] == ["directory.row"]
    found = lint(made("2024-01-01 An|2026-01-01 Bình", "2025-01-01,"), "d.csv")
    assert [(one.problem.code, dict(one.problem.values)) for one in found] == [
        ("directory.head-outside", {"day": "2024-01-01"})
    ]


@given(
    starts=st.dictionaries(DAYS, st.sampled_from(("An", "Bình", NOBODY)), max_size=5),
    first=DAYS,
    days=st.integers(0, 400),
)
def test_every_day_of_a_span_has_the_head_of_that_day(starts: dict[date, str], first: date, days: int) -> None:
    heads = [Head(since=since, name=starts[since]) for since in sorted(starts)]
    last = first + timedelta(days=days)
    found = {
        one.first + timedelta(days=number): one.name
        for one in terms(heads, first, last)
        for number in range((one.last - one.first).days + 1)
    }
    for number in range(days + 1):
        day = first + timedelta(days=number)
        since = max((one for one in starts if one <= day), default=None)
        assert found.pop(day, NOBODY) == (NOBODY if since is None else starts[since])
    assert found == {}
