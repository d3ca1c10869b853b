"""Every way in which a field expresses a deadline comes to the day the office means, and says how it was come by."""

from __future__ import annotations

import calendar as months
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import load_shipped

from adapter.core import calendar, deadlines, gate, interpret, organisations, periods
from adapter.core.deadlines import Counting, Rules
from adapter.core.entries import KINDS
from adapter.core.facts import Assigned, Counted, Ends, Every, Expression, Reckoned, Written
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.problems import Refusal

MAPPINGS = Path(__file__).parents[2] / "mappings"
SHIPPED = calendar.load((MAPPINGS / "codes" / "calendar_vn_civil_servants.csv").read_text("utf-8"))
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
WRITTEN = "  due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}\n"
MAPPING = (MAPPINGS / "simulator.yaml").read_text("utf-8").replace(
    WRITTEN,
    WRITTEN
    + """  due_in:
    count: {at: q:Days, as: integer, required: no}
    unit: working-days
    from: {at: q:From, as: date, format: yyyy-MM-dd, required: no}
  due_by:
    text: {at: q:Period, required: no}
    year: {at: q:Year, required: no}
    month: {at: q:Month, as: integer, required: no}
    quarter: {at: q:Quarter, required: no}
    half: {at: q:Half, required: no}
  due_every:
    every:
      at: q:Every
      as: choice
      choices: {thang: month, quy: quarter, nua-nam: half-year, nam: year}
      required: no
    day: {at: q:Day, required: no}
    month: {at: q:MonthOfPeriod, required: no}
    from: {at: q:From, as: date, format: yyyy-MM-dd, required: no}
  due_before: {at: q:Before, equals: "1"}
  due_hour: {at: q:Hour, required: no}
""",
    1,
)  # fmt: skip
BODY = (MAPPINGS / "samples" / "simulator" / "assigned.xml").read_text("utf-8")
"""Issued on 3 November 2025."""

ID = "ab" * 32


def by(**rules: Any) -> Counting:
    return Counting(calendar=SHIPPED, rules=Rules(**rules), identity=ID)


def read(said: str, rules: Counting | None) -> Interpretation:
    mapping = load_shipped(MAPPING)
    verdict = gate.screen(BODY.replace("<DueOn>2025-12-15</DueOn>", said).encode(), mapping.gate)
    assert isinstance(verdict, gate.Open)
    scope = ScopeRule(issuers=DIRECTORY.named("H48"), counting=rules)
    return interpret.interpret(verdict, mapping, DIRECTORY, scope)


def first(said: str, rules: Counting | None) -> Assigned:
    found = read(said, rules)
    assert found.problems == ()
    return next(fact for fact in found.facts if isinstance(fact, Assigned))


GOLDEN: list[tuple[str, dict[str, Any], str | None, dict[str, object] | None]] = [
    # What is written, FACTS §6 beside it; settings; the deadline; what the entry says of how it was come by.
    ("", {}, None, None),
    ("<DueOn>2026-05-31</DueOn>", {}, "2026-05-31", None),  # a Sunday, written: it stays
    ("<DueOn>2026-05-31</DueOn><Before>0</Before><Hour/>", {}, "2026-05-31", None),
    # "trước ngày 31/5/2026"
    ("<DueOn>2026-05-31</DueOn><Before>1</Before>", {}, "2026-05-31", {"before": "inclusive", "on": "2026-05-31"}),
    (
        "<DueOn>2026-05-31</DueOn><Before>1</Before>", {"before": "exclusive"}, "2026-05-30",
        {"before": "exclusive", "on": "2026-05-31"},
    ),
    (
        "<DueOn>2026-05-31</DueOn>", {"day_off": "next", "day_off_for": ("written",)}, "2026-06-01",
        {"calendar": ID, "day_off": "next", "on": "2026-05-31"},
    ),
    ("<DueOn>2026-05-31</DueOn>", {"day_off": "next"}, "2026-05-31", None),
    # "chậm nhất 17 giờ 00 ngày 05/12/2025"
    ("<DueOn>2025-12-05</DueOn><Hour>17 giờ 00</Hour>", {}, "2025-12-05", {"hour": "17:00", "on": "2025-12-05"}),
    (
        "<DueOn>2025-12-05</DueOn><Hour>8h</Hour><Before>1</Before>", {"hour": "exact", "before": "exclusive"},
        "2025-12-05T01:00:00+00:00", {"hour": "08:00", "on": "2025-12-05"},
    ),
    # "trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản"
    ("<Days>05</Days>", {}, "2025-11-10", {"calendar": ID, "count": 5, "from": "2025-11-03", "unit": "working-days"}),
    (
        "<Days>1</Days><From>2026-08-21</From><Before>1</Before>", {"before": "exclusive"}, "2026-08-22",
        {"calendar": ID, "count": 1, "from": "2026-08-21", "unit": "working-days"},
    ),
    # "trong tháng 12/2025", "tháng 11 - 12/2025", "quý IV/2023", half a year, a year, "từ ngày … đến ngày …"
    ("<Period>12/2025</Period>", {}, "2025-12-31", {"ends": "month", "on": "2025-12-31"}),
    ("<Period>2026-02</Period>", {}, "2026-02-28", {"ends": "month", "on": "2026-02-28"}),
    ("<Period>11 - 12/2025</Period>", {}, "2025-12-31", {"ends": "range", "on": "2025-12-31"}),
    ("<Period>IV/2023</Period>", {}, "2023-12-31", {"ends": "quarter", "on": "2023-12-31"}),  # past when issued
    ("<Period>2026-Q1</Period><Before>1</Before>", {"before": "exclusive"}, "2026-03-31",
     {"ends": "quarter", "on": "2026-03-31"}),
    ("<Period>2026-H1</Period>", {}, "2026-06-30", {"ends": "half-year", "on": "2026-06-30"}),
    ("<Period>2026</Period>", {}, "2026-12-31", {"ends": "year", "on": "2026-12-31"}),
    ("<Period>2026-10..2026-12</Period>", {}, "2026-12-31", {"ends": "range", "on": "2026-12-31"}),
    ("<Period>01/01/2026..31/03/2026</Period>", {}, "2026-03-31", {"ends": "range", "on": "2026-03-31"}),
    ("<Year>2026</Year>", {}, "2026-12-31", {"ends": "year", "on": "2026-12-31"}),
    ("<Year>2026</Year><Month>05</Month>", {}, "2026-05-31", {"ends": "month", "on": "2026-05-31"}),
    ("<Year>2026</Year><Quarter>ii</Quarter>", {}, "2026-06-30", {"ends": "quarter", "on": "2026-06-30"}),
    ("<Year>2026</Year><Half>1</Half>", {}, "2026-06-30", {"ends": "half-year", "on": "2026-06-30"}),
    (
        "<Year>2026</Year><Month>5</Month>", {"day_off": "previous", "day_off_for": ("days", "period-end")},
        "2026-05-29", {"calendar": ID, "day_off": "previous", "ends": "month", "on": "2026-05-31"},
    ),
    # "trước ngày 15 hàng tháng", and its kin
    ("<Every>thang</Every><Day>15</Day>", {}, "2025-11-15", {"day": 15, "every": "month", "from": "2025-11-03"}),
    (
        "<Every>thang</Every><Day>15</Day><Before>1</Before>", {"before": "exclusive"}, "2025-11-14",
        {"before": "exclusive", "day": 15, "every": "month", "from": "2025-11-03"},
    ),
    ("<Every>thang</Every><Day>3</Day>", {}, "2025-12-03", {"day": 3, "every": "month", "from": "2025-11-03"}),
    (  # the 4th is the first day that is left; before it is the day of issue, so the next month's counts
        "<Every>thang</Every><Day>4</Day><Before>1</Before>", {"before": "exclusive"}, "2025-12-03",
        {"before": "exclusive", "day": 4, "every": "month", "from": "2025-11-03"},
    ),
    ("<Every>thang</Every>", {}, "2025-11-30", {"every": "month", "from": "2025-11-03"}),
    ("<Every>thang</Every><Day>31</Day><From>2026-02-01</From>", {}, "2026-02-28",
     {"day": 31, "every": "month", "from": "2026-02-01"}),
    ("<Every>quy</Every><Day>20</Day>", {}, "2025-12-20", {"day": 20, "every": "quarter", "from": "2025-11-03"}),
    (
        "<Every>quy</Every><Day>5</Day><MonthOfPeriod>1</MonthOfPeriod>", {}, "2026-01-05",
        {"day": 5, "every": "quarter", "from": "2025-11-03", "month": 1},
    ),
    ("<Every>nua-nam</Every>", {}, "2025-12-31", {"every": "half-year", "from": "2025-11-03"}),
    (
        "<Every>nam</Every><Day>1</Day><MonthOfPeriod>9</MonthOfPeriod>",
        {"day_off": "next", "day_off_for": ("recurring",)}, "2026-09-03",
        {"calendar": ID, "day": 1, "day_off": "next", "every": "year", "from": "2025-11-03", "month": 9},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "rules", "due", "counted"), GOLDEN)
def test_what_fields_express(
    said: str, rules: dict[str, Any], due: str | None, counted: dict[str, object] | None
) -> None:
    found = first(said, by(**rules))
    told = found.due_at.isoformat() if found.due_at else str(found.due_on) if found.due_on else None
    assert told == due
    assert (None if found.counted is None else deadlines.to_data(found.counted)) == counted
    if counted is not None and found.counted is not None:
        assert KINDS["assigned"].forms["counted"].accepts(counted)
        # What the entry says is enough to reckon it again.
        assert deadlines.of_data(counted) == found.counted
        again = deadlines.due(deadlines.of_data(counted), by(**rules))
        assert again == deadlines.Due(on=found.due_on or date.min, at=found.due_at, reckoned=found.counted)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("<Period>13/2026</Period>", "deadline.no-period"),
        ("<Period>2026-00</Period>", "deadline.no-period"),
        ("<Period>V/2026</Period>", "deadline.no-period"),
        ("<Period>IIII/2026</Period>", "deadline.no-period"),
        ("<Period>2026-Q5</Period>", "deadline.no-period"),
        ("<Period>2026-H3</Period>", "deadline.no-period"),
        ("<Period>quý IV năm 2026</Period>", "deadline.no-period"),  # no sentence is read
        ("<Period>2026-12..2026-10</Period>", "deadline.no-period"),
        ("<Period>30/02/2026..31/03/2026</Period>", "deadline.no-period"),
        ("<Period>..</Period>", "deadline.no-period"),
        (f"<Period>{'2' * 5000}</Period>", "deadline.no-period"),
        ("<Period>1899</Period>", "deadline.no-period"),
        ("<Period>9999</Period>", "deadline.too-far"),
        ("<Year>9999</Year><Month>12</Month>", "deadline.too-far"),
        ("<Year>26</Year>", "deadline.no-period"),
        ("<Month>5</Month>", "deadline.no-period"),  # of which year, nobody says
        ("<Year>2026</Year><Month>13</Month>", "deadline.no-period"),
        ("<Year>2026</Year><Month>5</Month><Quarter>2</Quarter>", "deadline.no-period"),
        ("<Year>2026</Year><Quarter>V</Quarter>", "deadline.no-period"),
        ("<Period>2026</Period><Year>2026</Year>", "deadline.no-period"),
        ("<Every>tuan</Every>", "field.invalid"),
        ("<Every>thang</Every><Day>32</Day>", "deadline.no-period"),
        ("<Every>thang</Every><Day>0</Day>", "deadline.no-period"),
        ("<Every>thang</Every><Day>năm</Day>", "deadline.no-period"),
        ("<Every>quy</Every><MonthOfPeriod>4</MonthOfPeriod>", "deadline.no-period"),
        ("<Every>nam</Every><From>9999-12-31</From>", "deadline.too-far"),
        ("<DueOn>2026-05-31</DueOn><Hour>25:00</Hour>", "field.invalid"),
        ("<DueOn>2026-05-31</DueOn><Hour>chiều</Hour>", "field.invalid"),
    ],
)
def test_what_means_no_day_holds_the_document(said: str, code: str) -> None:
    found = read(said, by())
    assert found.facts == ()
    assert [problem.code for problem in found.problems][:1] == [code]


def test_a_day_off_in_a_year_nobody_has_looked_at_holds_the_document() -> None:
    rules = by(day_off="next", day_off_for=("period-end",))
    assert [one.code for one in read("<Period>2027-03</Period>", rules).problems][:1] == ["deadline.year-not-covered"]
    assert first("<Period>2027-03</Period>", by()).due_on == date(2027, 3, 31)


def test_without_a_calendar_only_what_is_written_stands() -> None:
    assert first("<DueOn>2026-05-31</DueOn>", None).due_on == date(2026, 5, 31)
    for said in ("<DueOn>2026-05-31</DueOn><Before>1</Before>", "<Period>2026</Period>", "<Every>thang</Every>"):
        assert [one.code for one in read(said, None).problems][:1] == ["deadline.no-calendar"]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("due_by: {month: {at: q:M}}", "mapping.key.missing"),
        ("due_by: {text: {at: q:M}, week: {at: q:W}}", "mapping.key.unknown"),
        ("due_every: {day: {at: q:D}}", "mapping.key.missing"),
        ("due_every: {every: {at: q:E, as: choice, choices: {w: week}}}", "mapping.choice.unknown"),
    ],
)
def test_a_mapping_that_expresses_nothing_does_not_load(part: str, code: str) -> None:
    text = (MAPPINGS / "simulator.yaml").read_text("utf-8").replace(WRITTEN, f"  {part}\n", 1)
    with pytest.raises(Refusal) as refused:
        load_shipped(text)
    assert code in [problem.code for problem in refused.value.problems]


# ---- Arithmetic, against a naive reckoning ---------------------------------------------------------------------------

DAYS = st.dates(date(2025, 1, 1), date(2026, 9, 1))
SPANS = st.sampled_from(["month", "quarter", "half-year", "year"])
KINDS_OFF = st.lists(st.sampled_from(["days", "period-end", "recurring", "written"]), unique=True).map(tuple)
ANY_RULES = st.builds(
    Rules,
    day_off=st.sampled_from(["keep", "next", "previous"]),
    day_off_for=KINDS_OFF,
    before=st.sampled_from(["inclusive", "exclusive"]),
    hour=st.sampled_from(["day", "exact"]),
)


def every() -> st.SearchStrategy[Every]:
    def made(span: str, day: int, month: int, since: date) -> Every:
        return Every(every=span, day=day, month=min(month, deadlines.MONTHS[span]), since=since)  # type: ignore[arg-type,index]

    return st.builds(made, SPANS, st.integers(0, 31), st.integers(0, 12), DAYS)


EXPRESSIONS: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Counted, count=st.integers(0, 60), unit=st.sampled_from(["days", "working-days"]), since=DAYS),
    st.builds(Ends, of=st.sampled_from(["month", "quarter", "range"]), on=DAYS),
    every(),
    st.builds(Written, on=DAYS),
)


def naive(said: Expression, rules: Rules, *, before: bool) -> date:
    """Reckon day by day."""
    if isinstance(said, Counted) and said.unit == "working-days":
        day, left = said.since, said.count
        while left:
            day += timedelta(days=1)
            left -= SHIPPED.is_working(day)
        return day
    kind = {Counted: "days", Ends: "period-end", Every: "recurring", Written: "written"}[type(said)]

    def settled(day: date) -> date:
        if before and kind in ("recurring", "written") and rules.before == "exclusive":
            day -= timedelta(days=1)
        step = {"keep": 0, "next": 1, "previous": -1}[rules.day_off] if kind in rules.day_off_for else 0
        while step and not SHIPPED.is_working(day):
            day += timedelta(days=step)
        return day

    if isinstance(said, Every):
        length = deadlines.MONTHS[said.every]
        day = date(said.since.year, 1, 1)
        while True:
            last = months.monthrange(day.year, day.month)[1]
            in_period = (day.month - 1) % length + 1
            mine = in_period == (said.month or length) and day.day == min(said.day or last, last)
            if mine and settled(day) > said.since:
                return settled(day)
            day += timedelta(days=1)
    if isinstance(said, Counted):
        return settled(said.since + timedelta(days=said.count))
    return settled(said.on)


@given(EXPRESSIONS, ANY_RULES, st.booleans())
def test_a_deadline_is_what_a_naive_reckoning_finds(said: Expression, rules: Rules, before: bool) -> None:  # noqa: FBT001
    told = Reckoned(by=said, before="inclusive" if before else "")
    found = deadlines.due(told, Counting(calendar=SHIPPED, rules=rules, identity=ID))
    if isinstance(found, str):
        # Only what leads beyond the last year that is covered.
        assert found == "deadline.year-not-covered"
        assert naive(said, rules, before=before).year > 2026 or said == replace_since(said)
        return
    assert found.on == naive(said, rules, before=before)
    if found.reckoned is not None:
        assert deadlines.of_data(deadlines.to_data(found.reckoned)) == found.reckoned
        assert KINDS["assigned"].forms["counted"].accepts(deadlines.to_data(found.reckoned))


def replace_since(said: Expression) -> Expression:
    """Give what is asked from outside the covered years, too: a nominal day in 2027 that moves back."""
    return said if isinstance(said, Every) else Written(on=date.min)


@given(DAYS, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["days", "working-days"]), ANY_RULES)
def test_more_days_are_never_earlier_and_a_later_start_neither(
    since: date, fewer: int, more: int, unit: Any, rules: Rules
) -> None:
    counting = Counting(calendar=SHIPPED, rules=rules)

    def due(start: date, count: int) -> date:
        found = deadlines.due_on(Counted(count=count, unit=unit, since=start), counting)
        assert isinstance(found, date)
        return found

    few, many = sorted((fewer, more))
    assert due(since, few) <= due(since, many)
    assert due(since, many) <= due(since + timedelta(days=few), many)


@given(every(), ANY_RULES)
def test_a_duty_that_comes_again_is_due_after_its_start_and_each_period_once(said: Every, rules: Rules) -> None:
    counting = Counting(calendar=SHIPPED, rules=rules)
    told = Reckoned(by=said, before="inclusive")
    until = date(2026, 12, 31)
    found = deadlines.due(told, counting)
    days = (
        list(deadlines.occurrences(found.reckoned or told, counting, until)) if isinstance(found, deadlines.Due) else []
    )
    assert days == sorted(set(days))
    assert all(day > said.since for day in days)
    if isinstance(found, deadlines.Due) and found.on <= until:
        assert days[0] == found.on
        least = (until - found.on).days // (31 * deadlines.MONTHS[said.every]) - 1
        assert len(days) >= least


@given(st.text("0123456789/-.QHIVX ", max_size=24))
def test_a_period_is_read_whole_or_not_at_all(text: str) -> None:
    found = periods.read(text)
    assert found is None or (found.first <= found.last and found.first.day == 1) or found.of == "range"


@given(st.integers(1990, 9998), st.integers(1, 12))
def test_a_period_ends_on_the_day_before_the_next_one(year: int, number: int) -> None:
    for text, count in ((f"{year}-{number:02}", 12), (f"{year}-Q{number}", 4), (f"{year}-H{number}", 2)):
        found = periods.read(text)
        if number > count:
            assert found is None
            continue
        assert found is not None
        begin = date(year + number * (12 // count) // 12, number * (12 // count) % 12 + 1, 1)
        assert found.last + timedelta(days=1) == begin


# ---- Settings --------------------------------------------------------------------------------------------------------


@given(ANY_RULES)
def test_rules_are_activated_and_read_again(rules: Rules) -> None:
    again = Rules.of(rules.to_data())
    assert (again.day_off, again.before, again.hour) == (rules.day_off, rules.before, rules.hour)
    assert set(again.day_off_for) == set(rules.day_off_for)


def test_what_is_usual_is_activated_as_before_these_questions_were_asked() -> None:
    """So that a log goes on under the settings that are in force."""
    assert Rules().to_data() == {"day_off": "keep"}
    assert Rules.of({}) == Rules.of({"day_off": "keep"}) == Rules()


@pytest.mark.parametrize("told", [{"day_off": "never"}, {"before": ""}, {"day_off_for": ["weeks"]}, {"week": "x"}])
def test_settings_that_say_nothing_known_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Rules.of(told)


def test_the_hour_in_vietnam_is_a_moment() -> None:
    found = first("<DueOn>2025-12-05</DueOn><Hour>17:00</Hour>", by(hour="exact"))
    assert (found.due_on, found.due_at) == (date(2025, 12, 5), datetime(2025, 12, 5, 10, tzinfo=UTC))
    assert first("<DueOn>2025-12-05</DueOn><Hour>17:00</Hour>", by()).due_at is None


@pytest.mark.parametrize(
    "counted",
    [
        {"count": 5, "from": "2026-01-05", "unit": "days"},  # as older logs say it
        {"count": 5, "from": "2026-01-05", "unit": "working-days"},
    ],
)
def test_what_older_logs_say_is_read(counted: dict[str, Any]) -> None:
    assert KINDS["assigned"].forms["counted"].accepts(counted)
    assert deadlines.to_data(deadlines.of_data(counted)) == counted


@pytest.mark.parametrize(
    "counted",
    [
        {},
        {"on": "2026-02-30"},
        {"every": "week", "from": "2026-01-05"},
        {"ends": "month"},
        {"hour": "24:00", "on": "2026-01-05"},
        {"count": 5, "on": "2026-01-05", "unit": "days"},
    ],
)
def test_an_entry_says_it_in_form_or_is_none(counted: dict[str, Any]) -> None:
    assert not KINDS["assigned"].forms["counted"].accepts(counted)
