"""`nhiemvu run`: for the operator."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import click
import structlog

from adapter import messages, wire
from adapter.cli import house, progress
from adapter.cli.session import (
    CONFIGURATION,
    LATER,
    OK,
    Session,
    option_config,
    option_json,
    pass_session,
    print_json,
)
from adapter.core.problems import Refusal
from adapter.daemon import Daemon
from adapter.settings import Settings
from adapter.store import Store
from adapter.sync import activate, acts, alerts, assemble, reckoning, requests
from adapter.sync import clock as clocks
from adapter.sync.anchoring import Anchoring
from adapter.sync.checkpoints import Checkpointing
from adapter.sync.measuring import Measuring
from adapter.sync.persistent import persistent
from adapter.sync.retention import Retaining
from adapter.sync.round import Counts, go_round
from adapter.sync.send_out import compare
from adapter.sync.sessions import Sessions
from adapter.sync.sources import Source

STREAM = ("listed", "fetched", "taken", "older", "repeated", "held", "withheld")
PUSH = ("pushed", "shown", "refused", "unknown", "waiting")


@click.command()
@click.option("--once", is_flag=True, help="One round per source, then end.")
@click.option("--source", "only", multiple=True, metavar="NAME", help="This source only (may be repeated).")
@click.option("--shadow", is_flag=True, help="Push nothing: look what the sources show, and tell what differs.")
@click.option("--clock", default="", metavar="CLOCK", help="For demo and tests: source:NAME, a simulated one here.")
@option_config
@option_json
@pass_session
def run(
    session: Session, *, once: bool, only: tuple[str, ...], shadow: bool, clock: str, config: Path, as_json: bool
) -> int:
    """Take in what the sources have issued and what was reported, and tell them where every assignment stands.

    Without --once it goes on until it is stopped (SIGTERM, Ctrl+C); SIGHUP lets it read the settings again.
    """

    def read() -> assemble.Configuration:
        return assemble.read(house.settings(session, config, clock))

    configuration = read()
    names = assemble.chosen(configuration, only)
    _tell_what_absence_opens(session, configuration.settings, names)
    if not once:
        return _live(session, configuration, read, only, shadow=shadow)
    measuring = Measuring(configuration.settings)
    with house.writing(configuration.settings) as store:
        requests.drain(store, house.desk(configuration))
        now = clocks.now(configuration)
        fresh = house.SystemFresh()
        with acts.noting(store, configuration.settings, fresh):
            seqs = activate.ensure(store, configuration.wanted, fresh, now)
        store.commit(lambda writer: acts.started(writer, configuration.settings, "once", fresh, now))
        results = {
            name: one_source(session, assemble.assemble(configuration, name, seqs), store, now, shadow=shadow)
            for name in names
        }
        reckoning.look(store, configuration, now)
        Checkpointing(configuration.settings).make(store)
        Anchoring(configuration.settings).place(store)
        Sessions(configuration.settings).build(store)
        measuring.write(store)
        with store.read() as reader:
            size, root = reader.size(), reader.root().hex()
    counted = {name: counts for name, (_, counts) in results.items()}
    if as_json:
        print_json({"log": {"root": root, "size": size}, "sources": counted})
    else:
        show(session, counted)
        session.say("run.log", size=size, root=root)
    return max((code for code, _ in results.values()), default=OK)


def _tell_what_absence_opens(session: Session, settings: Settings, names: Sequence[str]) -> None:
    """Say at every start for which sources a message without any level counts as unclassified (DESIGN §5)."""
    for name in names:
        if channel := settings.sources[name].absent_secrecy_opens:
            structlog.get_logger("run").warning("absence_opens", source=name)
            session.complain(session.text("secrecy.absence-opens", source=name, channel=channel))


def _live(
    session: Session,
    configuration: assemble.Configuration,
    read: Callable[[], assemble.Configuration],
    names: Sequence[str],
    *,
    shadow: bool,
) -> int:
    """Be the daemon until told to stop."""

    def refused(refusal: Refusal) -> None:
        session.refuse("daemon.reload-refused")
        for problem in refusal.problems:
            session.complain(messages.of_problem(problem, session.language))

    with house.writing(configuration.settings) as store:
        session.say("daemon.started", sources=", ".join(names or configuration.settings.sources), process=os.getpid())
        ended = Daemon(
            configuration=configuration,
            store=store,
            read=read,
            fresh=house.SystemFresh(),
            only=names,
            pushing=not shadow,
            refused=refused,
        ).run()
    session.say(f"daemon.{ended}")
    return OK if ended == "stopped" else LATER


def one_source(
    session: Session, source: Source, store: Store, now: datetime, *, shadow: bool = False
) -> tuple[int, Counts]:
    """Do one round of one source; what goes wrong with it is told and harms no other."""
    log = structlog.get_logger("run").bind(source=source.name)
    source = persistent(source, time.sleep)
    try:
        with progress.bar(session.text("progress.taking-in", source=source.name), None) as step:
            counts = go_round(source, store, house.SystemFresh(), now, pushing=not shadow, watch=step)
        Retaining(source.name, source.retention).look_if_due(store, now)
        if shadow and source.mapping.exchange.push is not None:
            counts["shadow"] = dict(compare(source, store, now))
    except wire.Trouble as trouble:
        log.warning("cycle_broken", code=trouble.code)
        alerts.round_done(store, source, trouble, in_a_row=1, enough=1)
        said = session.text(trouble.code, **trouble.values)
        session.complain(f"{source.name}: {said} [{trouble.code}]")
        return (LATER if isinstance(trouble, wire.Later) else CONFIGURATION), {}
    else:
        alerts.round_done(store, source, None, in_a_row=0, enough=1)
        return OK, counts
    finally:
        source.close()


def show(session: Session, counted: dict[str, Counts]) -> None:
    """Print what the rounds counted: one row per stream, one line per source that is told standings."""
    rows = []
    for name, counts in counted.items():
        events = counts.get("events")
        for stream, told in (("documents", counts), ("events", events)):
            if isinstance(told, dict) and told:
                cells = [told.get(key, "-") for key in STREAM]
                rows.append([name, session.text(f"stream.{stream}"), *cells])
    columns = ["column.source", "column.stream", *[f"column.{key}" for key in STREAM]]
    if rows:
        session.table("heading.cycle", columns, rows)
    for name, counts in counted.items():
        push, shadow = counts.get("push"), counts.get("shadow")
        if isinstance(push, dict):
            session.say("run.push", source=name, **{key: push.get(key, 0) for key in PUSH})
        if isinstance(shadow, dict):
            names = ("wanted", "other", "nothing", "refused", "unasked")
            session.say("run.shadow", source=name, **{key: shadow.get(key, 0) for key in names})
