"""A WSDL as its source publishes it: the document and all it imports, from one origin and within bounds.

What is fetched becomes files here, so nothing of it is trusted: names of files are made by us, an address leads to
the origin of the WSDL or nowhere, and a document that is no plain XML ends the whole.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from adapter.core import xml
from adapter.exchange.http import Peer, Reach, Reply, origin
from adapter.wire import AdministratorNeeded, Later
from connectors import soap_catalogue

MOST_DOCUMENTS = 200
MOST_BYTES = 16 << 20
"""Of all documents together; the largest public WSDLs have a few MB."""

WSDL_11 = "{http://schemas.xmlsoap.org/wsdl/}"
_XSD = "{http://www.w3.org/2001/XMLSchema}"

_LINKS = {
    f"{WSDL_11}import": "location",
    f"{_XSD}import": "schemaLocation",
    f"{_XSD}include": "schemaLocation",
    f"{_XSD}redefine": "schemaLocation",
}
"""Elements that name another document, and the attribute they do it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One document as the source serves it."""

    name: str  #: the file it becomes
    address: str
    body: bytes = field(repr=False)
    links: Mapping[str, str] = field(repr=False)  #: what it names, as written there → the file that becomes

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) of what was served."""
        return hashlib.sha256(self.body).hexdigest()

    def local(self) -> bytes:
        """Give the document with its links leading to the files beside it."""
        root = xml.parse(self.body)
        for element, attribute in _linking(root):
            element.set(attribute, self.links[element.get(attribute, "")])
        return etree.tostring(root, xml_declaration=True, encoding="utf-8")


class Publication:
    """Where a WSDL is published. `close` may come from another thread: it breaks off what is under way."""

    def __init__(self, address: str, reach: Reach) -> None:
        self._address = address
        self._reach = reach
        self._peer: Peer | None = None
        self._closed = False

    def fetch(self, name: str, within_s: float) -> tuple[Published, ...]:
        """Fetch the WSDL, which is to be called `name` here, and all it names; the WSDL is the first.

        Takes `within_s` seconds at most. Raises `wire.Trouble`: the bounds, an address elsewhere, no plain XML.
        """
        ends_at = time.monotonic() + within_s
        names = {self._address: name}
        waiting = deque(names)
        found: list[Published] = []
        left = MOST_BYTES
        while waiting:
            address = waiting.popleft()
            body = self._get(address, left, ends_at)
            left -= len(body)
            links: dict[str, str] = {}
            for tag, link in _links(self._parsed(body, address)):
                target = self._target(address, link)
                if target not in names:
                    if len(names) == MOST_DOCUMENTS:
                        raise AdministratorNeeded("soap.wsdl-too-many", most=MOST_DOCUMENTS, wsdl=self._address)
                    names[target] = _file_name(target, tag, names)
                    waiting.append(target)
                links[link] = names[target]
            found.append(Published(name=names[address], address=address, body=body, links=links))
        return tuple(found)

    def close(self) -> None:
        """Let go of the connection; no other one is opened."""
        self._closed = True
        if self._peer is not None:
            self._peer.close()

    def _get(self, address: str, left: int, ends_at: float) -> bytes:
        """Fetch one document; the log-in goes along only to the origin of the endpoint (`Peer`)."""
        left_s = min(self._reach.timeout_s, ends_at - time.monotonic())
        if left_s <= 0:
            raise Later("peer.timeout", seconds=f"{self._reach.timeout_s:g}")
        most = min(self._reach.max_bytes, left)
        # A connection of its own for each: this happens seldom, and so the time left is what `Peer` holds it to.
        with closing(Peer(replace(self._reach, timeout_s=left_s, max_bytes=most))) as self._peer:
            if self._closed:
                raise Later("peer.broken-off")
            reply = self._asked(self._peer, address)
        if reply is None or reply.status != 200:  # noqa: PLR2004 - HTTP's own number
            raise AdministratorNeeded("soap.wsdl-missing", wsdl=address)
        return reply.body

    def _asked(self, peer: Peer, address: str) -> Reply | None:
        try:
            return peer.get(address)
        except Later as later:
            if later.code != "peer.too-big":
                raise
            too_big = AdministratorNeeded("soap.wsdl-too-big", limit=later.values["limit"], wsdl=self._address)
        except AdministratorNeeded as needed:
            if needed.code != "peer.wrong-address":
                raise
            return None
        raise too_big

    def _parsed(self, body: bytes, address: str) -> xml.Element:
        try:
            root = xml.parse(body)
        except xml.XmlRefused as refused:
            reason = refused.code
        else:
            if address != self._address or root.tag == f"{WSDL_11}definitions":
                return root
            reason = xml.local_name(root)
        raise AdministratorNeeded("soap.wsdl-unreadable", wsdl=address, reason=reason)

    def _target(self, base: str, link: str) -> str:
        """Give the address a link leads to; it stays on the origin the WSDL was published at."""
        try:
            target = urldefrag(urljoin(base, link.strip())).url
            if origin(target) == origin(self._address) and "@" not in urlsplit(target).netloc:
                return target
        except ValueError:  # a port that is no number, an address in broken brackets
            pass
        raise AdministratorNeeded("soap.wsdl-import", name=link[:200], wsdl=self._address)


def _linking(root: xml.Element) -> Iterator[tuple[xml.Element, str]]:
    """Give every element that names another document, with the attribute it does it by."""
    for element in root.iter(*_LINKS):
        if element.tag == f"{_XSD}import" and element.get("namespace") in soap_catalogue.FILES:
            continue  # ships with the program, and is often named at an address of the internet
        attribute = _LINKS[str(element.tag)]
        if element.get(attribute, "").strip():
            yield element, attribute


def _links(root: xml.Element) -> Iterator[tuple[str, str]]:
    for element, attribute in _linking(root):
        yield str(element.tag), element.get(attribute, "")


def _file_name(address: str, tag: str, taken: Mapping[str, str]) -> str:
    """Make a name for a file of ours: it begins like the WSDL's, and holds nothing that could lead elsewhere."""
    used = {name.lower() for name in taken.values()}
    parts = urlsplit(address)
    last = parts.path.rpartition("/")[2] + ("-" + parts.query if parts.query else "")
    ending = ".wsdl" if tag.startswith(WSDL_11) else ".xsd"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", last)[-80:].removesuffix(ending).strip(".-") or "document"
    begins = f"{PurePath(next(iter(taken.values()))).stem}.{plain}"
    name, number = f"{begins}{ending}", 2
    while name.lower() in used:
        name, number = f"{begins}-{number}{ending}", number + 1
    return name
