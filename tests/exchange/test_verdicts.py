"""Only a complete, accepted envelope with the expected element counts (P8)."""

# ruff: noqa: E501 - a table is read one case per line

from __future__ import annotations

import pytest

from adapter.core import paths, xml
from adapter.core.exchanges import Verdict
from adapter.exchange import verdicts
from adapter.exchange.http import Reply
from adapter.wire import AdministratorNeeded, Later, Refused, Trouble

S11 = "http://schemas.xmlsoap.org/soap/envelope/"
S12 = "http://www.w3.org/2003/05/soap-envelope"
NAMES = {"q": "urn:q"}
STACK = "<faultstring>CANARY at com.vendor.Dao.java:77</faultstring>"
GOOD = '<q:Answer xmlns:q="urn:q"><q:Code>0</q:Code></q:Answer>'
VERDICT = Verdict(
    expects=paths.compile_path("q:Answer", NAMES),
    success=((paths.compile_path("q:Answer/q:Code", NAMES), frozenset({"0", "00"})),),
    code=paths.compile_path("q:Answer/q:Code", NAMES),
    later=frozenset({"9", "Server.Busy"}),
    refused=frozenset({"404", "NoSuchDocument"}),
    administrator=frozenset({"-1", "BadLogin"}),
)


def _envelope(body: str, namespace: str = S11) -> str:
    return f'<s:Envelope xmlns:s="{namespace}"><s:Header/><s:Body>{body}</s:Body></s:Envelope>'


def _judge(text: str, *, status: int = 200, media_type: str = "text/xml") -> xml.Element:
    reply = Reply(status=status, media_type=media_type, body=text.encode(), framed=True)
    return verdicts.judge(reply, VERDICT)


def _coded(code: str) -> str:
    return _envelope(GOOD.replace(">0<", f">{code}<"))


def _fault(code: str, namespace: str = S11) -> str:
    return f'<Fault xmlns="{namespace}"><faultcode>{code}</faultcode>{STACK}</Fault>'


def _fault_12(*codes: str) -> str:
    inner = ""
    for position, code in enumerate(reversed(codes)):
        name = "Code" if position == len(codes) - 1 else "Subcode"
        inner = f"<f:{name}><f:Value>f:{code}</f:Value>{inner}</f:{name}>"
    return f'<f:Fault xmlns:f="{S12}">{inner}<f:Reason><f:Text>CANARY</f:Text></f:Reason></f:Fault>'


@pytest.mark.parametrize("namespace", [S11, S12])
@pytest.mark.parametrize("code", ["0", "00", " 0 "])
def test_an_accepted_envelope_gives_its_body(namespace: str, code: str) -> None:
    body = _judge(_coded(code).replace(S11, namespace))
    assert xml.local_name(body) == "Body"


REFUSALS: list[tuple[str, str, dict[str, object], type[Trouble], str]] = [
    ("empty", "", {}, Later, "peer.empty"),
    ("blank", " \n", {}, Later, "peer.empty"),
    ("truncated", _envelope(GOOD)[:-9], {}, Later, "peer.not-xml"),
    ("html", "<html><body>hi</body></html>", {}, Later, "peer.not-soap"),
    ("doctype", "<!DOCTYPE x><x/>", {}, Later, "peer.not-xml"),
    ("another xml", GOOD, {}, Later, "peer.not-soap"),
    ("envelope of another namespace", _envelope(GOOD, "urn:other"), {}, Later, "peer.not-soap"),
    ("no body", f'<s:Envelope xmlns:s="{S11}"/>', {}, Later, "peer.not-soap"),
    ("two bodies", _envelope(GOOD).replace("<s:Header/>", f"<s:Body>{GOOD}</s:Body>"), {}, Later, "peer.not-soap"),
    ("body of another namespace", _envelope(GOOD).replace("s:Body", "Body"), {}, Later, "peer.not-soap"),
    ("empty body", _envelope(""), {}, Later, "peer.other-element"),
    ("another element", _envelope("<Other/>"), {}, Later, "peer.other-element"),
    ("wrapped element", _envelope(f"<Wrap>{GOOD}</Wrap>"), {}, Later, "peer.other-element"),
    ("expected element twice", _envelope(GOOD + GOOD), {}, Later, "peer.other-element"),
    ("no code", _envelope('<q:Answer xmlns:q="urn:q"/>'), {}, Later, "peer.no-success"),
    ("unknown code", _coded("17"), {}, Later, "peer.no-success"),
    ("two codes", _coded("0</q:Code><q:Code>17"), {}, Later, "peer.no-success"),
    ("busy", _coded("9"), {}, Later, "peer.busy"),
    ("none", _coded("404"), {}, Refused, "peer.item-refused"),
    ("wrong log-in", _coded("-1"), {}, AdministratorNeeded, "peer.rights"),
    ("good and wrong log-in", _coded("0</q:Code><q:Code>-1"), {}, AdministratorNeeded, "peer.rights"),
    ("500 with a good answer", _envelope(GOOD), {"status": 500}, Later, "peer.status"),
    ("text/plain with a good answer", _envelope(GOOD), {"media_type": "text/plain"}, Later, "peer.not-soap"),
    ("fault", _envelope(_fault("s:Server")), {"status": 500}, Later, "peer.fault"),
    ("fault with 200", _envelope(_fault("s:Server")), {}, Later, "peer.fault"),
    ("fault beside a good answer", _envelope(GOOD + _fault("s:Server")), {}, Later, "peer.fault"),
    ("fault as text/plain", _envelope(_fault("s:BadLogin")), {"media_type": "text/plain"}, AdministratorNeeded, "peer.rights"),
    ("fault in no namespace", _envelope(_fault("Client", "")), {}, Later, "peer.fault"),
    ("fault of 1.2 in 1.1", _envelope(_fault_12("Receiver")), {}, Later, "peer.fault"),
    ("fault of 1.2 with a known subcode", _envelope(_fault_12("Sender", "BadLogin"), S12), {}, AdministratorNeeded, "peer.rights"),
    ("fault without an envelope", _fault("s:NoSuchDocument"), {}, Refused, "peer.item-refused"),
    ("fault in a strange envelope", _envelope(_fault("s:Server.Busy"), "urn:other"), {}, Later, "peer.busy"),
    ("fault of WS-Security", _envelope(_fault("wsse:FailedAuthentication")), {}, AdministratorNeeded, "peer.rights"),
    ("fault without a code", _envelope(f'<f:Fault xmlns:f="{S11}">{STACK}</f:Fault>'), {}, Later, "peer.fault"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "how", "kind", "code"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS]
)
def test_this_is_no_answer(text: str, how: dict[str, object], kind: type[Trouble], code: str) -> None:
    """Anything but an accepted answer is a trouble of the right kind, and nothing of its text is kept."""
    with pytest.raises(Trouble) as caught:
        _judge(text, **how)
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert "CANARY" not in f"{caught.value!r} {caught.value.values} {caught.value.__context__!r}"


def test_a_result_code_is_shown_only_when_it_looks_like_one() -> None:
    """A peer that puts a sentence where its code should be does not get it into our messages."""
    with pytest.raises(Later) as caught:
        _judge(_envelope(_fault("s:Số 12/QĐ-UBND về việc mật")))
    assert caught.value.values == {"result": "?"}


@pytest.mark.parametrize(
    ("code", "shown"), [("17", "17"), ("0</q:Code><q:Code>17", "?"), ("Số 12/QĐ-UBND", "?"), ("", "?"), ("x" * 41, "?")]
)
def test_the_code_in_place_of_success_is_named_when_it_is_one(code: str, shown: str) -> None:
    """Whoever writes a mapping has to know which code came; nothing but a code is ever shown."""
    with pytest.raises(Later) as caught:
        _judge(_coded(code))
    assert (caught.value.code, caught.value.values["result"]) == ("peer.no-success", shown)


FOLDED = Verdict(
    expects=paths.compile_path("Result/Answer", NAMES),
    unfold=paths.compile_path("Result", NAMES),
    success=((paths.compile_path("Result/Answer/Code", NAMES), frozenset({"0"})),),
)


def _judge_folded(inside: str) -> xml.Element:
    body = _envelope(f"<Result>{inside}</Result>").encode()
    return verdicts.judge(Reply(status=200, media_type="text/xml", body=body, framed=True), FOLDED)


def test_an_answer_written_as_text_is_unfolded_before_it_is_judged() -> None:
    body = _judge_folded(
        "&lt;?xml version='1.0' encoding='utf-16'?&gt;&lt;Answer&gt;&lt;Code&gt;0&lt;/Code&gt;&lt;/Answer&gt;"
    )
    assert FOLDED.expects.elements(body)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("&lt;Answer&gt;&lt;Code&gt;9&lt;/Code&gt;&lt;/Answer&gt;", "peer.no-success"),
        ("&lt;Answer&gt;CANARY", "peer.not-xml"),
        ("&lt;!DOCTYPE Answer&gt;&lt;Answer/&gt;", "peer.not-xml"),
        ("", "peer.other-element"),
        ("OK: 0", "peer.not-xml"),
        ("&lt;Answer/&gt;<Other/>", "peer.other-element"),
    ],
)
def test_a_folded_answer_counts_by_the_same_rules(inside: str, code: str) -> None:
    with pytest.raises(Later) as caught:
        _judge_folded(inside)
    assert caught.value.code == code
    assert "CANARY" not in f"{caught.value.values} {caught.value.__context__!r}"


def test_a_response_in_no_namespace_is_expected_by_an_unprefixed_path() -> None:
    """rpc/literal services name the wrapper in the binding's namespace, or in none: the path says which."""
    plain = Verdict(expects=paths.compile_path("Answer", NAMES))
    reply = Reply(status=200, media_type="text/xml", body=_envelope("<Answer/>").encode(), framed=True)
    assert xml.local_name(verdicts.judge(reply, plain)) == "Body"
    with pytest.raises(Later):
        verdicts.judge(reply, VERDICT)
