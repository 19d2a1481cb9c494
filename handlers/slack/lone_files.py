"""Files announced by their id alone, while the message that tells more may still come."""

from __future__ import annotations

import asyncio


class LoneFiles:
    """Lets whoever waits for a file's message go on as soon as it is heard."""

    def __init__(self) -> None:
        self._awaited: dict[str, asyncio.Event] = {}

    def heard(self, key: str) -> None:
        """Say that the message with this file is being handled."""
        if waiting := self._awaited.get(key):
            waiting.set()

    async def is_heard(self, key: str, *, within_s: float) -> bool:
        """Wait for the message with this file; say whether it came in time."""
        waiting = self._awaited.setdefault(key, asyncio.Event())
        try:
            async with asyncio.timeout(within_s):
                return await waiting.wait()
        except TimeoutError:
            return False
        finally:
            self._awaited.pop(key, None)
