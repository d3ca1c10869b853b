"""Patterns: RE2 with exactly one capture, in bounded time and memory. The loose types of `re2` end here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import re2

_MEMORY_BYTES = 1 << 20


class PatternRefused(Exception):  # noqa: N818 - named for what it tells
    """Something that is no pattern of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A compiled pattern."""

    text: str
    _match: Callable[[str], Any] = field(repr=False, compare=False)

    def capture(self, text: str) -> str | None:
        """Give what the one group captures when the pattern matches the whole text; None when it does not."""
        found = self._match(text)
        captured = None if found is None else found.group(1)
        return None if captured is None else str(captured)

    def covers(self, text: str) -> bool:
        """Tell whether the pattern matches the whole text."""
        return self._match(text) is not None


def compile_pattern(text: str, captures: int = 1) -> Pattern:
    """Compile a pattern. Raises `PatternRefused` when it is none, too large, or has another number of captures."""
    options = re2.Options()
    options.max_mem = _MEMORY_BYTES
    options.log_errors = False
    try:
        compiled = re2.compile(text, options)
        groups = int(compiled.groups)
    except re2.error:
        groups = -1
    if groups != captures:
        raise PatternRefused
    return Pattern(text=text, _match=compiled.fullmatch)
