"""What a newer version of a message says otherwise of a task than the version before, while no document says so.

Such a change is no mistake of ours and is not held: what the source says now counts. But it is a fact of its own, so
that a former deadline, agency or text does not vanish. Not among them: what an update says that calls itself one, a
body that is what it was, read by other rules, and a deadline that a calendar or the settings moved, said as before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from adapter.core import dates, deadlines
from adapter.core.decide.values import KnownTask
from adapter.core.facts import Assigned, Reckoned
from adapter.core.ledger import Assignment

Body = dict[str, object]


def of_task(fact: Assigned, known: KnownTask, texts: str) -> Iterator[Body]:
    """Give what an assignment that stands is changed in; `texts` commits to what it says now."""
    row = known.row
    yield from _of_deadline(fact, row)
    if fact.coordinating != row.coordinating:
        yield {"what": "coordinating", "former": list(row.coordinating), "now": list(fact.coordinating)}
    if known.texts is not None and known.texts.get("content") != fact.content:
        yield {"what": "content", "texts": texts}


def of_leads(gone: KnownTask, assigned: Sequence[Assigned], new: Sequence[Assigned]) -> Body:
    """Say what became of an assignment that the newer version no longer has: led by others, or the task is dropped."""
    is_there = any(_same_task(one, gone) for one in assigned)
    heirs = [one.lead for one in new if _same_task(one, gone)]
    return {"what": "lead" if is_there else "dropped", "former": [gone.led_now], "now": heirs}


def adds_lead(fact: Assigned, known: Sequence[KnownTask], gone: Sequence[KnownTask]) -> bool:
    """Tell whether an assignment that is new, or back, gives a known task a lead agency in nobody's place."""
    of_the_task = [one for one in known if _same_task(fact, one)]
    return bool(of_the_task) and not any(_same_task(fact, one) for one in gone)


def _of_deadline(fact: Assigned, row: Assignment) -> Iterator[Body]:
    """Give the deadline as another one, unless the source says of it what it said before.

    Then a calendar or the settings moved it. The hour is told where it counts and is another one.
    """
    now, former = hours(fact.due_at), hours(row.due_at)
    before = None if row.counted is None else deadlines.of_data(json.loads(row.counted))
    said = deadlines.said_of(fact.due_on, fact.counted), deadlines.said_of(row.due_on, before)
    moved = fact.due_on != row.due_on and not deadlines.said_alike(*said)
    other_hour = now != former and _hour(said[0]) != _hour(said[1])
    if moved or other_hour:
        days = {"former_due_on": row.due_on, "due_on": fact.due_on}
        told: Body = {name: day.isoformat() for name, day in days.items() if day is not None}
        yield told | {"what": "due_on"} | ({"former": former, "now": now} if other_hour else {})


def hours(at: datetime | str | None) -> list[str]:
    """Give the hour in Vietnam up to which a deadline goes; none where the whole day counts."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return [] if at is None else [at.astimezone(dates.VIETNAM).strftime("%H:%M")]


def _hour(said: Reckoned | None) -> str:
    return "" if said is None else said.hour


def _same_task(fact: Assigned, known: KnownTask) -> bool:
    """Tell whether an assignment is of the same task, by the source's key of it; by its place once that is erased."""
    if known.texts is None:
        return fact.ordinal == known.row.ordinal
    return fact.task == known.texts.get("task")
