"""Texts about the store, the log and its verification."""

from __future__ import annotations

STORE: dict[str, tuple[str, str]] = {
    "store.busy": (
        "Thư mục dữ liệu đang được một tiến trình nhiemvu khác sử dụng. Sửa: chờ tiến trình đó kết thúc rồi chạy lại.",
        "The data directory is in use by another nhiemvu process. Fix: wait until it has ended, then run again.",
    ),
    "request.too-late": (
        "Yêu cầu đến quá muộn: không ai còn chờ, nên không thực hiện. Sửa: chạy lại lệnh nếu vẫn cần.",
        "The request came too late: nobody waits for it any more, so it was not done. Fix: run the command again.",
    ),
    "request.failed": (
        "Tiến trình đang chạy không thực hiện được yêu cầu này; không có gì thay đổi. Sửa: xem nhật ký của tiến trình.",
        "The running process could not do this; nothing was changed. Fix: look at what that process logged.",
    ),
    "store.closing": (
        "Chương trình đang dừng nên không nhận thêm việc ghi. Sửa: chạy lại lệnh sau khi chương trình đã dừng.",
        "The program is stopping and takes in no more writing. Fix: run the command again once it has stopped.",
    ),
    "store.no-driver": (
        "Thiếu gói để nói chuyện với PostgreSQL. Sửa: cài nhiemvu cùng phần `postgresql`, hoặc bỏ `database`.",
        "The package that speaks to PostgreSQL is missing. "
        "Fix: install nhiemvu with its extra `postgresql`, or take `database` out.",
    ),
    "store.unreachable": (
        "Máy chủ PostgreSQL không trả lời hoặc đã ngắt phiên; giao dịch này chưa được ghi, không có gì bị mất. "
        "Sửa: kiểm tra máy chủ và địa chỉ ở `database`; lần chạy sau sẽ thử lại.",
        "The PostgreSQL server does not answer or has ended the session; this transaction was not written, nothing is "
        "lost. Fix: check the server and the address in `database`; the next run tries again.",
    ),
    "store.log-in": (
        "Máy chủ PostgreSQL từ chối tài khoản. Sửa: kiểm tra tài khoản và mật khẩu ở `database`.",
        "The PostgreSQL server refuses the account. Fix: check account and password in `database`.",
    ),
    "store.no-database": (
        "Trên máy chủ PostgreSQL không có cơ sở dữ liệu hoặc schema này. Sửa: tạo trước, hoặc đặt lại `database`.",
        "There is no such database or schema on the PostgreSQL server. Fix: make it first, or set `database` anew.",
    ),
    "store.not-owner": (
        "Tài khoản này không được tạo hay nâng cấp các bảng. "
        "Sửa: chủ sở hữu chạy `nhiemvu database prepare --role TÊN` với địa chỉ của mình.",
        "This account may not make or upgrade the tables. "
        "Fix: their owner runs `nhiemvu database prepare --role NAME` with an address of theirs.",
    ),
    "store.not-postgresql": (
        "Cài đặt này dùng SQLite: không có vai trò nào để cấp quyền. Sửa: đặt `database` nếu muốn dùng PostgreSQL.",
        "These settings use SQLite, which has no roles. Fix: set `database` if PostgreSQL is meant.",
    ),
    "store.none": (
        "Chưa có sổ nhiệm vụ nào trong thư mục này. Sửa: kiểm tra data_directory, hoặc chạy `nhiemvu run --once`.",
        "There is no ledger in this directory yet. Fix: check data_directory, or run `nhiemvu run --once` first.",
    ),
    "store.not-a-directory": (
        "Đường dẫn này, hoặc một phần của nó, là một tệp chứ không phải thư mục. Sửa: đặt lại data_directory.",
        "This path, or a part of it, is a file and no directory. Fix: set data_directory to another place.",
    ),
    "store.no-rights": (
        "Không được phép tạo hoặc ghi trong thư mục này. "
        "Sửa: cấp quyền ghi cho tài khoản chạy nhiemvu, hoặc đặt lại data_directory.",
        "Nothing may be made or written in this directory. "
        "Fix: give the account that runs nhiemvu the right to write, or set data_directory to another place.",
    ),
    "store.not-a-database": (
        "Tệp nhiemvu.db trong thư mục này không phải cơ sở dữ liệu của nhiemvu. "
        "Sửa: chuyển tệp đó đi nơi khác, hoặc khôi phục từ bản sao lưu.",
        "The file nhiemvu.db in this directory is not a database of nhiemvu. "
        "Fix: move it elsewhere, or restore a backup.",
    ),
    "store.damaged": (
        "Cơ sở dữ liệu bị hỏng. Sửa: dừng chương trình, giữ lại tệp hỏng, khôi phục từ bản sao lưu.",
        "The database is damaged. Fix: stop the program, keep the damaged files, restore a backup.",
    ),
    "store.disk-full": (
        "Đĩa đã đầy; giao dịch này chưa được ghi, không có gì bị mất. Sửa: giải phóng dung lượng rồi chạy lại.",
        "The disk is full; this transaction was not written, nothing is lost. Fix: free some space, then run again.",
    ),
    "store.disk-failed": (
        "Đọc hoặc ghi đĩa bị lỗi; giao dịch này chưa được ghi. Sửa: kiểm tra đĩa và nhật ký hệ thống rồi chạy lại.",
        "The disk failed to read or write; this transaction was not written. "
        "Fix: check the disk and the system's log, then run again.",
    ),
    "store.newer-schema": (
        "Cơ sở dữ liệu do phiên bản mới hơn tạo ra (lược đồ {found}, chương trình này biết đến {known}). "
        "Sửa: cài phiên bản nhiemvu mới hơn.",
        "The database was made by a newer version (schema {found}, this program knows up to {known}). "
        "Fix: install the newer nhiemvu.",
    ),
    "store.older-schema": (
        "Cơ sở dữ liệu còn ở lược đồ cũ {found} (chương trình này dùng {known}). "
        "Sửa: chạy `nhiemvu run --once` một lần để nâng cấp.",
        "The database still has the older schema {found} (this program uses {known}). "
        "Fix: run `nhiemvu run --once` once to upgrade it.",
    ),
    "store.no-key": (
        "Không đọc được khóa tra cứu {file}. Sửa: khôi phục tệp khóa từ nơi lưu giữ khóa.",
        "The index key {file} cannot be read. Fix: restore the key file from where keys are kept.",
    ),
    "store.wrong-key": (
        "Khóa tra cứu {file} không phải khóa của cơ sở dữ liệu này. Sửa: khôi phục đúng tệp khóa.",
        "The index key {file} is not the one of this database. Fix: restore the right key file.",
    ),
    "store.no-tombstone-key": (
        "Không đọc được khóa dấu chặn {file}; thiếu khóa này, văn bản đã tiêu hủy có thể được nhận lại. "
        "Sửa: khôi phục tệp khóa từ nơi lưu giữ khóa.",
        "The tombstone key {file} cannot be read; without it purged documents could come in again. "
        "Fix: restore the key file from where keys are kept.",
    ),
    "store.wrong-tombstone-key": (
        "Khóa dấu chặn {file} không phải khóa của các dấu chặn đã có. Sửa: khôi phục đúng tệp khóa.",
        "The tombstone key {file} is not the one of the tombstones that are there. Fix: restore the right key file.",
    ),
    "store.erasures-unreadable": (
        "{file}, dòng {line}: không phải một lần xóa. Sửa: khôi phục tệp từ nơi lưu giữ khóa.",
        "{file}, line {line}: this is no erasure. Fix: restore the file from where keys are kept.",
    ),
    "store.no-position": (
        "Nhật ký chưa có vị trí {position}; hiện có {size} bản ghi. Sửa: chọn vị trí từ 0 đến {size}.",
        "The log has no position {position} yet; it has {size} entries. Fix: choose a position from 0 to {size}.",
    ),
}

ENTRY: dict[str, tuple[str, str]] = {
    "entry.not-json": (
        "Bản ghi {seq}: không phải một dòng JSON.",
        "Entry {seq}: it is not a line of JSON.",
    ),
    "entry.not-canonical": (
        "Bản ghi {seq}: không ở dạng chuẩn tắc.",
        "Entry {seq}: it is not in canonical form.",
    ),
    "entry.too-long": (
        "Bản ghi {seq}: dài hơn mức cho phép.",
        "Entry {seq}: it is longer than an entry may be.",
    ),
    "entry.unknown-format": (
        "Bản ghi {seq}: định dạng không được hỗ trợ. Sửa: dùng phiên bản nhiemvu mới hơn.",
        "Entry {seq}: its format is not known. Fix: use a newer nhiemvu.",
    ),
    "entry.unknown-kind": (
        "Bản ghi {seq}: loại bản ghi không được hỗ trợ. Sửa: dùng phiên bản nhiemvu mới hơn.",
        "Entry {seq}: its kind is not known. Fix: use a newer nhiemvu.",
    ),
    "entry.unknown-key": (
        "Bản ghi {seq} (loại {kind}): có khóa không thuộc loại này.",
        "Entry {seq} (kind {kind}): it has a key that its kind does not have.",
    ),
    "entry.missing-key": (
        "Bản ghi {seq} (loại {kind}): thiếu khóa «{key}».",
        "Entry {seq} (kind {kind}): the key «{key}» is missing.",
    ),
    "entry.form": (
        "Bản ghi {seq} (loại {kind}): giá trị của «{key}» không đúng dạng {form}.",
        "Entry {seq} (kind {kind}): the value of «{key}» is not of the form {form}.",
    ),
    "entry.unfounded": (
        "Bản ghi {seq}: nói về một dòng chưa có trong bảng {table} của sổ.",
        "Entry {seq}: it speaks of a row that the ledger's table {table} does not have.",
    ),
}

VERIFY: dict[str, tuple[str, str]] = {
    "verify.gap": (
        "Nhật ký thiếu các bản ghi từ {first} đến {last}.",
        "The log lacks the entries from {first} to {last}.",
    ),
    "verify.leaf": (
        "Bản ghi {seq}: giá trị băm lưu lại không khớp với nội dung bản ghi.",
        "Entry {seq}: the stored leaf hash is not that of its content.",
    ),
    "verify.node": (
        "Cây băm: nút {number} ở mức {level} không khớp với các bản ghi bên dưới.",
        "The tree: node {number} of level {level} is not that of the entries below it.",
    ),
    "verify.opened": (
        "Bản ghi {seq}: chỉ bản ghi đầu tiên, và luôn là bản ghi đầu tiên, mở nhật ký.",
        "Entry {seq}: the first entry opens the log, and no other one does.",
    ),
    "verify.cause": (
        "Bản ghi {seq}: nguyên nhân được dẫn không phải một bản ghi trước đó thuộc loại phù hợp.",
        "Entry {seq}: its cause is not an earlier entry of a kind that can cause it.",
    ),
    "verify.under": (
        "Bản ghi {seq}: căn cứ được dẫn không phải một bản ghi kích hoạt trước đó.",
        "Entry {seq}: what it was decided under is not an earlier activation.",
    ),
    "verify.payload-changed": (
        "Bản ghi {seq}: nội dung kèm không khớp với cam kết trong bản ghi.",
        "Entry {seq}: a payload is not what the entry commits to.",
    ),
    "verify.payload-missing": (
        "Bản ghi {seq}: thiếu nội dung kèm mà không có bản ghi xóa nào nêu.",
        "Entry {seq}: a payload is missing and no entry says that it was erased.",
    ),
    "verify.payload-remains": (
        "Bản ghi {seq}: nội dung kèm vẫn còn dù nhật ký ghi là đã xóa.",
        "Entry {seq}: a payload is still there although the log says that it was erased.",
    ),
    "verify.payload-stray": (
        "Bản ghi {seq}: có nội dung kèm mà bản ghi không cam kết.",
        "Entry {seq}: there is a payload that the entry does not commit to.",
    ),
    "verify.erased-unknown": (
        "Bản ghi {seq}: nêu việc xóa một nội dung kèm chưa từng có.",
        "Entry {seq}: it says that a payload was erased that never was.",
    ),
    "verify.blob-changed": (
        "Văn bản kèm kích hoạt {digest} không khớp với mã băm của nó.",
        "The blob {digest} is not what its digest says.",
    ),
    "verify.blob-missing": (
        "Bản ghi {seq}: thiếu văn bản mà bản ghi kích hoạt dẫn tới.",
        "Entry {seq}: the blob that the activation cites is missing.",
    ),
    "verify.blob-stray": (
        "Có văn bản {digest} mà không bản ghi kích hoạt nào dẫn tới.",
        "There is a blob {digest} that no activation cites.",
    ),
    "verify.ledger": (
        "Sổ nhiệm vụ, bảng {table}: dòng do bản ghi {seq} tạo ra không khớp với kết quả dựng lại từ nhật ký.",
        "The ledger, table {table}: a row of entry {seq} is not what a fold of the log makes.",
    ),
    "verify.stray": (
        "Bảng {table}: có {count} dòng không thuộc bản ghi nào của nhật ký.",
        "Table {table}: {count} rows belong to no entry of the log.",
    ),
    "verify.cursor": (
        "Con trỏ của {source}/{stream}: chu kỳ được dẫn (bản ghi {seq}) không phải chu kỳ của nguồn này.",
        "The cursor of {source}/{stream}: the cycle it names (entry {seq}) is no cycle of this stream.",
    ),
    "verify.prepared": (
        "Số liệu chuẩn bị sẵn ({file}) khác sổ nhiệm vụ. Bước tiếp theo: xóa tệp này, nhiemvu report sẽ đếm lại từ sổ.",
        "What is prepared for counting ({file}) differs from the ledger. Next step: delete the file; "
        "nhiemvu report counts from the ledger anew.",
    ),
    "verify.guard": (
        "Thiếu hoặc bị sửa ràng buộc bảo vệ {guard} của cơ sở dữ liệu.",
        "The guard {guard} of the database is absent or was changed.",
    ),
    "verify.type": (
        "Cột {column} chứa giá trị khác kiểu mà chương trình không bao giờ ghi; không đọc tiếp được.",
        "The column {column} holds something of a type that the program never writes; nothing more can be read.",
    ),
    "verify.guard-unknown": (
        "Có trigger {guard} không thuộc chương trình: nó có thể sửa bất cứ gì mỗi khi có ghi chép.",
        "There is a trigger {guard} that is none of the program's: it may change anything whenever something is "
        "written.",
    ),
    "verify.not-a-table": (
        "{table} không phải một bảng của chương trình, hoặc đã mất: nội dung đọc được ở đó không chứng minh gì.",
        "{table} is no table of the program's, or is gone: what is read there proves nothing.",
    ),
    "verify.checkpoint-malformed": (
        "Mốc {which}: không đúng dạng một mốc đã ký.",
        "Checkpoint {which}: it is not in the form of a signed checkpoint.",
    ),
    "verify.checkpoint-order": (
        "Mốc {which}: số thứ tự hoặc kích thước không nối tiếp mốc trước; có mốc đã bị xóa hoặc sửa.",
        "Checkpoint {which}: its number or size does not follow the one before; one was deleted or changed.",
    ),
    "verify.checkpoint-origin": (
        "Mốc {which}: là mốc của một nhật ký khác.",
        "Checkpoint {which}: it is one of another log.",
    ),
    "verify.checkpoint-signature": (
        "Mốc {which}: không có chữ ký đúng của khóa đã biết.",
        "Checkpoint {which}: it has no right signature of a known key.",
    ),
    "verify.checkpoint-root": (
        "Mốc {which}: {size} bản ghi đầu không còn là những bản ghi đã ký.",
        "Checkpoint {which}: the first {size} entries are not those that were signed.",
    ),
    "verify.checkpoint-beyond": (
        "Mốc {which}: đã ký {size} bản ghi mà nhật ký không còn đủ; nhật ký bị cắt hoặc quay lui.",
        "Checkpoint {which}: it states {size} entries and the log has fewer; it was cut off or rolled back.",
    ),
    "verify.more": (
        "Còn {count} phát hiện khác không liệt kê.",
        "{count} more findings are not listed.",
    ),
}

SIGNING: dict[str, tuple[str, str]] = {
    "signing.no-key": (
        "Chưa có khóa ký nhật ký ({file}). Sửa: `nhiemvu log init` tạo khóa; hoặc khôi phục tệp khóa.",
        "There is no key that signs the log ({file}). Fix: `nhiemvu log init` makes one; or restore the key file.",
    ),
    "signing.exists": (
        "Đã có tệp {file}; không ghi đè. Sửa: giữ nguyên khóa này, hoặc chuyển tệp đi nơi khác.",
        "The file {file} is there already and is not overwritten. Fix: keep that key, or move the file elsewhere.",
    ),
    "signing.not-made": (
        "Không tạo được tệp {file} ({reason}). Sửa: kiểm tra thư mục và quyền ghi.",
        "The file {file} could not be made ({reason}). Fix: check its folder and the right to write there.",
    ),
    "signing.unreadable": (
        "Tệp {file} không phải khóa Ed25519 đọc được. Sửa: kiểm tra quyền đọc, hoặc khôi phục tệp khóa.",
        "The file {file} is no Ed25519 key that can be read. Fix: check who may read it, or restore the key file.",
    ),
    "signing.no-verifier-key": (
        "{file}: không phải khóa kiểm tra (TÊN+MÃ+KHÓA). Sửa: chép lại đúng dòng mà `nhiemvu log init` in ra.",
        "{file}: this is no verifier key (NAME+ID+KEY). Fix: copy the very line that `nhiemvu log init` prints.",
    ),
    "signing.inconsistent": (
        "Nhật ký không còn nối tiếp mốc #{number} đã ký, nên không ký gì nữa. "
        "Sửa: dừng dịch vụ, chạy `nhiemvu log verify` và báo kiểm toán.",
        "The log does not go on from checkpoint #{number} that was signed, so nothing more is signed. "
        "Fix: stop the service, run `nhiemvu log verify`, and call the auditor.",
    ),
    "export.exists": (
        "Đã có thư mục hoặc tệp tên này; không ghi đè. Sửa: chọn tên khác.",
        "There is a folder or a file of this name, which is not overwritten. Fix: choose another name.",
    ),
    "export.not-written": (
        "Không ghi được tệp hoặc bản xuất ({reason}). Sửa: kiểm tra đường dẫn, dung lượng và quyền ghi.",
        "The file or export could not be written ({reason}). Fix: check the path, the space and the right to write.",
    ),
    "export.erased-since": (
        "Sau mốc mới nhất đã có nội dung kèm bị xóa. Sửa: `nhiemvu log checkpoint` ký một mốc mới rồi xuất lại.",
        "Payloads were erased after the newest checkpoint. Fix: `nhiemvu log checkpoint` signs another one; then "
        "export again.",
    ),
    "export.no-blob": (
        "Thiếu văn bản {digest} mà một lần kích hoạt dẫn tới. Sửa: chạy `nhiemvu log verify` và báo kiểm toán.",
        "The text {digest} that an activation cites is missing. Fix: run `nhiemvu log verify`, and call the auditor.",
    ),
    "signing.no-checkpoint": (
        "Chưa có mốc nào phủ bản ghi này. Sửa: `nhiemvu log checkpoint` ký một mốc.",
        "No checkpoint covers this yet. Fix: `nhiemvu log checkpoint` signs one.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = STORE | ENTRY | VERIFY | SIGNING
