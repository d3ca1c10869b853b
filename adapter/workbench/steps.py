"""A path taken apart into its steps, as far as lint has to look into it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECES = re.compile(r"(?P<slash>//?)|(?P<step>(?:[^/\[]|\[(?:'[^']*'|\"[^\"]*\"|[^\]'\"])*\])+)")
_POSITION = re.compile(r"\[\s*[0-9]+\s*\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step."""

    name: str  #: without its test, e.g. `q:Task`, `..`, `@id`
    column: int  #: 0-based
    deep: bool  #: reached by `//`
    absolute: bool  #: the first one, after a slash
    numbered: bool  #: with a position: `[2]`

    @property
    def is_name(self) -> bool:
        """Tell whether it leads to a child."""
        return self.name not in (".", "..") and not self.name.startswith("@")


def steps_of(path: str) -> tuple[Step, ...]:
    """Take a path apart."""
    found: list[Step] = []
    slash = ""
    for piece in _PIECES.finditer(path):
        if piece["slash"]:
            slash = piece["slash"]
            continue
        name = piece["step"].split("[")[0].strip()
        found.append(
            Step(
                name=name,
                column=piece.start(),
                deep=slash == "//",
                absolute=bool(slash) and not found,
                numbered=bool(_POSITION.search(piece["step"])),
            )
        )
        slash = ""
    return tuple(found)


def plain_steps(path: str) -> tuple[str, ...] | None:
    """Give the names of a path of children alone; None when it is anything else."""
    steps = [one for one in steps_of(path) if one.name != "."]
    if any(one.deep or one.absolute or not one.is_name or "[" in path for one in steps):
        return None
    return tuple(one.name for one in steps)
