"""Texts of the monthly pack: sheets, columns, what every figure means, how a pack is made and checked."""

from __future__ import annotations

SHEETS: dict[str, tuple[str, str]] = {
    "pack.sheet.summary": ("Tổng hợp", "Summary"),
    "pack.sheet.agencies": ("Theo cơ quan", "Agencies"),
    "pack.sheet.groups": ("Theo nhóm cơ quan", "Groups"),
    "pack.column.group": ("Nhóm cơ quan", "Group"),
    "pack.sheet.months": ("Theo tháng", "Months"),
    "pack.sheet.lateness": ("Mức độ chậm", "Lateness"),
    "pack.sheet.compared": ("So với kỳ trước", "Compared"),
    "pack.sheet.latency": ("Thời gian vào sổ", "Latency"),
    "pack.sheet.account": ("Đối soát theo tháng", "Account by month"),
    "pack.column.period": ("Kỳ", "Period"),
    "pack.column.seconds": ("{percent} (giây)", "{percent} (s)"),
    "pack.column.known": ("Cộng đã vào sổ", "In the ledger"),
    "pack.column.beside": ("Chưa có trong sổ", "Not in the ledger"),
    "pack.difference": ("Chênh lệch", "Difference"),
    "pack.sheet.assignments": ("Danh mục nhiệm vụ", "Assignments"),
    "pack.sheet.exceptions": ("Vấn đề cần lưu ý", "Exceptions"),
    "pack.sheet.definitions": ("Giải thích chỉ tiêu", "Definitions"),
    "pack.sheet.evidence": ("Căn cứ kiểm chứng", "Evidence"),
    "pack.column.what": ("Nội dung", "What"),
    "pack.column.value": ("Giá trị", "Value"),
    "pack.column.word": ("Chỉ tiêu", "Figure"),
    "pack.column.meaning": ("Ý nghĩa và cách tính", "What it means and how it is computed"),
    "pack.column.exception": ("Vấn đề", "Exception"),
    "pack.column.days-left": ("Còn lại (ngày)", "Days left"),
    "pack.column.days-late": ("Chậm (ngày)", "Days late"),
    "pack.column.counts-in": ("Tính vào chỉ tiêu", "Counts in"),
    "pack.agencies": ("Số cơ quan chủ trì có nhiệm vụ", "Lead agencies with assignments"),
    "pack.quarantine": ("Mục đang ở khu chờ xử lý", "Items in quarantine"),
    "pack.unexplained": (
        "Văn bản có trong sổ đăng ký nhưng chưa giải thích được",
        "Documents of the register unexplained",
    ),
    "pack.not-known": ("không xác định được", "not known"),
    "pack.erased": ("(nội dung đã tiêu hủy)", "(erased)"),
    "pack.erased-count": ("Nhiệm vụ có nội dung đã tiêu hủy", "Assignments whose texts were erased"),
    "pack.band": ("{least}–{most} ngày", "{least}–{most} days"),
    "pack.band-beyond": ("Từ {least} ngày trở lên", "{least} days and more"),
    "pack.lacking.report": ("văn bản báo cáo", "report document"),
    "pack.lacking.result": ("kết quả nhập trên hệ thống", "entered result"),
    "pack.exception.held": ("Mục ở khu chờ xử lý", "Held in quarantine"),
    "pack.exception.unexplained": (
        "Văn bản có trong sổ đăng ký của nguồn nhưng chưa giải thích được",
        "Documents that the source's register has and the account has not",
    ),
    "pack.exception.missing": ("Số trong sổ đăng ký chưa có văn bản", "A number of the register without a document"),
    "pack.exception.twice-in-register": ("Số dùng hai lần trong sổ đăng ký", "A number used twice in the register"),
    "pack.exception.twice-borne": ("Hai văn bản một số", "Two documents of one number"),
    "pack.exception.unentered": (
        "Trích yếu có thời hạn, chưa nhập nhiệm vụ",
        "Its subject names a deadline, no task is entered",
    ),
    "pack.exception.late": (
        "Vào sổ muộn: quá {days} ngày từ lúc ban hành",
        "Late entry: more than {days} days after issue",
    ),
    "pack.exception.edited": ("Sửa tại nguồn mà không có văn bản", "Changed at the source without a document"),
    "pack.exception.objected": ("Kiến nghị của cơ quan", "An agency's objection"),
    "pack.comma": (",", "."),
    "pack.exception.withheld-not-counted": (
        "Không đếm văn bản mật nên không đối soát được với sổ đăng ký",
        "Withheld documents are not counted: the account cannot be held against the register",
    ),
    "pack.exception.no-register": (
        "Nguồn không cho biết sổ đăng ký nên không đối soát được",
        "The source tells no register: the account cannot be held against it",
    ),
    "pack.checkpoint": ("Mốc đã ký", "Signed checkpoint"),
    "pack.checkpoint-of": ("số {number}, gồm {size} bản ghi", "number {number}, over {size} entries"),
    "pack.not-signed": ("không có: nhật ký chưa được ký", "none: the log is not signed"),
    "pack.note": ("Toàn văn mốc", "The checkpoint"),
    "pack.in-force.calendar": ("Lịch làm việc đang có hiệu lực", "Calendar in force"),
    "pack.in-force.directory": ("Danh mục cơ quan đang có hiệu lực", "Directory in force"),
    "pack.in-force.mapping": ("Ánh xạ đang có hiệu lực", "Mapping in force"),
    "pack.in-force.rules": ("Quy tắc của chương trình đang có hiệu lực", "Rules of the program in force"),
    "pack.in-force.settings": ("Cài đặt đang có hiệu lực", "Settings in force"),
    "pack.identity": ("{identity} (bản ghi {seq})", "{identity} (entry {seq})"),
    "pack.fresh": ("Lần đọc hết gần nhất: {source}, {stream}", "Last listed to its end: {source}, {stream}"),
    "pack.fresh-at": ("{at}, bản ghi {seq}", "{at}, entry {seq}"),
    "pack.made-despite": ("LƯU Ý", "NOTE"),
    "pack.statement": ("Dữ liệu đầu vào của báo cáo", "What the report is made of"),
    "forced.across-stale": (
        "BÁO CÁO LẬP KHI SỐ LIỆU CỦA NGUỒN {source} ĐÃ CŨ: lần đọc hết gần nhất cách thời điểm chốt {age} giờ. Bản ghi "
        "{seq} của nhật ký nêu ai lập và vì sao.",
        "MADE WHILE SOURCE {source} WAS STALE: it was last listed to its end {age} h before the cut-off. Entry {seq} "
        "of "
        "the log says who made it and why.",
    ),
}

DEFINITIONS: dict[str, tuple[str, str]] = {
    "define.carried_over": (
        "Nhiệm vụ của văn bản ban hành trước ngày đầu kỳ mà đến hết ngày liền trước kỳ vẫn chưa hoàn thành và chưa bị "
        "rút.",
        "Assignments of documents issued before the first day of the period that, at the end of the day before it, "
        "were "
        "neither completed nor withdrawn.",
    ),
    "define.new": (
        "Nhiệm vụ của văn bản ban hành trong kỳ, tính đến hết ngày chốt số liệu.",
        "Assignments of documents issued in the period, up to and including the cut-off day.",
    ),
    "define.total": (
        "Kỳ trước chuyển sang + giao trong kỳ + chuyển đến trong kỳ. Bằng tổng các tình trạng: mỗi nhiệm vụ ở "
        "đúng một tình trạng.",
        "Carried over + new + transferred in. Equal to the sum of all standings: every assignment has exactly one.",
    ),
    "define.withdrawn": (
        "Đến ngày chốt, văn bản đã bị thu hồi, thay thế hoặc nhiệm vụ đã được rút khỏi văn bản.",
        "By the cut-off day the document was recalled or replaced, or the task was taken out of it.",
    ),
    "define.no-deadline": (
        "Văn bản không giao thời hạn. Không tính vào đúng hạn hay quá hạn.",
        "The document gives no deadline. Counted neither as on time nor as late.",
    ),
    "define.done-on-time": (
        "Hoàn thành: có cả văn bản báo cáo và kết quả nhập trên hệ thống; ngày hoàn thành là ngày sau của hai ngày đó, "
        "và không sau thời hạn hiện hành (đã tính gia hạn).",
        "Completed: both the report document and the entered result are there; the later of their two days is the day "
        "of "
        "completion, and it is not after the deadline in force (extensions applied).",
    ),
    "define.done-late": (
        "Hoàn thành như trên, nhưng ngày hoàn thành sau thời hạn hiện hành.",
        "Completed as above, but after the deadline in force.",
    ),
    "define.open-overdue": (
        "Chưa hoàn thành và ngày chốt đã qua thời hạn hiện hành.",
        "Not completed, and the cut-off day is after the deadline in force.",
    ),
    "define.open-in-time": (
        "Chưa hoàn thành và ngày chốt chưa qua thời hạn hiện hành.",
        "Not completed, and the cut-off day is not after the deadline in force.",
    ),
    "define.due_soon": (
        "Phần của «Đang thực hiện, trong hạn» có thời hạn trong vòng {days} ngày kể từ ngày chốt. Không cộng vào tổng.",
        "Of those open in time, whose deadline is at most {days} days after the cut-off day. Not added to the total.",
    ),
    "define.transferred_in": (
        "Nhiệm vụ được chuyển đến cơ quan này trong kỳ, đến hết ngày chốt.",
        "Assignments that were transferred to this agency in the period, up to the cut-off day.",
    ),
    "define.transferred-out": (
        "Nhiệm vụ cơ quan này chủ trì trong kỳ nhưng đến ngày chốt đã chuyển cho cơ quan khác.",
        "Assignments that this agency led in the period and no longer leads on the cut-off day.",
    ),
    "define.suspended": (
        "Đến ngày chốt, nhiệm vụ đang được tạm dừng theo hệ thống nguồn.",
        "Suspended on the cut-off day, as the source says.",
    ),
    "define.rate_met": (
        "Tử số của tỷ lệ: nhiệm vụ hoàn thành đúng hạn.",
        "The numerator of the rate: done on time.",
    ),
    "define.rate_of": (
        "Mẫu số của tỷ lệ: hoàn thành đúng hạn + hoàn thành quá hạn + đang thực hiện, quá hạn.",
        "The denominator of the rate: done on time + done late + open, overdue.",
    ),
    "define.rate_met.first": (
        "Tử số của tỷ lệ: nhiệm vụ hoàn thành không sau thời hạn giao lần đầu (không tính gia hạn).",
        "The numerator of the rate: completed not after the deadline that was set first (extensions left out).",
    ),
    "define.rate_of.first": (
        "Mẫu số của tỷ lệ: nhiệm vụ đã hoàn thành có thời hạn giao lần đầu + nhiệm vụ chưa hoàn thành mà ngày chốt đã "
        "qua thời hạn giao lần đầu; thời hạn đó không tính gia hạn.",
        "The denominator of the rate: what was completed and had a deadline set first + what is not completed while "
        "the cut-off day is after the deadline that was set first; extensions are left out.",
    ),
    "define.rate": (
        "100 × tử số : mẫu số, làm tròn nửa lên đến một chữ số thập phân; «–» khi mẫu số bằng 0.",
        "100 × numerator / denominator, rounded half up to one decimal; «–» where the denominator is 0.",
    ),
    "define.extended": (
        "Nhiệm vụ được gia hạn ít nhất một lần đến hết ngày chốt.",
        "Assignments whose deadline was extended at least once up to the cut-off day.",
    ),
    "define.extended_times": ("Tổng số lần gia hạn của các nhiệm vụ đó.", "How often these were extended, together."),
    "define.extended_days": (
        "Tổng số ngày lịch mà các lần gia hạn đó cộng thêm.",
        "Calendar days by which these extensions moved deadlines, together.",
    ),
    "define.waiting_report": (
        "Nhiệm vụ đang thực hiện, quá hạn hoặc trong hạn, còn thiếu văn bản báo cáo vào ngày chốt; không gồm nhiệm vụ "
        "không có thời hạn và nhiệm vụ tạm dừng.",
        "Assignments open, overdue or in time, without the report document on the cut-off day; those without "
        "deadline and suspended ones are not among them.",
    ),
    "define.waiting_result": (
        "Nhiệm vụ đang thực hiện, quá hạn hoặc trong hạn, còn thiếu kết quả nhập trên hệ thống vào ngày chốt; không "
        "gồm nhiệm vụ không có thời hạn và nhiệm vụ tạm dừng.",
        "Assignments open, overdue or in time, without the entered result on the cut-off day; those without "
        "deadline and suspended ones are not among them.",
    ),
    "define.late_average": (
        "Số ngày chậm trung bình của nhiệm vụ hoàn thành quá hạn, làm tròn nửa lên đến một chữ số thập phân.",
        "Days late of what was done late, on average, rounded half up to one decimal.",
    ),
    "define.late_worst": (
        "Số ngày chậm nhiều nhất của nhiệm vụ hoàn thành quá hạn.",
        "The most days late of what was done late.",
    ),
    "define.overdue_average": (
        "Số ngày chậm trung bình của nhiệm vụ đang thực hiện, quá hạn, làm tròn nửa lên đến một chữ số thập phân.",
        "Days late of what is open and overdue, on average, rounded half up to one decimal.",
    ),
    "define.overdue_worst": (
        "Số ngày chậm nhiều nhất của nhiệm vụ đang thực hiện, quá hạn.",
        "The most days late of what is open and overdue.",
    ),
    "define.coordinated": (
        "Nhiệm vụ mà cơ quan này phối hợp thực hiện; không cộng vào tổng. «–» khi cài đặt report.coordinating "
        "không tính.",
        "Assignments in which this agency coordinates; not added to the total. “–” where report.coordinating does not "
        "count them.",
    ),
    "define.days-left": (
        "Thời hạn hiện hành trừ ngày chốt, tính theo ngày lịch; chỉ ghi cho nhiệm vụ đang thực hiện, trong hạn.",
        "Deadline in force minus cut-off day, in calendar days; for what is open in time only.",
    ),
    "define.days-late": (
        "Ngày hoàn thành (hoặc ngày chốt nếu chưa hoàn thành) trừ thời hạn hiện hành, tính theo ngày lịch.",
        "Day of completion (the cut-off day where it is not completed) minus the deadline in force, in calendar days.",
    ),
    "define.lacking": (
        "Trong văn bản báo cáo và kết quả nhập trên hệ thống, phần đến ngày chốt vẫn chưa có.",
        "Of report document and entered result, what is not there by the cut-off day.",
    ),
    "define.population": (
        "Một nhiệm vụ giao một cơ quan chủ trì là một đơn vị tính; nhiệm vụ chuyển giao tính cho cơ quan chủ trì vào "
        "ngày chốt. Chỉ tính văn bản trong phạm vi chỉ đạo; văn bản mật không được nhận và không có trong báo cáo.",
        "One task for one lead agency is one unit; a transferred one counts for whoever leads on the cut-off day. Only "
        "documents within the directive's scope count; classified ones are never taken in and are in no report.",
    ),
    "define.sums": (
        "Dòng cuối của bảng cơ quan là tổng các dòng trên nó. Mọi số liệu tính từ nhật ký đồng bộ, không ai nhập tay.",
        "The last line of the table of agencies adds up those above. Every figure comes from the sync log; none is "
        "typed.",
    ),
    "define.rounding": (
        "Số lượng là số đếm, không làm tròn. Tỷ lệ, nếu có, in kèm tử số và mẫu số.",
        "Counts are counted, not rounded. Rates, where there are any, are printed with numerator and denominator.",
    ),
    "pack.define.groups": ("Theo nhóm cơ quan", "Groups"),
    "define.groups": (
        "Cộng số liệu của các cơ quan thuộc nhóm vào ngày chốt, theo danh mục cơ quan đang có hiệu lực; nhóm không có "
        "nhiệm vụ thì không có dòng. Một cơ quan có thể thuộc nhiều nhóm nên các nhóm không cộng thành tổng.",
        "Adds up the agencies that belong to the group on the cut-off day, by the directory in force; a group of which "
        "nobody has an assignment has no row. An agency may belong to several groups: groups add up to no total.",
    ),
    "pack.define.compared": ("So với kỳ trước", "Compared"),
    "define.compared": (
        "Kỳ trước cùng loại: tháng trước, quý trước, năm trước; kỳ khác thì lùi đúng số ngày của kỳ. Kỳ trước chốt vào "
        "ngày cuối của chính kỳ đó, tại cùng vị trí nhật ký. Chênh lệch là kỳ này trừ kỳ trước; "
        "của tỷ lệ là điểm phần trăm.",
        "The period before is of the same kind: the month, quarter or year before, else as many days. It is judged on "
        "its own last day at the same position of the log. The difference is this period minus the one before; of "
        "rates in points.",
    ),
    "pack.define.latency": ("Thời gian vào sổ", "Latency"),
    "define.latency": (
        "Từ lúc ban hành (theo nguồn; không có giờ thì 0 giờ ngày ban hành) đến lúc vào nhật ký: trung vị, 90%, 99% và "
        "lâu nhất, theo hạng gần nhất. Không gồm văn bản ban hành trước khi bắt đầu đọc nguồn.",
        "From issue (as the source says; without a time from the beginning of that day) to the entry of the log: "
        "median, 90 %, 99 % and longest, by nearest rank. Documents issued before the source was first gone through "
        "are left out.",
    ),
    "pack.define.account": ("Đối soát theo tháng", "Account by month"),
    "define.account": (
        "Văn bản ban hành trong tháng, theo kết quả xử lý, bên cạnh số lượng trong sổ đăng ký của nguồn. Chưa có "
        "trong sổ là sổ đăng ký trừ cộng đã vào sổ: văn bản mật, chờ xử lý, chưa tải hoặc thiếu; từng loại: "
        "`nhiemvu account`.",
        "Documents issued in the month, by what became of them, beside the numbers of the source's register. Not in "
        "the ledger is the register minus those in the ledger: withheld, held, not fetched or missing; which of these: "
        "`nhiemvu account`.",
    ),
    "pack.define.unexplained": ("Văn bản chưa giải thích được", "Documents unexplained"),
    "define.unexplained": (
        "Theo từng nguồn: số trong sổ đăng ký trừ văn bản đã vào sổ, văn bản mật và mục ở khu chờ xử lý; mục chỉ thay "
        "đổi văn bản đã vào sổ thì không trừ. Mục thuộc văn bản nào được hỏi theo mã tham chiếu trong bảng tra ngoài "
        "nhật ký: văn bản có nhiều mã thì bản xuất nhật ký không đủ để tính lại số này; nội dung xóa về sau có thể làm "
        "số này đổi.",
        "For each source: numbers of the register minus documents in the ledger, withheld ones and what is in "
        "quarantine, but for what would only change a document in the ledger. Whose it is, is asked by reference of a "
        "look-up table beside the log: of a document with several references an export is not enough to make this "
        "figure anew, and erasures may change it later.",
    ),
    "pack.define.population": ("Đơn vị tính", "What is counted"),
    "pack.define.sums": ("Cộng dồn", "Sums"),
    "pack.define.rounding": ("Làm tròn", "Rounding"),
}

PAPER: dict[str, tuple[str, str]] = {
    "pack.nation": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
    "pack.motto": ("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
    "pack.office": ("VĂN PHÒNG", "OFFICE"),
    "pack.number": ("Số:          /BC-VP", "No.:          /BC-VP"),
    "pack.place-and-day": (
        "........................, ngày ...... tháng ...... năm .........",
        "........................, (day) ...... (month) ...... (year) .........",
    ),
    "pack.kind": ("BÁO CÁO", "REPORT"),
    "pack.title": (
        "Kết quả thực hiện nhiệm vụ Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân giao, {period}",
        "Assignments of the People's Committee and its Chairman, {period}",
    ),
    "pack.period-month": ("tháng {month} năm {year}", "{year}-{month}"),
    "pack.period-quarter": ("quý {quarter} năm {year}", "{year}-Q{quarter}"),
    "pack.period-year": ("năm {year}", "{year}"),
    "pack.period-days": ("từ ngày {first} đến ngày {last}", "{first} to {last}"),
    "pack.basis": (
        "Số liệu tính đến hết ngày {until}, lập hoàn toàn từ dữ liệu hệ thống tại vị trí {position} của nhật ký đồng "
        "bộ; "
        "không có số liệu nào nhập tay. Cách tính và căn cứ kiểm chứng nêu tại các phụ lục.",
        "Figures up to and including {until}, made from system data alone, at position {position} of the sync log; "
        "none "
        "was typed. How they are computed and how they are checked stands in the annexes.",
    ),
    "pack.annex": ("Phụ lục {number}", "Annex {number}"),
    "pack.under": (
        "(Kèm theo Báo cáo số ........../BC-VP ngày ...... tháng ...... năm .........; kỳ báo cáo: {period})",
        "(to the report No. ........../BC-VP of (day) ...... (month) ...... (year) .........; period: {period})",
    ),
    "pack.annexes": (
        "Chi tiết nêu tại các phụ lục kèm theo báo cáo này.",
        "Details stand in the annexes to this report.",
    ),
    "pack.recipients": ("Nơi nhận:", "Recipients:"),
    "pack.recipients-rest": (
        "- ..............................;\n- Lưu: VT.",
        "- ..............................;\n- File.",
    ),
    "pack.signer": ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "AUTHORITY AND POSITION OF THE SIGNER"),
    "pack.signer-rest": ("(Chữ ký, họ và tên)", "(signature, full name)"),
    "pack.continued": ("(tiếp theo, cột {first}–{last})", "(continued, columns {first}–{last})"),
    "pack.empty": ("Không có.", "None."),
    "pack.shortened": (
        "Ghi {shown} dòng đầu trong {all} dòng; đủ mọi dòng trong tệp XLSX và CSV của báo cáo này.",
        "The first {shown} of {all} rows are shown here; all stand in the XLSX and CSV files of this report.",
    ),
    "pack.shortened-latest": (
        "Ghi {shown} trong {all} dòng, gồm các nhiệm vụ chậm nhiều nhất; đủ mọi dòng trong tệp XLSX và CSV của báo "
        "cáo này.",
        "{shown} of {all} rows are shown here, those that are latest among them; all stand in the XLSX and CSV files "
        "of this report.",
    ),
    "pack.qr": (
        "Mã QR chứa đúng từng byte của mốc đã ký. Cách kiểm tra: nhiemvu report verify TỆP; "
        "hoặc verify_log.py với mốc này (tài liệu docs/auditor.md).",
        "The QR code holds the signed checkpoint byte for byte. To check: nhiemvu report verify FILE; or verify_log.py "
        "with this checkpoint (docs/auditor.md).",
    ),
    "pack.chart.agencies": ("Nhiệm vụ theo cơ quan chủ trì và tình trạng", "Assignments by lead agency and standing"),
    "pack.chart.groups": ("Nhiệm vụ theo nhóm cơ quan và tình trạng", "Assignments by group and standing"),
    "pack.chart.latency": (
        "Từ khi ban hành đến khi vào sổ (giờ:phút:giây): 50 %, 90 %, 99 % văn bản",
        "From issue to the ledger (hours:minutes:seconds): 50 %, 90 %, 99 % of documents",
    ),
    "pack.chart.months": ("Tình trạng nhiệm vụ qua các tháng", "Standings month by month"),
    "pack.chart.lateness": ("Số nhiệm vụ theo số ngày chậm", "Assignments by days late"),
    "pack.contents": ("Mục lục", "Contents"),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "forced.never-listed": (
        "KHÔNG LẬP BÁO CÁO: nguồn {source} chưa lần nào được đọc hết, nên số liệu có thể thiếu. Sửa: `nhiemvu run "
        "--once`; "
        'nếu vẫn phải lập ngay: --force --reason "…" (có ghi vào nhật ký).',
        "NO REPORT: source {source} was never listed to its end, so figures may be missing. Fix: `nhiemvu run "
        "--once`; if "
        'the report cannot wait: --force --reason "…" (the log keeps it).',
    ),
    "forced.across-never": (
        "BÁO CÁO LẬP KHI NGUỒN {source} CHƯA LẦN NÀO ĐƯỢC ĐỌC HẾT. Bản ghi {seq} của nhật ký nêu ai lập và vì sao.",
        "MADE WHILE SOURCE {source} HAD NEVER BEEN LISTED TO ITS END. Entry {seq} of the log says who made it and why.",
    ),
    "forced.stale": (
        "KHÔNG LẬP BÁO CÁO: nguồn {source} được đọc hết lần gần nhất {age} giờ trước thời điểm chốt (giới hạn {limit} "
        "giờ), nên số liệu có thể thiếu. Sửa: `nhiemvu status` rồi `nhiemvu run --once`; nếu vẫn phải lập ngay: "
        "--force "
        '--reason "…" (có ghi vào nhật ký).',
        "NO REPORT: source {source} was last listed to its end {age} h before the cut-off (limit {limit} h), so "
        "figures "
        "may be missing. Fix: `nhiemvu status`, then `nhiemvu run --once`; if the report cannot wait: --force --reason "
        '"…" (the log keeps it).',
    ),
    "built.not-written": (
        "Không ghi được báo cáo ({reason}); không để lại tệp nào. Sửa: kiểm tra quyền và chỗ trống của thư mục.",
        "The pack could not be written ({reason}); no file is left. Fix: look at the rights and the room of the "
        "folder.",
    ),
    "pack.written": (
        "Đã lập báo cáo trong {directory}: {files} tệp, vị trí nhật ký {position}. Kiểm tra: nhiemvu report verify "
        "{directory}",
        "The pack is in {directory}: {files} files, at position {position} of the log. To check: nhiemvu report verify "
        "{directory}",
    ),
    "pack.diff-neither": (
        "«{named}» không phải thư mục hay tệp có ở đây, cũng không phải một kỳ. Sửa: nêu thư mục hoặc tệp của báo cáo, "
        "hoặc một kỳ như 2026-10, 2026-Q4, 2026.",
        "“{named}” is no directory or file that is here, and no period. Fix: name the directory or a file of a pack, "
        "or a period like 2026-10, 2026-Q4, 2026.",
    ),
    "pack.diff-agencies": (
        "Hai phiếu là của hai cơ quan khác nhau: không có chỉ tiêu nào chung để so. Sửa: so hai phiếu của cùng một cơ "
        "quan, hoặc hai báo cáo chung.",
        "The two sheets are of different agencies, and have no figure in common. Fix: compare sheets of one agency, or "
        "reports of all.",
    ),
    "built.unreadable": (
        "Không đọc được tệp này ({reason}). Sửa: kiểm tra đường dẫn và quyền đọc.",
        "This file cannot be read ({reason}). Fix: look at its path and rights.",
    ),
    "built.no-room": (
        "Không ghi tạm được cạnh tệp này ({reason}). Sửa: chép báo cáo sang một thư mục ghi được rồi chạy lại.",
        "Nothing can be put down beside this file meanwhile ({reason}). Fix: copy the pack to a folder that can be "
        "written.",
    ),
    "built.no-statement": (
        "Không thấy dữ liệu đầu vào của báo cáo trong tệp này: không phải tệp do nhiemvu lập, hoặc phần đó đã bị sửa. "
        "Sửa: kiểm tra cả thư mục của báo cáo (có manifest.json).",
        "What a report is made of is not in this file: it is none that nhiemvu has made, or that very part was "
        "changed. "
        "Fix: verify the whole directory of the pack (with manifest.json).",
    ),
    "built.other-log": (
        "Báo cáo nêu vị trí {position} với một gốc khác của nhật ký tại đây: báo cáo thuộc nhật ký khác, hoặc phần nêu "
        "đó hay nhật ký đã bị sửa. Sửa: `nhiemvu log verify`; chọn đúng cấu hình bằng -c.",
        "The report states position {position} with another root than this log has there: it is of another log, or "
        "that "
        "statement or the log was changed. Fix: `nhiemvu log verify`; name the right settings with -c.",
    ),
    "built.other-checkpoint": (
        "Báo cáo (vị trí {position}) nêu một mốc đã ký mà nhật ký tại đây không có. Sửa: `nhiemvu log verify`.",
        "The report (position {position}) names a checkpoint that this log has not. Fix: `nhiemvu log verify`.",
    ),
    "built.not-forced": (
        "Báo cáo (vị trí {position}) ghi là lập bằng --force, nhưng nhật ký không có bản ghi đó. Sửa: `nhiemvu log "
        "who`.",
        "The report (position {position}) says that it was forced, and the log has no such entry. Fix: `nhiemvu log "
        "who`.",
    ),
    "pack.differs.cell": (
        "{file}: ô {cell} ghi «{said}», nhật ký cho «{made}».",
        "{file}: cell {cell} says «{said}», the log gives «{made}».",
    ),
    "pack.differs.sheet": (
        "{file}: bảng «{sheet}» chỉ có ở một bên.",
        "{file}: the sheet «{sheet}» is on one side only.",
    ),
    "pack.differs.bytes": (
        "{file}: không đúng từng byte với tệp lập lại từ nhật ký; không đọc ra ô nào khác.",
        "{file}: not byte for byte what the log gives; no cell could be read that differs.",
    ),
    "pack.differs.unreadable": (
        "{file}: không đúng từng byte và không đọc được nữa.",
        "{file}: not byte for byte what the log gives, and it cannot be read.",
    ),
    "pack.differs.missing": ("{file}: thiếu tệp này.", "{file}: this file is missing."),
    "pack.differs.foreign": ("{file}: không thuộc báo cáo.", "{file}: is not of the pack."),
    "pack.differs.more": ("… và {count} chỗ khác nữa (--json hiện đủ).", "… and {count} more (--json shows all)."),
    "pack.nothing": ("(trống)", "(empty)"),
    "pack.verify-good": (
        "ĐÚNG: {files} tệp khớp từng byte với báo cáo lập lại từ nhật ký tại vị trí {position}, gốc {root}.",
        "VERIFIED: {files} files agree byte for byte with what the log gives at position {position}, root {root}.",
    ),
    "pack.verify-bad": (
        "KHÔNG ĐÚNG: {wrong} tệp khác với báo cáo lập lại từ nhật ký tại vị trí {position}, gốc {root}.",
        "NOT VERIFIED: {wrong} files differ from what the log gives at position {position}, root {root}.",
    ),
    "pack.verify-erased": (
        "Nội dung của {count} nhiệm vụ trong báo cáo đã tiêu hủy: tệp lập trước lúc đó còn ghi nội dung ấy và sẽ khác "
        "ở các ô này; số liệu về nhiệm vụ không đổi.",
        "The texts of {count} assignments of the report were erased: files made before that still say them and differ "
        "in those cells; figures of assignments do not change.",
    ),
    "pack.verify-erased-since": (
        "Sau vị trí {position}, nhật ký đã xóa nội dung mà báo cáo này dựa vào (bản ghi {entries}). Các ô ghi nội dung "
        "đó, ô «chưa giải thích được» và bảng «Vấn đề cần lưu ý» có thể khác chỉ vì vậy; ai xóa, theo lệnh nào: "
        "`nhiemvu log who`. Ô khác nào cũng khác thì tệp đã bị sửa.",
        "After position {position} the log erased texts on which this report rests (entries {entries}). Cells that say "
        "such texts, the figure of documents unexplained, and the sheet of exceptions may differ for that alone; who "
        "erased, by which order: `nhiemvu log who`. Where any other cell differs, the file was changed.",
    ),
    "heading.packs": ("Báo cáo đã lập", "Packs that were built"),
    "heading.pack-diff": ("Chỉ tiêu khác nhau", "Figures that differ"),
    "pack.directory": ("Thư mục", "Directory"),
    "pack.language": ("Ngôn ngữ", "Language"),
    "pack.as-built": ("Tệp", "Files"),
    "pack.sound": ("như lúc lập", "as built"),
    "pack.not-sound": ("ĐÃ BỊ SỬA hoặc thiếu", "CHANGED or missing"),
    "pack.broken": ("MANIFEST.JSON HỎNG", "MANIFEST.JSON BROKEN"),
    "pack.manifest-broken": (
        "Không đọc được tệp «{file}» của bộ báo cáo. Bước tiếp theo: `nhiemvu report verify {directory}` đối chiếu "
        "các tệp với nhật ký; nếu hỏng thì chuyển thư mục đi và lập lại.",
        "«{file}» of a pack cannot be read. Next: `nhiemvu report verify {directory}` holds the files against the log; "
        "where they are broken, move the folder away and build it anew.",
    ),
    "pack.former": ("Trước", "Former"),
    "pack.later": ("Sau", "Later"),
    "pack.diff-count": (
        "{count} chỉ tiêu khác nhau giữa {former} và {later} (kỳ, vị trí nhật ký).",
        "{count} figures differ between {former} and {later} (period, position of the log).",
    ),
    "progress.pack": ("Lập báo cáo", "Making the pack"),
}

TEXTS: dict[str, tuple[str, str]] = SHEETS | DEFINITIONS | PAPER | COMMANDS
