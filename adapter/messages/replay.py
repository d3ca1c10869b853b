"""Texts about the log lived through once more."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "progress.folding": ("Đang dựng lại sổ nhiệm vụ từ nhật ký", "Folding the log again"),
    "progress.reinterpreting": ("Đang đọc lại các thông điệp còn giữ", "Reading kept messages anew"),
    "heading.fold": ("Sổ nhiệm vụ khác với bản dựng lại từ nhật ký", "The ledger is not what the log folds into"),
    "heading.reinterpreted": (
        "Bản ghi sẽ khác nếu đọc và quyết định lại",
        "Entries that would be others if read and decided anew",
    ),
    "heading.ledger-anew": ("Dòng của sổ nhiệm vụ sẽ khác", "Rows of the ledger that would be others"),
    "heading.figures-anew": ("Số liệu sẽ khác", "Figures that would be others"),
    "column.table": ("Bảng", "Table"),
    "column.stored": ("Trong sổ", "Stored"),
    "column.folded": ("Dựng lại", "Folded"),
    "column.kind": ("Loại", "Kind"),
    "column.logged": ("Đã ghi", "Logged"),
    "column.read_anew": ("Đọc lại", "Read anew"),
    "column.from_where": ("Lấy từ đâu", "Where from"),
    "column.figure": ("Chỉ tiêu", "Figure"),
    "replay.fold-agrees": (
        "Dựng lại từ {size} bản ghi: sổ nhiệm vụ đúng là những gì nhật ký nói, bảng và bộ nhớ như nhau. "
        "Mã tóm lược sổ: {digest}.",
        "Folded from {size} entries: the ledger is what the log says, in tables and in memory alike. "
        "Digest of the ledger: {digest}.",
    ),
    "replay.fold-differs": (
        "Sổ nhiệm vụ khác nhật ký ở {count} dòng (trên đây {shown}). Sửa: giữ nguyên cơ sở dữ liệu làm bằng chứng, "
        "chạy nhiemvu log verify, rồi báo người phụ trách.",
        "The ledger is not what the log says in {count} rows ({shown} above). Fix: keep the database as evidence, run "
        "nhiemvu log verify, and tell who is in charge.",
    ),
    "replay.digests": (
        "Mã tóm lược: trong sổ {stored}; bảng dựng lại {tables}; trong bộ nhớ {memory}.",
        "Digests: stored {stored}; tables folded anew {tables}; in memory {memory}.",
    ),
    "replay.fold-broke-off": (
        "Không dựng lại được: bản ghi {seq} không đứng vững ({why} [{code}]). Sửa: chạy nhiemvu log verify.",
        "The fold broke off: entry {seq} does not stand ({why} [{code}]). Fix: run nhiemvu log verify.",
    ),
    "replay.same": (
        "Đã đọc và quyết định lại {messages} thông điệp: không có gì khác.",
        "{messages} messages were read and decided anew: nothing differs.",
    ),
    "replay.differs": (
        "Đã đọc và quyết định lại {messages} thông điệp: {count} bản ghi khác, {rows} dòng của sổ khác. Không ghi gì.",
        "{messages} messages were read and decided anew: {count} entries differ, {rows} rows of the ledger differ. "
        "Nothing was written.",
    ),
    "replay.more": (
        "Hiện {shown} trên {count} khác biệt. Xem thêm: --explain N, hoặc --json để có tất cả.",
        "{shown} of {count} differences are shown. See more: --explain N, or --json for all.",
    ),
    "replay.where": (
        "quy tắc {rule} ({place}), dòng {line} của thông điệp",
        "rule {rule} ({place}), line {line} of the message",
    ),
    "replay.why-rules": ("do quy tắc của chương trình đổi", "by rules"),
    "replay.why-unread": (
        "dựa vào điều không còn đọc được; giữ như đã ghi",
        "rests on what cannot be read any more; stands as logged",
    ),
    "replay.not-read-erased": (
        "{count} thông điệp không còn nội dung (đã xóa, hoặc không đúng với bản ghi), giữ như đã ghi, không đoán: "
        "{seqs}.",
        "The bodies of {count} messages are not there any more (erased, or not what the entry says); they stand as "
        "logged, nothing is guessed: {seqs}.",
    ),
    "replay.not-read-versions": (
        "{count} thông điệp không rõ đã đọc bằng gì (ánh xạ, danh bạ, cài đặt hoặc quy tắc), giữ như đã ghi: {seqs}.",
        "By what {count} messages were read is not known (mapping, directory, settings or rules); they stand as "
        "logged: {seqs}.",
    ),
    "replay.whole": (
        "Vị trí {position} nằm giữa các bản ghi của một thông điệp: chỉ đọc lại đến vị trí {whole}.",
        "Position {position} is amid the entries of one message: what is read again ends at position {whole}.",
    ),
    "replay.nothing-kept": (
        "Không có gì để đọc lại: {held} lần giữ lại chờ xử lý, {withheld} lần từ chối văn bản mật (mỗi lượt "
        "liệt kê lại thì đếm lại; số văn bản: `nhiemvu account`), {raised} văn bản sau mới rõ là mật.",
        "Nothing was kept to be read again of {held} times something was held, {withheld} times a document was "
        "withheld (counted anew by each cycle that lists it; how many documents: `nhiemvu account`), {raised} "
        "documents raised.",
    ),
    "replay.other-rules": (
        "{messages} thông điệp được quyết định theo quy tắc {rule} phiên bản {then}; chương trình này chỉ có phiên bản "
        "{now}, nên khác biệt của chúng được ghi là do quy tắc đổi.",
        "{messages} messages were decided by version {then} of the rule {rule}; this program has version {now} alone, "
        "so what differs of them is told as by rules.",
    ),
    "replay.other-judge": (
        "Quy tắc tính tình trạng khác với lúc ghi ({rules}): số liệu trên đây tính theo quy tắc của chương trình này.",
        "Standings are judged by other rules than those in force ({rules}): figures above are by this program's.",
    ),
    "replay.ledger-astray": (
        "Các bản ghi đều đúng, nhưng {count} dòng của sổ không phải điều bản ghi nói. Xem: nhiemvu replay --fold.",
        "The entries are what they should be, and {count} rows of the ledger are not what they say. See: "
        "nhiemvu replay --fold.",
    ),
    "replay.blob-missing": (
        "Bản ghi {seq} đưa vào hiệu lực một thứ ({what}, nguồn {source}) mà nội dung không còn trong kho. "
        "Sửa: chạy nhiemvu log verify.",
        "Entry {seq} puts something in force ({what}, source {source}) of which the text is not there. "
        "Fix: run nhiemvu log verify.",
    ),
    "replay.blob-other": (
        "Nội dung mà bản ghi {seq} đưa vào hiệu lực ({what}, nguồn {source}) đã bị sửa: không đúng mã tóm lược. "
        "Sửa: chạy nhiemvu log verify.",
        "The text that entry {seq} puts in force ({what}, source {source}) was changed: its digest is another one. "
        "Fix: run nhiemvu log verify.",
    ),
    "replay.identity-other": (
        "Nội dung mà bản ghi {seq} đưa vào hiệu lực ({what}, nguồn {source}) không phải thứ mà bản ghi nêu tên. "
        "Sửa: so bản ghi với tệp đã kích hoạt lúc đó.",
        "The text that entry {seq} puts in force ({what}, source {source}) is not the one the entry names. "
        "Fix: compare the entry with the file that was activated then.",
    ),
    "replay.blob-unreadable": (
        "Chương trình này không đọc được nội dung mà bản ghi {seq} đưa vào hiệu lực ({what}, nguồn {source}). "
        "Sửa: dùng phiên bản chương trình của lúc đó để đối chiếu; chưa nên nâng cấp.",
        "This program cannot read the text that entry {seq} puts in force ({what}, source {source}). "
        "Fix: compare with the program of that time; do not upgrade yet.",
    ),
    "replay.message-unknown": (
        "Theo cách đọc này không có thông điệp mà lần đọc lại nói tới.",
        "By this reading the message that was read again is not there.",
    ),
    "replay.no-version": (
        "Nhật ký không có ánh xạ {version} của nguồn {source}. Sửa: nêu tệp, số bản ghi kích hoạt, hoặc ít nhất sáu "
        "chữ số đầu của mã ánh xạ (xem nhiemvu mapping list).",
        "The log has no mapping {version} of source {source}. Fix: name a file, the entry that put it in force, or at "
        "least the first six digits of its identity (see nhiemvu mapping list).",
    ),
    "replay.no-source": (
        "Nhật ký không có nguồn này. Các nguồn: {known}.",
        "The log does not have this source. It has: {known}.",
    ),
    "replay.bad-place": (
        "{written} không phải số bản ghi, cũng không phải ngày (NĂM-THÁNG-NGÀY).",
        "{written} is neither the number of an entry nor a day (YYYY-MM-DD).",
    ),
    "replay.check-takes-recorded": (
        "--check dùng ánh xạ đã ghi; bỏ --mapping.",
        "--check takes the recorded mappings; leave --mapping out.",
    ),
}
