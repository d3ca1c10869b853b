"""How far others hold the log, and whether what they do not hold yet has waited too long.

What counts is the oldest entry that no anchor holds: a log that says nothing new may rest as long as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from adapter.core.entries import decode
from adapter.settings import Settings
from adapter.store import Reader

HOUR_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Entries that no anchor holds."""

    held: int  #: entries that some anchor holds, of those that are looked at
    waited_s: float  #: since the oldest other one was recorded; 0 when there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """That they have waited longer than the settings allow."""

    waited_s: float
    limit_s: float

    def values(self) -> dict[str, str]:
        """Give what its texts name: hours, with one decimal."""
        return {"waited": f"{self.waited_s / HOUR_S:.1f}", "limit": f"{self.limit_s / HOUR_S:.1f}"}


def look(reader: Reader, now: datetime) -> Waiting:
    """Look how far the entries that a reader sees are held elsewhere."""
    held = min(reader.anchored_size(), reader.size())
    for _, data in reader.entries(held, held + 1):
        at = datetime.fromisoformat(str(decode(data)["at"]))
        return Waiting(held=held, waited_s=max(0.0, (now - at).total_seconds()))
    return Waiting(held=held, waited_s=0.0)


def late(reader: Reader, settings: Settings, now: datetime) -> Late | None:
    """Tell whether entries have waited too long to be held elsewhere; None without anchors, or without a limit."""
    limit_s = settings.checkpoints.anchor_limit_s
    if not settings.anchors or not limit_s:
        return None
    waited_s = look(reader, now).waited_s
    return Late(waited_s=waited_s, limit_s=limit_s) if waited_s > limit_s else None
