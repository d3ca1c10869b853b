"""What stands beside figures and changes none: edits without a document, objections, and what is in quarantine.

Pure queries at a position. Which deadline counts is the newest, as everywhere; every former one is told of here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

from adapter.core.ledger import Assignment, Edit, Evidence
from adapter.core.organisations import Directory
from adapter.core.standing import day_of, led_by
from adapter.reports import directory as directories
from adapter.reports import figures, quarantine
from adapter.reports.figures import Period
from adapter.reports.quarantine import Size
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One change at the source that no document has said."""

    assignment: str  #: handle
    lead: str  #: name of the agency that leads
    what: str  #: `due_on`, `lead`, `coordinating`, `content`, `dropped`
    #: ISO day, perhaps with the hour, names, or the text; empty where there was none, or it was erased
    former: str = field(repr=False)
    now: str = field(repr=False)  #: the same
    seen_at: str  #: moment at which it was seen, UTC
    entry: int  #: the entry that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """One objection; it changes nothing."""

    assignment: str  #: handle
    lead: str  #: name of the agency that leads
    agency: str  #: name of the agency that objects
    on: str  #: ISO day
    why: str = field(repr=False)  #: empty once erased
    by: str  #: who recorded it; empty where the source told of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside one assignment, or beside a period's."""

    edits: tuple[Edited, ...]
    objections: tuple[Objected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions(Beside):
    """What stands beside the figures of a period."""

    quarantine: Size
    objecting: frozenset[str]  #: ids of the agencies for which an assignment with an objection counts


def of_assignment(reader: Reader, assignment: str) -> Beside:
    """Give what stands beside one assignment, texts included."""
    row = reader.row(Assignment, assignment)
    lead = row.lead if row else ""
    evidence = reader.rows(Evidence, assignment=assignment)
    if row is not None:
        lead, _ = led_by(row, evidence, date.max)
    told = _Telling(reader=reader, directory=directories.in_force(reader), texts=True)
    edits = sorted(reader.rows(Edit, assignment=assignment), key=lambda edit: int(edit.edit))
    objections = [one for one in evidence if one.what == "objected"]
    return Beside(
        edits=tuple(told.edit(one, lead) for one in edits),
        objections=tuple(told.objections(objections, {assignment: lead})),
    )


def of_period(reader: Reader, period: Period) -> Exceptions:
    """Give what stands beside the figures of a period: of its assignments, whenever it was seen."""
    edits = reader.rows(Edit)
    objections = reader.rows(Evidence, what="objected")
    objections = [one for one in objections if day_of(one) <= period.until]
    wanted = {one.assignment for one in edits} | {one.assignment for one in objections}
    leads: dict[str, str] = {}
    if wanted:
        days = figures.due_soon_days(reader)
        found = figures.members(reader, period, days, only=wanted)
        leads = {one.assignment: one.lead for one in found if one.leads}
    told = _Telling(reader=reader, directory=directories.in_force(reader), texts=False)
    of_period_ = [one for one in edits if one.assignment in leads]
    objected = [one for one in objections if one.assignment in leads]
    return Exceptions(
        edits=tuple(told.edit(one, leads[one.assignment]) for one in sorted(of_period_, key=lambda one: int(one.edit))),
        objections=tuple(told.objections(objected, leads)),
        quarantine=quarantine.size(reader),
        objecting=frozenset(leads[one.assignment] for one in objected),
    )


def to_data(told: Exceptions) -> dict[str, object]:
    """Give what stands beside figures as JSON values."""
    found = asdict(told)
    return found | {"objecting": sorted(told.objecting)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    reader: Reader
    directory: Directory | None
    texts: bool  #: with what payloads say

    def name(self, agency: str) -> str:
        return directories.name_of(self.directory, agency)

    def edit(self, row: Edit, lead: str) -> Edited:
        former, now = (", ".join(map(self.name, ids)) for ids in (row.former, row.now))
        if row.what == "due_on":
            # With the hour, where that is another one.
            days = ((row.former_due_on, row.former), (row.due_on, row.now))
            former, now = (" ".join([*([day.isoformat()] if day else []), *hour]) for day, hour in days)
        if row.what == "content" and self.texts:
            former, now = self._content(row.former_texts), self._content(row.texts)
        return Edited(
            assignment=row.assignment,
            lead=self.name(lead),
            what=row.what,
            former=former,
            now=now,
            seen_at=row.seen_at,
            entry=int(row.edit),
        )

    def _content(self, commitment: str | None) -> str:
        return (self.reader.text(commitment) or {}).get("content", "") if commitment else ""

    def objections(self, rows: list[Evidence], leads: dict[str, str]) -> Iterator[Objected]:
        for one in sorted(rows, key=lambda one: (one.happened_at, one.assignment, one.message, one.part)):
            texts = (self.reader.text(one.texts) or {}) if self.texts and one.texts else {}
            yield Objected(
                assignment=one.assignment,
                lead=self.name(leads[one.assignment]),
                agency=self.name(one.agency or leads[one.assignment]),
                on=day_of(one).isoformat(),
                why=texts.get("reason", ""),
                by=texts.get("actor", ""),
            )
