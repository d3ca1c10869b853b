"""`nhiemvu source`: the configured document systems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.ledger import Activation, Cycle
from adapter.store import Store, StoreError
from adapter.sync import assemble


@click.group()
def source() -> None:
    """Look at document systems."""


@source.command("list")
@option_config
@option_json
@pass_session
def list_(session: Session, *, config: Path, as_json: bool) -> int:
    """List the sources with their connector, mapping in force and last cycle."""
    configuration = assemble.read(house.settings(session, config))
    cycles, digests = _known(configuration)
    rows = []
    for name, configured in configuration.settings.sources.items():
        digest = configuration.mappings[name].digest
        in_force = digests.get(name)
        state = "not-started" if in_force is None else "in-force" if in_force == digest else "changed"
        last = cycles.get(name)
        rows.append(
            {
                "connector": configured.connector,
                "last_cycle": last.last_on.isoformat() if last else "-",
                "listed": last.listed if last else 0,
                "mapping": configuration.mappings[name].name,
                "mapping_digest": digest,
                "mapping_state": state,
                "source": name,
            }
        )
    if as_json:
        print_json(rows)
        return OK
    columns = ("source", "connector", "mapping", "mapping_state", "last_cycle", "listed")
    session.table(
        "heading.sources",
        [f"column.{name}" for name in columns],
        [[_cell(session, row, name) for name in columns] for row in rows],
    )
    return OK


def _known(configuration: assemble.Configuration) -> tuple[dict[str, Cycle], dict[str, str]]:
    """Give the last cycle and the mapping in force of every source the ledger knows; nothing before the first start."""
    try:
        store = Store.open_reading(*configuration.settings.place)
    except StoreError as error:
        if error.code != "store.none":
            raise
        return {}, {}
    try:
        with store.read() as reader:
            cycles = {row.source: row for row in reader.rows(Cycle)}
            digests = {row.source: row.identity for row in reader.rows(Activation, what="mapping")}
    finally:
        store.close()
    return cycles, digests


def _cell(session: Session, row: Mapping[str, object], name: str) -> object:
    return session.text(f"mapping-state.{row[name]}") if name == "mapping_state" else row[name]
