"""Texts of the workbench: findings of lint, layouts, comparisons and previews of mappings."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "lint.prefix-unused": (
        "Tiền tố «{prefix}» khai báo mà không đường dẫn nào dùng. Sửa: bỏ nó khỏi namespaces, hoặc dùng nó trong đường "
        "dẫn.",
        "The prefix «{prefix}» is declared and no path uses it. Fix: take it out of namespaces, or use it in a path.",
    ),
    "lint.value-twice": (
        "{key}: «{value}» đã có ở dòng {line}, lần thứ hai không bao giờ được dùng đến. Sửa: bỏ một trong hai.",
        "{key}: «{value}» stands in line {line} already; the second one is never reached. Fix: leave one of them out.",
    ),
    "lint.open-never": (
        "Giá trị «{value}» không bao giờ mở được: cổng kiểm mật coi nó là dấu mật. Sửa: bỏ khỏi open; nếu là mức mật, "
        "ghi vào classified.",
        "The value «{value}» can never open: the gate takes it for a stamp of secrecy. Fix: take it out of open; where "
        "it is a classified level, write it under classified.",
    ),
    "lint.no-effect": (
        "{key} không có tác dụng khi đã có «{beside}». Sửa: bỏ {key}.",
        "{key} changes nothing beside «{beside}». Fix: leave {key} out.",
    ),
    "lint.default-unknown": (
        "{key}: giá trị mặc định «{value}» không phải nghĩa của lựa chọn nào ({known}). Sửa: dùng một trong các nghĩa "
        "đó, hoặc thêm lựa chọn có nghĩa này.",
        "{key}: the default «{value}» is what no choice means ({known}). Fix: use one of these, or add a choice that "
        "means it.",
    ),
    "lint.no-tests": (
        "Ánh xạ không có phép thử nào. Sửa: thêm phần tests với vài mẫu, trong đó có mẫu mang độ mật.",
        "The mapping has no tests. Fix: add tests with some samples, one that is marked classified among them.",
    ),
    "lint.no-classified-sample": (
        "Không mẫu thử nào mang dấu độ mật, nên không phép thử nào cho thấy cổng kiểm mật đóng. Sửa: thêm một mẫu tự "
        "soạn mang độ mật.",
        "No sample of the tests is marked classified, so that none shows the gate closed. Fix: add one of your own "
        "making.",
    ),
    "lint.path-no-element": (
        "{key}: đường dẫn «{path}» dẫn đến thuộc tính, mà ở đây cần phần tử nên không bao giờ khớp. Sửa: dừng ở phần "
        "tử.",
        "{key}: the path «{path}» leads to an attribute where an element is due, so it never matches. Fix: stop at the "
        "element.",
    ),
    "lint.path-deep": (
        "{key}: đường dẫn «{path}» có nhiều «//», đọc chậm và dễ khớp nhầm chỗ. Sửa: ghi rõ các bước, chỉ để một «//».",
        "{key}: the path «{path}» has several «//», which is slow and may match in the wrong place. Fix: write the "
        "steps out and keep one «//».",
    ),
    "lint.take-one": (
        "Đường dẫn «{path}» chỉ dẫn đến một giá trị nên take: {take} không có tác dụng. Sửa: bỏ take, hoặc bỏ [số].",
        "The path «{path}» leads to one value, so take: {take} changes nothing. Fix: leave out take, or the [number].",
    ),
    "lint.path-above": (
        "{key}: đường dẫn «{path}» đi lên trên phần tử gốc của thông điệp, nơi không có gì, nên không bao giờ khớp. "
        "Sửa: "
        "bớt «..».",
        "{key}: the path «{path}» leads above the root of the message, where nothing is, so it never matches. Fix: "
        "write "
        "fewer «..».",
    ),
    "lint.path-own-name": (
        "{key}: đường dẫn «{path}» bắt đầu bằng «{name}», là tên của chính phần tử nơi đường dẫn bắt đầu. Sửa: bỏ bước "
        "đó; nếu bên trong đúng có phần tử cùng tên, thêm mẫu có nó bằng --samples.",
        "{key}: the path «{path}» begins with «{name}», the name of the very element it starts at. Fix: leave that "
        "step "
        "out; where an element of the same name does stand inside, give a sample that has it with --samples.",
    ),
    "lint.path-whole-message": (
        "{key}: «{path}» bắt đầu bằng «//» nên tìm trong cả thông điệp chứ không chỉ trong {start}. Sửa: ghi «.//…»; "
        "nếu "
        "đúng là muốn tìm từ gốc, ghi rõ đường dẫn từ gốc «/…».",
        "{key}: «{path}» begins with «//» and so looks through the whole message, not only within {start}. Fix: write "
        "«.//…»; where the whole message is meant, write the path from its root «/…».",
    ),
    "lint.path-never": (
        "{key}: đường dẫn «{path}» bắt đầu từ gốc «{name}», nhưng gốc của thông điệp là «{root}», nên không bao giờ "
        "khớp. "
        "Sửa: bỏ bước đầu và dấu «/».",
        "{key}: the path «{path}» begins at a root «{name}», but messages have the root «{root}», so it never matches. "
        "Fix: leave out the first step and its «/».",
    ),
    "lint.never-matched": (
        "Quy tắc {rule} không khớp với gì trong {count} thông điệp. Sửa: đối chiếu đường dẫn bằng nhiemvu mapping "
        "preview; "
        "nếu đường dẫn đúng, thêm mẫu có trường này.",
        "The rule {rule} matched nothing in {count} messages. Fix: look at its path with nhiemvu mapping preview; "
        "where "
        "the path is right, add a sample that has this field.",
    ),
    "lint.choice-unseen": (
        "{rule}: chưa thông điệp nào có giá trị «{value}». Sửa: kiểm tra cách viết; nếu đúng, thêm mẫu có giá trị này.",
        "{rule}: no message has the value «{value}». Fix: check how it is written; where it is right, add a sample "
        "that "
        "has it.",
    ),
    "lint.codes-unseen": (
        "{rule}: {count} trong {all} mã của bảng chưa có thông điệp nào dùng: {first}. Sửa: kiểm tra cách viết; nếu "
        "đúng, thêm mẫu có mã đó.",
        "{rule}: {count} of the {all} codes of the table stand in no message: {first}. Fix: check how they are "
        "written; where they are right, add samples that have them.",
    ),
    "lint.sample-broken": (
        "Khẳng định {rule} không đúng {count} lần. Sửa: chỉnh khẳng định; nếu nguồn sai thì thông điệp như vậy sẽ bị "
        "giữ lại.",
        "The assertion {rule} does not hold, {count} times. Fix: correct it; where the source is wrong, such a message "
        "is held.",
    ),
    "lint.never-opened": (
        "Cổng kiểm mật không mở văn bản nào trong các thông điệp này ({count} thông điệp, phần nhiều vì {gate}). Sửa: "
        "đối "
        "chiếu gate.secrecy với một thông điệp thường.",
        "The gate opened no document of these messages ({count} of them, most for {gate}). Fix: compare gate.secrecy "
        "with a message that is not classified.",
    ),
    "lint.sample-invalid": (
        "Quy tắc {rule} gặp giá trị không đúng dạng, {count} lần. Sửa: chỉnh dạng, lựa chọn hoặc đường dẫn; nếu nguồn "
        "sai "
        "thì văn bản như vậy sẽ bị giữ lại.",
        "The rule {rule} met a value that is not in its form, {count} times. Fix: correct form, choices or path; where "
        "the source is wrong, such a message is held.",
    ),
    "lint.sample-ambiguous": (
        "Quy tắc {rule} gặp nhiều giá trị ở chỗ chỉ được có một, {count} lần. Sửa: ghi đường dẫn hẹp hơn, hoặc take: "
        "first.",
        "The rule {rule} met several values where one is due, {count} times. Fix: write a narrower path, or take: "
        "first.",
    ),
    "lint.sample-missing": (
        "Quy tắc bắt buộc {rule} không tìm thấy gì, {count} lần. Sửa: chỉnh đường dẫn, hoặc thêm default hay "
        "required: no "
        "nếu được phép vắng.",
        "The required rule {rule} found nothing, {count} times. Fix: correct the path, or add default or required: no "
        "where it may be absent.",
    ),
    "lint.sample-empty": (
        "Quy tắc bắt buộc {rule} gặp phần tử rỗng, {count} lần. Sửa: chỉnh đường dẫn, hoặc thêm default hay required: "
        "no "
        "nếu được phép vắng.",
        "The required rule {rule} met an empty element, {count} times. Fix: correct the path, or add default or "
        "required: no where it may be absent.",
    ),
    "lint.seen-at": ("thấy tại {place}", "seen at {place}"),
    "lint.none": ("Không có điểm nào cần xem lại.", "Nothing to look at."),
    "lint.summary": (
        "{count} điểm cần xem lại, trong đó {errors} lỗi làm ánh xạ không nạp được.",
        "{count} findings, {errors} of which keep a mapping from loading.",
    ),
    "lint.read": (
        "Đã đọc {documents} văn bản, {events} diễn biến; cổng kiểm mật không mở {closed} thông điệp.",
        "{documents} documents and {events} events were read; the gate did not open {closed} messages.",
    ),
    "layout.would-change": (
        "Không sắp lại được tệp này mà giữ nguyên nội dung và chú thích, nên không ghi gì. Sửa: bỏ cách viết hiếm gặp "
        "(khóa rất dài, chú thích giữa khóa và giá trị) rồi chạy lại.",
        "This file cannot be laid out anew with content and comments kept, so nothing was written. Fix: take out rare "
        "ways of writing (very long keys, comments between a key and its value) and run it again.",
    ),
    "layout.builtin": (
        "Ánh xạ kèm theo chương trình không ghi đè được. Sửa: sao chép ra thư mục riêng.",
        "A mapping that ships with the program is not written. Fix: copy it to a folder of yours.",
    ),
    "layout.unwritable": (
        "Không ghi được tệp ({reason}); tệp cũ còn nguyên. Sửa: kiểm tra quyền ghi vào thư mục và chỗ trống trên đĩa.",
        "The file cannot be written ({reason}); the old one is untouched. Fix: check rights on its folder, and the "
        "disk.",
    ),
    "layout.written": ("Đã sắp lại {file}.", "{file} was laid out anew."),
    "layout.same": ("{file} đã đúng cách trình bày.", "{file} is laid out already."),
    "workbench.unreadable": (
        "Không đọc được tệp. Sửa: kiểm tra đường dẫn và quyền đọc.",
        "The file cannot be read. Fix: check its path and the right to read it.",
    ),
    "workbench.no-samples": (
        "Không có tệp XML nào ở đây. Sửa: chỉ đến tệp mẫu hoặc thư mục có tệp .xml.",
        "There is no XML file here. Fix: point to a sample or to a folder with .xml files.",
    ),
    "workbench.unknown-digest": (
        "Không có ánh xạ nào có mã băm bắt đầu bằng «{digest}» trong nhật ký, cấu hình hay chương trình. Sửa: xem "
        "nhiemvu "
        "mapping list.",
        "No mapping of the log, the settings or the program has a digest that begins with «{digest}». Fix: see nhiemvu "
        "mapping list.",
    ),
    "workbench.several-digests": (
        "Nhiều ánh xạ có mã băm bắt đầu bằng «{digest}». Sửa: ghi thêm chữ số.",
        "Several mappings have a digest that begins with «{digest}». Fix: write more of it.",
    ),
    "workbench.not-in-force": (
        "Nguồn «{source}» chưa có ánh xạ nào có hiệu lực. Sửa: chạy nhiemvu run một lần, hoặc nhiemvu activate "
        "mapping.",
        "No mapping is in force for the source «{source}». Fix: run nhiemvu run once, or nhiemvu activate mapping.",
    ),
    "workbench.no-message": (
        "Bản ghi {seq} không nói về thông điệp nào. Sửa: chọn bản ghi received, hoặc bản ghi do nó mà có.",
        "Entry {seq} is about no message. Fix: choose an entry received, or one that it caused.",
    ),
    "workbench.erased": (
        "Nội dung của bản ghi {seq} đã bị xóa; không còn gì để xem.",
        "The content of entry {seq} has been erased; there is nothing left to look at.",
    ),
    "workbench.nothing-next": (
        "Nguồn «{source}» không liệt kê văn bản nào chưa nhận.",
        "The source «{source}» lists no document that has not come in.",
    ),
    "workbench.answer-lists": (
        "Câu trả lời này không mang thông điệp nào, chỉ liệt kê. Sửa: dùng câu trả lời của thao tác lấy một văn bản.",
        "This answer carries no message, it only lists. Fix: use an answer of the operation that fetches a document.",
    ),
    "workbench.which-message": (
        "Cần đúng một trong: tệp MESSAGE, entry:SỐ, hoặc --source cùng --next.",
        "Exactly one is due: a file MESSAGE, entry:SEQ, or --source with --next.",
    ),
    "workbench.which-mapping": (
        "Cần --mapping FILE, hoặc --source NAME để dùng ánh xạ của nguồn.",
        "A --mapping FILE is due, or --source NAME to use the mapping of a source.",
    ),
    "workbench.which-file": (
        "Cần ít nhất một FILE, hoặc --source NAME để dùng ánh xạ của nguồn.",
        "At least one FILE is due, or --source NAME to use the mapping of a source.",
    ),
    "changed.added": ("thêm", "added"),
    "changed.removed": ("bỏ", "removed"),
    "changed.changed": ("sửa", "changed"),
    "changed.line": ("{what} {rule}: {said} ({places})", "{what} {rule}: {said} ({places})"),
    "changed.same-text": (
        "Hai tệp giống hệt nhau, cùng mã băm {digest}.",
        "The two files are the same, digest {digest}.",
    ),
    "changed.same-digest": (
        "Cùng mã băm {digest}: chỉ khác chú thích, cách trình bày hoặc thứ tự khóa.",
        "Same digest {digest}: only comments, layout or the order of keys differ.",
    ),
    "changed.same-digest-tests": (
        "Cùng mã băm {digest}: chỉ khác phần thử (tests), chú thích hoặc cách trình bày.",
        "Same digest {digest}: only tests, comments or layout differ.",
    ),
    "changed.count": (
        "{count} quy tắc khác nhau; mã băm {old} → {new}. Có hiệu lực khi chạy nhiemvu activate mapping.",
        "{count} rules differ; digest {old} → {new}. It takes effect with nhiemvu activate mapping.",
    ),
    "preview.passed-by": ("Bỏ qua: {text} [{code}]", "Passed by: {text} [{code}]"),
    "preview.closed": ("Cổng kiểm mật không mở: {text} [{code}]", "The gate stays closed: {text} [{code}]"),
    "preview.broken-line": (
        "Thông điệp không đọc được từ dòng {line}.",
        "The message cannot be read from line {line} on.",
    ),
    "preview.closed-help": (
        "Nội dung không được hiển thị. Nếu văn bản đúng là mật: đừng dùng nó ở đây, hãy thử bằng mẫu tự soạn. Nếu "
        "không "
        "mật: sửa gate trong ánh xạ theo các dấu hiệu trên rồi chạy lại.",
        "Its content is not shown. Where the document is classified: do not use it here, try a made-up sample. Where "
        "it "
        "is not: correct gate in the mapping by the signals above and run this again.",
    ),
    "preview.signal-classified": ("đánh dấu mật", "marks it classified"),
    "preview.signal-undecided": ("không quyết định được", "undecidable"),
    "preview.signal-missing": ("không có giá trị", "no value"),
    "preview.skipped": (
        "Một văn bản của nguồn không được mở nên bỏ qua: {text} [{code}]",
        "A document of the source was not opened and is passed over: {text} [{code}]",
    ),
    "preview.facts": ("Điều sẽ được ghi nhận:", "What would follow:"),
    "preview.no-facts": (
        "Thông điệp này sẽ bị giữ lại, không ghi nhận gì:",
        "This message would be held, and nothing follows from it:",
    ),
    "preview.issued": (
        "Văn bản {document}, loại {kind}, {scope}: {subject}; người ký: {signer}.",
        "Document {document}, kind {kind}, {scope}: {subject}; signer: {signer}.",
    ),
    "preview.by-key": (
        "{number}/{notation} ngày {issued_on} của {issuer}",
        "{number}/{notation} of {issued_on} by {issuer}",
    ),
    "preview.by-alias": ("có mã «{alias}» của nguồn", "that the source calls «{alias}»"),
    "preview.by-task": ("có nhiệm vụ «{task}»", "with the task «{task}»"),
    "preview.by-own-key": ("mang chính số, ký hiệu này", "with this very number and notation"),
    "preview.everybody": ("mọi cơ quan", "all agencies"),
    "preview.every-task": ("do cơ quan này chủ trì", "that the agency leads"),
    "preview.scope-in": ("thuộc phạm vi theo dõi", "counted"),
    "preview.scope-out": ("ngoài phạm vi theo dõi", "not counted"),
    "preview.assigned": (
        "Nhiệm vụ {task}: {lead} chủ trì, phối hợp: {coordinating}, hạn {due_on}: {content}",
        "Task {task}: led by {lead}, coordinating: {coordinating}, due {due_on}: {content}",
    ),
    "preview.recalled": ("Thu hồi văn bản {document}.", "Document {document} is recalled."),
    "preview.replaced": (
        "Thay thế văn bản {document}, đối với: {leads}.",
        "Document {document} is replaced, for: {leads}.",
    ),
    "preview.updated": (
        "Cập nhật nội dung của văn bản {document}.",
        "This brings document {document} up to date.",
    ),
    "preview.answered": ("Trả lời văn bản {document}: {said}", "This answers document {document}: {said}"),
    "preview.transferred": (
        "Nhiệm vụ {task} ({lead}): chuyển cho {new_lead} chủ trì, lúc {at}.",
        "Task {task} ({lead}): led by {new_lead} from {at} on.",
    ),
    "preview.objected": (
        "Nhiệm vụ {task} ({lead}): cơ quan kiến nghị lúc {at}: {reason}.",
        "Task {task} ({lead}): objected to at {at}: {reason}.",
    ),
    "preview.reported": (
        "Nhiệm vụ {task} ({lead}): đã ban hành văn bản báo cáo kết quả, lúc {at}.",
        "Task {task} ({lead}): a report document was issued, at {at}.",
    ),
    "preview.entered": (
        "Nhiệm vụ {task} ({lead}): đã nhập kết quả, lúc {at}.",
        "Task {task} ({lead}): the result was entered, at {at}.",
    ),
    "preview.retracted": (
        "Nhiệm vụ {task} ({lead}): rút kết quả đã nhập, lúc {at}.",
        "Task {task} ({lead}): the result was taken back, at {at}.",
    ),
    "preview.extended": (
        "Nhiệm vụ {task} ({lead}): gia hạn đến {due_on}, lúc {at}.",
        "Task {task} ({lead}): the deadline is now {due_on}, at {at}.",
    ),
    "preview.judged": (
        "Nhiệm vụ {task} ({lead}): chất lượng được đánh giá «{quality}», lúc {at}.",
        "Task {task} ({lead}): the quality was judged «{quality}», at {at}.",
    ),
    "preview.suspended": (
        "Nhiệm vụ {task} ({lead}): tạm dừng, từ lúc {at}.",
        "Task {task} ({lead}): suspended from {at} on.",
    ),
    "preview.resumed": (
        "Nhiệm vụ {task} ({lead}): tiếp tục thực hiện, từ lúc {at}.",
        "Task {task} ({lead}): resumed from {at} on.",
    ),
    "preview.echo": (
        "Tình trạng do nhiemvu đẩy sang, nguồn báo lại: không ghi nhận gì.",
        "Our own push come back: nothing follows.",
    ),
    "preview.whose-lead": ("cơ quan xác định theo nhiệm vụ", "whose it is follows from the task"),
    "preview.told": (
        "Nguồn sẽ được báo về nhiệm vụ {task} của {lead}, tình trạng hôm nay «{standing}»:",
        "The source would be told of task {task} of {lead}, today «{standing}»:",
    ),
    "preview.overlooked-none": ("Mọi phần của thông điệp đều có quy tắc đọc.", "Every part of the message is read."),
    "preview.closed-entry": (
        "Theo ánh xạ này, thông điệp của bản ghi không được mở.",
        "By this mapping the message of the entry is not opened.",
    ),
    "heading.seen_rules": ("Từng quy tắc đã đọc gì", "What every rule saw"),
    "heading.signals": ("Dấu hiệu khiến cổng kiểm mật không mở", "Signals that keep the gate closed"),
    "heading.overlooked": ("Phần chưa quy tắc nào đọc", "What no rule looked at"),
    "heading.mappings": ("Ánh xạ đã cấu hình", "Configured mappings"),
    "heading.shipped": ("Ánh xạ kèm theo chương trình", "Mappings that ship with the program"),
    "column.seen_rule": ("Quy tắc (dòng)", "Rule (line)"),
    "column.seen_path": ("Đường dẫn", "Path"),
    "column.seen_line": ("Dòng XML", "XML line"),
    "column.seen_raw": ("Trong thông điệp", "In the message"),
    "column.seen_value": ("Giá trị", "Value"),
    "column.seen_outcome": ("Kết quả đọc", "Outcome"),
    "column.seen_times": ("Số lần", "Times"),
    "column.seen_beginning": ("Bắt đầu bằng", "Begins with"),
    "column.mapping_file": ("Tệp", "File"),
    "column.mapping_digest": ("Mã băm", "Digest"),
    "column.in_force_since": ("Có hiệu lực từ bản ghi", "In force since entry"),
    "column.put_by": ("Người kích hoạt", "By"),
    "column.put_why": ("Lý do", "Why"),
    "preview.outcome-ok": ("đọc được", "ok"),
    "preview.outcome-default": ("mặc định", "default"),
    "preview.outcome-empty": ("rỗng", "empty"),
    "preview.outcome-missing": ("không có", "missing"),
    "preview.outcome-invalid": ("sai dạng", "invalid"),
    "preview.outcome-ambiguous": ("nhiều giá trị", "ambiguous"),
}
