"""A sample envelope for each operation: what a request looks like, with `?` where a value goes."""

from __future__ import annotations

import re

from lxml import etree

from adapter.core.text import inert
from adapter.scaffold.described import Node, Operation
from adapter.scaffold.lines import described

_ENVELOPES = {
    "soap11": "http://schemas.xmlsoap.org/soap/envelope/",
    "soap12": "http://www.w3.org/2003/05/soap-envelope",
}
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XS = "http://www.w3.org/2001/XMLSchema"

MOST = 500
"""Envelopes that are written of one service."""

_MOST_ELEMENTS = 300


def request(operation: Operation) -> bytes:
    """Write the envelope of a request."""
    namespace = _ENVELOPES.get(operation.protocol, _ENVELOPES["soap11"])
    encoded = operation.use == "encoded"
    known = {"soap": namespace} | ({"xsi": _XSI, "xs": _XS} if encoded else {})
    envelope = etree.Element(f"{{{namespace}}}Envelope", nsmap=known)
    body = etree.SubElement(envelope, f"{{{namespace}}}Body")
    left = [_MOST_ELEMENTS]
    for node in operation.asks:
        _write(body, node, left, encoded=encoded)
    etree.indent(envelope)
    return etree.tostring(envelope, encoding="utf-8", xml_declaration=True) + b"\n"


def _write(parent: etree._Element, node: Node, left: list[int], *, encoded: bool) -> None:
    left[0] -= 1
    parent.append(_comment(node))
    if node.kind != "element" or left[0] < 0:
        return
    try:
        element = etree.SubElement(parent, f"{{{node.namespace}}}{node.name}" if node.namespace else node.name)
    except ValueError:
        # A name or namespace that no XML can have; the comment has said it.
        return
    if encoded and node.type.startswith("xs:"):
        element.set(f"{{{_XSI}}}type", node.type)
    for child in node.children:
        if child.kind == "attribute" and child.least:
            _set(element, child)
    inside = [child for child in node.children if child.kind != "attribute"]
    for child in inside:
        _write(element, child, left, encoded=encoded)
    if not inside:
        element.text = node.choices[0] if node.choices and _is_writable(node.choices[0]) else "?"


def _set(element: etree._Element, node: Node) -> None:
    try:
        element.set(f"{{{node.namespace}}}{node.name}" if node.namespace else node.name, "?")
    except ValueError:
        return


def _is_writable(text: str) -> bool:
    return inert(text) == text


def _comment(node: Node) -> etree._Element:
    """Say what goes there; nothing in the text may end the comment (XML 1.0, 2.5)."""
    text = inert(f"{node.name}: {described(node)}", keep="")
    return etree.Comment(" " + re.sub(r"-(?=-)", "- ", text).rstrip("-") + " ")


def file_name(operation: Operation, taken: set[str]) -> str:
    """Make the name of a file of ours from an operation's: plain letters, and no two alike on any disk."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", operation.name).strip(".-")[:80] or "operation"
    name, number = plain, 2
    while name.lower() in taken:
        name, number = f"{plain}-{number}", number + 1
    taken.add(name.lower())
    return f"{name}.request.xml"
