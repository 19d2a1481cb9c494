"""Databases for every package's tests: SQLite in the test's own folder, and PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import Database, default_url, open_database
from tests.postgres import emptied_database, fresh_database, running_server

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
def postgres_database_url(postgres_url: str) -> str:
    """Return the address of the PostgreSQL database, with the newest schema and no rows."""
    return emptied_database(postgres_url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database file with the newest schema: copying is faster than migrating."""
    folder = tmp_path_factory.mktemp("template")
    open_database("", data_dir=folder).close()
    return folder / "callboard.db"


@pytest.fixture
def data_dir(tmp_path: Path, sqlite_template: Path) -> Path:
    """Return a data folder of this test's own, with an empty database in it."""
    shutil.copy(sqlite_template, tmp_path)
    return tmp_path


@pytest.fixture
def database(data_dir: Path) -> Iterator[Database]:
    """Return an open SQLite database in this test's folder."""
    with open_database("", data_dir=data_dir) as opened:
        yield opened


@pytest.fixture(params=_BOTH)
def each_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield default_url(tmp_path)
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        yield url


@pytest.fixture(params=_BOTH)
def each_database(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Database]:
    """Return an open database, once on SQLite and once on PostgreSQL."""
    url = ""
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_database_url")
    with open_database(url, data_dir=data_dir) as opened:
        yield opened
