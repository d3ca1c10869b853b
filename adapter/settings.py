"""Settings: one TOML file, overridden by `NHIEMVU_…` variables; wrong ones are all named, with file and line.

`config.example.toml` explains every setting; a test loads it. Values of secrets never appear in a message.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapter.core.problems import Place, Problem, Refusal

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


def _connector_options(value: dict[str, Any]) -> dict[str, Any]:
    """Read secrets named by `…_file` and keep them out of every representation."""
    options: dict[str, Any] = {}
    for key, given in value.items():
        if key.endswith("_file"):
            options[key.removesuffix("_file")] = SecretStr(_secret(given))
        else:
            options[key] = SecretStr(given) if key == "password" else given
    return options


def _secret(file: object) -> str:
    try:
        return Path(str(file)).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError("secret-file") from error


class SourceSettings(Section):
    """One document system."""

    connector: str
    mapping: str
    count_withheld: bool = True
    #: Names the channel for which a message without any secrecy element counts as unclassified (FACTS §3).
    absent_secrecy_opens: str = ""
    options: Annotated[dict[str, Any], AfterValidator(_connector_options)] = Field(default_factory=dict)


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
    log: Log = Log()
    scope: Scope = Scope()
    directory: str = BUILTIN + "codes/organisations_quangngai.csv"
    calendar: str = BUILTIN + "codes/calendar_vn_civil_servants.csv"
    sources: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")], SourceSettings] = Field(
        default_factory=dict
    )

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
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(Problem(code="settings.not-toml", place=_place_in(str(error), file))) from None
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise Refusal(*[_problem(one["type"], one["loc"], text, file) for one in error.errors()]) from None
    return _anchored(settings, file.resolve().parent)


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
    sections: dict[str, type[BaseModel]] = {"log": Log, "scope": Scope, "sources": SourceSettings}
    model: type[BaseModel] = Settings if len(path) == 1 else sections.get(path[0], Settings)
    return list(model.model_fields)


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


def _anchored(settings: Settings, folder: Path) -> Settings:
    """Make every path of the settings absolute, so that nobody else needs to know where the file stood."""

    def anchored(name: str) -> str:
        return name if name.startswith(BUILTIN) else str(folder / name)

    sources = {
        name: source.model_copy(update={"mapping": anchored(source.mapping)})
        for name, source in settings.sources.items()
    }
    return settings.model_copy(
        update={
            "calendar": anchored(settings.calendar),
            "data_directory": folder / settings.data_directory,
            "directory": anchored(settings.directory),
            "sources": sources,
        }
    )
