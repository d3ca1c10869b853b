"""`nhiemvu mapping diff`: two mappings compared rule by rule — for the administrator."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from adapter.cli import mapping_against_log
from adapter.cli.mapping_against_log import option_since
from adapter.cli.mapping_files import named
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.text import inert
from adapter.workbench.differing import Change, Compared, compare


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--against-log", is_flag=True, help="Read what the log keeps by both: what would change in the ledger.")
@click.option(
    "--source", default="", metavar="NAME", help="With --against-log: the source; where there is but one, that."
)
@option_since
@option_config
@option_json
@pass_session
def diff(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    old: str,
    new: str,
    against_log: bool,
    source: str,
    since: datetime | None,
    config: Path,
    as_json: bool,
) -> int:
    """Compare mappings OLD and NEW by their rules: files, builtin:NAME, in-force:SOURCE, beginning of a digest."""
    both = named(session, old, config), named(session, new, config)
    if against_log:
        differences, asked = mapping_against_log.against_log(
            session, both, source, config, None if since is None else since.date()
        )
        return mapping_against_log.show(session, differences, asked, as_json=as_json)
    found = compare(*both)
    if as_json:
        print_json(_data(found))
    else:
        show(session, found)
    return FINDINGS if found.changes else OK


def show(session: Session, found: Compared) -> None:
    """Print what became of a mapping, rule by rule."""
    for one in found.changes:
        what = session.text(f"changed.{one.what}")
        places = " → ".join(str(place) for place in (one.old_at, one.new_at) if place is not None)
        rule = one.rule or one.key
        click.echo(inert(session.text("changed.line", what=what, rule=rule, said=_said(one), places=places)))
    digest = found.new_digest[:16]
    if found.changes:
        session.say("changed.count", count=len(found.changes), old=found.old_digest[:16], new=digest)
    elif found.same_text:
        session.say("changed.same-text", digest=digest)
    else:
        session.say(f"changed.same-digest{'' if found.same_tests else '-tests'}", digest=digest)


def _said(one: Change) -> str:
    if one.what == "changed":
        key = f"{one.key} " if one.rule else ""
        return f"{key}{one.old} → {one.new}"
    return one.new or one.old


def _data(found: Compared) -> dict[str, object]:
    changes = [
        {
            "key": one.key,
            "new": one.new,
            "new_at": "" if one.new_at is None else str(one.new_at),
            "old": one.old,
            "old_at": "" if one.old_at is None else str(one.old_at),
            "rule": one.rule,
            "what": one.what,
        }
        for one in found.changes
    ]
    return {
        "changes": changes,
        "new_digest": found.new_digest,
        "old_digest": found.old_digest,
        "same_tests": found.same_tests,
        "same_text": found.same_text,
    }
