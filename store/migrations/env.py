"""How Alembic runs our migrations: on the connection and in the transaction it is handed."""

from __future__ import annotations

from alembic import context

from store import records, schema  # noqa: F401 - importing them is what fills the metadata
from store.table_parts import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
context.run_migrations()
