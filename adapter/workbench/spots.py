"""Every section and every path of a mapping with the place it starts from, whether the mapping loads or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapter.core.mapping.format import WAYS
from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table
from adapter.workbench.steps import steps_of
from adapter.workbench.structure import kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One section of a mapping."""

    kind: str  #: as the vocabulary names it
    name: str  #: as problems name it, e.g. `tasks.lead`
    table: Table
    starts: tuple[str, ...] | None  #: paths that lead from the root of a message to where its paths start
    message: str  #: `documents` or `events`: which message its paths are about; empty for answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One path as it is written."""

    spot: Spot
    key: str
    text: Scalar


_ELEMENTS = frozenset({"each", "item", "inline", "expects", "unfold"})
"""Keys whose paths lead to elements."""


def sections(tree: Table) -> Iterator[Spot]:
    """Give every section, from the outside in."""
    yield from _below(Spot(kind="mapping", name="", table=tree, starts=None, message=""))


def _below(spot: Spot) -> Iterator[Spot]:
    yield spot
    for key, value in spot.table.pairs:
        form, kind = kind_of(spot.kind, key.text)
        name = f"{spot.name}.{key.text}" if spot.name else key.text
        starts, message = _starting(spot, key.text)
        if form == "section" and isinstance(value, Table):
            yield from _below(Spot(kind=kind, name=name, table=value, starts=starts, message=message))
        elif form == "sections":
            for number, item in enumerate(_items(value), start=1):
                if isinstance(item, Table):
                    one = f"{name}[{number}]"
                    if kind == "contract":
                        starts, message = (), _about(item)
                    yield from _below(Spot(kind=kind, name=one, table=item, starts=starts, message=message))


def _about(assertion: Table) -> str:
    """Tell which messages an assertion of the contract is about."""
    of = assertion.get("of")
    return "events" if isinstance(of, Scalar) and of.text == "event" else "documents"


_MESSAGES = {**dict.fromkeys(("gate", "document", "tasks", "answers"), "documents"), "evidence": "events"}


def _starting(spot: Spot, key: str) -> tuple[tuple[str, ...] | None, str]:
    """Tell where the paths of a section below start."""
    if spot.kind == "mapping":
        return (() if key in _MESSAGES else None), _MESSAGES.get(key, "")
    return starts_inside(spot), spot.message


def starts_inside(spot: Spot) -> tuple[str, ...] | None:
    """Tell where paths start that stand beside `each`."""
    each = spot.table.get("each")
    if spot.starts is None or not isinstance(each, Scalar) or not each.text:
        return spot.starts
    return (*spot.starts, each.text)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def paths(spot: Spot) -> Iterator[Written]:
    """Give the paths that a section holds itself."""
    for key, value in spot.table.pairs:
        if kind_of(spot.kind, key.text)[0] in ("path", "paths"):
            for item in _items(value):
                if isinstance(item, Scalar) and item.text:
                    yield Written(spot=spot, key=key.text, text=item)


def starts(one: Written) -> tuple[str, ...] | None:
    """Give where a path starts: `each` itself starts outside, what stands beside it within."""
    return one.spot.starts if one.key == "each" else starts_inside(one.spot)


def leads_to_elements(one: Written) -> bool:
    """Tell whether a path has to lead to elements."""
    return one.key in _ELEMENTS


def root_of(tree: Table, stream: str) -> str:
    """Give the name of a message's root as the mapping's own prefixes call it; empty where it does not say."""
    for part in WAYS:
        found = _table(tree, part, stream)
        if found is None:
            continue
        fetch, listing = _table(found, "fetch"), _table(found, "list")
        if part == "folder":
            return _last(found.get("item"))
        if fetch is not None:
            return "" if fetch.get("text") is not None else _last(fetch.get("item"))
        if listing is not None and listing.get("inline_text") is None:
            inline = listing.get("inline")
            here = isinstance(inline, Scalar) and inline.text == "."
            return _last(listing.get("each") if here else inline)
    return ""


def _table(table: Table, *names: str) -> Table | None:
    found: Node | None = table
    for name in names:
        found = found.get(name) if isinstance(found, Table) else None
    return found if isinstance(found, Table) else None


def _last(node: Node | None) -> str:
    steps = steps_of(node.text) if isinstance(node, Scalar) else ()
    return steps[-1].name if steps and steps[-1].is_name else ""
