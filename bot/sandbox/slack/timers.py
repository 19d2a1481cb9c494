"""Does what is due on the shared clock: event retries and scheduled messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.slack.documents import Shelf
from bot.sandbox.slack.errands import Errands
from bot.sandbox.slack.records import Job
from platforms.clock import Clock

# Another process may move the shared clock without telling us, so a wait is never longer.
LONGEST_WAIT_S = 0.5


class Timers:
    """Keeps jobs across restarts and starts each when its moment has come."""

    def __init__(self, jobs: Shelf[Job], clock: Clock, errands: Errands) -> None:
        self._jobs = jobs
        self._clock = clock
        self._errands = errands
        self._moved = asyncio.Event()
        self._started: set[str] = set()
        self._do: Mapping[str, Callable[[Job], Awaitable[None]]] = {}

    def start(self, do: Mapping[str, Callable[[Job], Awaitable[None]]]) -> None:
        """Watch the clock from now on; ``do`` maps a job's kind to its work."""
        self._do = do
        self._errands.run(self._watch())

    def add(self, job: Job) -> None:
        """Remember a job and look at the clock again."""
        self._jobs.put(job.id, job)
        self._moved.set()

    def wake(self) -> None:
        """Look at the clock at once, because it was moved."""
        self._moved.set()

    async def _watch(self) -> None:
        while True:
            self._moved.clear()
            now_s = self._clock.now().timestamp()
            waiting = [job for job in self._jobs.all() if job.id not in self._started]
            for job in sorted(waiting, key=lambda one: one.due_s):
                if job.due_s <= now_s:
                    self._started.add(job.id)
                    self._errands.run(self._finish(job))
            await self._wait(any(job.due_s > now_s for job in waiting))

    async def _finish(self, job: Job) -> None:
        await self._do[job.kind](job)
        self._jobs.drop(job.id)
        self._started.discard(job.id)

    async def _wait(self, something_waits: bool) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT_S if something_waits else None):
                await self._moved.wait()
        except TimeoutError:
            return
