"""A mapping put in force from a file of the administrator's: looked at, copied into its place, activated.

Durable order. The file takes the place of the configured one, then its activation is committed: from then on both
agree. When the process dies
  before the rename      nothing has changed;
  between the two        the configured file is not what is in force: a running daemon goes on by what it has read, the
                         next start is refused (`activation.changed`) until the same command is run again, or the
                         former file is put back;
  after the commit       everything is done; a running daemon reads its settings again by itself.
What is refused or fails in the open puts the former file back. Where a second person is needed, nothing is copied
before that person approves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

from adapter import settings as files
from adapter.cli import house, mapping_diff, replacing
from adapter.cli.house import SystemFresh
from adapter.cli.session import Session
from adapter.core import mapping
from adapter.core.ledger import Activation
from adapter.core.mapping import bundle
from adapter.core.mapping.digest import digest
from adapter.core.problems import Place, Problem, Refusal
from adapter.settings import Settings
from adapter.settings.model import BUILTIN
from adapter.store import Reader, StoreError
from adapter.sync import activate, assemble, requests, verbs
from adapter.sync.assemble import Configuration
from adapter.workbench import differing
from adapter.workbench import lint as bench

option_from = click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="This file: it takes the place of the configured one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A mapping that is to be put in force."""

    settings: Settings
    configuration: Configuration  #: as it would be with the file
    source: str
    file: Path
    content: bytes = field(repr=False)
    text: str = field(repr=False)
    digest: str

    @property
    def place(self) -> str:
        """Name the file that the settings name."""
        return self.settings.sources[self.source].mapping

    @property
    def is_in_place(self) -> bool:
        """Tell whether it is the configured file itself."""
        return self.file.resolve() == Path(self.place).resolve()


def offered(session: Session, loaded: Settings, file: Path, source: str) -> Offered:
    """Read a file and hold it against everything it has to fit. Raises `problems.Refusal` with all findings."""
    names = list(loaded.sources)
    if source and source not in names:
        values = (("known", ", ".join(names)), ("source", source))
        raise Refusal(Problem(code="settings.unknown-source", values=values))
    if not source and len(names) != 1:
        raise session.misused("against-log.which-source", known=", ".join(names))
    source = source or names[0]
    _refuse_place(loaded, source)
    text = files.read_file(str(file))
    read, found = bench.from_file(text, str(file), files.beside(str(file)))
    if read is None:
        raise Refusal(*[one.problem for one in found])
    _refuse_tables(loaded.sources[source].mapping, text, read.digest)
    for one in found:
        session.say("activate.finding", place=str(one.problem.place), code=one.problem.code)
    there = loaded.sources[source].model_copy(update={"mapping": str(file.resolve())})
    trial = loaded.model_copy(update={"sources": {**loaded.sources, source: there}})
    return Offered(
        settings=loaded,
        configuration=assemble.read(trial),
        source=source,
        file=file,
        content=file.read_bytes(),
        text=text,
        digest=read.digest,
    )


def _refuse_place(loaded: Settings, source: str) -> None:
    """Refuse where no file can be replaced, or where that would change more than one source."""
    place = loaded.sources[source].mapping
    if place.startswith(BUILTIN):
        raise Refusal(Problem(code="activate.builtin", place=Place(file=place), values=(("source", source),)))
    sharing = [name for name, one in loaded.sources.items() if Path(one.mapping).resolve() == Path(place).resolve()]
    if len(sharing) > 1:
        values = (("sources", ", ".join(sharing)),)
        raise Refusal(Problem(code="activate.shared", place=Place(file=place), values=values))


def _refuse_tables(place: str, text: str, wanted: str) -> None:
    """Refuse a mapping whose tables are not beside the configured one as they are beside the file."""
    if digest(mapping.whole(text, place, files.beside(place))) != wanted:
        raise Refusal(Problem(code="activate.tables", place=Place(file=place)))


def is_in_force(session: Session, offer: Offered) -> bool:
    """Tell whether a mapping is in force already; else show what it would change."""
    with house.reading_if_any(offer.settings) as reader:
        row = None if reader is None else reader.row(Activation, "mapping", offer.source)
        blob = None if reader is None or row is None else reader.blob(row.blob)
    if row is not None and row.identity == offer.digest:
        session.say("activate.in-force", source=offer.source, identity=offer.digest[:16])
        return True
    if blob is not None:
        name = f"in-force:{offer.source}"
        text, tables = bundle.unpack(blob)
        new = differing.Written(offer.text, str(offer.file), files.beside(str(offer.file)))
        compared = differing.compare(differing.Written(text, name, tables), new)
        mapping_diff.show(session, compared)
    return False


def takes_two(offer: Offered) -> bool:
    """Tell whether one person alone may put nothing in force."""
    with house.reading_if_any(offer.settings) as reader:
        return offer.settings.second_approver or (reader is not None and activate.takes_two(reader))


def ask(offer: Offered, verb: str, **arguments: str) -> verbs.Answer:
    """Have something done with the file left where it is."""
    desk = verbs.Desk(
        configuration=offer.configuration, read=lambda: assemble.read(offer.settings), fresh=SystemFresh()
    )
    return requests.ask(desk, verb, arguments)


def in_its_place(session: Session, offer: Offered, step: Callable[[], verbs.Answer]) -> verbs.Answer:
    """Do a step with the file in the place of the configured one; what does not put it in force puts that one back."""
    former = _former(offer.place)
    if offer.is_in_place or former == offer.content:
        # It was put there before: by hand, or by a run that came to no end.
        return step()
    try:
        replacing.replace(offer.place, offer.content)
        answer = step()
    except BaseException:
        _put_back(session, offer, former)
        raise
    _put_back(session, offer, former)
    return answer


def _former(place: str) -> bytes:
    try:
        return Path(place).read_bytes()
    except OSError as error:
        values = (("reason", error.strerror or "-"),)
        raise Refusal(Problem(code="settings.no-file", place=Place(file=place), values=values)) from None


def _put_back(session: Session, offer: Offered, former: bytes) -> None:
    """Let the configured file be what is in force, as far as that can be known now."""
    if Path(offer.place).read_bytes() != offer.content:
        return
    try:
        with house.reading_if_any(offer.settings) as reader:
            done = reader is not None and _identity(reader, offer.source) == offer.digest
    except StoreError:
        # Perhaps it was put in force. Running the command again finds out, and finishes either way.
        session.refuse("activate.unknown", file=offer.place)
        return
    if not done:
        replacing.replace(offer.place, former)
        session.refuse("activate.put-back", file=offer.place)


def _identity(reader: Reader, source: str) -> str:
    row = reader.row(Activation, "mapping", source)
    return "" if row is None else row.identity
