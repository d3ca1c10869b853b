"""Tables of codes: what a source writes, what it means here, and from which day to which.

A table is a CSV file beside the mapping. `core` reads no file: whoever loads a mapping gives what reads its tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from adapter.core.mapping import yaml
from adapter.core.mapping.cells import Cell, NotCsv, rows
from adapter.core.problems import Place, Problem
from adapter.core.text import tidy

Tables = Callable[[str], bytes | None]
"""Gives the content of a file below the folder of the mapping; None when there is none."""

COLUMNS = ("code", "meaning", "valid_from", "valid_to")
"""Columns a table must have; others (source, note) are for its readers."""

MAX_BYTES = 1 << 20
MAX_ROWS = 20_000
_FILE = re.compile(r"[^/\\\x00-\x1f:](?:[^\\\x00-\x1f:]{0,250})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One meaning of a code."""

    code: str  #: as the source writes it, tidied
    meaning: str  #: tidied
    valid_from: date | None  #: first day; None: always was
    valid_to: date | None  #: last day, which still belongs to it; None: still is
    place: Place  #: of the code, in the CSV
    meaning_at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A table that was read, with everything that is wrong with it."""

    text: str
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def no_tables(_: str) -> bytes | None:
    """Stand for the tables of a mapping that has none beside it."""
    return None


def is_below(name: str) -> bool:
    """Tell whether a file's name leads to no place but below the folder of the mapping."""
    return _FILE.fullmatch(name) is not None and ".." not in name.split("/")


def read(content: bytes, file: str) -> Read:
    """Read a table; `file` names it in problems."""
    if len(content) > MAX_BYTES:
        return Read(text="", problems=(_problem("mapping.table.too-big", Place(file=file), most=str(MAX_BYTES >> 10)),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(file=file, line=before.count(b"\n") + 1, column=len(before.rpartition(b"\n")[2]) + 1)
        return Read(text="", problems=(_problem("mapping.table.encoding", place),))
    problems: list[Problem] = []
    found = list(_rows(text, file, problems))
    problems += _overlaps(found)
    return Read(text=text, rows=tuple(found), problems=tuple(problems))


def as_node(found: Iterable[Row], place: Place) -> yaml.Table:
    """Give rows as a part of a mapping's tree: code → period → meaning. The order of the file plays no part in it."""
    codes = []
    for code, same in by_code(found).items():
        first = same[0].place
        periods = yaml.Table(pairs=tuple(_period(row) for row in same), place=first)
        codes.append((yaml.Scalar(text=code, place=first, shift=None), periods))
    return yaml.Table(pairs=tuple(codes), place=place)


def with_rows(node: yaml.Table, rows: Mapping[Place, yaml.Table]) -> yaml.Table:
    """Give the tree of a mapping with the rows of its tables where it names them."""
    return yaml.Table(pairs=tuple((key, _put(value, rows)) for key, value in node.pairs), place=node.place)


def _put(node: yaml.Node, rows: Mapping[Place, yaml.Table]) -> yaml.Node:
    if isinstance(node, yaml.Scalar):
        return rows.get(node.place, node)
    if isinstance(node, yaml.Sequence):
        return yaml.Sequence(items=tuple(_put(item, rows) for item in node.items), place=node.place)
    return with_rows(node, rows)


def by_code(found: Iterable[Row]) -> dict[str, list[Row]]:
    """Give the rows of each code, oldest first."""
    codes: dict[str, list[Row]] = {}
    for row in sorted(found, key=lambda row: (row.code, row.valid_from or date.min)):
        codes.setdefault(row.code, []).append(row)
    return codes


def _period(row: Row) -> tuple[yaml.Scalar, yaml.Scalar]:
    period = f"{row.valid_from or ''}..{row.valid_to or ''}"
    return (
        yaml.Scalar(text=period, place=row.place, shift=None),
        yaml.Scalar(text=row.meaning, place=row.meaning_at, shift=None),
    )


def _rows(text: str, file: str, problems: list[Problem]) -> Iterator[Row]:
    columns: dict[str, int] = {}
    width = count = 0
    try:
        for cells in rows(text):
            if not width:
                width, columns = len(cells), _columns(cells, file, problems)
                if not columns:
                    return
                continue
            count += 1
            if count > MAX_ROWS:
                problems.append(_problem("mapping.table.too-many", _place(cells[0], file), most=str(MAX_ROWS)))
                return
            if len(cells) != width:
                values = {"cells": str(len(cells)), "columns": str(width)}
                problems.append(_problem("mapping.table.ragged", _place(cells[0], file), **values))
            elif (row := _row({name: cells[at] for name, at in columns.items()}, file, problems)) is not None:
                yield row
    except NotCsv as broken:
        problems.append(_problem("mapping.table.not-csv", Place(file=file, line=broken.line, column=broken.column)))
        return
    if not count:
        problems.append(_problem("mapping.table.empty", Place(file=file, line=1, column=1)))


def _columns(header: list[Cell], file: str, problems: list[Problem]) -> dict[str, int]:
    """Give which column stands where; nothing when the header will not do."""
    found: dict[str, int] = {}
    before = len(problems)
    for number, cell in enumerate(header):
        name = tidy(cell.text)
        if name and name in found:
            problems.append(_problem("mapping.table.column-twice", _place(cell, file), column=name))
        found.setdefault(name, number)
    lacking = [name for name in COLUMNS if name not in found]
    if lacking:
        problems.append(_problem("mapping.table.columns", _place(header[0], file), columns=", ".join(lacking)))
    return {} if len(problems) > before else {name: found[name] for name in COLUMNS}


def _row(cells: dict[str, Cell], file: str, problems: list[Problem]) -> Row | None:
    before = len(problems)
    told = {name: tidy(cell.text) for name, cell in cells.items()}
    problems += [
        _problem("mapping.table.cell-empty", _place(cells[name], file), column=name)
        for name in ("code", "meaning")
        if not told[name]
    ]
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        days[name] = _day(told[name])
        if told[name] and days[name] is None:
            problems.append(_problem("mapping.table.day", _place(cells[name], file), column=name))
    first, last = days["valid_from"], days["valid_to"]
    if first is not None and last is not None and first > last:
        problems.append(_problem("mapping.table.period", _place(cells["valid_to"], file)))
    if len(problems) > before:
        return None
    return Row(
        code=told["code"],
        meaning=told["meaning"],
        valid_from=first,
        valid_to=last,
        place=_place(cells["code"], file),
        meaning_at=_place(cells["meaning"], file),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _overlaps(found: list[Row]) -> Iterator[Problem]:
    """Find two rows of one code that hold on one day: what it means then would be a guess."""
    for same in by_code(found).values():
        for before, after in pairwise(same):
            if (before.valid_to or date.max) >= (after.valid_from or date.min):
                first, second = sorted((before, after), key=lambda row: row.place.line)
                yield _problem("mapping.table.overlap", second.place, value=second.code, line=str(first.place.line))


def _place(cell: Cell, file: str) -> Place:
    return Place(file=file, line=cell.line, column=cell.column)


def _problem(code: str, place: Place, **values: str) -> Problem:
    return Problem(code=code, place=place, values=tuple(values.items()))
