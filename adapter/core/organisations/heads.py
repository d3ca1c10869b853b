"""Who headed a body from which day on (người đứng đầu), as a cell of the directory says it. Pure.

A cell reads `2024-03-01 Nguyễn Văn An|2026-07-01 Trần Thị Bình`: each from a day to the eve of the next one's, the
last one for as long as the body is there. `-` in place of a name says that nobody was appointed. Instead of a name it
may be any word that whoever rates heads tells them apart by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NOBODY = "-"
"""Stands where nobody was appointed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One person from the day of the appointment on."""

    since: date
    name: str  #: `NOBODY` where there was none


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The days of a span on which one person headed a body."""

    name: str
    first: date
    last: date


def read(told: Sequence[tuple[date | None, str]]) -> tuple[Head, ...] | None:
    """Give the heads of a cell, or None: a day is none, a name is missing, or a day is not after the one before."""
    found: list[Head] = []
    for since, name in told:
        if since is None or not name or (found and since <= found[-1].since):
            return None
        found.append(Head(since=since, name=name))
    return tuple(found)


def terms(heads: Sequence[Head], first: date, last: date) -> Iterator[Term]:
    """Give who headed a body in a span of days and when, in turn; days on which nobody did are left out."""
    for number, head in enumerate(heads, start=1):
        eve = heads[number].since - timedelta(days=1) if number < len(heads) else last
        begins, ends = max(head.since, first), min(eve, last)
        if head.name != NOBODY and begins <= ends:
            yield Term(name=head.name, first=begins, last=ends)
