"""What paths lead to, beside lxml's own XPath: over generated trees, from every element of them.

A rule is read the quick way, and once more from the definitions: XPath, `string()`, counted nodes, `tidy`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from adapter.core import organisations, paths
from adapter.core.mapping.reader import Reader, Result
from adapter.core.mapping.values import Field, Take, Text
from adapter.core.problems import Place
from adapter.core.text import tidy
from adapter.core.xml import Element

NAMES = {"q": "urn:q", "r": "urn:r"}
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NOBODY = organisations.Directory(())
PLACE = Place(file="m.yaml", line=1)

ODD = [" b \n", "Ba To\u031b", "\u200b", "<![CDATA[a ]]>", "<!--c-->", "a<!--c-->", "<?p i?>"]
TEXTS = st.sampled_from(["", "", " ", "a", "b"] * 4 + ODD)
BLANKS = st.sampled_from(["", "\n", "", "\n", "\n", *ODD])
ATTRIBUTES = st.sampled_from(
    [""] * 12 + [" n='1'", " n=' '", " r:n='2'", " i:nil='true'", " i:nil=' 1 '", " i:nil='0'"]
)
TAGS = st.sampled_from(["a"] * 5 + ["b", "b", "r:a"])
SPACES = st.sampled_from([""] * 16 + [" xmlns='urn:q'", " xmlns='urn:r'", " xmlns=''"])


def _element(*inside: str | list[str]) -> str:
    tag, space, attribute, *parts = inside
    return f"<{tag}{space}{attribute}>{''.join(''.join(part) for part in parts)}</{tag}>\n"


LEAVES = st.builds(_element, TAGS, SPACES, ATTRIBUTES, TEXTS)
PARENTS = st.builds(_element, TAGS, SPACES, ATTRIBUTES, BLANKS, st.lists(LEAVES, max_size=4), BLANKS)
GRANDPARENTS = st.builds(
    _element, TAGS, SPACES, ATTRIBUTES, BLANKS, st.lists(PARENTS | LEAVES, min_size=1, max_size=4), BLANKS
)


def _tree(inside: list[str]) -> Element:
    parser = etree.XMLParser(strip_cdata=False)  # not as we parse: a tree may hold more than text and elements
    return etree.fromstring(f"<a xmlns='urn:q' xmlns:r='urn:r' xmlns:i='{XSI}'>\n{''.join(inside)}</a>", parser)


FLAT = st.lists(LEAVES, min_size=1, max_size=6).map(_tree)
TREES = st.lists(GRANDPARENTS | PARENTS | LEAVES | TEXTS, min_size=1, max_size=5).map(_tree)

NAMED = st.sampled_from(["q:a"] * 6 + ["q:b", "q:b", "r:a", "a"])
PLAIN = st.lists(NAMED, min_size=1, max_size=3).map("/".join)
STEPS = NAMED | st.sampled_from([".", "..", "q:a[1]", "q:b[2]", "q:a[q:b='a']", "q:a[@n='1']"])
ANY = st.builds(
    lambda begin, steps, slash, end: begin + slash.join(steps) + end,
    st.sampled_from(["", "", "/", "//", ".//"]), st.lists(STEPS, min_size=1, max_size=3),
    st.sampled_from(["/", "/", "//"]), st.sampled_from(["", "", "/@n", "/@r:n"]),
)  # fmt: skip
PATHS = st.one_of(PLAIN, PLAIN, ANY)

Nodes = Sequence[Element | str]


def by_xpath(text: str, at: Element) -> Nodes:
    """Ask lxml itself."""
    found: Nodes = etree.XPath(text, namespaces=NAMES, smart_strings=False)(at)
    return found


def assert_as_xpath(text: str, root: Element, walk: Callable[[paths.Path, Element], Nodes]) -> None:
    path = paths.compile_path(text, NAMES)
    for at in root.iter("*"):
        assert list(walk(path, at)) == by_xpath(text, at)


@settings(max_examples=300, deadline=None)
@given(PATHS, TREES)
def test_a_path_leads_where_xpath_leads(text: str, root: Element) -> None:
    family = paths.Family()
    assert_as_xpath(text, root, family.nodes)
    assert_as_xpath(text, root, family.nodes)  # from what is known by now
    assert_as_xpath(text, root, lambda path, at: path.find(at))
    elements = paths.compile_path(text, NAMES)
    for at in root.iter("*"):
        wanted = [one for one in by_xpath(text, at) if not isinstance(one, str)]
        assert list(family.elements(elements, at)) == wanted == elements.elements(at)


def _without_namespaces(path: paths.Path, at: Element) -> Nodes:
    """Look for local names alone."""
    found: list[Element] = [at]
    for step in path.text.split("/"):
        found = [child for one in found for child in one.iterchildren("{*}" + step.split(":")[-1])]
    return found


def _first_parents(path: paths.Path, at: Element) -> Nodes:
    """Go on from the first of several elements alone."""
    found: list[Element] = [at]
    for tag in path.tags:
        found = [child for one in found[:1] for child in one.iterchildren(tag)]
    return found


def _backwards(path: paths.Path, at: Element) -> Nodes:
    """Give the last one first."""
    return paths.Family().nodes(path, at)[::-1]


@pytest.mark.parametrize("walk", [_without_namespaces, _first_parents, _backwards])
def test_a_walk_that_is_wrong_is_found(walk: Callable[[paths.Path, Element], Nodes]) -> None:
    @settings(max_examples=600, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(PLAIN, TREES)
    def compared(text: str, root: Element) -> None:
        assert_as_xpath(text, root, walk)

    with pytest.raises(AssertionError):
        compared()


def holds_more(node: Element | str) -> bool:
    """Tell whether anything but text stands inside, or a text though the element calls itself empty."""
    if isinstance(node, str):
        return False
    told = node.xpath("string(@i:nil)", namespaces={"i": XSI})
    nil = told.strip() in ("true", "1") and bool(string_of(node).strip())
    return bool(node.xpath("boolean(*|comment()|processing-instruction())")) or nil


def string_of(node: Element | str) -> str:
    """Give the string-value of a node."""
    return node if isinstance(node, str) else str(node.xpath("string()"))


def line_of(node: Element | str, at: Element) -> int:
    """Give the line of an element, or of the one that is looked from."""
    return int((at if isinstance(node, str) else node).sourceline or 0)


@settings(max_examples=200, deadline=None)
@given(PATHS, TREES)
def test_values_are_string_values_with_what_stands_inside(text: str, root: Element) -> None:
    path = paths.compile_path(text, NAMES)
    for at in root.iter("*"):
        found = [tuple(one) for one in path.values(at)]
        assert found == [(string_of(one), line_of(one, at), holds_more(one)) for one in by_xpath(text, at)]
        assert [paths.text_of(one) for one in path.find(at)] == [None if more else value for value, _, more in found]


def told(field: Field, at: Element) -> tuple[str, Result, int]:
    """Say from the definitions what a rule comes to: its value, what is noted, and the line."""
    met = 0
    for path in field.paths:
        nodes = by_xpath(path.text, at)
        if not nodes:
            continue
        line = line_of(nodes[0], at)
        texts = [text for one in nodes if (text := tidy(string_of(one)))]
        if any(map(holds_more, nodes)):
            return "", "invalid", line
        if len(texts) > 1 and field.take == "only":
            return "", "ambiguous", line
        if texts:
            return ("\n".join(texts) if field.take == "all" else texts[0]), "ok", line
        met = met or line
    line = met or line_of(at, at)
    if field.default is not None:
        return field.default, "default", line
    return "", "empty" if met else "missing", line


FIELDS = st.builds(
    lambda places, take, default, required: Field(
        rule="r", place=PLACE, paths=tuple(paths.compile_path(text, NAMES) for text in places),
        take=take, reading=Text(), default=default, required=required,
    ),
    st.lists(NAMED | PATHS, min_size=1, max_size=2), st.sampled_from(get_args(Take)), st.sampled_from([None, "d"]),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(FIELDS, FLAT | TREES)
def test_a_rule_comes_to_what_its_definition_says(field: Field, root: Element) -> None:
    reader = Reader(NOBODY)
    for at in root.iter("*"):
        value, outcome, line = told(field, at)
        problems = len(reader.problems)
        assert reader.text(field, at) == value
        assert reader.trace[-1] == ("r", outcome, PLACE, line)
        held = outcome in ("invalid", "ambiguous") or (outcome in ("empty", "missing") and field.required)
        assert len(reader.problems) == problems + held


def test_what_is_empty_at_every_place_is_told_at_the_first() -> None:
    places = tuple(paths.compile_path(text, NAMES) for text in ("q:c", "q:a", "q:b"))
    field = Field(rule="r", place=PLACE, paths=places, reading=Text())
    reader = Reader(NOBODY)
    assert not reader.text(field, _tree(["<b/>\n", "<a> </a>\n"]))
    assert reader.trace == [("r", "empty", PLACE, 3)]
