"""What looks wrong in a directory that can be read, row by row: for whoever maintains it. Pure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.core.organisations import reading
from adapter.core.organisations.directory import BY_KIND, GROUP, Directory, Organisation
from adapter.core.organisations.reading import Row
from adapter.core.problems import Place, Problem, Refusal
from adapter.core.text import tidy

Weight = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that looks wrong; an `error` makes names resolve to nobody, or to somebody by chance."""

    weight: Weight
    problem: Problem


def lint(text: str, file: str = "") -> list[Finding]:
    """Look at a directory, by line; what cannot be read at all is told as loading tells it."""
    problems: list[Problem] = []
    rows = list(reading.rows(text, file, problems))
    try:
        directory = reading.load(text, file)
    except Refusal as refusal:
        return [Finding("error", one) for one in refusal.problems]
    looked_at = _Look(directory, rows, file)
    found = [*looked_at.rows_alone(), *looked_at.names(), *looked_at.kin(), *looked_at.groups()]
    return sorted(found, key=lambda one: (one.problem.place.line, one.problem.code))


class _Look:
    """One directory with the lines of its rows."""

    def __init__(self, directory: Directory, rows: Sequence[Row], file: str) -> None:
        self._directory, self._rows, self._file = directory, rows, file
        self._line = {row.cells["id"]: row.line for row in reversed(rows)}

    def rows_alone(self) -> Iterator[Finding]:
        """Look at each row by itself."""
        for row in self._rows:
            told = row.cells
            if row.extra:
                yield self._at(row.line, "warning", "directory.extra-cells")
            if any(unicodedata.normalize("NFC", cell) != cell for cell in told.values()):
                yield self._at(row.line, "warning", "directory.not-nfc")
            if any(tidy(told[name]) != unicodedata.normalize("NFC", told[name]) for name in ("name", "aliases")):
                yield self._at(row.line, "warning", "directory.untidy")
            if not told["source"]:
                yield self._at(row.line, "warning", "directory.no-source")
            if told["doubt"]:
                yield self._at(row.line, "warning", "directory.doubt", doubt=told["doubt"])
            first, last = reading.day(told["valid_from"]), reading.day(told["valid_to"])
            if first and last and first > last:
                yield self._at(row.line, "error", "directory.backwards")
            for head in reading.heads_of(row) or ():
                if not (first or date.min) <= head.since <= (last or date.max):
                    yield self._at(row.line, "warning", "directory.head-outside", day=str(head.since))

    def names(self) -> Iterator[Finding]:
        """Look for names and codes that two bodies bear at one time."""
        bearers: dict[str, dict[str, Organisation]] = defaultdict(dict)
        for one in self._directory.everybody():
            for name in (one.name, *one.aliases, *one.codes):
                bearers[tidy(name)][one.id] = one
        told: set[tuple[str, str]] = set()
        for name, found in bearers.items():
            bodies = list(found.values())
            for number, one in enumerate(bodies):
                other = next((other for other in bodies[:number] if _meet(one, other)), None)
                if other is not None and (one.id, other.id) not in told:
                    told.add((one.id, other.id))
                    yield self._of(one, "warning", "directory.name-twice", name=name, other=other.id)

    def kin(self) -> Iterator[Finding]:
        """Look at successors: known, named once there is an end, and beginning on the day after it."""
        for one in self._directory.everybody():
            found = self._directory.successors(one.id)
            after = one.day_after
            if one.successors and after is None:
                yield self._of(one, "warning", "directory.successor-of-living")
                continue
            for name in found.unknown:
                yield self._of(one, "error", "directory.successor-unknown", name=name)
            for later in found.ids:
                other = self._directory.get(later)
                if other is None or after is None:
                    continue
                if (other.valid_from or date.min) > after:
                    values = {"other": later, "day": str(other.valid_from)}
                    yield self._of(one, "warning", "directory.successor-late", **values)
                elif not other.valid(after):
                    yield self._of(one, "error", "directory.successor-gone", other=later)

    def groups(self) -> Iterator[Finding]:
        """Look at the members of groups."""
        everybody = list(self._directory.everybody())
        kinds = {BY_KIND + one.kind for one in everybody if one.kind != GROUP}
        ids = {one.id for one in everybody if one.kind != GROUP}
        for one in everybody:
            for member in one.members:
                if member not in kinds and member.removeprefix("-") not in ids:
                    yield self._of(one, "error", "directory.member-unknown", member=member)

    def _of(self, one: Organisation, weight: Weight, code: str, **values: str) -> Finding:
        return self._at(self._line[one.id], weight, code, **{"id": one.id, **values})

    def _at(self, line: int, weight: Weight, code: str, **values: str) -> Finding:
        place = Place(file=self._file, line=line)
        return Finding(weight, Problem(code=code, place=place, values=tuple(values.items())))


def _meet(one: Organisation, other: Organisation) -> bool:
    """Tell whether two bodies were there on a common day; a group and a body do not compete."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return first <= last and (one.kind == GROUP) == (other.kind == GROUP)
