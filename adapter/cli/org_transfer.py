"""`nhiemvu org transfer`: pass open assignments on at a cut-over, because a document says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from adapter.cli import house, org_named, reasons
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.organisations import Directory
from adapter.reports import transfers as queries
from adapter.sync import assemble
from adapter.sync.declined import Declined
from adapter.sync.transfers import Transfer, chosen, obstacle

FIRST = date.min + timedelta(days=1)
"""The first day that has one before it."""


@click.command()
@click.option(
    "--suggest",
    is_flag=True,
    help="Write nothing: tell which bodies are gone and lead assignments still; --from asks of one alone.",
)
@click.option("--from", "lead", default="", help="The agency that led until then: id, name or code.")
@click.option("--to", "new_lead", default="", help="The agency that leads from then on: id, name or code.")
@click.option("--on", "day", type=org_named.DAY, required=True, help="The first day on which it does.")
@click.option(
    "--task", "tasks", multiple=True, help="Only this assignment: its handle, or how that begins (repeatable)."
)
@click.option(
    "--document", type=reasons.KEPT, default="", help="Number and notation of the document that the ruling rests on."
)
@click.option("--dry-run", is_flag=True, help="Write nothing: tell what would be passed on.")
@click.option("--reason", type=reasons.KEPT, default="", help="Why; kept with the entry.")
@option_config
@option_json
@pass_session
def transfer(  # noqa: PLR0913 - one option each
    session: Session,
    *,
    suggest: bool,
    lead: str,
    new_lead: str,
    day: datetime,
    tasks: tuple[str, ...],
    document: str,
    dry_run: bool,
    reason: str,
    config: Path,
    as_json: bool,
) -> int:
    """Let another agency lead, from a day on, what one leads and has not done. It is no result."""
    configuration = assemble.read(house.settings(session, config))
    directory, on = configuration.directory, day.date()
    before = max(on, FIRST) - timedelta(days=1)
    if suggest:
        if new_lead or tasks or document.strip() or reason.strip():
            raise session.misused("transfer.suggest-options")
        only = org_named.body(directory, lead, before) if lead else None
        return _suggest(session, directory, on, config, only=only, as_json=as_json)
    if not (lead and new_lead and document.strip() and (reasons.readable(reason) or dry_run)):
        raise session.misused("transfer.options")
    wanted = Transfer(
        lead=org_named.body(directory, lead, before),
        new_lead=org_named.body(directory, new_lead, on),
        on=on,
        tasks=tasks,
    )
    if dry_run:
        handles = _would(session, config, directory, wanted)
    else:
        handles = house.ask(
            configuration,
            "transfer",
            lead=wanted.lead,
            new_lead=wanted.new_lead,
            on=on.isoformat(),
            tasks=",".join(tasks),
            document=document.strip(),
            reason=reason,
        )["assignments"]
    if as_json:
        print_json(handles)
        return OK
    _tell(session, directory, wanted, handles, dry_run=dry_run)
    return OK


def _tell(session: Session, directory: Directory, wanted: Transfer, handles: Sequence[str], *, dry_run: bool) -> None:
    """Tell what has passed on, or would, and whether the directory knows of it."""
    for handle in handles:
        session.say("transfer.task", handle=handle)
    names = {"from": directory.name(wanted.lead), "to": directory.name(wanted.new_lead)}
    session.say("transfer.would" if dry_run else "transfer.done", count=len(handles), day=wanted.on, **names)
    if wanted.new_lead not in directory.successors(wanted.lead).ids:
        session.say("transfer.no-successor", **names)


def _would(session: Session, config: Path, directory: Directory, wanted: Transfer) -> list[str]:
    with house.looking(session, config) as (loaded, reader):
        hindered = obstacle(directory, wanted, house.today(loaded, reader))
        rows, problems = chosen(reader, wanted)
    if hindered is not None:
        raise Declined(hindered)
    if problems:
        raise Declined(*problems)
    return [row.assignment for row in rows]


def _suggest(session: Session, directory: Directory, on: date, config: Path, *, only: str | None, as_json: bool) -> int:
    with house.reading(session, config) as reader:
        found = [one for one in queries.suggested(reader, directory, on) if only in (None, one.agency)]
    if as_json:
        print_json(
            [
                {
                    "agency": one.agency,
                    "assignments": list(one.assignments),
                    "successors": list(one.successors),
                    "unknown": list(one.unknown),
                }
                for one in found
            ]
        )
        return OK
    for one in found:
        values = {"from": one.agency, "name": directory.name(one.agency), "count": len(one.assignments), "day": on}
        if one.only is not None:
            session.say("transfer.suggested", **values, to=one.only, heir=directory.name(one.only))
            continue
        heirs = [f"{heir} {directory.name(heir)}" for heir in one.successors] + [f"? {name}" for name in one.unknown]
        session.say("transfer.needs-a-person", **values, heirs="; ".join(heirs) or "-")
    session.say("transfer.suggestions", count=len(found), day=on)
    return OK
