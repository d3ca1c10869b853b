"""`nhiemvu mapping lint`: what is wrong with a mapping, or said in vain — for the administrator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from adapter import messages
from adapter import settings as files
from adapter.cli import house
from adapter.cli.mapping_files import DIRECTORY, directory, samples
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core.mapping import yaml
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.text import inert
from adapter.sync import assemble, glance
from adapter.workbench import covered, sarif
from adapter.workbench import lint as bench
from adapter.workbench.findings import Finding, Level, in_order
from adapter.workbench.messages import numbered
from adapter.workbench.sampled import Samples

Fed = Iterator[tuple[str, bytes]]


@click.command("lint")
@click.argument("names", metavar="[FILE...]", nargs=-1)
@click.option(
    "--samples",
    "places",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Sample, or a folder of samples, that has to fit (may be repeated).",
)
@click.option("--source", default="", metavar="NAME", help="Hold it against messages of this source in the log.")
@click.option(
    "--last", type=click.IntRange(min=1), default=1000, show_default=True, help="So many messages of the log at most."
)
@click.option("--sarif", "as_sarif", is_flag=True, help="Print SARIF for editors and pipelines.")
@option_config
@option_json
@pass_session
def lint(  # noqa: PLR0913 - one argument for each option
    session: Session,
    *,
    names: tuple[str, ...],
    places: tuple[Path, ...],
    source: str,
    last: int,
    as_sarif: bool,
    config: Path,
    as_json: bool,
) -> int:
    """Tell what is wrong with a mapping FILE, or said in vain: by its text, by samples, by messages of the log."""
    if not names and not source:
        raise session.misused("workbench.which-file")
    configuration = assemble.read(house.settings(session, config)) if source else None
    if configuration is not None:
        (source,) = assemble.chosen(configuration, (source,))
        names = names or (configuration.settings.sources[source].mapping,)
    bodies = directory(DIRECTORY) if configuration is None else configuration.directory
    found: list[Finding] = []
    counts: Counter[str] = Counter()
    for name in names:
        one = _Linted(name, bodies)
        if configuration is not None and configuration.settings.sources[source].absent_secrecy_opens:
            one.open_what_says_nothing()
        if places:
            one.hold_samples(samples(places))
        if configuration is not None:
            with house.reading_if_any(configuration.settings) as reader:
                logged = () if reader is None else glance.latest(reader, source, last)
                one.hold_against(((f"entry:{message.seq}", message.body) for message in logged), "log")
        found += one.findings()
        counts += one.counts
    _show(session, found, counts, as_json=as_json, as_sarif=as_sarif)
    return FINDINGS if found else OK


class _Linted:
    """One mapping, and what was held against it."""

    def __init__(self, name: str, bodies: Directory) -> None:
        text = files.read_file(name)
        self._read, self._found = bench.from_file(text, name, files.beside(name))
        self._tree = None if self._read is None else yaml.read(text, name)
        if self._read is not None and self._tree is not None:
            self._found += covered.findings(self._read, self._tree, files.beside(name))
        self._bodies = bodies
        self.counts: Counter[str] = Counter()

    def hold_samples(self, files: Iterator[tuple[str, bytes]]) -> None:
        """Read samples by the mapping."""
        if self._read is not None:
            self.hold_against(numbered(files, self._read), "samples")

    def open_what_says_nothing(self) -> None:
        """Judge messages as the source does whose settings say `absent_secrecy_opens`."""
        if self._read is not None:
            self._read = replace(self._read, gate=replace(self._read.gate, absent_is_open=True))

    def hold_against(self, fed: Fed, level: Level) -> None:
        """Read messages by the mapping; one that does not load reads none."""
        if self._read is None or self._tree is None:
            return
        trial = Samples(self._read, self._tree, self._bodies, level)
        for name, body in fed:
            trial.feed(name, body)
        self._found = [one for one in self._found if not trial.refutes(one)] + trial.findings()
        self.counts += trial.counts

    def findings(self) -> list[Finding]:
        """Give everything found, in the order of the file."""
        return in_order(self._found)


def _show(session: Session, found: list[Finding], counts: Counter[str], *, as_json: bool, as_sarif: bool) -> None:
    def said(problem: Problem) -> str:
        return session.text(problem.code, **dict(problem.values))

    if as_sarif:
        print_json(sarif.log(found, said))
        return
    if as_json:
        print_json([_row(one, said(one.problem)) for one in found])
        return
    for one in found:
        seen = "" if one.seen_at is None else f" ({session.text('lint.seen-at', place=str(one.seen_at))})"
        click.echo(inert(messages.of_problem(one.problem, session.language) + seen))
    if counts:
        session.say("lint.read", documents=counts["documents"], events=counts["events"], closed=counts["closed"])
    errors = sum(one.weight == "error" for one in found)
    session.say("lint.summary" if found else "lint.none", count=len(found), errors=errors)


def _row(one: Finding, said: str) -> dict[str, object]:
    place = one.problem.place
    return {
        "code": one.problem.code,
        "column": place.column,
        "file": place.file,
        "level": one.level,
        "line": place.line,
        "seen_at": "" if one.seen_at is None else str(one.seen_at),
        "text": said,
        "values": dict(one.problem.values),
        "weight": one.weight,
    }
