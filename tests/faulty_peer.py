"""A peer on a real socket that does one wrong thing on every connection."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Script = Callable[["Talk"], None]


@dataclass
class Talk:
    """One connection; the request has been read."""

    connection: socket.socket
    stopped: threading.Event
    request: bytes = b""

    def say(self, text: bytes | str) -> None:
        self.connection.sendall(text.encode() if isinstance(text, str) else text)

    def drip(self, text: bytes, pause_s: float = 0.05) -> None:
        for at in range(len(text)):
            self.connection.sendall(text[at : at + 1])
            if self.stopped.wait(pause_s):
                return

    def hang(self) -> None:
        """Say nothing until the other side hangs up."""
        while not self.stopped.is_set():
            ready, _, _ = select.select([self.connection], [], [], 0.05)
            if ready and not self.connection.recv(65536):
                return

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()


@dataclass
class FaultyPeer:
    script: Script
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/service"
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(30)
            while request := _read_request(connection):
                self.requests.append(request)
                self.script(Talk(connection, self.stopped, request))

    def stop(self) -> None:
        self.stopped.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(5)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    length = re.search(rb"(?i)content-length: (\d+)", data)
    wanted = data.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
    while len(data) < wanted:
        data += connection.recv(65536)
    return data


@contextlib.contextmanager
def faulty(script: Script) -> Iterator[FaultyPeer]:
    peer = FaultyPeer(script)
    try:
        yield peer
    finally:
        peer.stop()


def answer(
    body: bytes | str,
    *heads: str,
    status: str = "200 OK",
    kind: str = "text/xml; charset=utf-8",
    length: bool = True,
) -> Script:
    """Answer properly framed; connections stay open."""
    data = body.encode() if isinstance(body, str) else body

    def script(talk: Talk) -> None:
        lines = [f"HTTP/1.1 {status}", *heads]
        if kind:
            lines.append(f"Content-Type: {kind}")
        if length:
            lines.append(f"Content-Length: {len(data)}")
        talk.say("\r\n".join(lines).encode() + b"\r\n\r\n" + data)

    return script


def raw(data: bytes | str, *, close: bool = True) -> Script:
    """Say exactly this, then close."""

    def script(talk: Talk) -> None:
        talk.say(data)
        if close:
            talk.connection.shutdown(socket.SHUT_RDWR)

    return script


def endless(talk: Talk) -> None:
    talk.say("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<a>")
    while not talk.stopped.is_set():
        talk.say(b"x" * 65536)


def endless_redirect(talk: Talk) -> None:
    talk.say("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n")
    while not talk.stopped.is_set():
        talk.say(b"x" * 65536)


def endless_headers(talk: Talk) -> None:
    talk.say("HTTP/1.1 200 OK\r\n")
    while not talk.stopped.is_set():
        talk.say("X: 1\r\n" * 1000)


def endless_continue(talk: Talk) -> None:
    while not talk.stopped.is_set():
        talk.say("HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def slow_body(talk: Talk) -> None:
    talk.say("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n")
    talk.drip(b"<" * 1000)


def slow_headers(talk: Talk) -> None:
    talk.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-Slow: " + b"x" * 1000)


def hang_after_headers(talk: Talk) -> None:
    talk.say("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 10\r\n\r\n")
    talk.hang()
