"""What the administrator's guide to plain HTTP shows is what runs."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from adapter.messages import peer
from connectors.rest_options import RestOptions

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "connect-rest.md").read_text("utf-8")
MAPPING = (ROOT / "mappings" / "simulator-rest.yaml").read_text("utf-8")


def test_every_piece_of_mapping_shown_stands_in_the_shipped_one() -> None:
    pieces = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(pieces) >= 7
    assert [piece for piece in pieces if piece not in MAPPING] == []


def test_the_settings_shown_name_real_options_and_every_option_is_explained() -> None:
    shown = tomllib.loads(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0])["sources"]["vbdh"]["options"]
    options = {field.name for field in fields(RestOptions)}
    assert {name.removesuffix("_file") for name in shown} <= options
    explained = GUIDE.split("| option | meaning")[1].split("\n\n")[0]
    assert [name for name in options if f"`{name}`" not in explained] == []


def test_every_code_named_has_its_texts() -> None:
    named = set(re.findall(r"`((?:peer|rest)\.[a-z-]+)`", GUIDE))
    assert named > {"rest.no-step", "peer.status-unnamed"}
    assert named <= set(peer.TEXTS)
