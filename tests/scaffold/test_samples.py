"""A message alone: what stands in it, how its days are written, and nothing of what it says."""

from __future__ import annotations

import pytest

from adapter import messages
from adapter.core import mapping
from adapter.scaffold import draft, fields, samples, told
from adapter.scaffold.described import Findings, Node, NothingRead, trails

DOCUMENT = """<k:vanBan xmlns:k="urn:vb" loai="1">
  <k:maVanBan>vb-1</k:maVanBan><k:soVanBan>0009</k:soVanBan><k:kyHieu>UBND</k:kyHieu>
  <k:ngayBanHanh>03/11/2025</k:ngayBanHanh><k:loaiVanBan>Công văn</k:loaiVanBan>
  <k:coQuanBanHanh><k:ten>CANARY cơ quan</k:ten></k:coQuanBanHanh><k:trichYeu>CANARY trích yếu</k:trichYeu>
  <k:doMat>CANARY mức</k:doMat><k:ngayNhan/>
  <k:danhSachNhiemVu>
    <k:nhiemVu><k:maNhiemVu>1</k:maNhiemVu><k:noiDung>CANARY một</k:noiDung><k:hanXuLy>28/11/2025</k:hanXuLy>
      <k:chuTri><k:donVi>CANARY sở</k:donVi><k:donVi>hai</k:donVi></k:chuTri></k:nhiemVu>
    <k:nhiemVu><k:maNhiemVu>2</k:maNhiemVu><k:noiDung>hai</k:noiDung><k:chuTri><k:donVi>ba</k:donVi></k:chuTri></k:nhiemVu>
  </k:danhSachNhiemVu>
</k:vanBan>"""


def read(text: str) -> dict[str, Node]:
    root = samples.read(text.encode(), "sample", Findings())
    return {"/".join(node.name for node in trail): trail[-1] for trail in trails(root)}


def drafted(text: str) -> draft.Draft:
    findings = Findings()
    return draft.of_sample(samples.read(text.encode(), "sample", findings), "cong", str, findings)


def test_elements_of_one_name_are_one_with_how_often_they_stand() -> None:
    seen = read(DOCUMENT)
    task = "vanBan/danhSachNhiemVu/nhiemVu"
    assert (seen[task].least, seen[task].most) == (1, None)
    assert (seen[f"{task}/hanXuLy"].least, seen[f"{task}/hanXuLy"].most) == (0, 1)
    assert seen[f"{task}/chuTri/donVi"].repeats
    assert seen["vanBan/loai"].kind == "attribute"
    assert seen["vanBan/ngayNhan"].mark == "empty"


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("2025-11-28", ("iso",)),
        ("2025-11-28T08:00:00+07:00", ("iso",)),
        ("28/11/2025", ("dd/MM/yyyy",)),
        ("11/28/2025", ("MM/dd/yyyy",)),
        ("03/11/2025", ("dd/MM/yyyy", "MM/dd/yyyy")),
        ("2025/11/28", ("yyyy/MM/dd",)),
        ("20251128", ("yyyyMMdd",)),
        ("28/11/2025 08:30:00", ("dd/MM/yyyy HH:mm:ss",)),
        ("28.11.2025 08:30", ("dd.MM.yyyy HH:mm",)),
        ("31/02/2025", ()),
        ("0007", ()),
        ("28/11/25", ()),
        ("", ()),
        ("Sở Nội vụ", ()),
    ],
)
def test_the_forms_a_day_may_have_are_all_named(text: str, formats: tuple[str, ...]) -> None:
    assert read(f"<a><b>{text}</b></a>")["a/b"].formats == formats


def test_a_day_that_can_be_only_one_thing_settles_the_others_and_two_ways_settle_nothing() -> None:
    assert read(DOCUMENT)["vanBan/ngayBanHanh"].formats == ("dd/MM/yyyy",)
    mixed = read("<a><x>03/11/2025</x><y>28/11/2025</y><z>11/28/2025</z></a>")
    assert mixed["a/x"].formats == ("dd/MM/yyyy", "MM/dd/yyyy")


def test_a_mapping_of_a_sample_loads_once_what_opens_is_filled_in() -> None:
    found = drafted(DOCUMENT)
    assert [dict(problem.values)["key"] for problem in found.to_fill] == ["gate.secrecy.open"]
    loaded = mapping.load(found.mapping.replace("open: []", 'open: ["1"]'), "cong.yaml")
    assert loaded.tasks is not None
    assert not found.findings.serious
    assert loaded.exchange.streams


def test_a_day_of_two_forms_is_left_to_a_person_with_both_shown() -> None:
    text = DOCUMENT.replace("28/11/2025", "05/11/2025")
    found = drafted(text)
    keys = [dict(problem.values).get("key") for problem in found.to_fill]
    assert "document.issued_on.format" in keys
    assert "# format: dd/MM/yyyy" in found.mapping
    assert "# format: MM/dd/yyyy" in found.mapping


def test_nothing_that_the_sample_says_is_written() -> None:
    found = drafted(DOCUMENT)
    assert "CANARY" not in found.mapping
    assert "CANARY" not in str(found.findings.problems)


def test_an_envelope_is_taken_off() -> None:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    inside = f'<s:Envelope xmlns:s="{soap}"><s:Header/><s:Body><answer><so>1</so></answer></s:Body></s:Envelope>'
    assert "answer/so" in read(inside)
    with pytest.raises(NothingRead):
        read(f'<s:Envelope xmlns:s="{soap}"><s:Body/></s:Envelope>')


@pytest.mark.parametrize("text", ["", "no XML", "<a>", "<!DOCTYPE a><a/>", "<!DOCTYPE html><html/>"])
def test_what_is_no_message_is_told(text: str) -> None:
    findings = Findings()
    with pytest.raises(NothingRead):
        samples.read(text.encode(), "sample", findings)
    assert findings.problems


def test_a_message_of_the_national_format_says_so_and_its_fields_are_found() -> None:
    namespace = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
    text = f"""<edXML xmlns="{namespace}"><edXMLEnvelope><edXMLHeader><MessageHeader>
      <From><OrganId>000.00.00.H48</OrganId><OrganName>UBND</OrganName></From>
      <Code><CodeNumber>0012</CodeNumber><CodeNotation>UBND-NC</CodeNotation></Code>
      <PromulgationInfo><Place>QN</Place><PromulgationDate>2025/11/28</PromulgationDate></PromulgationInfo>
      <DocumentType><Type>2</Type><TypeName>Công văn</TypeName></DocumentType><Subject>V/v</Subject>
      <SignerInfo><FullName>A</FullName></SignerInfo></MessageHeader></edXMLHeader></edXMLEnvelope></edXML>"""
    findings = Findings()
    root = samples.read(text.encode(), "sample", findings)
    assert {problem.code for problem in findings.problems} == {"scaffold.edxml"}
    wanted = {
        "number": "CodeNumber", "notation": "CodeNotation", "issued_on": "PromulgationDate", "kind": "TypeName",
        "subject": "Subject", "signer": "FullName",
    }  # fmt: skip
    found = {field: fields.best(fields.candidates(root, field)) for field in wanted}
    assert {field: one.node.name if one else None for field, one in found.items()} == wanted
    issuer = fields.agency(root, "issuer")
    assert issuer is not None
    assert issuer.name is not None
    assert (issuer.code or issuer.name)[-1].name == "OrganId"
    draft.of_sample(root, "edxml", str, findings)
    assert "scaffold.no-secrecy" in {problem.code for problem in findings.problems}


def test_a_sample_of_many_different_elements_is_cut_and_it_is_said() -> None:
    findings = Findings()
    text = "<a>" + "".join(f"<b{n}/>" for n in range(samples.MOST_KINDS + 10)) + "</a>"
    samples.read(text.encode(), "sample", findings)
    assert "scaffold.cut" in {problem.code for problem in findings.problems}


def test_a_mapping_too_long_to_load_is_written_without_its_elements() -> None:
    text = "<a>" + "".join(f"<{'ế' * 200}{n}/>" for n in range(400)) + "</a>"
    findings = Findings()
    found = draft.of_sample(samples.read(text.encode(), "sample", findings), "cong", str, findings)
    assert "scaffold.mapping-too-big" in {problem.code for problem in findings.problems}
    assert len(found.mapping.encode()) < draft.MOST_TEXT


def test_what_a_message_holds_is_told_with_what_repeats_and_how_days_are_written() -> None:
    seen = told.about(samples.read(DOCUMENT.encode(), "sample", Findings()))
    one = {line.what: line for line in seen}
    assert one["secrecy"].place == "doMat"
    assert one["tasks"].place == "danhSachNhiemVu/nhiemVu"
    assert one["lead"].place == "danhSachNhiemVu/nhiemVu/chuTri/donVi"
    assert [line.place for line in seen if line.what == "repeats"] == [one["tasks"].place, one["lead"].place]
    assert [(line.place, line.others) for line in seen if line.what == "day"] == [
        ("ngayBanHanh", ("dd/MM/yyyy",)),
        ("danhSachNhiemVu/nhiemVu/hanXuLy", ("dd/MM/yyyy",)),
    ]


def test_a_place_that_is_not_sure_is_told_as_a_possibility() -> None:
    seen = told.about(samples.read(b"<a><b><doMat>1</doMat></b><c><doMat>2</doMat></c></a>", "sample", Findings()))
    (level,) = [line for line in seen if line.what == "secrecy"]
    assert (level.place, level.others) == ("", ("b/doMat", "c/doMat"))


def test_every_word_about_a_message_has_its_texts() -> None:
    words = {*fields.NAMES} - {"code", "name", "attachments"} | {"repeats", "day"}
    known = messages.catalogue()
    assert [word for word in words if f"drafted.{word}" not in known] == []
