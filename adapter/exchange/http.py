"""The one way out over HTTP: every conversation is bounded in time and bytes, ending in a reply or a trouble.

How the deadline is held: the time-outs of requests count from byte to byte, so a peer that drips one byte a
second is never late for them; nor do they bound name resolution. So a conversation runs on a worker thread
while the caller waits for it no longer than the deadline; then the socket is shut, which ends the worker's
read, and the session is thrown away. The caller is back in time whatever the worker hangs on.

Nothing a peer says goes into an exception: codes, statuses and our own limits only.
"""

from __future__ import annotations

import http.client
import ipaddress
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import requests
import urllib3

from adapter.exchange import headers
from adapter.exchange.line import Line
from adapter.wire import AdministratorNeeded, Later, Trouble

MAX_BYTES = 64 << 20
XML = "application/xml; charset=utf-8"
_CHUNK = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a peer is reached and within which bounds."""

    url: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    line: tuple[str, str] | None = field(default=None, repr=False)  #: a header line that logs in: name and value
    timeout_s: float = 30.0  #: total time of one conversation
    max_bytes: int = MAX_BYTES  #: of one answer's body
    connection_close: bool = False  #: for peers that hang on keep-alive
    ca_bundle: str = ""  #: certificates to trust instead of the usual ones
    certificate: str = ""  #: our own certificate (PEM), for services that ask for one
    private_key: str = ""  #: its key (PEM), where it is not in the same file


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A complete answer as far as HTTP can tell."""

    status: int  #: 200, or an error status whose body may be a fault; of a plain answer any but a redirect
    media_type: str
    body: bytes = field(repr=False)
    framed: bool  #: length or chunks prove that nothing is missing; else only the end of the connection says so
    sent_at: datetime | None = None  #: by the clock of the peer (its `Date` line), UTC
    retry_after_s: int | None = None  #: so long it wants to be left alone


class Peer:
    """One peer; one conversation at a time. Raises `wire.Trouble` and nothing else."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._line, self._worker = self._fresh()

    def post(self, body: bytes, head: dict[str, str]) -> Reply:
        """Post to the configured address."""
        return self._converse(requests.Request("POST", self._reach.url, data=body, headers=head), headers.MESSAGE)

    def get(self, url: str) -> Reply:
        """Get a document; the log-in goes along only to the origin of the configured address."""
        return self._converse(requests.Request("GET", url), headers.ANY)

    def ask(self, method: str, target: str, body: bytes = b"") -> Reply:
        """Ask for a resource below the configured address; `target` begins with `/` and is encoded already.

        Every status but a redirect is an answer.
        """
        head = {"Accept": "application/xml, text/xml", **({"Content-Type": XML} if body else {})}
        return self.request(method, target, body, head, headers.PLAIN)

    def request(self, method: str, target: str, body: bytes, head: dict[str, str], expected: headers.Expected) -> Reply:
        """Make a request that is not about XML; an empty `target` is the configured address itself."""
        url = self._reach.url.rstrip("/") + target if target else self._reach.url
        return self._converse(requests.Request(method, url, data=body, headers=head), expected)

    def hang_up(self) -> None:
        """Let the next conversation begin on a new connection, where no late copy of a former answer can lie."""
        self._line.close()

    def close(self) -> None:
        """Let go of the connection and the worker."""
        self._line.cut()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _fresh(self) -> tuple[Line, ThreadPoolExecutor]:
        reach = self._reach
        line = Line(
            connection_close=reach.connection_close,
            ca_bundle=reach.ca_bundle,
            certificate=reach.certificate,
            private_key=reach.private_key,
        )
        return line, ThreadPoolExecutor(max_workers=1, thread_name_prefix="peer")

    def _converse(self, request: requests.Request, expected: headers.Expected) -> Reply:
        if origin(str(request.url)) == origin(self._reach.url):
            _log_in(request, self._reach)
        future = self._worker.submit(_ask, self._line, request, self._reach, expected)
        try:
            return future.result(timeout=self._reach.timeout_s)
        except TimeoutError:
            self.close()
            self._line, self._worker = self._fresh()
            raise Later("peer.timeout", seconds=_seconds(self._reach)) from None


def _log_in(request: requests.Request, reach: Reach) -> None:
    if reach.username:
        # Bytes, because requests would encode text as latin-1 and stumble over Vietnamese.
        request.auth = (reach.username.encode(), reach.password.encode())
    if reach.line is not None:
        request.headers[reach.line[0]] = reach.line[1]


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this machine by its very writing: no name is looked up."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin(url: str) -> tuple[str, str, int]:
    """Give scheme, host and port of a URL."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _ask(line: Line, request: requests.Request, reach: Reach, expected: headers.Expected) -> Reply:
    try:
        prepared = line.session.prepare_request(request)
        response = line.session.send(
            prepared,
            stream=True,
            allow_redirects=False,
            timeout=reach.timeout_s,
            verify=line.session.verify,
            proxies={},
        )
        with response:
            return _read(response, reach, expected)
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        OSError,
    ) as error:
        trouble = _trouble(error, reach)
    # Raised here and not above: an exception of the library, with what the peer said, must not hang on ours.
    raise trouble


def _read(response: requests.Response, reach: Reach, expected: headers.Expected) -> Reply:
    raw, head, status = response.raw, response.headers, response.status_code
    headers.check_status(status, head, expected)
    length = headers.length(raw.headers)
    media_type = headers.media_type(status, head, expected, length)
    # What an error status brings besides, a proxy's page say, is not even read.
    body = b"" if expected.plain and status >= 400 and not media_type else _body(response, reach, length)  # noqa: PLR2004 - HTTP's own number
    if expected.plain and body and not media_type:
        raise Later("peer.content-type", type="?")
    return Reply(
        status=status,
        media_type=media_type,
        body=body,
        framed=length is not None or "transfer-encoding" in raw.headers,
        sent_at=headers.date(head),
        retry_after_s=headers.retry_after(head),
    )


def _body(response: requests.Response, reach: Reach, length: int | None) -> bytes:
    if length is not None and length > reach.max_bytes:
        raise Later("peer.too-big", limit=reach.max_bytes)
    body = bytearray()
    for chunk in response.raw.stream(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > reach.max_bytes:
            raise Later("peer.too-big", limit=reach.max_bytes)
    if length is not None and len(body) != length:
        raise Later("peer.broken-off")
    return bytes(body)


def _trouble(error: Exception, reach: Reach) -> Trouble:
    match error:
        case requests.exceptions.SSLError():
            return AdministratorNeeded("peer.tls", url=reach.url)
        case requests.Timeout() | urllib3.exceptions.TimeoutError():
            return Later("peer.timeout", seconds=_seconds(reach))
        case requests.ConnectionError() if _never_connected(error):
            return Later("peer.unreachable", url=reach.url)
    return Later("peer.broken-off")


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), urllib3.exceptions.NewConnectionError)


def _seconds(reach: Reach) -> str:
    return f"{reach.timeout_s:g}"
