"""What entries about pushes do to the ledger: plans, answers, read-backs, and what a person rules about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from adapter.core.entries import Entry
from adapter.core.ledger.rows import Assignment, Hold, Push, PushState, Switch
from adapter.core.ledger.view import Change, Rule, View, becomes, day, known


def _planned(seq: int, entry: Entry, view: View) -> list[Change]:
    return [becomes(_told(seq, entry, view, "planned"))]


def _waived(seq: int, entry: Entry, view: View) -> list[Change]:
    return [becomes(_told(seq, entry, view, "waived"))]


def _told(seq: int, entry: Entry, view: View, state: PushState) -> Push:
    known(view, Assignment, entry["assignment"])
    former = view.row(Push, entry["assignment"])
    told = entry["standing"]
    row = Push(
        assignment=entry["assignment"],
        source=entry["source"],
        seq=seq,
        sent_as=entry.get("sent_as", seq),
        code=told["code"],
        due_on=day(told, "due_on"),
        completed_on=day(told, "completed_on"),
        lacking=tuple(told["lacking"]),
        quality=told.get("quality"),
        state=state,
        tries=0,
        at=entry["at"],
    )
    # The same standing once more goes on counting its tries.
    again = former is not None and vocabulary(former) == vocabulary(row)
    return replace(row, tries=former.tries) if former is not None and again else row


def vocabulary(push: Push) -> tuple[object, ...]:
    """Give what was told, as values that can be compared."""
    return (push.code, push.due_on, push.completed_on, push.lacking, push.quality)


def _settled(_seq: int, entry: Entry, view: View) -> list[Change]:
    push = known(view, Push, entry["assignment"])
    if push.seq != entry["cause"]:
        return []  # the answer to a plan that another one has taken the place of
    state: PushState = entry["outcome"]
    lost = state == "unknown"
    return [becomes(replace(push, state=state, tries=push.tries + lost, at=entry["at"], reason=entry.get("code")))]


def _seen(_seq: int, entry: Entry, view: View) -> list[Change]:
    push = known(view, Push, entry["assignment"])
    if push.seq != entry["cause"]:
        return []
    if entry["shows"] == "wanted":
        return [becomes(replace(push, state="shown", tries=0, at=entry["at"], reason=None))]
    # An accepted push is over, whatever became of it; one whose answer was lost goes out again under its key.
    over = push.state in ("accepted", "shown", "gone")
    tries = push.tries + (push.state == "accepted")
    state: PushState = "gone" if over else "missing"
    return [becomes(replace(push, state=state, tries=tries, at=entry["at"], reason=f"push.shows-{entry['shows']}"))]


def _confirmed(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The scheduled read-back found them as they should be."""
    rows = [known(view, Push, handle) for handle in dict.fromkeys(entry["assignments"])]
    return [becomes(replace(row, at=entry["at"])) for row in rows]


def _switched(seq: int, entry: Entry, _view: View) -> list[Change]:
    return [becomes(Switch(source=entry["source"], pushing=entry["pushing"], seq=seq))]


def _ruled(seq: int, entry: Entry, view: View) -> list[Change]:
    handle = known(view, Assignment, entry["assignment"]).assignment
    if entry["what"] == "hold":
        return [becomes(Hold(assignment=handle, seq=seq))]
    if entry["what"] == "resume":
        return [Change(table=Hold, key=known(view, Hold, handle).key, row=None)]
    push = known(view, Push, handle)
    # What was answered for good goes out as a push of its own; what may have been sent is asked for first.
    state: PushState = "gone" if push.state in ("refused", "waived", "missing", "gone") else push.state
    return [becomes(replace(push, state=state, tries=0, at=entry["at"]))]


RULES: Mapping[str, Rule] = {
    "push_planned": _planned,
    "push_settled": _settled,
    "push_seen": _seen,
    "push_confirmed": _confirmed,
    "push_waived": _waived,
    "push_switched": _switched,
    "push_ruled": _ruled,
}
