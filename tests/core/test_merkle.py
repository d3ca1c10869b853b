"""The tree is that of RFC 9162, however it is grown."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import merkle

# The leaves and roots that implementations of RFC 6962 share as known answers.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def hashed(number: int) -> bytes:
    return sha256(b"\x00" + bytes.fromhex(LEAVES[number])).digest()


def plainly(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162 §2.1.1, word by word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + plainly(leaves[:split]) + plainly(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_known_answers(size: int) -> None:
    assert merkle.root(map(hashed, range(size))).hex() == ROOTS[size]


leaves = st.lists(st.binary(min_size=32, max_size=32), max_size=130)


@given(leaves)
def test_the_root_is_that_of_the_definition_after_every_leaf(leaves: list[bytes]) -> None:
    frontier = merkle.Frontier()
    for size, leaf in enumerate(leaves):
        assert frontier.root() == plainly(leaves[:size])
        assert frontier.size == size
        frontier.append(leaf)
    assert frontier.root() == merkle.root(leaves) == plainly(leaves)


@given(leaves, st.integers(1, 4))
def test_a_frontier_rebuilt_from_subtrees_goes_on_like_the_one_that_grew(leaves: list[bytes], step: int) -> None:
    grown = merkle.Frontier()
    kept: dict[int, list[bytes]] = {}
    for leaf in leaves:
        for level, number, root in grown.append(leaf):
            assert root == plainly(leaves[number << level : (number + 1) << level])
            assert len(kept.setdefault(level, [])) == number
            kept[level].append(root)
    size, start = len(leaves), 0
    parts = []
    for level in range(size.bit_length() // step * step, -1, -step):
        parts.append((level, kept.get(level, [])[start >> level : size >> level]))
        start = size >> level << level
    rebuilt = merkle.frontier(parts)
    assert (rebuilt.size, rebuilt.root()) == (size, grown.root())
    assert rebuilt.append(b"x" * 32) == grown.append(b"x" * 32)


def test_a_subtree_does_not_fit_everywhere() -> None:
    frontier = merkle.Frontier()
    frontier.append(b"x" * 32)
    with pytest.raises(AssertionError):
        frontier.append(b"y" * 32, level=1)
