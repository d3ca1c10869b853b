"""Changing and making directory files: one more alias, and rows that others have written. Pure: text in, text out."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from adapter.core import lists
from adapter.core.organisations import reading
from adapter.core.organisations.reading import ALIASES_BY, COLUMNS, HEADS, LISTED_BY, MEMBERS, READERS
from adapter.core.problems import Problem
from adapter.core.text import tidy

ALL = (*COLUMNS, *READERS, MEMBERS, HEADS)

HEADERS: lists.Headers = {
    "id": ("id", "mã nội bộ", "stt mã"),
    "code": ("code", "organid", "mã định danh", "mã cơ quan", "mã đơn vị", "mã"),
    "kind": ("kind", "type", "loại", "loại cơ quan", "cấp"),
    "name": ("name", "organname", "tên", "tên cơ quan", "tên đơn vị", "tên cơ quan, đơn vị"),
    "aliases": ("aliases", "other names", "tên khác", "tên gọi khác"),
    "abbrev": ("abbrev", "abbreviation", "viết tắt", "tên viết tắt", "chữ viết tắt"),
    "valid_from": ("valid_from", "valid from", "from", "từ ngày", "hiệu lực từ", "ngày thành lập", "ngày bắt đầu"),
    "valid_to": ("valid_to", "valid to", "to", "đến ngày", "hiệu lực đến", "ngày kết thúc", "ngày giải thể"),
    "successors": ("successors", "successor", "kế thừa", "cơ quan kế thừa", "đơn vị kế thừa"),
    "members": ("members", "thành viên"),
    "heads": ("heads", "head", "người đứng đầu"),
    "source": ("source", "nguồn", "căn cứ", "văn bản"),
    "note": ("note", "notes", "ghi chú"),
    "doubt": ("doubt", "chưa xác minh", "nghi vấn"),
}
"""What other lists call our columns, in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A file with one row changed."""

    text: str  #: of the whole file
    line: int  #: at which the row begins
    row: str  #: as it stands now, without its end of line


def with_alias(text: str, organisation: str, alias: str, why: str) -> Changed | None:
    """Give the file with one more name of a body on its first row; None when the body is not there.

    Every other line stays as it is; so do cells beyond the header, and a row that is shorter than it is filled up.
    The text is one that can be read (`reading.load`).
    """
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    place = {name: number for number, name in enumerate(next(reader, []))}
    first = reader.line_num
    for cells in reader:
        cells.extend([""] * (len(place) - len(cells)))
        if cells[place["id"]].strip() == organisation:
            _add(cells, place["aliases"], ALIASES_BY, tidy(alias))
            if "note" in place:
                _add(cells, place["note"], "; ", f"“{tidy(alias)}”: {why}")
            row = lists.written([cells]).removesuffix("\n")
            end = "\r\n" if lines[reader.line_num - 1].endswith("\r\n") else "\n"
            changed = "".join([*lines[:first], row, end, *lines[reader.line_num :]])
            return Changed(text=changed, line=first + 1, row=row)
        first = reader.line_num
    return None


def _add(cells: list[str], number: int, by: str, more: str) -> None:
    cells[number] = by.join(filter(None, [cells[number].strip(), more]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was made of somebody else's list."""

    text: str  #: in our form; empty when a row is bad
    rows: int
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]  #: its columns that mean nothing here


def imported(text: str, file: str, prefix: str, kind: str) -> Imported:
    """Read a CSV list with headers in Vietnamese or English; `prefix` makes ids and `kind` kinds where it has none.

    Days may be written `dd/MM/yyyy`. Every bad row is told, by line.
    """
    listed = lists.read(text, HEADERS)
    problems = list(_hindering(listed, file, kind))
    rows: list[list[str]] = []
    if not problems:
        for number, (line, cells) in enumerate(listed.rows):
            rows.append(_imported(listed.columns, cells, (file, line), (prefix, kind, number), problems))
        if not rows and listed.broken is None:
            problems.append(lists.problem("org.import-nothing", file, 1))
    if listed.broken is not None:
        problems.append(lists.problem("directory.not-csv", file, listed.broken))
    unknown = tuple(name for name in listed.columns if name not in HEADERS)
    made = "" if problems else lists.written([list(ALL), *rows])
    return Imported(text=made, rows=len(rows), problems=tuple(problems), unknown=unknown)


def _hindering(listed: lists.Listed, file: str, kind: str) -> Iterator[Problem]:
    """Say what is wrong with the columns of a list, so that no row of it can be read."""
    if not listed.columns:
        if listed.broken is None:
            yield lists.problem("org.import-nothing", file, 1)
        return
    if "name" not in listed.columns:
        yield lists.problem("org.import-no-name", file, 1)
    elif "kind" not in listed.columns and not kind:
        yield lists.problem("org.import-no-kind", file, 1)
    for column in lists.doubled(listed, HEADERS):
        yield lists.problem("list.column-twice", file, 1, column=column)


def _imported(
    columns: Sequence[str],
    cells: Sequence[str],
    place: tuple[str, int],
    ours: tuple[str, str, int],
    problems: list[Problem],
) -> list[str]:
    prefix, kind, number = ours
    told = dict.fromkeys(ALL, "") | {name: tidy(cell) for name, cell in zip(columns, cells, strict=False)}
    told["id"] = told["id"] or f"{prefix}-{number + 1:03}"
    told["kind"] = told["kind"] or kind
    bad = [] if told["name"] else ["name"]
    for name in ("valid_from", "valid_to"):
        found = lists.day(told[name])
        if told[name] and found is None:
            bad.append(name)
        told[name] = "" if found is None else found.isoformat()
    bad += [HEADS] if reading.heads_of(reading.Row(place[1], told)) is None else []
    if len(cells) != len(columns):
        # Its cells may stand under other columns than they belong to: nothing else about it is certain.
        problems.append(lists.miscounted(cells, columns, *place))
    elif bad:
        problems.append(lists.problem("directory.row", *place, columns=", ".join(bad)))
    elif not told["kind"]:
        problems.append(lists.problem("org.import-no-kind", *place))
    told["successors"] = f"{LISTED_BY} ".join(part.strip() for part in told["successors"].split(LISTED_BY))
    return [told[name] for name in ALL]
