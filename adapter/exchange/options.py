"""Options as the settings or an environment variable give them: one check for each kind, all problems together."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from adapter.core.problems import Problem, Refusal
from adapter.exchange.http import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Check:
    """Reads one value; `expected` names what it has to be."""

    expected: str
    read: Callable[[object], object]  #: raises ValueError


def checked(given: Mapping[str, object], checks: Mapping[str, Check], needed: Sequence[str]) -> dict[str, Any]:
    """Read options; raises `problems.Refusal` with every problem, and never a value in it."""
    problems = [_unknown(name, checks) for name in sorted(set(given) - set(checks))]
    problems += [_problem("connector.option-missing", name) for name in needed if not given.get(name)]
    values: dict[str, Any] = {}
    for name in sorted(set(checks).intersection(given)):
        try:
            values[name] = checks[name].read(given[name])
        except ValueError:
            problems.append(_problem(f"connector.option-{checks[name].expected}", name))
    if problems:
        raise Refusal(*problems)
    return values


def _unknown(name: str, known: Mapping[str, Check]) -> Problem:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return Problem(code="connector.option-unknown", values=(("option", name), ("near", near[0] if near else "-")))


def _problem(code: str, name: str) -> Problem:
    return Problem(code=code, values=(("option", name),))


def _text(value: object) -> str:
    # Settings keep secrets in a wrapper that does not print them.
    unwrap = getattr(value, "get_secret_value", None)
    plain = unwrap() if unwrap else value
    if not isinstance(plain, str):
        raise ValueError  # noqa: TRY004 - what `checked` collects
    return plain


def _url(value: object) -> str:
    text = _text(value)
    parts = urlsplit(text)
    # A log-in inside the address would be printed with it.
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError
    _ = parts.port  # raises when it is no number
    return text


def _url_or_file(value: object) -> str:
    text = _text(value)
    return _url(text) if "://" in text else text


def _file(value: object) -> str:
    text = _text(value)
    if text and not Path(text).is_file():
        raise ValueError
    return text


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if str(value).lower() not in known:
        raise ValueError
    return known[str(value).lower()]


def _bytes(value: object) -> int:
    number = int(_number(value))
    if not 1024 <= number <= MAX_BYTES:  # noqa: PLR2004 - the bound the option's sentence gives
        raise ValueError
    return number


def _number(value: object) -> str | int | float:
    """Take a number, or its text from an environment variable."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError  # noqa: TRY004 - what `checked` collects
    return value


def seconds(least: float, most: float) -> Check:
    """Read a time in seconds; the bounds are allowed, but not 0 as the lower one of a deadline."""

    def read(value: object) -> float:
        number = float(_number(value))
        if not least <= number <= most:
            raise ValueError
        return number

    return Check("no-seconds", read)


text = Check("no-text", _text)
url = Check("no-url", _url)
url_or_file = Check("no-url", _url_or_file)
file = Check("no-file", _file)
flag = Check("no-flag", _flag)
size = Check("no-bytes", _bytes)


def word(*known: str) -> Check:
    """Read one of a few words."""

    def read(value: object) -> str:
        if (found := _text(value)) not in known:
            raise ValueError
        return found

    return Check("no-word", read)
