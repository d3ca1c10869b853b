"""Texts of the reasons for which a reference is held."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "document.key-taken": (
        "Số, ký hiệu và ngày mới của văn bản này trùng với một văn bản khác. "
        "Sửa: đơn vị ban hành xác nhận số nào đúng và sửa tại hệ thống nguồn.",
        "The new number, notation and date of this document belong to another one. "
        "Fix: the issuing office says which is right and corrects it at the source.",
    ),
    "document.raised": (
        "Văn bản đã được nâng độ mật và xóa khỏi hệ thống này; bản công khai đến sau không được nhận lại. "
        "Sửa: đơn vị ban hành xác nhận độ mật.",
        "The document was raised to secret and erased here; a later plain copy is not taken in again. "
        "Fix: the issuing office confirms its level.",
    ),
    "document.recalled": (
        "Có thay đổi đối với văn bản đã bị thu hồi. Sửa: đơn vị ban hành xác nhận văn bản còn hiệu lực hay không.",
        "A recalled document was changed. Fix: the issuing office says whether it stands.",
    ),
    "document.two-readings": (
        "Một số văn bản nhưng hai nội dung khác nhau, dưới hai tham chiếu của nguồn. "
        "Sửa: đơn vị ban hành xác nhận bản đúng; bản kia được thu hồi tại nguồn.",
        "One number with two different contents, under two references of the source. "
        "Fix: the issuing office says which one holds; the other one is recalled at the source.",
    ),
    "event.agency-not-lead": (
        "Diễn biến nêu cơ quan không phải cơ quan chủ trì của nhiệm vụ. Sửa tại hệ thống nguồn, hoặc kiểm tra "
        "danh mục.",
        "The event names an agency that does not lead the task. Correct it at the source, or look at the directory.",
    ),
    "event.agency-unnamed": (
        "Nhiệm vụ có nhiều cơ quan chủ trì mà diễn biến không nêu cơ quan nào; không đoán. Sửa: nêu cơ quan tại nguồn.",
        "The task has several lead agencies and the event names none; nothing is guessed. Fix: name it at the source.",
    ),
    "event.document-raised": (
        "Diễn biến của văn bản đã nâng độ mật; nội dung không được giữ.",
        "An event about a document that was raised to secret; nothing of it is kept.",
    ),
    "event.document-unknown": (
        "Diễn biến của văn bản chưa có trong sổ: mật, đang chờ xử lý, hoặc chưa đến. Tự xem lại khi có văn bản mới.",
        "An event about a document that is not in the ledger: withheld, held, or not here yet. It is looked at again "
        "when documents come in.",
    ),
    "event.document-unreadable": (
        "Diễn biến không cho biết văn bản nào. Sửa tại nguồn, hoặc kiểm tra evidence.document trong ánh xạ.",
        "The event does not say which document it is about. Correct it at the source, or look at evidence.document.",
    ),
    "event.no-deadline": (
        "Diễn biến gia hạn nhưng không có hạn mới. Sửa tại hệ thống nguồn.",
        "An extension without a new deadline. Correct it at the source.",
    ),
    "event.no-quality": (
        "Diễn biến đánh giá nhưng không có mức chất lượng. Sửa tại hệ thống nguồn.",
        "A judgement without a quality. Correct it at the source.",
    ),
    "event.task-unknown": (
        "Diễn biến của nhiệm vụ mà văn bản không có. Tự xem lại khi văn bản thay đổi.",
        "An event about a task that its document does not have. It is looked at again when the document changes.",
    ),
    "answer.target-unknown": (
        "Văn bản (báo cáo) trả lời một văn bản hoặc nhiệm vụ chưa có trong sổ. Chờ văn bản đó; nếu nguồn không bao giờ "
        "chuyển sang thì đặt unknown: pass cho quy tắc này trong ánh xạ.",
        "The document answers another one, or a task, that is not in the ledger. It waits for it; where the source "
        "never brings it, set unknown: pass for this rule of the mapping.",
    ),
    "answer.task-unknown": (
        "Văn bản được trả lời không có nhiệm vụ nào do cơ quan này chủ trì. Sửa tại hệ thống nguồn, hoặc kiểm tra "
        "quy tắc answers trong ánh xạ.",
        "The document that is answered has no such task that this agency leads. Correct it at the source, or look at "
        "the rule under answers.",
    ),
    "document.hold-when": (
        "Ánh xạ quy định không tự đọc thông điệp loại này (document.hold_when). Sửa: xem văn bản tại hệ thống nguồn; "
        "nếu ánh xạ đọc được loại này thì sửa điều kiện.",
        "The mapping says that it does not read messages of this kind (document.hold_when). Fix: look at the document "
        "at the source; where the mapping can read the kind after all, correct the condition.",
    ),
    "document.no-target": (
        "Thông báo thu hồi hoặc thay thế không nêu văn bản nào. Sửa tại hệ thống nguồn.",
        "A recall or replacement that names no document. Correct it at the source.",
    ),
    "document.none": (
        "Thông điệp này không phải văn bản theo điều kiện document.when của ánh xạ; không giữ lại gì.",
        "This message is no document by document.when of the mapping; nothing of it is kept.",
    ),
    "document.replaced": (
        "Có thay đổi đối với văn bản đã bị thay thế. Sửa: đơn vị ban hành xác nhận văn bản còn hiệu lực hay không.",
        "A replaced document was changed. Fix: the issuing office says whether it stands.",
    ),
    "document.target-shared": (
        "Mã mà văn bản này nêu là mã chung của nhiều văn bản hoặc nhiệm vụ; không đoán. Sửa: nguồn nêu số, ký hiệu "
        "và ngày, hoặc sửa mã bị trùng.",
        "What this document names is the id of several documents or tasks; nothing is guessed. Fix: the source names "
        "number, notation and day, or corrects the id that was given twice.",
    ),
    "update.several-targets": (
        "Thông báo cập nhật nêu nhiều văn bản. Sửa tại hệ thống nguồn.",
        "An update that names several documents. Correct it at the source.",
    ),
    "update.target-unknown": (
        "Văn bản được cập nhật chưa có trong sổ. Chờ văn bản đó; nếu là văn bản mật thì sẽ không bao giờ đến.",
        "The document that is brought up to date is not in the ledger. Wait for it; a withheld one never comes.",
    ),
    "replace.target-unknown": (
        "Văn bản bị thay thế chưa có trong sổ. Chờ văn bản đó; nếu là văn bản mật thì sẽ không bao giờ đến.",
        "The document that is replaced is not in the ledger. Wait for it; a withheld one never comes.",
    ),
    "recall.not-its-issuer": (
        "Bên thu hồi không phải cơ quan ban hành văn bản đó, cơ quan kế thừa hay cấp trên theo danh mục của ngày ấy; "
        "chưa thu hồi gì. Sửa: hỏi cơ quan ban hành; nếu đúng thẩm quyền thì bổ sung cơ quan kế thừa trong danh mục, "
        "hoặc đặt relates_to.by: anyone trong ánh xạ.",
        "Who recalls is not the issuer of that document, its successor or the body over it on that day; "
        "nothing is recalled. Fix: ask the issuing office; where it may be, add the successor to the directory, or set "
        "relates_to.by: anyone in the mapping.",
    ),
    "replace.not-its-issuer": (
        "Bên thay thế không phải cơ quan ban hành văn bản đó, cơ quan kế thừa hay cấp trên theo danh mục của ngày ấy; "
        "chưa thay thế gì. Sửa: hỏi cơ quan ban hành; nếu đúng thẩm quyền thì bổ sung cơ quan kế thừa trong danh mục, "
        "hoặc đặt relates_to.by: anyone trong ánh xạ.",
        "Who replaces is not the issuer of that document, its successor or the body over it on that day; "
        "nothing is replaced. Fix: ask the issuing office; where it may be, add the successor to the directory, or set "
        "relates_to.by: anyone in the mapping.",
    ),
    "update.not-its-issuer": (
        "Bên cập nhật không phải cơ quan ban hành văn bản đó, cơ quan kế thừa hay cấp trên theo danh mục của ngày ấy; "
        "chưa cập nhật gì. Sửa: hỏi cơ quan ban hành; nếu đúng thẩm quyền thì bổ sung cơ quan kế thừa trong danh mục, "
        "hoặc đặt relates_to.by: anyone trong ánh xạ.",
        "Who updates is not the issuer of that document, its successor or the body over it on that day; "
        "nothing is updated. Fix: ask the issuing office; where it may be, add the successor to the directory, or set "
        "relates_to.by: anyone in the mapping.",
    ),
    "recall.target-unknown": (
        "Văn bản bị thu hồi không có trong sổ nhiệm vụ. Chờ văn bản đó; nếu là văn bản mật thì sẽ không bao giờ đến.",
        "The recalled document is not in the ledger. Wait for it; a withheld one never comes.",
    ),
    "deadline.too-far": (
        "Quy tắc {rule}: số ngày của hạn quá lớn, có lẽ đọc nhầm (dòng {line}). Sửa: kiểm tra nguồn hoặc ánh xạ.",
        "Rule {rule}: the deadline is too many days away, perhaps misread (line {line}). Fix: see source or mapping.",
    ),
    "deadline.year-not-covered": (
        "Quy tắc {rule}: lịch làm việc chưa có đủ các năm của hạn (dòng {line}). "
        "Sửa: bổ sung lịch, nhiemvu activate calendar; văn bản chờ sẽ được nhận lại.",
        "Rule {rule}: the calendar does not cover the years of the deadline (line {line}). "
        "Fix: complete it, nhiemvu activate calendar; what is held is then taken again.",
    ),
    "deadline.no-period": (
        "Quy tắc {rule}: không đọc được kỳ của hạn: tháng 1–12, quý 1–4 hoặc I–IV, nửa năm 1–2, năm bốn chữ số, "
        "cuối khoảng không trước đầu khoảng (dòng {line}). Sửa: kiểm tra nguồn hoặc ánh xạ.",
        "Rule {rule}: the period of the deadline cannot be read: months 1 to 12, quarters 1 to 4 or I to IV, halves "
        "1 and 2, years of four digits, no end before its begin (line {line}). Fix: see source or mapping.",
    ),
    "deadline.no-calendar": (
        "Quy tắc {rule}: không có lịch làm việc để tính hạn (dòng {line}). Sửa: chạy với tệp cài đặt.",
        "Rule {rule}: there is no calendar to count the deadline by (line {line}). Fix: run it with settings.",
    ),
}
