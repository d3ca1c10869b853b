"""Mappings made from the shipped ones, with the tables that those name."""

from __future__ import annotations

import shutil
from pathlib import Path

from adapter.core import mapping
from adapter.settings import BUILTIN, beside

TABLES = beside(BUILTIN)
"""Reads the tables of the shipped mappings."""


def load_shipped(text: str, file: str = "m.yaml") -> mapping.Mapping:
    """Load the text of a shipped mapping, changed or not, with the tables that it names."""
    return mapping.load(text, file, TABLES)


def tables_into(folder: Path) -> None:
    """Put the tables beside a copy of a shipped mapping."""
    shutil.copytree(Path(__file__).parents[1] / "mappings" / "codes", folder / "codes", dirs_exist_ok=True)
