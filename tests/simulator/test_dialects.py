"""The second dialect: the same state in words of its own, and nothing of the first one's words left."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Peer, fill, served
from lxml import etree

from adapter.simulator import asmx, asmx_codes, dialects, kinds, modes
from adapter.simulator.modes import Manners
from adapter.simulator.shapes import CLASSIFIED, OPEN

ALL = "<tuNgay>01/01/2000</tuNgay><batDau>0</batDau><soLuong>500</soLuong>"
XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return fill(tmp_path / "own.db", months=3, scale=0.3)


@pytest.fixture
def peer(file: Path) -> Iterator[Peer]:
    with served(file, dialect="asmx") as running:
        yield running


def ask(peer: Peer, operation: str, inner: str = "") -> etree._Element:
    """Call an operation and give its result."""
    found = peer.post(operation, inner, namespace=asmx.NAMESPACE)
    assert found.status_code == 200, found.text
    (result,) = etree.fromstring(found.content).iter(f"{{{asmx.NAMESPACE}}}{operation}Result")
    return result


def texts(around: etree._Element, name: str) -> list[str]:
    return [str(one.text or "") for one in around.iter(f"{{{asmx.NAMESPACE}}}{name}")]


def declared(dialect: str) -> set[str]:
    """Give every name that a WSDL gives to elements and operations."""
    root = etree.fromstring(dialects.DIALECTS[dialect].wsdl("http://127.0.0.1/x"))
    named = [*root.iter(f"{XSD}element"), *root.iter("{*}operation")]
    return {str(one.get("name")) for one in named if one.get("name")}


def spoken(body: bytes) -> set[str]:
    """Give every name and namespace that a message uses, but those of SOAP."""
    found = [etree.QName(one) for one in etree.fromstring(body).iter("*")]
    ours = [one for one in found if "soap" not in str(one.namespace)]
    return {one.localname for one in ours} | {str(one.namespace) for one in ours}


def test_the_two_share_no_name(file: Path) -> None:
    first, second = declared("qlvb"), declared("asmx")
    assert len(first) > 50
    assert len(second) > 50
    assert first & second == set()
    with served(file) as plain, served(file, dialect="asmx") as other:
        since = "<Since>2000-01-01T00:00:00</Since><Page>1</Page><PageSize>500</PageSize>"
        span = "<From>2000-01-01</From><To>2030-01-01</To>"
        ours = {"ListDocuments": since, "ListEvents": since, "ListNumbers": span}
        days = "<tuNgay>01/01/2000</tuNgay><denNgay>01/01/2030</denNgay>"
        theirs = {"LayDanhSachVanBan": ALL, "LayDienBienXuLy": ALL, "LaySoVanBanDaCap": days}
        answers = [plain.post(name, inner).content for name, inner in ours.items()]
        others = [other.post(name, inner, namespace=asmx.NAMESPACE).content for name, inner in theirs.items()]
        id_ = texts(ask(other, "LayDanhSachVanBan", ALL), "VanBanId")[0]
        answers.append(plain.post("GetDocument", f"<Id>{id_}</Id>").content)
        others.append(other.post("LayVanBan", f"<vanBanId>{id_}</vanBanId>", namespace=asmx.NAMESPACE).content)
    said, other_said = (set[str]().union(*map(spoken, bodies)) for bodies in (answers, others))
    assert said & other_said == set()
    assert said <= first | {"urn:vn:qlvb:dich-vu:1"}
    assert other_said <= second | {asmx.NAMESPACE}


def test_the_two_share_no_code() -> None:
    tables = (
        asmx_codes.RESULTS, asmx_codes.LEVELS, asmx_codes.BUSINESS, asmx_codes.EVENTS, asmx_codes.QUALITIES,
        asmx_codes.STANDINGS, asmx_codes.LACKING, asmx_codes.PRIORITIES,
        {code: asmx_codes.kind(code) for code in kinds.KINDS},
    )  # fmt: skip
    theirs = {word for table in tables for word in table}
    ours = [word for table in tables for word in table.values()]
    assert theirs & set(ours) == set()
    assert len(ours) == len(set(ours))
    assert set(asmx_codes.LEVELS) == {OPEN, *CLASSIFIED}


def test_both_tell_one_state(file: Path, peer: Peer) -> None:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT document FROM version WHERE until IS NULL").fetchall()
        events = database.execute("SELECT count(*) FROM event").fetchone()
    listed = ask(peer, "LayDanhSachVanBan", ALL)
    assert sorted(texts(listed, "VanBanId")) == sorted(id_ for (id_,) in rows)
    assert texts(listed, "TongSo") == [str(len(rows))]
    assert texts(ask(peer, "LayDienBienXuLy", ALL), "TongSo") == [str(events[0])]


def test_pages_are_cut_by_offsets(peer: Peer) -> None:
    whole = texts(ask(peer, "LayDanhSachVanBan", ALL), "VanBanId")
    cut = [
        texts(ask(peer, "LayDanhSachVanBan", ALL.replace(">0<", f">{at}<").replace("500", "20")), "VanBanId")
        for at in range(0, len(whole) + 20, 20)
    ]
    assert [one for page in cut for one in page] == whole
    assert cut[-1] == []


def test_a_document_is_written_in_its_own_way(file: Path, peer: Peer) -> None:
    with closing(sqlite3.connect(file)) as database:
        (row,) = database.execute(
            "SELECT id, number, notation, issued_on FROM document WHERE plan = 'tasks' LIMIT 1"
        ).fetchall()
    found = ask(peer, "LayVanBan", f"<vanBanId>{row[0]}</vanBanId>")
    assert texts(found, "MaKetQua") == ["00"]
    assert texts(found, "SoKyHieu") == [f"{row[1]}/{row[2]}"]
    assert texts(found, "NgayBanHanh") == ["/".join(reversed(row[3].split("-")))]
    assert texts(found, "DoMat")[0] == "DM0"
    assert texts(found, "NhiemVuId")


def test_every_plan_can_be_told_and_what_is_no_xml_is_none_here(filled: Callable[..., Path]) -> None:
    year = filled(months=12, scale=0.2)
    with closing(sqlite3.connect(year)) as database:
        rows = database.execute("SELECT min(id), plan FROM document GROUP BY plan").fetchall()
    assert "broken" in {plan for _, plan in rows}
    with served(year, dialect="asmx") as peer:
        for id_, plan in rows:
            answer = peer.post("LayVanBan", f"<vanBanId>{id_}</vanBanId>", namespace=asmx.NAMESPACE)
            if plan == "broken":
                with pytest.raises(etree.XMLSyntaxError):
                    etree.fromstring(answer.content)
                assert b"yen" in answer.content, "its canaries are there all the same"
            else:
                assert texts(etree.fromstring(answer.content), "VanBanId")[0] == id_
        assert texts(ask(peer, "LayVanBan", "<vanBanId>x</vanBanId>"), "MaKetQua") == ["04"]


def test_a_standing_is_applied_once_shown_and_listed_as_an_event(file: Path, peer: Peer) -> None:
    with closing(sqlite3.connect(file)) as database:
        document, task, lead = database.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    place = f"<vanBanId>{document}</vanBanId><nhiemVuId>{task}</nhiemVuId><maDonVi/><tenDonVi>{lead}</tenDonVi>"
    assert texts(ask(peer, "LayTrangThaiNhiemVu", place), "MaTrangThai") == []
    told = (
        f"<khoaYeuCau>k-1</khoaYeuCau>{place}<maTrangThai>HoanThanhQuaHan</maTrangThai><hanXuLy>03/02/2026</hanXuLy>"
        "<ngayHoanThanh>05/02/2026</ngayHoanThanh><conThieu>BC-KQ, NHAP-KQ</conThieu><chatLuong>HTT</chatLuong>"
    )
    answers = [texts(ask(peer, "CapNhatTrangThaiNhiemVu", told), "DaGhiNhan") for _ in range(2)]
    assert answers == [["true"], ["false"]]
    shown = ask(peer, "LayTrangThaiNhiemVu", place)
    names = ("KhoaYeuCau", "MaTrangThai", "HanXuLy", "NgayHoanThanh", "ConThieu", "ChatLuong")
    assert [texts(shown, name)[0] for name in names] == [
        "k-1", "HoanThanhQuaHan", "03/02/2026", "05/02/2026", "BC-KQ, NHAP-KQ", "HTT",
    ]  # fmt: skip
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute("SELECT code, due_on, completed_on, lacking, quality FROM standing").fetchall()
    assert kept == [("done-late", "2026-02-03", "2026-02-05", "report, result", "tot")]
    assert "DongBoTrangThai" in texts(ask(peer, "LayDienBienXuLy", ALL), "LoaiDienBien")
    assert texts(ask(peer, "CapNhatTrangThaiNhiemVu", told.replace("HTT", "HT")), "MaKetQua") == ["09"]


@pytest.mark.parametrize(
    ("operation", "inner"),
    [
        ("LayDanhSachVanBan", ALL.replace("01/01/2000", "2000-01-01")),
        ("LayDanhSachVanBan", ALL.replace(">0<", ">7<")),
        ("LayVanBan", ""),
        ("ListDocuments", "<Since>2000-01-01T00:00:00</Since><Page>1</Page><PageSize>5</PageSize>"),
        ("CapNhatTrangThaiNhiemVu", "<khoaYeuCau>k</khoaYeuCau><maTrangThai>open-overdue</maTrangThai>"),
    ],
)
def test_a_senseless_request_is_a_fault_that_says_nothing_of_the_first_dialect(
    peer: Peer, operation: str, inner: str
) -> None:
    found = peer.post(operation, inner, namespace=asmx.NAMESPACE)
    assert found.status_code == 500
    assert "<faultcode>soap:Client</faultcode>" in found.text
    assert "Since" not in found.text


def test_it_misbehaves_as_the_first_one_does(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        document, task, lead = database.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    told = (
        f"<khoaYeuCau>k-1</khoaYeuCau><vanBanId>{document}</vanBanId><nhiemVuId>{task}</nhiemVuId>"
        f"<tenDonVi>{lead}</tenDonVi><maTrangThai>DangThucHien</maTrangThai>"
    )
    with served(file, dialect="asmx", manners=Manners(modes=(modes.read("code:1"),))) as peer:
        assert texts(ask(peer, "CapNhatTrangThaiNhiemVu", told), "MaKetQua") == ["50"]


def test_its_wsdl_names_an_address_where_nobody_is(peer: Peer) -> None:
    found = peer.session.get(f"{peer.url}?wsdl", timeout=10)
    assert found.status_code == 200
    assert peer.url not in found.text
