"""What stands out in the account of a source: each with its number, its day, and a code for what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.core.facts import plain_number
from adapter.core.series import gaps, several
from adapter.reports.latency import Measured
from adapter.reports.matrix import Borne, Matrix
from adapter.reports.unmatched import name_of

Kind = Literal[
    "missing", "missing-perhaps", "twice-in-register", "twice-borne", "not-in-register", "unentered", "late", "gap"
]
KINDS: tuple[Kind, ...] = (
    "missing", "missing-perhaps", "twice-in-register", "twice-borne", "not-in-register", "unentered", "late", "gap"
)  # fmt: skip
"""What may stand out, the most pressing first; what to do stands in the text `exception.KIND`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptional:
    """One thing that stands out."""

    kind: Kind
    source: str
    month: date | None  #: first day of the month it belongs to; None for a gap, which is of a year
    number: str  #: as people name it; of a gap the series with its first and last number
    on: date | None  #: day of issue
    document: str = ""  #: handle, where one of the ledger is meant
    seconds: int | None = None  #: with `late`, from issue to ledger


def of_matrix(
    taken: Matrix, borne: Sequence[Borne], measured: Iterable[Measured], late_s: int
) -> tuple[Exceptional, ...]:
    """List what stands out in a source, by kind and then by day; `late_s` is the latency beyond which one is late."""
    found = [
        *_missing(taken),
        *_twice(taken, borne),
        *(_about("not-in-register", one) for one in borne if not one.listed),
        # Where a task with a deadline is only in the text, the directive has it entered (5425/UBND-KGVX §1).
        *(_about("unentered", one) for one in borne if one.verdict == "no_task" and one.names_deadline),
        *_late(taken.source, borne, measured, late_s),
        *_gaps(taken, borne),
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.on or date.max, one.number)))


def _missing(taken: Matrix) -> Iterator[Exceptional]:
    """Name the numbers that no document bears, while anything is unexplained."""
    nameless, unread = taken.findings.numbers, max(0, taken.unread or 0)
    if len(nameless) <= unread:
        return
    for one in nameless:
        on = one.entry.issued_on
        kind: Kind = "missing-perhaps" if unread else "missing"
        yield Exceptional(kind=kind, source=taken.source, month=on.replace(day=1), number=one.name, on=on)


def _twice(taken: Matrix, borne: Iterable[Borne]) -> Iterator[Exceptional]:
    for one in taken.findings.twice:
        name = name_of(one.number, one.notation, one.issued_on)
        month = one.issued_on.replace(day=1)
        yield Exceptional(kind="twice-in-register", source=taken.source, month=month, number=name, on=one.issued_on)
    keyed = (
        ((one.issuer, plain_number(one.number), one.notation, one.issued_on.year), one) for one in borne if one.number
    )
    for same in several(keyed).values():
        yield from (_about("twice-borne", one) for one in same)


def _late(source: str, borne: Iterable[Borne], measured: Iterable[Measured], late_s: int) -> Iterator[Exceptional]:
    by_handle = {one.document: one for one in borne}
    for one in measured:
        if one.source == source and not one.older and one.seconds > late_s and one.document in by_handle:
            yield _about("late", by_handle[one.document], one.seconds)


def _gaps(taken: Matrix, borne: Iterable[Borne]) -> Iterator[Exceptional]:
    """Name what is lacking in the series: of the register, or of the documents where there is no register to ask."""
    found = taken.findings.gaps
    if taken.total.register_numbers is None:
        found = gaps(one for one in borne if one.number)
    for gap in found:
        numbers = str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"
        yield Exceptional(
            kind="gap", source=taken.source, month=None, number=f"{gap.series} {gap.year}: {numbers}", on=None
        )


def _about(kind: Kind, one: Borne, seconds: int | None = None) -> Exceptional:
    return Exceptional(
        kind=kind,
        source=one.source,
        month=one.month,
        number=name_of(one.number, one.notation, one.issued_on) if one.number else "",
        on=one.issued_on,
        document=one.document,
        seconds=seconds,
    )
