"""Options of the SOAP connector as the settings give them; wrong ones are all named together."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from adapter.core.problems import Problem, Refusal
from adapter.exchange.http import MAX_BYTES, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapOptions:
    """Where the service is, and how we log in."""

    endpoint: str  #: every request goes here, whatever address the WSDL names
    wsdl: str  #: a file, or the URL it is fetched from
    username: str = field(default="", repr=False)  #: HTTP basic log-in; empty for none
    password: str = field(default="", repr=False)
    timeout_s: float = 30.0  #: total time of one call, at most 600
    max_bytes: int = MAX_BYTES  #: of one answer, at most 64 MiB
    connection_close: bool = False  #: a new connection for every call, for services that hang on kept ones
    ca_bundle: str = ""  #: certificates (PEM) to trust instead of the usual ones

    def reach(self) -> Reach:
        """Give what the HTTP adapter needs."""
        return Reach(
            url=self.endpoint,
            username=self.username,
            password=self.password,
            timeout_s=self.timeout_s,
            max_bytes=self.max_bytes,
            connection_close=self.connection_close,
            ca_bundle=self.ca_bundle,
        )


def read(given: Mapping[str, object]) -> SoapOptions:
    """Read options; raises `problems.Refusal` with every problem, and never a value in it."""
    known = {one.name for one in fields(SoapOptions)}
    problems = [_unknown(name, known) for name in sorted(set(given) - known)]
    problems += [_problem("soap.option-missing", name) for name in ("endpoint", "wsdl") if not given.get(name)]
    values: dict[str, Any] = {}
    for name in sorted(known.intersection(given)):
        try:
            values[name] = _CHECKS[name](given[name])
        except ValueError:
            problems.append(_problem(f"soap.option-{_EXPECTED[name]}", name))
    if problems:
        raise Refusal(*problems)
    return SoapOptions(**values)


def is_url(wsdl: str) -> bool:
    """Tell whether a WSDL is fetched rather than read."""
    return wsdl.lower().startswith(("http://", "https://"))


def _unknown(name: str, known: set[str]) -> Problem:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return Problem(code="soap.option-unknown", values=(("option", name), ("near", near[0] if near else "-")))


def _problem(code: str, name: str) -> Problem:
    return Problem(code=code, values=(("option", name),))


def _text(value: object) -> str:
    # Settings keep secrets in a wrapper that does not print them.
    unwrap = getattr(value, "get_secret_value", None)
    plain = unwrap() if unwrap else value
    if not isinstance(plain, str):
        raise ValueError  # noqa: TRY004 - what `read` collects
    return plain


def _url(value: object) -> str:
    text = _text(value)
    parts = urlsplit(text)
    # A log-in inside the address would be printed with it.
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError
    _ = parts.port  # raises when it is no number
    return text


def _wsdl(value: object) -> str:
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


def _seconds(value: object) -> float:
    number = float(_number(value))
    if not 0 < number <= 600:  # noqa: PLR2004 - the bound the option's sentence gives
        raise ValueError
    return number


def _bytes(value: object) -> int:
    number = int(_number(value))
    if not 1024 <= number <= MAX_BYTES:  # noqa: PLR2004 - the bound the option's sentence gives
        raise ValueError
    return number


def _number(value: object) -> str | int | float:
    """Take a number, or its text from an environment variable."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError  # noqa: TRY004 - what `read` collects
    return value


_CHECKS: dict[str, Callable[[object], object]] = {
    "endpoint": _url,
    "wsdl": _wsdl,
    "username": _text,
    "password": _text,
    "timeout_s": _seconds,
    "max_bytes": _bytes,
    "connection_close": _flag,
    "ca_bundle": _file,
}

_EXPECTED = {
    "endpoint": "no-url",
    "wsdl": "no-url",
    "username": "no-text",
    "password": "no-text",
    "timeout_s": "no-seconds",
    "max_bytes": "no-bytes",
    "connection_close": "no-flag",
    "ca_bundle": "no-file",
}
