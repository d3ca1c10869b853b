"""A damaged description gives findings, never a traceback, and never takes long."""

from __future__ import annotations

import random
import re
import time

import pytest
from wild_reading import compared, drafted
from wild_wsdls import WILD

from adapter.scaffold.described import Findings, NothingRead
from adapter.scaffold.draft import Draft

ROUNDS = 40
TO_FILL = {"mapping.value.empty", "mapping.placeholder.missing"}
"""All that a draft may lack: never YAML that cannot be read, a path that is none, a key that is not known."""


def damaged(text: str, chance: random.Random) -> str:
    """Damage a text the way copies and careless hands do: pieces lost, doubled, moved, letters changed."""
    for _ in range(chance.randint(1, 4)):
        tags = [found.span() for found in re.finditer(r"<[^>]*>", text)] or [(0, len(text))]
        begin, end = chance.choice(tags)
        how = chance.randrange(7)
        if how == 0:
            text = text[:begin] + text[end:]
        elif how == 1:
            text = text[:end] + text[begin:end] + text[end:]
        elif how == 2:
            text = text[:begin]
        elif how == 3:
            text = re.sub(r'"[^"]*"', '""', text[begin:end], count=1).join((text[:begin], text[end:]))
        elif how == 4:
            names = re.findall(r"name=.([\w]+)", text) or ["x"]
            old, new = chance.choice(names), chance.choice(names)
            text = text.replace(f'"{old}"', f'"{new}"', chance.randint(1, 3))
        elif how == 5:
            text = text.replace("tns:", chance.choice(["", "nope:", "s:", "soap:"]), chance.randint(1, 4))
        else:
            other = chance.choice(tags)
            text = text[:begin] + text[other[0] : other[1]] + text[end:]
    return text


def told(documents: dict[str, str]) -> Draft | Findings:
    """Give the draft, or the findings that say why there is none."""
    try:
        return drafted(documents)
    except NothingRead as nothing:
        return nothing.findings


@pytest.mark.parametrize("stack", WILD)
def test_a_damaged_description_gives_findings_and_no_traceback_in_time(stack: str) -> None:
    chance = random.Random(stack)
    slowest, read = 0.0, 0
    for _ in range(ROUNDS):
        documents = {name: damaged(text, chance) for name, text in WILD[stack].documents.items()}
        began = time.monotonic()
        found = told(documents)
        if isinstance(found, Draft):
            compared(found)
            assert {problem.code for problem in found.to_fill} <= TO_FILL
            read += 1
        else:
            assert found.problems
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 2
    assert read  # the damage was not always the end of it
