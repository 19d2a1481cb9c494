"""Fixtures of the engine's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import open_database
from tests.scheduling.benches import Bench, HandClock


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[Bench]:
    with open_database("", data_dir=tmp_path / "data") as database:
        yield Bench(database, HandClock())
