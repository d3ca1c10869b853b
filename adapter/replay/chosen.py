"""Which mapping kept messages are read by: a recorded one, by its number in the log or by what it begins with."""

from __future__ import annotations

from collections.abc import Iterator

from adapter.core import mapping
from adapter.core.entries import Entry, decode
from adapter.core.mapping import bundle
from adapter.core.problems import Problem, Refusal
from adapter.store import Reader

SHORTEST = 6
"""So many digits of a mapping's identity tell it from others."""


def mapped_sources(reader: Reader) -> list[str]:
    """Name the sources for which the log has put a mapping in force."""
    return sorted({str(entry["source"]) for _, entry in _mappings(reader)})


def recorded(reader: Reader, source: str, version: str) -> mapping.Mapping:
    """Give a mapping of the log: by the seq of its activation, or by how its identity begins. Raises `Refusal`."""
    for seq, entry in _mappings(reader):
        named = version == str(seq) or (len(version) >= SHORTEST and str(entry["identity"]).startswith(version))
        content = reader.blob(str(entry["blob"])) if named and entry["source"] == source else None
        if content is not None:
            text, tables = bundle.unpack(content)
            return mapping.load(text, f"{source}@{seq}", tables)
    raise Refusal(Problem(code="replay.no-version", values=(("version", version), ("source", source))))


def _mappings(reader: Reader) -> Iterator[tuple[int, Entry]]:
    for seq, data in reader.entries():
        if b'"kind":"activated"' in data:
            entry = decode(data)
            if entry["what"] == "mapping" and "source" in entry:
                yield seq, entry
