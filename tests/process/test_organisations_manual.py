"""The manual on organisations does what it says: a merger, from a misspelt name to figures around the cut-over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from worked_example import following, lacking

pytestmark = pytest.mark.process

TEXT = (Path(__file__).parents[2] / "docs" / "organisations.md").read_text("utf-8")
BLOCK = re.compile(r"^```(sh|text|toml|xml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILES = {"toml": "config.toml", "xml": "van-ban.xml"}


def test_following_the_manual_passes_the_work_of_the_abolished_on(tmp_path: Path) -> None:
    with following(tmp_path / "ai-do", port=0) as person:
        came = ""
        for kind, piece in BLOCK.findall(TEXT):
            if kind in FILES:
                (person.folder / FILES[kind]).write_text(piece, "utf-8")
            elif kind == "sh":
                commands = [line for line in piece.replace("\\\n", " ").splitlines() if line]
                came = "".join(person.run(line) for line in commands)
            else:
                assert lacking(piece, came) == [], came
        figures = {
            month: leads(person.run(f"nhiemvu report --period {month} --json")) for month in ("2025-06", "2025-07")
        }
    assert figures["2025-06"] >= {"QNG-027"}
    assert figures["2025-07"] >= {"QNG-069"}
    assert not figures["2025-06"] & {"QNG-069"}
    assert not figures["2025-07"] & {"QNG-027"}
    assert not [output for *_, output in person.transcript if "Traceback" in output]
    failed = [(command.split(" --", maxsplit=1)[0], code) for command, code, _ in person.transcript if code]
    assert [code for _, code in failed] == [1, 1, 1], failed


def leads(told: str) -> set[str]:
    found, _ = json.JSONDecoder().raw_decode(told)
    return {line["agency"] for line in found["agencies"] if line["total"]}
