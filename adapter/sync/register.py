"""The source's own register of issued numbers against what is known here: which numbers nobody can account for.

Every number of the ordinary series should belong to a document of the ledger, or to one that was withheld or held.
Of the latter two the number is looked at in memory while they pass, and forgotten. A number that is new in the
register and belongs to none of these is *unmatched*: its document is missing in the listing, or is one of those held
whose number nobody can read. Unmatched numbers are kept as an erasable payload of the `cycle` entry until a document
explains them.

Which numbers were in the register before is known by keyed look-ups of all of them alike, so that nothing about a
single document follows from one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from adapter.core.decide.writing import KNOWN
from adapter.core.facts import numbered, plain_number
from adapter.core.interpret import Numbered
from adapter.core.ledger import Cycle, Held
from adapter.reports import unmatched
from adapter.store import Reader, Writer
from adapter.wire import RegisterCount, RegisterEntry


def match(
    writer: Writer, place: tuple[str, str], register: RegisterCount, legible: dict[str, Numbered]
) -> unmatched.Unmatched | None:
    """Compare the register with the ledger; None when the source does not tell enough to do so.

    `legible` gives the numbers of what was withheld or held in this cycle, by reference. What the register counts
    apart has to be told, or every withheld document would look missing.
    """
    if register.apart is None or len(register.entries) != register.numbers:
        return None
    source, _ = place
    explained = list(legible.values())
    candidates = [*_former(writer, place), *_new(writer, source, register.entries)]
    entries = tuple(
        one
        for one in dict.fromkeys(candidates)
        if writer.lookup("numbered", source, *numbered(one.number, one.notation, one.issued_on)) is None
        and not any(_explains(number, one) for number in explained)
    )
    return unmatched.Unmatched(entries=entries, illegible=_illegible(writer, place, legible))


def to_text(found: unmatched.Unmatched) -> bytes:
    """Write unmatched numbers as a payload."""
    told = [[one.number, one.notation, one.issued_on.isoformat()] for one in found.entries]
    texts = {"illegible": str(found.illegible), "numbers": json.dumps(told, ensure_ascii=False)}
    return json.dumps(texts, ensure_ascii=False).encode()


def _former(reader: Reader, place: tuple[str, str]) -> Iterable[RegisterEntry]:
    last = reader.row(Cycle, *place)
    return unmatched.of_cycle(reader, last).entries if last else ()


def _new(writer: Writer, source: str, entries: Iterable[RegisterEntry]) -> Iterable[RegisterEntry]:
    """Give the numbers that were not in the register before, and remember them."""
    for one in entries:
        kept = ("register", source, *numbered(one.number, one.notation, one.issued_on))
        if writer.lookup(*kept) is None:
            writer.remember(KNOWN, *kept)
            yield one


def _explains(number: Numbered, entry: RegisterEntry) -> bool:
    same = (plain_number(number.number), number.notation) == (plain_number(entry.number), entry.notation)
    return same and number.issued_on in (None, entry.issued_on)


def _illegible(reader: Reader, place: tuple[str, str], legible: dict[str, Numbered]) -> int:
    """Count held references of documents not known otherwise whose number was not read in this cycle."""
    source, stream = place
    count = 0
    for item in reader.rows(Held, source=source, stream=stream):
        reference = (reader.text(item.reference) or {}).get("reference", "")
        known = reader.lookup("belongs", source, stream, reference) is not None
        count += reference not in legible and not known
    return count
