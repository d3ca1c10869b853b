"""Texts of alerts: what has happened, and what a person does about it."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "alert.source-away": (
        "Nguồn {source} không trả lời được: {why} Văn bản không mất: lần sau chương trình hỏi tiếp từ chỗ cũ.",
        "Source {source} cannot be asked: {why} No document is lost: the program goes on from the same place.",
    ),
    "alert.administrator-needed": (
        "Nguồn {source} chờ quản trị viên: {why}",
        "Source {source} waits for an administrator: {why}",
    ),
    "alert.classified-appeared": (
        "Nguồn {source} đã đưa ra văn bản mật; chương trình không giữ lại gì. "
        "Hãy báo cơ quan quản lý nguồn xem văn bản mật có được phép đi qua kênh này không, rồi đóng cảnh báo.",
        "Source {source} has offered a classified document; nothing of it was kept. "
        "Ask whoever runs the source whether classified documents may pass over this channel, then close the alert.",
    ),
    "alert.document-raised": (
        "Văn bản {document} của nguồn {source} nay là văn bản mật: nội dung đã bị xóa khỏi cơ sở dữ liệu. "
        "Hãy xóa cả ở các bản sao lưu và bản kết xuất cũ, rồi đóng cảnh báo.",
        "Document {document} of source {source} is classified now: its content was erased from the database. "
        "Erase it from older backups and exports, too, then close the alert.",
    ),
    "alert.two-readings": (
        "Nguồn {source}: {count} văn bản chờ xử lý vì trùng số mà nội dung khác nhau. "
        "Xem: nhiemvu quarantine list --source {source}; đơn vị ban hành xác nhận bản đúng.",
        "Source {source}: {count} documents are held because one number has two contents. "
        "See: nhiemvu quarantine list --source {source}; the issuing office says which one holds.",
    ),
    "alert.number-twice": (
        "Nguồn {source}: hai văn bản còn hiệu lực mang cùng một số trong năm ({document}, {other}). Đơn vị ban hành "
        "xác nhận rồi sửa tại hệ thống nguồn.",
        "Source {source}: two documents in force bear one number of the year ({document}, {other}). The issuing office "
        "says which is right and corrects it at the source.",
    ),
    "alert.documents-held": (
        "Nguồn {source} có văn bản chờ xử lý ({count}). Xem: nhiemvu quarantine list --source {source}",
        "Documents of source {source} are held ({count}). See: nhiemvu quarantine list --source {source}",
    ),
    "alert.contract-drifted": (
        "Mô tả dịch vụ của nguồn {source} đã đổi so với bản đã ghim: {why}",
        "The service description of source {source} differs from the pinned copy: {why}",
    ),
    "alert.settings-refused": (
        "Không nhận cấu hình mới; chương trình chạy tiếp với cấu hình cũ: {why}",
        "The new configuration was refused; the program goes on with the former one: {why}",
    ),
    "alert.rule-silent": (
        "Quy tắc {rule} của nguồn {source} trước đây thường có giá trị, nay {count} lần liên tiếp không có. "
        "Có thể hệ thống nguồn đã đổi tên trường. Xem: nhiemvu mapping outcomes --source {source}",
        "Rule {rule} of source {source} used to find a value and has found none {count} times in a row. "
        "The source may have renamed a field. See: nhiemvu mapping outcomes --source {source}",
    ),
    "alert.log-not-signed": (
        "Không ký được nhật ký, nên những gì mới ghi chưa ai kiểm chứng được: {why}",
        "The log could not be signed, so nobody can verify what is new: {why}",
    ),
    "alert.log-not-anchored": (
        "Không gửi được mốc của nhật ký cho nơi giữ mốc {anchor}: {why}",
        "Anchor {anchor} could not be given the newest checkpoint of the log, or be asked: {why}",
    ),
    "alert.anchors-late": (
        "Bản ghi cũ nhất chưa ai giữ ở nơi khác đã chờ {waited} giờ (giới hạn {limit} giờ): báo cáo bị từ chối. "
        "Sửa: xem các cảnh báo khác, rồi chạy `nhiemvu log anchor`.",
        "The oldest entry that nobody holds elsewhere has waited for {waited} h (limit {limit} h): reports are "
        "refused. "
        "Fix: see the other alerts, then run `nhiemvu log anchor`.",
    ),
    "alert.deadlines-moved": (
        "Nguồn {source}: theo lịch làm việc và cài đặt đang có hiệu lực, {count} nhiệm vụ đang mở sẽ có hạn khác. "
        "Xem: nhiemvu reread --source {source} --since {since} --dry-run --reason …; ghi vào nhật ký: bỏ --dry-run.",
        "Source {source}: by the calendar and settings in force {count} open assignments would have another deadline. "
        "See: nhiemvu reread --source {source} --since {since} --dry-run --reason …; to state them: without --dry-run.",
    ),
    "alert.year-not-covered": (
        "Lịch làm việc chưa có đủ năm {year}; {count} hạn đang mở đã tính qua năm này, các hạn mới chạm đến năm này "
        "sẽ phải chờ. Sửa: bổ sung các ngày nghỉ và dòng covers, rồi nhiemvu activate calendar.",
        "The calendar does not cover {year}; {count} open deadlines were counted through it, and new ones that touch "
        "it will be held. Fix: add its days off and a row of kind covers, then nhiemvu activate calendar.",
    ),
    "alert.account-differs": (
        "Sổ đăng ký của nguồn {source} lệch {difference} so với văn bản đã đối soát, {twice} số dùng hai lần. "
        "Xem các số đó: nhiemvu account --source {source}",
        "The register of source {source} differs by {difference} from the documents accounted for; {twice} numbers are "
        "used twice. See which: nhiemvu account --source {source}",
    ),
    "alert.register-twice": (
        "Sổ đăng ký của nguồn {source} có {twice} số dùng hai lần trong một năm. Xem các số đó: nhiemvu account "
        "--source {source}; đơn vị ban hành xác nhận rồi sửa. Số không sửa được nữa thì đóng cảnh báo: chỉ số mới "
        "mở lại.",
        "The register of source {source} has {twice} numbers twice a year. See which: nhiemvu account --source "
        "{source}; the issuing office says which is right. Where nothing can be mended any more, close the alert: only "
        "another number opens it again.",
    ),
    "alert.documents-slow": (
        "Văn bản tháng {month} của nguồn {source} vào sổ chậm: {share}% trong {documents} văn bản đạt mục tiêu "
        "{objective} giây (cần {wanted}%). Xem: nhiemvu account --source {source}",
        "Documents of {month} of source {source} come late: {share}% of {documents} within {objective} s ({wanted}% "
        "are wanted). See: nhiemvu account --source {source}",
    ),
    "alert.report-not-built": (
        "Chưa lập được báo cáo cho phiên họp ngày {session} ({language}), phải có từ ngày {by}; chương trình thử lại "
        "mỗi phút: {why}",
        "The report for the session of {session} ({language}), due on {by}, could not be built; it is tried again "
        "every minute: {why}",
    ),
    "alert.report-late": (
        "Báo cáo cho phiên họp ngày {session} ({language}) phải có từ ngày {by} mà không có: báo cáo lập muộn. Hãy "
        "báo người dự họp, xem vì sao (nhiemvu alert list --all), rồi đóng cảnh báo.",
        "The report for the session of {session} ({language}) was due on {by} and was not there: it is late. Tell "
        "those who wait for it, look why (nhiemvu alert list --all), then close the alert.",
    ),
    "report.failed": (
        "Lỗi của chương trình khi lập báo cáo ({error}). Báo người bảo trì phần mềm, kèm dòng report_failed của nhật "
        "ký vận hành; trong lúc chờ: `nhiemvu report build`.",
        "A mistake of the program while it built a report ({error}). Tell whoever maintains it, with the line "
        "report_failed of the operator's log; meanwhile: `nhiemvu report build`.",
    ),
    "alert.none": ("Không có cảnh báo nào đang mở.", "No alert is open."),
    "alert.not-open": (
        "Không có cảnh báo số {number} nào đang mở. Xem: nhiemvu alert list",
        "No alert with the number {number} is open. See: nhiemvu alert list",
    ),
    "alert.dismissed": ("Đã đóng cảnh báo số {number}.", "Alert {number} is closed."),
    "heading.alerts": ("Cảnh báo", "Alerts"),
    "column.alert": ("Số", "Number"),
    "column.alert_said": ("Việc gì và cần làm gì", "What, and what helps"),
    "column.opened": ("Từ khi", "Since"),
    "column.closed": ("Đóng lúc", "Closed"),
    "column.code": ("Mã", "Code"),
}  # fmt: skip
