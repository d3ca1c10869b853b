"""Help texts of the command line in Vietnamese, by the English text that stands at the command or option.

Also what the library of the command line says by itself. A test walks every command: no text is without its pair.
"""

from __future__ import annotations

HELP: dict[str, str] = {
    "Beside a document system: deadlines assigned, a verifiable log, figures anyone can check.": (
        "Đứng cạnh hệ thống quản lý văn bản: theo dõi nhiệm vụ có thời hạn, giữ nhật ký kiểm chứng được, "
        "để ai cũng kiểm tra được số liệu."
    ),
    "Show the version and exit.": "Hiện phiên bản rồi thoát.",
    "Show documents by source, month and verdict, beside the source's own register, and what stands out.": (
        "Đối soát văn bản theo nguồn, tháng và kết luận với sổ đăng ký của chính hệ thống nguồn; nêu việc cần xem."
    ),
    "Of this source alone.": "Chỉ của nguồn này.",
    "Only documents of this month, or year (YYYY).": "Chỉ văn bản của tháng này, hoặc năm (YYYY).",
    "Settings file.": "Tệp cài đặt.",
    "Let documents and old bodies go for good, and see to it that they stay away.": (
        "Tiêu hủy văn bản và thân văn bản hết thời hạn lưu giữ, và giữ cho chúng không trở lại."
    ),
    (
        "Erase everything of a document, and let nothing of it come in again; HANDLE may be the beginning of its "
        "handle.\n\n"
        "The handle of one of its assignments will do. What was erased cannot be brought back."
    ): (
        "Xóa mọi nội dung của một văn bản và không nhận lại; HANDLE có thể là phần đầu của mã văn bản.\n\n"
        "Mã của một nhiệm vụ trong văn bản cũng được. Nội dung đã xóa không lấy lại được."
    ),
    "Number of the document, instead of a handle.": "Số văn bản, thay cho mã.",
    "Its notation.": "Ký hiệu của văn bản.",
    "Its day of issue.": "Ngày ban hành.",
    "It is classified; its time is over; somebody who may has ordered it.": (
        "Văn bản là mật; hết thời hạn lưu giữ; người có thẩm quyền quyết định."
    ),
    "Write nothing: show what would go; exit code 1 if anything.": (
        "Không ghi gì: cho xem những gì sẽ mất; mã thoát 1 nếu có."
    ),
    "Do not ask once more.": "Không hỏi lại.",
    "List the documents that went: when, why, who ordered it, and by which entry.": (
        "Liệt kê văn bản đã tiêu hủy: lúc nào, vì sao, ai ra lệnh, bản ghi nào."
    ),
    "Write what was erased as lines that `purge apply` takes: handles, commitments and keyed hashes, no text.": (
        "Ghi các lần xóa thành dòng để `purge apply` dùng: mã ngẫu nhiên, cam kết và mã băm có khóa, không có lời văn."
    ),
    "Write the lines to this file.": "Ghi các dòng vào tệp này.",
    "Erase again in a database that was set back what FILE says was erased; without FILE the lines beside the keys.": (
        "Xóa lại trong cơ sở dữ liệu bị quay lui những gì FILE nói đã xóa; không nêu FILE thì theo tệp cạnh khóa."
    ),
    "Look whether anything is left of documents that went, or of what lines beside the keys say was erased.": (
        "Kiểm tra xem có còn gì của văn bản đã tiêu hủy, hoặc của những gì tệp cạnh khóa nói đã xóa."
    ),
    "Erase the bodies whose time is over by the settings in force; what was read from them stays.": (
        "Xóa thân văn bản hết thời hạn lưu giữ theo cài đặt đang có hiệu lực; dữ kiện đã đọc vẫn giữ."
    ),
    "Write the log to a new DIRECTORY that anybody can verify without this program.": (
        "Xuất nhật ký ra thư mục mới DIRECTORY để ai cũng kiểm tra được mà không cần chương trình này."
    ),
    "Leave payloads out: bodies and texts of documents.": "Bỏ nội dung kèm: thân và lời văn của văn bản.",
    "Prove that ENTRY stands in the signed log, in a file for somebody who has nothing but the verifier key.": (
        "Chứng minh bản ghi ENTRY nằm trong nhật ký đã ký, bằng một tệp cho người chỉ có khóa kiểm tra."
    ),
    "Write the proof to this file.": "Ghi bằng chứng vào tệp này.",
    "Let a new key sign the log from here on; the one before it answers for it.": (
        "Cho một khóa mới ký nhật ký từ đây; khóa trước ký xác nhận khóa mới."
    ),
    "The key that signed so far is lost and cannot answer for the next.": (
        "Khóa ký trước đây đã mất, không ký xác nhận khóa mới được."
    ),
    "Let a log that was restored from a backup go on under a new name, and say what is missing.": (
        "Cho nhật ký khôi phục từ bản sao lưu đi tiếp với tên mới, và nói rõ phần thiếu."
    ),
    "The newest checkpoint that is held elsewhere.": "Mốc mới nhất đang giữ ở nơi khác.",
    "What `purge export` wrote outside the backup: erased once more.": (
        "Những gì `purge export` đã ghi ngoài bản sao lưu: xóa lại một lần nữa."
    ),
    "A verifier key that signed the checkpoint.": "Khóa kiểm tra đã ký mốc.",
    "The signing key is lost, too: nobody signs until `rotate-key --lost`.": (
        "Khóa ký cũng đã mất: chưa ai ký cho đến khi `rotate-key --lost`."
    ),
    "Copy the data to a new DIRECTORY while the program runs, and verify the copy.": (
        "Sao lưu dữ liệu vào thư mục mới DIRECTORY trong khi chương trình chạy, và kiểm tra bản sao."
    ),
    "Copy the key that signs the log, too: then guard the backup like it.": (
        "Sao cả khóa ký nhật ký: khi đó phải giữ bản sao lưu như giữ khóa."
    ),
    "Make a data directory of the backup in DIRECTORY, once all of it has been verified.": (
        "Tạo thư mục dữ liệu từ bản sao lưu DIRECTORY, sau khi kiểm tra toàn bộ."
    ),
    "The data directory to make of it.": "Thư mục dữ liệu sẽ tạo.",
    "Make the key that signs the log, and print the verifier key that auditors need.": (
        "Tạo khóa ký nhật ký, và in khóa kiểm tra mà kiểm toán cần."
    ),
    "Cosign the checkpoints of other people's logs, each only when it goes on from the last (C2SP tlog-witness).": (
        "Đồng ký mốc của nhật ký nơi khác, chỉ khi mốc nối tiếp mốc trước (C2SP tlog-witness)."
    ),
    "The witness's own directory: its key, and what it has cosigned.": (
        "Thư mục riêng của bên chứng kiến: khóa, và những gì đã đồng ký."
    ),
    "Make the key of a witness, and print the verifier key that logs and auditors need.": (
        "Tạo khóa của bên chứng kiến, và in khóa kiểm tra mà bên giữ nhật ký và kiểm toán cần."
    ),
    "What the witness is called; else a name is made up.": "Tên của bên chứng kiến; không ghi thì tự đặt.",
    "Watch a log from now on; a running witness takes notice at once.": (
        "Từ nay chứng kiến một nhật ký; bên chứng kiến đang chạy biết ngay."
    ),
    "The log's verifier key, as `log init` prints it.": "Khóa kiểm tra của nhật ký, như `log init` in ra.",
    "Show the witness's verifier key, and what it has cosigned of each log.": (
        "Hiện khóa kiểm tra của bên chứng kiến, và những gì đã đồng ký của từng nhật ký."
    ),
    "Cosign what watched logs send, until asked to stop.": (
        "Đồng ký những gì các nhật ký được chứng kiến gửi đến, cho đến khi bị dừng."
    ),
    "Where to listen.": "Địa chỉ nhận yêu cầu.",
    "Sign what the log is now, and print the checkpoint.": "Ký tình trạng hiện tại của nhật ký, và in mốc đã ký.",
    "Write the checkpoint to this file.": "Ghi mốc đã ký vào tệp này.",
    "A verifier key to trust instead of those kept on this machine (may be repeated).": (
        "Khóa kiểm tra được tin thay cho các khóa giữ trên máy này (dùng được nhiều lần)."
    ),
    "A checkpoint that was kept elsewhere: the log has to go on from it (may be repeated).": (
        "Mốc đã giữ ở nơi khác: nhật ký phải nối tiếp mốc đó (dùng được nhiều lần)."
    ),
    "Print JSON for other programs.": "In ra JSON để chương trình khác đọc.",
    "Put what the configuration now says in force. What was taken in before keeps its reading.": (
        "Đưa cấu hình hiện tại vào hiệu lực. Những gì đã nhận trước đó giữ nguyên cách đọc cũ."
    ),
    "The mapping of this source only.": "Chỉ ánh xạ của nguồn này.",
    "Why; kept with the entry.": "Lý do; được lưu cùng bản ghi.",
    (
        "List SOURCE from its beginning and take in what is not known yet; nothing is pushed for it.\n\n"
        "What stands today counts as told, so that only later changes reach the source."
    ): (
        "Liệt kê nguồn SOURCE từ đầu và nhận những gì chưa có; không đẩy gì sang nguồn.\n\n"
        "Tình trạng hôm nay coi như nguồn đã biết, nên về sau chỉ đẩy những thay đổi."
    ),
    "Look at what a person should know of, and close what is settled.": (
        "Xem những việc cần người biết, và đóng việc đã xong."
    ),
    "Also those that are closed.": "Kèm cả những cảnh báo đã đóng.",
    "List the open alerts: what, since when, and what helps.": (
        "Liệt kê các cảnh báo đang mở: việc gì, từ khi nào, và cách gỡ."
    ),
    "Close the alert of this NUMBER; while its condition lasts, another one is opened.": (
        "Đóng cảnh báo số NUMBER; nếu nguyên nhân còn thì cảnh báo khác lại mở."
    ),
    "Look at mappings, try them and compare them, before one is activated.": (
        "Xem, thử và so sánh các ánh xạ trước khi kích hoạt."
    ),
    "Show what every rule of the mappings in use came to, and since how many messages it has found nothing.": (
        "Xem từng quy tắc của các ánh xạ đang dùng đã cho kết quả gì, "
        "và bao nhiêu thông điệp liên tiếp không có giá trị."
    ),
    "Tell what is wrong with a mapping FILE, or said in vain: by its text, by samples, by messages of the log.": (
        "Báo chỗ sai hoặc thừa trong từng ánh xạ FILE: từ chính tệp, từ các mẫu, từ thông điệp trong nhật ký."
    ),
    "Sample, or a folder of samples, that has to fit (may be repeated).": (
        "Tệp mẫu hoặc thư mục mẫu cần đối chiếu (dùng được nhiều lần)."
    ),
    "Hold it against messages of this source in the log.": "Đối chiếu với thông điệp của nguồn này trong nhật ký.",
    "So many messages of the log at most.": "Nhiều nhất từng này thông điệp trong nhật ký.",
    "Print SARIF for editors and pipelines.": "In SARIF cho trình soạn thảo và hệ thống kiểm tra tự động.",
    "Lay every mapping FILE out anew: order of keys, indentation, quotes. Content, comments and digest stay.": (
        "Trình bày lại từng ánh xạ FILE: thứ tự khóa, thụt dòng, dấu nháy. Nội dung, chú thích và mã băm giữ nguyên."
    ),
    "Write nothing: show what would change; exit code 1 if anything.": (
        "Không ghi gì: cho xem chỗ sẽ thay đổi; mã thoát 1 nếu có."
    ),
    "Print the digest of a mapping FILE: by it an activation, a log and a person name the same rules.": (
        "In mã băm của ánh xạ FILE: nhờ nó lần kích hoạt, nhật ký và con người nói về cùng một bộ quy tắc."
    ),
    "Compare mappings OLD and NEW by their rules: files, builtin:NAME, in-force:SOURCE, beginning of a digest.": (
        "So sánh hai ánh xạ OLD và NEW theo từng quy tắc: tệp, builtin:NAME, in-force:SOURCE, hoặc phần đầu của mã băm."
    ),
    "List the configured mappings with what is in force, since when and why, and those that ship with the program.": (
        "Liệt kê ánh xạ đã cấu hình, ánh xạ nào có hiệu lực, từ khi nào, vì sao, và các ánh xạ kèm theo chương trình."
    ),
    "Show a MESSAGE beside a mapping: a file, or entry:SEQ of the log; what is read, follows, is overlooked.": (
        "Cho xem MESSAGE bên cạnh ánh xạ: một tệp, hoặc entry:SỐ của nhật ký; đọc được gì, dẫn đến gì, bỏ sót gì."
    ),
    "Mapping; that of the source unless said.": "Ánh xạ; mặc định là ánh xạ của nguồn.",
    "Source whose mapping, or whose next message, is meant.": "Nguồn có ánh xạ, hoặc có thông điệp kế tiếp cần xem.",
    "The next document of the source; it is not taken in.": "Văn bản kế tiếp của nguồn; chỉ xem, không nhận vào.",
    "Try every mapping FILE on the samples that its tests name, and tell what comes out differently.": (
        "Thử từng ánh xạ FILE trên các mẫu mà phần tests của nó nêu, và báo chỗ kết quả khác đi."
    ),
    "Keep what comes of each sample as what is expected; look at it first.": (
        "Giữ kết quả của từng mẫu làm kết quả mong đợi; hãy đọc trước."
    ),
    "Directory of organisations.": "Danh mục cơ quan.",
    "Let it wait until another account approves it.": "Để chờ đến khi một tài khoản khác duyệt.",
    "Look at activations that wait for a second person, and approve or withdraw them.": (
        "Xem các kích hoạt chờ người thứ hai, duyệt hoặc rút."
    ),
    "Also those that are approved, withdrawn or replaced.": "Kèm cả đề nghị đã duyệt, đã rút hoặc đã thay.",
    "List what waits: what, for which source, by whom and why.": (
        "Liệt kê các đề nghị đang chờ: việc gì, nguồn nào, ai đề nghị và vì sao."
    ),
    "Put in force what another account proposed under this NUMBER, if the files still say the same.": (
        "Kích hoạt đề nghị số NUMBER của tài khoản khác, nếu các tệp vẫn như lúc đề nghị."
    ),
    "Take back what was proposed under this NUMBER.": "Rút đề nghị số NUMBER.",
    "Read what the log keeps by both: what would change in the ledger.": (
        "Đọc lại những gì nhật ký giữ bằng cả hai ánh xạ: sổ nhiệm vụ sẽ khác ở đâu."
    ),
    "With --against-log: the source; where there is but one, that.": (
        "Dùng với --against-log: nguồn nào; nếu chỉ có một nguồn thì là nguồn đó."
    ),
    "This file: it takes the place of the configured one.": "Tệp này: nó thay tệp ghi trong cấu hình.",
    "The source; where there is but one, that.": "Nguồn nào; nếu chỉ có một nguồn thì là nguồn đó.",
    "Messages received on this day (in Vietnam) or later.": "Thông điệp nhận từ ngày này (giờ Việt Nam) trở đi.",
    "Make the ledger anew from the entries alone, and compare.": (
        "Dựng lại sổ nhiệm vụ chỉ từ các bản ghi, rồi so sánh."
    ),
    "Read and decide every kept message again, and compare.": (
        "Đọc và quyết định lại mọi thông điệp còn giữ, rồi so sánh."
    ),
    "Before an upgrade: everything as recorded, but the rules of this program; exit code 1 on any difference.": (
        "Trước khi nâng cấp: mọi thứ như đã ghi, trừ quy tắc của chương trình này; có khác biệt thì mã thoát là 1."
    ),
    "Read by another mapping: a file, the entry that put it in force, or how its identity begins.": (
        "Đọc bằng ánh xạ khác: một tệp, số bản ghi đã đưa nó vào hiệu lực, hoặc phần đầu của mã ánh xạ."
    ),
    "Messages of this source only.": "Chỉ thông điệp của nguồn này.",
    "Messages that arrived there or later.": "Thông điệp đến từ bản ghi hoặc ngày này.",
    "Messages that arrived there or earlier.": "Thông điệp đến cho tới bản ghi hoặc ngày này.",
    "Figures of a month, or a year (YYYY).": "Số liệu của một tháng, hoặc một năm (YYYY).",
    "Cut-off day of the figures.": "Ngày chốt số liệu.",
    "Show so many differences.": "Hiện bấy nhiêu khác biệt.",
    ("Live through the log once more: fold its entries, and reinterpret what it keeps. Nothing is written or told."): (
        "Chạy lại nhật ký: dựng lại sổ từ các bản ghi, và đọc lại những gì còn giữ. Không ghi gì, không báo cho ai."
    ),
    "Read messages that the log keeps again by what is in force now, and append what they say otherwise.": (
        "Đọc lại các thông điệp nhật ký còn giữ theo những gì đang có hiệu lực, và ghi thêm những điều nay khác đi."
    ),
    "With --against-log: only documents issued on this day or later.": (
        "Dùng với --against-log: chỉ văn bản ban hành từ ngày này."
    ),
    "Check what is configured.": "Kiểm tra cấu hình.",
    "Read settings, mappings, directory and calendar without asking any peer; tell every problem at once.": (
        "Đọc cài đặt, ánh xạ, danh mục cơ quan và lịch mà không hỏi hệ thống nào; báo mọi lỗi cùng lúc."
    ),
    "Look at the way to every source step by step, and what anchors hold; nothing is kept, and nobody is told.": (
        "Kiểm tra từng bước đường đến mỗi nguồn, và nơi giữ mốc đang giữ gì; không lưu gì và không đẩy gì."
    ),
    "Also when nobody else has held the log for too long; takes --reason.": (
        "Lập cả khi nhật ký quá lâu chưa được giữ ở nơi khác; phải có --reason."
    ),
    "Why --force; kept with the entry.": "Lý do dùng --force; được lưu cùng bản ghi.",
    "Give the newest checkpoint to every anchor now, or to the one of this NAME, and say what they hold.": (
        "Gửi mốc mới nhất cho mọi nơi giữ mốc ngay bây giờ, hoặc cho nơi tên NAME, và cho biết họ đang giữ gì."
    ),
    "Print the newest checkpoint for reports and minutes: as text, or with -o as one page of HTML with a QR code.": (
        "In mốc mới nhất để kèm báo cáo, biên bản: dạng chữ, hoặc với -o là một trang HTML có mã QR."
    ),
    "Write the page to this file.": "Ghi trang này vào tệp.",
    "Tell whether all is well: the database can be read, the log is held elsewhere, every source is fresh.": (
        "Cho biết mọi việc có ổn không: đọc được cơ sở dữ liệu, nhật ký được giữ ở nơi khác, các nguồn còn mới."
    ),
    "This source only (may be repeated).": "Chỉ nguồn này (có thể lặp lại).",
    "Look at the settings.": "Xem cài đặt.",
    "Show every setting as it is in force; secrets are not shown.": (
        "Hiện mọi cài đặt đang có hiệu lực; không hiện bí mật."
    ),
    "Also where each value comes from.": "Kèm nơi lấy từng giá trị.",
    "Look at cursors, or set one back.": "Xem con trỏ, hoặc lùi con trỏ.",
    "Let STREAM of SOURCE be listed again from an earlier place; what is known is not taken in twice.": (
        "Cho liệt kê lại luồng STREAM của nguồn SOURCE từ một chỗ sớm hơn; cái đã có không bị nhận hai lần."
    ),
    "An ISO day or moment; without it the beginning.": "Ngày hoặc thời điểm theo ISO; nếu không ghi thì từ đầu.",
    "Show where the next listing of every stream begins.": "Hiện chỗ bắt đầu của lần liệt kê tới cho mỗi luồng.",
    "Prepare a PostgreSQL database.": "Chuẩn bị cơ sở dữ liệu PostgreSQL.",
    "Make or upgrade the tables as their owner, and let ROLE add to the log but never change it.": (
        "Chủ sở hữu tạo hoặc nâng cấp các bảng, và cho vai trò ROLE ghi thêm vào nhật ký nhưng không được sửa."
    ),
    "The role that nhiemvu logs in as; it must exist.": "Vai trò mà nhiemvu dùng để đăng nhập; phải có sẵn.",
    "A role that may only read.": "Vai trò chỉ được đọc.",
    "File with the owner's address; else the settings'.": (
        "Tệp chứa địa chỉ của chủ sở hữu; nếu không ghi thì dùng địa chỉ trong cài đặt."
    ),
    "Start a document system, take in nine months, live through three: results come in, standings go out.": (
        "Khởi động một hệ thống văn bản mô phỏng, nhận chín tháng, sống qua ba tháng: kết quả về, tình trạng đẩy đi."
    ),
    "Another seed makes another year.": "Số mồi khác cho ra một năm khác.",
    "Go on afterwards, a day every few seconds, until Ctrl+C.": "Chạy tiếp, vài giây một ngày, đến khi Ctrl+C.",
    "Seconds a day takes.": "Một ngày kéo dài mấy giây.",
    "Explain a stable code such as `store.busy`.": "Giải thích một mã cố định, ví dụ `store.busy`.",
    "Tell who did what: starts, settings, rulings, exports, and what was refused to whom.": (
        "Cho biết ai đã làm gì: khởi động, cài đặt, quyết định, xuất nhật ký, và việc gì đã bị từ chối với ai."
    ),
    "Only what was done on this day or later.": "Chỉ những việc từ ngày này trở đi.",
    "Work with the sync log.": "Làm việc với nhật ký đồng bộ.",
    "Check the whole log: entries, tree, payloads, blobs, causes, and the ledger against a fold from zero.": (
        "Kiểm tra toàn bộ nhật ký: bản ghi, cây, nội dung kèm, tệp dẫn chiếu, nguyên nhân, "
        "và sổ nhiệm vụ so với việc dựng lại từ đầu."
    ),
    "Look at pushes, and rule about single ones.": "Xem các lần đẩy, và quyết định về từng lần.",
    "Show everything that was planned, sent, answered and seen for one assignment; HANDLE may be its beginning.": (
        "Hiện mọi lần định đẩy, đã gửi, được trả lời và đã thấy của một nhiệm vụ; HANDLE có thể là phần đầu của mã."
    ),
    "Push nothing more of one assignment until it is resumed.": (
        "Không đẩy gì thêm về một nhiệm vụ cho đến khi cho tiếp tục."
    ),
    "List the assignments whose source does not show where they stand today.": (
        "Liệt kê các nhiệm vụ mà nguồn chưa hiện đúng tình trạng hôm nay."
    ),
    "Also what the source shows as it should be.": "Kèm cả những gì nguồn đã hiện đúng.",
    "Let one assignment be pushed again that was held.": "Cho đẩy tiếp một nhiệm vụ đã bị giữ lại.",
    "Try a push again that was refused or waits; HANDLE may be the beginning of the assignment's handle.": (
        "Đẩy lại một lần đã bị từ chối hoặc đang chờ; HANDLE có thể là phần đầu của mã nhiệm vụ."
    ),
    "Let sources be told where assignments stand, or no longer.": (
        "Cho hoặc thôi đẩy tình trạng nhiệm vụ sang các nguồn."
    ),
    "Let SOURCE be told nothing until it is enabled again; the outbox goes on being kept.": (
        "Không đẩy gì sang nguồn SOURCE cho đến khi bật lại; hộp thư đi vẫn được giữ."
    ),
    "Let SOURCE be told from the next run on. Without it nothing is pushed: a first load floods nobody.": (
        "Cho đẩy sang nguồn SOURCE từ lần chạy tới. Chưa bật thì không đẩy gì: lần nhận đầu không làm ngập ai."
    ),
    "What stands today counts as told; only changes are pushed.": (
        "Tình trạng hôm nay coi như nguồn đã biết; chỉ đẩy những thay đổi."
    ),
    "List the sources with whether they are told anything, and since which entry.": (
        "Liệt kê các nguồn: có được đẩy không, và từ bản ghi nào."
    ),
    "Look at held items, have them taken in after a repair, or rule that they are not to be.": (
        "Xem các mục đang chờ xử lý, lấy lại sau khi đã sửa, hoặc quyết định không nhận."
    ),
    "Also what a person has rejected.": "Kể cả mục đã bị loại bỏ theo quyết định.",
    "Show one held item: what the source calls it, why it is held, since when, and what helps.": (
        "Hiện một mục chờ xử lý: nguồn gọi nó là gì, vì sao, từ khi nào, và việc cần làm."
    ),
    "All that are held for this reason.": "Mọi mục chờ xử lý vì lý do này.",
    "All that are held.": "Mọi mục chờ xử lý.",
    (
        "Ask the source for held items again and take in what nothing hinders any more; ITEM may be how a handle "
        "begins.\n\n"
        "An item that was rejected waits again, if it is named. Exit code 1 when anything is still held."
    ): (
        "Hỏi lại nguồn về các mục chờ xử lý và nhận những gì không còn vướng; ITEM có thể là phần đầu của mã.\n\n"
        "Mục đã bị loại bỏ sẽ chờ lại nếu được nêu đích danh. Mã thoát 1 khi vẫn còn mục chờ xử lý."
    ),
    "Rule that a held item is not taken as it is; a newer version of it waits again. It is no result.": (
        "Quyết định không nhận một mục chờ xử lý như hiện có; bản mới hơn sẽ chờ lại. Đây không phải kết quả."
    ),
    "Record that an agency objects to an assignment or its figure. It changes no standing, figure or push.": (
        "Ghi kiến nghị của cơ quan về một nhiệm vụ hoặc số liệu của nó. Không làm đổi tình trạng, số liệu, việc đẩy."
    ),
    "The agency that objects: id, name or code.": "Cơ quan kiến nghị: mã riêng, tên hoặc mã định danh.",
    "The day on which it objected; today unless said.": "Ngày cơ quan kiến nghị; nếu không nêu là hôm nay.",
    "List held items: the source's reference, the reason, since when, and the next step.": (
        "Liệt kê các mục đang chờ: mã của nguồn, lý do, từ khi nào, và bước tiếp theo."
    ),
    "Of this source only.": "Chỉ của nguồn này.",
    "Count a period per lead agency: carried over, new, and where each assignment stands on the cut-off day.": (
        "Thống kê một kỳ theo cơ quan chủ trì: chuyển sang, mới giao, và tình trạng từng nhiệm vụ vào ngày chốt."
    ),
    "A month, a quarter (YYYY-Q4) or a year (YYYY).": "Một tháng, một quý (YYYY-Q4) hoặc một năm (YYYY).",
    (
        "Write the report of a period as XLSX, PDF, HTML and CSV, all of it or nothing, with a manifest.\n\n"
        "The same log position, period and settings give the same bytes, on any machine."
    ): (
        "Lập báo cáo của một kỳ thành tệp XLSX, PDF, HTML và CSV, đủ bộ hoặc không có gì, kèm bản kê.\n\n"
        "Cùng vị trí nhật ký, kỳ và cài đặt thì cho cùng từng byte, trên máy nào cũng vậy."
    ),
    (
        "Show one agency its own assignments: where each stands, what is lacking, and why it counts where it does.\n\n"
        "AGENCY is an id, a code or a name of the directory."
    ): (
        "Cho một cơ quan xem nhiệm vụ của mình: tình trạng, còn thiếu gì, vì sao tính vào chỉ tiêu nào.\n\n"
        "AGENCY là mã nội bộ, mã định danh hoặc tên trong danh mục cơ quan."
    ),
    (
        "Write the figures of a year per agency for other programs, signed, with the log, for whoever rates "
        "agencies.\n\n"
        "Whoever has the verifier key verifies the directory without this program: verify_log.py --extract."
    ): (
        "Ghi số liệu cả năm theo cơ quan cho chương trình khác đọc, có ký và kèm nhật ký, để chấm điểm cơ quan.\n\n"
        "Ai có khóa kiểm tra đều kiểm tra được mà không cần chương trình này: verify_log.py --extract."
    ),
    "The year that is rated.": "Năm được chấm điểm.",
    "Cut-off day; the last day of the year, or today.": "Ngày chốt số liệu; mặc định là ngày cuối năm, hoặc hôm nay.",
    "Write files into this new directory.": "Ghi các tệp vào thư mục mới này.",
    "Sheets of all agencies, each in a folder of its own.": "Phiếu của mọi cơ quan, mỗi cơ quan một thư mục riêng.",
    "New directory of the files; named by the period if not given.": (
        "Thư mục mới để ghi các tệp; không nêu thì đặt tên theo kỳ."
    ),
    (
        "Make a pack anew from the log, at the position that it states, and name every cell that is another one.\n\n"
        "PATH is one file of a pack, or its whole directory. Ends with 0 when every byte agrees, else with 4."
    ): (
        "Lập lại báo cáo từ nhật ký tại vị trí mà báo cáo nêu, và chỉ ra từng ô khác nhau.\n\n"
        "PATH là một tệp của báo cáo hoặc cả thư mục. Kết thúc với mã 0 khi khớp từng byte, mã 4 khi có chỗ khác."
    ),
    (
        "List the packs in DIRECTORY: period, cut-off day, position, and whether their files are as they were built."
        "\n\nEnds with 1 when any pack is broken, changed or incomplete."
    ): (
        "Liệt kê các báo cáo trong DIRECTORY: kỳ, ngày chốt, vị trí nhật ký, và tệp có còn như lúc lập không.\n\n"
        "Kết thúc với mã 1 nếu có bộ nào hỏng, bị sửa hoặc thiếu tệp."
    ),
    (
        "Name every figure in which two reports differ; each is a built pack, or a period of today's log.\n\n"
        "A pack, named by its directory or one of its files, is made anew from the log at the position that it "
        "states. Of an\nagency's sheet only the figures of that agency are compared."
    ): (
        "Chỉ ra từng chỉ tiêu khác nhau giữa hai báo cáo; mỗi bên là báo cáo đã lập, hoặc một kỳ theo nhật ký hôm "
        "nay.\n\n"
        "Báo cáo, nêu bằng thư mục hoặc một tệp của nó, được lập lại từ nhật ký tại vị trí mà nó nêu. Phiếu của một "
        "cơ quan thì chỉ so số liệu của cơ quan đó."
    ),
    "Language of the files.": "Ngôn ngữ của các tệp.",
    "Also when the log is not anchored or a source is stale; takes --reason.": (
        "Cả khi nhật ký chưa được giữ ở nơi khác hoặc nguồn đã cũ; cần --reason."
    ),
    "First day, instead of --period.": "Ngày đầu, thay cho --period.",
    "Last day, instead of --period.": "Ngày cuối, thay cho --period.",
    "Cut-off day; the last day of the period, or today.": "Ngày chốt; ngày cuối kỳ, hoặc hôm nay.",
    (
        "Say which assignments a figure counts and why, down to the lines of the messages that they come from.\n\n"
        "CELL is AGENCY:COLUMN, a cell of the table that report --csv writes (C5), or FILE!SHEET!CELL of a built file."
        "\n\nWithout any, all figures are meant."
    ): (
        "Nêu một số liệu gồm những nhiệm vụ nào và vì sao, đến từng dòng của thông điệp gốc.\n\n"
        "CELL là CƠ QUAN:CỘT, một ô của bảng do report --csv ghi (C5), hoặc TỆP!TRANG!Ô của một tệp đã "
        "lập.\n\nKhông viết thì là mọi số liệu."
    ),
    "Lead agency: its name or id, or total.": "Cơ quan chủ trì: tên hoặc mã, hoặc total.",
    "Which figure of the agency.": "Số liệu nào của cơ quan.",
    "Write one page to this file; - for stdout.": "Ghi một trang vào tệp này; - là ra màn hình.",
    (
        "Say why an assignment stands where it stands, down to the lines of the messages that it comes from.\n\n"
        "HANDLE may be the beginning of its handle."
    ): (
        "Nêu vì sao nhiệm vụ có tình trạng như vậy, đến từng dòng của thông điệp gốc.\n\n"
        "HANDLE có thể chỉ là phần đầu của mã nhiệm vụ."
    ),
    "On this day instead of today.": "Vào ngày này thay cho hôm nay.",
    "As of this position of the log.": "Tại vị trí này của nhật ký.",
    "Write the table to this file; - for stdout.": "Ghi bảng ra tệp này; - để in ra màn hình.",
    (
        "Take in what the sources have issued and what was reported, and tell them where every assignment stands.\n\n"
        "Without --once it goes on until it is stopped (SIGTERM, Ctrl+C); SIGHUP lets it read the settings again."
    ): (
        "Nhận những gì các nguồn đã ban hành và báo cáo, và cho các nguồn biết tình trạng từng nhiệm vụ.\n\n"
        "Không có --once thì chạy mãi đến khi bị dừng (SIGTERM, Ctrl+C); SIGHUP để đọc lại cài đặt."
    ),
    "One round per source, then end.": "Mỗi nguồn một lượt rồi kết thúc.",
    "Push nothing: look what the sources show, and tell what differs.": (
        "Không đẩy gì: xem các nguồn đang hiện gì và cho biết chỗ khác nhau."
    ),
    "For demo and tests: source:NAME, a simulated one here.": (
        "Để trình diễn và kiểm thử: source:TÊN, một nguồn mô phỏng trên máy này."
    ),
    "A document system to talk to: a year of made-up documents over SOAP and REST.": (
        "Một hệ thống văn bản để thử: một năm văn bản giả lập qua SOAP và REST."
    ),
    "The simulator's own file.": "Tệp riêng của hệ thống mô phỏng.",
    "Another seed makes other documents.": "Số mồi khác cho ra văn bản khác.",
    "1.0: about 3,000 a year.": "1.0: khoảng 3.000 văn bản một năm.",
    "Number all series from here on.": "Đánh số mọi dãy từ số này.",
    "First month.": "Tháng đầu.",
    "The simulator's clock; default: the end of the last month.": (
        "Đồng hồ của hệ thống mô phỏng; mặc định: cuối tháng cuối."
    ),
    "A loopback address.": "Địa chỉ nội bộ của máy này.",
    "0: any free one.": "0: cổng trống bất kỳ.",
    "Ask for this user by basic authentication.": "Đòi đăng nhập bằng tài khoản này (HTTP basic).",
    "Write what was planted to this file.": "Ghi sự thật đã gieo ra tệp này.",
    "Write the addresses here once it listens.": "Ghi các địa chỉ ra tệp này khi đã sẵn sàng.",
    "The clock is what stands in this file.": "Đồng hồ là giờ ghi trong tệp này.",
    "How standings are dealt with (may be repeated).": "Cách xử lý tình trạng được đẩy sang (có thể lặp lại).",
    "For --mode late.": "Dành cho --mode late.",
    "In whose words it speaks.": "Nói theo dịch vụ của nhà cung cấp nào.",
    "Leave a document out of the listing, not of the register.": (
        "Bỏ một văn bản khỏi danh sách nhưng vẫn để trong sổ đăng ký."
    ),
    "Let the number of a document stand in the register twice.": "Cho số của một văn bản đứng hai lần trong sổ.",
    "Look at document systems.": "Xem các hệ thống nguồn.",
    "List the sources with their connector, mapping in force and last cycle.": (
        "Liệt kê các nguồn: bộ kết nối, ánh xạ đang dùng và chu kỳ gần nhất."
    ),
    "Say what a WSDL or a message offers, and write a mapping to be filled in, settings and sample requests.": (
        "Cho biết WSDL hoặc thông điệp có gì, rồi viết sẵn ánh xạ để điền, cài đặt và các yêu cầu mẫu."
    ),
    "The service description: a file, or an http(s) address.": "Mô tả dịch vụ (WSDL): một tệp, hoặc địa chỉ http(s).",
    "A message or answer of the system; beside --wsdl it tells what that leaves open (may be repeated).": (
        "Một thông điệp hoặc câu trả lời của hệ thống; cùng --wsdl thì bổ sung những gì WSDL bỏ ngỏ (có thể lặp lại)."
    ),
    "Write events and pushes to be filled in, not as comments.": (
        "Viết cả phần diễn biến và đẩy tình trạng để điền, không để dưới dạng chú thích."
    ),
    "Name of the source: small letters, digits and hyphens.": "Tên nguồn: chữ thường không dấu, chữ số và gạch nối.",
    "Which operation has a role: list, fetch, events, register, push or read-back (may be repeated).": (
        "Thao tác nào giữ vai trò nào: list, fetch, events, register, push hoặc read-back (có thể lặp lại)."
    ),
    "Folder to write to.": "Thư mục để ghi ra.",
    "Write over files that are there.": "Ghi đè các tệp đã có.",
    "Keep a copy of the service description that source NAME publishes; from then on only the copy is used.": (
        "Ghim (lưu tại chỗ) bản mô tả dịch vụ mà nguồn NAME đang công bố; từ đó chỉ dùng bản đã ghim."
    ),
    "Write nothing: tell whether copy and source still agree.": (
        "Không ghi gì: chỉ cho biết bản đã ghim còn khớp với nguồn hay không."
    ),
    "Put the new copy in the place of the one that is there.": "Thay bản đã ghim bằng bản mới.",
    "Why; kept beside the copy.": "Lý do; được lưu cạnh bản đã ghim.",
    "Show how fresh each source is and what is unfinished: what, why, since when, next try, and what helps.": (
        "Hiện độ mới của từng nguồn và những việc còn dở: việc gì, vì sao, từ khi nào, lần thử tới, và cách gỡ."
    ),
    "Name every single thing.": "Nêu từng việc một.",
    "Look at assignments.": "Xem nhiệm vụ giao.",
    "List assignments, each with its document, lead agency and deadline.": (
        "Liệt kê nhiệm vụ giao: văn bản, cơ quan chủ trì và thời hạn."
    ),
    "Lead agency: its name, code or id.": "Cơ quan chủ trì: tên, mã hoặc id.",
    "Of documents that this source brought.": "Của các văn bản do nguồn này đưa vào.",
    "Only in this state.": "Chỉ ở trạng thái này.",
    "Counted by the directive.": "Có thuộc phạm vi chỉ đạo hay không.",
    "Show one assignment; HANDLE may be the beginning of its handle.": (
        "Hiện một nhiệm vụ; HANDLE có thể là phần đầu của mã."
    ),
    "Look after the directory of organisations.": "Chăm sóc danh mục cơ quan.",
    "Show every body that ever bore a name or code, or has an id: lifetime, who came before and after, doubts.": (
        "Hiện mọi cơ quan từng mang tên, mã hoặc id: thời gian tồn tại, tiền thân, kế thừa, điều chưa xác minh."
    ),
    "As of this day; today unless said.": "Tính vào ngày này; hôm nay nếu không nêu.",
    "Look for what is wrong in a directory FILE, by line; in that of the settings unless one is named.": (
        "Tìm lỗi trong tệp danh mục FILE theo từng dòng; không nêu thì xem tệp trong cài đặt."
    ),
    "Make a directory file of a list that others keep: CSV with headers in Vietnamese or English.": (
        "Tạo tệp danh mục từ danh sách của nơi khác: CSV có tiêu đề tiếng Việt hoặc tiếng Anh."
    ),
    "The file to write; a new one.": "Tệp sẽ ghi; phải là tệp mới.",
    "Ids begin so where the list has none.": "Phần đầu của id khi danh sách không có id.",
    "Kind of the bodies where the list has none.": "Loại cơ quan khi danh sách không nêu.",
    "Write the directory that the settings name into a new FILE, to be kept up to date from there.": (
        "Ghi danh mục trong cài đặt ra tệp mới FILE để từ đó tự cập nhật."
    ),
    "List the names of held documents that mean nobody on their day, with who may be meant; documents are fetched.": (
        "Liệt kê tên cơ quan trong văn bản đang chờ mà không rõ là cơ quan nào, kèm gợi ý; văn bản được hỏi lại nguồn."
    ),
    "Ask no source: references only, no names.": "Không hỏi nguồn: chỉ mã tham chiếu, không có tên.",
    "Tell whom TEXT means on a day, or let it be one more name of a body; that counts once it is activated.": (
        "Cho biết TEXT là cơ quan nào vào một ngày, hoặc thêm TEXT làm tên khác của cơ quan; có hiệu lực khi kích hoạt."
    ),
    "Id of the body it means.": "Id của cơ quan mà tên này chỉ.",
    "Look on this day; today unless said.": "Xét vào ngày này; hôm nay nếu không nêu.",
    "Why; kept beside the name in the file.": "Lý do; ghi cạnh tên trong tệp.",
    "Write the name into the directory file.": "Ghi tên vào tệp danh mục.",
    "Let another agency lead, from a day on, what one leads and has not done. It is no result.": (
        "Chuyển nhiệm vụ chưa xong của một cơ quan sang cơ quan khác chủ trì kể từ một ngày. Đây không phải kết quả."
    ),
    "Write nothing: tell which bodies are gone and lead assignments still; --from asks of one alone.": (
        "Không ghi gì: cho biết cơ quan nào không còn mà vẫn chủ trì nhiệm vụ; thêm --from để chỉ hỏi một cơ quan."
    ),
    "The agency that led until then: id, name or code.": "Cơ quan chủ trì đến lúc đó: id, tên hoặc mã.",
    "The agency that leads from then on: id, name or code.": "Cơ quan chủ trì từ đó: id, tên hoặc mã.",
    "The first day on which it does.": "Ngày đầu tiên cơ quan mới chủ trì.",
    "Only this assignment: its handle, or how that begins (repeatable).": (
        "Chỉ nhiệm vụ này: mã hoặc phần đầu của mã (dùng được nhiều lần)."
    ),
    "Number and notation of the document that the ruling rests on.": "Số và ký hiệu văn bản làm căn cứ.",
    "Write nothing: tell what would be passed on.": "Không ghi gì: cho biết nhiệm vụ nào sẽ chuyển.",
    "Look after the calendar of working days.": "Chăm sóc lịch ngày làm việc.",
    "Show a YEAR: days off, swapped days, weekends that are worked; this year unless one is named.": (
        "Hiện năm YEAR: ngày nghỉ, ngày hoán đổi, cuối tuần làm bù; năm nay nếu không nêu."
    ),
    "Look for what is wrong in a calendar FILE, by line; in that of the settings unless one is named.": (
        "Tìm lỗi trong tệp lịch FILE theo từng dòng; không nêu thì xem tệp trong cài đặt."
    ),
    "Make a calendar file of a list that others keep: CSV, or iCalendar with a day off for each event.": (
        "Tạo tệp lịch từ danh sách của nơi khác: CSV, hoặc iCalendar với mỗi sự kiện là ngày nghỉ."
    ),
    "Show the days of which two calendar files differ, and the open deadlines that move; nothing is written.": (
        "Hiện những ngày mà hai tệp lịch nói khác nhau và các hạn đang mở sẽ thay đổi; không ghi gì."
    ),
    "Tell the day that is COUNT working days after FIRST, which itself does not count.": (
        "Cho biết ngày sau FIRST đúng COUNT ngày làm việc, không tính chính ngày FIRST."
    ),
}

LIBRARY: dict[str, str] = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Positional arguments": "Đối số",
    "Commands": "Lệnh",
    "Show this message and exit.": "Hiện hướng dẫn này rồi thoát.",
    "Show the version and exit.": "Hiện phiên bản rồi thoát.",
    "%(prog)s, version %(version)s": "%(prog)s, phiên bản %(version)s",
    "default: {default}": "mặc định: {default}",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Gõ '{command} {option}' để xem hướng dẫn.",
    "Aborted!": "Đã ngừng!",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Missing command.": "Thiếu lệnh.",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing argument": "Thiếu đối số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị không hợp lệ cho {param_hint}: {message}",
    "Got unexpected extra argument ({args})": "Thừa đối số ({args})",
    "Got unexpected extra arguments ({args})": "Thừa các đối số ({args})",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn {name!r} cần {nargs} giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Argument {name!r} takes {nargs} values.": "Đối số {name!r} nhận {nargs} giá trị.",
    "Did you mean {possibility}?": "Có phải bạn muốn {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Có phải một trong: {possibilities}?)",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} không phải {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không thuộc {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải một số hợp lệ ({number_type}).",
    "required": "bắt buộc",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [ĐỐI SỐ]...",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "{value!r} không phải giá trị đúng/sai. Nhận: {states}"
    ),
    "{value!r} does not match the format {format}.": "{value!r} không theo dạng {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} không theo dạng nào trong {formats}.",
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "{name} {filename!r} does not exist.": "Không có {name} {filename!r}.",
    "{name} {filename!r} is a file.": "{name} {filename!r} là một tệp.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là một thư mục.",
    "{name} {filename!r} is not readable.": "Không được phép đọc {name} {filename!r}.",
    "{name} {filename!r} is not writable.": "Không được phép ghi {name} {filename!r}.",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "unknown error": "lỗi không rõ",
}
"""What click says itself."""
