"""`nhiemvu activate`: put a changed mapping, directory, calendar, settings or rules in force — with a reason."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.sync import activate as activations
from adapter.sync import assemble
from adapter.sync import clock as clocks


@click.command()
@click.argument("what", type=click.Choice(["mapping", "settings", "calendar", "directory", "rules", "all"]))
@click.option("--source", default="", help="The mapping of this source only.")
@click.option("--reason", required=True, help="Why; kept with the entry.")
@option_config
@pass_session
def activate(session: Session, *, what: str, source: str, reason: str, config: Path) -> int:
    """Put what the configuration now says in force. What was taken in before keeps its reading."""
    configuration = assemble.read(house.settings(session, config))
    with house.writing(configuration.settings) as store:
        with store.read() as reader:
            standing = activations.in_force(reader)
            now = clocks.latest(configuration.settings.clock, reader)
        changed = [
            one
            for one in configuration.wanted
            if what in ("all", one.what)
            and source in ("", one.source)
            and (one.key not in standing or standing[one.key].identity != one.identity)
        ]
        note = {"actor": activations.actor(), "reason": reason}
        with store.write() as writer:
            activations.activate(writer, changed, note, house.SystemFresh(), now)
    for one in changed:
        session.say("activate.done", what=one.what, source=one.source or "-", identity=one.identity[:16])
    if not changed:
        session.say("activate.nothing")
    return OK
