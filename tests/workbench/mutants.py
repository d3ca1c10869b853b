"""Mappings with one rule taken out or changed, written as YAML once more."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from adapter.core.mapping import yaml
from adapter.core.mapping.digest import Plain, _plain
from adapter.core.mapping.tables import COLUMNS, Tables

Step = str | int
NO_RULES = ("tests", "name", "format")
"""Keys at the top that change nothing a sample could show."""


def tree(text: str) -> dict[str, Plain]:
    """Read a mapping as plain values."""
    plain = _plain(yaml.read(text, "m.yaml"))
    assert isinstance(plain, dict)
    return plain


def written(node: Plain, depth: int = 0) -> str:
    """Write plain values as YAML: everything quoted, short."""
    if isinstance(node, str):
        return "'" + node.replace("'", "''") + "'"
    if isinstance(node, list):
        return "[" + ", ".join(written(one, depth + 1) for one in node) + "]"
    pairs = [f"{written(key)}: {written(value, depth + 1)}" for key, value in node.items()]
    return "{" + ", ".join(pairs) + "}" if depth else "\n".join(pairs)


def paths(node: Plain, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Name every rule: every key, every item."""
    if isinstance(node, str):
        return
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if path or step not in NO_RULES:
            yield (*path, step)
            yield from paths(value, (*path, step))


def at(node: Plain, path: tuple[Step, ...]) -> Plain:
    """Give what stands at a path."""
    for step in path:
        node = node[step]  # type: ignore[call-overload,index]
    return node


def changed(node: Plain, path: tuple[Step, ...], value: Plain | None) -> Plain:
    """Give the tree with another value at a path, or without it."""
    first, rest = path[0], path[1:]
    if isinstance(node, dict):
        pairs = {
            key: one if key != first else changed(one, rest, value) if rest else value for key, one in node.items()
        }
        return {key: one for key, one in pairs.items() if one is not None}
    assert isinstance(node, list)
    items = [_step(one, rest, value) if number == first else one for number, one in enumerate(node)]
    return [one for one in items if one is not None]


def _step(node: Plain, rest: tuple[Step, ...], value: Plain | None) -> Plain | None:
    return changed(node, rest, value) if rest else value


def another(text: str) -> str:
    """Give another value of the same kind, as far as one can be made up."""
    if text.isdigit():
        return str(int(text) + 1)
    flags = {"yes": "no", "no": "yes", "date": "datetime", "datetime": "date", "yyyy-MM-dd": "dd/MM/yyyy"}
    return flags.get(text, f"{text}x")


def tables_of(node: Plain) -> set[str]:
    """Name the tables of codes that a mapping names."""
    if isinstance(node, str):
        return set()
    below = node.values() if isinstance(node, dict) else node
    found = {name for one in below for name in tables_of(one)}
    named = node.get("table") if isinstance(node, dict) and node.get("as") == "code" else None
    return found | ({named} if isinstance(named, str) else set())


def changed_tables(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give a table that lacks one row, or has another code, meaning or day in it."""
    header, *rows = csv.reader(StringIO(content.decode(), newline=""))
    for number, row in enumerate(rows):
        yield f"{name}: {row[0]} is gone", _table(header, [*rows[:number], *rows[number + 1 :]])
        for column in COLUMNS:
            at = header.index(column)
            cell = "2100-01-01" if column == "valid_from" else "1990-01-01" if column == "valid_to" else f"{row[at]}x"
            other = [*row[:at], cell, *row[at + 1 :]]
            yield f"{name}: {row[0]}.{column}", _table(header, [*rows[:number], other, *rows[number + 1 :]])


def _table(header: list[str], rows: list[list[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def mutants(file: Path, tables: Tables) -> Iterator[tuple[str, str, Tables]]:
    """Give every mapping that lacks one rule or row of a table, or has another one, with the name of what was done."""
    text = file.read_text("utf-8")
    yield from ((what, one, tables) for what, one in _changed_texts(text))
    for name in sorted(tables_of(tree(text))):
        for what, content in changed_tables(name, tables(name) or b""):
            yield what, text, {name: content}.get


def _changed_texts(text: str) -> Iterator[tuple[str, str]]:
    whole = tree(text)
    for path in paths(whole):
        name = ".".join(map(str, path))
        yield f"{name} is gone", written(changed(whole, path, None))
        value = at(whole, path)
        if isinstance(value, str):
            yield f"{name}: {value} → {another(value)}", written(changed(whole, path, another(value)))
