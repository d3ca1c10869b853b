"""`nhiemvu status`: everything that is not finished, and the verb that helps — for the operator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from adapter.audit import printed
from adapter.cli import alert, exceptional, house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import dates
from adapter.reports import account as accounts
from adapter.reports import accounted, anchored, quarantine, unfinished
from adapter.reports.accounted import Brief
from adapter.reports.latency import duration
from adapter.reports.unfinished import Freshness, Unfinished
from adapter.settings import Settings
from adapter.store import Reader
from adapter.store.anchors import Anchored
from adapter.sync import assemble, reckoning
from adapter.sync import clock as clocks

SHOWN = 3
"""Of several things with one cause so many are named; `--all` names every one."""


@click.command()
@click.option("--all", "everything", is_flag=True, help="Name every single thing.")
@option_config
@option_json
@pass_session
def status(session: Session, *, everything: bool, config: Path, as_json: bool) -> int:
    """Show how fresh each source is and what is unfinished: what, why, since when, next try, and what helps."""
    configuration = assemble.read(house.settings(session, config))
    with house.reading(session, config) as reader:
        now = clocks.latest(configuration.settings.clock, reader)
        fresh = unfinished.freshness(reader)
        found = unfinished.listed(reader, now, assemble.push_rules(configuration))
        alerts = reader.alerts()
        signed = _signed(configuration.settings, reader)
        held = {row.told.name: row.told for row in reader.anchors()}
        waiting = anchored.look(reader, now)
        late = anchored.late(reader, configuration.settings, now)
        dues = reckoning.wanted_of(reader, configuration, now)
        size = quarantine.size(reader)
        limits = assemble.limits(configuration.settings)
        today = dates.day_of(now)
        briefs = [
            accounted.brief(reader, one, today, limits.get(one, accounted.DEFAULT)) for one in accounts.sources(reader)
        ]
    found += _never_run(list(configuration.settings.sources), fresh)
    if as_json:
        told: dict[str, object] = {
            "fresh": [asdict(one) for one in fresh],
            "unfinished": [asdict(one) for one in found],
        }
        told["quarantine"] = asdict(size)
        told["account"] = [asdict(one) | {"met": one.met, "month": _month(one)} for one in briefs]
        beside = {"alerts": [alert.row(session, one) for one in alerts], "signed": signed, "anchors": _held(held)}
        beside["deadlines"] = [{"condition": one.condition, "source": one.source, **told} for one, told in dues.items()]
        print_json(told | beside | {"anchored": {"late": late is not None, **asdict(waiting)}})
        return OK
    session.table(
        "heading.fresh",
        ("column.source", "column.stream", "column.last_cycle"),
        [(one.source, session.text(f"stream.{one.stream}"), one.at) for one in fresh],
    )
    if alerts:
        alert.show(session, alerts)
    _tell_of_accounts(session, briefs)
    _show(session, found, everything=everything)
    for one, values in dues.items():
        session.say(one.condition, **{"source": one.source, **values})
    exceptional.in_quarantine(session, size)
    _tell_of_signing(session, configuration.settings, signed)
    _tell_of_anchors(session, configuration.settings, held)
    if late is not None:
        session.say("status.anchor-late", **late.values())
    return OK


def _month(one: Brief) -> dict[str, object] | None:
    """Give the latencies of the month as JSON has them."""
    if one.month is None:
        return None
    return asdict(one.month) | {"month": str(one.month.month), "share": one.month.share}


def _tell_of_accounts(session: Session, briefs: Sequence[Brief]) -> None:
    """Say of every source whether its account closes, and how soon documents of this month came."""
    for one in briefs:
        if one.difference is not None:
            code = "status.account-differs" if one.difference or one.twice else "status.account-closes"
            session.say(code, source=one.source, difference=one.difference, twice=one.twice)
        if one.month is not None:
            half, most = duration(one.month.p50), duration(one.month.p90)
            kept = session.text("account.no-objective" if one.met is None else _KEPT[one.met], share=one.month.share)
            session.say("status.latency", source=one.source, half=half, most=most, objective=kept)


_KEPT = {True: "account.met", False: "account.not-met"}


def _signed(settings: Settings, reader: Reader) -> dict[str, object]:
    """Tell how far the log is signed, and whether it can be signed further."""
    number, size = next(((one.number, one.size) for one in reader.checkpoints(newest=True)), (0, 0))
    return {"checkpoint": number, "size": size, "more": reader.size() - size, "key": _is_there(settings.signing_key)}


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a folder that this account may not look into
        return False


def _tell_of_signing(session: Session, settings: Settings, signed: dict[str, object]) -> None:
    if signed["checkpoint"]:
        session.say("status.signed", number=signed["checkpoint"], size=signed["size"], more=signed["more"])
    if not signed["key"]:
        code = "status.no-signing-key" if signed["checkpoint"] else "status.unsigned"
        session.say(code, file=str(settings.signing_key))
    elif not signed["checkpoint"]:
        session.say("status.signs-soon")


def _held(held: Mapping[str, Anchored]) -> list[dict[str, object]]:
    return [
        {"anchor": name, "at": one.at.isoformat(), "checkpoint": one.checkpoint, "kind": one.kind, "size": one.size}
        for name, one in held.items()
    ]


def _tell_of_anchors(session: Session, settings: Settings, held: Mapping[str, Anchored]) -> None:
    """Say what each anchor holds by our own book."""
    for name, anchor in settings.anchors.items():
        if name in held:
            told = held[name]
            session.say("status.anchored", anchor=name, kind=told.kind, size=told.size, at=printed.moment(told.at))
        else:
            session.say("status.never-anchored", anchor=name, kind=anchor.kind)


def _never_run(names: Sequence[str], fresh: Sequence[Freshness]) -> list[Unfinished]:
    run = {one.source for one in fresh}
    return [
        Unfinished(
            what="never-run", name=name, source=name, why="status.never-run", since="",
            next_try=unfinished.NEXT_RUN, verb="nhiemvu run --once",
        )
        for name in names
        if name not in run
    ]  # fmt: skip


def _show(session: Session, found: Sequence[Unfinished], *, everything: bool) -> None:
    if not found:
        session.say("status.nothing")
        return
    groups = Counter((one.what, one.why, one.next_try if one.next_try[0].isalpha() else "later") for one in found)
    rows = []
    for what, why, next_try in groups:
        same = [one for one in found if (one.what, one.why) == (what, why) and _next(one) == next_try]
        named = same if everything else same[:1]
        for one in named:
            count = 1 if everything else len(same)
            since = min((each.since for each in same if each.since), default="") if not everything else one.since
            told = one.next_try if one.next_try[0].isdigit() else session.text(f"next-try.{one.next_try}")
            rows.append((count, session.text(f"unfinished.{what}"), one.name, why, since or "-", told, one.verb))
    columns = ("count", "what", "name", "why", "since", "next_try", "verb")
    session.table("heading.unfinished", [f"column.{name}" for name in columns], rows)
    for code in sorted({one.why for one in found}):
        session.say("status.because", code=code, text=session.text(code))


def _next(one: Unfinished) -> str:
    return one.next_try if one.next_try[0].isalpha() else "later"
