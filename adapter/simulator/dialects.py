"""The dialects the service speaks: one state, told in the words of one vendor or of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from adapter.simulator import asmx


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one vendor's service speaks."""

    path: str  #: where it stands on the server
    contract: str  #: file of its WSDL
    address: str = ""  #: what stands there for the place where it listens; empty: the WSDL names another one
    asked: Callable[[bytes], bytes]  #: from a request to one of the first dialect
    told: Callable[[bytes], bytes]  #: from an answer of the first dialect to one of its own

    def wsdl(self, url: str) -> bytes:
        """Give the WSDL, with the address of the running service where it tells it."""
        text = (files("adapter.simulator") / self.contract).read_text("utf-8")
        return (text.replace(self.address, url) if self.address else text).encode()


def _as_it_is(body: bytes) -> bytes:
    return body


FIRST = Dialect(
    path="/dich-vu/van-ban",
    contract="service.wsdl",
    address="http://127.0.0.1/dich-vu/van-ban",
    asked=_as_it_is,
    told=_as_it_is,
)
DIALECTS = {
    "qlvb": FIRST,
    # The address in its WSDL is an internal one, as so often.
    "asmx": Dialect(path=asmx.PATH, contract=asmx.CONTRACT, asked=asmx.asked, told=asmx.told),
}
