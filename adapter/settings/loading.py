"""Reading settings: one TOML file, overridden by variables; wrong ones are all named, with file and line."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError

from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.anchoring import anchored
from adapter.settings.model import BUILTIN, PREFIX, SECTIONS, Settings
from adapter.settings.places import line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NOT_SETTINGS = frozenset({"NHIEMVU_CONFIG"})
"""Variables of ours that are read elsewhere."""


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
        raise Refusal(*[_problem(one, text, file) for one in error.errors()]) from None
    return anchored(settings, text, file)


def with_clock(settings: Settings, clock: str) -> Settings:
    """Let another clock decide; raises `problems.Refusal` for one that is none."""
    if clock != "system" and not re.fullmatch(r"source:[a-z][a-z0-9-]{0,31}", clock):
        raise Refusal(Problem(code="settings.invalid", values=(("key", "clock"), ("takes", "system | source:…"))))
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


def beside(name: str) -> Callable[[str], bytes | None]:
    """Give what reads the files that a mapping names: beside it on disk, or shipped with the program."""
    folder = resources.files("mappings") if name.startswith(BUILTIN) else Path(name).parent

    def read(file: str) -> bytes | None:
        try:
            return folder.joinpath(file).read_bytes()
        except (OSError, ValueError):  # not there, or no name of a file
            return None

    return read


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


def _problem(error: ErrorDetails, text: str, file: Path) -> Problem:
    kind = error["type"]
    path = [str(part) for part in error["loc"] if part != "[key]"]
    place = Place(file=str(file), line=line_of(text, path))
    code = {"extra_forbidden": "settings.unknown-key", "missing": "settings.missing"}.get(kind, "settings.invalid")
    values = [("key", ".".join(path)), ("takes", _taken(kind, error.get("ctx", {})))]
    if code == "settings.unknown-key":
        near = difflib.get_close_matches(path[-1], _known_keys(path), n=1)
        values.append(("near", near[0] if near else "-"))
    return Problem(code=code, place=place, values=tuple(values))


BOUNDS = {"greater_than_equal": ("≥", "ge"), "greater_than": (">", "gt"), "less_than_equal": ("≤", "le"),
          "less_than": ("<", "lt")}  # fmt: skip
TYPES = {
    "bool": "true | false",
    "int": "1, 2, 3 …",
    "float": "1.5",
    "string": '"…"',
    "path": '"…"',
    "date": "2026-12-31",
}


def _taken(kind: str, told: Mapping[str, object]) -> str:
    """Say in signs of no language what a setting takes, by the kind of error that a value brought about."""
    if kind in ("literal_error", "enum"):
        return str(told["expected"]).replace("''", '""').replace("'", "").replace(" or ", " | ").replace(", ", " | ")
    if kind in BOUNDS:
        sign, name = BOUNDS[kind]
        return f"{sign} {told[name]}"
    if kind == "string_pattern_mismatch" and "pattern" in told:
        return str(told["pattern"])
    return TYPES.get(kind.split("_", maxsplit=1)[0], kind)


def _known_keys(path: list[str]) -> list[str]:
    """Name the keys that may stand where the last part of `path` stands."""
    model: type[BaseModel] = Settings if len(path) == 1 else SECTIONS.get(path[0], Settings)
    return list(model.model_fields)
