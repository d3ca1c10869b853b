"""What verification has found: problems that name the entry, so many of them at most."""

from __future__ import annotations

from adapter.core.entries import EntryRefused
from adapter.core.problems import Problem

LISTED = 1000
"""So many findings are listed; the rest is counted."""


class Findings:
    """Collects findings."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._more = 0

    def add(self, code: str, **values: object) -> None:
        """Add one finding."""
        if len(self._found) == LISTED:
            self._more += 1
            return
        told = tuple((name, str(value)) for name, value in values.items())
        self._found.append(Problem(code=code, values=told))

    def refused(self, seq: int, refused: EntryRefused) -> None:
        """Add that an entry is none."""
        self.add(refused.code, seq=seq, **refused.values)

    def all(self) -> tuple[Problem, ...]:
        """Give what was found, in the order in which it was found."""
        more = (Problem(code="verify.more", values=(("count", str(self._more)),)),) if self._more else ()
        return (*self._found, *more)
