"""Series of numbers: which numbers are counted one after another, which are lacking in one, and which stand twice.

Numbers run by kind of document and year, official letters through all units of the body that issues them (Decree
30/2020 art. 15, Annex I): `5425/UBND-KGVX` is followed by `5426/UBND-TH`, and `12/QĐ-UBND` by `13/QĐ-UBND`. Classified
documents have series of their own and leave no gap here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

KINDS = frozenset(
    {
        *(
            "QĐ",
            "QD",
            "CT",
            "TB",
            "KH",
            "BC",
            "TTr",
            "GM",
            "CĐ",
            "CTr",
            "HD",
            "NQ",
            "QC",
            "QyĐ",
            "TC",
            "PA",
            "ĐA",
            "DA",
        ),
        *("BB", "HĐ", "BGN", "BTT", "GUQ", "GGT", "GNP", "PG", "PC", "PB"),
    }
)
"""Abbreviations with which a notation begins that names its kind (Decree 30/2020 Annex III; document_kinds.csv)."""

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


class Numbered(Protocol):
    """One number as a register or a document bears it."""

    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def notation(self) -> str: ...  # noqa: D102
    @property
    def issued_on(self) -> date: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Gap:
    """Numbers of one series that are lacking between others."""

    year: int
    series: str
    first: int
    last: int

    def holds(self, number: str, notation: str, year: int) -> bool:
        """Tell whether a number is one of those that are lacking."""
        counted = _counted(number) if (series_of(notation), year) == (self.series, self.year) else None
        return counted is not None and self.first <= counted <= self.last


def series_of(notation: str) -> str:
    """Name the series of a notation: itself where it names a kind, else the body alone (official letters)."""
    first = notation.partition("-")[0]
    return notation if first in KINDS or "/" in notation else first


def gaps(numbers: Iterable[Numbered]) -> tuple[Gap, ...]:
    """Give what is lacking from 1 to the highest number of every series and year.

    A series that is not there the year before begins at its lowest number: a system may have been taken into use, or
    its listing begin, within a year.
    """
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for one in numbers:
        counted = _counted(one.number)
        if counted is not None:
            found[one.issued_on.year, series_of(one.notation)].add(counted)
    lacking: list[Gap] = []
    for (year, series), there in sorted(found.items()):
        before = 0 if (year - 1, series) in found else min(there) - 1
        for number in sorted(there):
            if number > before + 1:
                lacking.append(Gap(year=year, series=series, first=before + 1, last=number - 1))
            before = max(before, number)
    return tuple(lacking)


_LONGEST = 18
"""Digits of a number that counts: a longer one is a misread text, and no cycle may end by it."""


def _counted(number: str) -> int | None:
    """Give the number that a text says; None where it says none that counts."""
    return int(number) if number.isdecimal() and len(number) <= _LONGEST else None


def several(items: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """Give what stands under a key more than once."""
    found: defaultdict[Key, list[Item]] = defaultdict(list)
    for key, item in items:
        found[key].append(item)
    return {key: same for key, same in found.items() if len(same) > 1}
