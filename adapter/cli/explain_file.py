"""A cell of a file that was handed out, as `FILE!SHEET!CELL`: which figure it is, by what the file itself states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from adapter.cli import progress
from adapter.cli.session import Session, print_json
from adapter.core.text import inert
from adapter.packs import comparing, making, placing, sheets, verifying
from adapter.packs.placing import Meant
from adapter.packs.sheets import Sheet
from adapter.packs.statement import Statement
from adapter.reports.cells import CellRefused
from adapter.store import Reader

MARK = "!"
"""Stands between file, sheet and cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A cell of a file, as it was asked for."""

    path: Path
    found: Mapping[str, bytes] = field(repr=False)  #: name → content
    statement: Statement
    sheet: str  #: title or key; empty where none was named
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What it is."""

    given: Given
    meant: Meant
    said: str | None  #: what the file says there; None where that cannot be told

    def data(self) -> dict[str, object]:
        """Give it as JSON values."""
        place = {"cell": self.meant.place, "sheet": self.meant.sheet.key, "title": self.meant.sheet.title}
        told = {"file": str(self.given.path), "made": self.meant.says, "said": self.said}
        return {**told, **place, "statement": self.given.statement.text()}


def given(written: str) -> Given:
    """Read what is asked for, and the file. Raises `CellRefused`, and `Refusal` where the file is none of a pack."""
    rest, _, cell = written.rpartition(MARK)
    path, sheet = Path(rest), ""
    if not path.exists():
        file, _, sheet = rest.rpartition(MARK)
        path = Path(file)
    if not path.name or not path.exists():
        raise CellRefused("explain.no-file", file=rest)
    found, _ = verifying.given(path)
    return Given(path=path, found=found, statement=verifying.stated(found, path), sheet=sheet, cell=cell)


def placed(session: Session, newest: Reader, one: Given) -> Placed:
    """Make the pack anew and find the cell in it. Raises `CellRefused`, and `Refusal` when the log is another one."""
    verifying.check(newest, one.statement, str(one.path))
    with progress.bar(session.text("progress.pack"), making.parts()) as step:
        pack = making.make(newest.as_of(one.statement.position), one.statement, step)
    told = sheets.of(pack)
    content = next(iter(one.found.values())) if len(one.found) == 1 else b""
    sheet = _sheet(told, one, content)
    meant = placing.meant(pack, sheet, one.cell)
    said = comparing.said(one.path.name, content, sheet, (meant.row, meant.number)) if content else None
    return Placed(given=one, meant=meant, said=said)


def _sheet(told: tuple[Sheet, ...], one: Given, content: bytes) -> Sheet:
    if one.path.suffix == ".csv":
        held = placing.sheet_of_table(told, one.path.name, comparing.headings(content))
        return placing.sheet_of((held,), one.sheet) if one.sheet else held
    if not one.sheet:
        known = ", ".join(f"{each.title} ({each.key})" for each in told)
        raise CellRefused("explain.which-sheet", file=one.path.name, known=known)
    return placing.sheet_of(told, one.sheet)


def show(session: Session, one: Placed, *, as_json: bool) -> None:
    """Say in words what a cell is that is no figure."""
    values = {**one.meant.values, "cell": one.meant.place, "file": one.given.path}
    words = session.text(one.meant.told, **values)
    if as_json:
        print_json({"of": one.data(), "told": words})
        return
    session.say("explain.cell-says", cell=f"{one.meant.sheet.title}!{one.meant.place}", says=one.meant.says)
    click.echo(inert(words))
    for code, more in notes(one)[1:]:
        session.say(code, **more)


def notes(one: Placed) -> list[tuple[str, Mapping[str, object]]]:
    """Say of a figure where it stands, and whether the file says the same; codes of texts with their values."""
    values: dict[str, object] = {"cell": f"{one.meant.sheet.title}!{one.meant.place}", "file": str(one.given.path)}
    found: list[tuple[str, Mapping[str, object]]] = [("explain.of-file", values)]
    if one.said is not None and one.said != one.meant.says:
        found.append(("explain.file-differs", {**values, "said": one.said, "made": one.meant.says}))
    return found
