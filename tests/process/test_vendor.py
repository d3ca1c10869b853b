"""A task service of the ASMX kind beside the shipped program: one element that says everything, round after round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import asmx_service
import pytest
from asmx_service import TaskService, don_vi, nhiem_vu, van_ban
from houses import House

pytestmark = pytest.mark.process

VACCINE, RECORDS, MONEY, PLANS, WAITING = 1011, 1012, 1013, 1021, 1031
HEALTH, HOME, FINANCE, SCIENCE, BUILDING = 12, 14, 15, 18, 21


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T08:00:00+07:00")


@pytest.fixture
def service() -> Iterator[TaskService]:
    directives = [
        van_ban(
            101, "125/UBND-KGVX", "02/03/2026",
            nhiem_vu(VACCINE, "Xây dựng kế hoạch tiêm chủng mở rộng", [HEALTH], "31/03/2026"),
            nhiem_vu(RECORDS, "Rà soát danh mục hồ sơ số hóa", [HOME, SCIENCE], "20/03/2026"),
            nhiem_vu(MONEY, "Bố trí kinh phí số hóa", [FINANCE], "01/01/0001"),
            nhiem_vu(1014, "Theo dõi chung", [HOME], "30/04/2026", LoaiNhiemVu=2),
        ),
        van_ban(102, "40/QĐ-UBND", "03/03/2026", nhiem_vu(PLANS, "Rà soát quy hoạch", [BUILDING], "30/04/2026")),
        van_ban(103, "126/UBND-KGVX", "04/03/2026", nhiem_vu(WAITING, "Báo cáo hiện trạng", [FINANCE], "15/04/2026")),
        van_ban(104, "127/UBND-KGVX", "04/03/2026", do_mat=1, TrichYeu="CANARY độ một"),
        van_ban(105, "128/UBND-KGVX", "04/03/2026", do_mat=None, TrichYeu="CANARY không ghi mức"),
        van_ban(106, "129/UBND-KGVX", "04/03/2026", do_mat=9, TrichYeu="CANARY mức lạ"),
        # Enough for a second page, changed on one day.
        *(van_ban(200 + n, f"{200 + n}/UBND-KGVX", "05/03/2026") for n in range(25)),
    ]  # fmt: skip
    with asmx_service.serving(TaskService(now=at("2026-03-10"), directives=directives)) as running:
        yield running


def settle(house: House, service: TaskService) -> None:
    (house.folder / "secret").write_text(asmx_service.PASSWORD)
    house.config.write_text(
        f"""language = "en"
clock = "source:nv"
[log]
level = "debug"
[sources.nv]
connector = "soap"
mapping = "builtin:asmx-tasks.yaml"
[sources.nv.options]
endpoint = "{service.url}"
wsdl = "{service.wsdl}"
log_in = "arguments"
username = "{asmx_service.USERNAME}"
password_file = "secret"
""",
        "utf-8",
    )


def go_round(house: House, service: TaskService, day: str) -> dict[str, int]:
    """Let the program take in and tell what there is on a day."""
    service.now = at(day)
    done = house.run("run", "--once", "--json")
    assert done.returncode == 0, done.stderr
    assert asmx_service.PASSWORD not in done.stderr
    counts: dict[str, int] = json.loads(done.stdout)["sources"]["nv"]
    return counts


def tasks(house: House) -> dict[tuple[str, str], dict[str, Any]]:
    """Give every assignment of the ledger by the service's key of the task and who leads it now."""
    done = house.run("task", "list", "--json")
    assert done.returncode == 0, done.stderr
    return {(one["task"], one["lead"]): one for one in json.loads(done.stdout)}


def stands(house: House) -> dict[tuple[str, str], tuple[str, str | None, list[str]]]:
    return {key: (one["standing"], one["deadline"], one["lacking"]) for key, one in tasks(house).items()}


def shown(service: TaskService) -> dict[tuple[str, str], tuple[str, str]]:
    """Give what the service shows: the word and the deadline, by task and agency as it numbers them."""
    return {(one["IdNhiemVu"], one["MaDonVi"]): (one["TinhTrang"], one.get("HanXuLy", "")) for one in service.told}


BOTH = ["report", "result"]
REPORT = {"SoKyHieu": "45/BC-SYT", "NgayBanHanh": "20/03/2026", "DaBanHanh": "true"}


def test_what_one_element_says_is_taken_in_and_told_once(house: House, service: TaskService) -> None:
    settle(house, service)
    counts = go_round(house, service, "2026-03-10")
    assert (counts["taken"], counts["withheld"], counts["held"]) == (28, 1, 2)
    assert service.told == []  # nothing before a person has said so
    assert house.run("push", "enable", "nv", "--reason", "thử").returncode == 0
    go_round(house, service, "2026-03-10")
    assert stands(house) == {
        ("1011", "Sở Y tế"): ("open-in-time", "2026-03-31", BOTH),
        ("1012", "Sở Nội vụ"): ("open-in-time", "2026-03-20", BOTH),
        ("1012", "Sở Khoa học và Công nghệ"): ("open-in-time", "2026-03-20", BOTH),
        ("1013", "Sở Tài chính"): ("no-deadline", None, BOTH),
        ("1021", "Sở Xây dựng"): ("open-in-time", "2026-04-30", BOTH),
        ("1031", "Sở Tài chính"): ("open-in-time", "2026-04-15", BOTH),
    }
    assert shown(service)["1012", "18"] == ("dangthuchien_tronghan", "20/03/2026")
    assert shown(service)["1013", "15"] == ("dangthuchien_khonghan", "")
    assert len(service.told) == 6
    # What was pushed makes every directive a new version, that says nothing new.
    go_round(house, service, "2026-03-11")
    assert len(service.told) == 6
    held = json.loads(house.run("quarantine", "list", "--json").stdout)
    assert {one["reference"] for one in held} == {"105", "106"}
    kept = b"".join(file.read_bytes() for file in house.folder.rglob("*") if file.is_file() and file.name != "secret")
    assert b"CANARY" not in kept
    assert asmx_service.PASSWORD.encode() not in kept


def test_what_it_says_next_moves_the_standing_and_what_it_no_longer_says_moves_it_back(
    house: House, service: TaskService
) -> None:
    settle(house, service)
    go_round(house, service, "2026-03-10")
    assert house.run("push", "enable", "nv", "--reason", "thử").returncode == 0
    for happens in (it_is_reported, it_is_entered_extended_and_transferred, it_is_taken_back, it_is_judged):
        happens(house, service)
    outbox = json.loads(house.run("outbox", "list", "--all", "--json").stdout)
    assert {one["push"] for one in outbox} == {"shown"}
    keys = [one["MaYeuCau"] for one in service.told]
    assert len(set(keys)) == len(keys)
    assert house.run("log", "verify").returncode == 0


def it_is_reported(house: House, service: TaskService) -> None:
    """A report is issued, another one is a draft; the deadline of the second task passes for both of its leads."""
    service.now = at("2026-03-25")
    service.says(VACCINE, "BaoCao", **REPORT, DonVi=don_vi(HEALTH))
    service.says(RECORDS, "BaoCao", **REPORT | {"DaBanHanh": "false"}, DonVi=don_vi(HOME))
    go_round(house, service, "2026-03-25")
    now = stands(house)
    assert now["1011", "Sở Y tế"] == ("open-in-time", "2026-03-31", ["result"])
    assert now["1012", "Sở Nội vụ"] == ("open-overdue", "2026-03-20", BOTH)
    assert shown(service)["1012", "14"] == ("dangthuchien_quahan", "20/03/2026")
    assert [one["ConThieu"] for one in service.told if one["IdNhiemVu"] == "1011"] == ["ket_qua"]


def it_is_entered_extended_and_transferred(house: House, service: TaskService) -> None:
    """A result is entered; one of two leads gets an extension, the other does not; a task moves on."""
    before = tasks(house)["1021", "Sở Xây dựng"]["assignment"]
    service.now = at("2026-03-28")
    service.says(VACCINE, "KetQua", DonVi=don_vi(HEALTH), ThoiDiemNhap="2026-03-27T16:40:00", ThoiDiemRut=None)
    longer = {"HanCu": "20/03/2026", "HanMoi": "30/04/2026", "NgayDuyet": "2026-03-27T09:00:00"}
    service.says(RECORDS, "GiaHan", DonVi=don_vi(HOME), TrangThaiDuyet=1, **longer)
    service.says(RECORDS, "GiaHan", DonVi=don_vi(SCIENCE), TrangThaiDuyet=2, **longer)
    service.task(RECORDS)["HanXuLy"] = "30/04/2026"
    moved = {"TuDonVi": don_vi(BUILDING), "DenDonVi": don_vi(FINANCE), "NgayChuyen": "2026-03-27T10:00:00"}
    service.says(PLANS, "ChuyenDonVi", **moved)
    service.task(PLANS)["DonViChuTri"] = [("DonVi", don_vi(FINANCE))]
    go_round(house, service, "2026-03-28")
    now = stands(house)
    assert now["1011", "Sở Y tế"] == ("done-on-time", "2026-03-31", [])
    assert now["1012", "Sở Nội vụ"] == ("open-in-time", "2026-04-30", BOTH)
    assert now["1012", "Sở Khoa học và Công nghệ"] == ("open-overdue", "2026-03-20", BOTH)
    assert (len(now), now["1021", "Sở Tài chính"]) == (6, ("open-in-time", "2026-04-30", BOTH))
    assert tasks(house)["1021", "Sở Tài chính"]["assignment"] == before  # the same one, moved
    assert shown(service)["1011", "12"] == ("dahoanthanh_tronghan", "31/03/2026")
    assert shown(service)["1012", "14"] == ("dangthuchien_tronghan", "30/04/2026")


def it_is_taken_back(house: House, service: TaskService) -> None:
    """The new lead reports under its own name; the first report is taken out; a directive takes itself back."""
    service.now = at("2026-04-02")
    service.says(PLANS, "BaoCao", **REPORT | {"SoKyHieu": "9/BC-STC"}, DonVi=don_vi(FINANCE))
    service.task(VACCINE)["DanhSachBaoCao"] = []
    service.changed(103, DaThuHoi="true")
    go_round(house, service, "2026-04-02")
    now = stands(house)
    assert now["1011", "Sở Y tế"] == ("open-overdue", "2026-03-31", ["report"])
    assert now["1021", "Sở Tài chính"] == ("open-in-time", "2026-04-30", ["result"])
    assert now["1031", "Sở Tài chính"][0] == "withdrawn"
    assert shown(service)["1011", "12"] == ("dangthuchien_quahan", "31/03/2026")
    assert shown(service)["1021", "15"] == ("dangthuchien_tronghan", "30/04/2026")
    assert shown(service)["1031", "15"] == ("thuhoi", "15/04/2026")


def it_is_judged(house: House, service: TaskService) -> None:
    """The result is taken back, too, and judged all the same, which changes no standing."""
    service.now = at("2026-04-10")
    ((_, result),) = service.task(VACCINE)["DanhSachKetQua"]
    result |= {"ThoiDiemRut": "2026-04-09T09:00:00", "NgayDanhGia": "2026-04-09T10:00:00", "ChatLuong": 3}
    go_round(house, service, "2026-04-10")
    assert stands(house)["1011", "Sở Y tế"] == ("open-overdue", "2026-03-31", BOTH)
    assert service.told[-1]["ChatLuong"] == "3"


def test_errors_within_answers_change_nothing(house: House, service: TaskService) -> None:
    settle(house, service)
    go_round(house, service, "2026-03-10")
    size = house.log_size()
    service.busy = True
    busy = house.run("run", "--once")
    assert (busy.returncode, "peer.busy" in busy.stderr) == (75, True)
    service.busy, service.password = False, "đã đổi"
    changed = house.run("run", "--once")
    assert "peer.rights" in changed.stderr
    assert asmx_service.PASSWORD not in changed.stderr
    assert house.log_size() == size
