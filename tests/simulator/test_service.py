"""The service over real HTTP: its WSDL, every operation, paging, clock, faults and log-in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
import requests
import zeep
from lxml import etree
from zeep.transports import Transport

from adapter.simulator import moments

NS = {"q": "urn:vn:qlvb:dich-vu:1", "s": "http://schemas.xmlsoap.org/soap/envelope/"}
BEGINNING = "2025-11-01T00:00:00+07:00"


class Peer(Protocol):
    url: str
    now: Any
    session: requests.Session

    def post(self, operation: str, inner: str = "") -> requests.Response: ...


Serve = Callable[..., AbstractContextManager[Peer]]


def since(moment: str, page: int = 1, size: int = 200) -> str:
    return f"<Since>{moment}</Since><Page>{page}</Page><PageSize>{size}</PageSize>"


def tree(answer: requests.Response) -> etree._Element:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one.text) for one in root.findall(path, NS)]


def text(root: etree._Element, path: str) -> str:
    (found,) = texts(root, path)
    return found


def listed(peer: Peer, operation: str, item: str, moment: str, size: int = 200) -> list[etree._Element]:
    found: list[etree._Element] = []
    page = 1
    while True:
        root = tree(peer.post(operation, since(moment, page, size)))
        found += root.findall(f".//q:{item}", NS)
        if text(root, ".//q:More") == "false":
            assert text(root, ".//q:Total") == str(len(found))
            return found
        page += 1


@pytest.fixture(scope="module")
def client(peer: Peer) -> Iterator[zeep.Client]:
    with requests.Session() as session:
        session.trust_env = False
        transport = Transport(session=session)
        yield zeep.Client(f"{peer.url}?wsdl", transport=transport, settings=zeep.Settings(strict=True))


def test_the_wsdl_passes_strict_parsing_and_names_every_operation(client: zeep.Client, peer: Peer) -> None:
    (port,) = client.wsdl.services["DocumentService"].ports.values()
    assert port.name == "DocumentPort"
    assert port.binding_options["address"] == peer.url
    operations = port.binding._operations
    assert set(operations) == {
        "ListDocuments", "GetDocument", "ListEvents", "UpdateStanding", "GetStanding", "ListNumbers",
    }  # fmt: skip
    for name, operation in operations.items():
        assert operation.soapaction == f"urn:vn:qlvb:dich-vu:1/{name}"
        assert operation.style == "document"


def test_a_strict_client_reads_every_listing(client: zeep.Client) -> None:
    page, ids = 1, []
    while True:
        answer = client.service.ListDocuments(Since=BEGINNING, Page=page, PageSize=500)
        assert answer.Result.Code == "0"
        ids += [one.Id for one in answer.Documents.DocumentInfo]
        if not answer.More:
            break
        page += 1
    assert len(ids) == len(set(ids)) == answer.Total > 2900
    events = client.service.ListEvents(Since=BEGINNING, Page=1, PageSize=500).Events.Event
    assert {event.Kind for event in events} >= {"report-issued", "result-entered", "extension-granted"}


def test_a_strict_client_reads_a_document_with_everything_in_it(client: zeep.Client, year: Path) -> None:
    with closing(sqlite3.connect(year)) as state:
        (id_,) = state.execute(
            "SELECT document FROM version WHERE instr(reply, '<Agency><Code/>') AND instr(reply, '<Attachment>')"
            " AND json_extract(planted, '$.verdict') = 'tasks' AND until IS NULL LIMIT 1"
        ).fetchone()
    answer = client.service.GetDocument(Id=id_)
    assert answer.Result.Code == "0"
    document = answer.Document
    assert (document.Id, document.SecrecyLevel, document.BusinessType) == (id_, ["Thuong"], 0)
    assert document.Issuer.Code in ("H48", "000.00.00.H48")
    assert isinstance(document.IssuedOn, date)
    assert [task.Ordinal for task in document.Tasks.Task] == list(range(1, len(document.Tasks.Task) + 1))
    assert b"\n" in document.Attachments.Attachment[0].Content


@pytest.mark.parametrize("size", [3, 7, 500])
def test_pages_split_shared_moments_without_loss_or_repetition(peer: Peer, year: Path, size: int) -> None:
    with closing(sqlite3.connect(year)) as state:
        (moment, n) = state.execute(
            "SELECT modified_at, count(*) n FROM version WHERE until IS NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1"
        ).fetchone()
        wanted = state.execute(
            "SELECT document FROM version WHERE until IS NULL AND modified_at BETWEEN ? AND ?",
            (moment, moments.moment(moments.day_of(moment)) + 3 * moments.DAY_S),
        ).fetchall()
    assert n > 2
    peer_now, peer.now = (
        peer.now,
        moments.read(moments.text(moments.moment(moments.day_of(moment)) + 3 * moments.DAY_S)),
    )
    try:
        found = listed(peer, "ListDocuments", "DocumentInfo", moments.text(moment), size)
    finally:
        peer.now = peer_now
    current = [text(one, "q:Id") for one in found]
    assert len(current) == len(set(current))
    assert {id_ for (id_,) in wanted} <= set(current)
    order = [(text(one, "q:ModifiedAt"), text(one, "q:Id")) for one in found]
    assert order == sorted(order)


def test_a_listing_tells_nothing_later_than_the_clock(serve: Serve) -> None:
    with serve() as peer:
        peer.now = moments.read("2025-11-20T12:00:00+07:00")
        before = listed(peer, "ListDocuments", "DocumentInfo", BEGINNING)
        assert before
        for operation, item, stamp in (
            ("ListDocuments", "DocumentInfo", "ModifiedAt"),
            ("ListEvents", "Event", "RecordedAt"),
        ):
            for one in listed(peer, operation, item, BEGINNING):
                assert moments.read(text(one, f"q:{stamp}")) <= peer.now
        peer.now += timedelta(days=90)
        after = listed(peer, "ListDocuments", "DocumentInfo", BEGINNING)
        new = {text(one, "q:Id") for one in after} - {text(one, "q:Id") for one in before}
        assert new
        peer.now -= timedelta(days=90)
        for id_ in sorted(new)[:5]:
            assert text(tree(peer.post("GetDocument", f"<Id>{id_}</Id>")), ".//q:Code") == "404"


def test_since_is_inclusive_and_read_with_any_offset(peer: Peer) -> None:
    all_of = listed(peer, "ListDocuments", "DocumentInfo", BEGINNING, 500)
    moment = text(all_of[1500], "q:ModifiedAt")
    in_utc = moments.read(moment).astimezone(UTC).isoformat()
    for written in (moment, moment.removesuffix("+07:00"), in_utc):
        found = listed(peer, "ListDocuments", "DocumentInfo", written, 500)
        assert text(found[0], "q:ModifiedAt") == moment


def test_the_register_has_every_number_and_counts_the_rest(peer: Peer, year: Path) -> None:
    root = tree(peer.post("ListNumbers", "<From>2023-01-01</From><To>2026-10-31</To>"))
    with closing(sqlite3.connect(year)) as state:
        wanted = state.execute(
            "SELECT number, notation, issued_on FROM document WHERE series = 'ordinary' AND entered_at <= ?",
            (int(peer.now.timestamp()),),
        ).fetchall()
        (apart,) = state.execute(
            "SELECT count(*) FROM document WHERE series = 'apart' AND entered_at <= ?", (int(peer.now.timestamp()),)
        ).fetchone()
    entries = root.findall(".//q:Entry", NS)
    found = [tuple(text(one, f"q:{name}") for name in ("Number", "Notation", "IssuedOn")) for one in entries]
    assert sorted(found) == sorted(wanted)
    assert ("5425", "UBND-KGVX", "2023-10-30") in found
    assert int(text(root, ".//q:ApartCount")) == apart
    day = tree(peer.post("ListNumbers", "<From>2026-03-03</From><To>2026-03-03</To>"))
    assert {*texts(day, ".//q:IssuedOn")} == {"2026-03-03"}


def one_assignment(peer: Peer) -> tuple[str, str, str]:
    for info in listed(peer, "ListDocuments", "DocumentInfo", BEGINNING):
        answer = peer.post("GetDocument", f"<Id>{text(info, 'q:Id')}</Id>")
        try:
            root = etree.fromstring(answer.content)
        except etree.XMLSyntaxError:
            continue
        if root.findall(".//q:Task", NS):
            return (
                text(root, ".//q:Document/q:Id"),
                texts(root, ".//q:TaskId")[0],
                texts(root, ".//q:Leads/q:Agency/q:Name")[0],
            )
    raise AssertionError("no task")


def place(document: str, task: str, lead: str) -> str:
    return f"<DocumentId>{document}</DocumentId><TaskId>{task}</TaskId><Lead><Code/><Name>{lead}</Name></Lead>"


def update(key: str, at: tuple[str, str, str], code: str, more: str = "") -> str:
    return f"<Key>{key}</Key>{place(*at)}<Standing><Code>{code}</Code>{more}</Standing>"


def result_of(answer: requests.Response) -> tuple[str, str | None]:
    root = tree(answer)
    return text(root, ".//q:Result/q:Code"), (root.findtext(".//q:Applied", namespaces=NS))


def test_a_standing_is_applied_once_per_key_and_read_back(serve: Serve, tmp_path: Path) -> None:
    with serve() as peer:
        at = one_assignment(peer)
        empty = tree(peer.post("GetStanding", place(*at)))
        assert text(empty, ".//q:Result/q:Code") == "0"
        assert empty.find(".//q:Standing", NS) is None
        due = "<DueOn>2026-01-15</DueOn><Lacking>report result</Lacking>"
        assert result_of(peer.post("UpdateStanding", update("1", at, "open-in-time", due))) == ("0", "true")
        assert result_of(peer.post("UpdateStanding", update("1", at, "open-in-time", due))) == ("0", "false")
        assert result_of(peer.post("UpdateStanding", update("1", at, "done-late", due))) == ("409", None)
        assert result_of(peer.post("UpdateStanding", update("2", at, "open-overdue", due))) == ("0", "true")
        assert result_of(peer.post("UpdateStanding", update("3", at, "open-in-time", due))) == ("0", "true")
        root = tree(peer.post("GetStanding", place(*at)))
        assert text(root, ".//q:Key") == "3"
        assert text(root, ".//q:Standing/q:Code") == "open-in-time"
        assert text(root, ".//q:Standing/q:DueOn") == "2026-01-15"
        assert root.find(".//q:Standing/q:CompletedOn", NS) is None
        for other in ((at[0], at[1], "Sở Khác"), (at[0], "NV-0", at[2]), ("0", at[1], at[2])):
            assert result_of(peer.post("UpdateStanding", update("9", other, "open-in-time")))[0] == "404"
            assert text(tree(peer.post("GetStanding", place(*other))), ".//q:Code") == "404"
    with closing(sqlite3.connect(tmp_path / "own.db")) as state:
        history = state.execute("SELECT key, code, repeats FROM standing ORDER BY seq").fetchall()
    assert history == [("1", "open-in-time", 1), ("2", "open-overdue", 0), ("3", "open-in-time", 0)]


def test_an_unknown_id_is_told_in_band(peer: Peer) -> None:
    root = tree(peer.post("GetDocument", "<Id>không có</Id>"))
    assert text(root, ".//q:Result/q:Code") == "404"
    assert root.find(".//q:Document", NS) is None


@pytest.mark.parametrize(
    ("operation", "inner"),
    [
        ("ListDocuments", since("hôm qua")),
        ("ListDocuments", since(BEGINNING, page=0)),
        ("ListDocuments", since(BEGINNING, size=0)),
        ("ListDocuments", "<Page>1</Page><PageSize>5</PageSize>"),
        ("GetDocument", ""),
        ("ListNumbers", "<From>2026-02-30</From><To>2026-03-01</To>"),
        ("UpdateStanding", update("", ("a", "b", "c"), "x")),
        ("UpdateStanding", update("1", ("a", "b", "c"), "x", "<DueOn>mai</DueOn>")),
        ("DropEverything", ""),
    ],
)
def test_a_senseless_request_is_a_client_fault(peer: Peer, operation: str, inner: str) -> None:
    check_fault(peer.post(operation, inner))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<x/>",
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>",
        b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
        b"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><GetDocument>&e;</GetDocument>"
        b"</s:Body></s:Envelope>",
    ],
)
def test_what_is_no_request_is_a_client_fault(peer: Peer, body: bytes) -> None:
    check_fault(peer.session.post(peer.url, data=body, headers={"Content-Type": "text/xml"}, timeout=10))


def check_fault(answer: requests.Response) -> None:
    assert answer.status_code == 500
    root = etree.fromstring(answer.content)
    assert root.tag == f"{{{NS['s']}}}Envelope"
    assert root.findtext("s:Body/s:Fault/faultcode", namespaces=NS) == "soap:Client"
    assert root.findtext("s:Body/s:Fault/faultstring", namespaces=NS)


def test_a_huge_request_is_cut_off(peer: Peer) -> None:
    answer = peer.post("GetDocument", f"<Id>{'9' * 2_000_000}</Id>")
    assert answer.status_code == 413


def test_log_in_is_asked_for_when_a_user_is_set(serve: Serve) -> None:
    with serve(user="nhiemvu", password="mật-khẩu-9") as peer:
        assert peer.post("GetDocument", "<Id>x</Id>").status_code == 401
        peer.session.auth = ("nhiemvu", "sai")
        assert peer.post("GetDocument", "<Id>x</Id>").status_code == 401
        peer.session.auth = ("nhiemvu", "mật-khẩu-9".encode())
        assert peer.post("GetDocument", "<Id>x</Id>").status_code == 200


def test_other_methods_and_paths_are_refused(peer: Peer) -> None:
    assert peer.session.get(peer.url, timeout=10).status_code == 405
    assert peer.session.put(peer.url, timeout=10).status_code == 405
    assert peer.session.get(peer.url.replace("van-ban", "khac"), timeout=10).status_code == 404
