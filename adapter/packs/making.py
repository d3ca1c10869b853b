"""A pack made from the log at a position: a pure function of what the statement names, and of what was erased since."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar, cast

from adapter.core import dates, notes
from adapter.core.entries import decode
from adapter.core.ledger import Activation, Assignment, Document, Row, Tables
from adapter.core.standing import judge
from adapter.core.text import collated
from adapter.messages import Language
from adapter.packs import exceptions, former, own
from adapter.packs.model import Assigned, Band, Evidence, Former, InForce, Month, Pack, Timing
from adapter.packs.statement import Forced, Statement
from adapter.reports import account, accounted, cells, figures, identity, quarantine, unfinished
from adapter.reports.accounted import PeriodAccount
from adapter.reports.columns import OUT
from adapter.reports.figures import LATENESS, Member, Period, Report
from adapter.reports.outbox import of_assignments
from adapter.reports.tasks import ERASED
from adapter.store import Reader
from adapter.store.checkpoints import StoredCheckpoint

MONTHS = 12
"""So many months a trend goes back."""

BANDS = (1, 6, 11, 31, 91)
"""First days of the bands of lateness; the last has no bound."""

R = TypeVar("R", bound=Row)

Step = Callable[[int], None]
"""Is told how many parts are made."""


@dataclass(slots=True)
class Once:
    """Tables of a reader, each asked for once: a trend counts the same rows many times."""

    reader: Reader
    _known: dict[tuple[object, ...], list[Row]] = field(default_factory=dict)

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table, as `Tables` says."""
        key = (table, *sorted(equals.items()))
        if key not in self._known:
            self._known[key] = list(self.reader.rows(table, **equals))
        return cast("list[R]", self._known[key])


def stated(
    reader: Reader, period: Period, language: Language, forced: tuple[Forced, ...] = (), checkpoint: int | None = None
) -> Statement:
    """Say what a pack is made of; without a number, the first checkpoint of the largest size up to the position."""
    if checkpoint is None:
        covered = [one for one in reader.checkpoints() if one.size <= reader.position]
        checkpoint = min(covered, key=lambda one: (-one.size, one.number)).number if covered else 0
    return Statement(
        period=period,
        position=reader.position,
        root=reader.root().hex(),
        checkpoint=checkpoint,
        language=language,
        forced=forced,
    )


def parts(statement: Statement) -> int:
    """Tell in how many parts a pack is made."""
    return len(_months(statement.period, date.min)) + 2


def make(reader: Reader, statement: Statement, step: Step = lambda _: None, *, trend: bool = True) -> Pack:
    """Make the pack at the reader's position, which has to be the statement's; sheets of agencies need no trend."""
    tables, period = Once(reader), statement.period
    days = figures.due_soon_days(reader)
    members = members_of(reader, tables, period)
    report = figures.count(reader, period, members)
    names = cells.names(report)
    step(1)
    counted = [member for member in members if figures.TOTAL in member.cells]
    assigned = tuple(_assigned(reader, tables, counted, report, names))
    step(2)
    # What is told of all documents is no agency's.
    whole = trend and not statement.agency
    taken = {source: account.take(reader, source) for source in account.sources(reader)} if whole else {}
    months = accounted.of_period(reader, period) if whole else None
    made = Pack(
        statement=statement,
        issuer=_issuer(reader),
        report=report,
        names=names,
        due_soon_days=days,
        months=tuple(_trend(reader, tables, period, step)) if whole else (),
        bands=_bands(assigned),
        assignments=assigned,
        exceptions=exceptions.of(reader, taken, period, months) if months else (),
        evidence=_evidence(reader, statement, taken, sum(one.is_erased for one in assigned)),
        former=_former(reader, tables, report, names) if whole else None,
        timings=tuple(_timings(months)) if months else (),
        latencies=months.latencies if months else (),
    )
    return own.Narrowing(reader, made).to(statement.agency) if statement.agency else made


def _assigned(
    reader: Reader, tables: Tables, members: list[Member], report: Report, names: dict[str, str]
) -> Iterator[Assigned]:
    rows = {row.assignment: row for row in tables.rows(Assignment)}
    documents = {row.document: row for row in tables.rows(Document, scope="in")}
    evidence = of_assignments(tables)
    texts = {one: reader.text(documents[one].texts) for one in {member.document for member in members}}
    until = report.period.until

    def order(member: Member) -> tuple[object, ...]:
        """Order by nothing that may be erased: rows keep their places when texts go."""
        row, document = rows[member.assignment], documents[member.document]
        return collated(names[member.lead]), member.lead, document.issued_on, row.document, row.ordinal, row.assignment

    for member in sorted(members, key=order):
        row, document, told = rows[member.assignment], documents[member.document], texts[member.document]
        own = reader.text(row.texts)
        standing = judge(row, evidence[row.assignment], until)
        # An agency's own bucket may be another than the assignment's: what it has passed on is no longer its to do.
        code = next((cell for cell in member.cells if cell in report.total.buckets), standing.code)
        if code == OUT:
            # Whoever leads it now has a row of its own that says how it stands.
            standing = replace(standing, due_on=None, completed_on=None, lacking=(), quality="")
        yield Assigned(
            assignment=row.assignment,
            agency=member.lead,
            name=names[member.lead],
            document="/".join(one for one in ((told or ERASED).get(key, "") for key in ("number", "notation")) if one),
            issued_on=document.issued_on,
            subject=(told or ERASED).get("subject", ""),
            content=(own or ERASED).get("content", ""),
            deadline=standing.due_on,
            standing=code,
            completed_on=standing.completed_on,
            lacking=standing.lacking,
            quality=standing.quality,
            # By its hour alone it may be late by no day.
            days_left=(standing.due_on - until).days if code == "open-in-time" and standing.due_on else None,
            days_late=member.late if code in LATENESS else None,
            cells=member.cells,
            is_erased=told is None or own is None,
        )


def members_of(reader: Reader, tables: Tables, period: Period) -> list[Member]:
    """Give a period's population, counted as the settings in force say."""
    return list(figures.members(tables, period, figures.due_soon_days(reader), figures.ways(reader)))


def _former(reader: Reader, tables: Tables, report: Report, names: dict[str, str]) -> Former | None:
    before = former.before(report.period)
    if before is None:
        return None
    counted = figures.count(reader, before, members_of(reader, tables, before))
    return former.compared(report, names, counted, cells.names(counted))


def _timings(told: PeriodAccount) -> Iterator[Timing]:
    """Give of the account what no later arrival changes.

    Whether the register has a document's number, and whether what is held would change one, is asked of look-ups,
    which know no position of the log: `closed`, `difference` and what rests on them stay with `nhiemvu account`.
    """
    for row in told.rows:
        if row.month is not None:
            yield Timing(
                source=row.source,
                month=row.month,
                tasks=row.tasks,
                assignments=row.assignments,
                no_task=row.no_task,
                out_of_scope=row.out_of_scope,
                raised=row.raised,
                purged=row.purged,
                register=row.register,
            )


def _trend(reader: Reader, tables: Tables, period: Period, step: Step) -> Iterator[Month]:
    begun = min((row.issued_on for row in tables.rows(Document, scope="in") if row.state != "raised"), default=date.max)
    for number, month in enumerate(_months(period, begun), start=3):
        _, total = figures.lines_of(members_of(reader, tables, month), None, figures.ways(reader))
        yield Month(first=month.first, until=month.until, total=total)
        step(number)


def _months(period: Period, begun: date) -> list[Period]:
    """Give the last months up to the cut-off day, from the one in which the first document was issued."""
    found: list[Period] = []
    first = period.until.replace(day=1)
    while len(found) < MONTHS and (not found or (first.year, first.month) >= (begun.year, begun.month)):
        last = dates.month_end(first)
        found.append(Period(first=first, last=last, until=min(last, period.until)))
        if first.toordinal() == 1:
            break
        first = (first - timedelta(days=1)).replace(day=1)
    return found[::-1]


def _bands(assigned: tuple[Assigned, ...]) -> tuple[Band, ...]:
    done, still = [0] * len(BANDS), [0] * len(BANDS)
    for one in assigned:
        if one.days_late is not None:
            (still if one.completed_on is None else done)[bisect_right(BANDS, max(BANDS[0], one.days_late)) - 1] += 1
    ends = [*(one - 1 for one in BANDS[1:]), None]
    return tuple(
        Band(least=least, most=most, done=done[number], open=still[number])
        for number, (least, most) in enumerate(zip(BANDS, ends, strict=True))
    )


def _evidence(reader: Reader, statement: Statement, taken: Mapping[str, account.Account], erased: int) -> Evidence:
    stored, held = _checkpoint(reader, statement.checkpoint), quarantine.size(reader)
    return Evidence(
        origin=identity.origin(reader),
        note=stored.note if stored else b"",
        note_size=stored.size if stored else 0,
        keys=tuple(one.key_id.hex() for one in notes.parse(stored.note).signatures) if stored else (),
        recorded_at=_recorded_at(reader),
        in_force=tuple(
            InForce(what=row.what, source=row.source, identity=row.identity, seq=row.seq)
            for row in reader.rows(Activation)
        ),
        fresh=tuple(unfinished.freshness(reader)),
        quarantine=held.documents + held.events,
        unexplained=exceptions.unexplained(taken),
        erased=erased,
    )


def _checkpoint(reader: Reader, number: int) -> StoredCheckpoint | None:
    return next((one for one in reader.checkpoints() if one.number == number), None) if number else None


def _recorded_at(reader: Reader) -> str:
    return next((str(decode(data)["at"]) for _, data in reader.entries(reader.position - 1, reader.position)), "")


def _issuer(reader: Reader) -> str:
    """Name the first body whose documents are counted, by the settings in force."""
    for row in reader.rows(Activation, what="settings"):
        blob = reader.blob(row.blob)
        found = json.loads(blob).get("scope", {}).get("issuers", []) if blob is not None else []
        return str(found[0]) if found else ""
    return ""
