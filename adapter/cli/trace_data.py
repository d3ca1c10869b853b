"""A trace as values for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from adapter.audit.trace import Trace, Traced
from adapter.cli.traced import Telling, reasons

BODIES = "exclusive-c14n"
"""How bodies are kept: lines are of that form."""


def data(told: Telling, root: str) -> dict[str, Any]:
    """Give assignments, messages and activations as JSON can hold them."""
    traced: Traced = told.traced
    return {
        "activations": [asdict(one) for one in traced.activations.values()],
        "assignments": [_trace(told, one) for one in traced.traces],
        "bodies": BODIES,
        "log": {"position": traced.position, "root": root},
        "messages": [_plain(asdict(one)) for one in traced.messages.values()],
    }


def _trace(told: Telling, one: Trace) -> dict[str, Any]:
    row: dict[str, Any] = {name: _plain(getattr(one.row, name)) for name in _names(one.row)}
    document = {name: _plain(getattr(one.document, name)) for name in _names(one.document)}
    return {
        **row,
        "assigned_to": one.row.lead,
        "day": one.day.isoformat(),
        "document": document | {"texts": one.document_texts},
        "grounds": dict(one.grounds),
        "lead": one.lead,
        "lead_name": told.name(one.lead),
        "reasons": [*reasons(told, one)],
        "standing": _plain(asdict(one.standing)),
        "steps": [_plain(asdict(step)) for step in one.steps],
        "texts": one.texts,
    }


def _names(row: object) -> list[str]:
    return [part.name for part in fields(row)]  # type: ignore[arg-type]  # every row is a dataclass


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON can hold
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
