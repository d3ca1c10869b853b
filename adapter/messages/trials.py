"""Texts of trials: what came of a mapping on its samples."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "trial.no-sample": (
        "Không có tệp mẫu {file}. Sửa: đặt tệp vào chỗ đó, hoặc sửa tên trong phép thử.",
        "There is no sample {file}. Fix: put it there, or correct its name in the test.",
    ),
    "trial.not-accepted": (
        "Chưa có kết quả mong đợi {file}. Sửa: chạy nhiemvu mapping test với --accept, rồi đọc lại tệp đó.",
        "Nothing is expected yet in {file}. Fix: run nhiemvu mapping test with --accept, then read that file.",
    ),
    "trial.unreadable": (
        "Tệp kết quả mong đợi {file} không phải JSON. Sửa: chạy lại với --accept và đọc lại.",
        "What is expected in {file} is no JSON. Fix: run it with --accept again and read it.",
    ),
    "trial.differs": (
        "Kết quả khác với {file}. Sửa: sửa ánh xạ; nếu kết quả mới mới đúng, chạy với --accept.",
        "What comes out differs from {file}. Fix: correct the mapping; where the new outcome is right, use --accept.",
    ),
    "trial.unwritable": (
        "Không ghi được tệp kết quả mong đợi. Sửa: kiểm tra quyền ghi và chỗ trống của thư mục đó.",
        "What is expected cannot be written. Fix: look at the rights and the space of that folder.",
    ),
    "trial.builtin": (
        "Ánh xạ kèm theo chương trình không ghi đè được. Sửa: sao chép ánh xạ và mẫu ra thư mục riêng.",
        "A mapping that ships with the program is not written. Fix: copy it with its samples to a folder of yours.",
    ),
    "trial.summary": ("{ok} trên {all} phép thử đạt.", "{ok} of {all} tests pass."),
    "heading.outcomes": ("Kết quả của từng quy tắc", "What every rule came to"),
    "column.rule": ("Quy tắc", "Rule"),
    "column.good": ("Có giá trị", "Found"),
    "column.fallen_back": ("Lấy mặc định", "Default"),
    "column.empty": ("Trống", "Empty"),
    "column.missing": ("Không có", "Missing"),
    "column.bad": ("Sai", "Bad"),
    "column.quiet": ("Không có liên tiếp", "None in a row"),
    "outcomes.silent": ("(im lặng bất thường)", "(unusually silent)"),
    "progress.reading-again": ("Đọc lại thông điệp của nguồn {source}", "Reading messages of {source} again"),
    "heading.against-log": ("Nếu đọc bằng ánh xạ mới", "If they were read by the new mapping"),
    "column.field": ("Trường", "Field"),
    "column.was": ("Đang là", "Is"),
    "column.would_be": ("Sẽ là", "Would be"),
    "against-log.bucket": ("{bucket}: {count}", "{bucket}: {count}"),
    "against-log.summary": (
        "Đã đọc lại {messages} thông điệp: {documents} văn bản, {assignments} nhiệm vụ giao sẽ khác. Không ghi gì.",
        "{messages} messages were read again: {documents} documents, {assignments} assignments would differ. "
        "Nothing was written.",
    ),
    "against-log.which-source": (
        "Có nhiều nguồn ({known}): ghi rõ --source.",
        "There are several sources ({known}): say which with --source.",
    ),
    "against-log.erased": (
        "{count} thông điệp đã bị xóa nội dung nên không đọc lại được.",
        "The content of {count} messages was erased: they could not be read again.",
    ),
}
