"""Days are read strictly: the declared form from end to end, a real day, from 1990 on."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core import dates
from adapter.core.dates import Form, FormatRefused

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(9998, 12, 31))
FORMATS = ["dd/MM/yyyy", "yyyy/MM/dd", "yyyy-MM-dd", "yyyyMMdd", "dd.MM.yyyy", "MM-dd-yyyy", "(dd) MM|yyyy"]
ISO_DAY = Form(kind="date")
ISO_MOMENT = Form(kind="datetime")


def form(text: str, **more: object) -> Form:
    kind = "datetime" if "HH" in text and more.get("kind") != "date" else "date"
    more.pop("kind", None)
    return Form(kind=kind, pattern=dates.compile_format(text, kind), **more)  # type: ignore[arg-type]


def written(day: date, text: str) -> str:
    return text.replace("yyyy", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("dd", f"{day.day:02}")


@given(DAYS, st.sampled_from(FORMATS))
def test_what_is_written_in_a_format_is_read_back(day: date, text: str) -> None:
    assert dates.day(written(day, text), form(text)) == day


@given(DAYS, st.sampled_from(FORMATS), st.data())
def test_one_character_more_less_or_other_than_a_digit_is_no_day(day: date, text: str, data: st.DataObject) -> None:
    good = written(day, text)
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.characters(exclude_characters=good[at], exclude_categories=("Nd",)))
    assert dates.day(good[:at] + other + good[at + 1 :], form(text)) is None
    assert dates.day(good[:at] + good[at + 1 :], form(text)) is None
    assert dates.day(good + data.draw(st.sampled_from(" 0\n")), form(text)) is None


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_exactly_the_days_of_the_calendar_from_1990_on_are_days(year: int, month: int, number: int) -> None:
    try:
        expected = date(year, month, number) if year >= 1990 else None
    except ValueError:
        expected = None
    assert dates.day(f"{number:02}/{month:02}/{year:04}", form("dd/MM/yyyy")) == expected
    assert dates.day(f"{year:04}-{month:02}-{number:02}", ISO_DAY) == expected


@given(DAYS, st.sampled_from(FORMATS), st.sampled_from(FORMATS))
def test_a_day_of_another_format_is_refused_or_is_what_this_format_says(day: date, one: str, other: str) -> None:
    found = dates.day(written(day, one), form(other))
    assert found is None or written(found, other) == written(day, one)


@pytest.mark.parametrize(
    "text",
    [
        "2014/02/30", "28/09/2018", "0034-09-28", "", "null", "2025/1/3", "٢٠٢٥/٠١/٠٣", "2025/01/03 ",
        "2025/01/03T00:00:00", "1989/12/31",
    ],
)  # fmt: skip
def test_what_was_seen_in_the_field_and_is_no_day(text: str) -> None:
    assert dates.day(text, form("yyyy/MM/dd")) is None


@given(st.datetimes(datetime(1990, 1, 2), datetime(9998, 12, 30)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_a_moment_is_its_day_in_vietnam(moment: datetime, minutes: int) -> None:
    zone = timezone(timedelta(minutes=minutes))
    expected = (moment.replace(tzinfo=zone).astimezone(UTC) + timedelta(hours=7)).date()
    text = moment.replace(tzinfo=zone).isoformat().replace("+00:00", "Z")
    assert dates.day(text, ISO_MOMENT) == expected
    assert dates.day(moment.isoformat(), Form(kind="datetime", zone_minutes=minutes)) == expected
    wrongly = Form(kind="datetime", offset="ignore")
    assert dates.day(text, wrongly) == moment.date()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-02T17:00:00Z", date(2025, 11, 3)),
        ("2025-11-02T16:59:59Z", date(2025, 11, 2)),
        ("2025-11-03T00:00:00", date(2025, 11, 3)),
        ("2025-11-03T00:00:00.1234567+07:00", date(2025, 11, 3)),
        ("2025-11-03T24:00:00", None),
        ("2025-11-03T23:59:60", None),
        ("2025-11-03 00:00:00", None),
        ("2025-11-03", None),
        ("2025-11-03T00:00:00+0700", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_moments_of_iso_8601(text: str, day: date | None) -> None:
    assert dates.day(text, ISO_MOMENT) == day


def test_a_day_of_iso_8601_may_carry_a_zone_that_changes_nothing() -> None:
    for text in ("2025-11-03", "2025-11-03Z", "2025-11-03+07:00"):
        assert dates.day(text, ISO_DAY) == date(2025, 11, 3)


def test_a_format_with_a_clock_reads_the_clock_strictly() -> None:
    clocked = form("dd/MM/yyyy HH:mm:ss", zone_minutes=0)
    assert dates.day("02/11/2025 17:00:00", clocked) == date(2025, 11, 3)
    assert dates.day("02/11/2025 25:00:00", clocked) is None
    assert dates.day("02/11/2025 23:30:00", form("dd/MM/yyyy HH:mm:ss", kind="date")) == date(2025, 11, 2)


@pytest.mark.parametrize(
    ("text", "kind", "code", "column", "what"),
    [
        ("d/M/yyyy", "date", "letter", 0, "d"),
        ("dd/MM/yy", "date", "letter", 6, "y"),
        ("dd/MM/YYYY", "date", "letter", 6, "Y"),
        ("dd/MM/yyyyZ", "date", "letter", 10, "Z"),
        ("dd/MM/2yyy", "date", "letter", 6, "2"),
        ("dd/dd/yyyy", "date", "repeated", 3, "dd"),
        ("dd/mm/yyyy", "date", "incomplete", 0, "MM"),
        ("dd/MM/yyyy", "datetime", "incomplete", 0, "HH"),
        ("", "date", "incomplete", 0, "yyyy"),
    ],
)
def test_a_format_that_says_nothing_clear_is_refused(text: str, kind: str, code: str, column: int, what: str) -> None:
    with pytest.raises(FormatRefused) as caught:
        dates.compile_format(text, kind)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.column, caught.value.what) == (code, column, what)


@given(st.text(max_size=30))
def test_any_format_is_compiled_or_refused(text: str) -> None:
    try:
        assert isinstance(dates.compile_format(text, "date"), re.Pattern)
    except FormatRefused as refused:
        assert 0 <= refused.column <= len(text)  # noqa: PT017 - both ends are fine, a crash is not
