"""`nhiemvu report verify`, `list` and `diff`: packs that were built, held against the log and against each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from adapter.cli import house, progress
from adapter.cli.periods import Days, period_of, read
from adapter.cli.session import FINDINGS, OK, UNVERIFIED, Session, option_config, option_json, pass_session, print_json
from adapter.core.problems import Place, Problem, Refusal
from adapter.core.text import collated
from adapter.packs import files, making, sheets, verifying
from adapter.packs.comparing import Difference
from adapter.packs.model import Pack
from adapter.packs.sheets import Cell
from adapter.packs.verifying import Listed, Verified
from adapter.reports import columns
from adapter.reports.columns import COLUMNS, KINDS
from adapter.reports.ratio import NONE
from adapter.store import Reader

SHOWN = 100
"""So many differences are printed; all of them with --json."""


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@option_config
@option_json
@pass_session
def verify(session: Session, *, path: Path, config: Path, as_json: bool) -> int:
    """Make a pack anew from the log, at the position that it states, and name every cell that is another one.

    PATH is one file of a pack, or its whole directory. Ends with 0 when every byte agrees, else with 4.
    """
    found, whole = verifying.given(path)
    told = verifying.stated(found, path)
    with _room(path) as folder, house.reading(session, config) as reader:
        result = verifying.verify(reader, told, found, folder, whole=whole)
    if as_json:
        print_json(_data(result))
    else:
        _show(session, result)
    return UNVERIFIED if result.differences else OK


@contextmanager
def _room(path: Path) -> Iterator[Path]:
    """Give a folder beside the given files, where the workbook's rows wait: what it holds lies there anyway."""
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".verify-") as folder:
            yield Path(folder)
    except OSError as error:
        # Also while it is used: the workbook's rows may be more than the disk still takes.
        reason = error.strerror or type(error).__name__
        raise Refusal(
            Problem(code="built.no-room", place=Place(file=str(path)), values=(("reason", reason),))
        ) from None


def _show(session: Session, result: Verified) -> None:
    for one in result.differences[:SHOWN]:
        session.say(f"pack.differs.{one.what}", **_values(session, one))
    if len(result.differences) > SHOWN:
        session.say("pack.differs.more", count=len(result.differences) - SHOWN)
    if result.erased:
        session.say("pack.verify-erased", count=result.erased)
    if result.since:
        named = ", ".join(map(str, result.since[:SHOWN])) + (", …" if len(result.since) > SHOWN else "")
        session.say("pack.verify-erased-since", position=result.statement.position, entries=named)
    wrong = {one.file for one in result.differences}
    code = "pack.verify-bad" if wrong else "pack.verify-good"
    session.say(
        code, files=len(result.files), wrong=len(wrong), position=result.statement.position, root=result.statement.root
    )


def _values(session: Session, one: Difference) -> dict[str, object]:
    nothing = session.text("pack.nothing")
    place = f"{one.sheet}!{one.cell}" if one.sheet else one.cell
    return {
        "file": one.file,
        "sheet": one.sheet,
        "cell": place,
        "said": one.said or nothing,
        "made": one.made or nothing,
    }


def _data(result: Verified) -> dict[str, object]:
    differences = [
        {"cell": one.cell, "file": one.file, "made": one.made, "said": one.said, "sheet": one.sheet, "what": one.what}
        for one in result.differences
    ]
    return {
        "differences": differences,
        "erased": result.erased,
        "erased_since": list(result.since),
        "files": list(result.files),
        "statement": result.statement.text(),
    }


@click.command("list")
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@option_json
@pass_session
def listing(session: Session, *, directory: Path, as_json: bool) -> int:
    """List the packs in DIRECTORY: period, cut-off day, position, and whether their files are as they were built.

    Ends with 1 when any pack is broken, changed or incomplete.
    """
    found = verifying.listed(directory)
    if as_json:
        print_json([_listed_data(one) for one in found])
    else:
        columns = [
            "pack.directory",
            "report.period",
            "report.until",
            "report.position",
            "pack.language",
            "pack.as-built",
        ]
        session.table("heading.packs", columns, (_listed_row(session, one) for one in found))
    for one in found:
        if one.is_broken:
            session.refuse("pack.manifest-broken", file=str(one.folder / files.MANIFEST), directory=str(one.folder))
    return OK if all(one.is_sound for one in found) else FINDINGS


def _listed_data(one: Listed) -> dict[str, object]:
    told = one.statement.text() if one.statement else None
    return {"broken": one.is_broken, "directory": str(one.folder), "sound": one.is_sound, "statement": told}


def _listed_row(session: Session, one: Listed) -> list[object]:
    told = one.statement
    state = session.text("pack.broken" if one.is_broken else "pack.sound" if one.is_sound else "pack.not-sound")
    if told is None:
        return [one.folder, "–", "–", "–", "–", state]
    period = f"{told.period.first:%d/%m/%Y} – {told.period.last:%d/%m/%Y}"
    whose = f" [{told.agency}]" if told.agency else ""
    return [one.folder, period + whose, f"{told.period.until:%d/%m/%Y}", told.position, told.language, state]


@click.command("diff")
@click.argument("former")
@click.argument("later")
@option_config
@option_json
@pass_session
def diff(session: Session, *, former: str, later: str, config: Path, as_json: bool) -> int:
    """Name every figure in which two reports differ; each is a built pack, or a period of today's log.

    A pack, named by its directory or one of its files, is made anew from the log at the position that it states. Of an
    agency's sheet only the figures of that agency are compared.
    """
    with house.looking(session, config) as (loaded, reader):
        today = house.today(loaded, reader)
        packs = [_pack(session, reader, one, today) for one in (former, later)]
    if len({one.statement.agency for one in packs} - {""}) > 1:
        raise session.misused("pack.diff-agencies")
    rows = differing(session, packs[0], packs[1])
    if as_json:
        keys = ("agency", "name", "column", "former", "later")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return OK
    heads = ["column.lead", "pack.column.word", "pack.former", "pack.later"]
    shown = [[name, session.text(columns.text_of(column)), one, other] for _, name, column, one, other in rows]
    session.table("heading.pack-diff", heads, shown)
    session.say("pack.diff-count", count=len(rows), former=_named(packs[0]), later=_named(packs[1]))
    return OK


def _pack(session: Session, reader: Reader, named: str, today: date) -> Pack:
    """Make the pack that is meant: of a directory or file by what it states, else of a period at the log's end."""
    path = Path(named)
    # An empty text would name the folder where one is.
    if read(named) is None and not (named and path.exists()):
        raise session.misused("pack.diff-neither", named=named)
    if path.exists():
        found, _ = verifying.given(path)
        told = verifying.stated(found, path)
        verifying.check(reader, told, str(path))
    else:
        told = making.stated(reader, period_of(session, Days(month=named), today), session.language)
    parts = making.parts()
    with progress.bar(session.text("progress.pack"), parts) as step:
        return making.make(reader.as_of(told.position), told, step)


def differing(session: Session, former: Pack, later: Pack) -> list[tuple[str, str, str, Cell, Cell]]:
    """Give agency, name, column and both figures wherever two packs differ; what has no line counts nothing.

    An agency's sheet says nothing about others: beside it only the lines of that agency are compared.
    """
    own = {one.statement.agency for one in (former, later)} - {""}
    lines = [{line.agency: line for line in (*one.report.lines, one.report.total)} for one in (former, later)]
    names = {**former.names, **later.names, "": session.text("report.total")}
    order = sorted(names, key=lambda agency: (not agency, collated(names[agency]), agency))
    rows = []
    for agency in (one for one in order if one in own or not own):
        for column in COLUMNS:
            none = 0 if KINDS[column] == "count" else NONE
            one, other = (
                sheets.figure(told[agency], column, session.text) if agency in told else none for told in lines
            )
            if one != other:
                rows.append((agency, names[agency], column, one, other))
    return rows


def _named(pack: Pack) -> str:
    period = pack.report.period
    return f"{period.first:%d/%m/%Y} – {period.until:%d/%m/%Y} ({pack.statement.position})"
