"""The partition of DESIGN §7: in every line the buckets are all there is, and each is what one by one makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.core.ledger import Assignment, Document, Evidence, Tables
from adapter.core.organisations import Directory, Organisation
from adapter.core.standing import judge, led_by
from adapter.reports import cells, figures
from adapter.reports.cells import Cell
from adapter.reports.columns import BUCKETS, COLUMNS, KINDS, MAIN
from adapter.reports.figures import Line, Member, Period, Ways
from adapter.reports.ratio import Ratio, written

MARCH = Period(first=date(2026, 3, 1), last=date(2026, 3, 31), until=date(2026, 3, 31))


@dataclass
class Told:
    """A ledger of the rows that figures ask for."""

    documents: list[Document] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def rows(self, table: type[Any], **where: object) -> Iterable[Any]:
        held: dict[type[Any], list[Any]] = {
            Document: self.documents, Assignment: self.assignments, Evidence: self.evidence,
        }  # fmt: skip
        return [row for row in held[table] if all(getattr(row, name) == value for name, value in where.items())]

    def assign(self, issued_on: date, lead: str = "A", due_on: date | None = None, **more: Any) -> str:
        name = f"{len(self.assignments):03}"
        self.documents.append(
            Document(
                document=f"d{name}", message=name, document_kind="CV", issued_on=issued_on, issuer="P",
                scope="in", tasks=1, texts="t", state="in-force",
            )
        )  # fmt: skip
        coordinating = more.pop("coordinating", ())
        self.assignments.append(
            Assignment(
                assignment=name, document=f"d{name}", ordinal=1, lead=lead, coordinating=coordinating, due_on=due_on,
                texts="t", state="withdrawn" if more.get("withdrawn_on") else "open", **more,
            )
        )  # fmt: skip
        return name

    def say(self, assignment: str, what: str, day: date, hour: int = 3, **more: Any) -> None:
        own = assignment if what == "reassigned" else f"m{len(self.evidence):03}"
        self.evidence.append(
            Evidence(
                message=own, part=str(len(self.evidence)), assignment=assignment, what=cast("Any", what),
                happened_at=f"{day}T{hour:02}:00:00Z", **more,
            )
        )  # fmt: skip

    def lines(self, period: Period = MARCH, ways: Ways = Ways()) -> dict[str, Line]:  # noqa: B008 - frozen
        lines, total = figures.counted(cast("Tables", self), period, 3, None, ways)
        return {line.agency: line for line in (*lines, total)}


def shown(line: Line) -> dict[str, int]:
    """Give the figures of the partition that are not 0."""
    columns = ("carried_over", "new", "transferred_in", "total", *BUCKETS)
    return {column: value for column in columns if (value := cast("int", line.value(column)))}


OLD, NEW, GONE = date(2026, 2, 10), date(2026, 3, 5), date(2026, 2, 20)
HERE = {"total": 1, "no-deadline": 1}
OUT = {"total": 1, "transferred-out": 1}


@pytest.mark.parametrize(
    ("issued_on", "moves", "expected"),
    [
        (OLD, (), {"A": {"carried_over": 1, **HERE}}),
        (NEW, (), {"A": {"new": 1, **HERE}}),
        # Who led when the period began, or was assigned it in it, passed it on; who leads now got it.
        (OLD, ("B 10",), {"A": {"carried_over": 1, **OUT}, "B": {"transferred_in": 1, **HERE}}),
        (NEW, ("B 10",), {"A": {"new": 1, **OUT}, "B": {"transferred_in": 1, **HERE}}),
        # Got back: it was never passed on; in between it was in and out.
        (OLD, ("B 10", "A 20"), {"A": {"carried_over": 1, **HERE}, "B": {"transferred_in": 1, **OUT}}),
        (NEW, ("B 10", "A 10"), {"A": {"new": 1, **HERE}, "B": {"transferred_in": 1, **OUT}}),
        (
            OLD,
            ("B 10", "C 20"),
            {"A": {"carried_over": 1, **OUT}, "B": {"transferred_in": 1, **OUT}, "C": {"transferred_in": 1, **HERE}},
        ),
        # Passed on before the period, or after the cut-off day.
        (OLD, ("B -5",), {"B": {"carried_over": 1, **HERE}}),
        (OLD, ("B -5", "C 10"), {"B": {"carried_over": 1, **OUT}, "C": {"transferred_in": 1, **HERE}}),
        (OLD, ("B 40",), {"A": {"carried_over": 1, **HERE}}),
        # To itself is no transfer.
        (OLD, ("A 10",), {"A": {"carried_over": 1, **HERE}}),
    ],
)
@pytest.mark.parametrize("what", ["transferred", "reassigned"])
def test_whom_a_transferred_assignment_counts_for(
    what: str, issued_on: date, moves: tuple[str, ...], expected: dict[str, dict[str, int]]
) -> None:
    told = Told()
    one = told.assign(issued_on)
    for hour, (lead, after) in enumerate(move.split() for move in moves):
        told.say(one, what, MARCH.first + timedelta(days=int(after)), hour, new_lead=lead)
    lines = told.lines()
    total = lines.pop("")
    assert {agency: shown(line) for agency, line in lines.items()} == expected
    assert Counter(shown(total)) == sum((Counter(line) for line in expected.values()), Counter())
    assert total.distinct == 1


def test_what_is_passed_on_at_the_beginning_of_the_first_day_was_passed_on_before() -> None:
    told = Told()
    one = told.assign(OLD)
    told.say(one, "reassigned", date(2026, 2, 28), 17, new_lead="B")  # 1 March begins in Vietnam
    lines = told.lines()
    assert (shown(lines["B"]), "A" in lines) == ({"carried_over": 1, **HERE}, False)
    february = Period(first=date(2026, 2, 1), last=date(2026, 2, 28), until=date(2026, 2, 28))
    assert (shown(told.lines(february)["A"]), "B" in told.lines(february)) == ({"new": 1, **HERE}, False)


def test_who_passed_it_on_has_passed_it_on_whatever_became_of_it() -> None:
    told = Told()
    one = told.assign(NEW, due_on=date(2026, 3, 20), withdrawn_on=date(2026, 3, 25))
    told.say(one, "transferred", date(2026, 3, 10), new_lead="B")
    told.say(one, "extended", date(2026, 3, 11), due_on=date(2026, 3, 22))
    lines = told.lines()
    assert shown(lines["A"]) == {"new": 1, **OUT}
    assert shown(lines["B"]) == {"transferred_in": 1, "total": 1, "withdrawn": 1}
    assert (lines["A"].value("extended"), lines["B"].value("extended")) == (0, 1)


def test_what_is_completed_while_suspended_is_counted_as_done_once_resumed() -> None:
    told = Told()
    one = told.assign(OLD, due_on=date(2026, 3, 10))
    for what, day in (("suspended", GONE), ("reported", GONE), ("entered", GONE), ("resumed", date(2026, 4, 2))):
        told.say(one, what, day, 5)
    assert shown(told.lines()["A"]) == {"carried_over": 1, "total": 1, "suspended": 1}
    april = Period(first=date(2026, 4, 1), last=date(2026, 4, 30), until=date(2026, 4, 30))
    assert shown(told.lines(april)["A"]) == {"carried_over": 1, "total": 1, "done-on-time": 1}
    may = Period(first=date(2026, 5, 1), last=date(2026, 5, 31), until=date(2026, 5, 31))
    assert "A" not in told.lines(may)


def test_what_was_done_before_it_was_suspended_is_not_done_again_once_resumed() -> None:
    told = Told()
    one = told.assign(NEW, due_on=date(2026, 3, 20))
    for hour, what in enumerate(("reported", "entered", "suspended"), start=3):
        told.say(one, what, date(2026, 3, 10), hour)
    told.say(one, "resumed", date(2026, 4, 2))
    assert shown(told.lines()["A"]) == {"new": 1, "total": 1, "done-on-time": 1}
    april = Period(first=date(2026, 4, 1), last=date(2026, 4, 30), until=date(2026, 4, 30))
    assert "A" not in told.lines(april)


def test_rate_extensions_and_lateness_of_some_by_hand() -> None:
    told = Told()
    due = date(2026, 3, 10)
    for on, late in ((date(2026, 3, 9), 0), (date(2026, 3, 12), 2), (date(2026, 3, 25), 15)):
        one = told.assign(NEW, due_on=due, coordinating=("B",))
        told.say(one, "reported", on)
        told.say(one, "entered", NEW, quality=None)
        assert late in (0, (on - due).days)
    extended = told.assign(NEW, due_on=due)
    told.say(extended, "extended", due, due_on=date(2026, 3, 20))
    told.say(extended, "extended", due, 4, due_on=date(2026, 3, 20))  # says what is in force
    told.say(extended, "extended", due, 5, due_on=date(2026, 3, 28))
    told.say(extended, "reported", date(2026, 3, 27))
    told.say(extended, "entered", date(2026, 3, 27))
    told.say(extended, "judged", date(2026, 3, 28), quality="tot")
    overdue = told.assign(NEW, due_on=due)
    told.say(overdue, "reported", NEW)
    line = told.lines()["A"]
    wanted = {
        "rate_met": 2, "rate_of": 5, "extended": 1, "extended_times": 2, "extended_days": 18, "waiting_report": 0,
        "waiting_result": 1, "late_worst": 15, "overdue_worst": 21, "coordinated": None, "quality-tot": 1,
    }  # fmt: skip
    assert {name: line.value(name) for name in wanted} == wanted
    averages = {name: written(line.value(name)) for name in ("rate", "late_average", "overdue_average")}
    assert averages == {"rate": "40,0", "late_average": "8,5", "overdue_average": "21,0"}
    by_first = told.lines(ways=Ways(rate_deadline="first", coordinating="apart"))
    assert (by_first["A"].value("rate_met"), by_first["A"].value("rate_of")) == (1, 5)
    assert (by_first["B"].value("coordinated"), by_first["B"].total, by_first[""].total) == (3, 0, 5)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0"),
        (Ratio(numerator=0, denominator=0), "–"),
        (Ratio(numerator=1, denominator=3, of=100), "33,3"),
        (Ratio(numerator=2, denominator=3, of=100), "66,7"),
        (Ratio(numerator=1, denominator=20), "0,1"),  # 0.05 goes up
        (Ratio(numerator=1, denominator=2000, of=100), "0,1"),
        (Ratio(numerator=7, denominator=7, of=100), "100,0"),
    ],
)
def test_what_is_divided_is_rounded_half_up(value: int | Ratio | None, text: str) -> None:
    assert written(value) == text
    assert written(value, ".") == text.replace(",", ".")


def test_a_group_is_the_sum_of_its_members_on_the_cut_off_day() -> None:
    told = Told()
    for lead in ("A", "A", "B", "C"):
        told.say(told.assign(NEW, lead, due_on=NEW), "reported", NEW)
    bodies = [organisation(one) for one in "ABC"] + [organisation("G", members=("A", "B"))]
    report = figures.report(cast("Any", Reading(told, Directory(bodies))), MARCH)
    (group,) = report.groups
    assert (group.agency, group.name, group.total, group.value("overdue_worst")) == ("G", "Sở G", 3, 26)
    assert report.total.total == 4
    # Its figures are explained as those of agencies are, and stand in the table below all together.
    members = list(figures.members(cast("Tables", told), MARCH, 3))
    behind = {column: sum(cells.of(report, None, "Sở G", column).counts(one) for one in members) for column in COLUMNS}
    assert behind["total"] == 3
    assert [behind[column] for column in BUCKETS] == list(group.buckets.values())
    assert next(one.place for one in cells.every(report) if one.agency == "G") == "B7"
    assert cells.at(report, "b7").bodies == {"A", "B"}


def organisation(identity: str, members: tuple[str, ...] = ()) -> Organisation:
    return Organisation(
        id=identity, kind="group" if members else "so", name=f"Sở {identity}", aliases=(), codes=(), abbrev="",
        valid_from=None, valid_to=None, successors=(), members=members,
    )  # fmt: skip


@dataclass
class Reading:
    """A reader of made-up rows."""

    told: Told
    directory: Directory
    position: int = 1

    def rows(self, table: type[Any], **where: object) -> Iterable[Any]:
        return [] if table.__name__ == "Activation" else self.told.rows(table, **where)

    def root(self) -> bytes:
        return b""


@pytest.fixture(autouse=True)
def by_its_own_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures.directories, "in_force", lambda reader: getattr(reader, "directory", None))


def test_every_column_has_its_kind_and_its_texts() -> None:
    assert {KINDS[column] for column in COLUMNS} == {"count", "days", "rate"}
    assert set(MAIN) <= set(COLUMNS)


days = st.dates(date(2026, 1, 1), date(2026, 5, 31))
AGENCIES = ("A", "B", "C")


@st.composite
def ledgers(draw: st.DrawFn) -> Told:
    told = Told()
    for _ in range(draw(st.integers(1, 6))):
        issued_on = draw(days)
        one = told.assign(
            issued_on,
            draw(st.sampled_from(AGENCIES)),
            draw(st.none() | days),
            withdrawn_on=draw(st.none() | st.none() | days),
        )
        moved: set[date] = set()
        for _ in range(draw(st.integers(0, 7))):
            what = draw(st.sampled_from(KINDS_OF_EVIDENCE))
            day = draw(days)
            more: dict[str, Any] = {"due_on": draw(days)} if what == "extended" else {}
            if what in ("transferred", "reassigned"):
                if day in moved:
                    continue  # day by day one sees the last of a day alone
                moved.add(day)
                more = {"new_lead": draw(st.sampled_from(AGENCIES))}
            told.say(one, what, day, draw(st.integers(0, 9)), **more)
    return told


KINDS_OF_EVIDENCE = (
    "reported", "entered", "retracted", "extended", "transferred", "transferred", "reassigned", "suspended", "resumed",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ledgers(), st.dates(date(2026, 1, 10), date(2026, 5, 20)), st.integers(0, 40))
def test_the_buckets_partition_and_each_cell_is_what_asking_one_by_one_gives(
    told: Told, first: date, length: int
) -> None:
    until = first + timedelta(days=length)
    period = Period(first=first, last=until, until=until)
    lines = told.lines(period)
    wanted: Counter[tuple[str, str]] = Counter()
    for row, document in zip(told.assignments, told.documents, strict=True):
        for agency in AGENCIES:
            for cell in slowly(row, document, told.rows(Evidence, assignment=row.assignment), agency, period):
                wanted[agency, cell] += 1
                wanted["", cell] += 1
    for agency in ("", *AGENCIES):
        line = lines.get(agency)
        for column in ("carried_over", "new", "transferred_in", *BUCKETS):
            assert (line.value(column) if line else 0) == wanted[agency, column], (agency, column)
        if line is not None:
            came = cast("int", line.value("transferred_in")) + line.distinct
            assert sum(line.buckets.values()) == line.total == came
            assert cast("int", line.value("rate_of")) >= cast("int", line.value("rate_met"))
    total = lines[""]
    assert total.distinct == sum(count for code, count in total.buckets.items() if code != "transferred-out")


def slowly(
    row: Assignment, document: Document, evidence: Iterable[Evidence], agency: str, period: Period
) -> tuple[str, ...]:
    """Say how an assignment came to an agency and in which bucket it is, day by day; nothing when it is not its own."""
    said = list(evidence)
    eve = period.first - timedelta(days=1)
    if document.issued_on > period.until:
        return ()
    before = judge(row, said, eve)
    if document.issued_on <= eve and (
        before.code == "withdrawn" or (before.code != "suspended" and before.completed_on is not None)
    ):
        return ()
    spans = (period.until - eve).days + 1
    leads = [led_by(row, said, eve + timedelta(days=number))[0] for number in range(spans)]
    if agency not in leads:
        return ()
    came = "transferred_in" if agency != leads[0] else "carried_over" if document.issued_on <= eve else "new"
    return (came, judge(row, said, period.until).code if agency == leads[-1] else "transferred-out")


def test_a_member_is_of_one_agency_and_several_may_be_one_assignment() -> None:
    told = Told()
    one = told.assign(OLD)
    told.say(one, "transferred", NEW, new_lead="B")
    found: list[Member] = list(figures.members(cast("Tables", told), MARCH, 3))
    assert [(member.assignment, member.lead) for member in found] == [(one, "A"), (one, "B")]
    assert [member.counts_in("total") for member in found] == [True, True]
    out = Cell(agency="B", name="B", column="transferred-out", place="", count=0, value=0)
    assert [out.counts(member) for member in found] == [False, False]
