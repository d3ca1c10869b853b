"""What the samples say, what every fault of a message comes to, and that nothing is guessed."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from shipped import load_shipped

from adapter.core import gate, interpret, mapping, organisations, xml
from adapter.core.facts import Assigned, DocumentKey, Issued, Named, Recalled, Replaced, Sender, Updated
from adapter.core.interpret import Interpretation, ScopeRule

MAPPINGS = Path(__file__).parents[2] / "mappings"
SHIPPED = (MAPPINGS / "simulator.yaml").read_text("utf-8")
MAPPING = load_shipped(SHIPPED, "simulator.yaml")
DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))


def organisation(name: str) -> str:
    found = DIRECTORY.resolve(code="", name=name, on=date(2025, 11, 3))
    assert found is not None
    return found


PROVINCE = organisation("Ủy ban nhân dân tỉnh Quảng Ngãi")
SCOPE = ScopeRule(issuers=frozenset({PROVINCE}))
HEALTH, HOME, FINANCE = organisation("Sở Y tế"), organisation("Sở Nội vụ"), organisation("Sở Tài chính")
SCIENCE = organisation("Sở Khoa học và Công nghệ")


def sample(name: str) -> str:
    return (MAPPINGS / "samples" / "simulator" / f"{name}.xml").read_text("utf-8")


def screened(text: str, read: mapping.Mapping = MAPPING) -> gate.Open | gate.Withheld:
    return gate.screen(text.encode(), read.gate)


def opened(text: str) -> gate.Open:
    """Open a message whatever its level says: what the gate does is not shown here."""
    return gate.Open(root=xml.parse(text.encode()), body=text.encode())


def reading(text: str, read: mapping.Mapping = MAPPING) -> Interpretation:
    return interpret.interpret(opened(text), read, DIRECTORY, SCOPE)


def key(number: str, notation: str, day: date, issuer: str = PROVINCE) -> DocumentKey:
    return DocumentKey(issuer=issuer, number=number, notation=notation, issued_on=day)


ASSIGNED = key("09", "UBND-KGVX", date(2025, 11, 3))
RECALL = key("1533", "QĐ-UBND", date(2025, 11, 20))
GOLDEN = {
    "assigned": (
        Issued(key=ASSIGNED, kind="CV", subject="V/v triển khai các nhiệm vụ trọng tâm tháng 11", signer="Nguyễn Văn An", scope="in"),
        Assigned(
            document=ASSIGNED, task="NV-101", ordinal=1, lead=HEALTH, written=("", "Sở Y tế"), keyed=True, coordinating=(FINANCE, HOME), due_on=date(2025, 12, 15),
            content="Xây dựng kế hoạch tiêm chủng mở rộng năm 2026",
        ),
        Assigned(
            document=ASSIGNED, task="NV-102", ordinal=2, lead=HOME, written=("", "Sở Nội vụ"), keyed=True, coordinating=(), due_on=None,
            content="Rà soát danh mục hồ sơ số hóa; báo cáo kết quả",
        ),
        Assigned(
            document=ASSIGNED, task="NV-102", ordinal=2, lead=SCIENCE, written=("", "Sở Khoa học và Công nghệ"), keyed=True, coordinating=(), due_on=None,
            content="Rà soát danh mục hồ sơ số hóa; báo cáo kết quả",
        ),
    ),
    "no_task": (
        Issued(
            key=key("1520", "QĐ-UBND", date(2025, 11, 4)), kind="QĐ", subject="Về việc công bố thủ tục hành chính được sửa đổi",
            signer="Nguyễn Văn An", scope="in",
        ),
    ),
    "decomposed": (
        Issued(
            key=key("10", "UBND-NC", date(2025, 11, 5)), kind="CV", subject="V/v mật độ dân số và bảo mật thông tin",
            signer="Nguyễn Văn An", scope="in",
        ),
        Assigned(
            document=key("10", "UBND-NC", date(2025, 11, 5)), task="NV-103", ordinal=1, lead=SCIENCE, written=("", "Sở Khoa học và Công nghệ"), keyed=True, coordinating=(),
            due_on=date(2025, 12, 31), content="Kiểm tra việc bảo mật tại các đơn vị",
        ),
    ),
    "out_of_scope": (
        Issued(
            key=key("77", "SNV-VP", date(2025, 11, 6), HOME), kind="CV", subject="V/v cử công chức tham gia lớp bồi dưỡng",
            signer="", scope="out",
        ),
    ),
    "recall": (
        Issued(key=RECALL, kind="QĐ", subject="Về việc thu hồi Công văn số 09/UBND-KGVX", signer="Nguyễn Văn An", scope="in"),
        Recalled(target=Named(key=ASSIGNED), recalled_on=date(2025, 11, 20)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_a_sample_gives_its_facts(name: str) -> None:
    verdict = screened(sample(name))
    assert isinstance(verdict, gate.Open)
    found = interpret.interpret(verdict, MAPPING, DIRECTORY, SCOPE)
    # Who may speak of whose documents is told of a recall, and looked at elsewhere.
    assert tuple(fact for fact in found.facts if not isinstance(fact, Sender)) == GOLDEN[name]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "marked"),
    [("secret", True), ("secret_attachment", True), ("stamped", True), ("level_missing", False)],
)
def test_a_sample_that_must_not_open_does_not(name: str, marked: bool) -> None:  # noqa: FBT001 - a column of the table
    verdict = screened(sample(name))
    assert isinstance(verdict, gate.Withheld)
    assert verdict.marked is marked


def test_the_decomposed_sample_is_decomposed() -> None:
    assert not unicodedata.is_normalized("NFC", sample("decomposed"))


def test_a_replacement_and_an_update_name_the_other_document() -> None:
    found = reading(sample("replace"))
    target = next(fact.target for fact in found.facts if isinstance(fact, Replaced))
    assert target.key is not None
    again = reading(sample("replace").replace("<BusinessType>3<", "<BusinessType>2<"))
    assert [fact for fact in again.facts if isinstance(fact, Updated)] == [Updated(target=target)]


FAULTS = [
    # what is taken out of the sample `assigned`, what is put in, code, rule
    ("<Number>09</Number>", "", "field.missing", "document.number"),
    ("<Number>09</Number>", "<Number/>", "field.empty", "document.number"),
    ("<Number>09</Number>", "<Number> \u200b </Number>", "field.empty", "document.number"),
    ("<Number>09</Number>", "<Number>09</Number><Number>10</Number>", "field.ambiguous", "document.number"),
    ("<Number>09</Number>", "<Number>09<Part/></Number>", "field.invalid", "document.number"),
    ("<BusinessType>0", "<BusinessType>7", "field.invalid", "document.business"),
    ("<BusinessType>0</BusinessType>", "", "field.missing", "document.business"),
    ("<Code>CV</Code>", "<Code>cv</Code>", "field.invalid", "document.kind"),
    ("<IssuedOn>2025-11-03", "<IssuedOn>2025-02-30", "field.invalid", "document.issued_on"),
    ("<IssuedOn>2025-11-03", "<IssuedOn>03/11/2025", "field.invalid", "document.issued_on"),
    ("<IssuedOn>2025-11-03", "<IssuedOn>0025-11-03", "field.invalid", "document.issued_on"),
    ("<Name>Ủy ban nhân dân tỉnh Quảng Ngãi<", "<Name>Sở Y tế<", "organisation.unresolved", "document.issuer"),
    ("<DueOn>2025-12-15", "<DueOn>2025-12-32", "field.invalid", "tasks.due_on"),
    ("<DueOn>2025-12-15</DueOn>", "<DueOn>2025-12-15</DueOn><DueOn>2025-12-16</DueOn>", "field.ambiguous", "tasks.due_on"),
    ("<Content>Xây dựng kế hoạch tiêm chủng mở rộng năm 2026</Content>", "", "field.missing", "tasks.content"),
    ("<TaskId>NV-102", "<TaskId>NV-101", "task.key-repeated", "tasks"),
    ("<Agency><Name>Sở Y tế</Name></Agency>", "", "task.no-lead", "tasks.lead"),
    ("<Name>Sở Y tế<", "<Name>Sở Y Tế<", "organisation.unresolved", "tasks.lead"),
    ("<Name>Sở Y tế<", "<Name><", "organisation.missing", "tasks.lead"),
    ("<Name>Sở Tài chính<", "<Name>Sở Tài chánh<", "organisation.unresolved", "tasks.coordinating"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "rule"), FAULTS)
def test_a_fault_holds_the_whole_message(old: str, new: str, code: str, rule: str) -> None:
    text = sample("assigned")
    assert old in text
    found = reading(text.replace(old, new, 1))
    assert found.facts == ()
    assert [(one.code, dict(one.values)["rule"]) for one in found.problems] == [(code, rule)]


@pytest.mark.parametrize(("old", "new", "code", "rule"), FAULTS)
def test_a_problem_names_rule_and_lines_and_nothing_of_the_message(old: str, new: str, code: str, rule: str) -> None:
    found = reading(sample("assigned").replace(old, new, 1))
    (problem,) = found.problems
    values = dict(problem.values)
    assert values == {"rule": rule, "line": values["line"]}
    assert sample("assigned").replace(old, new, 1).count("\n") >= int(values["line"]) > 0
    line = SHIPPED.splitlines()[problem.place.line - 1]
    assert rule.rpartition(".")[2] in line or rule.rpartition(".")[2] in SHIPPED.splitlines()[problem.place.line - 2]


def test_all_problems_of_a_message_are_told_at_once() -> None:
    text = (
        sample("assigned").replace("<Number>09</Number>", "").replace("2025-12-15", "x").replace("Sở Nội vụ", "Sở Nội")
    )
    assert [one.code for one in reading(text).problems] == [
        "field.missing",
        "field.invalid",
        "organisation.unresolved",
        "organisation.unresolved",
    ]


def test_without_a_day_of_issue_nobody_is_looked_up() -> None:
    assert [one.code for one in reading(sample("date_impossible")).problems] == ["field.invalid"]


def test_an_agency_is_looked_up_on_the_day_of_the_document() -> None:
    """The department of 2023 does not exist in 2025, nor the other way round."""
    text = sample("assigned").replace("Sở Y tế", "Sở Thông tin và Truyền thông")
    assert [one.code for one in reading(text).problems] == ["organisation.unresolved"]
    assert reading(text.replace("2025-11-03", "2023-10-30")).problems == ()


def test_two_names_of_one_body_are_one_lead() -> None:
    double = "<Agency><Name>Sở Y tế</Name></Agency>"
    found = reading(sample("assigned").replace(double, double + double))
    assert found.facts == GOLDEN["assigned"]


def test_the_target_of_a_recall_is_read_as_strictly_as_the_document() -> None:
    text = sample("recall").replace("<IssuedOn>2025-11-03", "<IssuedOn>2025-11-31")
    assert [(one.code, dict(one.values)["rule"]) for one in reading(text).problems] == [
        ("field.invalid", "document.relates_to.issued_on")
    ]


def test_a_recall_may_assign_tasks_too() -> None:
    tasks = sample("assigned")[sample("assigned").index("<Tasks>") : sample("assigned").index("</Tasks>")] + "</Tasks>"
    kinds = [type(fact).__name__ for fact in reading(sample("recall").replace("<Tasks/>", tasks)).facts]
    assert kinds == ["Issued", "Assigned", "Assigned", "Assigned", "Recalled", "Sender"]


def test_every_rule_leaves_its_outcome() -> None:
    trace = reading(sample("assigned")).trace
    outcomes = {(one.rule, one.outcome) for one in trace}
    assert ("document.number", "ok") in outcomes
    assert ("tasks.due_on", "ok") in outcomes
    assert ("tasks.due_on", "missing") in outcomes
    assert ("tasks.lead.code", "missing") in outcomes
    (number,) = [one for one in trace if one.rule == "document.number"]
    assert sample("assigned").splitlines()[number.line - 1].strip() == "<Number>09</Number>"
    assert "number: {at" in SHIPPED.splitlines()[number.place.line - 1]


def changed(old: str, new: str) -> mapping.Mapping:
    assert old in SHIPPED
    return load_shipped(SHIPPED.replace(old, new, 1), "m.yaml")


def test_a_default_stands_in_for_what_is_absent_but_not_for_what_is_wrong() -> None:
    read = changed("    as: choice\n", "    as: choice\n    default: new\n")
    absent = sample("assigned").replace("<BusinessType>0</BusinessType>", "")
    assert reading(absent, read).facts == GOLDEN["assigned"]
    assert ("document.business", "default") in {(one.rule, one.outcome) for one in reading(absent, read).trace}
    wrong = sample("assigned").replace("<BusinessType>0", "<BusinessType>9")
    assert [one.code for one in reading(wrong, read).problems] == ["field.invalid"]


def test_paths_are_tried_in_order() -> None:
    read = changed("subject: {at: q:Subject}", "subject: {at: [q:Title, q:Subject, q:Content]}")
    assert reading(sample("assigned"), read).facts == GOLDEN["assigned"]
    empty = sample("no_task").replace("<Subject>Về việc công bố thủ tục hành chính được sửa đổi<", "<Subject><")
    (issued,) = reading(empty, read).facts
    assert isinstance(issued, Issued)
    assert issued.subject == "Nội dung văn bản mẫu."


@pytest.mark.parametrize(("take", "subject"), [("first", "Một"), ("all", "Một\nHai")])
def test_which_of_several_values_is_taken_is_declared(take: str, subject: str) -> None:
    read = changed("subject: {at: q:Subject}", f"subject: {{at: q:Subject, take: {take}}}")
    several = (
        sample("no_task")
        .replace("<Subject>", "<Subject/><Subject> Một</Subject><Subject>Hai</Subject><X>")
        .replace("được sửa đổi</Subject>", "</X>")
    )
    (issued,) = reading(several, read).facts
    assert isinstance(issued, Issued)
    assert issued.subject == subject


def test_a_pattern_cuts_a_number_out_of_a_longer_text() -> None:
    read = changed("number: {at: q:Number}", r"number: {at: q:Number, pattern: '0*(\d+)/.*'}")
    (issued, *_) = reading(sample("assigned").replace("<Number>09<", "<Number>0009/UBND<"), read).facts
    assert isinstance(issued, Issued)
    assert issued.key.number == "9"
    assert [one.code for one in reading(sample("assigned"), read).problems] == ["field.invalid"]


def test_a_constant_stands_in_no_message() -> None:
    read = changed("    code: {at: q:Issuer/q:Code}\n    name: {at: q:Issuer/q:Name}", "    code: {value: H48}")
    text = sample("out_of_scope")
    (issued,) = reading(text, read).facts
    assert isinstance(issued, Issued)
    assert issued.key.issuer == PROVINCE


def test_without_a_key_the_ordinal_is_the_key() -> None:
    read = changed("  key: {at: q:TaskId}\n", "")
    assert [fact.task for fact in reading(sample("assigned"), read).facts if isinstance(fact, Assigned)] == [
        "1",
        "2",
        "2",
    ]


def test_reading_twice_gives_the_same() -> None:
    assert reading(sample("assigned")) == reading(sample("assigned"))


def test_a_whole_number_loses_its_leading_zeros_and_is_nothing_else() -> None:
    read = load_shipped(SHIPPED.replace("number: {at: q:Number}", "number: {at: q:Number, as: integer}", 1), "m.yaml")
    (issued, *_) = reading(sample("assigned"), read).facts
    assert isinstance(issued, Issued)
    assert issued.key.number == "9"
    for text in ("09a", "-9", "9.0", "９", "0x9", "9" * 19):
        found = reading(sample("assigned").replace("<Number>09<", f"<Number>{text}<"), read)
        assert [problem.code for problem in found.problems] == ["field.invalid"]


def test_elements_for_which_the_condition_does_not_hold_are_no_tasks() -> None:
    each = "  each: q:Tasks/q:Task\n"
    read = load_shipped(SHIPPED.replace(each, each + "  when: {at: q:DueOn, present: yes}\n", 1), "m.yaml")
    facts = reading(sample("assigned"), read).facts
    assert [(fact.task, fact.ordinal) for fact in facts if isinstance(fact, Assigned)] == [("NV-101", 1)]
