"""Dates, moments and numbers of sources, and their one canonical text."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core.exchanges import Moment
from adapter.exchange import moments

ISO = Moment(kind="datetime")
DAY = Moment(kind="date")
VN_DAY = Moment(kind="date", format="dd/MM/yyyy")
VN_TIME = Moment(kind="datetime", format="dd/MM/yyyy HH:mm:ss")
NUMBER = Moment(kind="integer")
TEXT = Moment(kind="text")


@pytest.mark.parametrize(
    ("text", "moment", "value"),
    [
        ("2025-11-03T08:00:00+07:00", ISO, datetime(2025, 11, 3, 1, tzinfo=UTC)),
        ("2025-11-03T08:00:00", ISO, datetime(2025, 11, 3, 1, tzinfo=UTC)),
        (" 2025-11-03T01:00:00Z ", ISO, datetime(2025, 11, 3, 1, tzinfo=UTC)),
        ("2025-11-03T01:00:00.1234567Z", ISO, datetime(2025, 11, 3, 1, 0, 0, 123456, tzinfo=UTC)),
        (
            "2025-11-03T08:00:00",
            Moment(kind="datetime", zone_minutes=0),
            datetime(2025, 11, 3, 8, tzinfo=UTC),
        ),
        ("03/11/2025 08:00:00", VN_TIME, datetime(2025, 11, 3, 1, tzinfo=UTC)),
        ("2025-11-03", DAY, date(2025, 11, 3)),
        ("2025-11-03+07:00", DAY, date(2025, 11, 3)),
        ("03/11/2025", VN_DAY, date(2025, 11, 3)),
        ("42", NUMBER, 42),
        ("abc", TEXT, "abc"),
    ],
)
def test_what_a_source_writes_is_read(text: str, moment: Moment, value: moments.Value) -> None:
    assert moments.read(text, moment) == value


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", ISO), ("2025-11-03", ISO), ("2025-W01-1T00:00:00", ISO), ("20251103T010000", ISO), ("2025-02-30T00:00:00Z", ISO),
        ("2025-11-03T00:00:00Z", DAY), ("0001-01-01T00:00:00+14:00", ISO), ("30/02/2025", VN_DAY), ("3/11/2025", VN_DAY),
        ("2025-11-03", VN_DAY), ("03/11/25", VN_DAY), ("٠٣/١١/٢٠٢٥", VN_DAY), ("4.2", NUMBER), ("1e3", NUMBER), ("", TEXT),
    ],
)  # fmt: skip
def test_what_is_not_as_the_mapping_says_is_not_read(text: str, moment: Moment) -> None:
    assert moments.read(text, moment) is None


def test_a_moment_is_sent_as_the_day_it_has_in_vietnam() -> None:
    late = datetime(2025, 11, 3, 20, 30, tzinfo=UTC)
    assert moments.write(late, VN_DAY) == "04/11/2025"
    assert moments.write(late, VN_TIME) == "04/11/2025 03:30:00"
    assert moments.write(late, ISO) == "2025-11-04T03:30:00+07:00"


def test_a_day_is_sent_as_its_beginning_in_vietnam() -> None:
    assert moments.write(date(2025, 11, 4), ISO) == "2025-11-04T00:00:00+07:00"


def test_a_number_is_never_sent_as_a_moment() -> None:
    assert moments.write(5, ISO) is None
    assert moments.write(date(2025, 1, 1), NUMBER) is None
    assert moments.write("x", VN_DAY) is None


def test_versions_are_whole_numbers_or_microseconds() -> None:
    assert moments.number("7", None) == 7
    assert moments.number("1970-01-01T00:00:01.5Z", ISO) == 1_500_000
    assert moments.number("01/01/1970", VN_DAY) == -7 * 3600 * 1_000_000
    assert moments.number("no", ISO) is None
    assert moments.number("no", TEXT) is None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - zone is added
def test_canonical_text_of_a_moment_reads_back_to_the_same(naive: datetime) -> None:
    value = naive.replace(tzinfo=UTC)
    assert moments.from_text(moments.to_text(value), ISO) == value


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(0, 10**6))
def test_reaching_back_goes_whole_days_for_a_day(day: date, seconds: int) -> None:
    back = moments.back(day, seconds)
    assert isinstance(back, date)
    assert timedelta(seconds=seconds) <= day - back < timedelta(seconds=seconds + 86400)


def test_a_stored_cursor_of_another_kind_is_still_understood() -> None:
    """A mapping that changes from days to moments, or back, keeps its place."""
    assert moments.from_text("2025-11-03", ISO) == datetime(2025, 11, 2, 17, tzinfo=UTC)
    assert moments.from_text("2025-11-03T20:00:00Z", VN_DAY) == date(2025, 11, 4)
    assert moments.from_text("12", ISO) is None
