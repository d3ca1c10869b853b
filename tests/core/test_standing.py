"""Where an assignment stands: decision tables, each row with the paragraph it comes from."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import CODES, Standing, due_soon, judge, led_by

DUE = date(2026, 3, 10)


def assignment(due_on: date | None = DUE, withdrawn_on: date | None = None) -> Assignment:
    return Assignment(
        assignment="a",
        document="d",
        ordinal=1,
        lead="QNG-001",
        coordinating=(),
        due_on=due_on,
        texts="t",
        state="withdrawn" if withdrawn_on else "open",
        withdrawn_on=withdrawn_on,
    )


def evidence(*told: str) -> list[Evidence]:
    """Make evidence of lines like `reported 2026-03-04T02:00:00Z`, `extended 2026-03-05T02:00:00Z 2026-04-01`."""
    rows = []
    for number, line in enumerate(told):
        what, at, *more = line.split()
        rows.append(
            Evidence(
                message=str(number),
                assignment="a",
                what=what,  # type: ignore[arg-type]  # the tests write the words
                happened_at=at,
                due_on=date.fromisoformat(more[0]) if what == "extended" else None,
                quality=more[0] if what == "judged" else None,
            )
        )
    return rows


REPORT, RESULT = "reported 2026-03-04T02:00:00Z", "entered 2026-03-06T02:00:00Z"
LATE_RESULT = "entered 2026-03-12T02:00:00Z"
STOP, GO = "suspended 2026-03-05T02:00:00Z", "resumed 2026-03-08T02:00:00Z"
BOTH = ("report", "result")

TABLE = [
    # 5425/UBND-KGVX §3: complete only with a report document and an entered result.
    ("nothing yet", (), "2026-03-05", "open-in-time", None, BOTH),
    ("a report alone", (REPORT,), "2026-03-09", "open-in-time", None, ("result",)),
    ("a result alone", (RESULT,), "2026-03-09", "open-in-time", None, ("report",)),
    ("a report alone, late", (REPORT,), "2026-03-11", "open-overdue", None, ("result",)),
    ("both", (REPORT, RESULT), "2026-03-09", "done-on-time", "2026-03-06", ()),
    # DESIGN §7: completed on the later of the two.
    ("both, the later one late", (REPORT, LATE_RESULT), "2026-03-20", "done-late", "2026-03-12", ()),
    ("both, looked at before the later one", (REPORT, LATE_RESULT), "2026-03-11", "open-overdue", None, ("result",)),
    ("on the very day", (REPORT, "entered 2026-03-10T16:59:59Z"), "2026-03-10", "done-on-time", "2026-03-10", ()),
    # DESIGN §3: days are days in Vietnam; 17:00 UTC is the next day there.
    ("past midnight there", (REPORT, "entered 2026-03-10T17:00:00Z"), "2026-03-20", "done-late", "2026-03-11", ()),
    ("the deadline's own day", (), "2026-03-10", "open-in-time", None, BOTH),
    ("the day after", (), "2026-03-11", "open-overdue", None, BOTH),
    # FACTS §6: an entered result can be taken back, and entered again.
    ("retracted", (REPORT, RESULT, "retracted 2026-03-07T02:00:00Z"), "2026-03-09", "open-in-time", None, ("result",)),
    (
        "entered again",
        (REPORT, RESULT, "retracted 2026-03-07T02:00:00Z", "entered 2026-03-11T02:00:00Z"),
        "2026-03-20",
        "done-late",
        "2026-03-11",
        (),
    ),
    ("entered twice: the first counts", (REPORT, RESULT, LATE_RESULT), "2026-03-20", "done-on-time", "2026-03-06", ()),
    # FACTS §6: extensions move the deadline.
    ("extended", ("extended 2026-03-08T02:00:00Z 2026-04-01",), "2026-03-20", "open-in-time", None, BOTH),
    ("not yet extended", ("extended 2026-03-18T02:00:00Z 2026-04-01",), "2026-03-15", "open-overdue", None, BOTH),
    # DESIGN §7: suspended comes before no deadline and done, while it lasts; nobody says that it moves a deadline.
    ("suspended", (REPORT, STOP), "2026-03-20", "suspended", None, ("result",)),
    ("not yet suspended", (STOP,), "2026-03-04", "open-in-time", None, BOTH),
    ("resumed, past the deadline", (STOP, GO), "2026-03-20", "open-overdue", None, BOTH),
    (
        "suspended twice, resumed once",
        (STOP, "suspended 2026-03-06T02:00:00Z", GO),
        "2026-03-09",
        "open-in-time",
        None,
        BOTH,
    ),
    (
        "resumed and suspended again",
        (STOP, GO, "suspended 2026-03-10T02:00:00Z"),
        "2026-03-20",
        "suspended",
        None,
        BOTH,
    ),
    ("resumed in the same second", (STOP, "resumed 2026-03-05T02:00:00Z"), "2026-03-09", "open-in-time", None, BOTH),
    # … and what was completed meanwhile keeps its day, and counts by it afterwards.
    ("completed while suspended", (STOP, REPORT, RESULT), "2026-03-20", "suspended", "2026-03-06", ()),
    ("and resumed", (STOP, REPORT, RESULT, GO), "2026-03-20", "done-on-time", "2026-03-06", ()),
    # 5425/UBND-KGVX §3: quality is judged apart and changes nothing.
    (
        "judged poor",
        (REPORT, RESULT, "judged 2026-03-08T02:00:00Z poor"),
        "2026-03-09",
        "done-on-time",
        "2026-03-06",
        (),
    ),
]


@pytest.mark.parametrize(
    ("told", "day", "code", "completed_on", "lacking"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_table(
    told: tuple[str, ...], day: str, code: str, completed_on: str | None, lacking: tuple[str, ...]
) -> None:
    found = judge(assignment(), evidence(*told), date.fromisoformat(day))
    assert (found.code, found.lacking) == (code, lacking)
    assert found.completed_on == (date.fromisoformat(completed_on) if completed_on else None)


@pytest.mark.parametrize(
    ("due_on", "withdrawn_on", "day", "code"),
    [
        # DESIGN §7: withdrawn comes first, no deadline before done.
        (DUE, date(2026, 3, 5), date(2026, 3, 20), "withdrawn"),
        (None, date(2026, 3, 5), date(2026, 3, 20), "withdrawn"),
        (DUE, date(2026, 3, 5), date(2026, 3, 4), "open-in-time"),
        (None, None, date(2026, 3, 20), "no-deadline"),
    ],
)
def test_withdrawn_comes_first_and_no_deadline_second(
    due_on: date | None, withdrawn_on: date | None, day: date, code: str
) -> None:
    done = evidence(REPORT, "entered 2026-03-04T03:00:00Z") if day > DUE else []
    assert judge(assignment(due_on, withdrawn_on), done, day).code == code
    stopped = judge(assignment(due_on, withdrawn_on), [*done, *evidence("suspended 2026-03-01T02:00:00Z")], day).code
    assert stopped == ("withdrawn" if code == "withdrawn" else "suspended")


def test_the_last_judgement_and_the_last_extension_count() -> None:
    told = evidence(
        "judged 2026-03-09T02:00:00Z good",
        "judged 2026-03-08T02:00:00Z poor",
        "extended 2026-03-08T02:00:00Z 2026-05-01",
        "extended 2026-03-09T02:00:00Z 2026-04-01",
    )
    found = judge(assignment(), told, date(2026, 3, 20))
    assert (found.quality, found.due_on) == ("good", date(2026, 4, 1))


@pytest.mark.parametrize(("days", "soon"), [(1, True), (3, True), (4, False), (0, True)])
def test_due_soon_is_a_view_of_what_is_in_time(days: int, soon: bool) -> None:  # noqa: FBT001 - a column of the table
    day = date.fromordinal(DUE.toordinal() - days)
    assert due_soon(judge(assignment(), [], day), day, 3) is soon
    assert not due_soon(judge(assignment(), [], date(2026, 3, 11)), date(2026, 3, 11), 3)


moments = st.integers(1_772_300_000, 1_774_800_000).map(lambda one: datetime.fromtimestamp(one, UTC))
lines = st.one_of(
    st.tuples(st.sampled_from(["reported", "entered", "retracted", "suspended", "resumed"]), moments).map(
        lambda one: f"{one[0]} {one[1]:%Y-%m-%dT%H:%M:%SZ}"
    ),
    st.tuples(moments, st.dates(date(2026, 2, 1), date(2026, 4, 30))).map(
        lambda one: f"extended {one[0]:%Y-%m-%dT%H:%M:%SZ} {one[1]}"
    ),
)


@given(st.lists(lines, max_size=6), st.dates(date(2026, 2, 20), date(2026, 4, 10)), st.randoms())
def test_the_order_of_arrival_plays_no_part_and_there_is_always_one_bucket(
    told: list[str], day: date, chance: object
) -> None:
    rows = evidence(*told)
    expected = judge(assignment(), rows, day)
    assert expected.code in CODES
    for order in itertools.islice(itertools.permutations(rows), 24):
        assert judge(assignment(), order, day) == expected
    assert (expected.completed_on is None) == bool(expected.lacking)
    assert isinstance(expected, Standing)


@pytest.mark.parametrize(("day", "lead", "texts"), [(3, "QNG-001", None), (5, "QNG-002", "x"), (9, "QNG-003", "y")])
def test_who_leads_on_a_day_is_whom_it_was_transferred_to_last(day: int, lead: str, texts: str | None) -> None:
    moves = [(4, "QNG-002", "x"), (8, "QNG-003", "y")]
    told = [
        Evidence(
            message=new_lead,
            assignment="a",
            what="transferred",
            happened_at=f"2026-03-0{on}T02:00:00Z",
            new_lead=new_lead,
            texts=written,
        )
        for on, new_lead, written in moves
    ]
    for order in itertools.permutations([*told, *evidence(REPORT)]):
        assert led_by(assignment(), order, date(2026, 3, day)) == (lead, texts)
    # Who leads changes no standing.
    assert judge(assignment(), [*told, *evidence(REPORT)], date(2026, 3, day)) == judge(
        assignment(), evidence(REPORT), date(2026, 3, day)
    )


GRANTED = "extended 2026-03-05T02:00:00Z 2026-03-10"


@pytest.mark.parametrize(
    ("told", "day", "code"),
    [
        # FACTS §6: "chậm nhất 17 giờ 00 ngày 10/03/2026", where the setting lets the hour count: 10:00 UTC.
        ((REPORT, "entered 2026-03-10T10:00:00Z"), "2026-03-10", "done-on-time"),
        ((REPORT, "entered 2026-03-10T10:00:01Z"), "2026-03-10", "done-late"),
        (("entered 2026-03-04T02:00:00Z", "reported 2026-03-10T10:00:01Z"), "2026-03-20", "done-late"),
        # What is known by its day alone happened when the day began.
        ((REPORT, "entered 2026-03-09T17:00:00Z"), "2026-03-10", "done-on-time"),
        # As long as it is open, days alone decide.
        ((), "2026-03-10", "open-in-time"),
        ((), "2026-03-11", "open-overdue"),
        # A deadline that was granted is a whole day.
        ((REPORT, GRANTED, "entered 2026-03-10T12:00:00Z"), "2026-03-20", "done-on-time"),
    ],
)
def test_the_hour_of_a_deadline_counts_where_it_is_kept(told: tuple[str, ...], day: str, code: str) -> None:
    row = replace(assignment(), due_at="2026-03-10T10:00:00Z")
    assert judge(row, evidence(*told), date.fromisoformat(day)).code == code
