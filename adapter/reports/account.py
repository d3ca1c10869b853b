"""The account: what became of every document a source has issued, against the source's own register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from adapter.core.entries import decode
from adapter.core.ledger import Cycle, Document, Held
from adapter.reports import unmatched, withheld
from adapter.store import Reader

DOCUMENTS = "documents"
"""The stream that the account is about: events are no documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Documents by verdict, at a position of the log."""

    tasks: int  #: documents in scope that assign tasks
    no_task: int  #: documents in scope that assign none
    out_of_scope: int
    raised: int  #: known once, then raised to secret: nothing of them is kept
    purged: int  #: known once, then purged by a person's order
    held: int  #: references in quarantine whose document is not known otherwise
    held_changes: int  #: references in quarantine that would change a document counted above
    rejected: int  #: references of which a person has ruled that they are not taken; no change of a document above
    withheld: int | None  #: marked secret; None when counts are switched off somewhere
    recalled: int  #: of those in scope or out of it, how many stand recalled
    held_by_reason: Mapping[str, int]
    register_numbers: int | None  #: numbers of the ordinary series in the source's own register
    register_apart: int | None  #: numbers of its other series
    unmatched: tuple[str, ...]  #: numbers of the register that no document here bears, newest first

    @property
    def accounted(self) -> int | None:
        """Add up every verdict; None when the withheld ones are not counted."""
        if self.withheld is None:
            return None
        gone = self.raised + self.purged + self.rejected
        return self.tasks + self.no_task + self.out_of_scope + gone + self.held + self.withheld

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


def take(reader: Reader) -> Account:
    """Take the account of all sources at the reader's position."""
    verdicts: Counter[str] = Counter()
    recalled = 0
    for document in reader.rows(Document):
        verdicts[_verdict(document)] += 1
        recalled += document.state == "recalled"
    items = reader.rows(Held, stream=DOCUMENTS)
    held = [item for item in items if item.rejected is None]
    rejected = [item for item in items if item.rejected is not None and not _changes_known(reader, item)]
    changes = sum(_changes_known(reader, item) for item in held)
    register = _registers(reader)
    nameless = [one for cycle in reader.rows(Cycle, stream=DOCUMENTS) for one in unmatched.of_cycle(reader, cycle)]
    return Account(
        tasks=verdicts["tasks"],
        no_task=verdicts["no-task"],
        out_of_scope=verdicts["out-of-scope"],
        raised=verdicts["raised"],
        purged=verdicts["purged"],
        held=len(held) - changes,
        held_changes=changes,
        rejected=len(rejected),
        withheld=_withheld(reader),
        recalled=recalled,
        held_by_reason=dict(sorted(Counter(item.reason for item in held).items())),
        register_numbers=register.get("numbers"),
        register_apart=register.get("apart"),
        unmatched=tuple(one.name for one in nameless),
    )


def _verdict(document: Document) -> str:
    if document.is_gone:
        return document.state
    if document.scope == "out":
        return "out-of-scope"
    return "tasks" if document.tasks else "no-task"


def _changes_known(reader: Reader, item: Held) -> bool:
    """Tell whether a held reference is about a document that has its verdict already."""
    if item.reason.startswith("document."):
        return True
    named = reader.text(item.reference)
    return named is not None and reader.lookup("belongs", item.source, item.stream, named["reference"]) is not None


def cycles_of_documents(reader: Reader) -> list[dict[str, object]]:
    """Give the cycles over documents, in order."""
    found = [decode(data) for _, data in reader.entries() if b'"kind":"cycle"' in data]
    return [entry for entry in found if entry["stream"] == DOCUMENTS]


def _withheld(reader: Reader) -> int | None:
    """Add up the days of all sources; None when one of them does not count them."""
    of_source: dict[object, list[dict[str, object]]] = {}
    for entry in cycles_of_documents(reader):
        of_source.setdefault(entry["source"], []).append(entry)
    counted = [withheld.by_day(cycles) for cycles in of_source.values()]
    return None if None in counted else sum(sum(days.values()) for days in counted if days)


def _registers(reader: Reader) -> Counter[str]:
    """Add up the newest register count of every source."""
    newest = {(entry["source"], entry["stream"]): entry.get("register") for entry in cycles_of_documents(reader)}
    total: Counter[str] = Counter()
    for register in newest.values():
        if isinstance(register, dict):
            total.update(register)
    return total
