"""`nhiemvu database`: tables and rights on PostgreSQL — for who keeps the database."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.core.problems import Problem, Refusal
from adapter.store import roles


@click.group()
def database() -> None:
    """Prepare a PostgreSQL database."""


@database.command()
@click.option("--role", required=True, metavar="NAME", help="The role that nhiemvu logs in as; it must exist.")
@click.option("--reader", "readers", multiple=True, metavar="NAME", help="A role that may only read.")
@click.option("--as-file", type=click.Path(path_type=Path), help="File with the owner's address; else the settings'.")
@option_config
@pass_session
def prepare(session: Session, *, role: str, readers: tuple[str, ...], as_file: Path | None, config: Path) -> int:
    """Make or upgrade the tables as their owner, and let ROLE add to the log but never change it."""
    directory, address = house.settings(session, config).place
    if as_file is not None:
        try:
            address = as_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise Refusal(Problem(code="settings.secret-file", values=(("key", "--as-file"),))) from None
    if not address:
        raise Refusal(Problem(code="store.not-postgresql"))
    roles.prepare(directory, address, role, readers)
    session.say("database.prepared", role=role, readers=", ".join(readers) or "-")
    return OK
