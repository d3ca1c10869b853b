"""What alembic runs: the migrations, on the connection it is handed, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from adapter.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
