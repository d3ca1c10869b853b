"""A mail server over bare sockets (RFC 5321): takes mails, speaks TLS, asks for a log-in, or does as badly as told."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

USER, PASSWORD = "nhiemvu", "mật-khẩu-thử"


@dataclass
class Mail:
    """One mail that was taken over."""

    sender: str
    to: list[str]
    content: bytes
    secured: bool
    user: str

    @property
    def parsed(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class MailServer:
    """What it does, and what has come."""

    context: ssl.SSLContext | None = None
    at_once: bool = False  #: TLS from the first byte on
    log_in: bool = False
    offers: tuple[str, ...] = ("STARTTLS", "AUTH PLAIN LOGIN", "8BITMIME")
    answers: dict[str, str] = field(default_factory=dict)  #: by verb, instead of what is right
    misbehave: dict[str, Callable[[socket.socket], None]] = field(
        default_factory=dict
    )  #: by verb, instead of an answer
    mails: list[Mail] = field(default_factory=list)
    port: int = 0
    said: list[str] = field(default_factory=list)  #: verbs that were heard

    def serve(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            connection: socket.socket = plain
            if self.at_once and self.context:
                connection = self.context.wrap_socket(plain, server_side=True)
            self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        with ExitStack() as closing:
            self._answer(connection, closing)

    def _answer(self, connection: socket.socket, closing: ExitStack) -> None:  # noqa: C901, PLR0912 - verb by verb
        closing.enter_context(connection)
        secured, user, sender, to = self.at_once, "", "", list[str]()
        if not self._say(connection, "GREETING", "220 mail.example ESMTP"):
            return
        while line := self._line(connection):
            verb = line.split(" ")[0].upper().partition(":")[0]
            self.said.append(verb)
            answer = "250 ok"
            if verb == "EHLO":
                offered = [one for one in self.offers if one != "STARTTLS" or not secured]
                answer = "\r\n".join(["250-mail.example", *[f"250-{one}" for one in offered], "250 SIZE 1000000"])
            elif verb == "AUTH":
                told = base64.b64decode(line.split(" ")[2]).decode().split("\0")
                right = told[1:] == [USER, PASSWORD]
                user, answer = (USER, "235 welcome") if right else ("", "535 wrong: what you sent was not right")
            elif verb == "MAIL":
                sender, to = line, []
                answer = "530 log in" if self.log_in and not user else "250 ok"
            elif verb == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
                answer = self.answers.get(to[-1], "250 ok")
            elif verb == "STARTTLS":
                answer = "220 go"
            elif verb == "DATA":
                answer = "354 speak"
            if not self._say(connection, verb, answer):
                return
            if verb == "STARTTLS" and self.context and not self.answers.get(verb):
                connection, secured = self.context.wrap_socket(connection, server_side=True), True
                closing.enter_context(connection)
            elif verb == "DATA" and not self.answers.get(verb):
                content = self._content(connection)
                mail = Mail(sender=sender, to=to, content=content, secured=secured, user=user)
                if self._say(connection, "DOT", "250 taken") and not self.answers.get("DOT", "250").startswith(
                    ("4", "5")
                ):
                    self.mails.append(mail)
            elif verb == "QUIT":
                connection.close()
                return

    def _say(self, connection: socket.socket, verb: str, answer: str) -> bool:
        if verb in self.misbehave:
            self.misbehave[verb](connection)
            return False
        connection.sendall(self.answers.get(verb, answer).encode() + b"\r\n")
        return True

    def _line(self, connection: socket.socket) -> str:
        line = b""
        while not line.endswith(b"\r\n"):
            part = connection.recv(1)
            if not part:
                return ""
            line += part
        return line.decode().rstrip("\r\n")

    def _content(self, connection: socket.socket) -> bytes:
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            part = connection.recv(65536)
            if not part:
                raise OSError
            content += part
        return content[:-3].replace(b"\r\n..", b"\r\n.")


@contextmanager
def running(server: MailServer) -> Iterator[MailServer]:
    """Let it listen on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]
    open_ones: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                open_ones.append(connection)
                threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)
        for connection in open_ones:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
