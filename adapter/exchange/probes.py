"""Looks at the way to a peer, one step after the other: name, connection, encryption. Nothing is asked of it yet."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from urllib.parse import urlsplit

from adapter.exchange.http import Reach, origin
from adapter.wire import AdministratorNeeded, Later

SHORT_S = 10.0
"""So long each step may take at most."""


def name(reach: Reach) -> str:
    """Look the host up; give its addresses. Raises `wire.Trouble`."""
    _, host, port = origin(reach.url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        found = []
    if not found:
        raise AdministratorNeeded("probe.no-address", host=host)
    return ", ".join(dict.fromkeys(str(one[4][0]) for one in found))


def connection(reach: Reach) -> str:
    """Connect; give how long it took, in ms. Raises `wire.Trouble`."""
    with closing(_connected(reach)) as connected:
        return "{}:{}".format(*connected.getpeername()[:2])


def encryption(reach: Reach) -> str:
    """Shake hands; give protocol version and until when the certificate holds. Raises `wire.Trouble`."""
    if urlsplit(reach.url).scheme != "https":
        return ""
    context = ssl.create_default_context(cafile=reach.ca_bundle or None)
    if reach.certificate:
        context.load_cert_chain(reach.certificate, reach.private_key or None)
    _, host, _ = origin(reach.url)
    try:
        with closing(_connected(reach)) as plain, context.wrap_socket(plain, server_hostname=host) as made:
            until = (made.getpeercert() or {}).get("notAfter", "-")
            return f"{made.version()}, {until}"
    except OSError:  # an SSLError is one
        failed = True
    assert failed  # noqa: S101 - the block above returned otherwise
    raise AdministratorNeeded("peer.tls", url=reach.url)


def _connected(reach: Reach) -> socket.socket:
    _, host, port = origin(reach.url)
    try:
        return socket.create_connection((host, port), timeout=min(SHORT_S, reach.timeout_s))
    except OSError:
        pass
    raise Later("peer.unreachable", url=reach.url)
