"""What a newer version of a message says otherwise of a task than the version before, while no document says so.

Such a change is no mistake of ours and is not held: what the source says now counts. But it is a fact of its own, so
that a former deadline, agency or text does not vanish. Not among them: what an update says that calls itself one, a
body that is what it was, read by other rules, and a deadline that the calendar moved, counted as it was before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from adapter.core import deadlines
from adapter.core.decide.values import KnownTask
from adapter.core.facts import Assigned

Body = dict[str, object]


def of_task(fact: Assigned, known: KnownTask, texts: str) -> Iterator[Body]:
    """Give what an assignment that stands is changed in; `texts` commits to what it says now."""
    row = known.row
    if fact.due_on != row.due_on and not _said_alike(fact, row.counted):
        days = {"former_due_on": row.due_on, "due_on": fact.due_on}
        told: Body = {name: day.isoformat() for name, day in days.items() if day is not None}
        yield told | {"what": "due_on"}
    if fact.coordinating != row.coordinating:
        yield {"what": "coordinating", "former": list(row.coordinating), "now": list(fact.coordinating)}
    if known.texts is not None and known.texts.get("content") != fact.content:
        yield {"what": "content", "texts": texts}


def of_leads(gone: KnownTask, assigned: Sequence[Assigned], new: Sequence[Assigned]) -> Body:
    """Say what became of an assignment that the newer version no longer has: led by others, or the task is dropped."""
    is_there = any(_same_task(one, gone) for one in assigned)
    heirs = [one.lead for one in new if _same_task(one, gone)]
    return {"what": "lead" if is_there else "dropped", "former": [gone.row.lead], "now": heirs}


def adds_lead(fact: Assigned, known: Sequence[KnownTask], gone: Sequence[KnownTask]) -> bool:
    """Tell whether a new assignment gives a known task one more lead agency, in nobody's place."""
    of_the_task = [one for one in known if _same_task(fact, one)]
    return bool(of_the_task) and not any(_same_task(fact, one) for one in gone)


def _said_alike(fact: Assigned, counted: str | None) -> bool:
    """Tell whether the source says of a deadline what it said before: then the calendar or the settings moved it."""
    if fact.counted is None or counted is None:
        return False
    said, before = fact.counted, deadlines.of_data(json.loads(counted))
    return said.by == before.by and bool(said.before) == bool(before.before)


def _same_task(fact: Assigned, known: KnownTask) -> bool:
    """Tell whether an assignment is of the same task, by the source's key of it; by its place once that is erased."""
    if known.texts is None:
        return fact.ordinal == known.row.ordinal
    return fact.task == known.texts.get("task")
