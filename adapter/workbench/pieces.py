"""A mapping taken apart for its layout: every node with its lines, every comment with what it belongs to.

Comments are found by what is left: a `#` outside of every scalar, at the beginning of a line or after a blank. One
that has a line of its own stands before what follows it; one at the end of a line belongs to what that line says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)


@dataclass(slots=True)
class Entry:
    """One pair of a table or item of a list, with its comments."""

    key: str | None  #: None: an item
    line: int  #: 0-based
    column: int
    value: Piece
    before: list[str] = field(default_factory=list)  #: comments above; an empty text is an empty line
    beside: str = ""  #: the comment at the end of its line
    after: list[str] = field(default_factory=list)  #: comments below, deeper than what follows


@dataclass(slots=True)
class Piece:
    """One node."""

    form: Literal["scalar", "list", "table"]
    text: str = ""  #: of a scalar
    entries: list[Entry] = field(default_factory=list)
    end: tuple[int, int] = (0, 0)  #: line and column behind it


@dataclass(slots=True)
class Parts:
    """A whole file."""

    top: Piece
    head: list[str] = field(default_factory=list)  #: comments that belong to the file
    comments: list[str] = field(default_factory=list)  #: all of them, in order


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and where it stands."""

    text: str
    line: int
    column: int
    alone: bool  #: it has its line to itself
    blank: bool  #: an empty line stands above it


def apart(text: str) -> Parts:
    """Take a file apart that `core.mapping.yaml` has read without complaint."""
    walk = _Walk()
    events = YAML(typ="safe", pure=True).parse(text)
    first = next(event for event in events if isinstance(event, NodeEvent))
    top = walk.node(first, events)
    for _ in events:
        pass  # to the end, so that the parser is done
    lines = text.splitlines()
    comments = list(_comments(lines, walk.scalars))
    parts = Parts(top=top, comments=[one.text for one in comments])
    _place(parts, comments, lines)
    return parts


Span = tuple[tuple[int, int], tuple[int, int]]


class _Walk:
    """Turns events into pieces and remembers where scalars stand."""

    def __init__(self) -> None:
        self.scalars: list[tuple[Span, bool]] = []

    def node(self, event: Event, events: Iterator[Event]) -> Piece:
        if isinstance(event, ScalarEvent):
            end = (event.end_mark.line, event.end_mark.column)
            start = (event.start_mark.line, event.start_mark.column)
            self.scalars.append(((start, end), event.style in ("|", ">")))
            return Piece("scalar", text=event.value, end=end)
        piece = Piece("table" if isinstance(event, MappingStartEvent) else "list")
        for one in events:
            if not isinstance(one, NodeEvent):
                piece.end = (one.end_mark.line, one.end_mark.column)
                break
            line, column = one.start_mark.line, one.start_mark.column
            key = None
            if isinstance(event, MappingStartEvent):
                key = self.node(one, events).text
                value = self.node(next(events), events)
            else:
                assert isinstance(event, SequenceStartEvent)  # noqa: S101 - there is no third kind with nodes inside
                value = self.node(one, events)
            piece.entries.append(Entry(key, line, column, value))
        return piece


_HEADER = re.compile(r"[|>][-+0-9]*\s+(#.*)$")


def _comments(lines: list[str], scalars: list[tuple[Span, bool]]) -> Iterator[Comment]:
    """Find the comments: what begins with `#` outside of scalars."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for ((first, begins), (last, ends)), block in scalars:
        for line in range(first, last + 1):
            left = begins if line == first else 0
            # A block begins behind its header, whose comment is one.
            right = ends if line == last else len(lines[line]) if line < len(lines) else 0
            if block and line == first and (header := _HEADER.search(lines[line])):
                right = header.start(1)
            covered.setdefault(line, []).append((left, right))
    blank = False
    for number, written in enumerate(lines):
        spans = covered.get(number, ())
        for found in re.finditer(r"(?:^|(?<=\s))#.*", written):
            if not any(left <= found.start() < right for left, right in spans):
                yield Comment(found[0].rstrip(), number, found.start(), not written[: found.start()].strip(), blank)
                break
        blank = not written.strip() and not spans


def _place(parts: Parts, comments: list[Comment], lines: list[str]) -> None:
    order = list(_in_order(parts.top))
    for one in comments:
        if one.alone:
            _above(parts, order, one)
        else:
            _beside(parts, order, one)
    first = order[0] if order else None
    for entry in order:
        if entry is not first and entry.line and not _line(lines, entry.line - 1) and _begins(entry, lines):
            entry.before.append("")
    if first is not None and first.before:
        _head(parts, first, lines)


def _line(lines: list[str], number: int) -> str:
    return lines[number].strip() if number < len(lines) else ""


def _begins(entry: Entry, lines: list[str]) -> bool:
    """Tell whether an entry is the first of its line."""
    return not lines[entry.line][: entry.column].strip(" -")


def _head(parts: Parts, first: Entry, lines: list[str]) -> None:
    """Comments at the top belong to the file; a last paragraph set off by an empty line to what follows it."""
    before = first.before
    alone = bool(first.line and not _line(lines, first.line - 1))
    at = len(before) if alone else max((at for at, text in enumerate(before) if not text), default=len(before))
    parts.head, first.before = before[:at], before[at + 1 :]


def _in_order(piece: Piece) -> Iterator[Entry]:
    for entry in piece.entries:
        yield entry
        yield from _in_order(entry.value)


def _above(parts: Parts, order: list[Entry], one: Comment) -> None:
    """Give a comment to what follows it, or to what came before when it stands deeper than that."""
    at = (one.line, one.column)
    following = next((entry for entry in order if (entry.line, entry.column) > at), None)
    outside = -1 if following is None else following.column
    kept = None if one.column <= outside else _below(order, at, outside)
    if kept is None:
        kept = parts.head if following is None else following.before
    if one.blank and (kept or following is None or kept is not following.before or following is not order[0]):
        kept.append("")
    kept.append(one.text)


def _below(order: list[Entry], at: tuple[int, int], outside: int) -> list[str] | None:
    """Give the entry of a block that ends here and that a comment stands under; None when no such block ends here."""
    before = [entry for entry in order if (entry.line, entry.column) < at]
    inside = [entry for entry in before if entry.column > outside and not _same_line(entry, before)]
    inside = inside[_since(inside, before, outside) :]
    fitting = [entry for entry in inside if entry.column <= at[1]]
    if not fitting and inside:
        least = min(entry.column for entry in inside)
        fitting = [entry for entry in inside if entry.column == least]
    return fitting[-1].after if fitting else None


def _since(inside: list[Entry], before: list[Entry], outside: int) -> int:
    """Tell where the block begins that ends here: behind the last entry that stands as far out as what follows."""
    last = max((entry.line for entry in before if entry.column <= outside), default=-1)
    return next((at for at, entry in enumerate(inside) if entry.line >= last), len(inside))


def _same_line(entry: Entry, entries: list[Entry]) -> bool:
    """Tell whether an entry stands behind another one on its line, as within brackets."""
    return any(other.line == entry.line and other.column < entry.column for other in entries)


def _beside(parts: Parts, order: list[Entry], one: Comment) -> None:
    """Give a comment at the end of a line to the outermost entry that ends there, else to the last that begins."""
    at = (one.line, one.column)
    began = [entry for entry in order if entry.line == one.line and (entry.line, entry.column) < at]
    ended = [entry for entry in began if entry.value.end <= at and entry.value.end[0] == one.line]
    closed = [entry for entry in order if entry.value.end[0] == one.line and entry.value.end <= at]
    for entry in (*ended[:1], *began[-1:], *closed[:1]):
        if not entry.beside:
            entry.beside = one.text
        else:
            entry.before.append(one.text)
        return
    parts.head.append(one.text)
