"""Shipped mappings pass their tests, and no rule of them can go or change without a test that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutants import mutants

from adapter.core import mapping, organisations
from adapter.core.problems import Refusal
from adapter.workbench import testing

MAPPINGS = Path(__file__).parents[2] / "mappings"
SHIPPED = sorted(MAPPINGS.glob("*.yaml"))
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))


def reading(folder: Path = MAPPINGS) -> Callable[[str], bytes | None]:
    kept: dict[str, bytes | None] = {}

    def read(name: str) -> bytes | None:
        if name not in kept:
            kept[name] = (folder / name).read_bytes() if (folder / name).is_file() else None
        return kept[name]

    return read


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_mapping_passes_its_tests(file: Path) -> None:
    read = mapping.load(file.read_text("utf-8"), file.name, reading())
    assert len(read.tests) > 10
    assert [
        (one.test.expected, one.outcome) for one in testing.run(read, reading(), DIRECTORY) if one.outcome != "ok"
    ] == []


SAYS_THE_USUAL = (
    "version.as is gone", "paging.first is gone", "paging.size is gone", "cursor.as is gone", "cursor.send is gone",
    "register.days is gone",
)  # fmt: skip
"""Rules that say in words what holds without them: they may go, and may not change."""

KNOWN_BESIDES = "gate.secrecy.classified"
"""Words for classified levels that the gate knows by itself, whatever the mapping says."""


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_rule_goes_or_changes_unnoticed(file: Path) -> None:
    files = reading()
    unnoticed = []
    for what, text, tables in mutants(file, files):
        try:
            read = mapping.load(text, file.name, tables)
        except Refusal:
            continue
        if all(one.outcome == "ok" for one in testing.run(read, files, DIRECTORY)):
            unnoticed.append(what)
    assert [one for one in unnoticed if not one.endswith(SAYS_THE_USUAL) and not one.startswith(KNOWN_BESIDES)] == []
