"""Texts about directories of organisations."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "directory.columns": (
        "Danh mục cơ quan thiếu cột: {columns}. Sửa: bổ sung cột vào dòng đầu của tệp.",
        "The directory lacks columns: {columns}. Fix: add them to the first line of the file.",
    ),
    "directory.empty": (
        "Danh mục cơ quan không có dòng nào. Sửa: kiểm tra đường dẫn directory.",
        "The directory has no row. Fix: check the setting directory.",
    ),
    "directory.not-csv": (
        "Dòng này không phải CSV hợp lệ. Sửa: kiểm tra dấu ngoặc kép và dấu phẩy.",
        "This line is not valid CSV. Fix: check its quotes and commas.",
    ),
    "directory.row": (
        "Dòng này có cột thiếu, sai hoặc trùng: {columns}. Sửa: ngày viết dạng YYYY-MM-DD; mỗi id một cơ quan.",
        "This row has columns that are missing, wrong or doubled: {columns}. "
        "Fix: write days as YYYY-MM-DD; one id is one body.",
    ),
    "directory.extra-cells": (
        "Dòng này có nhiều ô hơn số cột. Sửa: đặt ô có dấu phẩy trong ngoặc kép.",
        "This row has more cells than there are columns. Fix: quote the cell that holds a comma.",
    ),
    "directory.not-nfc": (
        "Dòng này có chữ viết dạng tổ hợp (NFD). Tên vẫn so khớp được; nên lưu tệp dạng NFC.",
        "This row has letters in decomposed form (NFD). Names match all the same; better keep the file in NFC.",
    ),
    "directory.untidy": (
        "Tên có ký tự ẩn hoặc khoảng trắng thừa. Tên vẫn so khớp được; nên xóa chúng.",
        "A name has invisible characters or spaces too many. It matches all the same; better take them out.",
    ),
    "directory.no-source": (
        "Dòng này không ghi nguồn. Sửa: ghi văn bản làm căn cứ vào cột source.",
        "This row names no source. Fix: name the document it rests on in the column source.",
    ),
    "directory.doubt": (
        "CHƯA XÁC MINH: {doubt}. Bước tiếp theo: đối chiếu với văn bản gốc, sửa dòng, xóa ô doubt.",
        "NOT VERIFIED: {doubt}. Next step: compare with the original document, correct the row, empty doubt.",
    ),
    "directory.backwards": (
        "Ngày kết thúc trước ngày bắt đầu. Sửa: kiểm tra valid_from và valid_to.",
        "It ends before it begins. Fix: check valid_from and valid_to.",
    ),
    "directory.head-outside": (
        "Người đứng đầu từ {day} nằm ngoài thời gian tồn tại của cơ quan. Sửa: kiểm tra heads, valid_from và valid_to.",
        "A head since {day} lies outside the lifetime of the body. Fix: check heads, valid_from and valid_to.",
    ),
    "directory.name-twice": (
        "{id} và {other} cùng mang tên hoặc mã “{name}” trong cùng thời gian: tên đó không chỉ được cơ quan nào. "
        "Sửa: kiểm tra thời gian tồn tại, hoặc để tên dài hơn phân biệt hai cơ quan.",
        "{id} and {other} bear the name or code “{name}” at one time: it then means neither. "
        "Fix: check their lifetimes, or let a longer name tell them apart.",
    ),
    "directory.successor-of-living": (
        "{id} có cơ quan kế thừa nhưng chưa có ngày kết thúc. Sửa: ghi valid_to.",
        "{id} has successors and no end. Fix: write valid_to.",
    ),
    "directory.successor-unknown": (
        "Cơ quan kế thừa “{name}” của {id} không có hoặc không rõ là cơ quan nào vào ngày kế tiếp. "
        "Sửa: ghi id của cơ quan kế thừa.",
        "The successor “{name}” of {id} is nobody, or not one body alone, on the day after. Fix: write its id.",
    ),
    "directory.successor-late": (
        "Cơ quan kế thừa {other} của {id} chỉ có từ {day}: ở giữa không có cơ quan nào. Sửa: kiểm tra các ngày.",
        "The successor {other} of {id} begins on {day} only: nobody is there in between. Fix: check the days.",
    ),
    "directory.successor-gone": (
        "Cơ quan kế thừa {other} của {id} đã kết thúc trước ngày kế thừa. Sửa: kiểm tra các ngày.",
        "The successor {other} of {id} had ended before it could follow. Fix: check the days.",
    ),
    "directory.member-unknown": (
        "Nhóm {id} có thành viên không biết: {member}. Sửa: ghi id, -id hoặc kind:LOẠI có trong tệp.",
        "The group {id} has an unknown member: {member}. Fix: write an id, -id or kind:KIND of this file.",
    ),
    "lint.finding": ("{weight} {said}", "{weight} {said}"),
    "lint.count": (
        "{file}: {errors} lỗi, {warnings} cảnh báo.",
        "{file}: {errors} errors, {warnings} warnings.",
    ),
    "lint.file-there": (
        "Tệp này đã có. Sửa: chọn tên khác; không tệp nào bị ghi đè.",
        "This file is there already. Fix: choose another name; no file is written over.",
    ),
    "org.nobody": (
        "Không có cơ quan nào mang tên, mã hoặc id “{who}”. "
        'Bước tiếp theo: nhiemvu org resolve "{who}" gợi ý tên gần giống.',
        'Nobody bears the name, code or id “{who}”. Next step: nhiemvu org resolve "{who}" suggests names near it.',
    ),
    "org.who": (
        "“{who}” không phải id, cũng không chỉ đúng một cơ quan vào ngày {day}. "
        'Sửa: nhiemvu org show "{who}", rồi dùng id.',
        '“{who}” is no id, nor does it mean exactly one body on {day}. Fix: nhiemvu org show "{who}", then use the id.',
    ),
    "org.resolves": ("Ngày {day}, “{who}” là {id}.", "On {day} “{who}” means {id}."),
    "org.resolves-not": (
        "Ngày {day}, “{who}” không chỉ đúng một cơ quan nào.",
        "On {day} “{who}” does not mean exactly one body.",
    ),
    "org.before": ("  ┌ trước đó: {id} {name} ({life})", "  ┌ before: {id} {name} ({life})"),
    "org.body": ("{id} {name} ({life}) [{kind}] {mark}", "{id} {name} ({life}) [{kind}] {mark}"),
    "org.after": ("  └ kế thừa: {id} {name} ({life})", "  └ after: {id} {name} ({life})"),
    "org.after-unknown": ("  └ kế thừa: ? {name} (không rõ cơ quan nào)", "  └ after: ? {name} (nobody known)"),
    "org.life-always": ("trước đây", "before records"),
    "org.life-still": ("nay", "now"),
    "org.not-verified": ("CHƯA XÁC MINH", "NOT VERIFIED"),
    "org.codes": ("  mã: {values}", "  codes: {values}"),
    "org.aliases": ("  tên khác: {values}", "  other names: {values}"),
    "org.head": ("  người đứng đầu từ {since}: {name}", "  head since {since}: {name}"),
    "org.source": ("  nguồn: {value}", "  source: {value}"),
    "org.note": ("  ghi chú: {value}", "  note: {value}"),
    "org.doubt": ("  nghi vấn: {value}", "  doubt: {value}"),
    "org.members": ("  thành viên ngày {day}: {count}", "  members on {day}: {count}"),
    "org.member": ("  · {id} {name} ({life})", "  · {id} {name} ({life})"),
    "org.held": (
        "{source}: {reference} (chờ từ {since})",
        "{source}: {reference} (held since {since})",
    ),
    "org.held-why": ("  không nêu được tên: {why}", "  its names cannot be told: {why}"),
    "org.held-name": (
        "  “{name}” không chỉ đúng một cơ quan nào vào ngày {day} (quy tắc {rule})",
        "  “{name}” does not mean exactly one body on {day} (rule {rule})",
    ),
    "org.not-fetched": (
        "Mục này chỉ đến cùng danh sách của nguồn nên không hỏi riêng được; lượt chạy sau sẽ đọc lại.",
        "It comes with a listing of the source and cannot be asked for alone; the next run reads it again.",
    ),
    "org.resolved-now": (
        "Mọi tên nay đã rõ; lượt chạy sau sẽ nhận văn bản này.",
        "Every name means somebody now; the next run takes it in.",
    ),
    "org.hint-borne-earlier": (
        "    → tên này trước đó của {id} {name}, nay không còn",
        "    → {id} {name} bore it earlier, and is gone",
    ),
    "org.hint-borne-later": (
        "    → tên này về sau là của {id} {name}, ngày đó chưa có",
        "    → {id} {name} bears it later, and was not there yet",
    ),
    "org.hint-successor": ("    → kế thừa: {id} {name}", "    → came after: {id} {name}"),
    "org.hint-predecessor": ("    → tiền thân: {id} {name}", "    → came before: {id} {name}"),
    "org.hint-by-name": ("    → theo tên là {id} {name}", "    → by the name it is {id} {name}"),
    "org.hint-by-code": (
        "    → theo mã lại là {id} {name}: tên và mã mâu thuẫn; sửa tại nguồn, hoặc sửa mã trong danh mục",
        "    → by the code it is {id} {name}: they contradict each other; correct it at the source, or the code in the "
        "directory",
    ),
    "org.hint-several": (
        "    → nhiều cơ quan cùng mang tên này, trong đó có {id} {name}",
        "    → several bear it, {id} {name} among them",
    ),
    "org.hint-near": (
        "    → gần giống (khác {count} chữ): {id} {name}",
        "    → near ({count} letters differ): {id} {name}",
    ),
    "org.no-hint": ("    → không có tên nào gần giống", "    → no name is near"),
    "org.unresolved-count": (
        '{count} mục chờ vì tên cơ quan. Bước tiếp theo: nhiemvu org resolve "TÊN" --as ID --reason … --write',
        '{count} items wait for a name. Next step: nhiemvu org resolve "NAME" --as ID --reason … --write',
    ),
    "org.reason": ("Cần --reason: vì sao tên này là cơ quan đó.", "--reason is needed: why the name means that body."),
    "org.line": ("{file}:{line}: {text}", "{file}:{line}: {text}"),
    "org.write-it": (
        "Chưa ghi gì. Bước tiếp theo: thêm --write, hoặc tự sửa dòng trên vào tệp.",
        "Nothing is written. Next step: add --write, or put that line into the file yourself.",
    ),
    "org.written": (
        "Đã ghi vào {file}. Bước tiếp theo: nhiemvu activate directory --reason …; các mục chờ sẽ được nhận lại.",
        "Written to {file}. Next step: nhiemvu activate directory --reason …; what is held is then taken again.",
    ),
    "org.builtin": (
        "{file} là danh mục kèm chương trình, không sửa được. "
        "Sửa: nhiemvu org copy TỆP, rồi đặt directory là tệp đó trong cài đặt.",
        "{file} ships with the program and is not changed. "
        "Fix: nhiemvu org copy FILE, then name that file in the setting directory.",
    ),
    "org.has-name": ("{id} đã mang tên này.", "{id} bears this name already."),
    "org.name-taken": (
        "{other} mang tên này trong cùng thời gian với {id}: tên sẽ không chỉ được cơ quan nào. "
        "Sửa: kiểm tra thời gian tồn tại của hai cơ quan.",
        "{other} bears this name at the time of {id}: it would then mean neither. Fix: check the lifetimes of both.",
    ),
    "org.import-no-name": (
        "Dòng tiêu đề không có cột tên cơ quan. Sửa: đặt tiêu đề cột là name, “tên cơ quan” hoặc “tên đơn vị”, và bỏ "
        "các dòng đứng trước tiêu đề.",
        "No column of the header holds names. Fix: call it name, “tên cơ quan” or “tên đơn vị”, and leave out what "
        "stands above the header.",
    ),
    "org.import-no-kind": (
        "Danh sách không nêu loại cơ quan ở đây. Sửa: thêm --kind LOẠI cho cơ quan không có loại, hoặc điền cột kind "
        "(“loại”).",
        "The list names no kind here. Fix: give --kind KIND for bodies without one, or fill in the column kind "
        "(“loại”).",
    ),
    "org.import-nothing": (
        "Danh sách không có cơ quan nào; không ghi tệp nào. Sửa: kiểm tra đã xuất đủ các dòng ra CSV.",
        "The list has no body; no file is written. Fix: check that its rows were exported as CSV, too.",
    ),
    "list.column-twice": (
        "Hai cột cùng được hiểu là “{column}”. Sửa: đổi tên hoặc bỏ cột không cần.",
        "Two columns both mean “{column}”. Fix: rename or remove the one that is not needed.",
    ),
    "list.cells": (
        "Dòng này có {cells} ô, dòng tiêu đề có {columns} cột. Sửa: đặt ô có dấu phân cách trong ngoặc kép; bổ sung ô "
        "còn thiếu.",
        "This row has {cells} cells and the header {columns} columns. Fix: quote a cell that holds the delimiter; add "
        "cells that are missing.",
    ),
    "org.import-column": (
        "Cột “{column}” không có nghĩa ở đây và bị bỏ qua.",
        "The column “{column}” means nothing here and is left out.",
    ),
    "org.imported": (
        "{count} dòng đã ghi vào {file}. Bước tiếp theo: nhiemvu org lint {file}",
        "{count} rows are written to {file}. Next step: nhiemvu org lint {file}",
    ),
    "org.copied": (
        'Đã ghi {file}. Bước tiếp theo: đặt directory = "{named}" trong tệp cài đặt.',
        '{file} is written. Next step: set directory = "{named}" in the settings.',
    ),
    "transfer.options": (
        "Cần --from, --to, --document và --reason (hoặc --suggest).",
        "--from, --to, --document and --reason are needed (or --suggest).",
    ),
    "transfer.suggest-options": (
        "Cùng với --suggest chỉ có --from và --on. Sửa: bỏ --suggest để chuyển, hoặc bỏ các tùy chọn khác.",
        "With --suggest there are --from and --on alone. Fix: leave --suggest out to pass work on, or the others.",
    ),
    "transfer.unknown": (
        "{from} hoặc {to} không có trong danh mục. Sửa: nhiemvu org show TÊN.",
        "{from} or {to} is not in the directory. Fix: nhiemvu org show NAME.",
    ),
    "transfer.same": ("{from} và {to} là một.", "{from} and {to} are one."),
    "transfer.not-there": (
        "{to} không tồn tại vào ngày {day}. Sửa: kiểm tra ngày và danh mục.",
        "{to} is not there on {day}. Fix: check the day and the directory.",
    ),
    "transfer.in-future": (
        "Ngày {day} chưa đến: đến ngày đó mới biết nhiệm vụ nào còn mở. Bước tiếp theo: chạy lại từ ngày {day}.",
        "{day} has not come: which assignments are open is known then. Next step: ask again from {day} on.",
    ),
    "transfer.several": (
        "{from} có {count} cơ quan kế thừa: nhiệm vụ không tự chuyển cho một cơ quan. "
        "Sửa: chỉ rõ từng nhiệm vụ bằng --task.",
        "{from} has {count} successors: its work does not pass to one of them by itself. "
        "Fix: name the assignments with --task.",
    ),
    "transfer.no-such-task": (
        "{handle} không phải nhiệm vụ còn mở do {from} chủ trì vào ngày đó.",
        "{handle} is no open assignment that {from} leads on that day.",
    ),
    "transfer.task": ("  {handle}", "  {handle}"),
    "transfer.would": (
        "Sẽ chuyển {count} nhiệm vụ từ {from} sang {to} kể từ {day}. Chưa ghi gì.",
        "{count} assignments would pass from {from} to {to} on {day}. Nothing is written.",
    ),
    "transfer.done": (
        "Đã chuyển {count} nhiệm vụ từ {from} sang {to} kể từ {day}.",
        "{count} assignments have passed from {from} to {to} on {day}.",
    ),
    "transfer.no-successor": (
        "Lưu ý: danh mục không ghi {to} là cơ quan kế thừa của {from}.",
        "Note: the directory does not name {to} as a successor of {from}.",
    ),
    "transfer.suggested": (
        "{from} {name}: {count} nhiệm vụ → {to} {heir} (kế thừa duy nhất)\n"
        "  nhiemvu org transfer --from {from} --to {to} --on {day} --document SỐ/KÝ-HIỆU --reason …",
        "{from} {name}: {count} assignments → {to} {heir} (the only successor)\n"
        "  nhiemvu org transfer --from {from} --to {to} --on {day} --document NUMBER/NOTATION --reason …",
    ),
    "transfer.needs-a-person": (
        "{from} {name}: {count} nhiệm vụ, phải có người quyết định từng nhiệm vụ kể từ {day}: {heirs}",
        "{from} {name}: {count} assignments, a person has to decide about each from {day} on: {heirs}",
    ),
    "transfer.suggestions": (
        "Ngày {day}: {count} cơ quan không còn mà vẫn chủ trì nhiệm vụ chưa xong.",
        "On {day}: {count} bodies are gone and lead open assignments still.",
    ),
    "weight.error": ("lỗi", "error"),
    "weight.warning": ("cảnh báo", "warning"),
}
