"""`nhiemvu org`: the directory of organisations — who bore a name when, what resolves to nobody, who passes work on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from adapter.cli import house, org_files, org_named, org_resolve, org_transfer
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.organisations import GROUP, Directory, Organisation


@click.group()
def org() -> None:
    """Look after the directory of organisations."""


@org.command()
@click.argument("who")
@click.option("--on", "day", type=org_named.DAY, default=None, help="As of this day; today unless said.")
@option_config
@option_json
@pass_session
def show(session: Session, *, who: str, day: datetime | None, config: Path, as_json: bool) -> int:
    """Show every body that ever bore a name or code, or has an id: lifetime, who came before and after, doubts."""
    loaded = house.settings(session, config)
    directory, on = org_named.configured(loaded), org_named.day_or_today(day, loaded)
    found = [one for one in directory.everybody() if one.id == who]
    if not found:
        found = [one for one in directory.everybody() if one.id in directory.named(who)]
    meant = directory.expand(code=who, name=who, on=on)
    group = directory.get(meant.group) if meant else None
    found += [group] if group and group not in found else []
    if as_json:
        print_json([_data(directory, one, on) for one in found])
        return OK if found else FINDINGS
    for one in found:
        _show(session, directory, one, on)
    if not found:
        session.refuse("org.nobody", who=who)
        return FINDINGS
    resolved = directory.resolve(code=who, name=who, on=on)
    if resolved or directory.get(who) is None:
        session.say("org.resolves" if resolved else "org.resolves-not", who=who, day=on, id=resolved)
    return OK


def _data(directory: Directory, one: Organisation, on: date) -> dict[str, object]:
    told = directory.successors(one.id)
    return {
        "abbrev": one.abbrev,
        "aliases": list(one.aliases),
        "codes": list(one.codes),
        "doubt": one.doubt,
        "heads": [{"name": head.name, "since": str(head.since)} for head in one.heads],
        "id": one.id,
        "kind": one.kind,
        "members": list(_members(directory, one, on)),
        "name": one.name,
        "note": one.note,
        "predecessors": list(directory.predecessors(one.id)),
        "source": one.source,
        "successors": list(told.ids),
        "unknown_successors": list(told.unknown),
        "valid": one.valid(on),
        "valid_from": str(one.valid_from or ""),
        "valid_to": str(one.valid_to or ""),
        "verified": is_verified(one),
    }


def is_verified(one: Organisation) -> bool:
    """Tell whether nothing in the rows of a body says that something is not verified."""
    said = f"{one.source} {one.note} {one.doubt}".lower()
    return not one.doubt and not any(words in said for words in ("not verified", "chưa xác minh", "from memory"))


def _members(directory: Directory, one: Organisation, on: date) -> tuple[str, ...]:
    if one.kind != GROUP:
        return ()
    meant = directory.expand(code="", name=one.name, on=on)
    return meant.members if meant else ()


def _show(session: Session, directory: Directory, one: Organisation, on: date) -> None:
    """Show one body as a small tree: before it, itself, after it."""
    for earlier in directory.predecessors(one.id):
        session.say("org.before", **_line(session, directory, earlier))
    session.say("org.body", **_line(session, directory, one.id), kind=one.kind, mark=_mark(session, one))
    _show_cells(session, one)
    members = _members(directory, one, on)
    if one.kind == GROUP:
        session.say("org.members", count=len(members), day=on)
    for member in members:
        session.say("org.member", **_line(session, directory, member))
    told = directory.successors(one.id)
    for later in told.ids:
        session.say("org.after", **_line(session, directory, later))
    for written in told.unknown:
        session.say("org.after-unknown", name=written)


def _show_cells(session: Session, one: Organisation) -> None:
    """Show what the rows of a body say of itself."""
    for name in ("codes", "aliases"):
        told = getattr(one, name)
        if told:
            session.say(f"org.{name}", values=" | ".join(told))
    for head in one.heads:
        session.say("org.head", since=session.day(head.since), name=head.name)
    for name in ("source", "note", "doubt"):
        if getattr(one, name).strip(" |"):
            session.say(f"org.{name}", value=getattr(one, name).strip(" |"))


def _mark(session: Session, one: Organisation) -> str:
    return "" if is_verified(one) else session.text("org.not-verified")


def _line(session: Session, directory: Directory, organisation: str) -> dict[str, object]:
    one = directory.get(organisation)
    if one is None:
        return {"id": organisation, "name": organisation, "life": "-"}
    first = str(one.valid_from) if one.valid_from else session.text("org.life-always")
    last = str(one.valid_to) if one.valid_to else session.text("org.life-still")
    return {"id": one.id, "name": one.name, "life": f"{first} – {last}"}


for command in (
    org_files.lint,
    org_files.import_,
    org_files.copy,
    org_resolve.unresolved,
    org_resolve.resolve,
    org_transfer.transfer,
):
    org.add_command(command)
