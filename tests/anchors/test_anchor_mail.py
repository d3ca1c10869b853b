"""A mailbox: mails come whole, secrets never go in clear, and no server keeps us longer than it may."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import certificates
import pytest
from notes_of import ORIGIN, no_proof, note
from smtp_server import PASSWORD, USER, MailServer, running

from adapter.anchors import making
from adapter.anchors.anchor import Anchor
from adapter.core.problems import Refusal
from adapter.settings.model import AnchorSettings
from adapter.wire import AdministratorNeeded, Later, Trouble

TO = ["kiem-toan@so.example", "thanh-tra@so.example"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> certificates.Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


def anchor(server: MailServer, **options: object) -> Anchor:
    told = {"host": "127.0.0.1", "port": server.port, "security": "none", "from": "nhiemvu@ubnd.example", "to": TO}
    return making.of("hop-thu", AnchorSettings(kind="mail", options=told | {"timeout_s": 5} | options), ORIGIN)


def trouble(server: MailServer, **options: object) -> Trouble:
    with running(server), pytest.raises((Later, AdministratorNeeded)) as failed:
        anchor(server, **options).place(note(1234), no_proof)
    # Words of the server may hold anything.
    assert "what you sent" not in str(failed.value.values)
    return failed.value


def test_a_mail_holds_the_checkpoint_to_read_and_to_keep() -> None:
    with running(MailServer()) as server:
        placed = anchor(server).place(note(1234), no_proof)
        anchor(server).place(note(1234), no_proof)
        assert anchor(server).newest() is None
    assert placed.token == b""
    first, second = server.mails
    assert first.to == TO
    mail = first.parsed
    (attached,) = mail.iter_attachments()
    assert attached.get_payload(decode=True) == note(1234), "byte for byte"
    assert attached.get_filename() == "checkpoint-1234.txt"
    body = mail.get_body().get_content().replace("\r\n", "\n")
    assert note(1234).decode() in body
    assert "nơi người quản trị hệ thống không xóa được" in body
    assert "Please keep this mail" in body
    assert "mốc nhật ký 1234" in mail["Subject"]
    assert mail["Message-ID"] == second.parsed["Message-ID"]
    assert sha256(note(1234)).hexdigest()[:40] in mail["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert max(map(len, first.content.split(b"\r\n"))) <= 998
    assert first.content.isascii(), "whatever servers stand in between"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_log_in_goes_over_tls_alone(made: certificates.Certificates, security: str) -> None:
    context = made.server(asks_for_ours=False)
    options = {"security": security, "username": USER, "ca_bundle": made.authority}
    with running(MailServer(context=context, at_once=security == "tls", log_in=True)) as server:
        anchor(server, **options, password=PASSWORD).place(note(5), no_proof)
    assert [(mail.secured, mail.user) for mail in server.mails] == [(True, USER)]
    told = trouble(MailServer(context=context, at_once=security == "tls", log_in=True), **options, password="falsch")
    assert (type(told), told.code) == (AdministratorNeeded, "anchor.mail-log-in")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(made: certificates.Certificates, security: str) -> None:
    server = MailServer(context=made.server(asks_for_ours=False), at_once=security == "tls")
    told = trouble(server, security=security, username=USER, password=PASSWORD)
    assert told.code == "anchor.mail-certificate"
    assert "AUTH" not in server.said
    assert "MAIL" not in server.said


def test_a_server_without_tls_is_told_nothing(made: certificates.Certificates) -> None:
    """Whoever stands between may take the offer away."""
    for server in (MailServer(offers=("AUTH PLAIN",)), MailServer(answers={"STARTTLS": "454 not now"})):
        told = trouble(server, security="starttls", username=USER, password=PASSWORD, ca_bundle=made.authority)
        assert told.code in ("anchor.mail-cannot", "anchor.mail-refused")
        assert {"AUTH", "MAIL"}.isdisjoint(server.said)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"GREETING": "421 busy"}, Later),
        ({"GREETING": "554 go away"}, AdministratorNeeded),
        ({"GREETING": "hello"}, Later),
        ({"MAIL": "451 later"}, Later),
        ({"MAIL": "550 not you"}, AdministratorNeeded),
        ({"RCPT": "450 greylisted"}, Later),
        ({"RCPT": "550 nobody"}, AdministratorNeeded),
        ({TO[1]: "550 nobody"}, AdministratorNeeded),
        ({"DATA": "452 full"}, Later),
        ({"DOT": "451 later"}, Later),
        ({"DOT": "552 too big"}, AdministratorNeeded),
    ],
)
def test_every_refusal_is_told_by_its_status(answers: dict[str, str], kind: type[Trouble]) -> None:
    told = trouble(MailServer(answers=answers))
    assert (type(told), told.code) == (kind, "anchor.mail-refused")


def hang(connection: socket.socket) -> None:
    connection.recv(1)


def drip(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"2")
        time.sleep(0.05)


def flood(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"250-more\r\n" * 1000)


def one_line(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"2" * 65536)


def leave(connection: socket.socket) -> None:
    connection.close()


@pytest.mark.parametrize("verb", ["GREETING", "EHLO", "DATA", "DOT"])
@pytest.mark.parametrize("how", [hang, drip, flood, one_line, leave])
def test_a_server_that_never_ends_is_left(how: Callable[[socket.socket], None], verb: str) -> None:
    told = trouble(MailServer(misbehave={verb: how}), timeout_s=0.2)
    # A line without an end is an answer out of order to the library: it says 500.
    assert told.code in ("anchor.mail-away", "anchor.mail-refused")
    assert threading.active_count() < 50


def test_a_handshake_that_never_ends_is_left(made: certificates.Certificates) -> None:
    told = trouble(MailServer(misbehave={"GREETING": drip}), security="tls", timeout_s=0.3)
    assert told.code == "anchor.mail-away"
    told = trouble(MailServer(answers={"STARTTLS": "220 go"}), security="starttls", timeout_s=0.3)
    assert told.code == "anchor.mail-away"


def test_nobody_is_there() -> None:
    with running(MailServer()) as server:
        pass
    with pytest.raises(Later) as failed:
        anchor(server).place(note(5), no_proof)
    assert failed.value.code == "anchor.mail-away"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"to": "ai đó"}, "connector.option-no-mail-address"),
        ({"to": [7]}, "connector.option-no-mail-address"),
        ({"to": ["a@b.example\r\nBcc: x@y.example"]}, "connector.option-no-mail-address"),
        ({"from": "a@b.example, c@d.example"}, "connector.option-no-mail-address"),
        ({"port": 70000}, "connector.option-no-port"),
        ({"port": True}, "connector.option-no-port"),
        ({"security": "ssl"}, "connector.option-no-word"),
        ({"username": "x"}, "anchor.mail-half-log-in"),
        ({"username": "x", "password": "y"}, "anchor.mail-password-in-clear"),
        ({"timeout_s": 0}, "connector.option-no-seconds"),
        ({"ca_bundle": str(Path("/nonexistent"))}, "connector.option-no-file"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        anchor(MailServer(port=25), **options)
    assert [one.code for one in refused.value.problems] == [code]
