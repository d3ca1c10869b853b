"""A deadline that is a number of days is counted by the calendar in force, and says how."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import load_shipped

from adapter.core import calendar, deadlines, gate, interpret, organisations
from adapter.core.deadlines import Counting, Rules
from adapter.core.facts import Assigned, Counted, Reckoned
from adapter.core.interpret import Interpretation, ScopeRule

MAPPINGS = Path(__file__).parents[2] / "mappings"
CALENDAR = calendar.load((MAPPINGS / "codes" / "calendar_vn_civil_servants.csv").read_text("utf-8"))
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
BY = Counting(calendar=CALENDAR, rules=Rules(), identity="cal")
WRITTEN = "  due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}\n"
TEXT = (MAPPINGS / "simulator.yaml").read_text("utf-8")
COUNTING = TEXT.replace(
    WRITTEN,
    WRITTEN
    + "  due_in:\n    count: {at: q:Days, as: integer, required: no}\n    unit: UNIT\n"
    + "    from: {at: q:From, as: date, format: yyyy-MM-dd, required: no}\n",
    1,
)
BODY = (MAPPINGS / "samples" / "simulator" / "assigned.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("since", "count", "unit", "day_off", "due"),
    [
        (date(2026, 8, 28), 5, "working-days", "keep", date(2026, 9, 9)),
        (date(2026, 8, 21), 1, "working-days", "keep", date(2026, 8, 22)),  # the Saturday that makes up
        (date(2026, 8, 21), 10, "days", "keep", date(2026, 8, 31)),
        (date(2026, 8, 21), 10, "days", "next", date(2026, 9, 3)),
        (date(2026, 8, 21), 10, "days", "previous", date(2026, 8, 28)),
        (date(2026, 12, 25), 10, "days", "keep", date(2027, 1, 4)),  # no working day is asked about
        (date(2026, 12, 25), 10, "days", "next", "deadline.year-not-covered"),
        (date(2026, 12, 25), 10, "working-days", "keep", "deadline.year-not-covered"),
        (date(2026, 1, 1), 9999, "days", "keep", "deadline.too-far"),
        (date(9999, 12, 15), 30, "days", "keep", "deadline.too-far"),
        (date(9999, 12, 15), 30, "working-days", "keep", "deadline.too-far"),
        (date(9999, 12, 26), 0, "days", "keep", date(9999, 12, 26)),
    ],
)
def test_counting(since: date, count: int, unit: str, day_off: str, due: date | str) -> None:
    by = Counting(calendar=CALENDAR, rules=Rules(day_off=day_off))  # type: ignore[arg-type]
    assert deadlines.due_on(Counted(count=count, unit=unit, since=since), by) == due  # type: ignore[arg-type]


@given(st.dates(date(2025, 1, 1), date(2026, 10, 1)), st.integers(1, 20))
def test_working_days_never_end_on_a_day_off_nor_before_as_many_days(since: date, count: int) -> None:
    found = deadlines.due_on(Counted(count=count, unit="working-days", since=since), BY)
    assert isinstance(found, date)
    assert CALENDAR.is_working(found)
    assert found >= since + timedelta(days=count)


@given(
    st.dates(date(9990, 1, 1)) | st.dates(max_value=date(2, 1, 1)) | st.dates(),
    st.integers(-(10**30), 10**30) | st.integers(0, deadlines.MOST),
    st.sampled_from(["days", "working-days"]),
    st.sampled_from(["keep", "next", "previous"]),
)
def test_whatever_a_source_writes_there_is_a_day_or_a_code(since: date, count: int, unit: str, day_off: str) -> None:
    by = Counting(calendar=calendar.of(WILD), rules=Rules(day_off=day_off))  # type: ignore[arg-type]
    found = deadlines.due_on(Counted(count=count, unit=unit, since=since), by)  # type: ignore[arg-type]
    assert isinstance(found, date) or found.startswith("deadline.")


WILD = [
    calendar.Day(on=on, kind="off", what="", source="", status="")
    for on in (date.min, date.max, date.max - timedelta(days=1))
]


def read(due: str, unit: str = "working-days", by: Counting | None = BY, written: str = COUNTING) -> Interpretation:
    """Read the sample with its first deadline written otherwise."""
    begin = BODY.index("<q:DueOn>") if "<q:DueOn>" in BODY else BODY.index("<DueOn>")
    end = BODY.index("DueOn>", begin + 9) + len("DueOn>")
    prefix = "q:" if "<q:DueOn>" in BODY else ""
    said = due.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
    mapping = load_shipped(written.replace("UNIT", unit))
    verdict = gate.screen((BODY[:begin] + said + BODY[end:]).encode(), mapping.gate)
    assert isinstance(verdict, gate.Open)
    scope = ScopeRule(issuers=DIRECTORY.named("H48"), counting=by)
    return interpret.interpret(verdict, mapping, DIRECTORY, scope)


def first(found: Interpretation) -> Assigned:
    assert found.problems == ()
    return next(fact for fact in found.facts if isinstance(fact, Assigned))


def test_what_is_written_comes_before_what_is_counted() -> None:
    task = first(read("<DueOn>2026-06-30</DueOn><Days>5</Days>"))
    assert (task.due_on, task.counted) == (date(2026, 6, 30), None)


def test_days_are_counted_from_the_day_of_issue_or_the_day_that_is_given() -> None:
    task = first(read("<Days>5</Days>"))
    issued_on = task.document.issued_on
    assert task.counted == Reckoned(by=Counted(count=5, unit="working-days", since=issued_on), calendar="cal")
    assert task.due_on == CALENDAR.add_working_days(issued_on, 5)
    later = first(read("<Days>5</Days><From>2026-08-28</From>", unit="days"))
    reckoned = Reckoned(by=Counted(count=5, unit="days", since=date(2026, 8, 28)))
    assert (later.due_on, later.counted) == (date(2026, 9, 2), reckoned)


def test_without_a_number_there_is_no_deadline() -> None:
    task = first(read(""))
    assert (task.due_on, task.counted) == (None, None)


@pytest.mark.parametrize(
    ("due", "by", "code"),
    [
        ("<Days>năm</Days>", BY, "field.invalid"),
        (f"<Days>{'9' * 5000}</Days>", BY, "field.invalid"),
        ("<Days>30</Days><From>9999-12-15</From>", BY, "deadline.too-far"),
        ("<Days>5</Days><From>2026-02-30</From>", BY, "field.invalid"),
        ("<Days>5</Days><From>2026-12-30</From>", BY, "deadline.year-not-covered"),
        ("<Days>5</Days>", None, "deadline.no-calendar"),
    ],
)
def test_what_cannot_be_counted_holds_the_document(due: str, by: Counting | None, code: str) -> None:
    assert [problem.code for problem in read(due, by=by).problems][:1] == [code]
    assert read(due, by=by).facts == ()


@pytest.mark.parametrize("digits", [18, 19, 5000])
def test_a_count_of_many_digits_is_none_however_it_is_read(digits: int) -> None:
    found = read(
        f"<Days>{'9' * digits}</Days>",
        written=COUNTING.replace("{at: q:Days, as: integer, required: no}", "{at: q:Days, required: no}"),
    )
    assert [problem.code for problem in found.problems] == ["deadline.too-far" if digits == 18 else "field.invalid"]
