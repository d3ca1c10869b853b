"""`nhiemvu explain CODE`: what a code means and what to do."""

from __future__ import annotations

import difflib

import click

from adapter import messages
from adapter.cli.session import FINDINGS, OK, Session, pass_session


@click.command()
@click.argument("code")
@pass_session
def explain(session: Session, *, code: str) -> int:
    """Explain a stable code such as `store.busy`."""
    known = messages.catalogue()
    if code in known:
        click.echo(messages.text(code, session.language))
        return OK
    near = difflib.get_close_matches(code, known, n=3)
    session.refuse("explain.unknown", code=code, near=", ".join(near) or "-")
    return FINDINGS
