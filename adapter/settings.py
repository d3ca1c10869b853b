"""Settings: one TOML file, overridden by `NHIEMVU_…` variables; wrong ones are all named, with file and line.

`config.example.toml` explains every setting; a test loads it. Values of secrets never appear in a message.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from adapter.core.problems import Place, Problem, Refusal

PATH_OPTIONS = ("wsdl", "_bundle", "_directory", "certificate", "private_key")
"""Endings of connector options that name files or folders; those of `…_file` hold secrets and are read at once."""

CLOCK_OF = "source:"
"""A clock that is not the system's is that of a source: `source:NAME`."""

CREDENTIAL = "credential:"
"""A secret that systemd hands to the service (`LoadCredential=NAME:…`) is named `credential:NAME`."""

BUILTIN = "builtin:"
"""A file that ships with the program is named `builtin:FILE`."""


class Section(BaseModel):
    """A table of the file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Log(Section):
    """How the program speaks to its operator."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "json", "console"] = "auto"


class Scope(Section):
    """Which tasks the directive counts (5425/UBND-KGVX §1)."""

    issuers: tuple[str, ...] = ("Ủy ban nhân dân tỉnh Quảng Ngãi",)


class Report(Section):
    """How reports are counted."""

    #: An assignment in time is "due soon" when its deadline is at most so many days away (FACTS §6).
    due_soon_days: int = Field(default=3, ge=0, le=60)


class SourceSettings(Section):
    """One document system."""

    connector: str
    mapping: str
    count_withheld: bool = True
    #: After so many days the source is asked again whether it still shows what it was told.
    recheck_days: int = Field(default=30, ge=1, le=366)
    #: Seconds from the end of one round to the begin of the next, while `run` goes on.
    every_s: float = Field(default=60, ge=0.05, le=86_400)
    #: Connections over which the source may be told standings at once.
    connections: int = Field(default=1, ge=1, le=32)
    #: Names the channel for which a message without any secrecy element counts as unclassified (FACTS §3).
    absent_secrecy_opens: str = ""
    #: What the connector needs; `…_file` names a file that holds a secret.
    options: dict[str, Any] = Field(default_factory=dict, repr=False)


class Settings(BaseSettings):
    """Everything the program can be told."""

    model_config = SettingsConfigDict(
        env_prefix="NHIEMVU_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    language: Literal["vi", "en", ""] = ""
    data_directory: Path = Path("data")
    #: Address of a PostgreSQL database; empty for SQLite in the data directory.
    database: SecretStr = SecretStr("")
    #: A file that holds it.
    database_file: str = ""
    #: `system`, or `source:NAME` for simulated time.
    clock: str = Field(default="system", pattern=r"^(system|source:[a-z][a-z0-9-]{0,31})$")
    log: Log = Log()
    scope: Scope = Scope()
    report: Report = Report()
    directory: str = BUILTIN + "codes/organisations_quangngai.csv"
    calendar: str = BUILTIN + "codes/calendar_vn_civil_servants.csv"
    sources: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")], SourceSettings] = Field(
        default_factory=dict
    )

    @property
    def place(self) -> tuple[Path, str]:
        """Say where the store lies: its directory, and the address of its database."""
        return self.data_directory, self.database.get_secret_value()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment override the file."""
        return (env_settings, init_settings)


def load(file: Path) -> Settings:
    """Load a settings file; relative paths in it are relative to its own folder.

    Raises `problems.Refusal` with every problem found.
    """
    text = _read(file)
    if unknown := _unknown_variables():
        raise Refusal(*unknown)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(Problem(code="settings.not-toml", place=_place_in(str(error), file))) from None
    try:
        settings = Settings(**values)
    except SettingsError:
        # A variable for a whole table holds something that is no JSON.
        raise Refusal(Problem(code="settings.environment")) from None
    except ValidationError as error:
        raise Refusal(*[_problem(one["type"], one["loc"], text, file) for one in error.errors()]) from None
    return _anchored(settings, text, file)


def with_clock(settings: Settings, clock: str) -> Settings:
    """Let another clock decide; raises `problems.Refusal` for one that is none."""
    if clock != "system" and not re.fullmatch(r"source:[a-z][a-z0-9-]{0,31}", clock):
        raise Refusal(Problem(code="settings.invalid", values=(("key", "clock"), ("kind", "string_pattern_mismatch"))))
    return settings.model_copy(update={"clock": clock})


def read_file(name: str) -> str:
    """Read a file named in the settings: a built-in one or one on disk. Raises `problems.Refusal`."""
    try:
        if name.startswith(BUILTIN):
            return resources.files("mappings").joinpath(name.removeprefix(BUILTIN)).read_text("utf-8")
        return Path(name).read_text("utf-8-sig")
    except OSError as error:
        raise Refusal(_unreadable(name, error)) from None
    except UnicodeDecodeError:
        raise Refusal(Problem(code="settings.not-utf8", place=Place(file=name))) from None


PREFIX = "NHIEMVU_"
NOT_SETTINGS = frozenset({"NHIEMVU_CONFIG"})
"""Variables of ours that are read elsewhere."""


def _unknown_variables() -> list[Problem]:
    """Name variables that no setting bears: a misspelt one would be ignored in silence (FACTS §10)."""
    problems = []
    for variable in sorted(os.environ):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        path = variable.removeprefix(PREFIX).lower().split("__")
        known = _known_keys(path[:1])
        if path[0] in known and (len(path) == 1 or path[0] in SECTIONS):
            continue
        near = difflib.get_close_matches(path[0], known, n=1)
        values = (("variable", variable), ("near", PREFIX + near[0].upper() if near else "-"))
        problems.append(Problem(code="settings.unknown-variable", values=values))
    return problems


def _read(file: Path) -> str:
    # A byte order mark is harmless and common on Windows; tomllib would stumble over it.
    return read_file(str(file))


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem(
        code="settings.no-file", place=Place(file=name), values=(("reason", error.strerror or "unreadable"),)
    )


def _place_in(message: str, file: Path) -> Place:
    """Take line and column out of tomllib's message; Python 3.11 gives them nowhere else."""
    found = re.search(r"line (\d+), column (\d+)", message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    return Place(file=str(file), line=line, column=column)


def _problem(kind: str, loc: tuple[int | str, ...], text: str, file: Path) -> Problem:
    path = [str(part) for part in loc if part != "[key]"]
    place = Place(file=str(file), line=line_of(text, path))
    code = {"extra_forbidden": "settings.unknown-key", "missing": "settings.missing"}.get(kind, "settings.invalid")
    values = [("key", ".".join(path)), ("kind", kind)]
    if code == "settings.unknown-key":
        near = difflib.get_close_matches(path[-1], _known_keys(path), n=1)
        values.append(("near", near[0] if near else "-"))
    return Problem(code=code, place=place, values=tuple(values))


def _known_keys(path: list[str]) -> list[str]:
    """Name the keys that may stand where the last part of `path` stands."""
    model: type[BaseModel] = Settings if len(path) == 1 else SECTIONS.get(path[0], Settings)
    return list(model.model_fields)


SECTIONS: dict[str, type[BaseModel]] = {"log": Log, "report": Report, "scope": Scope, "sources": SourceSettings}
"""Tables of the file by name; that of the sources has one of these for each."""


def line_of(text: str, path: list[str]) -> int:
    """Find the line of a key in TOML text, as far as its tables are written as `[a.b]` headers; 0 when not found.

    TOML parsers give no positions for values that parse (FACTS §8), so this looks for the longest header first.
    """
    lines = text.splitlines()
    for cut in range(len(path), -1, -1):
        start = _header_line(lines, path[:cut])
        if start is None:
            continue
        if cut == len(path):
            return start
        for number in range(start, len(lines)):
            if number >= start and lines[number].lstrip().startswith("["):
                break
            if re.match(rf"\s*[\"']?{re.escape(path[cut])}[\"']?\s*[=.]", lines[number]):
                return number + 1
        if start:
            return start
    return 0


def _header_line(lines: list[str], path: list[str]) -> int | None:
    """Give the 1-based line of a table header; 0 for the top of the file."""
    if not path:
        return 0
    for number, line in enumerate(lines, start=1):
        if line.split("#")[0].strip().replace('"', "").replace(" ", "") == f"[{'.'.join(path)}]":
            return number
    return None


def _anchored(settings: Settings, text: str, file: Path) -> Settings:
    """Make every path absolute and read every secret, so that nobody else needs to know where the file stood."""
    folder = file.resolve().parent
    problems: list[Problem] = []
    sources = {}
    for name, source in settings.sources.items():
        options: dict[str, Any] = {}
        for key, value in source.options.items():
            try:
                options.update([_option(key, value, folder)])
            except (OSError, UnicodeDecodeError):
                problems.append(_no_secret(["sources", name, "options", key], text, file))
        sources[name] = source.model_copy(update={"mapping": _path(source.mapping, folder), "options": options})
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
            "database": database,
            "calendar": _path(settings.calendar, folder),
            "data_directory": folder / settings.data_directory,
            "directory": _path(settings.directory, folder),
            "sources": sources,
        }
    )


def _secret(name: str, folder: Path) -> SecretStr:
    """Read a secret from a file, or from a credential that systemd hands to the service."""
    if name.startswith(CREDENTIAL):
        folder = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent"))
    return SecretStr((folder / name.removeprefix(CREDENTIAL)).read_text("utf-8").rstrip("\r\n"))


def _no_secret(path: list[str], text: str, file: Path) -> Problem:
    place = Place(file=str(file), line=line_of(text, path))
    return Problem(code="settings.secret-file", place=place, values=(("key", path[-1]),))


def _path(name: str, folder: Path) -> str:
    return name if name.startswith(BUILTIN) else str(folder / name)


def _option(key: str, value: Any, folder: Path) -> tuple[str, Any]:  # noqa: ANN401 - TOML's own values
    """Give an option of a connector: secrets read and wrapped, paths absolute, addresses as they are."""
    if key.endswith("_file"):
        return key.removesuffix("_file"), _secret(str(value), folder)
    if key == "password":
        return key, SecretStr(str(value))
    if key.endswith(PATH_OPTIONS) and isinstance(value, str) and "://" not in value:
        return key, str(folder / value)
    return key, value
