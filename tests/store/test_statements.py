"""Statements are written once and compiled for each database, with their parameters in the same order."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adapter.core import ledger
from adapter.store import schema
from adapter.store.statements import Statements


def texts(dialect: sa.Dialect) -> dict[str, str]:
    statements = Statements(dialect)
    names = [name for name, value in vars(Statements).items() if hasattr(value, "func")]
    found = {name: getattr(statements, name) for name in names}
    for name in ("insert", "put", "close", "versions", "versions_outside"):
        found |= {f"{name} {number}": text for number, text in enumerate(getattr(statements, name).values())}
    for table in ledger.ROWS:
        found[f"rows {table.TABLE}"] = statements.rows(table, table.KEY, ("seq",) if "seq" in table.KEY else ())
    return found


def test_both_databases_get_the_same_statements_in_their_own_spelling() -> None:
    small = texts(sqlite.dialect())
    large = texts(postgresql.dialect(paramstyle="format"))  # type: ignore[no-untyped-call]
    assert len(small) == len(large) > 35
    for name, text in small.items():
        spelled = re.sub(r"::\w+", "", large[name].replace("%s", "?"))
        assert spelled.split() == text.split(), name


@pytest.mark.parametrize("table", ledger.ROWS)
def test_the_parameters_of_a_row_are_its_key_and_twice_the_position(table: type[ledger.Row]) -> None:
    text = Statements(sqlite.dialect()).rows(table, table.KEY)
    asked = re.findall(r"\.(\w+) (?:=|<|>=) \?", text)
    assert asked == [*table.KEY, "from_seq", "to_seq"]


def test_inserts_take_the_columns_in_the_order_of_the_table() -> None:
    statements = Statements(sqlite.dialect())
    for table in schema.metadata.tables.values():
        (columns,) = re.findall(r"\((.+?)\) VALUES", statements.insert[table])
        assert columns.replace('"', "").split(", ") == [column.name for column in table.columns]
