"""`nhiemvu quarantine`: what is held, why, and what to do with it — for the operator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from adapter import messages
from adapter.cli import house
from adapter.cli.reasons import option_reason
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.ledger import Held
from adapter.core.problems import Problem
from adapter.reports import quarantine as queries
from adapter.reports.quarantine import Item
from adapter.store import Reader
from adapter.sync import assemble, releasing
from adapter.sync.assemble import Configuration
from adapter.sync.declined import Declined


@click.group()
def quarantine() -> None:
    """Look at held items, have them taken in after a repair, or rule that they are not to be."""


@quarantine.command("list")
@click.option("--source", default="", help="Of this source only.")
@click.option("--rejected", is_flag=True, help="Also what a person has rejected.")
@option_config
@option_json
@pass_session
def list_(session: Session, *, source: str, rejected: bool, config: Path, as_json: bool) -> int:
    """List held items: the source's reference, the reason, since when, and the next step."""
    with house.looking(session, config) as (loaded, reader):
        items = list(_items(reader, house.of_source(loaded, reader, source), rejected=rejected))
        size = queries.size(reader)
    if as_json:
        print_json(items)
        return OK
    columns = ("item", "source", "reference", "reason", "held_since", "size")
    rows = [[str(item[name])[:32] for name in columns] for item in items]
    session.table("heading.quarantine", [f"column.{name}" for name in columns], rows)
    session.say("quarantine.count", count=len(items))
    if size.rejected and not rejected:
        session.say("quarantine.rejected-too", count=size.rejected)
    for reason in sorted({str(item["reason"]) for item in items}):
        click.echo(f"  {reason}: {messages.text(reason, session.language)}")
    return OK


def _items(reader: Reader, source: str, *, rejected: bool) -> Iterator[dict[str, str | int | bool]]:
    for row in reader.rows(Held):
        if source not in ("", row.source) or (row.rejected is not None and not rejected):
            continue
        named = reader.text(row.reference) or {}
        yield {
            "held_since": row.since,
            "item": row.item[:8],
            "reason": row.reason,
            "reference": named.get("reference", "-"),
            "rejected": row.rejected is not None,
            "size": row.size,
            "source": row.source,
            "stream": row.stream,
        }


@quarantine.command()
@click.argument("item")
@option_config
@option_json
@pass_session
def show(session: Session, *, item: str, config: Path, as_json: bool) -> int:
    """Show one held item: what the source calls it, why it is held, since when, and what helps."""
    with house.reading(session, config) as reader:
        row = _one(reader, item)
        told = queries.item(reader, row)
    if as_json:
        print_json(asdict(told))
        return OK
    session.table("heading.quarantine-item", ("column.what", "column.value"), _shown(session, told))
    columns = ("seq", "at", "step", "why", "version", "size")
    rows = [
        (one.seq, one.at, session.text(f"quarantined.{one.what}"), f"{one.actor} {one.reason}".strip() or "-",
         "-" if one.version is None else one.version, "-" if one.size is None else one.size)
        for one in told.history
    ]  # fmt: skip
    session.table("heading.quarantine-history", [f"column.{name}" for name in columns], rows)
    click.echo(f"{row.reason}: {messages.text(row.reason, session.language)}")
    session.say(f"quarantine.next-{_next(row, told)}", item=row.item[:8], source=row.source, stream=row.stream)
    return OK


def _shown(session: Session, told: Item) -> list[tuple[str, object]]:
    row = told.row
    values: dict[str, object] = {
        "item": row.item,
        "source": row.source,
        "stream": session.text(f"stream.{row.stream}"),
        "reference": told.reference or session.text("quarantine.reference-erased"),
        "place": told.place or "-",
        "version": "-" if row.version is None else row.version,
        "reason": row.reason,
        "held_since": row.since,
        "size": row.size,
        "document": told.document or "-",
    }
    return [(session.text(f"column.{name}"), value) for name, value in values.items()]


def _next(row: Held, told: Item) -> str:
    """Name the next step: what lets it go, by how it is held."""
    if row.rejected is not None:
        return "rejected"
    if row.reason.startswith("secrecy.listing-"):
        return "listing"
    return "inline" if told.place else "fetched"


def _one(reader: Reader, handle: str) -> Held:
    rows = queries.found(reader, handle)
    if len(rows) != 1:
        raise Declined(Problem(code="quarantine.not-found", values=(("item", handle),)))
    return rows[0]


@quarantine.command()
@click.argument("items", nargs=-1)
@click.option("--because", "code", default="", metavar="CODE", help="All that are held for this reason.")
@click.option("--all", "everything", is_flag=True, help="All that are held.")
@option_reason
@option_config
@option_json
@pass_session
def release(
    session: Session, *, items: tuple[str, ...], code: str, everything: bool, reason: str, config: Path, as_json: bool
) -> int:
    """Ask the source for held items again and take in what nothing hinders any more; ITEM may be how a handle begins.

    An item that was rejected waits again, if it is named. Exit code 1 when anything is still held.
    """
    if sum((bool(items), bool(code), everything)) != 1:
        raise session.misused("release.which")
    configuration = assemble.read(house.settings(session, config))
    with house.reading(session, config) as reader:
        rows = _chosen(reader, items, code)
    results = list(_released(configuration, [row.item for row in rows], reason))
    if as_json:
        print_json(results)
    else:
        _tell(session, rows, results)
    return FINDINGS if any(one["outcome"] in ("held", "withheld") for one in results) else OK


def _chosen(reader: Reader, items: Sequence[str], code: str) -> list[Held]:
    """Give the items that are meant; what was rejected has to be named."""
    if items:
        return list({row.item: row for row in (_one(reader, handle) for handle in items)}.values())
    return [row for row in reader.rows(Held) if row.rejected is None and code in ("", row.reason)]


def _released(configuration: Configuration, items: list[str], reason: str) -> Iterator[dict[str, str]]:
    """Have items released some at a time, each of them once."""
    left = items
    while left:
        turn, left = left[: releasing.AT_ONCE], left[releasing.AT_ONCE :]
        answer = house.ask(configuration, "release", items=",".join(turn), reason=reason)
        yield from answer["results"]
        left = [*answer["left"], *left]


def _tell(session: Session, rows: Sequence[Held], results: Sequence[dict[str, str]]) -> None:
    source = {row.item: row.source for row in rows}
    columns = ("item", "source", "outcome", "reason")
    cells = [
        (one["item"][:8], source.get(one["item"], "-"), session.text(f"released.{one['outcome']}"), one["code"] or "-")
        for one in results
    ]
    session.table("heading.released", [f"column.{name}" for name in columns], cells)
    held = sum(one["outcome"] == "held" for one in results)
    session.say("release.count", count=len(results), held=held)
    for reason in sorted({one["code"] for one in results if one["code"]}):
        click.echo(f"  {reason}: {messages.text(reason, session.language)}")


@quarantine.command()
@click.argument("item")
@option_reason
@option_config
@pass_session
def reject(session: Session, *, item: str, reason: str, config: Path) -> int:
    """Rule that a held item is not taken as it is; a newer version of it waits again. It is no result."""
    configuration = assemble.read(house.settings(session, config))
    told = house.ask(configuration, "reject", item=item, reason=reason)
    session.say("quarantine.rejected", item=str(told["item"])[:8], seq=told["seq"])
    return OK
