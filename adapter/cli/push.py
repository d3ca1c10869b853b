"""`nhiemvu push`: whether a source is told anything at all — for the operator."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from adapter.cli import house
from adapter.cli.reasons import option_reason
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.ledger import Switch
from adapter.sync import assemble


@click.group()
def push() -> None:
    """Let sources be told where assignments stand, or no longer."""


@push.command()
@click.argument("source")
@click.option("--changes-only", is_flag=True, help="What stands today counts as told; only changes are pushed.")
@option_reason
@option_config
@pass_session
def enable(session: Session, *, source: str, changes_only: bool, reason: str, config: Path) -> int:
    """Let SOURCE be told from the next run on. Without it nothing is pushed: a first load floods nobody."""
    return _switch(session, config, source, "on", reason, changes_only=changes_only)


@push.command()
@click.argument("source")
@option_reason
@option_config
@pass_session
def disable(session: Session, *, source: str, reason: str, config: Path) -> int:
    """Let SOURCE be told nothing until it is enabled again; the outbox goes on being kept."""
    return _switch(session, config, source, "off", reason)


@push.command("list")
@option_config
@option_json
@pass_session
def list_(session: Session, *, config: Path, as_json: bool) -> int:
    """List the sources with whether they are told anything, and since which entry."""
    with house.looking(session, config) as (loaded, reader):
        switches = {row.source: row for row in reader.rows(Switch)}
        names = list(loaded.sources)
    rows = [
        {"pushing": switches[name].pushing if name in switches else "off",
         "seq": switches[name].seq if name in switches else None, "source": name}
        for name in names
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return OK
    cells = [(row["source"], session.text(f"pushing.{row['pushing']}"), row["seq"] or "-") for row in rows]
    session.table("heading.pushing", ("column.source", "column.pushing", "column.entry"), cells)
    return OK


def _switch(
    session: Session,
    config: Path,
    name: str,
    pushing: Literal["on", "off"],
    reason: str,
    *,
    changes_only: bool = False,
) -> int:
    configuration = assemble.read(house.settings(session, config))
    told = house.ask(
        configuration, "push", source=name, pushing=pushing, changes_only="yes" if changes_only else "", reason=reason
    )
    session.say(f"push.switched-{pushing}", source=name, **told)
    return OK
