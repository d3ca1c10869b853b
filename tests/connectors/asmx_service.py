"""A task service as ASP.NET web services (ASMX) of provinces are: one element says everything of a directive.

A directive comes with its tasks, and a task with the work on it: reports, results, extensions, judgements, transfers.
The lead agencies are those of now. A change of anything is a new version of the whole directive (`NgayCapNhat`, local
time without a zone); changes are asked for by day, in pages counted from 0. Document/literal wrapped. Name and
password are arguments of every request; results stand in `MaLoi` with HTTP 200. The standing that is shown is XML
written as text. Requests are told apart by their SOAPAction, as ASP.NET does.

State is plain values named as on the wire: None is written as `xsi:nil`, what is missing is left out, a list holds
(name, value) pairs. Nothing of the adapter is used here. Its clock is `now`; tests move it, and say what happens.
"""

# ruff: noqa: N802 - methods bear the names of the operations

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from xml.sax.saxutils import escape, unescape

from asmx_service_wsdl import OPERATIONS, SPACE, WSDL

PATH = "/QuanLyNhiemVu.asmx"
USERNAME, PASSWORD = "tich-hop", "mật-khẩu-asmx-2026"
WORDS = {
    "thuhoi", "dangthuchien_khonghan", "dahoanthanh_tronghan", "dahoanthanh_quahan", "dangthuchien_quahan",
    "dangthuchien_tronghan",
}  # fmt: skip
DON_VI = {
    1: "Ủy ban nhân dân tỉnh Quảng Ngãi", 12: "Sở Y tế", 14: "Sở Nội vụ", 15: "Sở Tài chính",
    18: "Sở Khoa học và Công nghệ", 21: "Sở Xây dựng",
}  # fmt: skip
DUNG, SAI_DANG_NHAP, KHONG_CO, BAN = 0, 1, 4, 9  #: result codes: right, wrong log-in, no such task, busy

Value = Any
"""A text, a number, None (`xsi:nil`), a dict of elements, or a list of (name, value) pairs."""


def don_vi(ma: int) -> dict[str, Value]:
    """Write an agency: the service's own number for it, and its name."""
    return {"MaDonVi": ma, "TenDonVi": DON_VI[ma]}


def nhiem_vu(ma: int, noi_dung: str, chu_tri: list[int], han: str = "", **more: Value) -> tuple[str, dict[str, Value]]:
    """Write a task; `han` is a day as dd/MM/yyyy, and left out when it is empty."""
    task: dict[str, Value] = {
        "Id": ma, "LoaiNhiemVu": 1, "NoiDung": noi_dung, "HanXuLy": han,
        "DonViChuTri": [("DonVi", don_vi(one)) for one in chu_tri], "TrangThaiXuLy": 1,
        **{name: [] for name in LISTS.values()}, **more,
    }  # fmt: skip
    return "NhiemVu", {name: value for name, value in task.items() if value != ""}


LISTS = {
    "BaoCao": "DanhSachBaoCao",
    "KetQua": "DanhSachKetQua",
    "GiaHan": "DanhSachGiaHan",
    "ChuyenDonVi": "DanhSachChuyen",
}


def van_ban(
    ma: int, so: str, ngay: str, *viec: tuple[str, Value], do_mat: int | None = 0, **more: Value
) -> dict[str, Value]:
    """Write a directive; `ngay` is a day as dd/MM/yyyy."""
    day = datetime.strptime(ngay, "%d/%m/%Y")  # noqa: DTZ007 - local time, as the service writes it
    return {
        "Id": ma, "SoKyHieu": so, "NgayBanHanh": ngay, "IdLoaiVanBan": 3, "TrichYeu": f"V/v phát triển kinh tế số {ma}",
        "NguoiKy": None, "CoQuanBanHanh": don_vi(1), "DoMat": do_mat, "DaThuHoi": "false",
        "NgayTao": day.replace(hour=8).isoformat(), "NgayCapNhat": day.replace(hour=9, microsecond=ma).isoformat(),
        "DanhSachNhiemVu": list(viec), **more,
    }  # fmt: skip


@dataclass
class TaskService:
    """The state of one running service; tests change it at will."""

    now: datetime  #: the clock of the service, in Vietnam; answers and changes bear its time
    directives: list[dict[str, Value]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)  #: pushes that were accepted, in their order
    password: str = PASSWORD
    busy: bool = False
    changes: int = 0
    requests: list[tuple[str, str]] = field(default_factory=list)  #: SOAPAction, body
    url: str = ""

    @property
    def wsdl(self) -> str:
        return self.url + "?WSDL"

    def task(self, ma: int) -> dict[str, Value]:
        """Give a task to be changed, and let its directive be a new version."""
        found = next(one for one in self.directives if any(task["Id"] == ma for _, task in one["DanhSachNhiemVu"]))
        self.changed(found["Id"])
        return next(task for _, task in found["DanhSachNhiemVu"] if task["Id"] == ma)

    def changed(self, ma: int, **changes: Value) -> None:
        """Change a directive, now."""
        directive = next(one for one in self.directives if one["Id"] == ma)
        self.changes += 1
        at = self.now.replace(tzinfo=None, microsecond=self.changes)
        directive |= {"NgayCapNhat": at.isoformat(), **changes}

    def says(self, ma: int, what: str, **values: Value) -> None:
        """Let a task's element say one thing more: a `BaoCao`, `KetQua`, `GiaHan` or `ChuyenDonVi`."""
        self.task(ma)[LISTS[what]].append((what, values))

    def answer(self, action: str, body: str) -> str:
        """Answer one request; ASP.NET looks at the SOAPAction alone."""
        operation = action.strip('"').removeprefix(SPACE)
        if operation not in OPERATIONS:
            return _fault("soap:Client", "Server did not recognize the value of HTTP Header SOAPAction")
        if (_argument(body, "tenDangNhap"), _argument(body, "matKhau")) != (USERNAME, self.password):
            return _answer(operation, _coded(operation, SAI_DANG_NHAP))
        if self.busy:
            return _answer(operation, _coded(operation, BAN))
        result: str = getattr(self, operation)(body)
        return _answer(operation, result)

    def LayNhiemVuThayDoi(self, body: str) -> str:
        """List directives changed since a day, in the order of their changes; a badly written day gives no error."""
        since, page, size = (_argument(body, name) for name in ("tuNgay", "trang", "soDong"))
        rows = sorted(self.directives, key=lambda one: str(one["NgayCapNhat"]))
        found = [one for one in rows if date.fromisoformat(one["NgayCapNhat"][:10]) >= _day(since)]
        some = found[int(page) * int(size) : (int(page) + 1) * int(size)]
        listed = [("VanBanChiDao", one) for one in some]
        return _written({"MaLoi": DUNG, "MoTaLoi": "", "TongSo": len(found), "DanhSach": listed})

    def CapNhatTinhTrang(self, body: str) -> str:
        """Show a standing from now on; what is shown is part of the directive, which is a new version then."""
        names = (
            "MaYeuCau", "IdNhiemVu", "MaDonVi", "TinhTrang", "HanXuLy", "NgayHoanThanh", "ConThieu", "ChatLuong"
        )  # fmt: skip
        told = {name: _argument(body, name) for name in names if f":{name}>" in body}
        known = [str(task["Id"]) for one in self.directives for _, task in one["DanhSachNhiemVu"]]
        if told["TinhTrang"] not in WORDS or told["IdNhiemVu"] not in known or int(told["MaDonVi"]) not in DON_VI:
            return _written({"MaLoi": KHONG_CO, "MoTaLoi": "Không có nhiệm vụ"})
        self.told.append(told)
        self.task(int(told["IdNhiemVu"]))["TrangThaiXuLy"] = 4 if told["TinhTrang"].startswith("dahoanthanh") else 2
        return _written({"MaLoi": DUNG, "MoTaLoi": ""})

    def LayTinhTrang(self, body: str) -> str:
        """Say which standing is shown: XML written as text."""
        wanted = (_argument(body, "idNhiemVu"), _argument(body, "maDonVi"))
        shown = [one for one in self.told if (one["IdNhiemVu"], one["MaDonVi"]) == wanted]
        code = {"MaLoi": DUNG if shown else KHONG_CO}
        return _text({**code, **(shown[-1] if shown else {})})


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day only
    except ValueError:
        return date.max


def _argument(body: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}\b[^>]*>([^<]*)<", body)
    return unescape(found[1]) if found else ""


def _coded(operation: str, code: int) -> str:
    return _text({"MaLoi": code}) if operation == "LayTinhTrang" else _written({"MaLoi": code, "MoTaLoi": "Lỗi"})


def _text(values: dict[str, Value]) -> str:
    """Write XML as text, as a DataSet handed out as a string stands in an answer."""
    inside = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items())
    return escape(f'<?xml version="1.0" encoding="utf-16"?><TinhTrang>{inside}</TinhTrang>')


def _written(value: Value) -> str:
    """Write what is inside an element."""
    pairs = value.items() if isinstance(value, dict) else value
    return "".join(map(_one, *zip(*pairs, strict=True))) if pairs else ""


def _one(name: str, value: Value) -> str:
    if value is None:
        return f'<{name} xsi:nil="true" />'
    return f"<{name}>{_written(value) if isinstance(value, dict | list) else escape(str(value))}</{name}>"


def _answer(operation: str, result: str) -> str:
    inner = f"<{operation}Result>{result}</{operation}Result>"
    return _envelope(f'<{operation}Response xmlns="{SPACE}">{inner}</{operation}Response>')


def _fault(code: str, text: str) -> str:
    return _envelope(
        f"<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring><detail /></soap:Fault>"
    )


def _envelope(inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        f"<soap:Body>{inner}</soap:Body></soap:Envelope>"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service: ClassVar[TaskService]

    def do_GET(self) -> None:
        known = self.path.lower() == f"{PATH}?wsdl".lower()
        self._say(200 if known else 404, WSDL if known else "")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        action = self.headers.get("SOAPAction", "")
        self.service.requests.append((action, body))
        said = self.service.answer(action, body) if self.path == PATH else ""
        # ASP.NET answers a fault with 500, as SOAP 1.1 over HTTP has it.
        self._say(404 if not said else 500 if "<soap:Fault>" in said else 200, said)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give the time of the service's own clock."""
        return (
            super().date_time_string(timestamp)
            if timestamp
            else format_datetime(self.service.now.astimezone(UTC), usegmt=True)
        )

    def _say(self, status: int, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(service: TaskService) -> Iterator[TaskService]:
    """Serve on loopback in a thread; gives the service with its `url` and `wsdl`."""
    handler = type("Handler", (_Handler,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        service.url = f"http://127.0.0.1:{server.server_port}{PATH}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
