"""Every text for people, by stable code, in Vietnamese and English."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import Literal

from adapter.core.problems import Problem

Language = Literal["vi", "en"]


AREAS = (
    "acts",
    "alerts",
    "anchors",
    "calendar",
    "cli",
    "continuity",
    "decide",
    "gate",
    "lines",
    "mapping",
    "metrics",
    "organisations",
    "outbox",
    "own",
    "packs",
    "peer",
    "purge",
    "quarantine",
    "replay",
    "reread",
    "scaffold",
    "settings",
    "simulator",
    "store",
    "trace",
    "trials",
    "witness",
    "workbench",
)
"""Modules of this package that hold texts; loaded when the first text is asked for."""


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Give all texts: code → (Vietnamese, English)."""
    areas = [import_module(f"adapter.messages.{area}") for area in AREAS]
    return {code: texts for area in areas for code, texts in area.TEXTS.items()}


def language(wanted: str = "") -> Language:
    """Choose a language: what the settings or their variable say, else an English locale, else Vietnamese."""
    # Help, and commands that read no settings, heed the variable of the setting as well.
    wanted = wanted or os.environ.get("NHIEMVU_LANGUAGE", "")
    if wanted in ("vi", "en"):
        return "en" if wanted == "en" else "vi"
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "vi"


def text(code: str, spoken: Language, /, **values: object) -> str:
    """Give the text of a code; a code without a text gives itself, so that nothing is ever silent."""
    texts = catalogue().get(code)
    if texts is None:
        return code
    return texts[0 if spoken == "vi" else 1].format_map(_Lenient(values))


def of_problem(problem: Problem, spoken: Language) -> str:
    """Give a problem as one line: place, text, code."""
    said = text(problem.code, spoken, **dict(problem.values))
    place = f"{problem.place}: " if str(problem.place) else ""
    return f"{place}{said} [{problem.code}]"


class _Lenient(dict[str, object]):
    """A value that a text asks for and nobody gave is left open instead of breaking the message."""

    def __missing__(self, key: str) -> str:
        return "…"
