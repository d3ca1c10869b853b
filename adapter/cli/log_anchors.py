"""`nhiemvu log anchor` and `log print`: the log in other hands, and on paper — for the operator."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import click

from adapter import messages
from adapter.anchors import making
from adapter.anchors.anchor import Anchor, Placed
from adapter.audit import printed
from adapter.cli import files, house
from adapter.cli.session import CONFIGURATION, LATER, OK, Session, option_config, pass_session
from adapter.core.problems import Problem, Refusal
from adapter.settings import Settings
from adapter.store import Store
from adapter.store.checkpoints import StoredCheckpoint
from adapter.sync import anchoring, assemble, bounded, checkpoints
from adapter.sync import clock as clocks
from adapter.sync.assemble import Configuration
from adapter.wire import Later, Trouble


@click.command()
@click.argument("name", required=False, default="")
@option_config
@pass_session
def anchor(session: Session, *, name: str, config: Path) -> int:
    """Give the newest checkpoint to every anchor now, or to the one of this NAME, and say what they hold."""
    configuration = assemble.read(house.settings(session, config))
    chosen = _chosen(configuration.settings, name)
    house.sign_if_possible(configuration)
    with closing(Store.open_reading(*configuration.settings.place)) as store:
        with store.read() as reader:
            newest, origin = _newest(reader.checkpoints(newest=True)), checkpoints.origin(reader)
        is_ours = checkpoints.is_ours(configuration.settings, origin)
        anchors = {one: making.of(one, configuration.settings.anchors[one], origin, is_ours) for one in chosen}
        works: dict[str, Callable[[], Placed]] = {
            one: partial(anchoring.place, made, newest, store) for one, made in anchors.items()
        }
        came = bounded.within(anchoring.PLACE_S, works)
    worst = OK
    for one, told in came.items():
        if isinstance(told, Trouble):
            session.complain(f"{one}: {session.text(told.code, **told.values)} [{told.code}]")
            worst = max(worst, LATER if isinstance(told, Later) else CONFIGURATION)
        else:
            _record(session, configuration, anchors[one], newest, told)
    return worst


def _chosen(settings: Settings, name: str) -> list[str]:
    if not settings.anchors:
        raise Refusal(Problem(code="anchor.none"))
    if name and name not in settings.anchors:
        values = (("anchor", name), ("known", ", ".join(settings.anchors)))
        raise Refusal(Problem(code="anchor.unknown", values=values))
    return [name] if name else list(settings.anchors)


def _newest(found: Sequence[StoredCheckpoint]) -> StoredCheckpoint:
    if not found:
        raise Refusal(Problem(code="signing.no-checkpoint"))
    return found[0]


def _record(
    session: Session, configuration: Configuration, made: Anchor, newest: StoredCheckpoint, placed: Placed
) -> None:
    """Have it written down by whoever writes now, and say it."""
    row = anchoring.as_row(made, newest, placed)
    told = {"name": row.name, "kind": row.kind, "checkpoint": str(row.checkpoint), "size": str(row.size)}
    told |= {"at": row.at.isoformat(), "token": base64.b64encode(row.token).decode("ascii")}
    house.ask(configuration, "anchor", **told)
    values = {"anchor": row.name, "kind": row.kind, "checkpoint": row.checkpoint, "size": row.size}
    session.say("log.anchored", **values, at=printed.moment(row.at))


@click.command("print")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="Write the page to this file.")
@option_config
@pass_session
def print_(session: Session, *, file: Path | None, config: Path) -> int:
    """Print the newest checkpoint for reports and minutes: as text, or with -o as one page of HTML with a QR code."""
    configuration = assemble.read(house.settings(session, config))
    house.sign_if_possible(configuration)
    with house.reading(session, config) as reader:
        page = printed.page(reader, _newest(reader.checkpoints(newest=True)), clocks.system())
    if file is None:
        click.echo(printed.as_text(page, messages.language(session.language)), nl=False)
        return OK
    files.write(file, printed.as_html(page).encode())
    session.say("log.written", file=str(file))
    return OK
