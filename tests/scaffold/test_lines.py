"""Names that strangers give are read back as they are, and get nowhere out of their line."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from wild_reading import drafted
from wild_wsdls import document_service, element, schema, value

from adapter.core.text import is_harmless
from adapter.scaffold import writing
from adapter.scaffold.described import Node
from adapter.scaffold.lines import Lines, Prefixes, scalar

#: Every character that XML 1.0 allows.
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))) + "\ufffe\uffff")
    | st.sampled_from("\t\n\r: #'\"{}[]&*!|>%@`-?,\u0085\u2028\u202e\x7f")
)


@given(XML_TEXT)
def test_yaml_reads_a_text_back_and_nothing_in_it_steers_a_terminal(text: str) -> None:
    written = scalar(text)
    assert YAML(typ="safe", pure=True).load(f"a: {written}\nb: c\n") == {"a": _as_yaml(text), "b": "c"}
    assert all(is_harmless(char) for char in written)


def _as_yaml(text: str) -> object:
    """Plain texts are given a type by this loader; that of mappings reads every scalar as text."""
    return YAML(typ="safe", pure=True).load(text) if scalar(text) == text else text


@given(XML_TEXT)
def test_a_comment_is_one_line_whatever_is_in_it(text: str) -> None:
    lines = Lines()
    lines.comment(0, text)
    lines.put(0, "a", "b")
    assert YAML(typ="safe", pure=True).load(lines.text()) == {"a": "b"}


@given(XML_TEXT, XML_TEXT)
def test_settings_are_toml_whatever_the_address_is(address: str, name: str) -> None:
    place = writing.Place(connector="soap", address=address, endpoint=address, wsdl=name, wsdl_url=address)
    options = tomllib.loads(writing.settings("x", place, str))["sources"]["x"]["options"]
    assert (options["endpoint"], options["wsdl"]) == (address, name)


@pytest.mark.parametrize("name", ["a b", "a[1]", "x y: z", "..", "a/b", "@a", "", "1a"])
def test_what_no_path_can_say_is_left_empty(name: str) -> None:
    prefixes = Prefixes()
    assert prefixes.path((Node(name="ok"), Node(name=name))) == ""
    assert prefixes.path((Node(name="văn_bản"), Node(name="số", namespace="urn:a"))) == "văn_bản/q:số"


def test_names_that_are_traps_for_yaml_stand_as_they_are() -> None:
    names = ("yes", "null", "a: b", "# c", "{d}", "open: [x]", "1")
    inside = element("ListX", "".join(value(name, more="") for name in names)) + element("ListXResponse", value("r"))
    found = drafted({"main.wsdl": document_service(schema(inside), ("ListX",))}, said={"list": "ListX"})
    assert {problem.code for problem in found.to_fill} <= {
        "mapping.value.empty",
        "mapping.placeholder.missing",
        "mapping.placeholder.unknown",
    }
    assert found.mapping.count("open: []") == 1
