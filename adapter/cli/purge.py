"""`nhiemvu purge`: a document goes for good, and old bodies go — for the operator, by order of whoever may give it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from adapter.cli import files, house, org_named
from adapter.cli.reasons import option_reason
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.entries import decode
from adapter.core.problems import Problem
from adapter.reports import belongings
from adapter.settings import Settings
from adapter.store import Reader, Store, erasures
from adapter.store.erasures import Line
from adapter.sync import assemble, purging, retention
from adapter.sync import clock as clocks
from adapter.sync.declined import Declined
from adapter.sync.purging import Goes

SHORT = 8
"""So many digits of a handle are shown."""

option_dry = click.option(
    "--dry-run", "dry", is_flag=True, help="Write nothing: show what would go; exit code 1 if anything."
)
option_yes = click.option("--yes", is_flag=True, help="Do not ask once more.")


@click.group()
def purge() -> None:
    """Let documents and old bodies go for good, and see to it that they stay away."""


@purge.command()
@click.argument("handle", default="")
@click.option("--number", default="", help="Number of the document, instead of a handle.")
@click.option("--notation", default="", help="Its notation.")
@click.option("--issued-on", type=org_named.DAY, help="Its day of issue.")
@click.option(
    "--because",
    type=click.Choice(["raised", "retention", "order"]),
    required=True,
    help="It is classified; its time is over; somebody who may has ordered it.",
)
@option_reason
@option_dry
@option_yes
@option_config
@option_json
@pass_session
def document(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    handle: str,
    number: str,
    notation: str,
    issued_on: datetime | None,
    because: str,
    reason: str,
    dry: bool,
    yes: bool,
    config: Path,
    as_json: bool,
) -> int:
    """Erase everything of a document, and let nothing of it come in again; HANDLE may be the beginning of its handle.

    The handle of one of its assignments will do. What was erased cannot be brought back.
    """
    configuration = assemble.read(house.settings(session, config))
    if bool(handle) == bool(number):
        raise session.misused("purge.which")
    with house.reading(session, config) as reader:
        day = "" if issued_on is None else issued_on.date().isoformat()
        found = purging.beginning(reader, handle) if handle else purging.matching(reader, number, notation, day)
        chosen = _one(session, found)
        now = clocks.latest(configuration.settings.clock, reader)
        purging.refuse_unfit(reader, chosen, because, reason, now)
        would = purging.goes(reader, belongings.of(reader, chosen))
    if dry:
        _show(session, would, as_json=as_json, code="purge.would")
        return FINDINGS
    if not yes:
        _show(session, would, as_json=False, code="purge.would")
        click.confirm(session.text("purge.sure"), abort=True, err=True)
    told = house.ask(configuration, "purge", document=chosen, because=because, reason=reason)
    if as_json:
        print_json(told)
        return OK
    session.say("purge.done", handle=chosen[:SHORT], seq=told["seq"], count=sum(told["payloads"].values()))
    _stays(session, told["stays"])
    session.say("purge.elsewhere")
    return OK


def _one(session: Session, found: Sequence[str]) -> str:
    """Give the one document that was found; what was typed is not repeated."""
    if len(found) == 1:
        return found[0]
    if found:
        session.refuse("purge.several", handles=", ".join(sorted(found)))
    raise Declined(Problem(code="purge.not-one", values=(("count", str(len(found))),)))


def _show(session: Session, would: Goes, *, as_json: bool, code: str) -> None:
    if as_json:
        print_json(asdict(would))
        return
    rows: list[tuple[str, object]] = [
        (session.text(f"purge.payload-{name}"), count) for name, count in would.payloads.items()
    ]
    rows += [(session.text(f"purge.{name}"), getattr(would, name)) for name in ("messages", "assignments", "held")]
    rows.append((session.text("purge.lookups"), would.lookups))
    session.table("heading.purge", ("column.what", "column.count"), rows)
    session.say(code, handle=would.document[:SHORT], count=sum(would.payloads.values()))
    _stays(session, would.stays)


def _stays(session: Session, stays: Sequence[str]) -> None:
    if stays:
        session.say("purge.stays", handles=", ".join(one[:SHORT] for one in stays))


@purge.command("list")
@option_config
@option_json
@pass_session
def list_(session: Session, *, config: Path, as_json: bool) -> int:
    """List the documents that went: when, why, who ordered it, and by which entry."""
    with house.reading(session, config) as reader:
        rows = [_row(reader, line) for line in reader.erasures() if line.document]
    if as_json:
        print_json(rows)
        return OK
    columns = ("document", "at", "because", "actor", "reason", "entry")
    cells = [[str(row[name])[:32] if name == "document" else str(row[name]) for name in columns] for row in rows]
    session.table("heading.purged", [f"column.{name}" for name in columns], cells)
    session.say("purge.count", count=len(rows))
    return OK


def _row(reader: Reader, line: Line) -> dict[str, str | int]:
    ((_, data),) = reader.entries(line.seq, line.seq + 1)
    entry = decode(data)
    note = (reader.text(entry["note"]) if "note" in entry else None) or {}
    return {
        "document": line.document,
        "at": entry["at"],
        "because": line.reason,
        "actor": note.get("actor", "-"),
        "reason": note.get("reason", "-"),
        "entry": line.seq,
    }


@purge.command()
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path), required=True, help="Write the lines to this file."
)
@option_config
@pass_session
def export(session: Session, *, file: Path, config: Path) -> int:
    """Write what was erased as lines that `purge apply` takes: handles, commitments and keyed hashes, no text."""
    with house.reading(session, config) as reader:
        lines = list(reader.erasures())
    files.write(file, "".join(line.text() for line in lines).encode())
    session.say("purge.exported", count=len(lines), file=str(file))
    return OK


@purge.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option_reason
@option_dry
@option_yes
@option_config
@option_json
@pass_session
def apply(
    session: Session, *, file: Path | None, reason: str, dry: bool, yes: bool, config: Path, as_json: bool
) -> int:
    """Erase again in a database that was set back what FILE says was erased; without FILE the lines beside the keys."""
    configuration = assemble.read(house.settings(session, config))
    lines = _lines(configuration.settings, file)
    with house.reading(session, config) as reader:
        back = purging.back(reader, lines)
    counts = {"documents": len(back.documents), "lines": len(back.lines)}
    if dry or not back.lines:
        if as_json:
            print_json(counts)
        else:
            session.say("purge.back" if back.lines else "purge.nothing-back", **counts)
        return FINDINGS if back.lines else OK
    if not yes:
        session.say("purge.back", **counts)
        click.confirm(session.text("purge.sure"), abort=True, err=True)
    told = house.ask(configuration, "purge-apply", lines="".join(line.text() for line in back.lines), reason=reason)
    if as_json:
        print_json(told)
    else:
        session.say("purge.applied", **told)
    return OK


def _lines(loaded: Settings, file: Path | None) -> list[Line]:
    beside = erasures.place(loaded.data_directory)
    if file is None and not beside.exists():
        return []
    return files.erasures(file or beside)


@purge.command()
@option_config
@option_json
@pass_session
def check(session: Session, *, config: Path, as_json: bool) -> int:
    """Look whether anything is left of documents that went, or of what lines beside the keys say was erased."""
    loaded = house.settings(session, config)
    lines = _lines(loaded, None)
    with house.reading(session, config) as reader:
        left = purging.remains(reader)
        back = purging.back(reader, lines)
        gone = sum(1 for line in reader.erasures() if line.document)
        unkept, _ = reader.unkept(lines)
    if as_json:
        told = {"gone": gone, "remains": [asdict(one) for one in left], "unkept": len(unkept)}
        print_json(told | {"back": len(back.lines)})
    else:
        for one in left:
            values = {"handle": one.document[:SHORT], "payloads": one.payloads, "lookups": one.lookups}
            session.complain(session.text("purge.remains" if one.marked else "purge.unmarked", **values))
        for code, count in (("purge.back-again", len(back.lines)), ("purge.unkept", len(unkept))):
            if count:
                session.complain(session.text(code, count=count))
        if not (left or back.lines or unkept):
            session.say("purge.clean", count=gone)
    return FINDINGS if left or back.lines or unkept else OK


@purge.command("retention")
@option_dry
@option_config
@option_json
@pass_session
def retention_(session: Session, *, dry: bool, config: Path, as_json: bool) -> int:
    """Erase the bodies whose time is over by the settings in force; what was read from them stays."""
    configuration = assemble.read(house.settings(session, config))
    days = configuration.settings.retention.bodies_after_days
    if not days:
        raise Declined(Problem(code="purge.no-retention"))
    if dry:
        count, size = _due(configuration.settings, days)
    else:
        count = size = 0
        while (told := house.ask(configuration, "purge-retention"))["erased"]:
            count, size = count + told["erased"], size + told["size"]
    if as_json:
        print_json({"bodies": count, "size": size})
    else:
        session.say("purge.retention-would" if dry else "purge.retention-done", count=count, size=size, days=days)
    return FINDINGS if dry and count else OK


def _due(loaded: Settings, days: int) -> tuple[int, int]:
    with closing(Store.open_reading(*loaded.place)) as store, store.read() as reader:
        found = retention.due(reader, days, clocks.latest(loaded.clock, reader))
    return len(found), sum(one.size for one in found)
