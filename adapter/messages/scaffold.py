"""Texts of scaffolds: what could not be used, what is proposed and why, comments of what is written."""

from __future__ import annotations

_FINDINGS: dict[str, tuple[str, str]] = {
    "scaffold.not-xml": (
        (
            "Không phải XML mà chương trình đọc được ({reason}; nhiemvu explain {reason}). Sửa: tải lại tệp, giữ "
            "nguyên từng byte."
        ),
        (
            "No XML that the program reads ({reason}; nhiemvu explain {reason}). Fix: fetch it again, byte by byte "
            "as it is."
        ),
    ),
    "scaffold.web-page": (
        (
            "Đây là trang web, không phải mô tả dịch vụ. Sửa: tìm địa chỉ kết thúc bằng ?wsdl; nếu máy chủ đòi đăng "
            "nhập, lưu WSDL ra tệp rồi dùng --wsdl TỆP."
        ),
        (
            "This is a web page and no service description. Fix: find the address that ends with ?wsdl; where the "
            "server asks for a log-in, save the WSDL to a file and use --wsdl FILE."
        ),
    ),
    "scaffold.not-wsdl": (
        (
            "Phần tử gốc là «{reason}», không phải «definitions» của WSDL 1.1. Sửa: kiểm tra có đúng tệp WSDL "
            "không; với một thông điệp mẫu, dùng --sample."
        ),
        (
            "The root element is «{reason}» and not «definitions» of WSDL 1.1. Fix: check that this is the WSDL; "
            "for a sample of a message use --sample."
        ),
    ),
    "scaffold.wsdl-2": (
        "Đây là WSDL 2.0, chưa được hỗ trợ. Sửa: hỏi đơn vị vận hành bản WSDL 1.1 (thường cùng địa chỉ với ?wsdl).",
        (
            "This is WSDL 2.0, which is not supported. Fix: ask whoever runs the service for WSDL 1.1 (often the "
            "same address with ?wsdl)."
        ),
    ),
    "scaffold.no-operations": (
        "WSDL không có thao tác nào dùng được. Sửa: kiểm tra các tệp mà WSDL tham chiếu có nằm cạnh nó không.",
        "The WSDL has no operation that can be used. Fix: check that the files it imports lie beside it.",
    ),
    "scaffold.no-file": (
        "Không đọc được {name} ({detail}). Sửa: kiểm tra đường dẫn và quyền đọc tệp.",
        "{name} cannot be read ({detail}). Fix: check the path and the rights of the file.",
    ),
    "scaffold.import-missing": (
        (
            "Không có «{name}» mà tài liệu này tham chiếu ({detail}). Sửa: lưu tệp đó vào cùng thư mục, đúng tên "
            "như trong location hoặc schemaLocation."
        ),
        (
            "«{name}», which this document refers to, is not there ({detail}). Fix: save it in the same folder, "
            "named as in location or schemaLocation."
        ),
    ),
    "scaffold.import-elsewhere": (
        (
            "«{name}» ở nơi khác và không được tải: chỉ đọc những gì nằm cạnh WSDL hoặc cùng địa chỉ máy chủ. Sửa: "
            "lưu tệp đó cạnh WSDL và sửa đường dẫn thành tương đối."
        ),
        (
            "«{name}» is elsewhere and is not fetched: only what lies beside the WSDL or on the same origin is "
            "read. Fix: save it beside the WSDL and make the link relative."
        ),
    ),
    "scaffold.too-many": (
        "WSDL tham chiếu hơn {most} tài liệu; phần còn lại không được đọc.",
        "The WSDL refers to more than {most} documents; the rest was not read.",
    ),
    "scaffold.too-big": (
        "Các tài liệu lớn hơn {limit} byte; tài liệu này không được đọc.",
        "The documents are larger than {limit} bytes; this one was not read.",
    ),
    "scaffold.duplicate": (
        (
            "«{name}» được khai báo hai lần khác nhau (lần đầu ở {first}); bản đầu được dùng. Sửa: hỏi đơn vị vận "
            "hành bản nào đúng."
        ),
        (
            "«{name}» is declared twice, differently (first at {first}); the first one counts. Fix: ask whoever "
            "runs the service which one is right."
        ),
    ),
    "scaffold.overloaded": (
        "Thao tác «{name}» có nhiều bản cùng tên (nạp chồng); chỉ bản đầu dùng được.",
        "Operation «{name}» exists several times (overloaded); only the first can be used.",
    ),
    "scaffold.no-such": (
        "Tham chiếu tới {kind} «{name}» không có trong WSDL; phần này bị bỏ qua.",
        "A {kind} «{name}» is referred to and not in the WSDL; this part is left out.",
    ),
    "scaffold.no-service": (
        (
            "WSDL không có phần service: không biết địa chỉ và cổng; thao tác được lấy từ binding hoặc portType. "
            "Sửa: tìm WSDL chính của dịch vụ."
        ),
        (
            "The WSDL has no service: address and port are not known; operations were taken from bindings or port "
            "types. Fix: find the service's main WSDL."
        ),
    ),
    "scaffold.no-protocol": (
        "Binding «{name}» không phải SOAP hay HTTP; các thao tác của nó chưa dùng được.",
        "Binding «{name}» is neither SOAP nor HTTP; its operations cannot be used.",
    ),
    "scaffold.http-only": (
        "Binding «{name}» là HTTP GET/POST, không phải SOAP: không dùng tới.",
        "Binding «{name}» is HTTP GET/POST and not SOAP: it is not used.",
    ),
    "scaffold.part-untyped": (
        "Phần «{name}» của message không có element lẫn type: không rõ nội dung.",
        "Part «{name}» of a message has neither element nor type: what it holds is not known.",
    ),
    "scaffold.type-missing": (
        "Kiểu «{name}» không được khai báo ở đâu: nội dung phần tử này không rõ. Sửa: đặt lược đồ còn thiếu cạnh WSDL.",
        (
            "Type «{name}» is declared nowhere: what the element holds is not known. Fix: put the missing schema "
            "beside the WSDL."
        ),
    ),
    "scaffold.element-missing": (
        "Phần tử «{name}» không được khai báo ở đâu. Sửa: đặt lược đồ còn thiếu cạnh WSDL.",
        "Element «{name}» is declared nowhere. Fix: put the missing schema beside the WSDL.",
    ),
    "scaffold.attribute-missing": (
        "Thuộc tính «{name}» không được khai báo ở đâu.",
        "Attribute «{name}» is declared nowhere.",
    ),
    "scaffold.group-missing": (
        "Nhóm «{name}» không được khai báo ở đâu; các phần tử của nó bị thiếu.",
        "Group «{name}» is declared nowhere; its elements are lacking.",
    ),
    "scaffold.other-namespace": (
        (
            "«{name}» được gọi sai không gian tên; đã dùng bản duy nhất cùng tên trong «{namespace}». Hãy đối chiếu "
            "với một thông điệp thật."
        ),
        (
            "«{name}» is referred to in a wrong namespace; the only one of that name, in «{namespace}», was used. "
            "Compare with a real message."
        ),
    ),
    "scaffold.substitution": (
        "«{name}» có thể được thay bằng {others} (substitutionGroup); chỉ bản gốc được liệt kê.",
        "«{name}» may be replaced by {others} (substitutionGroup); only the head is listed.",
    ),
    "scaffold.any": (
        "«{name}» chứa nội dung bất kỳ: lược đồ không nói gì. Dùng thêm --sample với một thông điệp thật.",
        "«{name}» holds any content: the schema says nothing of it. Add --sample with a real message.",
    ),
    "scaffold.recursion": (
        "«{name}» chứa chính nó; cây dừng ở đó (↺).",
        "«{name}» holds itself; the tree ends there (↺).",
    ),
    "scaffold.cut": (
        "Cây phần tử quá lớn hoặc quá sâu; dừng ở «{name}» (✂).",
        "The tree of elements is too large or too deep; it ends at «{name}» (✂).",
    ),
    "scaffold.mixed": (
        "Kiểu này cho phép chữ xen giữa các phần tử (#text): phần tử như vậy không phải một giá trị.",
        "This type allows text between elements (#text): such an element is no value.",
    ),
    "scaffold.encoded": (
        (
            "Thao tác «{name}» là rpc/encoded: tên phần tử trong câu trả lời có thể khác. Hãy lấy một câu trả lời "
            "thật để đối chiếu."
        ),
        "Operation «{name}» is rpc/encoded: names in answers may differ. Get a real answer and compare.",
    ),
    "scaffold.encoded-array": (
        "Mảng «{name}» của SOAP encoding: phần tử được giả định tên là «item». Hãy đối chiếu với một câu trả lời thật.",
        (
            "Array «{name}» of the SOAP encoding: its elements are assumed to be called «item». Compare with a real "
            "answer."
        ),
    ),
    "scaffold.edxml": (
        (
            "Đây là thông điệp edXML (QCVN 102:2016/BTTTT; không gian tên {namespace}). Chuẩn này không có phần tử "
            "độ mật: hỏi hệ thống nguồn độ mật nằm ở đâu, và đừng coi Priority là độ mật khi chưa hỏi."
        ),
        (
            "This is an edXML message (QCVN 102:2016/BTTTT; namespace {namespace}). The standard has no secrecy "
            "element: ask the source where the level stands, and do not take Priority for one before asking."
        ),
    ),
    "scaffold.empty-envelope": (
        "Mẫu là một envelope SOAP không có gì trong Body. Sửa: lấy một câu trả lời có nội dung.",
        "The sample is a SOAP envelope with nothing in its Body. Fix: get an answer that holds something.",
    ),
    "scaffold.text-answer": (
        "Câu trả lời của «{name}» là một chuỗi; có thể là XML viết dạng chữ: xem unfold và text trong docs/mapping.md.",
        "The answer of «{name}» is one text; perhaps XML written as text: see unfold and text in docs/mapping.md.",
    ),
    "scaffold.destructive": (
        (
            "«{name}»: tên gợi ý rằng đọc hoặc xác nhận sẽ lấy văn bản khỏi hàng đợi của bên khác. Hỏi đơn vị vận "
            "hành trước khi gọi."
        ),
        (
            "«{name}»: the name suggests that reading or confirming takes documents away from another reader's "
            "queue. Ask whoever runs the service before calling it."
        ),
    ),
    "scaffold.library": (
        "Số thao tác SOAP trong WSDL: {named}; thư viện SOAP hiểu: {understood}. Không hiểu: {missing} ({reason}).",
        (
            "SOAP operations in the WSDL: {named}; understood by the SOAP library: {understood}. Not understood: "
            "{missing} ({reason})."
        ),
    ),
    "scaffold.library-agrees": (
        "Số thao tác SOAP trong WSDL: {named}; thư viện SOAP hiểu tất cả ({understood}).",
        "SOAP operations in the WSDL: {named}; the SOAP library understands all of them ({understood}).",
    ),
    "scaffold.no-proposal": (
        "Chưa rõ thao tác nào là «{role}». Sửa: xem bảng và chạy lại với --operation {role}=TÊN.",
        (
            "It is not clear which operation is «{role}». Fix: look at the table and run it again with --operation "
            "{role}=NAME."
        ),
    ),
    "scaffold.tie": (
        "Nhiều thao tác như nhau cho «{role}»: {names}. Sửa: chạy lại với --operation {role}=TÊN.",
        "Several operations are alike for «{role}»: {names}. Fix: run it again with --operation {role}=NAME.",
    ),
    "scaffold.no-secrecy": (
        (
            "Không thấy phần tử nào có vẻ là độ mật. Không có độ mật thì không mở được văn bản nào: hỏi đơn vị vận "
            "hành, điền gate.secrecy.at."
        ),
        (
            "No element looks like a secrecy level. Without one no document is opened: ask whoever runs the system "
            "and fill in gate.secrecy.at."
        ),
    ),
    "scaffold.mapping-too-big": (
        "Ánh xạ viết ra quá dài; phần liệt kê phần tử đã được bỏ bớt.",
        "The mapping came out too long; the list of elements was left out.",
    ),
    "scaffold.more": ("… và {count} lần nữa cùng loại [{code}].", "… and {count} more of the kind [{code}]."),
    "scaffold.exists": (
        "Đã có {file}; không ghi gì. Sửa: chọn --name hoặc --into khác, hoặc thêm --replace.",
        "{file} exists; nothing was written. Fix: choose another --name or --into, or add --replace.",
    ),
    "scaffold.unwritable": ("Không ghi được {file}: {reason}.", "{file} cannot be written: {reason}."),
    "scaffold.headers": (
        (
            "Thao tác «{name}» đòi phần header SOAP «{header}» (thường là đăng nhập riêng của dịch vụ); chương "
            "trình không gửi header này. Sửa: hỏi đơn vị vận hành cách đăng nhập khác."
        ),
        (
            "Operation «{name}» wants a SOAP header «{header}» (most often a log-in of its own); the program does "
            "not send it. Fix: ask whoever runs the service for another log-in."
        ),
    ),
    "scaffold.other-service": (
        (
            "Thao tác «{name}» thuộc dịch vụ hoặc cổng khác ({service}); một ánh xạ chỉ hỏi một dịch vụ. Sửa: chọn "
            "các thao tác cùng dịch vụ với --operation."
        ),
        (
            "Operation «{name}» belongs to another service or port ({service}); a mapping asks one of them. Fix: "
            "choose operations of one service with --operation."
        ),
    ),
}

_SAID: dict[str, tuple[str, str]] = {
    "scaffolded.written": ("Đã ghi {file}", "Written: {file}"),
    "scaffolded.fill": (
        "Chỗ phải điền trước khi ánh xạ dùng được: {count} (nhiemvu check config nói đúng như vậy)",
        "Places to be filled in before the mapping loads: {count} (nhiemvu check config says the same)",
    ),
    "scaffolded.place": ("  {place}: {text}", "  {place}: {text}"),
    "scaffolded.ready": ("Ánh xạ đã đọc được.", "The mapping loads."),
    "scaffolded.next": (
        "Tiếp theo: điền các chỗ trên, chép {file} vào config.toml, rồi nhiemvu check config.",
        "Next: fill these in, copy {file} into config.toml, then nhiemvu check config.",
    ),
    "scaffolded.notes": ("Cần biết:", "Good to know:"),
    "scaffolded.findings": ("Không dùng được:", "Could not be used:"),
    "heading.operations": ("Các thao tác của dịch vụ", "Operations of the service"),
    "heading.roles": ("Đề xuất vai trò", "Proposed roles"),
    "column.operation": ("Thao tác", "Operation"),
    "column.way": ("Cách gọi", "How"),
    "column.asks": ("Nhận vào", "Takes"),
    "column.answers": ("Trả về", "Gives"),
    "column.role": ("Vai trò", "Role"),
    "column.proposed": ("Đề xuất", "Proposed"),
    "column.reasons": ("Vì sao", "Why"),
    "role.list": ("liệt kê văn bản", "lists documents"),
    "role.fetch": ("lấy một văn bản", "fetches one document"),
    "role.events": ("liệt kê diễn biến", "lists events"),
    "role.register": ("đếm sổ văn bản", "counts the register"),
    "role.push": ("cập nhật tình trạng", "updates a standing"),
    "role.read-back": ("đọc lại tình trạng", "reads a standing back"),
    "role.none": ("chưa thấy", "none seen"),
    "role.said": ("do người dùng chọn", "as you said"),
    "role.tie": ("nhiều thao tác như nhau", "several alike"),
    "heading.drafted": ("Một văn bản có gì", "What a document seems to hold"),
    "column.holds": ("Trường", "Field"),
    "column.where": ("Ở đâu", "Where"),
    "column.others": ("Khả năng khác, dạng ngày", "Other places, forms of days"),
    "drafted.secrecy": ("ĐỘ MẬT", "SECRECY LEVEL"),
    "drafted.number": ("số", "number"),
    "drafted.notation": ("ký hiệu", "notation"),
    "drafted.reference": ("số và ký hiệu", "number and notation"),
    "drafted.issued_on": ("ngày ban hành", "day of issue"),
    "drafted.kind": ("loại văn bản", "kind"),
    "drafted.subject": ("trích yếu", "subject"),
    "drafted.signer": ("người ký", "signer"),
    "drafted.business": ("nghiệp vụ", "new, recall, update, replace"),
    "drafted.issuer": ("cơ quan ban hành", "issuing agency"),
    "drafted.tasks": ("nhiệm vụ", "tasks"),
    "drafted.key": ("mã nhiệm vụ", "key of the task"),
    "drafted.content": ("nội dung nhiệm vụ", "content of the task"),
    "drafted.due_on": ("hạn", "deadline"),
    "drafted.lead": ("cơ quan chủ trì", "lead agency"),
    "drafted.coordinating": ("cơ quan phối hợp", "coordinating agency"),
    "drafted.repeats": ("lặp lại nhiều lần", "stands many times"),
    "drafted.day": ("ngày, giờ", "day or moment"),
}

_WHY: dict[str, tuple[str, str]] = {
    "why.row-with-id": ("trả về nhiều dòng có mã", "gives rows with an id"),
    "why.listing-word": ("tên nói là liệt kê", "its name says list"),
    "why.since": ("nhận mốc thời gian bắt đầu", "takes a time to begin from"),
    "why.page": ("nhận số trang", "takes a page"),
    "why.about-documents": ("tên nói về văn bản", "its name says document"),
    "why.row-of-numbers": ("mỗi dòng là một số văn bản", "its rows are numbers of documents"),
    "why.changes": ("trừ: tên nói là thay đổi dữ liệu", "against: its name says it changes something"),
    "why.logs-in": ("trừ: tên nói là đăng nhập", "against: its name says log-in"),
    "why.about-events": ("trừ: tên nói về diễn biến", "against: its name says events"),
    "why.about-standings": ("trừ: tên nói về tình trạng", "against: its name says standing"),
    "why.about-standing": ("tên nói về tình trạng", "its name says standing"),
    "why.id-in": ("nhận một mã, không nhận thời gian", "takes an id and no time"),
    "why.one-document": ("trả về một văn bản đủ trường", "gives one thing with the fields of a document"),
    "why.detail-word": ("tên nói là lấy một văn bản", "its name says one document"),
    "why.open-answer": ("trả về một nội dung để ngỏ", "gives one open content"),
    "why.needs-no-id": ("trừ: không nhận mã nào", "against: it takes no id"),
    "why.event-word": ("tên nói về diễn biến", "its name says events"),
    "why.rows": ("trả về nhiều dòng", "gives rows"),
    "why.no-rows": ("trừ: không trả về dòng nào", "against: it gives no rows"),
    "why.from-to": ("nhận từ ngày và đến ngày", "takes a first and a last day"),
    "why.register-word": ("tên nói về số văn bản", "its name says numbers"),
    "why.no-from-to": ("trừ: không nhận từ ngày, đến ngày", "against: it takes no first and last day"),
    "why.setting-word": ("tên nói là cập nhật", "its name says update"),
    "why.standing-in": ("nhận tình trạng", "takes a standing"),
    "why.task-in": ("nhận mã nhiệm vụ", "takes the id of a task"),
    "why.no-standing": ("trừ: không nhận tình trạng", "against: it takes no standing"),
    "why.standing-out": ("trả về tình trạng", "gives a standing"),
    "why.no-standing-out": ("trừ: không trả về tình trạng", "against: it gives no standing"),
}

_SKELETON: dict[str, tuple[str, str]] = {
    "skeleton.head": (
        "Bản nháp do nhiemvu source scaffold viết; mọi đề xuất cần người đọc lại. Mọi khóa: docs/mapping.md",
        "A draft by nhiemvu source scaffold; every proposal wants reading by a person. All keys: docs/mapping.md",
    ),
    "skeleton.fill": (
        "Chỗ để trống phải điền: trước đó ánh xạ không dùng được.",
        "What is left empty has to be filled in: before that the mapping does not load.",
    ),
    "skeleton.elements": (
        "Mọi phần tử của một văn bản: đường dẫn — kiểu, số lần — giá trị cho phép, mô tả",
        "Every element of a document: path — type, how often — allowed values, documentation",
    ),
    "skeleton.more": ("… còn nữa, không liệt kê hết", "… there are more, not listed"),
    "skeleton.gate": (
        "Cổng kiểm mật: chỉ mở với đúng các giá trị ở open. Không giá trị nào được đoán thay cho quản trị viên.",
        "The gate opens for the values of open alone. None of them is ever guessed.",
    ),
    "skeleton.open": (
        "ĐIỀN: các giá trị có nghĩa là KHÔNG mật, hỏi đơn vị vận hành; 1 là «thường» ở nơi này, là «mật» ở nơi khác.",
        "FILL IN: the values that mean NOT classified; ask whoever runs it: 1 is ordinary here and secret elsewhere.",
    ),
    "skeleton.allowed": ("Lược đồ cho phép:", "The schema allows:"),
    "skeleton.classified": (
        "các giá trị là mật: bị từ chối và đếm",
        "values that are classified: withheld and counted",
    ),
    "skeleton.several": (
        "ĐIỀN: chưa chắc chỗ nào; các khả năng:",
        "FILL IN: it is not sure which; these are possible:",
    ),
    "skeleton.none": ("ĐIỀN: không thấy phần tử nào phù hợp.", "FILL IN: nothing suitable was found."),
    "skeleton.document": (
        "Văn bản: đường dẫn bắt đầu từ phần tử gốc của thông điệp.",
        "The document: paths begin at the root element of the message.",
    ),
    "skeleton.business": (
        "Có thể là nghiệp vụ mới, thu hồi, cập nhật, thay thế: hỏi nghĩa từng mã rồi bỏ dấu #; thu hồi cần relates_to.",
        "This may say new, recall, update, replace: ask what each means, take the # away; recall needs relates_to.",
    ),
    "skeleton.reference": (
        "Số và ký hiệu nằm chung một phần tử; hai mẫu dưới đây tách ra.",
        "Number and notation stand in one element; these two patterns take them apart.",
    ),
    "skeleton.format": (
        "ĐIỀN cách viết ngày, ví dụ dd/MM/yyyy; nếu là ISO 8601 thì bỏ dòng format.",
        "FILL IN how days are written, e.g. dd/MM/yyyy; where it is ISO 8601 remove the line.",
    ),
    "skeleton.kinds-of-schema": (
        "Giá trị theo lược đồ; ĐIỀN mã loại văn bản cho từng giá trị còn trống.",
        "Values by the schema; FILL IN the code of the kind where it is empty.",
    ),
    "skeleton.kinds": (
        "Tên và chữ viết tắt theo Nghị định 30/2020/NĐ-CP; giá trị khác sẽ bị giữ lại cho đến khi thêm vào.",
        "Names and abbreviations of Decree 30/2020/NĐ-CP; other values are held until they are added.",
    ),
    "skeleton.no-tasks": (
        (
            "Không thấy nhiệm vụ trong thông điệp: văn bản sẽ không mang nhiệm vụ nào. Nếu có, thêm phần tasks "
            "(docs/mapping.md)."
        ),
        "No tasks were seen: documents then carry none. If there are any, add tasks (docs/mapping.md).",
    ),
    "skeleton.tasks": (
        "Nhiệm vụ: mỗi phần tử của each là một nhiệm vụ; mỗi cơ quan chủ trì là một nhiệm vụ giao.",
        "Tasks: each element is a task; each lead agency makes one assignment.",
    ),
    "skeleton.exchange": (
        "Trao đổi: đường dẫn trong câu trả lời bắt đầu từ soap:Body.",
        "The exchange: paths in answers begin at the SOAP Body.",
    ),
    "skeleton.said": ("Thao tác do người dùng chọn.", "The operation was named by you."),
    "skeleton.operation-several": (
        "ĐIỀN: các thao tác trên như nhau; chọn một.",
        "FILL IN: these operations are alike; choose one.",
    ),
    "skeleton.operation-none": ("ĐIỀN: không thao tác nào có vẻ phù hợp.", "FILL IN: no operation looks like it."),
    "skeleton.argument": (
        "ĐIỀN: đối số bắt buộc; viết một giá trị cố định hoặc một chỗ thay như {since}.",
        "FILL IN: an argument that must be given; a fixed value, or a placeholder such as {since}.",
    ),
    "skeleton.success": (
        "ĐOÁN: mã này nghĩa là thành công. Đối chiếu với một câu trả lời thật.",
        "A GUESS: this code means success. Compare with a real answer.",
    ),
    "skeleton.codes": (
        "mã lỗi: later thử lại sau, refused bỏ hẳn, administrator cần người",
        "error codes: later try again, refused never, administrator a person",
    ),
    "skeleton.paging": (
        "Phân trang: kiểm tra trang đầu là 0 hay 1 (first), và số dòng mỗi trang (size).",
        "Pages: check whether the first one is 0 or 1 (first), and the rows of a page (size).",
    ),
    "skeleton.cursor": (
        "Con trỏ: start là mốc đầu tiên, overlap là khoảng hỏi lùi lại; kiểm tra cả hai.",
        "The cursor: start is where it begins, overlap how far it reaches back; check both.",
    ),
    "skeleton.as-sample": (
        "ĐOÁN: như ngày trong mẫu. Viết sai ngày, nhiều dịch vụ trả danh sách rỗng mà không báo lỗi.",
        "A GUESS: as the sample writes days. In a wrong form many services give an empty list and no error.",
    ),
    "skeleton.as-told": (
        "ĐOÁN: như mô tả của thao tác. Viết sai ngày, nhiều dịch vụ trả danh sách rỗng mà không báo lỗi.",
        "A GUESS: as the operation says. In a wrong form many services give an empty list and no error.",
    ),
    "skeleton.as-elsewhere": (
        "ĐOÁN: như ngày ở nơi khác của hệ thống này.",
        "A GUESS: as this system writes days elsewhere.",
    ),
    "skeleton.cursor-item": (
        "Tốt hơn, nếu biết cách viết ngày giờ: by: item, cùng at, as, format của lần sửa cuối; ở đây có thể là:",
        "Better, once its form is known: by: item, with at, as and format of the last change; here perhaps:",
    ),
    "skeleton.guessed-beside": (
        "ĐIỀN nghĩa từng từ (nhiemvu: docs/mapping.md); chữ sau dấu # chỉ là đoán theo tên.",
        "FILL IN what each word means (docs/mapping.md); what stands after # is a guess by its name.",
    ),
    "skeleton.qualities": (
        "ĐIỀN: từ của nguồn: mã chất lượng của mình, ví dụ tot, dat, chua-dat",
        "FILL IN: word of the source: our own code of the quality, e.g. tot, dat, chua-dat",
    ),
    "skeleton.lacking": (
        "ĐIỀN từ của nguồn cho: thiếu văn bản báo cáo (report), chưa nhập kết quả (result).",
        "FILL IN the source's words for: no report document yet (report), no result entered yet (result).",
    ),
    "skeleton.told-quality": (
        "Nếu mã chất lượng ở evidence khác từ của nguồn, ghi ngược lại ở đây: mã của mình: từ của nguồn",
        "Where evidence gives qualities codes of our own, write them the other way round here: our code: its word",
    ),
    "skeleton.standings": (
        "ĐIỀN: từ của nguồn cho từng tình trạng; nếu nguồn nhận đúng các mã này thì bỏ cả phần standing.",
        "FILL IN the source's word for each; where it takes these very codes remove standing as a whole.",
    ),
    "skeleton.item": (
        "ĐIỀN: phần tử nào trong câu trả lời là một văn bản.",
        "FILL IN: which element of the answer is the one document.",
    ),
    "skeleton.text": (
        "Câu trả lời là một chuỗi, có thể là XML viết dạng chữ; đối chiếu với một câu trả lời thật.",
        "The answer is one text, perhaps XML; compare with a real answer.",
    ),
    "skeleton.register": (
        "Sổ văn bản của nguồn: để đối chiếu số đã ban hành.",
        "The source's own register of numbers.",
    ),
    "skeleton.events": (
        "Diễn biến: bỏ dấu # ở đây và ở evidence sau khi điền.",
        "Events: take the # away here and at evidence once they are filled in.",
    ),
    "skeleton.evidence": (
        "Cách đọc một diễn biến; nghĩa của từng từ phải hỏi đơn vị vận hành.",
        "How an event is read; what each word means has to be asked.",
    ),
    "skeleton.event-kinds": (
        "từ của nguồn: reported, entered, retracted, extended, judged, suspended, resumed hoặc echo",
        "word of the source: reported, entered, retracted, extended, judged, suspended, resumed or echo",
    ),
    "skeleton.stated": (
        "Diễn biến ngay trong nhiệm vụ: bỏ dấu # ở những dòng đúng; says là reported, entered, retracted, extended, "
        "judged, transferred, suspended hoặc resumed. Trạng thái do nguồn tự ghi không phải diễn biến.",
        "What the task itself says of the work on it: take the # away where it is right; says is reported, entered, "
        "retracted, extended, judged, transferred, suspended or resumed. A status that the source keeps is none.",
    ),
    "skeleton.push": (
        "Đẩy tình trạng: bỏ dấu # sau khi đọc kỹ; thêm standing nếu nguồn dùng từ khác.",
        "Pushing: take the # away after reading it well; add standing where the source has words of its own.",
    ),
    "skeleton.folder": (
        "Thư mục tệp: mỗi tệp một văn bản; xem docs/connect-folder.md.",
        "A folder of files, one document each; see docs/connect-folder.md.",
    ),
    "skeleton.settings": (
        "Chép phần này vào config.toml; đường dẫn tính từ thư mục của config.toml.",
        "Copy this into config.toml; paths are relative to its folder.",
    ),
    "skeleton.drop": ("ĐIỀN: thư mục chứa các tệp.", "FILL IN: the folder that holds the files."),
    "skeleton.address": (
        "Địa chỉ ghi trong WSDL, thường là địa chỉ nội bộ; hãy kiểm tra endpoint",
        "The address the WSDL names, often an internal one; check endpoint",
    ),
    "skeleton.log-in": ("Đăng nhập, nếu có:", "Log-in, where there is one:"),
    "skeleton.unfold": (
        "Câu trả lời là một chuỗi; nếu đó là XML viết dạng chữ thì bỏ dấu # và viết tiếp các đường dẫn vào trong.",
        "The answer is one text; where that is XML, take the # away and let paths lead on into it.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = _FINDINGS | _SAID | _WHY | _SKELETON
