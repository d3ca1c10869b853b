"""What is asked of plain HTTP, filled in: a resource below the configured address, and the document sent to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from adapter.core import xml
from adapter.core.exchanges import Call
from adapter.exchange import templates
from adapter.wire import AdministratorNeeded, Refused

_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
"""Steps that whoever stands in between may take for a way up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request; it names documents, so it is never shown."""

    method: str
    target: str = field(repr=False)  #: path and query, percent-encoded
    element: str  #: root of the document that is sent; empty for none
    content: Mapping[str, Any] = field(repr=False)  #: texts in elements

    def body(self) -> bytes:
        """Write what is sent; empty for nothing."""
        return xml.write(self.element, self.content) if self.element else b""


def filled(call: Call, values: Mapping[str, str]) -> Asked:
    """Fill in a call: each placeholder of the path becomes a part of one step, whatever signs its value holds.

    Raises `wire.Refused` where a value would lead to another resource: an empty step, or one of dots alone.
    """
    resource = call.resource
    if resource is None:
        raise AdministratorNeeded("rest.no-resource")
    encoded = {name: quote(value, safe="") for name, value in values.items()}
    path = str(templates.fill({"path": resource.path}, encoded)["path"])
    if _DOTS.search(path) or "//" in path or (path.endswith("/") and not resource.path.endswith("/")):
        raise Refused("rest.no-step")
    query = urlencode(templates.fill(resource.query, values), quote_via=quote, safe="")
    return Asked(
        method=resource.method,
        target=f"{path}?{query}" if query else path,
        element=resource.element,
        content=templates.fill(call.arguments, values),
    )
