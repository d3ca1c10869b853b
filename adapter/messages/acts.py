"""Texts about who did what (`nhiemvu log who`)."""

from __future__ import annotations

VERBS = {
    "activate": ("đưa cấu hình vào hiệu lực", "put the configuration in force"),
    "alert": ("đóng cảnh báo", "close an alert"),
    "anchor": ("ghi nhận nơi giữ mốc", "write down that an anchor holds a checkpoint"),
    "approve": ("phê duyệt đề nghị kích hoạt", "approve a proposed activation"),
    "checkpoint": ("ký nhật ký", "sign the log"),
    "cursor": ("lùi con trỏ đồng bộ", "set a cursor back"),
    "export": ("xuất nhật ký", "export the log"),
    "force": ("lập báo cáo dù bị từ chối", "make a report despite a refusal"),
    "outbox": ("quyết định về một lần đẩy", "rule about a push"),
    "pin": ("ghim mô tả dịch vụ của nguồn", "pin the service description of a source"),
    "propose": ("đề nghị kích hoạt", "propose an activation"),
    "purge": ("tiêu hủy một văn bản", "let a document go"),
    "purge-apply": ("xóa lại những gì đã xóa", "erase again what was erased"),
    "purge-retention": ("xóa thân văn bản hết thời hạn lưu giữ", "erase bodies whose time is over"),
    "push": ("bật hoặc tắt việc báo tình trạng cho nguồn", "switch the telling of a source"),
    "reload": ("đọc lại cài đặt khi đang chạy", "read the settings again while running"),
    "reread": ("đọc lại các thông điệp đã giữ", "read kept messages again"),
    "rotate": ("đổi khóa ký", "change the signing key"),
    "run": ("khởi động chương trình", "start the program"),
    "transfer": ("chuyển nhiệm vụ sang cơ quan khác", "pass tasks on to another agency"),
    "withdraw": ("rút đề nghị kích hoạt", "withdraw a proposed activation"),
    "release": ("lấy lại mục chờ xử lý", "have held items looked at again"),
    "reject": ("loại bỏ một mục chờ xử lý", "reject a held item"),
    "object": ("ghi kiến nghị của cơ quan", "record an objection of an agency"),
}
"""What can be refused, in the infinitive."""

WHO: dict[str, tuple[str, str]] = {
    "acts.not-entered": (
        "Không ghi được việc này vào nhật ký vì không tới được bên ghi [{code}]: tài khoản chỉ có quyền đọc, hoặc chưa "
        "có nhật ký. Sửa: nếu việc này phải có trong nhật ký, hãy chạy bằng tài khoản của dịch vụ.",
        "This could not be entered in the log, for the writer cannot be reached [{code}]: this account may only read, "
        "or there is no log yet. Fix: where the log has to tell of it, run this as the account of the service.",
    ),
    "heading.who": ("Ai đã làm gì", "Who did what"),
    "column.who": ("Ai", "Who"),
    "column.done": ("Việc", "What"),
    "who.erased-note": ("(đã xóa)", "(erased)"),
    "who.reason": ("Lý do: {reason}.", "Reason: {reason}."),
    "who.proposed-by": ("Người đề nghị: {by} ({reason}).", "Proposed by {by} ({reason})."),
    "who.changed": (
        "Cài đặt đã đổi (chỉ ghi tên, cộng {more} tên nữa): {names}.",
        "Settings that changed (names alone, and {more} more): {names}.",
    ),
    "who.died": (
        "Lần chạy trước (bản ghi {seq}) đã kết thúc mà không kịp ghi.",
        "The run before (entry {seq}) ended without a word.",
    ),
    "who.again": ("Thêm {count} lần nữa, chỉ đếm.", "{count} more times, counted only."),
    "who.counted": (
        "Ngoài ra {count} lần bị từ chối trong giờ qua mới được đếm, chưa thành bản ghi.",
        "Beside these {count} refusals of the last hour are counted and are no entries yet.",
    ),
    "who.opened": ("Mở nhật ký.", "The log was opened."),
    "who.started-daemon": ("Dịch vụ khởi động, cấu hình {digest}….", "The daemon started, configuration {digest}…."),
    "who.started-once": (
        "Chạy một lượt với chương trình hoặc cấu hình khác lần trước, cấu hình {digest}….",
        "A round was run with a program or settings other than before, configuration {digest}….",
    ),
    "who.started-reload": (
        "Dịch vụ chạy tiếp theo cài đặt vừa đọc lại, cấu hình {digest}….",
        "The daemon goes on by settings read again, configuration {digest}….",
    ),
    "who.stopped-told": ("Dịch vụ dừng theo lệnh.", "The daemon stopped as it was told."),
    "who.stopped-failed": ("Dịch vụ dừng vì lỗi.", "The daemon stopped because something failed."),
    "who.activated-mapping": ("Đưa ánh xạ vào hiệu lực ({about}).", "Put a mapping in force ({about})."),
    "who.activated-settings": ("Đưa cài đặt vào hiệu lực.", "Put settings in force."),
    "who.activated-calendar": ("Đưa lịch làm việc vào hiệu lực.", "Put a calendar in force."),
    "who.activated-directory": ("Đưa danh mục cơ quan vào hiệu lực.", "Put a directory of agencies in force."),
    "who.activated-rules": ("Đưa phiên bản quy tắc vào hiệu lực.", "Put a version of the rules in force."),
    "who.push_switched-on": ("Bật việc báo tình trạng ({about}).", "Let a source be told standings ({about})."),
    "who.push_switched-off": ("Tắt việc báo tình trạng ({about}).", "Let a source be told no more ({about})."),
    "who.push_ruled-hold": ("Giữ lại việc đẩy của nhiệm vụ {assignment}.", "Held back pushes of {assignment}."),
    "who.push_ruled-resume": ("Cho đẩy tiếp nhiệm vụ {assignment}.", "Let pushes of {assignment} go on."),
    "who.push_ruled-retry": ("Cho đẩy lại nhiệm vụ {assignment}.", "Let a push of {assignment} be tried again."),
    "who.rewound": ("Lùi con trỏ đồng bộ ({about}).", "Set a cursor back ({about})."),
    "who.reread": (
        "Cho đọc lại thông điệp đã giữ từ {since} ({about}).",
        "Let messages kept since {since} be read again ({about}).",
    ),
    "who.erased": ("Xóa nội dung kèm, lý do {reason}.", "Payloads were erased, reason {reason}."),
    "who.purged": ("Tiêu hủy một văn bản, vì {because}.", "Let a document go, because of {because}."),
    "who.reassigned": (
        "Chuyển nhiệm vụ {assignment} từ {lead} sang {new_lead} kể từ {on}.",
        "Passed {assignment} on from {lead} to {new_lead} from {on} on.",
    ),
    "who.item_ruled-reject": ("Loại bỏ mục chờ xử lý {item}.", "Rejected the held item {item}."),
    "who.item_ruled-readmit": ("Cho mục {item} chờ xử lý lại.", "Let the held item {item} wait again."),
    "who.objection_recorded": (
        "Ghi kiến nghị của {agency} ngày {on} về nhiệm vụ {assignment}.",
        "Recorded that {agency} objected to {assignment} on {on}.",
    ),
    "who.release": ("Lấy lại mục chờ xử lý ({about}).", "Had held items looked at again ({about})."),
    "who.forced": (
        "Lập báo cáo dù chương trình từ chối [{despite}].",
        "Made a report that the program had refused [{despite}].",
    ),
    "who.rekeyed": ("Đổi khóa ký nhật ký, sang {key}.", "Changed the key that signs the log, to {key}."),
    "who.succeeded": (
        "Cho nhật ký phục hồi tiếp tục dưới tên {origin}.",
        "Let the restored log go on under the name {origin}.",
    ),
    "who.alert": ("Đóng cảnh báo ({about}).", "Closed an alert ({about})."),
    "who.checkpoint": ("Ký nhật ký.", "Signed the log."),
    "who.export": ("Bắt đầu xuất nhật ký ({about}).", "Began to export the log ({about})."),
    "who.pin": (
        "Bắt đầu ghim mô tả dịch vụ của nguồn ({about}).",
        "Began to pin the service description of a source ({about}).",
    ),
    "who.propose": ("Đề nghị kích hoạt, chờ người thứ hai ({about}).", "Proposed an activation ({about})."),
    "who.withdraw": ("Rút đề nghị kích hoạt ({about}).", "Withdrew a proposed activation ({about})."),
}

TEXTS: dict[str, tuple[str, str]] = WHO | {
    f"who.refused.{verb}": (
        f"Bị từ chối: {vietnamese} ({{about}}).",
        f"Was refused: {english} ({{about}}).",
    )
    for verb, (vietnamese, english) in VERBS.items()
}
