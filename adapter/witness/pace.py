"""How often somebody may ask: so many times at once, and so many times a second from then on."""

from __future__ import annotations

from collections import OrderedDict

ADDRESSES = 4096
"""So many askers are remembered; who asked longest ago is forgotten first."""


class Pace:
    """A bucket of requests for each asker, filled again as time passes."""

    def __init__(self, at_once: float, per_s: float) -> None:
        self._at_once, self._per_s = at_once, per_s
        self._askers: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, asker: str, now: float) -> bool:
        """Tell whether one more request is within the pace at a moment (monotonic seconds), and count it if so."""
        left, since = self._askers.pop(asker, (self._at_once, now))
        left = min(self._at_once, left + (now - since) * self._per_s)
        allowed = left >= 1
        self._askers[asker] = (left - allowed, now)
        if len(self._askers) > ADDRESSES:
            self._askers.popitem(last=False)
        return allowed
