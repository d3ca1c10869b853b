"""The SOAP connector against a real service over HTTP, and against WSDLs and services that are broken."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import second_service
from second_service import SecondService

from adapter.core import mapping, paths, xml
from adapter.core.exchanges import Exchange
from adapter.messages import peer
from adapter.wire import AdministratorNeeded, Later, Page, Ref, Refused, Trouble
from connectors.soap import Soap

NOW = datetime(2025, 11, 10, 5, tzinfo=UTC)
NAMES = {"r": second_service.RPC, "k": second_service.TYPES}


EXCHANGE = mapping.load(
    Path(__file__).with_name("second_service.yaml").read_text("utf-8"), "second_service.yaml"
).exchange


def _path(text: str) -> paths.Path:
    return paths.compile_path(text, NAMES)


@contextlib.contextmanager
def _connected(service: SecondService, exchange: Exchange = EXCHANGE, **changes: object) -> Iterator[Soap]:
    options = {
        "endpoint": service.url,
        "wsdl": service.wsdl,
        "username": second_service.USERNAME,
        "password": second_service.PASSWORD,
        "timeout_s": 5,
    }
    soap = Soap(options | changes, exchange=exchange, source="hai")
    try:
        yield soap
    finally:
        soap.close()


@pytest.fixture
def service() -> Iterator[SecondService]:
    with second_service.serving() as running:
        yield running


def _list(soap: Soap, cursor: str | None = None) -> Page:
    return soap.list("documents", cursor, None, NOW)


def _trouble(soap: Soap) -> Trouble:
    with pytest.raises(Trouble) as caught:
        _list(soap)
    assert caught.value.code in peer.TEXTS
    return caught.value


def test_every_document_is_listed_and_fetched_as_its_own_subtree(service: SecondService) -> None:
    """List, then fetch: what comes out is the item alone, in exclusive canonical form, whatever surrounds it."""
    with _connected(service) as soap:
        page = _list(soap)
        assert [ref.id for ref in page.refs] == [one.ma for one in second_service.DOCUMENTS]
        assert (page.next, page.cursor) == (None, "2025-11-10T05:00:00Z")
        for ref in page.refs:
            message = soap.fetch("documents", ref)
            root = xml.parse(message.body)
            assert xml.canonical(root) == message.body
            assert xml.local_name(root) == "vanBan"
            assert message.body.startswith(f'<k:vanBan xmlns:k="{second_service.TYPES}">'.encode())
            assert _path("k:maVanBan").values(root)[0].value == ref.id == message.reference
            assert b"SOAP-ENV" not in message.body


def test_a_stored_cursor_is_asked_as_a_day_less_the_overlap(service: SecondService) -> None:
    with _connected(service) as soap:
        page = _list(soap, "2025-11-10T20:00:00Z")
    assert {ref.id for ref in page.refs} == {"vb-0009", "vb-0010"}
    assert "09/11/2025" in service.requests[-1][2]


def test_requests_go_to_the_configured_address_with_the_action_of_the_wsdl(service: SecondService) -> None:
    """The address inside the WSDL leads nowhere; had it been used, nothing would have arrived here."""
    with _connected(service) as soap:
        _list(soap)
    action, headers, body = service.requests[0]
    assert action == '"vbdh#LayDanhSachVanBan"'
    assert headers["Content-Type"] == "text/xml; charset=utf-8"
    assert f"{{{second_service.RPC}}}LayDanhSachVanBan" in {
        f"{{{xml.namespace_of(one)}}}{xml.local_name(one)}" for one in xml.parse(body.encode()).iter()
    }


def test_the_action_can_be_overridden(service: SecondService) -> None:
    stream = EXCHANGE.streams["documents"]
    call = replace(stream.listing.call, soap_action="urn:other")
    other = replace(EXCHANGE, streams={"documents": replace(stream, listing=replace(stream.listing, call=call))})
    with _connected(service, other) as soap:
        _list(soap)
    assert service.requests[0][0] == '"urn:other"'


def test_an_unknown_document_is_refused_and_the_others_go_on(service: SecondService) -> None:
    with _connected(service) as soap:
        with pytest.raises(Refused) as caught:
            soap.fetch("documents", Ref(id="vb-9999", version=None, levels=(), entered_on=None))
        assert caught.value.values == {"result": "404"}
        assert soap.fetch("documents", Ref(id="vb-0001", version=None, levels=(), entered_on=None)).body


def test_a_row_without_an_id_is_refused_without_asking(service: SecondService) -> None:
    with _connected(service) as soap:
        with pytest.raises(Refused) as caught:
            soap.fetch("documents", Ref(id="", version=None, levels=(), entered_on=None))
        assert caught.value.code == "peer.item-without-id"
    assert service.requests == []


def test_a_document_larger_than_the_cap_is_refused_for_itself(service: SecondService) -> None:
    service.documents.append(second_service.VanBan("vb-big", date(2025, 11, 10), "1", "x" * 100_000))
    with _connected(service, max_bytes=50_000) as soap:
        with pytest.raises(Refused) as caught:
            soap.fetch("documents", Ref(id="vb-big", version=None, levels=(), entered_on=None))
        assert caught.value.code == "peer.too-big"
        assert soap.fetch("documents", Ref(id="vb-0001", version=None, levels=(), entered_on=None)).body


def test_a_document_that_is_not_xml_is_refused_for_itself(service: SecondService) -> None:
    broken = second_service.VanBan("vb-x", date(2025, 11, 10), "1", "CANARY \x01")
    service.documents.append(broken)
    with _connected(service) as soap, pytest.raises(Refused) as caught:
        soap.fetch("documents", Ref(id="vb-x", version=None, levels=(), entered_on=None))
    assert caught.value.code == "peer.item-not-xml"
    assert "CANARY" not in f"{caught.value!r} {caught.value.values} {caught.value.__context__!r}"


def test_an_id_with_markup_in_it_stays_a_value(service: SecondService) -> None:
    strange = "a<b>&'\"{id}"
    with _connected(service) as soap, pytest.raises(Refused):
        soap.fetch("documents", Ref(id=strange, version=None, levels=(), entered_on=None))
    sent = xml.parse(service.requests[0][2].encode())
    assert _path(".//maVanBan").values(sent)[0].value == strange


def test_there_is_no_register_to_count(service: SecondService) -> None:
    with _connected(service) as soap:
        assert soap.register(date(2025, 11, 1), date(2025, 11, 30)) is None


def test_a_wrong_password_needs_the_administrator(service: SecondService) -> None:
    with _connected(service, password="cũ") as soap:
        trouble = _trouble(soap)
    assert (type(trouble), trouble.code, trouble.values) == (
        AdministratorNeeded,
        "peer.rights",
        {"result": "-1"},
    )


def test_a_busy_service_is_asked_again_later_and_then_answers(service: SecondService) -> None:
    service.busy = True
    with _connected(service) as soap:
        assert (type(_trouble(soap)), _trouble(soap).code) == (Later, "peer.busy")
        service.busy = False
        assert len(_list(soap).refs) == len(second_service.DOCUMENTS)


def test_a_stopped_service_is_asked_again_later_and_nothing_is_lost_when_it_comes_back() -> None:
    with second_service.serving() as first:
        port = int(first.url.split(":")[2].split("/")[0])
        with _connected(first) as soap:
            assert len(_list(soap).refs) == 10
    with _connected(first) as soap:
        trouble = _trouble(soap)
        assert (type(trouble), trouble.code) == (Later, "peer.unreachable")
        with second_service.serving(port):
            assert len(_list(soap).refs) == 10


def test_a_wrong_path_needs_the_administrator(service: SecondService) -> None:
    with _connected(service, endpoint=service.url + "/khac") as soap:
        assert (type(_trouble(soap)), _trouble(soap).code) == (AdministratorNeeded, "peer.wrong-address")


# Broken WSDLs


def _with_wsdl(service: SecondService, folder: Path, text: str, **files: str) -> dict[str, object]:
    (folder / "dichvu.wsdl").write_text(text, "utf-8")
    for name, content in files.items():
        (folder / f"{name}.xsd").write_text(content, "utf-8")
    return {"wsdl": str(folder / "dichvu.wsdl")}


LOCAL = second_service.WSDL.replace("?xsd=kieu", "kieu.xsd")


def test_a_wsdl_and_its_schema_are_read_from_a_folder(service: SecondService, tmp_path: Path) -> None:
    with _connected(service, **_with_wsdl(service, tmp_path, LOCAL, kieu=second_service.SCHEMA)) as soap:
        assert len(_list(soap).refs) == 10


BROKEN: list[tuple[str, str, str]] = [
    ("not xml", LOCAL[:-30], "soap.wsdl-unreadable"),
    ("empty", "", "soap.wsdl-unreadable"),
    ("html", "<html><body/></html>", "soap.wsdl-unreadable"),
    ("doctype", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + LOCAL[39:], "soap.wsdl-unreadable"),
    ("schema elsewhere", LOCAL.replace("kieu.xsd", "http://192.0.2.1/kieu.xsd"), "soap.wsdl-import"),
    ("schema over another protocol", LOCAL.replace("kieu.xsd", "file:///etc/passwd"), "soap.wsdl-import"),
    ("schema above", LOCAL.replace("kieu.xsd", "../kieu.xsd"), "soap.wsdl-import"),
    ("schema at the root", LOCAL.replace("kieu.xsd", "/etc/passwd"), "soap.wsdl-import"),
    ("schema on a host", LOCAL.replace("kieu.xsd", "//192.0.2.1/kieu.xsd"), "soap.wsdl-import"),
    ("schema missing", LOCAL.replace("kieu.xsd", "khac.xsd"), "soap.wsdl-missing"),
    ("type missing", LOCAL.replace("k:ChiTiet", "k:Khac"), "soap.operation-not-understood"),
    ("operation missing", LOCAL.replace('operation name="LayChiTietVanBan"', 'operation name="LayVanBan"'), "soap.operation-unknown"),
    (
        "operation without its port type",
        LOCAL.replace('<operation name="LayChiTietVanBan"><input ', '<operation name="LayVanBan"><input ', 1),
        "soap.operation-not-understood",
    ),
    ("no service", LOCAL.replace("<service", "<!--").replace("</service>", "-->"), "soap.service-unclear"),
    ("another argument", LOCAL.replace('part name="tuNgay"', 'part name="tuLuc"'), "soap.arguments"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_broken_wsdl_needs_the_administrator(service: SecondService, tmp_path: Path, text: str, code: str) -> None:
    """The thing is named, nothing is fetched from elsewhere, and once mended everything is there."""
    files = _with_wsdl(service, tmp_path, text, kieu=second_service.SCHEMA)
    with _connected(service, **files) as soap:
        trouble = _trouble(soap)
        assert (type(trouble), trouble.code) == (AdministratorNeeded, code)
        vietnamese, english = (said.format(**trouble.values) for said in peer.TEXTS[code])
        assert "{" not in vietnamese + english
        assert service.requests == []
        _with_wsdl(service, tmp_path, LOCAL)
        assert len(_list(soap).refs) == 10


def test_an_unknown_operation_names_the_known_ones(service: SecondService, tmp_path: Path) -> None:
    text = LOCAL.replace('operation name="LayChiTietVanBan"', 'operation name="LayVanBan"')
    files = _with_wsdl(service, tmp_path, text, kieu=second_service.SCHEMA)
    with _connected(service, **files) as soap, pytest.raises(AdministratorNeeded) as caught:
        soap.check()
    assert caught.value.values["operation"] == "LayChiTietVanBan"
    assert caught.value.values["known"] == "CapNhatTinhTrang, LayDanhSachVanBan, LayDienBien, LayTinhTrang, LayVanBan"


@pytest.mark.parametrize(
    ("wsdl", "code"),
    [("/no/such/dichvu.wsdl", "soap.wsdl-missing"), ("{url}?khong-co", "soap.wsdl-missing")],
)
def test_a_wsdl_that_is_not_there_needs_the_administrator(service: SecondService, wsdl: str, code: str) -> None:
    with _connected(service, wsdl=wsdl.format(url=service.url)) as soap:
        assert (type(_trouble(soap)), _trouble(soap).code) == (AdministratorNeeded, code)


@pytest.mark.parametrize("changes", [{"service": "Khac"}, {"port": "Khac"}])
def test_a_service_or_port_the_wsdl_does_not_have_is_named(service: SecondService, changes: dict[str, str]) -> None:
    with _connected(service, replace(EXCHANGE, **changes)) as soap:
        trouble = _trouble(soap)
    assert trouble.code in ("soap.service-unknown", "soap.port-unknown")
    assert "Khac" in trouble.values.values()


def test_an_unknown_stream_is_named(service: SecondService) -> None:
    with _connected(service) as soap, pytest.raises(AdministratorNeeded) as caught:
        soap.list("minutes", None, None, NOW)
    assert caught.value.values == {"stream": "minutes", "known": "documents, events"}
