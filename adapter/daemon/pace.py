"""When a source is asked next: evenly, never in step with others, and less and less often while it is away."""

from __future__ import annotations

from random import Random

EVENLY = 0.1
"""So much of an interval its length may vary, so that many sources are not asked at the same moment."""

LONGEST_WAITS = 15
LONGEST_S = 900
"""While a source is away it is asked at least once in so many intervals, and at least once in so many seconds."""

LONGEST_PAUSE_S = 3600
"""A pause that the source itself asks for is kept up to here."""


class Pace:
    """The pace of one source; `every_s` seconds lie between two rounds while all is well."""

    def __init__(self, every_s: float, dice: Random) -> None:
        self._every_s = every_s
        self._dice = dice
        self._failed = 0
        self._pause_s = 0.0

    @property
    def in_a_row(self) -> int:
        """Count the rounds that broke off one after the other, up to now."""
        return self._failed

    def went_well(self) -> None:
        """Note a round that came to its end."""
        self._failed, self._pause_s = 0, 0.0

    def failed(self, retry_after_s: int | None = None) -> None:
        """Note a round that broke off; the source may have asked for a pause."""
        self._failed += 1
        self._pause_s = min(float(retry_after_s or 0), LONGEST_PAUSE_S)

    def next_s(self) -> float:
        """Give how long to wait before the next round, in seconds."""
        if not self._failed:
            return self._every_s * self._dice.uniform(1 - EVENLY, 1 + EVENLY)
        longest = min(self._every_s * LONGEST_WAITS, max(LONGEST_S, self._every_s))
        doubled = min(self._every_s * 2.0 ** min(self._failed, 30), longest)
        return max(self._pause_s, doubled * self._dice.uniform(0.5, 1.0))
