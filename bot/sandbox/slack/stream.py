"""Tells open pages what changed, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from bot.sandbox.slack.records import Json

HEARTBEAT_S = 15.0
_BACKLOG = 1000


class Stream:
    """Hands every change to every listener; a listener that stopped reading loses the oldest."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()
        self._closed = False

    def tell(self, **change: object) -> None:
        """Announce one change, such as ``type="message", channel="C1"``."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(change)

    def close(self) -> None:
        """End every open stream, so that a server can shut down."""
        self._closed = True
        for queue in self._listeners:
            with suppress(asyncio.QueueFull):
                queue.put_nowait(None)

    async def lines(self) -> AsyncIterator[str]:
        """Yield server-sent events until the stand-in stops."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(_BACKLOG)
        self._listeners.add(queue)
        try:
            yield f"data: {json.dumps({'type': 'hello'})}\n\n"
            while not self._closed:
                try:
                    async with asyncio.timeout(HEARTBEAT_S):
                        change = await queue.get()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if change is None:
                    return
                yield f"data: {json.dumps(change)}\n\n"
        finally:
            self._listeners.discard(queue)
