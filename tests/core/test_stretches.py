"""Stretches of days say on every day what the rule says on that day, and no two neighbours say the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import extensions, judge, led_by
from adapter.core.stretches import stretches

FIRST, LAST = date(2026, 2, 1), date(2026, 4, 30)
DAYS = st.dates(FIRST, LAST)
MOMENTS = st.integers(0, 90 * 24 * 60).map(lambda one: datetime(2026, 1, 31, tzinfo=UTC) + timedelta(minutes=one))
PLAIN = st.sampled_from(("reported", "entered", "retracted", "suspended", "resumed", "objected"))
SAID = st.one_of(
    st.tuples(PLAIN, st.just({})),
    st.tuples(st.just("extended"), st.fixed_dictionaries({"due_on": DAYS})),
    st.tuples(st.just("judged"), st.fixed_dictionaries({"quality": st.sampled_from(("tot", "kem"))})),
    st.tuples(
        st.sampled_from(("transferred", "reassigned")),
        st.fixed_dictionaries({"new_lead": st.sampled_from(("A", "B", "C"))}),
    ),
)
MAYBE = st.none() | DAYS


@st.composite
def said(draw: st.DrawFn) -> list[Evidence]:
    """Draw what is said of one assignment."""
    told: list[tuple[Any, dict[str, Any]]] = draw(st.lists(SAID, max_size=7))
    return [
        Evidence(
            message=f"m{number}", part=str(number), assignment="a", what=what,
            happened_at=f"{draw(MOMENTS):%Y-%m-%dT%H:%M:%SZ}", **more,
        )
        for number, (what, more) in enumerate(told)
    ]  # fmt: skip


@given(
    evidence=said(),
    due_on=MAYBE | st.just(date.max),
    hour=st.none() | st.integers(0, 23),
    withdrawn_on=MAYBE,
    first=DAYS,
)
def test_every_day_is_that_of_the_rule(
    evidence: list[Evidence], due_on: date | None, hour: int | None, withdrawn_on: date | None, first: date
) -> None:
    due_at = None if due_on is None or hour is None else f"{due_on}T{hour:02}:00:00Z"
    row = Assignment(
        assignment="a", document="d", ordinal=1, lead="A", coordinating=(), due_on=due_on, texts="t", state="open",
        withdrawn_on=withdrawn_on, due_at=due_at,
    )  # fmt: skip
    found = list(stretches(row, evidence, first))
    assert found[0].since == first
    said = [(one.standing, one.granted, one.lead) for one in found]
    assert all(one.since < later.since for one, later in pairwise(found))
    assert all(one != later for one, later in pairwise(said))
    for number in range((LAST - first).days + 5):
        day = first + timedelta(days=number)
        holds = [told for one, told in zip(found, said, strict=True) if one.since <= day][-1]
        assert holds == (judge(row, evidence, day), extensions(row, evidence, day), led_by(row, evidence, day)[0])
