"""The whole configuration as names and values, so that a start can say which settings changed: names, never values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import SecretStr

from adapter.settings.model import Settings
from adapter.settings.origins import HIDDEN, flat, value_shown

LISTED = 100
"""So many changed names are listed; the rest is counted."""

LOGIN_IN_ADDRESS = re.compile(r"://[^/\s]*@")
"""An address with a name or password in it is a secret as a whole."""


SPOKEN = {"language"}
"""Left out: everybody who runs a command may choose a language of his own, and nothing else depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One setting in force."""

    name: str  #: e.g. `sources.qlvb.options.endpoint`
    value: str = field(repr=False)  #: as it is, secret or not
    shown: str = field(repr=False)  #: the same where it is no secret


def named(settings: Settings) -> list[Named]:
    """Give every setting there is but the language, defaults and secrets among them."""
    found = []
    for path, value in flat(settings.model_dump(exclude=SPOKEN), ()):
        plain = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        shown = value_shown(path[-1], value)
        if LOGIN_IN_ADDRESS.search(shown):
            shown = HIDDEN
        found.append(Named(name=_name(path), value=plain, shown=shown))
    return found


def digest(found: Iterable[Named]) -> str:
    """Name the whole configuration without its secrets: of them only whether they are set."""
    plain = sorted((one.name, one.shown) for one in found)
    return sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def listed(names: Iterable[str]) -> tuple[list[str], int]:
    """Give names in order, at most so many, and the number of those that are left out."""
    ordered = sorted(names)
    return ordered[:LISTED], max(0, len(ordered) - LISTED)


def _name(path: tuple[str, ...]) -> str:
    """Give the name of a setting; a part of the user's own choosing that is no plain word is not told."""
    parts: list[str] = []
    for part in path:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", part) or len(".".join([*parts, part])) > 200:  # noqa: PLR2004 - as entries have it
            break
        parts.append(part)
    return ".".join(parts) or "settings"
