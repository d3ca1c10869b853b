"""A witness as somebody else would write it: by the text of C2SP `tlog-witness`, with nothing of ours; and bad ones."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import naive_log
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Reply = tuple[int, str, bytes]


@dataclass
class Witness:
    """Keeps everything in memory; `spoil` may answer in its place."""

    name: str = "witness.example/w1"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    logs: dict[str, bytes] = field(default_factory=dict)  #: origin → public key
    known: dict[str, tuple[int, bytes, bytes]] = field(default_factory=dict)  #: origin → size, root, note
    spoil: Callable[[Reply, bytes], Reply] | None = None
    bodies: list[bytes] = field(default_factory=list)
    url: str = ""

    @property
    def vkey(self) -> str:
        return naive_log.vkey(self.name, 4, self.key.public_key().public_bytes_raw())

    def watch(self, log: naive_log.Log) -> None:
        self.logs[log.origin] = log.public

    def answer(self, body: bytes) -> Reply:  # noqa: PLR0911 - as the specification lists them
        head, _, note = body.partition(b"\n\n")
        old_line, *lines = head.decode().split("\n")
        word, _, number = old_line.partition(" ")
        if word != "old" or not number.isdigit() or (number != "0" and number[0] == "0"):
            return 400, "text/plain", b"old?\n"
        old, hashes = int(number), [base64.b64decode(line) for line in lines]
        text = note.partition(b"\n\n")[0] + b"\n"
        origin, size_line, root_line = text.decode().split("\n")[:3]
        size, root = int(size_line), base64.b64decode(root_line)
        if origin not in self.logs:
            return 404, "text/plain", b"unknown\n"
        if not self._signed(note, text, origin):
            return 403, "text/plain", b"signature\n"
        if old > size:
            return 400, "text/plain", b"old\n"
        have, former, _ = self.known.get(origin, (0, sha256(b"").digest(), b""))
        if old != have:
            return 409, "text/x.tlog.size", b"%d\n" % have
        if old == size and root != former:
            return 409, "text/plain", b"root\n"
        if not consistent(old, size, former, root, hashes):
            return 422, "text/plain", b"proof\n"
        line = self.sign(text.decode())
        self.known[origin] = (size, root, note + line)
        return 200, "text/plain; charset=utf-8", line

    def sign(self, text: str, at: int | None = None) -> bytes:
        at = int(time.time()) if at is None else at
        public = self.key.public_key().public_bytes_raw()
        value = at.to_bytes(8, "big") + self.key.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return f"— {self.name} {naive_log.b64(naive_log.key_id(self.name, 4, public) + value)}\n".encode()

    def _signed(self, note: bytes, text: bytes, origin: str) -> bool:
        public = self.logs[origin]
        for line in note.partition(b"\n\n")[2].decode().splitlines():
            _, name, value = line.split(" ")
            data = base64.b64decode(value)
            if (name, data[:4]) == (origin, naive_log.key_id(origin, 1, public)):
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(data[4:], text)
                except InvalidSignature:
                    return False
                return True
        return False


def consistent(m: int, n: int, former: bytes, root: bytes, hashes: list[bytes]) -> bool:
    """Rebuild both roots by walking the recursion of RFC 6962 §2.1.2 from its end."""
    if m in (0, n):
        return not hashes and (m == 0 or former == root)
    left = list(hashes)

    def rebuilt(m: int, n: int, *, whole: bool) -> tuple[bytes, bytes]:
        if m == n:
            part = former if whole else left.pop(0)
            return part, part
        k = naive_log.split(n)
        if m <= k:
            old, new = rebuilt(m, k, whole=whole)
            return old, sha256(b"\x01" + new + left.pop(0)).digest()
        old, new = rebuilt(m - k, n - k, whole=False)
        at_left = left.pop(0)
        return sha256(b"\x01" + at_left + old).digest(), sha256(b"\x01" + at_left + new).digest()

    try:
        return rebuilt(m, n, whole=True) == (former, root) and not left
    except IndexError:
        return False


@contextmanager
def serving(witness: Witness) -> Iterator[Witness]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            witness.bodies.append(body)
            reply = witness.answer(body) if self.path == "/add-checkpoint" else (404, "text/plain", b"path\n")
            self._say(*(witness.spoil(reply, body) if witness.spoil else reply))

        def do_GET(self) -> None:
            found = [note for log, (_, _, note) in witness.known.items()
                     if self.path == f"/{sha256(log.encode()).hexdigest()}/checkpoint"]  # fmt: skip
            reply = (200, "text/plain", found[0]) if found else (404, "text/html", b"<p>nothing")
            self._say(*(witness.spoil(reply, b"") if witness.spoil else reply))

        def _say(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    witness.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield witness
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
