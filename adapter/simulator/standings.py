"""Where an assignment stands on a day, by the directive's rule (5425/UBND-KGVX §3), in the plainest code.

What is suspended before it is complete is that until it is resumed, whatever else happened. Completed needs a report
document and an entered result; completed on is the later of the two; quality changes nothing. Events count by when
they happened, once each, as far as the document system has told them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from adapter.simulator import moments

Row = dict[str, Any]


def judge_all(assignments: Iterable[Row], events: Iterable[Row], day: date) -> list[Row]:
    """Judge every assignment on a day; `events` are those told by then, in the order in which they happened."""
    of: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for event in events:
        if event.get("ambiguous"):
            continue  # several leads, and nobody named: it belongs to none of them
        of[event["document"], event["task"], event["lead"]].append(event)
    return [_judge(one, of[one["document"], one["task"], one["lead"]], day) for one in assignments]


def _judge(assignment: Row, events: list[Row], day: date) -> Row:
    report_on = entered_on = quality = None
    suspended_at, report_at, entered_at, state = 0, 0, 0, assignment["state"]
    due_on = date.fromisoformat(assignment["due_on"]) if assignment["due_on"] else None
    for event in events:
        on = moments.day_of(event["occurred_at"])
        if event["kind"] == "report-issued":
            report_at = event["occurred_at"] if report_on is None else report_at
            report_on = report_on or on
        elif event["kind"] == "result-entered":
            entered_at = event["occurred_at"] if entered_on is None else entered_at
            entered_on = entered_on or on
        elif event["kind"] == "result-retracted":
            entered_on = None
        elif event["kind"] == "extension-granted":
            due_on = date.fromisoformat(event["due_on"])
        elif event["kind"] == "quality-judged":
            quality = event["quality"]
        elif event["kind"] == "work-suspended":
            suspended_at = suspended_at or event["occurred_at"]
        elif event["kind"] == "work-resumed":
            suspended_at = 0
    completed_on = max(report_on, entered_on) if report_on and entered_on else None
    stopped = suspended_at and (completed_on is None or suspended_at <= max(report_at, entered_at))
    evidence = (("report", report_on), ("result", entered_on))
    key = ("document", "number", "notation", "issued_on", "issuer", "task", "lead")
    return {name: assignment[name] for name in key} | {
        "bucket": _bucket("suspended" if stopped and state == "open" else state, due_on, completed_on, day),
        "due_on": due_on.isoformat() if due_on else None,
        "completed_on": completed_on.isoformat() if completed_on else None,
        "lacking": [name for name, on in evidence if on is None],
        "quality": quality,
    }


def _bucket(state: str, due_on: date | None, completed_on: date | None, day: date) -> str:
    """Partition in the order of the statistics."""
    if state != "open":
        return state
    if due_on is None:
        return "no-deadline"
    if completed_on is not None:
        return "done-on-time" if completed_on <= due_on else "done-late"
    return "open-overdue" if day > due_on else "open-in-time"
