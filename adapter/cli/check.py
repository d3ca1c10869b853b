"""`nhiemvu check`: is it right before it runs — for operator and administrator."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.sync import assemble


@click.group()
def check() -> None:
    """Check what is configured."""


@check.command("config")
@option_config
@pass_session
def check_config(session: Session, *, config: Path) -> int:
    """Read settings, mappings, directory and calendar without asking any peer; tell every problem at once."""
    configuration = assemble.read(house.settings(session, config))
    for name in configuration.settings.sources:
        assemble.connect(configuration, name).close()
    for name, read_mapping in configuration.mappings.items():
        session.say("check.source", source=name, mapping=read_mapping.name, digest=read_mapping.digest[:16])
    session.say("check.ok", file=str(config))
    return OK
