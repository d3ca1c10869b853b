"""Texts about settings and activations."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "settings.no-file": (
        "Không đọc được tệp ({reason}). Sửa: kiểm tra đường dẫn và quyền đọc của tệp.",
        "The file cannot be read ({reason}). Fix: check its path and its permissions.",
    ),
    "settings.not-utf8": (
        "Tệp không phải UTF-8. Sửa: lưu lại tệp với bảng mã UTF-8.",
        "The file is not UTF-8. Fix: save it as UTF-8.",
    ),
    "settings.not-toml": (
        "Tệp cấu hình sai cú pháp TOML tại vị trí này. Sửa: đối chiếu với config.example.toml.",
        "The settings file is not valid TOML at this place. Fix: compare with config.example.toml.",
    ),
    "settings.unknown-key": (
        "Không có tham số «{key}»; gần nhất là «{near}». Sửa: đổi tên hoặc xóa dòng này.",
        "There is no setting «{key}»; the nearest one is «{near}». Fix: rename or remove the line.",
    ),
    "settings.missing": (
        "Thiếu tham số bắt buộc «{key}». Sửa: bổ sung theo config.example.toml.",
        "The setting «{key}» is required. Fix: add it as config.example.toml shows.",
    ),
    "settings.invalid": (
        "Giá trị của «{key}» không hợp lệ; nhận: {takes}. Sửa: xem giải thích trong config.example.toml.",
        "The value of «{key}» is not valid; it takes: {takes}. Fix: see its explanation in config.example.toml.",
    ),
    "settings.secret-file": (
        "Không đọc được tệp bí mật nêu ở «{key}». Sửa: kiểm tra đường dẫn, và quyền đọc của tài khoản dịch vụ.",
        "The secret named by «{key}» cannot be read. Fix: check its path, and that the service account may read it.",
    ),
    "settings.unknown-variable": (
        "Biến môi trường {variable} không ứng với cài đặt nào. Gần giống: {near}. Sửa: bỏ đi hoặc viết lại tên.",
        "The environment variable {variable} is no setting. Nearest: {near}. Fix: take it out or spell it as it is.",
    ),
    "settings.environment": (
        "Một biến môi trường NHIEMVU_… cho cả một bảng có giá trị không đọc được. "
        "Sửa: đặt từng tham số, ví dụ NHIEMVU_LOG__LEVEL=debug.",
        "A variable NHIEMVU_… for a whole table cannot be read. Fix: set single settings, as NHIEMVU_LOG__LEVEL=debug.",
    ),
    "settings.no-sources": (
        "Chưa khai báo hệ thống nguồn nào. Sửa: thêm một bảng [sources.TÊN] vào tệp cấu hình.",
        "No source is configured. Fix: add a [sources.NAME] table to the settings file.",
    ),
    "settings.unknown-source": (
        "Không có hệ thống nguồn «{source}» trong cấu hình. Sửa: dùng một trong: {known}.",
        "There is no source «{source}» in the settings. Fix: use one of: {known}.",
    ),
    "settings.unknown-connector": (
        "Không có bộ kết nối «{connector}» (nguồn «{source}»). Sửa: dùng một trong: {known}.",
        "There is no connector «{connector}» (source «{source}»). Fix: use one of: {known}.",
    ),
    "settings.scope-issuer-unknown": (
        "Cơ quan ban hành thứ {position} trong scope.issuers không có trong danh mục cơ quan. "
        "Sửa: ghi đúng tên hoặc mã như trong danh mục.",
        "Issuer number {position} of scope.issuers is not in the directory. "
        "Fix: write its name or code as the directory has it.",
    ),
    "activation.changed": (
        "«{what}» (nguồn: {source}) đã thay đổi so với bản đang có hiệu lực. "
        'Sửa: kích hoạt bằng `nhiemvu activate {what} --reason "…"`, hoặc khôi phục tệp cũ.',
        "«{what}» (source: {source}) differs from what is in force. "
        'Fix: activate it with `nhiemvu activate {what} --reason "…"`, or restore the former file.',
    ),
    "activation.same-person": (
        "Đề nghị số {number} do chính {by} lập. Sửa: người khác, bằng tài khoản khác, duyệt.",
        "Proposal {number} was made by {by}, the same account. Fix: let another person approve it, by another account.",
    ),
    "activation.not-the-same": (
        "Tệp không phải là bản {by} đã đề nghị (số {number}). Sửa: nếu được đề nghị bằng --from, đưa đúng tệp ấy "
        "(activation approve {number} --from FILE); nếu tệp đã đổi, đề nghị lại rồi duyệt.",
        "The file is not what {by} proposed ({number}). Fix: if it was proposed with --from, give that very file "
        "(activation approve {number} --from FILE); if the file has changed, propose it anew, then approve that.",
    ),
    "activation.none-waits": (
        "Không có đề nghị số {number} nào đang chờ. Xem: nhiemvu activation list",
        "No proposal {number} waits. See: nhiemvu activation list",
    ),
}
