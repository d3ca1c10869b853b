"""CSV as rows of cells with their places, read strictly (RFC 4180): nothing is guessed about quotes or ragged rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell; a tuple, because a table has many."""

    text: str
    line: int  #: 1-based
    column: int  #: 1-based


class NotCsv(Exception):  # noqa: N818 - named for what it tells
    """A text is no CSV from a place on."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}")
        self.line, self.column = line, column


_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_PLAIN = re.compile(r'[^",\r\n]*')
_END = re.compile(r"\r\n|\r|\n|\Z")
_LINE = re.compile(r"[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")


def rows(text: str) -> Iterator[list[Cell]]:
    """Give the rows; empty lines and lines that begin with `#` are none. Raises `NotCsv` where it stops being CSV."""
    at, line, begin = 0, 1, 0
    while at < len(text):
        row: list[Cell] = []
        if text[at] in "#\r\n":
            at = _matched(_LINE, text, at).end()
        else:
            while True:
                quoted = _QUOTED.match(text, at)
                found = quoted or _matched(_PLAIN, text, at)
                written = quoted[1].replace('""', '"') if quoted else found[0]
                row.append(Cell(written, line, at - begin + 1))
                for inside in _BREAK.finditer(found[0]):
                    line, begin = line + 1, at + inside.end()
                at = found.end()
                if at >= len(text) or text[at] != ",":
                    break
                at += 1
        end = _END.match(text, at)
        if end is None:
            raise NotCsv(line, at - begin + 1)
        if row:
            yield row
        at, line, begin = end.end(), line + 1, end.end()


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    """Match what may be empty, and therefore always matches."""
    found = pattern.match(text, at)
    assert found is not None  # noqa: S101 - nothing is needed for it
    return found
