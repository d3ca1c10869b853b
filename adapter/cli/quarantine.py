"""`nhiemvu quarantine`: what is held, why, and what to do — for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from adapter import messages
from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.ledger import Held
from adapter.store import Reader


@click.group()
def quarantine() -> None:
    """Look at held items."""


@quarantine.command("list")
@click.option("--source", default="", help="Of this source only.")
@option_config
@option_json
@pass_session
def list_(session: Session, *, source: str, config: Path, as_json: bool) -> int:
    """List held items: the source's reference, the reason, since when, and the next step."""
    with house.reading(session, config) as reader:
        items = list(_items(reader, source))
    if as_json:
        print_json(items)
        return OK
    columns = ("item", "source", "reference", "reason", "held_since", "size")
    rows = [[str(item[name])[:32] for name in columns] for item in items]
    session.table("heading.quarantine", [f"column.{name}" for name in columns], rows)
    session.say("quarantine.count", count=len(items))
    for reason in sorted({str(item["reason"]) for item in items}):
        click.echo(f"  {reason}: {messages.text(reason, session.language)}")
    return OK


def _items(reader: Reader, source: str) -> Iterator[dict[str, str | int]]:
    for row in reader.rows(Held):
        if source not in ("", row.source):
            continue
        named = reader.text(row.reference) or {}
        yield {
            "held_since": row.since,
            "item": row.item[:8],
            "reason": row.reason,
            "reference": named.get("reference", "-"),
            "size": row.size,
            "source": row.source,
            "stream": row.stream,
        }
