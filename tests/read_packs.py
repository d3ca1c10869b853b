"""The CSV files of a pack in English, read back: sheet → rows as `naive_pack` makes them anew, words as codes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping

from adapter import messages
from adapter.core.standing import CODES
from adapter.reports import columns

Rows = list[list[str]]
Sheets = dict[str, Rows]

DAYS = 10
"""After so many a late entry is one."""


def word(code: str) -> str:
    return messages.text(code, "en", days=DAYS)


def coded(begins: str, codes: tuple[str, ...]) -> dict[str, str]:
    return {word(f"{begins}{code}"): code for code in codes}


STANDINGS = coded("standing.", (*CODES, columns.OUT))
COLUMNS = {word(columns.text_of(code)): code for code in columns.COLUMNS}
LACKING = coded("pack.lacking.", ("report", "result"))
WHAT = coded(
    "pack.exception.",
    (
        "held", "unexplained", "missing", "twice-in-register", "twice-borne", "unentered", "late", "edited", "objected",
        "withheld-not-counted", "no-register",
    ),
)  # fmt: skip
STREAMS = coded("stream.", ("documents", "events"))
BESIDE = {word(f"pack.{code}"): code for code in ("quarantine", "unexplained")} | {word("pack.erased-count"): "erased"}
HEADS = {word("report.period"): "period", word("report.until"): "until", word("pack.agencies"): "agencies"}
TOTAL = word("report.total")


def sheets(files: Mapping[str, bytes]) -> Sheets:
    """Read every sheet with figures; `files` are CSV files by the key of their sheet."""
    return {key: read(table(files[key])) for key, read in READERS.items()}


def table(content: bytes) -> Rows:
    """Give the rows of a table without headings, and without what stands below."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return rows[1 : rows.index([])]


def _pairs(words: Mapping[str, str]) -> Callable[[Rows], Rows]:
    return lambda rows: [[words[name], value] for name, value in rows if name in words]


def _total(rows: Rows) -> Rows:
    return [["" if row[0] == TOTAL else row[0], *row[1:]] for row in rows]


def _lateness(rows: Rows) -> Rows:
    return [[re.sub(r"\D.*", "", row[0]), *row[1:]] for row in rows]


def _compared(rows: Rows) -> Rows:
    """Give one row for three: name, now, former, difference."""
    three = [rows[at : at + 3] for at in range(0, len(rows), 3)]
    assert all(len({row[0] for row in rows_}) == 1 for rows_ in three)
    return _total([[rows_[0][0], *(cell for row in rows_ for cell in row[2:])] for rows_ in three])


def _assignments(rows: Rows) -> Rows:
    def cells(told: str, quality: str) -> str:
        found = []
        words = COLUMNS | (
            {messages.text("column.quality-of", "en", quality=quality): f"quality-{quality}"} if quality else {}
        )
        for heading, code in sorted(words.items(), key=lambda item: -len(item[0])):
            rest = re.sub(rf"(^|, ){re.escape(heading)}(?=, |$)", r"\1", told)
            found += [code] if rest != told else []
            told = rest
        return ", ".join(sorted(found))

    return [
        [
            *row[:6], STANDINGS[row[6]], row[7], ", ".join(LACKING[one] for one in row[8].split(", ") if one),
            *row[9:12], cells(row[12], row[11]), *row[13:],
        ]
        for row in rows
    ]  # fmt: skip


def _exceptions(rows: Rows) -> Rows:
    return [
        [
            WHAT[what], source, STREAMS.get(name, name), count, re.sub(r".*\((.*Z)\)", r"\1", since),
            re.sub(r".*\[(\S+)\]", r"\1", reason),
        ]
        for what, source, name, count, since, reason in rows
    ]  # fmt: skip


READERS: dict[str, Callable[[Rows], Rows]] = {
    "summary": _pairs(HEADS | COLUMNS | BESIDE),
    "agencies": _total,
    "groups": lambda rows: rows,
    "months": lambda rows: rows,
    "lateness": _lateness,
    "compared": _compared,
    "assignments": _assignments,
    "latency": lambda rows: rows,
    "account": lambda rows: rows,
    "exceptions": _exceptions,
    "evidence": _pairs(BESIDE),
}
"""Every sheet with figures."""


def differences(wanted: Sheets, told: Sheets) -> list[str]:
    """Name every row that one of both has and the other has not."""
    found = [f"{key}: a sheet of one of both" for key in wanted.keys() ^ told.keys()]
    for key in sorted(wanted.keys() & told.keys()):
        one, other = (Counter(map(tuple, sheets_[key])) for sheets_ in (wanted, told))
        found += [f"{key}: counted {row}" for row in (one - other).elements()]
        found += [f"{key}: printed {row}" for row in (other - one).elements()]
    return found
