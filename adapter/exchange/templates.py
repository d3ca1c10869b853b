"""Requests filled in: `{since}`, `{page}`, `{id}` and the other placeholders in the arguments of a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from adapter.core.exchanges import Template

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(\??)\}")


def fill(arguments: Mapping[str, Template], values: Mapping[str, str]) -> dict[str, Any]:
    """Give the arguments with every placeholder replaced; braces around anything else stay as they are.

    An argument with `{name?}` is left out when there is no value. Which placeholder may stand where was checked when
    the mapping was loaded.
    """
    return {name: _filled(one, values) for name, one in arguments.items() if not _left_out(one, values)}


def names(template: Template) -> frozenset[str]:
    """Name every placeholder of a template, however deep."""
    if isinstance(template, str):
        return frozenset(found[1] for found in _PLACEHOLDER.finditer(template))
    return frozenset(name for inner in template.values() for name in names(inner))


def _filled(template: Template, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - text or a nested dict
    if isinstance(template, str):
        # A function, not a string: the value of an id must not be read as a pattern of its own.
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)
    return fill(template, values)


def _left_out(template: Template, values: Mapping[str, str]) -> bool:
    found = _PLACEHOLDER.finditer(template) if isinstance(template, str) else ()
    return any(one[2] and not values.get(one[1], "") for one in found)
