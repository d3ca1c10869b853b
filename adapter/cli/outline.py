"""An outline: what is said in steps, before it is a tree on a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from adapter.core.text import inert

if TYPE_CHECKING:
    from rich.tree import Tree

Mood = Literal["", "strong", "decides", "gone", "faint", "origin"]
"""How a line is meant: a heading, what decides, what is not there any more, what stands beside, a place in a body."""

_STYLES: dict[Mood, str] = {
    "": "", "strong": "bold", "decides": "green", "gone": "yellow", "faint": "dim", "origin": "cyan",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A line with what belongs below it."""

    text: str  #: may hold what documents say; whoever shows it makes it harmless
    below: tuple[Node, ...] = ()
    mood: Mood = ""
    picture: str = field(default="", repr=False)  #: an SVG of ours, for pages alone


def node(text: str, below: Iterable[Node] = (), mood: Mood = "", picture: str = "") -> Node:
    """Make a line."""
    return Node(text=text, below=tuple(below), mood=mood, picture=picture)


def tree(top: Node) -> Tree:
    """Give an outline as a tree for a terminal: plain text, no markup of a document runs in it."""
    from rich.text import Text  # noqa: PLC0415 - start-up time
    from rich.tree import Tree  # noqa: PLC0415

    made = Tree(Text(inert(top.text, keep=""), style=_STYLES[top.mood]))
    for one in top.below:
        made.add(tree(one))
    return made
