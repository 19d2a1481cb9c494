"""How connections are made: one kind that writes, one kind that can only read."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection

from store.errors import DatabaseUnreachable

SQLITE_BUSY_MS = 10_000
POSTGRES_POOL = 4

_POSTGRES_LIMITS = {
    "timezone": "UTC",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}


def database_url(text: str) -> URL:
    """Read a database address; PostgreSQL always means psycopg, SQLite always means a file."""
    url = make_url(text)
    name = url.get_backend_name()
    if name == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if name != "sqlite" or not url.database or url.database == ":memory:":
        raise DatabaseUnreachable("The database is neither a SQLite file nor a PostgreSQL server.")
    return url.set(drivername="sqlite+pysqlite")


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite database, ``None`` for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def writing_engine(url: URL, *, foreign_keys: bool = True) -> Engine:
    """Return the engine for transactions that change something."""
    if sqlite_path(url) is None:
        return _postgres_engine(url, _POSTGRES_LIMITS)
    engine = create_engine(url, hide_parameters=True)
    pragmas = (
        "journal_mode=WAL",
        "synchronous=FULL",  # an intent that a power cut takes back would be a post sent twice
        f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
    )
    _on_connect(engine, pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(url: URL) -> Engine:
    """Return an engine that refuses to write and never waits for, or holds up, a writer."""
    if sqlite_path(url) is None:
        limits = _POSTGRES_LIMITS | {"default_transaction_read_only": "on"}
        return _postgres_engine(url, limits).execution_options(isolation_level="AUTOCOMMIT")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    _on_connect(engine, ("query_only=ON",))
    return engine


def _postgres_engine(url: URL, limits: dict[str, str]) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=POSTGRES_POOL,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 10},
    )


def _on_connect(engine: Engine, pragmas: tuple[str, ...]) -> None:
    def prepare(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, see below
        for pragma in (f"busy_timeout={SQLITE_BUSY_MS}", *pragmas):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", prepare)


def _begin_immediate(connection: Connection) -> None:
    """
    Take the write lock at the start.

    A deferred transaction that reads first and then writes fails at once with "database is
    locked" if somebody wrote in between, whatever the busy timeout is.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")
