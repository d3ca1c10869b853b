"""A time-stamping authority made with openssl, behind a small HTTP server; it does wrong things when asked to."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha512
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLICY, OTHER_POLICY = "1.3.6.1.4.1.32473.1", "1.3.6.1.4.1.32473.2"

CONFIGURATION = f"""
[ tsa ]
default_tsa = tsa_config
[ tsa_config ]
dir = .
serial = $dir/serial
crypto_device = builtin
signer_cert = $dir/tsa.pem
certs = $dir/root.pem
signer_key = $dir/tsa.key
signer_digest = sha256
default_policy = {POLICY}
other_policies = {OTHER_POLICY}
digests = DIGESTS
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""

USAGE = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"


def openssl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@dataclass
class Authority:
    """`spoil` may change the request before it is answered, and the answer before it is sent."""

    folder: Path
    spoil_query: Callable[[bytes], bytes] | None = None
    spoil_reply: Callable[[bytes], bytes] | None = None
    status: int = 200
    media_type: str = "application/timestamp-reply"
    policy: str = ""
    heads: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        more = ["-tspolicy", self.policy] if self.policy else []
        openssl(self.folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply", *more)
        return (self.folder / "reply").read_bytes()


def made(folder: Path, usage: str = USAGE, digests: str = "sha256, sha512", days: str = "2") -> Authority:
    """Make a root, a certificate for time stamps below it, and the configuration of an authority."""
    folder.mkdir()
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(folder, "req", "-x509", *curve, "-days", "3", "-subj", f"/CN=root of {folder.name}", "-keyout", "root.key",
            "-out", "root.pem")  # fmt: skip
    openssl(folder, "req", *curve, "-subj", "/CN=tsa", "-keyout", "tsa.key", "-out", "tsa.csr")
    (folder / "tsa.ext").write_text(usage)
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-days", days, "-extfile", "tsa.ext")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem")
    (folder / "tsa.cnf").write_text(CONFIGURATION.replace("DIGESTS", digests))
    (folder / "serial").write_text("01\n")
    return Authority(folder)


@contextmanager
def serving(authority: Authority) -> Iterator[Authority]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.heads.append({"path": self.path, **dict(self.headers)})
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = authority.reply(authority.spoil_query(query) if authority.spoil_query else query)
            reply = authority.spoil_reply(reply) if authority.spoil_reply else reply
            self.send_response(authority.status)
            self.send_header("Content-Type", authority.media_type)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    authority.url = f"http://127.0.0.1:{server.server_address[1]}/tsr/"
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def of_other_data(query: bytes) -> bytes:
    """Ask for another imprint than was asked for."""
    at = query.index(b"\x04\x40") + 2
    return query[:at] + sha512(b"other").digest() + query[at + 64 :]


def with_other_nonce(query: bytes) -> bytes:
    """Change the last byte of the nonce, which stands before the wish for a certificate."""
    assert query.endswith(b"\x01\x01\xff")
    return query[:-4] + bytes([query[-4] ^ 1]) + query[-3:]


def with_status(number: int) -> Callable[[bytes], bytes]:
    """Write another status into an answer: the first number of its first part."""

    def changed(reply: bytes) -> bytes:
        at = reply.index(b"\x02\x01", 2) + 2
        return reply[:at] + bytes([number]) + reply[at + 1 :]

    return changed
