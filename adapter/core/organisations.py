"""The directory of organisations, by name or code and date (FACTS §4).

Names are compared as `text.tidy` gives them and no further: accents count (Ba Tô is not Ba Tơ), no prefix matches
(Sơn Tây is not Sơn Tây Hạ), capitals count. 31 names were borne by two bodies one after the other, so a name without
a day means nothing. What does not resolve to exactly one body resolves to none: never a guess.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from adapter.core.problems import Place, Problem, Refusal
from adapter.core.text import tidy

COLUMNS = ("id", "code", "kind", "name", "aliases", "abbrev", "valid_from", "valid_to", "successors")
"""Columns a directory file must have; others (source, note, doubt) are for its readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One body in its lifetime."""

    id: str  #: ours; most bodies have no public code
    kind: str
    name: str
    aliases: tuple[str, ...]  #: other names it goes by, the offices that sign for it among them
    codes: tuple[str, ...]  #: both forms where it has them: `000.00.00.H48`, `H48`
    abbrev: str
    valid_from: date | None  #: first day; None: before our records
    valid_to: date | None  #: last day; None: still there
    successors: tuple[str, ...]  #: names; obligations pass by an explicit ruling only

    def valid(self, on: date) -> bool:
        """Tell whether the body existed on a day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


MOST_RESOLVED = 4096
"""So many answers are kept: the same few agencies are named again and again."""


class Directory:
    """Organisations, found by code or name and day."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_id = {one.id: one for one in organisations}
        self._by_name = _index(self._by_id.values(), lambda one: (one.name, *one.aliases))
        self._by_code = _index(self._by_id.values(), lambda one: one.codes)
        self._resolved: dict[tuple[str, str, date], str | None] = {}

    def __len__(self) -> int:
        """Count the bodies."""
        return len(self._by_id)

    def resolve(self, *, code: str, name: str, on: date) -> str | None:
        """Give the id of the one body that bears code and name on a day; None when there is not exactly one.

        An unknown code beside a known name is passed over, since most bodies have none on record; a code and a name
        of two different bodies contradict each other, and nobody is chosen.
        """
        asked = (code, name, on)
        if asked not in self._resolved:
            if len(self._resolved) >= MOST_RESOLVED:
                self._resolved.clear()
            self._resolved[asked] = self._resolve(code, name, on)
        return self._resolved[asked]

    def _resolve(self, code: str, name: str, on: date) -> str | None:
        by_code = self._valid(self._by_code, code, on)
        by_name = self._valid(self._by_name, name, on)
        found = by_code & by_name if by_code and by_name else by_code | by_name
        return next(iter(found)) if len(found) == 1 else None

    def named(self, name_or_code: str) -> frozenset[str]:
        """Give every body that ever bore a name or code."""
        wanted = tidy(name_or_code)
        return frozenset([*self._by_name.get(wanted, ()), *self._by_code.get(wanted, ())])

    def ids(self) -> frozenset[str]:
        """Give the ids of all bodies."""
        return frozenset(self._by_id)

    def name(self, organisation: str) -> str:
        """Give the name of a body; its id where the directory does not have it."""
        found = self._by_id.get(organisation)
        return found.name if found else organisation

    def _valid(self, index: Mapping[str, tuple[str, ...]], wanted: str, on: date) -> set[str]:
        return {one for one in index.get(tidy(wanted), ()) if self._by_id[one].valid(on)}


def _index(
    organisations: Iterable[Organisation], keys: Callable[[Organisation], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in organisations:
        for key in keys(one):
            found[tidy(key)] = (*found.get(tidy(key), ()), one.id)
    return found


def load(text: str, file: str = "") -> Directory:
    """Read a directory from CSV text; rows that share an id are further codes of one body.

    Raises `problems.Refusal` with every bad row, by line.
    """
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        values = (("columns", ", ".join(missing)),)
        raise Refusal(Problem(code="directory.columns", place=Place(file=file, line=1), values=values))
    problems: list[Problem] = []
    rows: dict[str, Organisation] = {}
    try:
        for row in reader:
            _add(rows, row, Place(file=file, line=reader.line_num), problems)
    except csv.Error:
        problems.append(Problem(code="directory.not-csv", place=Place(file=file, line=reader.line_num + 1)))
    if not rows and not problems:
        problems.append(Problem(code="directory.empty", place=Place(file=file)))
    if problems:
        raise Refusal(*problems)
    return Directory(rows.values())


def _add(rows: dict[str, Organisation], row: Mapping[str, str | None], place: Place, problems: list[Problem]) -> None:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    bad = [name for name in ("id", "kind", "name") if not told[name]]
    days = {name: _day(told[name]) for name in ("valid_from", "valid_to")}
    bad += [name for name, day in days.items() if day is None and told[name]]
    known = rows.get(told["id"])
    if known is not None and (known.name, known.valid_from) != (told["name"], days["valid_from"]):
        bad.append("id")
    if bad:
        values = (("columns", ", ".join(bad)),)
        problems.append(Problem(code="directory.row", place=place, values=values))
        return
    code = (told["code"],) if told["code"] else ()
    rows[told["id"]] = Organisation(
        id=told["id"],
        kind=told["kind"],
        name=told["name"],
        aliases=_parts(told["aliases"], "|") or (known.aliases if known else ()),
        codes=(*(known.codes if known else ()), *code),
        abbrev=told["abbrev"],
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        successors=_parts(told["successors"], ";"),
    )


def _parts(cell: str, by: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(by) if part.strip())


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
