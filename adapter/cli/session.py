"""What every command shares: settings, language, output, and the exit code of each way to fail."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from adapter import logs, messages
from adapter.cli import outline as outlines
from adapter.cli.outline import Node
from adapter.core.problems import Refusal
from adapter.core.text import inert, is_harmless
from adapter.wire import Later, Trouble

if TYPE_CHECKING:
    from rich.console import Console

OK, FINDINGS, USAGE, UNVERIFIED, LATER, CONFIGURATION = 0, 1, 2, 4, 75, 78
"""Exit codes (DESIGN §13)."""

LATER_CODES = frozenset(
    {"store.busy", "store.unreachable", "forced.never-listed", "forced.not-anchored", "forced.stale"}
)
"""Refusals that pass by themselves; every other one needs a person."""

HISTORY = "history."
"""Codes that begin so tell that the log is not what others hold, or what it says of itself."""

NUMBER = click.IntRange(min=1, max=2**63 - 1)
"""A number that the database has given something."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Session:
    """One run of one command."""

    language: messages.Language = "vi"

    def text(self, code: str, /, **values: object) -> str:
        """Give a text in the language of this run."""
        told = {name: inert(value, keep="") if isinstance(value, str) else value for name, value in values.items()}
        return messages.text(code, self.language, **told)

    def day(self, day: date | str) -> str:
        """Give a day, or one in ISO, as whoever reads this run's language writes it; what is none stays as it is."""
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                return str(day)
        return f"{day:%d/%m/%Y}" if self.language == "vi" else day.isoformat()

    def say(self, code: str, /, **values: object) -> None:
        """Tell the operator something on standard output."""
        click.echo(inert(self.text(code, **values)))

    def complain(self, line: str) -> None:
        """Tell of a problem on standard error."""
        click.echo(inert(line), err=True)

    def refuse(self, code: str, /, **values: object) -> None:
        """Tell on standard error why something is not done, with the code that `explain` knows."""
        self.complain(f"{self.text(code, **values)} [{code}]")

    def misused(self, code: str, /, **values: object) -> click.UsageError:
        """Give the error for what was typed and cannot be meant, with the code that `explain` knows."""
        return click.UsageError(f"{self.text(code, **values)} [{code}]")

    def table(
        self, heading: str, columns: Sequence[str], rows: Iterable[Sequence[object]], /, **values: object
    ) -> None:
        """Print rows as a table; column names are codes of texts, and `values` fill the heading."""
        from rich.table import Table  # noqa: PLC0415 - start-up time
        from rich.text import Text  # noqa: PLC0415

        table = Table(title=inert(self.text(heading, **values)), title_justify="left", header_style="bold")
        for column in columns:
            table.add_column(self.text(column), overflow="fold")
        for row in rows:
            table.add_row(*[Text(inert(str(cell))) for cell in row])
        _console().print(table)

    def tree(self, outline: Node) -> None:
        """Print an outline as a tree."""
        _console().print(outlines.tree(outline))


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415 - start-up time

    return Console(width=None if sys.stdout.isatty() else 160, no_color="NO_COLOR" in os.environ, highlight=False)


def print_json(value: object) -> None:
    """Print a value as JSON, one line per list item so that other tools can stream it."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
    # What is no letter is written as JSON's own escapes: a terminal is led astray by JSON, too.
    click.echo("".join(char if char == "\n" or is_harmless(char) else json.dumps(char)[1:-1] for char in written))


def option_config(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--config`."""
    return click.option(
        "-c",
        "--config",
        type=click.Path(path_type=Path),
        default=Path("config.toml"),
        envvar="NHIEMVU_CONFIG",
        show_default=True,
        help="Settings file.",
    )(command)


def option_json(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")(command)


def pass_session(command: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    """Hand the session to a command as its first argument."""

    def with_session(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(click.get_current_context().find_root().obj, *args, **kwargs)

    return update_wrapper(with_session, command)


def run(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Run a command and turn every way it can fail into words and an exit code."""
    session = Session(language=messages.language())
    logs.configure("warning", "auto")
    _let_output_be_written()
    try:
        ended = command.main(args=arguments, obj=session, standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        _show(error)
        return USAGE
    except click.Abort:
        return FINDINGS
    except (Refusal, Trouble) as failure:
        return _failed(session, failure)
    except (BrokenPipeError, SystemExit):
        # The reader of our output has gone (`| head`); nothing is wrong with us. Of most of these click makes an exit.
        _write_no_more()
        return OK
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _write_no_more()
        session.refuse("output.not-written", reason=os.strerror(error.errno))
        return CONFIGURATION
    return ended if isinstance(ended, int) else OK


def _show(error: click.ClickException) -> None:
    """Tell of wrong usage with a code, also where the library of the command line found it."""
    said = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or _CODED.search(said):
        error.show()
        return
    code = next(code for kind, code in MISUSED.items() if isinstance(error, kind))
    told = f"{said} [{code}]"
    shown = click.UsageError(told, error.ctx) if isinstance(error, click.UsageError) else click.ClickException(told)
    shown.show()


_CODED = re.compile(r"\[[a-z-]+\.[a-z-]+\]$")

MISUSED: dict[type[click.ClickException], str] = {
    click.NoSuchOption: "usage.no-such-option",
    click.MissingParameter: "usage.missing",
    click.BadParameter: "usage.bad-value",
    click.BadOptionUsage: "usage.bad-value",
    click.FileError: "usage.bad-value",
    click.ClickException: "usage.wrong",
}
"""What the library finds wrong → code; of two that fit, the first."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""How a disk that output was directed to fails; what fails on the store's own is a `StoreError`."""


def _let_output_be_written() -> None:
    """Let every letter be written, to a terminal that lacks it as an escape; to nowhere where output was closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _write_no_more() -> None:
    """Let what is left of our output go nowhere: the interpreter would try it once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(session: Session, failure: Refusal | Trouble) -> int:
    if isinstance(failure, Trouble):
        session.complain(f"{session.text(failure.code, **failure.values)} [{failure.code}]")
        return LATER if isinstance(failure, Later) else CONFIGURATION
    for problem in failure.problems:
        session.complain(messages.of_problem(problem, session.language))
    if any(problem.code.startswith(HISTORY) for problem in failure.problems):
        return UNVERIFIED
    if getattr(failure, "declined", False):
        return FINDINGS
    later = all(problem.code in LATER_CODES for problem in failure.problems)
    return LATER if later else CONFIGURATION
