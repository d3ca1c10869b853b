"""What lint finds: a problem, how it is known, and where it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from adapter.core.problems import Place, Problem

Level = Literal["file", "samples", "log"]
"""How a finding is known: from the file alone, from samples, from messages of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at."""

    level: Level
    weight: Literal["error", "warning"]  #: with an error the mapping does not load
    problem: Problem
    seen_at: Place | None = None  #: in a sample, where that is what shows it


def warning(code: str, place: Place, **values: str) -> Finding:
    """Note something that the file itself shows and that does not keep it from loading."""
    return Finding(
        level="file", weight="warning", problem=Problem(code=code, place=place, values=tuple(values.items()))
    )


def in_order(found: list[Finding]) -> list[Finding]:
    """Put findings in the order of the file, each once."""
    once = dict.fromkeys(found)
    return sorted(once, key=lambda one: (one.problem.place.line, one.problem.place.column, one.problem.code))
