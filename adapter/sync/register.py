"""The source's own register of issued numbers against what is known here: which numbers nobody can account for.

Every number of the ordinary series should belong to a document of the ledger, or to one that was withheld or held.
Of the latter two the number is looked at in memory while they pass, and forgotten. A number that is new in the
register and belongs to none of these is *unmatched*: its document is missing in the listing, or nobody could read its
number. Unmatched numbers are kept as an erasable payload of the `cycle` entry until a document explains them; whether
any document is missing is told by the account, which counts. Beside them stand numbers that the register has twice
within a year, and numbers that its series lack.

Which numbers were in the register before is known by keyed look-ups of all of them alike, so that nothing about a
single document follows from one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from adapter.core import series
from adapter.core.decide.writing import KNOWN
from adapter.core.facts import plain_number
from adapter.core.interpret import Numbered
from adapter.core.ledger import Cycle
from adapter.reports import unmatched
from adapter.reports.unmatched import Findings, Unmatched
from adapter.store import Writer
from adapter.wire import RegisterCount, RegisterEntry

MOST = 1_000
"""So many gaps, and so many numbers that stand twice, are kept of one cycle: a payload is no second register."""


def look(
    writer: Writer, place: tuple[str, str], register: RegisterCount, legible: Iterable[Numbered] | None, today: date
) -> Findings:
    """Look the register through; nothing when the source does not name its numbers.

    `legible` gives the numbers of what was withheld or held in this cycle; None where the withheld are not counted, so
    that a number that no document bears means nothing.
    """
    if len(register.entries) != register.numbers:
        return Findings()
    same = series.several((unmatched.within(one), one) for one in register.entries).values()
    return Findings(
        numbers=() if legible is None else match(writer, place, register, legible, today),
        twice=tuple(one for those in same for one in those if not _is_gone(writer, place[0], one))[:MOST],
        gaps=series.gaps(register.entries)[:MOST],
    )


def by_month(register: RegisterCount) -> dict[date, int] | None:
    """Count the numbers of the ordinary series by the month of their issue; None when the source does not name them."""
    if len(register.entries) != register.numbers:
        return None
    return dict(sorted(Counter(one.issued_on.replace(day=1) for one in register.entries).items()))


def match(
    writer: Writer, place: tuple[str, str], register: RegisterCount, legible: Iterable[Numbered], today: date
) -> tuple[Unmatched, ...]:
    """Compare the register with the ledger, number by number.

    What the register counts apart has to be told, or every withheld document would look missing.
    """
    if register.apart is None:
        return ()
    source, _ = place
    explained = list(legible)
    former = unmatched.findings(writer, writer.row(Cycle, *place)).numbers
    new = [Unmatched(entry=entry, since=today) for entry in _new(writer, source, register.entries)]
    return tuple(
        one
        for one in (*former, *new)
        if writer.lookup("numbered", source, *unmatched.key_of(one.entry)) is None
        and not _is_gone(writer, source, one.entry)
        and not any(_explains(number, one.entry) for number in explained)
    )


def _is_gone(writer: Writer, source: str, entry: RegisterEntry) -> bool:
    """Tell whether a number is that of a document that was raised or purged: it is written down nowhere any more."""
    return writer.buried("numbered", source, *unmatched.key_of(entry)) is not None


def _new(writer: Writer, source: str, entries: Iterable[RegisterEntry]) -> Iterable[RegisterEntry]:
    """Give the numbers that were not in the register before, and remember them."""
    for entry in entries:
        kept = ("register", source, *unmatched.key_of(entry))
        if writer.lookup(*kept) is None:
            writer.remember(KNOWN, *kept)
            yield entry


def _explains(number: Numbered, entry: RegisterEntry) -> bool:
    same = (plain_number(number.number), number.notation) == (plain_number(entry.number), entry.notation)
    return same and number.issued_on in (None, entry.issued_on)
