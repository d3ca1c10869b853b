"""`nhiemvu org lint`, `import`, `copy`: directory files, for whoever maintains them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from adapter import messages
from adapter import settings as files
from adapter.cli import house, told_files
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session
from adapter.core.organisations import lint as look
from adapter.core.organisations.writing import imported


@click.command()
@click.argument("file", default="")
@option_config
@option_json
@pass_session
def lint(session: Session, *, file: str, config: Path, as_json: bool) -> int:
    """Look for what is wrong in a directory FILE, by line; in that of the settings unless one is named."""
    name = file or house.settings(session, config).directory
    found = [(one.weight, one.problem) for one in look(files.read_file(name), name)]
    return told_files.findings(session, name, found, as_json=as_json)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "into", type=click.Path(path_type=Path), required=True, help="The file to write; a new one.")
@click.option("--prefix", default="ORG", show_default=True, help="Ids begin so where the list has none.")
@click.option("--kind", default="", help="Kind of the bodies where the list has none.")
@pass_session
def import_(session: Session, *, file: Path, into: Path, prefix: str, kind: str) -> int:
    """Make a directory file of a list that others keep: CSV with headers in Vietnamese or English."""
    made = imported(files.read_file(str(file)), str(file), prefix, kind)
    for problem in made.problems:
        session.complain(messages.of_problem(problem, session.language))
    for column in made.unknown:
        session.say("org.import-column", column=column or "-")
    if made.problems:
        return FINDINGS
    told_files.put(into, made.text)
    session.say("org.imported", count=made.rows, file=str(into))
    return OK


@click.command()
@click.argument("into", metavar="FILE", type=click.Path(path_type=Path))
@option_config
@pass_session
def copy(session: Session, *, into: Path, config: Path) -> int:
    """Write the directory that the settings name into a new FILE, to be kept up to date from there."""
    told_files.put(into, files.read_file(house.settings(session, config).directory))
    # In the settings a relative name is meant from where they lie.
    named = into if into.is_absolute() else os.path.relpath(into, config.parent)
    session.say("org.copied", file=str(into), named=str(named))
    return OK
