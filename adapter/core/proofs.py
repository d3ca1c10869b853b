"""Proofs of the tree: that an entry is in it (RFC 9162 §2.1.3), and that it goes on an earlier one (§2.1.4).

Made from the roots of subtrees, wherever those come from; checked with nothing but the proof and two roots.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adapter.core.merkle import join

RootOf = Callable[[int, int], bytes]
"""Gives the root of the tree over the leaves from the first number up to, not including, the second."""


def inclusion(seq: int, size: int, root_of: RootOf) -> list[bytes]:
    """Prove that the leaf `seq` is in the tree of `size` leaves: the siblings on its way up, lowest first."""
    assert 0 <= seq < size  # noqa: S101 - our own reasoning
    first, last, proof = 0, size, list[bytes]()
    while last - first > 1:
        split = _split(first, last)
        if seq < split:
            proof.append(root_of(split, last))
            last = split
        else:
            proof.append(root_of(first, split))
            first = split
    return proof[::-1]


def consistency(earlier: int, size: int, root_of: RootOf) -> list[bytes]:
    """Prove that the tree of `size` leaves begins with that of `earlier` ones; empty from nothing, or to itself."""
    assert 0 <= earlier <= size  # noqa: S101 - our own reasoning
    if earlier == 0:
        return []
    first, last, proof = 0, size, list[bytes]()
    while earlier != last:
        split = _split(first, last)
        if earlier <= split:
            proof.append(root_of(split, last))
            last = split
        else:
            proof.append(root_of(first, split))
            first = split
    if first:
        proof.append(root_of(first, last))
    return proof[::-1]


def includes(proof: Sequence[bytes], seq: int, leaf: bytes, size: int, root: bytes) -> bool:
    """Check an inclusion proof against the leaf's hash and the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= seq < size:
        return False
    at, last, found = seq, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = join(sibling, found)
            at, last = _past_no_siblings(at, last)
        else:
            found = join(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(proof: Sequence[bytes], earlier: int, former: bytes, size: int, root: bytes) -> bool:
    """Check a consistency proof against both roots (RFC 9162 §2.1.4.2); the empty tree begins every tree."""
    if earlier in (0, size):
        return not proof and (earlier == 0 or former == root)
    if not 0 < earlier < size:
        return False
    path = [former, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = earlier - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = join(part, old), join(part, new)
            at, last = _past_no_siblings(at, last)
        else:
            new = join(new, part)
        at, last = at >> 1, last >> 1
    return last == 0 and old == former and new == root


def _split(first: int, last: int) -> int:
    """Give where the left one of two subtrees ends: after the largest power of two of leaves that leaves some."""
    return first + (1 << (last - first - 1).bit_length() - 1)


def _past_no_siblings(at: int, last: int) -> tuple[int, int]:
    """Climb the levels on which a node at the right edge has no sibling."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last
