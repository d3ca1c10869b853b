"""Texts of traces: why a figure, and why an assignment stands where it stands."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "progress.tracing": ("Đang lần theo nhật ký", "Walking through the log"),
    # What is asked for
    "explain.no-cell": (
        "«{cell}» không phải một ô. Sửa: viết CƠ QUAN:CỘT như «total:open-overdue», hoặc ô của bảng CSV như «C5».",
        "«{cell}» is no cell. Fix: write AGENCY:COLUMN as in «total:open-overdue», or a cell of the CSV table as «C5».",
    ),
    "explain.cell-outside": (
        "Ô «{cell}» không có số liệu: số liệu của kỳ này nằm từ B2 đến {last}. "
        "Sửa: xem bảng bằng `nhiemvu report --csv -` với cùng kỳ và vị trí.",
        "There is no figure in cell «{cell}»: those of this period stand from B2 to {last}. "
        "Fix: look at the table with `nhiemvu report --csv -` for the same period and position.",
    ),
    "explain.no-column": (
        "Không có cột «{column}». Sửa: chọn một trong: {known}.",
        "There is no column «{column}». Fix: choose one of: {known}.",
    ),
    "explain.agency-unknown": (
        "Danh mục cơ quan đang có hiệu lực không có «{agency}». Sửa: chép đúng tên hoặc mã từ `nhiemvu report`.",
        "The directory in force does not know «{agency}». Fix: copy name or id from `nhiemvu report`.",
    ),
    "explain.agency-several": (
        "Nhiều cơ quan mang tên «{agency}». Sửa: dùng mã, một trong: {known}.",
        "Several agencies bear the name «{agency}». Fix: use the id, one of: {known}.",
    ),
    "explain.half": (
        "Cần cả --agency và --bucket, hoặc viết một ô. Không viết gì thì mọi số liệu của kỳ đều được giải trình.",
        "Give both --agency and --bucket, or a cell. With neither every figure of the period is explained.",
    ),
    "explain.options-first": (
        "Viết các tùy chọn sau lệnh con: `nhiemvu report {verb} …`.",
        "Write the options after the verb: `nhiemvu report {verb} …`.",
    ),
    # A cell of a file
    "explain.file-alone": (
        "Tệp tự nêu kỳ, ngày chốt và vị trí nhật ký. Sửa: viết TỆP!TRANG!Ô một mình, không kèm các tùy chọn đó.",
        "A file states its own period, cut-off day and position. Fix: write FILE!SHEET!CELL without these options.",
    ),
    "explain.no-file": (
        "Không có tệp «{file}». Sửa: viết TỆP!TRANG!Ô, như «bao-cao-2026-10.xlsx!Theo cơ quan!C5»; với tệp CSV thì "
        "TỆP!Ô.",
        "There is no file «{file}». Fix: write FILE!SHEET!CELL, as in «report-2026-10.xlsx!Agencies!C5»; of a CSV file "
        "FILE!CELL.",
    ),
    "explain.no-place": (
        "«{cell}» không phải một ô. Sửa: viết như «C5», đúng như chương trình bảng tính gọi.",
        "«{cell}» is no cell. Fix: write it as spreadsheets name it, as in «C5».",
    ),
    "explain.outside-sheet": (
        "Trang «{sheet}» không có ô {cell}: các ô từ A1 đến {last}. Sửa: chọn một trong các ô đó.",
        "Sheet «{sheet}» has no cell {cell}: its cells go from A1 to {last}. Fix: choose one of them.",
    ),
    "explain.no-sheet": (
        "Báo cáo này không có trang «{sheet}». Sửa: chọn một trong: {known}.",
        "This report has no sheet «{sheet}». Fix: choose one of: {known}.",
    ),
    "explain.which-sheet": (
        "Chưa rõ trang nào của «{file}». Sửa: viết TỆP!TRANG!Ô với một trong các trang: {known}.",
        "It is not clear which sheet of «{file}» is meant. Fix: write FILE!SHEET!CELL with one of: {known}.",
    ),
    "explain.no-table": (
        "Không rõ «{file}» là bảng nào của báo cáo: dòng tiêu đề đã bị sửa, hoặc tệp đã đổi tên. "
        "Sửa: dùng tên tệp ban đầu, hoặc tệp XLSX; `nhiemvu report verify «TỆP»` nêu chỗ bị sửa.",
        "It is not clear which table of the report «{file}» is: its headings were changed, or it was renamed. "
        "Fix: give it its first name again, or take the XLSX file; `nhiemvu report verify FILE` names what was "
        "changed.",
    ),
    "explain.of-file": ("Ô {cell} của tệp {file}.", "Cell {cell} of {file}."),
    "explain.file-differs": (
        "TỆP ĐÃ BỊ SỬA: ô {cell} ghi «{said}», còn nhật ký cho «{made}». Xem mọi chỗ: `nhiemvu report verify {file}`.",
        "THE FILE WAS CHANGED: cell {cell} says «{said}», the log gives «{made}». To see all: `nhiemvu report verify "
        "{file}`.",
    ),
    "explain.cell-says": ("Ô {cell}: «{says}»", "Cell {cell}: «{says}»"),
    "explain.cell-heading": (
        "Đây là tên dòng hoặc tên cột của trang «{sheet}», không phải số liệu. Xem nghĩa: trang «Giải thích chỉ tiêu»; "
        "chọn một ô số liệu để biết số đó gồm những nhiệm vụ nào.",
        "It names a row or a column of sheet «{sheet}» and is no figure. What figures mean stands in the sheet of "
        "definitions; choose a cell with a figure to see which assignments it counts.",
    ),
    "explain.cell-words": (
        "Ô này của trang «{sheet}» không phải số liệu đếm nhiệm vụ. Kiểm tra với nhật ký: `nhiemvu report verify "
        "{file}`.",
        "This cell of sheet «{sheet}» counts no assignments. To hold it against the log: `nhiemvu report verify "
        "{file}`.",
    ),
    "explain.cell-assignment": (
        "Cột «{heading}» của một nhiệm vụ trong trang «{sheet}». Xem vì sao: `nhiemvu task trace {handle} {options}`.",
        "Column «{heading}» of one assignment in sheet «{sheet}». To see why: `nhiemvu task trace {handle} {options}`.",
    ),
    "explain.cell-month": (
        "Số liệu «{heading}» của tháng {month}, mọi cơ quan. Xem gồm những nhiệm vụ nào: `nhiemvu report explain "
        "{figure} {options}`.",
        "Figure «{heading}» of {month}, all agencies together. To see which assignments: `nhiemvu report explain "
        "{figure} {options}`.",
    ),
    "explain.cell-lateness": (
        "Số nhiệm vụ chậm «{band}», cột «{heading}»: một phần của số liệu quá hạn. Xem gồm những nhiệm vụ nào, mỗi "
        "nhiệm vụ chậm bao nhiêu: `{command}`.",
        "Assignments that are «{band}» late, column «{heading}»: a part of those that are late. To see which, and how "
        "late each is: `{command}`.",
    ),
    "explain.cell-compared": (
        "Số liệu «{heading}» của kỳ này hoặc kỳ trước, hoặc chênh lệch giữa hai kỳ. Xem gồm những nhiệm vụ nào: "
        "`{command}`.",
        "Figure «{heading}» of this period or the one before, or how they differ. To see which assignments: "
        "`{command}`.",
    ),
    "explain.cell-timed": (
        "Văn bản ban hành trong tháng {month}, cột «{heading}»; không phải số nhiệm vụ. Xem thêm: `{command}`.",
        "Documents issued in {month}, column «{heading}»; it counts no assignments. To see more: `{command}`.",
    ),
    "explain.cell-exception": (
        "Điều cần lưu ý bên cạnh số liệu: «{what}», cột «{heading}». Xem thêm: `{command}`.",
        "What has to be known beside the figures: «{what}», column «{heading}». To see more: `{command}`.",
    ),
    "trace.one-form": (
        "Chọn một trong hai: --json hoặc --html.",
        "Choose one of --json and --html.",
    ),
    "trace.bad-day": (
        "«{day}» không phải một ngày. Sửa: viết YYYY-MM-DD.",
        "«{day}» is no day. Fix: write YYYY-MM-DD.",
    ),
    # Headings
    "trace.title-figure": ("Giải trình số liệu", "Why this figure"),
    "trace.title-figures": ("Giải trình mọi số liệu của kỳ", "Why these figures"),
    "trace.title-task": ("Truy vết nhiệm vụ", "Trace of an assignment"),
    "trace.figure": ("{agency} · {column}: {count} [{place}]", "{agency} · {column}: {count} [{place}]"),
    "trace.figure-placeless": ("{agency} · {column}: {count}", "{agency} · {column}: {count}"),
    "trace.figures": ("Các số liệu, mỗi số liệu kèm các nhiệm vụ của nó", "The figures, each with its assignments"),
    "trace.period": (
        "Kỳ {first} – {last}, chốt ngày {until}; vị trí nhật ký {position}, gốc {root}.",
        "Period {first} – {last}, cut-off day {until}; position of the log {position}, root {root}.",
    ),
    "trace.position": (
        "Ngày {day}; vị trí nhật ký {position}, gốc {root}.",
        "On {day}; position of the log {position}, root {root}.",
    ),
    "trace.lines": (
        "Dòng XML là dòng của nội dung đã giữ trong nhật ký: nội dung được giữ ở dạng XML chuẩn tắc loại trừ "
        "(exclusive C14N), nên số dòng có thể khác trong câu trả lời của hệ thống nguồn; nhiều văn bản nằm trọn trên "
        "một dòng, khi đó xem vị trí phần tử.",
        "XML lines are those of the body that the log keeps: bodies are kept in exclusive canonical XML (exclusive "
        "C14N), so a line may have another number in the answer of the source; many a document stands on one line, "
        "and then the place of the element tells.",
    ),
    "trace.nothing": ("Số liệu này bằng 0: không có nhiệm vụ nào.", "This figure is 0: no assignment counts in it."),
    "trace.document": (
        "Văn bản {number}/{notation} ngày {issued_on}, {issuer}: {subject}",
        "Document {number}/{notation} of {issued_on}, {issuer}: {subject}",
    ),
    "trace.document-erased": (
        "Văn bản {document} ngày {issued_on}, {issuer} (số, ký hiệu, trích yếu đã xóa)",
        "Document {document} of {issued_on}, {issuer} (number, notation and subject erased)",
    ),
    "trace.task": ("Nhiệm vụ {handle} · {lead} · {content}", "Assignment {handle} · {lead} · {content}"),
    "trace.task-erased": (
        "Nhiệm vụ {handle} · {lead} · (nội dung đã xóa)",
        "Assignment {handle} · {lead} · (content erased)",
    ),
    "trace.of-document": ("Văn bản từ đâu mà có", "Where the document comes from"),
    "trace.facts": ("Từ bản ghi đến dòng XML", "From entries to lines of XML"),
    "trace.others": ("Quyết định của người có thẩm quyền", "Rulings"),
    "trace.pushes": ("Đã báo cho hệ thống nguồn", "Told to the source"),
    "trace.messages": ("Thông điệp đã dùng", "Messages this rests on"),
    "trace.in-force": ("Đang có hiệu lực khi quyết định", "In force when it was decided"),
    # Why
    "trace.standing": ("Tình trạng ngày {day}: {standing}", "On {day}: {standing}"),
    "trace.rule": (
        "Quy tắc (5425/UBND-KGVX §3): hoàn thành khi có văn bản báo cáo và đã nhập kết quả; tính theo ngày muộn hơn. "
        "Xét theo thứ tự: đã rút, tạm dừng, không thời hạn, đã hoàn thành, quá hạn, trong hạn.",
        "The rule (5425/UBND-KGVX §3): completed with a report document and an entered result, on the later of the two "
        "days. Looked at in this order: withdrawn, suspended, no deadline, completed, overdue, in time.",
    ),
    "trace.why-ended": (
        "Không còn hiệu lực từ ngày {on}{entry}.",
        "No longer stands since {on}{entry}.",
    ),
    "trace.why-suspended": (
        "Tạm dừng từ ngày {on}{entry}; chưa có văn bản cho tiếp tục.",
        "Suspended since {on}{entry}; nothing has resumed it.",
    ),
    "trace.why-no-deadline": ("Không có thời hạn{entry}.", "There is no deadline{entry}."),
    "trace.why-deadline": ("Hạn là ngày {on}, như khi giao{entry}.", "The deadline is {on}, as assigned{entry}."),
    "trace.why-extended": (
        "Hạn là ngày {on}, theo lần gia hạn sau cùng{entry}.",
        "The deadline is {on}, by the last extension{entry}.",
    ),
    "trace.why-report": ("Có văn bản báo cáo ngày {on}{entry}.", "A report document was issued on {on}{entry}."),
    "trace.why-no-report": (
        "Đến ngày {day} chưa có văn bản báo cáo.",
        "By {day} no report document was issued.",
    ),
    "trace.why-result": ("Đã nhập kết quả ngày {on}{entry}.", "A result was entered on {on}{entry}."),
    "trace.why-no-result": (
        "Đến ngày {day} chưa nhập kết quả, hoặc kết quả đã bị rút.",
        "By {day} no result was entered, or it was retracted.",
    ),
    "trace.why-done": (
        "Hoàn thành ngày {on}, ngày muộn hơn trong hai ngày.",
        "Completed on {on}, the later of the two days.",
    ),
    "trace.why-on-time": ("{on} không sau hạn {due_on}.", "{on} is not after the deadline {due_on}."),
    "trace.why-late-hour": (
        "Xong trong ngày hạn {due_on} nhưng sau giờ của hạn ({due_at}, UTC), mà cài đặt tính đến giờ: quá hạn.",
        "Done on the day of the deadline {due_on}, after its hour ({due_at}, UTC), which counts by the settings: late.",
    ),
    "trace.why-late": ("{on} sau hạn {due_on}.", "{on} is after the deadline {due_on}."),
    "trace.why-overdue": (
        "Chưa hoàn thành, và {day} sau hạn {due_on}.",
        "Not completed, and {day} is after the deadline {due_on}.",
    ),
    "trace.why-in-time": (
        "Chưa hoàn thành, và {day} không sau hạn {due_on}.",
        "Not completed, and {day} is not after the deadline {due_on}.",
    ),
    "trace.why-quality": (
        "Chất lượng «{quality}»{entry}; không làm đổi tình trạng.",
        "Quality «{quality}»{entry}; it changes no standing.",
    ),
    "trace.why-edited-due_on": (
        "Thời hạn bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}, thấy lúc {at}{entry}.",
        "The deadline was changed at the source without a document: formerly {former}, now {now}, seen at {at}{entry}.",
    ),
    "trace.why-edited-lead": (
        "Cơ quan chủ trì bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}, thấy lúc {at}{entry}.",
        "The lead was changed at the source without a document: formerly {former}, now {now}, seen at {at}{entry}.",
    ),
    "trace.why-edited-coordinating": (
        "Cơ quan phối hợp bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}, thấy lúc {at}{entry}.",
        "Coordinating agencies were changed at the source without a document: formerly {former}, now {now}, seen at "
        "{at}{entry}.",
    ),
    "trace.why-edited-content": (
        "Nội dung bị sửa tại nguồn mà không có văn bản, thấy lúc {at}{entry}.",
        "The content was changed at the source without a document, seen at {at}{entry}.",
    ),
    "trace.why-edited-dropped": (
        "Nhiệm vụ bị bỏ tại nguồn mà không có văn bản: trước do {former} chủ trì, thấy lúc {at}{entry}.",
        "The task was taken out at the source without a document: {former} led it, seen at {at}{entry}.",
    ),
    "trace.why-objected": (
        "{agency} kiến nghị{entry}; không làm đổi tình trạng.",
        "{agency} objects{entry}; it changes no standing.",
    ),
    "trace.why-lead": (
        "Chủ trì: {lead}, được chuyển giao{entry}; tính cho cơ quan chủ trì vào ngày đó.",
        "Led by {lead}, to whom it passed{entry}; it counts for whoever leads on the day.",
    ),
    "trace.why-carried": (
        "Chuyển sang: văn bản ban hành ngày {issued_on}, trước kỳ, và còn mở khi kỳ bắt đầu.",
        "Carried over: the document was issued on {issued_on}, before the period, and it was open when that began.",
    ),
    "trace.why-new": (
        "Mới: văn bản ban hành ngày {issued_on}, trong kỳ.",
        "New: the document was issued on {issued_on}, within the period.",
    ),
    "trace.figure-for": ("{handle} — {lead}", "{handle} — {lead}"),
    "trace.why-got": (
        "Nhận chuyển giao trong kỳ: {lead} chủ trì từ lúc chuyển.",
        "Transferred in: {lead} leads it since a transfer in the period.",
    ),
    "trace.why-given": (
        "Đã chuyển đi: {lead} từng chủ trì trong kỳ, đến ngày chốt thì không còn.",
        "Transferred out: {lead} led it in the period and no longer does on the cut-off day.",
    ),
    "trace.why-granted": (
        "Đã gia hạn {times} lần, tổng cộng {days} ngày.",
        "The deadline was extended {times} times, by {days} days together.",
    ),
    "trace.why-rate-met": ("Tính vào tử số tỷ lệ đúng hạn.", "It counts in the numerator of the rate on time."),
    "trace.why-rate-of": ("Tính vào mẫu số tỷ lệ đúng hạn.", "It counts in the denominator of the rate on time."),
    "trace.why-coordinated": ("{lead} là cơ quan phối hợp.", "{lead} is a coordinating agency."),
    "trace.why-due-soon": (
        "Sắp hạn: còn không quá {days} ngày, theo cài đặt đang có hiệu lực.",
        "Due soon: no more than {days} days are left, by the settings in force.",
    ),
    "trace.by-entry": (" (bản ghi {seq})", " (entry {seq})"),
    # Steps
    "trace.step": ("Bản ghi {seq}, {at}: {kind} — {weight}", "Entry {seq}, {at}: {kind} — {weight}"),
    "trace.ruling": ("Bản ghi {seq}, {at}: {kind}", "Entry {seq}, {at}: {kind}"),
    "trace.kind-opened": ("mở nhật ký", "log opened"),
    "trace.kind-issued": ("ban hành văn bản", "document issued"),
    "trace.kind-assigned": ("giao nhiệm vụ", "task assigned"),
    "trace.kind-withdrawn": ("bản mới của văn bản không còn nhiệm vụ này", "the newer version no longer has it"),
    "trace.kind-recalled": ("văn bản bị thu hồi", "document recalled"),
    "trace.kind-replaced": ("văn bản bị thay thế", "document replaced"),
    "trace.kind-raised": ("văn bản hóa ra là mật", "document turned out classified"),
    "trace.kind-reported": ("ban hành văn bản báo cáo", "report document issued"),
    "trace.kind-entered": ("nhập kết quả", "result entered"),
    "trace.kind-retracted": ("rút kết quả", "result retracted"),
    "trace.kind-extended": ("gia hạn", "deadline extended"),
    "trace.kind-judged": ("đánh giá chất lượng", "quality judged"),
    "trace.kind-transferred": ("chuyển cơ quan chủ trì", "transferred to another agency"),
    "trace.kind-suspended": ("tạm dừng", "suspended"),
    "trace.kind-resumed": ("tiếp tục sau khi tạm dừng", "resumed"),
    "trace.kind-reassigned": ("chuyển nhiệm vụ khi sáp nhập", "passed on at a cut-over"),
    "trace.kind-objected": ("cơ quan kiến nghị", "objected to by an agency"),
    "trace.kind-objection_recorded": ("ghi kiến nghị của cơ quan", "objection of an agency recorded"),
    "trace.kind-edited": ("sửa tại nguồn, không có văn bản", "changed at the source without a document"),
    "trace.kind-purged": ("văn bản bị tiêu hủy", "document let go for good"),
    "trace.kind-unsaid": ("thông điệp không còn nói vậy nữa", "the message no longer says so"),
    "trace.kind-reread": ("đọc lại thông điệp đã giữ", "kept messages read again"),
    "trace.kind-push_planned": ("định đẩy", "push planned"),
    "trace.kind-push_settled": ("nguồn trả lời", "answer of the source"),
    "trace.kind-push_seen": ("đọc lại tại nguồn", "read back"),
    "trace.kind-push_confirmed": ("đọc lại định kỳ", "scheduled read-back"),
    "trace.kind-push_waived": ("coi như nguồn đã biết", "counts as told"),
    "trace.kind-push_ruled": ("quyết định về việc đẩy", "ruling about pushes"),
    "trace.weight-decides": ("quyết định tình trạng", "decides"),
    "trace.weight-counts": ("còn hiệu lực", "stands"),
    "trace.weight-later": ("sau ngày xét, chưa tính", "later than the day, does not count yet"),
    "trace.weight-superseded": ("đã có bản ghi sau thay", "superseded"),
    "trace.weight-beside": ("không ảnh hưởng tình trạng", "changes no standing"),
    "trace.told": ("Ghi rằng: {told}", "It says: {told}"),
    "trace.texts": ("Lời văn kèm theo: {told}", "Its texts: {told}"),
    "trace.from-message": (
        "Từ thông điệp của bản ghi {seq} ({source}, {stream}, phiên bản {version})",
        "From the message of entry {seq} ({source}, {stream}, version {version})",
    ),
    "trace.under": ("Theo các kích hoạt: {under}", "Decided under the activations: {under}"),
    "trace.read-again": (
        "Đọc lại nội dung đã giữ bằng chính ánh xạ khi đó, ra đúng như bản ghi:",
        "Read again by the mapping of that time, the kept body says the same:",
    ),
    "trace.read-other": (
        "Đọc lại nội dung đã giữ bằng chính ánh xạ khi đó, nhưng KHÔNG ra đúng như bản ghi. "
        "Xem thêm: `nhiemvu log verify`, `nhiemvu mapping diff --against-log`.",
        "Read again by the mapping of that time, the kept body does NOT say the same. "
        "See `nhiemvu log verify` and `nhiemvu mapping diff --against-log`.",
    ),
    "trace.read-erased": (
        "Nội dung thông điệp đã xóa{entry}: không chỉ ra được dòng nào.",
        "The body of the message has been erased{entry}: no line can be shown.",
    ),
    "trace.read-missing": (
        "Nội dung thông điệp không còn, mà không bản ghi nào nói là đã xóa. Sửa: chạy `nhiemvu log verify`.",
        "The body of the message is not there, and no entry says that it was erased. Fix: run `nhiemvu log verify`.",
    ),
    "trace.read-closed": (
        "Nội dung đã giữ nay không đọc được nữa: {text} [{code}]",
        "The kept body cannot be read any more: {text} [{code}]",
    ),
    "trace.read-unknown": (
        "Bản ghi không nêu đủ ánh xạ, danh mục và cài đặt khi đó: không đọc lại được.",
        "The entry does not name mapping, directory and settings of that time: it cannot be read again.",
    ),
    "trace.rules-then": (
        "Khi đó chương trình theo phiên bản quy tắc khác: {rules}.",
        "The program went by other versions of its rules then: {rules}.",
    ),
    "trace.texts-erased": ("Lời văn kèm theo đã xóa{entry}.", "Its texts have been erased{entry}."),
    "trace.texts-missing": (
        "Lời văn kèm theo không còn, mà không bản ghi nào nói là đã xóa. Sửa: chạy `nhiemvu log verify`.",
        "Its texts are not there, and no entry says that they were erased. Fix: run `nhiemvu log verify`.",
    ),
    "trace.origin": (
        "{rule} (ánh xạ dòng {mapping_line}, {path}) → XML dòng {line}, {at}: {text}",
        "{rule} (mapping line {mapping_line}, {path}) → XML line {line}, {at}: {text}",
    ),
    "trace.origin-constant": ("giá trị cố định", "a constant"),
    "trace.nothing-there": ("(không có gì)", "(nothing there)"),
    # Pushes
    "trace.push": (
        "Bản ghi {seq}, {at}: định báo «{standing}» (hạn {due_on}, hoàn thành {completed_on}), xét ngày {on}",
        "Entry {seq}, {at}: «{standing}» planned (deadline {due_on}, completed {completed_on}), judged on {on}",
    ),
    "trace.push-answer": ("Bản ghi {seq}, {at}: {told}", "Entry {seq}, {at}: {told}"),
    "trace.push-accepted": ("nguồn đã nhận", "the source accepted it"),
    "trace.push-refused": ("nguồn từ chối ({code})", "the source refused it ({code})"),
    "trace.push-unknown": ("không rõ nguồn trả lời gì ({code})", "the answer was lost ({code})"),
    "trace.push-wanted": ("đọc lại: nguồn hiện đúng như vậy", "read back: the source shows it"),
    "trace.push-other": ("đọc lại: nguồn hiện khác", "read back: the source shows something else"),
    "trace.push-nothing": ("đọc lại: nguồn không hiện gì", "read back: the source shows nothing"),
    "trace.push-none": ("Chưa từng báo cho nguồn.", "The source was never told."),
    "trace.push-confirmed": (
        "Đọc lại định kỳ thấy đúng như đã báo: bản ghi {seqs}",
        "Scheduled read-backs found it as told: entries {seqs}",
    ),
    # Messages and activations
    "trace.message": (
        "Bản ghi {seq}, {at}: {source}, {stream}, tham chiếu {reference}, phiên bản {version}, {size} byte, "
        "thông điệp {message}, nội dung {body}",
        "Entry {seq}, {at}: {source}, {stream}, reference {reference}, version {version}, {size} bytes, "
        "message {message}, body {body}",
    ),
    "trace.message-shared": ("dùng cho các nhiệm vụ: {assignments}", "for the assignments: {assignments}"),
    "trace.message-reread": ("đọc lại vì bản ghi {seq}", "read again because of entry {seq}"),
    "trace.message-erased": ("nội dung đã xóa{entry}", "body erased{entry}"),
    "trace.no-reference": ("(chỉ giữ dưới dạng khóa tra cứu)", "(kept as a keyed look-up only)"),
    "trace.activation": (
        "Bản ghi {seq}, {at}: {what}; nội dung SHA-256 {blob}; định danh {identity}",
        "Entry {seq}, {at}: {what}; text SHA-256 {blob}; identity {identity}",
    ),
    "trace.what-mapping": ("ánh xạ", "mapping"),
    "trace.what-settings": ("cài đặt", "settings"),
    "trace.what-calendar": ("lịch làm việc", "calendar"),
    "trace.what-directory": ("danh mục cơ quan", "directory"),
    "trace.what-rules": ("phiên bản quy tắc", "versions of rules"),
    # Timeline
    "timeline.title": ("Dòng thời gian", "Timeline"),
    "timeline.issued": ("Giao", "Assigned"),
    "timeline.extended": ("Gia hạn đến {due_on}", "Extended to {due_on}"),
    "timeline.reported": ("Văn bản báo cáo", "Report document"),
    "timeline.entered": ("Nhập kết quả", "Result entered"),
    "timeline.retracted": ("Rút kết quả", "Result retracted"),
    "timeline.transferred": ("Chuyển chủ trì", "Transferred"),
    "timeline.suspended": ("Tạm dừng", "Suspended"),
    "timeline.resumed": ("Tiếp tục", "Resumed"),
    "timeline.reassigned": ("Chuyển chủ trì (sáp nhập)", "Passed on at a cut-over"),
    "timeline.objected": ("Kiến nghị", "Objected to"),
    "timeline.judged": ("Đánh giá: {quality}", "Judged: {quality}"),
    "timeline.ended": ("Hết hiệu lực", "No longer stands"),
    "timeline.due": ("Hạn", "Due"),
    "timeline.first-due": ("Hạn lúc giao", "Due as assigned"),
    "timeline.day": ("Ngày xét: {standing}", "Judged: {standing}"),
    "timeline.not-yet": ("(sau ngày xét)", "(later than the day)"),
    # The page
    "page.written-by": (
        "Trang này do nhiemvu ghi từ nhật ký đồng bộ; không tải gì từ ngoài, mở được khi không có mạng.",
        "Written by nhiemvu from its sync log; it loads nothing from outside and opens offline.",
    ),
}
