"""`nhiemvu alert`: what a person should know of — for the operator."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.reasons import option_reason
from adapter.cli.session import NUMBER, OK, Session, option_config, option_json, pass_session, print_json
from adapter.store.alerts import Alert
from adapter.sync import assemble


@click.group()
def alert() -> None:
    """Look at what a person should know of, and close what is settled."""


@alert.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are closed.")
@option_config
@option_json
@pass_session
def list_(session: Session, *, everything: bool, config: Path, as_json: bool) -> int:
    """List the open alerts: what, since when, and what helps."""
    with house.reading(session, config) as reader:
        found = reader.alerts(closed=everything)
    if as_json:
        print_json([row(session, one) for one in found])
        return OK
    show(session, found)
    return OK


@alert.command()
@click.argument("number", type=NUMBER)
@option_reason
@option_config
@pass_session
def close(session: Session, *, number: int, reason: str, config: Path) -> int:
    """Close the alert of this NUMBER; while its condition lasts, another one is opened."""
    configuration = assemble.read(house.settings(session, config))
    house.ask(configuration, "alert", number=str(number), reason=reason)
    session.say("alert.dismissed", number=number)
    return OK


def show(session: Session, found: list[Alert]) -> None:
    """Print alerts as a table."""
    if not found:
        session.say("alert.none")
        return
    rows = []
    for one in found:
        told = row(session, one)
        rows.append([told[name] or "-" for name in ("alert", "opened", "closed", "said")])
    columns = [f"column.{name}" for name in ("alert", "opened", "closed", "alert_said")]
    session.table("heading.alerts", columns, rows)


def row(session: Session, one: Alert) -> dict[str, object]:
    """Give an alert as JSON has it, with what it says in the language of this run."""
    why = f"{session.text(one.code, **one.values)} [{one.code}]" if one.code else ""
    # Values of a trouble may name the source, too.
    told = {**one.values, "source": one.condition.source, "why": why}
    said = session.text(one.condition.condition, **told)
    return {
        "about": one.condition.about,
        "alert": one.number,
        "closed": one.closed_at.isoformat().replace("+00:00", "Z") if one.closed_at else "",
        "closed_by": one.closed_by,
        "code": one.code,
        "condition": one.condition.condition,
        "opened": one.opened_at.isoformat().replace("+00:00", "Z"),
        "reason": one.reason,
        "said": said,
        "source": one.condition.source,
    }
