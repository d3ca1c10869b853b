"""How the service deals with standings it is told: obediently, or in one of the ways seen in the field (FACTS §9)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

OBEYS, REFUSES = "obeys", "refuses"

NAMES = (OBEYS, "forgets", "loses", "late", "code", "fault", REFUSES)
"""`forgets`: says yes and applies nothing. `loses`: applies, and its answer never arrives whole. `late`: applies, and
answers long after. `code`: an error code inside HTTP 200. `fault`: a SOAP Fault. `refuses`: one assignment for good."""

EVERY = 3
"""Every so many calls a misbehaviour shows, unless said otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way to misbehave."""

    name: str
    every: int = EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How one running service behaves."""

    modes: tuple[Mode, ...] = ()
    late_s: float = 3.0

    def of_call(self, state: sqlite3.Connection, place: tuple[str, ...]) -> str:
        """Choose how the next call is dealt with; counted over the journal, so that a restart changes nothing."""
        if any(mode.name == REFUSES for mode in self.modes) and _is_refused(state, place):
            return REFUSES
        (before,) = state.execute("SELECT count(*) FROM call").fetchone()
        due = [mode for mode in self.modes if mode.name not in (OBEYS, REFUSES) and (before + 1) % mode.every == 0]
        return due[before % len(due)].name if due else OBEYS


def read(written: str) -> Mode:
    """Read `NAME` or `NAME:EVERY`. Raises ValueError."""
    name, _, every = written.partition(":")
    if name not in NAMES or (every and not (every.isdecimal() and int(every) > 0)):
        raise ValueError(written)
    return Mode(name=name, every=int(every) if every else EVERY)


def _is_refused(state: sqlite3.Connection, place: tuple[str, ...]) -> bool:
    """Tell whether this is the one assignment that is refused: the first one ever asked for."""
    name = "\n".join(place)
    state.execute("INSERT OR IGNORE INTO meta VALUES ('refused', ?)", (name,))
    (chosen,) = state.execute("SELECT value FROM meta WHERE key = 'refused'").fetchone()
    return bool(chosen == name)
