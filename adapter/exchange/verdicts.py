"""When an answer counts: the expected element in a complete envelope or document, with an accepted result code.

Everything else is one of the three kinds of `Trouble`; nothing is ever taken for success, nor for "no
documents", because something was missing. Faults are read by local names, in whatever namespace real
services put them, and only their code is kept: fault texts carry stack traces and pieces of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from adapter.core import xml
from adapter.core.exchanges import Verdict
from adapter.core.paths import Path
from adapter.exchange import headers
from adapter.exchange.http import Reply
from adapter.wire import AdministratorNeeded, Later, Refused

_ENVELOPES = frozenset({"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"})
_LOG_IN_FAULTS = frozenset({"FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken"})
"""Fault codes of WS-Security (OASIS, section 12) that mean the log-in, whatever the mapping says."""

_TOKEN = re.compile(r"[A-Za-z0-9_.-]{1,40}")


def judge(reply: Reply, verdict: Verdict) -> xml.Element:
    """Give the element from which the paths of an answer start, where it counts; raises `wire.Trouble` where not.

    That is the SOAP Body, or an element around the root of a plain answer; one that may be empty is empty there.
    """
    if verdict.plain:
        body = _plain(reply, verdict)
        return body if not len(body) else _accepted(body, verdict)
    return _accepted(_enveloped(reply, verdict), verdict)


def _enveloped(reply: Reply, verdict: Verdict) -> xml.Element:
    root = _tree(reply)
    body = _body(root)
    _check_fault(root if body is None else body, verdict)
    if body is None or reply.media_type == "text/plain":
        raise Later("peer.not-soap")
    if reply.status != 200:  # noqa: PLR2004 - HTTP's own number
        raise Later("peer.status", status=reply.status)
    return body


def _plain(reply: Reply, verdict: Verdict) -> xml.Element:
    """Give an element around the root of an answer whose status may bring one; around nothing where that is success.

    The codes of an error document and its status are both looked at: the gravest meaning wins.
    """
    status, failed = str(reply.status), reply.status >= 400  # noqa: PLR2004 - HTTP's own number
    root = _error(reply) if failed else _tree(reply) if reply.body.strip() else None
    body = xml.within(root)
    codes = [status]
    if failed and root is not None:
        _unfold(body, verdict)
        codes += _codes(body, verdict)
    _raise_meaning(codes, verdict, reply.retry_after_s)
    if root is None and status in verdict.empty:
        return body
    if failed and status not in _MEANT and headers.meaning(reply.status, None).code == "peer.wrong-address":
        raise AdministratorNeeded("peer.status-unnamed", status=reply.status)
    if status not in verdict.plain:
        raise headers.meaning(reply.status, reply.retry_after_s)
    if root is None:
        raise Later("peer.empty", status=reply.status)
    return body


_MEANT = frozenset({"404", "405", "410"})
"""Statuses that speak of the address; what another one says about a request only the mapping knows."""


def _error(reply: Reply) -> xml.Element | None:
    """Read what an error status brings; None where it is no XML, for the status says enough."""
    try:
        return _tree(reply)
    except Later:
        return None


def _accepted(body: xml.Element, verdict: Verdict) -> xml.Element:
    """Give an answer that holds what is expected, with a result that means success."""
    _unfold(body, verdict)
    _raise_meaning(_codes(body, verdict), verdict)
    expected = verdict.expects
    if expected is None or len(expected.elements(body)) != 1:
        raise Later("peer.other-element", expected="-" if expected is None else expected.text)
    for path, good in verdict.success:
        found = [one.value.strip() for one in path.values(body)]
        if not found or not good.issuperset(found):
            raise Later("peer.no-success", rule=path.text, result=_result(path, found, verdict))
    return body


def _tree(reply: Reply) -> xml.Element:
    if not reply.body.strip():
        raise Later("peer.empty", status=reply.status)
    try:
        return xml.parse(reply.body)
    except xml.XmlRefused as refused:
        trouble = Later("peer.not-xml", reason=refused.code, line=refused.line)
    raise trouble


def _unfold(body: xml.Element, verdict: Verdict) -> None:
    """Let the XML that stands as text in an element become its child, so that paths lead into it."""
    folded = [] if verdict.unfold is None else verdict.unfold.elements(body)
    if len(folded) != 1 or len(folded[0]) or not (folded[0].text or "").strip():
        # Nothing to unfold, or something doubtful: what is expected will be missing.
        return
    try:
        inside = xml.inner(folded[0].text or "")
    except xml.XmlRefused as refused:
        trouble = Later("peer.not-xml", reason=refused.code, line=refused.line)
    else:
        folded[0].text = None
        folded[0].append(inside)
        return
    raise trouble


def _body(root: xml.Element) -> xml.Element | None:
    """Give the one Body of an envelope of SOAP 1.1 or 1.2; None for anything else."""
    namespace = xml.namespace_of(root)
    if xml.local_name(root) != "Envelope" or namespace not in _ENVELOPES:
        return None
    bodies = [child for child in _children(root) if xml.local_name(child) == "Body"]
    if len(bodies) != 1 or xml.namespace_of(bodies[0]) != namespace:
        return None
    return bodies[0]


def _check_fault(place: xml.Element, verdict: Verdict) -> None:
    """Raise what a fault means; `place` is the Body, or the root when there is no proper envelope."""
    fault = _fault(place)
    if fault is None:
        return
    codes = list(_fault_codes(fault))
    _raise_meaning(codes, verdict)
    if _LOG_IN_FAULTS.intersection(codes):
        raise AdministratorNeeded("peer.rights", result=_token(codes[-1]))
    raise Later("peer.fault", result=_token(codes[-1] if codes else ""))


def _fault(place: xml.Element) -> xml.Element | None:
    """Find a fault: the element itself, a child, or a child of something called Body."""
    if xml.local_name(place) == "Fault":
        return place
    for child in _children(place):
        if xml.local_name(child) == "Fault":
            return child
        if xml.local_name(child) == "Body":
            return _fault(child)
    return None


def _fault_codes(fault: xml.Element) -> Iterable[str]:
    """Give the local names of a fault's codes, the most general first: faultcode, or Code and Subcodes."""
    for child in _children(fault):
        name = xml.local_name(child)
        if name in ("faultcode", "Value"):
            yield (child.text or "").strip().rpartition(":")[2]
        elif name in ("Code", "Subcode"):
            yield from _fault_codes(child)


def _codes(body: xml.Element, verdict: Verdict) -> list[str]:
    return [] if verdict.code is None else [one.value.strip() for one in verdict.code.values(body)]


def _raise_meaning(codes: list[str], verdict: Verdict, retry_after_s: int | None = None) -> None:
    """Raise what the mapping says about result and fault codes and statuses; the gravest meaning wins."""
    for code in codes:
        if code in verdict.administrator:
            raise AdministratorNeeded("peer.rights", result=_token(code))
    for code in codes:
        if code in verdict.refused:
            raise Refused("peer.item-refused", result=_token(code))
    for code in codes:
        if code in verdict.later:
            raise Later("peer.busy", retry_after_s=retry_after_s, result=_token(code))


def _result(path: Path, found: list[str], verdict: Verdict) -> str:
    """Say what stands in place of success, where that is the source's own result code and nothing else."""
    is_code = verdict.code is not None and verdict.code.text == path.text
    return _token(found[0]) if is_code and len(found) == 1 else "?"


def _token(code: str) -> str:
    """Let a code of the peer be shown only when it looks like one."""
    return code if _TOKEN.fullmatch(code) else "?"


def _children(element: xml.Element) -> Iterable[xml.Element]:
    return (child for child in element if isinstance(child.tag, str))
