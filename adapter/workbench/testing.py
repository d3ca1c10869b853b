"""The tests of a mapping run: what comes of each sample beside what a person has accepted as right."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from adapter.core.mapping import Mapping, Test
from adapter.core.organisations import Directory
from adapter.workbench.trying import Plain, come_of

Reading = Callable[[str], bytes | None]
"""Gives the content of a file below the folder of the mapping; None when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One test that was run."""

    test: Test
    outcome: Literal["ok", "differs", "no-sample", "not-accepted", "unreadable"]
    came: str  #: what came of the sample, as it would be kept
    differences: tuple[str, ...] = ()  #: lines of a unified difference: expected to come


def run(read: Mapping, reading: Reading, directory: Directory) -> Iterator[Ran]:
    """Run every test of a mapping, in the order of the file."""
    for test in read.tests:
        sample = reading(test.sample) if test.sample else b""
        if sample is None:
            yield Ran(test=test, outcome="no-sample", came="")
            continue
        yield _compared(test, written(come_of(asked(read, test), test.of, sample, directory)), reading(test.expected))


def asked(read: Mapping, test: Test) -> Mapping:
    """Give a mapping as a test tries it: with the setting of the source that decides beside it."""
    return replace(read, gate=replace(read.gate, absent_is_open=test.absent_opens))


def written(outcome: Plain) -> str:
    """Write an outcome as it is kept: JSON, a line for each thing, so that a person can read what has changed."""
    return json.dumps(outcome, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def _compared(test: Test, came: str, expected: bytes | None) -> Ran:
    if expected is None:
        return Ran(test=test, outcome="not-accepted", came=came)
    try:
        wanted = expected.decode()
        same = json.loads(wanted) == json.loads(came)
    except ValueError:
        return Ran(test=test, outcome="unreadable", came=came)
    if same:
        return Ran(test=test, outcome="ok", came=came)
    lines = difflib.unified_diff(wanted.splitlines(), came.splitlines(), "expected", "came", n=2, lineterm="")
    return Ran(test=test, outcome="differs", came=came, differences=tuple(lines))
