"""What samples tell of a schema: how the days are written that it declares as text. Nothing else is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from adapter.scaffold.described import Node, Operation


def grafted(operation: Operation, seen: Iterable[Node]) -> Operation:
    """Give an operation whose answers know the forms of days that samples of them have."""
    answers = operation.answers
    for sample in seen:
        answers = tuple(_graft(answer, sample) for answer in answers)
    return replace(operation, answers=answers)


def _graft(declared: Node, sample: Node) -> Node:
    """Find the element of the sample's name, and take its forms over from there on."""
    if declared.name == sample.name:
        return _merged(declared, sample)
    return replace(declared, children=tuple(_graft(child, sample) for child in declared.children))


def _merged(declared: Node, sample: Node) -> Node:
    inside = {(child.kind, child.name): child for child in sample.children}
    children = tuple(
        _merged(child, inside[child.kind, child.name]) if (child.kind, child.name) in inside else child
        for child in declared.children
    )
    return replace(declared, formats=sample.formats or declared.formats, children=children)
