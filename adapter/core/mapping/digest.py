"""The digest of a mapping: who it is, whatever it looks like.

The content is written as canonical JSON: tables as objects with sorted keys, lists in their order, every scalar as
the text it is. So comments, indentation, quoting, flow or block style, the order of keys and embedded tests change
nothing, and every other change is another mapping. The order of keys never means anything; of a list it does.
"""

from __future__ import annotations

import hashlib
import json

from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table

Plain = str | list["Plain"] | dict[str, "Plain"]

OUTSIDE = ("tests",)
"""Keys at the top that are no rules."""


def digest(tree: Table) -> str:
    """Give the SHA-256 of the canonical content, in hex."""
    content = {key.text: _plain(node) for key, node in tree.pairs if key.text not in OUTSIDE}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.pairs}
