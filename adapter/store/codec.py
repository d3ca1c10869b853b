"""Rows of the ledger to columns and back: one rule per type of field, so that a new row class needs no code here."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from adapter.core.ledger import ROWS, Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one field of a row is kept."""

    name: str
    numeric: bool  #: an integer; everything else is kept as text
    nullable: bool
    to_sql: Callable[[Any], str | int | None]
    from_sql: Callable[[Any], Any]


def columns(table: type[Row]) -> tuple[Column, ...]:
    """Give the columns of a table, in the order of its fields."""
    return _COLUMNS[table]


def to_sql(row: Row) -> list[str | int | None]:
    """Give the values of a row, in the order of its columns."""
    return [column.to_sql(getattr(row, column.name)) for column in columns(type(row))]


def from_sql(table: type[R], values: Sequence[Any]) -> R:
    """Make a row of a table from the values of its columns."""
    names, rules = _READ[table]
    told = list(values)
    for at, rule in rules:
        told[at] = rule(told[at])
    return table(**dict(zip(names, told, strict=True)))


def value_to_sql(table: type[Row], name: str, value: object) -> str | int | None:
    """Give one value as its column keeps it."""
    (column,) = (column for column in columns(table) if column.name == name)
    return column.to_sql(value)


def _column(name: str, hint: object) -> Column:
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (kind,) = (part for part in parts if part is not NoneType)
    to, back = _RULES.get(get_origin(kind) or kind, (_same, _same))
    return Column(
        name=name, numeric=kind is int, nullable=NoneType in parts, to_sql=_or_none(to), from_sql=_or_none(back)
    )


def _same(value: Any) -> Any:  # noqa: ANN401 - text and integers stay as they are
    return value


def _or_none(rule: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return rule if rule is _same else lambda value: None if value is None else rule(value)


def _list_to_sql(value: tuple[str, ...]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list_from_sql(value: str) -> tuple[str, ...]:
    return () if value == "[]" else tuple(json.loads(value))


_RULES: dict[object, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    date: (date.isoformat, date.fromisoformat),
    tuple: (_list_to_sql, _list_from_sql),
}


def _columns(table: type[Row]) -> tuple[Column, ...]:
    hints = get_type_hints(table)
    return tuple(_column(part.name, hints[part.name]) for part in fields(table))  # type: ignore[arg-type]  # every Row is a dataclass


_COLUMNS = {table: _columns(table) for table in ROWS}

# Whoever walks over a table reads it by this: few columns are anything but what the database gives.
_READ = {
    table: (
        tuple(column.name for column in known),
        tuple((at, column.from_sql) for at, column in enumerate(known) if column.from_sql is not _same),
    )
    for table, known in _COLUMNS.items()
}
