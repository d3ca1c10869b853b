"""`nhiemvu account`: what became of every document the sources have issued."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.reports import account as accounts

VERDICTS = ("tasks", "no_task", "out_of_scope", "held", "withheld", "raised")


@click.command()
@option_config
@option_json
@pass_session
def account(session: Session, *, config: Path, as_json: bool) -> int:
    """Show documents by verdict, beside the source's own register."""
    with house.reading(session, config) as reader:
        taken = accounts.take(reader)
    if as_json:
        print_json(asdict(taken))
    else:
        show(session, taken)
    return OK


def show(session: Session, taken: accounts.Account) -> None:
    """Print an account as a table."""
    told = asdict(taken)
    rows: list[tuple[str, object]] = []
    for name in VERDICTS:
        count = told[name]
        rows.append((session.text(f"verdict.{name}"), session.text("account.off") if count is None else count))
        if name == "held":
            because = session.text("verdict.held-because")
            rows += [(f"  {because} {code}", n) for code, n in taken.held_by_reason.items()]
    session.table("heading.account", ("column.verdict", "column.documents"), rows)
    if taken.register_numbers is not None:
        apart = session.text("account.off") if taken.register_apart is None else taken.register_apart
        session.say("account.register", numbers=taken.register_numbers, apart=apart)
