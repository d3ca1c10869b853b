"""The account by source and month in tables and as JSON: the matrix, what stands out, and how soon documents came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from adapter.cli.session import Session
from adapter.reports.accounted import PeriodAccount, Whole
from adapter.reports.latency import Latency, duration
from adapter.reports.matrix import Row
from adapter.reports.standing_out import KINDS, Exceptional

COUNTS = (
    "tasks", "assignments", "no_task", "out_of_scope", "raised", "purged", "closed", "accounted", "register",
    "difference", "unexplained",
)  # fmt: skip
"""The figures of a row, in the order in which they are printed."""

ABSENT = "-"


def to_data(whole: Whole) -> dict[str, object]:
    """Give the whole account as JSON values."""
    sources = [
        {
            "source": one.source,
            "closed": {
                "withheld": one.total.withheld,
                "held": one.total.held,
                "rejected": one.total.rejected,
                "held_by_reason": dict(one.total.held_by_reason),
                "not_fetched": one.total.not_fetched,
            },
            "rows": [_row(row) for row in one.rows],
            "total": _total(one.rows),
            "unexplained": one.unexplained,
            "unread": one.unread,
        }
        for one in whole.matrices
    ]
    return {"sources": sources} | _beside(whole.exceptions, whole.latencies)


def period_to_data(told: PeriodAccount) -> dict[str, object]:
    """Give the account of a period as JSON values."""
    days = {"first": told.first.isoformat(), "last": told.last.isoformat()}
    rows = {"rows": [_row(row) for row in told.rows], "total": _total(told.rows), "unexplained": told.unexplained}
    return days | rows | _beside(told.exceptions, told.latencies)


def _beside(found: Iterable[Exceptional], latencies: Iterable[Latency]) -> dict[str, object]:
    exceptions = [{**asdict(one), "month": _day(one.month), "on": _day(one.on), "kind": one.kind} for one in found]
    measured = [{**asdict(one), "month": _day(one.month), "share": one.share} for one in latencies]
    return {"exceptions": exceptions, "latency": measured}


def _row(row: Row) -> dict[str, object]:
    told = {"source": row.source, "month": _day(row.month)} | {name: getattr(row, name) for name in COUNTS}
    return told | {"unmatched": row.unmatched, "doubled": row.doubled, "surplus": row.surplus}


def _total(rows: Sequence[Row]) -> dict[str, int | None]:
    """Add rows up; what none of them tells is told by none."""
    return {name: _sum([getattr(row, name) for row in rows]) for name in COUNTS}


def _sum(counts: Sequence[int | None]) -> int | None:
    told = [count for count in counts if count is not None]
    return sum(told) if told else None


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def show(session: Session, whole: Whole, told: PeriodAccount | None, most: int | None) -> None:
    """Print the matrix of every source, what stands out, and latencies; with `told` those of a period alone.

    Of what stands out `most` are named, every one where that is None.
    """
    for one in whole.matrices:
        rows = one.rows if told is None else [row for row in told.rows if row.source == one.source]
        _matrix(session, one.source, rows)
        if one.unread is not None:
            count = one.unexplained if told is None else sum(row.unexplained or 0 for row in rows)
            code = "account.unexplained" if count else "account.all-explained"
            session.say(code, source=one.source, count=count, unread=max(0, one.unread))
    found = whole.exceptions if told is None else told.exceptions
    _exceptions(session, found, most)
    _latencies(session, whole, whole.latencies if told is None else told.latencies)


def _matrix(session: Session, source: str, rows: Sequence[Row]) -> None:
    cells = [[_month(session, row.month), *_cells(_row(row))] for row in rows]
    cells.append([session.text("report.total"), *_cells(_total(rows))])
    columns = ["column.month", *(f"account-column.{name}" for name in COUNTS)]
    session.table("heading.account-matrix", columns, cells, source=source)


def _cells(told: object) -> list[object]:
    assert isinstance(told, dict)  # noqa: S101 - our own
    return [ABSENT if told[name] is None else told[name] for name in COUNTS]


def _month(session: Session, month: date | None) -> str:
    return session.text("account.no-month") if month is None else f"{month:%m/%Y}"


def _exceptions(session: Session, found: Sequence[Exceptional], most: int | None) -> None:
    if not found:
        session.say("account.no-exceptions")
        return
    rows = [
        (
            session.text(f"exception.{one.kind}"),
            one.source,
            one.number or ABSENT,
            one.document[:8] or ABSENT,
            ABSENT if one.seconds is None else duration(one.seconds),
        )
        for one in found[:most]
    ]
    columns = ("column.what", "column.source", "account-column.number", "account-column.document", "column.latency")
    session.table("heading.account-exceptions", columns, rows)
    if len(rows) < len(found):
        session.say("account.more-exceptions", shown=len(rows), count=len(found))
    for kind in KINDS:
        if any(one.kind == kind for one in found):
            session.say("account.what-to-do", what=session.text(f"exception.{kind}"), step=session.text(f"step.{kind}"))


def _latencies(session: Session, whole: Whole, found: Sequence[Latency]) -> None:
    if not found:
        return
    rows = []
    for one in found:
        month = session.text("account.older") if one.month is None else f"{one.month:%m/%Y}"
        durations = [duration(seconds) for seconds in (one.p50, one.p90, one.p99, one.longest)]
        rows.append((one.source, month, one.documents, *durations, _kept(session, whole, one)))
    columns = ("source", "month", "documents", "p50", "p90", "p99", "longest", "objective")
    session.table("heading.account-latency", [f"column.{name}" for name in columns], rows)


def _kept(session: Session, whole: Whole, one: Latency) -> str:
    met = whole.met(one)
    return ABSENT if met is None else session.text("account.met" if met else "account.not-met", share=one.share)
