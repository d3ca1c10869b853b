"""Whose a task is that was transferred: the agency it was assigned to first, whomever the source names as its lead."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapter.core import gate, interpret, mapping, moved, organisations
from adapter.core.facts import Assigned, Event
from adapter.core.interpret import Interpretation, ScopeRule

CODES = Path(__file__).parents[2] / "mappings" / "codes"
DIRECTORY = organisations.load((CODES / "organisations_quangngai.csv").read_text("utf-8"))


def transfers(text: str) -> list[Event]:
    """Read `AB BC`: from A to B, then from B to C; `-B` names nobody from whom."""
    return [
        Event(
            what="transferred", task="1", lead=step[0].strip("-"), new_lead=step[1],
            happened_at=datetime(2026, 3, number, tzinfo=UTC),
        )
        for number, step in enumerate(text.split(), start=1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("leads", "told", "first"),
    [
        ("A", "", "A"),
        ("B", "AB", "A"),  # who leads it now
        ("A", "AB", "A"),  # whom it was assigned to
        ("C", "AB BC", "A"),
        ("A", "AB BA", "A"),
        ("B", "-B", "B"),  # nobody says from whom
        ("CD", "AB BC", "AD"),  # one of two leads has moved
        ("AB", "AB", "AB"),  # both are named: each keeps its own
        ("BC", "AB AC", "BC"),  # one task has become two: nobody can say which of them it is
    ],
)
def test_a_transferred_task_is_followed_back_to_whom_it_was_assigned(leads: str, told: str, first: str) -> None:
    assert "".join(moved.origins(leads, transfers(told)).values()) == first


@pytest.mark.parametrize(
    ("agency", "first", "told", "whose"),
    [
        ("A", "A", "", "A"),
        ("B", "A", "AB", "A"),
        ("C", "A", "AB BC", "A"),
        ("B", "A", "-B", "A"),
        ("B", "A", "", ""),
        ("D", "AD", "AB", "D"),
        ("B", "AD", "AB", "A"),
        ("C", "AB", "AC BC", ""),  # it leads both: nobody is meant for certain
    ],
)
def test_who_led_it_once_speaks_of_it(agency: str, first: str, told: str, whose: str) -> None:
    assert moved.belongs_to(agency, first, transfers(told)) == whose


MAPPING = """
format: 1
name: chuyen
gate:
  secrecy: {at: "@mat", open: [khong], classified: [co]}
document:
  number: {value: "1"}
  notation: {value: UBND-TH}
  issued_on: {at: ngay, as: date}
  kind: {value: CV, as: choice}
  issuer: {name: {value: Ủy ban nhân dân tỉnh Quảng Ngãi}}
  subject: {value: V/v báo cáo}
tasks:
  each: viec
  content: {value: Báo cáo}
  due_on: {at: han, as: date, required: no}
  lead: {each: chu-tri, name: {at: .}}
  evidence:
    - {says: entered, each: xong, lead: {name: {at: .}}, happened_at: {at: "@luc", as: date}}
    - says: transferred
      each: chuyen
      lead: {name: {at: "@tu"}}
      happened_at: {at: "@luc", as: date, required: no}
      new_lead: {name: {at: "@den"}}
folder:
  documents: {in: vao, item: vb}
"""
READ = mapping.load(MAPPING, "chuyen.yaml")
FORMER, LATTER = "Sở Tài nguyên và Môi trường", "Sở Nông nghiệp và Môi trường"
"""Until 28 February 2025, and from 1 March on."""


def reading(task: str) -> Interpretation:
    text = f'<vb mat="khong"><ngay>2025-02-10</ngay><viec>{task}</viec></vb>'
    verdict = gate.screen(text.encode(), READ.gate)
    assert isinstance(verdict, gate.Open)
    return interpret.interpret(verdict, READ, DIRECTORY, ScopeRule(issuers=frozenset()))


def organisation(name: str, on: date) -> str | None:
    return DIRECTORY.resolve(code="", name=name, on=on)


def test_an_agency_that_came_to_be_with_the_transfer_is_found_on_its_day() -> None:
    found = reading(
        f"<chu-tri>{LATTER}</chu-tri><xong luc='2025-03-10'>{LATTER}</xong>"
        f"<chuyen luc='2025-03-01' tu='{FORMER}' den='{LATTER}'/>"
    )
    assert found.problems == ()
    (assigned,) = [fact for fact in found.facts if isinstance(fact, Assigned)]
    former = organisation(FORMER, date(2025, 2, 10))
    assert (assigned.lead, assigned.written) == (former, ("", FORMER))
    events = [fact for fact in found.facts if isinstance(fact, Event)]
    assert {one.lead for one in events} == {former}
    assert [one.new_lead for one in events if one.what == "transferred"] == [organisation(LATTER, date(2025, 3, 1))]


def test_without_a_transfer_the_lead_is_one_of_the_day_of_issue() -> None:
    codes = [problem.code for problem in reading(f"<chu-tri>{LATTER}</chu-tri>").problems]
    assert codes == ["organisation.unresolved"]
