"""Paths made absolute and secrets read, so that nobody else needs to know where the file stood."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import BUILTIN, Metrics, Settings
from adapter.settings.places import line_of

PATH_OPTIONS = ("wsdl", "_bundle", "_directory", "certificate", "private_key", "path")
"""Endings of connector options that name files or folders; those of `…_file` hold secrets and are read at once."""

SECRET_OPTIONS = frozenset({"password", "token", "key"})
"""Connector options that are secrets, where they are written into the settings themselves."""

CREDENTIAL = "credential:"
"""A secret that systemd hands to the service (`LoadCredential=NAME:…`) is named `credential:NAME`."""


def anchored(settings: Settings, text: str, file: Path) -> Settings:
    """Make every path absolute and read every secret, so that nobody else needs to know where the file stood."""
    folder = file.resolve().parent
    problems: list[Problem] = []
    sources = {}

    def options_of(table: str, name: str, written: dict[str, Any]) -> dict[str, Any]:
        options: dict[str, Any] = {}
        for key, value in written.items():
            try:
                options.update([_option(key, value, folder)])
            except (OSError, UnicodeDecodeError):
                problems.append(_no_secret([table, name, "options", key], text, file))
        return options

    for name, source in settings.sources.items():
        options = options_of("sources", name, source.options)
        sources[name] = source.model_copy(update={"mapping": _path(source.mapping, folder), "options": options})
    anchors = {
        name: anchor.model_copy(update={"options": options_of("anchors", name, anchor.options)})
        for name, anchor in settings.anchors.items()
    }
    database = settings.database
    if settings.database_file:
        try:
            database = _secret(settings.database_file, folder)
        except (OSError, UnicodeDecodeError):
            problems.append(_no_secret(["database_file"], text, file))
    if problems:
        raise Refusal(*problems)
    return settings.model_copy(
        update={
            "anchors": anchors,
            "database": database,
            "calendar": _path(settings.calendar, folder),
            "data_directory": folder / settings.data_directory,
            "log_key_file": str(_place(settings.log_key_file, folder)) if settings.log_key_file else "",
            "metrics": _metrics(settings, folder),
            "directory": _path(settings.directory, folder),
            "report": settings.report.model_copy(update={"directory": str(folder / settings.report.directory)}),
            "sources": sources,
        }
    )


def _metrics(settings: Settings, folder: Path) -> Metrics:
    textfile = settings.metrics.textfile
    return settings.metrics.model_copy(update={"textfile": str(folder / textfile) if textfile else ""})


def _secret(name: str, folder: Path) -> SecretStr:
    """Read a secret from a file, or from a credential that systemd hands to the service."""
    return SecretStr(_place(name, folder).read_text("utf-8").rstrip("\r\n"))


def _place(name: str, folder: Path) -> Path:
    """Say where a file with a secret lies."""
    if name.startswith(CREDENTIAL):
        folder = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent"))
    return folder / name.removeprefix(CREDENTIAL)


def _no_secret(path: list[str], text: str, file: Path) -> Problem:
    place = Place(file=str(file), line=line_of(text, path))
    return Problem(code="settings.secret-file", place=place, values=(("key", path[-1]),))


def _path(name: str, folder: Path) -> str:
    return name if name.startswith(BUILTIN) else str(folder / name)


def _option(key: str, value: Any, folder: Path) -> tuple[str, Any]:  # noqa: ANN401 - TOML's own values
    """Give an option of a connector: secrets read and wrapped, paths absolute, addresses as they are."""
    if key.endswith("_file"):
        return key.removesuffix("_file"), _secret(str(value), folder)
    if key in SECRET_OPTIONS:
        return key, SecretStr(str(value))
    if key.endswith(PATH_OPTIONS) and isinstance(value, str) and "://" not in value:
        return key, str(folder / value)
    return key, value
