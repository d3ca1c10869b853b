"""`nhiemvu mapping preview`: one message beside a mapping — for the administrator.

The gate comes before anything is shown; nothing is written, and no cursor moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli import house, mapping_shown
from adapter.cli.mapping_files import DIRECTORY, content, directory, read
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import dates
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import yaml
from adapter.core.organisations import Directory
from adapter.sync import assemble, glance
from adapter.sync import clock as clocks
from adapter.workbench import messages
from adapter.workbench.messages import Kind
from adapter.workbench.previewing import NO_DOCUMENT, Bench, Preview, preview

ENTRY = "entry:"
KINDS: dict[str, Kind] = {"documents": "document", "events": "event"}
PROVINCE = "H48"
"""Whose documents count where no settings say it (5425/UBND-KGVX §1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asked for."""

    message: str
    rules: str
    bodies: str
    source: str
    config: Path


@click.command("preview")
@click.argument("message", default="")
@click.option("--mapping", "rules", default="", metavar="FILE", help="Mapping; that of the source unless said.")
@click.option("--directory", "bodies", default="", metavar="FILE", help="Directory of organisations.")
@click.option("--source", default="", metavar="NAME", help="Source whose mapping, or whose next message, is meant.")
@click.option("--next", "upcoming", is_flag=True, help="The next document of the source; it is not taken in.")
@option_config
@option_json
@pass_session
def look(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    message: str,
    rules: str,
    bodies: str,
    source: str,
    upcoming: bool,
    config: Path,
    as_json: bool,
) -> int:
    """Show a MESSAGE beside a mapping: a file, or entry:SEQ of the log; what is read, follows, is overlooked."""
    asked = Asked(message=message, rules=rules, bodies=bodies, source=source, config=config)
    if bool(message) == upcoming or (upcoming and not source):
        raise session.misused("workbench.which-message")
    if upcoming:
        found = list(_next(session, asked))
    elif message.startswith(ENTRY):
        found = [_of_entry(session, asked)]
    else:
        found = list(_of_file(session, asked))
    if as_json:
        print_json([mapping_shown.data(one, bench) for one, bench in found])
    else:
        for one, bench in found:
            mapping_shown.show(session, one, bench, signals=not upcoming)
        if upcoming and not found:
            session.say("workbench.nothing-next", source=source)
    return OK if all(_is_well(one) for one, _ in found) else FINDINGS


def _is_well(one: Preview) -> bool:
    """Tell whether a message would be taken in as it is, or is none that has to be."""
    return one.closed == NO_DOCUMENT or (one.read is not None and not one.read.problems)


Looked = tuple[Preview, Bench]


def _of_file(session: Session, asked: Asked) -> Iterator[Looked]:
    if asked.source:
        configuration = _configuration(session, asked)
        bench = _configured(session, asked, configuration, asked.source)
    elif asked.rules:
        bodies = directory(asked.bodies or DIRECTORY)
        scope = ScopeRule(issuers=bodies.named(PROVINCE))
        bench = _bench(asked.rules, bodies, scope)
    else:
        raise session.misused("workbench.which-mapping")
    found = messages.within(content(Path(asked.message)), bench.rules)
    if not found:
        session.say("workbench.answer-lists")
    for body in found:
        yield preview(body, bench), bench


def _of_entry(session: Session, asked: Asked) -> Looked:
    seq = asked.message.removeprefix(ENTRY)
    if not seq.isdecimal():
        raise session.misused("workbench.which-message")
    configuration = _configuration(session, asked)
    with house.reading(session, asked.config) as reader:
        found = glance.logged(reader, int(seq[:18]))
    source = found.source if found.source in configuration.settings.sources else asked.source
    bench = _configured(session, asked, configuration, source)
    return preview(found.body, bench, KINDS[found.stream]), bench


def _next(session: Session, asked: Asked) -> Iterator[Looked]:
    """Look at what comes next until the gate opens for one; of the others the code alone is given."""
    configuration = _configuration(session, asked)
    bench = _configured(session, asked, configuration, asked.source)
    seqs = {one.key: 0 for one in configuration.wanted}
    with (
        house.reading_if_any(configuration.settings) as reader,
        closing(assemble.assemble(configuration, asked.source, seqs)) as source,
    ):
        for one in glance.upcoming(replace(source, policy=bench.policy), reader, clocks.system()):
            if one.closed:
                yield Preview(kind="document", closed=one.closed), bench
                continue
            found = preview(one.body, replace(bench, reference=one.reference), "document")
            # Where the signals stand is for files put in by hand; of a source's message it would be content.
            yield (replace(found, signals=(), line=0) if found.closed else found), bench
            if found.read is not None:
                return


def _configuration(session: Session, asked: Asked) -> assemble.Configuration:
    return assemble.read(house.settings(session, asked.config))


def _configured(session: Session, asked: Asked, configuration: assemble.Configuration, source: str) -> Bench:
    """Give what a message of a source is looked at with: its mapping and settings, unless another mapping is named."""
    if not source and not asked.rules:
        raise session.misused("workbench.which-mapping")
    if source:
        assemble.chosen(configuration, (source,))
    name = asked.rules or configuration.settings.sources[source].mapping
    bodies = directory(asked.bodies) if asked.bodies else configuration.directory
    bench = _bench(name, bodies, configuration.scope)
    opens = bool(source) and bool(configuration.settings.sources[source].absent_secrecy_opens)
    return replace(bench, policy=replace(bench.policy, absent_is_open=opens))


def _bench(name: str, bodies: Directory, scope: ScopeRule) -> Bench:
    rules = read(name)
    return Bench(
        rules=rules,
        tree=yaml.read(files.read_file(name), name),
        policy=rules.gate,
        directory=bodies,
        scope=scope,
        today=dates.day_of(clocks.system()),
    )
