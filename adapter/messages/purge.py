"""Texts about what goes for good: documents that are purged, bodies whose time is over."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "purge.which": (
        "Nêu văn bản bằng HANDLE, hoặc bằng --number (kèm --notation, --issued-on nếu cần), không dùng cả hai.",
        "Name the document by HANDLE, or by --number (with --notation and --issued-on where needed), not by both.",
    ),
    "purge.not-one": (
        "Không xác định được đúng một văn bản (tìm thấy {count}). "
        "Sửa: nêu thêm ký hiệu, ngày ban hành, hoặc dùng mã trong nhiemvu task list --json.",
        "Not exactly one document is meant ({count} found). "
        "Fix: add notation and day of issue, or use the handle from nhiemvu task list --json.",
    ),
    "purge.several": ("Các văn bản tìm thấy: {handles}", "Documents found: {handles}"),
    "purge.not-found": (
        "Không có văn bản {handle} trong sổ. Sửa: xem mã trong nhiemvu task list --json.",
        "There is no document {handle} in the ledger. Fix: look for its handle in nhiemvu task list --json.",
    ),
    "purge.gone": (
        "Văn bản {handle} đã được tiêu hủy trước đó. Kiểm tra: nhiemvu purge check.",
        "The document {handle} is gone already. To look: nhiemvu purge check.",
    ),
    "purge.other-key": (
        "{count} dòng mang dấu chặn của một khóa khác với keys/tombstone.key đang dùng; chưa xóa gì. "
        "Sửa: khôi phục khóa đi cùng tệp này, hoặc dùng tệp của chính hệ thống này.",
        "{count} lines have tombstones of another key than the keys/tombstone.key that is there; nothing was erased. "
        "Fix: restore the key that belongs to the file, or take the file of this system.",
    ),
    "purge.goes-on": (
        "Văn bản {handle} còn nhiệm vụ chưa kết thúc, chưa thể coi là hết thời hạn lưu giữ. "
        "Sửa: chờ nhiệm vụ kết thúc, hoặc dùng --because order khi có quyết định.",
        "The document {handle} has tasks that go on: its time cannot be over. "
        "Fix: wait until they have ended, or use --because order where somebody has ordered it.",
    ),
    "purge.reason-names-it": (
        "Lý do nêu chính nội dung của văn bản {handle} (số, trích yếu hoặc tham chiếu), mà lý do thì được giữ lại. "
        "Sửa: viết lại lý do, ví dụ chỉ nêu quyết định tiêu hủy.",
        "The reason names the document {handle} itself (number, subject or reference), and the reason stays. "
        "Fix: word it otherwise, for example by the decision that orders it alone.",
    ),
    "purge.no-retention": (
        "Chưa đặt thời hạn lưu giữ. Sửa: đặt retention.bodies_after_days rồi chạy nhiemvu activate settings.",
        "No retention is set. Fix: set retention.bodies_after_days and run nhiemvu activate settings.",
    ),
    "purge.no-line": (
        "Dòng này không phải một lần xóa. Sửa: dùng đúng tệp do nhiemvu purge export ghi.",
        "This line is no erasure. Fix: use a file that nhiemvu purge export has written.",
    ),
    "purge.would": (
        "Sẽ tiêu hủy văn bản {handle}: {count} nội dung kèm. Không lấy lại được.",
        "The document {handle} would go: {count} payloads. They cannot be brought back.",
    ),
    "purge.sure": ("Tiêu hủy?", "Let it go?"),
    "purge.done": (
        "Đã tiêu hủy văn bản {handle}: xóa {count} nội dung kèm, bản ghi {seq}. Bản đến sau sẽ không được nhận lại.",
        "The document {handle} is gone: {count} payloads erased, entry {seq}. Nothing of it comes in again.",
    ),
    "purge.stays": (
        "Không tiêu hủy, nhưng có nói về nhiệm vụ của văn bản này: {handles}. Xem xét từng văn bản.",
        "Not purged, though they say something of its tasks: {handles}. Look at each of them.",
    ),
    "purge.elsewhere": (
        "Còn ở nơi khác: hệ thống nguồn, bản sao lưu và bản xuất cũ, tệp của các lệnh đã chạy (docs/operator.md).",
        "It may be elsewhere: at the source, in older backups and exports, in files of earlier commands "
        "(docs/operator.md).",
    ),
    "purge.messages": ("Thông điệp", "Messages"),
    "purge.assignments": ("Nhiệm vụ giao", "Assignments"),
    "purge.held": ("Mục đang chờ xử lý", "Held items"),
    "purge.lookups": ("Mục tra cứu", "Look-ups"),
    "purge.payload-body": ("Thân văn bản", "Bodies"),
    "purge.payload-texts": ("Lời văn", "Texts"),
    "purge.payload-note": ("Lý do của quyết định về nhiệm vụ", "Reasons of rulings about its tasks"),
    "purge.payload-reference": ("Tham chiếu đang chờ", "References held"),
    "purge.payload-unmatched": ("Số chưa đối soát được", "Numbers not accounted for"),
    "purge.count": ("{count} văn bản.", "{count} documents."),
    "purge.exported": ("Đã ghi {count} dòng vào {file}.", "{count} lines are written to {file}."),
    "purge.back": (
        "Có trở lại: {documents} văn bản, theo {lines} dòng.",
        "Here again: {documents} documents, by {lines} lines.",
    ),
    "purge.nothing-back": ("Không có gì trở lại.", "Nothing is here again."),
    "purge.applied": (
        "Đã xóa lại: {documents} văn bản và {payloads} nội dung kèm khác; đặt lại {tombstones} dấu chặn.",
        "Gone again: {documents} documents and {payloads} other payloads; {tombstones} tombstones were put up again.",
    ),
    "purge.remains": (
        "Văn bản {handle} đã tiêu hủy mà còn {payloads} nội dung kèm, {lookups} mục tra cứu. "
        "Giữ nguyên máy và báo người phụ trách an toàn thông tin.",
        "The document {handle} is gone, and {payloads} payloads and {lookups} look-ups of it are there. "
        "Leave the machine as it is and tell whoever answers for its security.",
    ),
    "purge.unmarked": (
        "Văn bản {handle} bị nâng độ mật bởi phiên bản cũ: còn {payloads} nội dung kèm, {lookups} mục tra cứu, "
        'chưa có dấu chặn. Sửa: nhiemvu purge document {handle} --because raised --reason "…".',
        "The document {handle} was raised by an earlier version: {payloads} payloads, {lookups} look-ups, no "
        'tombstones. Fix: nhiemvu purge document {handle} --because raised --reason "…".',
    ),
    "purge.back-again": (
        "Nội dung đã xóa có trở lại ({count} dòng): cơ sở dữ liệu đã bị quay lui. "
        'Sửa: nhiemvu purge apply --reason "…".',
        "What was erased is here again ({count} lines): the database was set back. "
        'Fix: nhiemvu purge apply --reason "…".',
    ),
    "purge.unkept": (
        "{count} lần xóa chưa có trong tệp cạnh khóa. Sửa: kiểm tra đĩa và quyền ghi của thư mục keys rồi chạy lại.",
        "{count} erasures are not in the file beside the keys. Fix: look at the disk and the rights of the folder "
        "keys, then run again.",
    ),
    "purge.clean": (
        "Không còn gì của {count} văn bản đã tiêu hủy hoặc nâng độ mật.",
        "Nothing is left of the {count} documents that were purged or raised.",
    ),
    "purge.retention-done": (
        "Đã xóa {count} thân văn bản hết thời hạn {days} ngày ({size} byte). Số liệu giữ nguyên.",
        "{count} bodies are erased whose {days} days are over ({size} bytes). Every figure stays.",
    ),
    "purge.retention-would": (
        "Sẽ xóa {count} thân văn bản hết thời hạn {days} ngày ({size} byte).",
        "{count} bodies would go whose {days} days are over ({size} bytes).",
    ),
    "heading.purge": ("Sẽ tiêu hủy", "What goes"),
    "heading.purged": ("Đã tiêu hủy", "What went"),
    "column.because": ("Căn cứ", "Because"),
    "column.actor": ("Người ra lệnh", "Ordered by"),
}
