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
@click.option("--second-approver", "second", is_flag=True, help="Let it wait until another account approves it.")
@option_config
@pass_session
def activate(session: Session, *, what: str, source: str, reason: str, second: bool, config: Path) -> int:
    """Put what the configuration now says in force. What was taken in before keeps its reading."""
    configuration = assemble.read(house.settings(session, config))
    wanted = {"what": what, "source": source, "reason": reason, "second": "yes" if second else ""}
    answer = house.ask(configuration, "activate", **wanted)
    for number, kind, of, identity in answer.get("proposed", ()):
        session.say("activate.waits", number=number, what=kind, source=of or "-", identity=identity)
    for kind, of, identity in answer.get("changed", ()):
        session.say("activate.done", what=kind, source=of or "-", identity=identity)
    if not any(answer.values()):
        session.say("activate.nothing")
    return OK
