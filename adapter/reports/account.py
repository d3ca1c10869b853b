"""The account: what became of every document a source has issued, against the source's own register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from adapter.core.entries import decode
from adapter.core.ledger import Cycle, Document, Held, Message
from adapter.reports import unmatched, withheld
from adapter.store import Alike, Reader

DOCUMENTS = "documents"
"""The stream that the account is about: events are no documents."""

NOT_FETCHED = "peer."
"""Why something is held begins so where the source lists it and has not given it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Documents by verdict, at a position of the log."""

    tasks: int  #: documents in scope that assign tasks
    no_task: int  #: documents in scope that assign none
    out_of_scope: int
    raised: int  #: known once, then raised to secret: nothing of them is kept
    purged: int  #: known once, then purged by a person's order
    held: int  #: references in quarantine whose document is not known otherwise
    not_fetched: int  #: references that the source lists and has not given yet; they wait in quarantine, too
    held_changes: int  #: references in quarantine that would change a document counted above
    rejected: int  #: references of which a person has ruled that they are not taken; no change of a document above
    withheld: int | None  #: marked secret; None when counts are switched off somewhere
    recalled: int  #: of those in scope or out of it, how many stand recalled
    held_by_reason: Mapping[str, int]
    register_numbers: int | None  #: numbers of the ordinary series in the source's own register
    register_apart: int | None  #: numbers of its other series
    unmatched: tuple[str, ...]  #: numbers of the register that no document here bears, newest first

    @property
    def closed(self) -> int | None:
        """Add up what is not open to us; None when the withheld ones are not counted."""
        return None if self.withheld is None else self.withheld + self.held + self.not_fetched + self.rejected

    @property
    def accounted(self) -> int | None:
        """Add up every verdict; None when the withheld ones are not counted."""
        if self.closed is None:
            return None
        return self.tasks + self.no_task + self.out_of_scope + self.raised + self.purged + self.closed

    @property
    def difference(self) -> int | None:
        """Give what the register has more than the account; None when one of the two is not told."""
        if self.register_numbers is None or self.register_apart is None or self.accounted is None:
            return None
        return self.register_numbers + self.register_apart - self.accounted

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the numbers among which the missing documents are; none while the account closes.

        They are more than are missing where a withheld or held document's number could not be read.
        """
        return self.unmatched if (self.difference or 0) > 0 else ()


def to_data(taken: Account) -> dict[str, object]:
    """Give an account as JSON values, sums included."""
    told = asdict(taken) | {"accounted": taken.accounted, "difference": taken.difference}
    # Numbers that only nobody could read are nobody's business while the account closes.
    del told["unmatched"]
    return told | {"missing": list(taken.missing)}


def sources(reader: Reader) -> tuple[str, ...]:
    """Name the sources that the log knows documents of, or whose listing was gone through."""
    rows: list[Cycle | Held] = [*reader.rows(Cycle, stream=DOCUMENTS), *reader.rows(Held, stream=DOCUMENTS)]
    return tuple(sorted({row.source for row in rows} | set(sources_of(reader).values())))


def take(reader: Reader, source: str = "") -> Account:
    """Take the account of all sources at the reader's position, or of one."""
    only = {"source": source} if source else {}
    verdicts: Counter[str] = Counter()
    recalled = 0
    for alike in reader.documents_alike(DOCUMENTS, source):
        verdicts[verdict(alike)] += alike.count
        recalled += alike.count if alike.state == "recalled" else 0
    items = reader.rows(Held, stream=DOCUMENTS, **only)
    held = [item for item in items if item.rejected is None]
    standing = [item for item in held if not changes_known(reader, item)]
    waiting = sum(item.reason.startswith(NOT_FETCHED) for item in standing)
    rejected = [item for item in items if item.rejected is not None and not changes_known(reader, item)]
    cycles = reader.rows(Cycle, stream=DOCUMENTS, **only)
    nameless = [one for cycle in cycles for one in unmatched.of_cycle(reader, cycle)]
    return Account(
        tasks=verdicts["tasks"],
        no_task=verdicts["no_task"],
        out_of_scope=verdicts["out_of_scope"],
        raised=verdicts["raised"],
        purged=verdicts["purged"],
        held=len(standing) - waiting,
        not_fetched=waiting,
        held_changes=len(held) - len(standing),
        rejected=len(rejected),
        withheld=_withheld(reader, cycles),
        recalled=recalled,
        held_by_reason=dict(sorted(Counter(item.reason for item in held).items())),
        register_numbers=_sum([cycle.register_numbers for cycle in cycles]),
        register_apart=_sum([cycle.register_apart for cycle in cycles]),
        unmatched=tuple(one.name for one in nameless),
    )


VERDICTS = ("tasks", "no_task", "out_of_scope", "raised", "purged")
"""What became of a document that the ledger knows, by the names of `Account`."""

assert set(VERDICTS) <= {one.name for one in fields(Account)}  # noqa: S101 - our own reasoning


def sources_of(reader: Reader, source: str = "") -> dict[str, str]:
    """Say from which source each message about documents came; with `source` those of it alone."""
    narrowed = {"source": source} if source else {}
    return {row.message: row.source for row in reader.rows(Message, stream=DOCUMENTS, **narrowed)}


def verdict(document: Document | Alike) -> str:
    """Give the one verdict of a document of the ledger, or of several alike, of `VERDICTS`."""
    if document.state in VERDICTS:
        return document.state
    if document.scope == "out":
        return "out_of_scope"
    return "tasks" if document.tasks else "no_task"


def changes_known(reader: Reader, item: Held) -> bool:
    """Tell whether a held reference is about a document that has its verdict already."""
    if item.reason.startswith("document."):
        return True
    named = reader.text(item.reference)
    known = None if named is None else reader.lookup("belongs", item.source, item.stream, named["reference"])
    # A look-up knows no position of the log, a row does.
    return known is not None and reader.row(Document, known) is not None


def cycles_of_documents(reader: Reader, source: str) -> list[dict[str, object]]:
    """Give the cycles over a source's documents, in order, from the last one that went through the whole listing.

    That one counts everything anew; what was counted before it is of no use any more.
    """
    found: list[dict[str, object]] = []
    for _, data in reader.opened(Cycle, newest_first=True, source=source, stream=DOCUMENTS):
        found.append(decode(data))
        if "from" not in found[-1]:
            break
    return found[::-1]


def _withheld(reader: Reader, cycles: list[Cycle]) -> int | None:
    """Add up the days of some sources; None when one of them does not count them."""
    counted = [withheld.by_day(cycles_of_documents(reader, cycle.source)) for cycle in cycles]
    return None if None in counted else sum(sum(days.values()) for days in counted if days)


def _sum(counts: list[int | None]) -> int | None:
    """Add up what the registers of some sources have; None when none of them tells."""
    told = [count for count in counts if count is not None]
    return sum(told) if told else None
