"""`nhiemvu mapping outcomes`: what every rule came to so far — for the administrator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.sync import assemble, rules

COUNTS = ("good", "fallen_back", "empty", "missing", "bad", "quiet")


@click.command("outcomes")
@click.option("--source", "only", multiple=True, metavar="NAME", help="This source only (may be repeated).")
@option_config
@option_json
@pass_session
def outcomes(session: Session, *, only: tuple[str, ...], config: Path, as_json: bool) -> int:
    """Show what every rule of the mappings in use came to, and since how many messages it has found nothing."""
    configuration = assemble.read(house.settings(session, config))
    with house.reading(session, config) as reader:
        found = [
            one
            for name in assemble.chosen(configuration, only)
            for one in reader.rules(name, configuration.mappings[name].digest)
        ]
    if as_json:
        print_json([asdict(one) | {"silent": rules.is_silent(one)} for one in found])
        return OK
    columns = [f"column.{name}" for name in ("source", "rule", *COUNTS)]
    mark = session.text("outcomes.silent")
    rows = []
    for one in found:
        rule = f"{one.rule} {mark}" if rules.is_silent(one) else one.rule
        rows.append([one.source, rule, *(getattr(one, name) for name in COUNTS)])
    session.table("heading.outcomes", columns, rows)
    return OK
