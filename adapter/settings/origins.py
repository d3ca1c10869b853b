"""What every setting is, and where it comes from: the file, a variable, or its default. Secrets are not shown."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from adapter.settings.loading import load, read_file
from adapter.settings.model import PREFIX
from adapter.settings.places import line_of

HIDDEN = "•••"
"""Stands for a secret that is set."""

SECRETS = ("password", "secret", "token", "key")
"""Words in the name of an option whose value is not shown, whatever wraps it; a path to a file is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One setting as it is in force."""

    key: str  #: e.g. `sources.qlvb.options.endpoint`
    value: str
    origin: str  #: `FILE:LINE`, the name of a variable, or empty for a default


def shown(file: Path) -> list[Shown]:
    """Give every setting with its origin; raises `problems.Refusal` as loading does."""
    settings = load(file)
    text = read_file(str(file))
    written = tomllib.loads(text)
    found = []
    for path, value in flat(settings.model_dump(), ()):
        variable = PREFIX + "__".join(path).upper()
        at = _written(written, path)
        origin = variable if variable in os.environ else f"{file}:{line_of(text, list(at))}" if at else ""
        found.append(Shown(key=".".join(path), value=value_shown(path[-1], value), origin=origin))
    return found


def flat(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Give every value of nested tables with the path to it."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, (*path, name))
        else:
            yield (*path, name), value


def _written(table: object, path: tuple[str, ...]) -> tuple[str, ...]:
    """Give the key under which a setting stands in the file; a secret may stand there by the name of its file."""
    for last in (path[-1], f"{path[-1]}_file"):
        found = table
        for name in (*path[:-1], last):
            found = found.get(name) if isinstance(found, Mapping) else None
        if found is not None:
            return (*path[:-1], last)
    return ()


def value_shown(name: str, value: object) -> str:
    """Give a value as people may see it."""
    if isinstance(value, SecretStr):
        return HIDDEN if value.get_secret_value() else ""
    secret = any(word in name for word in SECRETS) and not isinstance(value, Path)
    if secret and isinstance(value, str) and value and not Path(value).is_absolute():
        return HIDDEN
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
