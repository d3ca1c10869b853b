"""Passing open assignments on from one agency to another at a cut-over, because a document says so.

A ruling like the others: an entry for each assignment with who, why and the document; it states no result. Durable
order: all entries of one request are one transaction. Asked for once more it finds nothing that the former agency
still leads, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from adapter.core import dates
from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.core.ledger import Assignment
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.reports import transfers
from adapter.store import Reader, Writer
from adapter.sync.activate import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What is asked for."""

    lead: str  #: id of the agency that led until then
    new_lead: str  #: id of the agency that leads from then on
    on: date  #: the first day on which it does
    tasks: tuple[str, ...]  #: handles of assignments, or how they begin; empty for all that are open


def obstacle(directory: Directory, wanted: Transfer, today: date) -> Problem | None:
    """Name what keeps a transfer from being ruled, whatever stands in the ledger."""
    values = (("from", wanted.lead), ("to", wanted.new_lead), ("day", wanted.on.isoformat()))
    heir = directory.get(wanted.new_lead)
    if directory.get(wanted.lead) is None or heir is None:
        return Problem(code="transfer.unknown", values=values)
    if wanted.lead == wanted.new_lead:
        return Problem(code="transfer.same", values=values)
    if not heir.valid(wanted.on):
        return Problem(code="transfer.not-there", values=values)
    if wanted.on > today:
        return Problem(code="transfer.in-future", values=values)
    successors = directory.successors(wanted.lead)
    if successors.are_several and not wanted.tasks:
        return Problem(code="transfer.several", values=(*values, ("count", str(successors.count))))
    return None


def chosen(reader: Reader, wanted: Transfer) -> tuple[list[Assignment], list[Problem]]:
    """Give the assignments that a transfer is about, and what is wrong with those that are named."""
    found = transfers.open_at(reader, wanted.on).get(wanted.lead, [])
    if not wanted.tasks:
        return found, []
    rows: dict[str, Assignment] = {}
    problems: list[Problem] = []
    for handle in wanted.tasks:
        named = [row for row in found if row.assignment.startswith(handle)]
        if len(named) == 1:
            rows[named[0].assignment] = named[0]
        elif not _moved_already(reader, wanted, handle):
            problems.append(Problem(code="transfer.no-such-task", values=(("handle", handle), ("from", wanted.lead))))
    return list(rows.values()), problems


def _moved_already(reader: Reader, wanted: Transfer, handle: str) -> bool:
    """Tell whether an assignment that is named is led by the new agency on that day: then there is nothing to do."""
    now_led = transfers.open_at(reader, wanted.on).get(wanted.new_lead, [])
    return len([row for row in now_led if row.assignment.startswith(handle)]) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Who rules, when and by what."""

    note: dict[str, str]  #: `actor`, `reason`, `document`
    under: Sequence[int]  #: the directory that knows both agencies
    fresh: Fresh
    now: datetime

    @property
    def today(self) -> date:
        """Give the day in Vietnam."""
        return dates.day_of(self.now)


def carry_out(writer: Writer, wanted: Transfer, rows: Sequence[Assignment], ruling: Ruling) -> list[int]:
    """Append the ruling for each assignment; give the seqs."""
    drafts, payloads = [], []
    for row in rows:
        payload = seal(canonical(ruling.note), ruling.fresh.salt())
        payloads.append(payload)
        body = {
            "assignment": row.assignment,
            "lead": wanted.lead,
            "new_lead": wanted.new_lead,
            "note": payload.commitment,
            "on": wanted.on.isoformat(),
        }
        drafts.append(Draft(kind="reassigned", body=body))
    return writer.append(drafts, payloads, at=ruling.now, under=ruling.under)
