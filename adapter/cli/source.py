"""`nhiemvu source`: the configured document systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import click

from adapter.cli import house, reasons
from adapter.cli.scaffold import scaffold
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.ledger import Activation, Cycle
from adapter.store import Store, StoreError
from adapter.sync import activate, assemble
from adapter.sync import clock as clocks
from adapter.wire import AdministratorNeeded, Keeping, Pin


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


@source.command()
@click.argument("name")
@click.option("--check", "checking", is_flag=True, help="Write nothing: tell whether copy and source still agree.")
@click.option("--replace", is_flag=True, help="Put the new copy in the place of the one that is there.")
@click.option("--reason", type=reasons.KEPT, default="", help="Why; kept beside the copy.")
@option_config
@option_json
@pass_session
def pin(session: Session, *, name: str, checking: bool, replace: bool, reason: str, config: Path, as_json: bool) -> int:
    """Keep a copy of the service description that source NAME publishes; from then on only the copy is used."""
    configuration = assemble.read(house.settings(session, config))
    (name,) = assemble.chosen(configuration, (name,))
    keeping = Keeping(by=activate.actor(), reason=reason, at=clocks.system(), replace=replace)
    with closing(assemble.connect(configuration, name)) as connector:
        can: Callable[[Keeping | None], Pin] | None = getattr(connector, "pin", None)
        if can is None:
            raise AdministratorNeeded("connector.no-pin")
        if not checking:
            house.enter(session, configuration, "pin", source=name, reason=reason)
        found = can(None if checking else keeping)
    _show(session, name, found, as_json=as_json)
    return OK if found.kept or found.agrees else FINDINGS


source.add_command(scaffold)


def _show(session: Session, name: str, found: Pin, *, as_json: bool) -> None:
    """Tell what is published, document by document, and what became of the copy."""
    if as_json:
        parts = [{"change": one.change, "digest": one.digest, "name": one.name} for one in found.parts]
        told = {"agrees": found.agrees, "digest": found.digest, "kept": found.kept, "place": found.place}
        print_json(told | {"documents": parts, "source": name})
        return
    rows = [(one.name, session.text(f"change.{one.change}"), one.digest[:16] + "…") for one in found.parts]
    session.table("heading.pin", ("column.name", "column.change", "column.digest"), rows)
    outcome = "kept" if found.kept else "agrees" if found.agrees else "differs"
    session.say(f"pin.{outcome}", source=name, place=found.place, count=len(found.parts), digest=found.digest)


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
