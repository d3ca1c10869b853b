"""Public schemas ship with the program: what refers to them loads without the internet."""

from __future__ import annotations

from pathlib import Path

import pytest
from wild_reading import codes, compared, drafted, ways
from wild_wsdls import AXIS1, document_service, element, schema, value

from adapter.core import mapping, xml
from adapter.exchange.http import Peer, Reach
from connectors import soap_catalogue
from connectors.soap_published import Published, _links
from connectors.soap_wsdl import Contract

#: Namespace → the attribute or element of it that a WSDL refers to.
REFERENCES = {
    "http://schemas.xmlsoap.org/soap/encoding/": '<s:element ref="p:string"/>',
    "http://schemas.xmlsoap.org/soap/envelope/": '<s:attribute ref="p:mustUnderstand"/>',
    "http://schemas.xmlsoap.org/wsdl/": '<s:attribute ref="p:required"/>',
    "http://www.w3.org/XML/1998/namespace": '<s:attribute ref="xml:lang"/>',
    "http://www.w3.org/2005/05/xmlmime": '<s:element name="e" type="p:base64Binary"/>',
    "http://www.w3.org/2004/11/xmlmime": '<s:element name="e" type="p:hexBinary"/>',
    "http://www.w3.org/2004/08/xop/include": '<s:element ref="p:Include"/>',
    "http://www.w3.org/2005/08/addressing": '<s:element ref="p:MessageID"/>',
    "http://schemas.xmlsoap.org/ws/2004/08/addressing": '<s:element ref="p:ReplyTo"/>',
    "http://schemas.microsoft.com/2003/10/Serialization/": '<s:element name="e" type="p:guid"/>',
}


def referring(namespace: str, location: str) -> str:
    """A service whose answer refers to a public schema."""
    refers = REFERENCES[namespace]
    declared = "" if "xml:" in refers else f' xmlns:p="{namespace}"'
    inside = f"<s:sequence>{refers}</s:sequence>" if "element" in refers else refers
    where = f' schemaLocation="{location}"' if location else ""
    answer = f'<s:element name="GetXResponse"{declared}><s:complexType>{inside}</s:complexType></s:element>'
    imported = f'<s:import namespace="{namespace}"{where}/>'
    return document_service(schema(imported + element("GetX", value("id")) + answer), ("GetX",))


def test_every_schema_of_the_catalogue_is_tried() -> None:
    assert set(REFERENCES) == set(soap_catalogue.FILES)
    for namespace, body in soap_catalogue.schemas().items():
        assert xml.parse(body).get("targetNamespace") == namespace


@pytest.mark.parametrize("location", ["", "http://192.0.2.1/public.xsd"])
@pytest.mark.parametrize("namespace", REFERENCES)
def test_what_refers_to_a_public_schema_is_understood_without_the_internet(namespace: str, location: str) -> None:
    found = drafted({"main.wsdl": referring(namespace, location)})
    assert len(ways(found, "GetX")) > 1
    said = compared(found)
    assert not said.reason
    assert codes(found) <= {"scaffold.no-proposal", "scaffold.library-agrees", "scaffold.any"}


MAPPING = """
format: 1
name: axis
gate: {secrecy: {at: doMat, open: ["1"]}}
document:
  number: {at: soVanBan}
  notation: {at: kyHieu}
  issued_on: {at: ngayBanHanh, as: date}
  kind: {at: loai, as: choice, choices: {CV: CV}}
  issuer: {name: {at: coQuan}}
  subject: {at: trichYeu}
exchange:
  documents:
    list:
      operation: getDanhSach
      arguments: {tuNgay: "{since}"}
      answer: {expects: a}
      each: a/b
      id: id
      cursor: {by: clock, send: {as: date}, start: "2026-01-01"}
    fetch: {operation: getVanBan, arguments: {id: "{id}"}, answer: {expects: a}, item: a/b}
"""


def test_the_connector_asks_an_encoded_service_whose_types_nobody_brought(tmp_path: Path) -> None:
    exchange = mapping.load(MAPPING, "axis.yaml").exchange
    (tmp_path / "axis.wsdl").write_text(AXIS1, "utf-8")
    peer = Peer(Reach(url="http://192.0.2.1/"))
    contract = Contract(str(tmp_path / "axis.wsdl"), exchange, peer)
    call = exchange.streams["documents"].listing.call
    body, _ = contract.request(call, {"tuNgay": "01/01/2026"})
    peer.close()
    assert b"01/01/2026" in body


def test_a_copy_that_is_pinned_leaves_public_schemas_to_the_catalogue() -> None:
    namespace = "http://schemas.xmlsoap.org/soap/encoding/"
    body = referring(namespace, "http://schemas.xmlsoap.org/soap/encoding/").encode()
    assert list(_links(xml.parse(body))) == []
    assert b"soap/encoding/" in Published(name="a.wsdl", address="http://192.0.2.1/", body=body, links={}).local()


def without_import() -> str:
    return AXIS1.replace('<s:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>', "")


def without_types() -> str:
    begin, end = AXIS1.index("<wsdl:types>"), AXIS1.index("</wsdl:types>") + len("</wsdl:types>")
    plain = AXIS1[:begin] + AXIS1[end:]
    return plain.replace("tns:ArrayOfRow", "soapenc:Array").replace("tns:VanBan", "soapenc:string")


@pytest.mark.parametrize("main", [without_import(), without_types()], ids=["no import", "no types"])
def test_the_encoding_is_there_also_where_nobody_imports_it(main: str, tmp_path: Path) -> None:
    assert main != AXIS1
    said = compared(drafted({"main.wsdl": main}))
    assert not said.reason
    assert {name for _, name in said.operations} == {"getDanhSach", "getVanBan"}
    (tmp_path / "axis.wsdl").write_text(main, "utf-8")
    exchange = mapping.load(MAPPING, "axis.yaml").exchange
    peer = Peer(Reach(url="http://192.0.2.1/"))
    body, _ = Contract(str(tmp_path / "axis.wsdl"), exchange, peer).request(
        exchange.streams["documents"].listing.call, {"tuNgay": "01/01/2026"}
    )
    peer.close()
    assert b"01/01/2026" in body
