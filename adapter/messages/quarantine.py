"""Texts about the quarantine, and about what stands beside figures: edits without a document, objections."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "heading.quarantine-item": ("Mục chờ xử lý", "Held item"),
    "heading.quarantine-history": ("Đã ghi về mục này", "What was written down about it"),
    "heading.released": ("Kết quả lấy lại", "What became of them"),
    "column.place": ("Chỗ trong danh sách", "Place in the listing"),
    "quarantined.held": ("đưa vào chờ xử lý", "held"),
    "quarantined.reject": ("loại bỏ", "rejected"),
    "quarantined.readmit": ("cho chờ lại", "waits again"),
    "quarantine.not-found": (
        "Không có đúng một mục chờ xử lý nào có mã bắt đầu bằng «{item}». "
        "Sửa: xem mã ở `nhiemvu quarantine list --rejected`.",
        "Not exactly one held item has a handle that begins with «{item}». "
        "Fix: see the handles in `nhiemvu quarantine list --rejected`.",
    ),
    "quarantine.rejected-already": (
        "Mục «{item}» đã bị loại bỏ rồi. Muốn xem lại: `nhiemvu quarantine release {item}`.",
        "Item «{item}» is rejected already. To look at it again: `nhiemvu quarantine release {item}`.",
    ),
    "quarantine.rejected-too": (
        "Ngoài ra có {count} mục đã bị loại bỏ theo quyết định (xem bằng `--rejected`).",
        "Beside them {count} items are rejected by ruling (`--rejected` shows them).",
    ),
    "quarantine.reference-erased": ("(đã xóa)", "(erased)"),
    "quarantine.rejected": (
        "Mục {item}… không được nhận (bản ghi {seq}); bản mới hơn từ nguồn sẽ được xem lại.",
        "Item {item}… is not taken (entry {seq}); a newer version from the source is looked at again.",
    ),
    "quarantine.next-fetched": (
        "Bước tiếp: sửa nguyên nhân ở trên, rồi `nhiemvu quarantine release {item} --reason …`; các lượt sau cũng tự "
        "lấy lại (mỗi lượt trong tuần đầu, sau đó mỗi tuần). Nếu không bao giờ nhận: "
        "`nhiemvu quarantine reject {item} --reason …`.",
        "Next: repair the cause above, then `nhiemvu quarantine release {item} --reason …`; later rounds fetch it, too "
        "(each one in the first week, then one a week). If it is never to be taken: "
        "`nhiemvu quarantine reject {item} --reason …`.",
    ),
    "quarantine.next-inline": (
        "Bước tiếp: sửa nguyên nhân ở trên, rồi `nhiemvu quarantine release {item} --reason …`, lệnh này liệt kê lại "
        "từ chỗ đã ghi; mục này cũng được xem lại khi có văn bản mới mà nó có thể thuộc về.",
        "Next: repair the cause above, then `nhiemvu quarantine release {item} --reason …`, which lists again from "
        "the place shown; it is also looked at when documents have come in that it may be about.",
    ),
    "quarantine.next-listing": (
        "Bước tiếp: chính danh sách của nguồn không cho mở, nên chỉ danh sách mới mở được: sửa độ mật tại nguồn, hoặc "
        "thêm giá trị vào ánh xạ rồi `nhiemvu activate mapping`; liệt kê lại bằng "
        "`nhiemvu cursor rewind {source} {stream} --reason …`.",
        "Next: the source's own listing did not open it, so only a listing can: correct the level at the source, or "
        "add the value to the mapping and `nhiemvu activate mapping`; "
        "`nhiemvu cursor rewind {source} {stream} --reason …` lists it again.",
    ),
    "quarantine.next-rejected": (
        "Mục này đã bị loại bỏ theo quyết định và được đối soát như vậy. Xem lại khi nguồn gửi bản mới hơn, hoặc bằng "
        "`nhiemvu quarantine release {item} --reason …`.",
        "A person has rejected it, and the account counts it so. It is looked at again when the source sends a newer "
        "version, or by `nhiemvu quarantine release {item} --reason …`.",
    ),
    "release.which": (
        "Nêu đúng một trong ba: các mã ITEM, --because CODE, hoặc --all.",
        "Say exactly one of the three: ITEMs, --because CODE, or --all.",
    ),
    "release.count": (
        "Đã xem lại {count} mục; {held} mục vẫn chờ xử lý.",
        "{count} items were looked at again; {held} are still held.",
    ),
    "release.listed-only": (
        "Danh sách của nguồn không cho mở văn bản này, nên không lấy riêng được. "
        "Sửa: sửa độ mật tại nguồn, rồi `nhiemvu cursor rewind`.",
        "The source's listing does not open it, so it cannot be fetched alone. "
        "Fix: correct the level at the source, then `nhiemvu cursor rewind`.",
    ),
    "release.not-listed": (
        "Nguồn không còn liệt kê mục này từ chỗ đã ghi. Sửa: hỏi bên vận hành nguồn; nếu nó không còn, "
        "`nhiemvu quarantine reject`.",
        "The source does not list it any more from the place where it stood. Fix: ask those who run the source; if it "
        "is gone there, `nhiemvu quarantine reject`.",
    ),
    "release.not-in-time": (
        "Liệt kê lại từ chỗ đã ghi lâu hơn một yêu cầu cho phép, nên chưa biết mục này còn hay không. "
        "Sửa: thử lại khi nguồn trả lời nhanh hơn, hoặc `nhiemvu cursor rewind` để lượt sau liệt kê lại từ đó.",
        "To list again from the place where it stood took longer than one request may, so that nothing is known of it. "
        "Fix: ask again when the source answers faster, or `nhiemvu cursor rewind`: the next round lists from there.",
    ),
    "release.no-stream": (
        "Không còn nguồn hoặc luồng này trong cài đặt và ánh xạ. Sửa: khai báo lại, hoặc `nhiemvu quarantine reject`.",
        "Settings and mapping no longer have its source or stream. Fix: configure it again, or "
        "`nhiemvu quarantine reject`.",
    ),
    "release.erased": (
        "Tham chiếu của mục này đã bị xóa nên không hỏi lại nguồn được. Sửa: `nhiemvu quarantine reject`.",
        "Its reference was erased, so the source cannot be asked for it. Fix: `nhiemvu quarantine reject`.",
    ),
    "released.taken": ("đã nhận", "taken"),
    "released.older": ("bản cũ, chỉ giữ làm lịch sử", "older version, kept as history"),
    "released.repeated": ("đã có, không đổi gì", "known already, nothing changed"),
    "released.passed": ("không phải văn bản", "no document"),
    "released.held": ("vẫn chờ xử lý", "still held"),
    "released.withheld": (
        "mật: lượt tới sẽ bỏ và đếm",
        "classified: the next round lets it go and counts it",
    ),
    "released.forgotten": ("mật: đã bỏ, không lưu gì", "classified: let go, nothing is kept"),
    "released.raised": ("văn bản hóa ra là mật, đã xóa", "its document is classified, erased"),
    "released.purged": ("văn bản đã tiêu hủy", "its document is gone"),
    "released.gone": ("không còn chờ xử lý", "not held any more"),
    "objection.needs-reason": (
        "Kiến nghị phải nêu lý do. Sửa: thêm --reason.",
        "An objection says why. Fix: give --reason.",
    ),
    "objection.not-theirs": (
        "Cơ quan {agency} không chủ trì và không phối hợp nhiệm vụ {handle}…. Sửa: kiểm tra mã bằng "
        "`nhiemvu task show {handle}`.",
        "Agency {agency} neither leads nor coordinates assignment {handle}…. Fix: look at it with "
        "`nhiemvu task show {handle}`.",
    ),
    "objection.day": (
        "Ngày {day} chưa đến, hoặc trước ngày ban hành văn bản. Sửa: nêu ngày cơ quan kiến nghị ở --on.",
        "{day} is still to come, or before the document was issued. Fix: give the day of the objection with --on.",
    ),
    "objected.done": (
        "Đã ghi kiến nghị về nhiệm vụ {handle}… (bản ghi {seq}); không số liệu nào đổi.",
        "The objection to assignment {handle}… is recorded (entry {seq}); no figure changes.",
    ),
    "objected.one": (
        "{agency} kiến nghị ngày {on}: {why} (người ghi: {by}). Không làm đổi số liệu.",
        "{agency} objected on {on}: {why} (recorded by {by}). It changes no figure.",
    ),
    "edited.due_on": (
        "Thời hạn bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}; thấy lúc {at} "
        "(bản ghi {seq}).",
        "The deadline was changed at the source without a document: formerly {former}, now {now}; seen at {at} "
        "(entry {seq}).",
    ),
    "edited.lead": (
        "Cơ quan chủ trì bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}; thấy lúc {at} "
        "(bản ghi {seq}).",
        "The lead agency was changed at the source without a document: formerly {former}, now {now}; seen at {at} "
        "(entry {seq}).",
    ),
    "edited.coordinating": (
        "Cơ quan phối hợp bị sửa tại nguồn mà không có văn bản: trước là {former}, nay là {now}; thấy lúc {at} "
        "(bản ghi {seq}).",
        "Coordinating agencies were changed at the source without a document: formerly {former}, now {now}; seen at "
        "{at} (entry {seq}).",
    ),
    "edited.content": (
        "Nội dung bị sửa tại nguồn mà không có văn bản: trước là «{former}», nay là «{now}»; thấy lúc {at} "
        "(bản ghi {seq}).",
        "The content was changed at the source without a document: formerly «{former}», now «{now}»; seen at {at} "
        "(entry {seq}).",
    ),
    "edited.dropped": (
        "Nhiệm vụ bị bỏ tại nguồn mà không có văn bản: trước do {former} chủ trì; thấy lúc {at} (bản ghi {seq}).",
        "The task was taken out at the source without a document: {former} led it; seen at {at} (entry {seq}).",
    ),
    "edit.due_on": ("thời hạn", "deadline"),
    "edit.lead": ("cơ quan chủ trì", "lead agency"),
    "edit.coordinating": ("cơ quan phối hợp", "coordinating agencies"),
    "edit.content": ("nội dung", "content"),
    "edit.dropped": ("bỏ nhiệm vụ", "task taken out"),
    "exceptions.quarantine": (
        "Chờ xử lý, không tính vào số liệu nào: {documents} văn bản, {events} diễn biến; đã loại bỏ theo quyết định: "
        "{rejected}.",
        "In quarantine, and in no figure: {documents} documents, {events} events; rejected by ruling: {rejected}.",
    ),
    "exceptions.edits": (
        "Sửa tại nguồn mà không có văn bản: {count}.",
        "Changed at the source without a document: {count}.",
    ),
    "exceptions.edit": ("  {handle}… · {lead} · {told}", "  {handle}… · {lead} · {told}"),
    "exceptions.objections": (
        "Kiến nghị của cơ quan, không làm đổi số liệu: {count} (đánh dấu {mark} ở trên).",
        "Objections of agencies, which change no figure: {count} (marked {mark} above).",
    ),
    "exceptions.objection": (
        "  {handle}… · {lead} · {agency} kiến nghị ngày {on}",
        "  {handle}… · {lead} · {agency} objected on {on}",
    ),
    "exceptions.held": ("Chờ xử lý (văn bản, diễn biến)", "In quarantine (documents, events)"),
    "exceptions.rejected": ("Đã loại bỏ theo quyết định", "Rejected by ruling"),
    "exceptions.edited": ("Sửa tại nguồn mà không có văn bản", "Changed at the source without a document"),
    "exceptions.objected": ("Kiến nghị của cơ quan", "Objections of agencies"),
}
