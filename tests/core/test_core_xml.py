"""Bytes become a tree in one way: hostile ones do not, odd but harmless ones do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from adapter.core import paths, xml

NS = {"q": "urn:q"}

HOSTILE = {
    "xml.doctype": [
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        b"<!-- c --> <!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        b"<!-- <a/> -->\n<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1/x'> %p;]><a/>",
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
    "xml.instruction": [b"<a><?php x?></a>", b"<?stylesheet x?><a/>", b"<a/><?x y?>", b"<a>" + b"<?x?>" * 99 + b"</a>"],
    "xml.encoding": [
        b"<?xml version='1.0' encoding='iso-8859-1'?><a/>",
        b"<?xml version='1.0' encoding='utf-16'?><a/>",
        b"<a>\xff</a>",
        '<?xml version="1.0" encoding="utf-8"?><a/>'.encode("utf-16"),
        b"\xff\xfe<\x00a",
        b"<?xml version='1.0' encoding='utf-7'?><a>+ADw-</a>",
    ],
    "xml.version": [b"<?xml version='1.1'?><a/>"],
    "xml.declaration": [b"<?xml version='1.0' encoding='utf-8' x='y'?><a/>", b"<?xml?><a/>"],
    "xml.depth": [b"<a>" * 65 + b"</a>" * 65],
    "xml.malformed": [
        b"",
        b" ",
        b"text",
        b"<a>",
        b"<a></b>",
        b"<a b=c/>",
        b"<a/><a/>",
        b"<a>&nbsp;</a>",
        b"<a>\x00</a>",
    ],
    "xml.count": [
        b"<a>" + b"<b/>" * 400_001 + b"</a>",
        b"<a " + b" ".join(b"a%d=''" % n for n in range(200_001)) + b"/>",
    ],
}


@pytest.mark.parametrize(("code", "body"), [(code, body) for code, bodies in HOSTILE.items() for body in bodies])
def test_hostile_bytes_are_refused_with_their_code(code: str, body: bytes) -> None:
    with pytest.raises(xml.XmlRefused) as refused:
        xml.parse(body)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "body",
    [
        b"<a " + b" ".join(b"a%d=''" % n for n in range(501)) + b"/>",
        b"<a>" + b"".join(b"<b xmlns:p%d='urn:%d'/>" % (n, n) for n in range(1001)) + b"</a>",
        b"<a>" + b"&#xD83D;&#xDCCE;" * 10_001 + b"</a>",
    ],
)
def test_crowds_that_cost_more_than_they_can_mean_are_refused(body: bytes) -> None:
    with pytest.raises(xml.XmlRefused, match=r"xml\.count"):
        xml.parse(body)


def test_a_relative_namespace_name_has_no_canonical_form() -> None:
    with pytest.raises(xml.XmlRefused, match=r"xml\.canonical"):
        xml.canonical(xml.parse(b"<a xmlns='edoc'/>"))


def test_more_than_the_limit_is_refused_before_anything_looks_at_it() -> None:
    with pytest.raises(xml.XmlRefused, match=r"xml\.too-big"):
        xml.parse(b"<a/>", xml.Limits(max_bytes=3))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a>v</a>", "v"),
        (b"\xef\xbb\xbf<a>v</a>", "v"),
        ('<?xml version="1.0" encoding="utf-16"?><a>ậ</a>'.encode("utf-16"), "ậ"),
        (b"1212<?xml version='1.0'?><a>v</a>", "v"),
        (b"<a><![CDATA[<?xml version='1.0'?><!DOCTYPE b><b/>]]></a>", "<?xml version='1.0'?><!DOCTYPE b><b/>"),
        (b"<!-- <!DOCTYPE a> --><a>v</a><!-- end -->", "v"),
        (b"<a>&#xD83D;&#xDCCE;&#55357;&#56526;</a>", "📎📎"),
        (b"<a>&lt;&#x1EAD;</a>", "<ậ"),
    ],
)
def test_benign_oddities_are_read(body: bytes, text: str) -> None:
    assert xml.parse(body).text == text


def test_the_place_of_a_fault_is_told_and_its_text_is_not() -> None:
    with pytest.raises(xml.XmlRefused) as refused:
        xml.parse(b"<?xml version='1.0'?>\n<a>\n<b>TUYET-CHIM</c></a>")
    assert refused.value.line == 3
    assert "CHIM" not in repr(refused.value)
    assert refused.value.__context__ is None


def test_a_body_keeps_its_content_through_canonical_form() -> None:
    root = xml.parse("<a xmlns:x='urn:x' xmlns='urn:q'><b c='1'>ậ &amp; b<!-- c --></b></a>".encode())
    assert xml.canonical(root[0]) == '<b xmlns="urn:q" c="1">ậ &amp; b<!-- c --></b>'.encode()


def test_xml_inside_a_string_is_read_whatever_it_declares() -> None:
    assert xml.inner("<?xml version='1.0' encoding='utf-16'?><a>ậ</a>").text == "ậ"


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("q:b", ["1", "2"]),
        ("q:b[2]", ["2"]),
        ("q:b/@n", ["x", "y"]),
        ("q:b[@n='y']", ["2"]),
        ("q:c[q:d='5']/q:d", ["5"]),
        ("//q:d", ["5"]),
        (".//q:d", ["5"]),
        ("/q:a/q:b[1]", ["1"]),
        (".", ["125"]),
        ("q:c/../q:b[1]", ["1"]),
        ("b", []),
    ],
)
def test_paths_lead_where_they_say(path: str, values: list[str]) -> None:
    root = xml.parse(b"<a xmlns='urn:q'><b n='x'>1</b><b n='y'>2</b><c><d>5</d></c></a>")
    assert [found.value for found in paths.compile_path(path, NS).values(root)] == values


SEVERAL = {"q": ("urn:q", "urn:r", ""), "n": ("",), "o": ("urn:o",)}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("q:b", ["1", "2", "3"]),  # in the order of the document, whatever the namespace
        ("n:b", ["3"]),
        ("o:b", ["4"]),
        ("b", ["3"]),
        ("q:b[2]", ["2"]),
        ("q:b[@n='x']", ["2"]),
        ("q:c/q:b", ["5", "6"]),
        ("q:c[q:b='6']/q:d", ["7"]),
        ("q:c[q:b='q:b']/q:d", []),  # nothing is a prefix within quotes
        (".//q:b[1]", ["1", "5"]),
        ("//n:b", ["3", "6"]),
        ("q:c/o:b[1]/@o:n", ["9"]),
    ],
)
def test_a_prefix_of_several_namespaces_leads_to_elements_of_each(path: str, values: list[str]) -> None:
    root = xml.parse(
        b"<a xmlns:q='urn:q' xmlns:r='urn:r' xmlns:o='urn:o'><q:b>1</q:b><r:b n='x'>2</r:b><b>3</b><o:b>4</o:b>"
        b"<r:c><q:b>5</q:b><b>6</b><q:d>7</q:d><o:b o:n='9'>8</o:b></r:c></a>"
    )
    assert [found.value for found in paths.compile_path(path, SEVERAL).values(root)] == values


def test_an_attribute_is_in_one_namespace() -> None:
    for path, column in (("q:b/@q:n", 4), ("q:b[@q:n='x']", 4)):
        with pytest.raises(paths.PathRefused) as refused:
            paths.compile_path(path, SEVERAL)
        assert (refused.value.code, refused.value.column) == ("path.attribute", column)


@pytest.mark.parametrize(
    ("path", "code", "column"),
    [
        ("", "path.empty", 0),
        ("q:a/", "path.syntax", 4),
        ("q:a[", "path.syntax", 0),
        ("q:a///q:b", "path.syntax", 5),
        ("q:a | q:b", "path.syntax", 0),
        ("count(q:a)", "path.syntax", 0),
        ("q:a/text()", "path.syntax", 4),
        ("q:*", "path.syntax", 0),
        ("x:a", "path.prefix", 0),
        ("q:a/x:b", "path.prefix", 4),
        ("q:a[x:b='1']", "path.prefix", 4),
        ("@n/q:a", "path.syntax", 2),
        ("q:a[0]", "path.syntax", 0),
        ("document('x')", "path.syntax", 0),
    ],
)
def test_what_is_no_path_is_refused_at_its_place(path: str, code: str, column: int) -> None:
    with pytest.raises(paths.PathRefused) as refused:
        paths.compile_path(path, NS)
    assert (refused.value.code, refused.value.column) == (code, column)


def test_comments_and_elements_inside_a_value_are_told() -> None:
    root = xml.parse(b"<a xmlns='urn:q'><b>Th<!-- x -->uong</b><b>T<c>h</c></b><b><![CDATA[T]]></b></a>")
    found = paths.compile_path("q:b", NS).values(root)
    assert [(one.value, one.has_children) for one in found] == [("Thuong", True), ("Th", True), ("T", False)]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree_or_a_refusal(body: bytes) -> None:
    try:
        root = xml.parse(body)
    except xml.XmlRefused:
        return
    assert etree.fromstring(xml.canonical(root)).tag == root.tag


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc", "Cs")), max_size=80))
def test_any_text_comes_through_unchanged(text: str) -> None:
    element = etree.Element("a")
    try:
        element.text = text
    except ValueError:
        return
    for encoding in ("utf-8", "utf-16"):
        body = etree.tostring(element, encoding=encoding, xml_declaration=True)
        assert (xml.parse(body).text or "") == text


TIMES = 2_000
_TEXTS = st.sampled_from(["", "x", "AAA…", "a > b …", 'nói "vậy" …', "]]…"])
_VALUES = st.sampled_from(["", "1", ">>>", "xxx…", "a>b…", "'"])
_TREES = st.recursive(
    st.tuples(st.sampled_from(["a", "p:b"]), _VALUES, _TEXTS),
    lambda inner: st.tuples(st.sampled_from(["c", "p:d"]), _VALUES, st.lists(inner, max_size=4)),
    max_leaves=8,
)


def _written(tree: object) -> str:
    name, value, inside = tree  # type: ignore[misc]
    value = value.replace("…", value * TIMES)
    if isinstance(inside, str):
        told = inside.replace("]]", "] ]")
        told = told.replace("…", told.rstrip("…") * TIMES)
    else:
        told = "".join(map(_written, inside))
    return f'<{name} xmlns:p="urn:p" v="{value}">{told}</{name}>'


@given(_TREES)
def test_leaving_out_long_texts_leaves_every_tag(tree: object) -> None:
    """What is counted in the markup is what stands in the message: names, attributes and declarations alike.

    Comments and CDATA sections may lose their ends; the markup is counted, never parsed.
    """
    plain = _written(tree).encode()
    markup = xml._markup(plain)
    whole, rest = (etree.fromstring(text, etree.XMLParser(huge_tree=True)) for text in (plain, markup))
    told = [[(one.tag, dict(one.attrib), one.nsmap) for one in root.iter("*")] for root in (whole, rest)]
    assert told[0] == told[1]
    assert markup.count(b"xmlns") >= sum("xmlns:p" in piece for piece in plain.decode().split("<"))


def test_a_document_type_behind_a_long_comment_is_refused() -> None:
    comment = f"<!-- a > {'b' * 10_000} -->"
    with pytest.raises(xml.XmlRefused, match=r"xml\.doctype"):
        xml.parse(f'{comment}<!DOCTYPE a [<!ENTITY x "y">]><a v="&x;"/>'.encode())


def test_a_message_of_many_elements_and_attributes_costs_their_number_and_not_its_square() -> None:
    """Forty thousand attributes took seconds as a union of node sets, and the limit is two hundred thousand."""
    body = b"<a>" + b"<b c='1'/>" * 40_000 + b"</a>"
    began = time.process_time()
    xml.parse(body)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "body",
    [
        f"<{'a' * 1001}/>",
        f"<a {'b' * 1001}='1'/>",
        f"<a b='{'c' * (1 << 20)}d'/>",
        f"<a><!--{'c' * (1 << 20)}d--></a>",
        f"<a><b/><c {'b' * 1001}='1'/></a>",
    ],
    ids=["element", "attribute", "value", "comment", "further in"],
)
def test_every_long_name_and_value_is_refused(body: str) -> None:
    with pytest.raises(xml.XmlRefused, match=r"xml\.too-long"):
        xml.parse(body.encode())
