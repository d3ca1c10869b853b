"""`nhiemvu activate`: put a changed mapping, directory, calendar, settings or rules in force — with a reason."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import activate_from, house
from adapter.cli.activate_from import option_from
from adapter.cli.reasons import option_reason
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.settings import Settings
from adapter.sync import assemble
from adapter.sync.verbs import Answer


@click.command()
@click.argument("what", type=click.Choice(["mapping", "settings", "calendar", "directory", "rules", "all"]))
@click.option("--source", default="", help="The mapping of this source only.")
@option_from
@option_reason
@click.option("--second-approver", "second", is_flag=True, help="Let it wait until another account approves it.")
@option_config
@pass_session
def activate(
    session: Session, *, what: str, source: str, file: Path | None, reason: str, second: bool, config: Path
) -> int:
    """Put what the configuration now says in force. What was taken in before keeps its reading."""
    loaded = house.settings(session, config)
    if file is not None:
        if what != "mapping":
            raise session.misused("activate.from-mapping-only")
        return _from(session, loaded, file, source, reason, second=second)
    configuration = assemble.read(loaded)
    wanted = {"what": what, "source": source, "reason": reason, "second": "yes" if second else ""}
    answer = house.ask(configuration, "activate", **wanted)
    _tell(session, answer)
    if not any(answer.values()):
        session.say("activate.nothing")
    return OK


def _from(session: Session, loaded: Settings, file: Path, source: str, reason: str, *, second: bool) -> int:
    offer = activate_from.offered(session, loaded, file, source)
    if activate_from.is_in_force(session, offer):
        return OK
    wanted = {"what": "mapping", "source": offer.source, "reason": reason, "identity": offer.digest}

    def step() -> Answer:
        return activate_from.ask(offer, "activate", **wanted, second="yes" if two else "")

    two = second or activate_from.takes_two(offer)
    answer = step() if two else activate_from.in_its_place(session, offer, step)
    _tell(session, answer)
    for number, *_ in answer.get("proposed", ()):
        session.say("activate.approve-from", number=number)
    return OK


def _tell(session: Session, answer: Answer) -> None:
    for number, kind, of, identity in answer.get("proposed", ()):
        session.say("activate.waits", number=number, what=kind, source=of or "-", identity=identity)
    for kind, of, identity in answer.get("changed", ()):
        session.say("activate.done", what=kind, source=of or "-", identity=identity)
    tell_of_moved(session, answer)


def tell_of_moved(session: Session, answer: Answer) -> None:
    """Say which deadlines stay as they are and would be others, and what states them."""
    for source, count, since in answer.get("moved", ()):
        session.say("alert.deadlines-moved", source=source, count=count, since=since)
