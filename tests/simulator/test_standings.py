"""The two-evidence rule of the truth, case by case (5425/UBND-KGVX §3), and the events it is judged from."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapter.simulator import moments, standings, state, truth

DUE = "2026-03-10"
DAY = date(2026, 4, 1)


def event(kind: str, day: str, **more: object) -> dict[str, Any]:
    at = moments.moment(date.fromisoformat(day), 36_000)
    return {
        "kind": kind,
        "occurred_at": at,
        "document": "d",
        "task": "t",
        "lead": "l",
        "due_on": None,
        "quality": "",
    } | more


def judge(*events: dict[str, Any], due_on: str | None = DUE, state: str = "open", day: date = DAY) -> dict[str, Any]:
    assignment = {
        "document": "d", "task": "t", "lead": "l", "number": "1", "notation": "UBND-NC", "issued_on": "2026-02-01",
        "issuer": "i", "due_on": due_on, "state": state,
    }  # fmt: skip
    (row,) = standings.judge_all([assignment], events, day)
    return row


REPORT, RESULT = event("report-issued", "2026-03-01"), event("result-entered", "2026-03-09")


@pytest.mark.parametrize(
    ("events", "bucket", "completed_on", "lacking"),
    [
        ((), "open-overdue", None, ["report", "result"]),
        ((REPORT,), "open-overdue", None, ["result"]),
        ((RESULT,), "open-overdue", None, ["report"]),
        ((REPORT, RESULT), "done-on-time", "2026-03-09", []),
        ((RESULT, event("report-issued", "2026-03-11")), "done-late", "2026-03-11", []),
        ((REPORT, RESULT, event("result-retracted", "2026-03-10")), "open-overdue", None, ["result"]),
        (
            (REPORT, RESULT, event("result-retracted", "2026-03-10"), event("result-entered", "2026-03-20")),
            "done-late",
            "2026-03-20",
            [],
        ),
        ((REPORT, RESULT, event("result-entered", "2026-03-30")), "done-on-time", "2026-03-09", []),
        ((event("extension-granted", "2026-03-02", due_on="2026-05-01"),), "open-in-time", None, ["report", "result"]),
        ((REPORT, RESULT, event("quality-judged", "2026-03-12", quality="chua-dat")), "done-on-time", "2026-03-09", []),
        ((REPORT, event("work-suspended", "2026-03-02")), "suspended", None, ["result"]),
        ((REPORT, event("work-suspended", "2026-03-02"), RESULT), "suspended", "2026-03-09", []),
        (
            (REPORT, event("work-suspended", "2026-03-02"), event("work-resumed", "2026-03-05"), RESULT),
            "done-on-time",
            "2026-03-09",
            [],
        ),
    ],
)
def test_completed_needs_both_and_the_later_one_counts(
    events: tuple[dict[str, Any], ...], bucket: str, completed_on: str | None, lacking: list[str]
) -> None:
    row = judge(*events)
    assert (row["bucket"], row["completed_on"], row["lacking"]) == (bucket, completed_on, lacking)


def test_withdrawn_comes_first_and_no_deadline_second() -> None:
    assert judge(REPORT, RESULT, state="withdrawn")["bucket"] == "withdrawn"
    assert judge(REPORT, RESULT, due_on=None)["bucket"] == "no-deadline"


def test_the_last_day_is_in_time() -> None:
    assert judge(day=date(2026, 3, 10))["bucket"] == "open-in-time"
    assert judge(day=date(2026, 3, 11))["bucket"] == "open-overdue"


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def test_some_events_come_late_some_twice_and_some_before_their_document(year: Path) -> None:
    events = rows(year, "SELECT id, recorded_at, planted FROM event ORDER BY recorded_at, id")
    assert len(events) > 2000
    told = [json.loads(planted) for _, _, planted in events]
    late = sum(at - one["occurred_at"] > 86_400 for (_, at, _), one in zip(events, told, strict=True))
    assert 0.05 < late / len(events) < 0.12
    repeated = [n for n in Counter(id_ for id_, _, _ in events).values() if n > 1]
    assert 0.01 < len(repeated) / len(events) < 0.05
    order = [one["occurred_at"] for one in told]
    assert order != sorted(order)
    entered = dict(rows(year, "SELECT id, entered_at FROM document"))
    unknown = [one for one in told if one["document"] not in entered]
    assert unknown
    early = [one for (_, at, _), one in zip(events, told, strict=True) if at < entered.get(one["document"], 0)]
    assert early


def test_no_event_about_an_open_document_carries_a_note(year: Path) -> None:
    noted = rows(
        year,
        "SELECT json_extract(v.planted, '$.verdict') FROM event e"
        " JOIN version v ON v.document = json_extract(e.planted, '$.document') AND v.until IS NULL"
        " WHERE instr(e.body, '<Note>')",
    )
    assert {verdict for (verdict,) in noted} == {"withheld", "held"}


def test_every_bucket_occurs_and_they_add_up(year: Path) -> None:
    with closing(state.connect(year)) as connection:
        told = truth.tell(connection, int(moments.read("2026-10-31T23:59:59+07:00").timestamp()))
    buckets = told["totals"]["standings"]
    assert set(buckets) == {
        "withdrawn",
        "suspended",
        "no-deadline",
        "done-on-time",
        "done-late",
        "open-overdue",
        "open-in-time",
    }
    assert sum(buckets.values()) == len(told["assignments"]) == sum(told["totals"]["assignments"].values())
    assert buckets["withdrawn"] == told["totals"]["assignments"]["withdrawn"]
