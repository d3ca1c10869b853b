"""Series of numbers: what is lacking in one, and what stands twice, against a count done the slow way."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from adapter.core import series
from adapter.core.series import Gap

KINDS = Path(__file__).parents[2] / "mappings" / "codes" / "document_kinds.csv"


@dataclass(frozen=True)
class One:
    number: str
    notation: str
    issued_on: date


def one(number: int | str, notation: str = "UBND-KGVX", year: int = 2026) -> One:
    return One(number=str(number), notation=notation, issued_on=date(year, 3, 2))


NUMBERS = st.lists(
    st.builds(
        one,
        st.integers(1, 12),
        st.sampled_from(["UBND-KGVX", "UBND-TH", "QĐ-UBND", "TB-UBND"]),
        st.sampled_from([2025, 2026]),
    ),
    max_size=12,
)


def test_the_kinds_are_those_of_the_shipped_table() -> None:
    """Official letters have no abbreviation: their series runs through all units."""
    with KINDS.open(encoding="utf-8") as file:
        assert {row["code"] for row in csv.DictReader(file)} - {"CV"} == series.KINDS


def test_letters_run_through_all_units_and_kinds_for_themselves() -> None:
    assert [series.series_of(one) for one in ("UBND-KGVX", "UBND-TH", "QĐ-UBND", "SNV")] == [
        "UBND", "UBND", "QĐ-UBND", "SNV"
    ]  # fmt: skip
    assert series.gaps([one(1), one(2, "UBND-TH"), one(3)]) == ()


def test_a_series_begins_at_one_when_it_was_there_the_year_before() -> None:
    found = series.gaps([one(40, year=2025), one("07"), one("9"), one(3, "QĐ-UBND"), one("5a", "QĐ-UBND")])
    assert found == (
        Gap(year=2026, series="UBND", first=1, last=6),
        Gap(year=2026, series="UBND", first=8, last=8),
    )


@given(NUMBERS)
def test_gaps_are_exactly_the_numbers_that_are_not_there(numbers: list[One]) -> None:
    there: dict[tuple[int, str], set[int]] = {}
    for each in numbers:
        there.setdefault((each.issued_on.year, series.series_of(each.notation)), set()).add(int(each.number))
    lacking = set()
    for (year, name), known in there.items():
        first = 1 if (year - 1, name) in there else min(known)
        lacking |= {(year, name, n) for n in range(first, max(known)) if n not in known}
    found = series.gaps(numbers)
    told = [(gap.year, gap.series, n) for gap in found for n in range(gap.first, gap.last + 1)]
    assert len(told) == len(set(told))
    assert set(told) == lacking
    for year, name, n in lacking:
        assert any(gap.holds(str(n), "UBND-XX" if name == "UBND" else name, year) for gap in found)
    assert not any(gap.holds(each.number, each.notation, each.issued_on.year) for gap in found for each in numbers)


@given(NUMBERS)
def test_what_stands_twice_is_given_with_every_occurrence(numbers: list[One]) -> None:
    found = series.several((each, place) for place, each in enumerate(numbers))
    assert found == {
        each: [p for p, o in enumerate(numbers) if o == each] for each in numbers if numbers.count(each) > 1
    }


def test_a_number_of_thousands_of_digits_counts_nowhere_and_ends_nothing() -> None:
    long = one("9" * 5000)
    assert series.gaps([one(1), one(3), long]) == (gap := Gap(year=2026, series="UBND", first=2, last=2),)
    assert gap.holds("2", "UBND-TH", 2026)
    assert not gap.holds(long.number, long.notation, 2026)
