"""The bodies that issue documents and carry out tasks: those of Quảng Ngãi, valid on the day of the document."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from adapter.simulator.shapes import Named

PROVINCE = "Ủy ban nhân dân tỉnh Quảng Ngãi"
PROVINCE_CODES = ("H48", "000.00.00.H48")
"""Two code forms live side by side (Decision 20/2020/QĐ-TTg and QCVN 102); both mean the same body."""

CHAIRMAN = "Chủ tịch UBND tỉnh Quảng Ngãi"
"""The Chairman signs some documents in his own right; issuer is the province all the same."""

OFFICE = "Văn phòng UBND tỉnh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One body with the days between which it existed."""

    name: str
    kind: str
    abbrev: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Tell whether the body existed on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valid:
    """The bodies of one day, without those whose name two of them bear."""

    departments: tuple[Agency, ...]
    communes: tuple[Agency, ...]
    districts: tuple[Agency, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agencies:
    """All bodies ever."""

    all: tuple[Agency, ...]

    def on(self, day: date) -> Valid:
        """Give the bodies of a day."""
        return _on(self.all, day)

    def gone(self, day: date) -> tuple[Agency, ...]:
        """Give the bodies that no longer exist on a day, and whose names nobody bears on it."""
        names = _on(self.all, day).names
        ended = [one for one in self.all if one.valid_to is not None and one.valid_to < day]
        return tuple(one for one in ended if one.name not in names)


@lru_cache(maxsize=2048)
def _on(every: tuple[Agency, ...], day: date) -> Valid:
    valid = [one for one in every if one.valid_on(day)]
    names = Counter(one.name for one in valid)
    single = [one for one in valid if names[one.name] == 1]

    def of(*kinds: str) -> tuple[Agency, ...]:
        return tuple(one for one in single if one.kind in kinds)

    return Valid(
        departments=of("province-department", "province-unit"),
        communes=of("commune"),
        districts=of("district"),
        names=frozenset(names),
    )


def load(text: str) -> Agencies:
    """Read the directory; a body with two code forms stands on two rows and is one body."""
    read = csv.DictReader(text.splitlines())
    rows = {(row["id"], row["name"]): row for row in read if row["kind"] != "group"}
    return Agencies(tuple(_agencies(rows.values())))


def shipped() -> Agencies:
    """Read the directory that the package carries."""
    return load((files("mappings") / "codes" / "organisations_quangngai.csv").read_text("utf-8"))


def is_province(name: str) -> bool:
    """Tell whether an issuer is the province or its Chairman."""
    return name in (PROVINCE, CHAIRMAN)


def named(agency: Agency) -> Named:
    """Write an agency as a document does; agencies below the province have no public code."""
    return Named(name=agency.name)


def _agencies(rows: Iterable[dict[str, str]]) -> Iterable[Agency]:
    for row in rows:
        yield Agency(
            name=row["name"],
            kind=row["kind"],
            abbrev=row["abbrev"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
