"""Texts of `nhiemvu simulate`."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "simulator.generating": ("Đang sinh dữ liệu mô phỏng", "Making the simulated documents"),
    "simulator.ready": (
        "Hệ thống văn bản mô phỏng đang phục vụ tại {url} (đồng hồ: {now}). Dừng: Ctrl+C.",
        "The simulated document system serves at {url} (its clock: {now}). Stop it with Ctrl+C.",
    ),
    "simulator.not-loopback": (
        "«{host}» không phải địa chỉ nội máy. Sửa: dùng 127.0.0.1; bộ mô phỏng không phục vụ ra mạng.",
        "«{host}» is no loopback address. Fix: use 127.0.0.1; the simulator does not serve a network.",
    ),
    "simulator.user-and-password": (
        "--user và --password-file phải đi cùng nhau. Sửa: cho cả hai, hoặc bỏ cả hai.",
        "--user and --password-file go together. Fix: give both, or neither.",
    ),
    "simulator.bad-month": (
        "«{value}» không phải tháng. Sửa: viết dạng YYYY-MM, ví dụ 2025-11.",
        "«{value}» is no month. Fix: write it as YYYY-MM, e.g. 2025-11.",
    ),
    "simulator.bad-now": (
        "«{value}» không phải thời điểm. Sửa: viết dạng ISO 8601, ví dụ 2026-10-31T23:59:59+07:00.",
        "«{value}» is no moment. Fix: write it in ISO 8601, e.g. 2026-10-31T23:59:59+07:00.",
    ),
    "simulator.bad-mode": (
        "Không có cách xử sự «{value}». Sửa: NAME hoặc NAME:EVERY, NAME là một trong: {known}.",
        "There is no mode «{value}». Fix: NAME or NAME:EVERY, NAME one of: {known}.",
    ),
    "simulator.other-plan": (
        "{file} đã được sinh với tham số khác ({made_with}). Sửa: dùng đúng tham số đó, hoặc chọn tệp khác.",
        "{file} was made with other parameters ({made_with}). Fix: use those, or choose another file.",
    ),
    "simulator.no-state": (
        "Không dùng được tệp {file} ({reason}). Sửa: chọn một tệp mới trong thư mục ghi được.",
        "The file {file} cannot be used ({reason}). Fix: choose a new file in a folder you may write to.",
    ),
    "simulator.no-port": (
        "Không mở được cổng {port} trên {host}. Sửa: dừng chương trình đang giữ cổng, hoặc dùng --port 0.",
        "Port {port} on {host} cannot be opened. Fix: stop what holds it, or use --port 0.",
    ),
}
