"""One run of `reread`: find what would be another one, and have the writer write it, a few messages at a time.

Nothing is locked while bodies are read. Documents go first: what they come to decides whose an event is. A document
that another one was in the way of (two of them change numbers) is looked at again once others have been written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date

from adapter.audit.readings import Rereader
from adapter.audit.supposed import Supposed
from adapter.core.decide import Fresh
from adapter.core.ledger import Message
from adapter.store import Reader
from adapter.sync import activate, assemble, kept, reread
from adapter.sync.assemble import Configuration
from adapter.sync.kept import Seen
from adapter.sync.trip import DOCUMENTS, EVENTS
from adapter.sync.verbs import Answer

AT_ONCE = 100
"""Messages handed to the writer with one request; it takes as many as fit into its turn."""

Watch = Callable[[int], None]
"""Told how many bodies have been read so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A message that was read again and stays as it was."""

    message: str  #: handle
    document: str  #: handle of its document
    stream: str
    code: str  #: what is in the way; of a classified one, the rule that closed the gate


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of a run."""

    messages: int = 0  #: bodies read
    erased: int = 0  #: bodies that are not there any more
    ruling: int | None = None  #: seq of the ruling; None where nothing was written
    documents: int = 0  #: messages of documents from which other facts followed
    events: int = 0  #: events, the same
    hindered: list[Left] = field(default_factory=list)
    withheld: list[Left] = field(default_factory=list)  #: what counts as classified now


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message that would be another one, that waits or is hindered: no more of it is kept in memory."""

    message: Message
    differs: bool
    waits: bool
    marked: bool
    code: str

    @classmethod
    def of(cls, seen: Seen) -> Found:
        """Keep what is needed of what was seen."""
        return cls(
            message=seen.message,
            differs=seen.differs,
            waits=seen.waits,
            marked=seen.marked,
            code=seen.decision.hindered,
        )

    @property
    def is_hindered(self) -> bool:
        """Tell whether it stays as it was."""
        return bool(self.code) and not self.marked

    def left(self) -> Left:
        """Name it for people."""
        message = self.message
        return Left(message=message.message, document=message.document or "", stream=message.stream, code=self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run works with."""

    configuration: Configuration
    source: str
    since: date
    fresh: Fresh
    read: Callable[[], AbstractContextManager[Reader]]  #: opens the newest state for reading
    watch: Watch = lambda _: None

    @property
    def by(self) -> Rereader:
        """Read by what is configured, which is what is in force."""
        mapping = self.configuration.mappings[self.source]
        return assemble.rereader(self.configuration, self.source, mapping, self.configuration.directory)


def suppose(run: Run, reader: Reader, day: date) -> tuple[Outcome, Supposed]:
    """Say what a run would change, as it would stand on `day`; nothing is written."""
    outcome = Outcome()
    activate.refuse_changed(activate.in_force(reader), run.configuration.wanted)
    supposed = Supposed(reader=reader, day=day)
    messages = reread.received_since(reader, run.source, run.since)
    for stream in (DOCUMENTS, EVENTS):
        for seen in _looked(run, reader, [one for one in messages if one.stream == stream], outcome, supposed):
            _note(outcome, Found.of(seen))
            if seen.differs and not seen.marked:
                supposed.take(seen.decision)
                _count(outcome, stream)
    return outcome, supposed


def carry_out(run: Run, reason: str, ask: Callable[..., Answer]) -> Outcome:
    """Read again and have written what differs; `ask` is given the verb and its arguments. Raises what that raises."""
    outcome = Outcome()
    with run.read() as reader:
        activate.refuse_changed(activate.in_force(reader), run.configuration.wanted)
        messages = reread.received_since(reader, run.source, run.since)
    for stream in (DOCUMENTS, EVENTS):
        waiting, hindered = [one for one in messages if one.stream == stream], list[Found]()
        moved = True
        while waiting and moved:
            found = _pass(run, waiting, outcome)
            written, late = _written(run, reason, ask, [one for one in found if one.differs or one.waits], outcome)
            hindered = [one for one in found if one.is_hindered]
            # What another one of this very run has got in the way of is looked at once more, to say why.
            waiting = [*(one.message for one in hindered), *late]
            moved = written > 0 or bool(late)
        outcome.hindered += [one.left() for one in hindered]
    # What was read a second time counts once.
    outcome.messages = len(messages)
    return outcome


def _pass(run: Run, messages: Sequence[Message], outcome: Outcome) -> list[Found]:
    """Look at messages, keeping only what has anything to say."""
    with run.read() as reader:
        found = (Found.of(seen) for seen in _looked(run, reader, messages, outcome))
        return [one for one in found if one.differs or one.waits or one.is_hindered]


def _looked(
    run: Run, reader: Reader, messages: Sequence[Message], outcome: Outcome, supposed: Supposed | None = None
) -> Iterator[Seen]:
    by = run.by
    for message in messages:
        tasks = None if supposed is None or message.stream == DOCUMENTS else supposed.tasks(message.document or "")
        seen = kept.look(reader, by, message, run.fresh, tasks=tasks)
        outcome.messages += 1
        outcome.erased += seen is None
        run.watch(outcome.messages)
        if seen is not None:
            yield seen


def _written(
    run: Run, reason: str, ask: Callable[..., Answer], found: Sequence[Found], outcome: Outcome
) -> tuple[int, list[Message]]:
    """Have the writer write what differs, a turn at a time; give how much it wrote, and what was hindered meanwhile."""
    by_handle = {one.message.message: one for one in found}
    left = list(by_handle)
    written, late = 0, list[Message]()
    while left:
        turn, left = left[:AT_ONCE], left[AT_ONCE:]
        answer = ask(
            "reread",
            source=run.source,
            since=run.since.isoformat(),
            reason=reason,
            ruling="" if outcome.ruling is None else str(outcome.ruling),
            messages=",".join(turn),
        )
        outcome.ruling = answer["ruling"]
        left = [*answer["left"], *left]
        for handle in answer["changed"]:
            _count(outcome, by_handle[handle].message.stream)
        outcome.withheld += [by_handle[handle].left() for handle in answer["raised"]]
        written += len(answer["changed"]) + len(answer["raised"])
        late += [by_handle[handle].message for handle in answer["hindered"]]
    return written, late


def _count(outcome: Outcome, stream: str) -> None:
    if stream == DOCUMENTS:
        outcome.documents += 1
    else:
        outcome.events += 1


def _note(outcome: Outcome, found: Found) -> None:
    if found.marked:
        outcome.withheld.append(found.left())
    elif found.is_hindered:
        outcome.hindered.append(found.left())
