"""Files announced by their id alone, while the message that tells more may still come."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from platforms.clock import Clock
from store import seen
from store.database import Database


@dataclass(slots=True)
class LoneFiles:
    """Lets whoever waits for a file's message go on as soon as it is heard."""

    database: Database
    clock: Clock
    _awaited: dict[str, asyncio.Event] = field(default_factory=dict)

    def heard(self, key: str) -> None:
        """Say that the message with this file is being handled."""
        if waiting := self._awaited.get(key):
            waiting.set()

    async def is_alone(self, key: str, *, within_s: float) -> bool:
        """Wait for the message with this file; say whether the file has to do without."""
        if await self.database.read(lambda db: seen.is_known(db, _alone(key))):
            return True  # decided before a kill
        if await self.database.read(lambda db: seen.is_known(db, key)):
            return False
        return not await self._is_heard(key, within_s) and await self._claim(key)

    async def _is_heard(self, key: str, within_s: float) -> bool:
        waiting = self._awaited.setdefault(key, asyncio.Event())
        try:
            async with asyncio.timeout(within_s):
                return await waiting.wait()
        except TimeoutError:
            return False
        finally:
            self._awaited.pop(key, None)

    async def _claim(self, key: str) -> bool:
        now = self.clock.now()

        def write(db: Any) -> bool:
            is_first = seen.first_time(db, key, now=now)
            if is_first:
                seen.first_time(db, _alone(key), now=now)
            return is_first

        return await self.database.write(write)


def _alone(key: str) -> str:
    return f"alone:{key}"
