"""`nhiemvu mapping diff --against-log`: what another mapping would change in the ledger — for the administrator."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import click

from adapter.audit.what_if import Difference, WhatIf
from adapter.cli import house, org_named, progress
from adapter.cli.session import FINDINGS, OK, Session, print_json
from adapter.core import mapping
from adapter.core.organisations import Directory
from adapter.reports import directory as directories
from adapter.sync import assemble, named
from adapter.workbench.differing import Written


def against_log(
    session: Session, both: tuple[Written, Written], source: str, config: Path, since: date | None
) -> tuple[list[Difference], WhatIf]:
    """Read what the log keeps of a source by two mappings, each given as it is written. Nothing is written down."""
    configuration = assemble.read(house.settings(session, config))
    names = assemble.chosen(configuration, (source,) if source else ())
    if len(names) != 1:
        raise session.misused("against-log.which-source", known=", ".join(names))
    (source,) = names
    old, new = (mapping.load(*one) for one in both)
    with house.reading(session, config) as reader:
        bodies = directories.in_force(reader) or configuration.directory
        asked = WhatIf(
            reader=reader,
            old=assemble.rereader(configuration, source, old, bodies),
            new=assemble.rereader(configuration, source, new, bodies),
            day=house.today(configuration.settings, reader),
            resolve=partial(named.found, reader, source),
        )
        found = []
        with progress.bar(session.text("progress.reading-again", source=source), None) as step:
            for one in asked.differences(since):
                found.append(one)
                step(asked.messages)
    return found, asked


def show(session: Session, found: list[Difference], asked: WhatIf, *, as_json: bool) -> int:
    """Print what would change; give the exit code."""
    if as_json:
        buckets = {bucket or "none": number for bucket, number in sorted(asked.buckets.items()) if number}
        counts = {"messages": asked.messages, "erased": asked.erased, "buckets": buckets}
        print_json(counts | {"differences": [asdict(one) for one in found]})
        return FINDINGS if found else OK
    tell(session, found, asked.buckets, asked.old.directory)
    documents = len({one.document for one in found})
    assignments = len({(one.document, one.task, one.lead) for one in found if one.task})
    session.say("against-log.summary", messages=asked.messages, documents=documents, assignments=assignments)
    if asked.erased:
        session.say("against-log.erased", count=asked.erased)
    return FINDINGS if found else OK


def tell(session: Session, found: list[Difference], buckets: Counter[str], directory: Directory) -> None:
    """Print differences as a table, and by how many assignments each bucket would change."""
    rows = []
    for one in found:
        name = directory.name(one.lead) if one.lead else ""
        for what, was, then in one.changes:
            told = [_word(session, what, value) for value in (was, then)]
            rows.append([one.document[:8], one.assignment[:8] or "-", one.task or "-", name or "-", what, *told])
    if rows:
        columns = ("document", "assignment", "task", "lead", "field", "was", "would_be")
        session.table("heading.against-log", [f"column.{name}" for name in columns], rows)
    for bucket, number in sorted(buckets.items()):
        if number and bucket:
            session.say("against-log.bucket", bucket=session.text(f"standing.{bucket}"), count=f"{number:+d}")


def _word(session: Session, what: str, value: str) -> str:
    return session.text(f"standing.{value}") if what == "bucket" and value else value or "-"


option_since = click.option(
    "--since", type=org_named.DAY, help="With --against-log: only documents issued on this day or later."
)
