"""`nhiemvu activation`: what waits for a second person, and that person's word — for the administrator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter.cli import activate_from, house
from adapter.cli.activate import tell_of_moved
from adapter.cli.activate_from import option_from
from adapter.cli.reasons import option_reason
from adapter.cli.session import NUMBER, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.problems import Problem
from adapter.sync import activate, assemble
from adapter.sync.declined import Declined
from adapter.sync.verbs import Answer


@click.group()
def activation() -> None:
    """Look at activations that wait for a second person, and approve or withdraw them."""


@activation.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are approved, withdrawn or replaced.")
@option_config
@option_json
@pass_session
def list_(session: Session, *, everything: bool, config: Path, as_json: bool) -> int:
    """List what waits: what, for which source, by whom and why."""
    with house.reading(session, config) as reader:
        found = reader.proposals(ended=everything)
    if as_json:
        print_json([asdict(one) | {"at": one.at.isoformat().replace("+00:00", "Z")} for one in found])
        return OK
    columns = ("alert", "what", "source", "proposed_by", "reason", "at", "state")
    rows = [
        (one.number, one.what, one.source or "-", one.proposed_by, one.reason, one.at, session.text(_state(one.ended)))
        for one in found
    ]
    session.table("heading.proposals", [f"column.{name}" for name in columns], rows)
    return OK


def _state(ended: str) -> str:
    return f"proposal.{ended or 'waits'}"


@activation.command()
@click.argument("number", type=NUMBER)
@option_from
@option_reason
@option_config
@pass_session
def approve(session: Session, *, number: int, file: Path | None, reason: str, config: Path) -> int:
    """Put in force what another account proposed under this NUMBER, if the files still say the same."""
    if file is None:
        configuration = assemble.read(house.settings(session, config))
        answer = house.ask(configuration, "approve", number=str(number), reason=reason)
    else:
        answer = _approve_from(session, config, number, file, reason)
    for kind, of, identity in answer["changed"]:
        session.say("activate.done", what=kind, source=of or "-", identity=identity)
    tell_of_moved(session, answer)
    return OK


def _approve_from(session: Session, config: Path, number: int, file: Path, reason: str) -> Answer:
    """Put the file that was proposed in its place and in force; another one changes nothing."""
    with house.looking(session, config) as (loaded, reader):
        waiting = [one for one in reader.proposals() if one.number == number]
    if not waiting:
        raise Declined(Problem(code="activation.none-waits", values=(("number", str(number)),)))
    (proposal,) = waiting
    values = (("number", str(number)), ("by", proposal.proposed_by))
    if proposal.proposed_by == activate.actor():
        raise Declined(Problem(code="activation.same-person", values=values))
    if proposal.what != "mapping":
        raise session.misused("activate.from-mapping-only")
    offer = activate_from.offered(session, loaded, file, proposal.source)
    if offer.digest != proposal.identity:
        raise Declined(Problem(code="activation.not-the-same", values=values))
    activate_from.is_in_force(session, offer)
    return activate_from.in_its_place(
        session, offer, lambda: activate_from.ask(offer, "approve", number=str(number), reason=reason)
    )


@activation.command()
@click.argument("number", type=NUMBER)
@option_reason
@option_config
@pass_session
def withdraw(session: Session, *, number: int, reason: str, config: Path) -> int:
    """Take back what was proposed under this NUMBER."""
    configuration = assemble.read(house.settings(session, config))
    house.ask(configuration, "withdraw", number=str(number), reason=reason)
    session.say("activate.withdrawn", number=number)
    return OK
