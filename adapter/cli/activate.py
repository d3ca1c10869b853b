"""`nhiemvu activate`: put a changed mapping, directory, calendar, settings or rules in force — with a reason."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.sync import assemble


@click.command()
@click.argument("what", type=click.Choice(["mapping", "settings", "calendar", "directory", "rules", "all"]))
@click.option("--source", default="", help="The mapping of this source only.")
@click.option("--reason", required=True, help="Why; kept with the entry.")
@option_config
@pass_session
def activate(session: Session, *, what: str, source: str, reason: str, config: Path) -> int:
    """Put what the configuration now says in force. What was taken in before keeps its reading."""
    configuration = assemble.read(house.settings(session, config))
    changed = house.ask(configuration, "activate", what=what, source=source, reason=reason)["changed"]
    for kind, of, identity in changed:
        session.say("activate.done", what=kind, source=of or "-", identity=identity)
    if not changed:
        session.say("activate.nothing")
    return OK
