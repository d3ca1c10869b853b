"""A pack made from the log at a position: a pure function of what the statement names, and of what was erased since."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from adapter.core import notes
from adapter.core.entries import decode
from adapter.core.ledger import Activation
from adapter.core.text import collated
from adapter.messages import Language
from adapter.packs import counting, exceptions, former, own
from adapter.packs.counting import Counted, Counts, Step
from adapter.packs.model import Assigned, Band, Evidence, Former, InForce, Pack, Timing
from adapter.packs.statement import Forced, Statement
from adapter.reports import account, accounted, beside, cells, configured, figures, identity, quarantine, unfinished
from adapter.reports.accounted import PeriodAccount
from adapter.reports.columns import OUT
from adapter.reports.figures import LATENESS, Period, Report
from adapter.reports.tasks import ERASED
from adapter.store import Reader
from adapter.store.checkpoints import StoredCheckpoint

BANDS = (1, 6, 11, 31, 91)
"""First days of the bands of lateness; the last has no bound."""


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


def parts() -> int:
    """Tell in how many parts a pack is made."""
    return counting.WALKED + 1


def make(reader: Reader, statement: Statement, step: Step = lambda _: None, *, trend: bool = True) -> Pack:
    """Make the pack at the reader's position, which has to be the statement's; sheets of agencies need no trend."""
    period, whole = statement.period, trend and not statement.agency
    counted = counting.walk(reader, period, step, trend=whole)
    names = cells.names(counted.report)
    assigned = tuple(_assigned(reader, counted.counts, counted.report, names))
    step(parts())
    # What is told of all documents is no agency's.
    taken = {source: account.take(reader, source) for source in account.sources(reader)} if whole else {}
    months = accounted.of_period(reader, period) if whole else None
    made = Pack(
        statement=statement,
        issuer=_issuer(reader),
        report=counted.report,
        names=names,
        due_soon_days=figures.due_soon_days(reader),
        months=counted.months,
        bands=_bands(assigned),
        assignments=assigned,
        exceptions=exceptions.of(reader, taken, period, months) if months else (),
        evidence=_evidence(reader, statement, taken, sum(one.is_erased for one in assigned)),
        former=_former(counted, names),
        timings=tuple(_timings(months)) if months else (),
        latencies=months.latencies if months else (),
    )
    return own.Narrowing(reader, made).to(statement.agency) if statement.agency else made


def _assigned(reader: Reader, counts: list[Counts], report: Report, names: dict[str, str]) -> Iterator[Assigned]:
    documents = beside.documents(reader, {one.row.document for one in counts})
    texts = {handle: reader.text(row.texts) for handle, row in documents.items()}
    until = report.period.until

    def order(one: Counts) -> tuple[object, ...]:
        """Order by nothing that may be erased: rows keep their places when texts go."""
        row, lead = one.row, one.member.lead
        return collated(names[lead]), lead, one.issued_on, row.document, row.ordinal, row.assignment

    for one in sorted(counts, key=order):
        row, member, told = one.row, one.member, texts[one.row.document]
        own, standing = reader.text(row.texts), one.standing
        # An agency's own bucket may be another than the assignment's: what it has passed on is no longer its to do.
        code = next((cell for cell in member.cells if cell in report.total.buckets), standing.code)
        if code == OUT:
            # Whoever leads it now has a row of its own that says how it stands.
            standing = replace(standing, due_on=None, completed_on=None, lacking=(), quality="")
        yield Assigned(
            assignment=row.assignment,
            agency=member.lead,
            name=names[member.lead],
            document=_reference(told or ERASED),
            issued_on=one.issued_on,
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


def _reference(told: Mapping[str, str]) -> str:
    return "/".join(one for one in (told.get(key, "") for key in ("number", "notation")) if one)


def _former(counted: Counted, names: dict[str, str]) -> Former | None:
    if counted.before is None:
        return None
    return former.compared(counted.report, names, counted.before, cells.names(counted.before))


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
    found = configured.section(reader, "scope").get("issuers", [])
    return str(found[0]) if found else ""
