"""What stands for no value: `xsi:nil`, and what a system without empty days writes instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from adapter.core import gate, interpret, mapping, organisations
from adapter.core.facts import Assigned, Issued
from adapter.core.interpret import Interpretation, ScopeRule

CODES = Path(__file__).parents[2] / "mappings" / "codes"
DIRECTORY = organisations.load((CODES / "organisations_quangngai.csv").read_text("utf-8"))
MAPPING = """
format: 1
name: trong
gate:
  secrecy: {at: "@mat", open: [khong], classified: [co]}
document:
  number: {value: "1"}
  notation: {value: UBND-TH}
  issued_on: {value: 02/03/2026, at: ngay, as: date, format: dd/MM/yyyy, empty: 01/01/0001}
  kind: {at: loai, as: choice, choices: {cv: CV}, empty: ["0", "-"], default: CV}
  issuer: {name: {value: Ủy ban nhân dân tỉnh Quảng Ngãi}}
  subject: {value: V/v báo cáo}
  signer: {at: [ky, ky-thay], empty: "Chưa  có", required: no}
tasks:
  each: viec
  content: {value: Báo cáo}
  due_on: {at: [han-moi, han], as: date, format: dd/MM/yyyy, empty: [01/01/0001, 01/01/1900], required: no}
  lead: {each: chu-tri, code: {at: ma, empty: "0"}, name: {at: ten}}
folder:
  documents: {in: vao, item: vb}
""".replace("value: 02/03/2026, ", "")
READ = mapping.load(MAPPING, "trong.yaml")
NIL = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'


def reading(task: str = "", *, before: str = "", day: str = "02/03/2026") -> Interpretation:
    lead = "<chu-tri><ma>0</ma><ten>Sở Y tế</ten></chu-tri>"
    text = f'<vb mat="khong"><ngay>{day}</ngay>{before}<viec>{lead}{task}</viec></vb>'
    verdict = gate.screen(text.encode(), READ.gate)
    assert isinstance(verdict, gate.Open)
    return interpret.interpret(verdict, READ, DIRECTORY, ScopeRule(issuers=frozenset()))


def problems(found: Interpretation) -> list[tuple[str, str]]:
    return [(one.code, dict(one.values)["rule"]) for one in found.problems]


@pytest.mark.parametrize(
    ("task", "due_on"),
    [
        ("<han>01/01/0001</han>", None),
        ("<han> 01/01/1900 </han>", None),
        (f"<han {NIL}/>", None),
        ("<han-moi>01/01/0001</han-moi><han>31/03/2026</han>", date(2026, 3, 31)),  # the next path is tried
        (f"<han-moi {NIL}/><han>31/03/2026</han>", date(2026, 3, 31)),
    ],
)
def test_a_day_that_stands_for_none_is_none(task: str, due_on: date | None) -> None:
    found = reading(task)
    assert found.problems == ()
    (assigned,) = [fact for fact in found.facts if isinstance(fact, Assigned)]
    assert assigned.due_on == due_on
    assert assigned.written == ("", "Sở Y tế")  # a code that stands for none is none


def test_what_is_needed_is_lacking_and_what_contradicts_itself_is_no_value() -> None:
    assert problems(reading(day="01/01/0001")) == [("field.empty", "document.issued_on")]
    assert problems(reading("<han>02/01/0001</han>")) == [("field.invalid", "tasks.due_on")]
    assert problems(reading(f"<han {NIL}>31/03/2026</han>")) == [("field.invalid", "tasks.due_on")]


@pytest.mark.parametrize(
    ("before", "kind", "signer"),
    [
        ("<loai>0</loai><ky>Chưa có</ky><ky-thay>Nguyễn Văn A</ky-thay>", "CV", "Nguyễn Văn A"),
        ("<loai>-</loai><ky>Chưa có</ky>", "CV", ""),
        ("<loai>cv</loai><ky>Chưa có ai</ky>", "CV", "Chưa có ai"),
    ],
)
def test_texts_and_choices_that_stand_for_none(before: str, kind: str, signer: str) -> None:
    found = reading(before=before)
    (issued,) = [fact for fact in found.facts if isinstance(fact, Issued)]
    assert (issued.kind, issued.signer) == (kind, signer)


@pytest.mark.parametrize("inside", ["", " ", "khong"])
def test_a_level_that_is_nil_opens_nothing(inside: str) -> None:
    policy = mapping.load(MAPPING.replace('at: "@mat"', "at: mat"), "m.yaml").gate
    verdict = gate.screen(f"<vb><mat {NIL}>{inside}</mat></vb>".encode(), policy)
    assert isinstance(verdict, gate.Withheld)
    assert not verdict.marked
