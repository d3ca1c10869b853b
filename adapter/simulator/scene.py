"""Where and when a document is written, and what the months before have left behind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random

from adapter.simulator import kinds
from adapter.simulator.agencies import Agencies, Valid
from adapter.simulator.moments import DAY_S, moment
from adapter.simulator.shapes import Document, Kind, Named, Reference

OFFICE_OPENS_S, OFFICE_CLOSES_S = 7 * 3600 + 1800, 17 * 3600
BATCH_S = 900
"""Clerks enter documents in batches: many share one moment."""


@dataclass(slots=True)
class Carry:
    """What one month hands to the next; rebuilt by making the months again from the first."""

    start: date
    scale: float
    numbers_from: int = 0
    numbers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    owed: Counter[str] = field(default_factory=Counter)  #: plan → documents due, in thousandths
    subjects: set[str] = field(default_factory=set)
    keys: set[tuple[str, str, date]] = field(default_factory=set)
    plain: list[Document] = field(default_factory=list)  #: open, of the province, one version: may be taken back
    closed: list[Document] = field(default_factory=list)  #: never open: taking them back means nothing

    def number(self, issuer: str, kind: Kind, day: date, *, apart: bool) -> int:
        """Take the next number of a series; classified documents have series of their own (Decree 30 art. 15)."""
        series = (issuer, f"{kind.code}{' mật' if apart else ''}", day.year)
        if series not in self.numbers:
            yearly = 25 if apart or not issuer.startswith("Ủy ban") else kinds.BEFORE.get(kind.code, 10)
            before = yearly * (self.start.month - 1) / 12 * self.scale if day.year == self.start.year else 0
            self.numbers[series] = self.numbers_from + int(before)
        self.numbers[series] += 1
        return self.numbers[series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One working day on which one document is written."""

    rng: Random
    day: date
    agencies: Agencies
    carry: Carry

    @property
    def valid(self) -> Valid:
        """The bodies of the day."""
        return self.agencies.on(self.day)

    def entered_at(self, days_later: int = 0) -> int:
        """Choose when the clerk enters the document."""
        rng = self.rng
        second = rng.randint(OFFICE_OPENS_S, OFFICE_CLOSES_S)
        if rng.random() < 0.4:  # noqa: PLR2004 - two of five come in batches
            second -= second % BATCH_S
        if rng.random() < 0.12:  # noqa: PLR2004 - some wait for the next day
            days_later += 1
        return moment(self.day, second) + days_later * DAY_S

    def id(self) -> str:
        """Make up a technical id."""
        digits = f"{self.rng.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def reference(document: Document) -> Reference:
    """Refer to a document."""
    return Reference(
        id=document.id,
        number=document.number,
        notation=document.notation,
        issued_on=document.issued_on,
        issuer=Named(name=document.issuer),
    )
