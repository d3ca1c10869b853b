"""A second document system, as unlike the simulator as real systems are unlike each other.

SOAP 1.1, rpc/literal. A list of bare ids since a day (dd/MM/yyyy), no pages, no levels, no versions; one
document by its id; what happened since a day; a standing told and shown, in its own words. Result codes stand in `maLoi` with HTTP 200, the refused log-in among them. Types stand
in a schema of their own beside the WSDL, in another namespace; the address the WSDL names is not where the
service is.

`TRUTH` says in plain values what an adapter has to find in `DOCUMENTS`; nothing of the adapter is used here.
Run as a program it prints its address and serves until it is ended.
"""

# ruff: noqa: E501, N802 - a table is read one case per line; methods bear the names of the operations

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import re
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from xml.sax.saxutils import escape, unescape

from second_service_wsdl import OPERATIONS, RPC, SCHEMA, TYPES, WSDL

PATH = "/vbdh/dichvu.php"
USERNAME, PASSWORD = "tich-hop", "mật-khẩu-2025"
WORDS = ("TD", "KH", "DH", "TH", "QH", "DTH")  # thu hồi, không hạn, đúng hạn, trễ hạn, quá hạn, đang thực hiện


@dataclass(frozen=True)
class NhiemVu:
    """A task; `han` is a day as dd/MM/yyyy, or empty."""

    noi_dung: str
    chu_tri: tuple[str, ...]
    han: str = ""
    phoi_hop: tuple[str, ...] = ()


@dataclass(frozen=True)
class VanBan:
    """A document; `do_mat` None leaves the element out."""

    ma: str
    ngay_vao: date
    so: str
    trich_yeu: str
    do_mat: str | None = "1"
    ky_hieu: str = "UBND-KGVX"
    loai: str = "Công văn"
    nhiem_vu: tuple[NhiemVu, ...] = ()


DOCUMENTS = (
    VanBan(
        "vb-0001", date(2025, 11, 3), "0007", "V/v triển khai tiêm chủng mở rộng năm 2026",
        nhiem_vu=(NhiemVu("Xây dựng kế hoạch tiêm chủng mở rộng năm 2026", ("Sở Y tế",), "28/11/2025", ("Sở Tài chính",)),),
    ),
    VanBan("vb-0002", date(2025, 11, 3), "0008", "V/v mật độ giao thông tại các nút giao quốc lộ 1"),
    VanBan(
        "vb-0003", date(2025, 11, 3), "0009", "V/v chuẩn bị hồ sơ số hóa tại các đơn vị",
        nhiem_vu=(
            NhiemVu("Rà soát danh mục hồ sơ số hóa", ("Sở Nội vụ", "Sở Khoa học và Công nghệ"), "15/12/2025"),
            NhiemVu("Bố trí kinh phí số hóa", ("Sở Tài chính",)),
        ),
    ),
    VanBan("vb-0004", date(2025, 11, 4), "0010", "CANARY nội dung độ một", do_mat="2"),
    VanBan("vb-0005", date(2025, 11, 4), "0011", "CANARY nội dung độ hai", do_mat="3"),
    VanBan("vb-0006", date(2025, 11, 5), "0012", "CANARY nội dung độ ba", do_mat="4"),
    VanBan("vb-0007", date(2025, 11, 5), "0013", "CANARY mức không có trong danh mục", do_mat="7"),
    VanBan("vb-0008", date(2025, 11, 5), "0014", "CANARY không ghi mức", do_mat=None),
    VanBan(
        "vb-0009", date(2025, 11, 10), "0015", "Về việc phê duyệt kế hoạch cải cách hành chính", ky_hieu="QĐ-UBND",
        loai="Quyết định",
        nhiem_vu=(NhiemVu("Trình kế hoạch cải cách hành chính năm 2026", ("Sở Nội vụ",), "31/12/2025"),),
    ),
    VanBan("vb-0010", date(2025, 11, 10), "0016", "V/v xem xong trả lại tài liệu cuộc họp"),
)  # fmt: skip


@dataclass(frozen=True)
class DienBien:
    """Something that happened to a task; `luc` is a moment as dd/MM/yyyy HH:mm:ss, `don_vi` may be empty."""

    ma: str
    loai: str
    ma_nhiem_vu: str
    don_vi: str
    luc: str


EVENTS = (
    DienBien("db-01", "BC", "vb-0001/1", "Sở Y tế", "20/11/2025 09:15:00"),
    DienBien("db-02", "KQ", "vb-0001/1", "Sở Y tế", "27/11/2025 16:40:00"),
    DienBien("db-03", "BC", "vb-0003/1", "Sở Nội vụ", "16/12/2025 08:00:00"),
    DienBien("db-04", "KQ", "vb-0003/1", "Sở Nội vụ", "16/12/2025 08:05:00"),
    DienBien("db-05", "KQ", "vb-0003/1", "", "10/12/2025 10:00:00"),  # two lead agencies, none named: held
    DienBien("db-06", "KQ", "vb-0009/1", "Sở Nội vụ", "02/12/2025 10:00:00"),  # no report document
)

TRUTH = {
    "open": ["vb-0001", "vb-0002", "vb-0003", "vb-0009", "vb-0010"],
    "withheld": ["vb-0004", "vb-0005", "vb-0006"],
    "held": ["vb-0007", "vb-0008"],
    "assignments": [
        # document, task, lead agency, due on
        ("vb-0001", "Xây dựng kế hoạch tiêm chủng mở rộng năm 2026", "Sở Y tế", "2025-11-28"),
        ("vb-0003", "Rà soát danh mục hồ sơ số hóa", "Sở Nội vụ", "2025-12-15"),
        ("vb-0003", "Rà soát danh mục hồ sơ số hóa", "Sở Khoa học và Công nghệ", "2025-12-15"),
        ("vb-0003", "Bố trí kinh phí số hóa", "Sở Tài chính", None),
        ("vb-0009", "Trình kế hoạch cải cách hành chính năm 2026", "Sở Nội vụ", "2025-12-31"),
    ],
    "held events": ["db-05"],
    # task, lead agency -> the word shown from 2026 on, the deadline
    "standings": {
        ("vb-0001/1", "Sở Y tế"): ("DH", "28/11/2025"),
        ("vb-0003/1", "Sở Nội vụ"): ("TH", "15/12/2025"),
        ("vb-0003/1", "Sở Khoa học và Công nghệ"): ("QH", "15/12/2025"),
        ("vb-0003/2", "Sở Tài chính"): ("KH", ""),
        ("vb-0009/1", "Sở Nội vụ"): ("QH", "31/12/2025"),
    },
}


@dataclass
class SecondService:
    """The state of one running service; tests change it at will."""

    documents: list[VanBan] = field(default_factory=lambda: list(DOCUMENTS))
    events: list[DienBien] = field(default_factory=lambda: list(EVENTS))
    told: list[tuple[str, str, str, str, str]] = field(default_factory=list)  #: key, task, lead, word, deadline
    password: str = PASSWORD
    deaf_from: int = 9999  #: days of this year and later are not understood
    token: str = ""  #: `PasswordText` or `PasswordDigest`: the log-in is asked for inside the envelope
    nonces: list[str] = field(default_factory=list)
    busy: bool = False
    requests: list[tuple[str, dict[str, str], str]] = field(default_factory=list)  #: SOAPAction, headers, body
    url: str = ""

    @property
    def wsdl(self) -> str:
        return self.url + "?wsdl"

    def answer(self, body: str, authorization: str) -> str:
        """Answer one request; its operation is the wrapper element, as rpc services look at it."""
        operation = re.search(rf"<(?:\w+:)?({'|'.join(OPERATIONS)})\b", body)
        expected = "Basic " + base64.b64encode(f"{USERNAME}:{self.password}".encode()).decode()
        if operation is None:
            return _envelope("<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode></SOAP-ENV:Fault>")
        if not (self._knows_token(body) if self.token else authorization == expected):
            return _result(operation[1], "-1", "")
        if self.busy:
            return _result(operation[1], "9", "")
        asked = [_argument(body, name) for name in OPERATIONS[operation[1]][0]]
        code, inner = getattr(self, operation[1])(*asked)
        return _result(operation[1], code, inner)

    def _knows_token(self, body: str) -> bool:
        """Judge a UsernameToken (OASIS WSS UsernameToken 1.0); a nonce counts once."""
        name, nonce, created = (_argument(body, part) for part in ("Username", "Nonce", "Created"))
        kind = re.search(r'<\w+:Password[^>]*Type="[^"]*#(\w+)"', body)
        told = _argument(body, "Password")
        if kind and kind[1] == "PasswordDigest":
            if not nonce or nonce in self.nonces:
                return False
            self.nonces.append(nonce)
            raw = base64.b64decode(nonce) + created.encode() + self.password.encode()
            right = base64.b64encode(hashlib.sha1(raw).digest()).decode()  # noqa: S324 - the standard's own
        else:
            right = self.password
        return (name, told, kind and kind[1]) == (USERNAME, right, self.token)

    def LayDanhSachVanBan(self, since: str) -> tuple[str, str]:
        """List the ids since a day; like many services, a badly written day gives an empty list and no error."""
        day = _day(since) if _day(since).year < self.deaf_from else date.max
        return "0", "".join(_tag("maVanBan", one.ma) for one in self.documents if one.ngay_vao >= day)

    def LayChiTietVanBan(self, wanted: str) -> tuple[str, str]:
        """Give one document."""
        found = [one for one in self.documents if one.ma == wanted]
        return "0" if found else "404", "".join(_document(one) for one in found[-1:])

    def LayDienBien(self, since: str) -> tuple[str, str]:
        """List what happened since a day."""
        return "0", "".join(_event(one) for one in self.events if _day(one.luc[:10]) >= _day(since))

    def CapNhatTinhTrang(self, key: str, task: str, lead: str, word: str, due: str) -> tuple[str, str]:
        """Show a standing from now on."""
        if word not in WORDS or not any(task.startswith(one.ma + "/") for one in self.documents):
            return "404", ""
        self.told.append((key, task, lead, word, due))
        return "0", ""

    def LayTinhTrang(self, task: str, lead: str) -> tuple[str, str]:
        """Say which standing is shown."""
        shown = [one[3:] for one in self.told if one[1:3] == (task, lead)]
        return ("0", _tag("tinhTrang", shown[-1][0]) + _tag("hanXuLy", shown[-1][1])) if shown else ("404", "")


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day only
    except ValueError:
        return date.max


def _argument(body: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}\b[^>]*>([^<]*)<", body)
    return unescape(found[1]) if found else ""


def _envelope(inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope'
        ' xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
        f' xmlns:r="{RPC}" xmlns:k="{TYPES}"><SOAP-ENV:Body>{inner}</SOAP-ENV:Body></SOAP-ENV:Envelope>'
    )


def _result(operation: str, code: str, inner: str) -> str:
    """Wrap a result: the wrapper in the binding's namespace, the part in none, what is inside in the schema's."""
    return _envelope(
        f"<r:{operation}Response><ketQua><k:maLoi>{code}</k:maLoi><k:moTa/>{inner}</ketQua></r:{operation}Response>"
    )


def _document(one: VanBan) -> str:
    level = "" if one.do_mat is None else _tag("doMat", one.do_mat)
    tasks = "".join(_task(f"{one.ma}/{n}", task) for n, task in enumerate(one.nhiem_vu, start=1))
    issuer = "<k:coQuanBanHanh><k:ten>Ủy ban nhân dân tỉnh Quảng Ngãi</k:ten></k:coQuanBanHanh>"
    return (
        f"<k:vanBan>{_tag('maVanBan', one.ma)}{_tag('soVanBan', one.so)}{_tag('kyHieu', one.ky_hieu)}"
        f"{_tag('ngayBanHanh', one.ngay_vao.strftime('%d/%m/%Y'))}{_tag('loaiVanBan', one.loai)}{issuer}"
        f"{_tag('nguoiKy', 'Nguyễn Văn A')}{level}{_tag('trichYeu', one.trich_yeu)}"
        f"<k:danhSachNhiemVu>{tasks}</k:danhSachNhiemVu></k:vanBan>"
    )


def _event(one: DienBien) -> str:
    whose = _tag("donVi", one.don_vi) if one.don_vi else ""
    return (
        f"<k:dienBien>{_tag('ma', one.ma)}{_tag('loai', one.loai)}{_tag('maVanBan', one.ma_nhiem_vu.split('/')[0])}"
        f"{_tag('maNhiemVu', one.ma_nhiem_vu)}{whose}{_tag('thoiDiem', one.luc)}</k:dienBien>"
    )


def _task(key: str, task: NhiemVu) -> str:
    due = _tag("hanXuLy", task.han) if task.han else ""
    return (
        f"<k:nhiemVu>{_tag('maNhiemVu', key)}{_tag('noiDung', task.noi_dung)}{due}"
        f"<k:chuTri>{''.join(_tag('donVi', name) for name in task.chu_tri)}</k:chuTri>"
        f"<k:phoiHop>{''.join(_tag('donVi', name) for name in task.phoi_hop)}</k:phoiHop></k:nhiemVu>"
    )


def _tag(name: str, text: str) -> str:
    return f"<k:{name}>{escape(text)}</k:{name}>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service: ClassVar[SecondService]

    def do_GET(self) -> None:
        documents = {PATH + "?wsdl": WSDL, PATH + "?xsd=kieu": SCHEMA}
        self._say(200 if self.path in documents else 404, documents.get(self.path, ""))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.service.requests.append((self.headers.get("SOAPAction", ""), dict(self.headers), body))
        if self.path != PATH:
            self._say(404, "")
            return
        self._say(200, self.service.answer(body, self.headers.get("Authorization", "")))

    def _say(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that goes away in the middle is what some tests do."""


@contextlib.contextmanager
def serving(
    port: int = 0, tls: ssl.SSLContext | None = None, service: SecondService | None = None
) -> Iterator[SecondService]:
    """Serve on loopback in a thread; gives the service with its `url` and `wsdl`."""
    service = service or SecondService()
    handler = type("Handler", (_Handler,), {"service": service})
    with _Server(("127.0.0.1", port), handler) as server:
        if tls is not None:
            # The handshake belongs to each connection: one that fails stops nobody.
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        service.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}{PATH}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, default=0)
    with serving(arguments.parse_args().port) as running:
        print(running.url, flush=True)
        threading.Event().wait()
