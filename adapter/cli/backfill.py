"""`nhiemvu backfill`: take in the years before, without a storm of pushes — for the operator."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house, progress
from adapter.cli import run as runs
from adapter.cli.reasons import option_reason
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.sync import activate, acts, assemble, rulings
from adapter.sync import clock as clocks
from adapter.sync.round import go_round
from adapter.sync.send_out import waive
from adapter.sync.take_in import streams


@click.command()
@click.argument("source")
@option_reason
@option_config
@option_json
@pass_session
def backfill(session: Session, *, source: str, reason: str, config: Path, as_json: bool) -> int:
    """List SOURCE from its beginning and take in what is not known yet; nothing is pushed for it.

    What stands today counts as told, so that only later changes reach the source.
    """
    configuration = assemble.read(house.settings(session, config))
    assemble.chosen(configuration, [source])
    with house.writing(configuration.settings) as store:
        now = clocks.now(configuration)
        fresh = house.SystemFresh()
        with acts.noting(store, configuration.settings, fresh):
            seqs = activate.ensure(store, configuration.wanted, fresh, now)
        store.commit(lambda writer: acts.started(writer, configuration.settings, "once", fresh, now))
        ready = assemble.assemble(configuration, source, seqs)
        try:
            note = {"actor": activate.actor(), "reason": reason}
            with store.write() as writer:
                for kind in streams(ready.mapping):
                    start = ready.mapping.exchange.streams[kind.name].listing.cursor.start
                    rulings.rewind(writer, (source, kind.name), start, note, house.SystemFresh(), now)
            with progress.bar(session.text("progress.taking-in", source=source), None) as step:
                counts = go_round(ready, store, house.SystemFresh(), now, pushing=False, watch=step)
        finally:
            ready.close()
        rules = assemble.push_rules(configuration).get(source)
        waived = 0
        if rules is not None:
            waived = store.commit(lambda writer: waive(writer, source, rules, ready.under, now))
    if as_json:
        print_json({"sources": {source: counts}, "waived": waived})
    else:
        runs.show(session, {source: counts})
        session.say("backfill.waived", waived=waived)
    return OK
