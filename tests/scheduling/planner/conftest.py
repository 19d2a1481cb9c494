"""One office for each test, on SQLite and on PostgreSQL, with an account on each network."""

from __future__ import annotations

import pytest

from store.database import Database
from tests.scheduling.planner.office import Office


@pytest.fixture
def bare_office(each_database: Database) -> Office:
    """An office where no account is connected yet."""
    return Office(each_database)


@pytest.fixture
def office(bare_office: Office) -> Office:
    """An office with an Instagram and an X account."""
    bare_office.connect("instagram")
    bare_office.connect("twitter")
    return bare_office
