"""Texts about keys, backups, and a log that goes on under another key or name."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "verify.identity": (
        "Bản ghi {seq}: điều bản ghi nói về tên, khóa hoặc độ dài của nhật ký không đúng.",
        "Entry {seq}: what it says of the log's name, key or length is not so.",
    ),
    "verify.key-unannounced": (
        "Khóa {key} ký nhật ký mà không bản ghi nào báo trước: có thể là khóa của người khác.",
        "Key {key} signs the log and no entry announces it: it may be a stranger's.",
    ),
    "verify.key-lost": (
        "Mốc {which}: chỉ có chữ ký của khóa thay cho một khóa đã mất, và khóa đó không được cho là tin cậy. "
        "Sửa: nhận khóa kiểm tra mới từ người vận hành bằng đường khác, rồi thêm --key.",
        "Checkpoint {which}: it is signed only by the key that took the place of a lost one, and that is not among the "
        "trusted keys. Fix: get the new verifier key from whoever runs the log by another way, and add it with --key.",
    ),
    "verify.checkpoint-out-of-turn": (
        "Mốc {which}: chữ ký là của một khóa không ký ở độ dài này: khóa đã thôi dùng, hoặc chưa được dùng.",
        "Checkpoint {which}: its signature is of a key that does not sign at this size: retired, or not yet in use.",
    ),
    "verify.checkpoint-beyond-gap": (
        "Mốc {which}: nhật ký trước đây đã có {size} bản ghi, nhiều hơn phần thiếu mà bản ghi kế tục nêu.",
        "Checkpoint {which}: the former log had {size} entries, more than the succession says.",
    ),
    "log.holds-under": (
        "Khóa {key}: đã ký đến hết {size} bản ghi đầu.",
        "Key {key} has signed up to the first {size} entries.",
    ),
    "log.rekeyed": (
        "Bản ghi {seq}: đổi khóa ký từ {former} sang {key}; khóa trước ký xác nhận khóa sau.",
        "Entry {seq} changes the signing key from {former} to {key}; the former key signed for the next.",
    ),
    "log.rekeyed-lost": (
        "Bản ghi {seq}: khóa {former} đã mất, khóa {key} thay thế; khóa mới có đúng của nhật ký này không chỉ biết qua "
        "người đã trao khóa kiểm tra.",
        "Entry {seq}: key {former} was lost and {key} takes its place; that it is this log's is known only from "
        "whoever handed its verifier key over.",
    ),
    "log.succeeded": (
        "Bản ghi {seq}: nhật ký được khôi phục và đi tiếp với tên {origin}; nhật ký trước {former} đã có {anchored} "
        "bản ghi, {gap} bản ghi cuối không có ở đây và được lấy lại từ các hệ thống nguồn.",
        "Entry {seq}: the log was restored and goes on as {origin}; the former log {former} had {anchored} entries, of "
        "which the last {gap} are not here and are fetched again from the sources.",
    ),
    "log.in-gap": (
        "Mốc {which} ({size} bản ghi) thuộc phần thiếu của nhật ký trước: {shared} bản ghi đầu có ở đây, {gone} bản "
        "ghi sau đó thì không; mốc này không chứng minh được gì thêm.",
        "Checkpoint {which} ({size} entries) lies in the gap of the former log: its first {shared} entries are here, "
        "the {gone} after them are not; it proves nothing more.",
    ),
    "signing.other-key": (
        "Tệp {file} không phải khóa mà nhật ký đang dùng, nên không ký. Sửa: khôi phục đúng tệp khóa; đổi khóa thì "
        "dùng "
        "`nhiemvu log rotate-key`.",
        "The file {file} is not the key that the log goes by, so nothing is signed. Fix: restore the right key file; a "
        "key is changed by `nhiemvu log rotate-key`.",
    ),
    "signing.gone": (
        "Nhật ký đã có mốc ký mà không thấy khóa {file}. Sửa: khôi phục tệp khóa; nếu đã mất hẳn thì "
        "`nhiemvu log rotate-key --lost`.",
        "The log was signed before and its key {file} is not there. Fix: restore the key file; if it is gone for good, "
        "`nhiemvu log rotate-key --lost`.",
    ),
    "rotation.no-next": (
        "Tiến trình đang ghi không thấy khóa mới bên cạnh {file}. Sửa: chạy lệnh bằng tài khoản và cài đặt của dịch "
        "vụ.",
        "The process that writes sees no next key beside {file}. Fix: run the command as the service's account, with "
        "its settings.",
    ),
    "rotation.not-lost": (
        "Khóa {file} vẫn còn và đọc được. Sửa: chạy lại không có --lost, để khóa này ký xác nhận khóa mới.",
        "The key {file} is there and can be read. Fix: run it without --lost, so that this key answers for the next.",
    ),
    "rotation.nothing-signed": (
        "Khóa cũ chưa ký mốc nào nên không có gì để nối tiếp. Sửa: chuyển tệp khóa cũ đi, rồi `nhiemvu log init`.",
        "The former key has signed nothing, so nothing has to go on from it. Fix: move what is left of its file away, "
        "then `nhiemvu log init`.",
    ),
    "rotation.former-unknown": (
        "Không biết khóa nào đã ký mốc cuối. Sửa: ghi lại khóa kiểm tra của nó vào keys/log.vkey rồi chạy lại.",
        "It is not known which key signed the last checkpoint. Fix: put its verifier key back into keys/log.vkey, then "
        "run again.",
    ),
    "succession.no-checkpoint": (
        "Tệp này không phải mốc có chữ ký của một khóa đã biết ({reason}). Sửa: kiểm tra tệp; thêm --key với khóa kiểm "
        "tra đã ký mốc.",
        "This file is no checkpoint signed by a known key ({reason}). Fix: check the file; add --key with the verifier "
        "key that signed it.",
    ),
    "succession.another-log": (
        "Mốc này là của một nhật ký khác; nhật ký này tên là {origin}. Sửa: dùng mốc của chính nhật ký này.",
        "This is a checkpoint of another log; this one is called {origin}. Fix: take one of this very log.",
    ),
    "succession.not-behind": (
        "Nhật ký này ({own} bản ghi) đã chứa đủ {size} bản ghi của mốc: không thiếu gì, cứ chạy tiếp với tên cũ.",
        "This log ({own} entries) holds all {size} entries of the checkpoint: nothing is missing. Fix: let it go on "
        "under its name.",
    ),
    "succession.forked": (
        "Nhật ký này ({own} bản ghi) đã đi tiếp khác với mốc ({size} bản ghi). Sửa: khôi phục lại bản sao lưu vào thư "
        "mục mới và chạy lệnh này trước khi làm việc khác.",
        "This log ({own} entries) has gone on otherwise than the checkpoint says ({size} entries). Fix: restore the "
        "backup once more into a new directory, and run this before anything else.",
    ),
    "succession.no-key": (
        "Không thấy khóa ký {file}. Sửa: đặt lại tệp khóa từ nơi cất khóa; nếu đã mất thì thêm --lost.",
        "There is no signing key {file}. Fix: put the key file back from where keys are kept; if it is lost, add "
        "--lost.",
    ),
    "succession.other-key": (
        "Khóa {file} không phải khóa đã ký mốc này. Sửa: đặt lại khóa đã ký mốc mới nhất; nếu đã mất thì thêm --lost.",
        "The key {file} did not sign this checkpoint. Fix: put the key back that signed the newest one; if it is lost, "
        "add --lost.",
    ),
    "backup.postgresql": (
        "Dữ liệu nằm trên máy chủ PostgreSQL: sao lưu bằng pg_dump hoặc bản sao của máy chủ. Sửa: xem "
        "docs/postgresql.md.",
        "The data lie on a PostgreSQL server: back them up with pg_dump or a base backup. Fix: see docs/postgresql.md.",
    ),
    "backup.not-written": (
        "Không ghi được bản sao lưu ({reason}); không để lại gì. Sửa: kiểm tra dung lượng và quyền ghi.",
        "The backup could not be written ({reason}); nothing is left of it. Fix: check space and the right to write.",
    ),
    "backup.not-verified": (
        "Bản sao vừa ghi không hợp lệ ({findings} sai lệch), nên không giữ lại. Sửa: chạy `nhiemvu log verify` và báo "
        "kiểm toán.",
        "The copy just written does not verify ({findings} findings), so it was not kept. Fix: run `nhiemvu log "
        "verify`, "
        "and call the auditor.",
    ),
    "backup.no-file": (
        "Không đọc được tệp này. Sửa: kiểm tra đường dẫn và quyền đọc; bản sao lưu phải còn đủ tệp.",
        "This file cannot be read. Fix: check the path and the right to read; a backup needs all of its files.",
    ),
    "backup.other-format": (
        "Bản sao lưu có dạng mà chương trình này không biết. Sửa: dùng bản chương trình đã tạo ra nó, hoặc mới hơn.",
        "The backup is of a form that this program does not know. Fix: use the program that made it, or a newer one.",
    ),
    "backup.changed": (
        "Tệp này không đúng như bản kê của bản sao lưu. Sửa: dùng một bản sao lưu khác và giữ bản này lại để xem xét.",
        "This file is not what the manifest of the backup says. Fix: take another backup, and keep this one to be "
        "looked at.",
    ),
    "backup.other-key": (
        "Khóa này không phải khóa của nhật ký nằm cùng nó, nên không có gì được ghi ra. Sửa: khi sao lưu, đặt lại đúng "
        "tệp khóa rồi sao lưu lại; khi khôi phục, dùng một bản sao lưu khác.",
        "This key is not that of the log beside it, so nothing was written. Fix: for a backup, put the right key file "
        "back and make it again; for a restore, take another backup.",
    ),
    "restore.not-written": (
        "Không ghi được thư mục dữ liệu ({reason}); không để lại gì. Sửa: kiểm tra dung lượng và quyền ghi.",
        "The data directory could not be written ({reason}); nothing is left of it. Fix: check space and the right to "
        "write.",
    ),
    "restore.not-verified": (
        "Nhật ký trong bản sao lưu không hợp lệ ({findings} sai lệch), nên không khôi phục. Sửa: dùng một bản khác.",
        "The log in the backup does not verify ({findings} findings), so nothing was restored. Fix: take another one.",
    ),
    "rotation.done": (
        "Bản ghi {seq}: từ đây khóa mới ký nhật ký ({file}). Giữ một bản ở nơi cất khóa, hủy mọi bản của khóa cũ (tệp "
        "*.retired-*), và đưa khóa kiểm tra sau đây cho kiểm toán:",
        "Entry {seq}: from here on the new key signs the log ({file}). Keep a copy where keys are kept, destroy every "
        "copy of the former one (file *.retired-*), and give auditors this verifier key:",
    ),
    "rotation.lost": (
        "Bản ghi {seq}: khóa cũ đã mất, khóa mới ký từ đây ({file}). Giữ một bản ở nơi cất khóa, và trao khóa kiểm tra "
        "sau đây tận tay kiểm toán, vì không chữ ký nào xác nhận nó:",
        "Entry {seq}: the former key is lost, the new one signs from here on ({file}). Keep a copy where keys are "
        "kept, "
        "and hand auditors this verifier key yourself, for no signature answers for it:",
    ),
    "rotation.completed": (
        "Lần đổi khóa trước đã được ghi; nay các tệp đã ở đúng chỗ ({file}), không đổi thêm lần nào. Khóa kiểm tra:",
        "The rotation before was written already; now the files are in their places ({file}), and no other key was "
        "made. The verifier key:",
    ),
    "succession.done": (
        "Bản ghi {seq}: nhật ký đi tiếp với tên {origin}, chung {size} bản ghi đầu với nhật ký trước; {gap} bản ghi bị "
        "thiếu. Đã xóa lại {erased} nội dung kèm. Lượt tới liệt kê lại mọi nguồn từ đầu: `nhiemvu run`.",
        "Entry {seq}: the log goes on as {origin} and shares its first {size} entries with the former one; {gap} are "
        "missing. {erased} payloads were erased once more. The next round lists every source from its beginning: "
        "`nhiemvu run`.",
    ),
    "succession.verifier": (
        "Khóa ký vẫn là khóa cũ, dưới tên mới. Đưa khóa kiểm tra sau đây cho kiểm toán:",
        "The same key signs, under the new name. Give auditors this verifier key:",
    ),
    "succession.unsigned": (
        "Chưa có khóa nào ký nhật ký này. Tiếp theo: `nhiemvu log rotate-key --lost`.",
        "No key signs this log yet. Next: `nhiemvu log rotate-key --lost`.",
    ),
    "backup.done": (
        "Đã sao lưu và kiểm tra: {directory}, {size} bản ghi, gốc {root}.",
        "Backed up and verified: {directory}, {size} entries, root {root}.",
    ),
    "backup.without-key": (
        "Không có khóa ký trong bản sao lưu (ai có cả hai thì viết lại được nhật ký). Khóa tra cứu có: giữ kín bản sao "
        "lưu như giữ dữ liệu.",
        "The signing key is not in it (who has both can write the log anew). The index key is: keep the backup as "
        "secret as the data.",
    ),
    "backup.with-key": (
        "Khóa ký nằm trong bản sao lưu: giữ bản này như giữ khóa.",
        "The signing key is in it: guard this backup like the key.",
    ),
    "restore.done": (
        "Đã khôi phục và kiểm tra: {directory}, {size} bản ghi, gốc {root}.",
        "Restored and verified: {directory}, {size} entries, root {root}.",
    ),
    "restore.no-signing-key": (
        "Chưa có khóa ký: đặt lại tệp khóa từ nơi cất khóa.",
        "There is no signing key: put the key file back from where keys are kept.",
    ),
    "restore.next": (
        "Trước khi chạy: `nhiemvu log verify --checkpoint MỐC` với mốc mới nhất giữ ở nơi khác. Nếu nhật ký có ít hơn "
        "mốc thì `nhiemvu log succeed --checkpoint MỐC --reason …`.",
        "Before running it: `nhiemvu log verify --checkpoint FILE` with the newest checkpoint held elsewhere. If the "
        "log "
        "has fewer entries than that: `nhiemvu log succeed --checkpoint FILE --reason …`.",
    ),
}
