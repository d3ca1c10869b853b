"""What the administrator's guide shows is what runs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from adapter.messages import peer
from connectors.soap_options import SoapOptions

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "connect-soap.md").read_text("utf-8")
FILES = (Path(__file__).with_name("second_service.yaml"), ROOT / "mappings" / "asmx-tasks.yaml")
MAPPINGS = "\n".join(file.read_text("utf-8") for file in FILES)


def test_every_piece_of_mapping_shown_stands_in_a_mapping_that_the_tests_run() -> None:
    pieces = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(pieces) >= 5
    assert [piece for piece in pieces if piece not in MAPPINGS] == []


def test_the_settings_shown_name_real_options_and_every_option_is_explained() -> None:
    shown = tomllib.loads(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0])["sources"]["vbdh"]["options"]
    options = {field.name for field in fields(SoapOptions)}
    assert {name.removesuffix("_file") for name in shown} <= options
    explained = GUIDE.split("| option | meaning")[1].split("\n\n")[0]
    assert [name for name in options if f"`{name}`" not in explained] == []


def test_every_code_named_has_its_texts() -> None:
    named = set(re.findall(r"`((?:peer|soap)\.[a-z-]+)`", GUIDE))
    assert named
    assert named <= set(peer.TEXTS)
