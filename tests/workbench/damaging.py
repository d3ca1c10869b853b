"""Shipped mappings and samples damaged at random: lines, letters, keys, brackets. Same seed, same damage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

MAPPINGS = Path(__file__).parents[2] / "mappings"
TEXTS = [file.read_text("utf-8") for file in sorted(MAPPINGS.glob("*.yaml"))]
BODIES = [file.read_bytes() for file in sorted((MAPPINGS / "samples" / "simulator").glob("*.xml"))]
BITS = [
    "{", "}", "[", "]", ":", ": ", "-", "- ", "#", " # c", "'", '"', "|", ">", "&a", "*a", "!t", "%", "@", "//", "..",
    "/", ".", "\\", "\t", "\n", "\n\n", "  ", "\u0000", "\u202e", "\x85", "\u2028", "é", "q:", "[1]", "[x='y']",
    "yes", "no", "1", "when: {at: .}", "as: code", "as: flag", "table: codes/document_kinds.csv", "table: ../x.csv",
    "contract: [{name: a, holds: {at: ., present: yes}}]", "before_at: q:X", "of: event",
    "choices: {a: b}", "at: q:X", "value: x", "required: no", "default: y", "take: all", "pattern: (.*)",
]  # fmt: skip


def _insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(BITS) + text[at:]


def _drop(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randrange(1, 30) :]


def _line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(at, lines[other])
        case _:
            lines.insert(at, " " * chance.randrange(12) + "# chú thích")
    return "\n".join(lines)


def _repeat(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at : at + 20] * chance.randrange(2, 200) + text[at:]


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text))]


def _word(chance: random.Random, text: str) -> str:
    """Put one word in the place of another: what comes of it is often still a mapping."""
    words = list(re.finditer(r"[\w:/.@-]+", text))
    if not words:
        return text
    out, put = chance.choice(words), chance.choice(words)
    return text[: out.start()] + put[0] + text[out.end() :]


WAYS: list[Callable[[random.Random, str], str]] = [
    _insert, _drop, _line, _line, _line, _repeat, _cut, _word, _word, _word, _word, _word,
]  # fmt: skip


def damaged(seed: int) -> str:
    """Give one damaged mapping."""
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    for _ in range(chance.randrange(1, 3)):
        text = chance.choice(WAYS)(chance, text or " ")
    return text


def damaged_body(seed: int) -> bytes:
    """Give one message, damaged in half of the cases."""
    chance = random.Random(seed)
    body = chance.choice(BODIES)
    for _ in range(chance.randrange(2)):
        at = chance.randrange(len(body))
        body = body[:at] + chance.choice(BITS).encode() + body[at + chance.randrange(8) :]
    return body


def seeds(first: int, count: int) -> Iterator[int]:
    """Name the seeds of one run."""
    yield from range(first, first + count)
