"""
The engine: publishes what is due, within its slots, and does the chores beside it.

It is an APScheduler with two job stores: the posts (``PostJobStore``) and, in memory, the
chores, which are ordinary interval jobs. One engine a process; several may share a PostgreSQL
database, because claims are taken row by row and carry a fence.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.jobstores.memory import MemoryJobStore

from platforms.clock import Clock, SystemClock
from scheduling.engine_pace import Pace, loop_lateness
from scheduling.executors import SlotExecutor
from scheduling.housekeeping import Chore
from scheduling.jobstore import PUBLISH, PostJobStore
from scheduling.leases import Leases
from scheduling.scheduler import PostScheduler
from store import claims
from store.database import Database

log = structlog.get_logger(__name__)

CHORES = "chores"
SLOTS = 20
LATE_AFTER_S = 900.0
POLL_S = 1.0


class Publishes(Protocol):
    """What the engine needs of a publisher."""

    leases: Leases

    async def publish(self, post_id: str, fence: int) -> None:
        """Publish the post if attempt ``fence`` owns it; take care of every failure."""
        ...


class Engine:
    """Publishes due posts from ``start`` until ``drain``; make it inside the event loop."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        publisher: Publishes,
        housekeeping: Sequence[Chore] = (),
        slots: int = SLOTS,
        late_after_s: float = LATE_AFTER_S,
        poll_s: float = POLL_S,
        lateness: Callable[[], Awaitable[float]] = loop_lateness,
    ) -> None:
        self._database = database
        self._clock = clock
        self._machine = SystemClock()
        self._chores = tuple(housekeeping)
        self._slots = SlotExecutor(slots=slots, on_free=self._slot_is_free)
        self._pace = Pace(self._slots, most=slots, on_more=self.wake, lateness=lateness)
        self._chore_slots = SlotExecutor(slots=max(len(self._chores), 1))
        self.posts = PostJobStore(
            database=database.behind(),
            clock=clock,
            publish=publisher.publish,
            free_slots=lambda: self._slots.free,
            leases=publisher.leases,
            late_after=timedelta(seconds=late_after_s),
        )
        self.scheduler = PostScheduler(posts=self.posts, poll_s=poll_s)
        self.scheduler.add_jobstore(self.posts, "default")
        self.scheduler.add_jobstore(MemoryJobStore(), CHORES)
        self.scheduler.add_executor(self._slots, PUBLISH)
        self.scheduler.add_executor(self._chore_slots, CHORES)
        self._poll_s = poll_s
        self._changed = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """How many posts are being published by this process now."""
        return self._slots.in_flight

    @property
    def slots(self) -> int:
        """How many posts this process takes at once now: fewer while its loop is late."""
        return self._slots.open

    @property
    def is_running(self) -> bool:
        """Whether ``start`` was called and ``drain`` has not finished."""
        return bool(self.scheduler.running)

    def start(self) -> None:
        """Begin: what is due goes out, what was left by a crash is taken up."""
        self.scheduler.start()
        for chore in self._chores:
            self.scheduler.add_job(
                chore.run,
                "interval",
                seconds=chore.every_s,
                id=chore.name,
                name=chore.name,
                jobstore=CHORES,
                executor=CHORES,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
                next_run_time=self._machine.now(),
            )
        log.info("engine.started", slots=self._pace.most, chores=len(self._chores))

    def wake(self) -> None:
        """Look at the posts now: something was scheduled, moved, or the clock was. Any thread."""
        self.scheduler.wakeup()

    async def next_due(self) -> datetime | None:
        """
        Return the next moment that wants the engine, ``None`` if there is none.

        Whoever moves a demo's clock stops here and waits for ``settled`` before moving on, so
        that no post is jumped over and found late.
        """
        return await self._database.read(claims.next_wake)

    async def settled(self) -> None:
        """Wait until everything that is due now has been published, or cannot be."""
        while True:
            self.wake()
            await self.scheduler.idle()
            due = await self.next_due()
            if not self.in_flight and (due is None or due > self._clock.now()):
                return
            self._changed.clear()
            with suppress(TimeoutError):  # what is due may be in another process's hands
                await asyncio.wait_for(self._changed.wait(), self._poll_s)

    async def drain(self, timeout_s: float) -> None:
        """
        Stop: take nothing more, wait for what is in flight, hand back the leases of the rest.

        Leases are extended to the end, so that nobody else takes what is still being sent.
        """
        self.posts.stop_taking()
        late = await self._slots.drain(timeout_s)
        await self._chore_slots.drain(timeout_s)
        await self._pace.stop()
        await self.scheduler.stop()
        log.info("engine.stopped", handed_back=late)

    def _slot_is_free(self) -> None:
        self._changed.set()
        self.scheduler.wakeup()
