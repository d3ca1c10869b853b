"""`nhiemvu org unresolved`, `nhiemvu org resolve`: names that mean nobody, for a person to settle. Never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli import house, org_named, reasons, replacing
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import organisations
from adapter.core.organisations import Directory, hints
from adapter.core.organisations.writing import with_alias
from adapter.core.problems import Problem
from adapter.settings import BUILTIN
from adapter.sync import assemble
from adapter.sync import unresolved as queue
from adapter.sync.declined import Declined
from adapter.sync.unresolved import Waiting


@click.command()
@click.option("--source", "only", default="", help="Of this source only.")
@click.option("--offline", is_flag=True, help="Ask no source: references only, no names.")
@option_config
@option_json
@pass_session
def unresolved(session: Session, *, only: str, offline: bool, config: Path, as_json: bool) -> int:
    """List the names of held documents that mean nobody on their day, with who may be meant; documents are fetched."""
    configuration = assemble.read(house.settings(session, config))
    found: list[Waiting] = []
    for name in assemble.chosen(configuration, [only] if only else []):
        with house.reading(session, config) as reader:
            waiting = queue.waiting(reader, name)
        found += waiting if offline or not waiting else _looked_up(configuration, name, waiting)
    rows = [_row(one, configuration.directory) for one in found]
    if as_json:
        print_json(rows)
        return FINDINGS if rows else OK
    for one in found:
        _show(session, configuration.directory, one)
    session.say("org.unresolved-count", count=len(found))
    return FINDINGS if found else OK


def _looked_up(configuration: assemble.Configuration, name: str, waiting: list[Waiting]) -> Iterator[Waiting]:
    seqs = {one.key: 0 for one in configuration.wanted}
    with closing(assemble.assemble(configuration, name, seqs)) as source:
        yield from queue.looked_up(waiting, source)


def _row(one: Waiting, directory: Directory) -> dict[str, object]:
    return {
        "held_since": one.item.since,
        "item": one.item.item,
        "names": [
            {
                "code": named.code,
                "hints": [
                    {"distance": hint.distance, "id": hint.id, "name": hint.name, "why": hint.why}
                    for hint in hints(directory, named.name or named.code, named.on, code=named.code)
                ],
                "name": named.name,
                "on": named.on.isoformat(),
                "rule": named.rule,
            }
            for named in one.names
        ],
        "reference": one.reference,
        "source": one.item.source,
        "stream": one.item.stream,
        "why_not": one.why_not,
    }


def _show(session: Session, directory: Directory, one: Waiting) -> None:
    told = {"source": one.item.source, "reference": one.reference or "-", "since": one.item.since}
    session.say("org.held", **told)
    if one.why_not:
        session.say("org.held-why", why=session.text(one.why_not))
    for named in one.names:
        written = " / ".join(filter(None, (named.name, named.code)))
        session.say("org.held-name", name=written, day=named.on, rule=named.rule)
        _hint(session, directory, named.name or named.code, named.on, named.code)


def _hint(session: Session, directory: Directory, written: str, on: date, code: str = "") -> None:
    found = hints(directory, written, on, code=code)
    for hint in found:
        session.say(f"org.hint-{hint.why}", id=hint.id, name=hint.name, count=hint.distance)
    if not found:
        session.say("org.no-hint")


@click.command()
@click.argument("text")
@click.option("--as", "meant", default="", help="Id of the body it means.")
@click.option("--on", "day", type=org_named.DAY, default=None, help="Look on this day; today unless said.")
@click.option("--reason", type=reasons.KEPT, default="", help="Why; kept beside the name in the file.")
@click.option("--write", is_flag=True, help="Write the name into the directory file.")
@option_config
@pass_session
def resolve(
    session: Session, *, text: str, meant: str, day: datetime | None, reason: str, write: bool, config: Path
) -> int:
    """Tell whom TEXT means on a day, or let it be one more name of a body; that counts once it is activated."""
    loaded = house.settings(session, config)
    file, content = loaded.directory, files.read_file(loaded.directory)
    directory, on = organisations.load(content, file), org_named.day_or_today(day, loaded)
    if not meant:
        group = directory.expand(code=text, name=text, on=on)
        found = group.group if group else directory.resolve(code=text, name=text, on=on)
        session.say("org.resolves" if found else "org.resolves-not", who=text, day=on, id=found)
        if group:
            session.say("org.members", count=len(group.members), day=on)
        elif not found:
            _hint(session, directory, text, on)
        return OK if found else FINDINGS
    _refuse_taken(directory, text, meant)
    if not reasons.readable(reason):
        raise session.misused("org.reason")
    changed = with_alias(content, meant, text, reason.strip())
    if changed is None:
        raise Declined(Problem(code="org.who", values=(("who", meant), ("day", on.isoformat()))))
    organisations.load(changed.text, file)
    session.say("org.line", file=file, line=changed.line, text=changed.row)
    if not write:
        session.say("org.write-it")
        return OK
    if file.startswith(BUILTIN):
        raise Declined(Problem(code="org.builtin", values=(("file", file),)))
    replacing.replace(file, changed.text.encode())
    session.say("org.written", file=file)
    return OK


def _refuse_taken(directory: Directory, text: str, meant: str) -> None:
    """Refuse a name that another body bears at some time of this one's life: it would resolve to nobody then."""
    body = directory.get(meant)
    for other in sorted(directory.named(text)):
        bearer = directory.get(other)
        if body is None or bearer is None:
            continue
        if other == meant:
            raise Declined(Problem(code="org.has-name", values=(("id", meant),)))
        first = max(body.valid_from or date.min, bearer.valid_from or date.min)
        last = min(body.valid_to or date.max, bearer.valid_to or date.max)
        if first <= last:
            raise Declined(Problem(code="org.name-taken", values=(("id", meant), ("other", other))))
