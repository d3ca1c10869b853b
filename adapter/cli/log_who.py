"""`nhiemvu log who`: who did what, in plain words — for the auditor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from adapter.cli import house, org_named
from adapter.cli.session import OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import dates
from adapter.reports import who as reports
from adapter.reports.who import Act


@click.command()
@click.option("--since", type=org_named.DAY, help="Only what was done on this day or later.")
@option_config
@option_json
@pass_session
def who(session: Session, *, since: datetime | None, config: Path, as_json: bool) -> int:
    """Tell who did what: starts, settings, rulings, exports, and what was refused to whom."""
    with house.reading(session, config) as reader:
        found = list(reports.acts(reader, since.date() if since else None))
        counted = reader.refusals()
    if as_json:
        print_json([_data(session, act) for act in found])
        return OK
    rows = [(act.seq, _at(act), actor(session, act), told(session, act)) for act in found]
    session.table("heading.who", ["column.entry", "column.at", "column.who", "column.done"], rows)
    if more := sum(one.more for one in counted):
        session.say("who.counted", count=more)
    return OK


def _at(act: Act) -> str:
    return act.at.astimezone(dates.VIETNAM).strftime("%Y-%m-%d %H:%M:%S")


def actor(session: Session, act: Act) -> str:
    """Name who did it: an account, or the program."""
    if act.erased:
        return session.text("who.erased-note")
    return (act.note or {}).get("actor", "nhiemvu")


def told(session: Session, act: Act) -> str:
    """Say in plain words what was done, and why."""
    note, values = act.note or {}, dict(act.values)
    about = note.get("about", "") or " ".join(f"{key}={values[key]}" for key in ("source", "stream") if key in values)
    values |= {"about": about or "-", "digest": str(values.get("configuration"))[:16]}
    said = [session.text(_code(act), **values)]
    said += _more(session, act, values)
    if note.get("proposed_by"):
        said.append(session.text("who.proposed-by", by=note["proposed_by"], reason=note.get("proposed_reason", "-")))
    if note.get("reason"):
        said.append(session.text("who.reason", reason=note["reason"]))
    return " ".join(said)


def _more(session: Session, act: Act, values: Mapping[str, object]) -> list[str]:
    said = []
    changed = values.get("changed")
    if isinstance(changed, list) and changed:
        said.append(session.text("who.changed", names=", ".join(changed), more=values.get("more", 0)))
    if "died" in values:
        said.append(session.text("who.died", seq=values["died"]))
    if "again" in values:
        said.append(session.text("who.again", count=values["again"]))
    if act.kind == "acted" and "code" in values:
        said.append(f"[{values['code']}]")
    return said


def _code(act: Act) -> str:
    """Name the text: by kind, and by the word that tells kinds of it apart."""
    match act.kind:
        case "acted":
            refused = "refused." if act.values["outcome"] == "refused" else ""
            return f"who.{refused}{act.values['what']}"
        case "started" | "stopped":
            return f"who.{act.kind}-{act.values['how']}"
        case "push_switched":
            return f"who.push_switched-{act.values['pushing']}"
        case "push_ruled" | "item_ruled" | "activated":
            return f"who.{act.kind}-{act.values['what']}"
    return f"who.{act.kind}"


def _data(session: Session, act: Act) -> dict[str, object]:
    """Give an act as JSON has it."""
    return {
        "at": act.at.isoformat().replace("+00:00", "Z"),
        "entry": act.seq,
        "kind": act.kind,
        "note": None if act.note is None else dict(act.note),
        "said": told(session, act),
        "values": dict(act.values),
        "who": actor(session, act),
    }
