"""What the SOAP library makes of a description that lies in memory: which operations it could call.

Only for a comparison, so nothing that goes wrong here is an error of ours: it is the answer (FACTS §9: of 376 real
WSDLs the library drops operations of 32 in silence).
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import zeep
from lxml import etree
from zeep.wsdl.bindings import Soap11Binding, Soap12Binding

from adapter.core import xml
from connectors import soap_catalogue

_BASE = "/understood/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What could be loaded."""

    operations: frozenset[tuple[str, str]]  #: service and operation
    reason: str = ""  #: why nothing was loaded: the kind of trouble, or `time`; empty when it was


def understood(
    documents: Mapping[str, bytes], links: Mapping[tuple[str, str], str], root: str, within_s: float
) -> Understood:
    """Load documents (address → bytes) whose links (document, as written) lead to other addresses.

    Takes no longer than `within_s` seconds: a library that hangs over a description is left behind, on a thread that
    ends with the program.
    """
    found: list[Understood] = []
    worker = threading.Thread(target=lambda: found.append(_loaded(documents, links, root)), daemon=True)
    worker.start()
    worker.join(within_s)
    return found[0] if found else Understood(operations=frozenset(), reason="time")


def _loaded(documents: Mapping[str, bytes], links: Mapping[tuple[str, str], str], root: str) -> Understood:
    settings = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    transport = _Memory(documents, links, root)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            services = zeep.Client(transport.root, transport=transport, settings=settings).wsdl.services
            operations = [
                (service, name)
                for service, one in services.items()
                for port in one.ports.values()
                if isinstance(port.binding, (Soap11Binding, Soap12Binding))
                for name in port.binding.all()
            ]
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a stranger's WSDL is what we want to know
        return Understood(operations=frozenset(), reason=type(error).__name__)
    finally:
        transport.session.close()
    return Understood(operations=frozenset(operations))


class _Memory(zeep.Transport):  # type: ignore[misc]  # zeep is untyped
    """Answers from memory and from the catalogue; sends nothing and opens nothing."""

    def __init__(self, documents: Mapping[str, bytes], links: Mapping[tuple[str, str], str], root: str) -> None:
        super().__init__(session=requests.Session())
        # zeep has mounted file:// on it; nothing at all is to be sent by this session.
        self.session.adapters.clear()
        self._names = {address: f"{number}.xml" for number, address in enumerate(documents)}
        self._addresses = {name: address for address, name in self._names.items()}
        self._documents, self._links = documents, links
        self.root = _BASE + self._names[root]

    def load(self, url: str) -> bytes:
        """Give a document under its made-up name, with links that lead to made-up names."""
        name = str(url).removeprefix(_BASE)
        if (public := soap_catalogue.served(name)) is not None:
            return public
        address = self._addresses[name]
        root = xml.parse(self._documents[address])
        for element in root.iter():
            for attribute in ("location", "schemaLocation"):
                target = self._links.get((address, element.get(attribute, "").strip()))
                if target in self._names:
                    element.set(attribute, self._names[target])
        return soap_catalogue.with_catalogue(etree.tostring(root), root)
