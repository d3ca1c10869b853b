"""Texts about witnesses and time stamps: those who hold what a log was, and what they answer."""

from __future__ import annotations

PLACE: dict[str, tuple[str, str]] = {
    "witness.made": (
        "Đã tạo bên chứng kiến trong {directory}. Không khôi phục thư mục này từ bản sao lưu; mất thì tạo bên mới. "
        "Đưa khóa kiểm tra sau đây cho bên giữ nhật ký và cho kiểm toán:",
        "The witness is made in {directory}. Never restore this directory from a backup; when it is lost, make another "
        "witness. Give this verifier key to whoever runs the log, and to auditors:",
    ),
    "witness.watched": (
        "Từ nay chứng kiến nhật ký {log}.",
        "The log {log} is watched from now on.",
    ),
    "witness.watched-already": (
        "Nhật ký {log} với khóa này đã được chứng kiến từ trước.",
        "The log {log} is watched with this key already.",
    ),
    "witness.ready": (
        "Bên chứng kiến nhận mốc tại {url}",
        "The witness takes checkpoints at {url}",
    ),
    "witness.none": (
        "Không có bên chứng kiến nào trong thư mục này. Sửa: `nhiemvu log witness init --directory …` tạo một bên.",
        "There is no witness in this directory. Fix: `nhiemvu log witness init --directory …` makes one.",
    ),
    "witness.bad-name": (
        "Tên không dùng được: không được có khoảng trắng hoặc dấu cộng. Sửa: đặt tên như tinh.example/chung-kien.",
        "This name will not do: it may hold no blank and no plus. Fix: a name such as province.example/witness.",
    ),
    "witness.other-key": (
        "Tệp {file} không phải khóa của bên chứng kiến này. Sửa: khôi phục đúng tệp khóa; không có thì tạo bên mới.",
        "The file {file} is not this witness's key. Fix: restore the right file; without it, make another witness.",
    ),
    "witness.no-log-key": (
        "Đây là khóa của một bên chứng kiến, không phải của nhật ký. Sửa: dùng dòng mà `nhiemvu log init` in ra.",
        "This is the key of a witness and not of a log. Fix: take the line that `nhiemvu log init` prints.",
    ),
    "witness.damaged": (
        "Không đọc được {file} như đã ghi, nên không ký gì cho nhật ký đó. Sửa: giữ nguyên thư mục, tạo bên chứng kiến "
        "mới và báo cho những ai đã nhận khóa cũ.",
        "{file} cannot be read as it was written, so nothing is signed for that log. Fix: leave the directory as it "
        "is, make another witness, and tell those who have the old key.",
    ),
    "witness.no-port": (
        "Không mở được cổng {listen}. Sửa: chọn địa chỉ hoặc cổng khác.",
        "{listen} cannot be listened on. Fix: choose another address or port.",
    ),
    "witness.bad-listen": (
        "«{listen}» không phải MÁY:CỔNG. Sửa: ghi như 0.0.0.0:8943.",
        "«{listen}» is not HOST:PORT. Fix: write it like 0.0.0.0:8943.",
    ),
    "heading.witness": ("Nhật ký được chứng kiến", "Logs that are watched"),
    "column.log": ("nhật ký", "log"),
    "column.cosigned-size": ("bản ghi đã đồng ký", "entries cosigned"),
    "column.cosigned-at": ("lúc", "at"),
    "column.refused": ("mốc bị từ chối", "refused"),
}

ANSWERS: dict[str, tuple[str, str]] = {
    "witness.malformed": (
        "Yêu cầu không đúng dạng add-checkpoint. Sửa: dùng một chương trình theo C2SP tlog-witness.",
        "The request is not one of add-checkpoint. Fix: use a program that speaks C2SP tlog-witness.",
    ),
    "witness.unknown-log": (
        "Nhật ký này chưa được chứng kiến. Sửa: `nhiemvu log witness add --log VKEY`.",
        "This log is not watched. Fix: `nhiemvu log witness add --log VKEY`.",
    ),
    "witness.not-signed": (
        "Mốc không có chữ ký đúng của khóa đã biết của nhật ký. Sửa: kiểm tra khóa ở hai bên.",
        "The checkpoint bears no right signature of a known key of its log. Fix: compare the keys on both sides.",
    ),
    "witness.backwards": (
        "Kích thước cũ lớn hơn kích thước của mốc. Sửa: gửi lại với kích thước đúng.",
        "The old size is larger than that of the checkpoint. Fix: send it with the right one.",
    ),
    "witness.other-size": (
        "Mốc đồng ký gần nhất có kích thước khác; câu trả lời cho biết kích thước đó. Sửa: gửi lại với kích thước ấy.",
        "The checkpoint cosigned last has another size, which the answer tells. Fix: ask again with that one.",
    ),
    "witness.other-root": (
        "Cùng kích thước mà gốc khác: hai lịch sử của một nhật ký. Sửa: giữ tệp trong refused và báo kiểm toán.",
        "The same size with another root: two histories of one log. Fix: keep the file in refused, call the auditor.",
    ),
    "witness.no-proof": (
        "Bằng chứng không dẫn từ mốc trước đến mốc này. Sửa: giữ tệp trong refused và báo kiểm toán.",
        "The proof does not lead from the checkpoint before to this one. Fix: keep the file in refused, call the "
        "auditor.",
    ),
    "witness.too-often": (
        "Quá nhiều yêu cầu. Sửa: đợi như câu trả lời cho biết.",
        "Too many requests. Fix: wait as the answer says.",
    ),
    "witness.too-big": ("Yêu cầu quá lớn. Sửa: gửi riêng mốc.", "The request is too large. Fix: send the bare note."),
    "witness.too-slow": ("Yêu cầu đến quá chậm. Sửa: gửi lại.", "The request came in too slowly. Fix: send it again."),
    "witness.not-written": (
        "Không ghi được mốc xuống đĩa nên không ký. Sửa: kiểm tra dung lượng và quyền ghi của thư mục.",
        "The checkpoint could not be written to the disk and was not signed. Fix: check space and rights there.",
    ),
}

ASKED: dict[str, tuple[str, str]] = {
    "witness.unknown-here": (
        "Bên chứng kiến chưa biết nhật ký này. Sửa: đưa khóa kiểm tra của nhật ký cho bên đó để thêm vào.",
        "The witness does not know this log. Fix: give it the log's verifier key, to be added there.",
    ),
    "witness.other-log-key": (
        "Bên chứng kiến biết nhật ký này với khóa khác. Sửa: đưa khóa kiểm tra mới cho bên đó; nếu không đổi khóa thì "
        "báo kiểm toán.",
        "The witness knows another key of this log. Fix: give it the new verifier key; if there is none, call the "
        "auditor.",
    ),
    "witness.other-history": (
        "Bên chứng kiến biết một lịch sử khác của nhật ký này. "
        "Sửa: dừng dịch vụ, giữ nguyên dữ liệu, chạy `nhiemvu log verify` và báo kiểm toán.",
        "The witness knows another history of this log. "
        "Fix: stop the service, leave the data as it is, run `nhiemvu log verify`, and call the auditor.",
    ),
    "witness.beyond": (
        "Bên chứng kiến đã ký {known} bản ghi, nhật ký này chỉ có {size}: bị cắt, hoặc khôi phục từ bản sao cũ. "
        "Sửa: dừng dịch vụ, giữ nguyên dữ liệu và báo kiểm toán.",
        "The witness has cosigned {known} entries and this log has {size}: it was cut off, or restored from an older "
        "copy. Fix: stop the service, leave the data as it is, and call the auditor.",
    ),
    "witness.not-cosigned": (
        "Câu trả lời không có chữ ký đúng của bên chứng kiến. Sửa: kiểm tra options.verifier và địa chỉ.",
        "The answer bears no right signature of the witness. Fix: check options.verifier, and the address.",
    ),
    "witness.other-checkpoint": (
        "Chữ ký được giữ là của một mốc khác. Sửa: chạy `nhiemvu log verify` và báo kiểm toán.",
        "The cosignature that was kept is that of another checkpoint. Fix: run `nhiemvu log verify`, call the auditor.",
    ),
    "witness.overtaken": (
        "Trong lúc hỏi, bên chứng kiến đã ký một mốc khác của nhật ký này. Sửa: không cần làm gì, lần sau sẽ thử lại.",
        "While it was asked the witness has cosigned another checkpoint of this log. Fix: nothing; it is tried again.",
    ),
    "witness.unclear": (
        "Bên chứng kiến từ chối mà không cho biết kích thước nó biết. Sửa: kiểm tra options.url.",
        "The witness declined without saying which size it knows. Fix: check options.url.",
    ),
    "connector.option-no-witness-key": (
        "options.{option} không phải khóa kiểm tra của bên chứng kiến. Sửa: chép dòng mà `nhiemvu log witness init` "
        "in ra (TÊN+MÃ+KHÓA).",
        "options.{option} is no verifier key of a witness. Fix: copy the line that `nhiemvu log witness init` prints "
        "(NAME+ID+KEY).",
    ),
}

TIMESTAMP: dict[str, tuple[str, str]] = {
    "timestamp.malformed": (
        "Câu trả lời không phải dấu thời gian RFC 3161. Sửa: kiểm tra options.url.",
        "The answer is no time stamp of RFC 3161. Fix: check options.url.",
    ),
    "timestamp.rejected": (
        "Tổ chức cấp dấu thời gian từ chối (trạng thái {status}). "
        "Sửa: hỏi tổ chức đó về quyền sử dụng; thử options.digest khác.",
        "The time-stamping authority refused (status {status}). "
        "Fix: ask it for the right to use it; try another options.digest.",
    ),
    "timestamp.modified": (
        "Tổ chức cấp dấu thời gian đã đổi yêu cầu, nên dấu không được nhận. Sửa: bỏ options.policy hoặc đổi "
        "options.digest.",
        "The time-stamping authority changed what was asked for, so its token is not taken. Fix: leave out "
        "options.policy, or change options.digest.",
    ),
    "timestamp.other-data": (
        "Dấu thời gian không phải của mốc này. Sửa: gửi lại; nếu lặp lại thì báo tổ chức cấp.",
        "The time stamp is not one of this checkpoint. Fix: try again; if it stays so, tell the authority.",
    ),
    "timestamp.other-nonce": (
        "Dấu thời gian là câu trả lời cho một yêu cầu khác. Sửa: gửi lại; nếu lặp lại thì báo tổ chức cấp.",
        "The time stamp answers another request. Fix: try again; if it stays so, tell the authority.",
    ),
    "timestamp.other-policy": (
        "Dấu thời gian theo chính sách khác với options.policy. Sửa: hỏi tổ chức cấp mã chính sách đúng.",
        "The time stamp is under another policy than options.policy. Fix: ask the authority which one is right.",
    ),
    "timestamp.not-trusted": (
        "Dấu thời gian không do tổ chức trong options.authority_bundle ký. Sửa: lấy chứng thư gốc từ chính tổ chức đó.",
        "The time stamp is not signed by the authority of options.authority_bundle. Fix: get the root certificate "
        "from that authority itself.",
    ),
    "connector.option-no-authority": (
        "options.{option} không phải tệp PEM có chứng thư gốc. Sửa: lấy chứng thư gốc từ tổ chức cấp dấu thời gian.",
        "options.{option} is no PEM file with a root certificate. Fix: get that of the time-stamping authority.",
    ),
    "connector.option-no-oid": (
        "options.{option} không phải mã đối tượng như 1.2.3.4. Sửa: chép mã chính sách của tổ chức cấp.",
        "options.{option} is no object identifier such as 1.2.3.4. Fix: copy the authority's policy.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = PLACE | ANSWERS | ASKED | TIMESTAMP
