"""`nhiemvu reread`: kept messages read again by what is in force now — for the administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from adapter.cli import house, org_named, progress
from adapter.cli.house import SystemFresh
from adapter.cli.mapping_against_log import tell
from adapter.cli.reasons import option_reason
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.organisations import Directory
from adapter.reports import directory as directories
from adapter.settings import Settings
from adapter.store import Reader, Store
from adapter.sync import assemble, rereading
from adapter.sync.rereading import Left, Outcome, Run


@click.command()
@click.option("--source", default="", metavar="NAME", help="The source; where there is but one, that.")
@click.option(
    "--since",
    type=org_named.DAY,
    required=True,
    help="Messages received on this day (in Vietnam) or later.",
)
@option_reason
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing: show what would change; exit code 1 if anything.")
@option_config
@option_json
@pass_session
def reread(
    session: Session, *, source: str, since: datetime, reason: str, dry: bool, config: Path, as_json: bool
) -> int:
    """Read messages that the log keeps again by what is in force now, and append what they say otherwise."""
    configuration = assemble.read(house.settings(session, config))
    names = assemble.chosen(configuration, (source,) if source else ())
    if len(names) != 1:
        raise session.misused("against-log.which-source", known=", ".join(names))
    with progress.bar(session.text("progress.reading-again", source=names[0]), None) as step:
        run = Run(
            configuration=configuration,
            source=names[0],
            since=since.date(),
            fresh=SystemFresh(),
            read=partial(_reading, configuration.settings),
            watch=step,
        )
        if not dry:
            outcome = rereading.carry_out(run, reason, partial(house.ask, configuration))
    if dry:
        return _suppose(session, run, as_json=as_json)
    if as_json:
        print_json(asdict(outcome))
    else:
        _tell(session, outcome)
        code = "reread.nothing" if outcome.ruling is None else "reread.done"
        session.say(code, messages=outcome.messages, documents=outcome.documents, events=outcome.events)
    return FINDINGS if outcome.hindered or outcome.withheld else OK


@contextmanager
def _reading(loaded: Settings) -> Iterator[Reader]:
    """Open the newest state for reading, and let go of it before anything is written."""
    with closing(Store.open_reading(*loaded.place)) as store, store.read() as reader:
        yield reader


def _suppose(session: Session, run: Run, *, as_json: bool) -> int:
    with _reading(run.configuration.settings) as reader:
        day = house.today(run.configuration.settings, reader)
        directory: Directory = directories.in_force(reader) or run.configuration.directory
        outcome, supposed = rereading.suppose(run, reader, day)
        found = list(supposed.differences())
    buckets = {bucket or "none": number for bucket, number in sorted(supposed.buckets.items()) if number}
    if as_json:
        print_json(asdict(outcome) | {"buckets": buckets, "differences": [asdict(one) for one in found]})
    else:
        tell(session, found, supposed.buckets, directory)
        _tell(session, outcome, "reread.would-classify")
        session.say("reread.would", messages=outcome.messages, documents=outcome.documents, events=outcome.events)
    return FINDINGS if found or outcome.hindered or outcome.withheld else OK


def _tell(session: Session, outcome: Outcome, classified: str = "reread.classified") -> None:
    """Name what stays as it was, and loudly what counts as classified now."""
    for heading, left in (("heading.hindered", outcome.hindered), ("heading.classified-now", outcome.withheld)):
        if left:
            columns = [f"column.{name}" for name in ("document", "stream", "reason")]
            session.table(heading, columns, [_row(session, one) for one in left])
    if outcome.withheld:
        session.complain(session.text(classified, count=len(outcome.withheld)))
    if outcome.erased:
        session.say("against-log.erased", count=outcome.erased)


def _row(session: Session, one: Left) -> list[str]:
    return [one.document[:8] or "-", session.text(f"stream.{one.stream}"), one.code]
