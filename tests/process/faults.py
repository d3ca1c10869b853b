"""Fifty ways in which a document system, or what stands before it, answers wrongly: one table, one script each."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import gzip
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import faulty_peer as fp

Script = Callable[["Call"], None]

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n"
HTML = "<html><body><h1>Bảo trì hệ thống</h1></body></html>"
CODED = "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>at com.x.Y.z(Y.java:5)</faultstring></soap:Fault>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the simulator answered."""

    status: str
    heads: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request at a door, and what can be done with it."""

    talk: fp.Talk
    operation: str
    carry_out: Callable[[], Answer]  #: lets the simulator do it, and gives its answer
    trap: str  #: address of a server that nobody may ever ask
    late_s: float  #: longer than the program waits
    former: Answer | None  #: the answer to the call of this operation before

    def say(self, answer: Answer, *heads: str) -> None:
        """Give an answer, properly framed; the connection stays open."""
        lines = [f"HTTP/1.1 {answer.status}", *answer.heads, *heads, f"Content-Length: {len(answer.body)}"]
        self.talk.say("\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body)


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to be wrong; `codes` are those under which the program may know it."""

    name: str
    script: Script
    codes: tuple[str, ...]
    lasting: bool = False  #: a person has to do something before it can go well
    one: bool = False  #: on a single item it is the item's fault: that one is held, the others go on
    slow: bool = False  #: takes the whole time that the program waits


def alone(script: fp.Script) -> Script:
    """Say something that has nothing to do with the request, which is not carried out."""
    return lambda call: script(call.talk)


def after(script: fp.Script) -> Script:
    """Let the simulator carry the request out before something else happens than its answer."""

    def run(call: Call) -> None:
        call.carry_out()
        script(call.talk)

    return run


def changed(change: Callable[[bytes], bytes], *heads: str) -> Script:
    """Give the simulator's answer with its body changed, properly framed."""

    def run(call: Call) -> None:
        answer = call.carry_out()
        call.say(replace(answer, body=change(answer.body)), *heads)

    return run


def begun(before: str, part: Callable[[bytes], bytes] = bytes, after_it: bytes = b"") -> Script:
    """Say the head given, then the simulator's answer or a part of it, and close."""

    def run(call: Call) -> None:
        body = part(call.carry_out().body)
        call.talk.say(before.replace("LENGTH", str(len(body))).encode() + b"\r\n" + body + after_it)
        call.talk.connection.shutdown(socket.SHUT_RDWR)

    return run


def soap(inside: str, namespace: str = ENVELOPE) -> str:
    return f'<soap:Envelope xmlns:soap="{namespace}"><soap:Body>{inside}</soap:Body></soap:Envelope>'


def half(body: bytes) -> bytes:
    return body[: len(body) // 2]


def inside_of(body: bytes) -> bytes:
    """Give what stands in the Body."""
    found = re.search(rb"<soap:Body>(.*)</soap:Body>", body, re.DOTALL)
    return found[1] if found else body


def in_itself(body: bytes) -> bytes:
    whole = body[body.index(b"<soap:Envelope") :]
    return body.replace(inside_of(body), whole, 1)


def twice(body: bytes) -> bytes:
    block = b"<soap:Body>" + inside_of(body) + b"</soap:Body>"
    return body.replace(block, block + block, 1)


def other_code(body: bytes) -> bytes:
    return body.replace(b"<Code>0</Code>", b"<Code>ERR:17</Code>", 1)


def no_result(body: bytes) -> bytes:
    return re.sub(rb"<Result>.*?</Result>", b"", body, count=1, flags=re.DOTALL)


def other_operation(call: Call) -> None:
    other = "ListEvents" if call.operation == "ListNumbers" else "ListNumbers"
    inside = "<Result><Code>0</Code><Message/></Result><Numbers/><ApartCount>0</ApartCount>"
    fp.answer(soap(f'<{other}Response xmlns="urn:vn:qlvb:dich-vu:1">{inside}</{other}Response>'))(call.talk)


def to_the_trap(status: str) -> Script:
    def run(call: Call) -> None:
        fp.answer(b"", f"Location: {call.trap}", status=status)(call.talk)

    return run


def too_late(call: Call) -> None:
    answer = call.carry_out()
    call.talk.stopped.wait(call.late_s)
    call.say(answer)


def endless_chunks(talk: fp.Talk) -> None:
    talk.say(HEAD + "Transfer-Encoding: chunked\r\n\r\n")
    while not talk.stopped.is_set():
        talk.say(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def one_endless_line(talk: fp.Talk) -> None:
    talk.say("HTTP/1.1 200 OK\r\nX: ")
    while not talk.stopped.is_set():
        talk.say(b"x" * 65536)


def slow_drip(call: Call) -> None:
    answer = call.carry_out()
    call.talk.say(f"{HEAD}Content-Length: {len(answer.body)}\r\n\r\n")
    call.talk.drip(answer.body)


def repeated_later(call: Call) -> None:
    """Answer, and answer once more when nobody asks any longer."""
    answer = call.carry_out()
    call.say(answer)
    time.sleep(0.02)
    call.say(answer)


def the_former(call: Call) -> None:
    """Carry out what is asked, and give the answer to the call before."""
    answer = call.carry_out()
    call.say(call.former or answer)


BOMB = gzip.compress(b" " * (64 << 20), 9)
LEFT = "peer.broken-off"

FAULTS: tuple[Fault, ...] = (
    # Time
    Fault("hangs", alone(fp.Talk.hang), ("peer.timeout",), slow=True),
    Fault("hangs after it was done", after(fp.Talk.hang), ("peer.timeout",), slow=True),
    Fault("hangs after the headers", alone(fp.hang_after_headers), ("peer.timeout",), slow=True),
    Fault("drips its body", slow_drip, ("peer.timeout",), slow=True),
    Fault("drips its headers", alone(fp.slow_headers), ("peer.timeout",), slow=True),
    Fault("says 100 Continue for ever", alone(fp.endless_continue), ("peer.timeout",), slow=True),
    Fault("answers too late", too_late, ("peer.timeout",), slow=True),
    # Size
    Fault("never ends its body", alone(fp.endless), ("peer.too-big",), one=True),
    Fault("never ends its chunks", alone(endless_chunks), ("peer.too-big",), one=True),
    Fault("never ends its headers", alone(fp.endless_headers), (LEFT,)),
    Fault("never ends one header", alone(one_endless_line), (LEFT,)),
    Fault("announces gigabytes", alone(fp.raw(HEAD + "Content-Length: 9999999999\r\n\r\n<a>")), ("peer.too-big",), one=True),
    Fault("sends a gzip bomb unasked", alone(fp.answer(BOMB, "Content-Encoding: gzip")), ("peer.content-encoding",)),
    # Connection
    Fault("resets before it is done", alone(fp.Talk.reset), (LEFT,)),
    Fault("resets after it is done", after(fp.Talk.reset), (LEFT,)),
    Fault("closes without a word", alone(fp.raw(b"")), (LEFT,)),
    Fault("closes after it is done", after(fp.raw(b"")), (LEFT,)),
    Fault("speaks no HTTP", alone(fp.raw("220 ESMTP\r\n")), (LEFT,)),
    Fault("closes inside the headers", alone(fp.raw(b"HTTP/1.1 200 OK\r\nContent-Ty")), ("peer.content-type",)),
    # Framing
    Fault("closes before its length", begun(HEAD + "Content-Length: 99999\r\n"), (LEFT,)),
    Fault("closes half-way, unframed", begun(HEAD + "Connection: close\r\n", half), ("peer.not-xml",)),
    Fault("closes inside a chunk", begun(HEAD + "Transfer-Encoding: chunked\r\n\r\nfffff"), (LEFT,)),
    Fault("leaves out the last chunk", alone(fp.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\n<a>\r\n")), (LEFT,)),
    Fault("has a negative length", begun(HEAD + "Content-Length: -1\r\n"), ("peer.framing",)),
    Fault("has its length twice", begun(HEAD + "Content-Length: LENGTH\r\nContent-Length: LENGTH\r\n"), ("peer.framing",)),
    Fault("has two lengths", begun(HEAD + "Content-Length: LENGTH\r\nContent-Length: 3\r\n"), (LEFT, "peer.framing")),
    Fault("has a length of letters", begun(HEAD + "Content-Length: ten\r\n"), ("peer.framing",)),
    Fault("has length and chunks", begun(HEAD + "Content-Length: LENGTH\r\nTransfer-Encoding: chunked\r\n"), ("peer.framing",)),
    Fault("has an unknown transfer coding", begun(HEAD + "Transfer-Encoding: gzip, chunked\r\n"), ("peer.framing",)),
    # Status
    Fault("says 202", alone(fp.answer(b"", status="202 Accepted")), ("peer.status",)),
    Fault("says 204", alone(fp.raw("HTTP/1.1 204 No Content\r\n\r\n", close=False)), ("peer.status",)),
    Fault("redirects to another host", to_the_trap("302 Found"), ("peer.redirected",), lasting=True),
    Fault("redirects a post with 307", to_the_trap("307 Temporary Redirect"), ("peer.redirected",), lasting=True),
    Fault("redirects for good", to_the_trap("308 Permanent Redirect"), ("peer.redirected",), lasting=True),
    Fault("redirects to a file", alone(fp.answer(b"", "Location: file:///etc/passwd", status="302 Found")), ("peer.redirected",), lasting=True),
    Fault("says 401", alone(fp.answer(HTML, 'WWW-Authenticate: Basic realm="x"', status="401 No", kind="text/html")), ("peer.log-in",), lasting=True),
    Fault("says 403", alone(fp.answer(HTML, status="403 No", kind="text/html")), ("peer.log-in",), lasting=True),
    Fault("says 404", alone(fp.answer(HTML, status="404 No", kind="text/html")), ("peer.wrong-address",), lasting=True),
    Fault("says 429", alone(fp.answer(b"", "Retry-After: 120", status="429 Slow")), ("peer.status",)),
    Fault("says 500 in HTML", alone(fp.answer(HTML, status="500 No", kind="text/html")), ("peer.status",)),
    Fault("says 502 in HTML", alone(fp.answer(HTML, status="502 Bad Gateway", kind="text/html")), ("peer.status",)),
    Fault("says 503", alone(fp.answer(b"", "Retry-After: 7200", status="503 Busy")), ("peer.status",)),
    # Type and letters
    Fault("answers with HTML and 200", alone(fp.answer(HTML, kind="text/html; charset=utf-8")), ("peer.content-type",)),
    Fault("answers with nothing", alone(fp.answer(b"")), ("peer.empty",)),
    Fault("announces a wrong charset", alone(fp.answer(soap(""), kind="text/xml; charset=windows-1258")), ("peer.charset",)),
    Fault("writes latin-1", changed(lambda body: body.replace(b"<soap:Body>", b"<soap:Header>th\xf4ng</soap:Header><soap:Body>")), ("peer.not-xml",), one=True),
    Fault("writes UTF-16 unannounced", changed(lambda body: body.decode().encode("utf-16-le")), ("peer.not-xml",), one=True),
    Fault("breaks off inside its XML", changed(half), ("peer.not-xml",), one=True),
    # SOAP
    Fault("answers with a fault", alone(fp.answer(soap(CODED), status="500 No")), ("peer.fault",)),
    Fault("answers with a fault and 200", alone(fp.answer(soap(CODED))), ("peer.fault",)),
    Fault("answers with a fault as text", alone(fp.answer(soap(CODED), kind="text/plain")), ("peer.fault",)),
    Fault("has its fault in no namespace", alone(fp.answer(soap("<Fault><faultcode>Server</faultcode></Fault>"))), ("peer.fault",)),
    Fault("has a fault of 1.2 inside 1.1", alone(fp.answer(soap('<f:Fault xmlns:f="http://www.w3.org/2003/05/soap-envelope"><f:Code><f:Value>f:Receiver</f:Value></f:Code></f:Fault>'))), ("peer.fault",)),
    Fault("has an empty body", alone(fp.answer(soap(""))), ("peer.other-element",)),
    Fault("has an empty envelope", alone(fp.answer(f'<soap:Envelope xmlns:soap="{ENVELOPE}"/>')), ("peer.not-soap",)),
    Fault("answers another operation", other_operation, ("peer.other-element",)),
    Fault("has an error code and 200", changed(other_code), ("peer.no-success",)),
    Fault("has no result code", changed(no_result), ("peer.no-success",)),
    Fault("has an envelope in its envelope", changed(in_itself), ("peer.other-element",)),
    Fault("has two bodies", changed(twice), ("peer.not-soap",)),
    Fault("is no envelope at all", alone(fp.answer("<ok/>")), ("peer.not-soap",)),
)  # fmt: skip
"""Every one of them changes nothing, and is told in words."""

TWICE = Fault("answers twice", repeated_later, ())
FORMER = Fault("answers what was asked before", the_former, ())
