"""Texts about directories of organisations."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "directory.columns": (
        "Danh mục cơ quan thiếu cột: {columns}. Sửa: bổ sung cột vào dòng đầu của tệp.",
        "The directory lacks columns: {columns}. Fix: add them to the first line of the file.",
    ),
    "directory.empty": (
        "Danh mục cơ quan không có dòng nào. Sửa: kiểm tra đường dẫn directory.",
        "The directory has no row. Fix: check the setting directory.",
    ),
    "directory.not-csv": (
        "Dòng này không phải CSV hợp lệ. Sửa: kiểm tra dấu ngoặc kép và dấu phẩy.",
        "This line is not valid CSV. Fix: check its quotes and commas.",
    ),
    "directory.row": (
        "Dòng này có cột thiếu, sai hoặc trùng: {columns}. Sửa: ngày viết dạng YYYY-MM-DD; mỗi id một cơ quan.",
        "This row has columns that are missing, wrong or doubled: {columns}. "
        "Fix: write days as YYYY-MM-DD; one id is one body.",
    ),
}
