"""`nhiemvu mapping list`: which mappings there are, and which are in force — for the administrator."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.mapping_files import read, shipped
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.entries import decode
from adapter.core.ledger import Activation
from adapter.store import Reader
from adapter.sync import assemble

Row = dict[str, str | int]


@click.command("list")
@option_config
@option_json
@pass_session
def list_(session: Session, *, config: Path, as_json: bool) -> int:
    """List the configured mappings with what is in force, since when and why, and those that ship with the program."""
    configured = _configured(session, config) if config.exists() else []
    built_in = [_shipped(name) for name in shipped()]
    if as_json:
        print_json({"configured": configured, "shipped": built_in})
        return OK
    columns: tuple[str, ...] = (
        "source", "mapping_file", "mapping_digest", "mapping_state", "in_force_since", "at", "put_by", "put_why",
    )  # fmt: skip
    if configured:
        session.table("heading.mappings", _columns(columns), [_cells(session, row, columns) for row in configured])
    columns = ("mapping", "mapping_file", "mapping_digest")
    session.table("heading.shipped", _columns(columns), [_cells(session, row, columns) for row in built_in])
    return OK


def _shipped(name: str) -> Row:
    found = read(name)
    return {"mapping": found.name, "mapping_digest": found.digest, "mapping_file": name}


def _configured(session: Session, config: Path) -> list[Row]:
    configuration = assemble.read(house.settings(session, config))
    with house.reading_if_any(configuration.settings) as reader:
        return [_row(configuration, reader, name) for name in configuration.settings.sources]


def _row(configuration: assemble.Configuration, reader: Reader | None, source: str) -> Row:
    wanted = configuration.mappings[source]
    row: Row = {
        "at": "-",
        "in_force_since": "-",
        "mapping": wanted.name,
        "mapping_digest": wanted.digest,
        "mapping_file": configuration.settings.sources[source].mapping,
        "mapping_state": "not-started",
        "put_by": "-",
        "put_why": "-",
        "source": source,
    }
    put = None if reader is None else reader.row(Activation, "mapping", source)
    if reader is None or put is None:
        return row
    note = reader.text(put.note) or {}
    ((_, data),) = reader.entries(put.seq, put.seq + 1)
    return row | {
        "at": str(decode(data)["at"]),
        "in_force_since": put.seq,
        "mapping_state": "in-force" if put.identity == wanted.digest else "changed",
        "put_by": note.get("actor", "-"),
        "put_why": note.get("reason", "-"),
    }


def _columns(names: tuple[str, ...]) -> list[str]:
    return [f"column.{name}" for name in names]


def _cells(session: Session, row: Row, columns: tuple[str, ...]) -> list[object]:
    shown = row | {"mapping_digest": str(row["mapping_digest"])[:16]}
    return [session.text(f"mapping-state.{row[name]}") if name == "mapping_state" else shown[name] for name in columns]
