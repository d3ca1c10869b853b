"""Working days are those that the announcements say; a year nobody has looked at is not known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import calendar, calendar_lint
from adapter.core.calendar_files import imported
from adapter.core.problems import Refusal

FILE = Path(__file__).parents[2] / "mappings" / "codes" / "calendar_vn_civil_servants.csv"
TEXT = FILE.read_text("utf-8")
SHIPPED = calendar.load(TEXT, FILE.name)
HEAD = "date,kind,what,source,status\n"

OFF = {
    # Công văn 8726/VPCP-KGVX 26/11/2024: Tết Ất Tỵ from 25 January to 2 February 2025; 2 May swapped with 26 April
    *(date(2025, 1, 25) + timedelta(days=number) for number in range(9)),
    date(2025, 5, 2),
    # Quốc khánh 30 August to 2 September 2025
    *(date(2025, 8, 30) + timedelta(days=number) for number in range(4)),
    # Thông báo 479/TB-UBND 16/12/2025 and 9441/TB-BNV 16/10/2025: 1 January, 14–22 February, 29 August – 2 September
    date(2026, 1, 1),
    *(date(2026, 2, 14) + timedelta(days=number) for number in range(9)),
    *(date(2026, 8, 29) + timedelta(days=number) for number in range(5)),
}
WORKED = {date(2025, 4, 26), date(2026, 8, 22)}
"""Saturdays that make up."""

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("day", sorted(OFF))
def test_a_day_that_was_announced_is_off(day: date) -> None:
    assert not SHIPPED.is_working(day)


@pytest.mark.parametrize("day", sorted(WORKED))
def test_a_saturday_that_makes_up_is_worked(day: date) -> None:
    assert day.weekday() == 5
    assert SHIPPED.is_working(day)
    assert SHIPPED.add_working_days(day - timedelta(days=1), 1) == day


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # the Saturday counts
        (date(2026, 8, 21), 2, date(2026, 8, 24)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # five days off
        (date(2026, 2, 13), 5, date(2026, 2, 27)),  # Tết
        (date(2025, 4, 25), 4, date(2025, 5, 5)),  # Sat 26, Mon 28, Tue 29, then Monday
        (date(2025, 1, 24), 1, date(2025, 2, 3)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 9), -5, date(2026, 3, 2)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_working_days_after_a_day(first: date, count: int, last: date) -> None:
    assert SHIPPED.add_working_days(first, count) == last


@given(DAYS, st.integers(1, 60))
def test_counting_undoes_adding(first: date, count: int) -> None:
    last = SHIPPED.add_working_days(first, count)
    assert SHIPPED.is_working(last)
    assert SHIPPED.working_days_between(first, last) == count
    assert SHIPPED.working_days_between(last, first) == -count


@given(DAYS)
def test_the_next_and_the_previous_working_day_hold_a_day_between_them(day: date) -> None:
    before, after = SHIPPED.previous_working(day), SHIPPED.next_working(day)
    assert before <= day <= after
    assert SHIPPED.is_working(before)
    assert SHIPPED.is_working(after)
    assert (before == day == after) == SHIPPED.is_working(day)
    assert SHIPPED.working_days_between(before, after) == (0 if before == after else 1)


def test_a_year_counts_as_known_only_where_the_calendar_says_so() -> None:
    assert SHIPPED.years == {2025, 2026}
    assert SHIPPED.uncovered(date(2025, 1, 1), date(2026, 12, 31)) == ()
    assert SHIPPED.uncovered(date(2026, 12, 30), date(2027, 1, 4)) == (2027,)
    assert calendar.load(HEAD + "2027-01-01,off,x,y,cited\n").years == frozenset()


def test_an_undecided_day_counts_as_its_weekday() -> None:
    assert SHIPPED.kind(date(2026, 1, 2)) == "undecided"
    assert SHIPPED.is_working(date(2026, 1, 2))


def test_calendars_of_older_logs_are_read() -> None:
    found = calendar.load(HEAD + "2026-08-31,off-swapped,x,y,cited\n2026-08-22,working-saturday,x,y,cited\n")
    assert [one.kind for one in found.days] == ["work", "swapped"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "calendar.columns", 1),
        ("date,kind\n", "calendar.columns", 1),
        (HEAD + "2026-02-30,off,x,y,cited\n", "calendar.row", 2),
        (HEAD + "20260101,off,x,y,cited\n", "calendar.row", 2),
        (HEAD + "2026-01-01,free,x,y,cited\n", "calendar.row", 2),
        (HEAD + "2026-01-01,off,x,y,cited\n2026-01-01,work,x,y,cited\n", "calendar.twice", 3),
        (HEAD + '2026-01-01,off,"x"y,y,cited\n', "calendar.not-csv", 2),
    ],
)
def test_a_bad_calendar_is_refused_with_code_and_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Refusal) as refused:
        calendar.load(text, "c.csv")
    assert [(one.code, one.place.line) for one in refused.value.problems] == [(code, line)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-01-02,undecided,x,y,cited", "calendar.undecided"),
        ("2026-01-02,work,x,y,cited", "calendar.work-on-weekday"),
        ("2026-01-03,off,x,y,cited", "calendar.off-on-weekend"),
        ("2026-01-01,off,x,,cited", "calendar.no-source"),
        ("2026-01-01,off,x,y,NOT verified", "calendar.not-verified"),
        ("2026-08-31,swapped,x,y,cited", "calendar.swap-alone"),
        ("2026-01-01,off,x,y,cited", "calendar.not-covered"),
        ("2026-12-31,covers,x,y,cited", "calendar.few-days-off"),
        ("2026-01-01,off,x,y, z,cited", "calendar.extra-cells"),
    ],
)
def test_lint_names_what_looks_wrong(row: str, code: str) -> None:
    assert code in [problem.code for _, problem in calendar_lint.lint(HEAD + row + "\n", "c.csv")]


def test_the_shipped_calendar_has_no_error_and_shows_its_doubts() -> None:
    found = calendar_lint.lint(TEXT, FILE.name)
    assert {weight for weight, _ in found} == {"warning"}
    assert [(problem.code, dict(problem.values)["day"]) for _, problem in found] == [
        ("calendar.not-verified", "2025-04-07"),
        ("calendar.not-verified", "2026-04-27"),
        ("calendar.undecided", "2026-01-02"),
    ]


def test_lists_of_others_become_calendars() -> None:
    found = imported("Ngày,Loại,Nội dung,Nguồn\n31/8/2026,hoán đổi,x,TB 1\n22/08/2026,làm bù,x,TB 1\n", "l.csv")
    assert found.problems == ()
    assert [one.kind for one in calendar.load(found.text).days] == ["work", "swapped"]
    ics = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260216\r\nDTEND;VALUE=DATE:20260221\r\n"
        "SUMMARY:Tết Bính\r\n  Ngọ\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    days = calendar.load(imported(ics, "l.ics").text).days
    assert [one.on.day for one in days] == [16, 17, 18, 19, 20]
    assert {(one.what, one.status) for one in days} == {("Tết Bính Ngọ", "NOT verified")}


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("20260216", "20260216", [16]),
        ("20260216", "20260217", [16]),
        ("20260216T080000", "20260217T170000", [16, 17]),  # it goes on into its last day
        ("20260216T080000", "20260216T170000", [16]),
        ("20260216T000000", "20260218T000000", [16, 17]),
        ("20260215T170000Z", "20260217T170000Z", [16, 17]),  # midnight in Vietnam
    ],
)
def test_the_end_of_an_event_is_no_part_of_it_and_the_day_of_its_hour_is(begin: str, end: str, days: list[int]) -> None:
    found = imported(event(f"DTSTART:{begin}", f"DTEND:{end}"), "l.ics")
    assert [one.on.day for one in calendar.load(found.text).days] == days


def test_what_lies_within_an_event_is_none_of_it() -> None:
    alarm = ("BEGIN:VALARM", "SUMMARY:Nhắc", "DTSTART:20260101", "DURATION:PT5M", "END:VALARM")
    found = imported(event("DTSTART:20260216", "SUMMARY:Tết", *alarm), "l.ics")
    assert [(one.on.day, one.what) for one in calendar.load(found.text).days] == [(16, "Tết")]


@pytest.mark.parametrize("line", ["RRULE:FREQ=YEARLY", "RDATE;VALUE=DATE:20260301", "DURATION:P3D"])
def test_further_days_of_an_event_are_told_and_not_passed_over(line: str) -> None:
    found = imported(event("DTSTART:20260216", line), "l.ics")
    assert [(one.code, one.place.line) for one in found.problems] == [("calendar.not-read", 4)]
    assert found.text == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ngày\n31/02/2026\n", "calendar.row"),
        ("x\n1\n", "calendar.import-no-date"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar.import-nothing"),
        (event("DTSTART:2026"), "calendar.row"),
        (event("SUMMARY:x"), "calendar.row"),
        (event("DTSTART:20260216", "DTEND:20260210"), "calendar.row"),
        (event("DTSTART:20260216", "DTEND:mai"), "calendar.row"),
        (event("DTSTART:20260216", "DTEND:20260601"), "calendar.row"),
        (event("DTSTART:20260216") + "BEGIN:VEVENT\nDTSTART:20260217\n", "calendar.row"),
    ],
)
def test_a_list_that_cannot_be_read_makes_no_calendar(text: str, code: str) -> None:
    found = imported(text, "l")
    assert ([one.code for one in found.problems], found.text) == ([code], "")
