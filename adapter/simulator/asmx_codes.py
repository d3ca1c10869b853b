"""Code values of the second dialect: the first one's word → ours. None of ours is a word of the first."""

from __future__ import annotations

from adapter.simulator.kinds import KINDS

RESULTS = {"0": "00", "404": "04", "409": "09", "422": "22", "500": "50"}
"""Success, unknown, key used for something else, refused for good, busy."""

LEVELS = {"Thuong": "DM0", "Mat": "DM1", "ToiMat": "DM2", "TuyetMat": "DM3"}
BUSINESS = {"0": "BanHanhMoi", "1": "ThuHoi", "2": "CapNhat", "3": "ThayThe"}
PRIORITIES = {"0": "DK0", "1": "DK1", "2": "DK2", "3": "DK3"}
EVENTS = {
    "report-issued": "BanHanhBaoCao",
    "result-entered": "NhapKetQua",
    "result-retracted": "RutKetQua",
    "extension-granted": "GiaHan",
    "quality-judged": "DanhGia",
    "work-suspended": "TamDung",
    "work-resumed": "TiepTuc",
    "standing-updated": "DongBoTrangThai",
}
QUALITIES = {"tot": "HTT", "dat": "HT", "chua-dat": "KHT"}
STANDINGS = {
    "withdrawn": "DaThuHoi",
    "suspended": "TamDungThucHien",
    "no-deadline": "KhongThoiHan",
    "done-on-time": "HoanThanhDungHan",
    "done-late": "HoanThanhQuaHan",
    "open-overdue": "QuaHanChuaXong",
    "open-in-time": "DangThucHien",
}
LACKING = {"report": "BC-KQ", "result": "NHAP-KQ"}

_KINDS = {code: f"LVB{number:02}" for number, code in enumerate(KINDS, start=1)}


def kind(code: str) -> str:
    """Give our code of a kind of document."""
    return _KINDS[code]


def level(word: str) -> str:
    """Give our code of a secrecy level; one of no list stays one of no list."""
    return LEVELS.get(word, f"DM-{word}" if word else "")
