"""Numbers of a source's own register that no document here bears (`sync.register` finds them)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from adapter.core.ledger import Cycle
from adapter.store import Reader
from adapter.wire import RegisterEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """Numbers of the register that no document here bears."""

    entries: tuple[RegisterEntry, ...]
    illegible: int  #: held references whose number cannot be read: so many of them may be explained by these

    @property
    def missing(self) -> int:
        """Count the documents that must be missing, whichever they are."""
        return max(0, len(self.entries) - self.illegible)


def of_cycle(reader: Reader, cycle: Cycle) -> Unmatched:
    """Read the unmatched numbers of a cycle; none where it names none, or they were erased."""
    texts = reader.text(cycle.unmatched) if cycle.unmatched else None
    if texts is None:
        return Unmatched(entries=(), illegible=0)
    entries = tuple(
        RegisterEntry(number=number, notation=notation, issued_on=date.fromisoformat(issued_on))
        for number, notation, issued_on in json.loads(texts["numbers"])
    )
    return Unmatched(entries=entries, illegible=int(texts["illegible"]))
