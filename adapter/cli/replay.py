"""`nhiemvu replay`: the log lived through once more, to see that it comes to the same — for the auditor.

Looks only: the store is opened for reading, no connector is made, and nothing is ever pushed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli import house, progress, replay_shown
from adapter.cli.periods import Days, period_of
from adapter.cli.session import (
    FINDINGS,
    OK,
    UNVERIFIED,
    Session,
    option_config,
    option_json,
    pass_session,
    print_json,
)
from adapter.core import mapping
from adapter.replay import chosen, fold, logged, outcome
from adapter.replay.fold import Folded
from adapter.replay.outcome import Outcome
from adapter.replay.reinterpret import Asked
from adapter.store import Reader

SHOWN = 20
"""So many differences are shown where nobody says how many."""

RECORDED = "recorded"


@click.command()
@click.option("--fold", "fold_it", is_flag=True, help="Make the ledger anew from the entries alone, and compare.")
@click.option("--reinterpret", is_flag=True, help="Read and decide every kept message again, and compare.")
@click.option(
    "--check",
    is_flag=True,
    help="Before an upgrade: everything as recorded, but the rules of this program; exit code 1 on any difference.",
)
@click.option(
    "--mapping",
    "version",
    default=RECORDED,
    show_default=True,
    metavar="VERSION|FILE",
    help="Read by another mapping: a file, the entry that put it in force, or how its identity begins.",
)
@click.option("--source", default="", metavar="NAME", help="Messages of this source only.")
@click.option("--from", "first", default="", metavar="ENTRY|DAY", help="Messages that arrived there or later.")
@click.option("--to", "last", default="", metavar="ENTRY|DAY", help="Messages that arrived there or earlier.")
@click.option("--at", "position", type=click.IntRange(min=0), help="As of this position of the log.")
@click.option("--period", "month", metavar="YYYY-MM", help="Figures of a month, or a year (YYYY).")
@click.option("--until", metavar="DAY", help="Cut-off day of the figures.")
@click.option("--explain", "most", type=click.IntRange(min=0), metavar="N", help="Show so many differences.")
@option_config
@option_json
@pass_session
def replay(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    fold_it: bool,
    reinterpret: bool,
    check: bool,
    version: str,
    source: str,
    first: str,
    last: str,
    position: int | None,
    month: str | None,
    until: str | None,
    most: int | None,
    config: Path,
    as_json: bool,
) -> int:
    """Live through the log once more: fold its entries, and reinterpret what it keeps. Nothing is written or told."""
    if check and version != RECORDED:
        raise session.misused("replay.check-takes-recorded")
    fold_it, reinterpret = fold_it or not (reinterpret or check), reinterpret or check or not fold_it
    limit = most if most is not None or as_json else SHOWN
    folded: Folded | None = None
    found: Outcome | None = None
    with house.looking_back(session, config, position) as (_, reader, newest):
        if fold_it:
            with progress.bar(session.text("progress.folding"), reader.size()) as step:
                folded = fold.fold(reader, limit, step)
        position = position if position is None else _whole(session, newest, position)
    if reinterpret:
        with house.looking(session, config, position) as (loaded, reader):
            asked = _asked(session, reader, Wanted(version=version, source=source, first=first, last=last))
            period = period_of(session, Days(month=month, until=until), house.today(loaded, reader))
            with progress.bar(session.text("progress.reinterpreting"), reader.size()) as step:
                found = outcome.run(reader, asked, period, limit, step)
    if as_json:
        print_json(replay_shown.to_data(folded, found))
    else:
        replay_shown.show(session, folded, found)
    if folded is not None and not folded.agrees:
        return UNVERIFIED
    return OK if found is None or found.is_clean(check=check) else FINDINGS


def _whole(session: Session, newest: Reader, position: int) -> int:
    """Give the position up to which messages are read again, and say so where it is an earlier one."""
    found = logged.whole(newest, position)
    if found != position:
        session.complain(session.text("replay.whole", position=position, whole=found))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be compared, as it was written."""

    version: str
    source: str
    first: str
    last: str


def _asked(session: Session, reader: Reader, wanted: Wanted) -> Asked:
    """Understand what is to be compared; raises UsageError and `Refusal`."""
    known = chosen.mapped_sources(reader)
    if wanted.source and wanted.source not in known:
        raise session.misused("replay.no-source", known=", ".join(known) or "-")
    instead = _instead(session, reader, wanted, known)
    (first_seq, first_on), (last_seq, last_on) = (_place(session, text) for text in (wanted.first, wanted.last))
    return Asked(
        sources=frozenset([wanted.source] if wanted.source else ()),
        first_seq=first_seq or 0,
        last_seq=last_seq,
        first_on=first_on,
        last_on=last_on,
        instead=instead,
    )


def _instead(session: Session, reader: Reader, wanted: Wanted, known: list[str]) -> Mapping[str, mapping.Mapping]:
    if wanted.version == RECORDED:
        return {}
    sources = [wanted.source] if wanted.source else known
    if len(sources) != 1:
        raise session.misused("against-log.which-source", known=", ".join(known))
    (source,) = sources
    if Path(wanted.version).is_file():
        text = files.read_file(wanted.version)
        return {source: mapping.load(text, wanted.version, files.beside(wanted.version))}
    return {source: chosen.recorded(reader, source, wanted.version)}


def _place(session: Session, written: str) -> tuple[int | None, date | None]:
    """Read an entry or a day; neither where nothing is written."""
    if not written:
        return None, None
    if written.isdecimal():
        return int(written), None
    with suppress(ValueError):
        return None, date.fromisoformat(written)
    raise session.misused("replay.bad-place", written=written)
