"""What the program's role may do on PostgreSQL: add to the log and never change it (DESIGN §4).

The owner of the tables makes them and grants these rights; the program logs in as another role, which owns nothing.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from adapter.store import migrate, schema
from adapter.store.errors import told_plainly
from adapter.store.postgresql import Postgresql

REPLACED = (schema.lookups, schema.cursors, schema.alerts, schema.rules, schema.proposals)
REMOVED = (schema.requests, schema.runs, schema.configured, schema.refusals)
"""Tables beside the log whose rows come and go."""


def prepare(directory: Path, address: str, role: str, readers: tuple[str, ...] = ()) -> None:
    """Bring the tables to this program's schema as their owner, and give roles their rights; raises StoreError."""
    with told_plainly(directory):
        engine = Postgresql(address).to_write()
        try:
            migrate.upgrade(engine, directory)
            with engine.begin() as connection:
                for statement in _grants(connection, role, readers):
                    connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


def _grants(connection: sa.Connection, role: str, readers: tuple[str, ...]) -> list[str]:
    quote = connection.dialect.identifier_preparer.quote
    place = quote(str(connection.exec_driver_sql("SELECT current_schema()").scalar()))
    to = quote(role)
    everybody = ", ".join(map(quote, (role, *readers)))
    tables = [*schema.metadata.tables, "alembic_version"]
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {place} FROM {everybody}",
        f"GRANT USAGE ON SCHEMA {place} TO {everybody}",
        *[f"GRANT SELECT ON {place}.{quote(table)} TO {everybody}" for table in tables],
        *[f"GRANT INSERT ON {place}.{quote(table.name)} TO {to}" for table in schema.metadata.tables.values()],
        f"GRANT DELETE ON {place}.{quote(schema.payloads.name)} TO {to}",
        *[f"GRANT UPDATE, DELETE ON {place}.{quote(table.name)} TO {to}" for table in REMOVED],
        # Of a document that is purged no look-up stays.
        f"GRANT DELETE ON {place}.{quote(schema.lookups.name)} TO {to}",
        *[f"GRANT UPDATE ON {place}.{quote(table.name)} TO {to}" for table in REPLACED],
        *[f"GRANT UPDATE (to_seq) ON {place}.{quote(table.name)} TO {to}" for table in schema.LEDGER.values()],
    ]
