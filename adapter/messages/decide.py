"""Texts of the reasons for which a reference is held."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "document.key-taken": (
        "Số, ký hiệu và ngày mới của văn bản này trùng với một văn bản khác. "
        "Sửa: đơn vị ban hành xác nhận số nào đúng và sửa tại hệ thống nguồn.",
        "The new number, notation and date of this document belong to another one. "
        "Fix: the issuing office says which is right and corrects it at the source.",
    ),
    "document.raised": (
        "Văn bản đã được nâng độ mật và xóa khỏi hệ thống này; bản công khai đến sau không được nhận lại. "
        "Sửa: đơn vị ban hành xác nhận độ mật.",
        "The document was raised to secret and erased here; a later plain copy is not taken in again. "
        "Fix: the issuing office confirms its level.",
    ),
    "document.recalled": (
        "Có thay đổi đối với văn bản đã bị thu hồi. Sửa: đơn vị ban hành xác nhận văn bản còn hiệu lực hay không.",
        "A recalled document was changed. Fix: the issuing office says whether it stands.",
    ),
    "document.two-readings": (
        "Một số văn bản nhưng hai nội dung khác nhau, dưới hai tham chiếu của nguồn. "
        "Sửa: đơn vị ban hành xác nhận bản đúng; bản kia được thu hồi tại nguồn.",
        "One number with two different contents, under two references of the source. "
        "Fix: the issuing office says which one holds; the other one is recalled at the source.",
    ),
    "fact.replaced-not-known": (
        "Thông báo thay thế văn bản: phiên bản này chưa theo dõi được. Giữ nguyên; phiên bản sau sẽ xử lý.",
        "A notice that replaces a document: this version cannot follow it yet. Keep it; a later version will.",
    ),
    "fact.updated-not-known": (
        "Thông báo cập nhật văn bản: phiên bản này chưa theo dõi được. Giữ nguyên; phiên bản sau sẽ xử lý.",
        "A notice that updates a document: this version cannot follow it yet. Keep it; a later version will.",
    ),
    "recall.target-unknown": (
        "Văn bản bị thu hồi không có trong sổ nhiệm vụ. Chờ văn bản đó; nếu là văn bản mật thì sẽ không bao giờ đến.",
        "The recalled document is not in the ledger. Wait for it; a withheld one never comes.",
    ),
}
