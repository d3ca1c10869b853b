"""A mapping taken apart for its layout: every node with its lines, every comment with what it belongs to.

Comments are found by what is left: a `#` outside of every scalar, at the beginning of a line or after a blank. One
that has a line of its own stands before what follows it; one at the end of a line belongs to what that line says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    StreamEndEvent,
)

from adapter.core.mapping.yaml import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES


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


class NotOurs(Exception):  # noqa: N818 - named for what it tells
    """Something that `core.mapping.yaml` refuses, too, and says why."""


def apart(text: str) -> Parts:
    """Take a file apart. Raises `NotOurs` for what `core.mapping.yaml` does not read."""
    if len(text) > MAX_CHARACTERS or _BREAKS.search(text):
        raise NotOurs
    walk = _Walk()
    try:
        top = walk.document(YAML(typ="safe", pure=True).parse(text))
    except (YAMLError, ValueError, OverflowError):
        raise NotOurs from None
    lines = text.split("\n")
    comments = list(_comments(lines, walk.scalars))
    parts = Parts(top=top, comments=[one.text for one in comments])
    _place(parts, comments, lines)
    return parts


_BREAKS = re.compile("[\r\x85\u2028\u2029]")
"""What some readers take for the end of a line, and others do not: comments could not be found for certain."""

Spot = tuple[int, int]
"""Line and column, both 0-based."""


class _Walk:
    """Turns events into pieces and remembers where scalars stand."""

    def __init__(self) -> None:
        self.scalars: list[tuple[Spot, Spot, bool]] = []
        self._nodes = 0

    def document(self, events: Iterator[Event]) -> Piece:
        """Read the one table of a file."""
        first = next((event for event in events if isinstance(event, NodeEvent | StreamEndEvent)), None)
        top = None if not isinstance(first, MappingStartEvent) else self.node(first, events, 1)
        if top is None or any(isinstance(event, DocumentStartEvent) for event in events):
            raise NotOurs
        return top

    def node(self, event: Event, events: Iterator[Event], depth: int) -> Piece:
        """Read one node and what is in it."""
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES or isinstance(event, AliasEvent):
            raise NotOurs
        if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
            raise NotOurs
        if isinstance(event, ScalarEvent):
            end = (event.end_mark.line, event.end_mark.column)
            start = (event.start_mark.line, event.start_mark.column)
            self.scalars.append((start, end, event.style in ("|", ">")))
            return Piece("scalar", text=event.value, end=end)
        return self._several(event, events, depth)

    def _several(self, event: Event, events: Iterator[Event], depth: int) -> Piece:
        piece = Piece("table" if isinstance(event, MappingStartEvent) else "list")
        keys: set[str] = set()
        for one in events:
            if not isinstance(one, NodeEvent):
                piece.end = (one.end_mark.line, one.end_mark.column)
                break
            line, column = one.start_mark.line, one.start_mark.column
            value = self.node(one, events, depth + 1)
            key = None
            if piece.form == "table":
                if value.form != "scalar" or value.text in keys:
                    raise NotOurs
                key = value.text
                keys.add(key)
                value = self.node(next(events), events, depth + 1)
            piece.entries.append(Entry(key, line, column, value))
        return piece


_HEADER = re.compile(r"[|>][-+0-9]*\s+(#.*)$")


def _comments(lines: list[str], scalars: list[tuple[Spot, Spot, bool]]) -> Iterator[Comment]:
    """Find the comments: what begins with `#` outside of scalars."""
    covered: dict[int, list[Spot]] = {}
    for (first, begins), (last, ends), block in scalars:
        for line in range(first, last + 1):
            left = begins if line == first else 0
            # A block begins behind its header, whose comment is one.
            right = ends if line == last else len(lines[line]) if line < len(lines) else 0
            if block and line == first and (header := _HEADER.search(lines[line])):
                right = header.start(1)
            covered.setdefault(line, []).append((left, right))
    blank = False
    for number, written in enumerate(lines):
        spans = covered.get(number, [])
        for found in re.finditer(r"(?:^|(?<=\s))#.*" if not spans else r"(?:^|(?<=\s))#", written):
            if not _inside(spans, found.start()):
                text = written[found.start() :].rstrip()
                yield Comment(text, number, found.start(), not written[: found.start()].strip(), blank)
                break
        blank = not written.strip() and not spans


def _inside(spans: list[Spot], column: int) -> bool:
    """Tell whether a column lies within a scalar; they are in order and never overlap."""
    at = bisect_right(spans, (column, len(spans) + column + (1 << 30))) - 1
    return at >= 0 and spans[at][0] <= column < spans[at][1]


class _Order:
    """All entries in the order of the file, found by line or place without looking through all of them."""

    def __init__(self, top: Piece) -> None:
        self.entries = list(_in_order(top))
        self.places = [(entry.line, entry.column) for entry in self.entries]
        self.begins: dict[int, list[Entry]] = {}
        self.ends: dict[int, list[Entry]] = {}
        for entry in self.entries:
            self.begins.setdefault(entry.line, []).append(entry)
            self.ends.setdefault(entry.value.end[0], []).append(entry)
        self._known: dict[Spot, list[str] | None] = {}

    def under(self, number: int, column: int, outside: int) -> list[str] | None:
        """Give where a comment goes that stands deeper than what follows it; `number` entries come before it.

        It belongs under the last entry of the block that ends there. None when no such block ends there.
        """
        key = (number, column)
        if key not in self._known:
            self._known[key] = self._under(number, column, outside)
        return self._known[key]

    def _under(self, number: int, column: int, outside: int) -> list[str] | None:
        least: Entry | None = None
        for entry in reversed(self.entries[:number] if number < _FEW else self.entries[number - _FEW : number]):
            if entry.column <= outside:
                break
            if self.begins[entry.line][0].column < entry.column:
                continue  # behind another one on its line, as within brackets
            if entry.column <= column:
                return entry.after
            least = entry if least is None or entry.column < least.column else least
        return None if least is None else least.after


_FEW = 512
"""So many entries before a comment are looked at; a block that is longer keeps it before what follows."""


def _place(parts: Parts, comments: list[Comment], lines: list[str]) -> None:
    order = _Order(parts.top)
    for one in comments:
        if one.alone:
            _above(parts, order, one)
        else:
            _beside(parts, order, one)
    first = order.entries[0] if order.entries else None
    for entry in order.entries:
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


def _above(parts: Parts, order: _Order, one: Comment) -> None:
    """Give a comment to what follows it, or to what came before when it stands deeper than that."""
    number = bisect_left(order.places, (one.line, one.column))
    following = order.entries[number] if number < len(order.entries) else None
    outside = -1 if following is None else following.column
    kept = None if one.column <= outside else order.under(number, one.column, outside)
    if kept is None:
        kept = parts.head if following is None else following.before
    if one.blank and (kept or number):
        kept.append("")
    kept.append(one.text)


def _beside(parts: Parts, order: _Order, one: Comment) -> None:
    """Give a comment at the end of a line to the outermost entry that ends there, else to the last that begins."""
    at = (one.line, one.column)
    began = [entry for entry in order.begins.get(one.line, ()) if entry.column < one.column]
    ended = (entry for entry in began if entry.value.end[0] == one.line and entry.value.end <= at)
    closed = (entry for entry in order.ends.get(one.line, ()) if entry.value.end <= at)
    entry = next(ended, None) or (began[-1] if began else None) or next(closed, None)
    if entry is None:
        parts.head.append(one.text)
    elif entry.beside:
        entry.before.append(one.text)
    else:
        entry.beside = one.text
