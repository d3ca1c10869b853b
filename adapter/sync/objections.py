"""What an agency objects to, recorded by a person beside the assignment; no standing, figure or push is other for it.

A source that tells of objections itself says so by its mapping (`objected`); this is for those that come on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adapter.core.ledger import Assignment, Document, Evidence
from adapter.core.problems import Problem
from adapter.core.standing import transferred_to
from adapter.store import Reader
from adapter.sync.declined import Declined


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What is to be recorded."""

    assignment: Assignment
    agency: str  #: id of the agency that objects
    on: date  #: the day on which it said so


def refuse_unfit(reader: Reader, wanted: Objection, reason: str, today: date) -> None:
    """Raise Declined for an objection that says nothing, is not theirs to make, or of a day that does not fit."""
    row = wanted.assignment
    values = (("handle", row.assignment[:8]), ("agency", wanted.agency), ("day", wanted.on.isoformat()))
    if not reason.strip():
        raise Declined(Problem(code="objection.needs-reason", values=values))
    leads = {row.lead, *transferred_to(reader.rows(Evidence, assignment=row.assignment))}
    if wanted.agency not in leads | set(row.coordinating):
        raise Declined(Problem(code="objection.not-theirs", values=values))
    document = reader.row(Document, row.document)
    if wanted.on > today or (document is not None and wanted.on < document.issued_on):
        raise Declined(Problem(code="objection.day", values=values))
