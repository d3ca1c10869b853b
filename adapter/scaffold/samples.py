"""A message alone: the tree of what stands in it, with the forms of its days. No value of it leaves this file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from adapter.core import dates, xml
from adapter.core.text import tidy
from adapter.scaffold.described import Findings, Kind, Mark, Node, NothingRead, trails
from adapter.scaffold.documents import parsed, short
from adapter.scaffold.forms import FORMATS

EDXML_NAMESPACES = frozenset({
    "http://www.mic.gov.vn/TBT/QCVN_102_2016",
    "http://www.e-doc.vn/Schema/",
    "http://go.vn/eDoc",
})  # fmt: skip
"""Namespaces of the national message format (FACTS §2); its root may stand in none, too."""

_EDXML_ROOTS = frozenset({"edxml", "edxmlenvelope"})
_ENVELOPES = (
    "{http://schemas.xmlsoap.org/soap/envelope/}Envelope",
    "{http://www.w3.org/2003/05/soap-envelope}Envelope",
)

MOST_KINDS = 5_000
"""Different elements of a sample, by their way."""


def read(body: bytes, name: str, findings: Findings) -> Node:
    """Read a sample: a message, or an envelope around one. Raises `NothingRead`."""
    root = parsed(body, name, findings)
    if root is None:
        raise NothingRead(findings)
    if root.tag in _ENVELOPES:
        inside = root.findall("{*}Body/*")
        if not inside:
            findings.add("scaffold.empty-envelope")
            raise NothingRead(findings)
        root = inside[0]
    node = _settled(_node([root], [MOST_KINDS], findings))
    if is_edxml(node):
        findings.add("scaffold.edxml", namespace=short(node.namespace or "–"))
    return node


def _node(alike: list[xml.Element], left: list[int], findings: Findings) -> Node:
    """Make one node of all elements that stand at the same place."""
    first = alike[0]
    left[0] -= 1
    if left[0] < 0:
        findings.add("scaffold.cut", name=short(xml.local_name(first)))
        return Node(name=xml.local_name(first), namespace=xml.namespace_of(first), mark="cut")
    groups = list(_groups(alike))
    children = [*_attributes(alike)]
    for least, most, group in groups:
        children.append(replace(_node(group, left, findings), least=least, most=1 if most == 1 else None))
    has_text = any((one.text or "").strip() for one in alike)
    mark: Mark = ("text" if has_text else "") if groups else ("" if has_text else "empty")
    return Node(
        name=xml.local_name(first),
        namespace=xml.namespace_of(first),
        formats=() if groups else _formats([one.text or "" for one in alike]),
        mark=mark,
        children=tuple(children),
    )


def _groups(alike: list[xml.Element]) -> Iterator[tuple[int, int, list[xml.Element]]]:
    """Give the elements inside by name, with the least and the most of them that stand together."""
    found: dict[str, list[list[xml.Element]]] = {}
    for number, element in enumerate(alike):
        for child in element:
            if isinstance(child.tag, str):
                lists = found.setdefault(child.tag, [[] for _ in alike])
                lists[number].append(child)
    for lists in found.values():
        counts = [len(one) for one in lists]
        yield min(*counts, 1), max(counts), [child for one in lists for child in one]


def _attributes(alike: list[xml.Element]) -> Iterator[Node]:
    found: dict[str, list[str]] = {}
    for element in alike:
        for name, value in element.attrib.items():
            found.setdefault(str(name), []).append(str(value))
    for name, values in found.items():
        namespace, _, local = name.rpartition("}")
        if namespace == "{http://www.w3.org/2001/XMLSchema-instance":
            continue
        kind: Kind = "attribute"
        least = 1 if len(values) == len(alike) else 0
        yield Node(name=local, namespace=namespace[1:], kind=kind, least=least, formats=_formats(values))


def _formats(texts: Iterable[str]) -> tuple[str, ...]:
    """Name the forms in which every text there is is a day; none when there is no text."""
    values = [tidy(text) for text in texts]
    values = [value for value in values if value]
    # No form of a day is longer, nor without a digit at its beginning.
    if not values or any(len(value) > 40 or not value[0].isdecimal() for value in values):  # noqa: PLR2004
        return ()
    fitting = [form for form in ("iso", *FORMATS) if all(_is_day(value, form) for value in values)]
    return tuple(fitting[:1]) if "iso" in fitting else tuple(fitting)


def _is_day(value: str, written: str) -> bool:
    if written == "iso":
        return any(dates.day(value, dates.Form(kind=kind)) is not None for kind in _KINDS)
    kind = _KINDS["HH" in written]
    form = dates.Form(kind=kind, pattern=dates.compile_format(written, kind))
    return dates.day(value, form) is not None


_KINDS: tuple[Literal["date"], Literal["datetime"]] = ("date", "datetime")


def _settled(root: Node) -> Node:
    """Settle forms that could be several by a day of the same message that can only be one of them.

    One system writes its days one way: where 28/11/2025 stands in one place, 03/11/2025 is no day in March.
    """
    return together((root,))[0]


def together(roots: tuple[Node, ...]) -> tuple[Node, ...]:
    """Settle the forms of days over several samples of one system."""
    known = {trail[-1].formats[0] for root in roots for trail in trails(root) if len(trail[-1].formats) == 1}
    return tuple(_with_forms(root, known) for root in roots)


def _with_forms(node: Node, known: set[str]) -> Node:
    formats = node.formats
    if len(formats) > 1:
        settled = [form for form in formats if form.partition(" ")[0] in {one.partition(" ")[0] for one in known}]
        formats = tuple(settled) if len(settled) == 1 else formats
    return replace(node, formats=formats, children=tuple(_with_forms(child, known) for child in node.children))


def is_edxml(node: Node) -> bool:
    """Tell whether a message is one of the national format."""
    return node.namespace in EDXML_NAMESPACES or node.name.lower() in _EDXML_ROOTS
