"""`nhiemvu mapping`: a mapping looked at, tried and compared — for the administrator."""

from __future__ import annotations

import click

from adapter.cli.mapping_diff import diff
from adapter.cli.mapping_layout import fmt, hash_
from adapter.cli.mapping_lint import lint
from adapter.cli.mapping_list import list_
from adapter.cli.mapping_outcomes import outcomes
from adapter.cli.mapping_preview import look
from adapter.cli.mapping_test import test


@click.group()
def mapping() -> None:
    """Look at mappings, try them and compare them, before one is activated."""


mapping.add_command(outcomes)
for verb in (diff, fmt, hash_, lint, list_, look, test):
    mapping.add_command(verb)
