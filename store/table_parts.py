"""The shorthand the tables are written in: naming of constraints, and the usual columns."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Text, text

from store.columns import Id, JsonList, JsonObject, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def row_id() -> Column[str]:
    """Return the primary key."""
    return Column("id", Id, primary_key=True)


def workspace() -> Column[str]:
    """Return the column every row carries."""
    return Column("workspace_id", Text, ForeignKey("workspaces.id"), nullable=False)


def link(name: str, target: str, *, nullable: bool = False, part_of: bool = False) -> Column[str]:
    """Return a reference; a row that is ``part_of`` another goes with it."""
    ondelete = "CASCADE" if part_of else "SET NULL" if nullable else None
    return Column(name, Id, ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable)


def required_text(name: str) -> Column[str]:
    """Return a text that is always there, if only empty."""
    return Column(name, Text, nullable=False)


def number(name: str) -> Column[int]:
    """Return a whole number that is always there."""
    return Column(name, Integer, nullable=False)


def moment(name: str) -> Column[object]:
    """Return an instant that is always there."""
    return Column(name, UtcDateTime, nullable=False)


def json_object(name: str) -> Column[object]:
    """Return a JSON object, if only an empty one."""
    return Column(name, JsonObject, nullable=False)


def json_list(name: str) -> Column[object]:
    """Return a list, if only an empty one."""
    return Column(name, JsonList, nullable=False)


def one_of(column: str, vocabulary: type[StrEnum]) -> CheckConstraint:
    """Return the check that a column holds one of these words (or nothing)."""
    known = ", ".join(f"'{word.value}'" for word in vocabulary)
    return CheckConstraint(f"{column} IN ({known})", name=f"known_{column}")


def partial_index(name: str, *columns: Column[object], where: str, unique: bool = False) -> Index:
    """Return an index over only those rows that ``where`` names."""
    rows = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=rows, postgresql_where=rows)
