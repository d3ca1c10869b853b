"""A log and its client as somebody else would write them: by the texts of RFC 6962 and C2SP, with nothing of ours."""

from __future__ import annotations

import base64
import http.client
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def vkey(name: str, kind: int, public: bytes) -> str:
    return f"{name}+{key_id(name, kind, public).hex()}+{b64(bytes([kind]) + public)}"


def tree(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, by its very words."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\x01" + tree(leaves[:k]) + tree(leaves[k:])).digest()


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def proof(m: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 6962 §2.1.2."""
    return [] if m in (0, len(leaves)) else subproof(m, leaves, whole=True)


def subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    n = len(leaves)
    if m == n:
        return [] if whole else [tree(leaves)]
    k = split(n)
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), tree(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), tree(leaves[:k])]


@dataclass
class Log:
    """Grows, signs, proves; whoever copies it with its key can tell another history."""

    origin: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    leaves: list[bytes] = field(default_factory=list)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def vkey(self) -> str:
        return vkey(self.origin, 1, self.public)

    def grow(self, *leaves: str) -> Log:
        self.leaves += [leaf.encode() for leaf in leaves]
        return self

    def fork(self, size: int, *leaves: str) -> Log:
        """Give a log that shares the first leaves and goes on otherwise, signed with the very same key."""
        return Log(self.origin, self.key, self.leaves[:size]).grow(*leaves)

    def text(self, size: int | None = None) -> str:
        n = len(self.leaves) if size is None else size
        return f"{self.origin}\n{n}\n{b64(tree(self.leaves[:n]))}\n"

    def note(self, size: int | None = None) -> bytes:
        text = self.text(size)
        signature = key_id(self.origin, 1, self.public) + self.key.sign(text.encode())
        return f"{text}\n— {self.origin} {b64(signature)}\n".encode()

    def body(self, old: int, size: int | None = None) -> bytes:
        n = len(self.leaves) if size is None else size
        lines = "".join(f"{b64(part)}\n" for part in proof(old, self.leaves[:n])) if old <= n else ""
        return f"old {old}\n{lines}\n".encode() + self.note(n)


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: bytes


def ask(url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request(method, parts.path.rstrip("/") + path, body)
        reply = connection.getresponse()
        return Answer(reply.status, reply.getheader("Content-Type", ""), reply.read())
    finally:
        connection.close()


def add(url: str, body: bytes) -> Answer:
    return ask(url, "POST", "/add-checkpoint", body)


def cosigned(text: str, lines: bytes, witness: str) -> int | None:
    """Give the moment at which a witness (by its verifier key) signed a text; None where no line of it is right."""
    name, _, rest = witness.partition("+")
    public = base64.b64decode(rest.partition("+")[2])[1:]
    for line in lines.decode().splitlines():
        dash, said, value = line.split(" ")
        data = base64.b64decode(value)
        if (dash, said, data[:4]) != ("—", name, key_id(name, 4, public)):
            continue
        at = int.from_bytes(data[4:12], "big")
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(data[12:], f"cosignature/v1\ntime {at}\n{text}".encode())
        except InvalidSignature:
            continue
        return at
    return None
