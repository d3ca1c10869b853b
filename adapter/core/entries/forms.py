"""Forms: what a value inside an entry may look like. Strings, integers, lists and objects of them; nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Entry = Mapping[str, Any]
"""A decoded entry. Which keys it has, and the types of their values, is what `entries.check` establishes."""

LARGEST = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""


class EntryRefused(Exception):  # noqa: N818 - named for what it tells: these bytes are no entry
    """Bytes or values that are no entry of this format. Carries names of kinds and keys, never a value."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """One form of value."""

    name: str  #: as `docs/log-format.md` calls it
    accepts: Callable[[Any], bool]
    optional: bool = False


def maybe(form: Form) -> Form:
    """Give the same form for a key that may be absent."""
    return Form(name=form.name, accepts=form.accepts, optional=True)


def text(name: str, pattern: str) -> Form:
    """Make a form of strings that match `pattern` from end to end."""
    matches = re.compile(pattern).fullmatch
    return Form(name=name, accepts=lambda value: type(value) is str and matches(value) is not None)


def one_of(*words: str) -> Form:
    """Make a form of a closed list of words."""
    known = frozenset(words)
    return Form(name=" | ".join(words), accepts=lambda value: type(value) is str and value in known)


def many(form: Form) -> Form:
    """Make a form of lists."""

    def accepts(value: object) -> bool:
        return type(value) is list and all(map(form.accepts, value))

    return Form(name=f"list of {form.name}", accepts=accepts)


def fields(forms: Mapping[str, Form]) -> Form:
    """Make a form of objects with exactly these keys."""
    required = {key for key, form in forms.items() if not form.optional}

    def accepts(value: object) -> bool:
        return (
            type(value) is dict
            and required <= value.keys() <= forms.keys()
            and all(forms[key].accepts(part) for key, part in value.items())
        )

    return Form(name=f"object of {', '.join(forms)}", accepts=accepts)


def either(name: str, *forms: Form) -> Form:
    """Make a form of what has one of several forms, with a name of its own."""

    def accepts(value: object) -> bool:
        return any(form.accepts(value) for form in forms)

    return Form(name=name, accepts=accepts)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _is_whole(value: object) -> bool:
    return type(value) is int and -LARGEST <= value <= LARGEST


def _is_position(value: object) -> bool:
    return type(value) is int and 1 <= value <= LARGEST


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z").fullmatch


def _is_day(value: object) -> bool:
    if type(value) is not str or _DAY(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:  # a day that the calendar does not have
        return False
    return True


def _is_moment(value: object) -> bool:
    if type(value) is not str or _MOMENT(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_name(value: object) -> bool:
    return (
        type(value) is str and 1 <= len(value) <= 64 and value.isprintable() and value == value.strip()  # noqa: PLR2004
    )


COUNT = Form(name="count", accepts=_is_count)
WHOLE = Form(name="integer", accepts=_is_whole)
POSITION = Form(name="position", accepts=_is_position)
DAY = Form(name="day", accepts=_is_day)
MOMENT = Form(name="moment", accepts=_is_moment)
NAME = Form(name="name", accepts=_is_name)
HOUR = text("hour", r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
HANDLE = text("handle", r"[0-9a-f]{32}")
DIGEST = text("digest", r"[0-9a-f]{64}")
COMMITMENT = text("commitment", r"[0-9a-f]{64}")
CODE = text("code", r"(?=.{1,100}$)[a-z0-9]+(?:[.-][a-z0-9]+)*")
ORIGIN = text("origin", r"nhiemvu/[0-9a-f]{32}")
VERIFIER = text("verifier key", r"nhiemvu/[0-9a-f]{32}\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}")
VERSION = text("version", r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")
SETTING = text("setting", r"(?=.{1,200}$)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
