"""What schemas and WSDLs may do: read where it can be, told where it cannot, bounded where it has no end."""

# ruff: noqa: E501 - a schema is read one line per thing

from __future__ import annotations

import time

import pytest
from wild_reading import codes, compared, drafted, ways
from wild_wsdls import HEAD, abstract, bound, definitions, document_service, element, message, schema, value

from adapter.scaffold.described import NothingRead, trails

TARGET = 'elementFormDefault="qualified" targetNamespace="http://tempuri.org/"'


def service(inside: str, answer: str = "", **others: str) -> dict[str, str]:
    """A service with one operation; `inside` are declarations, `answer` what its answer holds."""
    declared = element("GetX", value("id")) + element("GetXResponse", answer or value("result")) + inside
    return {"main.wsdl": document_service(schema(declared), ("GetX",)), **others}


def test_a_type_that_holds_itself_ends_where_it_begins_again() -> None:
    tree = '<s:complexType name="T"><s:sequence><s:element name="name" type="s:string"/><s:element name="child" type="tns:T" minOccurs="0" maxOccurs="unbounded"/></s:sequence></s:complexType>'
    found = drafted(service(tree, '<s:element name="root" type="tns:T"/>'))
    assert ways(found, "GetX")["GetXResponse/root/child"].mark == "recursion"
    assert "GetXResponse/root/child/name" not in ways(found, "GetX")
    assert "scaffold.recursion" in codes(found)


def test_types_that_hold_each_other_and_groups_that_hold_themselves_end() -> None:
    inside = (
        '<s:complexType name="A"><s:sequence><s:element name="b" type="tns:B"/></s:sequence></s:complexType>'
        '<s:complexType name="B"><s:sequence><s:element name="a" type="tns:A"/><s:group ref="tns:G"/></s:sequence></s:complexType>'
        '<s:group name="G"><s:sequence><s:element name="g" type="s:int"/><s:group ref="tns:G"/></s:sequence></s:group>'
        '<s:complexType name="C"><s:complexContent><s:extension base="tns:C"/></s:complexContent></s:complexType>'
    )
    found = drafted(service(inside, '<s:element name="x" type="tns:A"/><s:element name="c" type="tns:C"/>'))
    assert ways(found, "GetX")["GetXResponse/x/b/a"].mark == "recursion"
    assert ways(found, "GetX")["GetXResponse/x/b/g"].type == "xs:int"


def test_imports_that_go_in_circles_are_read_once() -> None:
    one = f'<s:schema {HEAD} {TARGET}><s:include schemaLocation="two.xsd"/>{element("GetX", value("id"))}</s:schema>'
    two = f'<s:schema {HEAD} {TARGET}><s:include schemaLocation="one.xsd"/>{element("GetXResponse", value("r"))}</s:schema>'
    main = document_service(schema('<s:include schemaLocation="one.xsd"/>', TARGET), ("GetX",)).replace(
        "<wsdl:types>", '<wsdl:import namespace="http://tempuri.org/" location="main.wsdl"/><wsdl:types>'
    )
    found = drafted({"main.wsdl": main, "one.xsd": one, "two.xsd": two})
    assert set(ways(found, "GetX")) == {"GetXResponse", "GetXResponse/r"}
    assert codes(found) == {"scaffold.no-proposal"}


def test_an_overloaded_operation_is_told() -> None:
    main = service("")["main.wsdl"].replace("</wsdl:binding>", f"{bound('GetX')}</wsdl:binding>")
    assert "scaffold.overloaded" in codes(drafted({"main.wsdl": main}))


def test_two_types_of_one_name_are_told_unless_they_are_the_same() -> None:
    one = f'<s:complexType name="T"><s:sequence>{value("a")}</s:sequence></s:complexType>'
    other = one.replace('"a"', '"b"')
    answer = '<s:element name="t" type="tns:T"/>'
    assert "scaffold.duplicate" not in codes(drafted(service(one + one, answer)))
    found = drafted(service(one + other, answer))
    assert "scaffold.duplicate" in codes(found)
    assert "GetXResponse/t/a" in ways(found, "GetX")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('message="tns:GetXOut"', 'message="tns:Nowhere"', "scaffold.no-such"),
        ("type='tns:P'", "type='tns:Nowhere'", "scaffold.no-such"),
        ('element="tns:GetXResponse"', "", "scaffold.part-untyped"),
        ('element="tns:GetXResponse"', 'element="tns:Nowhere"', "scaffold.element-missing"),
        ('element="tns:GetXResponse"', 'element="unknown:Nowhere"', "scaffold.element-missing"),
        ('element="tns:GetXResponse"', 'type="tns:Nowhere"', "scaffold.type-missing"),
        ('name="result" type="s:string"', 'name="result" type="tns:Nowhere"', "scaffold.type-missing"),
        ('name="result" type="s:string"', 'ref="tns:Nowhere"', "scaffold.element-missing"),
        ('<s:element name="result" type="s:string" minOccurs="0"/>', '<s:group ref="tns:N"/>', "scaffold.group-missing"),
        ("soap:binding", "tns:binding", "scaffold.no-protocol"),
    ],
)  # fmt: skip
def test_what_is_referred_to_and_not_there_is_told(before: str, after: str, code: str) -> None:
    main = service("")["main.wsdl"]
    assert before in main
    other = "<wsdl:portType name='Q'/><wsdl:binding name='B2' type='tns:P'>" + bound("GetX") + "</wsdl:binding>"
    main = main.replace(before, after).replace("<wsdl:service", f"{other}<wsdl:service")
    main = main.replace("</wsdl:service>", "<wsdl:port name='P2' binding='tns:B2'/></wsdl:service>")
    try:
        found = codes(drafted({"main.wsdl": main}))
    except NothingRead as nothing:
        found = {problem.code for problem in nothing.findings.problems}
    assert code in found


def test_a_missing_document_and_one_from_elsewhere_are_told() -> None:
    inside = '<s:import namespace="urn:a" schemaLocation="a.xsd"/><s:import namespace="urn:b" schemaLocation="http://192.0.2.1/b.xsd"/>'
    found = drafted(
        {"main.wsdl": document_service(schema(inside + element("GetX", "") + element("GetXResponse", "")), ("GetX",))}
    )
    assert {"scaffold.import-missing", "scaffold.import-elsewhere"} <= codes(found)


def test_a_chameleon_takes_the_namespace_of_its_includer() -> None:
    chameleon = f'<s:schema {HEAD} elementFormDefault="qualified"><s:complexType name="T"><s:sequence><s:element name="a" type="Leaf"/></s:sequence></s:complexType><s:simpleType name="Leaf"><s:restriction base="s:token"/></s:simpleType></s:schema>'
    found = drafted(
        service('<s:include schemaLocation="c.xsd"/>', '<s:element name="t" type="tns:T"/>', **{"c.xsd": chameleon})
    )
    leaf = ways(found, "GetX")["GetXResponse/t/a"]
    assert (leaf.namespace, leaf.type) == ("http://tempuri.org/", "xs:token")


def test_a_type_that_is_redefined_is_what_it_was_made_into() -> None:
    first = (
        f'<s:schema {HEAD} xmlns:tns="http://tempuri.org/" {TARGET}><s:simpleType name="L"><s:restriction base="s:string">'
        '<s:enumeration value="1"/><s:enumeration value="2"/></s:restriction></s:simpleType></s:schema>'
    )
    again = '<s:redefine schemaLocation="l.xsd"><s:simpleType name="L"><s:restriction base="tns:L"><s:enumeration value="1"/></s:restriction></s:simpleType></s:redefine>'
    found = drafted(service(again, '<s:element name="l" type="tns:L"/>', **{"l.xsd": first}))
    assert ways(found, "GetX")["GetXResponse/l"].choices == ("1",)


def test_an_element_of_another_namespace_keeps_it_and_clashing_prefixes_mean_what_they_mean_there() -> None:
    other = f'<s:schema {HEAD} targetNamespace="urn:other" xmlns:tns="urn:other"><s:element name="Thing" type="tns:T"/><s:complexType name="T"><s:sequence><s:element name="local" type="s:int"/></s:sequence><s:attribute name="mark" use="required"/></s:complexType></s:schema>'
    inside = '<s:import namespace="urn:other" schemaLocation="o.xsd"/>'
    clash = '<s:complexType name="T"><s:sequence><s:element name="wrong"/></s:sequence></s:complexType>'
    answer = '<s:element ref="o:Thing" xmlns:o="urn:other" maxOccurs="3"/>'
    seen = ways(drafted(service(inside + clash, answer, **{"o.xsd": other})), "GetX")
    thing = seen["GetXResponse/Thing"]
    assert (thing.namespace, thing.most) == ("urn:other", 3)
    assert (seen["GetXResponse/Thing/local"].namespace, seen["GetXResponse/Thing/local"].type) == ("", "xs:int")
    assert (seen["GetXResponse/Thing/mark"].kind, seen["GetXResponse/Thing/mark"].least) == ("attribute", 1)


def test_attributes_mixed_content_choices_any_and_substitutes() -> None:
    inside = (
        '<s:complexType name="Attributes"><s:attributeGroup ref="tns:AG"/><s:attribute name="a" type="s:date"/></s:complexType>'
        '<s:attributeGroup name="AG"><s:attribute name="b"/></s:attributeGroup>'
        '<s:complexType name="Mixed" mixed="true"><s:sequence><s:element name="m" type="s:string"/></s:sequence></s:complexType>'
        '<s:complexType name="Either"><s:choice maxOccurs="unbounded"><s:element name="e1" type="s:string"/><s:element name="e2" type="s:string"/></s:choice></s:complexType>'
        '<s:element name="Head" type="s:string"/><s:element name="Instead" substitutionGroup="tns:Head"/>'
        '<s:complexType name="Derived"><s:complexContent><s:extension base="tns:Mixed"><s:sequence><s:element name="d" type="s:int"/></s:sequence></s:extension></s:complexContent></s:complexType>'
        '<s:complexType name="Text"><s:simpleContent><s:extension base="s:decimal"><s:attribute name="unit"/></s:extension></s:simpleContent></s:complexType>'
    )
    answer = "".join(
        f'<s:element name="{one.lower()}" type="tns:{one}"/>'
        for one in ("Attributes", "Mixed", "Either", "Derived", "Text")
    )
    found = drafted(service(inside, answer + '<s:element ref="tns:Head"/><s:any/><s:element name="untyped"/>'))
    seen = ways(found, "GetX")
    assert seen["GetXResponse/attributes/a"].type == "xs:date"
    assert seen["GetXResponse/attributes/b"].kind == "attribute"
    assert seen["GetXResponse/attributes"].is_value
    assert seen["GetXResponse/mixed"].mark == "text"
    assert (seen["GetXResponse/either/e1"].least, seen["GetXResponse/either/e2"].most) == (0, None)
    assert [child.name for child in seen["GetXResponse/derived"].children] == ["m", "d"]
    assert seen["GetXResponse/text"].type == "xs:decimal"
    assert seen["GetXResponse/text/unit"].kind == "attribute"
    assert (seen["GetXResponse/*"].kind, seen["GetXResponse/untyped"].mark) == ("any", "open")
    assert {"scaffold.mixed", "scaffold.any", "scaffold.substitution"} <= codes(found)


def test_documentation_and_enumerations_stand_beside_their_element_in_one_line() -> None:
    level = '<s:simpleType name="L"><s:annotation><s:documentation>x</s:documentation></s:annotation><s:restriction base="s:string"><s:enumeration value="1"/><s:enumeration value="2"/></s:restriction></s:simpleType>'
    said = "<s:annotation><s:documentation>dòng một&#10;open: [1]&#13;\u202e</s:documentation></s:annotation>"
    answer = f'<s:element name="r"><s:complexType><s:sequence>{value("SoVanBan")}{value("KyHieu")}{value("TrichYeu")}{value("NguoiKy")}<s:element name="DoMat" type="tns:L">{said}</s:element></s:sequence></s:complexType></s:element>'
    found = drafted(service(level, answer))
    (line,) = [line for line in found.mapping.splitlines() if line.startswith("# q:DoMat")]
    assert "= 1 | 2" in line
    assert "dòng một open: [1] \\u202e" in line
    assert "open: []" in found.mapping


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<description xmlns="http://www.w3.org/ns/wsdl"/>', "scaffold.wsdl-2"),
        ("<!DOCTYPE html><html><body>Đăng nhập</body></html>", "scaffold.web-page"),
        ("<html><body>log in</body></html>", "scaffold.web-page"),
        ('<!DOCTYPE d [<!ENTITY e "x">]><definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', "scaffold.not-xml"),
        ("<van-ban/>", "scaffold.not-wsdl"),
        ("", "scaffold.not-xml"),
        ("không phải XML", "scaffold.not-xml"),
        (definitions(""), "scaffold.no-operations"),
        (" " * (17 << 20), "scaffold.too-big"),
        (definitions("<x>" * 100 + "</x>" * 100), "scaffold.not-xml"),
    ],
    ids=["wsdl-2", "page", "plain-page", "dtd", "other", "nothing", "text", "empty", "huge", "deep"],
)  # fmt: skip
def test_what_is_no_wsdl_is_said_and_nothing_is_drafted(body: str, code: str) -> None:
    with pytest.raises(NothingRead) as nothing:
        drafted({"main.wsdl": body})
    assert code in {problem.code for problem in nothing.value.findings.problems}


def test_a_wsdl_without_a_service_shows_what_it_has() -> None:
    main = definitions(
        "<wsdl:message name='i'/><wsdl:message name='o'/><wsdl:portType name='P'>"
        + abstract("Op", "i", "o")
        + "</wsdl:portType>"
    )
    found = drafted({"main.wsdl": main})
    assert [one.name for one in found.operations] == ["Op"]
    assert "scaffold.no-service" in codes(found)


def doubling(levels: int, *, groups: bool) -> str:
    """Types (or groups) that each hold the next one twice: 2 to the power of `levels` elements."""
    kind, inside = (
        ("group", '<s:group ref="tns:N{0}"/>') if groups else ("complexType", '<s:element name="e" type="tns:N{0}"/>')
    )
    parts = [
        f'<s:{kind} name="N{n}"><s:sequence>{inside.format(n + 1) * 2}</s:sequence></s:{kind}>' for n in range(levels)
    ]
    return (
        "".join(parts)
        + f'<s:{kind} name="N{levels}"><s:sequence><s:element name="z" type="s:int"/></s:sequence></s:{kind}>'
    )


@pytest.mark.parametrize("groups", [False, True])
def test_types_that_grow_without_measure_are_cut_and_it_is_said(groups: bool) -> None:  # noqa: FBT001
    began = time.monotonic()
    answer = '<s:group ref="tns:N0"/>' if groups else '<s:element name="t" type="tns:N0"/>'
    found = drafted(service(doubling(30, groups=groups), answer))
    assert time.monotonic() - began < 5
    assert sum(1 for answer in found.operations[0].answers for _ in trails(answer)) < 10_000
    assert "scaffold.cut" in codes(found)


def test_a_chain_of_a_thousand_bases_ends() -> None:
    chain = "".join(
        f'<s:complexType name="C{n}"><s:complexContent><s:extension base="tns:C{n + 1}"/></s:complexContent></s:complexType>'
        for n in range(1000)
    )
    found = drafted(service(chain, '<s:element name="t" type="tns:C0"/>'))
    assert "GetXResponse/t" in ways(found, "GetX")


def test_five_thousand_operations_are_read_in_time() -> None:
    names = tuple(f"Op{n}" for n in range(5000))
    inside = "".join(element(one, value("a")) + element(f"{one}Response", value("b")) for one in names)
    began = time.monotonic()
    found = drafted({"main.wsdl": document_service(schema(inside), names)})
    assert time.monotonic() - began < 20
    assert len(found.operations) == 5000


def test_one_part_by_type_in_a_document_service_and_a_message_of_several_parts() -> None:
    main = service("")["main.wsdl"].replace(
        message("GetXOut", "tns:GetXResponse"), message("GetXOut", "s:string", "type")
    )
    assert "parameters" in ways(drafted({"main.wsdl": main}), "GetX")


def test_a_header_that_an_operation_wants_is_told() -> None:
    main = service("")["main.wsdl"].replace(
        '<wsdl:input><soap:body use="literal"/>',
        '<wsdl:input><soap:body use="literal"/><soap:header message="tns:GetXIn" part="Auth" use="literal"/>',
    )
    (told,) = [one for one in drafted({"main.wsdl": main}).findings.problems if one.code == "scaffold.headers"]
    assert dict(told.values) == {"name": "GetX", "header": "Auth"}


LISTED = '<s:element name="row" maxOccurs="unbounded"><s:complexType><s:sequence><s:element name="id" type="s:string"/></s:sequence></s:complexType></s:element>'


def test_two_that_are_alike_are_both_named_and_none_is_chosen() -> None:
    names = ("ListDocuments", "ListIncoming")
    inside = "".join(element(one, value("since")) + element(f"{one}Response", LISTED) for one in names)
    main = document_service(schema(inside.replace("ListIncoming", "DocumentList")), ("ListDocuments", "DocumentList"))
    found = drafted({"main.wsdl": main})
    assert found.proposals["list"].chosen is None
    assert found.proposals["list"].tied == ("ListDocuments", "DocumentList")
    assert "scaffold.tie" in codes(found)
    said = drafted({"main.wsdl": main}, said={"list": "DocumentList"})
    assert said.proposals["list"].chosen is not None
    assert "scaffold.tie" not in codes(said)
    assert "      operation: DocumentList\n" in said.mapping


def test_operations_of_two_services_are_told_and_the_mapping_names_the_one_that_lists() -> None:
    inside = element("ListDocuments", value("since")) + element("ListDocumentsResponse", LISTED)
    inside += element("GetDocument", value("documentId")) + element("GetDocumentResponse", "<s:any/>")
    main = document_service(schema(inside), ("ListDocuments",), extra=(
        message("gi", "tns:GetDocument") + message("go", "tns:GetDocumentResponse")
        + f"<wsdl:portType name='P2'>{abstract('GetDocument', 'gi', 'go')}</wsdl:portType><wsdl:binding name='B2' type='tns:P2'>"
        f"<soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>{bound('GetDocument')}</wsdl:binding>"
        "<wsdl:service name='S2'><wsdl:port name='P2' binding='tns:B2'/></wsdl:service>"
    ))  # fmt: skip
    found = drafted({"main.wsdl": main}, said={"fetch": "GetDocument"})
    assert "scaffold.other-service" in codes(found)
    assert "  service: S\n  port: SPort\n" in found.mapping


def test_an_answer_that_is_one_text_may_be_unfolded() -> None:
    inside = element("ListDocuments", value("since")) + element("ListDocumentsResponse", value("ListDocumentsResult"))
    found = drafted({"main.wsdl": document_service(schema(inside), ("ListDocuments",))})
    assert "# unfold: q:ListDocumentsResponse/q:ListDocumentsResult" in found.mapping
    assert "scaffold.text-answer" in codes(found)


def test_the_library_is_left_behind_when_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from connectors import soap_understood

    found = drafted(service(""))
    assert found.gathered is not None
    bodies = {name: one.body for name, one in found.gathered.documents.items()}
    monkeypatch.setattr(soap_understood, "_loaded", lambda *_: time.sleep(2))
    assert soap_understood.understood(bodies, {}, "main.wsdl", 0.05).reason == "time"


def test_what_the_library_does_not_understand_is_named_with_the_reason() -> None:
    main = service("")["main.wsdl"].replace('name="result" type="s:string"', 'name="result" type="tns:Nowhere"')
    found = drafted({"main.wsdl": main})
    said = compared(found)
    assert said.reason
    (told,) = [problem for problem in found.findings.problems if problem.code == "scaffold.library"]
    assert dict(told.values) == {"named": "1", "understood": "0", "missing": "GetX", "reason": said.reason}
