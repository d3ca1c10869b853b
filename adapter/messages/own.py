"""Texts of an agency's sheet, of reports on schedule, and of the yearly extract."""

from __future__ import annotations

SHEET: dict[str, tuple[str, str]] = {
    "own.title": (
        "Tình hình thực hiện nhiệm vụ được giao của {agency}, {period}",
        "Assignments of {agency}, {period}",
    ),
    "own.sheet.coordinating": ("Nhiệm vụ phối hợp", "Coordinated"),
    "own.sheet.figures": ("Số liệu của cơ quan", "Figures of the agency"),
    "own.column.formers": ("Gia hạn, thời hạn trước", "Extensions, former deadlines"),
    "own.column.next": ("Việc cần làm tiếp", "What to do next"),
    "own.column.report": ("Văn bản báo cáo", "Report document"),
    "own.column.entered": ("Ngày nhập kết quả", "Result entered"),
    "own.column.receipt": ("Nguồn đã nhận tình trạng", "Told to the source"),
    "own.column.why": ("Vì sao tính vào chỉ tiêu này", "Why it counts here"),
    "own.extended": ("{count} lần; trước đó: {formers}", "{count} times; before: {formers}"),
    "own.lacking-report": (
        "Thiếu văn bản báo cáo, kể cả không thời hạn và tạm dừng",
        "Without the report document, also without deadline or suspended",
    ),
    "own.lacking-result": (
        "Thiếu kết quả nhập, kể cả không thời hạn và tạm dừng",
        "Without the entered result, also without deadline or suspended",
    ),
    "own.coordinating": ("Nhiệm vụ phối hợp (không cộng vào số liệu)", "Coordinated (not added to the figures)"),
    "own.no-day": ("chưa có", "none"),
    "own.why": (
        "Văn bản ban hành {issued}; thời hạn hiện hành: {due}; văn bản báo cáo: {report}; nhập kết quả: {entered}",
        "Document issued {issued}; deadline in force: {due}; report document: {report}; entered result: {entered}",
    ),
    "own.next.done": (
        "Đã có đủ văn bản báo cáo và kết quả nhập.",
        "Report document and entered result are both there.",
    ),
    "own.next.withdrawn": ("Không phải làm: nhiệm vụ đã được rút.", "Nothing: the assignment was withdrawn."),
    "own.next.passed-on": (
        "Không phải làm: đã chuyển cho cơ quan khác chủ trì.",
        "Nothing: another agency leads it now.",
    ),
    "own.next.suspended": (
        "Đang tạm dừng: chờ nguồn cho thực hiện tiếp.",
        "Suspended: wait until the source resumes it.",
    ),
    "own.next.report": (
        "Ban hành văn bản báo cáo kết quả và gửi qua hệ thống văn bản.",
        "Issue the report document and send it through the document system.",
    ),
    "own.next.result": (
        "Nhập kết quả thực hiện trên hệ thống văn bản.",
        "Enter the result in the document system.",
    ),
    "own.next.late": ("Đã quá hạn {days} ngày.", "{days} days late."),
    "own.next.left": ("Còn {days} ngày, đến hết {due}.", "{days} days left, up to and including {due}."),
    "own.none": (
        "Trong kỳ này {agency} không có nhiệm vụ nào.",
        "{agency} has no assignments in this period.",
    ),
    "own.foot": (
        "{agency}: {count} nhiệm vụ trong kỳ, phối hợp {others}; số liệu đến hết {until}, vị trí nhật ký {position}, "
        "gốc {root}. Tệp để gửi đi: --to THƯ-MỤC.",
        "{agency}: {count} assignments in the period, coordinates {others}; up to and including {until}, position "
        "{position} of the log, root {root}. Files to hand out: --to DIR.",
    ),
    "own.which": (
        "Cần nêu đúng một cơ quan, hoặc --all cùng với --to THƯ-MỤC.",
        "Name exactly one agency, or --all together with --to DIR.",
    ),
    "own.written-all": (
        "Đã lập phiếu của {count} cơ quan trong {directory}, vị trí nhật ký {position}.",
        "The sheets of {count} agencies are in {directory}, at position {position} of the log.",
    ),
    "own.yearly-written": (
        "Đã ghi bản trích năm vào {directory}: {files} tệp và bản kê đã ký. Kiểm tra không cần chương trình này: "
        "python3 -I verify_log.py --key '{key}' --extract {directory}",
        "The yearly extract is in {directory}: {files} files and a signed manifest. To check it without this "
        "program: python3 -I verify_log.py --key '{key}' --extract {directory}",
    ),
    "heading.own": ("Nhiệm vụ chủ trì", "Assignments"),
    "heading.own-coordinating": ("Nhiệm vụ phối hợp", "Coordinated"),
    "heading.own-figures": ("Số liệu", "Figures"),
}

TEXTS: dict[str, tuple[str, str]] = {**SHEET}
