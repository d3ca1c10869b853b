"""Certificates of the tests' own: an authority, a server for 127.0.0.1, a client; made anew with openssl."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificates:
    """Files in PEM."""

    folder: Path

    def __getattr__(self, name: str) -> str:
        return str(self.folder / f"{name}.pem")

    def server(self, *, asks_for_ours: bool) -> ssl.SSLContext:
        """Make what a server needs; it may insist on a certificate of its own authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server_cert, self.server_key)
        if asks_for_ours:
            context.load_verify_locations(self.authority)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


def make(folder: Path) -> Certificates:
    """Make an authority and what it has signed."""
    made = Certificates(folder)
    _run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
         "/CN=authority", "-keyout", made.authority_key, "-out", made.authority)  # fmt: skip
    for name in ("server", "client"):
        request, key, cert = (str(folder / f"{name}_{part}.pem") for part in ("request", "key", "cert"))
        extension = folder / f"{name}.ext"
        extension.write_text("subjectAltName=IP:127.0.0.1\n" if name == "server" else "extendedKeyUsage=clientAuth\n")
        _run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
             "-keyout", key, "-out", request)  # fmt: skip
        _run("x509", "-req", "-in", request, "-CA", made.authority, "-CAkey", made.authority_key, "-days", "2",
             "-extfile", str(extension), "-out", cert)  # fmt: skip
    both = Path(made.client_cert).read_text() + Path(made.client_key).read_text()
    (folder / "client_both.pem").write_text(both)
    return made


def _run(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
