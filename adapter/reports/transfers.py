"""What an agency leads at a cut-over, and to whom it might go: for a person who rules, never done by itself.

The obligations of a body that ends pass to nobody by themselves (FACTS §4). What may be transferred is what the agency
leads on the day by all that stands, was assigned before it, and was open at the end of the day before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from adapter.core.ledger import Assignment, Document
from adapter.core.organisations import Directory
from adapter.core.standing import judge, led_by, over
from adapter.reports.outbox import of_assignments
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One body that is gone on a day and leads assignments still."""

    agency: str  #: its id
    assignments: tuple[str, ...]  #: handles
    successors: tuple[str, ...]  #: ids of those who are there on the day
    unknown: tuple[str, ...]  #: successors that the directory does not know
    only: str | None  #: id of the successor, where it has no other, be that one gone or unknown


def open_at(reader: Reader, on: date) -> dict[str, list[Assignment]]:
    """Give the assignments that may be transferred on a day, by the id of the agency that leads them then."""
    documents = {row.document for row in reader.rows(Document) if not row.is_gone and row.issued_on < on}
    evidence = of_assignments(reader)
    found: dict[str, list[Assignment]] = defaultdict(list)
    for row in reader.rows(Assignment, state="open"):
        if row.document not in documents:
            continue
        said = evidence[row.assignment]
        if not over(judge(row, said, on - timedelta(days=1))):
            found[led_by(row, said, on)[0]].append(row)
    return found


def suggested(reader: Reader, directory: Directory, on: date) -> list[Suggestion]:
    """Give every body that is no longer there on a day and leads open assignments, with who came after it."""
    found = []
    for agency, rows in sorted(open_at(reader, on).items()):
        body = directory.get(agency)
        if body is None or body.valid_to is None or body.valid_to >= on:
            continue
        told = directory.successors(agency)
        heirs = tuple(one for one in told.ids if (heir := directory.get(one)) is not None and heir.valid(on))
        handles = tuple(row.assignment for row in rows)
        only = heirs[0] if heirs and not told.are_several else None
        suggestion = Suggestion(agency=agency, assignments=handles, successors=heirs, unknown=told.unknown, only=only)
        found.append(suggestion)
    return found
