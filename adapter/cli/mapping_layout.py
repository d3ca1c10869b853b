"""`nhiemvu mapping fmt` and `hash`: one layout for a mapping, and its name — for the administrator."""

from __future__ import annotations

import difflib

import click

from adapter import settings as files
from adapter.cli import replacing
from adapter.cli.mapping_files import read
from adapter.cli.session import FINDINGS, OK, Session, pass_session
from adapter.core.text import inert
from adapter.workbench.formatting import formatted


@click.command("fmt")
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--diff", "showing", is_flag=True, help="Write nothing: show what would change; exit code 1 if anything.")
@pass_session
def fmt(session: Session, *, names: tuple[str, ...], showing: bool) -> int:
    """Lay every mapping FILE out anew: order of keys, indentation, quotes. Content, comments and digest stay."""
    texts = [(name, files.read_file(name)) for name in names]
    pairs = [(name, text, formatted(text, name)) for name, text in texts]
    different = [pair for pair in pairs if pair[1] != pair[2]]
    if showing:
        for name, old, new in different:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")
            click.echo(inert("\n".join(lines)))
        return FINDINGS if different else OK
    for name, old, new in pairs:
        if old != new:
            replacing.replace(name, new.encode())
        session.say("layout.same" if old == new else "layout.written", file=name)
    return OK


@click.command("hash")
@click.argument("name", metavar="FILE")
@pass_session
def hash_(session: Session, *, name: str) -> int:  # noqa: ARG001 - every verb has a session
    """Print the digest of a mapping FILE: by it an activation, a log and a person name the same rules."""
    click.echo(read(name).digest)
    return OK
