"""Reads a QR code (ISO/IEC 18004) from its drawing, written from the standard and sharing nothing with who drew it.

For versions 12 to 14 with error correction Q in byte mode, which is what a checkpoint takes. Every block has to be a
codeword of its Reed-Solomon code, so a reader in the field can correct what a stamp or a fold has spoilt.
"""

from __future__ import annotations

import re

BLOCKS = {12: (26, [20] * 4 + [21] * 6), 13: (24, [20] * 8 + [21] * 4), 14: (20, [16] * 11 + [17] * 5)}
"""By version: error correction codewords of a block, data codewords of each block (level Q)."""

ALIGNED = {12: (6, 32, 58), 13: (6, 34, 62), 14: (6, 26, 46, 66)}
MASKS = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
LEVEL_Q = 0b11

Matrix = list[list[int]]


def drawn(svg: str) -> Matrix:
    """Give the modules of an SVG of horizontal strokes, without its quiet zone of four."""
    (whole,) = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    (path,) = re.findall(r'stroke="#000" d="([^"]+)"', svg)
    size = int(whole) - 8
    modules = [[0] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, told in re.findall(r"([MmhH])\s*([-\d. ]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", told)]
        if command == "h":
            for step in range(int(numbers[0])):
                modules[int(y) - 4][int(x) - 4 + step] = 1
            x += numbers[0]
        else:
            x, y = (numbers[0], numbers[1]) if command == "M" else (x + numbers[0], y + numbers[1])
    return modules


def read(modules: Matrix) -> bytes:
    """Give the bytes that a code holds."""
    size = len(modules)
    version = (size - 17) // 4
    level, mask = _format(modules)
    assert level == LEVEL_Q
    parity, lengths = BLOCKS[version]
    words = _words(modules, version, mask)
    assert len(words) == sum(lengths) + parity * len(lengths)
    blocks: list[list[int]] = [[] for _ in lengths]
    at = 0
    for index in range(max(lengths)):
        for number, length in enumerate(lengths):
            if index < length:
                blocks[number].append(words[at])
                at += 1
    content = [word for block in blocks for word in block]
    for _ in range(parity):
        for block in blocks:
            block.append(words[at])
            at += 1
    assert all(_is_codeword(block, parity) for block in blocks)
    bits = "".join(f"{word:08b}" for word in content)
    assert bits[:4] == "0100", "byte mode, and nothing before it that says how to read the bytes"
    length = int(bits[4:20], 2)
    return bytes(int(bits[20 + 8 * one : 28 + 8 * one], 2) for one in range(length))


def _format(modules: Matrix) -> tuple[int, int]:
    places = [(8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    found = 0
    for i, j in places:
        found = found << 1 | modules[i][j]
    found ^= 0b101010000010010
    rest = found
    for shift in range(4, -1, -1):
        if rest >> (shift + 10) & 1:
            rest ^= 0b10100110111 << shift
    assert rest == 0
    return found >> 13, found >> 10 & 7


def _words(modules: Matrix, version: int, mask: int) -> list[int]:
    size = len(modules)
    fixed = _fixed(version, size)
    bits: list[int] = []
    upward = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for step in range(size):
            i = size - 1 - step if upward else step
            bits += [modules[i][j] ^ MASKS[mask](i, j) for j in (right, right - 1) if (i, j) not in fixed]
        upward = not upward
    return [int("".join(map(str, map(int, bits[at : at + 8]))), 2) for at in range(0, len(bits) - 7, 8)]


def _fixed(version: int, size: int) -> set[tuple[int, int]]:
    """Name the modules that hold no data: patterns to be found by, version and format."""
    fixed = {(i, 6) for i in range(size)} | {(6, j) for j in range(size)}
    fixed |= {(i, j) for i in range(9) for j in range(9)}
    fixed |= {(i, size - 8 + j) for i in range(9) for j in range(8)} | {
        (size - 8 + i, j) for i in range(8) for j in range(9)
    }
    last = ALIGNED[version][-1]
    for a in ALIGNED[version]:
        for b in ALIGNED[version]:
            if (a, b) not in ((6, 6), (6, last), (last, 6)):
                fixed |= {(a + i, b + j) for i in range(-2, 3) for j in range(-2, 3)}
    for i in range(6):
        for j in range(size - 11, size - 8):
            fixed |= {(i, j), (j, i)}
    return fixed


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = (one << 1) ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


def _is_codeword(block: list[int], parity: int) -> bool:
    root = 1
    for _ in range(parity):
        value = 0
        for word in block:
            value = _times(value, root) ^ word
        if value:
            return False
        root = _times(root, 2)
    return True
