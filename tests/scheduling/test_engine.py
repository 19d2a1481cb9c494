"""The engine: what is due is published, within the slots, once, and it stops cleanly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
import pytest_asyncio

from scheduling.engine import Engine
from scheduling.engine_pace import CALM_S, FIRST, LATE_S
from scheduling.housekeeping import Chore
from scheduling.jobstore import PostJobStore
from scheduling.leases import Leases
from store import claims, notices
from store.errors import StaleFence
from store.words import Claim, FailureKind, State
from tests.scheduling.benches import Bench
from tests.store.samples import NOW

MINUTE = timedelta(minutes=1)
PATIENCE_S = 10.0


class Sender:
    """Publishes by writing it down; a test may hold it up between claim and record."""

    def __init__(self, bench: Bench, *, lease_s: float = 120) -> None:
        self.leases = Leases(lease_s=lease_s)
        self.begun: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.most_at_once = 0
        self._at_once = 0
        self._bench = bench

    async def publish(self, post_id: str, fence: int) -> None:
        now = self._bench.clock.now()
        claim = Claim(post_id, fence, now)
        self.begun.append(post_id)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            with self.leases.held(claim, now=now):
                await self.gate.wait()
                await self._bench.database.write(
                    lambda db: claims.published(db, claim, remote_id="1", url=None, now=now)
                )
        except asyncio.CancelledError:
            await self._bench.database.write(lambda db: claims.hand_back(db, claim, now=now))
            raise
        finally:
            self._at_once -= 1


@pytest.fixture(name="sender")
def _sender(bench: Bench) -> Sender:
    return Sender(bench)


Make = Callable[..., Engine]


@pytest_asyncio.fixture(name="make")
async def _make(bench: Bench, sender: Sender) -> AsyncIterator[Make]:
    made: list[Engine] = []

    def make(**options: object) -> Engine:
        engine = Engine(
            database=bench.database,
            clock=bench.clock,
            publisher=sender,
            **{"poll_s": 0.05, **options},  # type: ignore[arg-type]  # a test names what it needs
        )
        made.append(engine)
        engine.start()
        return engine

    yield make
    sender.gate.set()
    for engine in made:
        if engine.scheduler.running:
            await engine.drain(PATIENCE_S)


async def until(true: Callable[[], bool]) -> None:
    """Let the event loop run until something has become true."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():  # noqa: ASYNC110  # the truth is in the database, which sets no event
            await asyncio.sleep(0.005)


async def settled(engine: Engine) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await engine.settled()


async def test_a_due_post_is_published_and_a_later_one_is_not(
    make: Make, bench: Bench, sender: Sender
) -> None:
    due, later = bench.scheduled(-MINUTE), bench.scheduled(MINUTE)
    engine = make()

    await settled(engine)

    assert sender.begun == [due.id]
    assert bench.post(due.id).state is State.PUBLISHED
    assert bench.post(later.id).state is State.SCHEDULED


async def test_a_moved_clock_is_noticed_at_once_when_the_engine_is_woken(
    make: Make, bench: Bench, sender: Sender
) -> None:
    post = bench.scheduled(timedelta(days=3))
    engine = make(poll_s=3600)
    await settled(engine)
    assert sender.begun == []

    bench.clock.advance(timedelta(days=3))
    engine.wake()

    await until(lambda: bench.post(post.id).state is State.PUBLISHED)


async def test_a_clock_moved_by_somebody_else_is_noticed_at_the_next_poll(
    make: Make, bench: Bench
) -> None:
    post = bench.scheduled(timedelta(days=3))
    make(poll_s=0.05)

    bench.clock.advance(timedelta(days=3))

    await until(lambda: bench.post(post.id).state is State.PUBLISHED)


async def test_walking_from_due_moment_to_due_moment_makes_nothing_late(
    make: Make, bench: Bench, sender: Sender
) -> None:
    expected = [bench.scheduled(timedelta(days=day)).id for day in (1, 2, 3)]
    engine = make()
    target = NOW + timedelta(days=7)

    while (moment := await engine.next_due()) is not None and moment <= target:
        bench.clock.advance(moment - bench.clock.now())
        await settled(engine)

    assert sender.begun == expected
    assert {bench.post(post_id).state for post_id in expected} == {State.PUBLISHED}


async def test_after_a_long_stop_every_post_that_was_missed_is_asked_about_at_once(
    make: Make, bench: Bench, sender: Sender
) -> None:
    account = bench.account()
    late = [bench.scheduled(k * MINUTE, account=account) for k in range(7)]
    late += [bench.scheduled(k * MINUTE) for k in range(7)]
    bench.clock.advance(timedelta(hours=8))
    engine = make(slots=2, poll_s=3600)

    await settled(engine)

    assert sender.begun == []
    kinds = {bench.post(post.id).failure_kind for post in late}
    assert kinds == {FailureKind.MISSED}
    pending = bench.database.read_now(lambda db: notices.pending(db, limit=50))
    assert sorted(told.post_id for told in pending) == sorted(post.id for post in late)


async def test_no_more_posts_are_in_flight_than_there_are_slots(
    make: Make, bench: Bench, sender: Sender
) -> None:
    ids = {bench.scheduled(-MINUTE).id for _ in range(7)}
    sender.gate.clear()
    engine = make(slots=3)
    await until(lambda: engine.in_flight == 3)
    await engine.scheduler.idle()
    waiting = [post_id for post_id in ids if bench.post(post_id).state is State.SCHEDULED]
    assert len(waiting) == 4

    sender.gate.set()
    await settled(engine)

    assert set(sender.begun) == ids
    assert len(sender.begun) == 7
    assert sender.most_at_once == 3


class Loop:
    """Says how late the event loop is, as a test wants it."""

    late_s = (CALM_S + LATE_S) / 2

    async def __call__(self) -> float:
        await asyncio.sleep(0)
        return self.late_s


async def test_slots_close_while_the_loop_is_late_and_open_again_when_it_is_calm(
    make: Make, bench: Bench, sender: Sender
) -> None:
    ids = {bench.scheduled(-MINUTE).id for _ in range(12)}
    sender.gate.clear()
    loop = Loop()
    loop.late_s = CALM_S / 2
    engine = make(slots=8, lateness=loop)
    await until(lambda: engine.in_flight == 8)

    loop.late_s = LATE_S * 2
    await until(lambda: engine.slots == 5)
    assert engine.in_flight == 8  # what is under way goes on
    loop.late_s = CALM_S / 2
    await until(lambda: engine.slots == 8)

    sender.gate.set()
    await settled(engine)
    assert set(sender.begun) == ids
    assert sender.most_at_once == 8


async def test_after_a_quiet_time_a_few_posts_begin_and_the_rest_when_that_went_well(
    make: Make, bench: Bench, sender: Sender
) -> None:
    for _ in range(FIRST + 3):
        bench.scheduled(-MINUTE)
    sender.gate.clear()
    loop = Loop()
    engine = make(lateness=loop)
    await until(lambda: engine.in_flight == FIRST)
    await engine.scheduler.idle()
    assert engine.in_flight == FIRST

    loop.late_s = CALM_S / 2
    await until(lambda: engine.in_flight == FIRST + 3)

    sender.gate.set()
    await settled(engine)
    await until(lambda: engine.slots == FIRST)


async def test_while_full_the_engine_does_not_spin(
    make: Make, bench: Bench, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    look = PostJobStore.get_next_run_time

    def counted(store: PostJobStore) -> object:
        nonlocal looks
        looks += 1
        return look(store)

    monkeypatch.setattr(PostJobStore, "get_next_run_time", counted)
    for _ in range(5):
        bench.scheduled(-MINUTE)
    sender.gate.clear()
    engine = make(slots=1, poll_s=0.1)
    await until(lambda: engine.in_flight == 1)
    before, began = looks, time.monotonic()

    await asyncio.sleep(0.55)

    assert 1 <= looks - before <= (time.monotonic() - began) / 0.1 + 2


async def test_a_freed_slot_is_used_without_waiting_for_the_poll(
    make: Make, bench: Bench, sender: Sender
) -> None:
    account = bench.account()
    ids = [bench.scheduled(k * MINUTE - MINUTE, account=account).id for k in range(-3, 1)]
    engine = make(slots=1, poll_s=3600)

    await until(lambda: sender.begun == ids)
    await settled(engine)


async def test_one_post_of_an_account_is_on_its_way_at_a_time(
    make: Make, bench: Bench, sender: Sender
) -> None:
    account = bench.account()
    ids = [bench.scheduled(timedelta(seconds=k), account=account).id for k in range(4)]
    bench.clock.advance(MINUTE)
    engine = make()

    await settled(engine)

    assert sender.begun == ids
    assert sender.most_at_once == 1


async def test_many_wakeups_cost_few_rounds(make: Make, bench: Bench) -> None:
    engine = make(poll_s=3600)
    await engine.scheduler.idle()
    rounds = 0
    fetch = engine.posts.fetch

    async def counted() -> bool:
        nonlocal rounds
        rounds += 1
        return await fetch()

    engine.posts.fetch = counted  # type: ignore[method-assign]  # counts, then does the same
    for _ in range(500):
        engine.wake()
    await asyncio.sleep(0)
    await engine.scheduler.idle()

    assert 1 <= rounds <= 2


async def test_the_clock_may_jump_while_a_post_is_being_sent(
    make: Make, bench: Bench, sender: Sender
) -> None:
    post = bench.scheduled(-MINUTE)
    sender.gate.clear()
    engine = make()
    await until(lambda: engine.in_flight == 1)

    bench.clock.advance(timedelta(days=3))
    engine.wake()
    await asyncio.sleep(0)
    await engine.scheduler.idle()
    sender.gate.set()
    await settled(engine)

    assert sender.begun == [post.id]
    assert bench.post(post.id).state is State.PUBLISHED


async def test_a_lost_lease_stops_the_work(make: Make, bench: Bench, sender: Sender) -> None:
    post = bench.scheduled(-MINUTE)
    sender.gate.clear()
    engine = make(poll_s=3600)
    await until(lambda: engine.in_flight == 1)
    taken = bench.clock.advance(timedelta(minutes=5))

    def take_over(db: object) -> list[Claim]:
        return claims.claim_due(db, now=taken, lease_s=3600, limit=1)  # type: ignore[arg-type]

    [theirs] = bench.database.write_now(take_over)
    engine.wake()
    await until(lambda: engine.in_flight == 0)

    assert bench.post(post.id).fence == theirs.fence
    assert bench.post(post.id).state is State.PUBLISHING


async def test_draining_waits_for_what_is_in_flight_and_starts_nothing(
    make: Make, bench: Bench, sender: Sender
) -> None:
    account = bench.account()
    first = bench.scheduled(-2 * MINUTE, account=account)
    second = bench.scheduled(-MINUTE, account=account)
    sender.gate.clear()
    engine = make()
    await until(lambda: engine.in_flight == 1)

    draining = asyncio.create_task(engine.drain(PATIENCE_S))
    await asyncio.sleep(0.01)
    assert not draining.done()
    sender.gate.set()
    await draining

    assert bench.post(first.id).state is State.PUBLISHED
    assert bench.post(second.id).state is State.SCHEDULED
    assert not engine.scheduler.running


async def test_what_takes_too_long_is_handed_back_when_draining(
    make: Make, bench: Bench, sender: Sender
) -> None:
    post = bench.scheduled(-MINUTE)
    sender.gate.clear()
    engine = make()
    await until(lambda: engine.in_flight == 1)

    await engine.drain(0.01)

    left = bench.post(post.id)
    assert engine.in_flight == 0
    assert left.fence > post.fence + 1
    assert await engine.next_due() == bench.clock.now()


async def test_after_a_restart_a_handed_back_post_goes_out(
    make: Make, bench: Bench, sender: Sender
) -> None:
    post = bench.scheduled(-MINUTE)
    sender.gate.clear()
    first = make()
    await until(lambda: first.in_flight == 1)
    await first.drain(0.01)
    sender.gate.set()

    await settled(make())

    assert bench.post(post.id).state is State.PUBLISHED


async def test_chores_run_at_the_start_and_then_in_their_rhythm(make: Make) -> None:
    runs = 0

    async def chore() -> None:
        nonlocal runs
        runs += 1

    make(housekeeping=(Chore("count", 0.02, chore),))

    await until(lambda: runs >= 3)


async def test_a_failing_chore_comes_round_again(make: Make) -> None:
    runs = 0

    async def chore() -> None:
        nonlocal runs
        runs += 1
        raise StaleFence("any", 1)

    make(housekeeping=(Chore("fail", 0.02, chore),))

    await until(lambda: runs >= 2)


async def test_drain_waits_for_a_running_chore(make: Make) -> None:
    began, done = asyncio.Event(), False

    async def chore() -> None:
        nonlocal done
        began.set()
        await asyncio.sleep(0.05)
        done = True

    engine = make(housekeeping=(Chore("slow", 3600, chore),))
    await began.wait()

    await engine.drain(PATIENCE_S)

    assert done
