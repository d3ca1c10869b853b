"""`nhiemvu account`: what became of every document the sources have issued."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.reports import account as accounts

NAMED = 20
"""Numbers that are named; `--json` gives all."""

VERDICTS = ("tasks", "no_task", "out_of_scope", "withheld", "raised", "purged", "rejected", "held")


@click.command()
@option_config
@option_json
@pass_session
def account(session: Session, *, config: Path, as_json: bool) -> int:
    """Show documents by verdict, beside the source's own register."""
    with house.reading(session, config) as reader:
        taken = accounts.take(reader)
    if as_json:
        print_json(accounts.to_data(taken))
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
    if taken.accounted is not None:
        rows.append((session.text("verdict.accounted"), taken.accounted))
    if taken.held_changes:
        rows.append((session.text("verdict.held_changes"), taken.held_changes))
    session.table("heading.account", ("column.verdict", "column.documents"), rows)
    if taken.register_numbers is not None:
        apart = session.text("account.off") if taken.register_apart is None else taken.register_apart
        session.say("account.register", numbers=taken.register_numbers, apart=apart)
    if taken.difference is not None:
        session.say("account.difference" if taken.difference else "account.closes", difference=taken.difference)
    if taken.missing:
        shown = "; ".join(taken.missing[:NAMED])
        session.say("account.missing", count=taken.difference, among=shown, more=max(0, len(taken.missing) - NAMED))
