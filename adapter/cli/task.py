"""`nhiemvu task`: the assignments of the ledger, for anyone who may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from adapter.audit import trace as tracing
from adapter.cli import exceptional, house, org_named
from adapter.cli import tracing as traces
from adapter.cli.reasons import option_reason
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.cli.tracing import Asked
from adapter.core.problems import Problem
from adapter.reports import exceptions, tasks
from adapter.store import Reader
from adapter.sync import assemble
from adapter.sync.declined import Declined

option_at = click.option("--at", "position", type=click.IntRange(min=0), help="As of this position of the log.")


@click.group()
def task() -> None:
    """Look at assignments."""


@task.command("list")
@click.option("--agency", default="", help="Lead agency: its name, code or id.")
@click.option("--source", default="", help="Of documents that this source brought.")
@click.option("--state", type=click.Choice(["open", "withdrawn"]), help="Only in this state.")
@click.option(
    "--scope",
    type=click.Choice(["in", "out", "all"]),
    default="in",
    show_default=True,
    help="Counted by the directive.",
)
@option_at
@option_config
@option_json
@pass_session
def list_(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    agency: str,
    source: str,
    state: str | None,
    scope: Literal["in", "out", "all"],
    position: int | None,
    config: Path,
    as_json: bool,
) -> int:
    """List assignments, each with its document, lead agency and deadline."""
    with house.looking(session, config, position) as (loaded, reader):
        day = house.today(loaded, reader)
        of = house.of_source(loaded, reader, source)
        leads = _leads(reader, agency, day) if agency else None
        found = list(tasks.listed(reader, day, scope=scope, leads=leads, state=state or "", source=of))
    if as_json:
        print_json([asdict(one) for one in found])
        return OK
    columns = ("assignment", "document", "issued_on", "ordinal", "lead", "deadline", "standing", "completed_on")
    rows = (
        (
            one.assignment[:8],
            f"{one.number}/{one.notation}",
            one.issued_on,
            one.ordinal,
            one.lead,
            one.deadline or "-",
            session.text(f"standing.{one.standing}"),
            one.completed_on or "-",
        )
        for one in found
    )
    session.table("heading.tasks", [f"column.{name}" for name in columns], rows)
    session.say("task.count", count=len(found))
    return OK


@task.command()
@click.argument("handle")
@option_at
@option_config
@option_json
@pass_session
def show(session: Session, *, handle: str, position: int | None, config: Path, as_json: bool) -> int:
    """Show one assignment; HANDLE may be the beginning of its handle."""
    with house.looking(session, config, position) as (loaded, reader):
        found = tasks.one(reader, handle, house.today(loaded, reader))
        beside = exceptions.of_assignment(reader, found.assignment) if found else None
    if found is None or beside is None:
        session.refuse("task.not-found", handle=handle)
        return FINDINGS
    if as_json:
        print_json(asdict(found) | asdict(beside))
        return OK
    told = asdict(found) | {"counted": _reckoned(session, found.counted)}
    rows = [(session.text(f"column.{name}"), _cell(value)) for name, value in told.items()]
    session.table("heading.task", ("column.what", "column.value"), rows)
    exceptional.show(session, beside)
    return OK


@task.command()
@click.argument("handle")
@click.option("--on", "day", default="", metavar="DAY", help="On this day instead of today.")
@option_at
@option_config
@traces.option_html
@option_json
@pass_session
def trace(
    session: Session,
    *,
    handle: str,
    day: str,
    position: int | None,
    config: Path,
    file: Path | None,
    as_json: bool,
) -> int:
    """Say why an assignment stands where it stands, down to the lines of the messages that it comes from.

    HANDLE may be the beginning of its handle.
    """
    traces.check_form(session, file, as_json=as_json)
    with house.looking_back(session, config, position) as (loaded, reader, newest):
        on = _day(session, day) or house.today(loaded, reader)
        one = tasks.one(reader, handle, on)
        if one is None:
            session.refuse("task.not-found", handle=handle)
            return FINDINGS
        wanted = one.assignment
        found = traces.walking(session, reader, lambda step: tracing.trace(reader, newest, [wanted], on, step))
        told = traces.telling(session, reader, found)
        root = reader.root().hex()
        note = session.text("trace.position", day=session.day(on), position=reader.position, root=root)
        shown = Asked(title=session.text("trace.title-task"), notes=[note])
        traces.show(told, root, shown, as_json=as_json, file=file)
    return OK


def _leads(reader: Reader, agency: str, day: date) -> frozenset[str]:
    """Give the ids of the bodies that are meant. Raises `Declined` where there are none."""
    found = tasks.meant(reader, agency, day)
    if not found:
        # No assignments of a misspelt agency would read as if it had none.
        raise Declined(Problem(code="org.nobody", values=(("who", agency),)))
    return found


def _day(session: Session, written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise session.misused("trace.bad-day", day=written) from None


def _reckoned(session: Session, told: Mapping[str, object] | None) -> str:
    """Say how a deadline was come by."""
    if told is None:
        return ""
    shape = next(name for name in ("count", "ends", "every", "on") if name in told)
    word = str(told.get("unit") or told.get("ends") or told.get("every") or "")
    names = {"unit": session.text(f"reckoned.word.{word}") if word else ""}
    last = session.text("reckoned.last")
    values = {"day": told.get("day", last), "month": told.get("month", last)}
    said = [session.text(f"reckoned.{shape}", **{**told, **values, **names})]
    for name in ("before", "day_off", "hour", "calendar"):
        if name in told:
            value = str(told[name])
            words = session.text(f"answer.deadlines.{name}.{value}") if name in ("before", "day_off") else value[:16]
            said.append(f"{session.text(f'reckoned.{name}')}: {words}")
    return "; ".join(said)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value) or "-"
    return "-" if value in (None, "") else str(value)


@task.command("object")
@click.argument("handle")
@click.option("--agency", required=True, help="The agency that objects: id, name or code.")
@click.option("--on", "day", type=org_named.DAY, help="The day on which it objected; today unless said.")
@option_reason
@option_config
@pass_session
def object_(session: Session, *, handle: str, agency: str, day: datetime | None, reason: str, config: Path) -> int:
    """Record that an agency objects to an assignment or its figure. It changes no standing, figure or push."""
    configuration = assemble.read(house.settings(session, config))
    with house.reading(session, config) as reader:
        today = house.today(configuration.settings, reader)
    on = today if day is None else day.date()
    told = house.ask(
        configuration,
        "object",
        handle=handle,
        agency=org_named.body(configuration.directory, agency, on),
        on=on.isoformat(),
        reason=reason,
    )
    session.say("objected.done", handle=str(told["assignment"])[:8], seq=told["seq"])
    return OK
