"""docs/decisions.md, row by row, against the program; what the tables say stands there and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from arriving import LEADS, arrive, reading
from making import Counting as Fresh
from making import opened

from adapter.core import calendar, deadlines, standing
from adapter.core.deadlines import Counting, Rules
from adapter.core.decide import KnownTask, Prior, testimony
from adapter.core.facts import (
    Assigned,
    Counted,
    DocumentKey,
    Ends,
    Event,
    Expression,
    Fact,
    Issued,
    Named,
    Recalled,
    Reckoned,
    Replaced,
    Sender,
    Updated,
    Written,
)
from adapter.core.ledger import Assignment, Evidence, Held
from adapter.store import Store

PAGE = Path(__file__).parents[2] / "docs" / "decisions.md"
CALENDAR = calendar.load((PAGE.parents[1] / "mappings" / "codes" / "calendar_vn_civil_servants.csv").read_text("utf-8"))
FROM = re.compile(
    r"5425/UBND-KGVX §[1-5]|Decree 30/2020 art\. \d+|(FACTS|DESIGN) §\d+|open in the directive: .+", re.DOTALL
)
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Read one table of the page; a list of what stands under each head."""
    text = PAGE.read_text("utf-8").split(f"<!-- table: {name} -->")[1].strip()
    head, _, *rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.split("\n\n")[0].splitlines()
    ]
    return [dict(zip(head, row, strict=True)) for row in rows]


def rows(name: str) -> Callable[..., Any]:
    return pytest.mark.parametrize("row", [pytest.param(row, id=f"{name}-{n}") for n, row in enumerate(table(name), 1)])


def on(written: str) -> date:
    return date.fromisoformat(f"2026-{written}")


def moment(day: str, hour: str) -> str:
    """Give a moment of Vietnam as the log writes it."""
    there = datetime.fromisoformat(f"{on(day)}T{hour}:00+07:00")
    return there.astimezone(UTC).isoformat().replace("+00:00", "Z")


def maybe(written: str) -> date | None:
    return on(written) if written else None


def evidence(written: str, number: int) -> Evidence:
    """Read a piece of evidence: what, when, and to what day, whom, or as what."""
    what, day, *more = written.split()
    hour = more.pop(0) if more and ":" in more[0] else "09:00"
    told: dict[str, Any] = {"due_on": on(more[1])} if what == "extended" else {}
    told |= {"quality": more[1]} if what == "judged" else {}
    told |= {"new_lead": more[1]} if what == "transferred" else {}
    at = moment(day, hour)
    return Evidence(message=f"{number:032x}", assignment="0" * 32, what=what, happened_at=at, **told)  # type: ignore[arg-type]


def pieces(written: str) -> list[Evidence]:
    return [evidence(one, number) for number, one in enumerate(filter(None, written.split("; ")))]


def assignment(due_on: date | None, withdrawn_on: date | None = None, lead: str = "A", number: int = 0) -> Assignment:
    return Assignment(
        assignment=f"{number:032x}",
        document="d" * 32,
        ordinal=1,
        lead=lead,
        coordinating=(),
        due_on=due_on,
        texts="",
        state="open" if withdrawn_on is None else "withdrawn",
        withdrawn_on=withdrawn_on,
    )


def test_every_row_names_the_paragraph_it_comes_from() -> None:
    names = re.findall("<!-- table: (.+) -->", PAGE.read_text("utf-8"))
    assert names == ["standing", "deadline", "hour", "documents", "evidence", "whose"]
    found = [(name, row["from"]) for name in names for row in table(name)]
    assert [one for one in found if not FROM.fullmatch(one[1])] == []
    assert {standing_ for row in table("standing") for standing_ in [row["standing"]]} == set(standing.CODES)


@rows("standing")
def test_where_an_assignment_stands(row: Row) -> None:
    made, told = assignment(maybe(row["deadline"]), maybe(row["withdrawn"])), pieces(row["evidence"])
    for order in (told, told[::-1]):  # in whatever order it came
        found = standing.judge(made, order, on(row["on day"]))
        assert found.code == row["standing"]
        assert found.due_on == maybe(row["deadline in force"])
        assert found.completed_on == maybe(row["completed"])
        assert ", ".join(found.lacking) == row["lacking"]
        assert found.quality == row["quality"]


SAID = re.compile(
    r"(?P<before>before )?(?:(?P<count>\d+) (?P<unit>days|working-days) from |(?P<ends>\w+) that ends on )?"
    r"(?P<day>\d\d-\d\d)(?: (?P<hour>\d\d:\d\d))?"
)


def due(written: str, settings: str) -> deadlines.Due:
    """Give the deadline of what is said, by the settings that are named and the shipped calendar."""
    found = SAID.fullmatch(written)
    assert found is not None, written
    told = dict(one.split(" = ") for one in filter(None, settings.split("; ")))
    listed: dict[str, Any] = {"day_off_for": [told["day_off_for"]]} if "day_off_for" in told else {}
    day = on(found["day"])
    by: Expression = Written(on=day)
    if found["count"]:
        by = Counted(count=int(found["count"]), unit=found["unit"], since=day)  # type: ignore[arg-type]
    if found["ends"]:
        by = Ends(of=found["ends"], on=day)  # type: ignore[arg-type]
    said = Reckoned(by=by, before="inclusive" if found["before"] else "", hour=found["hour"] or "")
    made = deadlines.due(said, Counting(calendar=CALENDAR, rules=Rules.of(told | listed)))
    assert isinstance(made, deadlines.Due), made
    return made


@rows("deadline")
def test_which_day_a_deadline_is(row: Row) -> None:
    assert due(row["said"], row["settings"]).on == on(row["due"])


@rows("hour")
def test_where_an_hour_counts(row: Row) -> None:
    found = due(row["deadline"], f"hour = {row['hour']}")
    at = None if found.at is None else found.at.isoformat().replace("+00:00", "Z")
    stands = standing.judge(replace(assignment(found.on), due_at=at), pieces(row["evidence"]), on(row["on day"]))
    assert (stands.code, stands.completed_on) == (row["standing"], maybe(row["completed"]))


@rows("evidence")
def test_what_evidence_changes(row: Row) -> None:
    made, day = assignment(on("03-20")), on("03-31")
    before, then = pieces(row["before"]), evidence(row["then comes"], 99)
    assert standing.judge(made, before, day).code == row["was"]
    assert standing.judge(made, [*before, then], day).code == row["becomes"]


@rows("whose")
def test_whose_task_an_event_is_about(row: Row) -> None:
    led = [
        (task, lead)
        for part in row["tasks"].split("; ")
        for task, leads in [part.split(": ")]
        for lead in leads.split(", ")
    ]
    moved = dict([row["moved"].split(" to ")]) if row["moved"] else {}
    tasks = [
        KnownTask(
            row=assignment(None, lead=lead, number=number),
            texts={"task": task},
            leads=frozenset([moved[lead]] if lead in moved else []),
        )
        for number, (task, lead) in enumerate(led)
    ]
    event = Event(
        what="entered", task=row["event about"], lead=row["names"], happened_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    found = testimony.belongs_to(event, Prior(tasks=tuple(tasks)))
    assert (found if isinstance(found, str) else found.row.lead) == row["belongs to"]


STEP = re.compile(
    r"(?P<name>[A-Z])(?P<version>\d)?(?: (?P<tasks>[a-z]+))?"
    r"(?: (?P<does>recalls|replaces|updates) (?P<target>[A-Z])(?: (?P<leads>[a-z]+))?(?: (?P<on>\d\d-\d\d))?)?"
    r"(?: by (?P<by>.+))?"
)
ISSUER, PROVINCE = "QNG-009", "QNG-001"


def key(name: str, issuer: str = ISSUER) -> DocumentKey:
    return DocumentKey(issuer=issuer, number=str(ord(name)), notation="CV", issued_on=on("03-01"))


def facts(step: dict[str, str | None]) -> list[Fact]:
    """Make what one step says, as interpretation would give it."""
    by = step["by"] or ""
    issuer = {"X": "QNG-010", "the province": PROVINCE, "anyone": "QNG-010"}.get(by, ISSUER)
    over = {PROVINCE, ISSUER} if issuer == PROVINCE else {issuer}
    own = key(str(step["name"]), issuer)
    if step["does"] == "updates":
        # It says anew what the other one says, under the number of that.
        own = key(str(step["target"]))
    made: list[Fact] = [
        replace(fact, keyed=True) if isinstance(fact, Assigned) else replace(fact, alias=own.number)  # type: ignore[arg-type]
        for fact in reading(step["tasks"] or "", own)
        if isinstance(fact, Assigned | Issued)
    ]
    if step["does"] is None:
        return made
    target, day = Named(alias=key(str(step["target"])).number), on(step["on"] or "03-01")
    leads = tuple(dict.fromkeys(LEADS[ord(task) % 3] for task in step["leads"] or ""))
    sender: list[Fact] = [] if by == "anyone" else [Sender(agency=issuer, speaks_for=frozenset(over))]
    match step["does"]:
        case "recalls":
            return [*made, Recalled(target=target, recalled_on=day), *sender]
        case "replaces":
            return [*made, Replaced(target=target, replaced_on=day, leads=leads), *sender]
    return [*made, Updated(target=target), *sender]


def lived(store: Store, written: str) -> str:
    """Let everything arrive; give what became of the last."""
    fresh, outcome = Fresh(), ""
    for number, one in enumerate(written.split("; "), start=1):
        found = STEP.fullmatch(one)
        assert found is not None, one
        step = found.groupdict()
        version = int(step["version"] or 1)
        outcome = arrive(store, fresh, f"{number}", version, reference=str(step["name"]), facts=facts(step))
    return outcome


@rows("documents")
def test_what_becomes_of_a_document_and_its_tasks(row: Row) -> None:
    with opened() as store:
        outcome = lived(store, row["arrivals"])
        with store.read() as reader:
            last = ([""] + [one.reason for one in reader.rows(Held)])[-1]
            assert (f"held: {last}" if outcome == "held" else outcome) == row["the last one"]
            found = sorted(
                (str((reader.text(one.texts) or {})["task"]), one.state, one.withdrawn_on)
                for one in reader.rows(Assignment)
            )
    told = []
    for one in filter(None, row["tasks"].split(", ")):
        task, state, *day = one.split()
        told.append((task, state, on(day[0]) if day else None))
    # Of what a newer version no longer has, the day is that of the entry.
    days = [expected[2] for expected in sorted(told, key=str)]
    assert [one[:2] for one in sorted(found, key=str)] == [one[:2] for one in sorted(told, key=str)]
    assert [day for day in days if day] == [
        one[2] for one, day in zip(sorted(found, key=str), days, strict=True) if day
    ]
