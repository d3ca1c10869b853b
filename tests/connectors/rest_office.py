"""A small document system by plain HTTP with XML, as `mappings/simulator-rest.yaml` describes it, changed at will."""

from __future__ import annotations

import itertools
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "urn:vn:qlvb:rest:1"
TOKEN = "bi-mat-0123456789"
BEGIN = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 - written without zone, as the service does
BEFORE = "/goc/api"


@dataclass
class Office:
    """What it holds, and what it was asked."""

    documents: dict[str, tuple[int, datetime, str]] = field(default_factory=dict)  #: version, modified, text
    told: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  #: key, path, content; each key once
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  #: method, target, header lines
    token: str = TOKEN
    busy: bool = False
    url: str = ""
    clock: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def put(self, text: str, reference: str) -> None:
        version = self.documents.get(reference, (0, BEGIN, ""))[0] + 1
        self.documents[reference] = (version, BEGIN + timedelta(seconds=next(self.clock)), text)

    def answer(self, method: str, target: str, heads: dict[str, str], body: bytes) -> tuple[int, str]:
        """Give status and XML."""
        self.asked.append((method, target, heads))
        if self.busy:
            return 503, "<html>bảo trì</html>"
        if heads.get("authorization") != f"Bearer {self.token}":
            return 401, ""
        return self._read(target) if method == "GET" else self._apply(target, body)

    def _read(self, target: str) -> tuple[int, str]:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        steps = [unquote(step) for step in parts.path.removeprefix(BEFORE).split("/")[1:]]
        match steps:
            case ["van-ban"]:
                return 200, self._list(query)
            case ["van-ban", reference]:
                return self._document(reference)
            case ["so-van-ban"]:
                return 200, f'<SoVanBan xmlns="{NAMESPACE}" rieng="0"/>'
            case ["van-ban", *_]:
                return 200, self._shown(target)
        return 404, f'<Loi xmlns="{NAMESPACE}" ma="KHONG-CO"/>'

    def _list(self, query: dict[str, str]) -> str:
        since = datetime.strptime(query["tu"], "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007 - the same
        rows = sorted((at, name, version) for name, (version, at, _) in self.documents.items() if at >= since)
        first = int(query.get("trang", "0"))
        size = int(query["so"])
        items = "".join(
            f"<VanBan ma={quoteattr(name)} phienBan='{version}' vaoSo='05/01/2026' sua='{at:%d/%m/%Y %H:%M:%S}'>"
            "<DoMat>Thuong</DoMat></VanBan>"
            for at, name, version in rows[first : first + size]
        )
        more = f"<TrangSau>{first + size}</TrangSau>" if first + size < len(rows) else ""
        return f'<DanhSach xmlns="{NAMESPACE}">{items}{more}</DanhSach>'

    def _document(self, reference: str) -> tuple[int, str]:
        if reference not in self.documents:
            return 404, "<html><body>không có</body></html>"
        version, _, text = self.documents[reference]
        inner = f"<TrichYeu>{escape(text)}</TrichYeu>"
        return 200, f'<VanBan xmlns="{NAMESPACE}" ma={quoteattr(reference)} phienBan="{version}">{inner}</VanBan>'

    def _apply(self, target: str, body: bytes) -> tuple[int, str]:
        content = {str(one.tag).rpartition("}")[2]: one.text or "" for one in ET.fromstring(body)}
        if content["Khoa"] not in [key for key, _, _ in self.told]:
            self.told.append((content["Khoa"], target, content))
        return 204, ""

    def _shown(self, target: str) -> str:
        found = [content for _, place, content in self.told if place == target]
        if not found:
            return f'<TinhTrang xmlns="{NAMESPACE}"/>'
        names = {"Khoa": "khoa", "Ma": "ma", "Han": "han", "Xong": "xong", "Thieu": "thieu", "ChatLuong": "chatLuong"}
        told = "".join(f" {names[name]}={quoteattr(value)}" for name, value in found[-1].items())
        return f'<TinhTrang xmlns="{NAMESPACE}"{told}/>'


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Office]:
    """Serve an empty office."""
    office = Office()

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of connections that failed: that they do is what some tests are about."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _deal(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            heads = {name.lower(): value for name, value in self.headers.items()}
            status, text = office.answer(self.command, self.path, heads, body)
            self.send_response_only(status)
            self.send_header("Date", format_datetime(datetime.now(UTC), usegmt=True))
            if status != 204:
                kind = "text/html" if text.startswith("<html") else "application/xml"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_PUT = _deal  # noqa: N815 - the library's names

    server = Quiet(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    office.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{server.server_address[1]}{BEFORE}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
