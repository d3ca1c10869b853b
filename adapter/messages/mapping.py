"""Texts about mappings, and about messages that a mapping cannot read."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # The file as YAML
    "mapping.yaml.syntax": (
        "Sai cú pháp YAML tại đây. Sửa: kiểm tra thụt dòng, dấu hai chấm, ngoặc và dấu nháy ở dòng này và dòng trước.",
        "This is not YAML. Fix: check indentation, colons, brackets and quotes on this line and the one before.",
    ),
    "mapping.yaml.characters": (
        "Tệp có ký tự không được phép. Sửa: xóa ký tự điều khiển và lưu tệp với bảng mã UTF-8.",
        "The file holds a character that is not allowed. Fix: remove control characters and save it as UTF-8.",
    ),
    "mapping.yaml.not-a-table": (
        "Tệp ánh xạ phải là một bảng khóa và giá trị. Sửa: bắt đầu bằng dòng «format: 1»; xem docs/mapping.md.",
        "A mapping is one table of keys and values. Fix: begin with «format: 1»; see docs/mapping.md.",
    ),
    "mapping.yaml.second-document": (
        "Mỗi tệp chỉ chứa một ánh xạ. Sửa: bỏ dòng «---» này và chuyển phần sau sang tệp khác.",
        "A file holds one mapping. Fix: remove this «---» and move what follows to a file of its own.",
    ),
    "mapping.yaml.directive": (
        "Không dùng chỉ thị YAML (%YAML, %TAG). Sửa: xóa các dòng bắt đầu bằng «%».",
        "YAML directives (%YAML, %TAG) are not used here. Fix: remove the lines that begin with «%».",
    ),
    "mapping.yaml.anchor": (
        "Không dùng neo (&tên). Sửa: viết đầy đủ giá trị ở từng chỗ cần dùng.",
        "Anchors (&name) are not used here. Fix: write the value out wherever it is needed.",
    ),
    "mapping.yaml.alias": (
        "Không dùng tham chiếu (*tên). Sửa: viết đầy đủ giá trị; nếu là ký tự *, đặt trong dấu nháy.",
        "Aliases (*name) are not used here. Fix: write the value out; put a plain * in quotes.",
    ),
    "mapping.yaml.tag": (
        "Không dùng nhãn kiểu (!tên): mọi giá trị đều là văn bản. Sửa: xóa nhãn.",
        "Tags (!name) are not used here: every value is text. Fix: remove the tag.",
    ),
    "mapping.yaml.key": (
        "Khóa phải là văn bản. Sửa: thay danh sách hoặc bảng này bằng tên khóa.",
        "A key is a text. Fix: write a name instead of this list or table.",
    ),
    "mapping.yaml.duplicate": (
        "Khóa «{key}» đã có ở dòng {line}. Sửa: giữ lại một chỗ.",
        "«{key}» is written already on line {line}. Fix: keep one of them.",
    ),
    "mapping.yaml.depth": (
        "Các phần lồng nhau quá sâu. Sửa: đối chiếu cấu trúc với docs/mapping.md.",
        "Things are nested too deeply. Fix: compare the structure with docs/mapping.md.",
    ),
    "mapping.yaml.count": (
        "Tệp có quá nhiều phần tử. Sửa: bỏ những phần không phải là ánh xạ.",
        "The file holds too many things. Fix: remove what is no part of a mapping.",
    ),
    "mapping.yaml.too-big": (
        "Tệp dài hơn {most} ký tự. Sửa: bỏ những phần không phải là ánh xạ.",
        "The file has more than {most} characters. Fix: remove what is no part of a mapping.",
    ),
    # Keys and values
    "mapping.key.unknown": (
        "Không có khóa «{value}» trong «{section}»; gần nhất là «{near}». Sửa: đổi tên hoặc xóa; các khóa có: {known}.",
        "There is no key «{value}» in «{section}»; the nearest is «{near}». Fix: rename or remove it; known: {known}.",
    ),
    "mapping.key.missing": (
        "Thiếu khóa «{key}» trong «{section}». Sửa: bổ sung; xem mục đó trong docs/mapping.md.",
        "«{section}» needs the key «{key}». Fix: add it; see that section in docs/mapping.md.",
    ),
    "mapping.value.empty": (
        "«{key}» chưa có giá trị. Sửa: điền giá trị hoặc xóa khóa.",
        "«{key}» has no value. Fix: give it one or remove the key.",
    ),
    "mapping.value.unknown": (
        "«{key}» không nhận giá trị «{value}»; gần nhất là «{near}». Sửa: dùng một trong: {known}.",
        "«{key}» does not know «{value}»; the nearest is «{near}». Fix: use one of: {known}.",
    ),
    "mapping.value.number": (
        "«{key}» phải là số nguyên từ {least} đến {most}. Sửa: ghi bằng chữ số.",
        "«{key}» is a whole number from {least} to {most}. Fix: write it in digits.",
    ),
    "mapping.value.duration": (
        "«{key}» phải là một khoảng thời gian như 2d, 12h, 30m, 90s. Sửa: ghi một số và một chữ cái.",
        "«{key}» is a span of time such as 2d, 12h, 30m, 90s. Fix: write a number and a letter.",
    ),
    "mapping.value.zone": (
        "«{key}» phải là độ lệch giờ như +07:00. Sửa: ghi dấu, hai chữ số giờ, hai chữ số phút.",
        "«{key}» is an offset such as +07:00. Fix: write a sign, two digits of hours, two of minutes.",
    ),
    "mapping.shape.text": (
        "«{key}» phải là một văn bản. Sửa: thay danh sách hoặc bảng này bằng một giá trị.",
        "«{key}» is a text. Fix: write one value instead of this list or table.",
    ),
    "mapping.shape.list": (
        "«{key}» phải là một danh sách. Sửa: đặt mỗi mục trên một dòng bắt đầu bằng «- ».",
        "«{key}» is a list. Fix: put each item on a line that begins with «- ».",
    ),
    "mapping.shape.table": (
        "«{key}» phải là một bảng khóa và giá trị. Sửa: xem mục đó trong docs/mapping.md.",
        "«{key}» is a table of keys and values. Fix: see that section in docs/mapping.md.",
    ),
    "mapping.format": (
        "Không biết phiên bản định dạng này; chương trình đọc được phiên bản {known}. Sửa: ghi «format: {known}».",
        "This version of the format is not known; the program reads {known}. Fix: write «format: {known}».",
    ),
    "mapping.name": (
        "Tên ánh xạ chỉ gồm chữ không dấu, chữ số, «.», «_», «-», tối đa 64 ký tự. Sửa: đổi tên.",
        "The name of a mapping has letters without accents, digits, «.», «_», «-», at most 64. Fix: rename it.",
    ),
    # Paths
    "mapping.prefix.bad": (
        "«{prefix}» không dùng được làm tiền tố. Sửa: chọn tên ngắn bằng chữ cái, không bắt đầu bằng xml.",
        "«{prefix}» cannot be a prefix. Fix: choose a short name of letters that does not begin with xml.",
    ),
    "mapping.path.prefix": (
        "Tiền tố «{prefix}» chưa khai báo trong namespaces (đã có: {known}). Sửa: khai báo hoặc dùng tiền tố đã có.",
        "The prefix «{prefix}» is not declared in namespaces (known: {known}). Fix: declare it or use a known one.",
    ),
    "mapping.path.bad": (
        "Đường dẫn «{path}» sai từ vị trí này ({step}). Sửa: dùng các bước tiền-tố:tên, @tên, ., .., [số], [tên='x'].",
        "The path «{path}» is wrong from here on ({step}). Fix: use steps prefix:name, @name, ., .., [n], [name='x'].",
    ),
    # Secrecy
    "mapping.secrecy.missing": (
        "Ánh xạ không có quy tắc kiểm mật («{key}»). "
        "Sửa: khai báo gate.secrecy với at và open; thiếu nó thì không nạp.",
        "The mapping has no secrecy rule («{key}»). "
        "Fix: declare gate.secrecy with at and open; without it nothing loads.",
    ),
    "mapping.secrecy.star": (
        "Danh sách mức được mở không nhận «*». Sửa: ghi đúng từng giá trị được mở.",
        "The list of levels that open takes no «*». Fix: write every value that opens exactly.",
    ),
    "mapping.secrecy.both": (
        "«{value}» vừa nằm ở open vừa ở classified. Sửa: giữ ở một chỗ; nếu còn ngờ, giữ ở classified.",
        "«{value}» stands in open and in classified. Fix: keep it in one; when in doubt in classified.",
    ),
    # Fields
    "mapping.field.both": (
        "«{key}» có cả at và value. Sửa: giữ at nếu giá trị nằm trong thông điệp, value nếu là hằng số.",
        "«{key}» has both at and value. Fix: keep at when the message holds the value, value for a constant.",
    ),
    "mapping.take.all": (
        "«{key}» chỉ nhận một giá trị. Sửa: dùng take: only hoặc first.",
        "«{key}» takes one value only. Fix: use take: only or first.",
    ),
    "mapping.pattern.bad": (
        "«{key}» không phải là mẫu RE2 có đúng một nhóm. "
        "Sửa: dùng một cặp ngoặc (…) quanh phần cần lấy, (?:…) cho phần khác.",
        "«{key}» is no RE2 pattern with exactly one group. Fix: put (…) around what is wanted, (?:…) around the rest.",
    ),
    "mapping.choice.twice": (
        "Giá trị này có hai lần trong «{key}.choices». Sửa: giữ một dòng.",
        "This value stands twice in «{key}.choices». Fix: keep one line.",
    ),
    "mapping.choice.unknown": (
        "«{key}» không biết ý nghĩa này. Sửa: dùng một trong: {known}.",
        "«{key}» does not know this meaning. Fix: use one of: {known}.",
    ),
    "mapping.choice.name": (
        "Ý nghĩa trong «{key}» phải là mã từ 1 đến 64 ký tự, không có khoảng trắng ở hai đầu. Sửa: rút ngắn.",
        "A meaning in «{key}» is a code of 1 to 64 characters without spaces around it. Fix: shorten it.",
    ),
    "mapping.date-format.letter": (
        "Không hiểu «{piece}» trong định dạng ngày «{format}». Sửa: chỉ dùng yyyy, MM, dd, HH, mm, ss và dấu.",
        "«{piece}» means nothing in the date format «{format}». Fix: use yyyy, MM, dd, HH, mm, ss and signs only.",
    ),
    "mapping.date-format.repeated": (
        "«{piece}» có hai lần trong định dạng ngày «{format}». Sửa: giữ một lần (MM là tháng, mm là phút).",
        "«{piece}» stands twice in the date format «{format}». Fix: keep one (MM is months, mm minutes).",
    ),
    "mapping.date-format.incomplete": (
        "Định dạng ngày «{format}» thiếu «{piece}». Sửa: bổ sung.",
        "The date format «{format}» lacks «{piece}». Fix: add it.",
    ),
    "mapping.date-format.not-a-date": (
        "«{key}» chỉ dùng cho ngày và thời điểm. Sửa: xóa, hoặc ghi as: date hay as: datetime.",
        "«{key}» is for days and moments only. Fix: remove it, or write as: date or as: datetime.",
    ),
    "mapping.agency.empty": (
        "«{key}» không cho biết cơ quan nào. Sửa: khai báo code, name hoặc cả hai.",
        "«{key}» does not say who the agency is. Fix: declare code, name or both.",
    ),
    "mapping.business.no-target": (
        "Có nghiệp vụ «{word}» nhưng không biết đối với văn bản nào. Sửa: khai báo document.relates_to.",
        "There is {word}, but nothing says of what. Fix: declare document.relates_to.",
    ),
    "mapping.target.unclear": (
        "{key}: nêu văn bản bằng alias, hoặc bằng number, notation, issued_on và issuer; một trong hai cách.",
        "{key}: name the document by alias, or by number, notation, issued_on and issuer; one of the two.",
    ),
    # Events and pushes
    "mapping.evidence.needs": (
        "«kind» có nghĩa «{word}» nên cần khai báo {key}. Sửa: thêm {key}.",
        "«kind» knows «{word}», which needs {key}. Fix: declare {key}.",
    ),
    "mapping.evidence.unread": (
        "Có liệt kê diễn biến (exchange.events) nhưng không khai báo cách đọc. Sửa: thêm phần «evidence».",
        "Events are listed (exchange.events), but nothing says how they are read. Fix: add the section «evidence».",
    ),
    "mapping.evidence.unlisted": (
        "Có cách đọc diễn biến nhưng không khai báo cách liệt kê. Sửa: thêm exchange.events.",
        "It says how events are read, but not how they are listed. Fix: declare exchange.events.",
    ),
    "mapping.pattern.integer": (
        "{key}: số nguyên không dùng pattern. Sửa: bỏ pattern, hoặc as: text.",
        "{key}: a whole number takes no pattern. Fix: leave pattern out, or use as: text.",
    ),
    "mapping.when.unclear": (
        "Điều kiện {key} không rõ. Sửa: ghi at với đúng một từ (equals, in, matches, present, absent, before, after, "
        "before_at, after_at), hoặc một trong all, any, none.",
        "The condition {key} is unclear. Fix: write at with exactly one word "
        "(equals, in, matches, present, absent, before, after, before_at, after_at), or one of all, any, none.",
    ),
    "mapping.when.empty": (
        "{key} không có điều kiện nào. Sửa: thêm điều kiện, hoặc bỏ {key}.",
        "{key} has no conditions. Fix: add some, or leave {key} out.",
    ),
    "mapping.when.day": (
        "Điều kiện {key}: before, after, before_at, after_at cần as: date hoặc datetime; equals nhận thêm as: flag. "
        "Sửa: thêm as, hoặc bỏ as ở các từ khác.",
        "The condition {key}: before, after, before_at and after_at need as: date or datetime; equals may have "
        "as: flag. Fix: add as, or leave it out for the other words.",
    ),
    "mapping.when.flag": (
        "{key} chỉ nhận yes. Sửa: dùng present: yes hoặc absent: yes.",
        "{key} takes yes alone. Fix: write present: yes or absent: yes.",
    ),
    "mapping.when.pattern": (
        "{key} không phải mẫu RE2 hợp lệ, hoặc có nhóm bắt. Sửa: bỏ dấu ngoặc bắt, dùng (?:…).",
        "{key} is no pattern of RE2, or has a capture. Fix: leave captures out, use (?:…).",
    ),
    "mapping.when.limit": (
        "{key} phải là ngày dạng yyyy-MM-dd, từ năm 1990.",
        "{key} has to be a day like yyyy-MM-dd, from 1990 on.",
    ),
    "mapping.test.sample-missing": (
        "Phép thử không nêu tệp mẫu. Sửa: thêm sample, hoặc as: requests nếu thử các yêu cầu gửi đi.",
        "The test names no sample. Fix: add sample, or as: requests to try what is asked with.",
    ),
    "mapping.test.sample-unused": (
        "as: requests không đọc tệp mẫu nào. Sửa: bỏ sample, chỉ ghi expected.",
        "as: requests reads no sample. Fix: leave sample out and write expected alone.",
    ),
    "mapping.test.nothing-to-try": (
        "Ánh xạ này không có phần nào để thử «{value}». Sửa: khai báo phần đó, hoặc bỏ phép thử.",
        "This mapping has nothing that «{value}» would try. Fix: declare that part, or drop the test.",
    ),
    "mapping.test.twice": (
        "Hai phép thử dùng chung tệp kết quả mong đợi {file}. Sửa: đặt expected khác nhau.",
        "Two tests share what is expected in {file}. Fix: give each its own expected.",
    ),
    "mapping.test.file": (
        "{key} phải là tệp nằm trong thư mục của ánh xạ. Sửa: ghi đường dẫn tương đối, không có «..».",
        "{key} has to be a file below the folder of the mapping. Fix: write a relative path without “..”.",
    ),
    # Tables of codes
    "mapping.table.unused": (
        "{key} chỉ dùng khi as: code. Sửa: ghi as: code, hoặc bỏ table.",
        "{key} is for as: code. Fix: write as: code, or leave table out.",
    ),
    "mapping.table.beside": (
        "{key} không dùng cùng as: code, vì bảng mã đã cho biết ý nghĩa. Sửa: bỏ khóa này, hoặc bỏ as: code.",
        "{key} is not for as: code, where the table says what is meant. Fix: leave it out, or as: code.",
    ),
    "mapping.table.file": (
        "{key} phải là tệp nằm trong thư mục của ánh xạ. Sửa: ghi đường dẫn tương đối, không có «..».",
        "{key} has to be a file below the folder of the mapping. Fix: write a relative path without “..”.",
    ),
    "mapping.table.missing": (
        "Không đọc được bảng mã {file} ({key}). Sửa: đặt tệp cạnh ánh xạ, theo đúng đường dẫn, và cấp quyền đọc.",
        "The table {file} ({key}) cannot be read. Fix: put it where the path leads from the mapping, readable.",
    ),
    "mapping.table.encoding": (
        "Bảng mã không phải văn bản UTF-8 từ vị trí này. Sửa: lưu tệp dạng CSV UTF-8.",
        "The table is no UTF-8 text from here on. Fix: save it as CSV UTF-8.",
    ),
    "mapping.table.too-big": (
        "Bảng mã lớn hơn {most} KiB. Sửa: bỏ các dòng và cột không cần cho ánh xạ.",
        "The table has more than {most} KiB. Fix: remove rows and columns that the mapping does not need.",
    ),
    "mapping.table.too-many": (
        "Bảng mã có hơn {most} dòng. Sửa: bỏ các dòng không cần cho ánh xạ.",
        "The table has more than {most} rows. Fix: remove those that the mapping does not need.",
    ),
    "mapping.table.not-csv": (
        "Không phải CSV từ vị trí này. Sửa: đặt ô có dấu phẩy hay nháy trong dấu nháy kép, nháy bên trong viết đôi.",
        "This is no CSV from here on. Fix: put a cell with commas or quotes in double quotes, those inside doubled.",
    ),
    "mapping.table.empty": (
        "Bảng mã không có dòng nào. Sửa: ghi dòng đầu code,meaning,valid_from,valid_to rồi mỗi mã một dòng.",
        "The table has no rows. Fix: begin with the line code,meaning,valid_from,valid_to and give each code a row.",
    ),
    "mapping.table.columns": (
        "Bảng mã thiếu cột: {columns}. Sửa: dòng đầu phải có code,meaning,valid_from,valid_to, cách bằng dấu phẩy.",
        "The table lacks columns: {columns}. Fix: its first line names code,meaning,valid_from,valid_to, by commas.",
    ),
    "mapping.table.column-twice": (
        "Cột «{column}» có hai lần. Sửa: giữ một cột.",
        "The column «{column}» stands twice. Fix: keep one of them.",
    ),
    "mapping.table.ragged": (
        "Dòng này có {cells} ô, dòng đầu có {columns}. Sửa: đếm lại dấu phẩy, đặt ô có dấu phẩy trong dấu nháy kép.",
        "This row has {cells} cells, the first line {columns}. Fix: count the commas; quote a cell that holds one.",
    ),
    "mapping.table.cell-empty": (
        "Ô «{column}» để trống. Sửa: điền giá trị, hoặc bỏ dòng.",
        "The cell «{column}» is empty. Fix: fill it in, or remove the row.",
    ),
    "mapping.table.day": (
        "Ô «{column}» không phải ngày dạng yyyy-MM-dd. Sửa: ghi lại, hoặc để trống nếu không giới hạn.",
        "The cell «{column}» is no day like yyyy-MM-dd. Fix: rewrite it, or leave it empty for an open end.",
    ),
    "mapping.table.period": (
        "Mã hết hiệu lực trước khi có hiệu lực. Sửa: valid_to là ngày cuối cùng còn hiệu lực, không trước valid_from.",
        "The code ends before it begins. Fix: valid_to is the last day on which it holds, not before valid_from.",
    ),
    "mapping.table.overlap": (
        "Mã «{value}» đã có nghĩa ở dòng {line} trong cùng thời gian. Sửa: kết thúc dòng cũ một ngày trước dòng mới.",
        "The code «{value}» has a meaning on line {line} for the same days. Fix: end one the day before the other.",
    ),
    # Assertions
    "mapping.contract.name": (
        "{key} chỉ gồm chữ không dấu, chữ số, «_», «-», tối đa 64 ký tự. Sửa: đổi tên.",
        "{key} has letters without accents, digits, «_», «-», at most 64. Fix: rename it.",
    ),
    "mapping.contract.twice": (
        "Hai khẳng định cùng tên «{name}». Sửa: đặt tên khác nhau.",
        "Two assertions are called «{name}». Fix: give each its own name.",
    ),
    "mapping.contract.nothing-to-hold": (
        "{key} nói về diễn biến, nhưng ánh xạ không có evidence. Sửa: khai báo evidence, hoặc of: document.",
        "{key} is about events, but the mapping has no evidence. Fix: declare evidence, or write of: document.",
    ),
    "mapping.push.word-unknown": (
        "{key} không có từ «{value}». Sửa: dùng các từ: {known}.",
        "{key} does not know «{value}». Fix: use these words: {known}.",
    ),
    "mapping.push.word-missing": (
        "{key} còn thiếu: {lacking}. Sửa: khai báo đủ, để không tình trạng nào bị gửi bằng từ lạ.",
        "{key} lacks: {lacking}. Fix: declare them all, so that no standing is sent in a word the source does not "
        "know.",
    ),
    # Exchange
    "mapping.placeholder.unknown": (
        "Không có chỗ thay «{{{name}}}» ở đây; gần nhất là «{{{near}}}». Sửa: dùng một trong: {known}.",
        "There is no «{{{name}}}» to fill in here; the nearest is «{{{near}}}». Fix: use one of: {known}.",
    ),
    "mapping.placeholder.missing": (
        "Lời gọi «{section}» không dùng «{{{name}}}», nên mọi lần hỏi đều như nhau. "
        "Sửa: đưa vào tham số tương ứng (arguments; của rest: path, query hoặc body).",
        "The call of «{section}» does not hold «{{{name}}}», so every question is the same. "
        "Fix: put it where it belongs (arguments; of rest: path, query or body).",
    ),
    "mapping.exchange.two-ways": (
        "Ánh xạ vừa có «{first}» vừa có «{other}». Sửa: giữ một: exchange cho dịch vụ SOAP, rest cho dịch vụ HTTP "
        "và XML, folder cho thư mục tệp.",
        "The mapping has both «{first}» and «{other}». Fix: keep one: exchange for a SOAP service, rest for plain HTTP "
        "with XML, folder for files.",
    ),
    "mapping.rest.path": (
        "«{key}» phải là đường dẫn bắt đầu bằng /, không có ?, #, //, dấu cách, chữ có dấu, hay bước «.» và «..». "
        "Sửa: ví dụ /van-ban/{{id}}; tham số sau dấu ? ghi ở query.",
        "«{key}» has to be a path that begins with /, without ?, #, //, blanks, letters with accents, or steps «.» and "
        "«..». Fix: for example /van-ban/{{id}}; what follows a ? is written under query.",
    ),
    "mapping.rest.path-maybe": (
        "«{key}» không được bỏ trống một bước: thiếu giá trị sẽ thành tài nguyên khác. "
        "Sửa: bỏ dấu ? trong dấu ngoặc, hoặc chuyển giá trị sang query.",
        "«{key}» cannot leave a step out: without a value it would be another resource. "
        "Fix: take the ? out of the braces, or move the value to query.",
    ),
    "mapping.rest.empty-status": (
        "«{value}» không phải mã HTTP mà câu trả lời rỗng có thể là thành công. Sửa: ghi mã từ 200 đến 205, ví dụ 204.",
        "«{value}» is no HTTP status with which an empty answer may be success. Fix: write 200 to 205, e.g. 204.",
    ),
    "mapping.folder.name": (
        "«{key}» phải là tên một thư mục con (chữ không dấu, số, . _ -). Sửa: viết một tên, không có dấu /.",
        "«{key}» has to be the name of one folder (letters, digits, . _ -). Fix: write one name without a /.",
    ),
    "mapping.element.name": (
        "«{value}» không dùng được làm tên phần tử XML. Sửa: bắt đầu bằng chữ cái hoặc _, không dấu cách hay tiền tố.",
        "«{value}» cannot be the name of an XML element. Fix: begin with a letter or _, without blanks or a prefix.",
    ),
    "mapping.folder.element": (
        "«{key}» phải là tên một phần tử XML, có thể kèm tiền tố. Sửa: ví dụ q:UpdateStanding.",
        "«{key}» has to be the name of an XML element, with a prefix where it has a namespace. "
        "Fix: for example q:UpdateStanding.",
    ),
    "mapping.stream.no-content": (
        "«{key}» không cho biết lấy nội dung ở đâu. "
        "Sửa: khai báo fetch, hoặc list.inline khi danh sách đã có đủ nội dung.",
        "«{key}» does not say where the content comes from. "
        "Fix: declare fetch, or list.inline when the list carries it.",
    ),
    "mapping.stream.two-contents": (
        "«{key}» vừa có fetch vừa có list.inline. Sửa: giữ một trong hai.",
        "«{key}» has both fetch and list.inline. Fix: keep one of them.",
    ),
    "mapping.answer.two-meanings": (
        "Mã «{value}» đã nằm ở «{first}». Sửa: mỗi mã chỉ có một nghĩa.",
        "The code «{value}» stands in «{first}» already. Fix: give each code one meaning.",
    ),
    "mapping.paging.token": (
        "token chỉ dùng khi by: token, không dùng với by: {by}. Sửa: xóa token hoặc đổi by.",
        "token is for by: token, not for by: {by}. Fix: remove it or change by.",
    ),
    "mapping.cursor.clock": (
        "«{key}» không dùng với by: clock, vì không đọc gì từ danh sách. "
        "Sửa: xóa; cách ghi vào câu hỏi khai báo ở send.",
        "«{key}» is not for by: clock, which reads nothing from the list. Fix: remove it; send says how it is written.",
    ),
    "mapping.cursor.send": (
        "Giá trị đọc kiểu {read} không gửi được theo kiểu {send}. "
        "Sửa: dùng cùng kiểu (date và datetime đổi được cho nhau).",
        "What is read as {read} cannot be sent as {send}. Fix: use the same kind (date and datetime go together).",
    ),
    "mapping.cursor.start": (
        "start phải viết đúng kiểu {kind}: ngày 2025-11-01, thời điểm 2025-11-01T00:00:00+07:00, hoặc số. "
        "Sửa: viết lại.",
        "start is written as {kind}: a day 2025-11-01, a moment 2025-11-01T00:00:00+07:00, or a number. "
        "Fix: rewrite it.",
    ),
    # Messages that a mapping cannot read
    "field.missing": (
        "Thông điệp không có giá trị bắt buộc «{rule}» (dòng {line}). "
        "Sửa: bổ sung tại nguồn, hoặc sửa đường dẫn trong ánh xạ.",
        "The message lacks the required «{rule}» (line {line}). "
        "Fix: correct it at the source, or the path in the mapping.",
    ),
    "field.empty": (
        "Giá trị bắt buộc «{rule}» để trống (dòng {line}). Sửa: điền tại nguồn, hoặc khai báo default trong ánh xạ.",
        "The required «{rule}» is empty (line {line}). Fix: fill it in at the source, or declare a default.",
    ),
    "field.invalid": (
        "Giá trị của «{rule}» không đúng dạng đã khai báo (dòng {line}). "
        "Sửa: sửa tại nguồn, hoặc sửa quy tắc trong ánh xạ.",
        "The value of «{rule}» is not what the mapping declares (line {line}). Fix: correct the source, or the rule.",
    ),
    "field.ambiguous": (
        "«{rule}» có nhiều giá trị (dòng {line}). Sửa: để một giá trị tại nguồn, hoặc khai báo take trong ánh xạ.",
        "«{rule}» has several values (line {line}). Fix: leave one at the source, or declare take in the mapping.",
    ),
    "contract.broken": (
        "Thông điệp không đúng với khẳng định «{rule}» của ánh xạ (dòng {line}). "
        "Sửa: sửa tại nguồn, hoặc sửa contract trong ánh xạ.",
        "The message is not what «{rule}» of the mapping asserts (line {line}). "
        "Fix: correct it at the source, or contract in the mapping.",
    ),
    "organisation.missing": (
        "«{rule}» không ghi mã lẫn tên cơ quan (dòng {line}). Sửa: bổ sung tại nguồn.",
        "«{rule}» gives neither code nor name of the agency (line {line}). Fix: add it at the source.",
    ),
    "organisation.unresolved": (
        "Không xác định được cơ quan ở «{rule}» (dòng {line}) vào ngày văn bản. "
        "Sửa: sửa tên, mã tại nguồn, hoặc bổ sung danh mục.",
        "The agency in «{rule}» (line {line}) is not known on the day of the document. "
        "Fix: the source, or the directory.",
    ),
    "task.no-lead": (
        "Nhiệm vụ không có cơ quan chủ trì («{rule}», dòng {line}). Sửa: ghi cơ quan chủ trì tại nguồn.",
        "A task has no lead agency («{rule}», line {line}). Fix: name one at the source.",
    ),
    "task.key-repeated": (
        "Hai nhiệm vụ của một văn bản có cùng khóa («{rule}», dòng {line}). Sửa: sửa tại nguồn, hoặc bỏ tasks.key.",
        "Two tasks of a document have one key («{rule}», line {line}). Fix: correct the source, or drop tasks.key.",
    ),
}
