"""What a name that resolved to nobody may have been meant for: for a person to judge, never applied by itself.

Three kinds of hints. Name and code contradict each other: then whom each of them means. The very name was borne on
another day: then whoever bore it, who came after or before them, and when. Else names that differ by few letters and
are borne on the day. A likeness is no more than that: one product's matcher took "UBND H. Sơn Tây" for "UBND thành phố
Quảng Ngãi" (FACTS §8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.core.organisations.directory import Directory, Organisation
from adapter.core.text import tidy

Why = Literal["borne-earlier", "borne-later", "successor", "predecessor", "several", "near", "by-name", "by-code"]

MOST = 3
"""So many near names are told."""

_LETTERS_PER_DIFFERENCE = 5
"""A name is near when one letter in so many differs, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One body that may be meant."""

    id: str
    name: str
    why: Why
    distance: int = 0  #: letters that differ; with `near` only


def hints(directory: Directory, written: str, on: date, *, code: str = "") -> list[Hint]:
    """Give who may be meant by a name or code that did not resolve on a day; best first.

    With a `code` that is written beside the name: each of them may mean one body, and not the same.
    """
    by_name = directory.resolve(code="", name=written, on=on)
    by_code = directory.resolve(code=code, name="", on=on)
    if by_name and by_code and by_name != by_code:
        return [_hint(directory, by_name, "by-name"), _hint(directory, by_code, "by-code")]
    borne = sorted(directory.named(written))
    if borne:
        found = [hint for one in borne for hint in _of_bearer(directory, one, on)]
        return list({(hint.id, hint.why): hint for hint in found}.values())
    return _near(directory, tidy(written), on)


def _of_bearer(directory: Directory, bearer: str, on: date) -> list[Hint]:
    body = directory.get(bearer)
    if body is None or body.valid(on):
        return [_hint(directory, bearer, "several")]
    earlier = body.valid_to is not None and body.valid_to < on
    kin = directory.successors(bearer).ids if earlier else directory.predecessors(bearer)
    why: Why = "successor" if earlier else "predecessor"
    told = [_hint(directory, one, why) for one in kin if (found := directory.get(one)) is not None and found.valid(on)]
    return [_hint(directory, bearer, "borne-earlier" if earlier else "borne-later"), *told]


def _hint(directory: Directory, organisation: str, why: Why) -> Hint:
    return Hint(id=organisation, name=directory.name(organisation), why=why)


def _near(directory: Directory, written: str, on: date) -> list[Hint]:
    most = max(1, len(written) // _LETTERS_PER_DIFFERENCE)
    found = [
        Hint(id=one.id, name=one.name, why="near", distance=distance)
        for one in directory.everybody()
        if one.valid(on) and (distance := _nearest(one, written, most)) <= most
    ]
    return sorted(found, key=lambda hint: (hint.distance, hint.name, hint.id))[:MOST]


def _nearest(one: Organisation, written: str, most: int) -> int:
    return min(distance_of(tidy(name).lower(), written.lower(), most) for name in (one.name, *one.aliases, *one.codes))


def distance_of(left: str, right: str, most: int) -> int:
    """Count the letters to put in, take out or change to make one text of the other; beyond `most` it stops counting.

    Capitals and small letters have been made the same by the caller where that is meant; accents count.
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, start=1):
        before, row = row, [number]
        for place, other in enumerate(right, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other)))
        if min(row) > most:
            return most + 1
    return row[-1]
