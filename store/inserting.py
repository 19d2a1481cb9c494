"""Inserting a row only if nobody did before, in the words both databases share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(db: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert the row unless a unique column is taken; tell whether it was inserted."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    # The row count of an INSERT is not reliable on psycopg; what it returns is.
    return db.execute(statement.returning(*table.primary_key)).one_or_none() is not None
