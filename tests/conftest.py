"""Databases for every package's tests: SQLite in the test's own folder, and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database, default_url, open_database
from tests.postgres import fresh_database, running_server

_BOTH = [
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow]),
]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the address of a running PostgreSQL server (its maintenance database)."""
    with running_server() as url:
        yield url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """Return the address of a PostgreSQL database of this test's own, with the newest schema."""
    with fresh_database(postgres_url, migrated=True) as url:
        yield url


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return an open SQLite database in this test's folder."""
    with open_database("", data_dir=tmp_path) as opened:
        yield opened


@pytest.fixture(params=_BOTH)
def each_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield default_url(tmp_path)
        return
    with fresh_database(request.getfixturevalue("postgres_url"), migrated=False) as url:
        yield url


@pytest.fixture(params=_BOTH)
def each_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Return an open database, once on SQLite and once on PostgreSQL."""
    url = ""
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database_url")
    with open_database(url, data_dir=tmp_path) as opened:
        yield opened
