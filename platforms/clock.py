"""The one source of time. Everything that needs the time is handed a ``Clock``."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; the demo's clock can be moved by hand."""

    def now(self) -> datetime:
        """Return the present instant as an aware UTC datetime."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for a network to make progress; a demo's clock may hurry."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's time, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait in real time."""
        await asyncio.sleep(seconds)
