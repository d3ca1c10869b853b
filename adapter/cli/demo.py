"""`nhiemvu demo`: a simulated document system, and three months lived beside it for real."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli import account, account_shown, house, progress
from adapter.cli import report as reports
from adapter.cli.demo_peer import SOURCE, Peer, prepare, simulator, tell_truth
from adapter.cli.session import OK, Session, option_json, pass_session, print_json
from adapter.core import dates
from adapter.core.standing import CODES
from adapter.reports import account as accounts
from adapter.reports import accounted, figures, tasks
from adapter.reports.columns import BUCKETS
from adapter.reports.figures import Period
from adapter.store import Reader, Store
from adapter.sync import activate, acts, assemble, rulings
from adapter.sync import clock as clocks
from adapter.sync.round import go_round
from adapter.sync.sources import Source

BEGINS = date(2025, 11, 1)
"""First month of the simulated year."""

LIVED_FROM = date(2026, 8, 1)
LIVED_TO = date(2026, 10, 31)
"""The three months that are lived through, day by day."""

EVENING = timedelta(hours=23, minutes=30)
"""When the program runs on each simulated day."""

SERVED_MONTHS = 6
"""How many more months there are to live through with `--serve`."""


@click.command()
@click.option("--directory", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes another year.")
@click.option("--scale", type=click.FloatRange(0.01, 20), default=1.0, show_default=True)
@click.option("--serve", is_flag=True, help="Go on afterwards, a day every few seconds, until Ctrl+C.")
@click.option("--every", type=click.FloatRange(0.1, 3600), default=5.0, show_default=True, help="Seconds a day takes.")
@option_json
@pass_session
def demo(
    session: Session, *, directory: Path, seed: int, scale: float, serve: bool, every: float, as_json: bool
) -> int:
    """Start a document system, take in nine months, live through three: results come in, standings go out."""
    prepare(directory, {"scale": scale, "seed": seed})
    months = 12 + (SERVED_MONTHS if serve else 0)
    began = time.monotonic()
    with (
        simulator(session, directory, months, _evening(LIVED_FROM - timedelta(days=1))) as peer,
        _house(peer) as (configuration, store, source),
    ):
        lived = _live(session, peer, configuration, store, source)
        with store.read() as reader:
            result = _result(reader, lived, configuration)
        tell_truth(directory, months, _evening(LIVED_TO))
        session.complain(session.text("demo.lived", seconds=f"{time.monotonic() - began:.1f}", **asdict(lived)))
        _print(session, result, peer, as_json=as_json)
        if serve:
            _serve(session, peer, configuration, store, source, every)
    return OK


def _evening(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), dates.VIETNAM) + EVENING


@contextmanager
def _house(peer: Peer) -> Iterator[tuple[assemble.Configuration, Store, Source]]:
    """Open everything a run needs, as `nhiemvu run` does."""
    loaded = files.load(peer.config)
    configuration = assemble.read(loaded)
    with house.writing(loaded) as store:
        seqs = activate.ensure(store, configuration.wanted, house.SystemFresh(), clocks.now(configuration))
        now = clocks.now(configuration)
        store.commit(lambda writer: acts.started(writer, loaded, "once", house.SystemFresh(), now))
        source = assemble.assemble(configuration, SOURCE, seqs)
        try:
            yield configuration, store, source
        finally:
            source.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What happened on the way."""

    waiting: int  #: standings that the first load would have pushed at once
    days: int
    documents: int  #: taken in
    events: int
    pushed: int
    shown: int


def _live(session: Session, peer: Peer, configuration: assemble.Configuration, store: Store, source: Source) -> Lived:
    """Take in what was there before in shadow, enable pushing, and live day by day."""
    counts: Counter[str] = Counter()
    waiting = _day(configuration, store, source, counts)
    reason = session.text("demo.reason")
    note = {"actor": activate.actor(), "reason": reason}
    with store.write() as writer:
        rulings.switch(writer, SOURCE, "on", note, house.SystemFresh(), clocks.now(configuration))
    days = [LIVED_FROM + timedelta(days=n) for n in range((LIVED_TO - LIVED_FROM).days + 1)]
    with progress.bar(session.text("progress.living"), len(days)) as step:
        for done, day in enumerate(days, start=1):
            peer.set_clock(_evening(day))
            _day(configuration, store, source, counts)
            step(done)
    return Lived(
        waiting=waiting,
        days=len(days),
        documents=counts["documents"],
        events=counts["events"],
        pushed=counts["pushed"],
        shown=counts["shown"],
    )


def _day(configuration: assemble.Configuration, store: Store, source: Source, counts: Counter[str]) -> int:
    """Do one round; give what still differs at the source."""
    told = go_round(source, store, house.SystemFresh(), clocks.now(configuration))
    events, push = told.get("events", {}), told.get("push", {})
    assert isinstance(events, dict)  # noqa: S101 - the simulator's mapping has both
    assert isinstance(push, dict)  # noqa: S101
    taken = told["taken"]
    counts.update(
        documents=taken if isinstance(taken, int) else 0,
        events=events.get("taken", 0),
        pushed=push.get("pushed", 0),
        shown=push.get("shown", 0),
    )
    return push.get("waiting", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What stands at the end, from the adapter's own records."""

    account: accounts.Account
    whole: accounted.Whole
    lived: Lived
    assignments: dict[str, int]  #: in scope, by bucket
    months: tuple[figures.Report, ...]  #: of the three months
    log: dict[str, str | int]


def _result(reader: Reader, lived: Lived, configuration: assemble.Configuration) -> Result:
    found = list(tasks.listed(reader, LIVED_TO))
    counted = Counter(one.standing for one in found)
    return Result(
        account=accounts.take(reader),
        whole=accounted.whole(reader, assemble.limits(configuration.settings)),
        lived=lived,
        assignments={"total": len(found), **{code: counted[code] for code in CODES}},
        months=tuple(figures.report(reader, period) for period in _months()),
        log={"root": reader.root().hex(), "size": reader.size()},
    )


def _months() -> list[Period]:
    firsts = [LIVED_FROM.replace(month=LIVED_FROM.month + n) for n in range(3)]
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), LIVED_TO]
    return [Period(first=first, last=last, until=last) for first, last in zip(firsts, lasts, strict=True)]


def _print(session: Session, result: Result, peer: Peer, *, as_json: bool) -> None:
    if as_json:
        taken = accounts.to_data(result.account) | account_shown.to_data(result.whole)
        told = {"account": taken, "assignments": result.assignments}
        told |= {"directory": str(peer.directory.resolve()), "lived": asdict(result.lived), "log": result.log}
        print_json(told | {"months": [reports.to_data(month) for month in result.months]})
        return
    account.show(session, result.account)
    account_shown.show(session, result.whole, None, SHOWN)
    _chart(session, result.months)
    reports.show(session, result.months[-1], BUSIEST)
    session.say("run.log", **result.log)
    session.say("demo.left", directory=peer.directory.resolve())
    session.say("demo.next", config=peer.config)


SHOWN = 8
"""Of what stands out in the account so many are named; `nhiemvu account` shows more."""

BUSIEST = 12
"""Agencies of the last month that are shown; `nhiemvu report` shows all."""

WIDTH = 60
"""Characters of the longest bar."""


def _chart(session: Session, months: tuple[figures.Report, ...]) -> None:
    """Draw where the assignments of each month stood at its end: one bar per bucket."""
    longest = max((count for month in months for count in month.total.buckets.values()), default=0) or 1
    rows = [
        (
            f"{month.period.first:%m/%Y}" if code == BUCKETS[0] else "",
            session.text(f"standing.{code}"),
            month.total.buckets[code],
            "█" * round(month.total.buckets[code] * WIDTH / longest),
        )
        for month in months
        for code in BUCKETS
    ]
    session.table("heading.months", ("column.month", "column.standing", "column.count", "column.picture"), rows)


def _serve(
    session: Session,
    peer: Peer,
    configuration: assemble.Configuration,
    store: Store,
    source: Source,
    every: float,
) -> None:
    """Keep both running: the clock moves a day at a time, and every day is lived as the ones before."""
    session.say("demo.serving", url=peer.url, every=f"{every:g}")
    last = (BEGINS.replace(day=1) + timedelta(days=31 * (12 + SERVED_MONTHS))).replace(day=1) - timedelta(days=1)
    day = LIVED_TO
    counts: Counter[str] = Counter()
    with suppress(KeyboardInterrupt):
        while day < last:
            day += timedelta(days=1)
            peer.set_clock(_evening(day))
            before = counts.copy()
            waiting = _day(configuration, store, source, counts)
            new = {name: counts[name] - before[name] for name in ("documents", "events", "pushed", "shown")}
            session.say("demo.day", day=f"{day:%d/%m/%Y}", waiting=waiting, **new)
            time.sleep(every)
