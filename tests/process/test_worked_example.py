"""The administrator's worked example does what it says: from a stranger's WSDL to standings told and read back."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import compare
import pytest
import worked_example
from worked_example import BLOCK, GUIDE, following, lacking, put

pytestmark = pytest.mark.process

TEXT = GUIDE.read_text("utf-8")

ENDS_WITH_FINDINGS = ("mapping lint", "mapping test", "mapping diff", "mapping preview")
"""Verbs whose exit code 1 the manual speaks about."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.mark.skipif(shutil.which("curl") is None, reason="the manual fetches its samples with curl")
def test_following_the_manual_leaves_no_difference(tmp_path: Path) -> None:
    folder = tmp_path / "vbdh"
    with following(folder, free_port()) as person:
        for shown, came in person.follow(TEXT):
            assert lacking(shown, came) == [], came
        truth, config = folder / "truth.json", folder / "config.toml"
        assert compare.way_in(truth, config) + compare.way_back(truth, config, folder / "sim.db") == []
        told = compare.applied(folder / "sim.db")
        assert all(len(standings) == 1 for standings in told.values())
    unexpected = [
        (command, code)
        for command, code, _ in person.transcript
        if code and not any(verb in command for verb in ENDS_WITH_FINDINGS)
    ]
    # The two that the manual lets fail on purpose.
    assert unexpected == [("nhiemvu check connections", 75), ("nhiemvu run --once", 78)]
    assert not [output for *_, output in person.transcript if "Traceback" in output]


def test_every_command_is_followed_by_what_it_says_or_says_nothing() -> None:
    kinds = [kind for kind, _ in BLOCK.findall(TEXT)]
    assert kinds.count("text") >= 15
    assert all(one in ("sh", "text", "yaml", "toml") for one in kinds)
    assert TEXT.count("\n```") == 2 * len(kinds), "a block of another kind would not be followed"


def test_what_the_manual_shows_and_nobody_printed_is_found() -> None:
    came = "│ a    │ bb │ 12 │\nRoot abc123, done.\n"
    assert lacking("│ a │ bb │ 12 │\nRoot …, done.\n…\n", came) == []
    assert lacking("│ a │ cc │ 12 │\nRoot …, over.", came) == ["│ a │ cc │ 12 │", "Root …, over."]


def test_a_piece_takes_the_place_of_its_section(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    file.write_text("a:\n  b:\n    # c\n    d: 1\n\n  e: 2\nf: 3\n", "utf-8")
    put(file, "  b: {d: 4}\n")
    put(file, "g:\n  - 5\n")
    assert file.read_text("utf-8") == "a:\n  b: {d: 4}\n  e: 2\nf: 3\ng:\n  - 5\n"
    file.write_text("a:\n  b: 1\nc:\n  b: 2\n", "utf-8")
    with pytest.raises(AssertionError, match="2 times"):
        worked_example.put(file, "  b: 3\n")
