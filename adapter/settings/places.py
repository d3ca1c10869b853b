"""Where a key stands in a settings file. TOML parsers give no positions for values that parse (FACTS §8)."""

from __future__ import annotations

import re


def line_of(text: str, path: list[str]) -> int:
    """Find the line of a key in TOML text, as far as its tables are written as `[a.b]` headers; 0 when not found.

    TOML parsers give no positions for values that parse (FACTS §8), so this looks for the longest header first.
    """
    lines = text.splitlines()
    for cut in range(len(path), -1, -1):
        start = _header_line(lines, path[:cut])
        if start is None:
            continue
        if cut == len(path):
            return start
        for number in range(start, len(lines)):
            if number >= start and lines[number].lstrip().startswith("["):
                break
            if re.match(rf"\s*[\"']?{re.escape(path[cut])}[\"']?\s*[=.]", lines[number]):
                return number + 1
        if start:
            return start
    return 0


def _header_line(lines: list[str], path: list[str]) -> int | None:
    """Give the 1-based line of a table header; 0 for the top of the file."""
    if not path:
        return 0
    for number, line in enumerate(lines, start=1):
        if line.split("#")[0].strip().replace('"', "").replace(" ", "") == f"[{'.'.join(path)}]":
            return number
    return None
