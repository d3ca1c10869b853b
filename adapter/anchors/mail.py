"""An anchor that is a mailbox: every checkpoint is mailed to people who keep it (RFC 5321, RFC 8314 for TLS).

A mail cannot be asked for again, so nothing is read back: whoever got it hands it to the auditor.
"""

from __future__ import annotations

import email.policy
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from io import BufferedReader
from typing import Any, Self

from adapter import messages
from adapter.anchors.anchor import Anchor, Consistency, Held, IsOurs, Placed, anybodys
from adapter.core import notes, tlog
from adapter.core.problems import Problem, Refusal
from adapter.exchange import options as checks
from adapter.exchange.options import Check
from adapter.wire import AdministratorNeeded, Later, Trouble

KIND = "mail"

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""Where servers listen, by how the connection is secured."""

MOST_SAID = 65_536
"""So many bytes a server may say during one mail."""

ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,255}").fullmatch

READY = 220
"""What a server says first that serves us (RFC 5321 §4.2.3)."""

LOGGED_IN = 235
"""What it says to a right log-in (RFC 4954 §6)."""

LASTING = 500
"""From here on an answer stays the same however often one asks."""


def _address(value: object) -> str:
    if not isinstance(value, str) or not ADDRESS(value):
        raise ValueError
    return value


def _addresses(value: object) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not given:
        raise ValueError
    return tuple(map(_address, given))


def _port(value: object) -> int:
    number = int(value) if isinstance(value, int | str) and not isinstance(value, bool) else 0
    if not 0 < number < 65_536:  # noqa: PLR2004 - TCP's own bound
        raise ValueError
    return number


CHECKS = {
    "host": checks.text,
    "port": Check("no-port", _port),
    "security": checks.word(*PORTS),
    "from": Check("no-mail-address", _address),
    "to": Check("no-mail-address", _addresses),
    "username": checks.text,
    "password": checks.text,
    "ca_bundle": checks.file,
    "timeout_s": checks.seconds(0.1, 120),
}


def make(name: str, options: Mapping[str, object], origin: str, is_ours: IsOurs = anybodys) -> Anchor:
    """Make the anchor; raises `problems.Refusal` for options that are wrong. Speaks to nobody."""
    del origin, is_ours  # the note tells its origin, and mail is not read
    given = checks.checked(options, CHECKS, needed=("host", "from", "to"))
    security = given.get("security", "starttls")
    if bool(given.get("username")) != bool(given.get("password")):
        raise Refusal(Problem(code="anchor.mail-half-log-in"))
    if given.get("password") and security == "none":
        raise Refusal(Problem(code="anchor.mail-password-in-clear"))
    return _Mail(
        name=name,
        host=given["host"],
        port=given.get("port", PORTS[security]),
        security=security,
        sender=given["from"],
        to=given["to"],
        username=given.get("username", ""),
        password=given.get("password", ""),
        ca_bundle=given.get("ca_bundle", ""),
        timeout_s=given.get("timeout_s", 30.0),
    )


def written(note: bytes, sender: str, to: Sequence[str], at: datetime) -> EmailMessage:
    """Write the mail: the checkpoint in its text, to be read, and attached, to be kept byte for byte.

    The same checkpoint makes a mail of the same Message-ID.
    """
    text = note.decode()
    claim = tlog.checkpoint(notes.parse(note).text)
    told: dict[str, object] = {"size": claim.size, "origin": claim.origin, "note": text}
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"] = sender, ", ".join(to)
    mail["Subject"] = " / ".join(messages.text("mail.subject", language, **told) for language in ("vi", "en"))
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{sha256(note).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    body = "\n".join(messages.text("mail.body", language, **told) for language in ("vi", "en"))
    mail.set_content(f"{body}\n{text}", cte="quoted-printable")
    mail.add_attachment(note, maintype="application", subtype="octet-stream", filename=f"checkpoint-{claim.size}.txt")
    return mail


@dataclass(slots=True, kw_only=True)
class _Mail:
    """A server that takes mail, and who gets it."""

    name: str
    host: str
    port: int
    security: str
    sender: str
    to: tuple[str, ...]
    username: str = field(repr=False)
    password: str = field(repr=False)
    ca_bundle: str
    timeout_s: float
    kind: str = KIND

    def place(self, note: bytes, consistency: Consistency) -> Placed:  # noqa: ARG002 - a mailbox asks for no proof
        """Mail a checkpoint; returns once the server has taken it over for everybody."""
        at = datetime.now(UTC).replace(microsecond=0)
        mail = written(note, self.sender, self.to, at)
        with _told(self.host), self._server() as server:
            if self.username:
                self._log_in(server)
            if refused := server.send_message(mail, self.sender, self.to):
                raise _refusal(max(code for code, _ in refused.values()), self.host)
        return Placed(at=at, token=b"")

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if "PLAIN" not in server.esmtp_features.get("auth", "").upper().split():
            server.login(self.username, self.password)
            return
        # Not by the library, which knows ASCII alone: RFC 4616 has UTF-8.
        told = f"\0{self.username}\0{self.password}".encode()
        code, _ = server.docmd("AUTH", f"PLAIN {notes.in_base64(told)}")
        if code != LOGGED_IN:
            raise smtplib.SMTPAuthenticationError(code, b"")

    def newest(self) -> Held | None:
        """Say nothing: what was mailed cannot be asked for."""
        return None

    @contextmanager
    def _server(self) -> Iterator[smtplib.SMTP]:
        """Connect; whatever the server does, it ends in time."""
        context = _Context(self.ca_bundle)
        server = _Server(self.host, context if self.security == "tls" else None, self.timeout_s)
        cut = threading.Timer(self.timeout_s, server.cut)
        cut.daemon = True
        cut.start()
        try:
            code, _ = server.connect(self.host, self.port)
            if code != READY:
                raise _refusal(code, self.host)
            if self.security == "starttls":
                server.starttls(context=context)
                server.sock.do_handshake()
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            cut.cancel()
            server.close()


class _Context(ssl.SSLContext):
    """Proves who the server is; leaves the handshake to a moment when it can be cut."""

    def __new__(cls, _: str) -> Self:
        return super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)

    def __init__(self, ca_bundle: str) -> None:
        super().__init__()
        self.minimum_version = ssl.TLSVersion.TLSv1_2
        if ca_bundle:
            self.load_verify_locations(cafile=ca_bundle)
        else:
            self.load_default_certs()

    def wrap_socket(self, sock: socket.socket, *_: Any, **options: Any) -> ssl.SSLSocket:  # noqa: ANN401 - as above it
        return super().wrap_socket(sock, server_hostname=options["server_hostname"], do_handshake_on_connect=False)


class _Server(smtplib.SMTP):
    """The library's client, which listens no longer than it should and no further than a bound."""

    file: Any = None
    sock: Any = None

    def __init__(self, host: str, context: ssl.SSLContext | None, timeout_s: float) -> None:
        name = socket.gethostname()
        # Given, so that nobody is asked for it.
        super().__init__(local_hostname=name if "." in name else "[127.0.0.1]", timeout=timeout_s)
        self._host = host  # whom a certificate has to name
        self._context = context
        self._over = False

    def cut(self) -> None:
        """End the connection, whatever it is waiting for: its time is over."""
        self._over = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def getreply(self) -> tuple[int, bytes]:
        """Read one answer."""
        if self._over:
            raise smtplib.SMTPServerDisconnected
        if self.file is None:
            self.file = _Said(self.sock.makefile("rb"))
        return super().getreply()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        if self._context is None:
            return plain
        self.sock = secured = self._context.wrap_socket(plain, server_hostname=host)
        secured.do_handshake()
        return secured


class _Said:
    """What the server says, up to a bound."""

    def __init__(self, file: BufferedReader) -> None:
        self._file, self._left = file, MOST_SAID

    def readline(self, most: int) -> bytes:
        """Read a line; raises OSError past the bound."""
        line = self._file.readline(most)
        self._left -= len(line)
        if self._left < 0:
            raise OSError
        return line

    def close(self) -> None:
        """Let go of it."""
        self._file.close()


@contextmanager
def _told(host: str) -> Iterator[None]:
    """Turn what the library raises into the kinds of trouble; never with words of the server."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise AdministratorNeeded("anchor.mail-log-in", host=host, status=error.smtp_code) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal(max(code for code, _ in error.recipients.values()), host) from None
    except smtplib.SMTPServerDisconnected:
        raise Later("anchor.mail-away", host=host, reason="disconnected") from None
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, host) from None
    except smtplib.SMTPNotSupportedError:
        raise AdministratorNeeded("anchor.mail-cannot", host=host) from None
    except smtplib.SMTPException as error:
        raise AdministratorNeeded("anchor.mail-cannot", host=host) from error
    except ssl.SSLCertVerificationError:
        raise AdministratorNeeded("anchor.mail-certificate", host=host) from None
    except (OSError, ValueError) as error:
        # ValueError: what the library says of a socket that was closed under it, or of a name that is none.
        raise Later("anchor.mail-away", host=host, reason=type(error).__name__) from None


def _refusal(code: int, host: str) -> Trouble:
    kind = AdministratorNeeded if code >= LASTING else Later
    return kind("anchor.mail-refused", host=host, status=code)
