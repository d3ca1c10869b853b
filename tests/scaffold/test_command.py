"""`nhiemvu source scaffold` as it is typed: files, exit codes, what is refused, and what it says in both languages."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import asmx_service_wsdl
import pytest
import second_service
import wsdl_publisher
from second_service_wsdl import SCHEMA, TYPES, WSDL
from shipped import load_shipped
from wild_wsdls import WILD

from adapter.cli.session import run
from adapter.cli.source import source
from adapter.core import mapping, xml
from adapter.core.problems import Refusal

SIMULATOR = Path(__file__).parents[2] / "adapter" / "simulator" / "service.wsdl"


def sample_of(document: second_service.VanBan) -> str:
    """Give a document of the second service as a file of its own."""
    return second_service._document(document).replace("<k:vanBan>", f'<k:vanBan xmlns:k="{TYPES}">', 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vb.wsdl").write_text(WSDL, "utf-8")
    (tmp_path / "?xsd=kieu").write_text(SCHEMA, "utf-8")
    (tmp_path / "mau.xml").write_text(sample_of(second_service.DOCUMENTS[0]), "utf-8")
    return tmp_path


def scaffold(*arguments: str) -> int:
    # Not by the whole program, which translates the help of its commands for good.
    return run(source, ["scaffold", *arguments])


def test_a_wsdl_becomes_a_mapping_settings_and_requests(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scaffold("--wsdl", str(SIMULATOR), "--name", "qlvb") == 0
    told = capsys.readouterr()
    assert "ListDocuments" in told.out
    assert "gate.secrecy.open" in told.out
    written = tomllib.loads((folder / "qlvb.toml").read_text("utf-8"))["sources"]["qlvb"]
    assert written["mapping"] == "mappings/qlvb.yaml"
    assert written["options"]["endpoint"] == "http://127.0.0.1/dich-vu/van-ban"
    assert (folder / written["options"]["wsdl"]).resolve() == SIMULATOR
    requests = sorted(file.name for file in (folder / "samples" / "qlvb").iterdir())
    assert requests == sorted(
        f"{one}.request.xml"
        for one in ("GetDocument", "GetStanding", "ListDocuments", "ListEvents", "ListNumbers", "UpdateStanding")
    )
    for file in requests:
        xml.parse((folder / "samples" / "qlvb" / file).read_bytes())


def test_the_draft_for_the_simulator_reads_what_the_shipped_mapping_reads(folder: Path) -> None:
    assert scaffold("--wsdl", str(SIMULATOR), "--name", "qlvb") == 0
    text = (folder / "mappings" / "qlvb.yaml").read_text("utf-8")
    with pytest.raises(Refusal) as refused:
        mapping.load(text, "qlvb.yaml")
    assert [dict(one.values) for one in refused.value.problems] == [{"key": "gate.secrecy.open"}]
    drafted = mapping.load(text.replace("open: []", "open: [Thuong]"), "qlvb.yaml")
    shipped = load_shipped((SIMULATOR.parents[2] / "mappings" / "simulator.yaml").read_text("utf-8"), "simulator.yaml")
    ours, theirs = drafted.exchange.streams["documents"], shipped.exchange.streams["documents"]
    assert ours.listing.call.operation == theirs.listing.call.operation == "ListDocuments"
    assert ours.fetch is not None
    assert theirs.fetch is not None
    assert (ours.fetch.item.text, ours.fetch.id) == (theirs.fetch.item.text, theirs.fetch.id)
    assert [path.text for path in drafted.gate.levels] == [path.text for path in shipped.gate.levels]
    assert drafted.gate.open == {"Thuong"}
    assert drafted.tasks is not None
    assert shipped.tasks is not None
    assert drafted.tasks.each.text == shipped.tasks.each.text
    assert drafted.exchange.register is not None


def test_what_is_commented_loads_once_it_is_filled_in(folder: Path) -> None:
    """Events and pushes are drafted as comments: taking the sign away and filling in gives a whole mapping."""
    assert scaffold("--wsdl", str(SIMULATOR), "--name", "qlvb") == 0
    lines = (folder / "mappings" / "qlvb.yaml").read_text("utf-8").splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("#   # "))
    text = "\n".join([*lines[:begin], *(line.removeprefix("# ") for line in lines[begin:])])
    with pytest.raises(Refusal) as refused:
        mapping.load(text, "qlvb.yaml")
    assert {one.code for one in refused.value.problems} <= {
        "mapping.value.empty", "mapping.key.missing", "mapping.shape.table",
    }, refused.value.problems  # fmt: skip
    filled = text.replace("choices: {}", "choices: {a: reported}").replace("open: []", "open: [Thuong]")
    filled = re.sub(r'^( +)([a-z-]+): ""', r"\1\2: \2", filled, flags=re.MULTILINE)
    filled = filled.replace('{report: "", result: ""}', "{report: r, result: e}")
    loaded = mapping.load(filled, "qlvb.yaml")
    assert loaded.exchange.push is not None
    assert loaded.exchange.push.read_back is not None
    assert loaded.evidence is not None


def test_a_task_service_is_drafted_with_its_log_in_and_with_what_tasks_say_of_themselves(folder: Path) -> None:
    (folder / "nv.wsdl").write_text(asmx_service_wsdl.WSDL, "utf-8")
    assert scaffold("--wsdl", "nv.wsdl", "--name", "nv") == 0
    options = tomllib.loads((folder / "nv.toml").read_text("utf-8"))["sources"]["nv"]["options"]
    assert options["log_in"] == "arguments"
    text = (folder / "mappings" / "nv.yaml").read_text("utf-8").replace('format: ""', "format: dd/MM/yyyy")
    text = text.replace("open: []", 'open: ["0"]')
    listing = mapping.load(text, "nv.yaml").exchange.streams["documents"].listing
    assert listing.call.arguments == {
        "tenDangNhap": "{username}", "matKhau": "{password}", "tuNgay": "{since}", "trang": "{page}",
        "soDong": "{size}",
    }  # fmt: skip
    # What is commented: four kinds of rows with a day in a task, and the push with its own names for everything.
    whole = "\n".join(line.removeprefix("# ") if line.startswith("#   ") else line for line in text.splitlines())
    whole = whole.replace('says: ""', "says: entered").replace(': ""', ': "x"')
    loaded = mapping.load(whole, "nv.yaml")
    assert loaded.tasks is not None
    assert [one.each.text.rpartition(":")[2] for one in loaded.tasks.evidence if one.each is not None] == [
        "BaoCao", "KetQua", "GiaHan", "ChuyenDonVi",
    ]  # fmt: skip
    assert loaded.exchange.push is not None
    told = loaded.exchange.push.call.arguments["tinhTrang"]
    assert not isinstance(told, str)
    assert [told[name] for name in ("MaYeuCau", "IdNhiemVu", "TinhTrang")] == ["{key}", "{task}", "{standing}"]


def test_a_sample_beside_the_wsdl_fills_what_the_schema_leaves_open(folder: Path) -> None:
    assert scaffold("--wsdl", "vb.wsdl", "--sample", "mau.xml", "--name", "vbdh") == 0
    text = (folder / "mappings" / "vbdh.yaml").read_text("utf-8")
    assert mapping.load(text.replace("open: []", 'open: ["1"]'), "vbdh.yaml").tasks is not None
    assert scaffold("--wsdl", "vb.wsdl", "--name", "khong") == 0
    with pytest.raises(Refusal) as refused:
        mapping.load((folder / "mappings" / "khong.yaml").read_text("utf-8"), "khong.yaml")
    assert len(refused.value.problems) > 5


def test_a_sample_alone_is_drafted_for_a_folder(folder: Path) -> None:
    assert scaffold("--sample", "mau.xml", "--name", "cong") == 0
    assert tomllib.loads((folder / "cong.toml").read_text("utf-8"))["sources"]["cong"]["connector"] == "folder"


def test_nothing_is_written_over_unless_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mappings").mkdir()
    mine = folder / "mappings" / "vbdh.yaml"
    mine.write_text("mine", "utf-8")
    assert scaffold("--sample", "mau.xml", "--name", "vbdh") == 78
    assert "scaffold.exists" in capsys.readouterr().err
    assert mine.read_text("utf-8") == "mine"
    assert not (folder / "vbdh.toml").exists()
    assert scaffold("--sample", "mau.xml", "--name", "vbdh", "--replace") == 0
    assert mine.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--name", "x"), 2),
        (("--name", "Văn bản", "--sample", "mau.xml"), 2),
        (("--name", "x", "--wsdl", "ftp://192.0.2.1/a.wsdl"), 2),
        (("--name", "x", "--wsdl", "http://name:secret@192.0.2.1/a.wsdl"), 2),
        (("--name", "x", "--wsdl", "vb.wsdl", "--operation", "list"), 2),
        (("--name", "x", "--wsdl", "vb.wsdl", "--operation", "lists=LayDienBien"), 2),
        (("--name", "x", "--wsdl", "vb.wsdl", "--operation", "list=KhongCo"), 2),
        (("--name", "x", "--wsdl", "khong-co.wsdl"), 78),
        (("--name", "x", "--wsdl", "."), 78),
        (("--name", "x", "--wsdl", "mau.xml"), 78),
        (("--name", "x", "--sample", "khong-co.xml"), 78),
        (("--name", "x", "--sample", "trong.xml"), 78),
        (("--name", "x", "--wsdl", "php.wsdl"), 1),
    ],
)
def test_the_exit_code_says_how_it_ended(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    (folder / "trong.xml").write_bytes(b"")
    (folder / "php.wsdl").write_text(WILD["php"].documents["main.wsdl"], "utf-8")
    assert scaffold(*arguments) == code


def test_what_the_administrator_says_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ("--operation", "list=LayDienBien", "--operation", "push=LayTinhTrang")
    assert scaffold("--wsdl", "vb.wsdl", "--name", "x", *said, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["proposals"]["list"]["operation"] == "LayDienBien"
    assert told["proposals"]["list"]["said"]
    assert told["proposals"]["fetch"]["operation"] == "LayChiTietVanBan"
    assert "operation: LayDienBien" in (folder / "mappings" / "x.yaml").read_text("utf-8")


def test_json_names_operations_findings_and_what_is_to_be_filled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "php.wsdl").write_text(WILD["php"].documents["main.wsdl"], "utf-8")
    assert scaffold("--wsdl", "php.wsdl", "--name", "x", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["operations"]] == ["chitiet_vanban"]
    assert {one["code"]: one["note"] for one in told["findings"]}["scaffold.encoded"]
    assert not {one["code"]: one["note"] for one in told["findings"]}["scaffold.library"]
    assert "mapping.value.empty" in {one["code"] for one in told["to_fill"]}


def test_names_of_a_wsdl_steer_no_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = WSDL.replace('soapAction="vbdh#', 'soapAction="\u202e').replace(
        "http://192.0.2.7/noi-bo", "http://192.0.2.7/\u202e&#10;x"
    )
    evil = evil.replace("k:DanhSach", "k:Danh\u202eSach")
    (folder / "vb.wsdl").write_text(evil, "utf-8")
    scaffold("--wsdl", "vb.wsdl", "--name", "x")
    told = capsys.readouterr()
    assert "\u202e" not in told.out + told.err
    assert "\u202e" not in (folder / "mappings" / "x.yaml").read_text("utf-8")


def test_files_outside_the_folder_are_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in").mkdir()
    (folder / "out.xsd").write_text(SCHEMA, "utf-8")
    (folder / "in" / "link.xsd").symlink_to(folder / "out.xsd")
    for location in ("../out.xsd", str(folder / "out.xsd"), "link.xsd", "file:///etc/hostname"):
        (folder / "in" / "vb.wsdl").write_text(WSDL.replace("?xsd=kieu", location), "utf-8")
        assert scaffold("--wsdl", "in/vb.wsdl", "--name", "x", "--replace") == 1
        assert "scaffold.import-elsewhere" in capsys.readouterr().err


def test_an_address_is_read_with_what_its_origin_serves(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with wsdl_publisher.publishing() as publisher:
        assert scaffold("--wsdl", publisher.wsdl, "--name", "x") == 0
        elsewhere = publisher.pages[f"{wsdl_publisher.PATH}?wsdl"].replace("?xsd=xsd0", "http://192.0.2.1/kieu.xsd")
        publisher.pages[f"{wsdl_publisher.PATH}?wsdl"] = elsewhere
        assert scaffold("--wsdl", publisher.wsdl, "--name", "y") == 1
        assert "scaffold.import-elsewhere" in capsys.readouterr().err
        publisher.status = 404
        assert scaffold("--wsdl", publisher.wsdl, "--name", "z") == 78
        publisher.status = 503
        assert scaffold("--wsdl", publisher.wsdl, "--name", "z") == 75
    written = tomllib.loads((folder / "x.toml").read_text("utf-8"))["sources"]["x"]["options"]
    assert written["wsdl_url"] == publisher.wsdl
    assert written["endpoint"] == publisher.wsdl.removesuffix("?wsdl")
    assert "192.0.2.7" in (folder / "x.toml").read_text("utf-8")
    assert all(not authorization for _, authorization in publisher.asked)


@pytest.mark.parametrize(("locale", "words"), [("en_US.UTF-8", "FILL IN"), ("vi_VN.UTF-8", "ĐIỀN")])
def test_a_draft_speaks_the_language_of_its_reader(
    folder: Path, locale: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert scaffold("--wsdl", "vb.wsdl", "--name", "x") == 0
    text = (folder / "mappings" / "x.yaml").read_text("utf-8")
    assert words in text
    assert "skeleton." not in text + (folder / "x.toml").read_text("utf-8")
