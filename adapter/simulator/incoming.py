"""A request as it comes in: one SOAP 1.1 envelope, read defensively and by local names."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

MAX_BYTES = 1 << 20
ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"


class BadRequestError(Exception):
    """The caller has to send something else; answered as a fault."""


@dataclass(frozen=True, slots=True)
class Request:
    """An operation with its arguments."""

    operation: str
    element: etree._Element = field(repr=False)

    def text(self, *path: str) -> str:
        """Give an argument; raises `BadRequestError` when it is not there."""
        found = self.optional(*path)
        if found is None:
            raise BadRequestError(f"{self.operation}: thiếu {'/'.join(path)}")
        return found

    def optional(self, *path: str) -> str | None:
        """Give an argument, or None; an empty one is the empty text."""
        at: etree._Element | None = self.element
        for name in path:
            at = next((child for child in at if _local(child) == name), None) if at is not None else None
        return None if at is None else (at.text or "").strip()

    def all(self, name: str) -> list[Request]:
        """Give every element of that name inside."""
        return [one for one in self.inside() if one.operation == name]

    def inside(self, *path: str) -> list[Request]:
        """Give all elements inside one, each as what it says."""
        at = self.element
        for name in path:
            found = next((child for child in at if _local(child) == name), None)
            if found is None:
                return []
            at = found
        return [Request(_local(child), child) for child in at if isinstance(child.tag, str)]

    def number(self, name: str, least: int, most: int) -> int:
        """Give a whole number in a range; a greater one is cut."""
        written = self.text(name)
        if not written.isdecimal() or int(written) < least:
            raise BadRequestError(f"{self.operation}: {name} phải là số nguyên từ {least}")
        return min(int(written), most)


def read(body: bytes) -> Request:
    """Read an envelope. Raises `BadRequestError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BadRequestError("Không phải XML đúng cú pháp") from error
    if root.getroottree().docinfo.doctype:
        raise BadRequestError("Không nhận DOCTYPE")
    found = root.find(f"{ENVELOPE}Body") if root.tag == f"{ENVELOPE}Envelope" else None
    if found is None:
        raise BadRequestError("Không phải phong bì SOAP 1.1")
    for child in found:
        if isinstance(child.tag, str):
            return Request(_local(child), child)
    raise BadRequestError("Phần thân rỗng")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
