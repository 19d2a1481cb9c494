"""
How many posts may be under way: fewer while the event loop is late, more while it is calm.

Publishing shares its loop with the answers that people in Slack wait for. Where networks are far
away, posts mostly wait and many go side by side; where the processor is what is short, a few
keep it as busy as many would, and an answer does not queue behind all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

from scheduling.executors import SlotExecutor

FIRST = 4
"""So many begin together after a quiet time; the rest is earned."""
FEWEST = 2
"""On a machine that is busy with other things fewer would not help: while one waits, one works."""
LATE_S = 0.012
"""An answer takes about eight turns of the loop, which must stay below 100 ms together."""
CALM_S = 0.008
IDLE_S = 0.003
TICK_S = 0.01
TICKS = 8


def next_allowance(allowed: int, *, most: int, in_flight: int, late_s: float) -> int:
    """
    Return how many posts may be under way from now on, ``FEWEST`` to ``most``.

    ``late_s`` is how late the loop has been with up to ``in_flight`` posts. A third is taken off
    when that was too late, but not again before the last change has shown. One is added when it
    was calm with all that was allowed, half as many again when it was hardly late at all.
    """
    if late_s > LATE_S and in_flight <= allowed:
        return min(max(allowed * 2 // 3, FEWEST), most)
    if late_s < CALM_S and in_flight >= allowed:
        return min(allowed + (allowed // 2 if late_s < IDLE_S else 1), most)
    return allowed


def typical(late_s: Sequence[float]) -> float:
    """Return the lateness that three quarters do not exceed: one pause is not yet a load."""
    return sorted(late_s)[len(late_s) * 3 // 4 - 1]


async def loop_lateness() -> float:
    """Watch the loop for a moment and return how late it typically is."""
    late_s = []
    for _ in range(TICKS):
        began_s = perf_counter()
        await asyncio.sleep(TICK_S)
        late_s.append(perf_counter() - began_s - TICK_S)
    return typical(late_s)


class Pace:
    """Opens and closes the slots of an executor while it is at work; ``on_more`` hears of more."""

    def __init__(
        self,
        slots: SlotExecutor,
        *,
        most: int,
        on_more: Callable[[], None],
        lateness: Callable[[], Awaitable[float]] = loop_lateness,
    ) -> None:
        self._slots = slots
        self.most = most
        self._on_more = on_more
        self._lateness = lateness
        self._watching: asyncio.Task[None] | None = None
        self._peak = 0
        slots.open = min(FIRST, most)
        slots.on_begin = self.keep

    def keep(self) -> None:
        """Watch the loop for as long as posts are under way; called as each begins."""
        self._peak = max(self._peak, self._slots.in_flight)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """Watch no longer."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})

    async def _watch(self) -> None:
        while self._slots.in_flight:
            self._peak = self._slots.in_flight
            late_s = await self._lateness()
            before = self._slots.open
            self._slots.open = next_allowance(
                before, most=self.most, in_flight=self._peak, late_s=late_s
            )
            if self._slots.open > before:
                self._on_more()
        self._slots.open = min(FIRST, self.most)
