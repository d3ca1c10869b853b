"""What a mapping's own text shows: everything that keeps it from loading, and what it says in vain.

Only what is certain is a finding; what samples may refute (`lint.path-own-name`) is taken back where they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adapter.core import mapping, stamps
from adapter.core.mapping import Mapping, Tables, yaml
from adapter.core.mapping.tables import no_tables
from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table
from adapter.core.problems import Place, Refusal
from adapter.core.text import tidy
from adapter.workbench import pathways, spots
from adapter.workbench.findings import Finding, in_order, warning
from adapter.workbench.spots import Spot
from adapter.workbench.structure import MEANINGS, READERS, kind_of


def from_file(text: str, file: str, tables: Tables = no_tables) -> tuple[Mapping | None, list[Finding]]:
    """Read a mapping; give it where it loads, and everything that its text and its tables show."""
    read, found = None, []
    try:
        read = mapping.load(text, file, tables)
    except Refusal as refusal:
        found = [Finding(level="file", weight="error", problem=one) for one in refusal.problems]
    try:
        tree = yaml.read(text, file)
    except Refusal:
        return None, in_order(found)
    return read, in_order([*found, *_in_tree(tree)])


def _in_tree(tree: Table) -> Iterator[Finding]:
    yield from _prefixes(tree)
    for spot in spots.sections(tree):
        yield from pathways.of_section(spot, tree)
        yield from _twice(spot)
        if spot.kind == "secrecy":
            yield from _never_opens(spot)
        if spot.kind in READERS:
            yield from _in_vain(spot)
            yield from _default(spot)


def _prefixes(tree: Table) -> Iterator[Finding]:
    """Find prefixes that are declared and used nowhere."""
    declared = tree.get("namespaces")
    if not isinstance(declared, Table):
        return
    used = "\n".join(text for key, value in tree.pairs if key.text != "namespaces" for text in _texts(value))
    for prefix, _ in declared.pairs:
        if not re.search(rf"(?<![\w.-]){re.escape(prefix.text)}:", used):
            yield warning("lint.prefix-unused", prefix.place, prefix=prefix.text)


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    else:
        for key, value in node.pairs:
            yield key.text
            yield from _texts(value)


def _twice(spot: Spot) -> Iterator[Finding]:
    """Find values that stand twice in a list, as the program compares them."""
    for key, value in spot.table.pairs:
        form = kind_of(spot.kind, key.text)[0]
        if form not in ("texts", "paths") or not isinstance(value, Sequence):
            continue
        seen: dict[str, Place] = {}
        for item in value.items:
            if not isinstance(item, Scalar) or not item.text:
                continue
            same = _compared(spot, key.text, item.text)
            if same in seen:
                name, line = f"{spot.name}.{key.text}", str(seen[same].line)
                yield warning("lint.value-twice", item.place, key=name, value=item.text, line=line)
            seen.setdefault(same, item.place)


def _compared(spot: Spot, key: str, text: str) -> str:
    if kind_of(spot.kind, key)[0] == "paths":
        return text.removeprefix("./")
    if spot.kind != "secrecy":
        return text
    return tidy(text).casefold() if key == "classified" else tidy(text)


def _never_opens(spot: Spot) -> Iterator[Finding]:
    """Find values to open by that the gate takes for a stamp of secrecy, whatever the mapping says."""
    value = spot.table.get("open")
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Scalar) and stamps.judge(tidy(item.text)) == "stamp":
            yield warning("lint.open-never", item.place, value=item.text)


_BESIDE_VALUE = ("take", "pattern", "choices", "table", "empty", "default", "required")
_BESIDE_DATE = ("zone", "offset")


def _in_vain(spot: Spot) -> Iterator[Finding]:
    """Find keys that change nothing beside another one."""
    table = spot.table
    written = {key.text: (key.place, value) for key, value in table.pairs}
    beside: dict[str, str] = {}
    if "value" in written and "at" not in written:
        beside |= dict.fromkeys(_BESIDE_VALUE, "value")
    if spot.kind in ("day", "deadline"):
        if _word(table, "as") == "date":
            beside |= dict.fromkeys(_BESIDE_DATE, "as: date")
        elif "format" in written:
            beside["offset"] = "format"
    if "default" in written:
        beside.setdefault("required", "default")
    for key, other in beside.items():
        if key in written:
            yield warning("lint.no-effect", written[key][0], key=f"{spot.name}.{key}", beside=other)


def _default(spot: Spot) -> Iterator[Finding]:
    """Find a default that no choice means, where choices mean a list of the mapping's own."""
    choices, default = spot.table.get("choices"), spot.table.get("default")
    if not isinstance(choices, Table) or not isinstance(default, Scalar) or not default.text:
        return
    section, _, key = spot.name.rpartition(".")
    meant = {value.text for _, value in choices.pairs if isinstance(value, Scalar)}
    if (section, key) not in MEANINGS and default.text not in meant:
        known = ", ".join(sorted(meant)) or "–"
        yield warning("lint.default-unknown", default.place, key=spot.name, value=default.text, known=known)


def _word(table: Table, key: str) -> str:
    found = table.get(key)
    return found.text if isinstance(found, Scalar) else ""
