"""Every conversation with a peer ends in time, in bounds, and in the right kind of trouble (P7, P8)."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import base64
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import faulty_peer as fp
import pytest

from adapter.exchange.http import Peer, Reach
from adapter.wire import AdministratorNeeded, Later, Trouble

DEADLINE_S = 1.0
MAX_BYTES = 256 << 10
CANARY = "CANARY-TOI-MAT"
HTML = f"<html><body>{CANARY}</body></html>"
XML = f"<a>{CANARY}</a>"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
ELSEWHERE = "Location: http://192.0.2.1/elsewhere"

MODES: list[tuple[str, fp.Script, type[Trouble], str]] = [
    ("hangs before answering", fp.Talk.hang, Later, "peer.timeout"),
    ("hangs after the headers", fp.hang_after_headers, Later, "peer.timeout"),
    ("drips its body", fp.slow_body, Later, "peer.timeout"),
    ("drips its headers", fp.slow_headers, Later, "peer.timeout"),
    ("says 100 Continue for ever", fp.endless_continue, Later, "peer.timeout"),
    ("never ends its body", fp.endless, Later, "peer.too-big"),
    ("never ends its headers", fp.endless_headers, Later, "peer.broken-off"),
    ("announces more than the cap", fp.raw(HEAD + "Content-Length: 9999999\r\n\r\n<a>"), Later, "peer.too-big"),
    ("closes without a word", fp.raw(b""), Later, "peer.broken-off"),
    ("resets", fp.Talk.reset, Later, "peer.broken-off"),
    ("speaks no HTTP", fp.raw(f"220 {CANARY} ESMTP\r\n"), Later, "peer.broken-off"),
    ("closes inside the headers", fp.raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), Later, "peer.content-type"),
    ("closes before its length", fp.raw(HEAD + "Content-Length: 99\r\n\r\n" + XML), Later, "peer.broken-off"),
    ("closes inside a chunk", fp.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + XML), Later, "peer.broken-off"),
    ("leaves out the last chunk", fp.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n"), Later, "peer.broken-off"),
    ("writes a chunk size of letters", fp.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n<a>"), Later, "peer.broken-off"),
    ("has a negative length", fp.raw(HEAD + "Content-Length: -1\r\n\r\n" + XML), Later, "peer.framing"),
    ("has two equal lengths", fp.raw(HEAD + "Content-Length: 21\r\nContent-Length: 21\r\n\r\n" + XML), Later, "peer.framing"),
    ("has two lengths", fp.raw(HEAD + "Content-Length: 21\r\nContent-Length: 3\r\n\r\n" + XML), Later, "peer.broken-off"),
    ("has a length of letters", fp.raw(HEAD + "Content-Length: ten\r\n\r\n" + XML), Later, "peer.framing"),
    ("has length and chunks", fp.raw(HEAD + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n0\r\n\r\n"), Later, "peer.framing"),
    ("has an unknown transfer coding", fp.raw(HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), Later, "peer.framing"),
    ("compresses unasked", fp.answer(b"\x1f\x8b\x08", "Content-Encoding: gzip"), Later, "peer.content-encoding"),
    ("answers with HTML and 200", fp.answer(HTML, kind="text/html"), Later, "peer.content-type"),
    ("answers with no type", fp.answer(XML, kind=""), Later, "peer.content-type"),
    ("answers in latin-1", fp.answer(XML, kind="text/xml; charset=iso-8859-1"), Later, "peer.charset"),
    ("answers 202", fp.answer(b"", status="202 Accepted"), Later, "peer.status"),
    ("answers 204", fp.raw("HTTP/1.1 204 No Content\r\n\r\n"), Later, "peer.status"),
    ("redirects to another host", fp.answer(b"", ELSEWHERE, status="302 Found"), AdministratorNeeded, "peer.redirected"),
    ("redirects to a file", fp.answer(b"", "Location: file:///etc/passwd", status="301 Moved"), AdministratorNeeded, "peer.redirected"),
    ("redirects with 307", fp.answer(b"", "Location: /service", status="307 Again"), AdministratorNeeded, "peer.redirected"),
    ("redirects with an endless body", fp.endless_redirect, AdministratorNeeded, "peer.redirected"),
    ("says 304", fp.raw("HTTP/1.1 304 Not Modified\r\n\r\n"), AdministratorNeeded, "peer.redirected"),
    ("says 401", fp.answer(HTML, "WWW-Authenticate: Basic", status="401 No", kind="text/html"), AdministratorNeeded, "peer.log-in"),
    ("says 403", fp.answer(HTML, status="403 No", kind="text/html"), AdministratorNeeded, "peer.log-in"),
    ("says 404", fp.answer(HTML, status="404 No", kind="text/html"), AdministratorNeeded, "peer.wrong-address"),
    ("says 405", fp.answer(b"", status="405 No"), AdministratorNeeded, "peer.wrong-address"),
    ("says 429", fp.answer(b"", status="429 Slow"), Later, "peer.status"),
    ("says 500 with HTML", fp.answer(HTML, status="500 Oops", kind="text/html"), Later, "peer.status"),
    ("says 502 with HTML", fp.answer(HTML, status="502 Bad", kind="text/html"), Later, "peer.status"),
    ("says 503", fp.answer(b"", status="503 Busy"), Later, "peer.status"),
    ("says 504", fp.answer(b"", status="504 Late"), Later, "peer.status"),
]  # fmt: skip


def _peer(url: str, **changes: object) -> Peer:
    reach = {
        "url": url,
        "timeout_s": DEADLINE_S,
        "max_bytes": MAX_BYTES,
        "username": "an",
        "password": "bí-mật",
    }
    return Peer(Reach(**(reach | changes)))


def _ask(url: str, **changes: object) -> tuple[Trouble, float]:
    """Ask once; give the trouble and how long it took."""
    peer = _peer(url, **changes)
    began = time.monotonic()
    try:
        with pytest.raises(Trouble) as caught:
            peer.post(b"<x/>", {"Content-Type": "text/xml"})
        return caught.value, time.monotonic() - began
    finally:
        peer.close()


def _everything_of(error: BaseException | None) -> str:
    """Give an exception with all it drags along."""
    told = ""
    while error is not None:
        told += f"{error!r} {error} {vars(error)}"
        error = error.__cause__ or error.__context__
    return told


@pytest.mark.parametrize(("script", "kind", "code"), [mode[1:] for mode in MODES], ids=[mode[0] for mode in MODES])
def test_a_peer_that(script: fp.Script, kind: type[Trouble], code: str) -> None:
    """A faulty answer ends within the deadline and a second, as the right trouble, without a word of it."""
    with fp.faulty(script) as server:
        trouble, took_s = _ask(server.url)
        assert (type(trouble), trouble.code) == (kind, code)
        assert took_s < DEADLINE_S + 1
        assert server.connections == 1
        told = _everything_of(trouble)
        assert CANARY not in told
        assert "bí-mật" not in told


def test_a_stopped_service_is_asked_again_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    trouble, _ = _ask(f"http://127.0.0.1:{port}/")
    assert isinstance(trouble, Later)
    assert trouble.code == "peer.unreachable"


def test_a_name_that_does_not_resolve_is_asked_again_later() -> None:
    trouble, took_s = _ask("http://no-such-host.invalid/")
    assert isinstance(trouble, Later)
    # A resolver that is itself slow does not stretch the deadline.
    assert trouble.code in ("peer.unreachable", "peer.timeout")
    assert took_s < DEADLINE_S + 1


def test_a_peer_without_tls_where_tls_is_due_needs_the_administrator() -> None:
    def greet(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)
            connection.sendall(b"220 no tls here\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=greet, args=(listener,))
        thread.start()
        trouble, _ = _ask(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()
    assert (type(trouble), trouble.code) == (AdministratorNeeded, "peer.tls")


def test_a_file_address_is_never_opened(tmp_path: Path) -> None:
    """`file://` is gone from the session: asking for it fails before anything is opened."""
    secret = tmp_path / "secret.xml"
    secret.write_text(XML)
    peer = _peer("http://127.0.0.1:9/")
    try:
        with pytest.raises(Later) as caught:
            peer.get(secret.as_uri())
    finally:
        peer.close()
    assert CANARY not in _everything_of(caught.value)


@pytest.mark.parametrize(("said", "read"), [("7", 7), ("0", 1), ("999999", 3600), ("soon", None), ("-5", None)])
def test_retry_after_in_seconds_is_kept_between_a_second_and_an_hour(said: str, read: int | None) -> None:
    with fp.faulty(fp.answer(b"", f"Retry-After: {said}", status="503 Busy")) as server:
        trouble, _ = _ask(server.url)
    assert isinstance(trouble, Later)
    assert trouble.retry_after_s == read


def test_retry_after_as_a_date_is_measured_by_the_clock_of_the_peer() -> None:
    its_now = datetime(2020, 1, 1, tzinfo=UTC)
    heads = (
        f"Date: {format_datetime(its_now, usegmt=True)}",
        f"Retry-After: {format_datetime(its_now + timedelta(seconds=90), usegmt=True)}",
    )
    with fp.faulty(fp.answer(b"", *heads, status="429 Slow")) as server:
        trouble, _ = _ask(server.url)
    assert isinstance(trouble, Later)
    assert trouble.retry_after_s == 90


def test_a_good_answer_comes_whole_over_one_kept_connection() -> None:
    with fp.faulty(fp.answer(XML)) as server:
        peer = _peer(server.url)
        replies = [peer.post(b"<x/>", {"Content-Type": "text/xml"}) for _ in range(3)]
        peer.close()
    assert [reply.body for reply in replies] == [XML.encode()] * 3
    assert all(reply.framed for reply in replies)
    assert server.connections == 1


def test_connection_close_opens_a_connection_for_every_call() -> None:
    with fp.faulty(fp.answer(XML)) as server:
        peer = _peer(server.url, connection_close=True)
        for _ in range(2):
            peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
    assert all(b"Connection: close" in request for request in server.requests)


def test_an_answer_that_ends_with_its_connection_is_taken_but_known_to_be_unframed() -> None:
    with fp.faulty(fp.raw(HEAD + "\r\n" + XML)) as server:
        peer = _peer(server.url)
        reply = peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
    assert reply.body == XML.encode()
    assert not reply.framed


def test_the_peer_recovers_after_a_deadline_was_missed() -> None:
    """A call that was cut leaves nothing behind that harms the next one."""
    with fp.faulty(fp.Talk.hang) as server:
        peer = _peer(server.url, timeout_s=0.3)
        with pytest.raises(Later):
            peer.post(b"<x/>", {"Content-Type": "text/xml"})
        server.script = fp.answer(XML)
        assert peer.post(b"<x/>", {"Content-Type": "text/xml"}).body == XML.encode()
        peer.close()


def test_the_deadline_holds_on_a_kept_connection_too() -> None:
    """The first answer was quick; the second one drips on the same connection."""
    with fp.faulty(fp.answer(XML)) as server:
        peer = _peer(server.url)
        peer.post(b"<x/>", {"Content-Type": "text/xml"})
        server.script = fp.slow_headers
        began = time.monotonic()
        with pytest.raises(Later) as caught:
            peer.post(b"<x/>", {"Content-Type": "text/xml"})
        assert (caught.value.code, server.connections) == ("peer.timeout", 1)
        assert time.monotonic() - began < DEADLINE_S + 1
        peer.close()


def test_closing_leaves_no_thread_behind() -> None:
    with fp.faulty(fp.answer(XML)) as server:
        peer = _peer(server.url)
        peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
        until = time.monotonic() + 2
        while any(one.name.startswith("peer") for one in threading.enumerate()) and time.monotonic() < until:
            time.sleep(0.01)
        assert not any(one.name.startswith("peer") for one in threading.enumerate())


def test_a_late_second_answer_on_a_kept_connection_is_not_taken_for_the_next_one() -> None:
    twice = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>"
    with fp.faulty(fp.raw(twice + twice.replace("<a/>", "<b/>"), close=False)) as server:
        peer = _peer(server.url)
        assert peer.post(b"<x/>", {"Content-Type": "text/xml"}).body == b"<a/>"
        time.sleep(0.05)
        assert peer.post(b"<x/>", {"Content-Type": "text/xml"}).body == b"<a/>"
        peer.close()


def test_the_log_in_goes_to_the_configured_origin_only() -> None:
    expected = b"Basic " + base64.b64encode("an:bí-mật".encode())
    with fp.faulty(fp.answer(XML)) as server, fp.faulty(fp.answer(XML)) as other:
        peer = _peer(server.url)
        peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.get(server.url + "?wsdl")
        peer.get(other.url)
        peer.close()
    assert all(expected in request for request in server.requests)
    assert b"authorization" not in other.requests[0].lower()


def test_nothing_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither proxies nor a netrc file change where we go and who we are."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login evil password evil")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with fp.faulty(fp.answer(XML)) as server:
        peer = _peer(server.url, username="", password="")
        peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
    assert b"authorization" not in server.requests[0].lower()
    assert b"Accept-Encoding: identity" in server.requests[0]


def test_cookies_are_not_carried_on() -> None:
    with fp.faulty(fp.answer(XML, "Set-Cookie: id=1; Path=/")) as server:
        peer = _peer(server.url)
        for _ in range(2):
            peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
    assert b"cookie" not in server.requests[1].lower()


def test_an_error_status_with_a_possible_fault_is_left_to_the_verdict() -> None:
    with fp.faulty(fp.answer(XML, status="500 Oops")) as server:
        peer = _peer(server.url)
        reply = peer.post(b"<x/>", {"Content-Type": "text/xml"})
        peer.close()
    assert (reply.status, reply.media_type) == (500, "text/xml")


def test_secrets_do_not_show_in_what_is_printed() -> None:
    shown = repr(Reach(url="http://h/", username="an", password="bí-mật"))
    assert "bí-mật" not in shown
    assert "an'" not in shown
