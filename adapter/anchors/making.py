"""Anchors by their kind: each a module of this package, loaded when one of that kind is configured.

A module has `make(name, options, origin, is_ours)`, which raises `problems.Refusal` for wrong options and speaks to
nobody, and where tokens prove something alone `verify(note, token, options)`, which gives the code of what is wrong
with one, and raises `NotProven` where these options tell nothing of it: they may be newer than the token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import Any, cast

from adapter.anchors.anchor import Anchor, IsOurs, NotProven, anybodys
from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import AnchorSettings

MODULES: Mapping[str, str] = {
    "file": "adapter.anchors.file",
    "mail": "adapter.anchors.mail",
    "timestamp": "adapter.anchors.timestamp",
    "witness": "adapter.anchors.witness",
}
"""Where each kind lives."""


def all_of(configured: Mapping[str, AnchorSettings], origin: str, is_ours: IsOurs = anybodys) -> list[Anchor]:
    """Make every anchor of the settings for the log of this name; raises `Refusal` with all problems of all of them."""
    made: list[Anchor] = []
    problems: list[Problem] = []
    for name, one in configured.items():
        try:
            made.append(of(name, one, origin, is_ours))
        except Refusal as refusal:
            problems += refusal.problems
    if problems:
        raise Refusal(*problems)
    return made


def of(name: str, configured: AnchorSettings, origin: str, is_ours: IsOurs = anybodys) -> Anchor:
    """Make one anchor; raises `Refusal` whose problems say in which table of the settings they stand."""
    try:
        return cast("Anchor", _module(configured.kind).make(name, configured.options, origin, is_ours))
    except Refusal as refusal:
        where = Place(file=f"[anchors.{name}.options]")
        raise Refusal(*[replace(one, place=where) for one in refusal.problems]) from None


def verify(kind: str, note: bytes, token: bytes, options: Mapping[str, Any]) -> str | None:
    """Give the code of what is wrong with a token, None where it is right; raises `NotProven` where nothing tells."""
    if not is_provable(kind):
        raise NotProven
    return cast("str | None", _module(kind).verify(note, token, options))


def is_provable(kind: str) -> bool:
    """Tell whether tokens of a kind prove something alone."""
    return kind in MODULES and hasattr(_module(kind), "verify")


def _module(kind: str) -> ModuleType:
    return import_module(MODULES[kind])
