"""What a WSDL says about a service, and requests built from it. zeep's looseness ends in this file.

zeep's own transport would open local files, follow redirects and log in at whatever address the WSDL names.
It is given a made-up folder instead, and what it asks for there is read by us.
"""

from __future__ import annotations

import hashlib
import posixpath
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests
import zeep
import zeep.exceptions
from lxml import etree
from zeep.wsdl.bindings import Soap11Binding, Soap12Binding
from zeep.wsse.username import UsernameToken

from adapter.core import xml
from adapter.core.exchanges import Call, Exchange
from adapter.exchange.http import Peer, origin
from adapter.wire import AdministratorNeeded
from connectors import soap_catalogue, soap_options, soap_pinned
from connectors.soap_published import WSDL_11

_BASE = "/wsdl/"
"""A made-up folder: zeep resolves imports against it, and what does not lie in it is refused."""

_ZEEP_TROUBLE = (
    zeep.exceptions.Error,
    etree.LxmlError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
)
"""What zeep raises for a WSDL that makes no sense, or for arguments that do not fit it."""


class Contract:
    """A loaded WSDL, checked against the operations of an exchange."""

    def __init__(self, wsdl: str, exchange: Exchange, peer: Peer, token: UsernameToken | None = None) -> None:
        self._token = token
        self._wsdl = wsdl
        self._stamp = _stamp(wsdl)
        transport = _Transport(wsdl, peer)
        document = _load(transport)
        self._digest = transport.digest()
        self._binding = _binding(document, exchange)
        operations = self._binding.all()
        for call in exchange.calls():
            if call.operation in operations:
                continue
            code = "not-understood" if call.operation in transport.operations else "unknown"
            raise AdministratorNeeded(
                f"soap.operation-{code}",
                operation=call.operation,
                known=_named(operations),
                wsdl=wsdl,
            )

    def is_current(self) -> bool:
        """Tell whether nobody has pinned another copy since this one was loaded."""
        return self._stamp == _stamp(self._wsdl)

    def described(self) -> str:
        """Name what was loaded: the number of operations, and the digest of all its documents."""
        return f"{len(self._binding.all())} · SHA-256 {self._digest[:16]}…"

    def request(self, call: Call, arguments: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
        """Build an envelope and its header lines; `AdministratorNeeded` when the arguments do not fit."""
        operation = self._binding.get(call.operation)
        try:
            # The operation itself rather than client.create_message: an argument may be called "service".
            envelope = operation.create(**arguments).content
        except _ZEEP_TROUBLE as error:
            reason = type(error).__name__
        else:
            if self._token is not None:
                # A nonce and the time of its own for every request.
                envelope, _ = self._token.apply(envelope, {})
            action = operation.soapaction if call.soap_action is None else call.soap_action
            body = etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
            return body, _head(self._binding, action or "")
        takes = str(operation.input.signature()) if operation.input else ""
        raise AdministratorNeeded("soap.arguments", operation=call.operation, takes=takes, reason=reason)


def token(options: soap_options.SoapOptions) -> UsernameToken | None:
    """Give the log-in that goes inside the envelope (WS-Security UsernameToken 1.0), where one is asked for."""
    if not options.log_in.startswith("token-") or not options.username:
        return None
    return UsernameToken(options.username, options.password, use_digest=options.log_in == "token-digest")


class _Transport(zeep.Transport):  # type: ignore[misc]  # zeep is untyped
    """Answers zeep from the configured WSDL and from what lies beside it; sends nothing."""

    def __init__(self, wsdl: str, peer: Peer) -> None:
        super().__init__(session=requests.Session())
        # zeep has mounted file:// on it; nothing at all is to be sent by this session.
        self.session.adapters.clear()
        self._loaded = hashlib.sha256()
        self._record = None if soap_options.is_url(wsdl) else soap_pinned.read(wsdl)
        # The name of a pinned WSDL is its own: documents of the copy may name it.
        self.root = _BASE + ("service.wsdl" if soap_options.is_url(wsdl) else Path(wsdl).name)
        self.operations: set[str] = set()  #: names seen in bindings, independently of zeep
        self.wsdl = wsdl
        self._peer = peer

    def load(self, url: str) -> bytes:
        """Give the document of a made-up address."""
        name = posixpath.relpath(url, _BASE) if url.startswith(_BASE) else ".."
        if name.startswith(".."):
            raise AdministratorNeeded("soap.wsdl-import", name=url, wsdl=self.wsdl)
        if (public := soap_catalogue.served(name)) is not None:
            return public
        body = self._fetch(name) if soap_options.is_url(self.wsdl) else self._read(name)
        try:
            root = xml.parse(body)
        except xml.XmlRefused as refused:
            trouble = AdministratorNeeded("soap.wsdl-unreadable", wsdl=self._place(name), reason=refused.code)
        else:
            if url == self.root and root.tag != f"{WSDL_11}definitions":
                raise AdministratorNeeded("soap.wsdl-unreadable", wsdl=self.wsdl, reason=xml.local_name(root))
            self.operations.update(_operations(root))
            self._loaded.update(body)
            return soap_catalogue.with_catalogue(body, root)
        raise trouble

    def digest(self) -> str:
        """Give the SHA-256 (hex) of what was loaded; of a pinned copy that of what the source served."""
        return self._record.digest if self._record else self._loaded.hexdigest()

    def _fetch(self, name: str) -> bytes:
        try:
            reply = self._peer.get(self._place(name))
        except AdministratorNeeded as trouble:
            if trouble.code != "peer.wrong-address":
                raise
        else:
            if reply.status == 200:  # noqa: PLR2004 - HTTP's own number
                return reply.body
        raise AdministratorNeeded("soap.wsdl-missing", wsdl=self._place(name))

    def _read(self, name: str) -> bytes:
        """Read a file; one of a pinned copy is what was pinned, or is not used.

        Whoever changes a copy on purpose takes the record away, and answers for the files from then on.
        """
        wanted = self._record.written(name) if self._record else None
        if self._record and wanted is None:
            raise AdministratorNeeded("soap.wsdl-import", name=name, wsdl=self.wsdl)
        try:
            body = Path(self._place(name)).read_bytes()
        except OSError:
            trouble = AdministratorNeeded("soap.wsdl-missing", wsdl=self._place(name))
        else:
            if wanted in (None, hashlib.sha256(body).hexdigest()):
                return body
            record = str(soap_pinned.record_file(self.wsdl))
            trouble = AdministratorNeeded("soap.wsdl-edited", wsdl=self._place(name), record=record)
        raise trouble

    def _place(self, name: str) -> str:
        """Give the real place of a document named relative to the WSDL."""
        if _BASE + name == self.root:
            return self.wsdl
        if not soap_options.is_url(self.wsdl):
            return str(Path(self.wsdl).parent / name)
        place = urljoin(self.wsdl, name)
        if origin(place) != origin(self.wsdl):
            raise AdministratorNeeded("soap.wsdl-import", name=name, wsdl=self.wsdl)
        return place


def _stamp(wsdl: str) -> tuple[int, int] | None:
    return None if soap_options.is_url(wsdl) else soap_pinned.stamp(wsdl)


def _load(transport: _Transport) -> Any:  # noqa: ANN401 - zeep is untyped
    settings = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        with warnings.catch_warnings():
            # zeep warns of operations it drops; they are named when the exchange needs one of them.
            warnings.simplefilter("ignore")
            return zeep.Client(transport.root, transport=transport, settings=settings).wsdl
    except zeep.exceptions.ExternalReferenceForbidden as error:
        trouble = AdministratorNeeded("soap.wsdl-import", name=str(error.url), wsdl=transport.wsdl)
    except _ZEEP_TROUBLE as error:
        trouble = AdministratorNeeded("soap.wsdl-unreadable", wsdl=transport.wsdl, reason=type(error).__name__)
    finally:
        transport.session.close()
    raise trouble


def _binding(document: Any, exchange: Exchange) -> Any:  # noqa: ANN401 - zeep is untyped
    """Choose the binding of the exchange's service and port; SOAP 1.1 where several would do."""
    services = document.services
    if exchange.service is None and len(services) != 1:
        raise AdministratorNeeded("soap.service-unclear", known=_named(services))
    service = services.get(exchange.service or next(iter(services)))
    if service is None:
        raise AdministratorNeeded("soap.service-unknown", service=str(exchange.service), known=_named(services))
    ports = {name: port for name, port in service.ports.items() if exchange.port in (None, name)}
    bindings = [port.binding for port in ports.values()]
    for kind in (Soap11Binding, Soap12Binding):
        for binding in bindings:
            if isinstance(binding, kind):
                return binding
    raise AdministratorNeeded("soap.port-unknown", port=exchange.port or "*", known=_named(service.ports))


def _head(binding: Any, action: str) -> dict[str, str]:  # noqa: ANN401 - zeep is untyped
    if isinstance(binding, Soap12Binding):
        return {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}
    return {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}


def _operations(root: xml.Element) -> Iterator[str]:
    for operation in root.iterfind(f"{WSDL_11}binding/{WSDL_11}operation"):
        yield operation.get("name", "")


def _named(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names))
