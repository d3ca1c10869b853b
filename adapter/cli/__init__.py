"""The command line: one module per audience, imported only when its command is asked for."""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

import click

from adapter import messages
from adapter.cli import session, speaking

COMMANDS: dict[str, str] = {
    "account": "adapter.cli.account:account",
    "activate": "adapter.cli.activate:activate",
    "activation": "adapter.cli.activation:activation",
    "alert": "adapter.cli.alert:alert",
    "backfill": "adapter.cli.backfill:backfill",
    "backup": "adapter.cli.backup:backup",
    "calendar": "adapter.cli.calendar:calendar",
    "check": "adapter.cli.check:check",
    "config": "adapter.cli.config:config",
    "cursor": "adapter.cli.cursor:cursor",
    "database": "adapter.cli.database:database",
    "demo": "adapter.cli.demo:demo",
    "explain": "adapter.cli.explain:explain",
    "log": "adapter.cli.log:log",
    "mapping": "adapter.cli.mapping:mapping",
    "org": "adapter.cli.org:org",
    "outbox": "adapter.cli.outbox:outbox",
    "purge": "adapter.cli.purge:purge",
    "push": "adapter.cli.push:push",
    "quarantine": "adapter.cli.quarantine:quarantine",
    "replay": "adapter.cli.replay:replay",
    "report": "adapter.cli.report:report",
    "reread": "adapter.cli.reread:reread",
    "restore": "adapter.cli.backup:restore",
    "run": "adapter.cli.run:run",
    "simulate": "adapter.simulator.cli:simulate",
    "source": "adapter.cli.source:source",
    "status": "adapter.cli.status:status",
    "task": "adapter.cli.task:task",
}
"""Command → where it lives; loading one does not load the others (start-up time, DESIGN §12 G14)."""


class Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return speaking.translated(command, messages.language())


@click.group(cls=Lazy, name="nhiemvu", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("nhiemvu-adapter"), prog_name="nhiemvu")
def nhiemvu() -> None:
    """Beside a document system: deadlines assigned, a verifiable log, figures anyone can check."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; every way it can end has its exit code (DESIGN §13)."""
    _leave_no_memory_behind()
    language = messages.language()
    speaking.let_library_speak(language)
    sys.exit(session.run(speaking.translated(nhiemvu, language), arguments))


def _leave_no_memory_behind() -> None:
    """Let no core dump be written, whoever started us: it would hold the documents in memory (DESIGN §5).

    One byte instead of none: with none Linux still hands a dump to a program that collects them (core(5)); a limit of
    one byte stops that too, and is less than any dump that is written to a file.
    """
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    least = (0, 0) if limits[1] == 0 else (1, 1)
    # A service manager that has set it already may have forbidden us to.
    if limits != least:
        resource.setrlimit(resource.RLIMIT_CORE, least)
