"""A mapping in its canonical layout: keys in the order of the vocabulary, quotes only where needed, comments kept.

What is written is read once more before anybody sees it: the same tree, the same comments, or nothing at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from adapter.core.mapping import yaml
from adapter.core.mapping.digest import digest
from adapter.core.mapping.vocabulary import SECTIONS
from adapter.core.problems import Place, Problem, Refusal
from adapter.workbench.pieces import Entry, NotOurs, Parts, Piece, apart
from adapter.workbench.structure import kind_of
from adapter.workbench.trees import plain

WIDTH = 100
"""Columns that a table or list in brackets may take."""

OWN_LINES = frozenset({"gate", "secrecy", "attachment", "mapping"})
"""Sections whose keys have a line each, however short: what opens a message is read by people."""


def formatted(text: str, file: str) -> str:
    """Give the canonical layout. Raises `problems.Refusal` for what is no YAML of ours, or would be changed by it."""
    text = text.removeprefix("\ufeff")
    try:
        parts = apart(text)
        before = _table(parts.top)
        _order(parts.top, "mapping")
        written = "\n".join(_file(parts)) + "\n"
        same = _is_the_same(before, parts, apart(written))
    except NotOurs:
        # It says what is wrong; when nothing is, it is what has been written.
        yaml.read(text, file)
        same = False
    if not same:
        raise Refusal(Problem(code="layout.would-change", place=Place(file=file)))
    return written


def _is_the_same(before: yaml.Table, parts: Parts, again: Parts) -> bool:
    after = _table(again.top)
    kept = Counter(again.comments) == Counter(parts.comments)
    return kept and digest(after) == digest(before) and plain(after) == plain(before)


def _table(piece: Piece) -> yaml.Table:
    """Give pieces as the tree that a digest is made of; places play no part in it."""
    pairs = tuple((yaml.Scalar(text=entry.key or "", place=_NOWHERE), _node(entry.value)) for entry in piece.entries)
    return yaml.Table(pairs=pairs, place=_NOWHERE)


def _node(piece: Piece) -> yaml.Node:
    if piece.form == "scalar":
        return yaml.Scalar(text=piece.text, place=_NOWHERE)
    if piece.form == "table":
        return _table(piece)
    return yaml.Sequence(items=tuple(_node(entry.value) for entry in piece.entries), place=_NOWHERE)


_NOWHERE = Place()


def _order(piece: Piece, section: str) -> None:
    """Put keys into the order of the vocabulary; names of the mapping's own, and lists, keep theirs."""
    known = list(SECTIONS.get(section, ()))
    if known and piece.form == "table":
        piece.entries.sort(key=lambda one: known.index(one.key) if one.key in known else len(known))
    for entry in piece.entries:
        _order(entry.value, section if entry.key is None else _inner(section, entry.key))


def _inner(section: str, key: str) -> str:
    """Name the section under a key; empty where there is none."""
    return kind_of(section, key)[1]


def _file(parts: Parts) -> Iterator[str]:
    yield from parts.head
    blank = bool(parts.head) and parts.head[-1] != "" and bool(parts.top.entries and parts.top.entries[0].before[:1])
    if blank and parts.top.entries[0].before[0] != "":
        yield ""
    lines = list(_block(parts.top, "mapping", 0))
    while not parts.head and lines and not lines[0]:
        lines.pop(0)
    yield from lines
    if not parts.top.entries:
        yield "{}"


def _block(piece: Piece, section: str, indent: int) -> Iterator[str]:
    pad = " " * indent
    for entry in piece.entries:
        yield from (f"{pad}{text}" if text else "" for text in entry.before)
        yield from _item(entry, section, indent) if entry.key is None else _pair(entry, section, indent)
        yield from (f"{pad}{text}" if text else "" for text in entry.after)


def _pair(entry: Entry, section: str, indent: int) -> Iterator[str]:
    assert entry.key is not None  # noqa: S101 - an item is none
    key, (form, inner) = " " * indent + _scalar(entry.key), kind_of(section, entry.key)
    beside = f" {entry.beside}" if entry.beside else ""
    if entry.value.form == "scalar":
        yield f"{key}: {_scalar(entry.value.text, plainly=form in ('flag', 'whole'))}{beside}"
    elif (short := _brackets(entry.value, inner, len(key) + 2)) is not None and entry.key != "namespaces":
        yield f"{key}: {short}{beside}"
    else:
        yield f"{key}:{beside}"
        yield from _block(entry.value, inner, indent + 2)


def _item(entry: Entry, section: str, indent: int) -> Iterator[str]:
    pad, beside = " " * indent, f" {entry.beside}" if entry.beside else ""
    if entry.value.form == "scalar":
        yield f"{pad}- {_scalar(entry.value.text)}{beside}"
    elif (short := _brackets(entry.value, section, indent + 2)) is not None:
        yield f"{pad}- {short}{beside}"
    elif _is_commented_at_once(entry) or beside:
        yield f"{pad}-{beside}"
        yield from _block(entry.value, section, indent + 2)
    else:
        first, *rest = _block(entry.value, section, indent + 2)
        yield f"{pad}- {first[indent + 2 :]}"
        yield from rest


def _is_commented_at_once(entry: Entry) -> bool:
    return bool(entry.value.entries and entry.value.entries[0].before)


def _brackets(piece: Piece, section: str, column: int) -> str | None:
    """Write a short table or list in brackets; None for one that needs lines of its own."""
    if not piece.entries:
        return "{}" if piece.form == "table" else "[]"
    if section in OWN_LINES and piece.form == "table":
        return None
    parts = [_within(entry, section, piece.form) for entry in piece.entries]
    if any(part is None for part in parts):
        return None
    inside = ", ".join(part for part in parts if part is not None)
    short = f"{{{inside}}}" if piece.form == "table" else f"[{inside}]"
    return short if column + len(short) <= WIDTH else None


def _within(entry: Entry, section: str, form: str) -> str | None:
    """Write one entry within brackets: a text, or in a table a list of texts; nothing that has comments."""
    if entry.before or entry.beside or entry.after:
        return None
    value = entry.value
    if entry.key is None:
        return _scalar(value.text, inside=True) if value.form == "scalar" else None
    key, plainly = _scalar(entry.key, inside=True), kind_of(section, entry.key)[0] in ("flag", "whole")
    if value.form == "scalar":
        return f"{key}: {_scalar(value.text, inside=True, plainly=plainly)}"
    flat = value.form == "list" and form == "table" and all(one.value.form == "scalar" for one in value.entries)
    short = _brackets(value, "", 0) if flat else None
    return None if short is None else f"{key}: {short}"


_SAFE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<][^\r\n\t]*")
_TYPED = re.compile(
    r"(?i:true|false|yes|no|on|off|y|n|null)|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.(?:(?i:inf|nan)|[0-9].*)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
)
"""What another reader of YAML may take for a number, a day or a flag."""


def _scalar(text: str, *, inside: bool = False, plainly: bool = False) -> str:
    """Write a text: plain where that says the same to every reader, else within quotation marks."""
    safe = bool(_SAFE.fullmatch(text)) and text.isprintable() and text == text.strip()
    safe = safe and ": " not in text and " #" not in text and text[-1] != ":" and not text.startswith("...")
    if safe and inside:
        safe = not re.search(r"[,\[\]{}]|:$", text)
    if safe and (plainly or not _TYPED.fullmatch(text)):
        return text
    if text.isprintable() and ("\\" in text or '"' in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 1 << 8 else f"\\u{number:04x}" if number < 1 << 16 else f"\\U{number:08x}"
