"""Triggers that keep what is final final, on SQLite; what slips past them (a dropped table) is found by verify.

They fire for `INSERT OR REPLACE` too, because connections set `recursive_triggers`.
"""

from __future__ import annotations

from adapter.core.ledger import ROWS, Row
from adapter.store import codec, schema


def _stop(table: str, event: str, condition: str = "") -> tuple[str, str]:
    name = f"{table}_no_{event.lower()}"
    when = f" WHEN {condition}" if condition else ""
    text = f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
    return name, text


def _changed(row: type[Row]) -> str:
    """Say in SQL that an update does anything but end a row that is open."""
    names = [*(column.name for column in codec.columns(row)), "from_seq"]
    kept = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in names)
    return f"NOT (OLD.to_seq IS NULL AND NEW.to_seq IS NOT NULL AND {kept})"


def guards() -> dict[str, str]:
    """Give every trigger by its name, as SQLite stores its text."""
    log = [_stop(table.name, event) for table in schema.LOG for event in ("UPDATE", "DELETE")]
    # A payload may go when it is erased, but it may not change; REPLACE would change it by way of a delete.
    taken = "EXISTS (SELECT 1 FROM payloads WHERE commitment = NEW.commitment)"
    payloads = [_stop("payloads", "UPDATE"), _stop("payloads", "INSERT", taken)]
    ledger = [stop for row in ROWS for stop in (_stop(row.TABLE, "UPDATE", _changed(row)), _stop(row.TABLE, "DELETE"))]
    return dict([*log, *payloads, *ledger])
