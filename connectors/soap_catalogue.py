"""Public schemas that WSDLs refer to, shipped with the program: no description is read from the internet (FACTS §9)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from lxml import etree

from adapter.core import xml

FILES = {
    "http://schemas.xmlsoap.org/soap/encoding/": "soap-encoding.xsd",
    "http://schemas.xmlsoap.org/soap/envelope/": "envelope.xsd",
    "http://schemas.xmlsoap.org/wsdl/": "wsdl.xsd",
    "http://www.w3.org/XML/1998/namespace": "xml.xsd",
    "http://www.w3.org/2005/05/xmlmime": "xmlmime.xsd",
    "http://www.w3.org/2004/11/xmlmime": "xmlmime.xsd",
    "http://www.w3.org/2004/08/xop/include": "xop.xsd",
    "http://www.w3.org/2005/08/addressing": "addressing.xsd",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing": "addressing.xsd",
    "http://schemas.microsoft.com/2003/10/Serialization/": "serialization.xsd",
}
"""Namespace → file; some schemas have had two namespaces."""

_MARK = "nhiemvu-catalogue-"
_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
_DECLARED = re.compile(rb"xmlns:[^\s=]+\s*=\s*[\"']http://schemas\.xmlsoap\.org/soap/encoding/[\"']")
_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_XSD = "{http://www.w3.org/2001/XMLSchema}"


@cache
def schemas() -> dict[str, bytes]:
    """Give every schema by its namespace."""
    folder = resources.files("connectors").joinpath("catalogue")
    return {
        namespace: folder.joinpath(file)
        .read_bytes()
        .replace(b"NAMESPACE", namespace.encode())
        .replace(b"LOCATION", names()[namespace].encode())
        for namespace, file in FILES.items()
    }


def names() -> dict[str, str]:
    """Give the names under which documents find the schemas: namespace → name, made up and relative."""
    return {namespace: f"{_MARK}{number}.xsd" for number, namespace in enumerate(FILES)}


def served(name: str) -> bytes | None:
    """Give the schema of a made-up name; None for every other name."""
    return next((schemas()[namespace] for namespace, made in names().items() if made == name), None)


def with_catalogue(body: bytes, root: xml.Element) -> bytes:
    """Give a document whose imports of public schemas lead to the catalogue; the bytes as they are without any."""
    changed = _lead_here(root)
    if _DECLARED.search(body):
        changed = _import_encoding(root) or changed
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") if changed else body


def _lead_here(root: xml.Element) -> bool:
    """Let the imports of public schemas lead to the catalogue, wherever they led; tell whether there were any."""
    known, changed = names(), False
    for element in root.iter(f"{_XSD}import"):
        name = known.get(element.get("namespace", ""))
        if name is not None:
            element.set("schemaLocation", name)
            changed = True
    return changed


def _import_encoding(root: xml.Element) -> bool:
    """Import the SOAP encoding where its types are used and nobody imports them: zeep would ask the internet."""
    schemas_here = [root] if root.tag == f"{_XSD}schema" else root.findall(f"{_WSDL}types/{_XSD}schema")
    if not schemas_here and root.tag == f"{_WSDL}definitions" and root.find(f"{_WSDL}types") is None:
        types = etree.Element(f"{_WSDL}types")
        root.insert(0, types)
        schemas_here = [etree.SubElement(types, f"{_XSD}schema", targetNamespace="urn:nhiemvu:no-types")]
    lacking = [one for one in schemas_here if not any(
        element.get("namespace") == _ENCODING for element in one.iterfind(f"{_XSD}import")
    )]  # fmt: skip
    for schema in lacking:
        schema.insert(0, etree.Element(f"{_XSD}import", namespace=_ENCODING, schemaLocation=names()[_ENCODING]))
    return bool(lacking)
