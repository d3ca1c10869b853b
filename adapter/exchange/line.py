"""A keep-alive session of requests with every convenience taken out that would let a peer lead us elsewhere.

Its socket can be shut from another thread: that is how a deadline is held (see `adapter.exchange.http`).
"""

from __future__ import annotations

import contextlib
import socket
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError


class Line:
    """One session; used by one conversation at a time, cut by anyone."""

    def __init__(
        self, *, connection_close: bool = False, ca_bundle: str = "", certificate: str = "", private_key: str = ""
    ) -> None:
        self.session = _Session()
        self.session.headers.clear()
        self.session.headers.update({"Accept-Encoding": "identity", "User-Agent": "nhiemvu"})
        if connection_close:
            self.session.headers["Connection"] = "close"
        self.session.verify = ca_bundle or True
        if certificate:
            self.session.cert = (certificate, private_key) if private_key else certificate
        self.session.trust_env = False
        # Nothing is carried from one answer to the next request.
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # `file://` goes with the rest; only what speaks HTTP is left.
        self.session.adapters.clear()
        for prefix in ("http://", "https://"):
            self.session.mount(prefix, _Adapter(self))
        self._connection: HTTPConnection | None = None
        self._is_cut = False

    def watch(self, connection: HTTPConnection) -> None:
        """Remember the connection that is being used."""
        self._connection = connection

    def stop_if_cut(self, connection: HTTPConnection) -> None:
        """Let nothing be sent on a connection that came up after the deadline."""
        if self._is_cut:
            connection.close()
            raise ConnectTimeoutError(connection, "cut")

    def cut(self) -> None:
        """Shut the socket, so that whoever reads or writes on it stops at once; the session is done."""
        self._is_cut = True
        used = self._connection.sock if self._connection else None
        if isinstance(used, socket.socket):
            with contextlib.suppress(OSError):
                used.shutdown(socket.SHUT_RDWR)
        self.close()

    def close(self) -> None:
        """Let go of idle connections."""
        self.session.close()


class _Session(requests.Session):
    """A session that does not even look where a redirect leads.

    Told not to follow, requests still reads the whole body of a redirect to prepare the next request.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002
        return None


class _Adapter(HTTPAdapter):
    """Opens connections that report to their line; no retries, one connection per host."""

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    # The signature is the library's.
    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: ANN401, FBT001, FBT002
        manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._line)
        self.poolmanager = manager


def _pools(line: Line) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            line.watch(self)
            super().connect()
            line.stop_if_cut(self)

    class Encrypted(HTTPSConnection):
        def connect(self) -> None:
            line.watch(self)
            super().connect()
            line.stop_if_cut(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    return {"http": PlainPool, "https": EncryptedPool}
