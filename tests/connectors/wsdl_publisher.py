"""A small web server that publishes the second service's WSDL as real products do: in pieces that name each other.

By a query (`?xsd=…`), relative, absolute, with the same name in two folders, in a circle back to the WSDL itself.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from second_service_wsdl import RPC, SCHEMA, TYPES, WSDL

PATH = "/dichvu/vanban.asmx"


def schema(inside: str = "", namespace: str = TYPES) -> str:
    """Give a schema that holds nothing but what is given."""
    return f'<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}">{inside}</s:schema>'


def include(location: str) -> str:
    return f'<s:include schemaLocation="{location}"/>'


@dataclass
class Publisher:
    """What is published now; tests change it at will."""

    pages: dict[str, str] = field(default_factory=dict)  #: path and query → document
    asked: list[tuple[str, str]] = field(default_factory=list)  #: path and query, Authorization
    status: int = 200
    delay_s: float = 0.0  #: before every answer
    elsewhere: str | None = None  #: what every other address answers
    url: str = ""  #: without a path

    @property
    def wsdl(self) -> str:
        return f"{self.url}{PATH}?wsdl"

    def publish(self) -> None:
        """Publish the tree as it is meant to be: seven documents."""
        back = f'<import namespace="{RPC}" location="{self.wsdl}"/>'
        root = WSDL.replace("<types>", '<import namespace="urn:phu" location="phu/phu.wsdl"/><types>')
        self.pages = {
            f"{PATH}?wsdl": root.replace("?xsd=kieu", "?xsd=xsd0"),
            "/dichvu/phu/phu.wsdl": f'<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:phu">{back}</definitions>',  # noqa: E501 - one document
            f"{PATH}?xsd=xsd0": SCHEMA.replace(
                "<xsd:complexType", include("chung.xsd").replace("s:", "xsd:") + "<xsd:complexType", 1
            ),
            "/dichvu/chung.xsd": schema(include("kieu/chung.xsd") + include(f"{self.url}{PATH}?xsd=xsd1")),
            "/dichvu/kieu/chung.xsd": schema(include("../chung.xsd") + include("CHUNG.xsd")),
            "/dichvu/kieu/CHUNG.xsd": schema(),
            f"{PATH}?xsd=xsd1": schema(include("?xsd=xsd0")),
        }


class _Handler(BaseHTTPRequestHandler):
    publisher: ClassVar[Publisher]

    def do_GET(self) -> None:
        publisher = self.publisher
        publisher.asked.append((self.path, self.headers.get("Authorization", "")))
        time.sleep(publisher.delay_s)
        page = publisher.pages.get(self.path, publisher.elsewhere)
        data = (page or "").encode()
        self.send_response(publisher.status if page is not None else 404)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: who asked may have given up."""


@contextlib.contextmanager
def publishing() -> Iterator[Publisher]:
    """Publish on loopback in a thread."""
    publisher = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": publisher})
    with _Server(("127.0.0.1", 0), handler) as server:
        publisher.url = f"http://127.0.0.1:{server.server_port}"
        publisher.publish()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield publisher
        finally:
            server.shutdown()
            thread.join()
