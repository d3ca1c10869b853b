"""What a document's own message says of work and of other documents, by a mapping made for it."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from stating import DIRECTORY, HEAD, MAPPING, PROVINCE, READ, organisation, task, written

from adapter.core import gate, interpret, mapping, xml
from adapter.core.facts import (
    Answered,
    Assigned,
    Event,
    Fact,
    Issued,
    Named,
    Recalled,
    Replaced,
    Reported,
    Sender,
    Updated,
)  # fmt: skip
from adapter.core.interpret import Interpretation, ScopeRule
from adapter.core.problems import Refusal

HEALTH, HOME = organisation("Sở Y tế"), organisation("Sở Nội vụ")


def reading(text: str, read: mapping.Mapping = READ) -> Interpretation:
    verdict = gate.screen(text.encode(), read.gate)
    assert isinstance(verdict, gate.Open)
    return interpret.interpret(verdict, read, DIRECTORY, ScopeRule(issuers=frozenset({organisation(PROVINCE)})))


def said(text: str, *kinds: type) -> list[Fact]:
    found = reading(text)
    assert found.problems == ()
    return [fact for fact in found.facts if isinstance(fact, kinds)]


def day(number: int) -> datetime:
    """A day of March 2026 as the moment at which it begins in Vietnam."""
    return datetime(2026, 3, number - 1, 17, tzinfo=UTC)


def event(what: str, happened_at: datetime, lead: str = HEALTH, **more: object) -> Event:
    return Event(what=what, task="V1", lead=lead, happened_at=happened_at, **more)  # type: ignore[arg-type]


SAYINGS = [
    ("", []),
    ('<bao-cao ngay=""/><ket-qua/>', []),
    ('<bao-cao ngay="05/03/2026" so="7"/>', [event("reported", day(5), report=Reported(number="7"))]),
    ("<ket-qua>2026-03-06T08:00:00</ket-qua>", [event("entered", datetime(2026, 3, 6, 1, tzinfo=UTC))]),
    (
        '<gia-han duyet="1" ngay="05/03/2026" den="20/03/2026"/><gia-han duyet="0" ngay="06/03/2026" den="21/03/2026"/>'
        '<gia-han duyet="1" ngay="07/03/2026" den="22/03/2026"/>',
        [event("extended", day(5), due_on=date(2026, 3, 20)), event("extended", day(7), due_on=date(2026, 3, 22))],
    ),
    ('<danh-gia ngay="09/03/2026">T</danh-gia>', [event("judged", day(9), quality="tot")]),
    (
        '<chuyen ngay="09/03/2026">Sở Nội vụ</chuyen>',
        [event("transferred", day(9), new_lead=HOME, written=("", "Sở Nội vụ"))],
    ),
]


@pytest.mark.parametrize(("inner", "events"), SAYINGS)
def test_what_the_element_of_a_task_says(inner: str, events: list[Event]) -> None:
    assert said(task(inner), Event) == events


TWO = "<chu-tri>Sở Y tế</chu-tri><chu-tri>Sở Nội vụ</chu-tri>"
FAULTS = [
    (task('<bao-cao ngay="31/02/2026"/>'), "field.invalid", "tasks.evidence[1].happened_at"),
    (task('<bao-cao ngay="05/03/2026"/>', TWO), "event.agency-unnamed", "tasks.evidence[1]"),
    (task('<gia-han duyet="1" cho="Sở Nội vụ" ngay="05/03/2026" den="20/03/2026"/>'), "event.agency-not-lead", "tasks.evidence[3]"),
    (task('<danh-gia ngay="09/03/2026"/>'), "event.no-quality", "tasks.evidence[4]"),
    (task('<chuyen ngay="09/03/2026">Sở Ngoại lai</chuyen>'), "organisation.unresolved", "tasks.evidence[5].new_lead"),
    (written(attributes='viec="thu-hoi"'), "document.no-target", "document.relates_to"),
    (written(attributes='viec="thay"'), "document.no-target", "document.relates_to"),
    (written('<ve ma="A"/><ve ma="B"/>', 'viec="cap-nhat"'), "update.several-targets", "document.relates_to"),
    (written("<ve/>", 'viec="thu-hoi"'), "field.missing", "document.relates_to.alias"),
    (written("<tra-loi-viec/>"), "field.empty", "answers[1].task"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "rule"), FAULTS)
def test_what_cannot_be_read_holds_the_message(text: str, code: str, rule: str) -> None:
    found = reading(text)
    assert found.facts == ()
    assert (found.problems[0].code, dict(found.problems[0].values)["rule"]) == (code, rule)


def test_of_several_leads_the_one_that_is_named_is_meant() -> None:
    (found,) = said(task('<gia-han duyet="1" cho="Sở Nội vụ" ngay="05/03/2026" den="20/03/2026"/>', TWO), Event)
    assert isinstance(found, Event)
    assert found.lead == HOME


def test_a_report_answers_tasks_by_key_or_by_document_and_speaks_for_its_issuer() -> None:
    first, second = said(written('<tra-loi-viec>V9</tra-loi-viec><tra-loi ma="A1"/>', issuer="Sở Y tế"), Answered)
    report = Reported(number="12", notation="UBND-TH", issued_on="2026-03-02")
    assert first == Answered(
        target=Named(task="V9"),
        event=Event(what="reported", task="V9", lead=HEALTH, happened_at=day(2), report=report),
    )
    assert second == Answered(
        target=Named(alias="A1"),
        event=Event(what="reported", task="", lead=HEALTH, happened_at=day(2), report=report),
        may_be_unknown=True,
    )


def test_an_answer_may_name_agency_and_time() -> None:
    (found,) = said(written('<xong luc="2026-03-04T10:00:00" viec="V3">Sở Nội vụ</xong>'), Answered)
    assert isinstance(found, Answered)
    assert (found.event.lead, found.event.happened_at) == (HOME, datetime(2026, 3, 4, 3, tzinfo=UTC))


def test_a_recall_of_another_document_is_a_document_of_its_own() -> None:
    found = said(written('<ve ma="A1"/><ve ma="A2"/>', 'viec="thu-hoi" ma="B"'), Issued, Recalled)
    assert [type(fact) for fact in found] == [Issued, Recalled, Recalled]
    assert found[1] == Recalled(target=Named(alias="A1"), recalled_on=date(2026, 3, 2))


def test_a_recall_that_names_its_own_document_is_nothing_else() -> None:
    text = '<vb mat="khong" viec="thu-hoi" ma="A1">' + HEAD.format(number="12", issuer=PROVINCE)
    text = (
        text.replace("<trich-yeu>Về việc báo cáo</trich-yeu>", "") + '<luc>2026-03-08T20:00:00Z</luc><ve ma="A1"/></vb>'
    )
    recalled, sender = reading(text).facts
    assert recalled == Recalled(target=Named(alias="A1"), recalled_on=date(2026, 3, 9))
    assert isinstance(sender, Sender)


def test_a_replacement_for_some_agencies() -> None:
    found = said(written('<ve ma="A1"><cho>Sở Nội vụ</cho></ve><ve ma="A2"/>', 'viec="thay"'), Replaced)
    on = date(2026, 3, 2)
    assert found == [
        Replaced(target=Named(alias="A1"), replaced_on=on, leads=(HOME,)),
        Replaced(target=Named(alias="A2"), replaced_on=on),
    ]


@pytest.mark.parametrize(("inner", "target"), [("", None), ('<ve ma="A1"/>', Named(alias="A1"))])
def test_an_update_may_name_its_document(inner: str, target: Named | None) -> None:
    assert said(written(inner, 'viec="cap-nhat"'), Updated) == [Updated(target=target)]


def test_alias_and_moment_go_with_the_document() -> None:
    (found,) = said(written("<luc>2026-03-02T09:30:00</luc>", 'ma="A7"'), Issued)
    assert isinstance(found, Issued)
    assert (found.alias, found.told_at) == ("A7", datetime(2026, 3, 2, 2, 30, tzinfo=UTC))


def test_tasks_know_whether_their_key_is_the_sources_own() -> None:
    (found,) = said(task(""), Assigned)
    assert isinstance(found, Assigned)
    assert found.keyed


def test_a_message_that_is_no_document_is_known_as_such_unless_it_is_marked() -> None:
    status = b'<vb mat="%s"><trang-thai>06</trang-thai></vb>'
    assert interpret.is_no_document(gate.screen(status % b"khong", READ.gate), READ)
    assert interpret.is_no_document(gate.screen(b"<vb/>", READ.gate), READ)
    assert not interpret.is_no_document(gate.screen(status % b"co", READ.gate), READ)
    assert not interpret.is_no_document(gate.screen(written().encode(), READ.gate), READ)
    assert xml.parse(written().encode()).find("so") is not None


MORE = mapping.load(
    MAPPING.replace(
        "tasks:\n",
        '  replaces: {each: bo, alias: {at: "@ma"}}\n  hold_when: {at: "@nguoi-xem", present: yes}\ntasks:\n',
        1,
    ),
    "lot.yaml",
)


def test_what_is_replaced_may_be_named_elsewhere_than_what_is_taken_back() -> None:
    inner = '<ve ma="A"/><bo ma="B"/><bo ma="C"/>'
    replaced = [one.target for one in reading(written(inner, 'viec="thay"'), MORE).facts if isinstance(one, Replaced)]
    assert replaced == [Named(alias="B"), Named(alias="C")]
    recalled = [
        one.target for one in reading(written(inner, 'viec="thu-hoi"'), MORE).facts if isinstance(one, Recalled)
    ]
    assert recalled == [Named(alias="A")]
    missing = reading(written('<ve ma="A"/>', 'viec="thay"'), MORE).problems
    assert [(one.code, dict(one.values)["rule"]) for one in missing] == [("document.no-target", "document.replaces")]


def test_replacing_needs_one_of_the_two_places_and_recalling_the_one() -> None:
    rules = MAPPING.replace("  relates_to:\n", "  replaces:\n")
    with pytest.raises(Refusal) as refused:
        mapping.load(rules, "lot.yaml")
    told = [(one.code, dict(one.values)["word"]) for one in refused.value.problems]
    assert told == [("mapping.business.no-target", "recall")]
    assert mapping.load(rules.replace("thu-hoi: recall, ", ""), "lot.yaml").document.relates_to is None


def test_what_a_mapping_cannot_read_by_its_own_word_is_held() -> None:
    assert reading(written(), MORE).problems == ()
    (held,) = reading(written(attributes='nguoi-xem="x"'), MORE).problems
    assert (held.code, dict(held.values)["rule"]) == ("document.hold-when", "document.hold_when")


def test_a_reply_whose_day_of_issue_cannot_be_read_is_held_for_that_alone() -> None:
    """No day stands in for it: there is none from which a moment could be made."""
    text = written('<tra-loi ma="A"/>').replace("02/03/2026", "30/02/2026")
    assert [(one.code, dict(one.values)["rule"]) for one in reading(text).problems] == [
        ("field.invalid", "document.issued_on")
    ]
