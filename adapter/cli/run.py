"""`nhiemvu run`: for the operator."""

from __future__ import annotations

from pathlib import Path

import click
import structlog

from adapter import wire
from adapter.cli import house, progress
from adapter.cli.session import (
    CONFIGURATION,
    LATER,
    OK,
    Session,
    option_config,
    option_json,
    pass_session,
    print_json,
)
from adapter.store import Store
from adapter.sync import activate, assemble
from adapter.sync.sources import Source
from adapter.sync.take_in import take_in


@click.command()
@click.option("--once", is_flag=True, required=True, help="One cycle per source, then end.")
@click.option("--source", "only", multiple=True, metavar="NAME", help="This source only (may be repeated).")
@option_config
@option_json
@pass_session
def run(session: Session, *, once: bool, only: tuple[str, ...], config: Path, as_json: bool) -> int:
    """Take in what the sources have issued since the last cycle."""
    assert once  # noqa: S101 - click requires it
    configuration = assemble.read(house.settings(session, config))
    names = assemble.chosen(configuration, only)
    with house.writing(configuration.settings) as store:
        seqs = activate.ensure(store, configuration.wanted, house.SystemFresh(), house.now())
        results = {name: _one(session, assemble.assemble(configuration, name, seqs), store) for name in names}
        with store.read() as reader:
            size, root = reader.size(), reader.root().hex()
    counted = {name: counts for name, (_, counts) in results.items()}
    if as_json:
        print_json({"log": {"root": root, "size": size}, "sources": counted})
    else:
        columns = ["column.source", *[f"column.{key}" for key in COUNTS]]
        rows = [[name, *[counts.get(key, "-") for key in COUNTS]] for name, counts in counted.items() if counts]
        if rows:
            session.table("heading.cycle", columns, rows)
        session.say("run.log", size=size, root=root)
    return max((code for code, _ in results.values()), default=OK)


COUNTS = ("listed", "fetched", "taken", "older", "repeated", "held", "withheld")


def _one(session: Session, source: Source, store: Store) -> tuple[int, dict[str, int]]:
    """Run one source; what goes wrong with it is told and harms no other."""
    log = structlog.get_logger("run").bind(source=source.name)
    try:
        with progress.bar(session.text("progress.taking-in", source=source.name), None) as step:
            return OK, take_in(source, store, house.SystemFresh(), house.now(), watch=step).counts()
    except wire.Trouble as trouble:
        log.warning("cycle_broken", code=trouble.code)
        said = session.text(trouble.code, **trouble.values)
        session.complain(f"{source.name}: {said} [{trouble.code}]")
        return (LATER if isinstance(trouble, wire.Later) else CONFIGURATION), {}
    finally:
        source.connector.close()
