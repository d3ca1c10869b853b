"""`nhiemvu outbox`: what the sources have been told, what not, and why — for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from adapter.cli import house
from adapter.cli.reasons import option_reason
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.entries import decode
from adapter.reports import outbox as works
from adapter.reports import unfinished
from adapter.store import Reader
from adapter.sync import assemble, verbs
from adapter.sync import clock as clocks


@click.group()
def outbox() -> None:
    """Look at pushes, and rule about single ones."""


@outbox.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what the source shows as it should be.")
@option_config
@option_json
@pass_session
def list_(session: Session, *, everything: bool, config: Path, as_json: bool) -> int:
    """List the assignments whose source does not show where they stand today."""
    configuration = assemble.read(house.settings(session, config))
    rows = []
    with house.reading(session, config) as reader:
        now = clocks.latest(configuration.settings.clock, reader)
        for name, rules in assemble.push_rules(configuration).items():
            on = works.is_on(reader, name)
            found = works.of_source(reader, name, now, rules)
            rows += [_row(one, unfinished.of_work(one, on=on)) for one in found if everything or works.differs(one)]
    if as_json:
        print_json(rows)
        return OK
    columns = ("assignment", "source", "standing", "told", "push", "why", "next_try")
    cells = ([_cell(session, name, row[name]) for name in columns] for row in rows)
    session.table("heading.outbox", [f"column.{name}" for name in columns], cells)
    session.say("outbox.count", count=len(rows))
    return OK


def _row(one: works.Work, told: unfinished.Unfinished) -> dict[str, object]:
    push = asdict(one.push) if one.push else {}
    return {
        "assignment": one.assignment.assignment,
        "next_try": told.next_try if works.differs(one) else "",
        "push": push.get("state", "none"),
        "since": told.since,
        "source": one.source,
        "standing": one.standing.code,
        "told": push.get("code", ""),
        "verb": told.verb if works.differs(one) else "",
        "why": told.why if works.differs(one) else "",
    }


def _cell(session: Session, name: str, value: object) -> object:
    if name == "assignment":
        return str(value)[:8]
    if not value:
        return "-"
    known = {"standing": "standing", "told": "standing", "push": "pushed", "next_try": "next-try"}
    return session.text(f"{known[name]}.{value}") if name in known and not str(value)[0].isdigit() else value


@outbox.command()
@click.argument("handle")
@option_config
@option_json
@pass_session
def attempts(session: Session, *, handle: str, config: Path, as_json: bool) -> int:
    """Show everything that was planned, sent, answered and seen for one assignment; HANDLE may be its beginning."""
    with house.reading(session, config) as reader:
        found = verbs.assignment(reader, handle)
        rows = list(_attempts(reader, found.assignment)) if found else []
    if found is None:
        session.refuse("task.not-found", handle=handle)
        return FINDINGS
    if as_json:
        print_json(rows)
        return OK
    columns = ("seq", "at", "step", "outcome", "standing")
    cells = ([row[name] for name in columns] for row in rows)
    session.table("heading.attempts", [f"column.{name}" for name in columns], cells)
    return OK


def _attempts(reader: Reader, assignment: str) -> Iterator[dict[str, object]]:
    for seq, data in reader.entries():
        if b'"kind":"push_' not in data or assignment.encode() not in data:
            continue
        entry = decode(data)
        outcome = entry.get("outcome") or entry.get("shows") or entry.get("what") or ""
        yield {
            "at": entry["at"],
            "code": entry.get("code", ""),
            "outcome": f"{outcome} {entry.get('code', '')}".strip() or "-",
            "seq": seq,
            "standing": entry.get("standing", {}).get("code", "-"),
            "step": str(entry["kind"]).removeprefix("push_"),
        }


@outbox.command()
@click.argument("handle")
@option_reason
@option_config
@pass_session
def retry(session: Session, *, handle: str, reason: str, config: Path) -> int:
    """Try a push again that was refused or waits; HANDLE may be the beginning of the assignment's handle."""
    return _rule(session, config, handle, "retry", reason)


@outbox.command()
@click.argument("handle")
@option_reason
@option_config
@pass_session
def hold(session: Session, *, handle: str, reason: str, config: Path) -> int:
    """Push nothing more of one assignment until it is resumed."""
    return _rule(session, config, handle, "hold", reason)


@outbox.command()
@click.argument("handle")
@option_reason
@option_config
@pass_session
def resume(session: Session, *, handle: str, reason: str, config: Path) -> int:
    """Let one assignment be pushed again that was held."""
    return _rule(session, config, handle, "resume", reason)


def _rule(session: Session, config: Path, handle: str, what: Literal["hold", "resume", "retry"], reason: str) -> int:
    configuration = assemble.read(house.settings(session, config))
    told = house.ask(configuration, "outbox", handle=handle, what=what, reason=reason)
    session.say("outbox.ruled", handle=str(told["assignment"])[:8], what=session.text(f"ruled.{what}"), seq=told["seq"])
    return OK
