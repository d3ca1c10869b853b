"""`nhiemvu mapping`: a mapping looked at, tried and compared — for the administrator."""

from __future__ import annotations

import click

from adapter.cli.mapping_outcomes import outcomes
from adapter.cli.mapping_test import test


@click.group()
def mapping() -> None:
    """Look at mappings, try them and compare them, before one is activated."""


mapping.add_command(outcomes)
mapping.add_command(test)
