"""`nhiemvu log witness`: for another department, which cosigns what the log is. Needs no settings and no database."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from adapter import logs
from adapter.cli.session import OK, Session, option_json, pass_session, print_json
from adapter.core.problems import Problem, Refusal
from adapter.store import StoreError, lock, signing
from adapter.witness import place

HIGHEST_PORT = 65535

option_directory = click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The witness's own directory: its key, and what it has cosigned.",
)


@click.group()
def witness() -> None:
    """Cosign the checkpoints of other people's logs, each only when it goes on from the last (C2SP tlog-witness)."""


@witness.command()
@option_directory
@click.option("--name", default="", help="What the witness is called; else a name is made up.")
@pass_session
def init(session: Session, *, directory: Path, name: str) -> int:
    """Make the key of a witness, and print the verifier key that logs and auditors need."""
    made = place.make(directory, name)
    session.say("witness.made", directory=str(directory))
    click.echo(str(made.verifier))
    return OK


@witness.command()
@option_directory
@click.option("--log", "key", metavar="VKEY", required=True, help="The log's verifier key, as `log init` prints it.")
@pass_session
def add(session: Session, *, directory: Path, key: str) -> int:
    """Watch a log from now on; a running witness takes notice at once."""
    log = signing.verifier(directory, key, "--log")
    session.say("witness.watched" if place.watch(directory, log) else "witness.watched-already", log=log.name)
    return OK


@witness.command()
@option_directory
@option_json
@pass_session
def show(session: Session, *, directory: Path, as_json: bool) -> int:
    """Show the witness's verifier key, and what it has cosigned of each log."""
    public = place.verifier(directory)
    rows = [_row(directory, origin) for origin in sorted({one.name for one in place.watched(directory)})]
    if as_json:
        print_json({"verifier": str(public), "logs": rows})
        return OK
    click.echo(str(public))
    table = [[row["log"], row["size"], row["at"], row["refused"]] for row in rows]
    session.table(
        "heading.witness", ("column.log", "column.cosigned-size", "column.cosigned-at", "column.refused"), table
    )
    return OK


def _row(directory: Path, origin: str) -> dict[str, object]:
    found = place.newest(directory, place.name_of(origin), place.verifier(directory))
    at = datetime.fromtimestamp(found.at, UTC).isoformat().replace("+00:00", "Z") if found else None
    refused = [str(file) for file in place.refused(directory, origin)]
    return {"log": origin, "size": found.checkpoint.size if found else 0, "at": at, "refused": len(refused)}


@witness.command()
@option_directory
@click.option("--listen", metavar="HOST:PORT", default="127.0.0.1:8943", show_default=True, help="Where to listen.")
@pass_session
def serve(session: Session, *, directory: Path, listen: str) -> int:
    """Cosign what watched logs send, until asked to stop."""
    from adapter.witness import server, service  # noqa: PLC0415 - start-up time
    from adapter.witness.cosigning import Witness  # noqa: PLC0415 - the same

    logs.configure("info", "auto")
    key = place.key(directory)
    held = lock.take(directory)
    try:
        for origin in {one.name for one in place.watched(directory)}:
            place.newest(directory, place.name_of(origin), key.verifier)
        host, port = _address(listen)
        try:
            taken = server.bind(host, port)
        except (OSError, ValueError):
            raise StoreError("witness.no-port", directory, listen=listen) from None
        with closing(taken):
            told = f"http://{host}:{taken.getsockname()[1]}"
            application = service.application(Witness(directory, key))
            server.serve(application, taken, lambda: session.say("witness.ready", url=told))
    finally:
        os.close(held)
    return OK


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or len(port) > len(str(HIGHEST_PORT)) or int(port) > HIGHEST_PORT:
        raise Refusal(Problem(code="witness.bad-listen", values=(("listen", listen),)))
    return host.strip("[]"), int(port)
