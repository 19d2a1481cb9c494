"""Fixtures of the engine's tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scheduling.jobstore import PostJobStore
from scheduling.leases import Leases
from store.database import open_database
from tests.scheduling.benches import Bench, HandClock
from tests.scheduling.jobs import Slots, StandingClock, publish


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[Bench]:
    with open_database("", data_dir=tmp_path / "data") as database:
        yield Bench(database, HandClock())


@pytest.fixture(name="slots")
def _slots() -> Slots:
    return Slots(10)


@pytest.fixture(name="leases")
def _leases() -> Leases:
    return Leases(lease_s=120)


@pytest.fixture(name="store")
def _store(bench: Bench, slots: Slots, leases: Leases) -> Iterator[PostJobStore]:
    store = PostJobStore(
        database=bench.database,
        clock=bench.clock,
        publish=publish,
        free_slots=slots,
        leases=leases,
        late_after=timedelta(minutes=15),
        machine=StandingClock(),
    )
    store.start(None, "posts")
    yield store
    store.shutdown()
