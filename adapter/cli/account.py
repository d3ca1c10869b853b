"""`nhiemvu account`: what became of every document the sources have issued."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from adapter.cli import account_shown, house
from adapter.cli.periods import Days, period_of
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.cli.task import option_at
from adapter.reports import account as accounts
from adapter.reports import accounted
from adapter.sync import assemble

NAMED = 20
"""Numbers that are named; `--json` gives all."""

VERDICTS = ("tasks", "no_task", "out_of_scope", "withheld", "raised", "purged", "rejected", "held", "not_fetched")


@click.command()
@click.option("--source", default="", help="Of this source alone.")
@click.option("--period", "month", metavar="YYYY-MM", help="Only documents of this month, or year (YYYY).")
@click.option("--all", "everything", is_flag=True, help="Name every single thing.")
@option_at
@option_config
@option_json
@pass_session
def account(
    session: Session,
    *,
    source: str,
    month: str | None,
    everything: bool,
    position: int | None,
    config: Path,
    as_json: bool,
) -> int:
    """Show documents by source, month and verdict, beside the source's own register, and what stands out."""
    with house.looking(session, config, position) as (loaded, reader):
        period = period_of(session, Days(month=month), house.today(loaded, reader)) if month is not None else None
        house.of_source(loaded, reader, source)
        whole = accounted.whole(reader, assemble.limits(loaded), source)
        taken = accounts.take(reader, source)
        told = None if period is None else whole.within(period.first, period.last)
    if as_json:
        shown = account_shown.to_data(whole) if told is None else account_shown.period_to_data(told)
        print_json((accounts.to_data(taken) if told is None else {}) | shown | {"position": reader.position})
        return OK
    if told is None:
        show(session, taken)
    most = None if everything else NAMED
    account_shown.show(session, whole, told, most)
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
