"""Looks through everything that the program wrote in a house, by what may stand where."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import second_service
from closed_documents import HELD_STEM, PHRASE, STEM, Closed
from closed_house import HELD, ClosedHouse
from scanner import Scanner, cells

DATABASE = ("nhiemvu.db", "nhiemvu.db-wal")


def findings(house: ClosedHouse, closed: Iterable[Closed] = ()) -> list[str]:
    """Give what was found and may not be there; of `closed` not even a digest may."""
    wholes = [whole for one in closed for whole in one.digested]
    found = _told(Scanner((STEM, PHRASE, second_service.PASSWORD), wholes).of_folder(house.folder))
    # A held document's reference may be kept as a payload that can be erased, and be told to who asks what is held.
    reference = Scanner((HELD_STEM,))
    found += _told(reference.of_folder(house.folder, but=_may_name_held))
    found += [
        f"{table}: {hits}"
        for file in house.folder.rglob(DATABASE[0])
        for table, cell in cells(file)
        if table != "payloads" and (hits := reference.hits(cell))
    ]
    return found + _memory_left_behind(house)


def _told(found: dict[str, set[tuple[str, str]]]) -> list[str]:
    return [f"{file}: {sorted(hits)[:5]}" for file, hits in found.items()]


def _may_name_held(file: Path) -> bool:
    return file.name in DATABASE or file.name.endswith(f"-{HELD[0]}.out")


def _memory_left_behind(house: ClosedHouse) -> list[str]:
    """Give the runs that would have left their memory behind, where the machine keeps such a thing."""
    # `planted_trouble` writes the limit that held when the process died.
    told = [(file, line) for file in house.said.glob("*.err") for line in file.read_bytes().splitlines()]
    return [
        f"{file.name}: {line!r}"
        for file, line in told
        if line.startswith(b"planted") and line.split()[1] not in (b"0", b"1")
    ]
