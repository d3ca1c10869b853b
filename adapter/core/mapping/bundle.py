"""A mapping as an activation keeps it: everything that is needed to read it again.

Without tables of codes the blob is the mapping's text. With some it is canonical JSON (sorted keys, no spaces):
`{"mapping":TEXT,"tables":{FILE:TEXT}}`. No mapping is such an object, since none has these two keys and no others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from adapter.core.mapping.tables import Tables, no_tables

KEYS = {"mapping", "tables"}


def pack(text: str, tables: Mapping[str, str]) -> bytes:
    """Give the blob of a mapping with the tables it names, by the names it gives them."""
    if not tables:
        return text.encode()
    whole = {"mapping": text, "tables": dict(tables)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def unpack(blob: bytes) -> tuple[str, Tables]:
    """Give the text of a mapping, and what reads its tables, from what `pack` made."""
    text = blob.decode()
    try:
        whole = json.loads(text) if text.startswith("{") else None
    except (ValueError, RecursionError):
        whole = None  # YAML in braces
    if not isinstance(whole, dict) or whole.keys() != KEYS:
        return text, no_tables
    kept = {name: table.encode() for name, table in whole["tables"].items()}
    return str(whole["mapping"]), kept.get
