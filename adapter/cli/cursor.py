"""`nhiemvu cursor`: where listing begins — for the operator."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.reasons import option_reason
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session, print_json
from adapter.sync import assemble


@click.group()
def cursor() -> None:
    """Look at cursors, or set one back."""


@cursor.command()
@option_config
@option_json
@pass_session
def show(session: Session, *, config: Path, as_json: bool) -> int:
    """Show where the next listing of every stream begins."""
    configuration = assemble.read(house.settings(session, config))
    with house.reading(session, config) as reader:
        rows = [
            {"cursor": reader.cursor(name, stream), "source": name, "stream": stream}
            for name, mapping in configuration.mappings.items()
            for stream in mapping.exchange.streams
        ]
    if as_json:
        print_json(rows)
        return OK
    columns = ("source", "stream", "cursor")
    cells = [[row[column] or session.text("cursor.none") for column in columns] for row in rows]
    session.table("heading.cursors", [f"column.{name}" for name in columns], cells)
    return OK


@cursor.command()
@click.argument("source")
@click.argument("stream", type=click.Choice(["documents", "events"]))
@click.option("--to", "place", default="", metavar="PLACE", help="An ISO day or moment; without it the beginning.")
@option_reason
@option_config
@pass_session
def rewind(session: Session, *, source: str, stream: str, place: str, reason: str, config: Path) -> int:
    """Let STREAM of SOURCE be listed again from an earlier place; what is known is not taken in twice."""
    configuration = assemble.read(house.settings(session, config))
    if not _is_place(place):
        session.refuse("cursor.no-place", place=place, source=source, stream=stream)
        return USAGE
    told = house.ask(configuration, "cursor", source=source, stream=stream, place=place, reason=reason)
    session.say("cursor.rewound", source=source, stream=stream, **told)
    return OK


def _is_place(place: str) -> bool:
    """Tell whether a place is an ISO day or moment, a number, or not given."""
    if not place or place.lstrip("-").isdecimal():
        return True
    try:
        datetime.fromisoformat(place)
    except ValueError:
        return False
    return True
