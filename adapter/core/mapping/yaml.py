"""YAML as a tree of texts with their places. Nothing else of YAML: no types, anchors, tags, merges or duplicates.

The tree is built from the parser's events: `compose` accepts duplicate keys and tags, types turn `01` into 1 and
`12:30` into 750, and nested brackets cost quadratic time, so depth and size are capped while events arrive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from adapter.core.problems import Place, Problem, Refusal

HALF_A_PAIR = re.compile("[\ud800-\udfff]")
"""What an escape can write and no text can hold: it could be neither stored nor compared."""

MAX_CHARACTERS = 128 * 1024
MAX_DEPTH = 16
MAX_NODES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text."""

    text: str
    place: Place
    shift: int | None = 0  #: columns from `place` to the first character; None when they do not run in step

    def at(self, offset: int) -> Place:
        """Give the place of the character at `offset`; of the whole text where that cannot be told."""
        if self.shift is None:
            return self.place
        return replace(self.place, column=self.place.column + self.shift + offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Keys with their values, in the order written; every key once."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, name: str) -> Node | None:
        """Give the value of a key; None when it is not written."""
        return next((node for key, node in self.pairs if key.text == name), None)


Node = Scalar | Sequence | Table


def read(text: str, file: str) -> Table:
    """Read the one table of a file. Raises `problems.Refusal` with everything that is wrong, at its place."""
    if len(text) > MAX_CHARACTERS:
        raise Refusal(_problem("mapping.yaml.too-big", Place(file=file), most=str(MAX_CHARACTERS)))
    reader = _Reader(file)
    try:
        # "safe": the same events without the bookkeeping of comments, which has faults of its own.
        tree = reader.document(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        broken = _problem("mapping.yaml.syntax", _mark(file, error.problem_mark or error.context_mark))
    except (YAMLError, ValueError, OverflowError):
        # Characters that YAML does not allow, or an escape that names none.
        broken = _problem("mapping.yaml.characters", _unreadable(text, file))
    else:
        if reader.problems:
            raise Refusal(*reader.problems)
        return tree
    raise Refusal(*reader.problems, broken)


class _Reader:
    """Turns events into nodes and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._nodes = 0

    def document(self, events: Iterator[Event]) -> Table:
        start = next(event for event in events if not isinstance(event, StreamStartEvent))
        if isinstance(start, DocumentStartEvent) and (start.version or start.tags):
            self._note("mapping.yaml.directive", start)
        first = None if isinstance(start, StreamEndEvent) else next(events)
        tree = None if first is None else self._node(first, events, 1)
        if not isinstance(tree, Table):
            self._note("mapping.yaml.not-a-table", first)
            tree = Table(pairs=(), place=Place(file=self._file))
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._note("mapping.yaml.second-document", event)
                break
        return tree

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        self._check(event, depth)
        if isinstance(event, ScalarEvent):
            if HALF_A_PAIR.search(event.value):
                self._note("mapping.yaml.characters", event)
            return Scalar(text=event.value, place=self._place(event), shift=_shift(event))
        if isinstance(event, SequenceStartEvent):
            items = tuple(self._node(one, events, depth + 1) for one in _until_end(events))
            return Sequence(items=items, place=self._place(event))
        if isinstance(event, MappingStartEvent):
            return self._table(event, events, depth)
        return Scalar(text="", place=self._place(event))

    def _table(self, event: MappingStartEvent, events: Iterator[Event], depth: int) -> Table:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for one in _until_end(events):
            key = self._node(one, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._note("mapping.yaml.key", one)
            elif key.text in pairs:
                first = str(pairs[key.text][0].place.line)
                self.problems.append(_problem("mapping.yaml.duplicate", key.place, key=key.text, line=first))
            else:
                pairs[key.text] = (key, value)
        return Table(pairs=tuple(pairs.values()), place=self._place(event))

    def _check(self, event: Event, depth: int) -> None:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            code = "mapping.yaml.depth" if depth > MAX_DEPTH else "mapping.yaml.count"
            raise Refusal(*self.problems, _problem(code, self._place(event)))
        if isinstance(event, AliasEvent):
            self._note("mapping.yaml.alias", event)
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self._note("mapping.yaml.anchor", event)
        if getattr(event, "tag", None) is not None:
            self._note("mapping.yaml.tag", event)

    def _note(self, code: str, event: Event | None) -> None:
        place = Place(file=self._file, line=1, column=1) if event is None else self._place(event)
        self.problems.append(_problem(code, place))

    def _place(self, event: Event) -> Place:
        return _mark(self._file, event.start_mark)


def _until_end(events: Iterator[Event]) -> Iterator[Event]:
    """Give the events of one list or table up to its end; the parser has seen to it that there is one."""
    for event in events:
        if not isinstance(event, NodeEvent):
            return
        yield event


def _shift(event: ScalarEvent) -> int | None:
    """Tell where the text begins, when what is written runs in step with what it means."""
    if event.start_mark.line != event.end_mark.line or event.anchor is not None or event.tag is not None:
        return None
    written = event.end_mark.index - event.start_mark.index
    quotes = 2 if event.style in ("'", '"') else 0
    return quotes // 2 if written == len(event.value) + quotes else None


def _problem(code: str, place: Place, **values: str) -> Problem:
    return Problem(code=code, place=place, values=tuple(values.items()))


def _mark(file: str, mark: StringMark | None) -> Place:
    return Place(file=file) if mark is None else Place(file=file, line=mark.line + 1, column=mark.column + 1)


def _unreadable(text: str, file: str) -> Place:
    """Find the first character that no text file should hold."""
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if not character.isprintable() and character not in "\t\r\u00a0\ufeff":
                return Place(file=file, line=number, column=column)
    return Place(file=file)
