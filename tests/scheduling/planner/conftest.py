"""One office for each test: a fresh database file with an account on each network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import open_database
from tests.scheduling.planner.office import Office


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bring a schema up to date once; every test starts from a copy of the file."""
    folder = tmp_path_factory.mktemp("empty")
    open_database("", data_dir=folder).close()
    return folder / "callboard.db"


@pytest.fixture
def bare_office(tmp_path: Path, empty_database: Path) -> Iterator[Office]:
    """An office where no account is connected yet."""
    shutil.copy(empty_database, tmp_path / empty_database.name)
    with open_database("", data_dir=tmp_path) as database:
        yield Office(database)


@pytest.fixture
def office(bare_office: Office) -> Office:
    """An office with an Instagram and an X account."""
    bare_office.connect("instagram")
    bare_office.connect("twitter")
    return bare_office
