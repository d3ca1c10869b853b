"""Showing traces: as a tree, as JSON, or as a page in a file. What `task trace` and `report explain` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from adapter.audit import trace as tracing
from adapter.cli import files, page, progress, trace_data, traced
from adapter.cli.outline import Node, node
from adapter.cli.session import Session, print_json
from adapter.cli.traced import Telling
from adapter.reports import directory as directories
from adapter.store import Reader

option_html = click.option(
    "--html", "file", type=click.Path(path_type=Path), help="Write one page to this file; - for stdout."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is shown beside the traces themselves."""

    title: str
    notes: Sequence[str]  #: lines below the title
    first: Sequence[Node] = ()  #: what stands before the assignments
    why: Mapping[str, Sequence[str]] = field(default_factory=dict)  #: of an assignment, what only the figure knows
    more: Mapping[str, Any] = field(default_factory=dict)  #: for JSON


def telling(session: Session, reader: Reader, found: tracing.Traced) -> Telling:
    """Give what a trace is told with; names are those of the directory in force at the position."""
    directory = directories.in_force(reader)
    return Telling(session=session, traced=found, name=lambda agency: directories.name_of(directory, agency))


def walking(
    session: Session, reader: Reader, trace: Callable[[Callable[[int], None]], tracing.Traced]
) -> tracing.Traced:
    """Trace, with progress on a terminal."""
    with progress.bar(session.text("progress.tracing"), reader.size()) as step:
        return trace(step)


def show(told: Telling, root: str, asked: Asked, *, as_json: bool, file: Path | None) -> None:
    """Show traces in the form that was asked for."""
    session = told.session
    if as_json:
        print_json({**trace_data.data(told, root), **asked.more})
        return
    nodes = [*asked.first, *traced.outline(told, asked.why)]
    notes = [*asked.notes, session.text("trace.lines")]
    if file is None:
        session.tree(node(asked.title, [*(node(one, mood="faint") for one in notes), *nodes], "strong"))
        return
    text = page.write(session, asked.title, notes, nodes)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    files.write(file, text.encode())
    session.say("report.written", file=file)


def check_form(session: Session, file: Path | None, *, as_json: bool) -> None:
    """Refuse to be asked for two forms at once."""
    if as_json and file is not None:
        raise session.misused("trace.one-form")
