"""Texts about anchors: who holds what the log was, and what is wrong with one."""

from __future__ import annotations

TROUBLE: dict[str, tuple[str, str]] = {
    "anchor.file-refused": (
        "Không ghi được tệp {file} ({reason}). Sửa: kiểm tra đường dẫn và quyền ghi của tài khoản chạy dịch vụ.",
        "The file {file} cannot be used ({reason}). Fix: check its path, and that the service may read and write it.",
    ),
    "anchor.file-failed": (
        "Tệp {file} tạm thời không ghi được ({reason}); chương trình tự thử lại. Kiểm tra dung lượng và thư mục chia "
        "sẻ.",
        "The file {file} cannot be written now ({reason}); it is tried again. Check space, and whether the share is "
        "there.",
    ),
    "anchor.file-not-shown": (
        "Đã ghi mốc vào {file} nhưng đọc lại không thấy; chương trình tự thử lại. Kiểm tra thư mục chia sẻ.",
        "A checkpoint was written to {file} and is not there when read back; it is tried again. Check the share.",
    ),
    "anchor.no-moment": (
        "Thời điểm ghi trong câu trả lời không có thật hoặc sau hiện tại hơn một ngày, nên không được nhận. "
        "Sửa: kiểm tra đồng hồ máy này; nếu đúng, báo bên giữ mốc.",
        "The moment in its answer is none, or more than a day ahead, so it is not taken. "
        "Fix: check the clock of this machine; if it is right, tell those who run the anchor.",
    ),
    "anchor.not-signed": (
        "Trong {file} có mốc mang tên nhật ký này nhưng không có chữ ký đúng của nó; những mốc đó không được tính. "
        "Sửa: hỏi người giữ tệp ai đã ghi chúng; chỉ tài khoản chạy dịch vụ được ghi vào tệp.",
        "In {file} there are checkpoints that name this log without a right signature of it; they count for nothing. "
        "Fix: ask who holds the file who wrote them; nobody but the service's account may write to it.",
    ),
    "anchor.mail-away": (
        "Máy chủ thư {host} không trả lời ({reason}); chương trình tự thử lại.",
        "The mail server {host} does not answer ({reason}); it is tried again.",
    ),
    "anchor.mail-refused": (
        "Máy chủ thư {host} không nhận thư (mã {status}). Nếu mã từ 500 trở lên: kiểm tra địa chỉ gửi, nhận và quyền "
        "gửi.",
        "The mail server {host} did not take the mail (status {status}). From 500 on: check sender, recipients and "
        "rights.",
    ),
    "anchor.mail-log-in": (
        "Máy chủ thư {host} từ chối đăng nhập (mã {status}). Sửa: kiểm tra username và password_file.",
        "The mail server {host} refused the log-in (status {status}). Fix: check username and password_file.",
    ),
    "anchor.mail-cannot": (
        "Máy chủ thư {host} không có khả năng cần dùng (STARTTLS hoặc cách đăng nhập). Sửa: kiểm tra security và port.",
        "The mail server {host} cannot do what is needed (STARTTLS or a way to log in). Fix: check security and port.",
    ),
    "anchor.mail-certificate": (
        "Chứng thư của máy chủ thư {host} không được tin. Sửa: kiểm tra host, hoặc đặt ca_bundle.",
        "The certificate of the mail server {host} is not trusted. Fix: check host, or set ca_bundle.",
    ),
    "anchor.too-slow": (
        "Quá {seconds} giây chưa xong; chương trình không chờ thêm và tự thử lại.",
        "It has not ended within {seconds} s; nobody waits for it any longer, and it is tried again.",
    ),
    "anchor.failed": (
        "Lỗi của chương trình ({error}). Sửa: báo người phát triển, kèm các dòng nhật ký vận hành quanh lúc này.",
        "A mistake of the program ({error}). Fix: report it, with the lines of the operator's log around this moment.",
    ),
    "anchor.holds-more": (
        "Nơi giữ nói đang có {held} bản ghi, nhật ký ở đây chỉ có {size}. "
        "Sửa: dừng dịch vụ và làm theo mục «Restore» của docs/auditor.md.",
        "It says that it holds {held} entries, and the log here has {size}. "
        "Fix: stop the service and follow «Restore» in docs/auditor.md.",
    ),
    "anchor.holds-other": (
        "Nơi giữ nói đang có mốc {held} bản ghi, và {held} bản ghi đầu ở đây không phải những bản ghi đó. "
        "Sửa: dừng dịch vụ, giữ nguyên dữ liệu, báo kiểm toán, xem mục «Restore» của docs/auditor.md.",
        "It says that it holds a checkpoint of {held} entries, and the first {held} here are not those. "
        "Fix: stop the service, keep the data as it is, call the auditor, and see «Restore» in docs/auditor.md.",
    ),
}

OPTIONS: dict[str, tuple[str, str]] = {
    "connector.option-no-port": (
        "options.{option} phải là một cổng TCP từ 1 đến 65535. Sửa: ghi một số nguyên, ví dụ 587.",
        "options.{option} has to be a TCP port from 1 to 65535. Fix: write a whole number such as 587.",
    ),
    "connector.option-no-mail-address": (
        "options.{option} phải là địa chỉ thư (ASCII), hoặc danh sách địa chỉ. Sửa: ví dụ "
        '["thanh-tra@co-quan.gov.vn"].',
        'options.{option} has to be a mail address (ASCII), or a list of them. Fix: e.g. ["audit@office.gov.vn"].',
    ),
    "anchor.mail-half-log-in": (
        "Chỉ có một trong hai: username và password. Sửa: ghi cả username lẫn password_file, hoặc bỏ cả hai.",
        "Only one of username and password is there. Fix: give both username and password_file, or neither.",
    ),
    "anchor.mail-password-in-clear": (
        'Mật khẩu sẽ đi qua mạng không mã hóa (security = "none"). Sửa: dùng "starttls" hoặc "tls", hoặc bỏ đăng nhập.',
        'The password would travel in clear (security = "none"). Fix: "starttls" or "tls", or no log-in.',
    ),
    "anchor.unknown": (
        "Không có nơi giữ mốc tên {anchor} trong cấu hình. Đã có: {known}. Sửa: chọn một tên, hoặc thêm "
        "[anchors.{anchor}].",
        "The settings have no anchor {anchor}. There are: {known}. Fix: choose one, or add [anchors.{anchor}].",
    ),
    "anchor.none": (
        "Chưa cấu hình nơi giữ mốc nào. Sửa: thêm bảng [anchors.TÊN] (docs/auditor.md).",
        "No anchor is configured. Fix: add a table [anchors.NAME] (docs/auditor.md).",
    ),
    "anchor.no-such-checkpoint": (
        "Không có mốc #{number} với {size} bản ghi, nên không ghi lại là đã gửi. Sửa: chạy lại lệnh.",
        "There is no checkpoint #{number} of {size} entries, so nothing was noted. Fix: run the command again.",
    ),
}

HISTORY: dict[str, tuple[str, str]] = {
    "history.anchor-ahead": (
        "DỪNG, chưa ghi gì: nơi giữ mốc {anchor} có mốc {held} bản ghi, nhật ký ở đây chỉ có {size}: dữ liệu đã bị "
        "quay "
        "về trạng thái cũ. Sửa: đặt lại bản dữ liệu mới nhất; nếu không còn, làm theo mục «Restore» của "
        "docs/auditor.md.",
        "STOPPED, nothing was written: anchor {anchor} holds a checkpoint of {held} entries and the log here has "
        "{size}: "
        "the data was set back to an older state. Fix: put the newest data back; if it is lost, follow «Restore» in "
        "docs/auditor.md.",
    ),
    "history.anchor-differs": (
        "DỪNG, chưa ghi gì: nơi giữ mốc {anchor} có mốc {held} bản ghi, và {held} bản ghi đầu ở đây không phải những "
        "bản "
        "ghi đó: đây là một nhật ký khác. Sửa: giữ nguyên dữ liệu, báo kiểm toán, xem mục «Restore» của "
        "docs/auditor.md.",
        "STOPPED, nothing was written: anchor {anchor} holds a checkpoint of {held} entries, and the first {held} here "
        "are "
        "not those: this is another history. Fix: keep the data as it is, call the auditor, and see «Restore» in "
        "docs/auditor.md.",
    ),
    "history.own-ahead": (
        "DỪNG, chưa ghi gì: cơ sở dữ liệu nói đã ký hoặc gửi đi {held} bản ghi ({which}), nhật ký chỉ còn {size}: nhật "
        "ký "
        "đã bị cắt. Sửa: giữ nguyên dữ liệu, báo kiểm toán, xem mục «Restore» của docs/auditor.md.",
        "STOPPED, nothing was written: by the database {held} entries were signed or given away ({which}), and the log "
        "has {size}: it was cut off. Fix: keep the data as it is, call the auditor, and see «Restore» in "
        "docs/auditor.md.",
    ),
    "history.own-differs": (
        "DỪNG, chưa ghi gì: {held} bản ghi đầu không phải những bản ghi đã ký ({which}). "
        "Sửa: giữ nguyên dữ liệu, chạy `nhiemvu log verify`, báo kiểm toán, xem mục «Restore» của docs/auditor.md.",
        "STOPPED, nothing was written: the first {held} entries are not those that were signed ({which}). "
        "Fix: keep the data as it is, run `nhiemvu log verify`, call the auditor, and see «Restore» in "
        "docs/auditor.md.",
    ),
}
"""Why a start was stopped: the log is not the one that others hold, or that it says of itself."""

VERIFY: dict[str, tuple[str, str]] = {
    "verify.anchor-order": (
        "Dòng #{which} của bảng anchors: số thứ tự hoặc thời điểm không đúng; có dòng đã bị xóa hoặc sửa.",
        "Row #{which} of the table anchors: its number or moment is not right; one was deleted or changed.",
    ),
    "verify.anchor-checkpoint": (
        "Dòng #{which} của bảng anchors: không có mốc nào như nó nói.",
        "Row #{which} of the table anchors: there is no checkpoint as it states.",
    ),
    "verify.anchor-token": (
        "Dòng #{which} của bảng anchors ({anchor}): dấu chứng nhận không hợp lệ: {why}",
        "Row #{which} of the table anchors ({anchor}): its token does not verify: {why}",
    ),
}

SAID: dict[str, tuple[str, str]] = {
    "log.held-by": (
        "{anchor} ({kind}) giữ mốc #{checkpoint}: {size} bản ghi, từ {at}. {proof}",
        "{anchor} ({kind}) holds checkpoint #{checkpoint}: {size} entries, since {at}. {proof}",
    ),
    "log.held-by-token": (
        "Dấu chứng nhận của họ đã kiểm tra đúng.",
        "Their token was verified.",
    ),
    "log.held-by-book": (
        "Đây là ghi chép của chính máy này: hãy hỏi họ và đưa mốc của họ vào --checkpoint.",
        "That is this machine's own book: ask them, and hand in their copy with --checkpoint.",
    ),
    "log.anchored": (
        "{anchor} ({kind}) đã giữ mốc #{checkpoint}: {size} bản ghi, lúc {at}.",
        "{anchor} ({kind}) holds checkpoint #{checkpoint}: {size} entries, at {at}.",
    ),
    "status.anchored": (
        "Nơi giữ mốc: {anchor} ({kind}) có {size} bản ghi, từ {at}.",
        "Anchors: {anchor} ({kind}) holds {size} entries, since {at}.",
    ),
    "status.never-anchored": (
        "Nơi giữ mốc: {anchor} ({kind}) chưa nhận mốc nào.",
        "Anchors: {anchor} ({kind}) has been given nothing yet.",
    ),
    "status.anchor-late": (
        "Nơi giữ mốc: bản ghi cũ nhất chưa ai giữ đã chờ {waited} giờ (giới hạn {limit} giờ). Sửa: `nhiemvu log "
        "anchor`.",
        "Anchors: the oldest entry that none of them holds has waited for {waited} h (limit {limit} h). "
        "Fix: `nhiemvu log anchor`.",
    ),
    "check.anchor": (
        "{anchor}: nơi giữ mốc loại {kind}, các tham số hợp lệ.",
        "{anchor}: an anchor of kind {kind}, its options are valid.",
    ),
    "probe.anchor": ("nơi giữ mốc: số bản ghi đang giữ", "anchor: entries that it holds"),
    "mail.subject": ("nhiemvu: mốc nhật ký {size} bản ghi", "log checkpoint of {size} entries"),
    "mail.body": (
        "Đây là mốc đã ký của nhật ký {origin}: {size} bản ghi đầu tiên không thể bị sửa, bỏ hay thêm mà mốc này không "
        "phát hiện ra. Xin giữ thư này và tệp kèm theo ở nơi người quản trị hệ thống không xóa được, và đưa cho kiểm "
        "toán "
        "khi được hỏi. Không cần trả lời.\n",
        "This is a signed checkpoint of the log {origin}: its first {size} entries can no longer be changed, dropped "
        "or "
        "added to without this checkpoint telling. Please keep this mail and its attachment where the administrator of "
        "the system cannot delete them, and hand them to the auditor when asked. No answer is needed.\n",
    ),
}

READY: dict[str, tuple[str, str]] = {
    "ready.yes": ("SẴN SÀNG.", "READY."),
    "ready.no": (
        "CHƯA SẴN SÀNG: {count} điều có dấu ! dưới đây.",
        "NOT READY: {count} of the points below, with a mark.",
    ),
    "ready.database": ("Cơ sở dữ liệu đọc được: {size} bản ghi.", "The database can be read: {size} entries."),
    "ready.log-anchored": (
        "Nhật ký được giữ ở nơi khác trong giới hạn.",
        "The log is held elsewhere, within the limit.",
    ),
    "ready.log-no-limit": (
        "Nhật ký: không có nơi giữ mốc hoặc không đặt giới hạn.",
        "The log: no anchor is configured, or no limit is set.",
    ),
    "ready.anchor-late": (
        "Nhật ký: bản ghi cũ nhất chưa ai giữ ở nơi khác đã chờ {waited} giờ (giới hạn {limit} giờ). Sửa: `nhiemvu log "
        "anchor`.",
        "The log: the oldest entry that nobody holds elsewhere has waited for {waited} h (limit {limit} h). "
        "Fix: `nhiemvu log anchor`.",
    ),
    "ready.deadlines-moved": (
        "Nguồn {source}: {count} nhiệm vụ đang mở sẽ có hạn khác theo lịch và cài đặt đang có hiệu lực. "
        "Sửa: nhiemvu reread --source {source} --since {since} --reason …",
        "Source {source}: {count} open assignments would have another deadline by calendar and settings in force. "
        "Fix: nhiemvu reread --source {source} --since {since} --reason …",
    ),
    "ready.year-not-covered": (
        "Lịch làm việc chưa có đủ năm {year} ({count} hạn đang mở đã tính qua). Sửa: nhiemvu calendar lint.",
        "The calendar does not cover {year} ({count} open deadlines were counted through it). Fix: nhiemvu calendar "
        "lint.",
    ),
    "ready.source-fresh": (
        "Nguồn {source}: lần cuối liệt kê đến hết là {at}.",
        "Source {source}: last listed to its end at {at}.",
    ),
    "ready.source-old": (
        "Nguồn {source}: lần cuối liệt kê đến hết đã là {at}. Sửa: xem `nhiemvu status` và `nhiemvu alert list`.",
        "Source {source}: last listed to its end as long ago as {at}. Fix: see `nhiemvu status` and `nhiemvu alert "
        "list`.",
    ),
    "ready.source-never": (
        "Nguồn {source}: chưa lần nào liệt kê đến hết. Sửa: `nhiemvu run --once`.",
        "Source {source}: never listed to its end. Fix: `nhiemvu run --once`.",
    ),
    "ready.source-alert": (
        "Nguồn {source}: có cảnh báo {alert}. Sửa: xem `nhiemvu alert list`.",
        "Source {source}: the alert {alert} is open. Fix: see `nhiemvu alert list`.",
    ),
}

REPORT: dict[str, tuple[str, str]] = {
    "forced.not-anchored": (
        "KHÔNG LẬP BÁO CÁO: bản ghi cũ nhất chưa ai giữ ở nơi khác đã chờ {waited} giờ (giới hạn {limit} giờ), nên "
        "chưa ai kiểm chứng "
        'được các số liệu này. Sửa: `nhiemvu log anchor`; nếu vẫn phải lập ngay: --force --reason "…" (có ghi vào nhật '
        "ký).",
        "NO REPORT: the oldest entry that nobody holds elsewhere has waited for {waited} h (limit {limit} h), so "
        "nobody could check "
        'these figures. Fix: `nhiemvu log anchor`; if the report cannot wait: --force --reason "…" (the log keeps it).',
    ),
    "forced.across": (
        "BÁO CÁO LẬP KHI NHẬT KÝ CHƯA ĐƯỢC GIỮ Ở NƠI KHÁC: bản ghi cũ nhất chưa ai giữ đã chờ {waited} giờ. Bản ghi "
        "{seq} của nhật "
        "ký nêu ai lập và vì sao.",
        "MADE WHILE NOBODY ELSE HELD THE LOG: the oldest entry that nobody holds elsewhere had waited for {waited} h. "
        "Entry {seq} "
        "of the log says who made it and why.",
    ),
    "forced.needs-reason": (
        "--force cần --reason: lý do được ghi vào nhật ký.",
        "--force takes --reason: it is kept in the log.",
    ),
}

PRINTED: dict[str, tuple[str, str]] = {
    "printed.title": ("Mốc đã ký của nhật ký nhiệm vụ", "Signed checkpoint of the log of assignments"),
    "printed.log": ("Nhật ký", "Log"),
    "printed.size": ("Số bản ghi", "Entries"),
    "printed.until": ("Bản ghi cuối ghi lúc", "Last entry recorded"),
    "printed.root": ("Gốc cây băm (hệ 16)", "Root of the tree (hex)"),
    "printed.key": ("Mã khóa kiểm tra", "Verifier key's ID"),
    "printed.printed": ("In lúc", "Printed"),
    "printed.note": (
        "Mốc, để gõ lại; mã QR chứa đúng từng byte của phần này, kể cả dấu xuống dòng cuối:",
        "The checkpoint, for typing; the QR code holds this very text byte for byte, its last line feed included:",
    ),
    "printed.keep": (
        "Lưu trang này cùng biên bản hoặc báo cáo, ở nơi người quản trị hệ thống không thay được.",
        "Keep this page with the minutes or the report, where the administrator of the system cannot replace it.",
    ),
    "printed.check": (
        "Khi cần kiểm tra: đọc mã QR (hoặc gõ lại mốc) vào một tệp rồi chạy `verify_log.py --key KHÓA --earlier TỆP "
        "BẢN_XUẤT`; "
        "khóa có mã nêu trên phải lấy bằng đường khác, không lấy từ trang này.",
        "To check: read the QR code (or type the checkpoint) into a file and run `verify_log.py --key KEY --earlier "
        "FILE "
        "EXPORT`; have the key of the ID above by another way than this page.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = (
    TROUBLE | OPTIONS | HISTORY | VERIFY | SAID | READY | REPORT | PRINTED
)  # fmt: skip
