"""The settings that were in force at a position: figures are counted by what the log says, not by today's file."""

from __future__ import annotations

import json
from typing import Any

from adapter.core.ledger import Activation
from adapter.store import Reader


def settings(reader: Reader) -> dict[str, Any]:
    """Give the settings in force at the reader's position; empty before there are any."""
    for row in reader.rows(Activation, what="settings", source=""):
        content = reader.blob(row.blob)
        if content is not None:
            told: dict[str, Any] = json.loads(content)
            return told
    return {}


def section(reader: Reader, name: str) -> dict[str, Any]:
    """Give one table of them."""
    told: dict[str, Any] = settings(reader).get(name, {})
    return told
