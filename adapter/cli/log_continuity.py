"""`nhiemvu log rotate-key`, `succeed`: the log goes on under another key, or after a restore."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from adapter.cli import files, house
from adapter.cli.reasons import option_reason
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.store import signing
from adapter.sync import activate, assemble, checkpoints, elsewhere, rotation, succession
from adapter.sync import clock as clocks


@click.command("rotate-key")
@option_reason
@click.option("--lost", is_flag=True, help="The key that signed so far is lost and cannot answer for the next.")
@option_config
@pass_session
def rotate_key(session: Session, *, reason: str, lost: bool, config: Path) -> int:
    """Let a new key sign the log from here on; the one before it answers for it."""
    loaded = house.settings(session, config)
    configuration = assemble.read(loaded)
    with house.reading(session, config) as reader:
        origin = checkpoints.origin(reader)
    following = rotation.prepare(loaded, origin)
    told = house.ask(configuration, "rotate", reason=reason, lost="yes" if lost else "")
    signing.keep(loaded.data_directory, following)
    signing.put_in_place(loaded.data_directory, loaded.signing_key, origin)
    if told["seq"] is None:
        session.say("rotation.completed", file=str(loaded.signing_key))
    else:
        session.say("rotation.lost" if lost else "rotation.done", seq=told["seq"], file=str(loaded.signing_key))
    click.echo(str(following))
    return OK


@click.command()
@click.option(
    "--checkpoint",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help="The newest checkpoint that is held elsewhere.",
)
@option_reason
@click.option(
    "--erasures",
    "kept",
    type=click.Path(path_type=Path),
    help="What `purge export` wrote outside the backup: erased once more.",
)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="A verifier key that signed the checkpoint.")
@click.option("--lost", is_flag=True, help="The signing key is lost, too: nobody signs until `rotate-key --lost`.")
@option_config
@pass_session
def succeed(
    session: Session, *, file: Path, reason: str, kept: Path | None, keys: tuple[str, ...], lost: bool, config: Path
) -> int:
    """Let a log that was restored from a backup go on under a new name, and say what is missing."""
    loaded = house.settings(session, config)
    directory = loaded.data_directory
    known = [*signing.verifiers(directory), *[signing.verifier(directory, key, "--key") for key in keys]]
    wanted = succession.Wanted(
        checkpoint=files.read(file),
        known=known,
        erasures=[] if kept is None else files.erasures(kept),
        lost=lost,
        note={"actor": activate.actor(), "reason": reason},
    )
    # Others hold more than is here: that is why it is done.
    with closing(elsewhere.restored(loaded)) as store, store.write() as writer:
        now = clocks.latest(loaded.clock, writer)
        done = succession.succeed(writer, loaded, wanted, house.SystemFresh(), now)
    session.say("succession.done", origin=done.origin, seq=done.seq, size=done.size, gap=done.gap, erased=done.erased)
    if done.verifier is None:
        session.say("succession.unsigned")
        return OK
    signing.keep(directory, done.verifier)
    session.say("succession.verifier")
    click.echo(str(done.verifier))
    return OK
