"""Texts about standings, what the sources are told of them, and what is not finished."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Standings
    "standing.withdrawn": ("Đã rút, thu hồi", "Withdrawn"),
    "standing.suspended": ("Tạm dừng", "Suspended"),
    "standing.transferred-out": ("Đã chuyển đi", "Transferred out"),
    "standing.no-deadline": ("Không có thời hạn", "No deadline"),
    "standing.done-on-time": ("Hoàn thành đúng hạn", "Done on time"),
    "standing.done-late": ("Hoàn thành quá hạn", "Done late"),
    "standing.open-overdue": ("Đang thực hiện, quá hạn", "Open, overdue"),
    "standing.open-in-time": ("Đang thực hiện, trong hạn", "Open, in time"),
    # Pushes
    "pushed.none": ("chưa báo lần nào", "never told"),
    "pushed.planned": ("đã lập, chưa rõ đã gửi", "planned, perhaps sent"),
    "pushed.unknown": ("đã gửi, mất câu trả lời", "sent, answer lost"),
    "pushed.missing": ("nguồn chưa hiện", "not at the source"),
    "pushed.accepted": ("nguồn đã nhận", "accepted"),
    "pushed.shown": ("nguồn đang hiện đúng", "shown"),
    "pushed.gone": ("nguồn không còn hiện đúng", "no longer shown"),
    "pushed.refused": ("nguồn từ chối", "refused"),
    "pushed.waived": ("coi như đã báo", "waived"),
    "push.planned": (
        "Lần đẩy đã được lập; chưa rõ đã gửi hay chưa. Lượt sau hỏi lại nguồn trước khi gửi.",
        "The push was planned; whether it was sent is not known. The next run asks the source before it sends.",
    ),
    "push.unknown": (
        "Đã gửi nhưng không nhận được câu trả lời. Lượt sau hỏi lại nguồn trước khi gửi.",
        "It was sent and the answer was lost. The next run asks the source before it sends again.",
    ),
    "push.missing": (
        "Nguồn không hiện tình trạng đã gửi. Lượt sau gửi lại với cùng một khóa.",
        "The source does not show what was sent. The next run sends it again under the same key.",
    ),
    "push.accepted": (
        "Nguồn đã nhận; còn phải đọc lại xem đã hiện đúng chưa.",
        "The source has accepted it; whether it shows it has yet to be read back.",
    ),
    "push.shown": ("Nguồn đang hiện đúng tình trạng.", "The source shows it as it should."),
    "push.gone": (
        "Nguồn đã nhận nhưng nay hiện khác. Lượt sau đẩy lại; nếu lặp lại nhiều lần, kiểm tra ai sửa trên nguồn.",
        "The source accepted it and shows something else now. The next run pushes it again; if this keeps happening, "
        "find out who changes it at the source.",
    ),
    "push.refused": (
        "Nguồn từ chối hẳn. Sửa nguyên nhân tại nguồn hoặc ánh xạ rồi chạy `nhiemvu outbox retry`; "
        "tình trạng mới sẽ tự được đẩy.",
        "The source has refused it for good. Mend the cause at the source or in the mapping and run "
        "`nhiemvu outbox retry`; a new standing is pushed by itself.",
    ),
    "push.waived": ("Coi như đã báo, không gửi.", "It counts as told and was not sent."),
    "push.shows-other": (
        "Đọc lại thấy nguồn hiện tình trạng khác; chương trình sẽ đẩy lại, mỗi lần một thưa hơn.",
        "Read back, the source shows another standing; it is pushed again, at growing distances.",
    ),
    "push.shows-nothing": (
        "Đọc lại không thấy gì tại nguồn; chương trình sẽ đẩy lại, mỗi lần một thưa hơn.",
        "Read back, the source shows nothing; it is pushed again, at growing distances.",
    ),
    "push.never-told": (
        "Nguồn chưa được báo tình trạng này. Lượt sau sẽ đẩy.",
        "The source was never told. The next run pushes it.",
    ),
    "push.changed": (
        "Tình trạng đã đổi từ lần báo trước. Lượt sau sẽ đẩy.",
        "It stands differently from what was told last. The next run pushes it.",
    ),
    "push.held-back": (
        "Có người tạm dừng việc đẩy nhiệm vụ này. Tiếp tục bằng `nhiemvu outbox resume`.",
        "A person holds its pushes back. `nhiemvu outbox resume` lets them go on.",
    ),
    "push.off": (
        "Nguồn này chưa được phép nhận tình trạng. Bật bằng `nhiemvu push enable`.",
        "This source is told nothing yet. `nhiemvu push enable` lets it be told.",
    ),
    "push.texts-erased": (
        "Nội dung của nhiệm vụ {assignment}… đã bị xóa nên không thể đẩy. Sửa: chạy `nhiemvu log verify`.",
        "The texts of assignment {assignment}… were erased, so it cannot be pushed. Fix: run `nhiemvu log verify`.",
    ),
    "push.switched-on": (
        "Từ bản ghi {seq}, nguồn {source} được báo tình trạng: {waiting} nhiệm vụ sẽ được đẩy ở lượt sau, "
        "{waived} coi như đã báo.",
        "From entry {seq} on source {source} is told: the next run pushes {waiting} assignments, {waived} count "
        "as told.",
    ),
    "push.switched-off": (
        "Từ bản ghi {seq}, nguồn {source} không được báo gì nữa; {waiting} nhiệm vụ đang khác, {waived} coi như "
        "đã báo.",
        "From entry {seq} on source {source} is told nothing; {waiting} assignments differ, {waived} count as told.",
    ),
    "pushing.on": ("đang đẩy", "on"),
    "pushing.off": ("chưa đẩy", "off"),
    "run.push": (
        "Đẩy sang {source}: gửi {pushed}, hiện đúng {shown}, từ chối {refused}, mất câu trả lời {unknown}; "
        "còn khác {waiting}.",
        "Told {source}: {pushed} sent, {shown} shown, {refused} refused, {unknown} answers lost; {waiting} still "
        "differ.",
    ),
    "run.shadow": (
        "So với {source} (không đẩy): giống {wanted}, khác {other}, không hiện {nothing}, từ chối {refused}, "
        "không hỏi được {unasked}.",
        "Beside {source} (nothing pushed): {wanted} the same, {other} other, {nothing} not shown, {refused} refused, "
        "{unasked} cannot be asked.",
    ),
    "backfill.waived": (
        "{waived} nhiệm vụ coi như đã báo: chỉ thay đổi về sau mới được đẩy.",
        "{waived} assignments count as told: only later changes are pushed.",
    ),
    "heading.outbox": ("Hộp thư đi", "Outbox"),
    "heading.attempts": ("Các lần đẩy", "Attempts"),
    "heading.pushing": ("Báo tình trạng cho nguồn", "Telling the sources"),
    "outbox.count": ("{count} nhiệm vụ.", "{count} assignments."),
    "outbox.no-retry": (
        "Nhiệm vụ «{handle}» chưa được đẩy lần nào, không có gì để thử lại.",
        "Nothing of assignment «{handle}» was ever pushed; there is nothing to try again.",
    ),
    "outbox.no-hold": ("Nhiệm vụ «{handle}» đang được tạm dừng rồi.", "Assignment «{handle}» is held already."),
    "outbox.no-resume": ("Nhiệm vụ «{handle}» không bị tạm dừng.", "Assignment «{handle}» is not held."),
    "outbox.gone": (
        "Văn bản của nhiệm vụ «{handle}» đã được tiêu hủy hoặc thu khỏi hệ thống; không còn gì để đẩy hay tạm dừng.",
        "The document of assignment «{handle}» is gone; there is nothing left to push or to hold back.",
    ),
    "outbox.ruled": ("Nhiệm vụ {handle}…: {what} (bản ghi {seq}).", "Assignment {handle}…: {what} (entry {seq})."),
    "ruled.hold": ("tạm dừng đẩy", "held back"),
    "ruled.resume": ("tiếp tục đẩy", "resumed"),
    "ruled.retry": ("thử lại ở lượt sau", "tried again by the next run"),
    # Status
    "heading.fresh": ("Lượt gần nhất của từng luồng", "Last cycle of each stream"),
    "heading.unfinished": ("Việc chưa xong", "Unfinished"),
    "status.nothing": ("Không có việc gì chưa xong.", "Nothing is unfinished."),
    "status.because": ("  {code}: {text}", "  {code}: {text}"),
    "status.never-run": ("Nguồn chưa chạy lượt nào.", "The source has never been listed to its end."),
    "unfinished.held-document": ("văn bản chờ xử lý", "held document"),
    "unfinished.held-event": ("diễn biến chờ xử lý", "held event"),
    "unfinished.push": ("báo tình trạng", "push"),
    "unfinished.missing-document": ("văn bản thiếu trong danh sách", "document missing in the listing"),
    "unfinished.never-run": ("nguồn chưa chạy", "source never run"),
    "next-try.next-run": ("lượt sau", "next run"),
    "next-try.a-person": ("chờ người xử lý", "a person"),
    "next-try.later": ("đã hẹn giờ", "later"),
    "register.unmatched": (
        "Sổ đăng ký của nguồn có số này nhưng danh sách không đưa văn bản. Sửa: đề nghị đơn vị vận hành nguồn "
        "kiểm tra.",
        "The source's register has this number, and its listing does not bring the document. Fix: ask the operator of "
        "the source.",
    ),
    "register.unmatched-perhaps": (
        "Sổ đăng ký có số này mà chưa rõ văn bản nào: thiếu trong danh sách, hoặc là văn bản chờ xử lý chưa đọc "
        "được số.",
        "The register has this number and no document bears it: it is missing in the listing, or it belongs to a held "
        "document whose number cannot be read.",
    ),
    # Cursors
    "heading.cursors": ("Con trỏ đồng bộ", "Cursors"),
    "cursor.none": ("từ đầu", "the beginning"),
    "cursor.no-place": (
        "«{place}» không phải ngày, thời điểm ISO hay số. Sửa: ví dụ --to 2026-05-01.",
        "«{place}» is no ISO day, moment or number. Fix: for example --to 2026-05-01.",
    ),
    "cursor.not-back": (
        "«{place}» không đứng trước con trỏ hiện tại ({cursor}); đi tới sẽ bỏ sót. Sửa: chọn vị trí sớm hơn.",
        "«{place}» does not come before the cursor ({cursor}); forward, things would be left out. Fix: an earlier "
        "place.",
    ),
    "cursor.no-stream": (
        "Ánh xạ của nguồn {source} không có luồng {stream}.",
        "The mapping of source {source} has no stream {stream}.",
    ),
    "cursor.rewound": (
        "Lượt sau liệt kê {stream} của {source} từ {place} (bản ghi {seq}); cái đã có không nhận hai lần.",
        "The next run lists {stream} of {source} from {place} (entry {seq}); what is known is not taken in twice.",
    ),
    # The clock
    "clock.not-told": (
        "Nguồn {source} không cho biết giờ, hoặc không nằm trên máy này. Sửa: chỉ dùng đồng hồ mô phỏng với "
        '`nhiemvu simulate` tại 127.0.0.1; nơi khác đặt clock = "system".',
        "Source {source} does not tell the time, or is not on this machine. Fix: use a simulated clock with "
        '`nhiemvu simulate` on 127.0.0.1 only; anywhere else set clock = "system".',
    ),
    # Reports
    "heading.report": ("Kết quả thực hiện nhiệm vụ theo cơ quan chủ trì", "Assignments by lead agency"),
    "report.total": ("TỔNG CỘNG", "TOTAL"),
    "report.period": ("Kỳ báo cáo", "Period"),
    "report.until": ("Ngày chốt số liệu", "Cut-off day"),
    "report.position": ("Vị trí nhật ký", "Position of the log"),
    "report.root": ("Gốc nhật ký", "Root of the log"),
    "report.not-signed": (
        "Nhật ký chưa được ký cho báo cáo này [{code}]. Sửa: nhiemvu explain {code}.",
        "The log was not signed for this report [{code}]. Fix: nhiemvu explain {code}.",
    ),
    "report.written": ("Đã ghi {file}.", "Written to {file}."),
    "report.bad-period": (
        "Không rõ kỳ nào, hoặc kỳ chưa bắt đầu. Sửa: --period 2026-10, 2026-Q4 hoặc 2026, hoặc --from và --to cùng là "
        "ngày ISO; ngày chốt (--until) nằm trong kỳ.",
        "It is not clear which period is meant, or it has not begun. Fix: --period 2026-10, 2026-Q4 or 2026, or "
        "--from and --to as ISO days; the cut-off day (--until) lies within.",
    ),
    "report.foot": (
        "Kỳ {first} – {last}, chốt ngày {until}; tính từ dữ liệu hệ thống: {position} bản ghi, gốc {root}",
        "Period {first} – {last}, judged on {until}; from system data: {position} entries, root {root}",
    ),
    "report.more": (
        "{shown} cơ quan nhiều nhiệm vụ nhất trong {agencies} cơ quan; `nhiemvu report` hiện đủ.",
        "The {shown} agencies with the most assignments of {agencies}; `nhiemvu report` shows all.",
    ),
    "short.carried_over": ("Chuyển sang", "Carried"),
    "short.new": ("Mới", "New"),
    "short.total": ("Tổng", "Total"),
    "short.withdrawn": ("Rút", "Withdr."),
    "short.suspended": ("T. dừng", "Susp."),
    "short.transferred-out": ("Chuyển đi", "Given"),
    "short.no-deadline": ("K. hạn", "No dl."),
    "short.done-on-time": ("Xong đúng hạn", "Done in time"),
    "short.done-late": ("Xong quá hạn", "Done late"),
    "short.open-overdue": ("Đang quá hạn", "Overdue"),
    "short.open-in-time": ("Đang trong hạn", "In time"),
    "short.due_soon": ("Sắp hạn", "Soon"),
    "column.carried_over": ("Kỳ trước chuyển sang", "Carried over"),
    "column.new": ("Giao trong kỳ", "New"),
    "column.transferred_in": ("Nhận chuyển đến", "Transferred in"),
    "column.rate_met": ("Tử số tỷ lệ đúng hạn", "On time, of those that count for the rate"),
    "column.rate_of": ("Mẫu số tỷ lệ đúng hạn", "Count for the rate"),
    "column.rate": ("Tỷ lệ đúng hạn (%)", "Rate on time (%)"),
    "column.extended": ("Được gia hạn", "Extended"),
    "column.extended_times": ("Số lần gia hạn", "Times extended"),
    "column.extended_days": ("Số ngày gia hạn", "Days granted"),
    "column.waiting_report": ("Còn thiếu văn bản báo cáo", "Waiting for the report document"),
    "column.waiting_result": ("Còn thiếu kết quả nhập", "Waiting for the entered result"),
    "column.late_average": ("Hoàn thành quá hạn: số ngày trung bình", "Done late: days on average"),
    "column.late_worst": ("Hoàn thành quá hạn: số ngày nhiều nhất", "Done late: most days"),
    "column.overdue_average": ("Đang quá hạn: số ngày trung bình", "Open, overdue: days on average"),
    "column.overdue_worst": ("Đang quá hạn: số ngày nhiều nhất", "Open, overdue: most days"),
    "column.coordinated": ("Phối hợp thực hiện", "Coordinating"),
    "column.quality-of": ("Chất lượng «{quality}»", "Quality «{quality}»"),
    "short.transferred_in": ("Nhận", "Got"),
    "short.rate_met": ("Tử số", "Met"),
    "short.rate_of": ("Mẫu số", "Of"),
    "short.rate": ("Đúng hạn %", "On time %"),
    "short.extended": ("Gia hạn", "Ext."),
    "short.extended_times": ("Số lần", "Times"),
    "short.extended_days": ("Số ngày", "Days"),
    "short.waiting_report": ("Thiếu BC", "No report"),
    "short.waiting_result": ("Thiếu KQ", "No result"),
    "short.late_average": ("Xong muộn, tb.", "Late, avg."),
    "short.late_worst": ("Xong muộn, nhất", "Late, most"),
    "short.overdue_average": ("Quá hạn, tb.", "Overdue, avg."),
    "short.overdue_worst": ("Quá hạn, nhất", "Overdue, most"),
    "short.coordinated": ("Phối hợp", "Coord."),
    "heading.report-more": ("Chi tiết thêm", "More of the same"),
    "report.distinct": (
        "Số nhiệm vụ khác nhau (chuyển sang + giao mới; nhiệm vụ chuyển cơ quan chỉ tính một lần)",
        "Assignments, each once (carried over + new; a transferred one counts once)",
    ),
    "report.quality": ("Chất lượng được đánh giá", "Quality as judged"),
    "report.rounding": (
        "(đúng hạn / (đúng hạn + quá hạn + đang quá hạn), làm tròn nửa lên, một chữ số thập phân)",
        "(on time / (on time + late + open overdue), rounded half up to one decimal)",
    ),
    "report.note": ("{name}: {told}", "{name}: {told}"),
    "column.total": ("Tổng", "Total"),
    "column.due_soon": ("Trong đó sắp đến hạn", "Of these due soon"),
}
