"""Inserting a row only if nobody did before, in the words both databases share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_new(db: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert the row unless a unique column is taken; tell whether it was inserted."""
    if db.dialect.name == "postgresql":
        statement = postgresql.insert(table).values(**values).on_conflict_do_nothing()
        return db.execute(statement).rowcount == 1
    return db.execute(sqlite.insert(table).values(**values).on_conflict_do_nothing()).rowcount == 1
