"""The Merkle tree of the log: RFC 9162 §2.1 over leaf hashes, grown one leaf at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""Root of a tree without leaves."""

Subtree = tuple[int, int, bytes]
"""A perfect subtree: its level (it has 2^level leaves), its number among those of its level, its root."""


def join(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees into the node above them."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its perfect subtrees, largest first.

    All that is needed to append and to give the root: at most one root for each bit of the size.
    """

    __slots__ = ("_roots", "size")

    def __init__(self) -> None:
        self.size = 0  #: leaves so far
        self._roots: list[bytes] = []

    def append(self, root: bytes, level: int = 0) -> list[Subtree]:
        """Append a leaf, or a whole perfect subtree by its root; give every subtree that this completes.

        A subtree of 2^level leaves can be appended where the size is a multiple of that only.
        """
        number, rest = divmod(self.size, 1 << level)
        assert rest == 0  # noqa: S101 - our own reasoning
        self.size += 1 << level
        completed = [(level, number, root)]
        while number & 1:
            root = join(self._roots.pop(), root)
            level, number = level + 1, number >> 1
            completed.append((level, number, root))
        self._roots.append(root)
        return completed

    def root(self) -> bytes:
        """Give the root of the tree as it stands."""
        if not self._roots:
            return EMPTY
        root, *larger = reversed(self._roots)
        for left in larger:
            root = join(left, root)
        return root


def root(leaves: Iterable[bytes]) -> bytes:
    """Give the root of the tree over `leaves` (their hashes, in order)."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def frontier(parts: Sequence[tuple[int, Sequence[bytes]]]) -> Frontier:
    """Rebuild a frontier from the roots of perfect subtrees: (level, roots) pairs, highest level first."""
    built = Frontier()
    for level, roots in parts:
        for part in roots:
            built.append(part, level)
    return built
