"""Sources that were last listed to their end too long before what a report is about ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from adapter.core import dates
from adapter.core.entries import decode
from adapter.core.ledger import Cycle
from adapter.reports.account import DOCUMENTS
from adapter.reports.anchored import HOUR_S
from adapter.settings import Settings
from adapter.store import Reader

STALE = "forced.stale"
"""Why a pack is refused: a source was last listed too long before the cut-off …"""

NEVER = "forced.never-listed"
"""… or never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One such source."""

    source: str
    age_s: float | None  #: from its last complete listing to the moment that counts; None where there was none
    limit_s: float

    @property
    def code(self) -> str:
        """Give the code of its texts."""
        return NEVER if self.age_s is None else STALE

    def values(self) -> dict[str, str]:
        """Give what its texts name: hours, with one decimal."""
        if self.age_s is None:
            return {"source": self.source}
        return {"source": self.source, "age": f"{self.age_s / HOUR_S:.1f}", "limit": f"{self.limit_s / HOUR_S:.1f}"}


def found(reader: Reader, settings: Settings, until: date, now: datetime) -> list[Stale]:
    """Find them among the sources that are configured; what counts is the end of the cut-off day, or now if earlier.

    A report on a day that is over is not made stale by what has happened since.
    """
    limit_s = settings.report.stale_after_s
    if not limit_s or not reader.size():
        return []
    ends = min(now, datetime.combine(until + timedelta(days=1), time(), dates.VIETNAM))
    listed = {row.source: _at(reader, row.seq) for row in reader.rows(Cycle, stream=DOCUMENTS)}
    ages = {
        name: (ends - listed[name]).total_seconds() if name in listed else None for name in sorted(settings.sources)
    }
    return [
        Stale(source=name, age_s=age, limit_s=limit_s) for name, age in ages.items() if age is None or age > limit_s
    ]


def _at(reader: Reader, seq: int) -> datetime:
    ((_, data),) = reader.entries(seq, seq + 1)
    return datetime.fromisoformat(str(decode(data)["at"]))
