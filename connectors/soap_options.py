"""Options of the SOAP connector as the settings give them; wrong ones are all named together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapter.core.problems import Problem, Refusal
from adapter.exchange import options
from adapter.exchange.http import MAX_BYTES, Reach, is_loopback

SHORTEST_S, LONGEST_S = 0.001, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapOptions:
    """Where the service is, and how we log in."""

    endpoint: str  #: every request goes here, whatever address the WSDL names
    wsdl: str  #: a file: the pinned copy; of a service on this machine also the URL it is fetched from
    wsdl_url: str = ""  #: where the source publishes what is pinned; empty for a copy nobody compares
    log_in: str = "basic"  #: how they are told: `basic`, `token-text`, `token-digest` (WS-Security), or `arguments`
    username: str = field(default="", repr=False)  #: empty for no log-in
    password: str = field(default="", repr=False)
    timeout_s: float = 30.0  #: total time of one call, at most 600
    max_bytes: int = MAX_BYTES  #: of one answer, at most 64 MiB
    connection_close: bool = False  #: a new connection for every call, for services that hang on kept ones
    ca_bundle: str = ""  #: certificates (PEM) to trust instead of the usual ones
    certificate: str = ""  #: our own certificate (PEM), for services that ask for one
    private_key: str = ""  #: its key (PEM), where it is not in the same file

    def reach(self) -> Reach:
        """Give what the HTTP adapter needs."""
        over_http = self.log_in == "basic"
        return Reach(
            url=self.endpoint,
            username=self.username if over_http else "",
            password=self.password if over_http else "",
            timeout_s=self.timeout_s,
            max_bytes=self.max_bytes,
            connection_close=self.connection_close,
            ca_bundle=self.ca_bundle,
            certificate=self.certificate,
            private_key=self.private_key,
        )


def read(given: Mapping[str, object]) -> SoapOptions:
    """Read options; raises `problems.Refusal` with every problem, and never a value in it."""
    problems = _not_pinned(given.get("wsdl"))
    try:
        values = options.checked(given, CHECKS, needed=("endpoint", "wsdl"))
    except Refusal as refusal:
        problems = (*refusal.problems, *problems)
    if problems:
        raise Refusal(*problems)
    return SoapOptions(**values)


def _not_pinned(wsdl: object) -> tuple[Problem, ...]:
    """Refuse to be told anew at every start, by another machine, what a source is to be asked."""
    if isinstance(wsdl, str) and is_url(wsdl) and not is_loopback(wsdl):
        return (Problem(code="soap.wsdl-not-pinned"),)
    return ()


def is_url(wsdl: str) -> bool:
    """Tell whether a WSDL is fetched rather than read."""
    return wsdl.lower().startswith(("http://", "https://"))


CHECKS = {
    "endpoint": options.url,
    "wsdl": options.url_or_file,
    "wsdl_url": options.url,
    "log_in": options.word("basic", "token-text", "token-digest", "arguments"),
    "username": options.text,
    "password": options.text,
    "timeout_s": options.seconds(SHORTEST_S, LONGEST_S),
    "max_bytes": options.size,
    "connection_close": options.flag,
    "ca_bundle": options.file,
    "certificate": options.file,
    "private_key": options.file,
}
