"""A directory as it is written: CSV, one row for each body, or for each further code of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from adapter.core.organisations import heads
from adapter.core.organisations.directory import GROUP, Directory, Organisation
from adapter.core.organisations.heads import Head
from adapter.core.problems import Place, Problem, Refusal

COLUMNS = ("id", "code", "kind", "name", "aliases", "abbrev", "valid_from", "valid_to", "successors")
"""Columns a directory file must have."""

MEMBERS = "members"
"""The column of the members of groups; only a file that has groups needs it."""

HEADS = "heads"
"""The column of who headed a body since when; no file needs it."""

READERS = ("source", "note", "doubt")
"""Columns for those who read the file: where a row comes from, remarks, and what is not verified."""

ALIASES_BY, LISTED_BY = "|", ";"
"""What stands between several aliases or heads, and between several successors or members."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, cells trimmed; columns that the file lacks are empty."""

    line: int
    cells: Mapping[str, str]
    extra: int = 0  #: cells beyond the last column: a comma that is not quoted, as a rule


def load(text: str, file: str = "") -> Directory:
    """Read a directory from CSV text; rows that share an id are further codes of one body.

    Raises `problems.Refusal` with every bad row, by line.
    """
    problems: list[Problem] = []
    found: dict[str, Organisation] = {}
    for row in rows(text, file, problems):
        _add(found, row, Place(file=file, line=row.line), problems)
    if not found and not problems:
        problems.append(Problem(code="directory.empty", place=Place(file=file)))
    if problems:
        raise Refusal(*problems)
    return Directory(found.values())


def rows(text: str, file: str, problems: list[Problem]) -> Iterator[Row]:
    """Give the rows of a file; what makes it no CSV, or none of ours, goes to `problems`."""
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            values = (("columns", ", ".join(missing)),)
            problems.append(Problem(code="directory.columns", place=Place(file=file, line=1), values=values))
            return
        for row in reader:
            told = {name: (row.get(name) or "").strip() for name in (*COLUMNS, MEMBERS, HEADS, *READERS)}
            # What stands beyond the last column has no name.
            extra = row.get(None, ())
            yield Row(reader.line_num, told, len(extra))
    except csv.Error:
        problems.append(Problem(code="directory.not-csv", place=Place(file=file, line=reader.line_num + 1)))


def _add(found: dict[str, Organisation], row: Row, place: Place, problems: list[Problem]) -> None:
    bad = bad_columns(row)
    known = found.get(row.cells["id"])
    one = organisation(row)
    if known is not None and (known.name, known.valid_from) != (one.name, one.valid_from):
        bad.append("id")
    if bad:
        values = (("columns", ", ".join(bad)),)
        problems.append(Problem(code="directory.row", place=place, values=values))
        return
    found[one.id] = one if known is None else _together(known, one)


def bad_columns(row: Row) -> list[str]:
    """Name the columns of a row that are missing or wrong."""
    bad = [name for name in ("id", "kind", "name") if not row.cells[name]]
    bad += [name for name in ("valid_from", "valid_to") if row.cells[name] and day(row.cells[name]) is None]
    if (row.cells["kind"] == GROUP) != bool(row.cells[MEMBERS]):
        bad.append(MEMBERS)
    if heads_of(row) is None or (row.cells["kind"] == GROUP and row.cells[HEADS]):
        bad.append(HEADS)
    return bad


def organisation(row: Row) -> Organisation:
    """Give what a row says of a body."""
    told = row.cells
    return Organisation(
        id=told["id"],
        kind=told["kind"],
        name=told["name"],
        aliases=parts(told["aliases"], ALIASES_BY),
        codes=(told["code"],) if told["code"] else (),
        abbrev=told["abbrev"],
        valid_from=day(told["valid_from"]),
        valid_to=day(told["valid_to"]),
        successors=parts(told["successors"], LISTED_BY),
        members=parts(told[MEMBERS], LISTED_BY),
        heads=heads_of(row) or (),
        source=told["source"],
        note=told["note"],
        doubt=told["doubt"],
    )


def _together(known: Organisation, more: Organisation) -> Organisation:
    """Join what two rows say of one body; of lifetime, abbreviation and heads the later row holds."""
    return Organisation(
        id=more.id,
        kind=more.kind,
        name=more.name,
        aliases=_joined(known.aliases, more.aliases),
        codes=(*known.codes, *more.codes),
        abbrev=more.abbrev,
        valid_from=more.valid_from,
        valid_to=more.valid_to,
        successors=_joined(known.successors, more.successors),
        members=_joined(known.members, more.members),
        heads=more.heads or known.heads,
        source=_texts(known.source, more.source),
        note=_texts(known.note, more.note),
        doubt=_texts(known.doubt, more.doubt),
    )


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))


def _texts(*texts: str) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def heads_of(row: Row) -> tuple[Head, ...] | None:
    """Give who headed a body since when; None where the cell does not say it as it should."""
    told = (one.partition(" ") for one in parts(row.cells[HEADS], ALIASES_BY))
    return heads.read([(day(since), name.strip()) for since, _, name in told])


def parts(cell: str, by: str) -> tuple[str, ...]:
    """Take a cell of several apart."""
    return tuple(part.strip() for part in cell.split(by) if part.strip())


def day(cell: str) -> date | None:
    """Read a day; None for everything that is none in ISO form."""
    try:
        return date.fromisoformat(cell) if len(cell) == len("2025-07-01") else None
    except ValueError:
        return None
