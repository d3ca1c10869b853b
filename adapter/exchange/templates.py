"""Requests filled in: `{since}`, `{page}`, `{size}`, `{id}`, `{from}`, `{to}` in the arguments of a call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from adapter.core.exchanges import Template

_PLACEHOLDER = re.compile(r"\{(since|page|size|id|from|to)\}")


def fill(arguments: Mapping[str, Template], values: Mapping[str, str]) -> dict[str, Any]:
    """Give the arguments with every placeholder replaced; braces around anything else stay as they are.

    Which placeholder may stand where was checked when the mapping was loaded.
    """
    return {name: _filled(template, values) for name, template in arguments.items()}


def _filled(template: Template, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - text or a nested dict
    if isinstance(template, str):
        # A function, not a string: the value of an id must not be read as a pattern of its own.
        return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
    return fill(template, values)
