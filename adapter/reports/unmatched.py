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
    """A number of the register that no document here bears.

    Its document is missing in the listing, or is one of those withheld or held whose number nobody could read: which
    of the two, the account tells by counting.
    """

    entry: RegisterEntry
    since: date  #: the day of the cycle in which it was first seen

    @property
    def name(self) -> str:
        """Name it as people do: number, notation, day of issue."""
        return f"{self.entry.number}/{self.entry.notation} ({self.entry.issued_on:%d/%m/%Y})"


def of_cycle(reader: Reader, cycle: Cycle) -> tuple[Unmatched, ...]:
    """Read the unmatched numbers of a cycle, newest first; none where it names none, or they were erased."""
    return of_payload(reader, cycle.unmatched) if cycle.unmatched else ()


def of_payload(reader: Reader, commitment: str) -> tuple[Unmatched, ...]:
    """Read the unmatched numbers of a payload, newest first; none where they were erased."""
    texts = reader.text(commitment)
    found = [] if texts is None else [_read(*row) for row in json.loads(texts["numbers"])]
    return tuple(sorted(found, key=lambda one: (one.since, one.entry.issued_on), reverse=True))


def _read(number: str, notation: str, issued_on: str, since: str) -> Unmatched:
    entry = RegisterEntry(number=number, notation=notation, issued_on=date.fromisoformat(issued_on))
    return Unmatched(entry=entry, since=date.fromisoformat(since))


def to_text(found: tuple[Unmatched, ...]) -> bytes:
    """Write unmatched numbers as the payload of a cycle."""
    told = [
        [one.entry.number, one.entry.notation, one.entry.issued_on.isoformat(), one.since.isoformat()] for one in found
    ]
    return json.dumps({"numbers": json.dumps(told, ensure_ascii=False)}, ensure_ascii=False).encode()
