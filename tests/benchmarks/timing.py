"""Numbers out of many measurements, and how long an event loop was held up."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

TICK_S = 0.005


@dataclass(slots=True)
class Stall:
    """The longest time that the loop was late for something."""

    longest_s: float = 0.0


@asynccontextmanager
async def watching_loop() -> AsyncIterator[Stall]:
    """Watch the running loop for as long as the block runs."""
    stall = Stall()

    async def tick() -> None:
        while True:
            began_s = perf_counter()
            await asyncio.sleep(TICK_S)
            stall.longest_s = max(stall.longest_s, perf_counter() - began_s - TICK_S)

    task = asyncio.create_task(tick())
    await asyncio.sleep(0)
    try:
        yield stall
    finally:
        task.cancel()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def median(values: Sequence[float]) -> float:
    """Return the middle one."""
    return percentile(values, 0.5)
