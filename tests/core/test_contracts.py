"""The contract of a mapping: what is held to it, what breaks it, and what does not load."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter import messages
from adapter.core import events, gate, interpret, mapping, organisations, xml
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.problems import Refusal

MAPPINGS = Path(__file__).parents[2] / "mappings"
SHIPPED = (MAPPINGS / "simulator.yaml").read_text("utf-8")
START, END = SHIPPED.index("contract:\n"), SHIPPED.index("# Trao đổi:")
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
SAMPLE = (MAPPINGS / "samples" / "simulator" / "assigned.xml").read_text("utf-8")
EVENT = """<Event xmlns="urn:vn:qlvb:dich-vu:1">
<Kind>{kind}</Kind><OccurredAt>2026-03-02T09:00:00Z</OccurredAt><DocumentId>1</DocumentId><TaskId>t</TaskId>{more}</Event>"""


def held_to(*assertions: str) -> mapping.Mapping:
    return load_shipped(
        SHIPPED[:START] + "contract:\n" + "".join(f"  - {{{one}}}\n" for one in assertions) + SHIPPED[END:]
    )


def reading(read: mapping.Mapping, text: str = SAMPLE) -> Interpretation:
    message = gate.Open(root=xml.parse(text.encode()), body=text.encode())
    return interpret.interpret(message, read, DIRECTORY, ScopeRule(issuers=frozenset()))


def of_event(read: mapping.Mapping, kind: str, more: str = "") -> events.Reading:
    assert read.evidence is not None
    root = xml.parse(EVENT.format(kind=kind, more=more).encode())
    return events.read(gate.Open(root=root, body=b""), read.evidence, DIRECTORY, date(2026, 3, 2))


def test_what_does_not_hold_holds_the_message_and_says_where() -> None:
    read = held_to("name: has-day, each: q:Tasks/q:Task, holds: {at: q:DueOn, present: yes}")
    found = reading(read)
    assert found.facts == ()
    (problem,) = found.problems
    lines = SAMPLE.splitlines()
    second = next(number for number, line in enumerate(lines, 1) if "NV-102" in line) - 1
    assert (problem.code, dict(problem.values)) == (
        "contract.broken",
        {"rule": "contract.has-day", "line": str(second)},
    )
    assert problem.place.line == SHIPPED[:START].count("\n") + 2
    came = [(one.outcome, one.line) for one in found.trace if one.rule == "contract.has-day"]
    first = next(number for number, line in enumerate(lines, 1) if "NV-101" in line) - 1
    assert came == [("ok", first), ("invalid", second)]
    assert "NV-102" not in messages.of_problem(problem, "en")


@pytest.mark.parametrize(
    ("assertion", "outcomes"),
    [
        ("name: a, holds: {at: q:Number, equals: '09'}", ["ok"]),
        ("name: a, holds: {at: q:Number, equals: '9'}", ["invalid"]),
        ("name: a, each: q:Tasks/q:Task, when: {at: q:Ordinal, equals: '1'}, holds: {at: q:DueOn, present: yes}", ["ok"]),
        ("name: a, each: q:Tasks/q:Task, when: {at: q:Ordinal, equals: '3'}, holds: {at: q:DueOn, absent: yes}", []),
        ("name: a, each: q:Nothing, holds: {at: q:Number, equals: '9'}", []),
        ("name: a, of: event, holds: {at: q:Number, equals: '9'}", []),
        ("name: a, each: q:Tasks/q:Task, holds: {none: [{at: q:DueOn, as: date, before_at: ../../q:IssuedOn}]}", ["ok", "ok"]),
        ("name: a, each: q:Tasks/q:Task, holds: {at: q:DueOn, as: date, after_at: ../../q:IssuedOn}", ["ok", "invalid"]),
    ],
)  # fmt: skip
def test_each_element_leaves_its_outcome(assertion: str, outcomes: list[str]) -> None:
    found = reading(held_to(assertion))
    assert [one.outcome for one in found.trace if one.rule == "contract.a"] == outcomes
    assert bool(found.problems) == ("invalid" in outcomes)


def test_what_a_day_cannot_be_read_of_breaks_nothing_that_says_none() -> None:
    read = held_to(
        "name: a, each: q:Tasks/q:Task, holds: {none: [{at: q:DueOn, as: date, before_at: ../../q:IssuedOn}]}"
    )
    assert [one.code for one in reading(read, SAMPLE.replace("<DueOn>2025-12-15<", "<DueOn>2025-11-02<")).problems] == [
        "contract.broken"
    ]
    found = reading(read, SAMPLE.replace("<DueOn>2025-12-15<", "<DueOn>15/12<"))
    assert [one.code for one in found.problems] == ["field.invalid"]


def test_the_shipped_mapping_takes_no_recall_of_what_comes_later() -> None:
    text = (MAPPINGS / "samples" / "simulator" / "recall_backwards.xml").read_text("utf-8")
    found = reading(load_shipped(SHIPPED), text)
    assert [dict(one.values)["rule"] for one in found.problems] == ["contract.related-not-later"]
    assert reading(load_shipped(SHIPPED), text.replace("2025-11-21", "2025-11-20")).problems == ()


def test_events_are_held_to_theirs_and_documents_to_none_of_them() -> None:
    read = held_to(
        "name: has-day, of: event, when: {at: q:Kind, equals: result-entered}, holds: {at: q:DueOn, present: yes}"
    )
    assert [one.code for one in of_event(read, "result-entered").problems] == ["contract.broken"]
    assert of_event(read, "result-entered", "<DueOn>2026-04-01</DueOn>").event is not None
    assert of_event(read, "result-retracted").event is not None
    assert reading(read).problems == ()
    assert [one.rule for one in of_event(read, "result-entered").trace].count("contract.has-day") == 1


def test_our_own_push_come_back_is_held_to_nothing() -> None:
    read = held_to("name: a, of: event, holds: {at: q:X, present: yes}", "name: b, holds: {at: q:X, present: yes}")
    assert of_event(read, "standing-updated").echo


BROKEN = [
    ("mapping.key.missing", ["⟦holds: {at: q:X, present: yes}"]),
    ("mapping.key.missing", ["⟦name: a"]),
    ("mapping.contract.name", ["name: ⟦a b, holds: {at: q:X, present: yes}"]),
    ("mapping.contract.name", ["name: ⟦a.b, holds: {at: q:X, present: yes}"]),
    ("mapping.contract.twice", ["name: a, holds: {at: q:X, present: yes}", "name: ⟦a, of: event, holds: {at: q:X, present: yes}"]),
    ("mapping.value.unknown", ["name: a, of: ⟦task, holds: {at: q:X, present: yes}"]),
    ("mapping.when.unclear", ["name: a, holds: ⟦{at: q:X}"]),
    ("mapping.when.unclear", ["name: a, holds: {at: q:X, present: yes}, when: ⟦{at: q:X}"]),
    ("mapping.path.prefix", ["name: a, each: ⟦z:X, holds: {at: q:X, present: yes}"]),
    ("mapping.key.unknown", ["name: a, ⟦asserts: {at: q:X, present: yes}, holds: {at: q:X, present: yes}"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "assertions"), BROKEN, ids=[f"{n}-{one[0]}" for n, one in enumerate(BROKEN)])
def test_a_broken_assertion_does_not_load_and_says_where(code: str, assertions: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        held_to(*[one.replace("⟦", "") for one in assertions])
    (problem,) = caught.value.problems
    at = next(one.index("⟦") for one in assertions if "⟦" in one)
    column = at + len("  - {") + 1 - (1 if assertions[0].startswith("⟦") else 0)
    line = SHIPPED[:START].count("\n") + 1 + len(assertions)
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)
    assert "Sửa:" in messages.of_problem(problem, "vi")
    assert "Fix:" in messages.of_problem(problem, "en")


def test_an_assertion_about_events_needs_events() -> None:
    folder = (MAPPINGS / "simulator-folder.yaml").read_text("utf-8")
    text = (
        folder[: folder.index("# Diễn biến")]
        + "contract:\n  - {name: a, of: event, holds: {at: q:X, present: yes}}\n"
        + folder[folder.index("folder:\n") :]
    )
    text = text[: text.index("tests:\n")].replace("  events: ", "  # events: ")
    with pytest.raises(Refusal) as caught:
        load_shipped(text)
    assert "mapping.contract.nothing-to-hold" in {one.code for one in caught.value.problems}


def test_assertions_belong_to_the_identity_and_an_empty_list_holds_nothing() -> None:
    one = held_to("name: a, holds: {at: q:X, present: yes}")
    assert one.digest != held_to("name: a, holds: {at: q:Y, present: yes}").digest
    assert load_shipped(SHIPPED[:START] + SHIPPED[END:]).document.contract == ()
