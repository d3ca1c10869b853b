"""Mappings for plain HTTP at the workbench: looked at, laid out, compared and tried like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from adapter.core import mapping
from adapter.core.mapping import yaml
from adapter.core.problems import Place
from adapter.workbench import differing, formatting, lint, spots, trying
from adapter.workbench.schema import schema

FILE = Path(__file__).parents[2] / "mappings" / "simulator-rest.yaml"
TEXT = FILE.read_text("utf-8")


def codes(text: str) -> list[tuple[str, Place]]:
    _, found = lint.from_file(text, "m.yaml")
    return [(one.problem.code, one.problem.place) for one in found]


def test_the_root_of_a_message_is_known_from_what_is_fetched() -> None:
    tree = yaml.read(TEXT, FILE.name)
    assert (spots.root_of(tree, "documents"), spots.root_of(tree, "events")) == ("r:VanBan", "r:SuKien")


def test_a_path_that_names_the_root_again_is_found_and_one_into_an_answer_is_not() -> None:
    assert codes(TEXT) == []
    (found,) = codes(TEXT.replace("subject: {at: r:TrichYeu}", "subject: {at: r:VanBan/r:TrichYeu}"))
    assert found[0] == "lint.path-own-name"


def test_a_path_to_items_has_to_lead_to_elements_here_too() -> None:
    ((code, _),) = codes(TEXT.replace("each: r:DanhSach/r:VanBan", "each: r:DanhSach/@tong"))
    assert code == "lint.path-no-element"


def test_keys_are_laid_out_in_the_order_of_the_vocabulary() -> None:
    mixed = TEXT.replace(
        '      path: /dien-bien\n      query: {tu: "{since}", so: "{size}", trang: "{page?}"}\n',
        '      query: {tu: "{since}", so: "{size}", trang: "{page?}"}\n      path: /dien-bien\n',
    )
    assert mixed != TEXT
    assert formatting.formatted(mixed, "m.yaml") == formatting.formatted(TEXT, "m.yaml") == TEXT


def test_a_change_of_an_address_is_named() -> None:
    new = TEXT.replace("path: /dien-bien", "path: /su-kien").replace('empty: ["204"]', 'empty: ["200"]')
    found = differing.compare(differing.Written(TEXT, "a.yaml"), differing.Written(new, "b.yaml")).changes
    assert [(one.rule, one.key, one.old, one.new) for one in found] == [
        ("rest.events.list", "path", "/dien-bien", "/su-kien"),
        ("rest.push.answer", "empty", "[204]", "[200]"),
    ]


def test_what_is_asked_is_told_as_it_goes_out() -> None:
    exchange = mapping.load(TEXT, FILE.name).exchange
    assert exchange.push is not None
    values = dict.fromkeys(("key", "document", "task", "lead_name", "standing"), "a/b")
    told = trying.carried(exchange.push.call, values)
    assert told["method"] == "PUT"
    assert told["target"] == "/van-ban/a%2Fb/nhiem-vu/a%2Fb/tinh-trang?donVi=a%2Fb"
    assert told["{urn:vn:qlvb:rest:1}TinhTrang"] == {"Khoa": "a/b", "Ma": "a/b"}


def test_an_editor_is_told_which_methods_there_are() -> None:
    definitions: Any = schema()["definitions"]
    assert definitions["section-push-of-rest"]["properties"]["method"]["enum"] == ["POST", "PUT", "PATCH"]
    assert "expects" not in definitions["section-answer-of-push"].get("required", ())
    assert definitions["section-answer-of-rest"]["required"] == ["expects"]
