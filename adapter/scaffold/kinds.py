"""Kinds of documents with their abbreviations (Decree 30/2020/NĐ-CP, Annex III, part I)."""

from __future__ import annotations

KINDS = {
    "Công văn": "CV",  # the one kind without an abbreviation of its own in the decree; CV is what systems write
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}


def code_of(written: str) -> str:
    """Give the abbreviation of a kind as a system may write it, exactly; empty for what is neither name nor one."""
    return KINDS.get(written) or (written if written in KINDS.values() else "")
