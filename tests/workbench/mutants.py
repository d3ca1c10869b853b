"""Mappings with one rule taken out or changed, written as YAML once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from adapter.core.mapping import yaml
from adapter.core.mapping.digest import Plain, _plain

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


def mutants(file: Path) -> Iterator[tuple[str, str]]:
    """Give every mapping that lacks one rule or has another one, with the name of what was done."""
    whole = tree(file.read_text("utf-8"))
    for path in paths(whole):
        name = ".".join(map(str, path))
        yield f"{name} is gone", written(changed(whole, path, None))
        value = at(whole, path)
        if isinstance(value, str):
            yield f"{name}: {value} → {another(value)}", written(changed(whole, path, another(value)))
