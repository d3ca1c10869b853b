"""`nhiemvu report yearly`: the figures of a year for whoever rates agencies, signed, with the log behind them."""

from __future__ import annotations

from pathlib import Path

import click

from adapter.audit import folders
from adapter.cli import house, progress, reasons, rests_on
from adapter.cli.periods import Days, period_of
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session, print_json
from adapter.core.problems import Problem, Refusal
from adapter.packs import yearly as extracts
from adapter.sync import assemble, checkpoints


@click.command("yearly")
@click.option("--year", type=click.IntRange(1990, 9998), required=True, help="The year that is rated.")
@click.option("--until", metavar="DAY", help="Cut-off day; the last day of the year, or today.")
@click.option(
    "--to", "directory", type=click.Path(path_type=Path), required=True, help="Write files into this new directory."
)
@click.option("--force", is_flag=True, help="Also when the log is not anchored or a source is stale; takes --reason.")
@reasons.option_force
@option_config
@option_json
@pass_session
def yearly(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    year: int,
    until: str | None,
    directory: Path,
    force: bool,
    reason: str,
    config: Path,
    as_json: bool,
) -> int:
    """Write the figures of a year per agency for other programs, signed, with the log, for whoever rates agencies.

    Whoever has the verifier key verifies the directory without this program: verify_log.py --extract.
    """
    if force and not reasons.readable(reason):
        session.refuse("forced.needs-reason")
        return USAGE
    folders.refuse_taken(directory, over_empty=True)
    with house.looking(session, config) as (loaded, reader):
        cut = period_of(session, Days(month=str(year), until=until), house.today(loaded, reader)).until
        signer = checkpoints.key(loaded, reader)
        if signer is None:
            raise Refusal(Problem(code="signing.no-key", values=(("file", str(loaded.signing_key)),)))
    forced = rests_on.forced(session, config, None, reason if force else "", cut)
    # An export leaves: the log tells of it first, and is signed with that.
    house.enter(session, assemble.read(loaded), "export", redacted="yes")
    with (
        house.looking(session, config) as (_, reader),
        progress.bar(session.text("progress.pack"), extracts.parts()) as step,
    ):
        digests = extracts.build(reader, signer, year, cut, directory, forced, step)
    if as_json:
        print_json({"directory": str(directory), "files": digests})
    else:
        session.say("own.yearly-written", directory=directory, files=len(digests), key=str(signer.verifier))
    return OK
