"""`nhiemvu config`: what is set, and where it comes from — for operator and administrator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter import settings
from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json


@click.group()
def config() -> None:
    """Look at the settings."""


@config.command()
@click.option("--origin", is_flag=True, help="Also where each value comes from.")
@option_config
@option_json
@pass_session
def show(session: Session, *, origin: bool, config: Path, as_json: bool) -> int:
    """Show every setting as it is in force; secrets are not shown."""
    house.settings(session, config)
    rows = settings.shown(config)
    if as_json:
        print_json([asdict(one) for one in rows])
        return OK
    columns = ("key", "value", *(["origin"] if origin else []))
    default = session.text("config.default")
    cells = [[one.key, one.value, *([one.origin or default] if origin else [])] for one in rows]
    session.table("heading.settings", [f"column.{name}" for name in columns], cells)
    return OK
