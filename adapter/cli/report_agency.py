"""`nhiemvu report agency`: what one agency sees — its assignments, what is lacking, why each counts where it does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from adapter.cli import house, progress, reasons, rests_on
from adapter.cli.periods import Days, period_of
from adapter.cli.report_build import WRITTEN
from adapter.cli.session import OK, USAGE, Session, option_config, option_json, pass_session, print_json
from adapter.messages import Language
from adapter.packs import files, making, own_sheets, sheets
from adapter.packs.model import Detail, Own, Pack
from adapter.packs.own import Narrowing
from adapter.packs.sheets import Sheet
from adapter.packs.statement import Statement
from adapter.reports import cells, figures
from adapter.reports import directory as directories
from adapter.reports.cells import CellRefused
from adapter.reports.figures import COLUMNS, TOTAL, Report
from adapter.store import Reader

SHOWN = {"assignments": "heading.own", "coordinating": "heading.own-coordinating", "agencies": "heading.own-figures"}
"""Sheets that a terminal shows, with what stands over them."""

BESIDE = frozenset({"column.issued_on", "column.quality", "own.column.receipt"})
"""Columns for which a terminal has no room; files and --json have them."""


@click.command("agency")
@click.argument("which", metavar="AGENCY", default="")
@click.option("--period", "month", metavar="YYYY-MM", help="A month, a quarter (YYYY-Q4) or a year (YYYY).")
@click.option("--until", metavar="DAY", help="Cut-off day; the last day of the period, or today.")
@click.option("--at", "position", type=click.IntRange(min=1), help="As of this position of the log.")
@click.option("--to", "directory", type=click.Path(path_type=Path), help="Write files into this new directory.")
@click.option("--all", "everybody", is_flag=True, help="Sheets of all agencies, each in a folder of its own.")
@click.option("--lang", "language", type=click.Choice(["vi", "en"]), help="Language of the files.")
@click.option("--force", is_flag=True, help="Also when the log is not anchored or a source is stale; takes --reason.")
@reasons.option_force
@option_config
@option_json
@pass_session
def agency(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    which: str,
    month: str | None,
    until: str | None,
    position: int | None,
    directory: Path | None,
    everybody: bool,
    language: Language | None,
    force: bool,
    reason: str,
    config: Path,
    as_json: bool,
) -> int:
    """Show one agency its own assignments: where each stands, what is lacking, and why it counts where it does.

    AGENCY is an id, a code or a name of the directory.
    """
    if bool(which) == everybody or (everybody and directory is None):
        session.refuse("own.which")
        return USAGE
    if force and not reasons.readable(reason):
        session.refuse("forced.needs-reason")
        return USAGE
    with house.looking_back(session, config, position) as (loaded, reader, newest):
        period = period_of(session, Days(month=month, until=until), house.today(loaded, newest))
        if not everybody:
            _id(session, reader, figures.report(reader, period), which)
        if directory is None:
            told = making.stated(reader, period, session.language)
            _show(session, _made(session, reader, told, which)[0], as_json=as_json)
            return OK
    forced = rests_on.forced(session, config, position, reason if force else "", period.until)
    position = rests_on.signed(session, config) if position is None else position
    with house.looking(session, config, position) as (_, reader):
        told = making.stated(reader, period, language or session.language, forced)
        packs = _made(session, reader, told, which)
        _write(session, packs, directory, everybody=everybody, as_json=as_json)
    return OK


def _id(session: Session, reader: Reader, counted: Report, which: str) -> str:
    """Give the id of the agency that is meant; raises `click.UsageError`."""
    try:
        found = cells.of(counted, directories.in_force(reader), which, TOTAL).agency
    except CellRefused as refused:
        raise session.misused(refused.code, **refused.values) from None
    if not found:  # all together
        raise session.misused("explain.agency-unknown", agency=which)
    return found


def _made(session: Session, reader: Reader, told: Statement, which: str) -> list[Pack]:
    """Make the sheet of one agency; without one, of all that have assignments."""
    with progress.bar(session.text("progress.pack"), 2) as step:
        pack = making.make(reader, told, step, trend=False)
    narrowing = Narrowing(reader, pack)
    wanted = [_id(session, reader, pack.report, which)] if which else narrowing.agencies()
    return [narrowing.to(one) for one in wanted]


def _write(session: Session, packs: list[Pack], directory: Path, *, everybody: bool, as_json: bool) -> None:
    with progress.bar(session.text("progress.pack"), len(packs) if everybody else WRITTEN) as step:
        if everybody:
            written = files.build_all(packs, directory, step)
        else:
            written = {packs[0].statement.agency: files.build(packs[0], directory, step)}
    position = packs[0].statement.position if packs else 0
    if as_json:
        print_json({"agencies": written, "directory": str(directory)})
    elif everybody:
        session.say("own.written-all", directory=directory, count=len(packs), position=position)
    else:
        session.say(
            "pack.written", directory=directory, files=len(written[packs[0].statement.agency]), position=position
        )


def _show(session: Session, pack: Pack, *, as_json: bool) -> None:
    assert pack.own is not None  # noqa: S101 - made as a sheet of one agency
    if as_json:
        print_json(_data(session, pack, pack.own))
        return
    for sheet in sheets.of(pack):
        if sheet.key in SHOWN and sheet.rows:
            _table(session, sheet)
    told, until = pack.statement, pack.report.period.until
    if not pack.assignments:
        session.say("own.none", agency=pack.own.name)
    counts = {"count": len(pack.assignments), "others": len(pack.own.coordinating)}
    session.say(
        "own.foot", agency=pack.own.name, until=f"{until:%d/%m/%Y}", position=told.position, root=told.root, **counts
    )


def _table(session: Session, sheet: Sheet) -> None:
    """Print a sheet as it stands on paper, but for what a terminal has no room for."""
    hidden = {session.text(code) for code in BESIDE}
    kept = [number for number, one in enumerate(sheet.columns) if one.on_paper and one.heading not in hidden]
    if sheet.key == "agencies":
        # One line of many figures is read from top to bottom.
        rows = [(one.heading, cell) for one, cell in zip(sheet.columns[1:], sheet.rows[0][1:], strict=True)]
        session.table(SHOWN[sheet.key], ["pack.column.what", "pack.column.value"], rows)
        return
    codes = [sheet.columns[number].heading for number in kept]
    session.table(SHOWN[sheet.key], codes, ([sheets.shown(row[number]) for number in kept] for row in sheet.rows))


def _data(session: Session, pack: Pack, own: Own) -> dict[str, object]:
    """Give the sheet as JSON values; words stand in it as people read them."""
    period = pack.report.period
    return {
        "agency": own.agency,
        "assignments": [_detail(session, one) for one in own.details],
        "coordinating": [one.assignment for one in own.coordinating],
        "figures": {column: sheets.figure(pack.report.total, column, session.text) for column in COLUMNS},
        "log": {"position": pack.statement.position, "root": pack.statement.root},
        "name": own.name,
        "period": {"first": f"{period.first}", "last": f"{period.last}", "until": f"{period.until}"},
    }


def _detail(session: Session, one: Detail) -> dict[str, object]:
    told = one.assigned
    return {
        "assignment": told.assignment,
        "cells": list(told.cells),
        "completed_on": _day(told.completed_on),
        "content": told.content,
        "days_late": told.days_late,
        "days_left": told.days_left,
        "deadline": _day(told.deadline),
        "document": told.document,
        "entered_on": _day(one.entered_on),
        "extended": one.extended,
        "former_deadlines": [f"{day}" for day in one.formers],
        "issued_on": _day(told.issued_on),
        "lacking": list(told.lacking),
        "next": own_sheets.next_step(one, session.text),
        "pushed": {"at": one.pushed_at, "state": one.pushed},
        "quality": told.quality,
        "report": {"document": one.report, "on": _day(one.report_on)},
        "standing": told.standing,
        "subject": told.subject,
        "why": own_sheets.why(one, session.text),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
