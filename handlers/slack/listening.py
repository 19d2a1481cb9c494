"""The listeners that are at work: known one by one, so that a stop can wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

log = structlog.get_logger(__name__)

Ended = Callable[[AsyncBoltContext], Awaitable[None]]


class Listening:
    """bolt runs each listener in a task of its own and forgets it; here they are remembered."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()

    def attach(self, app: AsyncApp, *, ended: Ended) -> None:
        """
        Watch the listeners of ``app``.

        ``ended`` is called after each one and its answer, errors included, but not for one
        that was cut off.
        """
        app.listener_runner.listener_start_handler = _Start(self._running)
        app.listener_runner.listener_completion_handler = _Completion(self._running, ended)

    async def finish(self, *, within_s: float) -> None:
        """Let what was begun come to its end; cut off what takes longer."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=within_s)
        for task in late:
            task.cancel()
        if late:
            log.warning("slack.cut_off", listeners=len(late), after_s=within_s)
            await asyncio.wait(late)


class _Start(AsyncListenerStartHandler):
    def __init__(self, running: set[asyncio.Task[object]]) -> None:
        self._running = running

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        """Remember the task that a listener has begun in."""
        del request, response
        if task := asyncio.current_task():
            self._running.add(task)


class _Completion(AsyncListenerCompletionHandler):
    def __init__(self, running: set[asyncio.Task[object]], ended: Ended) -> None:
        self._running = running
        self._ended = ended

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        """Say that a listener has ended, unless it was cut off."""
        del response
        task = asyncio.current_task()
        try:
            if task and not task.cancelling():
                await self._ended(request.context)
        finally:
            if task:
                self._running.discard(task)
