"""What each line of the operator's log says, by the name of its event."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "line.absence_opens": (
        "Theo cấu hình, văn bản của nguồn không ghi độ mật được coi là không mật.",
        "By the settings, a message of the source without any level counts as unclassified.",
    ),
    "line.administrator_needed": (
        "Nguồn không chạy được cho đến khi quản trị viên sửa.",
        "The source does not work until an administrator changes something.",
    ),
    "line.alert_closed": ("Một cảnh báo đã hết.", "The condition of an alert has ended."),
    "line.alert_opened": ("Một cảnh báo mới được mở.", "An alert was opened."),
    "line.bodies_erased": (
        "Đã xóa thân văn bản hết thời hạn lưu giữ.",
        "Bodies whose time was over have been erased.",
    ),
    "line.anchor_away": (
        "Một nơi giữ mốc không hỏi được hoặc không nhận mốc.",
        "An anchor could not be asked, or did not take a checkpoint.",
    ),
    "line.anchor_failed": (
        "Lỗi của chương trình khi làm việc với một nơi giữ mốc: loại lỗi và chỗ lỗi.",
        "A mistake of the program while it dealt with an anchor: kind of error and place.",
    ),
    "line.anchored": ("Một nơi giữ mốc đã giữ một mốc của nhật ký.", "An anchor holds a checkpoint of the log."),
    "line.calls_given_up": ("Khi dừng, có cuộc gọi không chịu kết thúc.", "At the stop some calls did not end."),
    "line.checkpoint_failed": ("Không ký được mốc của nhật ký.", "The log could not be signed."),
    "line.checkpoint_made": ("Đã ký một mốc của nhật ký.", "A checkpoint of the log was signed."),
    "line.committed": ("Một nhóm đã được ghi.", "A group has been written."),
    "line.committing": ("Đang ghi một nhóm.", "A group is being written."),
    "line.crashed": ("Chương trình hỏng: loại lỗi và chỗ lỗi.", "The program has crashed: kind of error and place."),
    "line.cycle_broken": ("Một lượt bị gián đoạn.", "A round has broken off."),
    "line.cycle_committed": ("Một chu kỳ đã xong, con trỏ đã dời.", "A cycle is done and the cursor has moved."),
    "line.deciding": ("Đang quyết định một nhóm.", "A group is being decided."),
    "line.fetching": ("Đang lấy một văn bản.", "A document is being fetched."),
    "line.foreign": (
        "Một thư viện lên tiếng: chỉ ghi tên và dòng lệnh của nó.",
        "A library has spoken: only its name and line of code are noted.",
    ),
    "line.held_not_fetched": (
        "Không lấy lại được một mục đang chờ.",
        "A held item could not be fetched again.",
    ),
    "line.listing": ("Đang liệt kê một trang.", "A page is being listed."),
    "line.metrics_not_written": ("Không ghi được tệp số đo.", "The file of metrics could not be written."),
    "line.page_listed": ("Một trang đã liệt kê.", "A page has been listed."),
    "line.planned": ("Các lần đẩy đã được lập.", "Pushes have been planned."),
    "line.pushed": ("Các lần đẩy đã có câu trả lời.", "Pushes have been answered."),
    "line.pushing": ("Đang đẩy một tình trạng.", "A standing is being pushed."),
    "line.read_back": ("Đã đọc lại từ nguồn.", "Standings have been read back."),
    "line.reading_back": ("Đang đọc lại một tình trạng.", "A standing is being read back."),
    "line.reload_refused": ("Không nhận cấu hình mới.", "New settings were refused."),
    "line.reloaded": ("Đã nhận cấu hình mới.", "New settings are in force."),
    "line.report_built": ("Đã lập báo cáo cho một phiên họp.", "The report for a session was built."),
    "line.report_failed": (
        "Lỗi của chương trình khi lập báo cáo: loại lỗi và chỗ lỗi.",
        "A mistake of the program while it built a report: kind of error and place.",
    ),
    "line.prepared_differs": (
        "Số liệu chuẩn bị sẵn khác sổ nhiệm vụ: đã bỏ, đếm lại từ sổ.",
        "What was prepared for counting differs from the ledger: it was dropped, and all counted from the ledger.",
    ),
    "line.report_not_built": (
        "Chưa lập được báo cáo cho một phiên họp; sẽ thử lại.",
        "The report for a session could not be built; it is tried again.",
    ),
    "line.request_done": ("Đã làm việc do lệnh khác yêu cầu.", "What another command asked for is done."),
    "line.request_failed": ("Việc do lệnh khác yêu cầu bị hỏng.", "What another command asked for has failed."),
    "line.request_put_off": (
        "Hoãn việc do lệnh khác yêu cầu vì chưa ghi được.",
        "What another command asked for waits: nothing can be written now.",
    ),
    "line.request_refused": ("Từ chối việc do lệnh khác yêu cầu.", "What another command asked for was refused."),
    "line.round_failed": ("Một lượt hỏng vì lỗi của chương trình.", "A round has failed by a mistake of the program."),
    "line.settling": ("Đang ghi các câu trả lời.", "Answers are being written down."),
    "line.source_away": ("Nguồn không trả lời.", "The source is away."),
    "line.started": ("Chương trình bắt đầu.", "The program has started."),
    "line.stopped": ("Chương trình đã dừng.", "The program has stopped."),
    "line.stopping": ("Chương trình đang dừng.", "The program is stopping."),
    "line.store_failed": ("Cơ sở dữ liệu hỏng hoặc không ghi được.", "The store cannot be used."),
    "line.thread_crashed": ("Một luồng hỏng: loại lỗi và chỗ lỗi.", "A thread has crashed: kind of error and place."),
    "line.unraisable": ("Lỗi khi dọn dẹp: loại lỗi và chỗ lỗi.", "An error while tidying up: kind and place."),
    "line.waiting": ("Chờ đến lượt sau.", "Waiting for the next round."),
    "line.warned": (
        "Một thư viện cảnh báo: chỉ ghi loại và chỗ.",
        "A library has warned: only kind and place are noted.",
    ),
    "line.witness_cosigned": ("Đã đồng ký một mốc.", "A checkpoint was cosigned."),
    "line.witness_declined": ("Không đồng ký một yêu cầu.", "A request was not cosigned."),
    "line.witness_failed": (
        "Bên chứng kiến không đọc hoặc không ghi được dữ liệu của mình, nên không ký.",
        "The witness can not read or write what it keeps, and signs nothing.",
    ),
    "line.unnamed": ("Dòng không có tên được phép.", "A line whose name is not allowed."),
}
