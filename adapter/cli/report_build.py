"""`nhiemvu report build`: the report of a period as files that can be handed out, made from system data alone."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.cli import house, progress, reasons, rests_on
from adapter.cli.periods import Days, period_of
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session, print_json
from adapter.messages import Language
from adapter.packs import files, making
from adapter.packs.statement import Statement
from adapter.store import Reader

WRITTEN = 15
"""So many files a pack has beside its manifest, for the bar."""


@click.command("build")
@click.option("--period", "month", metavar="YYYY-MM", help="A month, a quarter (YYYY-Q4) or a year (YYYY).")
@click.option("--until", metavar="DAY", help="Cut-off day; the last day of the period, or today.")
@click.option("--at", "position", type=click.IntRange(min=1), help="As of this position of the log.")
@click.option(
    "--to",
    "directory",
    type=click.Path(path_type=Path),
    help="New directory of the files; named by the period if not given.",
)
@click.option("--lang", "language", type=click.Choice(["vi", "en"]), help="Language of the files.")
@click.option("--force", is_flag=True, help="Also when the log is not anchored or a source is stale; takes --reason.")
@reasons.option_force
@option_config
@option_json
@pass_session
def build(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    month: str | None,
    until: str | None,
    position: int | None,
    directory: Path | None,
    language: Language | None,
    force: bool,
    reason: str,
    config: Path,
    as_json: bool,
) -> int:
    """Write the report of a period as XLSX, PDF, HTML and CSV, all of it or nothing, with a manifest.

    The same log position, period and settings give the same bytes, on any machine.
    """
    if force and not reasons.readable(reason):
        session.refuse("forced.needs-reason")
        return USAGE
    with house.looking_back(session, config, position) as (loaded, _, newest):
        period = period_of(session, Days(month=month, until=until), house.today(loaded, newest))
    forced = rests_on.forced(session, config, position, reason if force else "", period.until)
    position = rests_on.signed(session, config) if position is None else position
    with house.looking(session, config, position) as (_, reader):
        statement = making.stated(reader, period, language or session.language, forced)
        target = directory or Path(files.stem(statement))
        digests = _write(session, reader, statement, target)
    told = {"directory": str(target), "files": digests, "statement": statement.text()}
    if as_json:
        print_json(told)
    else:
        session.say("pack.written", directory=target, files=len(digests), position=statement.position)
    return OK


def _write(session: Session, reader: Reader, statement: Statement, target: Path) -> dict[str, str]:
    parts = making.parts()
    with progress.bar(session.text("progress.pack"), parts + WRITTEN) as step:
        pack = making.make(reader, statement, step)
        return files.build(pack, target, lambda done: step(parts + done))
