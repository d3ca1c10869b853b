"""A preview in words and tables, or as values for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime

import click

from adapter import messages
from adapter.cli import mapping_facts
from adapter.cli.session import Session
from adapter.core.text import inert
from adapter.workbench.messages import Read
from adapter.workbench.previewing import NO_DOCUMENT, Bench, Preview, Told

RULES = ("seen_rule", "seen_path", "seen_line", "seen_raw", "seen_value", "seen_outcome")


def show(session: Session, found: Preview, bench: Bench, *, signals: bool) -> None:
    """Show a preview on a terminal; of what stays out, the verdict alone."""
    if found.closed or found.read is None:
        _show_closed(session, found, signals=signals)
        return
    read = found.read
    rows = [
        (f"{one.rule} ({one.place.line})", one.path or "-", one.line or "-", one.raw, one.value, _outcome(session, one))
        for one in read.seen
    ]
    session.table("heading.seen_rules", [f"column.{name}" for name in RULES], rows)
    _show_facts(session, read, bench)
    for told in found.told:
        _show_told(session, told, bench)
    _show_overlooked(session, found)


def _outcome(session: Session, seen: object) -> str:
    return session.text(f"preview.outcome-{getattr(seen, 'outcome', '')}")


def _show_closed(session: Session, found: Preview, *, signals: bool) -> None:
    text = session.text(found.closed)
    if found.closed == NO_DOCUMENT:
        session.say("preview.passed-by", text=text, code=found.closed)
        return
    if not signals:
        session.say("preview.skipped", text=text, code=found.closed)
        return
    session.say("preview.closed", text=text, code=found.closed)
    if found.line:
        session.say("preview.broken-line", line=found.line)
    if found.signals:
        columns = ("column.seen_rule", "column.seen_path", "column.seen_line", "column.verdict")
        rows = [
            (one.rule, one.path, one.line or "-", session.text(f"preview.signal-{one.verdict}"))
            for one in found.signals
        ]
        session.table("heading.signals", columns, rows)
    session.say("preview.closed-help")


def _show_facts(session: Session, read: Read, bench: Bench) -> None:
    lines = [*mapping_facts.lines(session, read, bench)]
    session.say("preview.no-facts" if read.problems else "preview.facts")
    for problem in read.problems:
        click.echo(inert(f"  {messages.of_problem(problem, session.language)}"))
    for line in lines:
        click.echo(inert(f"  {line}"))


def _show_told(session: Session, told: Told, bench: Bench) -> None:
    standing = session.text(f"standing.{told.standing.code}")
    session.say("preview.told", task=told.task, lead=bench.directory.name(told.lead), standing=standing)
    written = json.dumps(told.arguments, ensure_ascii=False)
    click.echo(inert(f"  {written}", keep=""))


def _show_overlooked(session: Session, found: Preview) -> None:
    if not found.overlooked:
        session.say("preview.overlooked-none")
        return
    columns = ("column.seen_path", "column.seen_line", "column.seen_times", "column.seen_beginning")
    rows = [(one.path, one.line or "-", one.count, one.beginning) for one in found.overlooked]
    session.table("heading.overlooked", columns, rows)


def data(found: Preview, bench: Bench) -> dict[str, object]:
    """Give a preview as JSON can hold it."""
    if found.closed or found.read is None:
        signals = [asdict(one) for one in found.signals]
        return {"gate": found.closed, "kind": found.kind, "line": found.line, "signals": signals}
    read = found.read
    facts = [{"fact": type(one).__name__, **_plain(asdict(one))} for one in read.facts]
    return {
        "echo": read.echo,
        "event": None if read.event is None else _plain(asdict(read.event)),
        "facts": facts,
        "gate": "open",
        "kind": found.kind,
        "overlooked": [asdict(one) for one in found.overlooked],
        "problems": [{"code": one.code, **dict(one.values)} for one in read.problems],
        "rules": [
            {
                "line": one.line,
                "mapping_line": one.place.line,
                "outcome": one.outcome,
                "path": one.path,
                "raw": one.raw,
                "rule": one.rule,
                "value": one.value,
            }
            for one in read.seen
        ],
        "told": [
            {"arguments": one.arguments, "lead": bench.directory.name(one.lead), "standing": one.standing.code}
            for one in found.told
        ],
    }


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if isinstance(value, dict):
        return _plain(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
