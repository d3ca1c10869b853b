"""What status and header lines of an answer mean, before a byte of its body is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from urllib3 import HTTPHeaderDict

from adapter.wire import AdministratorNeeded, Later, Trouble

RETRY_AFTER_S = range(1, 3601)
"""A peer may ask for a pause of a second up to an hour; more or less is cut to that."""

_FAULT_STATUS = frozenset({400, 500})
"""Error statuses whose body may be a SOAP fault."""

_LOG_IN = frozenset({401, 403, 407})
_COME_BACK = frozenset({408, 421, 425, 429})
_PLAIN_CHARSETS = frozenset({"", "utf-8", "utf8", "utf-16", "us-ascii"})
_OK, _NO_CONTENT, _FAILED = 200, 204, 400
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Which media types are read; none named means any."""

    media_types: frozenset[str]
    plain: bool = (
        False  #: statuses say what an answer means: each but a redirect is one, read where its type is expected
    )


#: text/plain is let through because real services send faults so; a verdict takes only a fault from it.
MESSAGE = Expected(media_types=frozenset({"text/xml", "application/soap+xml", "application/xml", "text/plain"}))
ANY = Expected(media_types=frozenset())
PLAIN = Expected(media_types=frozenset({"text/xml", "application/xml"}), plain=True)
"""Types of one's own that end with `+xml` are XML, too (RFC 7303)."""
STATUSES = Expected(media_types=frozenset(), plain=True)
"""Any type, and every status but a redirect: for protocols that say with statuses what an answer means."""


def check_status(status: int, head: Mapping[str, str], expected: Expected) -> None:
    """Pass 200 and the statuses of faults, of plain answers all but redirects; raise for all else."""
    passed = _OK <= status < 300 or status >= _FAILED if expected.plain else status == _OK or status in _FAULT_STATUS  # noqa: PLR2004 - HTTP's own number
    if not passed:
        raise meaning(status, retry_after(head))


def meaning(status: int, retry_after_s: int | None) -> Trouble:
    """Give the trouble that a status other than 200 stands for."""
    if status in _LOG_IN:
        return AdministratorNeeded("peer.log-in", status=status)
    if 300 <= status < _FAILED:  # noqa: PLR2004
        return AdministratorNeeded("peer.redirected", status=status)
    if status in _COME_BACK or status >= 500:  # noqa: PLR2004
        return Later("peer.status", retry_after_s=retry_after_s, status=status)
    if status >= _FAILED:
        return AdministratorNeeded("peer.wrong-address", status=status)
    # 202 and 204 among them: accepted or empty is not answered.
    return Later("peer.status", status=status)


def retry_after(head: Mapping[str, str]) -> int | None:
    """Read Retry-After, in seconds or as a date measured by the peer's own clock; None when there is none."""
    said = head.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return _bounded(int(said))
    until = _http_date(said)
    if until is None:
        return None
    now = _http_date(head.get("Date", "")) or datetime.now(UTC)
    return _bounded(int((until - now).total_seconds()))


def length(head: HTTPHeaderDict) -> int | None:
    """Give the announced length of the body; None when none is. Raises `Later` for any ambiguity."""
    lengths = head.getlist("content-length")
    encodings = head.getlist("transfer-encoding")
    if encodings and (lengths or [one.strip().lower() for one in encodings] != ["chunked"]):
        raise Later("peer.framing")
    if not lengths:
        return None
    if len(lengths) > 1 or not re.fullmatch(r"[0-9]{1,18}", lengths[0].strip()):
        raise Later("peer.framing")
    return int(lengths[0])


def media_type(status: int, head: Mapping[str, str], expected: Expected, length: int | None = None) -> str:
    """Give the media type of the body; `Later` for one not expected, compressed, or in an odd charset.

    An error status with another kind of body (a proxy's HTML page) is reported as that status. Of a plain answer the
    type is empty where there is no body, or none that could say more than its status does.
    """
    if expected.plain and (length == 0 or status == _NO_CONTENT):
        return ""
    found, _, parameters = head.get("Content-Type", "").partition(";")
    found = found.strip().lower()
    trouble = _unreadable(found, parameters, head, expected)
    if trouble is None:
        return found
    if expected.plain and (status >= _FAILED or not found):
        return ""
    if trouble.code == "peer.content-type" and status in _FAULT_STATUS:
        raise Later("peer.status", status=status)
    raise trouble


def _unreadable(found: str, parameters: str, head: Mapping[str, str], expected: Expected) -> Later | None:
    known = found in expected.media_types or (expected.plain and found.endswith("+xml"))
    if expected.media_types and not known:
        return Later("peer.content-type", type=found if _MEDIA_TYPE.fullmatch(found) else "?")
    if head.get("Content-Encoding", "").strip().lower() not in ("", "identity"):
        return Later("peer.content-encoding")
    if expected.media_types and _charset(parameters) not in _PLAIN_CHARSETS:
        return Later("peer.charset")
    return None


def _charset(parameters: str) -> str:
    found = re.search(r"charset\s*=\s*\"?([^\";\s]*)", parameters, re.IGNORECASE)
    return found[1].lower() if found else ""


def _bounded(seconds: int) -> int:
    return max(RETRY_AFTER_S[0], min(RETRY_AFTER_S[-1], seconds))


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def date(head: Mapping[str, str]) -> datetime | None:
    """Give the moment at which the peer says it answered, UTC; None where it does not, or not clearly."""
    try:
        found = parsedate_to_datetime(head.get("Date", ""))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
