"""Fixtures of the engine's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.clock import OffsetClock
from platforms.connections import open_client
from scheduling.jobstore import PostJobStore
from scheduling.leases import Leases
from store.database import Database, open_database
from tests.scheduling.benches import Bench
from tests.scheduling.jobs import Slots, StandingClock, publish
from tests.scheduling.live import Live, remote
from tests.scheduling.parts import assemble


@pytest.fixture(name="bench")
def _bench(each_database: Database) -> Bench:
    return Bench(each_database)


@pytest.fixture(name="slots")
def _slots() -> Slots:
    return Slots(10)


@pytest.fixture(name="leases")
def _leases() -> Leases:
    return Leases(lease_s=120)


def _a_store(bench: Bench, slots: Slots, leases: Leases) -> PostJobStore:
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
    return store


@pytest.fixture(name="store")
def _store(bench: Bench, slots: Slots, leases: Leases) -> Iterator[PostJobStore]:
    store = _a_store(bench, slots, leases)
    yield store
    store.shutdown()


@pytest.fixture(name="restarted")
def _restarted(bench: Bench, slots: Slots) -> Iterator[PostJobStore]:
    """The store of another process, which knows nothing of what the first one was doing."""
    store = _a_store(bench, slots, Leases(lease_s=120))
    yield store
    store.shutdown()


@pytest_asyncio.fixture(name="live")
async def _live(tmp_path: Path) -> AsyncIterator[Live]:
    clock = OffsetClock(tmp_path / "clock.json")
    async with remote(tmp_path / "networks", clock) as there, open_client() as http:
        with open_database("", data_dir=tmp_path / "data") as database:
            parts = assemble(
                database, clock=clock, base_url=there.base_url, http=http, folder=tmp_path
            )
            yield Live(Bench(database, start=clock.now()), clock, there, parts, tmp_path)
