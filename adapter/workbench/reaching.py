"""Where the paths of a mapping lead in one message, rule by rule: from the root, or from every `each`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapter.core import paths, xml
from adapter.core.mapping.format import NO_NAMESPACE
from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table
from adapter.workbench import spots
from adapter.workbench.spots import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One path of a mapping, compiled, with those that lead to where it starts."""

    written: Written
    path: paths.Path
    starts: tuple[paths.Path, ...]
    parent: paths.Path | None  #: of a path to an attribute: the element that bears it
    attribute: str  #: its name as lxml has it: `{namespace}name`

    @property
    def name(self) -> str:
        """Name the rule: `tasks.each`, `document.number.at`."""
        return f"{self.written.spot.name}.{self.written.key}"


def reaches(tree: Table, message: str) -> list[Reach]:
    """Compile every path that is about one kind of message; the mapping has to load."""
    namespaces = _namespaces(tree)
    found = []
    for spot in spots.sections(tree):
        for one in spots.paths(spot) if spot.message == message else ():
            parent, attribute = _attribute(one.text.text, namespaces)
            found.append(
                Reach(
                    written=one,
                    path=paths.compile_path(one.text.text, namespaces),
                    starts=tuple(paths.compile_path(text, namespaces) for text in spots.starts(one) or ()),
                    parent=parent,
                    attribute=attribute,
                )
            )
    return found


def _namespaces(tree: Table) -> dict[str, tuple[str, ...]]:
    declared = tree.get("namespaces")
    pairs = declared.pairs if isinstance(declared, Table) else ()
    return {prefix.text: tuple(map(_namespace, _scalars(value))) for prefix, value in pairs}


def _scalars(node: Node) -> list[Scalar]:
    return [one for one in (node.items if isinstance(node, Sequence) else (node,)) if isinstance(one, Scalar)]


def _namespace(written: Scalar) -> str:
    return "" if written.text == NO_NAMESPACE else written.text


def _attribute(path: str, namespaces: Mapping[str, tuple[str, ...]]) -> tuple[paths.Path | None, str]:
    before, at, name = path.rpartition("@")
    if not at or "]" in name or (before and not before.endswith("/")):
        return None, ""
    prefix, _, local = name.rpartition(":")
    # In one namespace: of several, no path to an attribute loads.
    namespace = namespaces[prefix][0] if prefix else ""
    called = f"{{{namespace}}}{local}" if namespace else local
    steps = before.removesuffix("/") or "."
    # `a//@b`: any element below may bear it.
    return (None, called) if steps.endswith("/") else (paths.compile_path(steps, namespaces), called)


class Reached:
    """One message; where several paths start from is looked up once."""

    def __init__(self, root: xml.Element) -> None:
        self._contexts: dict[tuple[str, ...], list[xml.Element]] = {(): [root]}

    def contexts(self, starts: tuple[paths.Path, ...]) -> list[xml.Element]:
        """Give the elements that a path starts from."""
        key = tuple(path.text for path in starts)
        if key not in self._contexts:
            outer = self.contexts(starts[:-1])
            self._contexts[key] = [element for one in outer for element in starts[-1].elements(one)]
        return self._contexts[key]

    def values(self, reach: Reach) -> Iterator[paths.Found]:
        """Give what a path leads to, from everywhere it starts."""
        for at in self.contexts(reach.starts):
            yield from reach.path.values(at)

    def elements(self, reach: Reach) -> Iterator[tuple[xml.Element, str]]:
        """Give the elements it leads to, and for an attribute the one that bears it, with its name."""
        for at in self.contexts(reach.starts):
            if not reach.attribute:
                yield from ((element, "") for element in reach.path.elements(at))
                continue
            bearers = at.iter("*") if reach.parent is None else reach.parent.elements(at)
            yield from ((element, reach.attribute) for element in bearers if reach.attribute in element.attrib)
