"""What others hold of the log, against what is here: looked at before anything is written.

Whoever opens the store to write comes through `opened`. With the lock taken and nothing written yet, the log has to go
on from its own newest checkpoint, from what was given away last, and from what each anchor says that it holds now. If
it does not, it was set back or exchanged, and going on would make a second history: the start is refused (exit code 4).
An anchor that is away keeps nobody from starting; that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

import structlog

from adapter.anchors import making
from adapter.anchors.anchor import Held
from adapter.core import notes, tlog
from adapter.core.entries import decode
from adapter.core.notes import NoteRefused
from adapter.core.problems import Problem, Refusal
from adapter.settings import Settings
from adapter.store import Reader, Store, StoreError, Writer
from adapter.sync import alerts, bounded, checkpoints
from adapter.sync.probing import Probe
from adapter.wire import AdministratorNeeded, Trouble

LOOK_S = 5.0
"""So long a start waits for all anchors together."""


def opened(settings: Settings, *, begin: bool = True) -> Store:
    """Open the store as its one writer, if the log is what others hold; raises `Refusal`, and then wrote nothing.

    Without `begin` there has to be a log already (`Store.open`).
    """
    away: dict[str, Trouble] = {}
    store = Store.open(*settings.place, allow=lambda reader: away.update(hold(reader, settings)), begin=begin)
    for name, trouble in away.items():
        structlog.get_logger("anchors").warning("anchor_away", anchor=name, code=trouble.code)
    if not away:
        return store
    with suppress(StoreError):
        store.commit(lambda writer: _tell(writer, away))
    return store


def restored(settings: Settings) -> Store:
    """Open a store that was set back, to say so in its log (`succession`): others hold more than is here, and may."""
    return Store.open(*settings.place, allow=_refuse_own, begin=False)


def _refuse_own(reader: Reader) -> None:
    if problems := list(_own(reader)):
        raise Refusal(*problems)


def _tell(writer: Writer, away: Mapping[str, Trouble]) -> None:
    for name, trouble in away.items():
        alerts.not_anchored(writer, name, trouble)


def hold(reader: Reader, settings: Settings) -> dict[str, Trouble]:
    """Hold the log against everything that tells what it was; give the anchors of which a person has to be told.

    Raises `Refusal` with every contradiction.
    """
    _refuse_own(reader)
    asked = _asked(settings, _origin(reader))
    problems = [
        problem
        for name, told in asked.items()
        if isinstance(told, Held)
        for problem in _against(reader, told, ("anchor", name), "history.anchor")
    ]
    if problems:
        raise Refusal(*problems)
    troubles = {name: told.beside if isinstance(told, Held) else told for name, told in asked.items()}
    return {name: trouble for name, trouble in troubles.items() if trouble is not None}


def probe(settings: Settings, reader: Reader | None) -> Iterator[tuple[str, Probe]]:
    """Look what every anchor holds, for a person; `reader` knows the log, when there is one."""
    for name, told in _asked(settings, _origin(reader) if reader else "").items():
        if isinstance(told, Trouble):
            yield name, Probe(name="anchor", outcome="failed", trouble=told)
        elif told is None:
            yield name, Probe(name="anchor", outcome="skipped")
        elif trouble := (_difference(reader, told) if reader else None) or told.beside:
            yield name, Probe(name="anchor", outcome="doubtful", trouble=trouble)
        else:
            yield name, Probe(name="anchor", outcome="ok", seen=str(told.size))


def _difference(reader: Reader, held: Held) -> Trouble | None:
    """Say how the log is not what an anchor holds; None when it goes on from that."""
    for problem in _against(reader, held, ("anchor", ""), "history.anchor"):
        code = "anchor.holds-more" if problem.code.endswith("-ahead") else "anchor.holds-other"
        return AdministratorNeeded(code, held=held.size, size=reader.size())
    return None


def _origin(reader: Reader) -> str:
    """Give the log's own name; before a migration there was no way to change it."""
    if reader.has("identities"):
        return checkpoints.origin(reader)
    ((_, data),) = reader.entries(0, 1)
    return str(decode(data)["origin"])


def _asked(settings: Settings, origin: str) -> dict[str, Held | Trouble | None]:
    """Ask all anchors at once what they hold."""
    anchors = making.all_of(settings.anchors, origin, checkpoints.is_ours(settings, origin))
    return bounded.within(LOOK_S, {anchor.name: anchor.newest for anchor in anchors})


def _own(reader: Reader) -> Iterable[Problem]:
    """Hold the log against what stands beside it in the same database: that finds a log that was cut, no more."""
    if not reader.has("anchors"):
        return
    for last in reader.checkpoints(newest=True):
        which = f"#{last.number}"
        try:
            claim = tlog.checkpoint(notes.parse(last.note).text)
        except NoteRefused:
            yield _problem("history.own-differs", which=which, held=last.size)
            continue
        yield from _against(reader, Held(size=claim.size, root=claim.root), ("which", which), "history.own")
    for row in reader.anchors():
        given = Held(size=row.told.size)
        yield from _against(reader, given, ("which", f"anchors #{row.number}, {row.told.name}"), "history.own")


def _against(reader: Reader, held: Held, whose: tuple[str, str], code: str) -> Iterator[Problem]:
    name, value = whose
    size = reader.size()
    if held.size > size:
        yield _problem(f"{code}-ahead", held=held.size, size=size, **{name: value})
    elif held.root is not None and reader.root_of(0, held.size) != held.root:
        yield _problem(f"{code}-differs", held=held.size, **{name: value})


def _problem(code: str, **values: str | int) -> Problem:
    return Problem(code=code, values=tuple((name, str(value)) for name, value in values.items()))
