"""The outbox is a difference: what is done next about one assignment, as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from adapter.core import outbox
from adapter.core.entries import check
from adapter.core.ledger import Push
from adapter.core.outbox import DELAYS_S, Rules, step
from adapter.core.standing import Standing

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
OPEN = Standing(code="open-in-time", due_on=date(2026, 3, 12), completed_on=None, lacking=("report", "result"))
LATE = replace(OPEN, code="open-overdue")
RULES = Rules()


def push(state: str, standing: Standing = OPEN, *, tries: int = 0, at: str = "2026-03-10T02:00:00Z") -> Push:
    body: dict[str, Any] = outbox.body(standing)
    return Push(
        assignment="a",
        source="qlvb",
        seq=7,
        sent_as=7,
        code=body["code"],
        due_on=standing.due_on,
        completed_on=standing.completed_on,
        lacking=standing.lacking,
        quality=standing.quality or None,
        state=state,  # type: ignore[arg-type]  # the tests write the words
        tries=tries,
        at=at,
    )


TABLE = [
    # (what stands in the ledger, is it still the standing, what to do)
    (None, OPEN, "plan"),
    # What may have been sent is asked for first, even when it stands differently by now.
    ("planned", OPEN, "ask"),
    ("planned", LATE, "ask"),
    ("unknown", OPEN, "ask"),
    ("unknown", LATE, "ask"),
    ("accepted", OPEN, "ask"),
    ("accepted", LATE, "ask"),
    # Not there: the same push again under its key; a new standing is a push of its own.
    ("missing", OPEN, "again"),
    ("missing", LATE, "plan"),
    ("gone", OPEN, "plan"),
    ("gone", LATE, "plan"),
    ("shown", OPEN, "nothing"),
    ("shown", LATE, "plan"),
    ("waived", OPEN, "nothing"),
    ("waived", LATE, "plan"),
    # A final refusal waits for a person, or for another standing.
    ("refused", OPEN, "stopped"),
    ("refused", LATE, "plan"),
]


@pytest.mark.parametrize(("state", "standing", "wanted"), TABLE)
def test_the_table(state: str | None, standing: Standing, wanted: str) -> None:
    known = None if state is None else push(state)
    assert step(standing, known, now=NOW, rules=RULES) == wanted


@pytest.mark.parametrize(
    ("state", "wanted"),
    [("planned", "again"), ("unknown", "again"), ("accepted", "nothing"), ("shown", "nothing"), ("gone", "plan")],
)
def test_where_nothing_can_be_read_back_an_answer_is_all_there_is(state: str, wanted: str) -> None:
    assert step(OPEN, push(state), now=NOW, rules=Rules(read_back=False)) == wanted


@pytest.mark.parametrize("state", ["missing", "gone", "unknown"])
def test_what_was_not_seen_waits_longer_every_time(state: str) -> None:
    for tries in range(12):
        delay = timedelta(seconds=DELAYS_S[min(tries, len(DELAYS_S) - 1)])
        known = push(state, tries=tries)
        if delay:
            assert step(OPEN, known, now=NOW + delay - timedelta(seconds=1), rules=RULES) == "wait"
        assert step(OPEN, known, now=NOW + delay, rules=RULES) != "wait"


def test_what_is_held_back_is_not_sent_but_still_asked_for() -> None:
    assert step(OPEN, None, now=NOW, rules=RULES, held=True) == "stopped"
    assert step(LATE, push("shown"), now=NOW, rules=RULES, held=True) == "stopped"
    assert step(OPEN, push("unknown"), now=NOW, rules=RULES, held=True) == "ask"


def test_what_is_shown_is_looked_at_again_after_a_while() -> None:
    rules = Rules(recheck_after=timedelta(days=3))
    known = push("shown")
    assert step(OPEN, known, now=NOW + timedelta(days=2), rules=rules) == "nothing"
    assert step(OPEN, known, now=NOW + timedelta(days=3), rules=rules) == "ask"


@pytest.mark.parametrize("standing", [OPEN, LATE, replace(OPEN, due_on=None, quality="tot", lacking=())])
def test_a_standing_is_the_same_in_an_entry_and_back(standing: Standing) -> None:
    entry = {
        "kind": "push_planned", "format": 1, "at": "2026-03-10T02:00:00Z", "assignment": "0" * 32, "source": "qlvb",
        "on": "2026-03-10", "standing": outbox.body(standing),
    }  # fmt: skip
    check(entry)
    assert outbox.told(push("shown", standing)) == standing
