"""What a reader has to know beside the figures: what is held, what the register has and the account has not.

The account of a period joins the pack here, and in `making` as what the log alone says of its months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from adapter.core.ledger import Held
from adapter.packs.model import Excepted
from adapter.reports import exceptions as beside
from adapter.reports.account import Account
from adapter.reports.accounted import PeriodAccount
from adapter.reports.figures import Period
from adapter.store import Reader


def of(reader: Reader, taken: Mapping[str, Account], period: Period, told: PeriodAccount) -> tuple[Excepted, ...]:
    """List them: the quarantine by source, stream and reason, what the account cannot explain, what stands beside.

    `taken` is the account of each source: what one has too much must not hide what another lacks.
    """
    accounts = (one for source in sorted(taken) for one in _account(source, taken[source]))
    return (*_held(reader), *accounts, *_standing_out(told), *_beside(reader, period))


def unexplained(taken: Mapping[str, Account]) -> int | None:
    """Add up the documents that registers have and accounts have not; None where some source does not tell."""
    told = [one.difference for one in taken.values()]
    return sum(max(0, one) for one in told if one is not None) if told and None not in told else None


def _held(reader: Reader) -> Iterator[Excepted]:
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in (row for row in reader.rows(Held) if row.rejected is None):
        found[row.source, row.stream, row.reason].append(row.since)
    for (source, stream, reason), since in sorted(found.items()):
        oldest = min((one for one in since if one), default="")
        yield Excepted(what="held", source=source, reason=reason, name=stream, count=len(since), since=oldest)


def _account(source: str, taken: Account) -> Iterator[Excepted]:
    if taken.withheld is None:
        yield _plain("withheld-not-counted", source)
    elif taken.difference is None:
        yield _plain("no-register", source)
    elif taken.difference > 0:
        yield _plain("unexplained", source, count=taken.difference)
    for number in taken.missing:
        yield _plain("missing", source, name=number, count=1)


ELSEWHERE = frozenset({"missing", "missing-perhaps", "not-in-register"})
"""What is told by `_account` for all periods, and what is asked of look-ups, which know no position of the log."""


def _standing_out(told: PeriodAccount) -> Iterator[Excepted]:
    """Tell what else stands out in the account of the period's months."""
    for one in told.exceptions:
        if one.kind not in ELSEWHERE:
            on = "" if one.on is None else one.on.isoformat()
            reason = f"step.{one.kind}"
            yield Excepted(what=one.kind, source=one.source, reason=reason, name=one.number, count=1, since=on)


def _beside(reader: Reader, period: Period) -> Iterator[Excepted]:
    """Tell of changes without a document, and of objections: they change no figure."""
    told = beside.of_period(reader, period)
    for edit in told.edits:
        name = f"{edit.assignment[:8]} · {edit.lead}: {edit.former or '–'} → {edit.now or '–'}"
        yield Excepted(what="edited", source="", reason=f"edit.{edit.what}", name=name, count=1, since=edit.seen_at)
    for one in told.objections:
        name = f"{one.assignment[:8]} · {one.lead} ← {one.agency}"
        yield Excepted(what="objected", source="", reason="", name=name, count=1, since=one.on)


def _plain(what: str, source: str, name: str = "", count: int | None = None) -> Excepted:
    return Excepted(what=what, source=source, reason="", name=name, count=count, since="")
