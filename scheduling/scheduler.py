"""APScheduler's asyncio scheduler, with the one wait on the database moved off the event loop."""

from __future__ import annotations

import asyncio
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import BaseScheduler
from sqlalchemy.exc import SQLAlchemyError

from scheduling.jobstore import PostJobStore
from store.errors import StoreError

log = structlog.get_logger(__name__)


class PostScheduler(AsyncIOScheduler):  # type: ignore[misc]  # APScheduler ships no types
    """
    Runs rounds: fetch what is due in the store's thread, then let APScheduler process it.

    A wake-up during a round is one more round after it, so that any number of wake-ups costs
    at most two. It never sleeps longer than ``poll_s``: other processes, and a clock that
    somebody moved, cannot wake it.
    """

    def __init__(self, *, posts: PostJobStore, poll_s: float) -> None:
        super().__init__(timezone=UTC)
        self._posts = posts
        self._poll_s = poll_s
        self._round: asyncio.Task[None] | None = None
        self._again = False

    def wakeup(self) -> None:
        """Ask for a round, from any thread."""
        if self._eventloop is not None and not self._eventloop.is_closed():
            self._eventloop.call_soon_threadsafe(self._ask)

    async def stop(self) -> None:
        """Finish the round that is under way and hold no more."""
        await self.idle()
        BaseScheduler.shutdown(self, wait=False)
        self._stop_timer()
        self._eventloop = None

    async def idle(self) -> None:
        """Wait until no round is under way or asked for."""
        await asyncio.sleep(0)
        while self._round is not None and not self._round.done():
            await asyncio.wait({self._round})

    def _ask(self) -> None:
        if not self.running:
            return
        self._again = True
        if self._round is None or self._round.done():
            self._stop_timer()
            self._round = asyncio.get_running_loop().create_task(self._rounds())

    async def _rounds(self) -> None:
        wait_s: float | None = self._poll_s
        while self._again and self.running:
            self._again = False
            try:
                self._again |= await self._posts.fetch()
            except (StoreError, SQLAlchemyError):
                # Tried again at the next poll; what was due stays due.
                log.exception("engine.round_failed")
                break
            wait_s = self._process_jobs()
        if self.running:
            self._start_timer(self._poll_s if wait_s is None else min(wait_s, self._poll_s))
