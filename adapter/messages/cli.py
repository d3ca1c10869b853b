"""Texts of the command line: tables, counts, and what the operator may do next."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "output.not-written": (
        "Không ghi được kết quả ra nơi đã chọn ({reason}). Sửa: kiểm tra chỗ trống trên đĩa của tệp nhận kết quả; "
        "việc ghi vào nhật ký, nếu có, đã xong hoặc chưa bắt đầu: xem `nhiemvu log who`.",
        "The output could not be written to where it was directed ({reason}). Fix: look at the space on that disk; "
        "what the command enters into the log is there whole or not at all: see `nhiemvu log who`.",
    ),
    "reason.empty": (
        "lý do không được để trống: lý do được lưu cùng bản ghi và không sửa được",
        "a reason has to say something: it is kept with the entry for good",
    ),
    "reason.not-text": ("không phải văn bản UTF-8", "it is no UTF-8 text"),
    "heading.account": ("Đối soát văn bản", "Account of documents"),
    "heading.months": ("Tình trạng cuối mỗi tháng", "Where assignments stood at the end of each month"),
    "column.month": ("Tháng", "Month"),
    "column.picture": ("Biểu đồ", "Picture"),
    "heading.cycle": ("Kết quả lượt đồng bộ", "Cycle"),
    "heading.quarantine": ("Khu chờ xử lý", "Quarantine"),
    "heading.sources": ("Hệ thống nguồn", "Sources"),
    "heading.task": ("Nhiệm vụ", "Assignment"),
    "heading.tasks": ("Nhiệm vụ giao", "Assignments"),
    "column.assignment": ("Mã nhiệm vụ", "Assignment"),
    "column.assignments": ("Số nhiệm vụ", "Assignments"),
    "column.connector": ("Bộ kết nối", "Connector"),
    "column.content": ("Nội dung", "Content"),
    "column.coordinating": ("Cơ quan phối hợp", "Coordinating"),
    "column.document": ("Văn bản", "Document"),
    "column.document_kind": ("Loại văn bản", "Document kind"),
    "column.document_state": ("Hiệu lực văn bản", "Document state"),
    "column.documents": ("Số văn bản", "Documents"),
    "column.due_on": ("Hạn", "Due on"),
    "column.fetched": ("Đã tải", "Fetched"),
    "column.held": ("Chờ xử lý", "Held"),
    "column.held_since": ("Chờ từ", "Held since"),
    "column.issued_on": ("Ngày ban hành", "Issued on"),
    "column.issuer": ("Cơ quan ban hành", "Issuer"),
    "column.item": ("Mục", "Item"),
    "column.last_cycle": ("Lượt gần nhất", "Last cycle"),
    "column.lead": ("Cơ quan chủ trì", "Lead agency"),
    "column.lead_id": ("Mã cơ quan chủ trì", "Lead agency id"),
    "column.listed": ("Có trong danh sách", "Listed"),
    "column.mapping": ("Ánh xạ", "Mapping"),
    "column.mapping_state": ("Trạng thái ánh xạ", "Mapping state"),
    "column.notation": ("Ký hiệu", "Notation"),
    "column.number": ("Số", "Number"),
    "column.older": ("Bản cũ", "Older"),
    "column.ordinal": ("Thứ tự", "No."),
    "column.reason": ("Lý do", "Reason"),
    "column.reference": ("Tham chiếu tại nguồn", "Reference at the source"),
    "column.repeated": ("Lặp lại", "Repeated"),
    "column.scope": ("Phạm vi", "Scope"),
    "column.size": ("Số byte", "Bytes"),
    "column.source": ("Nguồn", "Source"),
    "column.state": ("Trạng thái", "State"),
    "column.subject": ("Trích yếu", "Subject"),
    "column.taken": ("Đã nhận", "Taken in"),
    "column.task": ("Mã nhiệm vụ tại nguồn", "Task at the source"),
    "column.value": ("Giá trị", "Value"),
    "column.at": ("Thời điểm", "At"),
    "column.completed_on": ("Hoàn thành ngày", "Completed on"),
    "column.count": ("Số lượng", "Count"),
    "column.cursor": ("Con trỏ", "Cursor"),
    "column.deadline": ("Hạn hiện hành", "Deadline"),
    "column.entry": ("Bản ghi", "Entry"),
    "column.lacking": ("Còn thiếu", "Lacking"),
    "column.name": ("Tên", "Name"),
    "column.next_try": ("Thử lại", "Next try"),
    "column.outcome": ("Kết quả", "Outcome"),
    "column.push": ("Lần đẩy", "Push"),
    "column.pushing": ("Báo tình trạng", "Pushing"),
    "column.quality": ("Chất lượng", "Quality"),
    "column.seq": ("Bản ghi", "Entry"),
    "column.since": ("Từ", "Since"),
    "column.standing": ("Tình trạng", "Standing"),
    "column.step": ("Bước", "Step"),
    "column.version": ("Phiên bản", "Version"),
    "column.stream": ("Luồng", "Stream"),
    "column.told": ("Đã báo", "Told"),
    "column.verb": ("Lệnh nên dùng", "What helps"),
    "column.why": ("Vì sao", "Why"),
    "stream.documents": ("văn bản", "documents"),
    "stream.events": ("diễn biến", "events"),
    "column.verdict": ("Kết luận", "Verdict"),
    "column.what": ("Mục", "What"),
    "column.withheld": ("Văn bản mật bị từ chối", "Withheld"),
    "mapping-state.changed": ("đã thay đổi, chờ kích hoạt", "changed, waits to be activated"),
    "mapping-state.in-force": ("đang có hiệu lực", "in force"),
    "mapping-state.not-started": ("chưa chạy lần nào", "never started"),
    "state.open": ("đang theo dõi", "open"),
    "state.withdrawn": ("đã rút", "withdrawn"),
    "verdict.tasks": ("Có giao nhiệm vụ", "With tasks"),
    "verdict.no_task": ("Không giao nhiệm vụ", "Without tasks"),
    "verdict.out_of_scope": ("Ngoài phạm vi chỉ đạo", "Out of scope"),
    "verdict.held": ("Chờ xử lý", "Held"),
    "verdict.rejected": ("Loại bỏ theo quyết định, không nhận", "Rejected by ruling, not taken"),
    "verdict.held-because": ("trong đó:", "of these:"),
    "verdict.accounted": ("Tổng cộng", "Total"),
    "verdict.held_changes": ("Thay đổi chờ xử lý của văn bản đã nhận", "Held changes of documents known above"),
    "verdict.withheld": ("Mật, đã từ chối và không lưu", "Classified, refused and not kept"),
    "verdict.purged": ("Đã tiêu hủy nội dung theo quyết định", "Purged by order"),
    "verdict.not_fetched": ("Nguồn liệt kê mà chưa giao", "Listed and not yet fetched"),
    "verdict.raised": ("Nâng độ mật sau khi nhận, đã xóa nội dung", "Raised to secret later, content erased"),
    "heading.pin": ("Mô tả dịch vụ do nguồn công bố", "The service description as published"),
    "column.change": ("So với bản đã ghim", "Beside the pinned copy"),
    "column.digest": ("SHA-256", "SHA-256"),
    "change.same": ("không đổi", "the same"),
    "change.added": ("mới có", "added"),
    "change.changed": ("ĐÃ ĐỔI", "CHANGED"),
    "change.removed": ("không còn", "removed"),
    "change.edited": ("tệp tại chỗ ĐÃ BỊ SỬA", "the file here was EDITED"),
    "pin.kept": (
        "Đã ghim mô tả dịch vụ của nguồn {source} vào {place} (SHA-256 {digest}). Hãy chạy: nhiemvu check connections "
        "--source {source}",
        "The service description of source {source} is pinned in {place} (SHA-256 {digest}). Next: nhiemvu check "
        "connections --source {source}",
    ),
    "pin.agrees": (
        "Bản đã ghim khớp với bản nguồn {source} đang công bố (SHA-256 {digest}).",
        "The pinned copy agrees with what source {source} publishes (SHA-256 {digest}).",
    ),
    "pin.differs": (
        "Bản tại {place} KHÔNG khớp với bản nguồn {source} đang công bố; chưa ghi gì. Xem bảng trên và hỏi đơn vị vận "
        'hành nguồn; nếu thay đổi là đúng: nhiemvu source pin {source} --replace --reason "…"',
        "The copy in {place} does NOT agree with what source {source} publishes; nothing was written. Look at the "
        "table and ask whoever runs the source; if the change is right: nhiemvu source pin {source} --replace "
        '--reason "…"',
    ),
    "run.log": ("Nhật ký đồng bộ: {size} bản ghi, gốc {root}", "Sync log: {size} entries, root {root}"),
    "task.count": ("{count} nhiệm vụ.", "{count} assignments."),
    "task.not-found": (
        "Không có đúng một nhiệm vụ nào bắt đầu bằng «{handle}». Sửa: chép mã từ `nhiemvu task list`.",
        "There is not exactly one assignment beginning with «{handle}». Fix: copy it from `nhiemvu task list`.",
    ),
    "quarantine.count": ("{count} mục chờ xử lý.", "{count} items held."),
    "check.source": (
        "Nguồn {source}: ánh xạ «{mapping}» ({digest}…) hợp lệ.",
        "Source {source}: mapping «{mapping}» ({digest}…) is valid.",
    ),
    "check.ok": ("Cấu hình {file} hợp lệ.", "The settings in {file} are valid."),
    "activate.done": (
        "Đã kích hoạt {what} (nguồn: {source}), {identity}….",
        "Activated {what} (source: {source}), {identity}….",
    ),
    "activate.waits": (
        "Số {number}: {what} (nguồn {source}, mã băm {identity}…) chờ người thứ hai duyệt. "
        'Người đó chạy: nhiemvu activation approve {number} --reason "…"',
        "Number {number}: {what} (source {source}, digest {identity}…) waits for a second person, "
        'who runs: nhiemvu activation approve {number} --reason "…"',
    ),
    "activate.withdrawn": ("Đã rút đề nghị số {number}.", "Proposal {number} is withdrawn."),
    "heading.proposals": ("Kích hoạt chờ người thứ hai", "Activations that wait for a second person"),
    "column.proposed_by": ("Người đề nghị", "Proposed by"),
    "proposal.waits": ("chờ duyệt", "waits"),
    "proposal.approved": ("đã duyệt", "approved"),
    "proposal.withdrawn": ("đã rút", "withdrawn"),
    "proposal.replaced": ("đã thay bằng đề nghị mới", "replaced by a newer one"),
    "activate.approve-from": (
        "Tệp trong cấu hình vẫn giữ nguyên cho đến lúc đó. Người thứ hai đưa đúng tệp này: nhiemvu activation approve "
        '{number} --from FILE --reason "…"',
        "The configured file stays as it is until then. The second person gives this very file: nhiemvu activation "
        'approve {number} --from FILE --reason "…"',
    ),
    "activate.finding": ("{place}: có điều ghi vô ích [{code}]", "{place}: something is said in vain [{code}]"),
    "activate.in-force": (
        "Ánh xạ này ({identity}…) của nguồn {source} đang có hiệu lực rồi; không thay đổi gì.",
        "This mapping ({identity}…) of source {source} is in force already; nothing was changed.",
    ),
    "activate.builtin": (
        "Nguồn {source} dùng ánh xạ đi kèm chương trình, không có tệp nào để thay. Sửa: chép tệp của anh/chị vào cạnh "
        'tệp cấu hình, ghi mapping = "TÊN.yaml" cho nguồn này, rồi chạy nhiemvu activate mapping --source {source}.',
        "Source {source} uses a mapping that ships with the program: there is no file to replace. Fix: put your file "
        'beside the settings, write mapping = "NAME.yaml" for this source, and run nhiemvu activate mapping --source '
        "{source}.",
    ),
    "activate.tables": (
        "Các bảng mã cạnh tệp ánh xạ đang cấu hình không giống các bảng cạnh tệp mới. Sửa: chép các bảng mã "
        "sang cạnh tệp đang cấu hình trước, rồi chạy lại lệnh.",
        "The tables of codes beside the configured mapping are not those beside the new file. Fix: copy them "
        "beside the configured file first, then run it again.",
    ),
    "activate.shared": (
        "Các nguồn {sources} dùng chung tệp ánh xạ này; thay nó là thay cho tất cả. Sửa: cho mỗi nguồn một tệp riêng "
        "trong cấu hình, hoặc tự thay tệp rồi chạy nhiemvu activate mapping.",
        "Sources {sources} share this mapping file; replacing it would change it for all of them. Fix: give each a "
        "file of its own in the settings, or replace the file yourself and run nhiemvu activate mapping.",
    ),
    "activate.changed-meanwhile": (
        "Tệp ánh xạ của nguồn {source} vừa bị người khác thay đổi; chưa kích hoạt gì. Sửa: chạy lại lệnh.",
        "Somebody else has just changed the mapping file of source {source}; nothing was activated. Fix: run it again.",
    ),
    "activate.from-mapping-only": (
        "--from chỉ dùng với mapping.",
        "--from goes with mapping only.",
    ),
    "activate.put-back": (
        "Chưa kích hoạt: đã trả lại tệp cũ {file}.",
        "Not activated: the former file {file} is back in its place.",
    ),
    "activate.unknown": (
        "Không đọc được cơ sở dữ liệu nên chưa rõ ánh xạ mới đã có hiệu lực chưa; tệp mới đang ở {file}. Sửa: chạy lại "
        "đúng lệnh này khi cơ sở dữ liệu hoạt động.",
        "The database cannot be read, so it is not known whether the new mapping is in force; {file} is the new file. "
        "Fix: run the same command again once the database is back.",
    ),
    "activate.nothing": ("Không có gì thay đổi để kích hoạt.", "Nothing has changed; nothing to activate."),
    # What the library of the command line says itself ends with one of these.
    "usage.no-such-option": (
        "Lệnh không có tùy chọn này. Sửa: xem các tùy chọn của lệnh bằng -h.",
        "The command has no such option. Fix: see what it takes with -h.",
    ),
    "usage.missing": (
        "Thiếu một đối số hoặc tùy chọn bắt buộc. Sửa: xem cách dùng của lệnh bằng -h.",
        "An argument or option that is due is missing. Fix: see what the command takes with -h.",
    ),
    "usage.bad-value": (
        "Giá trị của đối số hoặc tùy chọn đã nêu không dùng được. Sửa: nêu giá trị như lệnh nhận (-h).",
        "The value of the named argument or option is of no use. Fix: give one that the command takes (-h).",
    ),
    "usage.wrong": (
        "Dòng lệnh viết chưa đúng. Sửa: xem cách dùng của lệnh bằng -h.",
        "The command line is not right. Fix: see what the command takes with -h.",
    ),
    "explain.unknown": (
        "Không có mã «{code}». Gần giống: {near}.",
        "There is no code «{code}». Near ones: {near}.",
    ),
    "log.verified": (
        "NHẬT KÝ HỢP LỆ: {size} bản ghi, gốc {root}; nội dung kèm, nguyên nhân và sổ nhiệm vụ đều khớp.",
        "LOG VERIFIED: {size} entries, root {root}; payloads, causes and the ledger all agree.",
    ),
    "log.first-bad": (
        "Chỗ sai đầu tiên: bản ghi {seq}. Các bản ghi trước đó khớp với mã băm của chúng.",
        "The first bad place is entry {seq}. The entries before it agree with their hashes.",
    ),
    "log.bad-beside": (
        "Không sai lệch nào nêu tên một bản ghi: chỗ sai nằm ở mốc đã ký, cây, bảng hoặc ràng buộc bảo vệ.",
        "No finding names an entry: what is wrong lies in checkpoints, the tree, tables or guards.",
    ),
    "log.bad-proves": (
        "Khi còn sai lệch thì không số liệu nào từ cơ sở dữ liệu này được coi là đã chứng minh.",
        "As long as anything is wrong no figure out of this database counts as proven.",
    ),
    "log.proven-content": (
        "Đã chứng minh: mỗi bản ghi là một dòng chuẩn tắc, đủ số, dựa vào bản ghi trước đó; {payloads} nội dung kèm "
        "đúng như đã cam kết, {erased} nội dung đã xóa đều có bản ghi; {blobs} văn bản dẫn chiếu còn nguyên.",
        "Proven: every entry is a line in form, none is missing, each stands on earlier ones; {payloads} payloads are "
        "what entries commit to, {erased} were erased by an entry that says so; {blobs} cited texts are as they were.",
    ),
    "log.proven-ledger": (
        "Đã chứng minh: sổ nhiệm vụ, nơi mọi số liệu được tính ra, đúng là những gì nhật ký dựng nên ({ledger}…).",
        "Proven: the ledger, from which every figure comes, is what the log makes of itself ({ledger}…).",
    ),
    "log.erased": (
        "Đã xóa {count} nội dung kèm vì lý do «{reason}», theo bản ghi {entries}. Số liệu không dựa vào chúng.",
        "{count} payloads were erased for the reason «{reason}», by entries {entries}. No figure rests on them.",
    ),
    "log.proven": (
        "Đã chứng minh: {signed} bản ghi đầu là những bản ghi đã ký ({checkpoints} mốc, nối tiếp nhau).",
        "Proven: the first {signed} entries are those that were signed ({checkpoints} checkpoints, each going on the "
        "one before).",
    ),
    "log.not-signed-yet": (
        "Chưa chứng minh: {more} bản ghi cuối chưa được ký.",
        "Not proven: the last {more} entries are not signed yet.",
    ),
    "log.keys-of-this-machine": (
        "Chưa chứng minh: khóa kiểm tra lấy từ chính máy này, ai sửa được dữ liệu thì cũng thay được khóa. "
        "Sửa: --key với khóa đã giữ ở nơi khác.",
        "Not proven: the verifier key is this machine's own; who can change the data can change it, too. "
        "Fix: --key with the key that was kept elsewhere.",
    ),
    "log.nothing-kept": (
        "Chưa chứng minh: đây có phải nhật ký đã cho người khác xem trước đó hay không, và phần cuối có bị cắt hay "
        "không. Sửa: --checkpoint với mốc đã giữ ở nơi khác.",
        "Not proven: whether this is the log that somebody else was shown before, and whether its end was cut off. "
        "Fix: --checkpoint with one that was kept elsewhere.",
    ),
    "log.nothing-signed": (
        "Chưa chứng minh: không có mốc nào đã ký mà khóa kiểm tra được biết; ai ghi được tệp thì viết lại được cả "
        "nhật ký. Sửa: `nhiemvu log init`.",
        "Not proven: there is no checkpoint signed by a known key; who can write the file can write the whole log "
        "anew. Fix: `nhiemvu log init`.",
    ),
    "log.key-made": (
        "Đã tạo khóa ký nhật ký: {file}. Giữ một bản ở nơi cất khóa; đưa khóa kiểm tra sau đây cho kiểm toán:",
        "The key that signs the log is made: {file}. Keep a copy where keys are kept; give auditors this verifier key:",
    ),
    "log.key-there": (
        "Đã có khóa ký nhật ký: {file}. Khóa kiểm tra:",
        "The key that signs the log is there: {file}. Its verifier key:",
    ),
    "log.checkpointed": (
        "Mốc #{number}: {size} bản ghi đã ký.",
        "Checkpoint #{number}: {size} entries are signed.",
    ),
    "progress.prepared": ("Đang chuẩn bị số liệu", "Preparing figures"),
    "progress.exporting": ("Đang xuất nhật ký", "Exporting the log"),
    "log.exported": (
        "Đã xuất vào {directory}: {size} bản ghi, {payloads} nội dung kèm, {blobs} văn bản, {checkpoints} mốc. "
        "Kiểm tra ở máy bất kỳ: python3 -I verify_log.py --key KHÓA {directory}",
        "Exported to {directory}: {size} entries, {payloads} payloads, {blobs} texts, {checkpoints} checkpoints. "
        "Verify it on any machine: python3 -I verify_log.py --key KEY {directory}",
    ),
    "log.redacted": (
        "Không có nội dung kèm nào trong bản xuất: khi kiểm tra, thêm --redacted.",
        "No payload is in the export: verify it with --redacted.",
    ),
    "log.written": ("Đã ghi {file}.", "Written to {file}."),
    "status.signed": (
        "Nhật ký: đã ký {size} bản ghi (mốc #{number}); {more} bản ghi mới hơn chưa ký.",
        "The log: {size} entries are signed (checkpoint #{number}); {more} newer ones are not yet.",
    ),
    "status.signs-soon": (
        "Nhật ký: đã có khóa ký, chưa có mốc nào; chương trình sẽ ký ở lần tới.",
        "The log: there is a signing key and no checkpoint yet; the program signs the next time it runs.",
    ),
    "status.unsigned": (
        "Nhật ký: chưa ký gì. `nhiemvu log init` tạo khóa ký.",
        "The log: nothing is signed. `nhiemvu log init` makes the signing key.",
    ),
    "status.no-signing-key": (
        "Nhật ký: tài khoản này không thấy khóa ký {file}; nếu dịch vụ cũng không thấy thì không ký thêm được.",
        "The log: this account does not see the signing key {file}; if the service does not either, nothing more is "
        "signed.",
    ),
    "log.not-verified": (
        "NHẬT KÝ KHÔNG HỢP LỆ: {findings} sai lệch trong {size} bản ghi (gốc {root}). "
        "Dừng dịch vụ, giữ nguyên dữ liệu và báo kiểm toán.",
        "LOG NOT VERIFIED: {findings} findings in {size} entries (root {root}). "
        "Stop the service, leave the data as it is, and call the auditor.",
    ),
    "heading.probes": ("Kiểm tra kết nối", "Connections"),
    "heading.settings": ("Cài đặt đang dùng", "Settings in force"),
    "column.probe": ("Bước", "Step"),
    "column.seen": ("Thấy gì", "Seen"),
    "column.key": ("Khóa", "Key"),
    "column.origin": ("Lấy từ", "From"),
    "config.default": ("mặc định", "default"),
    "probe.name": ("tra tên máy chủ (DNS)", "name (DNS)"),
    "probe.connection": ("kết nối (TCP)", "connection (TCP)"),
    "probe.encryption": ("mã hóa (TLS)", "encryption (TLS)"),
    "probe.contract": ("mô tả dịch vụ (WSDL)", "contract (WSDL)"),
    "probe.drift": ("bản đã ghim so với bản nguồn công bố", "pinned copy against what is published"),
    "probe.folder": ("thư mục", "folder"),
    "probe.log-in": ("đăng nhập", "log-in"),
    "probe.listing": ("danh sách: số mục ở trang đầu", "listing: rows of the first page"),
    "probe.cursor": ("con trỏ: văn bản đã biết quay lại", "cursor: a known document comes back"),
    "probe.read": ("đọc một văn bản: số byte", "one document read: bytes"),
    "outcome.ok": ("đạt", "ok"),
    "outcome.failed": ("HỎNG", "FAILED"),
    "outcome.skipped": ("bỏ qua", "skipped"),
    "outcome.doubtful": ("ĐÁNG NGỜ", "DOUBTFUL"),
    "probe.no-address": (
        "Không tra được địa chỉ của máy chủ {host}. Sửa: kiểm tra tên trong endpoint và cấu hình DNS.",
        "No address is known for the host {host}. Fix: check the name in endpoint, and the DNS settings.",
    ),
    "probe.nothing-since": (
        "Hỏi từ {cursor} thì danh sách rỗng, dù nguồn có văn bản. Nhiều dịch vụ trả danh sách rỗng khi "
        "ngày viết sai dạng. Sửa: đối chiếu cursor.send và overlap của ánh xạ.",
        "Asked from {cursor} on, the list is empty although there are documents. Many services answer a badly written "
        "date so. Fix: check cursor.send and overlap of the mapping.",
    ),
    "database.prepared": (
        "Bảng đã sẵn sàng; {role} được ghi thêm, không được sửa; chỉ đọc: {readers}.",
        "The tables are ready; {role} may add and never change; readers: {readers}.",
    ),
    "daemon.started": (
        "Đang chạy (tiến trình {process}): {sources}. Dừng: Ctrl+C hoặc SIGTERM; đọc lại cài đặt: SIGHUP.",
        "Running (process {process}): {sources}. Ctrl+C or SIGTERM stops it; SIGHUP lets it read the settings again.",
    ),
    "daemon.stopped": ("Đã dừng; không có gì dở dang bị mất.", "Stopped; nothing under way is lost."),
    "daemon.deposed": (
        "Một tiến trình khác đang ghi vào cơ sở dữ liệu này nên tiến trình này đã dừng.",
        "Another process writes to this database now, so this one has ended.",
    ),
    "daemon.stopping": (
        "Chương trình đang dừng: không gọi thêm đến nguồn.",
        "The program is stopping: no further calls to the source begin.",
    ),
    "daemon.reload-refused": (
        "KHÔNG đọc lại cài đặt: vẫn chạy như trước. Sửa các lỗi sau rồi gửi lại SIGHUP.",
        "The settings were NOT taken over: everything runs on as before. Mend this, then send SIGHUP again.",
    ),
    "daemon.other-place": (
        "data_directory hoặc database đã đổi: phải dừng rồi chạy lại mới có hiệu lực.",
        "data_directory or database has changed: that takes a stop and a new start.",
    ),
    "progress.taking-in": ("Đang nhận văn bản từ {source}", "Taking in documents of {source}"),
    "progress.verifying": ("Đang kiểm tra nhật ký", "Verifying the log"),
    "demo.starting": ("Đang khởi động hệ thống văn bản mô phỏng…", "Starting the simulated document system…"),
    "demo.lived": (
        "Ba tháng ({days} ngày) trong {seconds} giây: nhận {documents} văn bản, {events} diễn biến; đẩy {pushed} "
        "tình trạng, "
        "đọc lại thấy đúng {shown}. Lần nhận đầu không đẩy gì: {waiting} tình trạng chờ người bật.",
        "Three months ({days} days) in {seconds} s: {documents} documents and {events} events taken in, {pushed} "
        "standings "
        "pushed, {shown} seen at the source. The first load pushed nothing: {waiting} standings waited for a person.",
    ),
    "demo.reason": ("bản trình diễn", "demo"),
    "demo.serving": (
        "Hệ thống mô phỏng: {url}. Mỗi {every} giây là một ngày; dừng bằng Ctrl+C.",
        "The simulated system: {url}. A day passes every {every} seconds; Ctrl+C stops it.",
    ),
    "demo.day": (
        "{day}: nhận {documents} văn bản, {events} diễn biến; đẩy {pushed}, thấy đúng {shown}, còn khác {waiting}.",
        "{day}: {documents} documents, {events} events taken in; {pushed} pushed, {shown} seen, {waiting} still "
        "differ.",
    ),
    "progress.living": ("Ba tháng đang trôi qua", "Living through three months"),
    "heading.account-matrix": ("Đối soát theo tháng ban hành: nguồn {source}", "By month of issue: source {source}"),
    "heading.account-exceptions": ("Việc cần xem", "What stands out"),
    "heading.account-latency": (
        "Từ ban hành đến sổ nhiệm vụ (giờ:phút:giây)",
        "From issue to ledger (hours:minutes:seconds)",
    ),
    "account-column.tasks": ("Có nhiệm vụ", "With tasks"),
    "account-column.assignments": ("Số nhiệm vụ", "Tasks"),
    "account-column.no_task": ("Không nhiệm vụ", "Without"),
    "account-column.out_of_scope": ("Ngoài phạm vi", "Out of scope"),
    "account-column.raised": ("Nâng mật", "Raised"),
    "account-column.purged": ("Tiêu hủy", "Purged"),
    "account-column.closed": ("Mật, chờ xử lý", "Not open"),
    "account-column.accounted": ("Cộng", "Total"),
    "account-column.register": ("Sổ đăng ký", "Register"),
    "account-column.difference": ("Lệch", "Difference"),
    "account-column.unexplained": ("Chưa giải thích", "Unexplained"),
    "account-column.number": ("Số, ký hiệu (ngày)", "Number, notation (day)"),
    "account-column.document": ("Mã văn bản", "Document"),
    "column.latency": ("Sau ban hành", "After issue"),
    "column.p50": ("50%", "50%"),
    "column.p90": ("90%", "90%"),
    "column.p99": ("99%", "99%"),
    "column.longest": ("Lâu nhất", "Longest"),
    "column.objective": ("Mục tiêu", "Objective"),
    "account.no-month": ("Chưa rõ tháng", "Month not known"),
    "account.older": ("Trước khi nối", "Issued before"),
    "account.no-objective": ("chưa đặt", "none set"),
    "status.account-closes": ("Đối soát nguồn {source}: khớp.", "Account of source {source}: closes."),
    "status.account-differs": (
        "Đối soát nguồn {source}: LỆCH {difference}, {twice} số dùng hai lần. Xem: nhiemvu account --source {source}",
        "Account of source {source}: DIFFERS by {difference}, {twice} numbers used twice. See: nhiemvu account "
        "--source {source}",
    ),
    "status.latency": (
        "Từ ban hành đến sổ, văn bản tháng này của nguồn {source}: nửa số trong {half}, chín phần mười trong {most}; "
        "mục tiêu: {objective}.",
        "From issue to ledger, this month's documents of source {source}: half within {half}, nine tenths within "
        "{most}; objective: {objective}.",
    ),
    "account.met": ("đạt ({share}%)", "met ({share}%)"),
    "account.not-met": ("KHÔNG ĐẠT ({share}%)", "NOT MET ({share}%)"),
    "account.all-explained": (
        "Nguồn {source}: không còn số nào chưa giải thích. {unread} văn bản mật hoặc chờ xử lý không đọc được số; "
        "chúng giải thích phần lệch của các tháng.",
        "Source {source}: nothing is unexplained. The number of {unread} withheld or held documents cannot be read; "
        "they explain the difference of the months.",
    ),
    "account.unexplained": (
        "Nguồn {source}: {count} số CHƯA GIẢI THÍCH. {unread} văn bản mật hoặc chờ xử lý không đọc được số.",
        "Source {source}: {count} numbers are UNEXPLAINED. The number of {unread} withheld or held documents cannot be "
        "read.",
    ),
    "account.no-exceptions": ("Không có gì bất thường.", "Nothing stands out."),
    "account.more-exceptions": (
        "Mới nêu {shown} trong {count}; --all nêu hết.",
        "{shown} of {count} named; --all: all.",
    ),
    "account.what-to-do": ("  {what}: {step}", "  {what}: {step}"),
    "exception.missing": ("thiếu trong danh sách", "missing in the listing"),
    "exception.missing-perhaps": ("có thể thiếu", "perhaps missing"),
    "exception.twice-in-register": ("số dùng hai lần trong sổ đăng ký", "twice in the register"),
    "exception.twice-borne": ("hai văn bản một số", "two documents of one number"),
    "exception.not-in-register": ("không có trong sổ đăng ký", "not in the register"),
    "exception.unentered": (
        "trích yếu có thời hạn, chưa nhập nhiệm vụ",
        "names a deadline, has no task",
    ),
    "exception.late": ("vào sổ muộn", "late entry"),
    "exception.gap": ("thiếu số trong dãy", "gap in a series"),
    "step.missing": (
        "đề nghị đơn vị vận hành nguồn đưa văn bản vào danh sách; sửa xong, chạy nhiemvu cursor rewind.",
        "ask the operator of the source to list the document; once mended, run nhiemvu cursor rewind.",
    ),
    "step.missing-perhaps": (
        "số này thiếu, hoặc thuộc văn bản mật hay chờ xử lý không đọc được số; tra sổ đăng ký của nguồn.",
        "it is missing, or belongs to a withheld or held document whose number cannot be read; look it up in the "
        "register of the source.",
    ),
    "step.twice-in-register": (
        "văn thư kiểm tra sổ đăng ký: một số chỉ dùng cho một văn bản trong năm.",
        "let the registry check: a number is for one document a year.",
    ),
    "step.twice-borne": (
        "hỏi cơ quan ban hành văn bản nào đúng số; văn bản kia phải được đính chính.",
        "ask the office that issued them which one bears it rightly; the other has to be corrected.",
    ),
    "step.not-in-register": (
        "so số, ký hiệu, ngày của văn bản với sổ đăng ký; một bên sai.",
        "compare number, notation and day with the register; one of the two is wrong.",
    ),
    "step.unentered": (
        "đọc văn bản: nếu giao nhiệm vụ có thời hạn thì đề nghị cơ quan ban hành nhập nhiệm vụ vào hệ thống nguồn.",
        "read the document: if it assigns a task with a deadline, ask the office that issued it to enter that in the "
        "source.",
    ),
    "step.late": (
        "hỏi văn thư vì sao văn bản vào hệ thống muộn, hoặc vì sao phải chờ xử lý lâu.",
        "ask the registry why it was entered so late, or why it was held so long.",
    ),
    "step.gap": (
        "số chưa vào sổ, đã bỏ, hoặc văn bản chưa nhập; hỏi văn thư. Dãy số mật tính riêng.",
        "a number not yet entered, or left out; ask the registry. Classified series are counted apart.",
    ),
    "account.off": ("không thống kê", "not accounted"),
    "account.closes": (
        "Đối soát khớp: mỗi văn bản trong sổ đăng ký có đúng một kết luận.",
        "The account closes: every document of the register has exactly one verdict.",
    ),
    "account.difference": (
        "Đối soát lệch {difference} văn bản so với sổ đăng ký của nguồn. Sửa: chạy lại `nhiemvu run --once`; "
        "nếu vẫn lệch, đề nghị đơn vị vận hành nguồn kiểm tra danh sách văn bản.",
        "The account and the source's register differ by {difference} documents. Fix: run `nhiemvu run --once` again; "
        "if it stays, ask the operator of the source to check its list.",
    ),
    "account.missing": (
        "THIẾU {count} văn bản mà sổ đăng ký của nguồn có; nằm trong các số (mới nhất trước): {among} (và {more} "
        "số nữa).",
        "{count} documents of the source's register are MISSING; among the numbers (newest first): {among} (and "
        "{more} more).",
    ),
    "account.register": (
        "Sổ đăng ký của nguồn: {numbers} số văn bản thường, {apart} số thuộc sổ riêng.",
        "The source's own register: {numbers} ordinary numbers, {apart} in series kept apart.",
    ),
    "demo.left": ("Dữ liệu nằm tại {directory}", "The data is in {directory}"),
    "demo.next": (
        "Thử tiếp (thêm -c {config}): nhiemvu status · nhiemvu report · nhiemvu task list · nhiemvu log verify",
        "Try next (add -c {config}): nhiemvu status · nhiemvu report · nhiemvu task list · nhiemvu log verify",
    ),
    "demo.simulator-did-not-start": (
        "Hệ thống mô phỏng không khởi động được. Sửa: xem {log}.",
        "The simulator did not start. Fix: look into {log}.",
    ),
}
