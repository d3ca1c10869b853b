"""Texts about kept messages that are read again by what is in force now."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "heading.hindered": (
        "Thông điệp giữ nguyên cách đọc cũ",
        "Messages that keep their former reading",
    ),
    "heading.classified-now": ("NAY BỊ COI LÀ MẬT", "CLASSIFIED BY WHAT IS IN FORCE NOW"),
    "reread.done": (
        "Đã đọc lại {messages} thông điệp: {documents} văn bản và {events} diễn biến nay được ghi khác.",
        "{messages} messages were read again: {documents} documents and {events} events are now recorded otherwise.",
    ),
    "reread.nothing": (
        "Đã đọc lại {messages} thông điệp: không có gì phải ghi.",
        "{messages} messages were read again: there was nothing to write.",
    ),
    "reread.would": (
        "Đã đọc lại {messages} thông điệp: {documents} văn bản và {events} diễn biến sẽ được ghi khác. Không ghi gì.",
        "{messages} messages were read again: {documents} documents and {events} events would be recorded otherwise. "
        "Nothing was written.",
    ),
    "reread.classified": (
        "CHÚ Ý: theo quy tắc đang có hiệu lực, {count} thông điệp đã lưu nay bị coi là mật (bảng trên). Văn bản như "
        "vậy được xử lý như khi nguồn gửi bản mang dấu mật: nội dung bị xóa, không tính vào đâu nữa; với diễn biến thì "
        "chỉ xóa nội dung. Xem: nhiemvu alert list; kiểm tra cả bản sao lưu và bản đã xuất.",
        "MIND: by what is in force now {count} kept messages count as classified (table above). Such a document is "
        "raised as when its source sends a classified version: its content is erased, it counts nowhere any more; of "
        "an event the content is erased. See: nhiemvu alert list; look at backups and exports, too.",
    ),
    "reread.would-classify": (
        "CHÚ Ý: theo quy tắc đang có hiệu lực, {count} thông điệp đã lưu sẽ bị coi là mật (bảng trên). Khi chạy thật, "
        "nội dung của chúng bị xóa và không lấy lại được. Nếu quy tắc sai, sửa ánh xạ trước.",
        "MIND: by what is in force now {count} kept messages would count as classified (table above). A real run "
        "erases their content for good. If the rule is wrong, correct the mapping first.",
    ),
    "reread.says-nothing": (
        "Theo ánh xạ đang có hiệu lực, diễn biến này không nói gì (chính là điều ta đã đẩy, hoặc ánh xạ không còn phần "
        "evidence); điều đã ghi vẫn giữ nguyên.",
        "By the mapping in force this event says nothing (our own push come back, or no evidence section any more); "
        "what was recorded stands.",
    ),
    "reread.no-ruling": (
        "Bản ghi {seq} không phải quyết định đọc lại này. Sửa: chạy lại nhiemvu reread.",
        "Entry {seq} is not the ruling of this reading. Fix: run nhiemvu reread again.",
    ),
}
