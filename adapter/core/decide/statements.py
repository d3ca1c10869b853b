"""What a document's own message says about work, beside what it was known to say: only the difference is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from adapter.core.decide import testimony
from adapter.core.decide.told import Told
from adapter.core.decide.values import KnownTask, Prior
from adapter.core.decide.writing import Writing
from adapter.core.facts import Answered, Event


def obstacle(told: Told, prior: Prior) -> str:
    """Name what would have to be guessed about what a document answers; empty when nothing stands in the way."""
    for one in told.answered:
        found = prior.targets[one.target]
        if one.may_be_unknown:
            continue
        if found.buried:
            continue
        if found.shared:
            return "document.target-shared"
        if found.document is None:
            return "answer.target-unknown"
        if not meant(one, found.tasks):
            return "answer.task-unknown"
    return ""


def write(
    draft: Writing,
    told: Told,
    names: tuple[str, int],
    handles: Mapping[tuple[str, str], str],
    prior: Prior,
) -> None:
    """Write what is new, and take back what a newer version of the message no longer says.

    What is said still keeps its part; a new thing takes the lowest number that is free.
    """
    message, cause = names
    known = {one.part: one for one in prior.said}
    kept: dict[str, None] = {}
    new: list[tuple[str, Event]] = []
    for assignment, event in _said(told, handles, prior):
        same = [part for part, row in known.items() if testimony.says(row, event, (assignment, message, part), prior)]
        free = [part for part in same if part not in kept]
        if free:
            kept[free[0]] = None
        elif not same and (assignment, event) not in new:
            new.append((assignment, event))
    numbers = (str(number) for number in count(1) if str(number) not in kept)
    taken = set()
    for (assignment, event), part in zip(new, numbers, strict=False):
        testimony.state(draft, event, (assignment, message, part), cause)
        taken.add(part)
    for part in [part for part in known if part not in kept and part not in taken]:
        draft.entry("unsaid", {"message": message, "part": int(part)}, after=cause)


def _said(told: Told, handles: Mapping[tuple[str, str], str], prior: Prior) -> Iterator[tuple[str, Event]]:
    for event in told.events:
        yield handles[event.task, event.lead], event
    for one in told.answered:
        for task in meant(one, prior.targets[one.target].tasks):
            yield task.row.assignment, one.event


MOST = 1_000
"""So many messages wait for one document at most; what comes after them has to be read again by a person (`reread`)."""


def note(told: Told, message: str, prior: Prior) -> list[tuple[str, tuple[str, ...]]]:
    """Give the look-ups by which a message is found again when what it answers comes, or assigns something else.

    So it does not matter which of the two comes first. Nobody is found by a name that several documents bear.
    """
    found = {one.target: prior.targets[one.target] for one in told.answered}
    return [
        (message, answers(len(one.answered_by), one.name))
        for one in found.values()
        if one.name and not one.buried and message not in one.answered_by and len(one.answered_by) < MOST
    ]


def answers(number: int, name: tuple[str, ...]) -> tuple[str, ...]:
    """Give the look-up of one of the messages that answer a document, by a name of it or by its handle."""
    return ("answers", str(number), *name)


def meant(one: Answered, tasks: Sequence[KnownTask]) -> list[KnownTask]:
    """Give the assignments that are answered: of the task that is named, else of all that the agency leads."""
    return [
        task for task in tasks if task.led_by(one.event.lead) and one.event.task in ("", (task.texts or {}).get("task"))
    ]
