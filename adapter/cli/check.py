"""`nhiemvu check`: is it right before it runs — for operator and administrator."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from adapter.cli import house, ready
from adapter.cli.session import (
    CONFIGURATION,
    FINDINGS,
    LATER,
    OK,
    Session,
    option_config,
    option_json,
    pass_session,
    print_json,
)
from adapter.sync import assemble, elsewhere, probing
from adapter.sync import clock as clocks
from adapter.wire import Later


@click.group()
def check() -> None:
    """Check what is configured."""


@check.command("connections")
@click.option("--source", "only", multiple=True, metavar="NAME", help="This source only (may be repeated).")
@option_config
@option_json
@pass_session
def check_connections(session: Session, *, only: tuple[str, ...], config: Path, as_json: bool) -> int:
    """Look at the way to every source step by step, and what anchors hold; nothing is kept, and nobody is told."""
    configuration = assemble.read(house.settings(session, config))
    rows, worst = [], OK
    with house.reading_if_any(configuration.settings) as reader:
        for name in assemble.chosen(configuration, only):
            source = assemble.assemble(configuration, name, {one.key: 0 for one in configuration.wanted})
            with closing(source):
                for one in probing.probe(source, reader, clocks.system()):
                    worst = max(worst, _code(one))
                    rows.append(_row(session, name, one))
        for name, one in [] if only else elsewhere.probe(configuration.settings, reader):
            worst = max(worst, _code(one))
            rows.append(_row(session, name, one))
    if as_json:
        print_json(rows)
        return worst
    columns = ("source", "probe", "outcome", "seen")
    cells = [
        [row["source"], *(session.text(f"{name}.{row[name]}") for name in columns[1:3]), row["seen"]] for row in rows
    ]
    session.table("heading.probes", [f"column.{name}" for name in columns], cells)
    for row in rows:
        if row["text"]:
            session.complain(f"{row['source']}: {row['text']} [{row['code']}]")
    return worst


def _code(one: probing.Probe) -> int:
    if one.outcome == "doubtful":
        return FINDINGS
    if one.trouble is None:
        return OK
    return LATER if isinstance(one.trouble, Later) else CONFIGURATION


def _row(session: Session, source: str, one: probing.Probe) -> dict[str, str]:
    trouble = one.trouble
    return {
        "code": trouble.code if trouble else "",
        "outcome": one.outcome,
        "probe": one.name,
        "seen": one.seen,
        "source": source,
        "text": session.text(trouble.code, **trouble.values) if trouble else "",
    }


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
    for name, anchor in configuration.settings.anchors.items():
        session.say("check.anchor", anchor=name, kind=anchor.kind)
    session.say("check.ok", file=str(config))
    return OK


check.add_command(ready.ready)
