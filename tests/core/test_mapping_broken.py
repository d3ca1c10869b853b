"""Broken mappings: each says what is wrong and exactly where; several faults are told at once."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import load_shipped

from adapter import messages
from adapter.core.mapping import yaml
from adapter.core.problems import Problem, Refusal

SHIPPED = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
HERE = "⟦"
"""Marks, in what is put in, the place that the problem must name."""

FETCH = '{Id: "{id}"}'
CASES = [
    # code, what is taken out of the shipped mapping (first occurrence), what is put in
    ("mapping.yaml.syntax", "name: simulator", "name: simulator⟦: x"),
    ("mapping.yaml.syntax", "open: [Thuong]", "open: [Thuong\n    classified⟦: x"),
    ("mapping.yaml.anchor", "name: simulator", "name: ⟦&a simulator"),
    ("mapping.yaml.alias", "name: simulator", "name: ⟦*a"),
    ("mapping.yaml.tag", "name: simulator", "name: ⟦!!str simulator"),
    ("mapping.yaml.tag", "namespaces:\n", "namespaces: ⟦!map\n"),
    ("mapping.yaml.duplicate", "name: simulator", "name: simulator\n⟦name: other"),
    ("mapping.yaml.duplicate", '{"0": new,', "{'0': new, ⟦\"0\": recall,"),
    ("mapping.yaml.key", "name: simulator", "name: simulator\n? ⟦[a, b]\n: c"),
    ("mapping.yaml.depth", "name: simulator", "name: " + "[" * 15 + "⟦[" + "]" * 16),
    ("mapping.yaml.second-document", "exchange:\n", "⟦---\nexchange:\n"),
    ("mapping.key.unknown", "  number: {at: q:Number}", "  ⟦numbr: {at: q:Number}\n  number: {at: q:Number}"),
    ("mapping.key.unknown", "number: {at: q:Number}", "number: {at: q:Number, ⟦requird: no}"),
    ("mapping.key.unknown", "exchange:\n", "⟦exchnge: x\nexchange:\n"),
    ("mapping.key.missing", "  number: {at: q:Number}\n", ""),
    ("mapping.key.missing", "number: {at: q:Number}", "number: ⟦{take: first}"),
    ("mapping.key.missing", "{at: q:IssuedOn, as: date, format: yyyy-MM-dd}", "⟦{at: q:IssuedOn, format: yyyy-MM-dd}"),
    ("mapping.key.missing", "      operation: GetDocument\n      arguments", "      ⟦arguments"),
    ("mapping.secrecy.missing", "gate:\n  secrecy:\n    at: q:SecrecyLevel\n    open: [Thuong]\n    classified: [Mat, ToiMat, TuyetMat]\n", "gate:\n"),
    ("mapping.value.empty", "open: [Thuong]", "open: ⟦[]"),
    ("mapping.value.empty", "open: [Thuong]", 'open: ⟦""'),
    ("mapping.value.empty", "notation: {at: q:Notation}", "notation: {at: ⟦''}"),
    ("mapping.secrecy.star", "open: [Thuong]", 'open: [Thuong, ⟦"*"]'),
    ("mapping.secrecy.star", "open: [Thuong]", "open: [⟦Th*]"),
    ("mapping.secrecy.both", "open: [Thuong]", "open: [Thuong, ⟦MAT]"),
    ("mapping.shape.table", "number: {at: q:Number}", "number: ⟦q:Number"),
    ("mapping.shape.text", "name: simulator", "name: ⟦[simulator]"),
    ("mapping.shape.list", "  attachments:\n    - each: q:Attachments/q:Attachment\n      level: q:SecrecyLevel", "  attachments:\n      ⟦each: q:Attachments/q:Attachment\n      level: q:SecrecyLevel"),
    ("mapping.format", "format: 1", "format: ⟦2"),
    ("mapping.name", "name: simulator", "name: ⟦mô phỏng"),
    ("mapping.prefix.bad", "  q: urn:vn:qlvb:dich-vu:1", "  q: urn:vn:qlvb:dich-vu:1\n  ⟦1q: urn:x"),
    ("mapping.path.prefix", "subject: {at: q:Subject}", "subject: {at: ⟦z:Subject}"),
    ("mapping.path.prefix", "name: {at: q:Issuer/q:Name}", "name: {at: q:Issuer/⟦z:Name}"),
    ("mapping.path.prefix", "level: q:SecrecyLevel", 'level: "q:A/⟦z:SecrecyLevel"'),
    ("mapping.path.bad", "subject: {at: q:Subject}", 'subject: {at: "⟦q:Subject["}'),
    ("mapping.path.bad", "subject: {at: q:Subject}", "subject: {at: q:Subject/⟦text()}"),
    ("mapping.path.bad", "each: q:Tasks/q:Task", "each: q:Tasks/⟦*"),
    ("mapping.path.bad", "each: q:Tasks/q:Task", "each: q:Tasks/⟦count(q:Task)"),
    ("mapping.date-format.letter", "format: yyyy-MM-dd}\n  kind", "format: ⟦d/M/yyyy}\n  kind"),
    ("mapping.date-format.letter", "format: yyyy-MM-dd}\n  kind", "format: dd/MM/⟦yy}\n  kind"),
    ("mapping.date-format.repeated", "format: yyyy-MM-dd}\n  kind", "format: dd/MM/⟦dd}\n  kind"),
    ("mapping.date-format.incomplete", "format: yyyy-MM-dd}\n  kind", "format: ⟦dd/mm/yyyy}\n  kind"),
    ("mapping.date-format.not-a-date", "{at: q:Version, as: integer}", "{at: q:Version, as: integer, format: ⟦dd}"),
    ("mapping.field.both", "number: {at: q:Number}", "number: {at: q:Number, value: ⟦x}"),
    ("mapping.take.all", "number: {at: q:Number}", "number: {at: q:Number, take: ⟦all}"),
    ("mapping.value.unknown", "number: {at: q:Number}", "number: {at: q:Number, take: ⟦frist}"),
    ("mapping.value.unknown", "q:Signer/q:Name, required: no", "q:Signer/q:Name, required: ⟦nein"),
    ("mapping.value.unknown", "at: q:IssuedOn, as: date", "at: q:IssuedOn, as: ⟦dete"),
    ("mapping.value.unknown", "    at: q:BusinessType\n    as: choice", "    at: q:BusinessType\n    as: ⟦text"),
    ("mapping.pattern.bad", "number: {at: q:Number}", "number: {at: q:Number, pattern: ⟦'[0-9]+'}"),
    ("mapping.pattern.bad", "number: {at: q:Number}", "number: {at: q:Number, pattern: ⟦'([0-9]+'}"),
    ("mapping.pattern.bad", "number: {at: q:Number}", r"number: {at: q:Number, pattern: ⟦'(a)\1'}"),
    ("mapping.choice.unknown", '"1": recall', '"1": ⟦recal'),
    ("mapping.choice.unknown", "    as: choice\n", "    as: choice\n    default: ⟦nothing\n"),
    ("mapping.choice.twice", "tot: tot,", 'tot: tot, ⟦"tot ": dat,'),
    ("mapping.choice.name", "tot: tot,", "tot: ⟦" + "Đ" * 65 + ","),
    ("mapping.agency.empty", "    each: q:Leads/q:Agency\n    code: {at: q:Code}\n    name: {at: q:Name}", "    ⟦each: q:Leads/q:Agency"),
    ("mapping.placeholder.unknown", '{Id: "{id}"}', '{Id: "{id}", Since: "x-⟦{since}"}'),
    ("mapping.placeholder.unknown", 'Page: "{page}"', 'Page: "{page}", Deep: {Er: "⟦{pag}"}'),
    ("mapping.placeholder.missing", FETCH, '⟦{Id: "id"}'),
    ("mapping.placeholder.missing", ', Page: "{page}"', ""),
    ("mapping.stream.no-content", "    fetch:\n      operation: GetDocument", "    list2:\n      operation: GetDocument"),
    ("mapping.stream.two-contents", "      id: q:Id\n", "      id: q:Id\n      inline: ⟦q:Document\n"),
    ("mapping.answer.two-meanings", 'refused: ["404"]', 'refused: ["404"]\n        administrator: ["401", ⟦"404"]'),
    ("mapping.value.unknown", "{by: number, first", "{by: ⟦pages, first"),
    ("mapping.value.number", "size: 100", "size: ⟦0"),
    ("mapping.value.number", "size: 100", "size: ⟦hundred"),
    ("mapping.paging.token", "{by: number, first: 1,", "{by: number, token: ⟦q:Next, first: 1,"),
    ("mapping.key.missing", "{by: number, first: 1, size: 100, more: q:ListDocumentsResponse/q:More}", "⟦{by: token}"),
    ("mapping.cursor.clock", "        by: item\n        at: q:ModifiedAt\n        as: datetime", "        by: clock\n        as: ⟦datetime"),
    ("mapping.cursor.send", "send: {as: datetime}", "send: {as: ⟦integer}"),
    ("mapping.cursor.start", 'start: "2000-01-01"', 'start: ⟦"01/11/2025"'),
    ("mapping.cursor.start", 'start: "2000-01-01"', 'start: ⟦"2025-02-30"'),
    ("mapping.value.duration", "overlap: 2d", "overlap: ⟦2 days"),
    ("mapping.value.zone", "send: {as: datetime}", "send: {as: datetime, zone: ⟦ICT}"),
    ("mapping.business.no-target", "  relates_to:\n", "  relates_to_2:\n"),
    ("mapping.choice.unknown", "report-issued: reported", "report-issued: ⟦report"),
    ("mapping.evidence.needs", "  due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}\n  quality", "  quality"),
    ("mapping.evidence.needs", "  quality:\n    at: q:Quality\n    as: choice\n    choices: {tot: tot, dat: dat, chua-dat: chua-dat} # tốt, đạt, chưa đạt\n    required: no\n", ""),
    ("mapping.evidence.unread", "evidence:\n  kind:", "evidence2:\n  kind:"),
    ("mapping.evidence.unlisted", "  events:\n    list:", "  events2:\n    list:"),
    ("mapping.placeholder.unknown", 'Key: "{key}"', 'Key: "⟦{kye}"'),
    ("mapping.placeholder.unknown", 'DueOn: "{due_on?}"', 'DueOn: "⟦{due?}"'),
    ("mapping.placeholder.missing", 'Code: "{standing}"', 'Code: "x"'),
    ("mapping.push.word-unknown", "    read_back:", "    standing: {⟦done: X}\n    read_back:"),
    ("mapping.push.word-missing", "    read_back:", "    lacking: ⟦{report: bao-cao}\n    read_back:"),
    ("mapping.key.missing", "      standing: q:GetStandingResponse/q:Standing/q:Code\n", ""),
    ("mapping.table.missing", "table: codes/document_kinds.csv", "table: ⟦codes/kinds.csv"),
    ("mapping.table.file", "table: codes/document_kinds.csv", "table: ⟦../codes/document_kinds.csv"),
    ("mapping.key.missing", "{at: q:Kind/q:Code, as: code, table: codes/document_kinds.csv}", "⟦{at: q:Kind/q:Code, as: code}"),
    ("mapping.table.unused", "number: {at: q:Number}", "number: {at: q:Number, table: ⟦codes/document_kinds.csv}"),
    ("mapping.table.beside", "as: code, table", "as: code, choices: ⟦{a: b}, table"),
    ("mapping.when.day", "after_at: ../q:IssuedOn, as: date}", "after_at: ../q:IssuedOn}"),
    ("mapping.value.unknown", "after_at: ../q:IssuedOn, as: date}", "equals: ⟦maybe, as: flag}"),
    ("mapping.contract.name", "name: related-not-later", "name: ⟦related not later"),
    ("mapping.contract.twice", "contract:\n", "contract:\n  - {name: related-not-later, holds: {at: q:Id, present: yes}}\n"),
    ("mapping.key.missing", "    holds:\n      none:", "    when:\n      none:"),
]  # fmt: skip


REST = (Path(__file__).parents[2] / "mappings" / "simulator-rest.yaml").read_text("utf-8")
REST_CASES = [
    # the same, of a mapping for plain HTTP
    ("mapping.push.word-missing", "      suspended: TDG\n", ""),
    ("mapping.exchange.two-ways", "rest:\n  documents:", "folder:\n  ⟦documents: {in: a, item: r:VanBan}\nrest:\n  documents:"),
    ("mapping.exchange.two-ways", "rest:\n  documents:", "exchange: {documents: {list: {}}}\nrest:\n  ⟦documents:"),
    ("mapping.key.unknown", "      path: /dien-bien\n", "      path: /dien-bien\n      ⟦operation: ListEvents\n"),
    ("mapping.key.unknown", "      path: /dien-bien\n", "      path: /dien-bien\n      ⟦body: {element: r:Hoi, arguments: {}}\n"),
    ("mapping.key.unknown", "answer: {expects: r:VanBan,", "answer: {⟦empty: ['204'], expects: r:VanBan,"),
    ("mapping.key.missing", "      path: /van-ban/{id}\n", ""),
    ("mapping.key.missing", "    method: PUT\n", ""),
    ("mapping.key.missing", "    answer: {empty: ['204'], ", "    answer: ⟦{"),
    ("mapping.key.missing", "      element: r:TinhTrang\n", ""),
    ("mapping.value.unknown", "    method: PUT\n", "    method: ⟦GET\n"),
    ("mapping.value.unknown", "    method: PUT\n", "    method: ⟦put\n"),
    ("mapping.value.unknown", "      path: /dien-bien\n", "      path: /dien-bien\n      method: ⟦DELETE\n"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦van-ban/{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦/van-ban/../{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦/van-ban/%2e%2E/{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦/van-ban//{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦/van-ban?ma={id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦/văn-bản/{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦http://kẻ-khác/{id}"),
    ("mapping.rest.path", "path: /van-ban/{id}", "path: ⟦//ke-khac.example/{id}"),
    ("mapping.rest.path-maybe", "path: /van-ban/{id}", 'path: "/van-ban/⟦{id?}"'),
    ("mapping.rest.empty-status", 'empty: ["204"]', 'empty: ["204", ⟦"404"]'),
    ("mapping.rest.empty-status", 'empty: ["204"]', 'empty: [⟦"206"]'),
    ("mapping.folder.element", "element: r:TinhTrang", "element: ⟦tình trạng"),
    ("mapping.path.prefix", "element: r:TinhTrang", "element: ⟦z:TinhTrang"),
    ("mapping.placeholder.unknown", "path: /van-ban/{id}", "path: /van-ban/⟦{ma}/{id}"),
    ("mapping.placeholder.unknown", '{tu: "{from}", den', '{tu: "⟦{since}", den'),
    ("mapping.placeholder.unknown", 'Khoa: "{key}"', 'Khoa: "⟦{kye}"'),
    ("mapping.placeholder.missing", "path: /van-ban/{id}", "path: ⟦/van-ban/tat-ca"),
    ("mapping.placeholder.missing", ', trang: "{page?}"}\n      answer: {expects: r:DanhSach', "}\n      answer: {expects: r:DanhSach"),
    ("mapping.placeholder.missing", 'Ma: "{standing}"', 'Ma: "x"'),
    ("mapping.shape.text", '{tu: "{from}", den', '⟦{tu: {ngay: "{from}"}, den'),
    ("mapping.answer.two-meanings", 'refused: ["404", "409", "422"]', 'refused: ["404", ⟦BAN]'),
    ("mapping.evidence.unread", "evidence:\n  kind:", "evidence2:\n  kind:"),
    ("mapping.element.name", 'Khoa: "{key}"', '⟦Mã khóa: "{key}"'),
    ("mapping.element.name", 'Khoa: "{key}"', 'Dau: {⟦"r:Khoa": "{key}"}'),
]  # fmt: skip


def problems(text: str, file: str = "m.yaml") -> tuple[Problem, ...]:
    with pytest.raises(Refusal) as caught:
        load_shipped(text, file)
    return caught.value.problems


@pytest.mark.parametrize(("code", "old", "new"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_a_broken_mapping_says_what_and_where(code: str, old: str, new: str) -> None:
    assert old in SHIPPED
    marked = SHIPPED.replace(old, new, 1)
    found = problems(marked.replace(HERE, ""))
    assert code in {problem.code for problem in found}
    if HERE in marked:
        before = marked[: marked.index(HERE)]
        place = (before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
        assert place in {(one.place.line, one.place.column) for one in found if one.code == code}
    for problem in found:
        assert problem.place.file == "m.yaml"
        assert problem.place.line > 0
        assert problem.place.column > 0


@pytest.mark.parametrize(("code", "old", "new"), REST_CASES)
def test_a_broken_mapping_of_plain_http_says_what_and_where_and_the_next_step(code: str, old: str, new: str) -> None:
    old, new = (text.replace("'204'", '"204"') for text in (old, new))
    assert old in REST
    marked = REST.replace(old, new, 1)
    found = [one for one in problems(marked.replace(HERE, "")) if one.code == code]
    assert found
    if HERE in marked:
        before = marked[: marked.index(HERE)]
        place = (before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
        assert place in {(one.place.line, one.place.column) for one in found}
    for problem in found:
        assert "Sửa:" in messages.of_problem(problem, "vi")
        assert "Fix:" in messages.of_problem(problem, "en")


@pytest.mark.parametrize(("code", "old", "new"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_every_problem_tells_the_next_step_in_both_languages(code: str, old: str, new: str) -> None:
    for problem in problems(SHIPPED.replace(old, new, 1).replace(HERE, "")):
        vietnamese, english = (messages.of_problem(problem, spoken) for spoken in ("vi", "en"))
        assert "Sửa:" in vietnamese
        assert "Fix:" in english
        said = english.replace("{{", "").replace("}}", "")
        # A placeholder of a push is called so, too.
        assert "{key}" not in said or problem.code == "mapping.placeholder.unknown"
        assert "{section}" not in said


def test_the_table_is_long_enough_to_be_believed() -> None:
    assert len(CASES) >= 60
    assert len({code for code, _, _ in CASES}) >= 40


def test_an_unknown_key_names_the_nearest_one() -> None:
    (problem,) = problems(SHIPPED.replace("signer: {at", "singer: {at", 1))
    assert dict(problem.values)["near"] == "signer"


def test_an_undeclared_prefix_names_the_declared_ones() -> None:
    (problem,) = problems(SHIPPED.replace("subject: {at: q:Subject}", "subject: {at: edXML:Subject}", 1))
    assert dict(problem.values) == {"prefix": "edXML", "known": "q"}


def test_a_colon_in_a_quoted_step_is_no_prefix() -> None:
    loaded = load_shipped(SHIPPED.replace("at: q:Subject}", "at: \"q:Subject[@q:k='a:b']\"}", 1), "m.yaml")
    assert loaded.document.subject.paths[0].text == "q:Subject[@q:k='a:b']"


def test_many_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SHIPPED.replace("at: q:Number}", "at: z:Number}", 1).replace("open: [Thuong]", "open: []", 1)
    text = text.replace("{by: number, first", "{by: pages, first", 1).replace("{at: q:Content}", "{att: q:Content}")
    found = problems(text)
    assert [problem.code for problem in found] == [
        "mapping.value.empty",
        "mapping.path.prefix",
        "mapping.key.missing",
        "mapping.key.unknown",
        "mapping.value.unknown",
    ]
    assert sorted(found, key=lambda one: (one.place.line, one.place.column)) == list(found)


def test_an_empty_file_and_a_list_are_no_mapping() -> None:
    for text in ("", "# only a comment\n", "- a\n- b\n", "just text"):
        assert "mapping.yaml.not-a-table" in {problem.code for problem in problems(text)}


def test_size_and_number_of_things_are_capped() -> None:
    assert problems("a: " + "x" * yaml.MAX_CHARACTERS)[0].code == "mapping.yaml.too-big"
    many = "a: [" + "x," * yaml.MAX_NODES + "]"
    assert problems(many)[0].code == "mapping.yaml.count"
    assert problems("[" * 3000)[0].code == "mapping.yaml.depth"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: \x07", "mapping.yaml.characters"),
        ('a: "\\UFFFFFFFF"', "mapping.yaml.characters"),
        ('a: "half \\ud83d of a pair"', "mapping.yaml.characters"),
        ('"\\udcce": b', "mapping.yaml.characters"),
        ("%TAG ! tag:x,2000:\n---\na: b", "mapping.yaml.directive"),
        ("%YAML 1.1\n---\na: b", "mapping.yaml.directive"),
        ("a: b\n---\nc: d", "mapping.yaml.second-document"),
    ],
)
def test_what_is_not_our_yaml(text: str, code: str) -> None:
    assert code in {problem.code for problem in problems(text)}


def _pieces() -> Iterator[str]:
    yield from (
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "? ",
        "\n",
        "  ",
        "&a ",
        "*a",
        "!x ",
        "'",
        '"',
        "|",
        ">",
        "%",
        "#",
        "\t",
        "<<",
    )
    yield from ("format", "gate", "secrecy", "open", "at", "exchange", "q:", "\\u", "é", "\x00", "\ufeff", "---", "...")


@settings(max_examples=150, deadline=2000)
@given(st.lists(st.sampled_from(list(_pieces())), max_size=40).map("".join))
def test_whatever_the_file_holds_it_is_refused_or_loaded_but_never_breaks(text: str) -> None:
    assert problems(text)


@settings(max_examples=150, deadline=2000)
@given(
    st.integers(0, len(SHIPPED)),
    st.integers(0, 12),
    st.lists(st.sampled_from(list(_pieces())), max_size=3).map("".join),
)
def test_a_damaged_mapping_is_refused_or_loaded_but_never_breaks(at: int, cut: int, put: str) -> None:
    with contextlib.suppress(Refusal):
        load_shipped(SHIPPED[:at] + put + SHIPPED[at + cut :], "m.yaml")
