"""Proofs are those of RFC 9162, and nothing but the right one is taken for a proof."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import merkle, proofs

# The leaves that implementations of RFC 6962 share, and nodes over them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
SHARED = [sha256(b"\x00" + bytes.fromhex(leaf)).digest() for leaf in LEAVES]

NODE_0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
NODE_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
NODE_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
NODE_0_2 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
NODE_2_4 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
NODE_4_6 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
NODE_6_8 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
NODE_0_4 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
NODE_4_8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"


def over(leaves: list[bytes]) -> proofs.RootOf:
    return lambda first, last: merkle.root(leaves[first:last])


@pytest.mark.parametrize(
    ("seq", "size", "expected"),
    [
        (0, 1, []),
        (0, 8, [NODE_1, NODE_2_4, NODE_4_8]),
        (5, 8, [NODE_4, NODE_6_8, NODE_0_4]),
        (2, 3, [NODE_0_2]),
        (1, 5, [NODE_0, NODE_2_4, NODE_4]),
    ],
)
def test_known_answers_of_inclusion(seq: int, size: int, expected: list[str]) -> None:
    proof = proofs.inclusion(seq, size, over(SHARED))
    assert [part.hex() for part in proof] == expected
    assert proofs.includes(proof, seq, SHARED[seq], size, merkle.root(SHARED[:size]))


@pytest.mark.parametrize(
    ("earlier", "size", "expected"),
    [
        (1, 1, []),
        (1, 8, [NODE_1, NODE_2_4, NODE_4_8]),
        (6, 8, [NODE_4_6, NODE_6_8, NODE_0_4]),
        (2, 5, [NODE_2_4, NODE_4]),
    ],
)
def test_known_answers_of_consistency(earlier: int, size: int, expected: list[str]) -> None:
    proof = proofs.consistency(earlier, size, over(SHARED))
    assert [part.hex() for part in proof] == expected
    assert proofs.is_consistent(proof, earlier, merkle.root(SHARED[:earlier]), size, merkle.root(SHARED[:size]))


def split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def path(seq: int, leaves: list[bytes]) -> list[bytes]:
    """The definition of RFC 9162 §2.1.3.1, word by word."""
    if len(leaves) == 1:
        return []
    middle = split(len(leaves))
    if seq < middle:
        return [*path(seq, leaves[:middle]), merkle.root(leaves[middle:])]
    return [*path(seq - middle, leaves[middle:]), merkle.root(leaves[:middle])]


def subproof(earlier: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """The definition of RFC 9162 §2.1.4.1, word by word."""
    if earlier == len(leaves):
        return [] if whole else [merkle.root(leaves)]
    middle = split(len(leaves))
    if earlier <= middle:
        return [*subproof(earlier, leaves[:middle], whole=whole), merkle.root(leaves[middle:])]
    return [*subproof(earlier - middle, leaves[middle:], whole=False), merkle.root(leaves[:middle])]


@st.composite
def grown(draw: st.DrawFn) -> tuple[list[bytes], int]:
    leaves = draw(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=140, unique=True))
    return leaves, draw(st.integers(1, len(leaves)))


@given(grown())
def test_proofs_are_those_of_the_definition_and_pass(case: tuple[list[bytes], int]) -> None:
    leaves, number = case
    size, root = len(leaves), merkle.root(leaves)
    included = proofs.inclusion(number - 1, size, over(leaves))
    assert included == path(number - 1, leaves)
    assert proofs.includes(included, number - 1, leaves[number - 1], size, root)
    consistent = proofs.consistency(number, size, over(leaves))
    assert consistent == subproof(number, leaves, whole=True)
    assert proofs.is_consistent(consistent, number, merkle.root(leaves[:number]), size, root)


def changed(proof: list[bytes]) -> Iterator[list[bytes]]:
    """Give every proof that differs in one bit of one byte, lacks a part, has one more or two swapped."""
    for at, part in enumerate(proof):
        for byte in range(32):
            flipped = bytes((*part[:byte], part[byte] ^ 1 << byte % 8, *part[byte + 1 :]))
            yield [*proof[:at], flipped, *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
        yield [*proof[:at], part, *proof[at:]]
        if at and proof[at - 1] != part:
            yield [*proof[: at - 1], part, proof[at - 1], *proof[at + 1 :]]
    yield [*proof, b"\0" * 32]
    yield [b"\0" * 32, *proof]


@pytest.mark.parametrize("size", [*range(1, 9), 13])
def test_every_changed_byte_of_a_proof_is_refused(size: int) -> None:
    """Exhaustive over small trees: each proof, each byte; also parts that are gone, doubled or added."""
    leaves = [sha256(bytes([number])).digest() for number in range(size)]
    root = merkle.root(leaves)
    for number in range(1, size + 1):
        included = proofs.inclusion(number - 1, size, over(leaves))
        for other in changed(included):
            assert not proofs.includes(other, number - 1, leaves[number - 1], size, root)
        former = merkle.root(leaves[:number])
        consistent = proofs.consistency(number, size, over(leaves))
        for other in changed(consistent):
            assert not proofs.is_consistent(other, number, former, size, root)


@pytest.mark.parametrize("size", range(2, 14))
def test_a_proof_of_something_else_proves_nothing(size: int) -> None:
    leaves = [sha256(bytes([number])).digest() for number in range(size)]
    root = merkle.root(leaves)
    for number in range(size):
        proof = proofs.inclusion(number, size, over(leaves))
        for other in (-1, number - 1, number + 1, size, size + 1):
            assert not proofs.includes(proof, other, leaves[number], size, root)
        assert not proofs.includes(proof, number, b"\0" * 32, size, root)
        assert not proofs.includes(proof, number, leaves[number], size, b"\0" * 32)
        assert not proofs.includes([], number, leaves[number], size, root)
    for earlier in range(1, size):
        proof = proofs.consistency(earlier, size, over(leaves))
        former = merkle.root(leaves[:earlier])
        assert not proofs.is_consistent(proof, earlier, b"\0" * 32, size, root)
        assert not proofs.is_consistent(proof, earlier, former, size, b"\0" * 32)
        assert not proofs.is_consistent(proof, size, root, earlier, former)
        assert not proofs.is_consistent(proof, -1, former, size, root)
        assert not proofs.is_consistent([], earlier, former, size, root)


def test_the_empty_tree_begins_every_tree_and_nothing_else_needs_no_proof() -> None:
    root = merkle.root(SHARED)
    assert proofs.consistency(0, 8, over(SHARED)) == proofs.consistency(8, 8, over(SHARED)) == []
    assert proofs.is_consistent([], 0, merkle.EMPTY, 8, root)
    assert proofs.is_consistent([], 8, root, 8, root)
    assert not proofs.is_consistent([], 8, b"\0" * 32, 8, root)
    assert not proofs.is_consistent([root], 8, root, 8, root)
