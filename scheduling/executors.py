"""
Where APScheduler's jobs run: as tasks on the event loop, in a fixed number of slots.

APScheduler's own ``AsyncIOExecutor`` cancels what is running when it is shut down, which
would cut publishing in half, and takes any number of jobs at once. This one leaves running
jobs alone (``drain`` waits for them) and says how many more it takes. An executor that hands
jobs to other machines has the same three members: ``free``, ``in_flight`` and ``drain``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from apscheduler.executors.base import BaseExecutor, run_coroutine_job
from apscheduler.job import Job


class SlotExecutor(BaseExecutor):  # type: ignore[misc]  # APScheduler ships no types
    """
    Runs coroutine jobs; ``on_begin`` is told when one begins, ``on_free`` when one ends.

    At most ``open`` slots are handed out, which may change at any time: closing some lets their
    jobs finish.
    """

    def __init__(self, *, slots: int, on_free: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.open = slots
        self.on_begin: Callable[[], None] = lambda: None
        self._on_free = on_free
        self._running: set[asyncio.Task[object]] = set()

    @property
    def free(self) -> int:
        """How many more jobs may be submitted now."""
        return max(self.open - len(self._running), 0)

    @property
    def in_flight(self) -> int:
        """How many jobs are running now."""
        return len(self._running)

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002, RUF100  # the signature is APScheduler's
        """Leave running jobs alone; whoever stops the scheduler has awaited ``drain``."""

    async def drain(self, timeout_s: float) -> int:
        """
        Wait for running jobs, then cancel what is left; return how many that were.

        A cancelled job is waited for as well: it gives back what it holds before it ends.
        """
        if not self._running:
            return 0
        _, late = await asyncio.wait(self._running, timeout=timeout_s)
        for task in late:
            task.cancel("the scheduler stops")
        if late:
            await asyncio.wait(late)
        return len(late)

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        work = run_coroutine_job(job, job._jobstore_alias, run_times, self._logger.name)
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(work, name=job.id)
        self._running.add(task)
        self.on_begin()
        task.add_done_callback(lambda done: self._ended(job.id, done))

    def _ended(self, job_id: str, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        error = asyncio.CancelledError() if task.cancelled() else task.exception()
        if error is None:
            self._run_job_success(job_id, task.result())
        else:
            self._run_job_error(job_id, error, error.__traceback__)
        self._on_free()
