"""The tree of a mapping as plain values, and how a part of it is written in one line for people."""

from __future__ import annotations

from adapter.core.mapping.digest import Plain
from adapter.core.mapping.yaml import Node, Scalar, Sequence


def plain(node: Node) -> Plain:
    """Give texts, lists and tables without their places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def said(node: Node) -> str:
    """Write a part of a mapping in one line."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return "[" + ", ".join(map(_within, node.items)) + "]"
    return ", ".join(f"{key.text} {_within(value)}" for key, value in node.pairs)


def _within(node: Node) -> str:
    return said(node) if isinstance(node, Scalar | Sequence) else "{" + said(node) + "}"
