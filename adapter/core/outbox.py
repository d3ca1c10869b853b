"""The outbox is a difference: where an assignment stands against what the source was last told (DESIGN §3).

`step` says what to do next about one assignment. It is pure, so that recovery after a crash is nothing special: the
same question is asked again, and the log has the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from adapter.core.ledger import Push, PushState
from adapter.core.standing import Standing

Step = Literal["nothing", "plan", "again", "ask", "wait", "stopped"]
"""`plan`: push under a new key. `again`: push once more under the same key. `ask`: read back. `wait`: not yet.
`stopped`: not before a person, or a new standing."""

UNSURE: frozenset[PushState] = frozenset({"planned", "unknown", "accepted"})
"""States in which the source may or may not have applied the push: it is asked before anything else is sent."""

DELAYS_S = (0, 0, 60, 300, 1_800, 7_200, 21_600, 86_400)
"""How long a standing waits after so many tries in a row that were not seen at the source; then the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How pushes are dealt with; from the settings and the mapping."""

    read_back: bool = True  #: the source can be asked what it shows
    recheck_after: timedelta = timedelta(days=30)  #: how often what is shown is looked at again


def step(standing: Standing, push: Push | None, *, now: datetime, rules: Rules, held: bool = False) -> Step:
    """Say what to do about an assignment that stands so, of which this push is the newest."""
    if push is not None and push.state in UNSURE and rules.read_back:
        # Also when the standing has changed meanwhile: what is out there has to be known first.
        return "ask" if now >= next_try(push) else "wait"
    if held:
        return "stopped"
    if push is None or told(push) != standing:
        return "plan"
    wanted = _SAME[push.state]
    if push.state == "shown":
        due = rules.read_back and now >= _moment(push.at) + rules.recheck_after
        return "ask" if due else "nothing"
    return "wait" if wanted in ("plan", "again") and now < next_try(push) else wanted


_SAME: dict[PushState, Step] = {
    "planned": "again",
    "unknown": "again",
    "missing": "again",
    "accepted": "nothing",
    "shown": "nothing",
    "waived": "nothing",
    "gone": "plan",
    "refused": "stopped",
}
"""What to do while the standing is still the one that was told."""


def told(push: Push) -> Standing:
    """Give the standing that a push tells."""
    return Standing(
        code=push.code,  # type: ignore[arg-type]  # entries hold the words of the closed list only
        due_on=push.due_on,
        completed_on=push.completed_on,
        lacking=push.lacking,  # type: ignore[arg-type]  # the same
        quality=push.quality or "",
    )


def body(standing: Standing) -> dict[str, object]:
    """Write a standing as entries hold it."""
    told: dict[str, object] = {"code": standing.code, "lacking": list(standing.lacking)}
    if standing.due_on is not None:
        told["due_on"] = standing.due_on.isoformat()
    if standing.completed_on is not None:
        told["completed_on"] = standing.completed_on.isoformat()
    if standing.quality:
        told["quality"] = standing.quality
    return told


def next_try(push: Push) -> datetime:
    """Give when a push is due again: at once after the first failures, then at growing distances."""
    return _moment(push.at) + timedelta(seconds=DELAYS_S[min(push.tries, len(DELAYS_S) - 1)])


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
