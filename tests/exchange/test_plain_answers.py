"""Plain answers: status and document together say what an answer means, and only what the mapping names is success."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

from typing import Any

import faulty_peer as fp
import pytest

from adapter.core import paths
from adapter.core.exchanges import Verdict
from adapter.exchange import verdicts
from adapter.exchange.http import Peer, Reach, Reply
from adapter.wire import AdministratorNeeded, Later, Refused, Trouble

NAMES = {"q": "urn:q"}
GOOD = '<q:List xmlns:q="urn:q"><q:Row/></q:List>'
XML = "application/xml; charset=utf-8"
HTML = "<html><body>CANARY at com.vendor.Dao.java:77</body></html>"
READ = Verdict(
    expects=paths.compile_path("q:List", NAMES),
    code=paths.compile_path("q:Error/@code", NAMES),
    later=frozenset({"BUSY", "425", "509"}),
    refused=frozenset({"NONE", "404", "422"}),
    administrator=frozenset({"LOGIN", "420"}),
    plain=frozenset({"200"}),
)
TELL = Verdict(
    expects=None, refused=frozenset({"422"}), plain=frozenset({"200", "201"}), empty=frozenset({"204", "202"})
)
BOTH = Verdict(expects=READ.expects, plain=TELL.plain, empty=frozenset({"200"}))


def error(code: str) -> str:
    return f'<q:Error xmlns:q="urn:q" code="{code}">CANARY</q:Error>'


def asked(script: fp.Script, verdict: Verdict, method: str = "GET", **reach: Any) -> int:
    """Ask, judge, and give how many elements the answer holds."""
    with fp.faulty(script) as wrong:
        peer = Peer(Reach(url=wrong.url, timeout_s=2, max_bytes=4096, **reach))
        try:
            return len(verdicts.judge(peer.ask(method, "/a", b"<a/>" if method != "GET" else b""), verdict))
        finally:
            peer.close()


SUCCESSES = [
    ("a document", fp.answer(GOOD, kind=XML), READ),
    ("text/xml", fp.answer(GOOD, kind="text/xml"), READ),
    ("a type of its own", fp.answer(GOOD, kind="application/vnd.van-ban+xml"), READ),
    ("201 with what is expected", fp.answer(GOOD, kind=XML, status="201 Created"), BOTH),
]
EMPTY = [
    ("204", fp.raw("HTTP/1.1 204 No Content\r\n\r\n"), TELL),
    ("204 with a type", fp.raw("HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n"), TELL),
    ("202", fp.answer(b"", kind="", status="202 Accepted"), TELL),
    ("200, and a type that says nothing", fp.answer(b"", kind="text/html"), BOTH),
]


@pytest.mark.parametrize(("name", "script", "verdict"), SUCCESSES, ids=[case[0] for case in SUCCESSES])
def test_what_is_expected_is_success(name: str, script: fp.Script, verdict: Verdict) -> None:
    assert asked(script, verdict) == 1


@pytest.mark.parametrize(("name", "script", "verdict"), EMPTY, ids=[case[0] for case in EMPTY])
def test_an_empty_answer_is_success_where_the_mapping_says_so(name: str, script: fp.Script, verdict: Verdict) -> None:
    assert asked(script, verdict, "PUT") == 0


TROUBLES: list[tuple[str, fp.Script, Verdict, type[Trouble], str]] = [
    ("204 to a reading", fp.raw("HTTP/1.1 204 No Content\r\n\r\n"), READ, Later, "peer.status"),
    ("200 and nothing", fp.answer(b"", kind=XML), READ, Later, "peer.empty"),
    ("200 and blanks", fp.answer(b" \n", kind=XML), READ, Later, "peer.empty"),
    ("201 to a reading", fp.answer(GOOD, kind=XML, status="201 Created"), READ, Later, "peer.status"),
    ("206", fp.answer(GOOD, kind=XML, status="206 Partial"), READ, Later, "peer.status"),
    ("202 with a document", fp.answer(GOOD, kind=XML, status="202 Accepted"), TELL, Later, "peer.status"),
    ("200 nobody asked for", fp.answer(GOOD, kind=XML), TELL, Later, "peer.other-element"),
    ("204 that is not named", fp.raw("HTTP/1.1 204 No Content\r\n\r\n"), BOTH, Later, "peer.status"),
    ("another document", fp.answer("<a/>", kind=XML), READ, Later, "peer.other-element"),
    ("an envelope", fp.answer(f'<s:Envelope xmlns:s="urn:s"><s:Body>{GOOD}</s:Body></s:Envelope>', kind=XML), READ, Later, "peer.other-element"),
    ("no XML", fp.answer("{}", kind=XML), READ, Later, "peer.not-xml"),
    ("JSON", fp.answer("{}", kind="application/json"), READ, Later, "peer.content-type"),
    ("plain text", fp.answer(GOOD, kind="text/plain"), READ, Later, "peer.content-type"),
    ("no type", fp.answer(GOOD, kind=""), READ, Later, "peer.content-type"),
    ("latin-1", fp.answer(GOOD, kind="text/xml; charset=iso-8859-1"), READ, Later, "peer.charset"),
    ("cut off", fp.raw(f"HTTP/1.1 200 OK\r\nContent-Type: {XML}\r\nContent-Length: 99\r\n\r\n{GOOD[:9]}"), READ, Later, "peer.broken-off"),
    ("too much", fp.answer(b"<a>" + b" " * 5000 + b"</a>", kind=XML), READ, Later, "peer.too-big"),
    ("redirect", fp.answer(b"", "Location: http://192.0.2.1/", status="302 Found"), READ, AdministratorNeeded, "peer.redirected"),
    ("redirect of a push", fp.answer(b"", "Location: /a", status="308 Moved"), TELL, AdministratorNeeded, "peer.redirected"),
    ("304", fp.raw("HTTP/1.1 304 Not Modified\r\n\r\n"), READ, AdministratorNeeded, "peer.redirected"),
    ("busy within 200", fp.answer(error("BUSY"), kind=XML), READ, Later, "peer.busy"),
    ("log-in within 200", fp.answer(error("LOGIN"), kind=XML), READ, AdministratorNeeded, "peer.rights"),
    ("none within 200", fp.answer(error("NONE"), kind=XML), READ, Refused, "peer.item-refused"),
    ("a code that is not named", fp.answer(error("7"), kind=XML), READ, Later, "peer.other-element"),
    ("401", fp.answer(HTML, kind="text/html", status="401 No"), READ, AdministratorNeeded, "peer.log-in"),
    ("403", fp.answer(HTML, kind="text/html", status="403 No"), READ, AdministratorNeeded, "peer.log-in"),
    ("404 that is named", fp.answer(HTML, kind="text/html", status="404 No"), READ, Refused, "peer.item-refused"),
    ("404 that is not", fp.answer(HTML, kind="text/html", status="404 No"), TELL, AdministratorNeeded, "peer.wrong-address"),
    ("400", fp.answer(HTML, kind="text/html", status="400 No"), READ, AdministratorNeeded, "peer.status-unnamed"),
    ("409", fp.answer(b"", status="409 Conflict"), TELL, AdministratorNeeded, "peer.status-unnamed"),
    ("422 that is named", fp.answer(b"", status="422 No"), TELL, Refused, "peer.item-refused"),
    ("420 that is named", fp.answer(b"", status="420 No"), READ, AdministratorNeeded, "peer.rights"),
    ("509 that is named", fp.answer(b"", status="509 No"), READ, Later, "peer.busy"),
    ("429", fp.answer(b"", status="429 Slow"), READ, Later, "peer.status"),
    ("502 with a page", fp.answer(HTML, kind="text/html", status="502 Bad"), READ, Later, "peer.status"),
    ("500 whose code says log-in", fp.answer(error("LOGIN"), kind=XML, status="500 Oops"), READ, AdministratorNeeded, "peer.rights"),
    ("422 whose code says log-in", fp.answer(error("LOGIN"), kind=XML, status="422 No"), READ, AdministratorNeeded, "peer.rights"),
    ("503 with half a document", fp.answer(error("NONE")[:9], kind=XML, status="503 Busy"), READ, Later, "peer.status"),
    ("500 with what is expected", fp.answer(GOOD, kind=XML, status="500 Oops"), READ, Later, "peer.status"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "script", "verdict", "kind", "code"), TROUBLES, ids=[case[0] for case in TROUBLES])
def test_everything_else_is_the_right_trouble(
    name: str, script: fp.Script, verdict: Verdict, kind: type[Trouble], code: str
) -> None:
    with pytest.raises(Trouble) as caught:
        asked(script, verdict, "GET" if verdict is READ else "PUT")
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert "CANARY" not in f"{caught.value.values}{caught.value.__cause__}{caught.value.__context__}"


@pytest.mark.parametrize("status", ["429 Slow", "509 No", "503 Busy"])
def test_a_source_says_how_long_it_wants_to_be_left_alone(status: str) -> None:
    with pytest.raises(Later) as caught:
        asked(fp.answer(b"", "Retry-After: 7", status=status), READ)
    assert caught.value.retry_after_s == 7


def test_the_text_of_an_element_unfolds_above_the_root_too() -> None:
    folded = Verdict(
        expects=paths.compile_path("Xml/q:List", NAMES), unfold=paths.compile_path("Xml", {}), plain=READ.plain
    )
    body = "<Xml>" + GOOD.replace("<", "&lt;") + "</Xml>"
    found = verdicts.judge(Reply(status=200, media_type="application/xml", body=body.encode(), framed=True), folded)
    assert len(paths.compile_path("Xml/q:List/q:Row", NAMES).elements(found)) == 1


LOG_INS: list[tuple[dict[str, Any], bytes]] = [
    ({"username": "an", "password": "bí mật"}, b"\r\nAuthorization: Basic "),
    ({"line": ("Authorization", "Bearer abc")}, b"\r\nAuthorization: Bearer abc\r\n"),
    ({"line": ("X-API-Key", "abc")}, b"\r\nX-API-Key: abc\r\n"),
]


@pytest.mark.parametrize(("reach", "line"), LOG_INS)
def test_a_log_in_goes_to_the_configured_origin_alone(reach: dict[str, Any], line: bytes) -> None:
    with fp.faulty(fp.answer(GOOD, kind=XML)) as here, fp.faulty(fp.answer(GOOD, kind=XML)) as there:
        peer = Peer(Reach(url=f"{here.url}/", timeout_s=2, **reach))
        peer.ask("PUT", "/a%2Fb?c=d", b"<a/>")
        peer.get(there.url)
        peer.close()
    (request,), (other,) = here.requests, there.requests
    assert request.startswith(b"PUT /service/a%2Fb?c=d HTTP/1.1\r\n")
    assert b"\r\nContent-Type: application/xml; charset=utf-8\r\n" in request
    assert request.endswith(b"\r\n\r\n<a/>")
    assert line in request
    assert b"abc" not in other
    assert b"Authorization" not in other
    assert "abc" not in repr(peer._reach)
