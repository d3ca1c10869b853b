"""Texts of the gate: why a message stays out, and who can change that."""

from __future__ import annotations

_LEVEL = {
    "missing": ("không có độ mật", "has no secrecy level"),
    "several": ("có nhiều giá trị độ mật", "has several secrecy levels"),
    "not-text": ("có độ mật không phải văn bản thuần", "has a secrecy level that is not plain text"),
    "unknown": ("có độ mật không nằm trong danh sách được mở", "has a secrecy level that is not on the allow-list"),
    "classified": ("mang dấu độ mật", "is marked classified"),
}
_PART = {
    "": ("Văn bản", "The document"),
    "listing-": ("Mục trong danh sách của nguồn", "The item in the source's listing"),
    "attachment-": ("Tệp đính kèm", "An attachment"),
    "event-": ("Diễn biến", "The event"),
    "inside-": ("Tài liệu trong tệp đính kèm", "A document inside an attachment"),
    "elsewhere-": (
        "Một phần nằm ngoài các vị trí khai báo trong ánh xạ",
        "A part at a place the mapping does not name",
    ),
}
_STEP = (
    "Sửa: nguồn ghi đúng độ mật; nếu là mã mới, quản trị bổ sung vào mục gate của ánh xạ.",
    "Fix: the source corrects the level; for a new code, the administrator adds it to the mapping's gate.",
)

TEXTS: dict[str, tuple[str, str]] = {
    **{
        f"secrecy.{part}{level}": (f"{who[0]} {what[0]}. {_STEP[0]}", f"{who[1]} {what[1]}. {_STEP[1]}")
        for part, who in _PART.items()
        for level, what in _LEVEL.items()
    },
    "secrecy.absence-opens": (
        "Lưu ý: nguồn {source} được cấu hình coi văn bản không ghi độ mật là không mật (absent_secrecy_opens, "
        "kênh «{channel}»). Chỉ đúng khi kênh này không bao giờ chuyển văn bản mật.",
        "Note: source {source} is set to take messages without any secrecy level as unclassified "
        "(absent_secrecy_opens, channel “{channel}”). Right only where classified documents never pass over it.",
    ),
    "secrecy.stamp-doubtful": (
        "Trích yếu hoặc ký hiệu có từ có thể là dấu độ mật. Sửa: nguồn xác nhận độ mật, hoặc viết lại rõ nghĩa.",
        "The subject or notation has a word that may be a stamp of secrecy. "
        "Fix: the source confirms the level, or words it clearly.",
    ),
    "secrecy.stamp": (
        "Trích yếu hoặc ký hiệu mang dấu độ mật. Sửa: nguồn xác nhận độ mật và sửa trích yếu nếu ghi nhầm.",
        "The subject or notation carries a stamp of secrecy. Fix: the source confirms the level, or corrects the text.",
    ),
    "secrecy.inside-unreadable": (
        "Tài liệu XML trong tệp đính kèm có nhắc đến độ mật nhưng không đọc được an toàn. "
        "Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "An XML document inside an attachment mentions a level and cannot be read safely. "
        "Fix: tell the operator of the source.",
    ),
    "attachment.bomb": (
        "Tệp nén đính kèm phình to bất thường khi giải nén. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "An attached archive grows beyond reason when unpacked. Fix: tell the operator of the source.",
    ),
    "attachment.entries": (
        "Tệp nén đính kèm có quá nhiều mục. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "An attached archive has too many entries. Fix: tell the operator of the source.",
    ),
    "attachment.path": (
        "Tệp nén đính kèm có đường dẫn dẫn ra ngoài thư mục giải nén. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "An attached archive has a path that leads out of its folder. Fix: tell the operator of the source.",
    ),
    "attachment.twice": (
        "Tệp nén đính kèm có hai mục trùng tên. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "An attached archive has two entries of one name. Fix: tell the operator of the source.",
    ),
    "message.include": (
        "Thông điệp đòi lấy thêm nội dung từ nơi khác (XInclude). Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message asks for content from elsewhere (XInclude). Fix: tell the operator of the source.",
    ),
    "message.schema-location": (
        "Thông điệp trỏ đến lược đồ (schema) ở nơi khác. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message points to a schema elsewhere. Fix: tell the operator of the source.",
    ),
    "message.wrapped": (
        "Chữ ký số trong thông điệp có thể ký nội dung khác với nội dung được đọc. "
        "Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The signature in the message may speak of other words than those that are read. "
        "Fix: tell the operator of the source.",
    ),
    "xml.canonical": (
        "Thông điệp dùng tên không gian (namespace) tương đối. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message uses a relative namespace name. Fix: tell the operator of the source.",
    ),
    "xml.count": (
        "Thông điệp có quá nhiều phần tử hoặc thuộc tính. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message has too many elements or attributes. Fix: tell the operator of the source.",
    ),
    "xml.declaration": (
        "Khai báo XML sai cú pháp. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The XML declaration is not valid. Fix: tell the operator of the source.",
    ),
    "xml.depth": (
        "Các phần tử lồng nhau quá sâu. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The elements stand too deep within each other. Fix: tell the operator of the source.",
    ),
    "xml.doctype": (
        "Thông điệp khai báo DOCTYPE, không được chấp nhận. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message declares a document type, which is never accepted. Fix: tell the operator of the source.",
    ),
    "xml.encoding": (
        "Bảng mã khai báo không khớp nội dung, hoặc không phải UTF-8/UTF-16. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The declared encoding does not fit the bytes, or is no UTF-8 or UTF-16. Fix: tell the operator of the source.",
    ),
    "xml.instruction": (
        "Thông điệp có chỉ thị xử lý (processing instruction). Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message holds a processing instruction. Fix: tell the operator of the source.",
    ),
    "xml.malformed": (
        "Thông điệp không phải XML hợp lệ. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message is not well-formed XML. Fix: tell the operator of the source.",
    ),
    "xml.too-long": (
        "Thông điệp có tên, thuộc tính hoặc chú thích dài bất thường. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message has a name, an attribute or a comment of unusual length. Fix: tell the operator of the source.",
    ),
    "xml.too-big": (
        "Thông điệp vượt quá giới hạn kích thước. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "The message is larger than the limit. Fix: tell the operator of the source.",
    ),
    "xml.version": (
        "Chỉ chấp nhận XML 1.0. Sửa: báo đơn vị vận hành hệ thống nguồn.",
        "Only XML 1.0 is accepted. Fix: tell the operator of the source.",
    ),
}
