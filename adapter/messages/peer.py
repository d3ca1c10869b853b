"""Texts about peers: what a document system answered, or that it did not."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Reaching it
    "peer.unreachable": (
        (
            "Không kết nối được tới {url}. Sửa: kiểm tra hệ thống nguồn có đang chạy, địa chỉ và đường mạng; "
            "chương trình sẽ tự thử lại."
        ),
        (
            "{url} cannot be reached. Fix: check that the source is running, its address and the network; the "
            "program will try again."
        ),
    ),
    "peer.timeout": (
        (
            "Hệ thống nguồn không trả lời xong trong {seconds} giây. Sửa: kiểm tra tải của hệ thống nguồn, hoặc "
            "tăng options.timeout_s; chương trình sẽ tự thử lại."
        ),
        (
            "The source did not finish its answer within {seconds} seconds. Fix: check its load, or raise "
            "options.timeout_s; the program will try again."
        ),
    ),
    "peer.broken-off": (
        (
            "Kết nối bị ngắt giữa chừng. Sửa: kiểm tra đường mạng và nhật ký của hệ thống nguồn; nếu lặp lại, thử "
            "options.connection_close = true."
        ),
        (
            "The connection broke off. Fix: check the network and the log of the source; if it keeps happening, "
            "try options.connection_close = true."
        ),
    ),
    "peer.tls": (
        (
            "Không xác thực được chứng thư số của {url}. Sửa: kiểm tra chứng thư và tên miền, hoặc khai báo "
            "options.ca_bundle."
        ),
        (
            "The certificate of {url} cannot be verified. Fix: check the certificate and the host name, or set "
            "options.ca_bundle."
        ),
    ),
    "peer.log-in": (
        (
            "Hệ thống nguồn từ chối đăng nhập (HTTP {status}). Sửa: kiểm tra options.username, mật khẩu và quyền "
            "của tài khoản."
        ),
        (
            "The source refuses the log-in (HTTP {status}). Fix: check options.username, the password and the "
            "rights of the account."
        ),
    ),
    "peer.redirected": (
        (
            "Địa chỉ chuyển hướng đi nơi khác (HTTP {status}); chương trình không đi theo. Sửa: ghi địa chỉ cuối "
            "cùng vào options.endpoint."
        ),
        (
            "The address redirects elsewhere (HTTP {status}), which is not followed. Fix: write the final address "
            "in options.endpoint."
        ),
    ),
    "peer.wrong-address": (
        "Địa chỉ này không nhận yêu cầu của dịch vụ (HTTP {status}). Sửa: kiểm tra địa chỉ ở options (endpoint, url).",
        (
            "This address does not take the requests of the service (HTTP {status}). Fix: check the address in "
            "options (endpoint, url)."
        ),
    ),
    "peer.status-unnamed": (
        (
            "Hệ thống nguồn từ chối yêu cầu với HTTP {status}, mã mà ánh xạ chưa nói nghĩa. Sửa: ghi mã này vào later, "
            "refused hoặc administrator của answer."
        ),
        (
            "The source refuses the request with HTTP {status}, which the mapping gives no meaning. Fix: write it "
            "under later, refused or administrator of answer."
        ),
    ),
    "peer.status": (
        (
            "Hệ thống nguồn trả về HTTP {status} thay cho câu trả lời. Sửa: xem nhật ký của hệ thống nguồn; "
            "chương trình sẽ tự thử lại."
        ),
        (
            "The source gave HTTP {status} in place of an answer. Fix: look into the log of the source; the "
            "program will try again."
        ),
    ),
    # The answer as HTTP
    "peer.too-big": (
        (
            "Câu trả lời lớn hơn {limit} byte nên bị dừng. Sửa: giảm kích thước trang trong ánh xạ; một văn bản "
            "quá lớn được giữ lại chờ xử lý."
        ),
        (
            "The answer is larger than {limit} bytes and was stopped. Fix: make the page smaller in the mapping; "
            "one document that is too large is held."
        ),
    ),
    "peer.framing": (
        "Câu trả lời khai báo độ dài mâu thuẫn. Sửa: kiểm tra máy chủ trung gian (proxy) trước hệ thống nguồn.",
        "The answer contradicts itself about its length. Fix: check the proxy in front of the source.",
    ),
    "peer.content-type": (
        (
            "Câu trả lời là «{type}», không phải XML của SOAP. Sửa: kiểm tra options.endpoint và trang bảo trì "
            "hoặc đăng nhập của máy chủ trung gian."
        ),
        (
            "The answer is «{type}», not SOAP's XML. Fix: check options.endpoint, and whether a proxy shows a "
            "maintenance or log-in page."
        ),
    ),
    "peer.content-encoding": (
        "Câu trả lời bị nén dù không được yêu cầu. Sửa: tắt nén bắt buộc ở máy chủ của hệ thống nguồn.",
        "The answer is compressed although nobody asked for it. Fix: switch off forced compression at the source.",
    ),
    "peer.charset": (
        "Câu trả lời khai báo bảng mã khác UTF-8 hoặc UTF-16. Sửa: cấu hình hệ thống nguồn trả về UTF-8.",
        "The answer announces a charset other than UTF-8 or UTF-16. Fix: let the source answer in UTF-8.",
    ),
    # The answer as SOAP
    "peer.empty": (
        "Câu trả lời rỗng (HTTP {status}); không được coi là «không có văn bản». Sửa: xem nhật ký của hệ thống nguồn.",
        (
            "The answer is empty (HTTP {status}), which does not mean «no documents». Fix: look into the log of "
            "the source."
        ),
    ),
    "peer.not-xml": (
        "Câu trả lời không phải XML hợp lệ ({reason}, dòng {line}). Sửa: xem nhật ký của hệ thống nguồn.",
        "The answer is not valid XML ({reason}, line {line}). Fix: look into the log of the source.",
    ),
    "peer.not-soap": (
        "Câu trả lời không phải phong bì SOAP. Sửa: kiểm tra options.endpoint.",
        "The answer is no SOAP envelope. Fix: check options.endpoint.",
    ),
    "peer.other-element": (
        "Câu trả lời thiếu phần tử «{expected}». Sửa: đối chiếu `expects` của ánh xạ với câu trả lời thật.",
        "The answer lacks the element «{expected}». Fix: compare `expects` of the mapping with a real answer.",
    ),
    "peer.no-success": (
        (
            "Câu trả lời không đạt điều kiện thành công «{rule}»; mã kết quả ở đó là «{result}». Sửa: nếu mã này nghĩa "
            "là thành công, thêm vào success của ánh xạ; nếu là lỗi, thêm vào later, refused hoặc administrator."
        ),
        (
            "The answer does not meet the success rule «{rule}»; the result code there is «{result}». Fix: where this "
            "code means success, add it to success in the mapping; an error belongs to later, refused or administrator."
        ),
    ),
    "peer.fault": (
        (
            "Hệ thống nguồn báo lỗi SOAP «{result}». Sửa: xem nhật ký của hệ thống nguồn; ghi ý nghĩa của mã này "
            "vào ánh xạ."
        ),
        (
            "The source answers with the SOAP fault «{result}». Fix: look into the log of the source; write what "
            "the code means in the mapping."
        ),
    ),
    "peer.busy": (
        "Hệ thống nguồn báo bận (mã «{result}»). Chương trình sẽ tự thử lại.",
        "The source says it is busy (code «{result}»). The program will try again.",
    ),
    "peer.rights": (
        (
            "Hệ thống nguồn từ chối tài khoản (mã «{result}»). Sửa: kiểm tra options.username, mật khẩu và quyền "
            "của tài khoản."
        ),
        (
            "The source refuses the account (code «{result}»). Fix: check options.username, the password and the "
            "rights of the account."
        ),
    ),
    # Listings
    "peer.cursor-kind": (
        (
            "Con trỏ của ánh xạ không viết được thành kiểu «{kind}». Sửa: đối chiếu `cursor` của ánh xạ (kiểu đọc "
            "và kiểu gửi)."
        ),
        "The mapping's cursor cannot be written as «{kind}». Fix: compare how `cursor` is read and how it is sent.",
    ),
    "peer.cursor-unreadable": (
        "Con trỏ đã lưu không đọc được theo kiểu «{kind}» của ánh xạ. Sửa: khôi phục kiểu con trỏ cũ trong ánh xạ.",
        (
            "The stored cursor cannot be read as the mapping's «{kind}». Fix: restore the former kind of cursor "
            "in the mapping."
        ),
    ),
    "peer.item-cursor-unreadable": (
        (
            "Không mục nào trong danh sách có giá trị «{path}» đọc được. Sửa: đối chiếu đường dẫn và định dạng "
            "của `cursor` trong ánh xạ."
        ),
        "No item of the listing has a readable «{path}». Fix: compare path and format of `cursor` in the mapping.",
    ),
    "peer.empty-page": (
        "Trang rỗng nhưng báo còn trang sau. Sửa: kiểm tra `paging` của ánh xạ và nhật ký của hệ thống nguồn.",
        "An empty page says there are more. Fix: check `paging` of the mapping and the log of the source.",
    ),
    "peer.paging-stuck": (
        "Hệ thống nguồn trả lại đúng trang trước. Sửa: kiểm tra `paging` của ánh xạ (tên tham số, trang đầu, bước).",
        "The source gives the former page again. Fix: check `paging` of the mapping (argument, first page, step).",
    ),
    "peer.more-unreadable": (
        "Không hiểu giá trị «{path}» báo còn trang sau. Sửa: đối chiếu `paging` của ánh xạ.",
        (
            "The value of «{path}», which tells whether there are more pages, is not understood. Fix: compare "
            "`paging` of the mapping."
        ),
    ),
    "peer.count-unreadable": (
        "Không đọc được số lượng tại «{path}» của sổ đăng ký. Sửa: đối chiếu `register` của ánh xạ.",
        "The count at «{path}» of the register cannot be read. Fix: compare `register` of the mapping.",
    ),
    # One item
    "peer.item-refused": (
        "Hệ thống nguồn không giao mục này (mã «{result}»). Sửa: kiểm tra mục này tại hệ thống nguồn.",
        "The source does not give this item (code «{result}»). Fix: look at the item in the source.",
    ),
    "peer.other-item": (
        (
            "Câu trả lời nói về một văn bản khác với văn bản được hỏi nên không được nhận. Sửa: kiểm tra máy chủ trung "
            "gian (proxy) trước hệ thống nguồn và `fetch.id` của ánh xạ; chương trình sẽ tự thử lại."
        ),
        (
            "The answer is about another document than the one asked for, and was not taken. Fix: check the proxy in "
            "front of the source, and `fetch.id` of the mapping; the program will try again."
        ),
    ),
    "peer.item-missing": (
        "Câu trả lời có {found} phần tử «{path}», cần đúng một. Sửa: đối chiếu `fetch` của ánh xạ.",
        "The answer holds {found} elements «{path}» where exactly one is due. Fix: compare `fetch` of the mapping.",
    ),
    "peer.item-not-xml": (
        "Nội dung của mục này không phải XML hợp lệ ({reason}). Sửa: báo cho đơn vị vận hành hệ thống nguồn.",
        "This item's content is not valid XML ({reason}). Fix: tell those who run the source.",
    ),
    "peer.item-without-id": (
        (
            "Một dòng trong danh sách không có mã định danh đọc được. Sửa: đối chiếu `id` của ánh xạ; báo cho đơn "
            "vị vận hành hệ thống nguồn."
        ),
        "A row of the listing has no readable id. Fix: compare `id` of the mapping; tell those who run the source.",
    ),
    "peer.item-not-inline": (
        (
            "Dòng này của danh sách không mang theo một thông điệp đọc được. Sửa: đối chiếu `inline` hoặc thêm "
            "`fetch` vào ánh xạ."
        ),
        (
            "This row of the listing does not carry a readable message. Fix: compare `inline`, or add `fetch` to "
            "the mapping."
        ),
    ),
    # WSDL and options
    "soap.wsdl-missing": (
        "Không tìm thấy WSDL «{wsdl}». Sửa: kiểm tra options.wsdl; nếu chưa ghim thì chạy: nhiemvu source pin …",
        "The WSDL «{wsdl}» is not there. Fix: check options.wsdl; if it is not pinned yet: nhiemvu source pin …",
    ),
    "soap.wsdl-unreadable": (
        (
            "WSDL «{wsdl}» không dùng được ({reason}). Sửa: lấy lại WSDL từ hệ thống nguồn, hoặc lưu một bản đúng "
            "và trỏ options.wsdl tới đó."
        ),
        (
            "The WSDL «{wsdl}» cannot be used ({reason}). Fix: get it again from the source, or save a correct "
            "copy and let options.wsdl name it."
        ),
    ),
    "soap.wsdl-import": (
        (
            "WSDL «{wsdl}» tham chiếu «{name}» nằm ngoài thư mục của nó; chương trình không tải. Sửa: lưu WSDL "
            "cùng các tệp XSD vào một thư mục và sửa thành đường dẫn tương đối."
        ),
        (
            "The WSDL «{wsdl}» imports «{name}», which does not lie beside it and is not loaded. Fix: save the "
            "WSDL and its schemas in one folder and make the paths relative."
        ),
    ),
    "soap.wsdl-not-pinned": (
        (
            "options.wsdl là địa chỉ ở máy khác; mô tả dịch vụ phải được ghim tại chỗ. Sửa: ghi tên một tệp vào "
            "options.wsdl, ghi địa chỉ này vào options.wsdl_url, rồi chạy: nhiemvu source pin TÊN_NGUỒN"
        ),
        (
            "options.wsdl is an address on another machine; the service description has to be pinned here. Fix: "
            "name a file in options.wsdl, write this address in options.wsdl_url, then run: nhiemvu source pin NAME"
        ),
    ),
    "soap.wsdl-no-file": (
        (
            "options.wsdl của nguồn {source} không phải tên một tệp ghim được. Sửa: ghi tên tệp chỉ gồm chữ, số và "
            "các dấu . _ - (ví dụ wsdl/{source}.wsdl)."
        ),
        (
            "options.wsdl of source {source} is no file that can be pinned to. Fix: name a file with letters, digits "
            "and . _ - only (such as wsdl/{source}.wsdl)."
        ),
    ),
    "soap.wsdl-no-address": (
        "Chưa biết nguồn {source} công bố WSDL ở đâu. Sửa: ghi địa chỉ đó vào options.wsdl_url.",
        "Nobody says where source {source} publishes its WSDL. Fix: write that address in options.wsdl_url.",
    ),
    "soap.wsdl-drifted": (
        (
            "WSDL đang được công bố khác bản đã ghim (đã đổi: {changed}; mới có: {added}; không còn: "
            "{removed}). Chương trình vẫn dùng bản đã ghim. Sửa: hỏi đơn vị vận hành nguồn; nếu thay đổi là đúng, "
            "chạy: nhiemvu source pin {source} --replace"
        ),
        (
            "The published WSDL is not the pinned one (changed: {changed}; added: {added}; removed: "
            "{removed}). The pinned copy stays in use. Fix: ask whoever runs the source; if the change is right, run: "
            "nhiemvu source pin {source} --replace"
        ),
    ),
    "soap.wsdl-edited": (
        (
            "Tệp «{wsdl}» của bản đã ghim không còn như lúc ghim nên không được dùng. Sửa: ghim lại (nhiemvu source "
            "pin … --replace); nếu cố ý sửa tay thì xóa {record} và tự chịu trách nhiệm về nội dung."
        ),
        (
            "The file «{wsdl}» of the pinned copy is not as it was pinned and is not used. Fix: pin again (nhiemvu "
            "source pin … --replace); if it was edited on purpose, remove {record} and answer for the files yourself."
        ),
    ),
    "soap.wsdl-too-many": (
        (
            "WSDL «{wsdl}» kéo theo hơn {most} tài liệu nên bị dừng. Sửa: kiểm tra options.wsdl_url; nếu đúng, lưu "
            "bằng tay những tệp cần dùng."
        ),
        (
            "The WSDL «{wsdl}» leads to more than {most} documents and was stopped. Fix: check options.wsdl_url; if "
            "it is right, save the files that are needed by hand."
        ),
    ),
    "soap.wsdl-too-big": (
        (
            "WSDL «{wsdl}» cùng các tài liệu kèm theo quá lớn nên bị dừng (còn được {limit} byte). Sửa: kiểm tra "
            "options.wsdl_url và options.max_bytes."
        ),
        (
            "The WSDL «{wsdl}» and what it imports are too large and were stopped ({limit} bytes were left). Fix: "
            "check options.wsdl_url and options.max_bytes."
        ),
    ),
    "soap.pin-unreadable": (
        (
            "Không đọc được {file}, tệp ghi bản đã ghim gồm những gì. Sửa: xóa tệp này cùng các tệp của bản ghim rồi "
            "chạy lại: nhiemvu source pin …"
        ),
        (
            "{file}, which says what was pinned, cannot be read. Fix: remove it and the files of the copy, then run "
            "nhiemvu source pin … again."
        ),
    ),
    "soap.pin-occupied": (
        "Tệp {file} đã có và không thuộc bản ghim nên không bị ghi đè. Sửa: chuyển nó đi nơi khác rồi ghim lại.",
        "{file} is there, is no part of the copy and is not overwritten. Fix: move it away, then pin again.",
    ),
    "soap.pin-failed": (
        "Không ghi được vào thư mục {folder} ({reason}). Sửa: kiểm tra quyền ghi và dung lượng đĩa, rồi ghim lại.",
        "The folder {folder} cannot be written to ({reason}). Fix: check rights and disk space, then pin again.",
    ),
    "connector.no-pin": (
        "Bộ kết nối của nguồn này không có gì để ghim. Sửa: chỉ ghim các nguồn SOAP.",
        "The connector of this source has nothing to pin. Fix: pin sources that speak SOAP.",
    ),
    "soap.operation-unknown": (
        "WSDL không có thao tác «{operation}». Sửa: dùng một trong: {known}.",
        "The WSDL has no operation «{operation}». Fix: use one of: {known}.",
    ),
    "soap.operation-not-understood": (
        (
            "WSDL có thao tác «{operation}» nhưng định nghĩa không đầy đủ hoặc thuộc cổng khác. Sửa: kiểm tra "
            "`service`, `port` của ánh xạ; các thao tác hiểu được: {known}."
        ),
        (
            "The WSDL names the operation «{operation}» but does not define it fully, or for another port. Fix: "
            "check `service` and `port` of the mapping; understood are: {known}."
        ),
    ),
    "soap.service-unclear": (
        "WSDL không có đúng một dịch vụ. Sửa: ghi `service` trong ánh xạ, một trong: {known}.",
        "The WSDL does not have exactly one service. Fix: name `service` in the mapping, one of: {known}.",
    ),
    "soap.service-unknown": (
        "WSDL không có dịch vụ «{service}». Sửa: dùng một trong: {known}.",
        "The WSDL has no service «{service}». Fix: use one of: {known}.",
    ),
    "soap.port-unknown": (
        "Không có cổng SOAP «{port}». Sửa: dùng một trong: {known}.",
        "There is no SOAP port «{port}». Fix: use one of: {known}.",
    ),
    "soap.arguments": (
        "Tham số của «{operation}» trong ánh xạ không khớp WSDL ({reason}). Sửa: thao tác này nhận: {takes}.",
        "The mapping's arguments of «{operation}» do not fit the WSDL ({reason}). Fix: it takes: {takes}.",
    ),
    "soap.log-in-arguments": (
        'Ánh xạ và options.log_in không khớp nhau về cách gửi tên và mật khẩu. Sửa: ghi log_in = "arguments" khi '
        "arguments của ánh xạ có {{username}} hoặc {{password}}, và chỉ khi đó.",
        'Mapping and options.log_in differ about how name and password are told. Fix: write log_in = "arguments" where '
        "arguments of the mapping hold {{username}} or {{password}}, and only there.",
    ),
    "peer.shown-twice": (
        "Câu trả lời đọc lại có nhiều hơn một {field}; không biết giá trị nào đúng. Sửa: chỉnh đường dẫn "
        "read_back.{field}.",
        "The read-back shows {field} more than once; nobody can say which counts. Fix: the path of read_back.{field}.",
    ),
    "connector.no-push": (
        "Ánh xạ không có exchange.push nên không thể báo tình trạng. Sửa: khai báo exchange.push.",
        "The mapping has no exchange.push, so nothing can be told. Fix: declare exchange.push.",
    ),
    "connector.stream-unknown": (
        "Ánh xạ không có luồng «{stream}». Sửa: thêm vào `exchange`; hiện có: {known}.",
        "The mapping has no stream «{stream}». Fix: add it to `exchange`; it has: {known}.",
    ),
    "connector.option-no-word": (
        "Tùy chọn «{option}» không nhận giá trị này. Sửa: xem các giá trị trong tài liệu của bộ kết nối.",
        "The option «{option}» does not take this value. Fix: see the values in the connector's manual.",
    ),
    "connector.option-no-base": (
        (
            "options.{option} phải là địa chỉ http(s) mà các đường dẫn của ánh xạ được nối vào sau: không có ?, "
            "bước «..» hay tên đăng nhập. Sửa: ví dụ https://máy/api."
        ),
        (
            "options.{option} has to be an http(s) address that the paths of the mapping are put behind: without ?, "
            "steps «..» or a log-in. Fix: for example https://host/api."
        ),
    ),
    "connector.option-no-header-name": (
        "options.{option} không dùng được làm tên dòng đầu HTTP. Sửa: ghi tên mà nguồn yêu cầu, ví dụ X-API-Key.",
        "options.{option} cannot name this header line. Fix: write the name the source asks for, e.g. X-API-Key.",
    ),
    "connector.option-no-header-value": (
        "options.{option} chỉ được có ký tự ASCII in được, trên một dòng. Sửa: kiểm tra tệp chứa bí mật.",
        "options.{option} may hold printable ASCII on one line only. Fix: check the file that holds the secret.",
    ),
    "rest.two-log-ins": (
        "Có hai cách đăng nhập: options.{first} và options.{other}. Sửa: giữ một cách.",
        "There are two ways to log in: options.{first} and options.{other}. Fix: keep one of them.",
    ),
    "rest.no-resource": (
        "Ánh xạ không nói hỏi nguồn này bằng HTTP thường thế nào. Sửa: dùng ánh xạ có phần rest, hoặc bộ kết nối khác.",
        "The mapping does not say how this source is asked by plain HTTP. Fix: use one with a part `rest`, or another "
        "connector.",
    ),
    "rest.no-step": (
        "Mã định danh không ghép được vào đường dẫn (rỗng, hoặc chỉ gồm dấu chấm). Sửa: báo đơn vị vận hành nguồn, "
        "hoặc chuyển mã sang query trong ánh xạ.",
        "The identifier cannot be a step of a path (empty, or dots alone). Fix: tell the operator of the source, or "
        "move it to query in the mapping.",
    ),
    "folder.missing": (
        "Không có thư mục {folder}. Sửa: tạo thư mục, hoặc đặt lại drop_directory hay tên thư mục trong ánh xạ.",
        "There is no folder {folder}. Fix: make it, or set drop_directory or the folder's name in the mapping anew.",
    ),
    "folder.no-rights": (
        "Không được phép đọc hoặc ghi trong thư mục {folder}. Sửa: cấp quyền cho tài khoản chạy nhiemvu.",
        "Nothing may be read or written in {folder}. Fix: give the account that runs nhiemvu the right to.",
    ),
    "folder.no-read-back": (
        "Tệp đã lấy đi thì không hỏi lại được. Sửa: bỏ `read_back: yes` trong folder.push của ánh xạ.",
        "Files that were taken up cannot be asked. Fix: take `read_back: yes` out of folder.push in the mapping.",
    ),
    "folder.failed": (
        "Đọc hoặc ghi thư mục {folder} bị lỗi ({reason}). Lần sau sẽ thử lại. Sửa: kiểm tra đĩa hoặc ổ mạng.",
        "Reading or writing {folder} failed ({reason}). The next look tries again. Fix: check the disk or the share.",
    ),
    "folder.file-gone": (
        "Tệp không còn ở đó hoặc không phải tệp thường. Sửa: để tệp lại trong thư mục cho đến khi được nhận.",
        "The file is not there any more, or is no plain file. Fix: let files lie there until they are taken in.",
    ),
    "folder.file-unreadable": (
        "Không đọc được tệp ({reason}). Sửa: cấp quyền đọc cho tài khoản chạy nhiemvu.",
        "The file cannot be read ({reason}). Fix: give the account that runs nhiemvu the right to read it.",
    ),
    "folder.file-too-big": (
        "Tệp lớn hơn {limit} byte nên không đọc. Sửa: nâng max_bytes, hoặc để tệp nhỏ hơn.",
        "The file is larger than {limit} bytes and was not read. Fix: raise max_bytes, or put a smaller file there.",
    ),
    "connector.option-unknown": (
        "Không có tham số options.{option}; gần nhất là «{near}». Sửa: đổi tên hoặc xóa dòng này.",
        "There is no options.{option}; the nearest one is «{near}». Fix: rename or remove the line.",
    ),
    "connector.option-missing": (
        "Thiếu options.{option}. Sửa: bổ sung theo docs/connect-soap.md.",
        "options.{option} is required. Fix: add it as docs/connect-soap.md shows.",
    ),
    "connector.option-no-url": (
        (
            "options.{option} không phải địa chỉ http(s) hợp lệ. Sửa: bỏ tên đăng nhập khỏi địa chỉ, ghi đủ "
            "http://máy:cổng/đường-dẫn."
        ),
        "options.{option} is no valid http(s) address. Fix: write http://host:port/path, without a log-in in it.",
    ),
    "connector.option-no-text": (
        "options.{option} phải là chữ. Sửa: đặt giá trị trong dấu nháy.",
        "options.{option} has to be text. Fix: put the value in quotes.",
    ),
    "connector.option-no-seconds": (
        "options.{option} phải là số giây lớn hơn 0, không quá 600. Sửa: ghi một số, ví dụ 30.",
        "options.{option} has to be a number of seconds above 0, at most 600. Fix: write a number such as 30.",
    ),
    "connector.option-no-bytes": (
        "options.{option} phải từ 1024 đến 67108864 (64 MiB). Sửa: ghi một số nguyên trong khoảng này.",
        "options.{option} has to lie between 1024 and 67108864 (64 MiB). Fix: write a whole number in that span.",
    ),
    "connector.option-no-flag": (
        "options.{option} phải là true hoặc false. Sửa: ghi true hoặc false.",
        "options.{option} has to be true or false. Fix: write true or false.",
    ),
    "connector.option-no-file": (
        "options.{option} không phải một tệp có thật. Sửa: kiểm tra đường dẫn.",
        "options.{option} is no existing file. Fix: check the path.",
    ),
}
