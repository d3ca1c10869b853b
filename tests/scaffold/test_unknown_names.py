"""A stranger's names, read in more ways than one; what samples and descriptions tell; the whole mapping on request."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_command import scaffold
from wild_reading import drafted
from wild_wsdls import document_service, element, schema

from adapter.core import mapping
from adapter.core.problems import Refusal
from adapter.scaffold import fields, forms, guesses, words

ASMX = Path(__file__).parents[2] / "adapter" / "simulator" / "asmx.wsdl"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("NhiemVuId", fields.NAMES["key"]),
        ("IdCongViec", fields.NAMES["key"]),
        ("CQBanHanh", fields.NAMES["issuer"]),
        ("SoKyHieuVB", fields.NAMES["reference"]),
        ("dsNV", fields.NAMES["tasks"]),
        ("LoaiVB", fields.NAMES["kind"]),
        ("dvChuTri", fields.NAMES["lead"]),
        ("ThoiDiemCapNhat", words.MODIFIED),
        ("ThoiGianBanHanh", fields.NAMES["issued_on"]),
        ("NgayGioXayRa", words.HAPPENED),
        ("VBId", words.DOCUMENT_ID),
        ("khoaYeuCau", words.REQUEST_KEY),
        ("tuViTri", words.OFFSET),
        ("startIndex", words.OFFSET),
        ("LanSua", words.VERSION),
    ],
)
def test_a_name_is_found_however_a_vendor_puts_it_together(name: str, wanted: tuple[str, ...]) -> None:
    assert words.likeness(name, wanted) >= fields.LIKELY


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ChiTiet", words.REQUEST_KEY),
        ("DuongDan", words.OFFSET),
        ("GhiChu", fields.NAMES["subject"]),
        ("ThoiHan", words.MODIFIED),
        ("Rapid", fields.NAMES["key"]),
    ],
)
def test_a_name_of_something_else_is_not(name: str, wanted: tuple[str, ...]) -> None:
    assert words.likeness(name, wanted) < fields.LIKELY


def test_the_name_itself_counts_more_than_another_way_to_write_it() -> None:
    assert words.likeness("maNhiemVu", words.TASK_ID) > words.likeness("NhiemVuId2", ("manhiemvu",))
    assert words.likeness("mavanban", ("mavanban",)) > words.likeness("VanBanId", ("mavanban",))


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Từ ngày (dd/MM/yyyy)", ("dd/MM/yyyy",)),
        ("from DD/MM/YYYY hh:mm:ss on", ("dd/MM/yyyy HH:mm:ss",)),
        ("yyyyMMdd hoặc yyyy-MM-dd", ("yyyyMMdd", "yyyy-MM-dd")),
        ("dd/MM/yyyy, dd/MM/yyyy", ("dd/MM/yyyy",)),
        ("Ngày ban hành", ()),
        ("addmmyyyyx dd/MM/yyyyy", ()),
    ],
)
def test_a_form_of_days_is_read_in_what_a_description_says(says: str, told: tuple[str, ...]) -> None:
    assert forms.told(says) == told


def test_a_form_that_the_schema_documents_is_the_form_of_that_element() -> None:
    says = "<s:annotation><s:documentation>Ngày ban hành, dd-MM-yyyy</s:documentation></s:annotation>"
    inside = element("LayVanBan", '<s:element name="ma" type="s:string"/>') + element(
        "LayVanBanResponse",
        '<s:element name="VanBan"><s:complexType><s:sequence>'
        '<s:element name="SoKyHieu" type="s:string"/><s:element name="TrichYeu" type="s:string"/>'
        f'<s:element name="NgayBanHanh" type="s:string">{says}</s:element>'
        "</s:sequence></s:complexType></s:element>",
    )
    found = drafted({"main.wsdl": document_service(schema(inside), ("LayVanBan",))}, said={"fetch": "LayVanBan"})
    assert "format: dd-MM-yyyy" in found.mapping


def test_what_is_left_of_an_unknown_wsdl_is_what_no_schema_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert scaffold("--wsdl", str(ASMX), "--name", "vbdh") == 0
    text = Path("mappings/vbdh.yaml").read_text("utf-8")
    loaded = mapping.load(text.replace("open: []", "open: [DM0]"), "vbdh.yaml")
    listing = loaded.exchange.streams["documents"].listing
    assert "by: offset" in text
    assert listing.version is not None
    assert listing.call.arguments == {"tuNgay": "{since}", "batDau": "{page}", "soLuong": "{size}"}
    assert listing.cursor.send is not None
    assert loaded.exchange.register is not None
    assert loaded.exchange.register.apart is not None
    assert loaded.tasks is not None
    assert loaded.tasks.key is not None
    assert "at: q:NgayCapNhat" in text, "what would make a better cursor is shown"


def test_the_whole_is_written_to_be_filled_in_with_guesses_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert scaffold("--wsdl", str(ASMX), "--name", "vbdh", "--whole") == 0
    text = Path("mappings/vbdh.yaml").read_text("utf-8")
    with pytest.raises(Refusal) as refused:
        mapping.load(text, "vbdh.yaml")
    keys = {str(dict(one.values).get("key")) for one in refused.value.problems}
    assert {"gate.secrecy.open", "document.business.choices.ThuHoi", "exchange.push.standing.withdrawn"} <= keys
    assert {"evidence.kind.choices.GiaHan", "evidence.happened_at.format"} <= keys
    for line in ('ThuHoi: "" # recall ?', 'GiaHan: "" # extended ?', 'open-overdue: "" # QuaHanChuaXong ?'):
        assert line in text
    assert "at: q:VanBanBaoCao/q:SoKyHieu" in text
    assert 'khoaYeuCau: "{key}"' in text
    assert "standing: q:LayTrangThaiNhiemVuResponse/q:LayTrangThaiNhiemVuResult/q:TrangThai/q:MaTrangThai" in text


ANSWER = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{inside}</s:Body></s:Envelope>"""
LIST = """<LayDanhSachVanBanResponse xmlns="http://qlvb.phanmem.example/TichHop/"><LayDanhSachVanBanResult><DanhSach>
<VanBanRutGon><VanBanId>CANARY</VanBanId><NgayCapNhat>03/11/2025 08:00:00</NgayCapNhat></VanBanRutGon>
</DanhSach></LayDanhSachVanBanResult></LayDanhSachVanBanResponse>"""
DOCUMENT = """<VanBan xmlns="http://qlvb.phanmem.example/TichHop/"><NgayBanHanh>28/11/2025</NgayBanHanh>
<TrichYeu>CANARY</TrichYeu></VanBan>"""


def test_samples_of_several_answers_tell_how_days_are_written_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list alone could be of March; the document shows that it is of November."""
    monkeypatch.chdir(tmp_path)
    Path("list.xml").write_text(ANSWER.format(inside=LIST), "utf-8")
    Path("one.xml").write_text(DOCUMENT, "utf-8")
    samples = ("--sample", "list.xml", "--sample", "one.xml")
    assert scaffold("--wsdl", str(ASMX), "--name", "vbdh", *samples) == 0
    text = Path("mappings/vbdh.yaml").read_text("utf-8")
    assert "CANARY" not in text
    loaded = mapping.load(text.replace("open: []", "open: [DM0]"), "vbdh.yaml")
    cursor = loaded.exchange.streams["documents"].listing.cursor
    assert cursor.by == "item"
    assert 'format: "dd/MM/yyyy HH:mm:ss"' in text
    assert scaffold("--sample", "list.xml", "--sample", "one.xml", "--name", "hai") == 2, (
        "a folder has one kind of file"
    )


def test_an_argument_that_nobody_knows_keeps_the_mapping_from_loading_and_says_what_could_stand_there() -> None:
    inside = element("LayDs", '<s:element name="nguonGoi" type="s:string"/>') + element(
        "LayDsResponse", '<s:element name="ma" type="s:string" maxOccurs="unbounded"/>'
    )
    found = drafted({"main.wsdl": document_service(schema(inside), ("LayDs",))}, said={"list": "LayDs"})
    (problem,) = [one for one in found.to_fill if one.code == "mapping.placeholder.unknown"]
    assert "{since}" in str(dict(problem.values)["known"])


@pytest.mark.parametrize(
    ("value", "rules", "meant"),
    [
        ("RutKetQua", guesses.EVENTS, "retracted"),
        ("report-issued", guesses.EVENTS, "reported"),
        ("KQ", guesses.EVENTS, ""),
        ("QuaHan", guesses.STANDINGS, "open-overdue"),
        ("HoanThanhTreHan", guesses.STANDINGS, "done-late"),
        ("ChuaHoanThanhQuaHan", guesses.STANDINGS, "open-overdue"),
        ("done-on-time", guesses.STANDINGS, "done-on-time"),
        ("no-deadline", guesses.STANDINGS, "no-deadline"),
        ("1", guesses.BUSINESS, ""),
    ],
)
def test_a_guess_is_made_by_name_or_not_at_all(value: str, rules: guesses.Rules, meant: str) -> None:
    assert guesses.meaning(value, rules) == meant
