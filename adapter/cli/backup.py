"""`nhiemvu backup`, `nhiemvu restore`: for who keeps the data."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from adapter.audit import backup as backups
from adapter.cli import house, progress
from adapter.cli.session import OK, Session, option_config, pass_session
from adapter.core.problems import Problem, Refusal
from adapter.settings import Settings
from adapter.store import Reader, Store
from adapter.sync import checkpoints
from adapter.sync import clock as clocks


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--with-keys", is_flag=True, help="Copy the key that signs the log, too: then guard the backup like it.")
@option_config
@pass_session
def backup(session: Session, *, directory: Path, with_keys: bool, config: Path) -> int:
    """Copy the data to a new DIRECTORY while the program runs, and verify the copy."""
    loaded = house.settings(session, config)
    with closing(Store.open_reading(*loaded.place)) as store:
        with store.read() as reader:
            size = reader.size()
            key = _key_file(loaded, reader) if with_keys else None
        with progress.bar(session.text("progress.verifying"), size) as step:
            signs = checkpoints.signs
            done = backups.backup(store, directory, clocks.system(), signs, signing_key=key, progress=step)
    session.say("backup.done", directory=str(directory), size=done.size, root=done.root)
    session.say("backup.with-key" if done.signing_key else "backup.without-key")
    return OK


def _key_file(settings: Settings, reader: Reader) -> Path:
    """Say where the key lies that signs the log; raises `Refusal` where there is none, or another one."""
    found = checkpoints.placed(settings, reader)
    if found is None:
        raise Refusal(Problem(code="signing.no-key", values=(("file", str(settings.signing_key)),)))
    return found[0]


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", type=click.Path(path_type=Path), required=True, help="The data directory to make of it."
)
@option_config
@pass_session
def restore(session: Session, *, directory: Path, target: Path, config: Path) -> int:
    """Make a data directory of the backup in DIRECTORY, once all of it has been verified."""
    house.settings(session, config)
    done = backups.restore(directory, target, checkpoints.signs)
    session.say("restore.done", directory=str(target), size=done.size, root=done.root)
    if not done.signing_key:
        session.say("restore.no-signing-key")
    session.say("restore.next")
    return OK
