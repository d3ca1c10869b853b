"""A mapping whose tests never show the gate closed is told of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter.core.mapping import yaml
from adapter.workbench import covered

MAPPINGS = Path(__file__).parents[2] / "mappings"
TEXT = (MAPPINGS / "simulator.yaml").read_text("utf-8")
RULES, _, _ = TEXT.partition("\ntests:\n")


def reading(name: str) -> bytes | None:
    file = MAPPINGS / name
    return file.read_bytes() if file.is_file() else None


def codes(text: str, read: Callable[[str], bytes | None] = reading) -> list[tuple[str, int]]:
    found = covered.findings(load_shipped(text, "m.yaml"), yaml.read(text, "m.yaml"), read)
    return [(one.problem.code, one.problem.place.line) for one in found]


def tried_on(*samples: str) -> str:
    lines = [f"  - {{as: document, sample: samples/simulator/{one}.xml}}\n" for one in samples]
    return RULES + "\ntests:\n" + "".join(lines)


def test_the_shipped_one_is_covered() -> None:
    assert codes(TEXT) == []


def test_a_mapping_without_tests_is_told_at_its_name() -> None:
    line = next(number for number, text in enumerate(RULES.splitlines(), 1) if text.startswith("name:"))
    assert codes(RULES + "\n") == [("lint.no-tests", line)]


@pytest.mark.parametrize(
    ("samples", "told"),
    [
        (("assigned",), True),
        (("assigned", "level_missing"), True),  # undecided is not classified
        (("assigned", "secret"), False),
        (("levels",), False),  # several in one file
        (("stamped",), False),
        (("nowhere",), True),
    ],
)
def test_tests_that_never_show_the_gate_closed_are_told(samples: tuple[str, ...], told: bool) -> None:  # noqa: FBT001
    line = len(RULES.splitlines()) + 2
    assert codes(tried_on(*samples)) == ([("lint.no-classified-sample", line)] if told else [])
