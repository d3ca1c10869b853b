"""What a source's own register shows that no document here explains (`sync.register` finds it, in every cycle)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from adapter.core.facts import numbered, plain_number
from adapter.core.ledger import Cycle
from adapter.core.series import Gap
from adapter.store import Reader
from adapter.wire import RegisterEntry

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A number of the register that no document here bears.

    Its document is missing in the listing, or is one of those withheld or held whose number nobody could read: which
    of the two, the account tells by counting.
    """

    entry: RegisterEntry
    since: date  #: the day of the cycle in which it was first seen

    @property
    def name(self) -> str:
        """Name it as people do: number, notation, day of issue."""
        return name_of(self.entry.number, self.entry.notation, self.entry.issued_on)


def name_of(number: str, notation: str, issued_on: date) -> str:
    """Name a number as people do."""
    return f"{number}/{notation} ({issued_on:%d/%m/%Y})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a cycle found in the register."""

    numbers: tuple[Unmatched, ...] = ()
    twice: tuple[RegisterEntry, ...] = ()  #: every occurrence of a number that the register has more than once a year
    gaps: tuple[Gap, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.numbers or self.twice or self.gaps)

    @property
    def doubled(self) -> frozenset[tuple[str, str, int]]:
        """Give the numbers that the register has more than once a year, each of them once."""
        return frozenset(within(one) for one in self.twice)

    def names(self, key: Key) -> bool:
        """Tell whether it speaks of a number, given as it is looked up (`facts.numbered`)."""
        number, notation, issued_on = key
        here = [*(one.entry for one in self.numbers), *self.twice]
        return any(key_of(one) == key for one in here) or any(
            gap.holds(number, notation, int(issued_on[:4])) for gap in self.gaps
        )


def key_of(entry: RegisterEntry) -> Key:
    """Give what a number of the register is looked up by."""
    return numbered(entry.number, entry.notation, entry.issued_on)


def within(entry: RegisterEntry) -> tuple[str, str, int]:
    """Give what no second document may bear: number and notation within a year."""
    return plain_number(entry.number), entry.notation, entry.issued_on.year


def of_cycle(reader: Reader, cycle: Cycle) -> tuple[Unmatched, ...]:
    """Read the unmatched numbers of a cycle, newest first; none where it names none, or they were erased."""
    return findings(reader, cycle).numbers


def findings(reader: Reader, cycle: Cycle | None) -> Findings:
    """Read what a cycle found in the register; nothing where it found nothing, or that was erased."""
    return of_payload(reader, cycle.unmatched) if cycle is not None and cycle.unmatched else Findings()


def of_payload(reader: Reader, commitment: str) -> Findings:
    """Read the findings of a payload, unmatched numbers newest first; nothing where they were erased."""
    texts = reader.text(commitment)
    return Findings() if texts is None else from_texts(texts)


def from_texts(texts: Mapping[str, str]) -> Findings:
    """Read findings as `to_text` writes them."""
    numbers = [
        Unmatched(entry=_entry(number, notation, on), since=date.fromisoformat(since))
        for number, notation, on, since in json.loads(texts.get("numbers", "[]"))
    ]
    return Findings(
        numbers=tuple(sorted(numbers, key=lambda one: (one.since, one.entry.issued_on), reverse=True)),
        twice=tuple(_entry(*row) for row in json.loads(texts.get("twice", "[]"))),
        gaps=tuple(
            Gap(year=year, series=series, first=first, last=last)
            for series, year, first, last in json.loads(texts.get("gaps", "[]"))
        ),
    )


def _entry(number: str, notation: str, issued_on: str) -> RegisterEntry:
    return RegisterEntry(number=number, notation=notation, issued_on=date.fromisoformat(issued_on))


def to_text(found: Findings) -> bytes:
    """Write findings as the payload of a cycle."""
    told: dict[str, Iterable[list[str | int]]] = {
        "numbers": [[*_row(one.entry), one.since.isoformat()] for one in found.numbers],
        "twice": [_row(one) for one in found.twice],
        "gaps": [[one.series, one.year, one.first, one.last] for one in found.gaps],
    }
    texts = {name: json.dumps(rows, ensure_ascii=False) for name, rows in told.items() if rows}
    return json.dumps(texts, ensure_ascii=False).encode()


def _row(entry: RegisterEntry) -> list[str | int]:
    return [entry.number, entry.notation, entry.issued_on.isoformat()]
