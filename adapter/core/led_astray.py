"""Shapes that lead a reader astray: content from elsewhere, a schema from elsewhere, a signature over other words.

None of it is followed here. A message that asks for it is not what it seems to be, and is held where a person sees it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from adapter.core import xml
from adapter.core.xml import Element

_XINCLUDE = "http://www.w3.org/2001/XInclude"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]*:")
"""A location that is more than a name beside the message: a path, a share, an address."""


def rule_broken(root: Element, levels: frozenset[str]) -> str:
    """Name the rule a message breaks; empty for none. `levels` are the names of its secrecy elements."""
    if not xml.uses_any(root, (_XINCLUDE, _XSI, _SIGNATURE)):
        return ""
    if xml.in_namespace(root, _XINCLUDE, "include"):
        return "message.include"
    if any(_leads_away(location) for location in _locations(root)):
        return "message.schema-location"
    signatures = xml.in_namespace(root, _SIGNATURE, "Signature")
    return "message.wrapped" if signatures and _is_wrapped(root, levels) else ""


def _locations(root: Element) -> list[tuple[str, str]]:
    """Give every schema location with the namespace it is for."""
    found = [("", one) for one in xml.attributes(root, _XSI, "noNamespaceSchemaLocation")]
    for pairs in xml.attributes(root, _XSI, "schemaLocation"):
        words = pairs.split()
        found += zip(words[::2], words[1::2], strict=False)
        if len(words) % 2:
            found.append(("", words[-1]))
    return found


def _leads_away(location: tuple[str, str]) -> bool:
    """Tell whether a location is neither a name beside the message nor an address of the namespace's own house."""
    namespace, place = location
    if not _ABSOLUTE.match(place):
        return ".." in place
    try:
        own, there = urlsplit(namespace), urlsplit(place)
    except ValueError:
        return True
    return there.scheme not in ("http", "https") or not there.hostname or there.hostname != own.hostname


def _is_wrapped(root: Element, levels: frozenset[str]) -> bool:
    """Tell whether a signature may speak of other words than those that are read.

    What is read begins at the root. So an identity that is signed may not be there twice; what it names may neither be
    another element called like the root nor hold a level of its own beside the one that is read; and a signature may
    not carry a document within itself.
    """
    suspects = sorted(levels | {xml.local_name(root)})
    carried = xml.in_namespace(root, _SIGNATURE, "Object")
    if any(xml.named(within, name) for within in carried for name in suspects):
        return True
    uris = [reference.get("URI", "") for reference in xml.in_namespace(root, _SIGNATURE, "Reference")]
    for name in {uri[1:] for uri in uris if len(uri) > 1 and uri[0] == "#"}:
        named = xml.identified(root, name)
        if len(named) > 1 or any(one is not root and xml.local_name(one) == xml.local_name(root) for one in named):
            return True
    return False
