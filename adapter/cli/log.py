"""`nhiemvu log`: for the auditor."""

from __future__ import annotations

from pathlib import Path

import click

from adapter import messages
from adapter.audit import verify as audit
from adapter.cli import house, progress
from adapter.cli.session import OK, UNVERIFIED, Session, option_config, option_json, pass_session, print_json


@click.group()
def log() -> None:
    """Work with the sync log."""


@log.command()
@option_config
@option_json
@pass_session
def verify(session: Session, *, config: Path, as_json: bool) -> int:
    """Check the whole log: entries, tree, payloads, blobs, causes, and the ledger against a fold from zero."""
    with (
        house.reading(session, config) as reader,
        progress.bar(session.text("progress.verifying"), reader.size()) as step,
    ):
        report = audit.verify(reader, step)
    if as_json:
        print_json(audit.to_data(report))
    else:
        _tell(session, report)
    return UNVERIFIED if report.findings else OK


def _tell(session: Session, report: audit.Report) -> None:
    for finding in report.findings:
        session.complain(messages.of_problem(finding, session.language))
    code = "log.not-verified" if report.findings else "log.verified"
    session.say(code, size=report.size, root=report.root, findings=len(report.findings))
