"""Options of the REST connector as the settings give them; wrong ones are all named together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from adapter.core.problems import Problem, Refusal
from adapter.exchange import options
from adapter.exchange.http import MAX_BYTES, Reach
from adapter.exchange.options import Check

SHORTEST_S, LONGEST_S = 0.001, 600
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_OURS = frozenset({"host", "content-length", "content-type", "transfer-encoding", "connection", "accept", "expect"})
"""Header lines that say how a request is sent, and are never a log-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestOptions:
    """Where the service is, and how we log in."""

    url: str  #: every path of the mapping lies below it
    username: str = field(default="", repr=False)  #: log-in by name and password (basic); empty for none
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)  #: log-in by `Authorization: Bearer`
    key: str = field(default="", repr=False)  #: log-in by a header line of the service's own
    key_header: str = "X-API-Key"  #: its name
    timeout_s: float = 30.0  #: total time of one call, at most 600
    max_bytes: int = MAX_BYTES  #: of one answer, at most 64 MiB
    connection_close: bool = False  #: a new connection for every call, for services that hang on kept ones
    ca_bundle: str = ""  #: certificates (PEM) to trust instead of the usual ones
    certificate: str = ""  #: our own certificate (PEM), for services that ask for one
    private_key: str = ""  #: its key (PEM), where it is not in the same file

    def reach(self) -> Reach:
        """Give what the HTTP adapter needs."""
        line = (self.key_header, self.key) if self.key else None
        return Reach(
            url=self.url,
            username=self.username,
            password=self.password,
            line=("Authorization", f"Bearer {self.token}") if self.token else line,
            timeout_s=self.timeout_s,
            max_bytes=self.max_bytes,
            connection_close=self.connection_close,
            ca_bundle=self.ca_bundle,
            certificate=self.certificate,
            private_key=self.private_key,
        )


def read(given: Mapping[str, object]) -> RestOptions:
    """Read options; raises `problems.Refusal` with every problem, and never a value in it."""
    ways = [name for name in ("username", "token", "key") if given.get(name)]
    problems: tuple[Problem, ...] = ()
    if len(ways) > 1:
        problems = (Problem(code="rest.two-log-ins", values=(("first", ways[0]), ("other", ways[1]))),)
    values: dict[str, Any] = {}
    try:
        values = options.checked(given, CHECKS, needed=("url",))
    except Refusal as refusal:
        problems = (*refusal.problems, *problems)
    if problems:
        raise Refusal(*problems)
    return RestOptions(**values)


def _base(value: object) -> str:
    """Read an address that paths can be put behind."""
    text = str(options.url.read(value))
    if "?" in text or re.search(r"[^!-~]", text) or re.search(r"/\.{1,2}(?:/|$)", urlsplit(text).path):
        raise ValueError
    return text


def _line_name(value: object) -> str:
    text = str(options.text.read(value))
    if not _NAME.fullmatch(text) or text.lower() in _OURS:
        raise ValueError
    return text


def _line_value(value: object) -> str:
    text = str(options.text.read(value))
    if text and not _VALUE.fullmatch(text):
        raise ValueError
    return text


_LINE = Check("no-header-value", _line_value)

CHECKS = {
    "url": Check("no-base", _base),
    "username": options.text,
    "password": options.text,
    "token": _LINE,
    "key": _LINE,
    "key_header": Check("no-header-name", _line_name),
    "timeout_s": options.seconds(SHORTEST_S, LONGEST_S),
    "max_bytes": options.size,
    "connection_close": options.flag,
    "ca_bundle": options.file,
    "certificate": options.file,
    "private_key": options.file,
}
