"""The chores beside publishing."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from platforms.clock import SystemClock
from scheduling.accounts import AccountTokens
from scheduling.housekeeping import KEEP_RENDITIONS, KEEP_SEEN, Housekeeping
from scheduling.networks import Networks
from store import seen, sessions
from store.words import SessionStatus
from tests.scheduling.benches import Bench
from tests.store.samples import CHANNEL, KEYRING, NOW, PERSON, WORKSPACE


@pytest.fixture(name="housekeeping")
def _housekeeping(bench: Bench, tmp_path: Path) -> Housekeeping:
    networks = Networks({}, {}, httpx.AsyncClient(), bench.clock)
    tokens = AccountTokens(database=bench.database, keyring=KEYRING, networks=networks)
    return Housekeeping(bench.database, bench.clock, tokens, tmp_path / "renditions")


def test_every_chore_has_a_name_of_its_own_and_a_rhythm(housekeeping: Housekeeping) -> None:
    chores = housekeeping.chores()

    assert len({chore.name for chore in chores}) == len(chores)
    assert all(chore.every_s >= 60 for chore in chores)


async def test_sessions_nobody_came_back_to_are_closed(
    housekeeping: Housekeeping, bench: Bench
) -> None:
    left = bench.database.write_now(
        lambda db: sessions.open_or_resume(
            db,
            workspace_id=WORKSPACE,
            project_id=bench.house.project.id,
            channel_id=CHANNEL,
            thread_ts="7.0",
            user_id=PERSON,
            now=NOW,
            expires_at=NOW + timedelta(hours=1),
        )
    )
    bench.clock.advance(timedelta(hours=2))

    await housekeeping.expire_sessions()

    found = bench.database.read_now(lambda db: sessions.get(db, left.id))
    assert found.status is SessionStatus.ABANDONED


async def test_events_are_remembered_while_they_may_be_repeated(
    housekeeping: Housekeeping, bench: Bench
) -> None:
    def is_new(key: str) -> bool:
        now = bench.clock.now()
        return bench.database.write_now(lambda db: seen.first_time(db, key, now=now))

    assert is_new("Ev1")
    bench.clock.advance(KEEP_SEEN - timedelta(seconds=1))
    await housekeeping.forget_seen()
    assert not is_new("Ev1")

    bench.clock.advance(timedelta(seconds=2))
    await housekeeping.forget_seen()
    assert is_new("Ev1")


async def test_renditions_are_cleared_by_their_age_on_the_machines_clock(
    housekeeping: Housekeeping, bench: Bench
) -> None:
    folder = housekeeping.renditions
    folder.mkdir()
    fresh, old = folder / "fresh.jpg", folder / "old.jpg"
    for path in (fresh, old):
        path.write_bytes(b"x")
    too_old = (SystemClock().now() - KEEP_RENDITIONS - timedelta(minutes=1)).timestamp()
    os.utime(old, (too_old, too_old))
    bench.clock.advance(timedelta(days=365))

    await housekeeping.clear_renditions()

    assert fresh.exists()
    assert not old.exists()


async def test_clearing_before_anything_was_made_is_no_fault(housekeeping: Housekeeping) -> None:
    await housekeeping.clear_renditions()

    assert not housekeeping.renditions.exists()
